"""Timelines: lanes, marks, labels and terms of office, in one panel or several."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from xml.sax.saxutils import escape

from summitry import placement, style
from summitry.drawing.base import open_svg, px, svg_line, svg_text, time_ticks
from summitry.timeline import Panel, Scale, Timeline, lay_out

_ROW = 12.0  # height of one row of marks

_LABEL_ROW = 15.0

_LANE_GAP = 6.0

_BAND = 15.0

_AXIS = 24.0

_PANEL_GAP = 22.0


def timeline_svg(
    timeline: Timeline,
    stretches: Sequence[tuple[datetime.date, datetime.date]],
    width: float,
    tokens: dict[str, dict[str, str]],
    variant: str,
) -> str:
    """The timeline as SVG, one panel under another, each with its bands, lanes and axis.

    `variant` is ``wide`` (labels) or ``narrow`` (marks only, for phones).
    """
    panels = lay_out(timeline, stretches, width, with_labels=variant == "wide")
    parts: list[str] = []
    top = 2.0
    for panel in panels:
        drawn, height = _panel(timeline, panel, width, top)
        parts.append(drawn)
        top += height + _PANEL_GAP
    return open_svg(width, top - _PANEL_GAP + 2, variant, tokens) + "".join(parts) + "</svg>\n"


def _panel(timeline: Timeline, panel: Panel, width: float, top: float) -> tuple[str, float]:
    scale = panel.scale
    bands_height = _BAND * len(timeline.tracks)
    lanes_height = sum(
        _LABEL_ROW * lane.label_rows + _ROW * lane.mark_rows + _LANE_GAP for lane in panel.lanes
    )
    bottom = top + bands_height + 6 + lanes_height
    end = min(width, scale.x(timeline.last_day + datetime.timedelta(1)))
    parts = [_bands(timeline, scale, width, top, bottom)]
    parts.append(_time_axis(scale, top + bands_height, bottom, end))
    y = top + bands_height + 6
    for lane in panel.lanes:
        label_height = _LABEL_ROW * lane.label_rows
        first_row = y + label_height + _ROW / 2
        parts.append(f'<g class="r-{lane.lane.role}">')
        parts.append(svg_text(0, y + 12, lane.lane.name, "lane-name"))
        lowest = y + label_height
        for label in lane.labels:
            placed = lane.marks[label.index]
            baseline = lowest - 4 - _LABEL_ROW * label.row
            # A thin leader wherever the label is not right above its mark.
            if label.row or placed.row:
                parts.append(
                    svg_line(
                        placed.x + (2 if placed.is_bar else 0),
                        baseline + 2,
                        placed.x + (2 if placed.is_bar else 0),
                        first_row + _ROW * placed.row - 6,
                        "leader-line",
                    )
                )
            parts.append(svg_text(label.left, baseline, placed.mark.short_title))
        for placed in lane.marks:
            parts.append(_mark(placed, first_row + _ROW * placed.row))
        parts.append("</g>")
        y += label_height + _ROW * lane.mark_rows + _LANE_GAP
    return "".join(parts), bottom + _AXIS - top


def _mark(placed, y: float) -> str:
    mark = placed.mark
    title = f"{mark.date_words}: {mark.title}"
    css = "mark hollow" if mark.hollow else "mark"
    if placed.is_bar:
        year = ' class="year"' if mark.precision == "year" else ""
        shape = (
            f'<rect x="{px(placed.left)}" y="{px(y - 4.5)}" '
            f'width="{px(placed.right - placed.left)}" height="9" rx="2"{year}/>'
        )
        if mark.precision == "day":
            shape += (
                f'<path d="{style.GLYPHS[mark.glyph]}" '
                f'transform="translate({px(placed.left + 4)} {px(y)}) scale(.8)"/>'
            )
    else:
        shape = (
            f'<path d="{style.GLYPHS[mark.glyph]}" transform="translate({px(placed.x)} {px(y)})"/>'
        )
    return (
        f'<a href="event:{mark.id}" class="{css}" tabindex="-1">'
        f"<title>{escape(title)}</title>{shape}</a>"
    )


def _bands(timeline: Timeline, scale: Scale, width: float, top: float, bottom: float) -> str:
    parts = []
    for number, track in enumerate(timeline.tracks):
        y = top + _BAND * number
        terms = [band for band in timeline.bands if band.track == track]
        for order, band in enumerate(terms):
            if band.last_day < scale.first_day or band.first_day > scale.last_day:
                continue
            left = max(0.0, scale.x(max(band.first_day, scale.first_day)))
            last = min(band.last_day, timeline.last_day, scale.last_day)
            right = min(width, scale.x(last + datetime.timedelta(1)))
            if right <= left:
                continue
            if order % 2:
                # The first track's tint runs down through the lanes: one band set per figure.
                tint_bottom = bottom if number == 0 else y + _BAND
                parts.append(
                    f'<rect x="{px(left)}" y="{px(y)}" width="{px(right - left)}" '
                    f'height="{px(tint_bottom - y)}" class="band"/>'
                )
            parts.append(svg_line(left, y + 1, left, y + _BAND - 1, "band-edge"))
            label = f"{track}: {band.label}" if left == 0 else band.label
            for text in (label, band.label):
                if placement.text_width(text, 11.5) + 8 <= right - left:
                    parts.append(svg_text(left + 4, y + 11, text, "muted band-name"))
                    break
    return "".join(parts)


def _time_axis(scale: Scale, top: float, bottom: float, end: float) -> str:
    parts = [svg_line(0, bottom, end, bottom, "base")]
    for day, label in time_ticks(scale):
        x = scale.x(day)
        if x > end + 1:
            break
        parts.append(svg_line(x, top, x, bottom + 4, "grid"))
        if x + placement.text_width(label, 12) <= scale.width + 1:
            parts.append(svg_text(x + 3, bottom + 15, label, "muted"))
    return "".join(parts)
