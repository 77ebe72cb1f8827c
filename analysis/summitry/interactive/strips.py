"""Lines below each other on one axis, with marks on them."""

from __future__ import annotations

import html

import plotly.graph_objects as go

from summitry import placement, style
from summitry.charts import Strips
from summitry.interactive.base import to_json

_PIXELS = 560.0  # about how wide the axis is, to keep neighbours apart as in the static drawing


def strips_json(chart: Strips, tokens: dict[str, dict[str, str]]) -> str:
    """See `charts.Strips`: spans as bars, and one trace of marks per role."""
    light = tokens["light"]
    figure = go.Figure()
    per_pixel = (chart.high - chart.low) / _PIXELS
    half = style.MARK_WIDTH / 2 * per_pixel
    placed, spans, heights = [], [], []
    y = 0.0
    for row in chart.rows:
        sides = {}
        for is_above in (True, False):
            marks = sorted((m for m in row.marks if m.is_above == is_above), key=lambda m: m.x)
            levels = placement.rows_without_overlap(
                [(mark.x - half, mark.x + half) for mark in marks], gap=0.0
            )
            sides[is_above] = list(zip(marks, levels if chart.is_stacked else [0] * len(marks)))
        up = max((level for _, level in sides[True]), default=0) + 1 if chart.is_stacked else 1
        down = max((level for _, level in sides[False]), default=-1) + 1
        line = y - up - 0.2
        heights.append(line)
        for is_above, marks in sides.items():
            for mark, level in marks:
                offset = (level + 0.6) * (1 if is_above else -1) if chart.is_stacked else 0.0
                placed.append((row, mark, line + offset))
        if row.span:
            spans.append((row, line))
        y = line - down - 0.7
    for role in sorted({row.span[2] for row, _ in spans}):
        mine = [(row, line) for row, line in spans if row.span[2] == role]
        figure.add_bar(
            orientation="h",
            base=[row.span[0] for row, _ in mine],
            x=[row.span[1] - row.span[0] for row, _ in mine],
            y=[line for _, line in mine],
            width=[0.5] * len(mine),
            name=chart.span_name,
            meta={"role": role, "lane": "span"},
            marker={"color": light[f"lane-{role}"], "opacity": 0.35},
            hovertext=[
                f"{html.escape(row.name)}<br>{html.escape(row.note or row.end)}" for row, _ in mine
            ],
            hoverinfo="text",
        )
    for role in sorted({mark.role for _, mark, _ in placed}):
        mine = [(row, mark, at) for row, mark, at in placed if mark.role == role]
        figure.add_scatter(
            mode="markers",
            x=[mark.x for _, mark, _ in mine],
            y=[at for _, _, at in mine],
            meta={"role": role, "lane": role},
            marker={
                "color": light[f"lane-{role}"],
                "size": 10,
                "symbol": [style.PLOTLY_SYMBOLS[mark.glyph] for _, mark, _ in mine],
                "line": {"width": 1, "color": light["paper"]},
            },
            customdata=[mark.event_id for _, mark, _ in mine],
            hovertext=[
                f"{html.escape(row.name)}<br>{html.escape(mark.words)}" for row, mark, _ in mine
            ],
            hoverinfo="text",
        )
    figure.update_layout(
        height=int(110 + 17 * -y),
        showlegend=False,
        barmode="overlay",
        margin={"l": 12, "r": 24, "t": 28 if chart.moments else 12, "b": 44},
        shapes=[
            {
                "type": "line",
                "x0": tick,
                "x1": tick,
                "y0": line - 0.4,
                "y1": line + 0.4,
                "line": {"width": 1.4},
            }
            for row, line in zip(chart.rows, heights)
            for tick in row.ticks
        ]
        + [
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"width": 1},
            }
            for at, _ in chart.moments
        ],
        annotations=[
            {"x": at, "y": 1, "yref": "paper", "yanchor": "bottom", "text": html.escape(name)}
            | {"showarrow": False, "xanchor": "right", "font": {"color": light["ink-muted"]}}
            for at, name in chart.moments
        ],
        xaxis={
            "title": {"text": chart.axis},
            "range": [chart.low - 8 * per_pixel, chart.high + 8 * per_pixel],
            "zeroline": False,
        },
        yaxis={
            "tickvals": heights,
            "ticktext": [html.escape(row.name) for row in chart.rows],
            "range": [y, 0.4],
            "zeroline": False,
            "automargin": True,
            "fixedrange": True,
        },
    )
    return to_json(figure, light)
