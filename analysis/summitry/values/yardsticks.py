"""Numbers of the notebook on the two yardsticks."""

from __future__ import annotations

import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count, in_words, worded

# From the end of 2017 to the leaders' third meeting.
_START, _TURN = "2017-12-31", "2019-06-30"
_DEEDS = (
    "Deeds are all kinds but meeting, letter, statement, agreement and leadership, corrected for "
    "the events that the notebook names."
)
# Events whose scores an essay quotes.
_QUOTED = {
    "sixth-test": "2017-09-03-sixth-nuclear-test",
    "punggye-ri": "2018-05-24-punggye-ri-demolition",
    "singapore": "2018-06-12-singapore-summit",
    "freedom-guardian": "2018-06-18-freedom-guardian-suspended",
    "sohae": "2018-07-sohae-partial-dismantling",
    "sohae-rebuilt": "2019-02-16-sohae-rebuilding",
    "test-halt": "2018-04-20-party-plenum-suspends-tests",
    "remains": "2018-07-27-remains-returned",
    "military-agreement": "2018-09-19-inter-korean-military-agreement",
    "hanoi": "2019-02-27-hanoi-summit",
    "punggye-ri-reopened": "2022-03-punggye-ri-tunnel-restored",
    "drills-cut": "2026-08-17-trump-cuts-ulchi-freedom-shield",
}


def of_the_two_yardsticks(record: Record) -> list[Value]:
    """The events judged, the totals' rise, deeds on both scales, how long steps stood."""
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
        values += _rise(record, scale) + _rise_by_rule(record, scores, scale)
    return values + _on_both(scores) + _losses(scores) + _quoted(scores) + _steps(record)


def _rise(record: Record, scale: str) -> list[Value]:
    """The running total's change to the third meeting, also by coder."""
    totals = measures.cumulative_scores(record, scale).set_index("first_day")
    table = measures.totals_on(
        {column: totals[column] for column in ("mean", "a", "b")}, [_START, _TURN]
    )
    return [
        _points(
            f"rise-{scale}-2018-19{key}",
            float(table[column].iloc[1] - table[column].iloc[0]),
            f"Change of the running total, {whose}, from the end of 2017 to 30 June 2019.",
        )
        for column, key, whose in (
            ("mean", "", "mean of two coders"),
            ("a", "-a", "coder A"),
            ("b", "-b", "coder B"),
        )
    ]


def _rise_by_rule(record: Record, scores: pd.DataFrame, scale: str) -> list[Value]:
    """The same rise with a part of the events left out."""
    mine = scores[scores["first_day"].gt(_START) & scores["first_day"].le(_TURN)]
    rules = {
        "without-contacts": (
            ~mine["kind"].isin(("meeting", "letter")),
            "meetings and letters left out",
        ),
        "deeds": (mine["is_deed"], "deeds alone"),
        "deeds-by-kind": (
            mine["is_deed_by_kind"],
            "deeds alone, by the kind under which each event is filed",
        ),
        "deeds-without-koreas": (
            mine["is_deed"] & mine["mover"].ne("both") & mine["process"].ne("inter-korean"),
            "deeds alone, without those of the two Koreas together or of their process",
        ),
        "deeds-allies": (
            mine["is_deed"] & mine["mover"].eq("allies"),
            "deeds that were a move of the allies by both coders of the moves",
        ),
        "deeds-dprk": (
            mine["is_deed"] & mine["mover"].eq("dprk"),
            "deeds that were a move of North Korea by both coders of the moves",
        ),
        "deeds-both": (
            mine["is_deed"] & mine["mover"].eq("both"),
            "deeds that were a move of both sides by both coders of the moves",
        ),
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
    """What raised which yardstick, and what raised both."""
    more, safer = scores["denuclearisation"].gt(0), scores["reassurance"].gt(0)
    deed = scores["is_deed"]
    years = scores["first_day"].gt(_START) & scores["first_day"].le(_TURN)
    found = {
        "events-raise-both": (more & safer, "Events since 2017 above 0 on both yardsticks."),
        "deeds-raise-either-2018-19": (
            (more | safer) & deed & years,
            f"Deeds from 2018 to 30 June 2019 above 0 on either yardstick. {_DEEDS}",
        ),
        "deeds-raise-denuclearisation-2018-19": (
            more & deed & years,
            "Those of them above 0 on denuclearisation.",
        ),
        "deeds-raise-reassurance-2018-19": (
            safer & deed & years,
            "Those of them above 0 on reassurance.",
        ),
        "deeds-raise-denuclearisation": (
            more & deed,
            f"Deeds since 2017 above 0 on denuclearisation. {_DEEDS}",
        ),
        "deeds-raise-both": (
            more & safer & deed,
            f"Deeds since 2017 above 0 on both yardsticks. {_DEEDS}",
        ),
    }
    values = [
        count(key, scores[rows], f"{how} Mean of two coders.") for key, (rows, how) in found.items()
    ]
    for mover, whose in (("allies", "the allies"), ("dprk", "North Korea"), ("both", "both sides")):
        values.append(
            count(
                f"deeds-raise-reassurance-2018-19-{mover}",
                scores[safer & deed & years & scores["mover"].eq(mover)],
                f"Deeds from 2018 to 30 June 2019 above 0 on reassurance that were a move of {whose} "
                "by both coders of the moves. Mean of two coders.",
            )
        )
    by_kind = scores[more & safer & scores["is_deed_by_kind"]]
    expected = (more & deed & years).sum() * (safer & deed & years).sum() / (deed & years).sum()
    return [
        *values,
        Value(
            "deeds-raise-both-by-kind",
            len(by_kind),
            in_words(len(by_kind)) if len(by_kind) else "none",
            "events",
            "Deeds since 2017 above 0 on both yardsticks, if the kind under which an event is filed "
            "decides what a deed is. Mean of two coders.",
            tuple(by_kind["id"]),
        ),
        Value(
            "deeds-raise-both-by-chance",
            float(expected),
            f"{expected:.1f}",
            "events",
            "Deeds from 2018 to 30 June 2019 above 0 on both yardsticks that chance would give: "
            "those above 0 on the one, times the share above 0 on the other.",
        ),
        count(
            "deeds-filed-by-hand",
            scores[scores["is_deed"].ne(scores["is_deed_by_kind"])],
            "Judged events that the editors count as deeds though the kind under which they are "
            "filed is one of words, or the reverse.",
        ),
    ]


def _losses(scores: pd.DataFrame) -> list[Value]:
    """Deeds that lowered one yardstick or both, and of what kind they were."""
    less, worse = scores["denuclearisation"].lt(0), scores["reassurance"].lt(0)
    deed, kind = scores["is_deed"], scores["kind"]
    test = kind.isin(("missile-test", "nuclear-test", "satellite-launch"))
    only = worse & deed & scores["denuclearisation"].eq(0)
    no_test = less & deed & ~test
    early = scores["first_day"].lt("2022-01-01")
    found = {
        "deeds-lower-denuclearisation": (
            less & deed,
            f"Deeds since 2017 below 0 on denuclearisation. {_DEEDS}",
        ),
        "deeds-lower-both": (less & worse & deed, "Those of them below 0 on reassurance as well."),
        "deeds-lower-both-tests": (
            less & worse & deed & test,
            "Those of these that are tests or launches.",
        ),
        "deeds-lower-denuclearisation-no-tests": (
            no_test,
            "Deeds since 2017 below 0 on denuclearisation that are no tests or launches.",
        ),
        "deeds-lower-both-no-tests": (
            no_test & worse,
            "Those of them below 0 on reassurance as well.",
        ),
        "deeds-lower-denuclearisation-no-tests-to-2021": (
            no_test & early,
            "Deeds from 2017 to 2021 below 0 on denuclearisation that are no tests or launches.",
        ),
        "deeds-lower-both-no-tests-to-2021": (
            no_test & worse & early,
            "Those of them below 0 on reassurance as well.",
        ),
        "deeds-lower-reassurance": (
            worse & deed,
            f"Deeds since 2017 below 0 on reassurance. {_DEEDS}",
        ),
        "deeds-lower-reassurance-only": (only, "Those of them at 0 on denuclearisation."),
        "deeds-lower-reassurance-only-tests": (only & test, "Those of these that are tests."),
        "deeds-lower-reassurance-only-allies": (
            only & kind.isin(("exercise", "sanctions")),
            "Those of these that are exercises or sanctions.",
        ),
    }
    return [
        count(key, scores[rows], f"{how} Mean of two coders.") for key, (rows, how) in found.items()
    ]


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
