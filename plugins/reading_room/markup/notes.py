"""Notes: ``[^name]`` in the text and ``[^name]: The note.`` below it.

Python-Markdown's footnotes make them; here they are numbered in the order in which a reader meets
them, given ids that are unique on every page, roles and labels, and checked.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

from reading_room.problems import nearest

_DEFINITION = re.compile(
    r"^[ >]*(?P<mark>\[\^(?P<name>[^\]\n]*)\]):[ ]*(?P<text>.*)$", re.MULTILINE
)
_USE = re.compile(r"(?<!\\)(?<!!)\[\^(?P<name>[^\]\n]*)\]")
_BROKEN = re.compile(r"(?<!\\)\[\^[^\]\n]*$", re.MULTILINE)
# ↩ as text, not as a coloured picture.
_BACK = "\u21a9\ufe0e"


def register(md, references, name: str, title: str = "Notes") -> None:
    """Add to `md` what finishes notes; `name` tells this file's notes from those of others."""
    # After the footnotes' own last step (15), before the tree is made pretty (10).
    md.treeprocessors.register(_Notes(md, references, name, title), "notes", 14)


class _Notes(Treeprocessor):
    def __init__(self, md, references, name: str, title: str):
        super().__init__(md)
        self.manuscript = references.manuscript
        self.name = name
        self.title = title

    def run(self, root: etree.Element) -> None:
        self._check()
        section = root.find(".//div[@class='footnote']")
        if section is None:
            return
        items = {
            item.get("id").partition(":")[2]: item for item in section.iter("li") if item.get("id")
        }
        marks = self._marks(root)
        order = [name for name in marks if name in items] + [n for n in items if n not in marks]
        for number, name in enumerate(order, start=1):
            for use, mark in enumerate(marks.get(name, []), start=1):
                self._finish_mark(mark, name, number, use)
            self._finish_note(items[name], name, number, len(marks.get(name, [])))
        self._finish_section(section, [items[name] for name in order])

    def _marks(self, root: etree.Element) -> dict[str, list[etree.Element]]:
        """The marks of each note, in the order of the text."""
        marks: dict[str, list[etree.Element]] = {}
        for mark in root.iter("sup"):
            if mark.get("id", "").startswith("fnref"):
                marks.setdefault(mark[0].get("href").partition(":")[2], []).append(mark)
        return marks

    def _id(self, kind: str, name: str, use: int = 1) -> str:
        return f"{kind}-{self.name}-{name}" + (f"-{use}" if use > 1 else "")

    def _finish_mark(self, mark: etree.Element, name: str, number: int, use: int) -> None:
        mark.set("id", self._id("fnref", name, use))
        link = mark[0]
        link.text = str(number)
        link.attrib |= {
            "href": f"#{self._id('fn', name)}",
            "role": "doc-noteref",
            "aria-label": f"Note {number}",
            "aria-describedby": f"notes-{self.name}",
        }

    def _finish_note(self, item: etree.Element, name: str, number: int, uses: int) -> None:
        item.set("id", self._id("fn", name))
        links = [link for link in item.iter("a") if link.get("class") == "footnote-backref"]
        for use, link in enumerate(links, start=1):
            link.attrib.pop("title", None)
            place = f", place {use}" if uses > 1 else ""
            link.attrib |= {
                "href": f"#{self._id('fnref', name, use)}",
                "role": "doc-backlink",
                "aria-label": f"Back to note {number} in the text{place}",
            }
            link.text = _BACK
            if uses > 1:
                etree.SubElement(link, "sup").text = str(use)
            if use > 1:
                links[use - 2].tail = " "

    def _finish_section(self, section: etree.Element, items: list[etree.Element]) -> None:
        """The notes in order, under a heading."""
        section.tag = "section"
        section.attrib |= {"role": "doc-endnotes", "aria-labelledby": f"notes-{self.name}"}
        old = section.find("ol")
        for child in list(section):
            section.remove(child)
        heading = etree.SubElement(
            section, "h2", {"id": f"notes-{self.name}", "class": "notes-title"}
        )
        heading.text = self.title
        etree.SubElement(section, "ol", old.attrib).extend(items)

    def _check(self) -> None:
        body = self.manuscript.body
        defined: dict[str, re.Match] = {}
        for match in _DEFINITION.finditer(body):
            name = match["name"]
            if name in defined:
                line = self.manuscript.place(defined[name].start("mark"))[0]
                self._mistake(match, f"the note [^{name}] was defined before, in line {line}")
            elif not match["text"].strip() and not body[match.end() :].startswith("\n    "):
                self._mistake(match, f"the note [^{name}] is empty")
            defined.setdefault(name, match)
        definitions = {match.start("mark") for match in _DEFINITION.finditer(body)}
        used = set()
        for match in _USE.finditer(body):
            if match.start() in definitions:
                continue
            used.add(match["name"])
            if match["name"] not in defined:
                self.manuscript.mistake(
                    match.start(),
                    f"there is no note [^{match['name']}]{nearest(match['name'], defined)}",
                )
        for name, match in defined.items():
            if name not in used:
                self._mistake(match, f"no text refers to the note [^{name}]")
        for match in _BROKEN.finditer(body):
            self.manuscript.mistake(match.start(), f"the note's mark {match[0]} is never closed")

    def _mistake(self, definition: re.Match, message: str) -> None:
        self.manuscript.mistake(definition.start("mark"), message)
