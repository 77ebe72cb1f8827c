"""The record as re-users take it: downloads, codebook, coverage, review, values, changes."""

from __future__ import annotations

import html
from pathlib import Path

import plotly

from reading_room import feeds, linked_data, styles
from reading_room.citing import EDITORS
from reading_room.generated import essays, explorer
from reading_room.memory import fingerprint

CHANGES_FEED = "feeds/data.atom.xml"


def write(pages) -> None:
    """Write the pages of data, and what the theme needs, for the generator `pages`."""
    library = pages.library
    for path in sorted((library.folder / "record" / "data").rglob("*")):
        if path.is_file():
            name = path.relative_to(library.folder / "record").as_posix()
            pages.copy(name, path)
    site = pages.site
    record = linked_data.dataset(library.site, explorer.GOVERNMENTS.values(), site)
    linked = linked_data.script(record)
    pages.write("data/index.html", "data", library=library, linked=linked)
    for name, title in (
        ("codebook", "Codebook"),
        ("coverage", "What the record covers"),
        ("review", "Rows drawn at random and checked again"),
    ):
        path = f"data/{name}/"
        way = linked_data.script(linked_data.trail(site, path, title))
        pages.write(f"{path}index.html", name, library=library, linked=way)
    used_by = {key: pages.users(("value", key)) for key in library.values}
    claims = {key: pages.claims_on("value", key) for key in library.values}
    pages.write(
        "data/values/index.html",
        "values",
        used_by=used_by,
        claims=claims,
        library=library,
        linked=linked_data.script(linked_data.trail(site, "data/values/", "Computed values")),
    )
    corrections = essays.corrections(pages.articles)
    pages.write("changes/index.html", "changes", corrections=corrections, library=library)
    _write_feed_of_changes(pages)
    _write_assets(pages)


def _write_feed_of_changes(pages) -> None:
    """One entry for each change of the record, dated by its row and not by the clock."""
    settings = pages.settings
    changes = pages.library.site["changes"]
    site = settings["SITEURL"] or settings["FEED_DOMAIN"]

    def make() -> str:
        feed = feeds.Atom(
            title=f"{settings['SITENAME']}: changes of the record",
            link=f"{site}/changes/",
            feed_url=f"{site}/{CHANGES_FEED}",
            description="What was added, corrected, recoded or removed, and why.",
            language=settings["DEFAULT_LANG"],
            author_name=f"{EDITORS} of {settings['SITENAME']}",
            feed_copyright="CC BY 4.0",
        )
        for change in changes:
            moment = feeds.moment(change["made_on"])
            feed.add_item(
                title=f"{change['kind_label']}: {change['scope']}",
                link=f"{site}/changes/#{change['id']}",
                description=html.escape(f"{change['what']} {change['why']}", quote=False),
                unique_id=f"{site}/changes/#{change['id']}",
                pubdate=moment,
                updateddate=moment,
            )
        return feed.writeString("utf-8")

    key = fingerprint(pages.build.code, changes, site, settings["SITENAME"])
    pages.text(CHANGES_FEED, key, make)


def _write_assets(pages) -> None:
    theme, artifacts = Path(pages.theme), pages.library.folder
    css = styles.style_sheet(theme, artifacts)
    pages.text("theme/site.css", fingerprint(css), lambda: css)
    bundle = pages.settings.get("PLOTLY_BUNDLE") or (
        Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    )
    pages.copy("theme/plotly.min.js", Path(bundle))
