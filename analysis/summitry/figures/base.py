"""What every published figure uses: sizes, lanes, marks and the line of sources."""

from __future__ import annotations

import datetime

import pandas as pd

from summitry import dates, drawing, interactive, measures
from summitry.artifacts import Figure, View
from summitry.tables import Record
from summitry.timeline import MARK_COLUMNS, Band, Lane, Timeline

# Text of 12 pixels stays readable in a drawing shrunk to 816 and 312; css/figures.css chooses there.
WIDE, NARROW = 880.0, 340.0

Colours = dict[str, dict[str, str]]

# From talk at the top to force at the bottom, in this order on the whole site.
LANES = (
    Lane("leader", "Leaders", "leaders"),
    Lane("minister", "Ministers", "talks"),
    Lane("envoy", "Envoys", "talks"),
    Lane("working", "Working level", "talks"),
    Lane("pressure", "Sanctions", "pressure"),
    Lane("tests", "Weapons tests", "tests"),
)

_GLYPHS = {"pressure": "square", "tests": "triangle"}

PUBLISHED = [
    "id",
    "start",
    "end",
    "date_words",
    "lane",
    "kind",
    "level",
    "was_held",
    "title",
    "summary",
]


def end_of_record(record: Record) -> datetime.date:
    return datetime.date.fromisoformat(record.book.record_ends)


def sources_line(record: Record) -> str:
    ends = dates.words(dates.parse(record.book.record_ends))
    return (
        f"The record of this site, version {record.book.version}, which ends on {ends}; "
        "every event is sourced on its own page."
    )


def marks_of(groups: dict[str, pd.DataFrame], lanes: tuple[Lane, ...]) -> pd.DataFrame:
    """Events by lane as marks, in order of date.

    Diamonds are meetings of leaders; circles other contacts, texts and words; squares pressure;
    triangles tests. Hollow is what did not take place.
    """
    roles = {lane.id: lane.role for lane in lanes}
    parts = []
    for lane, events in groups.items():
        marks = events.copy()
        leaders_met = marks["kind"].eq("meeting") & marks["level"].eq("leader")
        marks["lane"], marks["role"] = lane, roles[lane]
        marks["glyph"] = leaders_met.map({True: "diamond", False: _GLYPHS.get(lane, "circle")})
        marks["hollow"] = ~marks["was_held"].astype(bool)
        parts.append(marks)
    return measures.in_order(pd.concat(parts, ignore_index=True)[list(MARK_COLUMNS)])


def bands(record: Record) -> tuple[Band, ...]:
    """Terms of office in the United States, South Korea and North Korea."""
    names = {"us": "United States", "rok": "South Korea", "dprk": "North Korea"}
    end = end_of_record(record)
    governments = record.table("governments")
    return tuple(
        Band(
            names[term.actor],
            term.label,
            term.first_day.date(),
            datetime.date.fromisoformat(term.end) if term.end else end,
        )
        for actor in names
        for term in governments[governments["actor"].eq(actor)].sort_values("start").itertuples()
    )


def timeline_figure(
    record: Record,
    colours: Colours,
    timeline: Timeline,
    wide: list[tuple[datetime.date, datetime.date]],
    narrow: list[tuple[datetime.date, datetime.date]],
    views: tuple[View, ...],
    **words: str,
) -> Figure:
    return Figure(
        rows=timeline.marks[PUBLISHED],
        wide_svg=drawing.timeline_svg(timeline, wide, WIDE, colours, "wide"),
        narrow_svg=drawing.timeline_svg(timeline, narrow, NARROW, colours, "narrow"),
        plotly_json=interactive.timeline_json(timeline, wide, WIDE, colours),
        views=views,
        lanes=tuple((lane.id, lane.name, lane.role) for lane in timeline.lanes),
        sources=sources_line(record),
        **words,
    )
