"""Running totals as stepped lines."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from summitry import placement
from summitry.drawing.base import open_svg, path_data, px, svg_line, svg_text, time_ticks
from summitry.timeline import Scale


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
    top, height = 40.0, 330.0 if variant == "wide" else 280.0
    days = [day.date() for line in lines for day in line["points"]["first_day"]]
    highest = max(0.0, max(line["points"]["high"].max() for line in lines))
    lowest = min(0.0, min(line["points"]["low"].min() for line in lines))
    ticks = {
        tick: f"{tick:+d}".replace("-", "−") if tick else "0"
        for tick in range(int(lowest // 20 * 20), int(highest) + 1, 20)
        if lowest <= tick <= highest
    }
    gutter = 8 + max(placement.text_width(sign, 12) for sign in ticks.values())
    scale = Scale(min(days), max(days), width - gutter)

    def y(value: float) -> float:
        return top + (highest - value) * height / (highest - lowest)

    def x(day) -> float:
        return gutter + scale.x(day.date())

    bottom = top + height
    parts = []
    for tick, sign in ticks.items():
        parts.append(svg_line(gutter, y(tick), width, y(tick), "grid" if tick else "base"))
        parts.append(svg_text(gutter - 6, y(tick) + 4, sign, "muted", "end"))
    for day, label in time_ticks(scale):
        place = gutter + scale.x(day)
        parts.append(svg_line(place, bottom, place, bottom + 4, "base"))
        if place + placement.text_width(label, 12) <= width:
            parts.append(svg_text(place, bottom + 16, label, "muted"))
    wanted = [(i, x(moment["day"]), moment["name"]) for i, moment in enumerate(moments)]
    named = {label.index: label for label in placement.place_labels(wanted, {}, width, 12)}
    for number, (_, place, name) in enumerate(wanted):
        label = named.get(number)
        row = top - 10 - 14 * label.row if label else top
        parts.append(svg_line(place, row + 3, place, bottom, "leader-line"))
        if label:
            parts.append(svg_text(label.left, row, name))
    for line in lines:
        points = line["points"]
        days_x = [x(day) for day in points["first_day"]]
        upper = _steps(days_x, [y(value) for value in points["high"]])
        lower = _steps(days_x, [y(value) for value in points["low"]])
        mean = _steps(days_x, [y(value) for value in points["mean"]])
        parts.append(
            f'<g class="r-{line["role"]}">'
            f'<path d="{path_data(upper + lower[::-1])}z" class="bar-soft"/>'
            f'<path d="{path_data(mean)}" class="step"/>'
        )
        if variant == "narrow":
            # Half a pixel apart on a phone, no dot could be touched: the list has the links.
            dots = "".join(
                f"M{px(x(mark['first_day']))} {px(y(mark['mean']))}h0" for mark in line["marks"]
            )
            parts.append(f'<path d="{dots}" class="dots"/>')
        for mark in line["marks"] if variant == "wide" else ():
            title = escape(f"{mark['date_words']}: {mark['title']}")
            parts.append(
                f'<a href="event:{mark["id"]}" class="dot" tabindex="-1"><title>{title}</title>'
                f'<circle cx="{px(x(mark["first_day"]))}" cy="{px(y(mark["mean"]))}" r="2.6"/></a>'
            )
        named = points[points["first_day"].le(line["label_day"])].iloc[-1]
        parts.append(
            svg_text(
                x(line["label_day"]),
                y(named["mean"]) + line["label_shift"],
                line["name"],
                "lane-name",
            )
        )
        parts.append("</g>")
    return open_svg(width, bottom + 22, variant, tokens) + "".join(parts) + "</svg>\n"


def _steps(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float]]:
    """Corners of a line that holds each value until the next."""
    corners = [(xs[0], ys[0])]
    for x, before, value in zip(xs[1:], ys, ys[1:]):
        corners += [(x, before), (x, value)]
    return corners
