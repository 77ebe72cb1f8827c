"""Columns above and below one line."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pandas as pd

from summitry import placement
from summitry.drawing.base import open_svg, px, svg_line, svg_text


def mirrored_columns_svg(
    table: pd.DataFrame,
    up: str,
    down: str,
    names: tuple[str, str],
    roles: tuple[str, str],
    notes: dict[int, str],
    width: float,
    tokens: dict[str, dict[str, str]],
    variant: str,
) -> str:
    """Columns per year: `up` above the line, `down` below it, on one scale.

    `table` has one row per ``year``; `notes` maps a year to a short text beside its column.
    """
    gutter, top, axis = 30.0, 24.0, 20.0
    unit = (300.0 if variant == "wide" else 230.0) / max(table[up].max() + table[down].max(), 1)
    above, below = table[up].max() * unit, table[down].max() * unit
    middle, step = top + above, (width - gutter) / len(table)
    bottom = middle + axis + below
    parts = []
    for tick in range(0, int(max(table[up].max(), table[down].max())) + 1, 10):
        for sign, limit, base in ((-1, above, middle), (1, below, middle + axis)):
            if tick * unit <= limit:
                y = base + sign * tick * unit
                parts.append(svg_line(gutter, y, width, y, "grid"))
                parts.append(svg_text(gutter - 5, y + 4, str(tick), "muted", "end"))
    for number, row in enumerate(table.to_dict("records")):
        x = gutter + number * step
        for column, role, y, name in (
            (up, roles[0], middle - row[up] * unit, names[0]),
            (down, roles[1], middle + axis, names[1]),
        ):
            if row[column]:
                parts.append(
                    f'<g class="r-{role}"><rect x="{px(x + 1)}" y="{px(y)}" class="bar" '
                    f'width="{px(max(step - 2, 1))}" height="{px(row[column] * unit)}">'
                    f"<title>{row['year']}: {row[column]} {escape(name.lower())}</title></rect></g>"
                )
        every = 1 if step >= 40 else 5 if step >= 9 else 10
        if row["year"] % every == 0:
            year = str(row["year"])
            # Not to the left of the columns, where the zeros of the scale stand.
            at = max(x + step / 2, gutter + placement.text_width(year, 12) / 2)
            parts.append(svg_text(at, middle + axis / 2 + 4.5, year, "muted", "middle"))
        if variant == "wide" and row["year"] in notes:
            text = notes[row["year"]]
            fits = x + placement.text_width(text, 12) <= width
            parts.append(
                svg_text(
                    x + (0 if fits else step),
                    middle - row[up] * unit - 6,
                    text,
                    "",
                    "start" if fits else "end",
                )
            )
    for role, name, y in (
        (roles[0], names[0], top - 9),
        (roles[1], names[1], bottom + 15),
    ):
        parts.append(f'<g class="r-{role}">{svg_text(gutter, y, name, "lane-name")}</g>')
    return open_svg(width, bottom + 22, variant, tokens) + "".join(parts) + "</svg>\n"
