"""Dates as they are written in prose, and whether they agree with the record.

::

    12 June 2018    Tuesday, 12 June    12–13 June    June 12, 2018    2018-06-12
    June 2018    mid-June    the end of November 2017
    2018    early 2018    spring of 2018    1993–94    the late 1990s
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"Sept": 9}
_WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
# Which part of a month (days) or of a year (months) a word allows; generous at the edges.
_PARTS_OF_MONTH = {"early": (1, 12), "mid": (9, 22), "late": (19, 31)}
_PARTS_OF_YEAR = {"early": (1, 5), "mid": (4, 9), "late": (8, 12)}
_PARTS_OF_DECADE = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}
_SAME_PART = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}

_YEAR = r"(?:1[5-9]|20)\d\d"
_TO = r"\s*(?:–|—|--?|\bto\b|\band\b|\bor\b)\s*"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_PART = r"(?:(?:the\s+)?(?P<part{0}>[Ee]arly|[Mm]id(?:dle)?|[Ll]ate|[Bb]eginning|[Ss]tart|[Ee]nd)(?:\s+(?:of|in)\s+|[\s-]+))?"
_MONTH = "|".join([*_MONTHS, *(rf"{name}\." for name in _SHORT), "Sept"])
# May and March are also words; without a day or a year they are months only after these.
_BEFORE_MONTH = (
    r"(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Tt]hat|"
    r"[Tt]his|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id|[Ee]very|[Tt]hrough|[Bb]etween|[Tt]owards?)[\s-]"
)
_DATE = re.compile(
    rf"""
    (?<![\w.,/@#]) (?<!(?<!-)-) (?=[\dA-ZaembflstwW]) (?:
      (?P<iso>{_YEAR}-[01]\d-[0-3]\d) (?![\w-])
    | (?: (?P<weekday>{"|".join(_WEEKDAYS)}),?\s+ (?:the\s+)? )?
      (?: (?P<day>{_DAY}) (?:{_TO}(?P<last_day>{_DAY}))? \s+ (?:of\s+)? (?P<month_of_day>{_MONTH})
        | (?P<us_month>{_MONTH}) \s+ (?P<us_day>{_DAY}) (?:{_TO}(?P<us_last_day>{_DAY}))? (?![\d,]\d) )
      (?: ,?\s+ (?P<year_of_day>{_YEAR}) )? (?![\w%])
    | {_PART.format("_of_month")} (?P<month>{_MONTH}) (?: ,?\s+ (?:of\s+)? (?P<year_of_month>{_YEAR}) )? (?![\w%])
    | (?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter) \s+ (?:of\s+|in\s+)?
      (?P<year_of_season>{_YEAR}) (?:[–-]\d\d(?:\d\d)?)? (?![\w%])
    | {_PART.format("_of_decade")} (?:the\s+)? (?P<decade>{_YEAR[:-2]})0s \b
    | {_PART.format("_of_year")} (?P<year>{_YEAR})
      (?: (?:–|--?)(?P<short_last_year>\d\d)(?!\d) | \s*(?:–|--?|\bto\b)\s*(?P<last_year>{_YEAR}) )? (?![\w%]|,\d|\.\d|-\d)
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class ProseDate:
    """A date as written: its place in the text, and the days that it allows.

    `first` and `last` are (month, day), with `year` and `last_year` 0 when no year is written.
    `unit` is day, month, year or decade. `fault` says why it is no date at all, or is "".
    """

    start: int
    end: int
    text: str
    unit: str
    year: int
    last_year: int
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 31)
    fault: str = ""

    @property
    def is_bare_year(self) -> bool:
        """Whether nothing finer than a year is written."""
        return self.unit in ("year", "decade")

    @property
    def ends(self) -> tuple[ProseDate, ...]:
        """Both years of a range such as 1993–94, each by itself; otherwise only this date."""
        if self.unit != "year" or self.year == self.last_year:
            return (self,)
        return tuple(replace(self, year=y, last_year=y) for y in (self.year, self.last_year))

    def spans(self, years: tuple[int, ...]) -> list[tuple[datetime.date, datetime.date]]:
        """First and last day that it allows, once for each of `years` when it has none itself."""
        pairs = [(self.year, self.last_year)] if self.year else [(year, year) for year in years]
        return [(_day(low, *self.first), _day(high, *self.last)) for low, high in pairs]

    def may_be(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether it can be said of something that lasted from `first` to `last`."""
        spans = self.spans(tuple(range(first.year, last.year + 1)))
        if self.unit == "day":
            # Of two days, as in 12–13 June, both must fall within.
            return any(first <= low and high <= last for low, high in spans)
        return any(low <= last and high >= first for low, high in spans)


def find(text: str) -> list[ProseDate]:
    """The dates in `text`, in order. One without a year takes that of the next in a range."""
    matches = [m for m in _DATE.finditer(text) if not _is_a_word(m, text)]
    dates = [_read(match) for match in matches]
    for number in range(len(dates) - 2, -1, -1):
        one, other = dates[number], dates[number + 1]
        between = text[one.end : other.start]
        if not one.year and other.year and not one.fault and re.fullmatch(_TO, between):
            dates[number] = _checked(one, other.year, matches[number]["weekday"])
    return dates


def disagreement(text: str, event: dict) -> str:
    """Why a date written in `text` cannot be the event's, or ""."""
    first = datetime.date.fromisoformat(event["first_day"])
    last = datetime.date.fromisoformat(event["last_day"])
    for date in find(text):
        if date.fault:
            return date.fault
        if not date.may_be(first, last):
            return f"the text says {date.text!r}, but the record dates the event {event['when']}"
        if date.unit == "day" and event.get("precision", "day") != "day":
            return f"the text says {date.text!r}, but the record knows only {event['when']}"
        weekday = _WEEKDAYS.get(re.split(r"\W", date.text)[0])
        if weekday is not None and all(
            low.weekday() != weekday for low, _ in date.spans((first.year, last.year))
        ):
            return f"the text says {date.text!r}, but {event['when']} was a {_weekday_of(first)}"
    return ""


def _weekday_of(day: datetime.date) -> str:
    return calendar.day_name[day.weekday()]


def _is_a_word(match: re.Match, text: str) -> bool:
    """Whether May or March stands for something other than a month."""
    if match["month"] not in ("May", "March") or match["year_of_month"] or match["part_of_month"]:
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    return not re.search(rf"\b{_BEFORE_MONTH}$", before)


def _read(match: re.Match) -> ProseDate:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return _of_days(match, month, day, day, year)
    if match["month_of_day"]:
        year = int(match["year_of_day"] or 0)
        first, last = match["day"], match["last_day"] or match["day"]
        return _of_days(match, _month(match["month_of_day"]), _number(first), _number(last), year)
    if match["us_month"]:
        year = int(match["year_of_day"] or 0)
        first, last = match["us_day"], match["us_last_day"] or match["us_day"]
        return _of_days(match, _month(match["us_month"]), _number(first), _number(last), year)
    if match["month"]:
        return _of_month(match)
    if match["season"]:
        return _of_season(match)
    if match["decade"]:
        year = int(match["decade"]) * 10
        low, high = _PARTS_OF_DECADE.get(_part(match["part_of_decade"]), (0, 9))
        return ProseDate(*_place(match), "decade", year + low, year + high)
    return _of_year(match)


def _of_days(match: re.Match, month: int, first: int, last: int, year: int) -> ProseDate:
    date = ProseDate(*_place(match), "day", year, year, (month, first), (month, last))
    return _checked(date, year, match["weekday"])


def _checked(date: ProseDate, year: int, weekday: str | None) -> ProseDate:
    """`date` in that year, with what is wrong with it by the calendar."""
    fault = ""
    for month, day in {date.first, date.last}:
        # Without a year, 29 February is a day of some years.
        if month > 12 or not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
            fault = f"{date.text!r} is not a day of the calendar"
    if date.unit == "day" and weekday and year and not fault:
        real = _weekday_of(datetime.date(year, *date.first))
        if real != weekday:
            fault = f"{date.text!r}: that day was a {real}"
    return replace(date, year=year, last_year=year, fault=fault)


def _of_month(match: re.Match) -> ProseDate:
    month, year = _month(match["month"]), int(match["year_of_month"] or 0)
    low, high = _PARTS_OF_MONTH.get(_part(match["part_of_month"]), (1, 31))
    return ProseDate(*_place(match), "month", year, year, (month, low), (month, high))


def _of_season(match: re.Match) -> ProseDate:
    year, season = int(match["year_of_season"]), match["season"].lower()
    if season == "winter":  # of 2018 may mean the one that began it or the one that ended it
        return ProseDate(*_place(match), "month", year - 1, year + 1, (12, 1), (3, 31))
    first, last = _SEASONS[season]
    return ProseDate(*_place(match), "month", year, year, (first, 1), (last, 22))


def _of_year(match: re.Match) -> ProseDate:
    year = last_year = int(match["year"])
    if match["short_last_year"]:
        last_year = year // 100 * 100 + int(match["short_last_year"])
    if match["last_year"]:
        last_year = int(match["last_year"])
    first, last = _PARTS_OF_YEAR.get(_part(match["part_of_year"]), (1, 12))
    return ProseDate(*_place(match), "year", year, last_year, (first, 1), (last, 31))


def _place(match: re.Match) -> tuple[int, int, str]:
    return match.start(), match.end(), re.sub(r"\s+", " ", match[0])


def _part(word: str | None) -> str:
    word = (word or "").lower()
    return _SAME_PART.get(word, word)


def _month(name: str) -> int:
    return _MONTHS.get(name) or _SHORT[name.rstrip(".")]


def _number(day: str) -> int:
    return int(re.match(r"\d+", day)[0])


def _day(year: int, month: int, day: int) -> datetime.date:
    """That day, or the last of its month when the month is shorter."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))
