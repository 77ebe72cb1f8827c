"""How a number becomes a value that prose may use."""

from __future__ import annotations

import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record

_WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def in_words(number: int) -> str:
    """A whole number as it stands in a sentence: words to twenty, digits with commas above."""
    return _WORDS[number] if 0 <= number <= 20 else f"{number:,}"


def count(key: str, rows: pd.DataFrame, how: str, unit: str = "events") -> Value:
    number = len(rows)
    return Value(key, number, in_words(number), unit, how, tuple(rows["id"]))


def size(key: str, number: int, unit: str, how: str) -> Value:
    return Value(key, number, f"{number:,}", unit, how)


def number_or_none(number: int) -> str:
    """A whole number that stands by itself in a sentence: "none" for zero, not "no"."""
    return in_words(number) if number else "none"


def worded(key: str, number: int, unit: str, how: str, rows: tuple[str, ...] = ()) -> Value:
    """A whole number as it stands in a sentence."""
    return Value(key, number, in_words(number), unit, how, rows)


def share(key: str, number: float, how: str) -> Value:
    """A share (0 to 1) in whole per cent."""
    return Value(key, number, f"{number:.0%}", "share", how)


def days_from(key: str, record: Record, earlier: str, later: str, how: str) -> Value:
    """Days from the start of one event to the start of another."""
    events = record.table("events").set_index("id")
    days = measures.days_between(events.loc[earlier, "first_day"], events.loc[later, "first_day"])
    return Value(key, days, in_words(days), "days", how, (earlier, later))
