"""What the artifacts hold, as the site uses it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from reading_room.bibliography import Bibliography, Unformatted
from reading_room.memory import fingerprint

T = TypeVar("T")
# A term is a heading of the glossary with an id of its own: ### Security dilemma {#security-dilemma}
_TERM = re.compile(r"^#{2,4}\s+(?P<name>.+?)\s*\{\s*#(?P<id>[a-z0-9-]+)\s*\}\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Figure:
    """One figure artifact: its words, and the files beside them."""

    folder: Path
    words: dict

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.words["id"]

    def drawing(self, variant: str) -> str:
        """The drawing with its style sheet, ``wide`` or ``narrow``."""
        return (self.folder / f"{variant}.svg").read_text(encoding="utf-8")

    def svg(self, variant: str) -> str:
        """The drawing to be set into a page: without the style sheet that the page has already.

        Nor does it name a mark in the words of the page's list of the same events:
        `js/figure.js` takes them from there.
        """
        text = re.sub(r"<style>.*?</style>", "", self.drawing(variant), flags=re.DOTALL)
        listed = {f"{row['date_words']}: {row['title']}" for row in self.rows if self.is_of_events}

        def name(match: re.Match) -> str:
            return "" if html.unescape(match[1]) in listed else match[0]

        return re.sub(r"<title>(.*?)</title>", name, text).strip()

    @cached_property
    def events(self) -> list[str]:
        """Ids of the events that it draws, each once, in the order of its rows."""
        # A row that is an event has its id; one that is about an event names it.
        named = (row.get("id") or row.get("event_id") for row in self.rows)
        return list(dict.fromkeys(filter(None, named)))

    @property
    def is_of_events(self) -> bool:
        """Whether each row is an event, so that pages list them instead of a table."""
        return bool(self.rows) and "date_words" in self.rows[0]

    @property
    def has_model(self) -> bool:
        """Whether readers can compute the figure anew with assumptions of their own."""
        return (self.folder / "model.json").exists()

    @cached_property
    def fingerprint(self) -> str:
        """Hash of all that pages show of the figure."""
        return fingerprint(
            [
                (path.name, path.read_text(encoding="utf-8"))
                for path in sorted(self.folder.iterdir())
                if path.is_file() and path.name != "figure.json"
            ]
        )

    @cached_property
    def rows(self) -> list[dict]:
        """What is drawn, one row per mark."""
        return json.loads((self.folder / "rows.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Notebook:
    """One executed notebook and what it published."""

    name: str
    folder: Path

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the executed notebook."""
        return fingerprint(self.name, (self.folder / "notebook.ipynb").read_text("utf-8"))

    @cached_property
    def tables(self) -> list[str]:
        """Names of the tables of the record that it read."""
        return json.loads((self.folder / "tables.json").read_text(encoding="utf-8"))

    @cached_property
    def cells(self) -> list[dict]:
        """The executed notebook's cells."""
        return json.loads((self.folder / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]

    @cached_property
    def title(self) -> str:
        """The first heading, or the file's name."""
        for cell in self.cells:
            for line in "".join(cell["source"]).splitlines():
                if line.startswith("# "):
                    return line[2:].strip()
        return self.name


def state_of(artifacts: Path) -> list[str]:
    """What the artifacts were made from, by the stamps of the record and of each notebook."""
    stamps = sorted(
        [artifacts / "record" / "stamp.json", *artifacts.glob("notebooks/*/stamp.json")]
    )
    return [path.read_text(encoding="utf-8") for path in stamps]


class Library:
    """Everything an essay can refer to: events, figures, values, terms and sources."""

    def __init__(
        self, artifacts: Path, glossary: Path, style: Path | None, cache: Path | None = None
    ):
        """Read the folder of artifacts; `glossary` is the Markdown page of terms.

        Formatted sources are kept in the file `cache`; without a `style` they are not formatted.
        """
        self.folder = artifacts
        self.site = json.loads((artifacts / "record" / "site.json").read_text(encoding="utf-8"))
        self.events = {event["id"]: event for event in self.site["events"]}
        self.promises = {
            promise["id"]: promise | {"text_when": text["signed_words"]}
            for event in self.site["events"]
            for text in event["agreements"]
            for promise in text["commitments"]
        }
        self.people = self.site["people"]
        self.cases = {case["id"]: case for case in self.site["cases"]}
        items = self.site["bibliography"]
        self.bibliography = Bibliography(items, style, cache) if style else Unformatted(items)
        self.notebooks: list[Notebook] = []
        self.figures: dict[str, Figure] = {}
        self.values: dict[str, dict] = {}
        for folder in sorted((artifacts / "notebooks").glob("[0-9][0-9]-*")):
            if not (folder / "stamp.json").exists():
                continue
            self.notebooks.append(Notebook(folder.name, folder))
            for words in sorted(folder.glob("figures/*/words.json")):
                figure = Figure(words.parent, json.loads(words.read_text(encoding="utf-8")))
                self.figures[figure.id] = figure
            for value in json.loads((folder / "values.json").read_text(encoding="utf-8")):
                self.values[value["id"]] = {**value, "notebook": folder.name}
        self.read_terms(glossary)
        self.state = state_of(artifacts)
        self._made: dict[str, object] = {}
        self._fingerprints: dict[tuple[str, str], str] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` returns, made only once for this library: for what costs time."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def read_terms(self, glossary: Path) -> None:
        """Take the terms from the page `glossary`."""
        text = glossary.read_text(encoding="utf-8") if glossary.exists() else ""
        self.terms = {match["id"]: match["name"] for match in _TERM.finditer(text)}

    @property
    def fingerprint(self) -> str:
        """Hash of everything in the library."""
        return fingerprint(self.state, self.terms)

    @cached_property
    def edition(self) -> dict:
        """What every page says of the record."""
        names = ("title", "version", "record_ends", "record_ends_words")
        return {name: self.site[name] for name in names}

    def fingerprint_of(self, kind: str, key: str) -> str:
        """Hash of one thing that can be referred to; "" when there is none of that id."""
        if kind == "term":
            return self.terms.get(key, "")
        if (kind, key) not in self._fingerprints:
            # What is no thing of the record (an essay, an image) has no state here.
            thing = self._all.get(kind, {}).get(key, "")
            self._fingerprints[kind, key] = fingerprint(thing)
        return self._fingerprints[kind, key]

    @property
    def known(self) -> dict[str, dict]:
        """Valid ids by kind of reference."""
        return {
            "event": self.events,
            "figure": self.figures,
            "value": self.values,
            "term": self.terms,
            "person": self.people,
            "source": self.bibliography.items,
        }

    @property
    def _all(self) -> dict[str, dict]:
        return self.known | {"promise": self.promises, "case": self.cases}

    def addresses(self) -> dict[str, str]:
        """Where each thing is on the site: ``events/<id>`` to ``events/<id>/``, and so on."""
        found = {f"events/{key}": f"events/{key}/" for key in self.events}
        found |= {f"figures/{key}": f"figures/{key}/" for key in self.figures}
        found |= {f"people/{key}": f"people/{key}/" for key in self.people}
        for path in ("cases", "glossary", "people", "promises", "sources", "timeline"):
            found[path] = f"{path}/"
        for name in ("values", "codebook", "coverage", "review"):
            found[name] = f"data/{name}/"
        found |= {"data": "data/", "changes": "changes/"}
        return found
