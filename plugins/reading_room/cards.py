"""Cards: what is shown of a page where somebody shares its address. Drawn as SVG, made into PNG.

One template for each kind of page, in the site's colours and typeface. All carry the same strip
along the foot: the years of the record with every meeting of leaders, so that a reader sees at a
glance when an event was, or which events an essay rests on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape

from reading_room.lettering import FAMILY, Lettering
from reading_room.pictures import Colours, body_of, in_our_face, size_of, style_of
from reading_room.raster import Drawing, Piece, Words

WIDTH, HEIGHT = 1200, 630
_LEFT, _RIGHT = 76.0, 1124.0
_ROOM = _RIGHT - _LEFT
_FOOT = 520.0  # the line on which the strip's ticks stand
_SITE = 592.0
_TITLES = (68.0, 60.0, 52.0, 46.0, 40.0)
_DECADE = 10
# The marks of the site's figures, drawn around (0, 0).
_GLYPHS = {
    "diamond": "M0-6.8 6.8 0 0 6.8-6.8 0z",
    "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "square": "M-4.6-4.6H4.6V4.6H-4.6z",
    "triangle": "M0-5.8 5.8 4.6H-5.8z",
}


@dataclass(frozen=True)
class Deck:
    """What all cards of one site have in common."""

    name: str
    subtitle: str
    theme: Colours
    letters: Lettering
    first: str  # the days between which the strip runs
    last: str
    meetings: tuple[str, ...]  # days on which leaders met

    @property
    def colours(self) -> dict[str, str]:
        """The theme's colours on paper, by token."""
        return self.theme.light

    def site(self) -> Drawing:
        """The card of the site itself, for every page that has none of its own."""
        size, title = self.letters.fitted(self.name, _ROOM, (104.0, 80.0, 60.0), 2, "600")
        parts = [*self._block(title, 220.0, size, "ink", "600")]
        below = 220.0 + (len(title) - 1) * size * 1.14 + 70
        size, said = self.letters.fitted(self.subtitle, _ROOM, (40.0, 34.0), 2)
        parts += self._block(said, below, size, "ink-muted")
        return Drawing(self._card(parts, foot=self._strip))

    def essay(self, title: str, subtitle: str, signed: str, days: Iterable[str]) -> Drawing:
        """The card of an essay; `days` are those of the events that it rests on."""
        size, lines = self.letters.fitted(title, _ROOM, (76.0, *_TITLES), 3, "600")
        parts = [self._text(_LEFT, 88, 26, "accent", "Essay", "600")]
        top = 106.0 + size
        parts += self._block(lines, top, size, "ink", "600")
        below = top + (len(lines) - 1) * size * 1.14 + 56
        room = 2 if len(lines) > 2 else 3
        small, said = self.letters.fitted(subtitle, _ROOM, (34.0, 30.0, 27.0), room)
        parts += self._block(said, below, small, "ink-muted")
        signed = self.letters.cut(signed, _ROOM * 0.8, 26)
        parts.append(self._text(_RIGHT, 88, 26, "ink-muted", signed, anchor="end"))
        return Drawing(self._card([*parts, self._ticks(days, 30, 1.8)]))

    def figure(self, title: str, drawing: str) -> Drawing:
        """The card of a figure: its finding, and its `drawing`, which may end in the paper.

        Only of a drawing that would be tiny as a whole, a long list, is the beginning shown.
        """
        size, lines = self.letters.fitted(title, _ROOM, (50.0, 44.0, 38.0), 3, "600")
        top = 40.0 + size
        parts = self._block(lines, top, size, "ink", "600")
        top += (len(lines) - 1) * size * 1.14 + 28
        room = _SITE - 42 - top
        width, height = size_of(drawing)
        widest = _ROOM / width
        whole = min(room / height, widest)
        scale = whole if whole > widest * 0.5 else widest * 0.8
        style = in_our_face(self.theme.fixed(style_of(drawing)))
        parts.append(
            f'<style>{style}</style><svg class="chart" x="{_px(_LEFT)}" y="{_px(top)}" '
            f'width="{_px(width * scale)}" height="{_px(min(height * scale, room))}" '
            f'viewBox="0 0 {_px(width)} {_px(min(height, room / scale))}">{body_of(drawing)}</svg>'
        )
        if height * scale > room:
            parts.append(self._fade(top + room))
        return Drawing(self._card(parts, foot=self._name))

    def _fade(self, bottom: float) -> str:
        """What is drawn above `bottom` turns into the paper."""
        paper = self.colours["paper"]
        return (
            '<linearGradient id="fade" x1="0" y1="0" x2="0" y2="1">'
            f'<stop offset="0" stop-color="{paper}" stop-opacity="0"/>'
            f'<stop offset="1" stop-color="{paper}"/></linearGradient>'
            f'<rect x="0" y="{_px(bottom - 90)}" width="{WIDTH}" height="91" fill="url(#fade)"/>'
        )

    def event(self, event: dict, role: str, glyph: str) -> Drawing:
        """The card of an event: when, what, where, who, and its place among leaders' meetings."""
        about = [event["kind_label"], event["level_label"]]
        kind = " · ".join(filter(None, about))
        colour = self.colours[f"lane-{role}"]
        if not event["was_held"]:
            kind += " · did not take place"
        sign = (
            f'<path d="{_GLYPHS[glyph]}" fill="{colour}" '
            f'transform="translate({_LEFT + 10} 80) scale(1.6)"/>'
        )
        size, lines = self.letters.fitted(event["title"], _ROOM, _TITLES, 3, "600")
        top = 106.0 + size
        below = top + (len(lines) - 1) * size * 1.14 + 58
        where = event["place"]["name"] if event["place"] else ""
        facts = " · ".join(filter(None, [event["when"], where]))
        names = [actor["name"] for actor in event["actors"] if actor["role"] != "host"]
        who = self._named(list(dict.fromkeys(names)), 29.0)
        words = [self._words(_LEFT + 32, 88, 26, f"lane-{role}", kind, "600")]
        words += [
            self._words(_LEFT, top + number * size * 1.14, size, "ink", line, "600")
            for number, line in enumerate(lines)
        ]
        words.append(self._words(_LEFT, below, 34, "ink", self.letters.cut(facts, _ROOM, 34)))
        words.append(self._words(_LEFT, below + 48, 29, "ink-muted", who))
        pieces = Piece((int(_LEFT) - 4, 64, 28, 30), sign), self._mark(event["first_day"], colour)
        return Drawing(self._card([], role), pieces, tuple(words))

    def ramps(self, role: str = "leaders") -> tuple[tuple[str, int], ...]:
        """The colours of a card in which one `role` is shown, with the shades that each needs."""
        shades = (("paper", 1), ("ink", 5), ("ink-muted", 3), (f"lane-{role}", 3))
        shades += (("lane-leaders", 2), ("accent", 2))
        return tuple((self.colours[token], number) for token, number in shades)

    def _named(self, names: list[str], size: float) -> str:
        """As many of `names` as fit into a line, and how many more there are."""
        for count in range(len(names), 0, -1):
            more = len(names) - count
            text = ", ".join(names[:count]) + (f" and {more} more" if more else "")
            if self.letters.width(text, size) <= _ROOM:
                return text
        return self.letters.cut(names[0], _ROOM, size) if names else ""

    def _card(self, parts: list[str], role: str = "leaders", foot: str = "") -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f"font-family=\"'{FAMILY}'\">"
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{self.colours["paper"]}"/>'
            f'<rect width="{WIDTH}" height="10" fill="{self.colours[f"lane-{role}"]}"/>'
            f"{foot or self._strip + self._name}{''.join(parts)}</svg>"
        )

    @cached_property
    def _name(self) -> str:
        """The name of the site."""
        name = self._text(_LEFT, _SITE, 27, "ink", self.name, "600")
        beside = _LEFT + self.letters.width(self.name, 27, "600") + 18
        said = self.letters.cut(self.subtitle, _RIGHT - beside - 240, 24)
        return name + self._text(beside, _SITE, 24, "ink-muted", said)

    @cached_property
    def _strip(self) -> str:
        """The years, with a tick for each meeting of leaders."""
        rule = self.colours["ink-muted"]
        parts = [_line(_LEFT, _FOOT, _RIGHT, _FOOT, rule, 1.2)]
        for year in range(int(self.first[:4]), int(self.last[:4]) + 1):
            if year % _DECADE == 0:
                x = self._x(f"{year}-01-01")
                parts.append(_line(x, _FOOT, x, _FOOT + 7, rule, 1.2))
                parts.append(self._text(x, _FOOT + 27, 19, "ink-muted", str(year), anchor="middle"))
        parts.append(self._ticks(self.meetings, 16, 1.6))
        legend = "Each tick: leaders met"
        parts.append(self._text(_RIGHT, _SITE, 20, "ink-muted", legend, anchor="end"))
        return "".join(parts)

    def _ticks(self, days: Iterable[str], height: float, width: float) -> str:
        path = "".join(f"M{_px(self._x(day))} {_FOOT:g}v-{height:g}" for day in days)
        colour = self.colours["lane-leaders"]
        return f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}"/>'

    def _mark(self, day: str, colour: str) -> Piece:
        """A taller tick with a head, for the day that a card is about."""
        x = self._x(day)
        svg = _line(x, _FOOT, x, _FOOT - 34, colour, 2.6)
        svg += f'<circle cx="{_px(x)}" cy="{_FOOT - 38:g}" r="6.5" fill="{colour}"/>'
        return Piece((int(x) - 8, int(_FOOT) - 46, 18, 47), svg)

    def _x(self, day: str) -> float:
        first, last, when = map(datetime.date.fromisoformat, (self.first, self.last, day))
        share = (when - first) / (last - first)
        return _LEFT + min(max(share, 0), 1) * _ROOM

    def _block(self, lines: list[str], y: float, size: float, colour: str, weight: str = "400"):
        return [
            self._text(_LEFT, y + number * size * 1.14, size, colour, line, weight)
            for number, line in enumerate(lines)
        ]

    def _words(
        self, x: float, y: float, size: float, colour: str, words: str, weight: str = "400"
    ) -> Words:
        places = self.letters.places(words, size, weight)
        return Words(words, x, round(y, 1), size, weight, self.colours[colour], places)

    def _text(
        self,
        x: float,
        y: float,
        size: float,
        colour: str,
        words: str,
        weight: str = "400",
        anchor: str = "start",
    ) -> str:
        return (
            f'<text x="{_px(x)}" y="{_px(y)}" font-size="{size:g}" font-weight="{weight}" '
            f'text-anchor="{anchor}" fill="{self.colours[colour]}">{escape(words, quote=False)}</text>'
        )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return (
        f'<path d="M{_px(x1)} {_px(y1)}L{_px(x2)} {_px(y2)}" stroke="{colour}" '
        f'stroke-width="{width:g}"/>'
    )


def _px(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def card(folder: str, words: str) -> dict:
    """What a page says of its card: where it is, and its words for those who do not see it."""
    return {"path": path(folder), "alt": words}


def path(folder: str) -> str:
    """Where the card of the page in the `folder` of the site is."""
    return f"{folder}card.png"
