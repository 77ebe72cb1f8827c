"""Citations in Pandoc's syntax, all of it.

::

    [see @holmes-2018, pp. 33-35, and *passim*; also @jervis-1978, ch. 2]
    [-@holmes-2018]                  without the author
    @holmes-2018 argues              in the sentence
    @holmes-2018 [p. 33; @jervis-1978]
    [@{https://example.org/x?y=1}, p. 3], [@holmes-2018 {pp. iv, vi-xi}, as if]
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.inlinepatterns import InlineProcessor

from reading_room.bibliography import anchor
from reading_room.markup import locators
from reading_room.problems import nearest

# A key in the open has single marks inside it and none at its end, where an underscore may be that
# of emphasis; any other key stands in braces.
_OPEN_KEY = r"(?:\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)?[^\W_]"
_BRACED_KEY = r"\{(?P<braced>[^{}\s]+)\}"
# Not escaped, no address of mail and no part of a web address.
_AT = r"(?<![\w\\@./=&?#%-])(?P<suppress>-?)@"
_CITED = re.compile(rf"{_AT}(?:{_BRACED_KEY}|(?P<key>{_OPEN_KEY}))")
_ENDS_WITH_KEY = re.compile(rf"{_CITED.pattern}[ \n]?$")


@dataclass(frozen=True)
class Cite:
    """One cited source with what stands around it, as written."""

    key: str
    suppresses_author: bool = False
    prefix: str = ""
    locator: str = ""
    suffix: str = ""


def keys_in(text: str) -> list[str]:
    """Every key that `text` may cite, in order, repeats included."""
    return [_key(match) for match in _CITED.finditer(text)]


def parse_group(text: str) -> list[Cite] | None:
    """What stands between brackets as citations; None when it is something else."""
    cites = []
    for piece in _pieces(text):
        match = _CITED.search(piece)
        if not match:
            return None
        locator, suffix = locators.split(piece[match.end() :].rstrip())
        prefix = piece[: match.start()].strip()
        cites.append(Cite(_key(match), bool(match["suppress"]), prefix, locator, suffix))
    return cites


def _key(match: re.Match) -> str:
    return match["braced"] or match["key"]


def _pieces(text: str) -> Iterator[str]:
    """`text` cut at semicolons, but not at those within braces."""
    depth = start = 0
    for place, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if character == ";" and depth <= 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def register(md, references) -> None:
    """Add both forms to `md`: after code spans (190) and escapes (180), before links (160)."""
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@"]
    md.inlinePatterns.register(_Group(r"\[(?!\^)", md, references), "citation", 175)
    md.inlinePatterns.register(_Narrative(_CITED.pattern, md, references), "narrative", 174)


class _Citation(InlineProcessor):
    def __init__(self, pattern: str, md, references):
        super().__init__(pattern, md)
        self.references = references
        self.library = references.library

    def _all_known(self, cites: list[Cite]) -> bool:
        """Whether there is a source for each of `cites`; those missing are reported."""
        return all([self._is_known(cite.key) for cite in cites])

    def _is_known(self, key: str) -> bool:
        sources = self.library.bibliography.items
        if key in sources:
            # What is code to us may be none to Markdown, and cite.
            for found, form in self.library.bibliography.short_forms([key]).items():
                self.references.short_forms.setdefault(found, form)
            return True
        self.references.mistake(
            f"@{key}" if f"@{key}" in self.references.text else f"@{{{key}}}",
            f"there is no source {key!r}{nearest(key, sources)}"
            " (write \\@ for an at sign that is no citation)",
        )
        return False

    def _link(self, cite: Cite, text: str) -> etree.Element:
        self.references.use("source", cite.key)
        if cite.key not in self.references.cited:
            self.references.cited.append(cite.key)
        link = etree.Element("a", {"href": f"#ref-{anchor(cite.key)}", "class": "citation-link"})
        _author, year = self.references.short_forms[cite.key]
        link.set("title", self.library.bibliography.items[cite.key].dated(year).plain)
        link.text = text
        return link

    def _append(self, group: etree.Element, cites: list[Cite]) -> None:
        """Add `cites` to what `group` holds, each with its prefix, locator and suffix."""
        for cite in cites:
            if len(group):
                _say(group, "; ")
            _say(group, f"{cite.prefix} " if cite.prefix else "")
            author, year = self.references.short_forms[cite.key]
            text = year if cite.suppresses_author else f"{author} {year}"
            group.append(self._link(cite, text))
            _say(group, _after(cite))


class _Group(_Citation):
    """``[see @a, p. 3; -@b]``"""

    def handleMatch(self, m, data):  # noqa: N802 - the name is Python-Markdown's
        end = _closing_bracket(data, m.start(0))
        content = data[m.start(0) + 1 : end]
        if end < 0 or _is_of_link(data, m.start(0), end) or not _CITED.search(content):
            return None, None, None
        cites = parse_group(content)
        if cites is None and _ENDS_WITH_KEY.search(data[: m.start(0)]):
            return None, None, None  # what follows a key in the sentence; see _Narrative
        if cites is None:
            self._report_piece(content)
            return None, None, None
        if not self._all_known(cites):
            return None, None, None
        within = _stands_in_parentheses(data, m.start(0), end)
        group = etree.Element("span", {"class": "citation"})
        group.text = "" if within else "("
        self._append(group, cites)
        _say(group, "" if within else ")")
        return group, m.start(0), end + 1

    def _report_piece(self, content: str) -> None:
        piece = next(piece for piece in _pieces(content) if not _CITED.search(piece)).strip()
        self.references.mistake(piece, f"{piece!r} is not a citation: [@key, p. 3; @other]")


class _Narrative(_Citation):
    """``@a [p. 3; @b]`` as a part of the sentence: Holmes (2018, p. 3; Jervis 1978)."""

    def handleMatch(self, m, data):  # noqa: N802 - the name is Python-Markdown's
        key = _key(m)
        if _is_in_link(data, m.start(0)):
            self.references.mistake(f"@{key}", f"@{key} cites in the text of a link; move it out")
            return None, None, None
        more, end = _what_follows(data, m.end(0))
        first = Cite(key, locator=more[0].locator, suffix=more[0].suffix)
        others = more[1:]
        if not self._all_known([first, *others]):
            return None, None, None
        within = _stands_in_parentheses(data, m.start(0), end - 1)
        author, year = self.references.short_forms[first.key]
        group = etree.Element("span", {"class": "citation"})
        if not m["suppress"]:
            group.text = f"{author} " if within else f"{author} ("
        else:
            group.text = "" if within else "("
        group.append(self._link(first, year))
        _say(group, _after(first))
        self._append(group, others)
        _say(group, "" if within else ")")
        return group, m.start(0), end


def _what_follows(data: str, start: int) -> tuple[list[Cite], int]:
    """What brackets right after a key add to it, and where that ends.

    The first of the cites has no key: it is the locator and suffix of the key before.
    """
    nothing = [Cite("")], start
    opening = re.compile(r"[ \n]?\[(?!\^)").match(data, start)
    end = _closing_bracket(data, opening.end() - 1) if opening else -1
    if end < 0 or _is_of_link(data, opening.end() - 1, end):
        return nothing
    first, *others = _pieces(data[opening.end() : end])
    if _CITED.search(first):
        return nothing
    # Without a comma before it, as in "@a [p. 3]".
    locator, suffix = locators.split(first)
    if not locator and first.strip():
        suffix = f", {first.strip()}"
    rest = parse_group(";".join(others)) if others else []
    if rest is None:
        return nothing
    return [Cite("", locator=locator, suffix=suffix), *rest], end + 1


def _after(cite: Cite) -> str:
    """Locator and suffix as they follow a year."""
    suffix = cite.suffix
    if suffix and suffix[0] not in " ,.;:)":
        suffix = f" {suffix}"
    return (f", {cite.locator}" if cite.locator else "") + suffix


def _say(group: etree.Element, text: str) -> None:
    """Add `text` after all that `group` holds."""
    if len(group):
        group[-1].tail = (group[-1].tail or "") + text
    else:
        group.text = (group.text or "") + text


def _closing_bracket(data: str, start: int) -> int:
    """Where the bracket that opens at `start` is closed; -1 when it is not."""
    depth = 0
    for place in range(start, len(data)):
        depth += (data[place] == "[") - (data[place] == "]")
        if depth == 0:
            return place
    return -1


def _is_of_link(data: str, start: int, end: int) -> bool:
    """Whether the brackets from `start` to `end` belong to a link or an image."""
    return data[start - 1 : start] == "!" or data[end + 1 : end + 2] in ("(", "[")


def _is_in_link(data: str, place: int) -> bool:
    """Whether `place` is in the text of a link or an image."""
    opened = [start for start in range(place) if data[start] == "["]
    ends = ((start, _closing_bracket(data, start)) for start in opened)
    return any(end > place and _is_of_link(data, start, end) for start, end in ends)


def _stands_in_parentheses(data: str, start: int, end: int) -> bool:
    """Whether parentheses opened before `start` are closed only after `end`."""
    depth = 0
    for character in data[:start]:
        depth = max(0, depth + (character == "(") - (character == ")"))
    return depth > 0 and data.find(")", end) >= 0
