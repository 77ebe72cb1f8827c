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


# Kinds of documents that go by their title, and may name nobody.
_ANONYMOUS = ("bill", "hearing", "legal_case", "legislation", "regulation", "treaty")
_RESPONSIBLE = (
    *("author", "editor", "publisher", "container-title", "translator", "interviewer", "recipient"),
    *("director", "contributor", "container-author", "collection-editor", "composer", "performer"),
    *("host", "chair", "organizer", "authority", "archive", "collection-title", "event-title"),
    "event",
)
_BIBLIOGRAPHY_DATES = ("accessed", "issued", "original-date", "event-date", "submitted")


def read_bibliography(path: Path) -> tuple[list[dict], list[Problem]]:
    """Items of the CSL-JSON file `path`, and what is wrong with them.

    The file is taken as Zotero exports it: in any order and layout, an item addressed by its
    citation key where it has one, else by its id, and parts of dates as numbers or as text.
    Lines are counted to the item's key in the file.
    """
    name = path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
        items = json.loads(text)
    except FileNotFoundError:
        return [], [Problem(name, 1, "", f"the file is missing; expected at {path}")]
    except UnicodeDecodeError:
        return [], [Problem(name, 1, "", "is not UTF-8; export it again from Zotero")]
    except json.JSONDecodeError as error:
        return [], [Problem(name, error.lineno, "", f"is not valid JSON: {error.msg}")]
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        return [], [Problem(name, 1, "", "must be a list of CSL-JSON items")]
    items = [_with_plain_values(item) for item in items]
    problems = []
    seen = set()
    for item in items:
        problems += [
            Problem(
                name, _line_of(item["id"], text), column, f"{item['id'] or 'an item'} {message}"
            )
            for column, message in _faults_of_source(item, seen)
        ]
        seen.add(item["id"])
    return items, problems


def _with_plain_values(item: dict) -> dict:
    """`item` with its key as id, and dates in numbers."""
    plain = {"id": str(item.get("citation-key") or item.get("id", ""))}
    for name, value in item.items():
        if name in _BIBLIOGRAPHY_DATES and isinstance(value, dict) and "date-parts" in value:
            plain[name] = _with_numbers(value)
        elif name not in ("id", "citation-key"):
            plain[name] = value
    return plain


def _with_numbers(date: dict) -> dict:
    """The CSL `date` with whole numbers for parts; without parts that are no date."""
    spans = [[str(part).strip() for part in span or []] for span in date["date-parts"] or []]
    numbers = [[int(part) for part in span if part.lstrip("-").isdigit()] for span in spans]
    if not any(numbers):
        return {name: value for name, value in date.items() if name != "date-parts"}
    return {**date, "date-parts": [span for span in numbers if span]}


def _line_of(key: str, text: str) -> int:
    """The line of an item in the file; looked for only when there is something to say of it."""
    quoted = re.escape(json.dumps(key, ensure_ascii=False))
    found = re.search(rf'"(?:citation-key|id)":\s*{quoted}', text)
    return text[: found.start()].count("\n") + 1 if found else 1


def _faults_of_source(item: dict, seen: set[str]) -> Iterator[tuple[str, str]]:
    """(field, what is wrong) of one item; `seen` are the keys before it."""
    key = item["id"]
    if not re.fullmatch(r"[^\s{}<>\"]+", key):
        yield "id", "needs a citation key without spaces, braces and quotation marks"
    if key in seen:
        yield "id", "appears twice; keep one"
    kind = item.get("type")
    if not kind:
        yield "type", "has no type"
    if not item.get("title") and not (item.get("recipient") or item.get("interviewer")):
        yield "title", "has no title"
    if kind not in _ANONYMOUS and not any(item.get(name) for name in _RESPONSIBLE):
        yield "author", "names no author, editor, publisher or publication"
    if not _is_real(item.get("issued")):
        yield "issued", f"has a date that does not exist: {item['issued']['date-parts']}"
    url = item.get("URL", "")
    if url and not re.fullmatch(r"(https?|ftp)://[^\s<>\"]+", url):
        yield "URL", f"has an address that is not a web address: {url!r}"


def _is_real(date) -> bool:
    """Whether the parts of a CSL date name days of the calendar, which begins with the year 1."""
    spans = date.get("date-parts", []) if isinstance(date, dict) else []
    try:
        return all(dates.PartialDate(*span).last_day for span in spans if span[0] > 0)
    except (ValueError, TypeError):
        return False


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
