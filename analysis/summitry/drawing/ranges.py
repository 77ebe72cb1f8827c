"""Horizontal bars with a range."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from summitry.drawing.base import open_svg, px, svg_line, svg_text


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
