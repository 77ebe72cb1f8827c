"""``sitemap.xml``, which wants full addresses and so is of the public site, and ``robots.txt``.

A page has a last day of change only where one is known: an essay by its own dates, an event by
the day on which its row was checked, a page of the record by the record's newest change.
"""

from __future__ import annotations

from urllib.parse import quote
from xml.sax.saxutils import escape

from reading_room import essays
from reading_room.generated.essays import corrections
from reading_room.memory import fingerprint

_OF_RECORD = (
    *("cases/", "changes/", "data/", "data/codebook/", "data/coverage/", "data/review/"),
    *("promises/", "sources/", "timeline/"),
)


def write(pages) -> None:
    """Write both; by then every other page is known to the press of the generator `pages`."""
    site = pages.site
    robots = "User-agent: *\nAllow: /\n"
    if site.address:
        text = _sitemap(_listed(pages), _days(pages), site)
        pages.text("sitemap.xml", fingerprint(text), lambda: text)
        robots += f"\nSitemap: {site.url('sitemap.xml')}\n"
    pages.text("robots.txt", fingerprint(robots), lambda: robots)


def _listed(pages) -> list[str]:
    """Paths of all pages but those that a reader finds only by a link, or never should."""
    context = pages.context
    apart = [*pages.unlisted, *context["draft_pages"], *context["hidden_pages"]]
    left_out = {each.save_as for content in apart for each in (content, *content.translations)}
    left_out |= pages.not_to_find
    names = (name for name in pages.press.files if name.endswith(".html"))
    return sorted(_path(name) for name in names if name not in left_out)


def _path(name: str) -> str:
    return name.removesuffix("index.html") if f"/{name}".endswith("/index.html") else name


def _days(pages) -> dict[str, str]:
    """The day of the last change by path."""
    record = pages.library.site
    changed = max((change["made_on"] for change in record["changes"]), default="")
    found = dict.fromkeys(_OF_RECORD, changed)
    found |= {f"events/{event['id']}/": event["checked_on"] for event in record["events"]}
    for article in pages.articles:
        for each in (article, *article.translations):
            found[each.url] = essays.changed_on(each)
    corrected = [row["date"] for row in corrections(pages.articles)]
    found["changes/"] = max([changed, *corrected])
    return found


def _sitemap(paths: list[str], days: dict[str, str], site) -> str:
    lines = []
    for path in paths:
        day = f"<lastmod>{days[path]}</lastmod>" if days.get(path) else ""
        lines.append(f"<url><loc>{escape(site.url(quote(path)))}</loc>{day}</url>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(lines)}</urlset>\n"
    )
