"""Partial dates: what a source supports, and no more.

A date in the record is ``2018-06-12``, ``2018-06`` or ``2018``, with ``~`` after it
when approximate and ``?`` when sources dispute it (a subset of EDTF, ISO 8601-2).
First possible day, last possible day and precision are computed, never typed.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?]?)")
MONTHS = tuple(calendar.month_name)  # index 1 to 12; English in the C locale


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the day, the month or the year."""

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first_day(self) -> datetime.date:
        """The first day that the date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The last day that the date can mean."""
        month = self.month or 12
        last = calendar.monthrange(self.year, month)[1]
        return datetime.date(self.year, month, self.day or last)

    @property
    def iso(self) -> str:
        """The date without its qualifier: valid in an HTML ``<time datetime>``."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def __str__(self) -> str:
        return self.iso + self.qualifier


def parse(text: str) -> PartialDate:
    """The partial date written in `text`.

    Raises ValueError, saying what is wrong, when `text` is not a partial date or names
    a day that does not exist.
    """
    match = _PATTERN.fullmatch(text)
    if not match:
        raise ValueError(
            f"{text!r} is not a date; write 2018-06-12, 2018-06 or 2018, "
            "with ~ after it if approximate or ? if disputed"
        )
    year, month, day, qualifier = match.groups()
    date = PartialDate(
        int(year), int(month) if month else None, int(day) if day else None, qualifier
    )
    try:
        if not date.year:
            raise ValueError("year 0 does not exist")
        date.first_day  # noqa: B018 - raises when there is no such day
        if date.month is not None and not 1 <= date.month <= 12:
            raise ValueError("month must be in 1..12")
        if date.day == 0 or date.month == 0:
            raise ValueError("there is no month or day 0: leave out what is unknown")
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day of the calendar: {error}") from None
    return date


def words(start: PartialDate, end: PartialDate | None = None) -> str:
    """The span in words, as a reader would write it.

    >>> words(parse("2018-06-12"))
    '12 June 2018'
    >>> words(parse("2019-02-27"), parse("2019-02-28"))
    '27–28 February 2019'
    >>> words(parse("2018-04~"))
    'about April 2018'
    """
    if end is None or (end.iso == start.iso):
        return _prefix(start) + _plain(start)
    same_year, same_month = start.year == end.year, start.month == end.month
    if "day" == start.precision == end.precision and same_year and same_month:
        span = f"{start.day}–{_plain(end)}"
    elif same_year and start.precision == end.precision != "year":
        first = MONTHS[start.month]
        if start.day:
            first = f"{start.day} {first}"
        span = f"{first} – {_plain(end)}" if start.day else f"{first}–{_plain(end)}"
    else:
        joint = "–" if start.precision == end.precision == "year" else " – "
        span = f"{_plain(start)}{joint}{_plain(end)}"
    return _prefix(start, end) + span


def _plain(date: PartialDate) -> str:
    parts = [str(date.year)]
    if date.month:
        parts.insert(0, MONTHS[date.month])
    if date.day:
        parts.insert(0, str(date.day))
    return " ".join(parts)


def _prefix(*ends: PartialDate) -> str:
    qualifiers = {date.qualifier for date in ends}
    if "?" in qualifiers:
        return "perhaps "
    return "about " if "~" in qualifiers else ""


def span_days(start: str, end: str = "") -> tuple[datetime.date, datetime.date]:
    """First and last possible day of the span written in two cells of a table."""
    first = parse(start)
    last = parse(end) if end else first
    return first.first_day, last.last_day
