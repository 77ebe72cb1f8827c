"""The statistical charts for Plotly: forests, lines, stacks and matrices."""

from __future__ import annotations

import datetime
import html
import math

import plotly.graph_objects as go

from summitry.charts import Cell, Forest, Lines, Matrix, Panel, Stacks, place, plain
from summitry.interactive.base import to_json
from summitry.placement import rows_without_overlap, text_width

_MARGIN = {"l": 12, "r": 24, "t": 28, "b": 44}
_PHONE = 290.0  # pixels that the panels have there


def forest_json(forest: Forest, tokens: dict[str, dict[str, str]]) -> str:
    """See `charts.Forest`: a point with its interval per row, in the same order."""
    light = tokens["light"]
    figure = go.Figure()
    finite = [v for row in forest.rows for v in (row.low, row.high) if not math.isinf(v)]
    lowest, highest = min(finite), max(finite)
    labels = _unique([f"{row.group}: {row.name}" if row.group else row.name for row in forest.rows])
    for role in sorted({row.role for row in forest.rows}):
        mine = [(row, label) for row, label in zip(forest.rows, labels) if row.role == role]
        figure.add_scatter(
            mode="markers",
            x=[row.best for row, _ in mine],
            y=[label for _, label in mine],
            meta={"role": role, "lane": role},
            marker={"color": light[f"lane-{role}"], "size": 10, "line": {"width": 1}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [min(row.high, highest) - row.best for row, _ in mine],
                "arrayminus": [row.best - max(row.low, lowest) for row, _ in mine],
                "thickness": 1.6,
                "width": 4,
            },
            customdata=[row.event_id for row, _ in mine],
            hovertext=[
                f"{html.escape(row.name)}<br>{plain(row.best, forest.digits)} "
                f"({plain(row.low, forest.digits)} to {plain(row.high, forest.digits)})"
                + (f"<br>{html.escape(row.note)}" if row.note else "")
                for row, _ in mine
            ],
            hoverinfo="text",
        )
    if forest.reference is not None:
        figure.update_layout(shapes=[_rule("x", forest.reference)])
    figure.update_layout(
        height=110 + 26 * len(forest.rows),
        showlegend=False,
        margin=_MARGIN,
        xaxis={"title": {"text": forest.axis}, "type": "log" if forest.log else "linear"},
        yaxis={
            "categoryorder": "array",
            "categoryarray": labels[::-1],
            "automargin": True,
            "fixedrange": True,
        },
    )
    return to_json(figure, light)


def _unique(labels: list[str]) -> list[str]:
    """`labels`, told apart by spaces at their end where two are the same."""
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        seen[label] = seen.get(label, -1) + 1
        found.append(html.escape(label) + " " * seen[label])
    return found


def _rule(axis: str, at: float | str) -> dict:
    other = "y" if axis == "x" else "x"
    return {
        "type": "line",
        f"{axis}ref": axis,
        f"{other}ref": "paper",
        f"{axis}0": at,
        f"{axis}1": at,
        f"{other}0": 0,
        f"{other}1": 1,
        "line": {"width": 1, "dash": "dot"},
    }


def lines_json(chart: Lines, tokens: dict[str, dict[str, str]]) -> str:
    """See `charts.Lines`: the panels below each other, sharing one horizontal axis."""
    light = tokens["light"]
    figure = go.Figure()
    count = len(chart.panels)
    notes, shapes = [], []
    above = [_rows_of_moments(panel, chart) for panel in chart.panels]
    head = 0.06 + 0.05 / count * max(row for rows in above for row in [0, *rows])
    for number, panel in enumerate(chart.panels):
        axis = "y" if number == 0 else f"y{number + 1}"
        if panel.band:
            places, lows, highs = panel.band
            figure.add_scatter(
                x=[*map(_x, places), *map(_x, reversed(places))],
                y=[*map(float, highs), *map(float, reversed(lows))],
                **_fill("other", chart.band_name or "band", axis, light),
            )
        for line in panel.lines:
            if len(line.lows):
                figure.add_scatter(
                    x=[*map(_x, line.xs), *map(_x, reversed(line.xs))],
                    y=[*map(float, line.highs), *map(float, reversed(line.lows))],
                    **_fill(line.role, line.id, axis, light),
                )
            figure.add_scatter(
                mode="lines",
                x=[_x(x) for x in line.xs],
                y=[float(y) for y in line.ys],
                yaxis=axis,
                name=line.name,
                meta={"role": line.role, "lane": line.id},
                line={
                    "shape": "hv" if line.is_stepped else "linear",
                    "width": 1.8,
                    "dash": "dash" if line.is_dashed else "solid",
                    "color": light[f"lane-{line.role}"],
                },
                **(
                    {"hoverinfo": "skip"}
                    if line.dots
                    else {
                        "hoverinfo": "text",
                        "hovertext": [
                            f"{html.escape(line.name or panel.title)}<br>{_x(x)}: {plain(float(y))}"
                            for x, y in zip(line.xs, line.ys)
                        ],
                    }
                ),
            )
            if line.dots:
                figure.add_scatter(
                    mode="markers",
                    x=[_x(dot.x) for dot in line.dots],
                    y=[float(dot.y) for dot in line.dots],
                    yaxis=axis,
                    name=line.name,
                    meta={"role": line.role, "lane": line.id},
                    marker={
                        "color": light[f"lane-{line.role}"],
                        "size": 7,
                        "line": {"width": 0.8, "color": light["paper"]},
                    },
                    customdata=[dot.event_id for dot in line.dots],
                    hovertext=[html.escape(dot.words) for dot in line.dots],
                    hoverinfo="text",
                )
        top = 1 - number / count
        if panel.title:
            notes.append(_note(panel.title, 0, top, light) | {"xref": "paper", "yref": "paper"})
        for (at, name), row in zip(panel.moments, above[number]):
            ends = {"y0": 1 - (number + 0.88) / count, "y1": top}
            shapes.append(_rule("x", _x(at)) | ends)
            note = _note(name, _x(at), top, light)
            shift = {"textangle": 0, "yshift": -14 - 13 * row}
            notes.append(note | {"xref": "x", "yref": "paper"} | shift)
    layout = {
        f"yaxis{number + 1 if number else ''}": {
            "domain": [1 - (number + 0.88) / count, 1 - number / count - head],
            "range": list(chart.y_range()),
            "zeroline": True,
            "fixedrange": True,
        }
        for number in range(count)
    }
    layout["yaxis"]["title"] = {"text": chart.y_axis}
    first, last = chart.x_range()
    if chart.is_dated:
        ends = [datetime.date.fromordinal(int(end)).isoformat() for end in (first, last)]
        x_axis = {"type": "date", "range": ends}
    else:
        x_axis = {"title": {"text": chart.x_axis}, "range": [first, last]}
    figure.update_layout(
        height=140 + 250 * count,
        showlegend=False,
        margin=_MARGIN | {"l": 56},
        annotations=notes,
        shapes=shapes,
        xaxis=x_axis | {"showgrid": False, "anchor": "free", "position": 0},
        **layout,
    )
    return to_json(figure, light)


def _rows_of_moments(panel: Panel, chart: Lines) -> list[int]:
    """For each moment the row of its name: the second where it would overlap one on a phone."""
    low, high = chart.x_range()
    spans = {}
    for number, (at, name) in enumerate(panel.moments):
        left = (place(at) - low) / ((high - low) or 1) * _PHONE
        spans[number] = (left, left + text_width(name, 12))
    order = sorted(spans, key=lambda number: spans[number])
    rows = rows_without_overlap([spans[number] for number in order], 4.0)
    return [row for _, row in sorted(zip(order, rows))]


def _x(at):
    return at.isoformat() if isinstance(at, datetime.date) else float(at)


def _fill(role: str, lane: str, axis: str, light: dict[str, str]) -> dict:
    return {
        "mode": "lines",
        "fill": "toself",
        "fillcolor": light[f"lane-{role}"],
        "line": {"width": 0, "color": light[f"lane-{role}"]},
        "opacity": 0.2,
        "yaxis": axis,
        "meta": {"role": role, "lane": lane},
        "hoverinfo": "skip",
    }


def _note(words: str, x, y: float, light: dict[str, str]) -> dict:
    return {
        "text": html.escape(words),
        "x": x,
        "y": y,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 12, "color": light["ink-muted"]},
    }


def stacks_json(chart: Stacks, tokens: dict[str, dict[str, str]]) -> str:
    """See `charts.Stacks`: one trace per part."""
    light = tokens["light"]
    figure = go.Figure()
    labels = _unique([f"{row.group}: {row.name}" if row.group else row.name for row in chart.rows])
    totals = [sum(row.amounts.values()) or 1 for row in chart.rows]
    for part in chart.parts:
        amounts = [float(row.amounts.get(part.id, 0)) for row in chart.rows]
        figure.add_bar(
            orientation="h",
            x=[
                amount / total if chart.as_shares else amount
                for amount, total in zip(amounts, totals)
            ],
            y=labels,
            name=part.name,
            meta={"role": part.role, "lane": part.id},
            marker={"color": light[f"lane-{part.role}"], "opacity": part.strength},
            hovertext=[
                f"{html.escape(row.name)}<br>{html.escape(part.name)}: {plain(amount)}"
                for row, amount in zip(chart.rows, amounts)
            ],
            hoverinfo="text",
        )
    figure.update_layout(
        height=110 + 28 * len(chart.rows),
        barmode="stack",
        showlegend=False,
        margin=_MARGIN,
        xaxis={
            "title": {"text": chart.unit},
            **({"tickformat": ".0%"} if chart.as_shares else {}),
        },
        yaxis={
            "categoryorder": "array",
            "categoryarray": labels[::-1],
            "automargin": True,
            "fixedrange": True,
        },
    )
    return to_json(figure, light)


def matrix_json(matrix: Matrix, tokens: dict[str, dict[str, str]]) -> str:
    """See `charts.Matrix`: a circle in each cell, its words on pointing."""
    light = tokens["light"]
    figure = go.Figure()
    rows = {row_id: html.escape(name) for row_id, name, _ in matrix.rows}
    columns = {column_id: html.escape(name) for column_id, name in matrix.columns}
    for role in (matrix.role, "leaders"):
        mine = [
            (at, cell)
            for at, cell in matrix.cells.items()
            if ("leaders" if at[1] in matrix.outcomes else matrix.role) == role
        ]
        if not mine:
            continue
        figure.add_scatter(
            mode="markers",
            x=[columns[column] for (_, column), _ in mine],
            y=[rows[row] for (row, _), _ in mine],
            meta={"role": role, "lane": role},
            marker={
                "size": [16 if cell.fill is not None else 6 for _, cell in mine],
                "symbol": [_symbol(cell) for _, cell in mine],
                "opacity": [0.45 if cell.fill == 0.5 else 1 for _, cell in mine],
                "color": light[f"lane-{role}"],
                "line": {"width": 1.5},
            },
            hovertext=[
                f"{rows[row]}<br>{columns[column]}: {html.escape(cell.words)}"
                for (row, column), cell in mine
            ],
            hoverinfo="text",
        )
    figure.update_layout(
        height=150 + 34 * len(matrix.rows),
        showlegend=False,
        margin=_MARGIN,
        xaxis={
            "categoryorder": "array",
            "categoryarray": list(columns.values()),
            "side": "top",
            "fixedrange": True,
        },
        yaxis={
            "categoryorder": "array",
            "categoryarray": list(rows.values())[::-1],
            "automargin": True,
            "fixedrange": True,
        },
    )
    return to_json(figure, light)


def _symbol(cell: Cell) -> str:
    if cell.fill is None:
        return "x"
    return "circle" if cell.fill else "circle-open"
