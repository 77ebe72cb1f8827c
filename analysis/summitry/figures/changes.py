"""What a change of government does: to what was promised shortly before, and to who meets."""

from __future__ import annotations

import pandas as pd

from summitry import drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.charts import Part, Stack, Stacks
from summitry.figures.base import NARROW, Colours, sources_line
from summitry.measures.changes import LATE, LEFT
from summitry.tables import Record

_WIDTH = 780.0
_SIDES = {"us": "United States", "dprk": "North Korea", "together": "both together"}
_CAPITALS = {"us": "Washington", "dprk": "Pyongyang"}
_OUTCOMES = (
    Part("kept", "kept", "talks"),
    Part("failed", "kept in part or not", "tests"),
    Part("open", "left open: overtaken, disputed or unclear", "pressure"),
    Part("differ", "coders differ", "other"),
)
_LEVELS = (
    Part("envoys", "of envoys or higher", "leaders"),
    Part("working", "at working level", "leaders", 0.4),
)


def promises_before_changes(record: Record, colours: Colours) -> Figure:
    """What became of promises, by how long the administration in Washington still had."""
    table = measures.promises_before_changes(record)
    counts = table.groupby(["group", "side", "both"]).size().unstack(fill_value=0)
    index = [(g, s) for g in LEFT for s in _SIDES if (g, s) in counts.index]
    counts = counts.reindex(index).reindex(columns=[part.id for part in _OUTCOMES], fill_value=0)
    rows = counts.reset_index(names=["group", "side"]).to_dict("records")
    chart = Stacks(
        _OUTCOMES,
        tuple(
            Stack(
                _SIDES[row["side"]],
                {part.id: int(row[part.id]) for part in _OUTCOMES},
                row["group"][0].upper() + row["group"][1:],
            )
            for row in rows
        ),
        "promises",
    )
    late = table["left"].le(LATE)
    is_open = table["both"].eq("open")
    found, others = int((late & is_open).sum()), int((~late & is_open).sum())
    words = f"{found} of {int(late.sum())} late promises, {others} of {int((~late).sum())} others"
    by_group = counts.groupby(level=0, sort=False).sum()
    return Figure(
        id="promises-before-changes",
        title=f"Left open: {words}",
        subtitle=(
            "Judged promises of the United States and North Korea, by how long the administration in "
            "Washington had until the next took office, by who promised and by what became of them"
        ),
        alt=(
            "Stacked bars by time left and side. "
            + " ".join(
                f"{group[0].upper()}{group[1:]}: {row['kept']} kept, {row['failed']} kept in part "
                f"or not, {row['open']} left open."
                for group, row in by_group.iterrows()
            )
        ),
        how_to_read=(
            "Each bar is what one side promised with so much time left in Washington. Purple are "
            "promises of which both coders say that they were overtaken, are disputed, or cannot be "
            "judged. Compare the purple of the first group, the late promises, with the others."
        ),
        coverage=(
            "The last half-year was chosen with the codes in sight, and its promises come from few "
            "texts, nearly all of two autumns; promises of one text are not independent. The texts "
            "just beyond the half-year, of the summer of 2008, have no open promise, and many failed "
            "ones. First texts of a new relation are loose at any time. An open promise may be open "
            "because its words were vague, because the capitals disagree about what was said, or "
            "because the next government let it lie. Codes that both coders share; coders who call a "
            "promise open for different reasons count as agreed."
        ),
        sources=sources_line(record),
        rows=pd.DataFrame(
            {
                "time left": [row["group"] for row in rows],
                "promised by": [_SIDES[row["side"]] for row in rows],
                **{part.name: [row[part.id] for row in rows] for part in _OUTCOMES},
            }
        ),
        wide_svg=drawing.stacks_svg(chart, _WIDTH, colours, "wide"),
        narrow_svg=drawing.stacks_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.stacks_json(chart, colours),
    )


def meetings_around_changes(record: Record, colours: Colours) -> Figure:
    """Meetings of the two governments in the year before and after each change of government."""
    table = measures.meetings_around_changes(record)
    rows = [
        {
            "change": f"{_CAPITALS[row['actor']]}: {row['label']}, {row['day']:%B %Y}",
            "year": f"year {when}",
            "envoys": row[f"{when}_envoys"],
            "working": row[when] - row[f"{when}_envoys"],
        }
        for row in table.to_dict("records")
        for when in ("before", "after")
    ]
    chart = Stacks(
        _LEVELS,
        tuple(
            Stack(row["year"], {p.id: row[p.id] for p in _LEVELS}, row["change"]) for row in rows
        ),
        "meetings",
    )
    busy = table[table["before"].ge(measures.BUSY)].groupby("actor")[["before", "after"]].sum()
    parts = [
        f"{int(busy.loc[actor, 'before'])} to {int(busy.loc[actor, 'after'])} in {capital}"
        for actor, capital in _CAPITALS.items()
    ]
    usual = measures.after_busy_years(record)
    return Figure(
        id="meetings-around-changes",
        title=f"Meetings after busy years: {parts[0]}, {parts[1]}",
        subtitle=(
            "Meetings of the two governments in the year before and the year after each change of "
            "government in either capital"
        ),
        alt=(
            "Pairs of bars, one pair for each change. "
            + " ".join(
                f"{_CAPITALS[row['actor']]}, {row['label']}: {row['before']} before, "
                f"{row['after']} after."
                for row in table.to_dict("records")
            )
        ),
        how_to_read=(
            "Each pair of bars is one change of government: meetings in the year before its first "
            "day, and in the year that began with it. The title adds up the changes before which "
            f"there had been {measures.BUSY} meetings or more."
        ),
        coverage=(
            "Meetings at any level that were held, the working groups and rounds of the Six-Party "
            "Talks with both among them; one of several days counts once. In general a year with "
            f"{measures.BUSY} meetings or more is followed by one with "
            f"{usual['after'].sum() / usual['before'].sum():.0%} as many, so a fall by itself shows "
            "little, and each capital has only two such changes. Changes with less than a year of "
            "record on either side are left out."
        ),
        sources=sources_line(record),
        rows=pd.DataFrame(rows).rename(columns={p.id: p.name for p in _LEVELS}),
        wide_svg=drawing.stacks_svg(chart, _WIDTH, colours, "wide"),
        narrow_svg=drawing.stacks_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.stacks_json(chart, colours),
    )
