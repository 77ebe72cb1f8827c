"""Numbers of the notebook on the two yardsticks."""

from __future__ import annotations

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count


def of_the_two_yardsticks(record: Record) -> list[Value]:
    """The events judged, and the totals' rise from 2017 to the third meeting of leaders."""
    events = record.table("events")
    judged = events[events["id"].isin(record.table("yardsticks")["event_id"])]
    values = [
        count(
            "events-on-yardsticks",
            judged,
            "Events since 2017 to which a coder gave a score other than 0 on either yardstick.",
        )
    ]
    for scale in ("denuclearisation", "reassurance"):
        totals = measures.cumulative_scores(record, scale).set_index("first_day")["mean"]
        table = measures.totals_on({scale: totals}, ["2017-12-31", "2019-06-30"])
        rise = float(table[scale].iloc[1] - table[scale].iloc[0])
        values.append(
            Value(
                f"rise-{scale}-2018-19",
                rise,
                f"{rise:g}",
                "points",
                "Change of the running total, mean of two coders, from the end of 2017 to "
                "30 June 2019.",
            )
        )
    return values
