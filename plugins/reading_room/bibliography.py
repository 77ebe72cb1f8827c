"""Sources as readers see them, formatted by a CSL processor in the style `bibliography.csl`."""

from __future__ import annotations

import hashlib
import html
import json
import multiprocessing
import os
import re
import string
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import citeproc

from reading_room import csl, csl_items
from reading_room.memory import fingerprint

_CODE = (Path(csl.__file__), Path(csl_items.__file__))
_MANY = 500  # items; below this another process costs more than it saves


@dataclass(frozen=True)
class Source:
    """One document: its CSL item, its entry as HTML, and its short form in two parts."""

    key: str
    item: dict
    entry: str
    author: str
    year: str

    @cached_property
    def anchor(self) -> str:
        """The key as it can stand in an address and an id."""
        return anchor(self.key)

    @cached_property
    def page(self) -> str:
        """Where on the site its page is."""
        return f"sources/{self.anchor}/"

    @property
    def url(self) -> str:
        """The address consulted, else that of its DOI, else ""."""
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.item.get("DOI", ""))
        return self.item.get("URL", "") or (f"https://doi.org/{doi}" if doi else "")

    @property
    def plain(self) -> str:
        """The entry as text, without markup."""
        return html.unescape(re.sub(r"<[^>]+>", "", self.entry))

    def dated(self, year: str) -> Source:
        """The source with `year` in its entry, as the text that cites it has it: 2018a."""
        return replace(self, entry=self.entry.replace(f"({self.year}", f"({year}", 1))

    @cached_property
    def fingerprint(self) -> str:
        """Hash of what pages show of the source."""
        return fingerprint(self.key, self.item, self.entry, self.author, self.year)

    @cached_property
    def sort_key(self) -> str:
        """Entries stand in order of their text."""
        return re.sub(r"[^\w\s]", "", self.plain).casefold()


class Bibliography:
    """All sources by key."""

    def __init__(self, items: list[dict], style: Path, cache: Path | None = None):
        """Format CSL-JSON `items` in the CSL `style`.

        What was formatted before is taken from the file `cache`, and what is new is added to it.
        """
        self.items: dict[str, Source] = {}
        known = _read(cache)
        marks = dict(zip(map(_key, items), _marks(items, style)))
        fresh = _format([item for item in items if marks[_key(item)] not in known], style)
        for item in items:
            key = _key(item)
            entry, author, year = fresh.get(key) or known[marks[key]]
            self.items[key] = Source(key, item, entry, author, year)
        if cache and (fresh or len(known) != len(marks)):
            _write(cache, {marks[key]: _forms(source) for key, source in self.items.items()})

    def short_forms(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        """(author, year) for each of `keys`, with letters where two would look the same."""
        groups: dict[tuple[str, str], list[str]] = {}
        for key in keys:
            source = self.items[key]
            groups.setdefault((source.author, source.year), []).append(key)
        forms = {}
        for (author, year), members in groups.items():
            ordered = sorted(members, key=lambda key: self.items[key].sort_key)
            for number, key in enumerate(ordered):
                letter = _letter(number) if len(members) > 1 else ""
                joint = "-" if letter and not year[-1:].isdigit() else ""
                forms[key] = (author, f"{year}{joint}{letter}")
        return forms


def anchor(key: str) -> str:
    """`key` with what cannot stand in an address replaced: keys may be addresses themselves."""
    return re.sub(r"[^\w:.-]+", "-", key).strip("-")


def _key(item: dict) -> str:
    return str(item.get("citation-key") or item["id"])


def _letter(number: int) -> str:
    letters = string.ascii_lowercase
    return letters[number] if number < 26 else letters[number // 26 - 1] + letters[number % 26]


def _format(items: list[dict], style: Path) -> dict[str, tuple[str, str, str]]:
    """Entry, author and year of each of `items`, by key."""
    if len(items) < _MANY:
        return _format_here(items, style)
    # The processor takes about a second for a thousand items, so two share a long list.
    halves = [items[::2], items[1::2]]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
        done = list(pool.map(_format_here, halves, [style, style]))
    return done[0] | done[1]


def _format_here(items: list[dict], style: Path) -> dict[str, tuple[str, str, str]]:
    if not items:
        return {}
    processor = csl.Style(style)
    return {_key(item): processor.forms(item) for item in items}


def _forms(source: Source) -> tuple[str, str, str]:
    return source.entry, source.author, source.year


def _marks(items: list[dict], style: Path) -> list[str]:
    """For each item a hash of everything on which its forms depend."""
    parts = [path.read_bytes() for path in (style, *_CODE)]
    around = hashlib.sha256(
        b"\0".join([*parts, csl.LOCALE.encode(), citeproc.__version__.encode()])
    )
    marks = []
    for item in items:
        mark = around.copy()
        mark.update(json.dumps(item, sort_keys=True).encode())
        marks.append(mark.hexdigest())
    return marks


def _read(cache: Path | None) -> dict[str, tuple[str, str, str]]:
    """What `cache` holds; nothing when it is missing or broken, for it can be made again."""
    try:
        found = json.loads(cache.read_text(encoding="utf-8")) if cache else {}
        return {
            mark: (str(entry), str(author), str(year))
            for mark, (entry, author, year) in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(cache: Path, forms: dict[str, tuple[str, str, str]]) -> None:
    """Put `forms` into `cache` in one step, so that no reader ever finds half of it."""
    cache.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=cache.parent, prefix=cache.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(forms, file, ensure_ascii=False)
    os.replace(name, cache)


class Unformatted(Bibliography):
    """The same sources without their entries: enough to say which there are, and quick."""

    def __init__(self, items: list[dict]):
        """Keep CSL-JSON `items` as they are."""
        self.items = {_key(item): Source(_key(item), item, "", _key(item), "") for item in items}
