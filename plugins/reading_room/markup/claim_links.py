"""Links to a claim of the same essay: ``[](#claim-2)`` reads "claim 2"."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_TO_CLAIM = re.compile(r"^#claim-(\d+)$")


class ClaimLinks(Extension):
    """Python-Markdown extension; `claims` are the essay's, `references` reports mistakes."""

    def __init__(self, claims: list[dict], references):
        super().__init__()
        self.claims = claims
        self.references = references

    def extendMarkdown(self, md) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register it before what resolves other references (4)."""
        md.treeprocessors.register(_Filler(md, self), "claim-links", 5)


class _Filler(Treeprocessor):
    def __init__(self, md, extension: ClaimLinks):
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        count = len(self.extension.claims)
        for link in root.iter("a"):
            match = _TO_CLAIM.match(link.get("href", ""))
            if not match:
                continue
            if not 1 <= int(match[1]) <= count:
                has = f"it has {count}" if count else "its front matter has none"
                self.extension.references.ids_around.add(match[0][1:])
                self.extension.references.mistake(
                    match[0], f"the essay has no claim {match[1]}; {has}"
                )
            if not "".join(link.itertext()).strip():
                link.text = f"claim {match[1]}"
