"""What authors write in Markdown, resolved against the library.

::

    ![Optional caption](figure:talks-and-tests){ .wide }    a figure, in its own paragraph
    [the freeze](figure:talks-and-tests?from=1994&to=2002)  a link that moves the figure
    [Singapore](event:2018-06-12-singapore-summit)          an event; #date gives its date
    [](value:test-days-2017)                                a number from the record
    [security dilemma](term:security-dilemma)               a term of the glossary
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from urllib.parse import parse_qs

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from reading_room import embedding
from reading_room.markup import citations, own
from reading_room.problems import Problems, locate, nearest
from reading_room.prose import dates

KINDS = ("event", "figure", "value", "term")
_REFERENCE = re.compile(
    rf"^({'|'.join(KINDS)}):(?P<id>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<part>.*))?$"
)
_VIEW_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def without_code(text: str) -> str:
    """`text` with code blocks and spans blanked out, every character still in its place."""

    def blank(match: re.Match) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    text = re.sub(r"^(```|~~~).*?^\1[^\n]*$", blank, text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^(?: {4}|\t).*$", blank, text, flags=re.MULTILINE)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", blank, text)


class References(Extension):
    """Python-Markdown extension that resolves the references of one file."""

    def __init__(self, library, text: str, file: str, problems: Problems):
        """`text` is the whole file, to give the line of a mistake; `file` is its shown name."""
        super().__init__()
        self.library = library
        self.text = without_code(text)
        self.file = file
        self.problems = problems
        self.uses: list[tuple[str, str]] = []
        self.cited: list[str] = []
        self.figures_here: list[str] = []
        self._seen: dict[str, int] = {}
        # Short forms need every key of the file, so that letters tell equal ones apart.
        known = sorted(set(citations.keys_in(self.text)) & set(library.bibliography.items))
        self.short_forms = library.bibliography.short_forms(known)

    def extendMarkdown(self, md) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register what resolves each kind of reference."""
        own.register(md)
        citations.register(md, self)
        # After attribute lists (8), so that a figure's width is known.
        md.treeprocessors.register(_Resolver(md, self), "references", 4)

    def use(self, kind: str, key: str) -> None:
        """Note that this file uses something."""
        if (kind, key) not in self.uses:
            self.uses.append((kind, key))

    def mistake(self, needle: str, message: str) -> None:
        """Report a mistake at the next occurrence of `needle` not yet reported."""
        occurrence = self._seen.get(needle, 0)
        self._seen[needle] = occurrence + 1
        line, column = locate(self.text, needle, occurrence)
        if not line:
            line, column = locate(self.text, needle)
        self.problems.add(self.file, line, column, message)


class _Resolver(Treeprocessor):
    """Turns links and images whose address is a reference into what they mean."""

    def __init__(self, md, references: References):
        super().__init__(md)
        self.references = references
        self.library = references.library

    def run(self, root: etree.Element) -> None:
        self.reported: set[str] = set()
        # Embeds first: a guided link behaves differently when its figure is on the page.
        self._embeds(root)
        for link in root.iter("a"):
            match = _REFERENCE.match(link.get("href", ""))
            if match:
                self._link(link, match)

    def _known(self, kind: str, key: str, written: str) -> bool:
        if key in self.library.known[kind]:
            self.references.use(kind, key)
            return True
        self.references.mistake(
            written, f"there is no {kind} {key!r}{nearest(key, self.library.known[kind])}"
        )
        return False

    def _embeds(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for number, child in enumerate(list(parent)):
                image = child[0] if child.tag == "p" and len(child) == 1 else None
                if image is None or image.tag != "img":
                    continue
                if not image.get("src", "").startswith("figure:"):
                    continue
                alone = not (child.text or "").strip() and not (image.tail or "").strip()
                key = image.get("src").removeprefix("figure:")
                if not alone:
                    continue  # reported below
                if not self._known("figure", key, f"figure:{key}"):
                    self.reported.add(f"figure:{key}")
                    continue
                if key in self.references.figures_here:
                    self.references.mistake(
                        f"figure:{key}", f"the figure {key!r} stands here twice"
                    )
                    self.reported.add(f"figure:{key}")
                    continue
                self.references.figures_here.append(key)
                place = embedding.Place(
                    figure=key,
                    width=image.get("class", ""),
                    caption=image.get("alt", ""),
                    number=len(self.references.figures_here),
                )
                held = etree.Element("p")
                held.text = self.md.htmlStash.store(place.mark())
                held.tail = child.tail
                parent[number] = held
        for image in root.iter("img"):
            source = image.get("src", "")
            if source.startswith("figure:") and source not in self.reported:
                self.references.mistake(
                    source, f"the figure {source} must stand in a paragraph of its own"
                )
            elif not source.startswith("figure:") and not image.get("alt", "").strip():
                self.references.mistake(
                    f"]({source}", "the image has no text alternative: ![what it shows](…)"
                )

    def _link(self, link: etree.Element, match: re.Match) -> None:
        kind, key = match[1], match["id"]
        written = link.get("href")
        if not self._known(kind, key, written):
            return
        getattr(self, f"_{kind}")(link, key, match, written)

    def _event(self, link, key, match, written) -> None:
        event = self.library.events[key]
        part = match["part"]
        if part not in (None, "date"):
            self.references.mistake(written, f"an event has no part {part!r}; only #date")
        if not "".join(link.itertext()).strip():
            link.text = event["when"] if part == "date" else event["title"]
        else:
            text = "".join(link.itertext())
            message = dates.disagreement(text, event)
            if message:
                # With its text, since other links may lead to the same event.
                whole = f"[{text}]({written}"
                place = whole if whole in self.references.text else written
                self.references.mistake(place, message)
        link.set("href", f"{{filename}}/events/{key}")
        link.set("class", "event-link")
        link.set("title", f"{event['when']}: {event['title']}")

    def _figure(self, link, key, match, written) -> None:
        query = {name: values[0] for name, values in parse_qs(match["query"] or "").items()}
        for name, value in query.items():
            if name not in ("from", "to") or not _VIEW_DATE.fullmatch(value):
                self.references.mistake(
                    written,
                    f"a figure's view is given by from= and to= with dates, not {name}={value}",
                )
        if not "".join(link.itertext()).strip():
            link.text = self.library.figures[key].words["title"]
        address = f"{{filename}}/figures/{key}"
        if match["query"]:
            address += "?" + "&".join(f"{name}={value}" for name, value in query.items())
        link.set("href", address)
        link.set("class", "figure-link")
        link.set("data-figure", key)
        for name in ("from", "to"):
            if name in query:
                link.set(f"data-{name}", query[name])

    def _value(self, link, key, match, written) -> None:
        value = self.library.values[key]
        text = "".join(link.itertext()).strip()
        if text and text != value["text"]:
            self.references.mistake(
                written,
                f"the value {key!r} is {value['text']!r}, not {text!r}; leave the text empty",
            )
        link.text = value["text"]
        link.set("href", f"{{filename}}/values#{key}")
        link.set("class", "value")
        link.set("title", f"Computed from the record: {value['how']}")

    def _term(self, link, key, match, written) -> None:
        if not "".join(link.itertext()).strip():
            link.text = self.library.terms[key].lower()
        link.set("href", f"{{filename}}/glossary#{key}")
        link.set("class", "term")
