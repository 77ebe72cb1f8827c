"""Series of essays: their parts in order, and what stands before and after each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from reading_room import toml_tables
from reading_room.naming import slip, slug_of

FILE = "series.toml"
_FIELDS = ("name", "summary")


def read(content: Path, shown: str, problems) -> dict[str, dict]:
    """What ``content/series.toml`` says of each series, by slug: name, summary."""
    return toml_tables.read(content / FILE, _FIELDS, shown, problems)


def gather(articles: Iterable, drafts: Iterable, described: dict, build) -> list[dict]:
    """Every series with a published part: slug, name, summary, url, and its articles in order.

    Two parts with one number, a number left out (drafts fill a gap) and two spellings of a name
    are mistakes of the build.
    """
    parts = defaultdict(list)
    names: dict[str, str] = {slug: row["name"] for slug, row in described.items()}
    for article in [*articles, *drafts]:
        if not getattr(article, "series", None):
            continue
        slug = slug_of(article.series["name"])
        spelled = names.setdefault(slug, article.series["name"])
        if spelled != article.series["name"]:
            _mistake(article, build, f"the series is spelled {spelled!r} elsewhere")
        parts[slug].append(article)
    for slug, members in parts.items():
        members.sort(key=lambda article: article.series["part"])
        _check(names[slug], members, sorted(set(names.values()) - {names[slug]}), build)
    found = []
    for slug, name in sorted(names.items()):
        published = [article for article in parts[slug] if article.status == "published"]
        if published:
            summary = described.get(slug, {}).get("summary", "")
            row = {"slug": slug, "name": name, "summary": summary, "url": f"series/{slug}/"}
            found.append(row | {"articles": published})
    return found


def _check(name: str, members: list, others: list[str], build) -> None:
    taken: dict[int, object] = {}
    for article in members:
        part = article.series["part"]
        if part in taken:
            other = build.shown(taken[part].source_path)
            _mistake(article, build, f"part {part} of {name!r} is {other} already")
        taken.setdefault(part, article)
    missing = sorted(set(range(1, max(taken) + 1)) - set(taken) - {0})
    if missing:
        gaps = " and ".join(map(str, missing))
        near = slip(name, others)
        hint = f"; is the series {near!r} meant?" if near else ""
        _mistake(members[-1], build, f"{name!r} has a part {max(taken)} but no part {gaps}{hint}")


def _mistake(article, build, message: str) -> None:
    line, column = article.places.get("series", (1, 1))
    build.problems.add(build.shown(article.source_path), line, column, message)


def place(article, row: dict) -> dict:
    """Where `article` stands in the series `row`, for the box in the essay."""
    members = row["articles"]
    here = members.index(article)
    return {
        "name": row["name"],
        "url": row["url"],
        "part": here + 1,
        "of": len(members),
        "previous": _link(members[here - 1]) if here else None,
        "next": _link(members[here + 1]) if here + 1 < len(members) else None,
        "parts": [_link(member) | {"here": member is article} for member in members],
    }


def _link(article) -> dict:
    return {"title": article.title, "url": article.url}
