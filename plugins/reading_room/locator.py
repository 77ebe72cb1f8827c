"""Locator maps: where an event happened, drawn into its page from a small file of our own."""

from __future__ import annotations

import html
import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("outlines.toml")
# How far from the edge a place must stand, as a share of the width.
_CLEAR = 0.05
# Sizes of letters in units of the picture, and how wide one is on average.
_PLACE, _CONTEXT, _LETTER = 26, 21, 0.55
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Window:
    """A part of the world that a map shows, 640 units wide; see ``outlines.toml``."""

    name: str
    west: float
    east: float
    south: float
    north: float
    scale: str
    slack: float
    least: float
    labels: tuple[dict, ...]
    land: str
    borders: str = ""
    width: int = 640

    @property
    def height(self) -> int:
        """Units from the northern edge to the southern one."""
        return round(self.spot(self.west, self.south)[1])

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place of the earth is in the picture."""
        unit = self.width / (self.east - self.west)
        stretch = 1 / math.cos(math.radians((self.south + self.north) / 2))
        return (lon - self.west) * unit, (self.north - lat) * unit * stretch

    def holds(self, x: float, y: float, clear: float = 0) -> bool:
        """Whether a spot is in the picture, and so far from its edge."""
        return clear <= x <= self.width - clear and clear <= y <= self.height - clear


@cache
def windows() -> tuple[Window, ...]:
    """All windows, in the order in which they are tried."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["window"]
    return tuple(Window(**row | {"labels": tuple(row["labels"])}) for row in rows)


def window_for(lon: float, lat: float) -> Window:
    """The first window in which the place stands clear of the edge; else the whole world."""
    for window in windows():
        if window.holds(*window.spot(lon, lat), _CLEAR * window.width):
            return window
    return windows()[-1]


def words(place: dict) -> str:
    """What the map of a place shows, in words."""
    name, country = place["name"], place["country"]
    return f"Map: {name}" if country in name else f"Map: {name}, {country}"


def position(place: dict) -> str:
    """Latitude and longitude in words."""
    lat, lon = place["lat"], place["lon"]
    return f"{abs(lat):g}° {'N' if lat >= 0 else 'S'}, {abs(lon):g}° {'E' if lon >= 0 else 'W'}"


def drawing(place: dict) -> str:
    """The map of a `place` of the record, as SVG."""
    window = window_for(place["lon"], place["lat"])
    x, y = window.spot(place["lon"], place["lat"])
    name = place["name"]
    anchor, at, box = _beside(name, x, y, window)
    taken = [box, (x - 12, y - 12, x + 12, y + 12)]
    labels = (label for label in window.labels if label["text"] not in name)
    context = "".join(_context(label, window, taken) for label in labels)
    return (
        f'<svg class="locator" viewBox="0 0 {window.width} {window.height}" role="img"'
        f' aria-label="{html.escape(words(place))}">'
        f'<path class="map-land" d="{window.land}"/>'
        f'<path class="map-border" d="{window.borders}"/>'
        f"{context}"
        f'<circle class="map-ring" cx="{x:.0f}" cy="{y:.0f}" r="15"/>'
        f'<circle class="map-dot" cx="{x:.0f}" cy="{y:.0f}" r="7"/>'
        f'<text class="map-place" x="{at[0]:.0f}" y="{at[1]:.0f}" text-anchor="{anchor}">'
        f"{html.escape(name)}</text></svg>"
    )


def _beside(name: str, x: float, y: float, window: Window) -> tuple[str, tuple[float, float], Box]:
    """The place's name: right of its dot or left of it, or above where neither has room."""
    wide = len(name) * _PLACE * _LETTER
    if x + 24 + wide <= window.width - 6:
        return "start", (x + 24, y + 9), (x + 24, y - 15, x + 24 + wide, y + 15)
    if x - 24 - wide >= 6:
        return "end", (x - 24, y + 9), (x - 24 - wide, y - 15, x - 24, y + 15)
    middle = min(max(x, wide / 2 + 6), window.width - wide / 2 - 6)
    # Above the dot, or below it near the upper edge.
    base = y - 26 if y > 60 else y + 44
    return "middle", (middle, base), (middle - wide / 2, base - 24, middle + wide / 2, base + 6)


def _context(label: dict, window: Window, taken: list[Box]) -> str:
    """A name that helps to see what the map shows; "" where it would touch that of the place."""
    x, y = window.spot(label["lon"], label["lat"])
    half = len(label["text"]) * _CONTEXT * _LETTER / 2
    box = (x - half, y - 20, x + half, y + 6)
    if any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in taken):
        return ""
    kind = "map-sea" if label.get("sea") else "map-name"
    return f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}">{html.escape(label["text"])}</text>'
