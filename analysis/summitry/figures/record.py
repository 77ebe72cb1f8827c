"""What the record rests on."""

from __future__ import annotations

import pandas as pd

from summitry import drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.charts import Part, Stack, Stacks
from summitry.figures.base import NARROW, Colours, sources_line
from summitry.tables import Record

_PARTS = (
    Part("three", "three documents or more", "talks"),
    Part("two", "two", "talks", 0.6),
    Part("one", "one", "tests", 0.75),
)


def sources_by_decade(record: Record, colours: Colours) -> Figure:
    """Events of each decade by the number of documents that support them."""
    events = record.table("events")
    number = measures.sources_per_event(record).to_numpy()
    events["part"] = pd.cut(number, [0, 1, 2, 10_000], labels=["one", "two", "three"]).astype(str)
    events["decade"] = (events["first_day"].dt.year // 10 * 10).astype(str) + "s"
    table = events.pivot_table(
        index="decade", columns="part", values="id", aggfunc="count", fill_value=0
    )
    table = table.reindex(columns=[part.id for part in _PARTS], fill_value=0).reset_index()
    chart = Stacks(
        _PARTS,
        tuple(
            Stack(row["decade"], {part.id: int(row[part.id]) for part in _PARTS})
            for row in table.to_dict("records")
        ),
        "events",
    )
    shared = (number >= 2).mean()
    return Figure(
        id="sources-by-decade",
        title=f"{shared:.0%} of events rest on two documents or more",
        subtitle="Events of the record by decade and by the number of documents that support them",
        alt=(
            "Horizontal bars, one for each decade: "
            + "; ".join(
                f"{row['decade']}, {row['three']} events on three documents or more, "
                f"{row['two']} on two, {row['one']} on one"
                for row in table.to_dict("records")
            )
            + "."
        ),
        how_to_read=(
            "Each bar is a decade. The darker blue part rests on three documents or more, the "
            "paler on two, the red on one."
        ),
        coverage=(
            "All events. Two documents are not always independent: many reports go back to one "
            "agency or one briefing."
        ),
        sources=sources_line(record),
        rows=table[["decade", *[part.id for part in _PARTS]]].rename(
            columns={part.id: part.name for part in _PARTS}
        ),
        wide_svg=drawing.stacks_svg(chart, 780.0, colours, "wide"),
        narrow_svg=drawing.stacks_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.stacks_json(chart, colours),
    )
