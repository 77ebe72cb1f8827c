"""One Markdown text turned into HTML and into plain facts, with all that this site adds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension

from reading_room.markup import (
    callouts,
    crossrefs,
    examples,
    headings,
    images,
    links,
    notes,
    quotations,
    safety,
    tables,
    typography,
)
from reading_room.markup.crossrefs import CrossReferences
from reading_room.markup.references import References
from reading_room.problems import Problems


@dataclass(frozen=True)
class Converted:
    """What came of one text: all of it plain data."""

    html: str
    facts: dict


@dataclass(frozen=True)
class Conversion:
    """One file on its way: first lines of its front matter, then its body."""

    file: str
    references: References
    noted: CrossReferences
    markdown: Markdown

    def line(self, text: str) -> str:
        """The HTML of a line of front matter; the titles of other files are not known there."""
        before = len(self.noted.noted)
        html = self.markdown.reset().convert(text)
        for reference in self.noted.noted[before:]:
            if reference["kind"] == "file":
                continue  # generated pages, whose places are checked when they are written
            message = f"front matter cannot refer to another file: {reference['written']}"
            self.references.mistake(reference["written"], message)
        del self.noted.noted[before:]
        return html

    def body(self) -> Converted:
        """The HTML of the text below the front matter, and all that is known of the file."""
        references = self.references
        html = self.markdown.reset().convert(references.manuscript.written)
        facts = {
            "references": references.uses,
            "works_cited": references.cited,
            "short_forms": references.short_forms,
            "contents": _without_notes(getattr(self.markdown, "toc_tokens", [])),
            "anchors": self.noted.facts(),
            "crossrefs": self.noted.noted,
            "shown": self.file,
        }
        return Converted(html, facts)


@dataclass(frozen=True)
class Converter:
    """Converts texts of one site. Mistakes are added to `problems`, all of them."""

    library: object
    problems: Problems
    settings: dict  # Pelican's MARKDOWN
    content: Path  # the folder with essays, pages and images

    def open(self, text: str, file: str, name: str, head: str = "") -> Conversion:
        """The conversion of the file `text`, shown as `file`, whose front matter is `head`.

        `name` makes the ids of its notes unique.
        """
        part = (len(head), len(text)) if head else None
        references = References(self.library, text, file, self.problems, part)
        noted = CrossReferences()
        return Conversion(file, references, noted, self._markdown(references, noted, name))

    def convert(self, text: str, file: str, name: str) -> Converted:
        """The whole file `text` at once."""
        return self.open(text, file, name).body()

    def _markdown(self, references: References, noted: CrossReferences, name: str) -> Markdown:
        configs = self.settings["extension_configs"]
        # Pelican adds Markdown's reading of front matter, which is ours.
        chosen = [name for name in self.settings["extensions"] if not name.endswith("meta")]
        return Markdown(
            extensions=[
                *chosen,
                references,
                _Features(self, references, noted, name),
            ],
            extension_configs=configs
            | {"toc": configs.get("toc", {}) | {"slugify": headings.slug}},
            output_format=self.settings.get("output_format", "html"),
        )

    def _example(self, text: str, name: str, page: References, noted: CrossReferences) -> str:
        """The HTML of an example, read as a file of its own; its page uses what it uses."""
        references = References(self.library, text, page.manuscript.file, self.problems)
        references.uses, references.cited = page.uses, page.cited
        page.short_forms = references.short_forms | page.short_forms
        here = CrossReferences()
        here.noted = noted.noted
        return self._markdown(references, here, name).convert(text)


class _Features(Extension):
    """What this site adds to Markdown beside references, one module each."""

    def __init__(
        self, converter: Converter, references: References, noted: CrossReferences, name: str
    ):
        super().__init__()
        self.converter = converter
        self.references = references
        self.noted = noted
        self.name = name

    def extendMarkdown(self, md) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register all of them; each module says when its part runs, and why then."""
        references, ours = self.references, set()

        def example(text: str, name: str) -> str:
            above = "\n" * references.manuscript.lines_above
            name = f"{self.name}-{name}"
            return self.converter._example(above + text, name, references, self.noted)

        examples.register(md, example, ours)
        tables.register(md, references, self.noted.numbered)
        callouts.register(md, references)
        quotations.register(md, references)
        _page, _dash, number = self.name.partition("-example-")
        title = f"Notes of example {number}" if number else "Notes"
        notes.register(md, references, self.name, title)
        safety.register(md, references, ours)
        links.register(md, references)
        images.register(md, references, self.converter.content)
        typography.register(md)
        crossrefs.register(md, references, self.noted)


def _without_notes(contents: list[dict]) -> list[dict]:
    """The contents without the heading of the notes, which no author wrote."""
    return [item for item in contents if not item["id"].startswith("notes-")]
