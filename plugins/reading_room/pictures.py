"""Pictures of figures that stand alone, on a slide or in another text, and small ones for lists.

A figure's own drawing takes its colours from the page around it, and its title, its source and
its address stand there too. Outside the site all of that has to be in the picture.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import resvg_py
from fontTools.ttLib import TTFont

from reading_room.memory import fingerprint

_FAMILY = "Source Serif 4"
_FONTS = {weight: f"source-serif-4-latin-{weight}-normal" for weight in (400, 600)}
_MARGIN = 28
_SCALE = 2  # of the PNG: for slides, and for screens with two pixels to each of ours
# Readers of an SVG may lack our face; what stands in is at most this much wider.
_SLACK = 0.9


@dataclass(frozen=True)
class Colours:
    """The theme's colours: by scheme, then by name."""

    tokens: dict[str, dict[str, str]]

    @classmethod
    def of(cls, theme: Path) -> Colours:
        """Those of the theme in that folder."""
        return cls(json.loads((theme / "tokens.json").read_text(encoding="utf-8")))

    @property
    def fingerprint(self) -> str:
        """Hash of all of them."""
        return fingerprint(self.tokens)

    @property
    def light(self) -> dict[str, str]:
        """Those for paper."""
        return self.tokens["light"]

    def fixed(self, css: str) -> str:
        """The rules `css` of a drawing without custom properties, which few programs know."""
        roles = {}
        rules = []
        for selector, rule in re.findall(r"([^{}]+)\{([^}]*)\}", css):
            rule = re.sub(
                r"var\(--([a-z-]+),[^)]*\)", lambda match: self.light.get(match[1], match[0]), rule
            )
            if role := re.fullmatch(r"--c:(#\w+)", rule):
                roles[selector] = role[1]
            else:
                rules.append((selector, rule))
        fixed = []
        for selector, rule in rules:
            if "var(--c)" not in rule:
                fixed.append(f"{selector}{{{rule}}}")
                continue
            for role, colour in roles.items():
                inside = selector.replace(".chart", role, 1)
                fixed.append(f"{inside}{{{rule.replace('var(--c)', colour)}}}")
        return "".join(fixed)

    def dark_rules(self) -> str:
        """Custom properties for readers whose system is dark."""
        pairs = "".join(f"--{name}:{value};" for name, value in self.tokens["dark"].items())
        return f"@media (prefers-color-scheme:dark){{svg{{{pairs}}}}}"


@dataclass(frozen=True)
class Faces:
    """The site's own faces, as the renderer wants them: it reads TrueType, and the web gets WOFF2."""

    fonts: Path
    cache: Path

    @cached_property
    def files(self) -> list[str]:
        """The TrueType files, made where they are missing."""
        self.cache.mkdir(parents=True, exist_ok=True)
        return [str(self._file(name)) for name in _FONTS.values()]

    def _file(self, name: str) -> Path:
        source = self.fonts / f"{name}.woff2"
        target = self.cache / f"{name}-{fingerprint(source.read_bytes().hex())}.ttf"
        if not target.exists():
            font = TTFont(source, recalcTimestamp=False)
            font.flavor = None
            font.save(target)
        return target

    @cached_property
    def _advances(self) -> dict[int, dict[int, float]]:
        found = {}
        for weight, file in zip(_FONTS, self.files):
            font = TTFont(file)
            unit = font["head"].unitsPerEm
            widths = font["hmtx"].metrics
            found[weight] = {
                code: widths[name][0] / unit for code, name in font.getBestCmap().items()
            }
        return found

    def lines(self, words: str, width: float, size: float, weight: int) -> list[str]:
        """`words` in lines that are no wider than `width`."""
        advances = self._advances[weight]
        lines = [""]
        for word in words.split():
            joined = f"{lines[-1]} {word}".strip()
            wide = size * sum(advances.get(ord(character), 0.6) for character in joined)
            if lines[-1] and wide > width * _SLACK:
                lines.append(word)
            else:
                lines[-1] = joined
        return lines


def alone(figure, source: str, events: str, colours: Colours, faces: Faces) -> str:
    """The wide drawing as SVG with its title, subtitle and the line `source`, in fixed colours.

    Its marks lead to the addresses that begin with `events`.
    """
    drawing = figure.drawing("wide")
    width, height = _size(drawing)
    style = colours.fixed(_style(drawing))
    body = re.sub(r'href="event:([a-z0-9-]+)"', rf'href="{events}\1/"', _body(drawing))
    words = {key: html.escape(figure.words[key]) for key in ("title", "alt")}
    parts, y = [], float(_MARGIN)
    for text, size, weight, colour in (
        (figure.words["title"], 23, 600, "ink"),
        (figure.words["subtitle"], 15, 400, "ink-muted"),
    ):
        for line in faces.lines(text, width, size, weight):
            y += round(size * 1.25)
            parts.append(_line(line, y, size, weight, colours.light[colour]))
        y += 4
    y += 18
    inner = (
        f'<svg class="chart" x="{_MARGIN}" y="{y:g}" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{body}</svg>'
    )
    y += height + 12
    for line in faces.lines(source, width, 12.5, 400):
        y += 17
        parts.append(_line(line, y, 12.5, 400, colours.light["ink-muted"]))
    across, down = width + 2 * _MARGIN, y + _MARGIN - 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across:g} {down:g}" '
        f'width="{across:g}" height="{down:g}" role="img">'
        f"<title>{words['title']}</title><desc>{words['alt']}</desc><style>{style}</style>"
        f'<rect width="{across:g}" height="{down:g}" fill="{colours.light["paper"]}"/>'
        f"{''.join(parts)}{inner}</svg>\n"
    )


def _line(words: str, y: float, size: float, weight: int, colour: str) -> str:
    return (
        f'<text x="{_MARGIN}" y="{y:g}" fill="{colour}" font-family="\'{_FAMILY}\', Georgia, serif" '
        f'font-size="{size:g}" font-weight="{weight}">{html.escape(words, quote=False)}</text>'
    )


def png(svg: str, faces: Faces) -> bytes:
    """The picture `svg` as PNG, all of it in the site's own face; the same bytes everywhere."""
    ours = re.sub(r"font-family:[^;}]*", f"font-family:'{_FAMILY}'", svg)
    return resvg_py.svg_to_bytes(
        svg_string=ours,
        zoom=_SCALE,
        skip_system_fonts=True,
        font_files=faces.files,
        font_family=_FAMILY,
        serif_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )


def thumbnail(figure, colours: Colours) -> str:
    """The narrow drawing for lists: without links, in the colours of the reader's system."""
    drawing = figure.drawing("narrow")
    width, height = _size(drawing)
    body = re.sub(r"<title>.*?</title>", "", _body(drawing))
    # Without their addresses the links are groups, which keep their classes.
    body = re.sub(r'<a href="[^"]*"', "<g", body).replace("</a>", "</g>")
    # Lists show the top of it, three wide and two high.
    across, down = width + 20, max(height + 20, round((width + 20) * 2 / 3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="-10 -10 {across:g} {down:g}" '
        f'width="{across:g}" height="{down:g}"><style>{_style(drawing)}{colours.dark_rules()}</style>'
        f'<rect x="-10" y="-10" width="{across:g}" height="{down:g}" '
        f'fill="var(--paper,{colours.light["paper"]})"/>{body}</svg>\n'
    )


def _size(drawing: str) -> tuple[float, float]:
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing).groups()
    return float(width), float(height)


def _style(drawing: str) -> str:
    return re.search(r"<style>(.*?)</style>", drawing, re.DOTALL)[1]


def _body(drawing: str) -> str:
    inside = re.sub(r"<style>.*?</style>", "", drawing, flags=re.DOTALL)
    return inside.replace(' tabindex="-1"', "").partition(">")[2].rpartition("</svg>")[0]


class Shelf:
    """PNG files of earlier builds, by the hash of what they show: a picture is made once."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._used: set[str] = set()

    def file(self, key: str, make: Callable[[], bytes]) -> Path:
        """The PNG whose contents `key` stands for, made by `make` unless it is there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{fingerprint(key, resvg_py.__version__)}.png"
        self._used.add(path.name)
        if not path.exists():
            fresh = path.with_suffix(".new")
            fresh.write_bytes(make())
            fresh.rename(path)
        return path

    def clear(self) -> None:
        """Forget the pictures that nothing asked for."""
        for path in self.folder.glob("*"):
            if path.name not in self._used:
                path.unlink(missing_ok=True)
