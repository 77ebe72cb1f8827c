"""Horizontal bars with a range."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

import plotly.graph_objects as go

from summitry.interactive.base import to_json


def ranges_json(rows: Sequence[dict], unit: str, tokens: dict[str, dict[str, str]]) -> str:
    """Horizontal bars with a range; see `drawing.ranges_svg` for the rows."""
    light = tokens["light"]
    figure = go.Figure()
    names = [html.escape(row["name"]) for row in rows]
    texts = [
        f"{name}<br>{row['low']:g}–{row['high']:g} {unit}"
        if row["low"] != row["high"]
        else f"{name}<br>{row['best']:g} {unit}"
        for name, row in zip(names, rows)
    ]
    for role in sorted({row["role"] for row in rows}):
        mine = [(row, text) for row, text in zip(rows, texts) if row["role"] == role]
        figure.add_bar(
            orientation="h",
            x=[row["best"] for row, _ in mine],
            y=[html.escape(row["name"]) for row, _ in mine],
            meta={"role": role, "lane": role},
            marker={"color": light[f"lane-{role}"], "opacity": 0.45},
            customdata=[row["id"] for row, _ in mine],
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [row["high"] - row["best"] for row, _ in mine],
                "arrayminus": [row["best"] - row["low"] for row, _ in mine],
                "thickness": 1.2,
                "width": 4,
            },
            hovertext=[text for _, text in mine],
            hoverinfo="text",
        )
        alone = [row for row, _ in mine if row["alone"] is not None]
        if alone:
            figure.add_bar(
                orientation="h",
                x=[row["alone"] for row in alone],
                y=[html.escape(row["name"]) for row in alone],
                meta={"role": role, "lane": role},
                marker={"color": light[f"lane-{role}"]},
                customdata=[row["id"] for row in alone],
                hovertext=[
                    f"{html.escape(row['name'])}<br>{row['alone']:g} {unit} one to one"
                    for row in alone
                ],
                hoverinfo="text",
            )
    figure.update_layout(
        height=80 + 34 * len(rows),
        barmode="overlay",
        showlegend=False,
        margin={"l": 12, "r": 24, "t": 12, "b": 40},
        xaxis={"title": {"text": unit}, "rangemode": "tozero", "showgrid": True},
        yaxis={
            "categoryorder": "array",
            "categoryarray": names[::-1],
            "automargin": True,
            "fixedrange": True,
        },
    )
    return to_json(figure, light)


def grouped_ranges_json(rows: Sequence[dict], unit: str, tokens: dict[str, dict[str, str]]) -> str:
    """See `drawing.grouped_ranges_svg`: the same rows, each name with its group in the hover."""
    told = [
        row
        | {"name": f"{row['name']} ({row['group']})" + (", at least" if row["at_least"] else "")}
        for row in rows
    ]
    data = json.loads(ranges_json(told, unit, tokens))
    short = {html.escape(old["name"]): html.escape(new["name"]) for old, new in zip(told, rows)}
    for trace in data["data"]:
        trace["y"] = [short[name] for name in trace["y"]]
    data["layout"]["yaxis"]["categoryarray"] = [short[html.escape(r["name"])] for r in told][::-1]
    data["layout"]["height"] = 80 + 24 * len(rows)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
