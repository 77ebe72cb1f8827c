"""Running totals as stepped lines."""

from __future__ import annotations

import html
from collections.abc import Sequence

import plotly.graph_objects as go

from summitry.interactive.base import to_json


def cumulative_json(lines: Sequence[dict], tokens: dict[str, dict[str, str]]) -> str:
    """Running totals as stepped lines with their events; see `drawing.cumulative_svg`."""
    light = tokens["light"]
    figure = go.Figure()
    for line in lines:
        colour = light[f"lane-{line['role']}"]
        common = {"name": line["name"], "meta": {"role": line["role"], "lane": line["id"]}}
        figure.add_scatter(
            mode="lines",
            x=[day.strftime("%Y-%m-%d") for day in line["points"]["first_day"]],
            y=[float(value) for value in line["points"]["mean"]],
            line={"shape": "hv", "width": 1.8, "color": colour},
            hoverinfo="skip",
            **common,
        )
        figure.add_scatter(
            mode="markers",
            x=[mark["first_day"].strftime("%Y-%m-%d") for mark in line["marks"]],
            y=[float(mark["mean"]) for mark in line["marks"]],
            marker={"color": colour, "size": 7, "line": {"width": 0.8, "color": light["paper"]}},
            customdata=[mark["id"] for mark in line["marks"]],
            hovertext=[
                f"{html.escape(mark['date_words'])}<br>{html.escape(mark['title'])}"
                f"<br>{html.escape(line['name'])} now {mark['mean']:+g}"
                for mark in line["marks"]
            ],
            hoverinfo="text",
            **common,
        )
    days = [day for line in lines for day in line["points"]["first_day"]]
    figure.update_layout(
        height=460,
        showlegend=False,
        margin={"l": 44, "r": 12, "t": 12, "b": 36},
        xaxis={
            "type": "date",
            "range": [min(days).strftime("%Y-%m-%d"), max(days).strftime("%Y-%m-%d")],
            "showgrid": False,
        },
        yaxis={"zeroline": True, "fixedrange": True},
    )
    return to_json(figure, light)
