"""A timeline before it is drawn: lanes, marks, bands and panels, and where each thing goes.

Both drawings, the static one (`drawing`) and the interactive one (`interactive`), are made
from the same `Timeline`, so they show the same rows.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from summitry import placement, style

MARK_COLUMNS = [
    "id",
    "lane",
    "role",
    "glyph",
    "hollow",
    "start",
    "end",
    "first_day",
    "last_day",
    "precision",
    "date_words",
    "title",
    "short_title",
    "summary",
    "kind",
    "level",
    "importance",
    "was_held",
]


@dataclass(frozen=True)
class Lane:
    """One lane: its id, the name above it, and the role that gives its colour."""

    id: str
    name: str
    role: str


@dataclass(frozen=True)
class Band:
    """One term of office in a strip above the lanes."""

    track: str
    label: str
    first_day: datetime.date
    last_day: datetime.date


@dataclass(frozen=True)
class Timeline:
    """What a timeline shows. ``marks`` has the columns of `MARK_COLUMNS`, in order of date."""

    lanes: tuple[Lane, ...]
    marks: pd.DataFrame
    first_day: datetime.date
    last_day: datetime.date
    bands: tuple[Band, ...] = ()
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Days to pixels, linear in time."""

    first_day: datetime.date
    last_day: datetime.date
    width: float

    def x(self, day: datetime.date) -> float:
        """Pixels from the left edge to the start of `day`."""
        total = (self.last_day - self.first_day).days + 1
        return (day - self.first_day).days * self.width / total


@dataclass(frozen=True)
class Placed:
    """One mark with its place: a glyph at ``x``, or a bar from ``left`` to ``right``."""

    mark: object
    x: float
    left: float
    right: float
    row: int
    is_bar: bool


@dataclass(frozen=True)
class PlacedLane:
    """One lane of one panel: its marks, labels and height in rows."""

    lane: Lane
    marks: list[Placed]
    labels: list[placement.Label]
    mark_rows: int
    label_rows: int


@dataclass(frozen=True)
class Panel:
    """One stretch of time with all lanes."""

    scale: Scale
    lanes: list[PlacedLane] = field(default_factory=list)


def equal_panels(
    first_day: datetime.date, last_day: datetime.date, years: Sequence[int]
) -> list[tuple[datetime.date, datetime.date]]:
    """Stretches that begin on 1 January of each of `years`, all of the longest one's length.

    The first begins at `first_day`'s year. Equal length keeps one scale for the whole figure.
    """
    starts = [datetime.date(year, 1, 1) for year in years]
    ends = [datetime.date(year, 1, 1) - datetime.timedelta(1) for year in years[1:]]
    ends.append(datetime.date(last_day.year, 12, 31))
    longest = max(end.year - start.year for start, end in zip(starts, ends))
    return [(start, datetime.date(start.year + longest, 12, 31)) for start in starts]


def lay_out(
    timeline: Timeline,
    stretches: Sequence[tuple[datetime.date, datetime.date]],
    width: float,
    label_size: float = 12.0,
    with_labels: bool = True,
) -> list[Panel]:
    """Panels with every mark and label placed. A mark is drawn in the panel it begins in."""
    panels = []
    for number, (first, last) in enumerate(stretches):
        scale = Scale(first, last, width)
        following = stretches[number + 1][0] if number + 1 < len(stretches) else None
        lanes = []
        for lane in timeline.lanes:
            marks = [
                mark
                for mark in timeline.marks[timeline.marks["lane"].eq(lane.id)].itertuples()
                if mark.first_day.date() >= first
                and mark.first_day.date() <= last
                and (following is None or mark.first_day.date() < following)
            ]
            lanes.append(_place_lane(lane, marks, scale, width, label_size, with_labels))
        panels.append(Panel(scale, lanes))
    return panels


def _place_lane(lane, marks, scale, width, label_size, with_labels) -> PlacedLane:
    half = style.MARK_WIDTH / 2
    spans = []
    for mark in marks:
        left = scale.x(mark.first_day.date())
        right = scale.x(min(mark.last_day.date(), scale.last_day) + datetime.timedelta(1))
        is_bar = mark.precision != "day" or right - left > style.MARK_WIDTH
        middle = min(max((left + right) / 2, half), width - half)
        if is_bar:
            spans.append((left, max(right, left + 6), left, True))
        else:
            spans.append((middle - half, middle + half, middle, False))
    rows = placement.rows_without_overlap([(left, right) for left, right, _, _ in spans])
    placed = [
        Placed(mark, x, left, right, row, is_bar)
        for mark, (left, right, x, is_bar), row in zip(marks, spans, rows)
    ]
    name_end = placement.text_width(lane.name, 13.5) + 4
    labels: list[placement.Label] = []
    if with_labels:
        wanted = sorted(
            (
                # A meeting or a text before a letter of the same importance.
                (int(p.mark.importance), p.mark.kind == "letter", p.mark.first_day, index)
                for index, p in enumerate(placed)
                if p.mark.short_title
            )
        )
        labels = placement.place_labels(
            [(index, placed[index].x, placed[index].mark.short_title) for *_, index in wanted],
            {row: [(0, name_end)] for row in (0, 1)},
            width,
            label_size,
        )
    label_rows = max([label.row for label in labels], default=0) + 1
    return PlacedLane(lane, placed, labels, max(rows, default=0) + 1, label_rows)
