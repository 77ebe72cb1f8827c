"""The bibliography of the whole site: each source with everything that rests on it."""

from __future__ import annotations

from collections import defaultdict

from reading_room.memory import Inputs


def write(pages) -> None:
    """Write the page of sources for the generator `pages`; a source of no use is a mistake."""
    library = pages.library
    listed = library.once("sources", lambda: _listed(library))
    others = _other_users(pages)
    used = listed["backlinks"].keys() | others.keys()
    # A source that only a draft cites is on its way, not forgotten.
    used |= {key for article in pages.unlisted for kind, key in article.references}
    for key in sorted(library.bibliography.items.keys() - used):
        pages.build.problems.add(
            "analysis/data/bibliography.json", 0, 0, f"{key} is used by no row and no essay"
        )
    claims = {key: pages.claims_on["source", key] for key in library.bibliography.items}
    pages.write("sources/index.html", "sources", listed, pages=others, claims=claims)


def _listed(library) -> Inputs:
    """All sources in order, and the events that rest on each."""
    events = defaultdict(list)
    for event in library.site["events"]:
        for row in event["sources"]:
            events[row["source_id"]].append(event)
    sources = sorted(library.bibliography.items.values(), key=lambda source: source.sort_key)
    return Inputs(sources=sources, backlinks=events, library=library)


def _other_users(pages) -> dict[str, list[tuple[str, str]]]:
    """(address, title) of what else uses each source: essays first, then tables."""
    site = pages.library.site
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (kind, key), users in pages.uses.items():
        if kind == "source":
            found[key] += [(user["url"], user["title"]) for user in reversed(users)]
    for event in site["events"]:
        for text in event["agreements"]:
            found[text["source_id"]].append((f"promises/#{text['id']}", text["title"]))
    for case in site["cases"]:
        shown = {row["source_id"] for row in case["sources"]}
        for condition in case["conditions"]:
            shown |= {row["source_id"] for row in condition["evidence"]}
        for key in sorted(shown):
            found[key].append((f"cases/#{case['id']}", case["name"]))
    for row in site["counts"]:
        found[row["source_id"]].append(("data/coverage/#counts", "Counts by others"))
    for row in site["reviews"]:
        if "source_id" in row:
            found[row["source_id"]].append((f"data/review/#{row['event_id']}", "Review of rows"))
    for key in site["sources_of_governments"]:
        found[key].append(("data/codebook/#governments", "Terms of office"))
    return found
