"""Checks of the record: every problem is found, named and explained before anything runs.

A check yields `Problem`s; nothing is repaired in silence. The rules of single columns come from
the codebook; the rules between tables are the functions named ``check_…`` below.
"""

from __future__ import annotations

import csv
import difflib
import json
import re
import unicodedata
from collections import Counter
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
    """The record breaks its rules. ``problems`` lists all that was found."""

    def __init__(self, problems: list[Problem]):
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
        found = re.search(rf'"id":\s*{re.escape(json.dumps(key, ensure_ascii=False))}', text)
        line = text[: found.start()].count("\n") + 1 if found else 1

        def problem(column: str, message: str, line: int = line, key: str = key):
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


def check_record(rows: dict[str, Rows], bibliography: list[dict], book: Codebook) -> list[Problem]:
    """All problems of keys, links, vocabulary and rules between tables."""
    problems = []
    for table in book.tables.values():
        problems += check_keys(rows[table.name], table)
        problems += check_vocabulary(rows[table.name], table, book)
        problems += check_links(rows, bibliography, table)
        problems += check_spans(rows[table.name], table)
        problems += check_ranges(rows[table.name], table)
    for check in (
        check_events,
        check_parties,
        check_sources_of_events,
        check_details_match_kind,
        check_meeting_lengths,
        check_agreements,
        check_assessments,
        check_both_coders,
        check_cases,
        check_governments,
        check_unused,
    ):
        problems += check(rows, bibliography, book)
    return problems


def _numbered(rows: Rows) -> Iterator[tuple[int, dict[str, str]]]:
    return enumerate(rows, start=2)  # line 1 is the header


def check_keys(rows: Rows, table: Table) -> Iterator[Problem]:
    """Keys are unique and rows are sorted by key."""
    seen: dict[tuple, int] = {}
    last = None
    for line, row in _numbered(rows):
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
        for line, row in _numbered(rows):
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
        for line, row in _numbered(rows[table.name]):
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
    for line, row in _numbered(rows):
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
        for line, row in _numbered(rows):
            given = [float(row[name]) for name in names if row[name]]
            if given != sorted(given):
                yield Problem(table.file, line, names[1], "low, best and high are not in order")


def check_events(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """Levels fit kinds, ids carry the year, and nothing is later than the record."""
    end = dates.parse(book.record_ends).last_day
    acted = {row["event_id"] for row in rows["event_actors"]}
    for line, row in _numbered(rows["events"]):
        contact = row["kind"] in CONTACT_KINDS
        if contact and row["level"] == "none":
            yield Problem("events.csv", line, "level", f"a {row['kind']} needs a level")
        if not contact and row["level"] != "none":
            yield Problem(
                "events.csv", line, "level", f"must be none for kind {row['kind']}: no contact"
            )
        if not re.match(r"\d{4}-", row["id"]):
            yield Problem("events.csv", line, "id", f"{row['id']} must begin with its date")
        if dates.parse(row["start"]).first_day > end:
            yield Problem(
                "events.csv", line, "start", f"is after the end of the record, {book.record_ends}"
            )
        if row["id"] not in acted:
            yield Problem(
                "events.csv", line, "id", f"{row['id']} has no row in event_actors.csv; add one"
            )


def check_parties(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """A meeting that was held and a text that was agreed have at least two parties."""
    parties = Counter()
    for event_id, _actor in {
        (row["event_id"], row["actor"])
        for row in rows["event_actors"]
        if row["role"] in ("party", "unofficial")
    }:
        parties[event_id] += 1
    for line, row in _numbered(rows["events"]):
        if row["kind"] not in ("meeting", "agreement") or row["was_held"] != "true":
            continue
        if parties[row["id"]] < 2:
            yield Problem(
                "events.csv",
                line,
                "id",
                f"{row['id']} is a {row['kind']} with {parties[row['id']]} parties; "
                "give two actors the role party in event_actors.csv",
            )


def check_sources_of_events(
    rows: dict[str, Rows], _: list[dict], __: Codebook
) -> Iterator[Problem]:
    """Every event has a source, every pivotal event two."""
    count = Counter(row["event_id"] for row in rows["event_sources"])
    for line, row in _numbered(rows["events"]):
        needed = 2 if row["importance"] == "1" else 1
        if count[row["id"]] < needed:
            yield Problem(
                "events.csv",
                line,
                "id",
                f"{row['id']} has {count[row['id']]} of the {needed} sources it needs "
                f"(importance {row['importance']}); add to event_sources.csv",
            )


def check_details_match_kind(
    rows: dict[str, Rows], _: list[dict], __: Codebook
) -> Iterator[Problem]:
    """Rows of meetings and tests belong to events of those kinds, and tests are complete."""
    kinds = {row["id"]: row["kind"] for row in rows["events"]}
    for name, allowed in (("meetings", ("meeting",)), ("tests", TEST_KINDS)):
        for line, row in _numbered(rows[name]):
            kind = kinds.get(row["event_id"])
            if kind and kind not in allowed:
                yield Problem(
                    f"{name}.csv", line, "event_id", f"{row['event_id']} is of kind {kind}"
                )
    have = {row["event_id"] for row in rows["tests"]}
    for line, row in _numbered(rows["events"]):
        if row["kind"] in TEST_KINDS and row["id"] not in have:
            yield Problem("events.csv", line, "id", f"{row['id']} has no row in tests.csv; add one")


def check_meeting_lengths(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """Minutes fit in the days; time alone fits in the total; figures have a basis."""
    events = {row["id"]: row for row in rows["events"]}
    spans = [
        ("meetings.csv", line, row, events.get(row["event_id"]))
        for line, row in _numbered(rows["meetings"])
    ] + [("cases.csv", line, row, row) for line, row in _numbered(rows["cases"])]
    for file, line, row, span in spans:
        figures = [row[n] for n in row if "minutes" in n and row[n]]
        if not span or not figures:
            continue
        first, last = dates.span_days(span["start"], span["end"])
        if max(map(int, figures)) > ((last - first).days + 1) * 24 * 60:
            yield Problem(file, line, "minutes_best", "is longer than the meeting's days")
        for part in ("low", "best", "high"):
            alone, total = row[f"one_on_one_minutes_{part}"], row[f"minutes_{part}"]
            if alone and total and int(alone) > int(total):
                yield Problem(file, line, f"one_on_one_minutes_{part}", "exceeds the total minutes")
        if not row["basis"]:
            yield Problem(file, line, "basis", "say whose figure the minutes are")


def check_both_coders(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """What one coder judged the other judged too."""
    coders = len(book.vocabularies["coder"])
    for name, column in (("assessments", "commitment_id"), ("yardsticks", "event_id")):
        judged = Counter(row[column] for row in rows[name])
        for line, row in _numbered(rows[name]):
            count = judged[row[column]]
            if count != coders:
                message = f"{row[column]} is judged by {count} of {coders} coders"
                yield Problem(f"{name}.csv", line, column, f"{message}; add the other's row")


def check_cases(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """Every case has at least two sources."""
    count = Counter(row["case_id"] for row in rows["case_sources"])
    for line, row in _numbered(rows["cases"]):
        if count[row["id"]] < 2:
            yield Problem(
                "cases.csv",
                line,
                "id",
                f"{row['id']} has {count[row['id']]} of the 2 sources it needs; "
                "add to case_sources.csv",
            )


def check_agreements(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """Promises are made by known actors, and fall due no earlier than they were made."""
    actors = {row["id"] for row in rows["actors"]}
    signed = {row["id"]: row["signed"] for row in rows["agreements"]}
    for line, row in _numbered(rows["commitments"]):
        for column in ("by", "to"):
            for actor in row[column].split("+"):
                if actor not in actors and not (column == "to" and actor == "all"):
                    yield Problem(
                        "commitments.csv",
                        line,
                        column,
                        f"{actor!r} is not in actors{nearest(actor, actors)}",
                    )
        made = signed.get(row["agreement_id"])
        if made and row["due"] and dates.parse(row["due"]).last_day < dates.parse(made).first_day:
            yield Problem(
                "commitments.csv", line, "due", f"{row['due']} is before the text of {made}"
            )


def check_assessments(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """A promise is judged between its text and the record's end, on evidence or on silence."""
    signed = {row["id"]: row["signed"] for row in rows["agreements"]}
    made = {row["id"]: signed.get(row["agreement_id"], "") for row in rows["commitments"]}
    for line, row in _numbered(rows["assessments"]):
        key = row["commitment_id"]
        as_of = dates.parse(row["as_of"]).last_day
        if made.get(key) and as_of < dates.parse(made[key]).first_day:
            yield Problem(
                "assessments.csv",
                line,
                "as_of",
                f"{row['as_of']} is before the text of {made[key]}",
            )
        if as_of > dates.parse(book.record_ends).last_day:
            yield Problem(
                "assessments.csv", line, "as_of", f"is after the record's end, {book.record_ends}"
            )
        if not row["evidence_event_id"] and (
            row["rests_on_silence"] != "true" and row["code"] != "unclear"
        ):
            yield Problem(
                "assessments.csv",
                line,
                "evidence_event_id",
                "is empty: name an event, or set rests_on_silence to true",
            )


def check_governments(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """Terms of office of one country do not overlap, and only the last is open."""
    for actor in sorted({row["actor"] for row in rows["governments"]}):
        terms = sorted(
            (row["start"], row["end"], line)
            for line, row in _numbered(rows["governments"])
            if row["actor"] == actor
        )
        for (_s, end, line), (start, _e, _l) in zip(terms, terms[1:]):
            if not end or end > start:
                yield Problem(
                    "governments.csv", line, "end", f"overlaps the next term, from {start}"
                )


def check_unused(
    rows: dict[str, Rows], bibliography: list[dict], book: Codebook
) -> Iterator[Problem]:
    """Places, actors and processes that nothing uses are mistakes.

    Sources may also be used by essays: the site's build checks those.
    """
    for table, users in {
        "places": [("events", "place")],
        "processes": [("events", "process")],
        "people": [("event_actors", "person"), ("governments", "person")],
    }.items():
        used = {row[column] for name, column in users for row in rows[name]}
        for line, row in _numbered(rows[table]):
            if row["id"] not in used:
                yield Problem(f"{table}.csv", line, "id", f"{row['id']} is used by no row")
