"""Lines over numbers or dates, in panels that share both scales."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from xml.sax.saxutils import escape

from summitry import placement
from summitry.charts import Line, Lines, Panel, nice_ticks, place, plain
from summitry.drawing.base import open_svg, path_data, px, svg_line, svg_text, time_ticks, wrapped
from summitry.timeline import Scale

_GUTTER, _GAP, _HEAD, _FOOT = 36.0, 22.0, 22.0, 22.0
_NAME_ROW = 15.0


def lines_svg(chart: Lines, width: float, tokens: dict, variant: str, height: float = 240.0) -> str:
    """The chart as SVG: panels side by side where there is room, else below each other."""
    count = len(chart.panels)
    columns = count if variant == "wide" and not chart.is_stacked else 1
    panel_width = (width - _GAP * (columns - 1)) / columns
    rows = max(_names_above(panel, panel_width) for panel in chart.panels)
    block = _HEAD + rows * _NAME_ROW + height + _FOOT
    parts = []
    for number, panel in enumerate(chart.panels):
        left = (number % columns) * (panel_width + _GAP)
        top = (number // columns) * (block + _GAP) + 16
        parts.append(_panel(panel, chart, left, top, panel_width, height, rows))
    down = -(-count // columns)
    bottom = 16 + down * block + (down - 1) * _GAP
    parts.insert(0, svg_text(0, 11, chart.y_axis, "muted"))
    if not chart.is_dated:
        for words in wrapped(chart.x_axis, width):
            parts.append(svg_text(width, bottom + 12, words, "muted", "end"))
            bottom += 14
    if chart.band_name:
        parts.append(
            f'<rect x="0" y="{px(bottom + 4)}" width="16" height="10" class="null"/>'
            + svg_text(22, bottom + 13, chart.band_name, "muted")
        )
        bottom += 18
    return open_svg(width, bottom + 6, variant, tokens) + "".join(parts) + "</svg>\n"


def _names_above(panel: Panel, width: float) -> int:
    """Rows that the names of the panel's moments need above it."""
    return 2 if panel.moments else 0


def _panel(
    panel: Panel,
    chart: Lines,
    left: float,
    top: float,
    width: float,
    height: float,
    rows: int,
) -> str:
    parts = []
    if panel.title:
        parts.append(svg_text(left, top + 14, panel.title, "group"))
    start = top + _HEAD + rows * _NAME_ROW
    bottom = start + height
    x0, x1 = chart.x_range()
    y0, y1 = chart.y_range()
    labels = max(
        (placement.text_width(line.name, 14.5) for line in panel.lines if line.name), default=0
    )
    inner = left + _GUTTER
    room = width - _GUTTER - min(labels + 12, width * 0.4)

    def x(value) -> float:
        return inner + (place(value) - x0) * room / ((x1 - x0) or 1)

    def y(value: float) -> float:
        return bottom - (value - y0) * height / ((y1 - y0) or 1)

    for tick in nice_ticks(y0, y1, 5):
        parts.append(svg_line(inner, y(tick), inner + room, y(tick), "grid" if tick else "zero"))
        parts.append(svg_text(inner - 6, y(tick) + 4, plain(tick), "muted", "end"))
    parts += _x_axis(chart, x, x0, x1, room, bottom, inner)
    if panel.band:
        places, lows, highs = panel.band
        parts.append(_area(places, lows, highs, x, y, "null"))
    wanted = [(i, x(at), name) for i, (at, name) in enumerate(panel.moments)]
    named = {label.index: label for label in placement.place_labels(wanted, {}, left + width, 12)}
    for number, at, name in wanted:
        label = named.get(number)
        parts.append(svg_line(at, start - 3, at, bottom, "leader-line"))
        if label:
            parts.append(svg_text(label.left, start - 6 - _NAME_ROW * label.row, name, "muted"))
    for line in panel.lines:
        parts.append(_line(line, x, y))
    parts += _line_names(panel.lines, x, y, start, bottom)
    return "".join(parts)


def _x_axis(chart, x, x0, x1, room, bottom, inner) -> list[str]:
    parts = []
    if chart.is_dated:
        first, last = (datetime.date.fromordinal(int(end)) for end in (x0, x1))
        free = inner
        for day, label in time_ticks(Scale(first, last, room)):
            at, width = x(day), placement.text_width(label, 12)
            parts.append(svg_line(at, bottom, at, bottom + 4, "base"))
            # Decades in a narrow panel stand closer than their names are wide.
            if free <= at and at + width <= inner + room + 20:
                parts.append(svg_text(at, bottom + 16, label, "muted"))
                free = at + width + 4
        return parts
    for tick in nice_ticks(x0, x1, max(2, int(room // 56))):
        parts.append(svg_line(x(tick), bottom, x(tick), bottom + 4, "base"))
        parts.append(svg_text(x(tick), bottom + 16, plain(tick), "muted", "middle"))
    return parts


def _line(line: Line, x: Callable, y: Callable) -> str:
    points = [(x(at), y(value)) for at, value in zip(line.xs, line.ys)]
    corners = _stepped(points) if line.is_stepped else points
    dashed = ' stroke-dasharray="5 4"' if line.is_dashed else ""
    parts = [f'<g class="r-{line.role}">']
    if len(line.lows):
        parts.append(_area(line.xs, line.lows, line.highs, x, y, "bar-soft", line.is_stepped))
    parts.append(f'<path d="{path_data(corners)}" class="step"{dashed}/>')
    for dot in line.dots:
        shape = (
            f"<title>{escape(dot.words)}</title>"
            f'<circle cx="{px(x(dot.x))}" cy="{px(y(dot.y))}" r="2.8"/>'
        )
        if dot.event_id:
            parts.append(f'<a href="event:{dot.event_id}" class="dot" tabindex="-1">{shape}</a>')
        else:
            parts.append(f'<g class="dot">{shape}</g>')
    return "".join(parts) + "</g>"


def _area(xs, lows, highs, x, y, css: str, is_stepped: bool = False) -> str:
    upper = [(x(at), y(value)) for at, value in zip(xs, highs)]
    lower = [(x(at), y(value)) for at, value in zip(xs, lows)]
    if is_stepped:
        upper, lower = _stepped(upper), _stepped(lower)
    return f'<path d="{path_data(upper + lower[::-1])}z" class="{css}"/>'


def _stepped(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Corners of a line that holds each value until the next."""
    corners = points[:1]
    for (_, before), (at, value) in zip(points, points[1:]):
        corners += [(at, before), (at, value)]
    return corners


def _line_names(lines, x, y, top: float, bottom: float) -> list[str]:
    """Each line's name beside its end, moved apart where they would overlap."""
    named = [line for line in lines if line.name]
    ends = sorted(named, key=lambda line: y(line.ys[-1]))
    heights: list[float] = []
    for line in ends:
        wanted = y(line.ys[-1]) + 4
        heights.append(max(wanted, heights[-1] + 15) if heights else max(wanted, top + 8))
    over = max(0.0, heights[-1] - bottom) if heights else 0.0
    parts = []
    for line, height in zip(ends, heights):
        text = svg_text(x(line.xs[-1]) + 8, height - over, line.name, "lane-name")
        parts.append(f'<g class="r-{line.role}">{text}</g>')
    return parts
