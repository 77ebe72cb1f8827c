"""Numbers of the notebook on the two yardsticks."""

from __future__ import annotations

import pandas as pd

from summitry import dates, measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count, in_words, worded

# From the end of 2017 to the leaders' third meeting, and on to the end of the record.
_START, _TURN = "2017-12-31", "2019-06-30"
# Events whose scores an essay quotes.
_QUOTED = {
    "sixth-test": "2017-09-03-sixth-nuclear-test",
    "punggye-ri": "2018-05-24-punggye-ri-demolition",
    "singapore": "2018-06-12-singapore-summit",
    "freedom-guardian": "2018-06-18-freedom-guardian-suspended",
    "sohae": "2018-07-sohae-partial-dismantling",
    "remains": "2018-07-27-remains-returned",
    "military-agreement": "2018-09-19-inter-korean-military-agreement",
    "hanoi": "2019-02-27-hanoi-summit",
    "punggye-ri-reopened": "2022-03-punggye-ri-tunnel-restored",
    "drills-cut": "2026-08-17-trump-cuts-ulchi-freedom-shield",
}


def of_the_two_yardsticks(record: Record) -> list[Value]:
    """The events judged, the totals' rise and fall, deeds on both scales, how long steps stood."""
    events = record.table("events")
    judged = events[events["id"].isin(record.table("yardsticks")["event_id"])]
    values = [
        count(
            "events-on-yardsticks",
            judged,
            "Events since 2017 to which a coder gave a score other than 0 on either yardstick.",
        )
    ]
    scores = measures.both_scores(record)
    for scale in measures.SCALES:
        values += _rise_and_fall(record, scale) + _rise_by_rule(record, scores, scale)
    return values + _on_both(scores) + _quoted(scores) + _steps(record)


def _rise_and_fall(record: Record, scale: str) -> list[Value]:
    """The running total's change to the third meeting and after it, also by coder."""
    totals = measures.cumulative_scores(record, scale).set_index("first_day")
    table = measures.totals_on(
        {column: totals[column] for column in ("mean", "a", "b")},
        [_START, _TURN, record.book.record_ends],
    )
    values = []
    for column, key, whose in (
        ("mean", "", "mean of two coders"),
        ("a", "-a", "coder A"),
        ("b", "-b", "coder B"),
    ):
        rise = float(table[column].iloc[1] - table[column].iloc[0])
        values.append(
            _points(
                f"rise-{scale}-2018-19{key}",
                rise,
                f"Change of the running total, {whose}, from the end of 2017 to 30 June 2019.",
            )
        )
    fall = float(table["mean"].iloc[1] - table["mean"].iloc[2])
    values.append(
        _points(
            f"fall-{scale}-since-2019",
            fall,
            "Fall of the running total, mean of two coders, from 30 June 2019 to the end of the "
            "record.",
        )
    )
    day = measures.first_below(totals["mean"], _TURN, float(table["mean"].iloc[0]))
    on_day = totals[totals.index == day]["id"] if day is not None else ()
    values.append(
        Value(
            f"rise-{scale}-gone",
            float(day.year) if day is not None else 0.0,
            dates.words(dates.parse(str(day.date()))) if day is not None else "no day yet",
            "date",
            "First day after 30 June 2019 on which the running total, mean of two coders, is below "
            "its level at the end of 2017.",
            tuple(on_day),
        )
    )
    return values


def _rise_by_rule(record: Record, scores: pd.DataFrame, scale: str) -> list[Value]:
    """The same rise with a part of the events left out."""
    mine = scores[scores["first_day"].gt(_START) & scores["first_day"].le(_TURN)]
    rules = {
        "without-contacts": (
            ~mine["kind"].isin(("meeting", "letter")),
            "meetings and letters left out",
        ),
        "deeds": (mine["is_deed"], "meetings, letters, statements and agreements left out"),
        "without-koreas": (
            mine["process"].ne("inter-korean"),
            "events of the process between the two Koreas left out",
        ),
    }
    values = [
        _points(
            f"rise-{scale}-2018-19-{key}",
            float(mine.loc[kept, scale].sum()),
            f"Change from the end of 2017 to 30 June 2019, mean of two coders, {words}.",
        )
        for key, (kept, words) in rules.items()
    ]
    kept, words = rules["deeds"]
    by_coder = measures.scores_by_coder(record, scale).loc[mine.loc[kept, "id"]]
    for coder in ("a", "b"):
        values.append(
            _points(
                f"rise-{scale}-2018-19-deeds-{coder}",
                float(by_coder[coder].astype(int).sum()),
                f"Change from the end of 2017 to 30 June 2019, coder {coder.upper()}, {words}.",
            )
        )
    return values


def _on_both(scores: pd.DataFrame) -> list[Value]:
    """Events and deeds that moved both yardsticks, and whose deeds raised which."""
    less, more = scores["denuclearisation"].lt(0), scores["denuclearisation"].gt(0)
    safer, deed = scores["reassurance"].gt(0), scores["is_deed"]
    worse = scores["reassurance"].lt(0)
    years = scores["first_day"].gt(_START) & scores["first_day"].le(_TURN)
    kinds = "Deeds are all kinds but meeting, letter, statement, agreement and leadership."
    found = {
        "events-raise-both": (more & safer, "Events since 2017 above 0 on both yardsticks."),
        "events-lower-denuclearisation": (less, "Events since 2017 below 0 on denuclearisation."),
        "events-lower-both": (less & worse, "Those of them below 0 on reassurance as well."),
        "deeds-lower-denuclearisation": (
            less & deed,
            f"Deeds since 2017 below 0 on denuclearisation. {kinds}",
        ),
        "deeds-lower-both": (less & worse & deed, "Those of them below 0 on reassurance as well."),
        "deeds-lower-reassurance": (
            worse & deed,
            f"Deeds since 2017 below 0 on reassurance. {kinds}",
        ),
        "deeds-lower-reassurance-only": (
            worse & deed & ~less & ~more,
            "Those of them at 0 on denuclearisation.",
        ),
        "deeds-raise-either-2018-19": (
            (more | safer) & deed & years,
            f"Deeds from 2018 to 30 June 2019 above 0 on either yardstick. {kinds}",
        ),
        "deeds-raise-denuclearisation-2018-19": (
            more & deed & years,
            "Those of them above 0 on denuclearisation.",
        ),
        "deeds-raise-reassurance-2018-19": (
            safer & deed & years,
            "Those of them above 0 on reassurance.",
        ),
    }
    values = [
        count(key, scores[rows], f"{how} Mean of two coders.") for key, (rows, how) in found.items()
    ]
    both = scores[more & safer & deed]
    values.append(
        Value(
            "deeds-raise-both",
            len(both),
            in_words(len(both)) if len(both) else "not one",
            "events",
            f"Deeds since 2017 above 0 on both yardsticks, mean of two coders. {kinds}",
            tuple(both["id"]),
        )
    )
    for mover, whose in (("allies", "the allies"), ("dprk", "North Korea"), ("both", "both sides")):
        values.append(
            count(
                f"deeds-raise-reassurance-2018-19-{mover}",
                scores[safer & deed & years & scores["mover"].eq(mover)],
                f"Deeds from 2018 to 30 June 2019 above 0 on reassurance that were a move of {whose} "
                "by both coders of the moves. Mean of two coders.",
            )
        )
    return values


def _quoted(scores: pd.DataFrame) -> list[Value]:
    """The scores of single events."""
    by_id = scores.set_index("id")
    return [
        Value(
            f"score-{key}-{scale}",
            float(by_id.loc[event_id, scale]),
            _signed(float(by_id.loc[event_id, scale])),
            "points",
            f"Score on {scale}, mean of two coders, from -2 to +2.",
            (event_id,),
        )
        for key, event_id in _QUOTED.items()
        if event_id in by_id.index
        for scale in measures.SCALES
    ]


def _steps(record: Record) -> list[Value]:
    """How long the steps of 2018 and 2019 stood."""
    steps = measures.steps_and_ends(record)
    undone = steps[steps["undone"].ne("")]
    how = "Steps of 2018 and 2019 that the editors chose, whose end is an event of the record"
    rows = tuple(undone["taken"])
    values = [
        worded("steps-chosen", len(steps), "steps", f"{how}, or that have none."),
        worded("steps-undone", len(undone), "steps", f"{how}.", rows),
        worded(
            "steps-undone-months-median",
            round(float(undone["months"].median())),
            "months",
            f"{how}: median of the months that they stood.",
            rows,
        ),
    ]
    for step in undone.itertuples():
        values.append(
            worded(
                f"months-{step.taken[5:].lstrip('0123456789-')}-stood",
                step.months,
                "months",
                f"{step.name}: from {step.taken} to {step.undone}, in months of "
                f"{measures.DAYS_IN_A_MONTH} days.",
                (step.taken, step.undone),
            )
        )
    return values


def _points(key: str, number: float, how: str) -> Value:
    return Value(key, number, f"{number:g}".replace("-", "\N{MINUS SIGN}"), "points", how)


def _signed(number: float) -> str:
    return f"{number:+g}".replace("-", "\N{MINUS SIGN}") if number else "0"
