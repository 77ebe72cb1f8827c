"""Lines below each other on one axis, with marks on them."""

from __future__ import annotations

import math
from collections.abc import Callable
from xml.sax.saxutils import escape

from summitry import placement, style
from summitry.charts import Strip, StripMark, Strips, nice_ticks, plain
from summitry.drawing.base import open_svg, px, svg_line, svg_text

_GROUP, _NAME = 28.0, 15.0
_STEP = 11.5  # from one row of stacked marks to the next
_ROW = 21.0  # a line whose marks are not stacked
_MOMENT = 20.0  # for the names of moments, above everything
_LABEL = 38.0  # the least distance of two numbers on the axis


def strips_svg(chart: Strips, width: float, tokens: dict, variant: str) -> str:
    """The strips as SVG: names at the left where there is room, else above their lines."""
    is_wide = variant == "wide"
    size = 1.0 if is_wide else 0.78
    names = max(placement.text_width(row.name, 12) for row in chart.rows)
    ends = max(placement.text_width(row.end, 12) for row in chart.rows)
    left = min(names + 16, width * 0.42) if is_wide else 8.0
    right = width - (ends + 14 if is_wide else 18.0)

    def x(value: float) -> float:
        inside = min(max(value, chart.low), chart.high)
        return left + (inside - chart.low) * (right - left) / (chart.high - chart.low)

    top = 4.0 + (_MOMENT if chart.moments else 0.0)
    parts, y, group = [], top, ""
    for row in chart.rows:
        if row.group and row.group != group:
            group = row.group
            y += _GROUP if y > top else 16.0
            parts.append(svg_text(0, y - 7, group, "group"))
        if not is_wide:
            y += _NAME
            parts.append(svg_text(0, y - 2, row.name))
            parts.append(svg_text(width, y - 2, row.end, "muted", "end"))
        above, below = (_stacked(row, up, x, size) for up in (True, False))
        if chart.is_stacked:
            up = max((level for _, level in above), default=0) + 1
            down = max((level for _, level in below), default=-1) + 1
            line = y + 3 + _STEP * size * up
            height = line - y + _STEP * size * down + 9
        else:
            line, height = y + _ROW / 2, _ROW * (1 if is_wide else 0.9)
        parts.append(_strip(row, chart, x, line))
        for marks, sign in ((above, -1), (below, 1)):
            for mark, level in marks:
                at = line + sign * _STEP * size * (level + 0.5) if chart.is_stacked else line
                parts.append(_mark(row, mark, x(mark.x), at, size if chart.is_stacked else 0.7))
        if is_wide:
            parts.append(svg_text(left - 14, line + 4, row.name, "", "end"))
            parts.append(svg_text(width, line + 4, row.end, "muted", "end"))
        y += height
    behind = []
    for tick in _axis_ticks(chart, x, is_wide):
        behind.append(svg_line(x(tick), top - 2, x(tick), y + 4, "grid"))
        behind.append(svg_text(x(tick), y + 19, plain(tick), "muted", "middle"))
    for at, name in chart.moments:
        behind.append(svg_line(x(at), top - 4, x(at), y + 4, "zero"))
        behind.append(svg_text(min(x(at), right), 12, name, "muted", "end"))
    axis = svg_text(width if not is_wide else right, y + 36, chart.axis, "muted", "end")
    key, bottom = _key(chart, width, y + 44)
    body = "".join([*behind, *parts, axis, key])
    return open_svg(width, bottom + 4, variant, tokens) + body + "</svg>\n"


def _axis_ticks(chart: Strips, x: Callable[[float], float], is_wide: bool) -> list[float]:
    """The places that the axis marks: every one, or every second or third where they crowd."""
    if not chart.axis_ticks:
        return nice_ticks(chart.low, chart.high, 5 if is_wide else 3)
    ticks = list(chart.axis_ticks)
    gap = x(ticks[1]) - x(ticks[0]) if len(ticks) > 1 else _LABEL
    return ticks[:: max(1, math.ceil(_LABEL / gap))]


def _stacked(
    row: Strip, is_above: bool, x: Callable[[float], float], size: float
) -> list[tuple[StripMark, int]]:
    """The marks on one side of the line, each with its row away from the line."""
    marks = sorted((m for m in row.marks if m.is_above == is_above), key=lambda m: m.x)
    half = style.MARK_WIDTH * size / 2
    spans = [(x(mark.x) - half, x(mark.x) + half) for mark in marks]
    return list(zip(marks, placement.rows_without_overlap(spans, gap=0.0)))


def _strip(row: Strip, chart: Strips, x: Callable[[float], float], y: float) -> str:
    parts = [svg_line(x(chart.low), y, x(chart.high), y, "base")]
    if row.span:
        low, high, role = row.span
        parts.append(
            f'<g class="r-{role}"><title>{escape(row.name)}: {escape(row.note or row.end)}</title>'
            f'<rect x="{px(x(low))}" y="{px(y - 3.5)}" width="{px(max(x(high) - x(low), 1))}" '
            f'height="7" class="bar-soft"/></g>'
        )
    parts += [svg_line(x(tick), y - 6, x(tick), y + 6, "whisker") for tick in row.ticks]
    return "".join(parts)


def _mark(row: Strip, mark: StripMark, x: float, y: float, size: float) -> str:
    shape = (
        f"<title>{escape(row.name)}: {escape(mark.words)}</title>"
        f'<path d="{style.GLYPHS[mark.glyph]}" '
        f'transform="translate({px(x)} {px(y)}) scale({size:g})"/>'
    )
    if mark.event_id:
        return (
            f'<g class="r-{mark.role}"><a href="event:{mark.event_id}" class="mark" '
            f'tabindex="-1">{shape}</a></g>'
        )
    return f'<g class="r-{mark.role}"><g class="mark">{shape}</g></g>'


def _key(chart: Strips, width: float, top: float) -> tuple[str, float]:
    """What the glyphs and the bar mean, in as many rows as they need."""
    entries = [
        (
            f'<g class="r-{role}"><g class="mark"><path d="{style.GLYPHS[glyph]}" '
            f'transform="translate({{x}} {{y}})"/></g></g>',
            name,
        )
        for role, glyph, name in chart.key
    ]
    if chart.span_name:
        role = next(row.span[2] for row in chart.rows if row.span)
        bar = '<rect x="-6" y="-3.5" width="16" height="7" class="bar-soft"/>'
        entries.append(
            (f'<g class="r-{role}" transform="translate({{x}} {{y}})">{bar}</g>', chart.span_name)
        )
    if chart.tick_name:
        rule = svg_line(0, -6, 0, 6, "whisker")
        entries.append((f'<g transform="translate({{x}} {{y}})">{rule}</g>', chart.tick_name))
    parts, x, y = [], 0.0, top
    for shape, name in entries:
        length = 20 + placement.text_width(name, 12) + 14
        if x and x + length > width:
            x, y = 0.0, y + 18
        parts.append(shape.format(x=px(x + 7), y=px(y + 6)))
        parts.append(svg_text(x + 20, y + 10.5, name))
        x += length
    return "".join(parts), y + 16 if entries else top
