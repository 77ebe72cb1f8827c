"""What the events since 2017 did on both yardsticks at once, and how long its deeds stood.

The scores are those of `coding.scores_by_coder`; here they stand beside what sort of event it was
and whose move. The mean of the two coders decides the sign.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd

from summitry.measures.coding import scores_by_coder
from summitry.measures.events import in_order
from summitry.measures.moves import moves_by_event
from summitry.tables import Record

SCALES = ("denuclearisation", "reassurance")
# A deed is an event after which something was otherwise than that people had met, spoken or signed:
# a thing tested, blown up, imposed or handed over, or an order that took effect. The kind under
# which an event is filed decides; these kinds are words.
WORDS = ("meeting", "letter", "statement", "agreement", "leadership")
# Where the kind misleads the editors decide, by that definition, from the row of the event: deeds
# that are filed as words, and words (a tweet that was not carried out, reports of work going on,
# offers of aid that were not taken) that are filed as deeds.
DEEDS_FILED_AS_WORDS = (
    "2018-04-20-party-plenum-suspends-tests",
    "2018-09-14-kaesong-liaison-office-opens",
    "2018-10-22-jsa-disarmament-talks",
    "2018-12-12-guard-posts-verified",
    "2019-03-22-dprk-leaves-liaison-office",
    "2020-06-inter-korean-hotlines-cut",
    "2023-11-22-seoul-suspends-part-of-cma",
    "2023-11-23-north-abandons-cma",
    "2024-06-04-seoul-suspends-cma-fully",
    "2025-06-11-seoul-halts-loudspeakers",
)
WORDS_FILED_AS_DEEDS = (
    "2018-08-20-iaea-grave-concern",
    "2019-03-22-trump-orders-sanctions-withdrawn",
    "2020-02-13-us-coronavirus-statement",
    "2022-05-13-yoon-offers-vaccines",
    "2022-05-21-biden-vaccine-offer-no-reply",
    "2024-08-01-seoul-flood-offer",
    "2026-04-15-grossi-serious-increase",
)
DAYS_IN_A_MONTH = 30.44


@dataclass(frozen=True)
class Step:
    """A step of 2018 or 2019 and the event that undid it, if one did."""

    taken: str
    undone: str
    name: str
    by: str


# Which event undid which is a judgement of the editors, made from the rows of both.
STEPS = (
    Step("2018-04-20-party-plenum-suspends-tests", "", "Halt of nuclear tests", "dprk"),
    Step(
        "2018-04-20-party-plenum-suspends-tests",
        "2022-03-24-icbm-moratorium-ends",
        "Halt of tests of intercontinental missiles",
        "dprk",
    ),
    Step(
        "2018-05-24-punggye-ri-demolition",
        "2022-03-punggye-ri-tunnel-restored",
        "Tunnels at Punggye-ri blown up",
        "dprk",
    ),
    Step(
        "2018-07-sohae-partial-dismantling",
        "2019-02-16-sohae-rebuilding",
        "Engine stand at Sohae taken down in part",
        "dprk",
    ),
    Step("2018-07-27-remains-returned", "", "Remains of soldiers handed over", "dprk"),
    Step(
        "2018-06-18-freedom-guardian-suspended",
        "2022-08-22-ulchi-freedom-shield-2022",
        "Large summer exercise suspended",
        "allies",
    ),
    Step(
        "2018-10-19-vigilant-ace-suspended",
        "2022-10-31-vigilant-storm",
        "Large air exercise suspended",
        "allies",
    ),
    Step(
        "2019-03-02-key-resolve-foal-eagle-ended",
        "2023-03-freedom-shield-2023",
        "Large spring exercises ended",
        "allies",
    ),
    Step(
        "2018-09-14-kaesong-liaison-office-opens",
        "2020-06-16-kaesong-liaison-office-demolished",
        "Liaison office at Kaesong",
        "both",
    ),
    Step(
        "2018-11-01-border-drills-cease",
        "2023-11-23-north-abandons-cma",
        "Drills and flights near the border stopped",
        "both",
    ),
    Step(
        "2018-12-12-guard-posts-verified",
        "2023-11-23-north-abandons-cma",
        "Guard posts razed and checked",
        "both",
    ),
)


def both_scores(record: Record) -> pd.DataFrame:
    """Every judged event with its mean score on both yardsticks, in order of date.

    Columns of ``events``, the two scales (mean of the coders), ``is_deed``, ``is_deed_by_kind``
    (without the editors' corrections) and ``mover`` (whose move it was by both coders of the
    moves: ``dprk``, ``allies``, ``both``, ``neither``, or "differ").
    """
    means = pd.DataFrame(
        {scale: scores_by_coder(record, scale).astype(float).mean(axis=1) for scale in SCALES}
    )
    moves = moves_by_event(record).set_index("id")
    movers = moves["mover_a"].where(moves["mover_a"].eq(moves["mover_b"]), "differ")
    table = in_order(
        record.table("events").merge(means.rename_axis("id").reset_index(), on="id", validate="1:1")
    )
    by_kind = ~table["kind"].isin(WORDS)
    return table.assign(
        is_deed=(by_kind | table["id"].isin(DEEDS_FILED_AS_WORDS))
        & ~table["id"].isin(WORDS_FILED_AS_DEEDS),
        is_deed_by_kind=by_kind,
        mover=table["id"].map(movers).fillna("differ"),
    )


def steps_and_ends(record: Record) -> pd.DataFrame:
    """How long each of `STEPS` stood: one row per step whose events the record holds.

    Columns: ``taken`` and ``undone`` (event ids; the second empty if nothing undid it), ``name``,
    ``by`` (who took it), ``months`` (from the first possible day of the one to that of the other,
    or to the end of the record).
    """
    days = record.table("events").set_index("id")["first_day"]
    end = pd.Timestamp(datetime.date.fromisoformat(record.book.record_ends))
    rows = [
        (
            step.taken,
            step.undone,
            step.name,
            step.by,
            round(
                ((days[step.undone] if step.undone else end) - days[step.taken]).days
                / DAYS_IN_A_MONTH
            ),
        )
        for step in STEPS
        if step.taken in days.index and (not step.undone or step.undone in days.index)
    ]
    return pd.DataFrame(rows, columns=["taken", "undone", "name", "by", "months"])
