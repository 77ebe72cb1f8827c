"""What authors write in Markdown, resolved against the library.

::

    ![Optional caption](figure:talks-and-tests){ .wide }    a figure, in its own paragraph
    ![](figure:talks-and-tests?from=1994&to=2002)           a figure that begins with a view
    [the freeze](figure:talks-and-tests?from=1994&to=2002)  a link that moves the figure
    [Singapore](event:2018-06-12-singapore-summit)          an event; #date gives its date
    [](value:test-days-2017)                                a number from the record
    [security dilemma](term:security-dilemma)               a term of the glossary
    [Kim Jong Un](person:kim-jong-un)                       somebody's page
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from reading_room import embedding
from reading_room.markup import citations, manuscript, own, views
from reading_room.markup.manuscript import Manuscript, without_code
from reading_room.markup.typography import typeset
from reading_room.problems import Problems, nearest
from reading_room.prose import dates

__all__ = ["KINDS", "References", "without_code"]

KINDS = ("event", "figure", "value", "term", "person")
_REFERENCE = re.compile(
    rf"^({'|'.join(KINDS)}):(?P<id>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<part>.*))?$"
)
_FIGURE = re.compile(r"^figure:(?P<id>[^?]*)(?:\?(?P<query>.*))?$", re.DOTALL)
_DATE_OF_ID = re.compile(r"^\d{4}(-\d{2}){0,2}-")


class References(Extension):
    """Python-Markdown extension that resolves the references of one file."""

    def __init__(
        self,
        library,
        text: str,
        file: str,
        problems: Problems,
        part: tuple[int, int] | None = None,
    ):
        """`text` is the whole file, to give the line of a mistake; `file` is its shown name.

        With `part`, only the text from one offset to another is read.
        """
        super().__init__()
        self.library = library
        self.manuscript = Manuscript(text, file, problems, part)
        self.text = self.manuscript.body
        self.uses: list[tuple[str, str]] = []
        self.cited: list[str] = []
        self.figures_here: list[str] = []
        # Ids of the page that stand outside the text, such as those of claims.
        self.ids_around: set[str] = set()
        # Short forms need every key of the file, so that letters tell equal ones apart.
        known = sorted(set(citations.keys_in(self.text)) & set(library.bibliography.items))
        self.short_forms = library.bibliography.short_forms(known)

    def extendMarkdown(self, md) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register what resolves each kind of reference."""
        own.register(md)
        manuscript.register(md, self.manuscript)
        citations.register(md, self)
        # After attribute lists (8), so that a figure's width is known; before typography (6).
        md.treeprocessors.register(_Resolver(md, self), "references", 7)

    def use(self, kind: str, key: str) -> None:
        """Note that this file uses something."""
        if (kind, key) not in self.uses:
            self.uses.append((kind, key))

    def mistake(self, needle: str, message: str) -> None:
        """Report a mistake at the next occurrence of `needle` not yet reported."""
        self.manuscript.mistake_near(needle, message)


class _Resolver(Treeprocessor):
    """Turns links and images whose address is a reference into what they mean."""

    def __init__(self, md, references: References):
        super().__init__(md)
        self.references = references
        self.library = references.library
        self.mistake_at = references.manuscript.mistake_at

    def run(self, root: etree.Element) -> None:
        # Embeds first: a guided link behaves differently when its figure is on the page.
        for parent, number, image in list(_figures_alone(root)):
            self._embed(parent, number, image)
        for image in root.iter("img"):
            source = image.get("src", "")
            if source.startswith("figure:"):
                self.mistake_at(
                    image,
                    source,
                    f"the figure {source} must stand in a paragraph of its own, "
                    "with { .wide } and the like directly after its parenthesis",
                )
        for link in root.iter("a"):
            match = _REFERENCE.match(link.get("href", ""))
            if match:
                self._link(link, match)

    def _known(self, element: etree.Element, kind: str, key: str, written: str) -> bool:
        known = self.library.known[kind]
        if key in known:
            self.references.use(kind, key)
            return True
        fitting = [name for name in known if _DATE_OF_ID.sub("", name) == key]
        if len(fitting) > 1:
            message = f"{kind} {key!r} is ambiguous: {' or '.join(fitting)}"
        elif fitting:
            message = f"there is no {kind} {key!r}; did you mean {fitting[0]}?"
        else:
            message = f"there is no {kind} {key!r}{nearest(key, known)}"
        self.mistake_at(element, written, message)
        return False

    def _embed(self, parent: etree.Element, number: int, image: etree.Element) -> None:
        written = image.get("src")
        match = _FIGURE.match(written)
        key = match["id"]
        paragraph = parent[number]
        # What is wrong with it is said here, and not again.
        paragraph.remove(image)
        if not self._known(image, "figure", key, written):
            return
        if key in self.references.figures_here:
            self.mistake_at(image, written, f"the figure {key!r} stands here twice")
            return
        self.references.figures_here.append(key)
        view = self._view(image, match["query"], key, written)
        place = embedding.Place(
            figure=key,
            width=self._width(image),
            caption=typeset(image.get("alt", "")),
            number=len(self.references.figures_here),
            first=view.first if view else "",
            last=view.last if view else "",
        )
        paragraph.text = self.md.htmlStash.store(place.mark())

    def _width(self, image: etree.Element) -> str:
        width = image.get("class", "")
        for name in width.split():
            if name not in embedding.WIDTHS:
                self.mistake_at(
                    image,
                    f".{name}",
                    f"the figure's width {name!r} must be {', '.join(embedding.WIDTHS[:-1])} or "
                    f"{embedding.WIDTHS[-1]}{nearest(name, embedding.WIDTHS)}",
                )
        return width

    def _view(self, element: etree.Element, query: str | None, key: str, written: str):
        """The view that an address asks of a figure, or None."""
        if query is None:
            return None
        view, wrong = views.read(query, self.library.figures[key])
        for message in wrong:
            self.mistake_at(element, written, message)
        return view

    def _link(self, link: etree.Element, match: re.Match) -> None:
        kind, key = match[1], match["id"]
        written = link.get("href")
        if self._known(link, kind, key, written):
            getattr(self, f"_{kind}")(link, key, match, written)

    def _event(self, link, key, match, written) -> None:
        event = self.library.events[key]
        part = match["part"]
        if part not in (None, "date"):
            self.mistake_at(link, written, f"an event has no part {part!r}; only #date")
        if not _text(link):
            link.text = event["when"] if part == "date" else event["title"]
        else:
            message = dates.disagreement(_text(link), event)
            if message:
                self.mistake_at(link, written, message)
        link.set("href", f"{{filename}}/events/{key}")
        link.set("class", "event-link")
        link.set("title", f"{event['when']}: {event['title']}")

    def _figure(self, link, key, match, written) -> None:
        view = self._view(link, match["query"], key, written)
        if not _text(link):
            link.text = self.library.figures[key].words["title"]
        address = f"{{filename}}/figures/{key}"
        if view:
            address += f"?from={view.first}&to={view.last}"
            link.set("data-from", view.first)
            link.set("data-to", view.last)
        link.set("href", address)
        link.set("class", "figure-link")
        link.set("data-figure", key)

    def _value(self, link, key, match, written) -> None:
        value = self.library.values[key]
        text = _text(link)
        if text and text != value["text"]:
            self.mistake_at(
                link,
                written,
                f"the value {key!r} is {value['text']!r}, not {text!r}; leave the text empty",
            )
        link.text = value["text"]
        link.set("href", f"{{filename}}/values#{key}")
        link.set("class", "value")
        link.set("title", f"Computed from the record: {value['how']}")

    def _term(self, link, key, match, written) -> None:
        if not _text(link):
            link.text = self.library.terms[key].lower()
        link.set("href", f"{{filename}}/glossary#{key}")
        link.set("class", "term")

    def _person(self, link, key, match, written) -> None:
        person = self.library.people[key]
        if not _text(link):
            link.text = person["name"]
        link.set("href", f"{{filename}}/people/{key}")
        link.set("class", "person-link")
        link.set("title", person.get("description", person["name"]))


def _figures_alone(root: etree.Element) -> Iterator[tuple[etree.Element, int, etree.Element]]:
    """(parent, number of the paragraph in it, image) for each figure in its own paragraph."""
    for parent in root.iter():
        for number, child in enumerate(parent):
            image = child[0] if child.tag == "p" and len(child) == 1 else None
            if image is None or image.tag != "img":
                continue
            alone = not (child.text or "").strip() and not (image.tail or "").strip()
            if alone and image.get("src", "").startswith("figure:"):
                yield parent, number, image


def _text(link: etree.Element) -> str:
    return "".join(link.itertext()).strip()
