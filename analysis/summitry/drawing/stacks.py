"""Horizontal bars made of parts."""

from __future__ import annotations

from xml.sax.saxutils import escape

from summitry import placement
from summitry.charts import Stacks, plain
from summitry.drawing.base import open_svg, px, svg_text

_BAR, _STEP, _GROUP = 18.0, 26.0, 26.0


def stacks_svg(chart: Stacks, width: float, tokens: dict, variant: str) -> str:
    """The bars as SVG, with a key of the parts above them and each amount in its part."""
    is_wide = variant == "wide"
    totals = [sum(row.amounts.values()) for row in chart.rows]
    left = 0.0
    if is_wide:
        left = max(placement.text_width(row.name, 12) for row in chart.rows) + 12
    room = width - left - 40
    key, y = _key(chart, width)
    parts, group = [key], ""
    for row, total in zip(chart.rows, totals):
        if row.group and row.group != group:
            group = row.group
            y += _GROUP
            parts.append(svg_text(0, y - 8, group, "group"))
        if is_wide:
            parts.append(svg_text(left - 10, y + 13, row.name, "", "end"))
        else:
            parts.append(svg_text(0, y + 11, row.name))
            y += 16
        unit = room / ((total if chart.as_shares else max(totals)) or 1)
        x = left
        said = escape(f"{row.name}{'. ' + row.note if row.note else ''}")
        parts.append(f"<g><title>{said}</title>")
        for part in chart.parts:
            amount = row.amounts.get(part.id, 0)
            if not amount:
                continue
            wide = amount * unit
            text = plain(amount)
            parts.append(
                f'<g class="r-{part.role}"><rect x="{px(x)}" y="{px(y)}" width="{px(max(wide - 1, 0.5))}" '
                f'height="{px(_BAR)}" class="bar" opacity="{px(part.strength)}">'
                f"<title>{said}: {escape(part.name)} {text}</title></rect></g>"
            )
            if wide >= placement.text_width(text, 12) + 4:
                css = "inside" if part.strength > 0.7 else ""
                parts.append(svg_text(x + wide / 2, y + 13.5, text, css, "middle"))
            x += wide
        parts.append("</g>")
        parts.append(svg_text(x + 5, y + 13, plain(total), "muted"))
        y += _STEP
    parts.append(svg_text(left, y + 10, chart.unit, "muted"))
    return open_svg(width, y + 16, variant, tokens) + "".join(parts) + "</svg>\n"


def _key(chart: Stacks, width: float) -> tuple[str, float]:
    """Names of the parts with their colours, in as many rows as they need."""
    parts, x, y = [], 0.0, 0.0
    for part in chart.parts:
        length = 18 + placement.text_width(part.name, 12) + 14
        if x and x + length > width:
            x, y = 0.0, y + 18
        parts.append(
            f'<g class="r-{part.role}"><rect x="{px(x)}" y="{px(y)}" width="12" height="12" '
            f'class="bar" opacity="{px(part.strength)}"/></g>'
            + svg_text(x + 18, y + 10.5, part.name)
        )
        x += length
    return "".join(parts), y + 24
