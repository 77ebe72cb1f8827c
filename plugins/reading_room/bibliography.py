"""Sources as readers see them, formatted by a CSL processor in the style `bibliography.csl`."""

from __future__ import annotations

import html
import re
import string
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from reading_room.memory import fingerprint


@dataclass(frozen=True)
class Source:
    """One document: its CSL item, its entry as HTML, and its short form in two parts."""

    key: str
    item: dict
    entry: str
    author: str
    year: str

    @property
    def url(self) -> str:
        """The address consulted, or ""."""
        return self.item.get("URL", "")

    @property
    def fingerprint(self) -> str:
        """Hash of what pages show of the source."""
        return fingerprint(self.key, self.item, self.entry, self.author, self.year)

    @property
    def sort_key(self) -> str:
        """Entries stand in order of their text."""
        return re.sub(r"<[^>]+>|[^\w\s]", "", self.entry).casefold()


class Bibliography:
    """All sources by key."""

    def __init__(self, items: list[dict], style: Path):
        """Format CSL-JSON `items` in the CSL `style`."""
        self.items: dict[str, Source] = {}
        if not items:
            return
        cleaned = [_without_repeats(item) for item in items]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # citeproc-py warns of every field it does not know
            source = CiteProcJSON(cleaned)
            csl = CitationStylesStyle(str(style), validate=False, locale="en-GB")
            bibliography = CitationStylesBibliography(csl, source, formatter.html)
            citations = {
                item["id"]: Citation([CitationItem(item["id"].lower())]) for item in cleaned
            }
            for citation in citations.values():
                bibliography.register(citation)
            entries = [str(entry) for entry in bibliography.bibliography()]
            for item, entry in zip(cleaned, entries):
                short = str(bibliography.cite(citations[item["id"]], lambda _missing: None))
                author, _, year = short.rpartition(" ")
                self.items[item["id"]] = Source(item["id"], item, _tidy(entry), author, year)

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


def _letter(number: int) -> str:
    letters = string.ascii_lowercase
    return letters[number] if number < 26 else letters[number // 26 - 1] + letters[number % 26]


def _without_repeats(item: dict) -> dict:
    """`item` without a publisher or publication that only repeats the author."""
    authors = {author.get("literal", "") for author in item.get("author", [])}
    return {
        key: value
        for key, value in item.items()
        if not (key in ("publisher", "container-title") and value in authors)
    }


def _tidy(entry: str) -> str:
    """One entry without the doubled full stops that style and abbreviations make."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", html.unescape(entry).replace("&", "&amp;"))
