"""What an essay's page needs from other essays, worked out once all of them are read.

Each article gets plain data: ``byline``, ``series_place``, ``related_essays``, ``neighbours``,
``card`` (of published ones), and its claims and corrections with every address resolved. ``{site}`` in that HTML stands for the
address of the site as the page sees it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pelican.log import console

from reading_room import days, edition, kept, links, naming, people, related, series
from reading_room.memory import Rows, fingerprint


def set_day(generator) -> None:
    """Settle the day of the edition once for a build."""
    generator.edition_day = edition.day(generator.settings["READING_ROOM"].root)


def hold_back(generator, metadata: dict) -> None:
    """Make an essay that is dated after the day of the edition a draft until then."""
    if "date" not in metadata or metadata.get("status", "published") != "published":
        return
    day = metadata["date"].strftime("%Y-%m-%d")
    if day > generator.edition_day:
        metadata["status"] = "draft"
        metadata["awaits"] = days.words(day)


def relate(generators: list) -> None:
    """Give every article what it needs from the others; mistakes go to the build's problems."""
    context, settings = generators[0].context, generators[0].settings
    build = settings["READING_ROOM"]
    content = Path(settings["PATH"])
    published = list(context["articles"])
    unlisted = [*context["hidden_articles"], *context["drafts"]]
    # A translation is on no list of its own; its page is an essay's page all the same.
    main = published + unlisted
    everything = main + [other for article in main for other in article.translations]
    _refuse_equal_addresses(everything, build)
    _say_what_waits(unlisted, build)
    authors = people.read(content, build.shown(content / people.FILE), build.problems)
    described = series.read(content, build.shown(content / series.FILE), build.problems)
    rows = series.gather(published, unlisted, described, build)
    known = context["generated_content"]
    build.places = fingerprint({path: content.url for path, content in known.items()})
    signed = {name: None for article in reversed(published) for name in _names(article)}
    listed = authors | people.guests(signed, authors)
    for article in everything:
        _check_authors(article, authors, listed, build)
        article.byline = people.byline(_names(article), listed)
        for name in ("claims", "corrections"):
            make = partial(_addressed, getattr(article, name, ()), article)
            setattr(article, name, kept.once(article, name, build.places, make))
        article.series_place = article.neighbours = None
        article.related_essays = []
    for row in rows:
        for article in row["articles"]:
            article.series_place = series.place(article, row)
    _set_neighbours(published)
    _set_related(published, build)
    for article in published:
        article.card = _card(article)
    context["series_of_essays"] = rows
    context["authors_of_essays"] = listed


def _refuse_equal_addresses(articles: list, build) -> None:
    """Two essays at one address would overwrite each other: stop before anything is written."""
    first: dict[str, object] = {}
    for article in articles:
        other = first.setdefault(article.save_as, article)
        if other is not article:
            line, column = article.places.get("slug", (1, 1))
            build.problems.add(
                build.shown(article.source_path),
                line,
                column,
                f"the address {article.url} is taken by {build.shown(other.source_path)}; "
                "give one of the two another 'slug:'",
            )
    if len(first) < len(articles):
        build.problems.stop_if_any()


def _say_what_waits(drafts: list, build) -> None:
    for article in drafts:
        if awaits := getattr(article, "awaits", ""):
            name = build.shown(article.source_path)
            message = f"{name}: dated {awaits}, so a draft until then, at /{article.url}"
            console.print(message, highlight=False, markup=False, soft_wrap=True)


def _names(article) -> list[str]:
    return [author.name for author in getattr(article, "authors", [])]


def _check_authors(article, authors: dict[str, dict], listed: dict[str, dict], build) -> None:
    """A name that is nearly a known one is a slip; any other is a guest without a biography."""
    slugs = {row["slug"]: name for name, row in reversed(listed.items())}
    for name in _names(article):
        meant = naming.slip(name, authors) if name not in authors else ""
        # Two guests whose names differ in a letter's size would share a page.
        if not meant and slugs.get(naming.slug_of(name), name) != name:
            meant = slugs[naming.slug_of(name)]
        if meant:
            places = article.places
            line, column = places.get("authors", places.get("author", (1, 1)))
            build.problems.add(
                build.shown(article.source_path),
                line,
                column,
                f"the author {name!r} is not in content/{people.FILE}; did you mean {meant}?",
            )


def _addressed(rows: Sequence[dict], article) -> Sequence[dict]:
    """`rows` with links that Pelican resolves only in an essay's text resolved in every text."""
    texts = [text for row in rows for text in row.values() if isinstance(text, str)]
    if not any("{" in text or "|" in text for text in texts):
        return rows
    return Rows(
        {
            name: links.resolve(value, article, "{site}") if isinstance(value, str) else value
            for name, value in row.items()
        }
        for row in rows
    )


def _link(article) -> dict:
    return {"title": article.title, "url": article.url}


def _set_neighbours(articles: list) -> None:
    """Previous and next by date; Pelican gives the newest first."""
    for newer, older in zip(articles, articles[1:]):
        newer.neighbours = (newer.neighbours or {}) | {"previous": _link(older)}
        older.neighbours = (older.neighbours or {}) | {"next": _link(newer)}


def _set_related(articles: list, build) -> None:
    by_slug = {article.slug: article for article in articles}
    about = {slug: article.references for slug, article in by_slug.items()}
    found = build.contents.once("related", about, lambda: related.related(about))
    for slug, article in by_slug.items():
        chosen = _chosen(article, by_slug, build)
        found_here = [key for key in found[slug] if key not in chosen]
        article.related_essays = [
            _link(by_slug[key]) | {"why": _why(article, by_slug[key])}
            for key in (chosen + found_here)[: max(3, len(chosen))]
        ]


def _why(article, other) -> str:
    """What two essays have in common, in words."""
    pair = (article.references, other.references)
    return kept.once(article, f"why {other.slug}", pair, lambda: related.why(*pair))


def _chosen(article, by_slug: dict, build) -> list[str]:
    """The slugs that the author named in ``related``; one that is unknown is a mistake."""
    chosen = []
    for slug in getattr(article, "related", []):
        if slug in by_slug and slug != article.slug:
            chosen.append(slug)
            continue
        line, column = article.places.get("related", (1, 1))
        hint = naming.slip(slug, by_slug)
        meant = f"; did you mean {hint}?" if hint else ""
        build.problems.add(
            build.shown(article.source_path),
            line,
            column,
            f"related: there is no other published essay {slug!r}{meant}",
        )
    return chosen


def changed_on(article) -> str:
    """The day on which a published essay last changed: its date, revision or newest correction."""
    days_known = [article.date.strftime("%Y-%m-%d")]
    if revised := getattr(article, "modified", None):
        days_known.append(revised.strftime("%Y-%m-%d"))
    return max(days_known + [row["date"] for row in getattr(article, "corrections", [])])


def by_author(articles: list, listed: dict[str, dict]) -> list[dict]:
    """Every author by name, with the published essays that they signed."""
    signed = defaultdict(list)
    for article in articles:
        for author in article.byline:
            signed[author["name"]].append(article.card)
    return [
        listed[name] | {"essays": Rows(signed[name])} for name in sorted(listed, key=str.casefold)
    ]


def _card(article) -> dict:
    """An essay as lists show it."""
    place = article.series_place
    return {
        "title": article.title,
        "url": article.url,
        "summary": article.summary,
        "byline": article.byline,
        "date_iso": article.date.isoformat()[:10],
        "date_words": article.locale_date,
        "minutes": article.reading_minutes,
        "series": {key: place[key] for key in ("name", "url", "part", "of")} if place else None,
    }
