"""The style sheet of the static drawings, and the few shapes that they are made of."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from xml.sax.saxutils import escape

from summitry import placement, style
from summitry.timeline import Scale


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
        # Dots too close together to be links: points of one path, with round ends.
        ".dots": "fill:none;stroke:var(--c);stroke-width:5;stroke-linecap:round",
        ".dot circle": f"fill:var(--c);stroke:{colour('paper')};stroke-width:.8",
        ".bar": "fill:var(--c)",
        ".bar-soft": "fill:var(--c);opacity:.35",
        ".whisker": f"stroke:{colour('ink')};stroke-width:1.2",
        ".reach": "stroke:var(--c);stroke-width:2",
        ".point": f"fill:var(--c);stroke:{colour('paper')};stroke-width:1",
        ".null": f"fill:{colour('ink-muted')};opacity:.16",
        ".zero": f"stroke:{colour('rule-strong')};stroke-width:1.2",
        ".group": "font-weight:700",
        ".inside": f"fill:{colour('paper')};font-weight:600",
        ".ring": "fill:none;stroke:var(--c);stroke-width:1.6",
        ".disputed": f"fill:none;stroke:{colour('rule-strong')};stroke-width:1;stroke-dasharray:2 2",
    }
    for role in style.ROLES:
        rules[f".r-{role}"] = f"--c:{colour('lane-' + role)}"
    return "".join(f".chart {selector}{{{rule}}}" for selector, rule in rules.items())


def open_svg(width: float, height: float, variant: str, tokens: dict) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{variant}" '
        f'viewBox="0 0 {px(width)} {px(height)}" width="{px(width)}" height="{px(height)}" '
        f'aria-hidden="true" focusable="false"><style>{stylesheet(tokens)}</style>'
    )


def px(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def path_data(corners: Sequence[tuple[float, float]]) -> str:
    """A line through `corners`, in as few characters as its tenths of a pixel need.

    Steps are relative, between rounded places, so that nothing drifts; what goes on in the same
    direction along an axis is one step.
    """
    tenths = [(round(x * 10), round(y * 10)) for x, y in corners]
    steps: list[list[int]] = []
    for (x, y), (next_x, next_y) in zip(tenths, tenths[1:]):
        step = [next_x - x, next_y - y]
        last = steps[-1] if steps else None
        if last and any(
            last[axis] == step[axis] == 0 and last[1 - axis] * step[1 - axis] >= 0
            for axis in (0, 1)
        ):
            last[0] += step[0]
            last[1] += step[1]
        elif step != [0, 0]:
            steps.append(step)
    drawn = f"M{px(tenths[0][0] / 10)} {px(tenths[0][1] / 10)}"
    for right, down in steps:
        if not down:
            drawn += f"h{px(right / 10)}"
        elif not right:
            drawn += f"v{px(down / 10)}"
        else:
            drawn += f"l{px(right / 10)} {px(down / 10)}"
    return drawn


def svg_text(x: float, y: float, text: str, css: str = "", anchor: str = "start") -> str:
    attributes = f' class="{css}"' if css else ""
    if anchor != "start":
        attributes += f' text-anchor="{anchor}"'
    return f'<text x="{px(x)}" y="{px(y)}"{attributes}>{escape(text)}</text>'


def svg_line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    return f'<line x1="{px(x1)}" y1="{px(y1)}" x2="{px(x2)}" y2="{px(y2)}" class="{css}"/>'


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


def wrapped(words: str, width: float, size: float = 12.0) -> list[str]:
    """`words` in lines no wider than `width` pixels, set in a system sans-serif of `size`."""
    lines = [""]
    for word in words.split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and placement.text_width(joined, size) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines
