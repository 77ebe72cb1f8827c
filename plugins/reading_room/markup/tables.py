"""Tables with captions, in Pandoc's syntax: the caption stands right before or after the table.

::

    | Meeting   | Minutes |
    | --------- | ------: |
    | Singapore |     268 |

    Table: Time in the room. {#tbl-minutes .wide}
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor

from reading_room.embedding import WIDTHS
from reading_room.markup.manuscript import without_marks
from reading_room.problems import nearest

_CAPTION = re.compile(r"[ ]{0,3}(?:Table:|:[ ])[ ]*(?=\S)")
_ATTRIBUTES = re.compile(r"\s*\{:?(?P<inside>[^{}]*)\}\s*$")
_RULE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*(?::?-+:?[ ]*)?)*$")
_ALIGNED = {"text-align: right;": "number", "text-align: center;": "centred"}


def register(md, references, numbered: dict[str, str]) -> None:
    """Add to `md` what reads captions and sets tables; `numbered` gets words for each id."""
    # Before tables (75) and definition lists (25), which would take a caption for their own.
    md.parser.blockprocessors.register(_CaptionProcessor(md.parser), "table-caption", 76)
    # After notes are in the tree (50), before inline parsing (20).
    md.treeprocessors.register(_Tables(md, references, numbered), "tables", 40)


class _CaptionProcessor(BlockProcessor):
    """Makes a paragraph marked ``data-caption`` of a caption, whatever stands around it."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return "Table:" in block or bool(re.search(r"^[ ]{0,3}: ", block, re.MULTILINE))

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        lines = blocks[0].split("\n")
        starts = [number for number, line in enumerate(lines) if _CAPTION.match(line)]
        if not starts:
            return False
        table = next((n - 1 for n, line in enumerate(lines) if n and _is_rule(line)), None)
        if starts[0] == 0:
            if not self._is_caption(parent, blocks, lines, table):
                return False
            blocks.pop(0)
            end = len(lines) if table is None else table
            self._add(parent, "\n".join(lines[:end]))
            if table is not None:
                blocks.insert(0, "\n".join(lines[table:]))
            return None
        if table == 0 and starts[0] >= 2:
            # The caption follows its table without an empty line.
            blocks[:1] = ["\n".join(lines[: starts[0]]), "\n".join(lines[starts[0] :])]
            return self.parser.parseBlocks(parent, [blocks.pop(0)])
        return False

    def _is_caption(self, parent, blocks: list[str], lines: list[str], table: int | None) -> bool:
        """Whether a block that begins like a caption is one: ``: words`` also defines a term."""
        if lines[0].lstrip().startswith("Table:") or table is not None:
            return True
        following = blocks[1].split("\n") if len(blocks) > 1 else []
        before = self.lastChild(parent)
        return (before is not None and before.tag == "table") or (
            len(following) > 1 and _is_rule(following[1])
        )

    def _add(self, parent: etree.Element, text: str) -> None:
        paragraph = etree.SubElement(parent, "p", {"data-caption": without_marks(text)})
        paragraph.text = _CAPTION.sub("", text, count=1).strip()


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and bool(_RULE.match(line))


class _Tables(Treeprocessor):
    def __init__(self, md, references, numbered: dict[str, str]):
        super().__init__(md)
        self.manuscript = references.manuscript
        self.numbered = numbered

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for table in [child for child in parent if child.tag == "table"]:
                self._set(parent, table)
        for caption in root.iter("p"):
            if written := caption.attrib.pop("data-caption", None):
                self.manuscript.mistake_in(
                    written, "this caption has no table directly before or after it"
                )

    def _set(self, parent: etree.Element, table: etree.Element) -> None:
        """Put `table` with its caption into a figure."""
        _mark_headers(table)
        place = list(parent).index(table)
        neighbours = [parent[n] for n in (place - 1, place + 1) if 0 <= n < len(parent)]
        caption = next((each for each in neighbours if each.get("data-caption")), None)
        if caption is None:
            first = next((cell.text for cell in table.iter("th") if cell.text), "|")
            with self.manuscript.rules_of_the_house():
                self.manuscript.mistake_in(
                    first, "the table has no caption; write below it: Table: what it shows"
                )
            return
        number = len(self.numbered) + 1
        key, css = self._attributes(caption, number)
        self.numbered[key] = f"Table\u00a0{number}"
        figure = etree.Element("figure", {"id": key, "class": css})
        figure.append(self._caption(caption, key, number))
        box = etree.SubElement(
            figure,
            "div",
            {
                "class": "table-scroll",
                "tabindex": "0",
                "role": "region",
                "aria-labelledby": f"{key}-caption",
            },
        )
        box.append(table)
        figure.tail, table.tail = table.tail, None
        parent[place] = figure
        parent.remove(caption)

    def _caption(self, paragraph: etree.Element, key: str, number: int) -> etree.Element:
        caption = etree.Element("figcaption", {"id": f"{key}-caption"})
        etree.SubElement(caption, "span", {"class": "table-number"}).text = f"Table\u00a0{number}."
        caption[0].tail = f" {paragraph.text}"
        return caption

    def _attributes(self, caption: etree.Element, number: int) -> tuple[str, str]:
        """Id and classes of the figure; they are taken off the caption's text."""
        key, classes = f"table-{number}", ["table-figure"]
        match = _ATTRIBUTES.search(caption.text)
        if match:
            caption.text = caption.text[: match.start()]
            for word in match["inside"].split():
                if word.startswith("#"):
                    key = word[1:]
                elif word[1:] in WIDTHS:
                    classes.append(f"figure-{word[1:]}")
                else:
                    self.manuscript.mistake_in(
                        word,
                        f"the table's width {word.lstrip('.')!r} must be one of "
                        f"{', '.join(WIDTHS)}{nearest(word.lstrip('.'), WIDTHS)}",
                    )
        return key, " ".join(classes)


def _mark_headers(table: etree.Element) -> None:
    """Scopes for header cells; the first cell of every row is its header."""
    for cell in table.iter():
        if cell.tag in ("th", "td"):
            css = _ALIGNED.get(cell.attrib.pop("style", ""))
            if css:
                cell.set("class", css)
    for cell in table.findall("thead/tr/th"):
        if (cell.text or "").strip():
            cell.set("scope", "col")
        else:
            cell.tag = "td"
    for row in table.findall("tbody/tr"):
        row[0].tag = "th"
        row[0].set("scope", "row")
