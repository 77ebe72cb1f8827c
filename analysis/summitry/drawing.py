"""Static drawings: SVG made without a browser, themed by CSS custom properties.

Every colour is ``var(--token, fallback)``, so the drawing follows the page it stands in and
is complete on its own. Marks are links to ``event:<id>``, which the site resolves.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pandas as pd

from summitry import placement, style
from summitry.timeline import Panel, Scale, Timeline, lay_out

_ROW = 12.0  # height of one row of marks
_LABEL_ROW = 15.0
_LANE_GAP = 6.0
_BAND = 15.0
_AXIS = 24.0
_PANEL_GAP = 22.0


def stylesheet(tokens: dict[str, dict[str, str]]) -> str:
    """The rules that every static drawing carries, and that the site serves once for all."""
    light = tokens["light"]

    def colour(name: str) -> str:
        return f"var(--{name},{light[name]})"

    rules = {
        "text": f"font-family:{style.FONT};font-size:12px;fill:{colour('ink')}",
        ".muted": f"fill:{colour('ink-muted')}",
        ".lane-name": "font-size:13px;font-weight:700;fill:var(--c)",
        ".mark path": f"fill:var(--c);stroke:{colour('paper')};stroke-width:1.5",
        ".mark.hollow path": f"fill:{colour('paper')};stroke:var(--c);stroke-width:1.8",
        ".mark rect": "fill:var(--c);opacity:.62",
        ".mark .year": "opacity:.28",
        ".mark.hollow rect": "fill:none;stroke:var(--c);stroke-width:1.4",
        ".leader-line": f"stroke:{colour('rule-strong')};stroke-width:.8",
        ".grid": f"stroke:{colour('grid')};stroke-width:1",
        ".base": f"stroke:{colour('rule')};stroke-width:1",
        ".band": f"fill:{colour('band')}",
        ".band-edge": f"stroke:{colour('rule')};stroke-width:1",
        ".step": "fill:none;stroke:var(--c);stroke-width:1.8",
        ".dot circle": f"fill:var(--c);stroke:{colour('paper')};stroke-width:.8",
        ".bar": "fill:var(--c)",
        ".bar-soft": "fill:var(--c);opacity:.35",
        ".whisker": f"stroke:{colour('ink')};stroke-width:1.2",
    }
    for role in style.ROLES:
        rules[f".r-{role}"] = f"--c:{colour('lane-' + role)}"
    return "".join(f".chart {selector}{{{rule}}}" for selector, rule in rules.items())


def _open(width: float, height: float, variant: str, tokens: dict) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{variant}" '
        f'viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}" '
        f'aria-hidden="true" focusable="false"><style>{stylesheet(tokens)}</style>'
    )


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _text(x: float, y: float, text: str, css: str = "", anchor: str = "start") -> str:
    attributes = f' class="{css}"' if css else ""
    if anchor != "start":
        attributes += f' text-anchor="{anchor}"'
    return f'<text x="{_n(x)}" y="{_n(y)}"{attributes}>{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    return f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" class="{css}"/>'


def timeline_svg(
    timeline: Timeline,
    stretches: Sequence[tuple[datetime.date, datetime.date]],
    width: float,
    tokens: dict[str, dict[str, str]],
    variant: str,
) -> str:
    """The timeline as SVG, one panel under another, each with its bands, lanes and axis.

    `variant` is ``wide`` (labels) or ``narrow`` (marks only, for phones).
    """
    panels = lay_out(timeline, stretches, width, with_labels=variant == "wide")
    parts: list[str] = []
    top = 2.0
    for panel in panels:
        drawn, height = _panel(timeline, panel, width, top)
        parts.append(drawn)
        top += height + _PANEL_GAP
    return _open(width, top - _PANEL_GAP + 2, variant, tokens) + "".join(parts) + "</svg>\n"


def _panel(timeline: Timeline, panel: Panel, width: float, top: float) -> tuple[str, float]:
    scale = panel.scale
    bands_height = _BAND * len(timeline.tracks)
    lanes_height = sum(
        _LABEL_ROW * lane.label_rows + _ROW * lane.mark_rows + _LANE_GAP for lane in panel.lanes
    )
    bottom = top + bands_height + 6 + lanes_height
    end = min(width, scale.x(timeline.last_day + datetime.timedelta(1)))
    parts = [_bands(timeline, scale, width, top, bottom)]
    parts.append(_time_axis(scale, top + bands_height, bottom, end))
    y = top + bands_height + 6
    for lane in panel.lanes:
        label_height = _LABEL_ROW * lane.label_rows
        first_row = y + label_height + _ROW / 2
        parts.append(f'<g class="r-{lane.lane.role}">')
        parts.append(_text(0, y + 12, lane.lane.name, "lane-name"))
        lowest = y + label_height
        for label in lane.labels:
            placed = lane.marks[label.index]
            baseline = lowest - 4 - _LABEL_ROW * label.row
            # A thin leader wherever the label is not right above its mark.
            if label.row or placed.row:
                parts.append(
                    _line(
                        placed.x + (2 if placed.is_bar else 0),
                        baseline + 2,
                        placed.x + (2 if placed.is_bar else 0),
                        first_row + _ROW * placed.row - 6,
                        "leader-line",
                    )
                )
            parts.append(_text(label.left, baseline, placed.mark.short_title))
        for placed in lane.marks:
            parts.append(_mark(placed, first_row + _ROW * placed.row))
        parts.append("</g>")
        y += label_height + _ROW * lane.mark_rows + _LANE_GAP
    return "".join(parts), bottom + _AXIS - top


def _mark(placed, y: float) -> str:
    mark = placed.mark
    title = f"{mark.date_words}: {mark.title}"
    css = "mark hollow" if mark.hollow else "mark"
    if placed.is_bar:
        year = ' class="year"' if mark.precision == "year" else ""
        shape = (
            f'<rect x="{_n(placed.left)}" y="{_n(y - 4.5)}" '
            f'width="{_n(placed.right - placed.left)}" height="9" rx="2"{year}/>'
        )
        if mark.precision == "day":
            shape += (
                f'<path d="{style.GLYPHS[mark.glyph]}" '
                f'transform="translate({_n(placed.left + 4)} {_n(y)}) scale(.8)"/>'
            )
    else:
        shape = (
            f'<path d="{style.GLYPHS[mark.glyph]}" transform="translate({_n(placed.x)} {_n(y)})"/>'
        )
    return (
        f'<a href="event:{mark.id}" class="{css}" tabindex="-1">'
        f"<title>{escape(title)}</title>{shape}</a>"
    )


def _bands(timeline: Timeline, scale: Scale, width: float, top: float, bottom: float) -> str:
    parts = []
    for number, track in enumerate(timeline.tracks):
        y = top + _BAND * number
        terms = [band for band in timeline.bands if band.track == track]
        for order, band in enumerate(terms):
            if band.last_day < scale.first_day or band.first_day > scale.last_day:
                continue
            left = max(0.0, scale.x(max(band.first_day, scale.first_day)))
            last = min(band.last_day, timeline.last_day, scale.last_day)
            right = min(width, scale.x(last + datetime.timedelta(1)))
            if right <= left:
                continue
            if order % 2:
                # The first track's tint runs down through the lanes: one band set per figure.
                tint_bottom = bottom if number == 0 else y + _BAND
                parts.append(
                    f'<rect x="{_n(left)}" y="{_n(y)}" width="{_n(right - left)}" '
                    f'height="{_n(tint_bottom - y)}" class="band"/>'
                )
            parts.append(_line(left, y + 1, left, y + _BAND - 1, "band-edge"))
            label = f"{track}: {band.label}" if left == 0 else band.label
            for text in (label, band.label):
                if placement.text_width(text, 11.5) + 8 <= right - left:
                    parts.append(_text(left + 4, y + 11, text, "muted band-name"))
                    break
    return "".join(parts)


def _time_axis(scale: Scale, top: float, bottom: float, end: float) -> str:
    parts = [_line(0, bottom, end, bottom, "base")]
    for day, label in time_ticks(scale):
        x = scale.x(day)
        if x > end + 1:
            break
        parts.append(_line(x, top, x, bottom + 4, "grid"))
        if x + placement.text_width(label, 12) <= scale.width + 1:
            parts.append(_text(x + 3, bottom + 15, label, "muted"))
    return "".join(parts)


def time_ticks(scale: Scale, spacing: float = 46.0) -> list[tuple[datetime.date, str]]:
    """Days with a rule and their labels, at least `spacing` pixels apart.

    Months where they fit, then quarters, then years, then every second or fifth year.
    """
    for months in (1, 3, 12, 24, 60):
        first = scale.first_day.replace(day=1)
        ticks = []
        year, month = first.year, first.month
        while datetime.date(year, month, 1) <= scale.last_day:
            day = datetime.date(year, month, 1)
            wanted = (month - 1) % months == 0 if months < 12 else month == 1
            if months > 12:
                wanted = wanted and year % (months // 12) == 0
            if wanted and day >= scale.first_day:
                ticks.append(day)
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if len(ticks) < 2 or scale.x(ticks[1]) - scale.x(ticks[0]) >= spacing:
            break
    return [(day, _tick_label(day, months, number)) for number, day in enumerate(ticks)]


def _tick_label(day: datetime.date, months: int, number: int) -> str:
    if months >= 12:
        return str(day.year)
    name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
        day.month - 1
    ]
    return f"{name} {day.year}" if day.month == 1 or number == 0 else name


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
                parts.append(_line(gutter, y, width, y, "grid"))
                parts.append(_text(gutter - 5, y + 4, str(tick), "muted", "end"))
    for number, row in enumerate(table.to_dict("records")):
        x = gutter + number * step
        for column, role, y, name in (
            (up, roles[0], middle - row[up] * unit, names[0]),
            (down, roles[1], middle + axis, names[1]),
        ):
            if row[column]:
                parts.append(
                    f'<g class="r-{role}"><rect x="{_n(x + 1)}" y="{_n(y)}" class="bar" '
                    f'width="{_n(max(step - 2, 1))}" height="{_n(row[column] * unit)}">'
                    f"<title>{row['year']}: {row[column]} {escape(name.lower())}</title></rect></g>"
                )
        every = 1 if step >= 40 else 5 if step >= 9 else 10
        if row["year"] % every == 0:
            parts.append(
                _text(x + step / 2, middle + axis / 2 + 4.5, str(row["year"]), "muted", "middle")
            )
        if variant == "wide" and row["year"] in notes:
            text = notes[row["year"]]
            fits = x + placement.text_width(text, 12) <= width
            parts.append(
                _text(
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
        parts.append(f'<g class="r-{role}">{_text(gutter, y, name, "lane-name")}</g>')
    return _open(width, bottom + 22, variant, tokens) + "".join(parts) + "</svg>\n"


def cumulative_svg(
    lines: Sequence[dict],
    moments: Sequence[dict],
    width: float,
    tokens: dict[str, dict[str, str]],
    variant: str,
) -> str:
    """Running totals as stepped lines, the range of the coders as a band, events as dots.

    Each of `lines` has ``name``, ``role``, ``points`` (columns ``first_day``, ``mean``, ``low``,
    ``high``), ``label_day`` and ``label_shift`` (where the name stands) and ``marks`` (rows with ``id``, ``title``, ``date_words``, ``first_day``, ``mean``).
    `moments` are days with a rule and a name above it: ``day``, ``name``.
    """
    gutter, top, height = 34.0, 40.0, 330.0 if variant == "wide" else 280.0
    days = [day.date() for line in lines for day in line["points"]["first_day"]]
    scale = Scale(min(days), max(days), width - gutter)
    highest = max(0.0, max(line["points"]["high"].max() for line in lines))
    lowest = min(0.0, min(line["points"]["low"].min() for line in lines))

    def y(value: float) -> float:
        return top + (highest - value) * height / (highest - lowest)

    def x(day) -> float:
        return gutter + scale.x(day.date())

    bottom = top + height
    parts = []
    for tick in range(int(lowest // 20 * 20), int(highest) + 1, 20):
        if lowest <= tick <= highest:
            parts.append(_line(gutter, y(tick), width, y(tick), "grid" if tick else "base"))
            sign = f"{tick:+d}".replace("-", "−") if tick else "0"
            parts.append(_text(gutter - 6, y(tick) + 4, sign, "muted", "end"))
    for day, label in time_ticks(scale):
        place = gutter + scale.x(day)
        parts.append(_line(place, bottom, place, bottom + 4, "base"))
        if place + placement.text_width(label, 12) <= width:
            parts.append(_text(place, bottom + 16, label, "muted"))
    wanted = [(i, x(moment["day"]), moment["name"]) for i, moment in enumerate(moments)]
    named = {label.index: label for label in placement.place_labels(wanted, {}, width, 12)}
    for number, (_, place, name) in enumerate(wanted):
        label = named.get(number)
        row = top - 10 - 14 * label.row if label else top
        parts.append(_line(place, row + 3, place, bottom, "leader-line"))
        if label:
            parts.append(_text(label.left, row, name))
    for line in lines:
        points = line["points"]
        days_x = [x(day) for day in points["first_day"]]
        upper = _steps(days_x, [y(value) for value in points["high"]])
        lower = _steps(days_x, [y(value) for value in points["low"]])
        band = " ".join(f"{_n(px)},{_n(py)}" for px, py in upper + lower[::-1])
        path = "M" + "L".join(
            f"{_n(px)} {_n(py)}" for px, py in _steps(days_x, [y(v) for v in points["mean"]])
        )
        parts.append(
            f'<g class="r-{line["role"]}"><polygon points="{band}" class="bar-soft"/>'
            f'<path d="{path}" class="step"/>'
        )
        for mark in line["marks"]:
            title = escape(f"{mark['date_words']}: {mark['title']}")
            parts.append(
                f'<a href="event:{mark["id"]}" class="dot" tabindex="-1"><title>{title}</title>'
                f'<circle cx="{_n(x(mark["first_day"]))}" cy="{_n(y(mark["mean"]))}" r="2.6"/></a>'
            )
        named = points[points["first_day"].le(line["label_day"])].iloc[-1]
        parts.append(
            _text(
                x(line["label_day"]),
                y(named["mean"]) + line["label_shift"],
                line["name"],
                "lane-name",
            )
        )
        parts.append("</g>")
    return _open(width, bottom + 22, variant, tokens) + "".join(parts) + "</svg>\n"


def _steps(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float]]:
    """Corners of a line that holds each value until the next."""
    corners = [(xs[0], ys[0])]
    for px, before, value in zip(xs[1:], ys, ys[1:]):
        corners += [(px, before), (px, value)]
    return corners


def ranges_svg(
    rows: Sequence[dict],
    unit: str,
    width: float,
    tokens: dict[str, dict[str, str]],
    variant: str,
) -> str:
    """Horizontal bars with a range: one row per thing, named above its bar.

    Each row has ``id`` (an event), ``name``, ``role``, ``best``, ``low``, ``high``, ``at_least`` (``best``
    is a lower bound) and ``alone`` (a second, inner quantity or None), in `unit`.
    """
    limit = max(max(row["high"], row["best"]) for row in rows) * 1.04
    right = width - 132
    step = 44.0

    def x(value: float) -> float:
        return value * right / limit

    parts = []
    for number, row in enumerate(rows):
        y = 16 + number * step
        bar = y + 6
        figure = f"{row['best']:g} {unit}"
        if row["at_least"]:
            figure = f"at least {figure}"
        elif row["low"] != row["high"]:
            figure = f"{row['low']:g}–{row['high']:g} {unit}"
        parts.append(
            f'<a href="event:{row["id"]}" class="r-{row["role"]}" tabindex="-1">'
            f"<title>{escape(row['name'])}: {escape(figure)}</title>"
            f"{_text(0, y, row['name'])}"
            f'<rect x="0" y="{_n(bar)}" width="{_n(x(row["best"]))}" height="14" class="bar-soft"/>'
        )
        if row["alone"] is not None:
            parts.append(
                f'<rect x="0" y="{_n(bar)}" width="{_n(x(row["alone"]))}" height="14" class="bar"/>'
            )
        if row["low"] != row["high"]:
            parts.append(_line(x(row["low"]), bar + 7, x(row["high"]), bar + 7, "whisker"))
        parts.append(_text(x(max(row["best"], row["high"])) + 5, bar + 12, figure, "muted"))
        parts.append("</a>")
    height = 16 + step * len(rows) - 10
    return _open(width, height, variant, tokens) + "".join(parts) + "</svg>\n"
