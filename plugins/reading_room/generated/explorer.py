"""The timeline explorer: all events as a list by year, a drawing of them all, and what its
script needs to filter, draw and name them.

The page as sent is complete: the list, the drawing and the terms of office need no script.
``timeline/events.json`` is what the script reads once a reader touches the page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reading_room.generated.overview import overview_svg
from reading_room.memory import Inputs, fingerprint

WIDE, NARROW = 960.0, 340.0
CONTACTS = ("meeting", "letter", "agreement")


@dataclass(frozen=True)
class Lane:
    """One lane: its id, its name, and the role that gives its colour."""

    id: str
    name: str
    role: str


# From talk at the top to force at the bottom, as in every figure; here with a place for every kind.
LANES = (
    Lane("leader", "Leaders", "leaders"),
    Lane("minister", "Ministers", "talks"),
    Lane("envoy", "Envoys", "talks"),
    Lane("working", "Working level", "talks"),
    Lane("statement", "Statements", "other"),
    Lane("aid", "Aid and people", "other"),
    Lane("nuclear", "Nuclear steps", "other"),
    Lane("pressure", "Sanctions", "pressure"),
    Lane("force", "Exercises, clashes", "pressure"),
    Lane("tests", "Weapons tests", "tests"),
)
# A kind that is not here is a statement.
_LANE_OF_KIND = {
    "aid": "aid",
    "humanitarian": "aid",
    "nuclear-step": "nuclear",
    "sanctions": "pressure",
    "relief": "pressure",
    "exercise": "force",
    "military-incident": "force",
    "nuclear-test": "tests",
    "missile-test": "tests",
    "satellite-launch": "tests",
}
_GLYPH_OF_LANE = {"pressure": "square", "force": "square", "tests": "triangle"}
# What the marks of the list mean, in words.
LEGEND = (
    ("leaders", "diamond", "Leaders"),
    ("talks", "circle", "Other talks"),
    ("other", "circle", "Statements, aid, nuclear steps"),
    ("pressure", "square", "Sanctions, exercises"),
    ("tests", "triangle", "Weapons tests"),
)
# Strips of terms of office, in the order of the figures.
GOVERNMENTS = {"us": "United States", "rok": "South Korea", "dprk": "North Korea"}


@dataclass(frozen=True)
class Term:
    """One term of office; `last` is the record's end for those still in office."""

    id: str
    actor: str
    label: str
    first: str
    last: str


@dataclass(frozen=True)
class Mark:
    """One event as it is drawn and listed."""

    event: dict
    lane: Lane
    glyph: str
    eras: str


def write(pages) -> None:
    """Write the explorer's page and its data. `pages` is the generator of the record's pages.

    The template gets no more of an event than its line shows, so that a correction elsewhere
    in the event leaves the page as it is.
    """
    inputs, text = pages.library.once("explorer", lambda: _made(pages.library))
    pages.write("timeline/index.html", "timeline", inputs)
    pages.text("timeline/events.json", fingerprint(text), lambda: text)


def _made(library) -> tuple[Inputs, str]:
    """What the page shows, and what its script reads."""
    site = library.site
    terms = terms_of_office(library.folder / "record" / "data", site["record_ends"])
    marks = [mark_of(event, terms) for event in site["events"]]
    inputs = Inputs(
        total=len(marks),
        begins=marks[0].event["year"],
        ends=site["record_ends_words"],
        years=years_of(marks, terms),
        facets=facets(site, terms),
        roles=[{"role": role, "glyph": glyph, "name": name} for role, glyph, name in LEGEND],
        version=site["version"],
        wide=overview_svg(marks, LANES, terms, GOVERNMENTS, site["record_ends"], WIDE),
        narrow=overview_svg(marks, LANES, terms, GOVERNMENTS, site["record_ends"], NARROW),
    )
    text = json.dumps(script_data(site, marks, terms), ensure_ascii=False, separators=(",", ":"))
    return inputs, text + "\n"


def terms_of_office(folder: Path, record_ends: str) -> list[Term]:
    """Terms of the three governments from the published table, by country, then by date."""
    rows = json.loads((folder / "governments.json").read_text(encoding="utf-8"))
    order = list(GOVERNMENTS)
    kept = [row for row in rows if row["actor"] in order]
    kept.sort(key=lambda row: (order.index(row["actor"]), row["start"]))
    return [
        Term(row["id"], row["actor"], row["label"], row["start"], row["end"] or record_ends)
        for row in kept
    ]


def mark_of(event: dict, terms: list[Term]) -> Mark:
    """The event's lane, its glyph in the site's grammar, and which stretch of each strip it is in."""
    lane = lane_of(event["kind"], event["level"])
    met = event["kind"] == "meeting" and event["level"] == "leader"
    glyph = "diamond" if met else _GLYPH_OF_LANE.get(lane.id, "circle")
    return Mark(event, lane, glyph, _eras(event["first_day"], terms))


def lane_of(kind: str, level: str) -> Lane:
    """Contacts lie by level, everything else by kind; a kind without a lane is a statement."""
    key = level if kind in CONTACTS and level != "none" else _LANE_OF_KIND.get(kind, "statement")
    return next(lane for lane in LANES if lane.id == key)


def _eras(day: str, terms: list[Term]) -> str:
    """One digit for each strip, 0 and 1 in turn from term to term, for its two tints."""
    digits = ""
    for actor in GOVERNMENTS:
        begun = [term for term in terms if term.actor == actor and term.first <= day]
        digits += str(len(begun) % 2)
    return digits


def years_of(marks: list[Mark], terms: list[Term]) -> list[dict]:
    """One entry per year with events: the year, who was in office in it, its lines."""
    years: dict[int, list[dict]] = {}
    for mark in marks:
        years.setdefault(mark.event["year"], []).append(_line_of(mark))
    return [
        {"year": year, "offices": offices_in(year, terms), "lines": lines}
        for year, lines in sorted(years.items())
    ]


def _line_of(mark: Mark) -> dict:
    """What the list shows of one event."""
    shown = ("id", "start_iso", "when", "title", "was_held", "verification")
    level = mark.event["level_label"].lower()
    return {key: mark.event[key] for key in shown} | {
        "role": mark.lane.role,
        "glyph": mark.glyph,
        "eras": mark.eras,
        "sort": ", ".join(filter(None, [mark.event["kind_label"], level])),
    }


def offices_in(year: int, terms: list[Term]) -> list[dict]:
    """For each country with a term in `year`: its name, and the terms' labels joined by commas."""
    found = []
    for actor, country in GOVERNMENTS.items():
        labels = [
            term.label
            for term in terms
            if term.actor == actor and term.first[:4] <= str(year) <= term.last[:4]
        ]
        if labels:
            found.append({"country": country, "labels": ", ".join(labels)})
    return found


def facets(site: dict, terms: list[Term]) -> list[dict]:
    """What readers can filter by, in the order of the form.

    Each has an id (its name in the address), a label, the number of its options, and groups of
    options (id, label, number of events). People and places are too many to be sent with the
    page: their groups are empty, and the script fills them when they are opened.
    """
    events = site["events"]
    words = site["vocabularies"]
    counts = {name: Counter(event[name] for event in events) for name in ("level", "kind")}
    counts["importance"] = Counter(event["importance"] for event in events)
    counts["process"] = Counter(event["process"]["id"] for event in events if event["process"])
    counts["actor"] = Counter(key for event in events for key in _actors(event))
    counts["government"] = Counter(term.id for event in events for term in _in_office(event, terms))
    labels = {
        name: [(key, entry["label"]) for key, entry in words[name].items()]
        for name in ("level", "kind", "importance")
    }
    labels["process"] = [(process["id"], process["name"]) for process in site["processes"]]
    labels["actor"] = sorted(
        _actor_names(events).items(), key=lambda item: (-counts["actor"][item[0]], item[1])
    )

    def options(name: str, pairs: Iterable[tuple[str, str]]) -> list[dict]:
        return [
            {"id": key, "label": label, "count": counts[name][key]}
            for key, label in pairs
            if counts[name][key]
        ]

    governments = [
        {
            "label": country,
            "options": options(
                "government", [(term.id, term.label) for term in terms if term.actor == actor]
            ),
        }
        for actor, country in GOVERNMENTS.items()
    ]
    people = {key for event in events for key in _people(event)}
    places = {event["place"]["id"] for event in events if event["place"]}
    single = {
        name: [{"label": "", "options": options(name, labels[name])}]
        for name in ("level", "kind", "importance", "process", "actor")
    }
    return [
        _facet("level", "Level", single["level"]),
        _facet("kind", "Kind", single["kind"]),
        _facet("process", "Process", single["process"]),
        _facet("actor", "Actor", single["actor"]),
        _facet("person", "Person", [], len(people)),
        _facet("place", "Place", [], len(places)),
        _facet("government", "Government in office", governments),
        _facet("importance", "Importance", single["importance"]),
    ]


def _facet(key: str, label: str, groups: list[dict], total: int = 0) -> dict:
    total = total or sum(len(group["options"]) for group in groups)
    return {"id": key, "label": label, "groups": groups, "total": total}


def _actors(event: dict) -> list[str]:
    return list(dict.fromkeys(actor["id"] for actor in event["actors"]))


def _people(event: dict) -> list[str]:
    return list(dict.fromkeys(key for actor in event["actors"] for key in actor["people"]))


def _actor_names(events: list[dict]) -> dict[str, str]:
    return {actor["id"]: actor["name"] for event in events for actor in event["actors"]}


def _in_office(event: dict, terms: list[Term]) -> list[Term]:
    return [
        term
        for term in terms
        if term.first <= event["last_day"] and term.last >= event["first_day"]
    ]


def script_data(site: dict, marks: list[Mark], terms: list[Term]) -> dict:
    """What filters, chart and sentences need beside the list: words once, then events as columns.

    Titles and dates in words are in the list already and are not sent twice.

    A cell that names a word holds its place in the list of words, -1 for none; `last` is empty
    for an event of one day; `flags` adds 1 if it did not take place and 2 if it is unverified.
    """
    events = [mark.event for mark in marks]
    words = {
        "kind": [[key, entry["label"]] for key, entry in site["vocabularies"]["kind"].items()],
        "level": [[key, entry["label"]] for key, entry in site["vocabularies"]["level"].items()],
        "process": [[process["id"], process["name"]] for process in site["processes"]],
        "actor": sorted([key, name] for key, name in _actor_names(events).items()),
        "person": [
            [key, site["people"][key]["name"], site["people"][key].get("name_hangul", "")]
            for key in sorted({key for event in events for key in _people(event)})
        ],
        "place": _places(events),
        "government": [[term.id, term.label, term.first, term.last, term.actor] for term in terms],
        "importance": [
            [key, entry["label"]] for key, entry in site["vocabularies"]["importance"].items()
        ],
        "lane": [[lane.id, lane.name, lane.role] for lane in LANES],
        "glyph": ["circle", "diamond", "square", "triangle"],
        "precision": ["day", "month", "year"],
    }
    index = {
        name: {entry if isinstance(entry, str) else entry[0]: n for n, entry in enumerate(entries)}
        for name, entries in words.items()
    }

    def column(name: str, values: Iterable[str]) -> list[int]:
        return [index[name].get(value, -1) for value in values]

    return {
        "version": site["version"],
        "ends": site["record_ends"],
        "ends_words": site["record_ends_words"],
        "title": site["title"],
        "redirects": {
            row["old_id"]: row["new_id"] for row in site["redirects"] if row["table"] == "events"
        },
        "countries": GOVERNMENTS,
        "words": words,
        "events": {
            "id": [event["id"] for event in events],
            "first": [event["first_day"] for event in events],
            "last": [
                event["last_day"] if event["last_day"] != event["first_day"] else ""
                for event in events
            ],
            "short": [event["short_title"] for event in events],
            "summary": [event["summary"] for event in events],
            "kind": column("kind", (event["kind"] for event in events)),
            "level": column("level", (event["level"] for event in events)),
            "importance": column("importance", (event["importance"] for event in events)),
            "process": column("process", ((event["process"] or {}).get("id") for event in events)),
            "place": column("place", ((event["place"] or {}).get("id") for event in events)),
            "actor": [column("actor", _actors(event)) for event in events],
            "person": [column("person", _people(event)) for event in events],
            "lane": column("lane", (mark.lane.id for mark in marks)),
            "glyph": column("glyph", (mark.glyph for mark in marks)),
            "precision": column("precision", (event["precision"] for event in events)),
            "flags": [
                (not event["was_held"]) + 2 * (event["verification"] == "second-hand")
                for event in events
            ],
        },
    }


def _places(events: list[dict]) -> list[list[str]]:
    """Id, name and country of every place of an event, by id."""
    places = {event["place"]["id"]: event["place"] for event in events if event["place"]}
    return [[key, place["name"], place.get("country", "")] for key, place in sorted(places.items())]
