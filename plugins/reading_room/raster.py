"""Drawings as PNG: the same SVG and the same typeface give the same bytes, on any machine.

The renderer sees only the site's own typeface, never those of the machine. Few colours are enough
for flat drawings, and make a third of the bytes.
"""

from __future__ import annotations

import functools
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import PIL
import resvg_py
from PIL import Image, ImageDraw, ImageFont

from reading_room.lettering import FAMILY, WEIGHTS
from reading_room.memory import fingerprint

# What a picture depends on besides its drawing.
_VERSION = fingerprint(
    resvg_py.__version__, PIL.__version__, Path(__file__).read_text(encoding="utf-8")
)
_COLOURS = 64


@dataclass(frozen=True)
class Piece:
    """A part of a drawing, with the box outside which it draws nothing: left, top, width, height."""

    box: tuple[int, int, int, int]
    svg: str  # elements


@dataclass(frozen=True)
class Words:
    """A line of words, each letter at its place: kerned, and not rounded to whole pixels."""

    text: str
    x: float
    y: float  # of the line on which the letters stand
    size: float
    weight: str
    colour: str
    places: tuple[float, ...]  # of the letters, from x

    @property
    def svg(self) -> str:
        """The line as SVG."""
        text = escape(self.text, quote=False)
        return (
            f'<text x="{self.x:g}" y="{self.y:g}" font-size="{self.size:g}" '
            f'font-weight="{self.weight}" text-anchor="start" fill="{self.colour}">{text}</text>'
        )


@dataclass(frozen=True)
class Drawing:
    """A drawing as SVG, and the pieces and words that stand on it.

    Where there are a thousand drawings of a kind, what they share is drawn once, and words are
    set by the quicker of two libraries, in the same face and at the same places.
    """

    still: str
    pieces: tuple[Piece, ...] = ()
    words: tuple[Words, ...] = ()

    @property
    def svg(self) -> str:
        """The whole as one SVG."""
        inside = "".join(part.svg for part in (*self.pieces, *self.words))
        return f"{self.still.removesuffix('</svg>')}{inside}</svg>"


def rendered(svg: str, fonts: list[str], scale: int = 1) -> bytes:
    """`svg` as a PNG file, `scale` pixels to each of its own, with no typeface but the `fonts`."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=fonts,
        font_family=FAMILY,
        serif_family=FAMILY,
        sans_serif_family=FAMILY,
    )


def png(drawing: Drawing, fonts: list[str], ramps: tuple[tuple[str, int], ...] = ()) -> bytes:
    """The `drawing` as a PNG file, its words in the `fonts`.

    `ramps` are the colours of the drawing with the number of shades that each may take on the
    first, which is that of the paper; without them, colours are chosen from what was drawn.
    """
    image = _still(drawing.still, tuple(fonts)).copy()
    for piece in drawing.pieces:
        left, top, width, height = piece.box
        tile = _drawn(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="{left} {top} {width} {height}">{piece.svg}</svg>',
            fonts,
        )
        image.paste(tile, (left, top), tile)
    pen = ImageDraw.Draw(image)
    for line in drawing.words:
        face = _face(fonts[WEIGHTS.index(line.weight)], line.size)
        for place, letter in zip(line.places, line.text):
            pen.text((line.x + place, line.y), letter, line.colour, face, anchor="ls")
    if ramps:
        few = image.quantize(palette=_palette(ramps), dither=Image.Dither.NONE)
    else:
        few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    shades = 1 + sum(steps for _colour, steps in ramps[1:]) if ramps else _COLOURS
    file = io.BytesIO()
    # Runs of one colour are nearly all that there is to pack: quicker, and smaller.
    few.save(file, "PNG", bits=4 if shades <= 16 else 8, compress_type=zlib.Z_RLE)
    return file.getvalue()


@functools.cache
def _face(file: str, size: float) -> ImageFont.FreeTypeFont:
    # The other engine is not on every machine, and would set words a little differently.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


@functools.lru_cache(maxsize=8)
def _still(svg: str, fonts: tuple[str, ...]) -> Image.Image:
    return _drawn(svg, list(fonts)).convert("RGB")


def _drawn(svg: str, fonts: list[str]) -> Image.Image:
    return Image.open(io.BytesIO(rendered(svg, fonts)))


@functools.cache
def _palette(ramps: tuple[tuple[str, int], ...]) -> Image.Image:
    """A palette of the first colour, and of steps from it to each of the others."""
    paper = _rgb(ramps[0][0])
    shades = [paper]
    for colour, steps in ramps[1:]:
        full = _rgb(colour)
        for step in range(1, steps + 1):
            share = step / steps
            shades.append(tuple(round(p + (c - p) * share) for p, c in zip(paper, full)))
    image = Image.new("P", (1, 1))
    # What is left of the palette repeats the paper: nothing is nearest to it first.
    flat = [value for shade in shades + [paper] * (16 - len(shades)) for value in shade]
    image.putpalette(flat)
    return image


def _rgb(colour: str) -> tuple[int, int, int]:
    """#fffdf8 as three numbers."""
    return tuple(bytes.fromhex(colour.removeprefix("#")))


class Shelf:
    """PNG files of earlier builds, by the hash of what they show: a picture is made once."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._used: set[str] = set()

    def file(self, key: str, make: Callable[[], bytes]) -> Path:
        """The PNG whose contents `key` stands for, made by `make` unless it is there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{fingerprint(key, _VERSION)}.png"
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
