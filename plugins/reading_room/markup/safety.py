"""Which raw HTML an essay may hold: a few elements and attributes, and no way to run anything.

What Markdown put aside as HTML is checked, and so is every attribute given in braces.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from html.parser import HTMLParser

from markdown.treeprocessors import Treeprocessor

from reading_room.markup.manuscript import without_marks
from reading_room.problems import nearest

ELEMENTS = frozenset(
    [
        "abbr",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "hr",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "time",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
ATTRIBUTES = frozenset(
    [
        "class",
        "datetime",
        "dir",
        "id",
        "lang",
        "markdown",
        "open",
        "reversed",
        "start",
        "title",
        "value",
    ]
)
# What Markdown's own links and images have, and what this site's code adds before the check.
_OF_MARKDOWN = ATTRIBUTES | {
    "href",
    "src",
    "alt",
    "scope",
    "tabindex",
    "role",
    "data-at",
    "data-own",
}
_MADE = ELEMENTS | frozenset(
    [
        "a",
        "aside",
        "blockquote",
        "body",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "html",
        "img",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
_INSTEAD = {
    "a": "write a link in Markdown",
    "img": "write an image in Markdown",
    "table": "write a table in Markdown",
    "h1": "write headings with #",
    "h2": "write headings with ##",
    "h3": "write headings with ###",
    "h4": "write headings with ####",
    "blockquote": "write a quotation with >",
    "figure": "write a figure or an image in Markdown",
    "b": "write **strong**",
}
_TOKEN = re.compile(
    r"<!--.*?-->|</?[a-zA-Z][\w-]*(?:\s+[^\s\"'<>=/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*"
    r"\s*/?>",
    re.DOTALL,
)


def register(md, references, trusted: set[int]) -> None:
    """Add to `md` the check of raw HTML, but for what our own code stored under `trusted`."""
    # After attribute lists (8), before figures are put aside as HTML (7).
    md.treeprocessors.register(_Safety(md, references, trusted), "safety", 7.5)


class _Safety(Treeprocessor):
    def __init__(self, md, references, trusted: set[int]):
        super().__init__(md)
        self.manuscript = references.manuscript
        self.trusted = trusted

    def run(self, root: etree.Element) -> None:
        for number, raw in enumerate(self.md.htmlStash.rawHtmlBlocks):
            if number not in self.trusted and isinstance(raw, str):
                self._check_html(without_marks(raw))
            elif not isinstance(raw, str):
                self._check_tree(raw)
        self._check_tree(root)

    def _check_tree(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.tag not in _MADE:
                self._mistake(f"<{element.tag}", f"the element <{element.tag}> is not allowed")
            for name, value in element.items():
                if name not in _OF_MARKDOWN and not name.startswith("aria-"):
                    needle = f"{name}={value}" if value else name
                    self._mistake(
                        self._written(name, needle), f"the attribute {name!r} is not allowed"
                    )

    def _written(self, name: str, needle: str) -> str:
        body = self.manuscript.body
        return needle if needle in body else f"{name}=" if f"{name}=" in body else name

    def _check_html(self, raw: str) -> None:
        rest = _TOKEN.sub("", raw)
        if "<" in rest:
            piece = rest[rest.index("<") :].split("\n")[0]
            self._mistake(piece, f"{piece[:40]!r} is not HTML that can be checked")
        for token in _TOKEN.findall(raw):
            for message in _faults(token):
                self._mistake(token, message)

    def _mistake(self, needle: str, message: str) -> None:
        self.manuscript.mistake_near(needle, message)


def _faults(token: str) -> list[str]:
    """What is wrong with one tag."""
    if token.startswith(("</", "<!--")):
        return []
    reader = _Tag()
    reader.feed(token)
    name, attributes = reader.found or (token, [])
    if name not in ELEMENTS:
        instead = _INSTEAD.get(name, "")
        hint = f": {instead}" if instead else nearest(name, ELEMENTS)
        return [f"the element <{name}> is not allowed{hint}"]
    return [
        f"the attribute {attribute!r} of <{name}> is not allowed{nearest(attribute, ATTRIBUTES)}"
        for attribute, _value in attributes
        if attribute not in ATTRIBUTES
    ]


class _Tag(HTMLParser):
    found: tuple[str, list] | None = None

    def handle_starttag(self, tag, attrs):
        self.found = (tag, attrs)
