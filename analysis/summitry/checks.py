"""Checks of the record: every problem is found, named and explained before anything runs.

A check yields `Problem`s; nothing is repaired in silence. Here are the rules of files, cells and
single tables, which come from the codebook; the rules between tables are in `rules`.
"""

from __future__ import annotations

import csv
import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from summitry import dates
from summitry.codebook import Codebook, Column, Table

Rows = list[dict[str, str]]

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# The three kinds of contact between sides carry a level; every other kind is "none".
CONTACT_KINDS = ("meeting", "letter", "agreement")
TEST_KINDS = ("nuclear-test", "missile-test", "satellite-launch")
_TRIPLES = ("minutes", "one_on_one_minutes", "yield_kt")
_MAX_CELL = 2000


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and how to mend it."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        if self.column:
            place += f" [{self.column}]"
        return f"{place}: {self.message}"


class RecordError(Exception):
    """The record breaks its rules.

    ``problems`` lists all that was found; ``gone`` the published keys (``events/<id>``) that the
    record has lost, so that the site can say what rests on them.
    """

    def __init__(self, problems: list[Problem], gone: Iterable[str] = ()):
        self.gone = list(gone)
        self.problems = sorted(problems, key=lambda p: (p.file, p.line, p.column))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the valid ids nearest to `word`, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def read_rows(path: Path, table: Table) -> tuple[Rows, list[Problem]]:
    """Rows of the CSV file `path` as dictionaries of text, and the problems of its shape."""
    name = path.name

    def problem(line: int, message: str, column: str = "") -> Problem:
        return Problem(name, line, column, message)

    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return [], [problem(1, f"the file is missing; expected at {path}")]
    if raw.startswith(b"\xef\xbb\xbf"):
        return [], [problem(1, "starts with a byte order mark; save as UTF-8 without BOM")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [], [problem(line, "is not UTF-8 here; save the file as UTF-8")]
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        return [], [problem(line, "has Windows line ends; save with LF only")]
    if not text.endswith("\n") or text.endswith("\n\n"):
        lines = text.count("\n") + 1
        return [], [problem(lines, "must end with exactly one line end")]
    try:
        lines = list(csv.reader(text.splitlines(), strict=True))
    except csv.Error as error:
        return [], [problem(1, f"is not valid CSV ({error}); check the quotation marks")]
    header = list(table.by_name)
    if not lines or lines[0] != header:
        return [], [problem(1, f"the header must be {','.join(header)}")]
    rows, problems = [], []
    for number, cells in enumerate(lines[1:], start=2):
        if len(cells) != len(header):
            problems.append(
                problem(
                    number,
                    f"has {len(cells)} cells instead of {len(header)}; "
                    "put text that contains a comma or a quotation mark in double quotes",
                )
            )
            continue
        row = dict(zip(header, cells))
        for column in table.columns:
            message = _cell_problem(row[column.name], column)
            if message:
                problems.append(problem(number, message, column.name))
        rows.append(row)
    return rows, problems


def _cell_problem(cell: str, column: Column) -> str:
    """What is wrong with one cell by itself, or ""."""
    if not cell:
        return "is empty but required" if column.required else ""
    if cell != cell.strip():
        return "has spaces at its start or end; remove them"
    if len(cell) > (column.max_length or _MAX_CELL):
        limit = column.max_length or _MAX_CELL
        return f"is {len(cell)} characters long; at most {limit} are allowed"
    for character in cell:
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs"):
            return f"contains the invisible character U+{ord(character):04X}; remove it"
    if unicodedata.normalize("NFC", cell) != cell:
        return "is not in composed form (NFC); type the accented letters anew"
    if cell[0] in "=+@" or (cell[0] == "-" and column.type not in ("number", "integer")):
        return f"starts with {cell[0]!r}, which spreadsheets run as a formula; reword it"
    if re.search(r"<[A-Za-z/!]", cell):
        return "contains markup; write plain text"
    if column.type == "id" and not ID.fullmatch(cell):
        return f"{cell!r} is not an id; use lower-case letters, digits and single hyphens"
    if column.type == "boolean" and cell not in ("true", "false"):
        return f"{cell!r} must be true or false"
    if column.type == "url" and not re.fullmatch(r"https?://[^\s<>\"]+", cell):
        return f"{cell!r} is not a web address"
    if column.type in ("date", "day"):
        try:
            dates.parse(cell)
        except ValueError as error:
            return str(error)
        if column.type == "day" and not _DAY.fullmatch(cell):
            return f"{cell!r} must be a full date such as 2018-06-12"
    if column.type in ("integer", "number"):
        pattern = r"-?\d{1,9}" if column.type == "integer" else r"-?\d{1,9}(\.\d{1,6})?"
        if not re.fullmatch(pattern, cell):
            return f"{cell!r} is not a plain {column.type}"
        if column.minimum is not None and float(cell) < column.minimum:
            return f"{cell} is less than {column.minimum}"
        if column.maximum is not None and float(cell) > column.maximum:
            return f"{cell} is more than {column.maximum}"
    return ""


def read_bibliography(path: Path) -> tuple[list[dict], list[Problem]]:
    """Items of the CSL-JSON file `path`, and what is wrong with them.

    Items keep their order. Lines are counted to the item's ``"id"`` in the file.
    """
    name = path.name
    try:
        text = path.read_text(encoding="utf-8")
        items = json.loads(text)
    except FileNotFoundError:
        return [], [Problem(name, 1, "", f"the file is missing; expected at {path}")]
    except UnicodeDecodeError:
        return [], [Problem(name, 1, "", "is not UTF-8; export it again from Zotero")]
    except json.JSONDecodeError as error:
        return [], [Problem(name, error.lineno, "", f"is not valid JSON: {error.msg}")]
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        return [], [Problem(name, 1, "", "must be a list of CSL-JSON items")]
    problems = []
    seen = set()
    for item in items:
        key = str(item.get("id", ""))

        def problem(column: str, message: str, key: str = key):
            # The line is looked for only when there is something to say: the file is long.
            quoted = re.escape(json.dumps(key, ensure_ascii=False))
            found = re.search(rf'"id":\s*{quoted}', text)
            line = text[: found.start()].count("\n") + 1 if found else 1
            problems.append(Problem(name, line, column, f"{key or 'an item'} {message}"))

        if not re.fullmatch(r"[A-Za-z0-9][\w:.-]*", key):
            problem("id", "needs a citation key of letters, digits and hyphens")
        if key in seen:
            problem("id", "appears twice; keep one")
        seen.add(key)
        if not item.get("title"):
            problem("title", "has no title")
        if not item.get("type"):
            problem("type", "has no type")
        if not any(item.get(k) for k in ("author", "editor", "publisher", "container-title")):
            problem("author", "names no author, editor, publisher or publication")
        url = item.get("URL", "")
        if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
            problem("URL", f"has an address that is not a web address: {url!r}")
    return items, problems


def numbered(rows: Rows) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line in the file."""
    return enumerate(rows, start=2)  # line 1 is the header


def check_keys(rows: Rows, table: Table) -> Iterator[Problem]:
    """Keys are unique and rows are sorted by key."""
    seen: dict[tuple, int] = {}
    last = None
    for line, row in numbered(rows):
        key = tuple(row[column] for column in table.key)
        shown = " + ".join(key)
        if key in seen:
            yield Problem(table.file, line, table.key[0], f"{shown} is already in line {seen[key]}")
        elif last is not None and key < last:
            yield Problem(
                table.file, line, table.key[0], f"{shown} is out of order; keep rows sorted by key"
            )
        seen.setdefault(key, line)
        last = max(key, last or key)


def check_vocabulary(rows: Rows, table: Table, book: Codebook) -> Iterator[Problem]:
    """Coded words are in their vocabulary."""
    for column in table.columns:
        if column.type != "word":
            continue
        known = book.vocabularies[column.vocabulary]
        for line, row in numbered(rows):
            word = row[column.name]
            if word and word not in known:
                hint = nearest(word, known) or f"; one of {', '.join(known)}"
                yield Problem(table.file, line, column.name, f"{word!r} is not a known word{hint}")


def check_links(rows: dict[str, Rows], bibliography: list[dict], table: Table) -> Iterator[Problem]:
    """Links lead to a row that exists."""
    for column in table.columns:
        if column.type != "link":
            continue
        if column.table == "bibliography":
            known = {item["id"] for item in bibliography}
        else:
            known = {row["id"] for row in rows[column.table]}
        for line, row in numbered(rows[table.name]):
            target = row[column.name]
            if target and target not in known:
                yield Problem(
                    table.file,
                    line,
                    column.name,
                    f"{target!r} is not in {column.table}{nearest(target, known)}",
                )


def check_spans(rows: Rows, table: Table) -> Iterator[Problem]:
    """No span ends before it starts."""
    if not {"start", "end"} <= set(table.by_name):
        return
    for line, row in numbered(rows):
        if row["start"] and row["end"]:
            start, end = dates.parse(row["start"]), dates.parse(row["end"])
            if end.last_day < start.first_day:
                yield Problem(
                    table.file, line, "end", f"{row['end']} is before the start, {row['start']}"
                )


def check_ranges(rows: Rows, table: Table) -> Iterator[Problem]:
    """Low, best and high figures are in that order."""
    for stem in _TRIPLES:
        names = [f"{stem}_{part}" for part in ("low", "best", "high")]
        if not set(names) <= set(table.by_name):
            continue
        for line, row in numbered(rows):
            given = [float(row[name]) for name in names if row[name]]
            if given != sorted(given):
                yield Problem(table.file, line, names[1], "low, best and high are not in order")
