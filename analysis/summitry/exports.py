"""The record in the forms that re-users ask for: one file each, all from the same rows.

::

    <table>.csv, <table>.json   every table
    bibliography.json           CSL-JSON
    datapackage.json            a Frictionless data package of the tables
    record.sqlite               all tables, with primary and foreign keys
    timelinejs.csv              a sheet as TimelineJS reads it
    events.ics                  an iCalendar file, for events known to the day or the month
    record-<version>.zip        all tables, codebook, readme, licence and citation

Nothing here depends on the clock: the same record gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable
from pathlib import Path

from icalendar import Calendar, Event

from summitry import dates
from summitry.codebook import Column, Table
from summitry.tables import Record, canonical_json

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format can say
_LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}


def write_exports(record: Record, source: Path, folder: Path) -> None:
    """Write every form of the checked `record`, whose files are in `source`, to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in record.book.tables.values():
        text = (source / table.file).read_text(encoding="utf-8")
        _write(folder / table.file, text)
        rows = list(csv.DictReader(io.StringIO(text)))
        _write(folder / f"{table.name}.json", canonical_json(rows))
    _write(folder / "bibliography.json", canonical_json(record.bibliography))
    _write(folder / "datapackage.json", canonical_json(data_package(record)))
    _write(folder / "timelinejs.csv", timelinejs_sheet(record))
    (folder / "events.ics").write_bytes(calendar(record))
    write_sqlite(record, folder / "record.sqlite")
    write_zip(record, source, folder, folder / zip_name(record))


def zip_name(record: Record) -> str:
    """File name of the zip of this version of the record."""
    return f"record-{record.book.version}.zip"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


_SCHEMA_TYPES = {"integer": "integer", "number": "number", "boolean": "boolean", "day": "date"}
_SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def data_package(record: Record) -> dict:
    """The descriptor of a Frictionless data package (version 1) of all tables."""
    book = record.book
    return {
        "name": "us-north-korea-diplomacy",
        "title": book.title,
        "version": book.version,
        "profile": "tabular-data-package",
        "licenses": [_LICENCE],
        "temporalCoverage": f"{book.record_begins}/{book.record_ends}",
        "resources": [_resource(record, table) for table in book.tables.values()],
    }


def _resource(record: Record, table: Table) -> dict:
    links = [c for c in table.columns if c.type == "link" and c.table != "bibliography"]
    # Frictionless asks for a value in every part of a primary key; in ours a part may be empty.
    has_full_key = all(table.by_name[name].required for name in table.key)
    schema: dict = {
        "fields": [_field(record, column) for column in table.columns],
        "missingValues": [""],
    }
    if has_full_key:
        schema["primaryKey"] = list(table.key)
    if links:
        schema["foreignKeys"] = [
            {
                "fields": [c.name],
                "reference": {"resource": c.table.replace("_", "-"), "fields": ["id"]},
            }
            for c in links
        ]
    return {
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


def _field(record: Record, column: Column) -> dict:
    constraints: dict = {"required": True} if column.required else {}
    if column.type == "word":
        constraints["enum"] = list(record.book.vocabularies[column.vocabulary])
    for name, value in (("minimum", column.minimum), ("maximum", column.maximum)):
        if value is not None:
            constraints[name] = value
    item = {
        "name": column.name,
        "type": _SCHEMA_TYPES.get(column.type, "string"),
        "description": column.meaning + (f" Unit: {column.unit}." if column.unit else ""),
    }
    return item | ({"constraints": constraints} if constraints else {})


def write_sqlite(record: Record, path: Path) -> None:
    """One database with all tables, their keys and their links, and the bibliography."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute(
            "CREATE TABLE bibliography (id TEXT PRIMARY KEY, type TEXT, title TEXT, "
            "issued TEXT, url TEXT, csl_json TEXT)"
        )
        connection.executemany(
            "INSERT INTO bibliography VALUES (?, ?, ?, ?, ?, ?)",
            [_source_row(item) for item in record.bibliography],
        )
        for table in record.book.tables.values():
            connection.execute(_create(table))
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


def _create(table: Table) -> str:
    columns = [f'"{c.name}" {_SQL_TYPES.get(c.type, "TEXT")}' for c in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    # A link that is part of the key may be the empty text, which points to no row.
    links = [
        f'FOREIGN KEY ("{c.name}") REFERENCES "{c.table}" ("id")'
        for c in table.columns
        if c.type == "link" and (c.required or c.name not in table.key)
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join([*columns, f"PRIMARY KEY ({key})", *links])})'


def _source_row(item: dict) -> tuple:
    parts = (item.get("issued", {}).get("date-parts") or [[]])[0]
    issued = "-".join(f"{part:02d}" for part in parts)
    text = json.dumps(item, ensure_ascii=False, sort_keys=True)
    return item["id"], item["type"], item.get("title", ""), issued, item.get("URL"), text


_TIMELINEJS = (
    ["Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time"]
    + ["Display Date", "Headline", "Text", "Media", "Media Credit", "Media Caption"]
    + ["Media Thumbnail", "Type", "Group", "Background"]
)


def timelinejs_sheet(record: Record) -> str:
    """Pivotal and major events as the sheet that TimelineJS reads: one row per event.

    TimelineJS slows down beyond a few hundred slides, so events of importance 3 stay out. Month
    and day are empty where they are not known; the display date says what is known.
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _TIMELINEJS, lineterminator="\n")
    writer.writeheader()
    for event in _in_order(record):
        if event["importance"] == "3":
            continue
        start = dates.parse(event["start"])
        end = dates.parse(event["end"]) if event["end"] else None
        row = dict.fromkeys(_TIMELINEJS, "")
        row |= {"Year": start.year, "Month": start.month or "", "Day": start.day or ""}
        if end:
            row |= {"End Year": end.year, "End Month": end.month or "", "End Day": end.day or ""}
        writer.writerow(
            row
            | {
                "Display Date": event["date_words"],
                "Headline": event["title"],
                "Text": _said(event),
                "Group": record.book.label("kind", event["kind"]),
            }
        )
    return buffer.getvalue()


def calendar(record: Record) -> bytes:
    """All events known to the day or the month as an iCalendar file of all-day entries.

    An event known only to the month covers that month, and its description says so. The stamp
    of an entry is the day on which its row was last checked.
    """
    result = Calendar()
    result.add("prodid", "-//Face to Face//US-North Korea diplomacy//EN")
    result.add("version", "2.0")
    result.add("x-wr-calname", record.book.title)
    for row in _in_order(record):
        if row["precision"] == "year":
            continue
        entry = Event()
        entry.add("uid", f"{row['id']}@face-to-face")
        checked = datetime.date.fromisoformat(row["checked_on"])
        entry.add(
            "dtstamp",
            datetime.datetime(checked.year, checked.month, checked.day, tzinfo=datetime.UTC),
        )
        entry.add("dtstart", row["first_day"].date())
        entry.add("dtend", row["last_day"].date() + datetime.timedelta(1))
        entry.add("summary", row["title"])
        known = "" if row["precision"] == "day" else f"Known to the month: {row['date_words']}. "
        entry.add("description", known + _said(row))
        entry.add("categories", [record.book.label("kind", row["kind"])])
        entry.add("transp", "TRANSPARENT")
        result.add_component(entry)
    return result.to_ical()


def _said(event: dict) -> str:
    unheld = "" if event["was_held"] else "Did not take place. "
    return unheld + event["summary"]


def _in_order(record: Record) -> Iterable[dict]:
    events = record.table("events").sort_values(["first_day", "id"], kind="stable")
    return events.to_dict("records")


def write_zip(record: Record, source: Path, folder: Path, path: Path) -> None:
    """Everything that a re-user needs in one file, with a readme and how to cite."""
    version = record.book.version
    files = {
        "README.txt": _readme(record).encode(),
        "CITATION.txt": citation(record).encode() + b"\n",
        "codebook.toml": (source / "codebook.toml").read_bytes(),
        "bibliography.json": (folder / "bibliography.json").read_bytes(),
        "datapackage.json": (folder / "datapackage.json").read_bytes(),
    }
    files |= {t.file: (folder / t.file).read_bytes() for t in record.book.tables.values()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"record-{version}/{name}", _ZIP_TIME)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])


def citation(record: Record) -> str:
    """How to cite this version of the record."""
    year = record.book.version.split(".")[0]
    return (
        f"The editors of Face to Face ({year}). {record.book.title}, "
        f"version {record.book.version} [data set]. CC BY 4.0."
    )


def _readme(record: Record) -> str:
    book = record.book
    tables = "\n".join(f"  {table.file:<22} {table.title}" for table in book.tables.values())
    return f"""{book.title}
Version {book.version}. The record ends on {dates.words(dates.parse(book.record_ends))}.

One CSV file per table, UTF-8, comma-separated, first line the names of the columns.
An empty cell means unknown. Dates are local to the place and as precise as the sources
allow: 2018-06-12, 2018-06 or 2018, with ~ for approximate and ? for disputed.
What every column and word means, and what the record does not hold, is in codebook.toml.

{tables}
  bibliography.json      Source documents, in CSL-JSON, as Zotero reads it
  datapackage.json       The same tables described for Frictionless tools

Licence: CC BY 4.0, {_LICENCE["path"]}
Cite as: {citation(record)}
"""
