"""Pictures of figures that stand alone, on a slide or in another text, and small ones for lists.

A figure's own drawing takes its colours from the page around it, and its title, its source and
its address stand there too. Outside the site all of that has to be in the picture.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

from reading_room.lettering import FAMILY, Lettering
from reading_room.memory import fingerprint
from reading_room.raster import rendered

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


def alone(figure, source: str, events: str, colours: Colours, letters: Lettering) -> str:
    """The wide drawing as SVG with its title, subtitle and the line `source`, in fixed colours.

    Its marks lead to the addresses that begin with `events`.
    """
    drawing = figure.drawing("wide")
    width, height = size_of(drawing)
    style = colours.fixed(style_of(drawing))
    body = re.sub(r'href="event:([a-z0-9-]+)"', rf'href="{events}\1/"', body_of(drawing))
    words = {key: html.escape(figure.words[key]) for key in ("title", "alt")}
    parts, y = [], float(_MARGIN)
    for text, size, weight, colour in (
        (figure.words["title"], 23, "600", "ink"),
        (figure.words["subtitle"], 15, "400", "ink-muted"),
    ):
        for line in letters.lines(text, width * _SLACK, size, weight):
            y += round(size * 1.25)
            parts.append(_line(line, y, size, weight, colours.light[colour]))
        y += 4
    y += 18
    inner = (
        f'<svg class="chart" x="{_MARGIN}" y="{y:g}" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{body}</svg>'
    )
    y += height + 12
    for line in letters.lines(source, width * _SLACK, 12.5):
        y += 17
        parts.append(_line(line, y, 12.5, "400", colours.light["ink-muted"]))
    across, down = width + 2 * _MARGIN, y + _MARGIN - 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across:g} {down:g}" '
        f'width="{across:g}" height="{down:g}" role="img">'
        f"<title>{words['title']}</title><desc>{words['alt']}</desc><style>{style}</style>"
        f'<rect width="{across:g}" height="{down:g}" fill="{colours.light["paper"]}"/>'
        f"{''.join(parts)}{inner}</svg>\n"
    )


def _line(words: str, y: float, size: float, weight: str, colour: str) -> str:
    return (
        f'<text x="{_MARGIN}" y="{y:g}" fill="{colour}" font-family="\'{FAMILY}\', Georgia, serif" '
        f'font-size="{size:g}" font-weight="{weight}">{html.escape(words, quote=False)}</text>'
    )


def png(svg: str, fonts: list[str]) -> bytes:
    """The picture `svg` as PNG, all of it in the site's own face; the same bytes everywhere."""
    return rendered(in_our_face(svg), fonts, _SCALE)


def in_our_face(css: str) -> str:
    """`css`, or an SVG with it, whose words are in the site's own typeface."""
    return re.sub(r"font-family:[^;}]*", f"font-family:'{FAMILY}'", css)


def thumbnail(figure, colours: Colours) -> str:
    """The narrow drawing for lists: without links, in the colours of the reader's system."""
    drawing = figure.drawing("narrow")
    width, height = size_of(drawing)
    body = re.sub(r"<title>.*?</title>", "", body_of(drawing))
    # Without their addresses the links are groups, which keep their classes.
    body = re.sub(r'<a href="[^"]*"', "<g", body).replace("</a>", "</g>")
    # Lists show the top of it, three wide and two high.
    across, down = width + 20, max(height + 20, round((width + 20) * 2 / 3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="-10 -10 {across:g} {down:g}" '
        f'width="{across:g}" height="{down:g}"><style>{style_of(drawing)}{colours.dark_rules()}</style>'
        f'<rect x="-10" y="-10" width="{across:g}" height="{down:g}" '
        f'fill="var(--paper,{colours.light["paper"]})"/>{body}</svg>\n'
    )


def size_of(drawing: str) -> tuple[float, float]:
    """Width and height of a figure's drawing."""
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing).groups()
    return float(width), float(height)


def style_of(drawing: str) -> str:
    """The rules of a figure's drawing, as CSS."""
    return re.search(r"<style>(.*?)</style>", drawing, re.DOTALL)[1]


def body_of(drawing: str) -> str:
    """The elements of a figure's drawing, without its rules."""
    inside = re.sub(r"<style>.*?</style>", "", drawing, flags=re.DOTALL)
    return inside.replace(' tabindex="-1"', "").partition(">")[2].rpartition("</svg>")[0]
