"""The stretch of time that a figure shows: ``figure:talks-and-tests?from=1994-10&to=2002``."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True)
class View:
    """From one day, month or year to another, both included."""

    first: str
    last: str

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day of the view."""
        return _days(self.first)[0], _days(self.last)[1]

    @property
    def words(self) -> str:
        """The view as a reader reads it: ``1994 to October 2002``."""
        first, last = _words(self.first), _words(self.last)
        return first if first == last else f"{first} to {last}"

    def meets(self, start: str, end: str) -> bool:
        """Whether something that lasted from `start` to `end` is in view; both may be vague."""
        first, last = self.days
        begins = _days(start.rstrip("~?"))[0]
        ends = _days((end or start).rstrip("~?"))[1]
        return begins <= last and ends >= first


def read(query: str, figure) -> tuple[View | None, list[str]]:
    """The view that `query` asks of `figure`, or None, and what is wrong with it."""
    given = dict(parse_qsl(query, keep_blank_values=True))
    wrong = [
        f"a figure's view is given by from= and to= with dates, not {name}={value}"
        for name, value in given.items()
        if name not in ("from", "to") or not _days(value)
    ]
    wrong += [f"the view has no {name}=" for name in ("from", "to") if name not in given]
    if wrong:
        return None, wrong
    view = View(given["from"], given["to"])
    message = _disagreement(view, figure)
    return (None, [message]) if message else (view, [])


def _disagreement(view: View, figure) -> str:
    """Why `figure` cannot show `view`, or ""."""
    if not figure.words["views"]:
        return f"the figure {figure.id!r} has no axis of time, so no view can be asked of it"
    first, last = view.days
    if first > last:
        return f"the view ends before it begins: from={view.first}, to={view.last}"
    covered = View(
        min(known["first"] for known in figure.words["views"]),
        max(known["last"] for known in figure.words["views"]),
    )
    if first > covered.days[1] or last < covered.days[0]:
        return (
            f"the figure {figure.id!r} covers {covered.words}, and nothing of the view {view.words}"
        )
    return ""


def _days(date: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a year, month or day; None if it is none."""
    match = _DATE.fullmatch(date)
    if not match:
        return None
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    try:
        last_day = day or calendar.monthrange(year, month or 12)[1]
        return (
            datetime.date(year, month or 1, day or 1),
            datetime.date(year, month or 12, last_day),
        )
    except (ValueError, calendar.IllegalMonthError):
        return None


def _words(date: str) -> str:
    parts = date.split("-")
    words = [str(int(part)) for part in parts[2:]]
    words += [calendar.month_name[int(part)] for part in parts[1:2]]
    return "\u00a0".join([*words, parts[0]])
