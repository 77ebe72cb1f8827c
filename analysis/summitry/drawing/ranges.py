"""Horizontal bars with a range."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from summitry import placement
from summitry.drawing.base import open_svg, px, svg_line, svg_text

_STEP, _GROUP = 23.0, 30.0


def ranges_svg(
    rows: Sequence[dict],
    unit: str,
    width: float,
    tokens: dict[str, dict[str, str]],
    variant: str,
) -> str:
    """Horizontal bars with a range: one row per thing, named above its bar.

    Each row has ``id`` (an event), ``name``, ``role``, ``best``, ``low``, ``high``, ``at_least`` (``best``
    is a lower bound) and ``alone`` (a second, inner quantity or None), in `unit`.
    """
    limit = max(max(row["high"], row["best"]) for row in rows) * 1.04
    right = width - 132
    step = 44.0

    def x(value: float) -> float:
        return value * right / limit

    parts = []
    for number, row in enumerate(rows):
        y = 16 + number * step
        bar = y + 6
        figure = f"{row['best']:g} {unit}"
        if row["at_least"]:
            figure = f"at least {figure}"
        elif row["low"] != row["high"]:
            figure = f"{row['low']:g}–{row['high']:g} {unit}"
        parts.append(
            f'<a href="event:{row["id"]}" class="r-{row["role"]}" tabindex="-1">'
            f"<title>{escape(row['name'])}: {escape(figure)}</title>"
            f"{svg_text(0, y, row['name'])}"
            f'<rect x="0" y="{px(bar)}" width="{px(x(row["best"]))}" height="14" class="bar-soft"/>'
        )
        if row["alone"] is not None:
            parts.append(
                f'<rect x="0" y="{px(bar)}" width="{px(x(row["alone"]))}" height="14" class="bar"/>'
            )
        if row["low"] != row["high"]:
            parts.append(svg_line(x(row["low"]), bar + 7, x(row["high"]), bar + 7, "whisker"))
        parts.append(svg_text(x(max(row["best"], row["high"])) + 5, bar + 12, figure, "muted"))
        parts.append("</a>")
    height = 16 + step * len(rows) - 10
    return open_svg(width, height, variant, tokens) + "".join(parts) + "</svg>\n"


def grouped_ranges_svg(
    rows: Sequence[dict],
    unit: str,
    width: float,
    tokens: dict[str, dict[str, str]],
    variant: str,
) -> str:
    """As `ranges_svg`, closer together and under the heading of each row's ``group``.

    Names stand at the left where there is room. A row without an ``id`` is no link.
    """
    is_wide = variant == "wide"
    left = max(placement.text_width(row["name"], 12) for row in rows) + 14 if is_wide else 0.0
    limit = max(max(row["high"], row["best"]) for row in rows)
    room = width - left - (128 if is_wide else 98)
    parts, y, group = [], 0.0, ""
    for row in rows:
        if row["group"] != group:
            group = row["group"]
            y += _GROUP if y else 18.0
            parts.append(svg_text(0, y - 7, group, "group"))
        if not is_wide:
            parts.append(svg_text(0, y + 10, row["name"]))
            y += 14
        parts.append(_grouped_row(row, unit, left, y, room / limit, is_wide))
        y += _STEP
    return open_svg(width, y + 2, variant, tokens) + "".join(parts) + "</svg>\n"


def _grouped_row(row: dict, unit: str, left: float, y: float, scale: float, is_wide: bool) -> str:
    figure = f"{row['best']:g} {unit}"
    if row["at_least"]:
        figure = f"at least {row['best']:g}"
    elif row["low"] != row["high"]:
        figure = f"{row['best']:g} ({row['low']:g}–{row['high']:g})"
    alone = "" if row["alone"] is None else f", {row['alone']:g} of them in private"
    parts = [f"<title>{escape(row['name'])}: {escape(figure + alone)}</title>"]
    if is_wide:
        parts.append(svg_text(left - 10, y + 12, row["name"], "", "end"))
    for amount, css in ((row["best"], "bar-soft"), (row["alone"], "bar")):
        if amount:
            parts.append(
                f'<rect x="{px(left)}" y="{px(y + 2)}" width="{px(amount * scale)}" height="13" '
                f'class="{css}"/>'
            )
    if row["low"] != row["high"]:
        low, high = (left + row[end] * scale for end in ("low", "high"))
        parts.append(svg_line(low, y + 8.5, high, y + 8.5, "whisker"))
    end = left + max(row["best"], row["high"]) * scale
    parts.append(svg_text(end + 6, y + 12.5, figure, "muted"))
    body = "".join(parts)
    if row["id"]:
        return f'<a href="event:{row["id"]}" class="r-{row["role"]}" tabindex="-1">{body}</a>'
    return f'<g class="r-{row["role"]}">{body}</g>'
