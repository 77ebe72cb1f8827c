"""Reading the record: CSV files, a bibliography and a codebook, as pandas tables."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from summitry import checks, codebook, dates, manifest, rules

_DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
_BOOLEANS = {"true": True, "false": False, "": pd.NA}


@dataclass
class Record:
    """The whole record, already checked.

    ``record.table("events")`` gives a table; which tables were asked for is remembered
    in ``tables_read``, so that a notebook is run again only when a table that it reads
    has changed.
    """

    book: codebook.Codebook
    _bibliography: list[dict]
    _tables: dict[str, pd.DataFrame]
    tables_read: set[str] = field(default_factory=set)

    @property
    def bibliography(self) -> list[dict]:
        """The source documents as CSL-JSON items, in the order of their file."""
        self.tables_read.add("bibliography")
        return self._bibliography

    def table(self, name: str) -> pd.DataFrame:
        """A copy of the table `name`: one row per line of its file, in key order.

        Columns are the codebook's, in its order. Text is ``str`` with "" for unknown;
        integers, numbers and booleans are pandas' nullable types. Tables with a column
        ``start`` also have ``first_day`` and ``last_day`` (datetime64, the first and
        the last day that the dates can mean), ``precision`` and ``date_words``.
        """
        self.tables_read.add(name)
        return self._tables[name].copy()


def read(folder: Path) -> Record:
    """The record in `folder`.

    Raises `checks.RecordError`, which lists every problem found with its file, row,
    column and remedy, when anything in the folder breaks the codebook's rules.
    """
    try:
        book = codebook.read(folder / "codebook.toml")
    except (OSError, ValueError, KeyError, TypeError) as error:
        said = f"cannot be read: {type(error).__name__}: {error}"
        raise checks.RecordError([checks.Problem("codebook.toml", 1, "", said)]) from error
    problems: list[checks.Problem] = []
    rows, gone = {}, []
    for table in book.tables.values():
        rows[table.name], found = checks.read_rows(folder / table.file, table)
        problems += found
    bibliography, found = checks.read_bibliography(folder / "bibliography.json")
    problems += found
    if not problems:
        problems += rules.check_record(rows, bibliography, book)
        published = folder / manifest.FILE
        if published.exists():
            text = published.read_text(encoding="utf-8")
            problems += manifest.check_manifest(rows, text)
            gone = manifest.gone(rows, text)
    if problems:
        raise checks.RecordError(problems, gone)
    tables = {
        name: _typed(pd.DataFrame(rows[name], columns=list(table.by_name)), table)
        for name, table in book.tables.items()
    }
    return Record(book, bibliography, tables)


def _typed(frame: pd.DataFrame, table: codebook.Table) -> pd.DataFrame:
    for column in table.columns:
        if column.type == "boolean":
            frame[column.name] = frame[column.name].map(_BOOLEANS).astype("boolean")
        elif column.type in _DTYPES:
            frame[column.name] = pd.to_numeric(frame[column.name].replace("", None)).astype(
                _DTYPES[column.type]
            )
        else:
            frame[column.name] = frame[column.name].astype(object)
    if "start" in frame:
        ends = frame["end"] if "end" in frame else [""] * len(frame)
        spans = [dates.span_days(*pair) for pair in zip(frame["start"], ends)]
        frame["first_day"] = pd.to_datetime([first for first, _ in spans])
        frame["last_day"] = pd.to_datetime([last for _, last in spans])
        frame["precision"] = [dates.parse(start).precision for start in frame["start"]]
        frame["date_words"] = [
            dates.words(dates.parse(start), dates.parse(end) if end else None)
            for start, end in zip(frame["start"], ends)
        ]
    return frame


def canonical_json(data: object) -> str:
    """`data` as JSON whose bytes depend on nothing but its content."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
