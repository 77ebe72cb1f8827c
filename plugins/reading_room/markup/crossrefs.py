"""Links to headings, tables and figures of the same file, and to other essays and pages.

::

    [](#what-a-room-might-do)                     the text of the heading
    [](#tbl-minutes), [](#figure-day-zero)        Table 1, Figure 2
    [](essay:the-road-to-singapore)               the title of another essay
    [](page:glossary#security-dilemma)            the text of a heading there

Links within a file are resolved as it is read. What needs other files is only noted then, as plain
data; `resolve` fills it in when all files are read.
"""

from __future__ import annotations

import html
import os
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from markdown.treeprocessors import Treeprocessor

from reading_room.markup import headings
from reading_room.problems import Problems, nearest

_ELSEWHERE = re.compile(r"^(?P<kind>essay|page):(?P<slug>[^#?]*)(?:#(?P<part>.*))?$")
_FILE = re.compile(r"^\{filename\}(?P<path>[^#?]+)(?:\?[^#]*)?#(?P<part>.+)$")
_NOTED = re.compile(
    r'<a (?P<before>[^>]*)data-crossref="(?P<number>\d+)"(?P<after>[^>]*)>(?P<end></a>)?'
)


class CrossReferences:
    """What one file refers to within itself and in others, and what others may refer to in it."""

    def __init__(self):
        self.anchors: list[dict] = []
        self.numbered: dict[str, str] = {}  # words for tables and figures, by id
        self.noted: list[dict] = []

    def facts(self) -> list[dict]:
        """All that other files may refer to in this one."""
        return self.anchors + [
            {"id": key, "text": words, "line": 0, "is_given": True, "like": []}
            for key, words in self.numbered.items()
        ]


def register(md, references, crossrefs: CrossReferences) -> None:
    """Add to `md` what resolves links within the file: after the contents (5) gave ids."""
    md.treeprocessors.register(_Resolver(md, references, crossrefs), "crossrefs", 4)


class _Resolver(Treeprocessor):
    def __init__(self, md, references, crossrefs: CrossReferences):
        super().__init__(md)
        self.references = references
        self.manuscript = references.manuscript
        self.crossrefs = crossrefs

    def run(self, root: etree.Element) -> None:
        crossrefs = self.crossrefs
        crossrefs.anchors = headings.anchors(root, self.md, self.manuscript)
        for number, key in enumerate(self.references.figures_here, start=1):
            crossrefs.numbered[f"figure-{key}"] = f"Figure\u00a0{number}"
        ids = {element.get("id") for element in root.iter() if element.get("id")}
        ids |= {f"ref-{key}" for key in self.references.cited}
        ids |= set(crossrefs.numbered) | set(headings.given_ids(self.manuscript))
        ids |= self.references.ids_around
        for link in root.iter("a"):
            written = link.get("href", "")
            if written.startswith("#") and link.get("class") and not link.get("data-at"):
                continue  # a note or a citation, made by our own code
            elsewhere, file = _ELSEWHERE.match(written), _FILE.match(written)
            if written.startswith("#"):
                self._here(link, written[1:], ids)
            elif elsewhere:
                self._note(link, written, **elsewhere.groupdict())
                link.set("data-crossref", str(len(crossrefs.noted) - 1))
                link.set("class", "crossref")
                self.references.use(elsewhere["kind"], elsewhere["slug"])
            elif file and not link.get("class"):  # not what became of a reference
                self._note(link, written, "file", file["path"], file["part"])

    def _here(self, link: etree.Element, part: str, ids: set[str]) -> None:
        is_empty = not "".join(link.itertext()).strip()
        anchor, message = headings.choose(part, self.crossrefs.anchors)
        if anchor:
            message = ""
            words = anchor["text"]
        elif part in self.crossrefs.numbered:
            message = ""
            words = self.crossrefs.numbered[part]
        else:
            words = ""
            if part in ids and "ambiguous" not in message:
                message = "" if not is_empty else f"#{part} has no text of its own; write the words"
            elif "ambiguous" not in message:
                known = [each["id"] for each in self.crossrefs.anchors]
                known += [*self.crossrefs.numbered, *ids]
                message = (
                    f"there is no place #{part} in this file{nearest(part, dict.fromkeys(known))}"
                )
        if message:
            self.manuscript.mistake_at(link, f"#{part}", message)
        if is_empty:
            link.text = words or f"#{part}"

    def _note(self, link, written: str, kind: str, slug: str, part: str | None) -> None:
        # A link by reference, [words][name], has its address elsewhere.
        at = int(link.get("data-at") or self.manuscript.body.find(written))
        line, column = self.manuscript.place(max(at, 0))
        self.crossrefs.noted.append(
            {
                "kind": kind,
                "slug": slug,
                "part": part or "",
                "written": written,
                "file": self.manuscript.file,
                "line": line,
                "column": column,
                "is_empty": not "".join(link.itertext()).strip(),
            }
        )


def resolve(contents: list, problems: Problems) -> None:
    """Fill in what `contents` (essays, pages, drafts) refer to in one another; report mistakes."""
    shelf = _shelf(contents, problems)
    files = {content.relative_source_path: content for content in contents}
    for content in contents:
        noted = getattr(content, "crossrefs", [])
        found = []
        for reference in noted:
            target, message = _target(reference, content, shelf, files)
            found.append(target)
            if message:
                problems.add(reference["file"], reference["line"], reference["column"], message)
        # Address and words by what was written, for the clean copy of the text.
        content.linked = {
            reference["written"]: target for reference, target in zip(noted, found) if target
        }
        if any(found):
            content._content = _NOTED.sub(
                lambda match, noted=noted, found=found: _filled(match, noted, found),
                content._content,
            )


def _shelf(contents: list, problems: Problems) -> dict[tuple[str, str], object]:
    """Contents by kind and slug."""
    shelf: dict[tuple[str, str], object] = {}
    for content in sorted(contents, key=lambda each: each.relative_source_path):
        key = (_kind(content), content.slug)
        other = shelf.setdefault(key, content)
        if other is not content:
            problems.add(
                _shown(content),
                1,
                1,
                f"the slug {content.slug!r} is also that of {_shown(other)}; "
                "rename one file, or give one a line 'Slug: …'",
            )
    return shelf


def _kind(content) -> str:
    # What `make check` resolves is no content of Pelican's and says itself what it is.
    return getattr(content, "kind", "page" if type(content).__name__ == "Page" else "essay")


def _shown(content) -> str:
    return getattr(content, "shown", content.relative_source_path)


def _target(reference: dict, content, shelf: dict, files: dict) -> tuple[tuple | None, str]:
    """((address, words) or None, what is wrong) for one reference of `content`."""
    kind, slug, part = reference["kind"], reference["slug"], reference["part"]
    if kind == "file":
        other = files.get(_path(slug, content))
        # Files that are missing, and pages that are generated, are checked elsewhere.
        return None, _wrong_part(other, part) if other else ""
    other = shelf.get((kind, slug))
    if other is None:
        known = [name for each, name in shelf if each == kind]
        elsewhere = "page" if kind == "essay" else "essay"
        hint = f"; there is a {elsewhere}:{slug}" if (elsewhere, slug) in shelf else ""
        return None, f"there is no {kind} {slug!r}{hint or nearest(slug, known)}"
    if other.status == "draft" and content.status != "draft":
        return None, f"the {kind} {slug!r} is a draft, and only drafts may link to it"
    message = _wrong_part(other, part) if part else ""
    if message:
        return None, message
    named = [each["text"] for each in other.anchors if each["id"] == part]
    if part and not named and reference["is_empty"]:
        return None, f"{kind}:{slug}#{part} has no text of its own; write the words"
    address = f"{{filename}}/{other.relative_source_path}" + (f"#{part}" if part else "")
    words = html.escape(named[0], quote=False) if named else other.title
    return (address, words), ""


def _wrong_part(other, part: str) -> str:
    if not hasattr(other, "anchors"):
        return ""
    anchor, message = headings.choose(unquote(part), other.anchors, f" in {_shown(other)}")
    if anchor or ("ambiguous" not in message and f'id="{html.escape(part)}"' in other._content):
        return ""
    return message


def _path(written: str, content) -> str:
    """The path of a file of the site, from a link as `content` writes it."""
    if written.startswith("/"):
        return written[1:]
    folder = os.path.dirname(content.relative_source_path)
    return Path(os.path.normpath(os.path.join(folder, written))).as_posix()


def _filled(match: re.Match, noted: list[dict], found: list) -> str:
    number = int(match["number"])
    target = found[number]
    if not target:
        return match[0]
    address, words = target
    old = html.escape(noted[number]["written"])
    attributes = (match["before"] + match["after"].lstrip()).strip()
    attributes = attributes.replace(f'href="{old}"', f'href="{html.escape(address)}"')
    text = words if noted[number]["is_empty"] else ""
    return f"<a {attributes}>{text}{match['end'] or ''}"


def contents_of(generators: list) -> Iterator:
    """Every essay and page that Pelican's generators have read, drafts included."""
    names = ("articles", "hidden_articles", "drafts", "pages", "hidden_pages", "draft_pages")
    for generator in generators:
        for name in names:
            yield from getattr(generator, name, [])
