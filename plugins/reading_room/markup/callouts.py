"""Callouts: a block quotation whose first line names its kind, as GitHub's alerts.

::

    > [!OBJECTION] Impressions are not knowledge
    > Nothing in that says that the impressions are *true*.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

from reading_room.problems import nearest

KINDS = {
    "NOTE": "Note",
    "EVIDENCE": "Evidence",
    "OBJECTION": "Objection",
    "METHOD": "Method",
    "CAUTION": "Caution",
}
_FIRST_LINE = re.compile(r"\[!(?P<kind>[^\]\n]*)\][ \t]*(?P<title>[^\n]*)(?:\n|$)")


def register(md, references) -> None:
    """Add to `md` what makes callouts: before block quotations (38) ask for a source."""
    md.treeprocessors.register(_Callouts(md, references), "callouts", 39)


class _Callouts(Treeprocessor):
    def __init__(self, md, references):
        super().__init__(md)
        self.manuscript = references.manuscript

    def run(self, root: etree.Element) -> None:
        count = 0
        for quotation in list(root.iter("blockquote")):
            first = quotation[0] if len(quotation) else None
            if first is None or first.tag != "p":
                continue
            match = _FIRST_LINE.match((first.text or "").lstrip())
            if match:
                count += 1
                self._make(quotation, first, match, count)

    def _make(
        self, callout: etree.Element, first: etree.Element, match: re.Match, count: int
    ) -> None:
        kind = match["kind"].strip().upper()
        if kind not in KINDS:
            self.manuscript.mistake_near(
                f"[!{match['kind']}]",
                f"there is no kind of callout {match['kind']!r}{nearest(kind, KINDS)}"
                + ("" if nearest(kind, KINDS).startswith("; did") else f": {', '.join(KINDS)}"),
            )
            kind = "NOTE"
        first.text = first.text.lstrip()[match.end() :]
        if not first.text.strip():
            callout.remove(first)
        if not len(callout):
            self.manuscript.mistake_near(f"[!{match['kind']}]", "the callout has no text")
        key = f"callout-{count}"
        callout.tag = "aside"
        callout.attrib |= {
            "class": f"callout callout-{kind.lower()}",
            "role": "note",
            "aria-labelledby": key,
        }
        callout.insert(0, _label(KINDS[kind], match["title"].strip(), key))


def _label(kind: str, title: str, key: str) -> etree.Element:
    label = etree.Element("p", {"class": "callout-label", "id": key})
    etree.SubElement(label, "span", {"class": "callout-kind"}).text = kind
    label[0].tail = f" {title}" if title else ""
    return label
