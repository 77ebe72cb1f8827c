"""Draw coasts and borders of ``outlines.toml`` anew, from Natural Earth's countries as TopoJSON.

``python -m reading_room.make_outlines FOLDER``; needed only when a window is added or moved. What
the file says of itself, and its windows, stay as they are.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from reading_room.locator import FILE, Window, windows

# Lines run on beyond the picture's edge, so that no edge shows.
_BEYOND = 6
# Borders only help the eye, and may stray so much farther than coasts.
_ROUGHER = 2
Point = tuple[float, float]
Line = list[Point]


def main(folder: Path) -> None:
    """Write the file anew."""
    drawn = [draw(window, folder) for window in windows()]
    left = {name: [paths[name] for paths in drawn] for name in ("land", "borders")}
    text = re.sub(
        r'^(land|borders) = ".*"$',
        lambda line: f'{line[1]} = "{left[line[1]].pop(0)}"',
        FILE.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    FILE.write_text(text, encoding="utf-8")


def draw(window: Window, folder: Path) -> dict[str, str]:
    """The paths of a window: its land, and the borders on it."""
    world = json.loads((folder / f"countries-{window.scale}.json").read_text(encoding="utf-8"))
    arcs = [_decoded(arc, world["transform"]) for arc in world["arcs"]]
    countries = world["objects"]["countries"]["geometries"]
    users = Counter(
        number for country in countries for number in {_plain(one) for one in _arcs_of(country)}
    )
    rings = [
        [(window.spot(lon + turn, lat)) for lon, lat in _unbroken(ring, arcs)]
        for shape in world["objects"]["land"]["geometries"]
        for polygon in _polygons(shape)
        for ring in polygon
        for turn in (-360, 0, 360)
    ]
    clipped = (_clipped(ring, window) for ring in rings)
    land = [_simpler(ring, window.slack) for ring in clipped if ring]
    shared = [[window.spot(*point) for point in arcs[n]] for n, count in users.items() if count > 1]
    borders = [
        _simpler(piece, _ROUGHER * window.slack)
        for line in shared
        for piece in _pieces(line, window)
    ]
    return {
        "land": _path((r for r in land if len(r) > 3 and _area(r) >= window.least), "z"),
        "borders": _path(borders, ""),
    }


def _decoded(arc: list[list[int]], transform: dict) -> Line:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    line = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        line.append((x * kx + dx, y * ky + dy))
    return line


def _polygons(shape: dict) -> list:
    return {"Polygon": lambda arcs: [arcs], "MultiPolygon": list}[shape["type"]](shape["arcs"])


def _arcs_of(shape: dict) -> Iterable[int]:
    return (number for polygon in _polygons(shape) for ring in polygon for number in ring)


def _plain(number: int) -> int:
    """An arc's place; TopoJSON writes one that is walked backwards as the complement."""
    return number if number >= 0 else ~number


def _directed(arcs: list[Line], number: int) -> Line:
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _unbroken(ring: list[int], arcs: list[Line]) -> Line:
    """A ring as one line, which does not jump where it crosses the 180th meridian."""
    line: Line = []
    turn = 0
    for lon, lat in (point for number in ring for point in _directed(arcs, number)):
        if line and abs(lon + turn - line[-1][0]) > 180:
            turn += 360 if lon + turn < line[-1][0] else -360
        line.append((lon + turn, lat))
    return line


def _clipped(ring: Line, window: Window) -> Line:
    """The part of a ring that is in the window, by Sutherland and Hodgman's method."""
    edges = [(0, -_BEYOND, 1), (0, window.width + _BEYOND, -1)]
    edges += [(1, -_BEYOND, 1), (1, window.height + _BEYOND, -1)]
    for axis, edge, sign in edges:
        kept: Line = []
        for before, point in zip([ring[-1], *ring] if ring else [], ring):
            was, now = ((one[axis] - edge) * sign >= 0 for one in (before, point))
            if was != now:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append(tuple(b + share * (p - b) for b, p in zip(before, point)))
            if now:
                kept.append(point)
        ring = kept
    return ring


def _pieces(line: Line, window: Window) -> list[Line]:
    """The parts of a line of which a point is in the window."""
    pieces: list[Line] = []
    going = False
    for before, point in zip(line, line[1:]):
        if not (window.holds(*before, -_BEYOND) or window.holds(*point, -_BEYOND)):
            going = False
            continue
        if not going:
            pieces.append([before])
        pieces[-1].append(point)
        going = True
    return pieces


def _simpler(line: Line, slack: float) -> Line:
    """A line with fewer points that strays no farther than `slack`, by Douglas and Peucker."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def distance(point: Point) -> float:
        if not length:
            return ((point[0] - ax) ** 2 + (point[1] - ay) ** 2) ** 0.5
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    far = max(range(1, len(line) - 1), key=lambda number: distance(line[number]))
    if distance(line[far]) <= slack:
        return [line[0], line[-1]]
    return _simpler(line[: far + 1], slack)[:-1] + _simpler(line[far:], slack)


def _area(ring: Line) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]]))) / 2


def _path(lines: Iterable[Line], end: str) -> str:
    """An SVG path in whole units, each point told from the one before."""
    parts = []
    for line in lines:
        spots = [(round(x), round(y)) for x, y in line]
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in zip(spots, spots[1:])]
        steps = [step for step in steps if step != (0, 0)]
        if steps:
            said = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
            parts.append(f"M{spots[0][0]} {spots[0][1]}l{said}{end}".replace(" -", "-"))
    return "".join(parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
