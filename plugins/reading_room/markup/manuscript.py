"""The text of one Markdown file, and the place of every mistake in it.

Markdown moves what an author writes: notes go to the end, a table's cells into a table. So that a
mistake can still be named by line and column, each link carries its place through Markdown as a
mark before its address: ``](event:x)`` is read as ``](<12>event:x)``, where ``<12>`` is an offset
between two characters that no text has. Marks are taken off again as soon as links are elements,
which then have the offset in ``data-at`` until the last step.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from contextlib import contextmanager

from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from reading_room.problems import Problems

_FENCED = re.compile(
    r"^(?P<fence>~{3,}|`{3,})[^\n]*\n.*?(?<=\n)(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_FRONT_MATTER = re.compile(r"(?:[A-Za-z][\w-]*:.*(?:\n|$)(?:[ ]{4,}\S.*(?:\n|$))*)+")
# What may hold paragraphs that are indented by four spaces and are no code.
_CONTAINER = re.compile(r"[ ]{0,3}(?:[*+-]|\d+\.|:|\[\^[^\]]*\]:)[ \t]")
_LINK = re.compile(r"\]\([ \t]*<?")
_MARK = re.compile("\ue000(\\d+)\ue001")


def without_code(text: str) -> str:
    """`text` with code and comments blanked out, every character still in its place."""
    text = _FENCED.sub(_blank, text)
    text = _without_indented_code(text)
    text = _COMMENT.sub(_blank, text)
    return _SPAN.sub(_blank, text)


def _blank(match: re.Match) -> str:
    return _blanked(match[0])


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without_indented_code(text: str) -> str:
    """`text` with indented code blanked, but not the paragraphs of lists, notes and definitions."""
    lines = text.split("\n")
    in_container = in_code = False
    after_blank = True
    for number, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        depth = 4 if line.startswith(("    ", "\t")) else 0
        depth = 8 if line.startswith(("        ", "\t\t")) else depth
        if not depth:
            in_code = False
            if after_blank or _CONTAINER.match(line):
                in_container = bool(_CONTAINER.match(line))
        elif depth > 4 * in_container and (in_code or after_blank):
            lines[number] = " " * len(line)
            in_code = True
        after_blank = False
    return "\n".join(lines)


def without_marks(text: str) -> str:
    """`text` as its author wrote it."""
    return _MARK.sub("", text)


class Manuscript:
    """One file as its author sees it."""

    def __init__(
        self, text: str, file: str, problems: Problems, part: tuple[int, int] | None = None
    ):
        """`text` is the whole file, `file` its shown name; mistakes are added to `problems`.

        With `part`, only the text from one offset to another is read as Markdown.
        """
        self.text = text
        self.file = file
        self.problems = problems
        front = _FRONT_MATTER.match(text)
        start, end = part or (front.end() if front else 0, len(text))
        self._part = part or (0, len(text))
        self.body = without_code(_blanked(text[:start]) + text[start:end] + _blanked(text[end:]))
        self._seen: dict[str, int] = {}

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of the text."""
        line = self.text.count("\n", 0, offset) + 1
        return line, offset - self.text.rfind("\n", 0, offset)

    def mistake(self, offset: int, message: str) -> None:
        """Report a mistake at a character of the text; below 0 its place is unknown."""
        line, column = self.place(offset) if offset >= 0 else (0, 0)
        self.problems.add(self.file, line, column, message)

    def mistake_near(self, needle: str, message: str) -> None:
        """Report a mistake at the next occurrence of `needle` that was not yet reported."""
        occurrence = self._seen.get(needle, 0)
        self._seen[needle] = occurrence + 1
        found = self._occurrences(self.body, needle) or self._occurrences(self.text, needle)
        self.mistake(found[min(occurrence, len(found) - 1)] if found else -1, message)

    def mistake_at(self, element: etree.Element, needle: str, message: str) -> None:
        """Report a mistake where `element` was written, or else near `needle`."""
        if element.get("data-at"):
            self.mistake(int(element.get("data-at")), message)
        else:
            self.mistake_near(needle, message)

    def mistake_in(self, raw: str, message: str) -> None:
        """Report a mistake where `raw`, the text of a block before inline parsing, begins."""
        first = raw.strip().split("\n")[0].split("\x02")[0]
        mark = _MARK.search(first)
        if mark:
            self.mistake(int(mark[1]) - mark.start(), message)
        else:
            self.mistake_near(first, message)

    @contextmanager
    def rules_of_the_house(self) -> Iterator[None]:
        """What is reported meanwhile breaks a rule of the house, and is no mistake elsewhere."""
        problems, self.problems = self.problems, Problems()
        try:
            yield
        finally:
            problems.noted |= self.problems.found
            self.problems = problems

    @property
    def written(self) -> str:
        """What is to be read as Markdown."""
        return self.text[slice(*self._part)]

    @property
    def lines_above(self) -> int:
        """How many lines of the file stand above what is to be read."""
        return self.text.count("\n", 0, self._part[0])

    def marked(self) -> str:
        """What is to be read, with a mark before the address of every link and image."""
        last, end = self._part
        parts = []
        for match in _LINK.finditer(self.body):
            parts += [self.text[last : match.end()], f"\ue000{match.end()}\ue001"]
            last = match.end()
        return "".join([*parts, self.text[last:end]])

    @staticmethod
    def _occurrences(text: str, needle: str) -> list[int]:
        # `event:a` is not meant by `event:a-b`.
        end = r"(?![\w-])" if needle[-1:].isalnum() else ""
        return [match.start() for match in re.finditer(re.escape(needle) + end, text)] * bool(
            needle
        )


def register(md, manuscript: Manuscript) -> None:
    """Add to `md` what puts marks in, takes them off, and forgets the places at the end."""
    md.preprocessors.register(_Marking(md, manuscript), "marks", 40)
    md.treeprocessors.register(_Unmarking(md, manuscript), "marks", 18)
    md.treeprocessors.register(_Forgetting(md), "places", 1)
    md.postprocessors.register(_Sweeping(md), "marks", 1)


class _Marking(Preprocessor):
    def __init__(self, md, manuscript: Manuscript):
        super().__init__(md)
        self.manuscript = manuscript

    def run(self, lines: list[str]) -> list[str]:
        # The same Markdown instance may be given another text, whose places are unknown.
        if "\n".join(lines) != self.manuscript.written:
            return lines
        return self.manuscript.marked().split("\n")


class _Unmarking(Treeprocessor):
    """Turns the marks of links into ``data-at``; a mark left in a text is a link gone wrong."""

    def __init__(self, md, manuscript: Manuscript):
        super().__init__(md)
        self.manuscript = manuscript

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.tag in ("a", "img"):
                self._take_off(element)
            for part in ("text", "tail"):
                text = getattr(element, part)
                if text and "\ue000" in text:
                    self._report(element, part, text)

    def _take_off(self, element: etree.Element) -> None:
        for name in ("href", "src", "alt", "title"):
            value = element.get(name)
            mark = _MARK.search(value or "")
            if mark:
                if name in ("href", "src"):
                    element.set("data-at", mark[1])
                element.set(name, without_marks(value))

    def _report(self, element: etree.Element, part: str, text: str) -> None:
        if not isinstance(text, AtomicString):
            for mark in _MARK.finditer(text):
                self.manuscript.mistake(
                    int(mark[1]),
                    "this was not understood as a link: are brackets and parentheses closed, and "
                    "is it inside no other link?",
                )
        setattr(element, part, type(text)(without_marks(text)))


class _Forgetting(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            element.attrib.pop("data-at", None)


class _Sweeping(Postprocessor):
    def run(self, text: str) -> str:
        return without_marks(text) if "\ue000" in text else text
