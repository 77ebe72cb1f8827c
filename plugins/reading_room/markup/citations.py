"""Citations in Pandoc's syntax: ``[see @holmes-2018, p. 45; -@jervis-1978]``, ``@holmes-2018``."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree

from markdown.inlinepatterns import InlineProcessor

from reading_room.problems import nearest

KEY = r"[A-Za-z0-9](?:[\w:.-]*[A-Za-z0-9])?"
_CITATION = rf"\[(?!\^)((?:[^\[\]@]|(?<=\w)@)*-?@{KEY}[^\[\]]*)\](?![(\[])"
_NARRATIVE = (
    rf"(?<![\w@./-])@({KEY})(?:[ ]\[((?:pp?|ch(?:ap)?|sec|art|para)\.[^\[\]]*|\d[^\[\]]*)\])?"
)
_PART = re.compile(rf"^(?P<prefix>.*?)(?P<suppress>-?)@(?P<key>{KEY})(?P<rest>.*)$", re.DOTALL)


def register(md, references) -> None:
    """Add both forms to `md`: after code spans (190) and before links (160)."""
    md.inlinePatterns.register(_CitationGroup(_CITATION, md, references), "citation", 175)
    md.inlinePatterns.register(_Narrative(_NARRATIVE, md, references), "narrative-citation", 174)


class _Citation(InlineProcessor):
    def __init__(self, pattern: str, md, references):
        super().__init__(pattern, md)
        self.references = references
        self.library = references.library

    def _anchor(self, key: str, text: str) -> etree.Element:
        self.references.use("source", key)
        if key not in self.references.cited:
            self.references.cited.append(key)
        link = etree.Element("a", {"href": f"#ref-{key}", "class": "citation-link"})
        entry = re.sub(r"<[^>]+>", "", self.library.bibliography.items[key].entry)
        link.set("title", html.unescape(entry))
        link.text = text
        return link

    def _unknown(self, key: str) -> bool:
        if key in self.library.bibliography.items:
            return False
        self.references.mistake(
            f"@{key}",
            f"there is no source {key!r}{nearest(key, self.library.bibliography.items)}"
            " (write \\@ for an at sign that is no citation)",
        )
        return True


class _CitationGroup(_Citation):
    """``[see @a, p. 3; -@b]``"""

    def handleMatch(self, m, data):  # noqa: N802 - the name is Python-Markdown's
        group = etree.Element("span", {"class": "citation"})
        group.text = "("
        pieces = m[1].split(";")
        for number, piece in enumerate(pieces):
            match = _PART.match(piece.strip())
            if not match or self._unknown(match["key"]):
                if not match:
                    self.references.mistake(
                        piece, f"{piece.strip()!r} is not a citation: [@key, p. 3]"
                    )
                return None, None, None
            author, year = self.references.short_forms[match["key"]]
            text = year if match["suppress"] else f"{author} {year}"
            link = self._anchor(match["key"], text)
            before = match["prefix"].strip()
            if before:
                if len(group):
                    group[-1].tail = (group[-1].tail or "") + before + " "
                else:
                    group.text += before + " "
            locator = match["rest"].strip().lstrip(",").strip()
            link.tail = (f", {locator}" if locator else "") + (
                "; " if number + 1 < len(pieces) else ")"
            )
            group.append(link)
        return group, m.start(0), m.end(0)


class _Narrative(_Citation):
    """``@a [p. 3]`` as the subject of a sentence: Holmes (2018, p. 3)."""

    def handleMatch(self, m, data):  # noqa: N802 - the name is Python-Markdown's
        if self._unknown(m[1]):
            return None, None, None
        author, year = self.references.short_forms[m[1]]
        group = etree.Element("span", {"class": "citation"})
        group.text = f"{author} ("
        link = self._anchor(m[1], year)
        link.tail = (f", {m[2].strip()}" if m[2] else "") + ")"
        group.append(link)
        return group, m.start(0), m.end(0)
