"""Events of the record selected, counted and spaced."""

from __future__ import annotations

import datetime

import pandas as pd

from summitry.checks import CONTACT_KINDS, TEST_KINDS
from summitry.tables import Record

LEVELS = ("leader", "minister", "envoy", "working")


def contacts(record: Record, parties: tuple[str, str] = ("us", "dprk")) -> pd.DataFrame:
    """Events in which both `parties` took part in a contact, held or not.

    A contact is a meeting, letter or agreement (codebook: kind). Returns the rows and
    columns of ``events``, in order of their first possible day, then id.
    """
    actors = record.table("event_actors")
    took_part = actors[actors["role"].eq("party")].groupby("event_id")["actor"].agg(set)
    both = took_part[took_part.map(set(parties).issubset)].index
    events = record.table("events")
    return in_order(events[events["kind"].isin(CONTACT_KINDS) & events["id"].isin(both)])


def held(events: pd.DataFrame) -> pd.DataFrame:
    """The rows of `events` that took place."""
    return events[events["was_held"].fillna(False).astype(bool)]


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """`events` by first possible day, then id, with a fresh index."""
    return events.sort_values(["first_day", "id"], kind="stable").reset_index(drop=True)


def of_kind(record: Record, *kinds: str) -> pd.DataFrame:
    """Events of the given kinds, in order."""
    events = record.table("events")
    return in_order(events[events["kind"].isin(kinds)])


def weapons_tests(record: Record) -> pd.DataFrame:
    """Days of nuclear tests, missile tests and satellite launches, with their details.

    One row per event (a day of launches is one event), columns of ``events`` and ``tests``.
    """
    details = record.table("tests").rename(columns={"event_id": "id"})
    return of_kind(record, *TEST_KINDS).merge(details, on="id", how="left", validate="1:1")


def in_period(events: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Rows of `events` whose whole span of possible days lies from `first` to `last`."""
    inside = events["first_day"].ge(first) & events["last_day"].le(last)
    return events[inside].reset_index(drop=True)


def per_year(events: pd.DataFrame, first_year: int, last_year: int) -> pd.Series:
    """Number of `events` that began in each year, years without any included as 0.

    Index: year, `first_year` to `last_year`. An event whose first possible day falls in
    the year counts once, whatever its length.
    """
    counts = events["first_day"].dt.year.value_counts()
    return counts.reindex(range(first_year, last_year + 1), fill_value=0).astype(int)


def meetings_and_tests_per_year(record: Record, first_year: int, last_year: int) -> pd.DataFrame:
    """One row per calendar year: meetings by level and days of weapons tests.

    Columns: ``year``, one count of meetings held per level (``leader`` … ``working``),
    ``meetings`` (their sum) and ``test_days``. Letters and texts are not counted: many letters
    are known only because they leaked, and a text is counted with the meeting that agreed it.
    """
    met = held(contacts(record))
    met = met[met["kind"].eq("meeting")]
    table = pd.DataFrame({"year": range(first_year, last_year + 1)})
    for level in LEVELS:
        at_level = met[met["level"].eq(level)]
        table[level] = per_year(at_level, first_year, last_year).to_numpy()
    table["meetings"] = table[list(LEVELS)].sum(axis=1)
    tests = held(weapons_tests(record))
    table["test_days"] = per_year(tests, first_year, last_year).to_numpy()
    return table


def days_between(earlier: str | datetime.date, later: str | datetime.date) -> int:
    """Days from one full date to another."""
    return (pd.Timestamp(later) - pd.Timestamp(earlier)).days


def gaps_between(events: pd.DataFrame) -> pd.DataFrame:
    """Days without any of `events` between each one and the next.

    Events known only to the month or year cannot bound a gap and are left out; so is an
    event that lies inside a longer one. Columns: ``after`` and ``before`` (event ids),
    ``gap_days`` (days strictly between), ``from_day``, ``to_day``; longest gap first.
    """
    dated = in_order(events[events["precision"].eq("day")])
    rows = []
    last_id, last_day = None, None
    for event in dated.itertuples():
        if last_day is not None and event.first_day > last_day:
            days = (event.first_day - last_day).days - 1
            rows.append((last_id, event.id, days, last_day, event.first_day))
        if last_day is None or event.last_day >= last_day:
            last_id, last_day = event.id, event.last_day
    gaps = pd.DataFrame(rows, columns=["after", "before", "gap_days", "from_day", "to_day"])
    return gaps.sort_values(["gap_days", "from_day"], ascending=[False, True], ignore_index=True)


def days_met(events: pd.DataFrame) -> int:
    """Number of different calendar days covered by `events`, all known to the day."""
    days: set[datetime.date] = set()
    for event in events.itertuples():
        if event.precision != "day":
            raise ValueError(f"{event.id} is not known to the day")
        days.update(pd.date_range(event.first_day, event.last_day).date)
    return len(days)
