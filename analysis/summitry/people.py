"""The people of the record as their pages need them."""

from __future__ import annotations

import re

import pandas as pd

from summitry import dates, measures
from summitry.tables import Record

# How many meetings with the other side make somebody one of those who met often.
OFTEN = 4
# In the order in which readers see them; all others together come last.
_SIDES = ("us", "rok", "china", "russia", "japan")


def people_model(record: Record, events: list[dict]) -> dict[str, dict]:
    """Everybody in the table of people by id: who they are, and what the record holds of them.

    *Takes* the events as pages see them, in order.
    """
    actors = record.table("actors").set_index("id")["name"]
    mine: dict[str, list[dict]] = {}
    for event in events:
        for person in dict.fromkeys(p for actor in event["actors"] for p in actor["people"]):
            mine.setdefault(person, []).append(event)
    others = _counterparts(record)
    terms = _terms(record)
    cases = record.table("cases")
    found = {}
    for row in record.table("people").to_dict("records"):
        key, named = row["id"], mine.get(row["id"], [])
        met = sum(event["kind"] == "meeting" and event["was_held"] for event in named)
        years = _years(named)
        found[key] = {name: value for name, value in row.items() if value} | {
            "actor_name": actors[row["actor"]],
            "said": _said(row["name"], named, years, met),
            "events": [event["id"] for event in named],
            "years": years,
            "sources": len({source["source_id"] for event in named for source in event["sources"]}),
            "counterparts": others.get(key, []),
            "terms": terms.get(key, []),
            "cases": [case.id for case in cases.itertuples() if row["name"] in case.pair],
        }
    return found


def parts(text: str, people: dict[str, dict]) -> list[dict]:
    """`text` in pieces, those that are the name of one of `people` with its id."""
    ids = {row["name"]: key for key, row in people.items()}
    named = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    pieces = re.split(rf"({named})", text) if ids else [text]
    return [{"text": piece, "person": ids.get(piece, "")} for piece in pieces if piece]


def who_met_whom(record: Record) -> dict:
    """The matrix of those who met often: North Koreans in columns, the others in rows by side."""
    table = measures.who_met_whom(record, OFTEN)
    actors = record.table("actors").set_index("id")["name"]
    norths = table.sort_values(["north_begun", "north"], kind="stable")["north"].unique().tolist()
    cells = {(row.person, row.north): row.meetings for row in table.itertuples()}
    groups = []
    for name, which in (
        *((actors[side], table["actor"].eq(side)) for side in _SIDES if side in actors),
        ("Others", ~table["actor"].isin(_SIDES)),
    ):
        rows = [
            {"id": key, "cells": [int(cells.get((key, north), 0)) for north in norths]}
            for key in table.loc[which, "person"].unique()
        ]
        if rows:
            groups.append({"side": name, "rows": rows})
    return {"at_least": OFTEN, "columns": norths, "groups": groups}


def _counterparts(record: Record) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in measures.counterparts(record).to_dict("records"):
        row["minutes"] = None if pd.isna(row["minutes"]) else int(row["minutes"])
        person, other = row.pop("person"), row.pop("other")
        found.setdefault(person, []).append({"id": other} | row)
    return found


def _terms(record: Record) -> dict[str, list[dict]]:
    """Terms of office by person, earliest first."""
    found: dict[str, list[dict]] = {}
    for row in record.table("governments").sort_values("first_day").to_dict("records"):
        begun = dates.words(dates.parse(row["start"]))
        ended = dates.words(dates.parse(row["end"])) if row["end"] else ""
        term = {
            "when": f"{begun} to {ended}" if ended else f"since {begun}",
            "acting": row["label"].endswith("(acting)"),
            "note": row["note"],
            "source_id": row["source_id"],
        }
        found.setdefault(row["person"], []).append(term)
    return found


def _years(named: list[dict]) -> str:
    if not named:
        return ""
    first, last = named[0]["year"], max(int(event["last_day"][:4]) for event in named)
    return str(first) if first == last else f"{first}–{last}"


def _said(name: str, named: list[dict], years: str, met: int) -> str:
    """What the record holds of somebody, in one sentence."""
    if not named:
        return f"No event of the record names {name}."
    if len(named) == 1:
        event = named[0]
        kind = re.sub(r"^([A-Z])(?=[a-z])", lambda match: match[0].lower(), event["kind_label"])
        off = "" if event["was_held"] else ", which did not take place"
        return f"The record names {name} in one event: {kind}, {event['when']}{off}."
    span = f"in {years}" if "–" not in years else "from " + years.replace("–", " to ")
    among = {0: "none is a meeting", 1: "one is a meeting", len(named): "all are meetings"}
    meetings = among.get(met, f"{met} are meetings")
    return f"The record names {name} in {len(named)} events {span}; {meetings} that took place."
