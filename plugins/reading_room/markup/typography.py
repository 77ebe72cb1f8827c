"""Quotes, dashes, ellipses and spaces that do not break, as a printer sets them.

What is typed in ASCII is turned into what a reader expects; what an author already typed right is
left alone. Code, mathematics, addresses and Korean are never touched.
"""

from __future__ import annotations

import bisect
import calendar
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

Edit = tuple[int, int, str]  # characters from one position to another, and what replaces them

NBSP = "\u00a0"
# Stands for what is not to be touched, as a word would.
_OPAQUE = "\ufffc"
_SKIPPED = {"code", "pre", "kbd", "samp", "var", "math", "script", "style", "svg", "sup"}
_STASHED = re.compile("\x02[^\x03]*\x03")
_STASHED_HTML = re.compile("\x02wzxhzdk:(\\d+)\x03")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+\.(?:org|com|net|gov|int)/\S+"
)
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_OPENERS = "([{<“‘–—-/" + NBSP
_ELISIONS = re.compile(r"(?:\d\ds?\b|(?:tis|twas|em|til|cause|round|bout|n)\b)", re.IGNORECASE)
_WORTH_A_LOOK = re.compile(r"[\"'\d–—]|--|\.\.\.|[A-Z][\w.]* ")

_MONTH = "|".join(name for name in calendar.month_name if name)
_NUMBER = r"\d{1,4}(?:,\d{3})*(?:\.\d+)?"
_DASHES = re.compile(r"(?<!-)---?(?!-)")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_RANGE = re.compile(
    rf"(?<![\w.,/:#=–—-])(?P<first>{_NUMBER})(?P<x>-)(?={_NUMBER}(?![\w/=-]|[.,:]\d))"
    r"(?=(?P<last>\d+))"
)
_UNITS = (
    "km|m|cm|mm|kg|g|t|kt|Mt|MW|MWe|GW|kW|Hz|mph|km/h|km²|kilomet(?:re|er)s?|met(?:re|er)s?|miles?"
    "|kilotons?|megatons?|tonnes?|tons?|kilograms?|per cent|percent|million|billion|trillion"
)
# Where a line must not break: the group `x` is the space.
_BOUND = [
    re.compile(pattern)
    for pattern in (
        rf"(?<=\d)(?P<x>[ \n])(?=(?:{_MONTH})\b)",
        rf"\b(?:{_MONTH})(?P<x>[ \n])(?=\d{{1,4}}\b)",
        r"\b(?:pp?|[Nn]os?|[Vv]ols?|chs?|chap|secs?|arts?|paras?|[Ff]igs?|cols?|nn?|ff?|ca?)\."
        r"(?P<x>[ \n])(?=\d)",
        r"\b(?:Messrs|Mrs?|Ms|Dr|Prof|Gen|Lt|Col|Capt|Sgt|Sen|Rep|Gov|Amb|Rev)\.?"
        r"(?P<x>[ \n])(?=[A-Z])",
        r"(?<![\w.])[A-Z]\.(?P<x>[ \n])(?=[A-Z]\.)",
        r"(?<![\w.])[A-Z]\.[ \n][A-Z]\.(?P<x>[ \n])(?=[A-Z][a-z])",
        rf"(?<=\d)(?P<x>[ \n])(?=(?:{_UNITS})(?!\w))",
        r"(?P<x> )(?=(?:[–—]|---?)[ \n])",
    )
]


def register(md) -> None:
    """Add to `md` what sets its text: after references (7), before the contents (5)."""
    # \\" stays a straight mark.
    md.ESCAPED_CHARS += ['"', "'"]
    md.treeprocessors.register(_Typesetter(md), "typography", 6)


def typeset(text: str) -> str:
    """`text` with the right marks; plain text in, plain text out."""
    for start, end, replacement in reversed(edits(text)):
        text = text[:start] + replacement + text[end:]
    return text


def edits(text: str) -> list[Edit]:
    """What to change in `text`, in order; no two changes touch the same character."""
    if not _WORTH_A_LOOK.search(text):
        return []
    found = {start: (start, end, mark) for start, end, mark in _all_edits(text)}
    for address in _ADDRESS.finditer(text):
        for start in range(address.start(), address.end()):
            found.pop(start, None)
    return sorted(found.values())


def _all_edits(text: str) -> Iterator[Edit]:
    for match in _DASHES.finditer(text):
        yield match.start(), match.end(), "—" if len(match[0]) == 3 else "–"
    for match in _ELLIPSIS.finditer(text):
        yield match.start(), match.end(), "…"
    for match in _RANGE.finditer(text):
        if not _is_year_and_month(match["first"], match["last"]):
            yield match.start("x"), match.end("x"), "–"
    for pattern in _BOUND:
        for match in pattern.finditer(text):
            yield match.start("x"), match.end("x"), NBSP
    yield from _quotes(text)


def _is_year_and_month(first: str, last: str) -> bool:
    """Whether ``2018-06`` is a month; ``1994-95`` and ``1994-2002`` are ranges."""
    return len(first) == 4 and len(last) == 2 and int(last) <= int(first[2:])


def _quotes(text: str) -> Iterator[Edit]:
    """Each straight quote as what it is: opening, closing or an apostrophe.

    A single quote that seems to open and is never closed is an apostrophe, as in *of '94*.
    """
    decided: dict[int, str] = {}
    open_singles: list[int] = []
    for match in re.finditer(r"[\"']", text):
        place = match.start()
        before = decided.get(place - 1) or text[place - 1 : place] or " "
        after = text[place + 1 : place + 2] or " "
        if before.isspace() and after.isspace() or _is_within_hangul(text, place):
            continue
        opens = (before.isspace() or before in _OPENERS) and not after.isspace()
        if match[0] == '"':
            decided[place] = "“" if opens else "”"
        elif not opens:
            decided[place] = "’"
            if open_singles and not _is_word(after):
                decided[open_singles.pop()] = "‘"
        else:
            # What comes next must know that this one opens, should it be a quote.
            decided[place] = "’" if _ELISIONS.match(text, place + 1) else "‘"
            if decided[place] == "‘":
                open_singles.append(place)
    for place in open_singles:
        decided[place] = "’"
    yield from ((place, place + 1, mark) for place, mark in decided.items())


def _is_word(character: str) -> bool:
    return character.isalnum() or character == _OPAQUE


def _is_within_hangul(text: str, place: int) -> bool:
    before, after = text[:place].rstrip(" \"'"), text[place + 1 :].lstrip(" \"'")
    return bool(_HANGUL.match(before[-1:]) and _HANGUL.match(after[:1]))


class _Typesetter(Treeprocessor):
    """Sets the text of a page, block by block: a quote may open in one element and close in another."""

    def run(self, root: etree.Element) -> None:
        self._block(root)

    def _block(self, block: etree.Element) -> None:
        run = _Run(self.md)
        run.add(block, "text")
        self._children(block, run)
        run.set()

    def _children(self, parent: etree.Element, run: _Run) -> None:
        for child in parent:
            if child.tag in _SKIPPED or child.get("lang", "").startswith("ko"):
                run.add_opaque()
            elif child.tag == "br":
                run.add_opaque("\n")
            elif self.md.is_block_level(child.tag):
                run.set()
                self._block(child)
            else:
                run.add(child, "text")
                self._children(child, run)
            run.add(child, "tail")


class _Run:
    """Text that is read as one, and the places in the tree from which it comes."""

    def __init__(self, md):
        self.md = md
        self._clear()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.places: list[tuple[etree.Element, str, int]] = []
        self.length = 0
        self.closing = ""  # the end tag of raw HTML that is not to be touched

    def add(self, element: etree.Element, part: str) -> None:
        """Add the ``text`` or the ``tail`` of an element."""
        text = getattr(element, part)
        if not text:
            return
        if isinstance(text, AtomicString):
            self.add_opaque()
            return
        last = 0
        for stashed in _STASHED.finditer(text):
            self._piece(text[last : stashed.start()], element, part, last)
            self._follow_html(stashed[0])
            last = stashed.end()
        self._piece(text[last:], element, part, last)

    def add_opaque(self, character: str = _OPAQUE) -> None:
        """Add something that is not to be touched."""
        self.parts.append(character)
        self.starts.append(self.length)
        self.places.append((None, "", 0))
        self.length += 1

    def _piece(self, text: str, element: etree.Element, part: str, offset: int) -> None:
        if not text:
            return
        if self.closing:
            self.add_opaque()
            return
        self.parts.append(text)
        self.starts.append(self.length)
        self.places.append((element, part, offset))
        self.length += len(text)

    def _follow_html(self, stashed: str) -> None:
        """Note where inline HTML as ``<kbd>`` begins and ends."""
        match = _STASHED_HTML.fullmatch(stashed)
        raw = self.md.htmlStash.rawHtmlBlocks[int(match[1])] if match else ""
        if not isinstance(raw, str) or not raw.startswith("<"):
            return
        if self.closing:
            self.closing = "" if raw.startswith(self.closing) else self.closing
            return
        tag = re.match(r"<([a-zA-Z]+)[^<>]*>", raw)
        if tag and (tag[1].lower() in _SKIPPED or re.search(r"\blang=[\"']?ko", tag[0])):
            self.closing = f"</{tag[1]}"

    def set(self) -> None:
        """Change the tree as the text asks, and begin anew."""
        for start, end, replacement in reversed(edits("".join(self.parts))):
            number = bisect.bisect_right(self.starts, start) - 1
            element, part, offset = self.places[number]
            # A change across the border of two elements is not made.
            if element is None or end > self.starts[number] + len(self.parts[number]):
                continue
            text = getattr(element, part)
            first = offset + start - self.starts[number]
            last = offset + end - self.starts[number]
            setattr(element, part, text[:first] + replacement + text[last:])
        self._clear()
