"""Checks of the pages that came out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

from reading_room.memory import Link
from reading_room.problems import locate, nearest

_UNRESOLVED = (
    *("{", "%7B", "javascript:"),
    *("essay:", "event:", "figure:", "page:", "term:", "value:"),
)
_PARSER = lxml_html.HTMLParser(encoding="utf-8")


@dataclass
class Page:
    """What the checks need to know of one page."""

    ids: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)  # (needle, message)


def check(press, build) -> None:
    """Add to the build's problems every dead link, dead anchor, repeated id and missing text.

    Only pages that were made anew are looked at, and those kept ones that lead to a file or a
    place which has gone; all others were right in the last edition, and are the same. A mistake
    in a page that was written from Markdown is named where its author can mend it.
    """
    faults = {name: _faults(name, page, press) for name, page in press.made.items() if page}
    for name, link in _lost_links(press):
        faults.setdefault(name, []).append((link.written, _link_fault(link, name, press)))
    for name, found in sorted(faults.items()):
        source = build.written.get(name)
        text = source.read_text(encoding="utf-8") if source and found else ""
        for needle, message in found:
            line, column = locate(text, needle) if text and needle else (0, 0)
            place = build.shown(source) if source else f"output/{name}"
            build.problems.add(place, line, column, message)


def _faults(name: str, page: Page, press) -> list[tuple[str, str]]:
    dead = ((link.written, _link_fault(link, name, press)) for link in page.links)
    return [*page.faults, *((needle, message) for needle, message in dead if message)]


def _lost_links(press) -> list[tuple[str, Link]]:
    """(page, link) for links of kept pages whose target was there in the last edition only."""
    lost = []
    memory = press.memory
    for name, page in press.made.items():
        if page and name in memory.files and memory.anchors(name) - page.ids:
            lost += memory.links_to(name)
    for name in memory.files:
        if name not in press.files:
            lost += memory.links_to(name)
    return [
        (name, link)
        for name, link in lost
        if name in press.files and name not in press.made and _link_fault(link, name, press)
    ]


def read(text: str, name: str) -> Page:
    """What the checks need to know of the page `name`, given its HTML."""
    page = Page()
    tree = lxml_html.document_fromstring(text.encode(), parser=_PARSER)
    counts = Counter(tree.xpath("//@id"))
    page.ids = set(counts)
    for key, count in counts.items():
        if count > 1:
            page.faults.append((key, f"the id {key!r} appears {count} times in the page"))
    headings = tree.xpath("//h1")
    if len(headings) != 1:
        page.faults.append(("", f"the page has {len(headings)} main headings instead of one"))
    last = 0
    for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6"):
        level = int(heading.tag[1])
        if last and level > last + 1:
            said = heading.text_content().strip()
            page.faults.append(
                (said, f"the heading {said!r} skips a level, from {last} to {level}")
            )
        last = level
    for image in tree.xpath("//img[not(@alt) or normalize-space(@alt)='']"):
        source = image.get("src", "")
        page.faults.append(
            (source.rsplit("/", 1)[-1], f"the image {source!r} has no text alternative")
        )
    for link in tree.xpath("//a[@href and not(normalize-space(.)) and not(@aria-label)]"):
        if not link.xpath("./*"):
            page.faults.append((link.get("href"), f"the link to {link.get('href')!r} has no text"))
    page.links = [_link(written, name) for written in sorted(set(tree.xpath("//@href|//@src")))]
    return page


def _link(written: str, name: str) -> Link:
    """Where `written` in the page `name` leads; a target of "" is not ours to check."""
    if written.startswith(_UNRESOLVED):
        return Link(written, "?", "")
    parts = urlsplit(written)
    if parts.scheme or parts.netloc or written.startswith("data:"):
        return Link(written, "", "")
    if not parts.path:
        return Link(written, name, unquote(parts.fragment))
    path = unquote(parts.path)
    steps = [] if path.startswith("/") else name.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            if not steps:
                return Link(written, "..", "")
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    if path.endswith("/") or "." not in steps[-1] if steps else True:
        steps.append("index.html")
    return Link(written, "/".join(steps), unquote(parts.fragment))


def _link_fault(link: Link, name: str, press) -> str:
    """What is wrong with a link of the page `name`, or ""."""
    if not link.target:
        return ""
    if link.target == "?":
        return f"the address {link.written!r} was not resolved"
    if link.target == "..":
        return f"the link {link.written!r} leaves the site"
    target = link.target
    if target not in press.files:
        target = target.removesuffix("/index.html")
        if target not in press.files:
            return f"the link {link.written!r} leads nowhere{nearest(link.target, press.files)}"
    if link.fragment and target.endswith(".html"):
        made = press.made.get(target)
        known = made.ids if made else press.memory.anchors(target)
        if link.fragment not in known:
            hint = nearest(link.fragment, known)
            return f"the link {link.written!r} leads to no place in the page{hint}"
    return ""
