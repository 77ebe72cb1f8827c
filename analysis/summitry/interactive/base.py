"""What every Plotly figure shares."""

from __future__ import annotations

import json

import plotly.graph_objects as go

from summitry import style

DAY_MS = 86_400_000


def to_json(figure: go.Figure, light: dict[str, str]) -> str:
    figure.update_layout(
        template=None,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": style.FONT, "size": 12, "color": light["ink"]},
        hovermode="closest",
        hoverdistance=24,
        dragmode="zoom",
        hoverlabel={"align": "left"},
    )
    for axis in ("xaxis", "yaxis"):
        figure.update_layout({axis: {"gridcolor": light["grid"], "linecolor": light["rule"]}})
    data = figure.to_plotly_json()
    data["layout"].pop("template", None)  # the default one adds kilobytes to every figure
    return json.dumps(
        {"data": data["data"], "layout": data["layout"]},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
