"""The same figures for Plotly: plain JSON, no template, lists and not arrays, roles and not colours.

Each trace carries its role in ``meta``; the page turns roles into the colours of its scheme.
Light colours are set here, so that the JSON also opens in Plotly by itself.
"""

from __future__ import annotations

import datetime
import html
import json
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from summitry import style
from summitry.timeline import Timeline, lay_out

_DAY_MS = 86_400_000


def timeline_json(
    timeline: Timeline,
    stretches: Sequence[tuple[datetime.date, datetime.date]],
    width: float,
    tokens: dict[str, dict[str, str]],
) -> str:
    """The timeline on one zoomable axis, lanes stacked as in the static drawing.

    Marks keep the rows they have in the static panels, so neighbours stay apart.
    """
    light = tokens["light"]
    panels = lay_out(timeline, stretches, width, with_labels=False)
    figure = go.Figure()
    centre = 0.0
    positions, names = [], []
    for number, lane in enumerate(timeline.lanes):
        placed = [mark for panel in panels for mark in panel.lanes[number].marks]
        rows = max((mark.row for mark in placed), default=0) + 1
        top = centre
        colour = light[f"lane-{lane.role}"]
        bars = [mark for mark in placed if mark.is_bar]
        glyphs = [mark for mark in placed if not mark.is_bar]
        if bars:
            figure.add_bar(
                orientation="h",
                base=[mark.mark.first_day.strftime("%Y-%m-%d") for mark in bars],
                x=[
                    ((mark.mark.last_day - mark.mark.first_day).days + 1) * _DAY_MS for mark in bars
                ],
                y=[top - mark.row for mark in bars],
                width=[0.72] * len(bars),
                marker={
                    "color": colour,
                    "opacity": [
                        {"day": 0.7, "month": 0.55, "year": 0.28}[m.mark.precision] for m in bars
                    ],
                },
                **_hover(bars, lane),
            )
        if glyphs:
            figure.add_scatter(
                mode="markers",
                x=[mark.mark.first_day.strftime("%Y-%m-%dT12:00") for mark in glyphs],
                y=[top - mark.row for mark in glyphs],
                marker={
                    "color": colour,
                    "size": 11,
                    "symbol": [
                        style.PLOTLY_SYMBOLS[m.mark.glyph] + ("-open" if m.mark.hollow else "")
                        for m in glyphs
                    ],
                    "line": {"width": 1.2, "color": light["paper"]},
                },
                **_hover(glyphs, lane),
            )
        positions.append(top - (rows - 1) / 2)
        names.append(f"<b>{html.escape(lane.name)}</b>")
        centre = top - rows - 1.2
    figure.update_layout(
        shapes=_band_shapes(timeline, light),
        height=max(420, int(-centre * 17 + 90)),
        barmode="overlay",
        showlegend=False,
        margin={"l": 128, "r": 12, "t": 12, "b": 36},
        xaxis={
            "type": "date",
            "range": [timeline.first_day.isoformat(), timeline.last_day.isoformat()],
            "showgrid": True,
            "zeroline": False,
            "ticklabelmode": "period",
        },
        yaxis={
            "range": [centre + 0.6, 1.2],
            "tickvals": positions,
            "ticktext": names,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
    )
    return _json(figure, light)


def _hover(placed, lane) -> dict:
    marks = [item.mark for item in placed]
    return {
        "name": lane.name,
        "meta": {"role": lane.role, "lane": lane.id},
        "customdata": [mark.id for mark in marks],
        "hovertext": [
            f"{html.escape(mark.date_words)}<br>{html.escape(mark.title)}" for mark in marks
        ],
        "hoverinfo": "text",
    }


def _band_shapes(timeline: Timeline, light: dict[str, str]) -> list[dict]:
    if not timeline.tracks:
        return []
    terms = [band for band in timeline.bands if band.track == timeline.tracks[0]]
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": band.first_day.isoformat(),
            "x1": band.last_day.isoformat(),
            "y0": 0,
            "y1": 1,
            "layer": "below",
            "line": {"width": 0},
            "fillcolor": light["band"],
            "opacity": 1 if number % 2 else 0,
            "label": {
                "text": html.escape(band.label),
                "textposition": "top left",
                "font": {"size": 11, "color": light["ink-muted"]},
            },
        }
        for number, band in enumerate(terms)
    ]


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
            width=[300 * _DAY_MS] * len(years),
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
    return _json(figure, light)


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
    return _json(figure, light)


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
    return _json(figure, light)


def _json(figure: go.Figure, light: dict[str, str]) -> str:
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
