"""The codebook: what every table and column of the record means."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Column:
    """One column of a table, as the codebook describes it."""

    name: str
    type: str
    meaning: str
    required: bool = False
    unit: str = ""
    vocabulary: str = ""
    table: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None


@dataclass(frozen=True)
class Table:
    """One table of the record: a CSV file and its columns in order."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    covered_to: str = ""  # last day for which rows could be checked, where rows have dates

    @property
    def file(self) -> str:
        """Name of the table's file in the record's folder."""
        return f"{self.name}.csv"

    @functools.cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}


@dataclass(frozen=True)
class Codebook:
    """Tables, vocabularies and coverage of one version of the record."""

    title: str
    version: str
    record_begins: str
    record_ends: str
    tables: dict[str, Table]
    vocabularies: dict[str, dict[str, dict[str, str]]] = field(repr=False)
    border_cases: tuple[dict[str, str], ...] = ()
    missing: tuple[str, ...] = ()

    def label(self, vocabulary: str, word: str) -> str:
        """The word as readers see it."""
        return self.vocabularies[vocabulary][word]["label"]


def read(path: Path) -> Codebook:
    """The codebook in the TOML file `path`."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = {
        name: Table(
            name=name,
            title=table["title"],
            description=table["description"],
            key=tuple(table["key"]),
            columns=tuple(Column(**column) for column in table["columns"]),
            covered_to=table.get("covered_to", ""),
        )
        for name, table in raw["tables"].items()
    }
    return Codebook(
        title=raw["title"],
        version=raw["version"],
        record_begins=raw["record_begins"],
        record_ends=raw["record_ends"],
        tables=tables,
        vocabularies=raw["vocabularies"],
        border_cases=tuple(raw.get("border_cases", ())),
        missing=tuple(raw.get("missing", ())),
    )
