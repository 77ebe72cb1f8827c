"""Artifacts: the folders and files that the site reads, and nothing else.

::

    record/site.json             the record as pages need it
    record/data/                 the record as re-users need it (`exports`)
    figures.css                  the rules of the static drawings
    notebooks/<name>/            stamp.json, notebook.ipynb (executed), values.json,
        figures/<id>/            figure.json (Plotly), wide.svg, narrow.svg, rows.csv, rows.json, words.json,
                                 model.json where the reader's browser computes the figure anew
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from summitry import dates, exports, measures, people
from summitry.tables import Record, canonical_json


@dataclass(frozen=True)
class View:
    """A stretch of a figure's time axis that readers can jump to."""

    label: str
    first: str
    last: str


@dataclass(frozen=True)
class Figure:
    """One figure with its drawings, its rows and its words.

    ``title`` states the finding; ``rows`` are exactly what is drawn, one row per mark. ``model``
    is JSON for a figure that readers can compute anew with assumptions of their own.
    """

    id: str
    title: str
    subtitle: str
    alt: str
    how_to_read: str
    coverage: str
    sources: str
    rows: pd.DataFrame
    wide_svg: str
    narrow_svg: str
    plotly_json: str
    views: tuple[View, ...] = ()
    lanes: tuple[tuple[str, str, str], ...] = ()  # (id, name, role)
    model: str = ""


@dataclass(frozen=True)
class Value:
    """A number that prose may use: ``text`` is how it stands in a sentence."""

    id: str
    number: float
    text: str
    unit: str
    how: str
    rows: tuple[str, ...] = field(default=())


def write_text(path: Path, text: str) -> None:
    """`text` in the file `path`, UTF-8 with LF, its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_figure(figure: Figure, folder: Path, notebook: str, version: str) -> None:
    """The artifact of one figure, in ``folder/<id>/``; its fingerprint is still to come."""
    target = folder / figure.id
    write_text(target / "figure.json", figure.plotly_json + "\n")
    write_text(target / "wide.svg", figure.wide_svg)
    write_text(target / "narrow.svg", figure.narrow_svg)
    write_text(target / "rows.csv", _csv(figure.rows))
    rows = json.loads(figure.rows.to_json(orient="records", force_ascii=False))
    write_text(target / "rows.json", canonical_json(rows))
    if figure.model:
        write_text(target / "model.json", figure.model + "\n")
    words = {
        "id": figure.id,
        "title": figure.title,
        "subtitle": figure.subtitle,
        "alt": figure.alt,
        "how_to_read": figure.how_to_read,
        "coverage": figure.coverage,
        "sources": figure.sources,
        "views": [asdict(view) for view in figure.views],
        "lanes": [dict(zip(("id", "name", "role"), lane)) for lane in figure.lanes],
        "notebook": notebook,
        "fingerprint": "",
        "data_version": version,
    }
    write_text(target / "words.json", canonical_json(words))


def stamp_figures(folder: Path, fingerprint: str) -> None:
    """Write the fingerprint of data and code, known when a notebook has run, beside its figures."""
    for path in sorted(folder.glob("*/words.json")):
        words = json.loads(path.read_text(encoding="utf-8"))
        write_text(path, canonical_json(words | {"fingerprint": fingerprint}))


def write_values(values: Iterable[Value], path: Path) -> None:
    """The values of one notebook, by id."""
    ordered = sorted(values, key=lambda value: value.id)
    write_text(path, canonical_json([asdict(value) for value in ordered]))


def _csv(frame: pd.DataFrame) -> str:
    buffer = io.StringIO()
    frame.to_csv(buffer, index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    return buffer.getvalue()


def write_record(record: Record, source: Path, folder: Path) -> None:
    """The record as re-users and pages need it, from the checked `record` in `source`."""
    exports.write_exports(record, source, folder / "data")
    write_text(folder / "site.json", json.dumps(site_model(record), ensure_ascii=False) + "\n")


def site_model(record: Record) -> dict:
    """The record as pages need it: names beside ids, dates in words, neighbours known."""
    book = record.book
    names = record.table("people").set_index("id")["name"]
    places = _by_id(record, "places")
    actors = _by_id(record, "actors")
    processes = _by_id(record, "processes")
    events = record.table("events").sort_values(["first_day", "id"], kind="stable")
    by_event: dict[str, dict[str, list]] = {
        event_id: {"actors": [], "sources": []} for event_id in events["id"]
    }
    for row in record.table("event_actors").to_dict("records"):
        entries = by_event[row["event_id"]]["actors"]
        entry = next(
            (e for e in entries if (e["id"], e["role"]) == (row["actor"], row["role"])), None
        )
        if entry is None:
            entry = {
                "id": row["actor"],
                "name": actors[row["actor"]]["name"],
                "role": row["role"],
                "role_label": book.label("role", row["role"]),
                "people": [],
            }
            entries.append(entry)
        if row["person"]:
            entry["people"].append(row["person"])
    roles = list(book.vocabularies["role"])
    for event in by_event.values():
        event["actors"].sort(key=lambda entry: (roles.index(entry["role"]), entry["name"]))
    for row in record.table("event_sources").to_dict("records"):
        by_event[row["event_id"]]["sources"].append(
            {**row, "voice_label": book.label("voice", row["voice"])}
        )
    details = {
        name: {row["event_id"]: _present(row) for row in record.table(name).to_dict("records")}
        for name in ("meetings", "tests")
    }
    judged: dict[str, list] = {}
    for row in record.table("assessments").to_dict("records"):
        judged.setdefault(row["commitment_id"], []).append(
            {
                **_present(row),
                "code_label": book.label("fate", row["code"]),
                "coder_label": book.label("coder", row["coder"]),
            }
        )
    commitments: dict[str, list] = {}
    for row in record.table("commitments").to_dict("records"):
        if row["due"]:
            row["due_words"] = dates.words(dates.parse(row["due"]))
        row["by_names"] = " and ".join(actors[a]["name"] for a in row["by"].split("+"))
        row["to_names"] = " and ".join(
            actors[a]["name"] if a in actors else "all" for a in row["to"].split("+")
        )
        row["assessments"] = judged.get(row["id"], [])
        row["fate"] = " or ".join(
            dict.fromkeys(assessment["code_label"] for assessment in row["assessments"])
        )
        commitments.setdefault(row["agreement_id"], []).append(row)
    agreements: dict[str, list] = {}
    for row in record.table("agreements").to_dict("records"):
        row["signed_words"] = dates.words(dates.parse(row["signed"]))
        row["commitments"] = commitments.get(row["id"], [])
        agreements.setdefault(row["event_id"], []).append(row)
    yardsticks: dict[str, list] = {}
    for row in record.table("yardsticks").to_dict("records"):
        judged = _present(row) | {"coder_label": book.label("coder", row["coder"])}
        yardsticks.setdefault(row["event_id"], []).append(judged)
    moves: dict[str, list] = {}
    for row in record.table("moves").to_dict("records"):
        labels = {
            "coder_label": book.label("coder", row["coder"]),
            "mover_label": book.label("mover", row["mover"]),
        }
        moves.setdefault(row["event_id"], []).append(_present(row) | labels)
    pairs: dict[str, list] = {}
    for row in measures.previous_meetings(record).to_dict("records"):
        both = " and ".join(names[row[person]] for person in ("person_a", "person_b"))
        pairs.setdefault(row["event_id"], []).append(_present(row) | {"names": both})
    rows = []
    for event in events.to_dict("records"):
        event_id = event["id"]
        kind, level = event["kind"], event["level"]
        rows.append(
            {
                **{key: event[key] for key in book.tables["events"].by_name},
                "was_held": bool(event["was_held"]),
                "when": event["date_words"],
                "start_iso": dates.parse(event["start"]).iso,
                "end_iso": dates.parse(event["end"]).iso if event["end"] else "",
                "precision": event["precision"],
                "year": event["first_day"].year,
                "first_day": str(event["first_day"].date()),
                "last_day": str(event["last_day"].date()),
                "kind_label": book.label("kind", kind),
                "level_label": book.label("level", level) if level != "none" else "",
                "process": processes.get(event["process"]),
                "place": places.get(event["place"]),
                "actors": by_event[event_id]["actors"],
                "sources": by_event[event_id]["sources"],
                "meeting": details["meetings"].get(event_id),
                "test": _labelled_test(book, details["tests"].get(event_id)),
                "agreements": agreements.get(event_id, []),
                "yardsticks": yardsticks.get(event_id, []),
                "moves": moves.get(event_id, []),
                "pairs": pairs.get(event_id, []),
            }
        )
    for earlier, later in zip(rows, rows[1:]):
        earlier["next"], later["previous"] = later["id"], earlier["id"]
    return {
        "title": book.title,
        "version": book.version,
        "record_begins": book.record_begins,
        "record_ends": book.record_ends,
        "record_ends_words": dates.words(dates.parse(book.record_ends)),
        "events": rows,
        "people": people.people_model(record, rows),
        "who_met_whom": people.who_met_whom(record),
        "processes": list(processes.values()),
        "bibliography": record.bibliography,
        "cases": _cases(record),
        "sources_of_governments": sorted(set(record.table("governments")["source_id"])),
        "tables": [_table_model(record, name) for name in book.tables],
        "vocabularies": book.vocabularies,
        "border_cases": list(book.border_cases),
        "missing": list(book.missing),
        "zip": exports.zip_name(record),
        "citation": exports.citation(record),
        "coverage": _coverage(record),
        "counts": _counts(record),
        "reviews": _reviews(record),
        "changes": _changes(record),
        "redirects": record.table("redirects").to_dict("records"),
    }


def _coverage(record: Record) -> list[dict]:
    """Tables of coverage with their cells in words."""
    tables = []
    for title, frame in measures.coverage(record).items():
        for name in frame:
            if frame[name].dtype.kind == "f":
                frame[name] = frame[name].map("{:.0%}".format)
        columns = [name.replace("_", " ").capitalize() for name in frame]
        rows = [list(map(str, row)) for row in frame.itertuples(index=False)]
        tables.append({"title": title, "columns": columns, "rows": rows})
    return tables


def _counts(record: Record) -> list[dict]:
    """Counts by others with ours beside them."""
    columns = [*record.book.tables["counts"].by_name, "ours", "ours_at_least"]
    return _rows(measures.counts_beside_ours(record)[columns])


def _reviews(record: Record) -> list[dict]:
    """Reviewed rows by verdict, errors first, with labels."""
    words = record.book.vocabularies["verdict"]
    order = {"error": 0, "minor-error": 1, "not-found": 2, "confirmed": 3}
    rows = [
        {**row, "verdict_label": words[row["verdict"]]["label"]}
        for row in _rows(record.table("reviews"))
    ]
    return sorted(rows, key=lambda row: (order[row["verdict"]], row["event_id"]))


def _changes(record: Record) -> list[dict]:
    """Changes of the record, newest first, with labels and dates in words."""
    words = record.book.vocabularies["change"]
    rows = [
        {
            **row,
            "kind_label": words[row["kind"]]["label"],
            "made_on_words": dates.words(dates.parse(row["made_on"])),
        }
        for row in _rows(record.table("changes"))
    ]
    return sorted(rows, key=lambda row: row["id"], reverse=True)


def _rows(frame: pd.DataFrame) -> list[dict]:
    return [_present(row) for row in frame.to_dict("records")]


def _cases(record: Record) -> list[dict]:
    """Summit cases in order of date, each with its sources."""
    sources: dict[str, list] = {}
    for row in record.table("case_sources").to_dict("records"):
        voice = record.book.label("voice", row["voice"])
        sources.setdefault(row["case_id"], []).append({**row, "voice_label": voice})
    conditions = _conditions(record)
    known = _by_id(record, "people")
    cases = measures.cases_with_minutes(record)
    keep = list(record.book.tables["cases"].by_name)
    return [
        _present({key: row[key] for key in keep})
        | {
            "when": row["date_words"],
            "pair_parts": people.parts(row["pair"], known),
            "family_label": record.book.label("case_family", row["family"]),
            "sources": sources.get(row["id"], []),
            "conditions": conditions.get(row["id"], []),
        }
        for row in cases.to_dict("records")
    ]


def _conditions(record: Record) -> dict[str, list[dict]]:
    """Codes and evidence of each case, by case, in the order of the codebook's conditions."""
    book = record.book
    codes: dict[tuple[str, str], list[dict]] = {}
    for row in record.table("case_codes").to_dict("records"):
        coded = _present(row) | {
            "coder_label": book.label("coder", row["coder"]),
            "code_label": book.label("presence", row["code"]),
        }
        codes.setdefault((row["case_id"], row["condition"]), []).append(coded)
    evidence: dict[tuple[str, str], list[dict]] = {}
    for row in record.table("case_evidence").to_dict("records"):
        evidence.setdefault((row["case_id"], row["condition"]), []).append(_present(row))
    found: dict[str, list[dict]] = {}
    for case_id in record.table("cases")["id"]:
        for word, entry in book.vocabularies["condition"].items():
            at = case_id, word
            if at in codes or at in evidence:
                judged = codes.get(at, [])
                labels = dict.fromkeys(code["code_label"] for code in judged)
                found.setdefault(case_id, []).append(
                    {
                        "id": word,
                        "label": entry["label"],
                        "code": " or ".join(labels),
                        "codes": judged,
                        "evidence": evidence.get(at, []),
                    }
                )
    return found


def _labelled_test(book, test: dict | None) -> dict | None:
    if test:
        test["class_label"] = book.label("test_class", test["class"])
        test["outcome_label"] = book.label("outcome", test["outcome"])
    return test


def _table_model(record: Record, name: str) -> dict:
    table = record.book.tables[name]
    return {
        "name": name,
        "title": table.title,
        "description": table.description,
        "key": list(table.key),
        "rows": len(record.table(name)),
        "covered_to": dates.words(dates.parse(table.covered_to)) if table.covered_to else "",
        "columns": [asdict(column) for column in table.columns],
    }


def _by_id(record: Record, name: str) -> dict[str, dict]:
    rows = record.table(name).to_dict("records")
    return {row["id"]: _present(row) for row in rows}


def _present(row: dict) -> dict:
    """`row` as plain Python values, unknown cells left out."""
    return {
        key: value.item() if hasattr(value, "item") else value
        for key, value in row.items()
        if not pd.isna(value) and value != ""
    }
