"""The house list: how words, places and names are written here, kept by the editors.

`content/house-list.toml` holds, in as many groups as one likes, lines of the form ::

    "form not used" = "write this"
    "form not used" = { write = "this", why = "a reason" }

A key that begins with a hyphen stands for an ending. `names_with_numbers`, `other_people` and `kept`
are lists: phrases whose number counts nothing; people who are not in the record and are spelled as
given; words that have one of those endings and keep it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from reading_room.problems import Problems

NAME = "house-list.toml"
_LISTS = ("names_with_numbers", "other_people", "kept")


class HouseListError(Exception):
    """The list cannot be read: line, and what is wrong with it."""

    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Form:
    """A form that is not used, what to write for it, and why."""

    form: str
    write: str
    why: str = ""


@dataclass(frozen=True)
class HouseList:
    """The list as read; `fingerprint` changes when anything in it does."""

    forms: tuple[Form, ...] = ()
    endings: dict[str, str] = field(default_factory=dict)
    names_with_numbers: tuple[str, ...] = ()
    other_people: tuple[str, ...] = ()
    kept: frozenset[str] = frozenset()
    fingerprint: str = ""

    def find(self, text: str, is_start: re.Pattern) -> Iterator[tuple[int, int, Form]]:
        """Start, end and form of everything in `text` that is not written as the house writes it.

        A form in small letters is also found with a capital where `is_start` matches before it.
        """
        for match in self._pattern.finditer(text):
            written = re.sub(r"\s+", " ", match[0])
            form = self._by_form.get(written)
            if not form and is_start.search(text[max(0, match.start() - 12) : match.start()]):
                form = self._by_form.get(written[0].lower() + written[1:])
            if form:
                yield match.start(), match.end(), form
        yield from self._words_with_endings(text, is_start)

    @cached_property
    def _by_form(self) -> dict[str, Form]:
        return {form.form: form for form in self.forms}

    @cached_property
    def _pattern(self) -> re.Pattern:
        by_letter: dict[str, list[str]] = {}
        for form in sorted(self._by_form, key=len, reverse=True):
            rest = re.escape(form[1:]).replace(r"\ ", r"\s+")
            by_letter.setdefault(form[0] + form[0].upper(), []).append(rest)
        # By first letter, since most words begin with that of no form.
        parts = [
            rf"[{re.escape(letters)}](?:{'|'.join(rests)})" for letters, rests in by_letter.items()
        ]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)")

    def _words_with_endings(
        self, text: str, is_start: re.Pattern
    ) -> Iterator[tuple[int, int, Form]]:
        for match in self._ending_pattern.finditer(text):
            beginning = re.search(r"[A-Za-z]*$", text[max(0, match.start() - 40) : match.start()])[
                0
            ]
            start = match.start() - len(beginning)
            word = beginning + match[0]
            # With a capital it is likely to be a name, as in Security Organization.
            if not word.islower() and is_start.search(text[max(0, start - 12) : start]):
                word = word[0].lower() + word[1:]
            if (
                len(beginning) < 2
                or not word.islower()
                or word in self.kept
                or word in self._by_form
            ):
                continue
            right = word[: len(beginning)] + self.endings["-" + match[0]][1:]
            yield start, match.end(), Form(word, right)

    @cached_property
    def _ending_pattern(self) -> re.Pattern:
        endings = sorted((ending[1:] for ending in self.endings), key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(map(re.escape, endings)) or '(?!)'})(?!\w)")


def read(path: Path) -> HouseList:
    """The house list in the file `path`; an empty one when there is none.

    Raises HouseListError with the line when the file is not as it should be.
    """
    if not path.exists():
        return HouseList()
    text = path.read_text(encoding="utf-8")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        message = re.sub(r" \(at .*\)$", "", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise HouseListError(line, f"this is not TOML: {message}") from None
    lists = {name: content.pop(name, []) for name in _LISTS}
    for name, items in lists.items():
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise HouseListError(_line_of(text, name), f"{name} must be a list of texts")
    entries = list(_entries(content, text))
    return HouseList(
        forms=tuple(form for form in entries if not form.form.startswith("-")),
        endings={form.form: form.write for form in entries if form.form.startswith("-")},
        names_with_numbers=tuple(lists["names_with_numbers"]),
        other_people=tuple(lists["other_people"]),
        kept=frozenset(lists["kept"]),
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
    )


def read_or_report(path: Path, problems: Problems) -> HouseList:
    """The house list in the file `path`; when it cannot be read, that is a problem and it is empty."""
    try:
        return read(path)
    except HouseListError as error:
        problems.add(f"{path.parent.name}/{path.name}", error.line, 1, str(error))
        return HouseList()


def _entries(content: dict, text: str) -> Iterator[Form]:
    for group, lines in content.items():
        if not isinstance(lines, dict):
            raise HouseListError(
                _line_of(text, group), f"{group!r} must be a group [{group}] or one of {_LISTS}"
            )
        for form, said in lines.items():
            said = {"write": said} if isinstance(said, str) else said
            known = isinstance(said, dict) and set(said) <= {"write", "why"}
            if not known or not isinstance(said.get("write"), str):
                raise HouseListError(
                    _line_of(text, form), f'{form!r} needs what to write: "{form}" = "…"'
                )
            yield Form(form, said["write"], str(said.get("why", "")))


def _line_of(text: str, word: str) -> int:
    return text.count("\n", 0, max(text.find(word), 0)) + 1
