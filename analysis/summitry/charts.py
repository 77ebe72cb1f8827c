"""Charts before they are drawn: what each form shows, in data units.

Both drawings, the static one (`drawing`) and the interactive one (`interactive`), are made from
the same description, so they show the same rows. Roles give colours (`style.ROLES`).
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Interval:
    """One row of a `Forest`: an estimate with the interval around it.

    `group` is a heading that stands above the first row that carries it; `event_id` makes the
    row a link. `note` is what a reader who points at the row is told besides the numbers.
    """

    name: str
    best: float
    low: float
    high: float
    role: str
    group: str = ""
    note: str = ""
    event_id: str = ""


@dataclass(frozen=True)
class Forest:
    """Estimates below each other on one axis, with a line where there is no effect.

    `axis` names quantity and unit. On a `log` axis every number must be positive. `digits` is
    how many decimals the numbers beside the rows have.
    """

    rows: tuple[Interval, ...]
    axis: str
    reference: float | None = None
    reference_name: str = ""
    log: bool = False
    digits: int = 2


@dataclass(frozen=True)
class Dot:
    """A point of a `Line` that stands for an event or is worth a word."""

    x: float | datetime.date
    y: float
    words: str
    event_id: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a `Panel`: values at places of the horizontal axis, with a band if given."""

    id: str
    name: str
    role: str
    xs: Sequence[float | datetime.date]
    ys: Sequence[float]
    lows: Sequence[float] = ()
    highs: Sequence[float] = ()
    is_stepped: bool = False
    is_dashed: bool = False
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True)
class Panel:
    """One small chart of `Lines`: its heading, its lines, and a grey band behind them.

    ``band`` is (places, lows, highs): what chance, or the null, would give. ``moments`` are
    (place, name): vertical rules with a name.
    """

    title: str
    lines: tuple[Line, ...]
    band: tuple[Sequence[float], Sequence[float], Sequence[float]] | None = None
    moments: tuple[tuple[float | datetime.date, str], ...] = ()


@dataclass(frozen=True)
class Lines:
    """Lines over numbers or dates, in panels that share both scales.

    Panels that are `is_stacked` stand below each other even where there is room beside.
    """

    panels: tuple[Panel, ...]
    x_axis: str
    y_axis: str
    band_name: str = ""
    y_from_zero: bool = True
    is_stacked: bool = False
    y_limits: tuple[float, float] | None = None  # instead of what the lines need

    @property
    def is_dated(self) -> bool:
        """Whether the horizontal axis is time."""
        return isinstance(self.panels[0].lines[0].xs[0], datetime.date)

    def x_range(self) -> tuple[float, float]:
        """Lowest and highest place of all panels; days are ordinals."""
        places = [place(x) for panel in self.panels for line in panel.lines for x in line.xs]
        return min(places), max(places)

    def y_range(self) -> tuple[float, float]:
        """Lowest and highest value of all panels, bands included; the limits if there are any."""
        if self.y_limits:
            return self.y_limits
        values = [0.0] if self.y_from_zero else []
        for panel in self.panels:
            for line in panel.lines:
                values += [*line.ys, *line.lows, *line.highs]
            if panel.band:
                values += [*panel.band[1], *panel.band[2]]
        values = [float(value) for value in values if not math.isnan(value)]
        return min(values), max(values)


@dataclass(frozen=True)
class Part:
    """A part that bars of `Stacks` are made of: a colour and how strong it is (0 to 1)."""

    id: str
    name: str
    role: str
    strength: float = 1.0


@dataclass(frozen=True)
class Stack:
    """One bar: how much of each part, and words for a reader who points at it."""

    name: str
    amounts: Mapping[str, float]
    group: str = ""
    note: str = ""


@dataclass(frozen=True)
class Stacks:
    """Horizontal bars made of parts. As shares, every bar is as long as the others."""

    parts: tuple[Part, ...]
    rows: tuple[Stack, ...]
    unit: str
    as_shares: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of a `Matrix`: how full its circle is (0, 0.5, 1, or None for not known)."""

    fill: float | None
    words: str
    disputed: bool = False


@dataclass(frozen=True)
class Matrix:
    """Things against conditions: a circle in each cell, full, half, empty, or a question mark.

    `rows` are (id, name, group), `columns` (id, name). A disputed cell is drawn with a ring.
    """

    rows: tuple[tuple[str, str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], Cell]
    role: str = "talks"
    outcomes: tuple[str, ...] = field(default=())  # columns drawn in the colour of leaders


@dataclass(frozen=True)
class StripMark:
    """A thing on a `Strip`: where on the axis, its glyph and colour, and words about it.

    On a stacked chart marks stand above the line or, without `is_above`, below it.
    """

    x: float
    role: str
    glyph: str
    words: str
    event_id: str = ""
    is_above: bool = True


@dataclass(frozen=True)
class Strip:
    """One line of `Strips`: its name, its marks, and words or a number at its end.

    `span` is a stretch drawn as a bar along the line, with its role; `ticks` are places crossed
    by a short rule, such as a median.
    """

    name: str
    marks: tuple[StripMark, ...]
    end: str = ""
    group: str = ""
    note: str = ""
    span: tuple[float, float, str] | None = None
    ticks: tuple[float, ...] = ()


@dataclass(frozen=True)
class Strips:
    """Lines below each other on one axis, each with marks: things by days from a beginning.

    Marks beyond `low` and `high` must have been left out. `key` says what glyphs mean: (role,
    glyph, name). Without `is_stacked` marks may cover each other, for lines that only need dots.
    `moments` are (place, name): rules through all lines, with a name above. `axis_ticks` are the
    places that the axis marks where round numbers will not do, thinned out where they are too many.
    """

    rows: tuple[Strip, ...]
    axis: str
    low: float
    high: float
    key: tuple[tuple[str, str, str], ...] = ()
    span_name: str = ""
    is_stacked: bool = True
    tick_name: str = ""
    moments: tuple[tuple[float, str], ...] = ()
    axis_ticks: tuple[float, ...] = ()


def place(x: float | datetime.date) -> float:
    """A place on the horizontal axis as a number; a day as its ordinal."""
    return float(x.toordinal()) if isinstance(x, datetime.date) else float(x)


def nice_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers from `low` to `high`, steps of 1, 2 or 5 times a power of ten."""
    if high <= low:
        return [low]
    rough = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(number * step, 10) + 0.0 for number in range(first, last + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten from `low` to `high`; every second only when many."""
    ticks = [
        digit * 10.0**power
        for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        for digit in (1, 2, 5)
    ]
    inside = [tick for tick in ticks if low * 0.999 <= tick <= high * 1.001]
    return inside if len(inside) <= 8 else [tick for tick in inside if f"{tick:e}"[0] == "1"]


def plain(number: float, digits: int | None = None) -> str:
    """A number as it stands beside a mark: a real minus sign, no trailing zeros by default."""
    text = f"{number:g}" if digits is None else f"{number:.{digits}f}"
    return text.replace("-", "−")
