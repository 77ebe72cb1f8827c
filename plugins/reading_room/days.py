"""Days as authors write them, and as readers see them."""

from __future__ import annotations

import calendar
import datetime
import re

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[A-Za-z]+)\.?,?\s+(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})")


def parse(text: str) -> str:
    """`text` as ``2026-11-23``, with `` 10:14`` after it when it gives a time; "" if it is no day.

    Besides ISO 8601, a day may be written out in English: 23 November 2026, Nov 23, 2026. Forms
    of which it is not sure what is month and what is day (01/02/2026) are no days.
    """
    text = text.strip()
    try:
        if match := _ISO.fullmatch(text):
            day = datetime.date.fromisoformat(match[1])
            if match[2]:
                datetime.time.fromisoformat(match[2])
            return f"{day} {match[2]}" if match[2] else str(day)
        match = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
        month = _MONTHS.get(match["month"].lower(), 0) if match else 0
        return str(datetime.date(int(match["year"]), month, int(match["day"]))) if match else ""
    except ValueError:
        return ""


def words_of(parts: list[int]) -> str:
    """Year, month and day, as far as they are known, as readers see them: June 2018."""
    year, *rest = parts or [""]
    month = calendar.month_name[rest[0]] if rest and 1 <= rest[0] <= 12 else ""
    day = rest[1] if month and len(rest) > 1 else ""
    return " ".join(str(part) for part in (day, month, year) if part)


def words(day: str) -> str:
    """`day` (2026-11-23) as readers see it: 23 November 2026."""
    date = datetime.date.fromisoformat(day[:10])
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"
