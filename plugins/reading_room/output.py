"""Checks of what came out, and the style sheet that is made on the way."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

from reading_room.problems import locate, nearest

LAYERS = ("reset", "tokens", "base", "layout", "components", "figures", "utilities", "print")


def style_sheet(theme: Path, artifacts: Path) -> str:
    """All layers of the theme's CSS as one file, tokens and drawings' rules included."""
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        if layer == "tokens":
            text = _token_rules(theme)
        else:
            text = (theme / "css" / f"{layer}.css").read_text(encoding="utf-8")
        if layer == "figures":
            text += (artifacts / "record" / "figures.css").read_text(encoding="utf-8")
        parts.append(f"@layer {layer} {{\n{text}\n}}")
    return "\n".join(parts) + "\n"


def _token_rules(theme: Path) -> str:
    """Custom properties for both schemes; an attribute on the root overrides the system."""
    tokens = json.loads((theme / "tokens.json").read_text(encoding="utf-8"))

    def block(scheme: str) -> str:
        pairs = "".join(f"--{name}:{value};" for name, value in tokens[scheme].items())
        return f"color-scheme:{scheme};{pairs}"

    return (
        f":root{{{block('light')}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{block('dark')}}}}}\n"
        f"@media screen{{:root[data-scheme=light]{{{block('light')}}}"
        f":root[data-scheme=dark]{{{block('dark')}}}}}\n"
        + (theme / "css" / "tokens.css").read_text(encoding="utf-8")
    )


@dataclass
class _Page:
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)  # (needle, message)


def check(folder: Path, build) -> None:
    """Add to the build's problems every dead link, dead anchor, repeated id and missing text.

    A mistake in a page that was written from Markdown is named where its author can mend it.
    """
    pages = {path.relative_to(folder).as_posix(): _read(path) for path in folder.rglob("*.html")}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name, page in sorted(pages.items()):
        source = build.written.get(name)
        faults = list(page.faults)
        faults += [
            (link, message)
            for link in page.links
            if (message := _link_fault(link, name, page, pages, files))
        ]
        text = source.read_text(encoding="utf-8") if source and faults else ""
        for needle, message in faults:
            line, column = locate(text, needle) if text and needle else (0, 0)
            place = build.shown(source) if source else f"output/{name}"
            build.problems.add(place, line, column, message)


def _read(path: Path) -> _Page:
    page = _Page()
    tree = lxml_html.parse(str(path), parser=lxml_html.HTMLParser(encoding="utf-8")).getroot()
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
    page.links = sorted(set(tree.xpath("//@href|//@src")))
    return page


def _link_fault(link: str, name: str, page: _Page, pages: dict, files: set) -> str:
    if link.startswith(("{", "%7B")) or link.startswith(
        ("event:", "figure:", "value:", "term:", "javascript:")
    ):
        return f"the address {link!r} was not resolved"
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith("data:"):
        return ""
    if parts.path:
        path = unquote(parts.path)
        base = [] if path.startswith("/") else name.split("/")[:-1]
        for step in path.split("/"):
            if step == "..":
                if not base:
                    return f"the link {link!r} leaves the site"
                base.pop()
            elif step not in ("", "."):
                base.append(step)
        target = "/".join(base)
        if path.endswith("/") or target not in files:
            target = f"{target}/index.html".lstrip("/")
        if target not in files:
            return f"the link {link!r} leads nowhere{nearest(target, pages)}"
    else:
        target = name
    if parts.fragment and target in pages:
        known = pages[target].ids
        if unquote(parts.fragment) not in known:
            hint = nearest(parts.fragment, known)
            return f"the link {link!r} leads to no place in the page{hint}"
    return ""
