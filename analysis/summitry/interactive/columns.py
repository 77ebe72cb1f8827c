"""Columns above and below one line."""

from __future__ import annotations

import html

import pandas as pd
import plotly.graph_objects as go

from summitry.interactive.base import DAY_MS, to_json


def mirrored_columns_json(
    table: pd.DataFrame,
    up: str,
    down: str,
    names: tuple[str, str],
    roles: tuple[str, str],
    tokens: dict[str, dict[str, str]],
) -> str:
    """Columns per year: `up` above the line, `down` below it, on one scale."""
    light = tokens["light"]
    figure = go.Figure()
    years = [f"{year}-07-01" for year in table["year"]]
    for column, name, role, sign in ((up, names[0], roles[0], 1), (down, names[1], roles[1], -1)):
        counts = [int(count) for count in table[column]]
        figure.add_bar(
            x=years,
            y=[sign * count for count in counts],
            width=[300 * DAY_MS] * len(years),
            name=name,
            meta={"role": role, "lane": column},
            marker={"color": light[f"lane-{role}"]},
            hovertext=[
                f"{year}<br>{count} {html.escape(name.lower())}"
                for year, count in zip(table["year"], counts)
            ],
            hoverinfo="text",
        )
    ticks = list(range(-50, 51, 10))
    figure.update_layout(
        height=440,
        barmode="relative",
        showlegend=False,
        margin={"l": 44, "r": 12, "t": 12, "b": 36},
        xaxis={
            "type": "date",
            "range": [f"{table['year'].min()}-01-01", f"{table['year'].max()}-12-31"],
            "showgrid": False,
        },
        yaxis={
            "tickvals": ticks,
            "ticktext": [str(abs(tick)) for tick in ticks],
            "zeroline": True,
            "fixedrange": True,
        },
    )
    return to_json(figure, light)
