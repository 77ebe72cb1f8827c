"""The sources: a page for each with everything that rests on it, and the lists that lead there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from urllib.parse import urlsplit

from reading_room import csl_items, days
from reading_room.memory import Inputs
from reading_room.naming import slug_of

# Kinds of documents that the list of sources shows in full: id, many of them, and what CSL calls
# each with one of it in words. What CSL knows besides these, and the press, are other documents.
_IN_FULL = (
    ("books", "Books", {"book": "Book", "chapter": "Chapter of a book"}),
    ("journals", "Articles in journals", {"article-journal": "Article in a journal"}),
    ("reports", "Reports", {"report": "Report"}),
    ("treaties", "Treaties and agreed texts", {"treaty": "Treaty or agreed text"}),
    ("laws", "Laws, orders and resolutions", {"legislation": "Law, order or resolution"}),
    ("speeches", "Speeches and interviews", {"speech": "Speech", "interview": "Interview"}),
    ("others", "Other documents", {}),
)
# Those of which there are too many: they are listed by who published them, letter by letter.
_BY_PUBLISHER = (
    ("news", "News reports", {"article-newspaper": "News report"}),
    ("magazines", "Magazine articles", {"article-magazine": "Magazine article"}),
    ("web", "Web pages", {"webpage": "Web page"}),
)
_KINDS = {
    name: (key, word)
    for key, _many, names in (*_IN_FULL, *_BY_PUBLISHER)
    for name, word in names.items()
}
_FIRST_DECADE = 1980  # earlier ones share a column
_DIGITS = "0-9"
_MOST = 12  # sources or publishers in a list of the foremost


def write(pages) -> None:
    """Write all pages of sources for the generator `pages`; a source of no use is a mistake."""
    library = pages.library
    found = library.once("sources", lambda: _dossiers(library))
    cited = pages.sources_cited()
    _report_unused(pages, found, cited)
    for source in library.bibliography.items.values():
        pages.write(
            f"{source.page}index.html",
            "source",
            found[source.key],
            used_by=pages.users(("source", source.key)),
            claims=pages.claims_on("source", source.key),
        )
    letters, listed = library.once("lists of sources", lambda: _lists(library, found))
    for page in letters:
        pages.write(f"sources/{page['letter']}/index.html", "sources_letter", page)
    in_full = {entry["key"] for section in listed["sections"] for entry in section["entries"]}
    pages.write(
        "sources/index.html",
        "sources",
        listed,
        used_by={key: users for key, users in cited.items() if key in in_full},
        most_cited=_most_cited(found, cited),
    )


def _report_unused(pages, found: dict[str, Inputs], cited: dict) -> None:
    # A source that only a draft cites is on its way, not forgotten.
    drafted = {key for article in pages.unlisted for _kind, key in article.references}
    rests = ("events", "texts", "cases", "tables")
    for key, dossier in sorted(found.items()):
        if key not in cited.keys() | drafted and not any(dossier[name] for name in rests):
            pages.build.problems.add(
                "analysis/data/bibliography.json", 0, 0, f"{key} is used by no row and no essay"
            )


def _dossiers(library) -> dict[str, Inputs]:
    """By source, what its page shows of the record: the document, and what rests on it."""
    events, texts, cases, tables = _uses_by_rows(library)
    found = {}
    for key, source in library.bibliography.items.items():
        kind, word = _KINDS.get(source.item["type"], ("others", "Document"))
        publisher = _publisher(source)
        published = csl_items.day_of(source.item, "issued")
        found[key] = Inputs(
            source=source,
            title=csl_items.text_html(source.item.get("title", "")) or source.entry,
            kind=word,
            section=kind,
            publisher=publisher,
            shelf=_shelf(kind, publisher),
            published=days.words_of(published),
            day=published,
            consulted=days.words_of(csl_items.day_of(source.item, "accessed")),
            events=events[key],
            texts=texts[key],
            cases=cases[key],
            tables=list(dict.fromkeys(tables[key])),
        )
    return found


def _uses_by_rows(library) -> tuple[dict, dict, dict, dict]:
    """By source: events, texts and cases that rest on it, and (address, title) of tables."""
    site = library.site
    events, texts, cases, tables = (defaultdict(list) for _ in range(4))
    for event in site["events"]:
        for row in event["sources"]:
            events[row["source_id"]].append(
                {name: event[name] for name in ("id", "when", "start_iso", "title")}
                | {name: row[name] for name in ("locator", "supports", "voice_label")}
            )
        for text in event["agreements"]:
            shown = {name: text[name] for name in ("id", "title", "signed_words")}
            texts[text["source_id"]].append(shown)
    for case in site["cases"]:
        supports = defaultdict(list)
        for row in case["sources"]:
            supports[row["source_id"]] += [row["supports"]] if row.get("supports") else []
        for condition in case["conditions"]:
            for row in condition["evidence"]:
                supports[row["source_id"]].append(condition["label"].lower())
        for key, words in supports.items():
            shown = {"id": case["id"], "name": case["name"]}
            cases[key].append(shown | {"supports": "; ".join(dict.fromkeys(words))})
    for row in site["counts"]:
        tables[row["source_id"]].append(("data/coverage/#counts", "Counts by others"))
    for row in site["reviews"]:
        if "source_id" in row:
            event = library.events[row["event_id"]]["title"]
            place = f"data/review/#{row['event_id']}"
            tables[row["source_id"]].append((place, f"Review of rows: {event}"))
    for key in site["sources_of_governments"]:
        tables[key].append(("data/codebook/#governments", "Terms of office"))
    return events, texts, cases, tables


def _publisher(source) -> str:
    """Who published it: the periodical, the publisher, the body that wrote it, or the host."""
    item = source.item
    bodies = [person["literal"] for person in item.get("author", []) if person.get("literal")]
    host = urlsplit(source.url).netloc.removeprefix("www.")
    for name in (item.get("container-title"), item.get("publisher"), *bodies, host):
        if name:
            return str(name)
    return ""


def _shelf(kind: str, publisher: str) -> str:
    """Where the lists have what is of the same kind, or of the same publisher."""
    if kind in {key for key, _many, _names in _IN_FULL}:
        return f"sources/#{kind}"
    name = _sorting(publisher)
    return f"sources/{_letter(name)}/#{_place(name)}"


def _sorting(publisher: str) -> str:
    """The name of a publisher as it counts in the order: without an article, marks and accents."""
    plain = unicodedata.normalize("NFKD", publisher)
    return re.sub(r"^The\s+", "", re.sub(r"^\W+", "", plain))


def _letter(name: str) -> str:
    first = slug_of(name)[:1]
    return first if first.isalpha() else _DIGITS


def _place(name: str) -> str:
    return f"from-{slug_of(name) or 'nobody'}"


def _lists(library, found: dict[str, Inputs]) -> tuple[list[Inputs], Inputs]:
    """The pages of publishers by letter, and what the list of sources shows."""
    ordered = sorted(library.bibliography.items.values(), key=lambda source: source.sort_key)
    entries = defaultdict(list)
    for source in ordered:
        entries[found[source.key]["section"]].append(_entry(found[source.key]))
    publishers = _publishers(
        [entry for key, _many, _names in _BY_PUBLISHER for entry in entries[key]]
    )
    by_letter = defaultdict(list)
    for publisher in publishers:
        by_letter[publisher["letter"]].append(publisher)
    letters = [
        {"letter": letter, "count": sum(len(one["entries"]) for one in by_letter[letter])}
        for letter in sorted(by_letter, key=lambda letter: (letter == _DIGITS, letter))
    ]
    pages = [
        Inputs(letters=letters, publishers=by_letter[page["letter"]], **page) for page in letters
    ]
    foremost = sorted(publishers, key=lambda one: -len(one["entries"]))[: 2 * _MOST]
    most_used = sorted(ordered, key=lambda source: -len(found[source.key]["events"]))[:_MOST]
    return pages, Inputs(
        total=len(ordered),
        sections=[
            {"id": key, "name": many, "entries": entries[key]}
            for key, many, _names in _IN_FULL
            if entries[key]
        ],
        in_full=sum(len(entries[key]) for key, _many, _names in _IN_FULL),
        letters=letters,
        publishers=len(publishers),
        foremost=[
            {name: one[name] for name in ("name", "letter", "place")}
            | {"count": len(one["entries"])}
            for one in foremost
        ],
        most_used=[_entry(found[source.key]) for source in most_used],
        counts=_counts(entries),
    )


def _entry(dossier: Inputs) -> dict:
    """A source in a list: its page and name, when it appeared, and what rests on it."""
    names = ("source", "title", "publisher", "published", "day", "cases", "texts")
    shown = {name: dossier[name] for name in names}
    return shown | {"key": dossier["source"].key, "events": len(dossier["events"])}


def _publishers(entries: list[dict]) -> list[dict]:
    """Publishers in order of their names, each with its documents in order of time."""
    by_place = defaultdict(list)
    for entry in entries:
        by_place[_place(_sorting(entry["publisher"]))].append(entry)
    found = []
    for place, rows in by_place.items():
        # One house may be written in more than one way.
        name = Counter(row["publisher"] for row in rows).most_common(1)[0][0]
        found.append(
            {
                "name": name,
                "place": place,
                "letter": _letter(_sorting(name)),
                "entries": sorted(rows, key=lambda row: (not row["day"], row["day"])),
            }
        )
    return sorted(found, key=lambda one: _sorting(one["name"]).casefold())


def _counts(entries: dict[str, list[dict]]) -> dict:
    """How many documents there are of each kind and decade."""
    kinds = [(key, many) for key, many, _names in (*_IN_FULL, *_BY_PUBLISHER) if entries[key]]
    by_kind = {key: Counter(_decade(entry["day"]) for entry in entries[key]) for key, _ in kinds}
    columns = sorted({decade for counts in by_kind.values() for decade in counts})
    columns.sort(key=lambda decade: (decade == "undated", not decade.startswith("before")))
    totals = [sum(counts[column] for counts in by_kind.values()) for column in columns]
    return {
        "columns": columns,
        "rows": [
            {
                "id": key,
                "name": many,
                "in_full": key in {name for name, _many, _names in _IN_FULL},
                "cells": [by_kind[key][column] for column in columns],
                "total": len(entries[key]),
            }
            for key, many in kinds
        ],
        "totals": totals,
    }


def _decade(day: list[int]) -> str:
    if not day:
        return "undated"
    year = day[0]
    return f"{year // 10 * 10}s" if year >= _FIRST_DECADE else f"before {_FIRST_DECADE}"


def _most_cited(found: dict[str, Inputs], cited: dict) -> list[dict]:
    """Sources that more than one essay or page cites, those of most first."""
    shared = [key for key, users in cited.items() if len(users) > 1 and key in found]
    shared.sort(key=lambda key: (-len(cited[key]), found[key]["source"].sort_key))
    return [_entry(found[key]) | {"used_by": cited[key]} for key in shared[:_MOST]]
