"""Time in the room."""

from __future__ import annotations

import pandas as pd

from summitry import drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.figures.base import NARROW, Colours, sources_line
from summitry.tables import Record


def time_in_the_room(record: Record, colours: Colours) -> Figure:
    """Minutes that US and North Korean leaders spent together, where a source states them."""
    meetings = measures.minutes_in_the_room(record, ("us", "dprk"))
    rows = []
    for meeting in meetings.to_dict("records"):
        alone = meeting["one_on_one_minutes_best"]
        low, high = meeting["minutes_low"], meeting["minutes_high"]
        # Where no best total is known, the lowest one is drawn, and called "at least".
        best = meeting["minutes_best"]
        at_least = pd.isna(best)
        best = float(next(x for x in (best, low, alone) if not pd.isna(x)))
        rows.append(
            {
                "id": meeting["id"],
                "name": f"{meeting['short_title'] or meeting['title']}, {meeting['date_words']}",
                "role": "leaders",
                "best": best,
                "low": best if pd.isna(low) else float(low),
                "high": best if pd.isna(high) or at_least else float(high),
                "alone": None if pd.isna(alone) else float(alone),
                "at_least": at_least,
                "basis": meeting["basis"],
            }
        )
    published = pd.DataFrame(rows).drop(columns="role")
    published = published.rename(
        columns={
            "best": "minutes_best",
            "low": "minutes_low",
            "high": "minutes_high",
            "alone": "one_on_one_minutes",
        }
    )
    total = sum(row["best"] for row in rows) / 60
    alone = sum(row["alone"] or 0 for row in rows)
    return Figure(
        id="time-in-the-room",
        title=(
            f"About {total:.0f} hours together in {len(rows)} meetings, "
            f"some {alone:.0f} minutes reported one to one"
        ),
        subtitle="Minutes that Donald Trump and Kim Jong Un spent together, by meeting",
        alt=(
            "Horizontal bars, one for each meeting, with the part spent one to one in full "
            "colour: "
            + "; ".join(f"{row['name']}, {row['best']:.0f} minutes" for row in rows)
            + "."
        ),
        how_to_read=(
            "The pale bar is all time together, meals included; the full bar is the part with only "
            "the two leaders and interpreters, as far as sources state it. A thin line spans the published figures where "
            "they differ. Times are of what took place, not of what was planned."
        ),
        coverage=(
            "Only meetings whose length a consulted source states. "
            + (
                "Where no total is known, a lower bound is drawn. "
                if any(row["at_least"] for row in rows)
                else ""
            )
            + "Basis of each figure: "
            + " ".join(f"{row['name']}: {row['basis'].rstrip('.')}." for row in rows)
        ),
        sources=sources_line(record),
        rows=published,
        wide_svg=drawing.ranges_svg(rows, "minutes", 640.0, colours, "wide"),
        narrow_svg=drawing.ranges_svg(rows, "minutes", NARROW, colours, "narrow"),
        plotly_json=interactive.ranges_json(rows, "minutes", colours),
    )
