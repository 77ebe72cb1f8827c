"""A page for everybody in the table of people, and the list of them all: who met whom, when."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from reading_room import citing, linked_data
from reading_room.memory import Inputs

# Those whose people have a table of their own in the list; all others share the last one.
_SIDES = ("us", "dprk", "rok")
# What a line about an event shows.
_LINE = (
    "id",
    "when",
    "start_iso",
    "title",
    "was_held",
    "verification",
    "kind_label",
    "level_label",
)
# From how many meetings on a number of the matrix is shaded darker.
_SHADES = (1, 2, 4, 8)


def write(pages) -> None:
    """Write all pages of people for the generator `pages`."""
    library = pages.library
    site = pages.site
    dossiers = library.once("people", lambda: _dossiers(library, site))
    for key, dossier in dossiers.items():
        things = [("person", key), *(("event", event) for event in library.people[key]["events"])]
        pages.write(f"people/{key}/index.html", "person", dossier, used_by=pages.users(*things))
    pages.write(
        "people/index.html", "people", library.once("list of people", lambda: _list(library))
    )


def name_of(person: dict) -> dict:
    """What a link to somebody's page shows."""
    return {"id": person["id"], "name": person["name"], "hangul": person.get("name_hangul", "")}


def _dossiers(library, site: citing.Site) -> dict[str, Inputs]:
    """By person, all that their page shows of the record."""
    found = {}
    for key, person in library.people.items():
        events = [library.events[event] for event in person["events"]]
        others = [_counterpart(row, library) for row in person["counterparts"]]
        found[key] = Inputs(
            person={name: value for name, value in person.items() if name != "counterparts"},
            met=[row for row in others if row["meetings"]],
            named_with=[row for row in others if not row["meetings"]],
            years=[
                {"year": year, "events": [{name: event[name] for name in _LINE} for event in group]}
                for year, group in groupby(events, key=lambda event: event["year"])
            ],
            cases=[
                {name: library.cases[case][name] for name in ("id", "name", "when")}
                for case in person["cases"]
            ],
            terms=[
                term | {"source": library.bibliography.items[term["source_id"]]}
                for term in person["terms"]
            ],
            cite=citing.citation(citing.person_item(person, site), f"people/{key}/", site),
            linked=linked_data.script(
                linked_data.person(person, site),
                linked_data.trail(site, f"people/{key}/", person["name"]),
            ),
        )
    return found


def _counterpart(row: dict, library) -> dict:
    other = library.people[row["id"]]
    ends = {
        name: {part: library.events[row[name]][part] for part in ("id", "when", "title")}
        for name in ("first", "last")
        if row[name]
    }
    return row | ends | name_of(other) | {"actor_name": other["actor_name"]}


def _list(library) -> Inputs:
    """Everybody by side, and the matrix of those who met often."""
    sides = defaultdict(list)
    without = []
    for person in library.people.values():
        if person["events"]:
            side = person["actor"] if person["actor"] in _SIDES else ""
            sides[side].append(_entry(person))
        else:
            without.append(name_of(person))
    groups = [
        {
            "id": side or "others",
            "name": people[0]["actor_name"] if side else "Others",
            "people": sorted(people, key=lambda one: (-one["events"], one["name"])),
        }
        for side in (*_SIDES, "")
        if (people := sides[side])
    ]
    return Inputs(
        groups=groups,
        without=without,
        total=sum(len(group["people"]) for group in groups),
        matrix=_matrix(library),
    )


def _entry(person: dict) -> dict:
    """One row of the list."""
    return name_of(person) | {
        "actor_name": person["actor_name"],
        "description": person.get("description", ""),
        "events": len(person["events"]),
        "met": sum(row["meetings"] > 0 for row in person["counterparts"]),
        "years": person["years"],
    }


def _matrix(library) -> dict:
    """Who met whom, with names in place of ids, and how dark each number stands."""
    table, people = library.site["who_met_whom"], library.people
    columns = [name_of(people[key]) for key in table["columns"]]
    groups = [
        {
            "side": group["side"],
            "rows": [
                name_of(people[row["id"]])
                | {
                    "cells": [
                        {"north": north, "meetings": count, "shade": _shade(count)}
                        for north, count in zip(columns, row["cells"])
                    ]
                }
                for row in group["rows"]
            ],
        }
        for group in table["groups"]
    ]
    return {"at_least": table["at_least"], "columns": columns, "groups": groups}


def _shade(count: int) -> int:
    return sum(count >= least for least in _SHADES)
