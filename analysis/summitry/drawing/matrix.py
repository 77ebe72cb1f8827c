"""Things against conditions: a circle in each cell."""

from __future__ import annotations

from xml.sax.saxutils import escape

from summitry import placement
from summitry.charts import Cell, Matrix
from summitry.drawing.base import open_svg, px, svg_line, svg_text, wrapped

_ROW, _HEAD_ROW, _GROUP = 26.0, 15.0, 26.0


def matrix_svg(matrix: Matrix, width: float, tokens: dict, variant: str) -> str:
    """The matrix as SVG; on a narrow page columns carry numbers, explained below."""
    is_wide = variant == "wide"
    names = max(placement.text_width(name, 12) for _, name, _ in matrix.rows)
    left = names + 14 if is_wide else 0.0
    step = (width - left) / len(matrix.columns)
    heads = [
        wrapped(name, step - 8) if is_wide else [str(i)]
        for i, (_, name) in enumerate(matrix.columns, 1)
    ]
    y = max(len(head) for head in heads) * _HEAD_ROW + 8
    parts = []
    for number, head in enumerate(heads):
        for line, words in enumerate(head):
            down = y - 8 - _HEAD_ROW * (len(head) - 1 - line)
            parts.append(svg_text(left + step * (number + 0.5), down, words, "muted", "middle"))
    group = ""
    for row_id, name, row_group in matrix.rows:
        if row_group and row_group != group:
            group = row_group
            y += _GROUP
            parts.append(svg_text(0, y - 8, group, "group"))
        if is_wide:
            parts.append(svg_text(left - 10, y + _ROW / 2 + 4, name, "", "end"))
        else:
            y += 15
            parts.append(svg_text(0, y - 1, name))
        parts.append(svg_line(left, y + _ROW, width, y + _ROW, "grid"))
        for number, (column_id, column) in enumerate(matrix.columns):
            cell = matrix.cells.get((row_id, column_id))
            if cell:
                role = "leaders" if column_id in matrix.outcomes else matrix.role
                said = f"{name}, {column}: {cell.words}"
                parts.append(_circle(cell, left + step * (number + 0.5), y + _ROW / 2, role, said))
        y += _ROW
    y += 16
    for words in (
        [] if is_wide else [f"{i} {name}" for i, (_, name) in enumerate(matrix.columns, 1)]
    ):
        parts.append(svg_text(0, y, words, "muted"))
        y += 15
    key, y = _key(y, matrix.role, width)
    parts.append(key)
    return open_svg(width, y + 20, variant, tokens) + "".join(parts) + "</svg>\n"


def _circle(cell: Cell, x: float, y: float, role: str, said: str) -> str:
    parts = [f'<g class="r-{role}"><title>{escape(said)}</title>']
    if cell.disputed:
        parts.append(f'<circle cx="{px(x)}" cy="{px(y)}" r="10.5" class="disputed"/>')
    if cell.fill is None:
        parts.append(svg_text(x, y + 4.5, "?", "muted", "middle"))
    else:
        parts.append(f'<circle cx="{px(x)}" cy="{px(y)}" r="7" class="ring"/>')
        if cell.fill == 1:
            parts.append(f'<circle cx="{px(x)}" cy="{px(y)}" r="7" class="bar"/>')
        elif cell.fill > 0:
            half = f"M{px(x)} {px(y - 7)}a7 7 0 0 0 0 14z"
            parts.append(f'<path d="{half}" class="bar"/>')
    return "".join(parts) + "</g>"


def _key(y: float, role: str, width: float) -> tuple[str, float]:
    """What the circles mean, in as many rows as they need; and the height of the last row."""
    parts, x = [], 8.0
    for cell, words in (
        (Cell(1, ""), "yes"),
        (Cell(0.5, ""), "partly"),
        (Cell(0, ""), "no"),
        (Cell(None, ""), "not known"),
        (Cell(0, "", True), "coders differ"),
    ):
        if x + 14 + placement.text_width(words, 12) > width:
            x, y = 8.0, y + 22
        parts.append(_circle(cell, x, y + 4, role, words))
        parts.append(svg_text(x + 14, y + 8, words))
        x += placement.text_width(words, 12) + 36
    return "".join(parts), y
