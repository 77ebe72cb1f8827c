"""Numbers of the notebook on one record and two readings."""

from __future__ import annotations

import pandas as pd

from summitry.artifacts import Value
from summitry.measures import readings
from summitry.tables import Record
from summitry.values.base import count, share, size

_AT = {
    "singapore": ("2018-06-12-singapore-summit", "the day of the Singapore meeting"),
    "hanoi": ("2019-02-27-hanoi-summit", "the last day of the Hanoi meeting"),
}
_HOW = (
    f"The model of summitry.measures.readings with a prior of {readings.PRIOR:g}, "
    f"{readings.STRENGTH:g} in log odds for each point, a half-life of {readings.HALF_LIFE:g} years "
    "and the mean of the coders' scores."
)


def of_the_two_readings(record: Record) -> list[Value]:
    """Moves and answers, beliefs at the turns, distances, and the discounts that decide."""
    bad, sensible = readings.READERS["bad-faith"], readings.READERS["sensible"]
    values = [
        _belief("readings-prior", readings.PRIOR, "Belief with which both readers begin."),
        share("readings-discount", bad.discount, "Bad-faith reader: off cooperative moves."),
        share(
            "readings-sensibility", sensible.sensibility, "Sensible reader: off hostile answers."
        ),
        size("readings-answer-days", readings.ANSWER_DAYS, "days", "Span of an answer, by choice."),
        size("readings-half-life", int(readings.HALF_LIFE), "years", "Half-life, by choice."),
        _number(
            "readings-strength", readings.STRENGTH, "log odds", "Strength per point, by choice.", 2
        ),
    ]
    events = record.table("events").set_index("id")
    days = {name: (events.loc[key, "last_day"], words) for name, (key, words) in _AT.items()}
    days["now"] = (pd.Timestamp(record.book.record_ends), "the last day of the record")
    for name in readings.STANDPOINTS:
        moves = readings.evidence(record, name)
        values += _evidence(record, name, moves) + _beliefs(name, moves, days)
        values += _distance(name, moves) + _discounts(name, moves)
    return values + _variants(record)


def _evidence(record: Record, name: str, moves: pd.DataFrame) -> list[Value]:
    how = f"{readings.STANDPOINTS[name].name}: moves of the other side or of both"
    hostile = moves[moves["score"].lt(0)]
    after = readings.share_of_days_after_deeds(record, name)
    return [
        count(f"readings-moves-{name}", moves, f"{how}, with a score other than 0.", "moves"),
        count(
            f"readings-cooperative-{name}", moves[moves["score"].gt(0)], f"{how}, above 0.", "moves"
        ),
        count(f"readings-hostile-{name}", hostile, f"{how}, below 0.", "moves"),
        share(
            f"readings-answers-{name}",
            float(hostile["is_answer"].mean()),
            f"Share of the hostile moves that follow a hostile deed of the own side within "
            f"{readings.ANSWER_DAYS} days.",
        ),
        share(
            f"readings-days-after-deeds-{name}",
            after,
            "Share of all days of the record on which a hostile move would count as an answer.",
        ),
    ]


def _beliefs(name: str, moves: pd.DataFrame, days: dict) -> list[Value]:
    found = []
    for key, reader in readings.READERS.items():
        given = {"discount": reader.discount, "sensibility": reader.sensibility}
        at = readings.belief_on(moves, [day for day, _ in days.values()], **given)
        who = f"{readings.STANDPOINTS[name].name}, {reader.name.lower()}"
        found += [
            _belief(f"readings-{name}-{key}-{when}", number, f"{who}, on {words}. {_HOW}")
            for number, (when, (_, words)) in zip(at, days.items())
        ]
        highest = float(readings.belief(moves, **given).max())
        found.append(
            _belief(
                f"readings-{name}-{key}-highest", highest, f"{who}, highest after any move. {_HOW}"
            )
        )
    return found


def _distance(name: str, moves: pd.DataFrame) -> list[Value]:
    table = readings.distances(moves)
    most = readings.furthest_apart(moves)
    how = f"{readings.STANDPOINTS[name].name}: bad-faith and sensible reader. {_HOW}"
    turning = readings.turning_events(moves, readings.READERS["sensible"])
    largest = turning.loc[turning["peak_change"].abs().idxmax()]
    return [
        _belief(f"readings-apart-most-{name}", most["distance"], f"Largest distance. {how}"),
        Value(
            f"readings-apart-most-year-{name}",
            most["day"].year,
            str(most["day"].year),
            "year",
            f"Year of the largest distance. {how}",
            (most["id"],),
        ),
        _belief(
            f"readings-apart-now-{name}",
            table["distance"].iloc[-1],
            f"Distance after the last move. {how}",
        ),
        Value(
            f"readings-single-event-{name}",
            abs(float(largest["peak_change"])),
            f"{abs(largest['peak_change']):.3f}",
            "belief",
            "Largest change of the sensible reader's highest belief when one event is taken out. "
            + _HOW,
            (largest["id"],),
        ),
    ]


def _discounts(name: str, moves: pd.DataFrame) -> list[Value]:
    most = readings.largest_discount(moves)
    who = readings.STANDPOINTS[name].name
    sensibility = readings.READERS["sensible"].sensibility
    late = float(readings.peaks_by_discount(moves, [0.0], "2017-01-01")[0])
    values = [
        Value(
            f"readings-largest-discount-{name}",
            float(most["carried_below"]),
            f"{most['carried_below']:.2f}",
            "share",
            f"{who}: discount on cooperative moves beyond which no event carries a reader over one "
            f"half. {_HOW}",
            (most["id"],),
        ),
        Value(
            f"readings-largest-discount-year-{name}",
            most["day"].year,
            str(most["day"].year),
            "year",
            f"{who}: when a reader with that discount came to one half. {_HOW}",
            (most["id"],),
        ),
        _belief(
            f"readings-peak-since-2017-{name}",
            late,
            f"{who}: highest belief since January 2017 of a reader without any discount. {_HOW}",
        ),
    ]
    for key, given in (("plain", 0.0), ("sensible", sensibility)):
        row = readings.over_half(moves, [0.0], sensibility=given).iloc[0]
        year = int(row["last"].year)
        values.append(
            Value(
                f"readings-last-over-half-{key}-{name}",
                year,
                str(year),
                "year",
                f"{who}, {readings.READERS[key].name.lower()}: year of the last move that left the "
                f"belief over one half. {_HOW}",
                (row["last_id"],),
            )
        )
    return values


def _variants(record: Record) -> list[Value]:
    table = readings.sensitivity(record)
    same = table[table["prior"].eq(readings.PRIOR)]["largest_discount"]
    every = table["largest_discount"]
    how = "Every combination of coder, prior, strength and half-life, from both standpoints."
    fading = table[table["half_life"].ne(readings.NEVER)].groupby("standpoint")["apart_at_end"]
    values = [
        size("readings-variants", len(table), "variants", how),
        _number("readings-largest-discount-lowest", max(same.min(), 0), "share", _SAME + how, 2),
        _number("readings-largest-discount-highest", same.max(), "share", _SAME + how, 2),
        _number(
            "readings-largest-discount-highest-of-all", every.max(), "share", f"Highest. {how}", 2
        ),
    ]
    for name, ends in fading:
        for word, number in (("lowest", ends.min()), ("highest", ends.max())):
            values.append(
                _belief(
                    f"readings-apart-now-{word}-{name}",
                    number,
                    f"{word.capitalize()} distance at the end where evidence fades. {how}",
                )
            )
    return values


_SAME = f"Limit of the largest discount that carries, with a prior of {readings.PRIOR:g}. "


def _belief(key: str, number: float, how: str) -> Value:
    return _number(key, number, "belief", how, 2)


def _number(key: str, number: float, unit: str, how: str, digits: int) -> Value:
    return Value(key, float(number), f"{number:.{digits}f}", unit, how)
