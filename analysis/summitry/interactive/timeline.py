"""Timelines on one zoomable axis."""

from __future__ import annotations

import datetime
import html
from collections.abc import Sequence

import plotly.graph_objects as go

from summitry import style
from summitry.interactive.base import DAY_MS, to_json
from summitry.timeline import Timeline, lay_out


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
                x=[((mark.mark.last_day - mark.mark.first_day).days + 1) * DAY_MS for mark in bars],
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
    return to_json(figure, light)


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
