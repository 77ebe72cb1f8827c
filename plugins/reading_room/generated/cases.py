"""The summit cases: a page for each, and the page that compares them."""

from __future__ import annotations

import re

from reading_room import citing
from reading_room.generated import events
from reading_room.memory import Inputs

# How the codebook's rule of a condition begins when it is what came of an encounter.
_OUTCOME = "Outcome. "
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


def write(pages) -> None:
    """Write all pages of cases for the generator `pages`."""
    library = pages.library
    site = pages.site
    dossiers = library.once("cases", lambda: _dossiers(library, site))
    for key, dossier in dossiers.items():
        pages.write(
            f"cases/{key}/index.html",
            "case",
            dossier,
            used_by=pages.users(("case", key), ("event", library.cases[key].get("event_id"))),
            claims=pages.claims_on("case", key),
        )
    cards = library.once("cards", lambda: [_card(case, library) for case in library.site["cases"]])
    pages.write("cases/index.html", "cases", cards=cards, library=library)


def _dossiers(library, site: citing.Site) -> dict[str, Inputs]:
    """By case, all that its page shows of the record."""
    cases, in_figures = library.site["cases"], _figures_by_case(library)
    found = {}
    for before, case, after in zip([None, *cases], cases, [*cases[1:], None]):
        key = case["id"]
        conditions = [_with_rule(row, library) for row in case["conditions"]]
        found[key] = Inputs(
            case=case,
            conditions=[row for row in conditions if not row["is_outcome"]],
            outcomes=[row for row in conditions if row["is_outcome"]],
            sources={
                row["source_id"]: library.bibliography.items[row["source_id"]]
                for rows in (case["sources"], *(row["evidence"] for row in conditions))
                for row in rows
            },
            interpreters=_answer(case, library),
            event=events.line(case.get("event_id"), library),
            previous=_neighbour(before),
            next=_neighbour(after),
            in_figures=in_figures[key],
            cite=citing.citation(citing.case_item(case, site), f"cases/{key}/", site),
        )
    return found


def _with_rule(condition: dict, library) -> dict:
    rule = library.site["vocabularies"]["condition"][condition["id"]]["rule"]
    return condition | {
        "rule": rule.removeprefix(_OUTCOME),
        "is_outcome": rule.startswith(_OUTCOME),
    }


def _answer(case: dict, library) -> str:
    code = case.get("interpreters_only")
    return library.site["vocabularies"]["answer"][code]["label"].lower() if code else "not known"


def _neighbour(case: dict | None) -> dict | None:
    if not case:
        return None
    about = {"title": case["name"], "when": case["when"], "start_iso": case["start"]}
    return about | {"url": f"cases/{case['id']}/"}


def _figures_by_case(library) -> dict[str, list[dict]]:
    """Id and title of the figures in which each case stands, by name or by its event."""
    by_event = events.figures_by_event(library)
    found = {}
    for case in library.site["cases"]:
        named = [
            {"id": figure.id, "title": figure.words["title"]}
            for figure in library.figures.values()
            if any(row.get("case") == case["name"] for row in figure.rows)
        ]
        found[case["id"]] = named + by_event.get(case.get("event_id"), [])
    return found


def _card(case: dict, library) -> dict:
    """A case as the list shows it: when, who, a sentence of what happened, and what came of it."""
    conditions = [_with_rule(row, library) for row in case["conditions"]]
    names = ("id", "name", "when", "place", "family_label", "pair_parts")
    return {name: case[name] for name in names} | {
        "said": _SENTENCE.split(case["room"], maxsplit=1)[0],
        "outcomes": [row for row in conditions if row["is_outcome"]],
    }
