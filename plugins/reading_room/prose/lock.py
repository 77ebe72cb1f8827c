"""What nothing binds: the numbers, dates and names of a file that are neither tied to the record
nor to a source, nor marked as the author's own.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reading_room.prose import dates, numbers, passages
from reading_room.prose.dates import ProseDate
from reading_room.prose.house_list import HouseList
from reading_room.prose.names import People
from reading_room.prose.numbers import ProseNumber
from reading_room.prose.passages import Mark, Prose

_SENTENCE_START = re.compile(r"(?:^|\n\s*\n|[.!?:][”\"’')*]*)\s*[“\"‘'(*#]*\s*$")
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "by",
        "for",
        "with",
        "that",
        "is",
        "are",
        "was",
        "on",
        "from",
        "as",
        "it",
        "its",
        "at",
        "no",
    ]
)
# A value is worth naming to an author when it shares so many words with the sentence.
_SHARED_WORDS = 2
_VIEW = re.compile(r"(?P<end>from|to)=(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
# How an author marks what is his own.
OWN = '[{0}]{{own="why"}}'


@dataclass(frozen=True, order=True)
class Finding:
    """Something that nothing binds: line and column from 1, what it is, and what to do.

    `kind` is number, date or name.
    """

    line: int
    column: int
    kind: str
    message: str


class Lock:
    """The prose lock of one library and house list."""

    def __init__(self, library, house: HouseList):
        """`library` has events, values and site (people, cases), as `Library` does."""
        self.library = library
        self.house = house

    @cached_property
    def _people(self) -> People:
        names = [person["name"] for person in self.library.site["people"].values()]
        return People(names, self.house.other_people)

    @cached_property
    def _cases(self) -> dict[str, dict]:
        return {case["id"]: case for case in self.library.site["cases"]}

    @cached_property
    def _values_by_amount(self) -> dict[object, list[dict]]:
        found: dict[object, list[dict]] = {}
        for value in self.library.values.values():
            for key in _keys(value["text"]):
                found.setdefault(key, []).append(value)
        return found

    def findings(self, text: str) -> list[Finding]:
        """Everything in the Markdown file `text` that is bound to nothing, in order."""
        prose = passages.read(text)
        return sorted([*self._unbound(prose), *self._misnamed(prose)])

    def unbound(self, text: str) -> list[Finding]:
        """Its numbers and dates only: what a published text may not have."""
        return sorted(self._unbound(passages.read(text)))

    # Numbers and dates

    def _unbound(self, prose: Prose) -> Iterator[Finding]:
        found = [
            date
            for date in dates.find(prose.text)
            if not (date.is_bare_year and numbers.is_named(prose.text, date.start))
        ]
        counted = [
            number
            for number in numbers.find(prose.text, self.house.names_with_numbers)
            if not any(date.start < number.end and number.start < date.end for date in found)
        ]
        body = _Body(self, prose, found, counted)
        for date in found:
            if not body.is_free(date) and not body.is_dated(date):
                yield _finding(prose, date, "date", body.advice_on_date(date))
        for number in counted:
            if not body.is_free(number) and not body.is_repeated(number):
                yield _finding(prose, number, "number", self._advice_on_number(prose, number))

    def _advice_on_number(self, prose: Prose, number: ProseNumber) -> str:
        """What to write for a number that nothing binds."""
        quoted = prose.holding(number.start, "quotation", "block-quotation")
        if quoted:
            return f"the number {number.text!r} is quoted and no source is near: cite it, [@key]"
        own = OWN.format(number.text)
        close = [value["id"] for value in self._values_like(prose, number)]
        advice = " or ".join(f"[](value:{name})" for name in close) or "[](value:id)"
        return (
            f"the number {number.text!r} is bound to nothing: bind it with {advice}, "
            f"cite its source, or write {own}"
        )

    def _values_like(self, prose: Prose, number: ProseNumber) -> list[dict]:
        """Up to three values whose text is that number, those first that share words with the sentence."""
        same = [
            value for key in _keys(number.text) for value in self._values_by_amount.get(key, [])
        ]
        start, end = prose.sentence_at(number.start)
        said = set(_words(prose.text[start:end]))
        alike = {
            value["id"]: len(said & set(_words(f"{value['id']} {value['how']}"))) for value in same
        }
        near = {value["id"]: value for value in same if alike[value["id"]] >= _SHARED_WORDS}
        return sorted(near.values(), key=lambda value: (-alike[value["id"]], value["id"]))[:3]

    # Names

    def _misnamed(self, prose: Prose) -> Iterator[Finding]:
        for name in self._people.find(prose.text):
            if not _is_quoted(prose, name.start):
                meant = " or ".join(name.meant)
                yield _finding(
                    prose, name, "name",
                    f"the name {name.text!r}: the table of people has {meant}"
                    " (if this is somebody else, add the name to other_people in the house list)",
                )  # fmt: skip
        for start, end, form in self.house.find(prose.text, _SENTENCE_START):
            if not _is_quoted(prose, start) and not prose.holding(start, "own"):
                why = f" ({form.why})" if form.why else ""
                line, column = prose.position(start)
                written = re.sub(r"\s+", " ", prose.text[start:end])
                yield Finding(line, column, "name", f"{written!r}: write {form.write!r}{why}")


class _Body:
    """What binds the numbers and dates of one file."""

    def __init__(
        self, lock: Lock, prose: Prose, found: list[ProseDate], counted: list[ProseNumber]
    ):
        self.lock = lock
        self.library = lock.library
        self.prose = prose
        self.marked = {
            piece.text.lower()
            for piece in [*found, *counted]
            if prose.holding(piece.start, "own") and piece.start >= prose.head_end
        }

    def is_free(self, piece) -> bool:
        """Whether a number or date needs no value: it is quoted, cited, linked, or marked."""
        prose, place = self.prose, piece.start
        if prose.holding(place, "own", "event", "title"):
            return True
        if any(start <= place < end for start, end in prose.of_their_day):
            return True
        if prose.holding(place, "quotation"):
            return bool(prose.within(prose.block_at(place), "cite", "narrative", "event", "note"))
        if quotations := prose.holding(place, "block-quotation"):
            return any(self._has_source_near(quotation) for quotation in quotations)
        return self._is_cited(place)

    def _has_source_near(self, quotation: Mark) -> bool:
        """Whether a source is in a quotation, or in the paragraph before or after it."""
        before = self.prose.block_at(max(quotation.start - 2, 0))
        after = self.prose.block_at(min(quotation.end + 1, len(self.prose.text)))
        near = (min(before[0], quotation.start), max(after[1], quotation.end))
        return bool(self.prose.within(near, "cite", "narrative", "event", "note"))

    def _is_cited(self, place: int) -> bool:
        """Whether a citation follows in the sentence, or is its subject and stands before."""
        for mark in self.prose.within(self.prose.sentence_at(place), "cite", "narrative", "note"):
            if mark.kind == "narrative" and mark.end <= place:
                return True
            if mark.kind == "cite" and mark.start >= place:
                return True
            is_after = mark.kind == "note" and mark.start >= place
            if is_after and mark.target in self.prose.cited_notes:
                return True
        return False

    def is_repeated(self, number: ProseNumber) -> bool:
        """Whether a number of the front matter is bound in the text below it."""
        if number.start >= self.prose.head_end:
            return False
        if number.text.lower() in self.marked:
            return True
        keys = set(_keys(number.text))
        used = (self.library.values.get(mark.target) for mark in self._in_body("value"))
        return any(keys & set(_keys(value["text"])) for value in used if value)

    def is_dated(self, date: ProseDate) -> bool:
        """Whether what the sentence refers to has that date; both years of a range must be bound."""
        if date.fault:
            return False
        if date.start < self.prose.head_end:
            marks = self._in_body("event", "value", "figure", "link")
            if date.text.lower() in self.marked:
                return True
        else:
            span = self.prose.sentence_at(date.start)
            marks = self.prose.within(span, "event", "value", "figure", "link")
        return all(any(self._dates(mark, end) for mark in marks) for end in date.ends)

    def _in_body(self, *kinds: str) -> list[Mark]:
        return self.prose.within((self.prose.head_end, len(self.prose.text)), *kinds)

    def _dates(self, mark: Mark, date: ProseDate) -> bool:
        """Whether what `mark` refers to has this date."""
        if mark.kind == "event":
            event = self.library.events.get(re.split(r"[?#]", mark.target)[0])
            return bool(event) and date.may_be(_day(event["first_day"]), _day(event["last_day"]))
        if mark.kind == "value":
            value = self.library.values.get(mark.target)
            return bool(value) and _value_names(value, date)
        if mark.kind == "figure":
            return _is_in_view(mark.target, date)
        case = self.lock._cases.get(mark.target.partition("#")[2])
        if not case or "cases" not in mark.target:
            return False
        return date.may_be(_first_day(case["start"]), _last_day(case.get("end") or case["start"]))

    def advice_on_date(self, date: ProseDate) -> str:
        """What to write for a date that nothing binds."""
        if date.fault:
            return f"the date {date.text!r} is wrong: {date.fault}"
        if self.prose.holding(date.start, "quotation", "block-quotation"):
            return f"the date {date.text!r} is quoted and no source is near: cite it, [@key]"
        what = "year" if date.is_bare_year else "date"
        return (
            f"the {what} {date.text!r} is bound to nothing: link an event of that {what} in the "
            f"sentence ([words](event:id), [](event:id#date)), cite its source, or write "
            f"{OWN.format(date.text)}"
        )


def _finding(prose: Prose, piece, kind: str, message: str) -> Finding:
    line, column = prose.position(piece.start)
    return Finding(line, column, kind, message)


def _is_quoted(prose: Prose, place: int) -> bool:
    """Whether words at `place` are somebody else's, so that their spelling is too."""
    return bool(prose.holding(place, "quotation", "block-quotation", "title"))


def _keys(text: str) -> list[object]:
    """What a number is found by: its text, and how many it is when it is a count."""
    plain = re.sub(r"\s*(?:–|--?)\s*", " to ", text.lower())
    amount = numbers.amount(text)
    is_count = amount is not None and not re.search(r"[.%]", text)
    return [plain, amount] if is_count else [plain]


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]{2,}|\d{4}", text.lower()) if word not in _COMMON]


def _value_names(value: dict, date: ProseDate) -> bool:
    """Whether a value is of that date by its text, or counted over that year by its own account."""
    if any(other.text == date.text for other in dates.find(value["text"])):
        return True
    said = f"{value['id'].replace('-', ' ')} {value['how']}"
    return date.is_bare_year and any(
        other.year <= date.last_year and date.year <= other.last_year
        for other in dates.find(said)
        if other.year
    )


def _is_in_view(target: str, date: ProseDate) -> bool:
    """Whether a link moves its figure to a span that holds the date."""
    ends = {match["end"]: match for match in _VIEW.finditer(target)}
    if set(ends) != {"from", "to"}:
        return False
    first, last = (_first_day(ends["from"][0][5:]), _last_day(ends["to"][0][3:]))
    spans = date.spans(tuple(range(first.year, last.year + 1)))
    return any(low <= last and high >= first for low, high in spans)


def _day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


def _first_day(partial: str) -> datetime.date:
    """The first day that a date such as 2018 or 2018-06 allows."""
    parts = [int(part) for part in re.findall(r"\d+", partial)]
    return datetime.date(*[*parts, 1, 1][:3])


def _last_day(partial: str) -> datetime.date:
    """The last day that a date such as 2018 or 2018-06 allows."""
    parts = [int(part) for part in re.findall(r"\d+", partial)]
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = (parts + [12])[:2]
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)
