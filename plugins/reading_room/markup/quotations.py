"""Block quotations, each with its source in a last line that begins with a dash.

::

    > I feel the Soviets are so defense minded, so paranoid about being attacked.
    >
    > -- [@reagan-the-reagan-diaries-2007], 18 November 1983
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.blockprocessors import BlockQuoteProcessor
from markdown.treeprocessors import Treeprocessor

_SOURCE = re.compile(r"(?:^|\n)[ ]*(?:---?[ \t]+|[—–―][ \t]*)(?P<source>\S.*)$", re.DOTALL)
_CALLOUT = re.compile(r"^([ ]{0,3}>[ ]?\[![^\]\n]*\][^\n]*)\n(?=[ ]{0,3}>)", re.MULTILINE)
_CITATION = re.compile(r"(?<![\w@./\\])@[A-Za-z0-9]")


def register(md, references) -> None:
    """Add to `md` what parts quotations and sets their sources."""
    md.parser.blockprocessors.register(_Separate(md.parser), "quote", 20)
    md.treeprocessors.register(_Quotations(md, references), "quotations", 38)


class _Separate(BlockQuoteProcessor):
    """Quotations with an empty line between them are two, as on every other viewer.

    The first line of a callout stands for itself, so that a list or a table may follow it.
    """

    def run(self, parent, blocks):
        blocks[0] = _CALLOUT.sub(r"\1\n>\n", blocks[0])
        super().run(parent, blocks)

    def lastChild(self, parent):  # noqa: N802 - the name is Python-Markdown's
        last = super().lastChild(parent)
        return None if last is not None and last.tag == "blockquote" else last


class _Quotations(Treeprocessor):
    def __init__(self, md, references):
        super().__init__(md)
        self.manuscript = references.manuscript

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            if parent.tag == "blockquote":
                continue  # a quotation in a quotation has its source
            for place, child in enumerate(parent):
                if child.tag == "blockquote":
                    self._set(parent, place, child)

    def _set(self, parent: etree.Element, place: int, quotation: etree.Element) -> None:
        raw = "\n".join(quotation.itertext())
        source = _take_source(quotation)
        if source is None:
            if not _CITATION.search(raw):
                with self.manuscript.rules_of_the_house():
                    self.manuscript.mistake_in(
                        raw,
                        "the quotation has no source; end it with a line like "
                        "> -- [@key, p. 3], after an empty line with > alone",
                    )
            return
        figure = etree.Element("figure", {"class": "quotation"})
        figure.tail, quotation.tail = quotation.tail, None
        figure.append(quotation)
        etree.SubElement(figure, "figcaption").text = source
        parent[place] = figure


def _take_source(quotation: etree.Element) -> str | None:
    """The source, taken off the last paragraph; None if there is none."""
    last = quotation[-1] if len(quotation) else None
    if last is None or last.tag != "p" or len(last):
        return None
    found = list(re.finditer(r"(?:^|\n)[ ]*(?=---?[ \t]|[—–―])", last.text or ""))
    match = _SOURCE.match(last.text, found[-1].start()) if found else None
    if not match or (match.start() == 0 and len(quotation) == 1):
        return None
    last.text = last.text[: match.start()]
    if not last.text.strip():
        quotation.remove(last)
    return match["source"]
