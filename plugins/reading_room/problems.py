"""Mistakes found during a build: gathered, then reported together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field


class SiteError(Exception):
    """The site cannot be published; the message lists every problem."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what is wrong and how to mend it."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}"
        if self.line and self.column:
            place += f":{self.column}"
        return f"{place}: {self.message}"


@dataclass
class Problems:
    """All mistakes of one build."""

    found: set[Problem] = field(default_factory=set)
    # What breaks only the house's rules of writing: a paper from elsewhere still builds.
    noted: set[Problem] = field(default_factory=set)

    def add(self, file: str, line: int, column: int, message: str) -> None:
        """Note a mistake. A line or column of 0 is unknown and not shown."""
        self.found.add(Problem(str(file), line, column, message))

    def note(self, file: str, line: int, column: int, message: str) -> None:
        """Note what must be mended before the site is published, and may wait until then."""
        self.noted.add(Problem(str(file), line, column, message))

    @property
    def everything(self) -> set[Problem]:
        """Mistakes, and what breaks the house's rules."""
        return self.found | self.noted

    def stop_if_any(self) -> None:
        """Raise SiteError with all mistakes, if there are any."""
        if self.found:
            raise SiteError("\n".join(str(problem) for problem in sorted(self.found)))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the valid ids nearest to `word`."""
    names = list(known)
    close = difflib.get_close_matches(word, names, n=3, cutoff=0.4)
    if not close:
        return f"; there are {len(names)} to choose from" if names else "; there are none yet"
    return f"; did you mean {' or '.join(close)}?"


def locate(text: str, needle: str, occurrence: int = 0) -> tuple[int, int]:
    """Line and column, from 1, of the given occurrence of `needle` in `text`; (0, 0) if absent."""
    position = -1
    for _ in range(occurrence + 1):
        position = text.find(needle, position + 1)
        if position < 0:
            return 0, 0
    line = text.count("\n", 0, position) + 1
    return line, position - text.rfind("\n", 0, position)
