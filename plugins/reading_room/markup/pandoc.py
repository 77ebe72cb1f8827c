"""What Pandoc's Markdown has and Python-Markdown has not, so that a paper builds unchanged.

::

    A note in place.^[It may hold *emphasis* and [@a-key, p. 3].]
    ::: {.aside #one}      a division, which may hold others; closed by :::
    | A line of verse      lines that stay lines
    \\newpage              LaTeX on a line of its own is left out, as in Pandoc's HTML
    a hard\\               break, by a backslash at the end of a line
    # References {-}       left out before `::: {#refs}` or at the end: the page lists its works

Superscript, subscript, strikeout and bracketed spans come from pymdown-extensions, which follow
Pandoc's rules and are well kept.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTextInlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from reading_room.markup import citations
from reading_room.markup.references import without_code
from reading_room.problems import nearest

# Pandoc lets every mark of punctuation be escaped; Python-Markdown, only some.
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_FENCE = re.compile(r"^ {0,3}(?P<colons>:{3,})[ ]*(?P<rest>[^:].*?)?[ ]*:*[ ]*$")
_ATTRIBUTE = re.compile(
    r"#(?P<id>[\w:.-]+)|\.(?P<css>[\w-]+)|(?P<name>[\w-]+)=(?P<value>\"[^\"]*\"|\S+)"
)
_LATEX_LINE = re.compile(r"^\\[A-Za-z]+\*?(?:\[[^\]]*\])*(?:\{[^{}]*\})*[ ]*$")
_RAW_LATEX = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ ]*\{=(?:la)?tex\}[ ]*\n.*?^(?P=fence)[ ]*$\n?",
    re.DOTALL | re.MULTILINE,
)
_LATEX_BLOCK = re.compile(
    r"^\\begin\{(?P<name>[A-Za-z*]+)\}.*?^\\end\{(?P=name)\}[ ]*$\n?", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"^#{1,6}[ ]+\S.*$|^[^\s#>|:-].*\n(?:=+|-+)[ ]*$", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:")
_UNNUMBERED = re.compile(r"^(#{1,6}[ ].*\{[^{}\n]*?)(?<![\w-])-(?=[ }])", re.MULTILINE)
_ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-*+]|\d{1,9}[.)]|#\.)(?P<space> +)(?=\S)")
# Headings under which Pandoc puts the bibliography when they stand last.
_BIBLIOGRAPHIES = (
    "references|bibliography|works cited|literature cited|literature|sources cited|"
    "literatur|literaturverzeichnis|bibliographie|références|bibliografía|참고문헌"
)
_ITS_HEADING = re.compile(
    rf"(?:#+[ ]+)?(?:{_BIBLIOGRAPHIES})\b[ ]*(?:#*|\{{.*\}})[ ]*(?:\n|$)", re.IGNORECASE
)
_NOTE = "inline-note-"
_FRONT_MATTER = re.compile(r"\A---[ ]*\n.*?^(?:---|\.\.\.)[ ]*$", re.DOTALL | re.MULTILINE)
_NOCITE = re.compile(r"^nocite:.*(?:\n[ \t]+.*)*", re.MULTILINE)


class PandocMarkdown(Extension):
    """Python-Markdown extension for papers written for Pandoc."""

    def extendMarkdown(self, md) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register each part at the place where it must run."""
        md.ESCAPED_CHARS = sorted({*md.ESCAPED_CHARS, *_PUNCTUATION})
        # Before fenced code (25) is taken out of the text, since it is fenced itself.
        md.preprocessors.register(_RawLatex(md), "pandoc-latex", 26)
        # After fenced code, before HTML (20), which divisions become.
        md.preprocessors.register(_References(md), "pandoc-references", 24)
        md.preprocessors.register(_InlineNotes(md), "pandoc-inline-notes", 23)
        md.preprocessors.register(_Lists(md), "pandoc-lists", 22)
        md.preprocessors.register(_Divisions(md), "pandoc-divisions", 21)
        # Before tables (75), which also begin with a bar.
        md.parser.blockprocessors.register(_LineBlock(md.parser), "pandoc-line-block", 78)
        # Before escapes (180).
        md.inlinePatterns.register(
            SubstituteTagInlineProcessor(r"\\\n", "br"), "pandoc-line-break", 182
        )
        md.inlinePatterns.register(_NoBreak(r"\\( )"), "pandoc-no-break-space", 181)
        # After attribute lists (8), before the table of contents (5).
        md.treeprocessors.register(_HeadingShift(md), "pandoc-heading-shift", 7)


class _RawLatex(Preprocessor):
    """Leaves out what is meant for LaTeX only."""

    def run(self, lines: list[str]) -> list[str]:
        text = _RAW_LATEX.sub("", "\n".join(lines))
        seen = without_code(text)
        for match in reversed(list(_LATEX_BLOCK.finditer(seen))):
            text = text[: match.start()] + text[match.end() :]
        seen = without_code(text).split("\n")
        return [
            line
            for line, shown in zip(text.split("\n"), seen)
            if not (_LATEX_LINE.match(shown) and line == shown)
        ]


class _References(Preprocessor):
    """Leaves out the place kept for the bibliography: the page itself lists the works cited."""

    def run(self, lines: list[str]) -> list[str]:
        text = _UNNUMBERED.sub(r"\1.unnumbered", "\n".join(lines))
        return without_references(text).split("\n")


def without_references(text: str) -> str:
    """`text` without the place that it keeps for the bibliography, and the heading of that."""
    return _without_last_heading(_without_refs_division(text))


def _without_refs_division(text: str) -> str:
    """`text` without ``::: {#refs}`` and the heading before it."""
    lines = text.split("\n")
    start = _refs_line(lines)
    if start < 0:
        return text
    end = _closing_line(lines, start)
    before = "\n".join(lines[:start]).rstrip()
    headings = list(_HEADING.finditer(before))
    if headings and headings[-1].end() == len(before):
        before = before[: headings[-1].start()].rstrip()
    return before + "\n\n" + "\n".join(lines[end + 1 :])


def _refs_line(lines: list[str]) -> int:
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and match["rest"] and re.search(r"(^|[{\s])#refs\b", match["rest"]):
            return number
    return -1


def _closing_line(lines: list[str], start: int) -> int:
    """The line that closes the division opened at `start`; the last one when none does."""
    depth = 0
    for number in range(start, len(lines)):
        match = _FENCE.match(lines[number])
        if match:
            depth += 1 if match["rest"] else -1
            if depth == 0:
                return number
    return len(lines) - 1


def _without_last_heading(text: str) -> str:
    """`text` without a heading like "References" that only definitions of notes and links follow."""
    headings = list(_HEADING.finditer(text))
    if not headings or not _ITS_HEADING.match(headings[-1][0]):
        return text
    last = headings[-1]
    for line in text[last.end() :].split("\n"):
        if line.strip() and not (_DEFINITION.match(line) or line.startswith("    ")):
            return text
    return text[: last.start()] + text[last.end() :]


class _InlineNotes(Preprocessor):
    """Turns ``^[a note]`` into a footnote, which is defined at the end."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        notes: list[str] = []
        position = 0
        seen = without_code(text)
        while (start := seen.find("^[", position)) >= 0:
            end = _closing_bracket(seen, start + 1)
            if end < 0 or seen[start - 1 : start] == "\\":
                position = start + 2
                continue
            notes.append(" ".join(text[start + 2 : end].split()))
            mark = f"[^{_NOTE}{len(notes)}]"
            text = text[:start] + mark + text[end + 1 :]
            seen = seen[:start] + mark + seen[end + 1 :]
            position = start + len(mark)
        found = text.split("\n")
        for number, note in enumerate(notes, start=1):
            found += ["", f"[^{_NOTE}{number}]: {note}"]
        return found


def _closing_bracket(text: str, start: int) -> int:
    """Where the bracket at `start` closes within its paragraph; -1 when it does not."""
    depth = 0
    for position in range(start, len(text)):
        letter = text[position]
        if text.startswith("\n\n", position):
            return -1
        if text[position - 1] != "\\" and letter in "[]":
            depth += 1 if letter == "[" else -1
            if depth == 0:
                return position
    return -1


class _Lists(Preprocessor):
    """Brings lists within lists to the four spaces that Python-Markdown needs.

    Pandoc asks only that a list in an item be indented as far as the item's text. Also
    ``1)`` and ``#.`` become ``1.``.
    """

    def run(self, lines: list[str]) -> list[str]:
        shown = without_code("\n".join(lines)).split("\n")
        # How far the text of each open item is indented, outermost first.
        self.open: list[int] = []
        self.in_item = False
        result: list[str] = []
        for line, seen in zip(lines, shown):
            after_blank = not result or not result[-1].strip()
            # A line that is blanked is code, unless what it is in shows that it is not.
            match = _ITEM.match(line) if seen.strip() or self.open else None
            if match and (self.open or after_blank):
                if not after_blank and not self.in_item:
                    result.append("")  # an item after a paragraph of the item before
                line = self._item(line, match)
                self.in_item = True
            elif line.strip() and self.open and after_blank:
                line = self._paragraph(line)
                self.in_item = False
            result.append(line)
        return result

    def _item(self, line: str, match: re.Match) -> str:
        indent = len(match["indent"])
        if indent >= (self.open[-1] if self.open else 0) + 4:
            return line  # code within an item
        while self.open and indent < self.open[-1]:
            self.open.pop()
        depth = len(self.open)
        self.open.append(match.end())
        mark = (
            match["mark"] if match["mark"] in "-*+" else match["mark"][:-1].replace("#", "1") + "."
        )
        # Deeper indentation than needed is the author's own.
        kept = indent if 4 * depth <= indent < 4 * depth + 4 else 4 * depth
        return " " * kept + mark + match["space"] + line[match.end() :]

    def _paragraph(self, line: str) -> str:
        indent = len(line) - len(line.lstrip(" "))
        while self.open and indent < self.open[-1]:
            self.open.pop()
        wanted = 4 * len(self.open)
        return " " * (wanted - indent) + line if indent < wanted else line


class _Divisions(Preprocessor):
    """Turns ``::: {.name}`` … ``:::`` into divisions whose content is Markdown."""

    def run(self, lines: list[str]) -> list[str]:
        result = []
        depth = 0
        for line in lines:
            match = _FENCE.match(line)
            if match and match["rest"]:
                depth += 1
                result += ["", f'<div{_attributes(match["rest"])} markdown="1">', ""]
            elif match and depth:
                depth -= 1
                result += ["", "</div>", ""]
            else:
                result.append(line)
        # A division that was never closed ends with the text.
        return result + ["", "</div>"] * depth


def _attributes(said: str) -> str:
    """Attributes of a division, as HTML: of ``{.a #b c=d}``, or of a bare name."""
    if not said.startswith("{"):
        return f' class="{html.escape(said.split()[0])}"'
    ids, names, others = [], [], []
    for match in _ATTRIBUTE.finditer(said.strip("{} ")):
        if match["id"]:
            ids.append(match["id"])
        elif match["css"]:
            names.append(match["css"])
        elif match["name"] in ("lang", "dir", "role", "title") or match["name"].startswith("data-"):
            value = match["value"].strip('"')
            others.append(f' {match["name"]}="{html.escape(value)}"')
    first = f' id="{html.escape(ids[0])}"' if ids else ""
    css = f' class="{" ".join(names)}"' if names else ""
    return first + css + "".join(others)


class _LineBlock(BlockProcessor):
    """``| A line`` by line: verse and addresses, with their own indentation."""

    def test(self, parent, block: str) -> bool:
        lines = block.split("\n")
        if not lines[0].startswith("| ") or lines[0].rstrip().endswith("|"):
            return False
        if len(lines) > 1 and re.fullmatch(r"\|?[\s:|+-]*-[\s:|+-]*", lines[1]):
            return False  # a table
        return all(re.match(r"\|( |$)|[ ]+\S", line) for line in lines)

    def run(self, parent, blocks: list[str]) -> None:
        said: list[str] = []
        for line in blocks.pop(0).split("\n"):
            if line.startswith("|"):
                text = line[2:]
                indent = len(text) - len(text.lstrip(" "))
                said.append("\u00a0" * indent + text.strip(" "))
            else:
                said[-1] += " " + line.strip()
        division = etree.SubElement(parent, "div", {"class": "line-block"})
        division.text = "  \n".join(said)


class _NoBreak(SimpleTextInlineProcessor):
    """``\\ `` is a space at which the line does not break."""

    def handleMatch(self, m, data):  # noqa: N802 - the name is Python-Markdown's
        return f"{STX}{0xA0}{ETX}", m.start(0), m.end(0)


class _HeadingShift(Treeprocessor):
    """A paper whose sections are level 1 goes down a level: the page's title is its only h1."""

    def run(self, root: etree.Element) -> None:
        if root.find(".//h1") is None:
            return
        for level in range(5, 0, -1):
            for heading in root.iter(f"h{level}"):
                heading.tag = f"h{level + 1}"


def cite_unmentioned(text: str, references) -> None:
    """Add to the works cited what a paper's ``nocite`` names without mentioning it.

    This must come before the text is converted: it may change the letters after years.
    """
    head = _FRONT_MATTER.match(text)
    field = _NOCITE.search(head[0]) if head else None
    bibliography = references.library.bibliography
    for key in citations.keys_in(field[0]) if field else []:
        if key not in bibliography.items:
            hint = nearest(key, bibliography.items)
            references.mistake(f"@{key}", f"there is no source {key!r}{hint}")
        elif key not in references.cited:
            references.use("source", key)
            references.cited.append(key)
    known = sorted({*references.short_forms, *references.cited})
    references.short_forms = bibliography.short_forms(known)


def makeExtension(**kwargs) -> PandocMarkdown:  # noqa: N802 - the name is Python-Markdown's
    """The extension by its module's name, as in settings."""
    return PandocMarkdown(**kwargs)
