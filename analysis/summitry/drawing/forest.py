"""Estimates with their intervals, one below another."""

from __future__ import annotations

import math
from collections.abc import Callable
from xml.sax.saxutils import escape

from summitry import placement
from summitry.charts import Forest, Interval, log_ticks, nice_ticks, plain
from summitry.drawing.base import open_svg, px, svg_line, svg_text, wrapped

_STEP = 24.0
_GROUP = 26.0


def forest_svg(forest: Forest, width: float, tokens: dict, variant: str) -> str:
    """The forest as SVG: names at the left where there is room, else above their rows."""
    is_wide = variant == "wide"
    names = max(placement.text_width(row.name, 12) for row in forest.rows)
    numbers = max(placement.text_width(_numbers(row, forest), 12) for row in forest.rows)
    left = min(names + 14, width * 0.46) if is_wide else 16.0
    right = width - (numbers + 14 if is_wide else 10.0)
    x, ticks = _scale(forest, left, right)
    named = _GROUP if any(row.group for row in forest.rows) else 0.0
    top = 18.0 if forest.reference_name else 6.0
    parts, y, group = [], top, ""
    for row in forest.rows:
        if row.group and row.group != group:
            group = row.group
            y += named
            parts.append(svg_text(0, y - 7, group, "group"))
        if not is_wide:
            y += 14
            parts.append(svg_text(0, y - 1, row.name))
        parts.append(_row(row, forest, x, y + _STEP / 2))
        if is_wide:
            parts.append(
                svg_text(left - 12, y + _STEP / 2 + 4, _fitted(row.name, left - 12), "", "end")
            )
            parts.append(svg_text(width, y + _STEP / 2 + 4, _numbers(row, forest), "muted", "end"))
        y += _STEP
    behind = []
    for tick in ticks:
        behind.append(svg_line(x(tick), top, x(tick), y + 4, "grid"))
        behind.append(svg_text(x(tick), y + 19, plain(tick), "muted", "middle"))
    if forest.reference is not None:
        at = x(forest.reference)
        behind.append(svg_line(at, top - 4, at, y + 4, "zero"))
        if forest.reference_name:
            behind.append(svg_text(at, 11, forest.reference_name, "muted", _anchor(at, width)))
    start = left if is_wide else 0
    for words in wrapped(forest.axis, width - start):
        y += 15
        parts.append(svg_text(start, y + 21, words, "muted"))
    body = "".join([*behind, *parts])
    return open_svg(width, y + 27, variant, tokens) + body + "</svg>\n"


def _scale(forest: Forest, left: float, right: float) -> tuple[Callable[[float], float], list]:
    values = [value for row in forest.rows for value in (row.low, row.best, row.high)]
    values += [forest.reference] if forest.reference is not None else []
    values = [value for value in values if not math.isnan(value) and not math.isinf(value)]
    low, high = min(values), max(values)
    if forest.log:
        start, end = math.log(low), math.log(high)

        def x(value: float) -> float:
            inside = min(max(value, low), high)
            return left + (math.log(inside) - start) * (right - left) / ((end - start) or 1)

        return x, log_ticks(low, high)
    margin = (high - low) * 0.03 or 1.0
    low, high = low - margin, high + margin

    def linear(value: float) -> float:
        return left + (min(max(value, low), high) - low) * (right - left) / (high - low)

    return linear, nice_ticks(low, high)


def _row(row: Interval, forest: Forest, x: Callable[[float], float], y: float) -> str:
    said = escape(f"{row.name}: {_numbers(row, forest)}{'. ' + row.note if row.note else ''}")
    shape = (
        svg_line(x(row.low), y, x(row.high), y, "reach")
        + f'<circle cx="{px(x(row.best))}" cy="{px(y)}" r="4.6" class="point"/>'
    )
    if row.event_id:
        return (
            f'<a href="event:{row.event_id}" class="r-{row.role}" tabindex="-1">'
            f"<title>{said}</title>{shape}</a>"
        )
    return f'<g class="r-{row.role}"><title>{said}</title>{shape}</g>'


def _numbers(row: Interval, forest: Forest) -> str:
    low, best, high = (
        "∞" if math.isinf(value) else plain(value, forest.digits)
        for value in (row.low, row.best, row.high)
    )
    return f"{best} ({low} to {high})" if low != high else best


def _fitted(name: str, room: float) -> str:
    """`name`, shortened with an ellipsis where it is wider than `room`; the table has it whole."""
    while placement.text_width(name, 12) > room and len(name) > 4:
        name = name[:-2].rstrip() + "…"
    return name


def _anchor(x: float, width: float) -> str:
    return "start" if x < width * 0.25 else "end" if x > width * 0.75 else "middle"
