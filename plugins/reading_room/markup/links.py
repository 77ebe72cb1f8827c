"""Links that lead nowhere, as far as the text of one file shows it."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

from reading_room.problems import nearest

# Kinds of reference, and schemes of addresses, that a link may begin with.
KINDS = ("essay", "event", "figure", "page", "person", "term", "value")
SCHEMES = ("http", "https", "mailto")
INDICATORS = ("filename", "static", "attach", "tag", "category", "author", "index")
_SCHEME = re.compile(r"^([a-zA-Z][\w+.-]*):")
_INDICATOR = re.compile(r"^\{(\w*)\}")
_REFERENCE = re.compile(r"(?<!\\)(?P<whole>\[(?P<text>[^\[\]\n]+)\]\[(?P<name>[^\[\]\n]*)\])")
_APART = re.compile(rf"\](?P<gap>[ ]+)\((?:{'|'.join((*KINDS, *SCHEMES))}):[^\s()]*\)")
_ATTRIBUTES = re.compile(r"(?P<all>\{:?[ ]*[.#][\w-][^{}\n]*\})")
_FENCE = re.compile(r"^(`{3,}|~{3,})", re.MULTILINE)


def register(md, references) -> None:
    """Add to `md` the checks: after attribute lists (8), before references change links (7)."""
    md.treeprocessors.register(_Links(md, references), "links", 7.2)


def scheme_fault(address: str) -> str:
    """Why a link may not begin as `address` does, or ""."""
    # Browsers read entities in an address, and pass over spaces and line ends in it.
    plain = re.sub(r"[\x00-\x20]", "", html.unescape(address))
    indicator = _INDICATOR.match(plain)
    if indicator and indicator[1] not in INDICATORS:
        hint = nearest(indicator[1], INDICATORS)
        return f"an address cannot begin with {indicator[0]}{hint}"
    match = _SCHEME.match(plain)
    if match and match[1].lower() not in (*KINDS, *SCHEMES):
        return f"an address cannot begin with {match[0]!r}{nearest(match[1], (*KINDS, *SCHEMES))}"
    return ""


class _Links(Treeprocessor):
    def __init__(self, md, references):
        super().__init__(md)
        self.manuscript = references.manuscript

    def run(self, root: etree.Element) -> None:
        self._check_text()
        for link in root.iter("a"):
            written = link.get("href", "")
            message = scheme_fault(written)
            if not written:
                message = "the link leads nowhere: its address is empty"
            elif (
                not message
                and not _has_words(link)
                and not written.startswith(("#", *(f"{kind}:" for kind in KINDS)))
            ):
                message = f"the link to {written!r} has no text"
            if message:
                self.manuscript.mistake_at(link, written or "]()", message)
        for element in root.iter():
            for text in (element.text, element.tail):
                if element.tag not in ("code", "pre"):
                    self._check_leftovers(text or "")

    def _check_text(self) -> None:
        body = self.manuscript.body
        known = self.md.references
        for match in _REFERENCE.finditer(body):
            name = match["name"] or match["text"]
            if name.lower() not in known and not name.startswith(("^", "@", "-@")):
                self.manuscript.mistake(
                    match.start(),
                    f"{match['whole']} refers to no address [{name}]: …{nearest(name, known)}",
                )
        for match in _APART.finditer(body):
            self.manuscript.mistake(
                match.start("gap"), "a link has no space between its text and its address"
            )
        fences = list(_FENCE.finditer(body))
        if fences:  # those of closed code are blanked
            self.manuscript.mistake(fences[0].start(), "the code that begins here is never closed")

    def _check_leftovers(self, text: str) -> None:
        """Attribute lists that were not understood as such."""
        for match in _ATTRIBUTES.finditer(text):
            self.manuscript.mistake_near(
                match["all"],
                f"{match['all']} belongs to nothing: it must follow a link or an image directly, "
                "or end a heading or a caption",
            )


def _has_words(link: etree.Element) -> bool:
    return bool(len(link) or (link.text or "").strip() or link.get("aria-label"))
