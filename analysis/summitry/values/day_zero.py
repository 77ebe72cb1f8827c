"""Numbers of the notebook on day zero."""

from __future__ import annotations

import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import in_words

# What each column of `measures.what_followed` is called in an id, and how it was computed.
_COLUMNS = {
    "next_same_level": (
        "next-meeting",
        "to the next meeting of both sides at that level or higher",
    ),
    "first_text": ("first-text", "to the first text with promises by both; 0 is the same day"),
    "next_test": ("calm", "to the next nuclear or missile test or satellite launch"),
    "next_sanctions": ("next-sanctions", "to the next sanctions on North Korea, by anyone"),
    "length": (
        "length",
        "to the last meeting of the process above the working level before a silence of a year",
    ),
}


def of_day_zero(record: Record) -> list[Value]:
    """Days from each first meeting to what followed, and how the calm compares with chance."""
    followed = measures.what_followed(record)
    values = []
    for row in followed.to_dict("records"):
        for column, (name, how) in _COLUMNS.items():
            if pd.isna(row[column]):
                continue
            values.append(
                _days(
                    f"day-zero-{row['process']}-{name}",
                    int(row[column]),
                    f"Days from the first meeting ({row['name']}) {how}.",
                    (row["event_id"],),
                )
            )
    return [*values, *_summaries(record, followed), *_chance(record)]


def _summaries(record: Record, followed: pd.DataFrame) -> list[Value]:
    rows = tuple(followed["event_id"])
    values = [
        Value(
            "day-zero-processes",
            len(followed),
            in_words(len(followed)),
            "processes",
            "First meetings that the notebook lays side by side.",
            rows,
        )
    ]
    for column, name, how in (
        ("first_text", "first-text-latest", "Most days to a first text with promises."),
        ("next_test", "calm-shortest", "Fewest days to the next weapons test."),
        ("next_test", "calm-longest", "Most days to the next weapons test."),
    ):
        found = followed[column].min() if "Fewest" in how else followed[column].max()
        values.append(_days(f"day-zero-{name}", int(found), how, rows))
    half = float(followed["length"].median())
    values.append(
        _days(
            "day-zero-length-median",
            round(half),
            "Median of the days from the first meeting to the last of the process.",
            rows,
        )
    )
    later = measures.later_meetings(record)
    values.append(
        _days(
            "reagan-gorbachev-next-meeting",
            int(later["days"].iloc[1]),
            "Days from the first day at Geneva to the first day at Reykjavik, from the cases.",
        )
    )
    return values


def _chance(record: Record) -> list[Value]:
    calm = measures.calm_and_chance(record)
    above = calm[calm["rank"].gt(0.5)]
    values = [
        Value(
            "calm-above-median",
            len(above),
            in_words(len(above)),
            "processes",
            "First meetings after which calm lasted longer than after half of the other days of "
            "the era.",
            tuple(above["event_id"]),
        )
    ]
    for rule, name in (("era", "era"), ("as calm before", "matched")):
        table = measures.calm_and_chance(record, rule)
        beyond = table[table["calm"].gt(table["high"])]
        values.append(
            Value(
                f"calm-beyond-chance-{name}",
                len(beyond),
                in_words(len(beyond)),
                "processes",
                "First meetings after which calm lasted longer than after 95 % of comparable days "
                f"(rule: {rule}).",
                tuple(beyond["event_id"]),
            )
        )
    for row in calm.to_dict("records"):
        values.append(
            Value(
                f"day-zero-{row['process']}-calm-rank",
                row["rank"],
                f"{row['rank']:.0%}",
                "share",
                f"Share of the other days of {row['era']} after which calm was shorter; ties half.",
                (row["event_id"],),
            )
        )
    names = {"All": "all", "Leaders": "leaders", "With the United States": "us"}
    names |= {"First of each pause": "first-of-pause", "Last of each pause": "last-of-pause"}
    for row in measures.joint_ranks(record).to_dict("records"):
        for column, what, how in (
            ("mean_rank", "mean-rank", "Mean rank of the calm; chance gives 0.50"),
            ("p_drawn", "p", "One-sided p when days are drawn anew within each era"),
            ("p_turned", "p-turned", "One-sided p when days are moved together within each era"),
        ):
            values.append(
                Value(
                    f"calm-{what}-{names[row['selection']]}",
                    row[column],
                    f"{row[column]:.2f}",
                    "share",
                    f"{how}. {row['selection']}: {row['processes']} processes.",
                )
            )
    return values


def _days(key: str, days: int, how: str, rows: tuple[str, ...] = ()) -> Value:
    return Value(key, days, in_words(days), "days", how, rows)
