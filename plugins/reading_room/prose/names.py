"""Names of people, compared with the people of the record.

A name is misspelled when its letters are those of somebody in the record and its spelling is not
("Kim Jong-un"); when it is the same Korean name in another romanisation ("Choi Son-hee"); or when it
is one letter away ("Stephen Beigun").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 4
# A typing error is looked for in names that are long enough not to be somebody else's.
_LONG_ENOUGH = 10
_FAMILY_NAMES = {
    "i": "ri",
    "li": "ri",
    "lee": "ri",
    "yi": "ri",
    "rhee": "ri",
    "roh": "no",
    "noh": "no",
}
# Romanisations differ in these, in this order; what is left of a syllable is its bare sound.
_SOUNDS = (
    (r"choi", "choe"), (r"oe", "e"), (r"hee", "hui"), (r"ee", "i"), (r"[eo]u|oo|eo|u(?!i)", "o"),
    (r"gy|ky", "k"), (r"ch", "j"), (r"sh", "s"), (r"th", "t"), (r"w(?=o)", ""), (r"g", "k"),
    (r"b", "p"), (r"d", "t"), (r"l", "r"), (r"y(?=[aeo])", "y"), (r"h$", ""), (r"(.)\1", r"\1"),
)  # fmt: skip


@dataclass(frozen=True)
class Misspelling:
    """A name as written, its place, and the spellings that were probably meant."""

    start: int
    end: int
    text: str
    meant: tuple[str, ...]


class People:
    """The names of the record, to find others that are nearly theirs."""

    def __init__(self, names: Iterable[str], others: Iterable[str] = ()):
        """`names` are those of the record; `others` are right as they are and belong to nobody here."""
        known = sorted({re.sub(r"\s*\([^)]*\)\s*", " ", name).strip() for name in names})
        self._right = {*known, *others}
        self._by_letters: dict[str, set[str]] = {}
        self._by_sound: dict[tuple[str, ...], set[str]] = {}
        self._by_less: dict[str, set[str]] = {}
        for name in known:
            letters = _letters(name)
            self._by_letters.setdefault(letters, set()).add(name)
            if sound := _sound(name):
                self._by_sound.setdefault(sound, set()).add(name)
                family, _, given = name.partition(" ")
                self._by_letters.setdefault(_letters(given + family), set()).add(name)
            if len(letters) >= _LONG_ENOUGH:
                for less in _one_letter_less(letters):
                    self._by_less.setdefault(less, set()).add(name)

    def find(self, text: str) -> Iterator[Misspelling]:
        """The misspelled names in `text`, longest first where they overlap."""
        for words in _runs(text):
            yield from self._in_run(text, words)

    def _in_run(self, text: str, words: list[re.Match]) -> Iterator[Misspelling]:
        taken: set[int] = set()
        for length in range(min(_LONGEST, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                mine = range(first, first + length)
                if taken & set(mine):
                    continue
                start, end = words[first].start(), words[first + length - 1].end()
                written = re.sub(r"\s+", " ", re.sub(r"['’]s?$", "", text[start:end]))
                if written in self._right:
                    taken |= set(mine)
                elif meant := self._meant(written, length):
                    taken |= set(mine)
                    yield Misspelling(start, start + len(written), written, meant)

    def _meant(self, written: str, length: int) -> tuple[str, ...]:
        letters = _letters(written)
        if length == 1 and "-" not in written:
            return ()
        found = self._by_letters.get(letters) or (
            self._by_sound.get(_sound(written), set()) if _sound(written) else set()
        )
        if not found and len(letters) >= _LONG_ENOUGH and length > 1:
            found = {
                name
                for less in _one_letter_less(letters)
                for name in self._by_less.get(less, ())
                if _is_one_slip(letters, _letters(name))
            }
        return tuple(sorted(found))


def _runs(text: str) -> Iterator[list[re.Match]]:
    """Words with capitals that stand beside one another, joined by nothing but a space."""
    run: list[re.Match] = []
    for match in _WORD.finditer(text):
        joined = run and re.fullmatch(r"[ ]|[ ]?\n[ ]*|\.[ ]", text[run[-1].end() : match.start()])
        if run and not (joined and match[0][0].isupper()):
            yield run
            run = []
        if match[0][0].isupper():
            run.append(match)
    if run:
        yield run


@cache
def _letters(name: str) -> str:
    """The letters of `name`, small and without marks."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in decomposed if letter.isalpha())


@cache
def _sound(name: str) -> tuple[str, ...]:
    """The three syllables of a Korean name as they sound; () when it has another form."""
    syllables = re.split(r"[\s-]", name)
    if len(syllables) != 3 or any(len(syllable) > 6 for syllable in syllables):
        return ()
    family, *given = (_letters(syllable) for syllable in syllables)
    return (_bare(_FAMILY_NAMES.get(family, family)), *(_bare(syllable) for syllable in given))


def _bare(syllable: str) -> str:
    for pattern, sound in _SOUNDS:
        syllable = re.sub(pattern, sound, syllable)
    return syllable


@cache
def _one_letter_less(letters: str) -> tuple[str, ...]:
    return (letters, *(letters[:n] + letters[n + 1 :] for n in range(len(letters))))


def _is_one_slip(one: str, other: str) -> bool:
    """Whether a letter was left out, added, replaced, or exchanged with its neighbour."""
    if one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[2:] == right[2:] and left[:2] == right[1::-1])
    )
