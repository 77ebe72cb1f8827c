"""The site's typeface for pictures: its files, how wide words are in it, lines that fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fontTools.ttLib import TTFont

from reading_room.memory import fingerprint

FAMILY = "Source Serif 4"
_FILES = {weight: f"source-serif-4-latin-{weight}-normal" for weight in ("400", "600")}
WEIGHTS = tuple(_FILES)  # of the files of the faces, in their order


@dataclass(frozen=True)
class Faces:
    """The site's own faces, as the renderer wants them: it reads TrueType, and the web gets WOFF2."""

    fonts: Path
    cache: Path

    @cached_property
    def files(self) -> list[str]:
        """The TrueType files, made where they are missing."""
        self.cache.mkdir(parents=True, exist_ok=True)
        return [str(self._file(name)) for name in _FILES.values()]

    def _file(self, name: str) -> Path:
        source = self.fonts / f"{name}.woff2"
        target = self.cache / f"{name}-{fingerprint(source.read_bytes().hex())}.ttf"
        if not target.exists():
            font = TTFont(source, recalcTimestamp=False)
            font.flavor = None
            font.save(target)
        return target


@dataclass(frozen=True)
class _Face:
    """Measures as shares of the size: of letters, and of what pairs of them are drawn together."""

    advances: dict[str, float]
    widest: float
    kerning: dict[tuple[str, str], float]


class Lettering:
    """The measures of the site's faces, by weight: 400 and 600."""

    def __init__(self, faces: Faces):
        """Measure `faces`, whose files are in order of weight."""
        self.faces = faces

    @cached_property
    def _measures(self) -> dict[str, _Face]:
        return {weight: _measured(path) for weight, path in zip(WEIGHTS, self.faces.files)}

    def width(self, text: str, size: float, weight: str = "400") -> float:
        """How wide `text` is at `size`; a character that the face lacks counts as its widest."""
        face = self._measures[weight]
        widths = (face.advances.get(letter, face.widest) for letter in text)
        return size * (sum(widths) + sum(face.kerning.get(pair, 0) for pair in zip(text, text[1:])))

    def places(self, text: str, size: float, weight: str = "400") -> tuple[float, ...]:
        """Where each letter of `text` begins, in pixels from the first."""
        face = self._measures[weight]
        places, x = [], 0.0
        for letter, following in zip(text, [*text[1:], ""]):
            places.append(round(x * size, 2))
            x += face.advances.get(letter, face.widest) + face.kerning.get((letter, following), 0)
        return tuple(places)

    def lines(self, text: str, room: float, size: float, weight: str = "400") -> list[str]:
        """`text` in lines that are at most `room` wide, broken at spaces; a longer word is cut."""
        found: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, weight) <= room:
                line = longer
                continue
            if line:
                found.append(line)
            line = self.cut(word, room, size, weight)
        return [*found, line] if line else found

    def cut(self, text: str, room: float, size: float, weight: str = "400") -> str:
        """`text`, or as much of its beginning as fits, with an ellipsis."""
        if self.width(text, size, weight) <= room:
            return text
        while text and self.width(f"{text}…", size, weight) > room:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def fitted(
        self, text: str, room: float, sizes: tuple[float, ...], most: int, weight: str = "400"
    ) -> tuple[float, list[str]]:
        """The largest of `sizes` at which `text` takes `most` lines or fewer, and those lines.

        If none is small enough, what is too much at the last is cut.
        """
        for size in sizes:
            found = self.lines(text, room, size, weight)
            if len(found) <= most:
                return size, found
        rest = " ".join(found[most - 1 :])
        return size, [*found[: most - 1], self.cut(rest, room, size, weight)]


def _measured(path: str) -> _Face:
    with TTFont(path, lazy=True) as font:
        units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        glyphs = {chr(code): name for code, name in font.getBestCmap().items()}
        advances = {letter: widths[name][0] / units for letter, name in glyphs.items()}
        # Of letters that share a glyph, the first: the space, and not the one that does not break.
        letters = {name: letter for letter, name in reversed(glyphs.items())}
        kerning: dict[tuple[str, str], float] = {}
        for first, second, value in _pairs(font["GPOS"].table):
            if value and first in letters and second in letters:
                # Of several rules for a pair the first holds.
                kerning.setdefault((letters[first], letters[second]), value / units)
    return _Face(advances, max(advances.values()), kerning)


def _pairs(table) -> Iterable[tuple[str, str, int]]:
    """(glyph, glyph, units) of every pair in the kerning of a face, single pairs before classes."""
    records = table.FeatureList.FeatureRecord
    used = {i for r in records if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex}
    for number in sorted(used):
        for part in table.LookupList.Lookup[number].SubTable:
            part = getattr(part, "ExtSubTable", part)
            if part.LookupType != 2:
                continue
            if part.Format == 1:
                for first, pairs in zip(part.Coverage.glyphs, part.PairSet):
                    for pair in pairs.PairValueRecord:
                        yield first, pair.SecondGlyph, _advance(pair.Value1)
                continue
            seconds: dict[int, list[str]] = {}
            for glyph, group in part.ClassDef2.classDefs.items():
                seconds.setdefault(group, []).append(glyph)
            for first in part.Coverage.glyphs:
                row = part.Class1Record[part.ClassDef1.classDefs.get(first, 0)].Class2Record
                for group, glyphs in seconds.items():
                    for second in glyphs:
                        yield first, second, _advance(row[group].Value1)


def _advance(value) -> int:
    return getattr(value, "XAdvance", 0) if value else 0
