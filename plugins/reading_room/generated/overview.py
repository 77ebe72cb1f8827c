"""The explorer's drawing: every event as a tick in its lane, under the terms of office.

A tick is taller the more the event matters; one known only to the month or year, and one that
lasted, is a thin bar under its lane. Colours are custom properties, so both schemes and print
work; the links of the years are for the pointer, the page lists them for the keyboard.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from html import escape

LEFT = 144.0  # room for the names of lanes, where they stand beside them
BAND = 16.0
GAP = 8.0
AXIS = 24.0
PITCH, NARROW_PITCH = 30.0, 40.0
# Height of a tick by importance: pivotal, major, minor.
TICKS = {"1": 20.0, "2": 14.0, "3": 8.0}
# A span shorter than this is not seen apart from its tick.
LONG_DAYS = 20
# Mean advance of a bold sans-serif face, as a share of the type size.
_ADVANCE = 0.57
_BAND_SIZE = 11.5


@dataclass(frozen=True)
class _Scale:
    """Days to pixels, linear in time, from the first of one January to the last of a December."""

    first: datetime.date
    days: int
    left: float
    width: float

    def x(self, day: str) -> float:
        since = (datetime.date.fromisoformat(day) - self.first).days
        return self.left + min(max(since, 0), self.days) * self.width / self.days


def overview_svg(marks, lanes, terms, countries: dict, record_ends: str, width: float) -> str:
    """The drawing as SVG, `width` pixels wide.

    A wide one has every lane, its name beside it; a narrow one has a lane for each role, its
    name above. `marks` are in order of date. The root bears what a script needs to draw on it:
    the first day (`data-first`), the number of days, where time begins and how wide it is, and
    what its lanes go by.
    """
    is_wide = width > 600
    if not is_wide:
        lanes = _by_role(lanes)
    scale = _scale(marks, record_ends, width, LEFT if is_wide else 0.0)
    top = BAND * len(countries) + GAP
    pitch = PITCH if is_wide else NARROW_PITCH
    bottom = top + pitch * len(lanes)
    parts = [_strips(terms, countries, scale, bottom, is_wide)]
    parts.append(_years(marks, scale, top, bottom, 5 if is_wide else 10))
    for number, lane in enumerate(lanes):
        own = [mark for mark in marks if lane.id in (mark.lane.id, f"role-{mark.lane.role}")]
        parts.append(_lane(lane, own, scale, top + pitch * (number + 1) - 3))
    # A script veils what lies outside the years in view; the names stay above the veil.
    parts.append(f'<g data-veil="{_px(top)} {_px(bottom)}"></g>')
    for number, lane in enumerate(lanes):
        y = top + pitch * number + (pitch - 9 if is_wide else 12)
        name = _text(0, y, lane.name, "lane-name")
        parts.append(f'<g class="r-{lane.role}" data-name="{lane.id}">{name}</g>')
    variant = "wide" if is_wide else "narrow"
    return (
        f'<svg class="chart overview-{variant}" viewBox="0 0 {_px(width)} {_px(bottom + AXIS)}" '
        f'width="{_px(width)}" height="{_px(bottom + AXIS)}" data-first="{scale.first}" '
        f'data-days="{scale.days}" data-left="{_px(scale.left)}" data-width="{_px(scale.width)}" '
        f'aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


@dataclass(frozen=True)
class _RoleLane:
    id: str
    name: str
    role: str


def _by_role(lanes) -> list[_RoleLane]:
    """One lane for each role, in order, named after the lanes that it joins."""
    names: dict[str, list[str]] = {}
    for lane in lanes:
        names.setdefault(lane.role, []).append(lane.name)
    return [_RoleLane(f"role-{role}", _joined(words), role) for role, words in names.items()]


def _joined(words: list[str]) -> str:
    return ", ".join([words[0], *(word[0].lower() + word[1:] for word in words[1:])])


def _scale(marks, record_ends: str, width: float, left: float) -> _Scale:
    first = datetime.date(marks[0].event["year"], 1, 1)
    last = datetime.date(int(record_ends[:4]), 12, 31)
    return _Scale(first, (last - first).days + 1, left, width - left)


def _strips(terms, countries: dict, scale: _Scale, bottom: float, is_wide: bool) -> str:
    """One strip for each country; the first one's tint runs down through the lanes."""
    parts = []
    for number, (actor, country) in enumerate(countries.items()):
        y = BAND * number
        if is_wide:
            parts.append(_text(0, y + 12, country, "muted strip-name"))
        for order, term in enumerate(term for term in terms if term.actor == actor):
            left, right = scale.x(term.first), scale.x(term.last)
            if right - left < 0.5:
                continue
            if order % 2:
                height = bottom - y if number == 0 else BAND
                parts.append(
                    f'<rect x="{_px(left)}" y="{_px(y)}" width="{_px(right - left)}" '
                    f'height="{_px(height)}" class="band"/>'
                )
            parts.append(_line(left, y + 1, left, y + BAND - 1, "band-edge"))
            # The first word is a family name, which in North Korea tells no leader apart.
            shorter = "" if actor == "dprk" else term.label.split()[0]
            label = _fitting([term.label, shorter], right - left - 8)
            if label:
                parts.append(_text(left + 4, y + 12, label, "muted strip-label"))
    return "".join(parts)


def _fitting(labels: list[str], room: float) -> str:
    """The first label that fits, else nothing: never cut, never overlapping."""
    fits = (label for label in labels if len(label) * _BAND_SIZE * _ADVANCE <= room)
    return next(fits, "")


def _years(marks, scale: _Scale, top: float, bottom: float, step: int) -> str:
    """A rule every `step` years, and over each year with events a link to its list."""
    counts: dict[int, int] = {}
    for mark in marks:
        counts[mark.event["year"]] = counts.get(mark.event["year"], 0) + 1
    parts = [_line(scale.left, bottom, scale.left + scale.width, bottom, "base")]
    for year in range(scale.first.year, scale.first.year + scale.days // 365 + 1):
        if year % step == 0:
            x = scale.x(f"{year}-01-01")
            parts.append(_line(x, top - 2, x, bottom + 4, "grid"))
            parts.append(_text(x + 3, bottom + 16, str(year), "muted"))
    for year, count in counts.items():
        left, right = scale.x(f"{year}-01-01"), scale.x(f"{year}-12-31")
        parts.append(
            f'<a href="#y{year}" tabindex="-1"><title>{year}: {count} event'
            f'{"" if count == 1 else "s"}</title><rect class="year-hit" x="{_px(left)}" '
            f'y="{_px(top)}" width="{_px(right - left)}" height="{_px(bottom - top + AXIS)}"/></a>'
        )
    return "".join(parts)


def _lane(lane, marks, scale: _Scale, foot: float) -> str:
    """Bars of what lasted, and ticks that stand on the lane's foot."""
    rule = _line(scale.left, foot + 0.5, scale.left + scale.width, foot + 0.5, "lane-foot")
    return (
        f'<g class="r-{lane.role}" data-lane="{lane.id}" data-foot="{_px(foot)}">'
        f"{rule}{''.join(_ticks(marks, scale, foot))}</g>"
    )


def _ticks(marks, scale: _Scale, foot: float) -> list[str]:
    """Paths for the marks of one lane: bars, then ticks by importance, hollow ones apart."""
    bars: str = ""
    drawn: dict[str, list[float]] = {}
    for mark in marks:
        event = mark.event
        left, right = scale.x(event["first_day"]), scale.x(event["last_day"])
        days = datetime.date.fromisoformat(event["last_day"]) - datetime.date.fromisoformat(
            event["first_day"]
        )
        if days.days >= LONG_DAYS:
            bars += f"M{_px(left)} {_px(foot - 1.5)}h{_px(max(right - left, 1))}"
        if event["precision"] != "year":
            key = ("" if event["was_held"] else "void ") + f"tick-{event['importance']}"
            x = left if event["precision"] == "day" else (left + right) / 2
            drawn.setdefault(key, []).append(round(x, 1))
    paths = [f'<path class="tick span" d="{bars}"/>'] if bars else []
    for key in sorted(drawn, reverse=True):
        path = _comb(sorted(set(drawn[key])), foot, TICKS[key[-1]])
        paths.append(f'<path class="tick {key}" d="{path}"/>')
    return paths


def _comb(xs: list[float], foot: float, height: float) -> str:
    """A path of upright ticks at `xs`, each drawn from the end of the one before: it is shorter."""
    tall = _px(height)
    steps = (f"m{_px(right - left)} {tall}v-{tall}" for left, right in zip(xs, xs[1:]))
    return f"M{_px(xs[0])} {_px(foot)}v-{tall}{''.join(steps)}"


def _px(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _text(x: float, y: float, words: str, css: str) -> str:
    return f'<text x="{_px(x)}" y="{_px(y)}" class="{css}">{escape(words, quote=False)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    return f'<line x1="{_px(x1)}" y1="{_px(y1)}" x2="{_px(x2)}" y2="{_px(y2)}" class="{css}"/>'
