"""Artifacts: the folders and files that the site reads, and nothing else.

::

    record/site.json             the record as pages need it
    record/data/*.csv, *.json    the record as re-users need it, with datapackage.json, record.sqlite
    figures.css                  the rules of the static drawings
    notebooks/<name>/            stamp.json, notebook.ipynb (executed), values.json,
        figures/<id>/            figure.json (Plotly), wide.svg, narrow.svg, rows.csv, rows.json, words.json
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from summitry import dates
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

    ``title`` states the finding; ``rows`` are exactly what is drawn, one row per mark.
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
    data = folder / "data"
    for table in record.book.tables.values():
        text = (source / table.file).read_text(encoding="utf-8")
        write_text(data / table.file, text)
        rows = list(csv.DictReader(io.StringIO(text)))
        write_text(data / f"{table.name}.json", canonical_json(rows))
    write_text(data / "bibliography.json", canonical_json(record.bibliography))
    write_text(data / "datapackage.json", canonical_json(_datapackage(record)))
    _write_sqlite(record, data / "record.sqlite")
    write_text(folder / "site.json", json.dumps(site_model(record), ensure_ascii=False) + "\n")


_SCHEMA_TYPES = {"integer": "integer", "number": "number", "boolean": "boolean", "day": "date"}
_SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def _datapackage(record: Record) -> dict:
    book = record.book
    resources = []
    for table in book.tables.values():
        fields = []
        for column in table.columns:
            constraints: dict = {"required": True} if column.required else {}
            if column.type == "word":
                constraints["enum"] = list(book.vocabularies[column.vocabulary])
            for name, value in (("minimum", column.minimum), ("maximum", column.maximum)):
                if value is not None:
                    constraints[name] = value
            item = {
                "name": column.name,
                "type": _SCHEMA_TYPES.get(column.type, "string"),
                "description": column.meaning + (f" Unit: {column.unit}." if column.unit else ""),
            }
            if constraints:
                item["constraints"] = constraints
            fields.append(item)
        links = [c for c in table.columns if c.type == "link" and c.table != "bibliography"]
        schema: dict = {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]}
        if links:
            schema["foreignKeys"] = [
                {"fields": [c.name], "reference": {"resource": c.table, "fields": ["id"]}}
                for c in links
            ]
        resources.append(
            {
                "name": table.name.replace("_", "-"),
                "path": table.file,
                "title": table.title,
                "description": table.description,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            }
        )
    for resource in resources:
        for key in resource["schema"].get("foreignKeys", []):
            key["reference"]["resource"] = key["reference"]["resource"].replace("_", "-")
    return {
        "name": "us-north-korea-diplomacy",
        "title": book.title,
        "version": book.version,
        "profile": "tabular-data-package",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "temporalCoverage": f"{book.record_begins}/{book.record_ends}",
        "resources": resources,
    }


def _write_sqlite(record: Record, path: Path) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        for table in record.book.tables.values():
            columns = ", ".join(
                f'"{c.name}" {_SQL_TYPES.get(c.type, "TEXT")}' for c in table.columns
            )
            key = ", ".join(f'"{name}"' for name in table.key)
            connection.execute(f'CREATE TABLE "{table.name}" ({columns}, PRIMARY KEY ({key}))')
            frame = record.table(table.name)[list(table.by_name)].astype(object)
            for column in table.columns:
                # An unknown cell is NULL, but the empty part of a key stays a value.
                if column.name not in table.key:
                    frame[column.name] = frame[column.name].replace("", None)
            frame = frame.where(frame.notna(), None)
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(
                f'INSERT INTO "{table.name}" VALUES ({marks})',
                [tuple(row) for row in frame.itertuples(index=False)],
            )
        connection.commit()
    finally:
        connection.close()


def site_model(record: Record) -> dict:
    """The record as pages need it: names beside ids, dates in words, neighbours known."""
    book = record.book
    people = _by_id(record, "people")
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
        "people": people,
        "processes": list(processes.values()),
        "bibliography": record.bibliography,
        "cases": _cases(record),
        "sources_of_governments": sorted(set(record.table("governments")["source_id"])),
        "tables": [_table_model(record, name) for name in book.tables],
        "vocabularies": book.vocabularies,
    }


def _cases(record: Record) -> list[dict]:
    """Summit cases in order of date, each with its sources."""
    sources: dict[str, list] = {}
    for row in record.table("case_sources").to_dict("records"):
        voice = record.book.label("voice", row["voice"])
        sources.setdefault(row["case_id"], []).append({**row, "voice_label": voice})
    cases = record.table("cases").sort_values(["first_day", "id"], kind="stable")
    keep = list(record.book.tables["cases"].by_name)
    return [
        _present({key: row[key] for key in keep})
        | {"when": row["date_words"], "sources": sources.get(row["id"], [])}
        for row in cases.to_dict("records")
    ]


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
