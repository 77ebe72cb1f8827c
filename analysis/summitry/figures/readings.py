"""One record, two readings: what each side's readers make of the other's moves."""

from __future__ import annotations

import datetime
import json

import numpy as np
import pandas as pd

from summitry import dates, drawing, interactive
from summitry.artifacts import Figure, View
from summitry.charts import Line, Lines, Panel
from summitry.figures.base import NARROW, WIDE, Colours, end_of_record, sources_line
from summitry.measures import readings
from summitry.tables import Record

# Bad faith in the colour of pressure, dashed; sensibility in that of talks.
_DRAWN = {"bad-faith": ("Bad faith", "pressure"), "sensible": ("Sensible", "talks")}
_MOMENTS = {
    "1994-10-21-agreed-framework-signed": "Agreed Framework",
    "2018-06-12-singapore-summit": "Singapore",
    "2019-02-27-hanoi-summit": "Hanoi",
    "2002-10-03-kelly-pyongyang-visit": "Kelly visit",
}
_WHO = {"washington": "Washington", "pyongyang": "Pyongyang"}
_SINCE = "2017-01-01"
_DISCOUNTS = np.round(np.arange(0, 1.0001, 0.05), 2)
_LIMITS = (
    "A model of reading and not of any person: scores are two coders' and known afterwards, entries "
    "of one week count as if they were independent, and secret moves, stakes and lies are left out."
)


def one_record_two_readings(record: Record, colours: Colours) -> Figure:
    """The belief of two readers on each side, by quarter, with the default assumptions."""
    days = readings.quarter_ends(record)
    table = readings.trajectories(record, days)
    events = record.table("events").set_index("id")
    moments = tuple((events.loc[key, "first_day"].date(), name) for key, name in _MOMENTS.items())
    xs = [day.date() for day in days]
    panels, rows, lanes = [], {"day": [day.isoformat() for day in xs]}, []
    for standpoint in readings.STANDPOINTS.values():
        lines = []
        for key, (short, role) in _DRAWN.items():
            reader, lane = readings.READERS[key], f"{standpoint.id}-{key}"
            ys = table[lane].round(3).to_list()
            lines.append(Line(lane, short, role, xs, ys, is_dashed=key == "bad-faith"))
            name = f"{_WHO[standpoint.id]}: {reader.name.lower()}"
            rows[name] = ys
            lanes.append((lane, f"{name} (dashed)" if key == "bad-faith" else name, role))
        panels.append(Panel(standpoint.name, tuple(lines), moments=moments))
    chart = Lines(
        tuple(panels),
        "",
        "belief that the other side is a security seeker",
        y_limits=(0.0, 1.0),
    )
    evidence = {name: readings.evidence(record, name) for name in readings.STANDPOINTS}
    apart = {name: readings.furthest_apart(moves) for name, moves in evidence.items()}
    ends = {name: readings.distances(moves).iloc[-1] for name, moves in evidence.items()}
    most, last = apart["washington"], ends["washington"]
    end = end_of_record(record)
    both_low = max(last["bad_faith"], last["sensible"]) < readings.PRIOR
    now = "both mistrust it now" if both_low else f"{last['distance']:.2f} now"
    peaks = {name: readings.distances(moves)["bad_faith"].max() for name, moves in evidence.items()}
    variants = readings.sensitivity(record)
    variants = variants[variants["standpoint"].eq("washington")].set_index("half_life")
    fading = variants["apart_at_end"].drop(readings.NEVER)
    kept = variants["apart_at_end"].loc[readings.NEVER]
    bad, sensible = readings.READERS["bad-faith"], readings.READERS["sensible"]
    return Figure(
        id="one-record-two-readings",
        title=(
            f"Two readers of Pyongyang's moves stood {most['distance']:.2f} apart in "
            f"{most['day'].year}; {now}"
        ),
        subtitle=(
            "Belief (0 to 1) that the other side would settle if safe, of two readers on each side "
            f"who see the same moves, end of each quarter, {_first(evidence)} to {_day(end)}"
        ),
        alt=(
            "Two small charts with two lines each, from a common start at "
            f"{readings.PRIOR:.2f}. "
            + " ".join(
                f"{readings.STANDPOINTS[name].name}: the bad-faith reader never passes "
                f"{peaks[name]:.2f}; the two are furthest apart in "
                f"{row['day'].year} (sensible {row['sensible']:.2f}, bad-faith {row['bad_faith']:.2f}) "
                f"and end at {ends[name]['sensible']:.2f} and {ends[name]['bad_faith']:.2f}."
                for name, row in apart.items()
            )
        ),
        how_to_read=(
            f"Both readers start from {readings.PRIOR:.2f} and see the same moves. Each point of a "
            f"move's score (−2 to 2) adds {readings.STRENGTH:g} to the log odds; in "
            f"{readings.HALF_LIFE:g} years the belief goes half the way back to the start. The "
            f"bad-faith reader (dashed) takes {_percent(bad.discount)} off every cooperative move; "
            f"the sensible reader takes {_percent(sensible.sensibility)} off a hostile move that follows a "
            f"hostile deed of the own side within {readings.ANSWER_DAYS} days. Made interactive, the "
            "figure lets you set all five numbers."
        ),
        coverage=(
            f"{_LIMITS} A meeting held counts as a cooperative move of each side. "
            "Moves known to the month or year count on their first "
            "possible day and never as answers. Where a line goes depends on the five numbers: in "
            f"{len(fading)} variants in which evidence fades, Washington's readers end "
            f"{fading.min():.2f} to {fading.max():.2f} apart; in {len(kept)} in which nothing fades, "
            f"{kept.min():.2f} to {kept.max():.2f}."
        ),
        sources=sources_line(record),
        rows=pd.DataFrame(rows),
        wide_svg=drawing.lines_svg(chart, WIDE, colours, "wide"),
        narrow_svg=drawing.lines_svg(chart, NARROW, colours, "narrow", 190.0),
        plotly_json=interactive.lines_json(chart, colours),
        views=(
            View("Everything", xs[0].isoformat(), xs[-1].isoformat()),
            View("Agreed Framework", "1993-01-01", "2002-12-31"),
            View("Six-Party Talks", "2003-01-01", "2009-12-31"),
            View("Since 2017", _SINCE, xs[-1].isoformat()),
        ),
        lanes=tuple(lanes),
        model=model_json(evidence),
    )


def model_json(evidence: dict[str, pd.DataFrame]) -> str:
    """What a browser needs to compute the lines anew: parameters, and moves by standpoint.

    A move is [days since 1970, score, 1 if it answers a hostile deed of the reader's own side].
    """
    epoch = datetime.date(1970, 1, 1)
    bad, sensible = readings.READERS["bad-faith"], readings.READERS["sensible"]
    parameters = [
        ("discount", "Bad faith: discount on cooperative moves", 0, 1, 0.05, bad.discount),
        (
            "sensibility",
            "Sensibility: discount on hostile answers",
            0,
            1,
            0.05,
            sensible.sensibility,
        ),
        ("prior", "Belief at the start", 0.05, 0.95, 0.05, readings.PRIOR),
        ("strength", "Log odds for each point of a score", 0.01, 0.2, 0.01, readings.STRENGTH),
        ("half_life", "Years in which evidence fades by half", 1, 40, 1, readings.HALF_LIFE),
    ]
    names = ("id", "name", "low", "high", "step", "value")
    own = {"bad-faith": "discount", "sensible": "sensibility"}
    model = {
        "formula": (
            "L(t) = L(prior) + (L(t - dt) - L(prior)) * 2 ** (-dt / half_life) "
            "+ strength * score * share; share = 1 - discount for a score above 0, "
            "1 - sensibility for a score below 0 that is an answer, else 1; belief = 1 / (1 + e ** -L)"
        ),
        "days_per_year": readings.DAYS_PER_YEAR,
        "parameters": [dict(zip(names, parameter)) for parameter in parameters],
        "standpoints": [
            {
                "id": name,
                "lines": [
                    {
                        "lane": f"{name}-{key}",
                        "name": short,
                        "said": f"{_WHO[name]}'s {readings.READERS[key].name.lower()}",
                        "own": own[key],
                    }
                    for key, (short, _role) in _DRAWN.items()
                ],
                "moves": [
                    [(row.day.date() - epoch).days, round(row.score, 2), int(row.is_answer)]
                    for row in moves.itertuples()
                ],
            }
            for name, moves in evidence.items()
        ],
    }
    return json.dumps(model, ensure_ascii=False, separators=(",", ":"))


def what_could_change_a_mind(record: Record, colours: Colours) -> Figure:
    """The highest belief that the record's moves ever gave a reader, by discount."""
    panels, parts, carried, recent = [], [], {}, {}
    evidence = {name: readings.evidence(record, name) for name in readings.STANDPOINTS}
    for standpoint in readings.STANDPOINTS.values():
        moves = evidence[standpoint.id]
        peaks = readings.peaks_by_discount(moves, _DISCOUNTS)
        late = readings.peaks_by_discount(moves, _DISCOUNTS, _SINCE)
        low, high = readings.reach_of_peaks(record, standpoint.id, _DISCOUNTS)
        carried[standpoint.id] = readings.largest_discount(moves)
        recent[standpoint.id] = late[0]
        most = float(carried[standpoint.id]["carried_below"])
        xs = _DISCOUNTS.tolist()
        panels.append(
            Panel(
                standpoint.name,
                (
                    Line("all", "All years", "pressure", xs, peaks, low, high),
                    Line("late", "Since 2017", "other", xs, late, is_dashed=True),
                ),
                (xs, [0.0] * len(xs), [0.5] * len(xs)),
                ((most, f"over one half left of {most:.2f}"),) if 0 < most < 1 else (),
            )
        )
        parts.append(
            pd.DataFrame(
                {
                    "reading": standpoint.name,
                    "discount": xs,
                    "highest of all years": peaks.round(3),
                    "lowest of all variants": low.round(3),
                    "highest of all variants": high.round(3),
                    "highest since 2017": late.round(3),
                }
            )
        )
    chart = Lines(
        tuple(panels),
        "discount on cooperative moves (0: none, 1: they never count)",
        "highest belief after any move",
        "below one half",
        y_limits=(0.0, 1.0),
    )
    table = readings.sensitivity(record)
    spread = table[table["prior"].eq(readings.PRIOR)]["largest_discount"]
    limits = [carried[name]["carried_below"] for name in _WHO]
    return Figure(
        id="what-could-change-a-mind",
        title=(
            f"Beyond a discount of {max(limits):.2f} no event carries a mistrustful reader past "
            "one half"
        ),
        subtitle=(
            "Highest belief in the other side that a reader ever reached, by the share that bad "
            f"faith takes off cooperative moves; all moves from {_first(evidence)} to {_day(end_of_record(record))}"
        ),
        alt=(
            "Two small charts of falling lines. "
            + " ".join(
                f"{readings.STANDPOINTS[name].name}: the highest belief of all years falls below one "
                f"half at a discount of {row['carried_below']:.2f} and was reached in "
                f"{row['day'].year}; since 2017 the highest is {recent[name]:.2f} even without "
                "any discount."
                for name, row in carried.items()
            )
        ),
        how_to_read=(
            f"Each reader starts from {readings.PRIOR:.2f} and discounts hostile moves not at all. "
            "The solid line is the highest point ever reached; where it enters the grey, no event "
            "of the record would have carried such a reader over one half. The dashed line is the "
            "highest point since 2017. The coloured area is the reach of "
            f"{len(spread) // 2} variants of strength, half-life and coder."
        ),
        coverage=(
            f"{_LIMITS} Across the variants with this start the discount beyond "
            f"which nothing carries lies between {max(spread.min(), 0):.2f} and {spread.max():.2f}; "
            "a reader who starts lower is carried by less."
        ),
        sources=sources_line(record),
        rows=pd.concat(parts, ignore_index=True),
        wide_svg=drawing.lines_svg(chart, WIDE, colours, "wide"),
        narrow_svg=drawing.lines_svg(chart, NARROW, colours, "narrow", 190.0),
        plotly_json=interactive.lines_json(chart, colours),
    )


def _day(day: datetime.date) -> str:
    return dates.words(dates.parse(day.isoformat()))


def _first(evidence: dict[str, pd.DataFrame]) -> int:
    return min(moves["day"].iloc[0].year for moves in evidence.values())


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
