"""The prose of a Markdown file: what an author says in words of his own, character by character.

What is no prose (code, addresses, tags, ids, citations) is blanked out and every other character
keeps its place, so that a finding has the line and column of what was written.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from reading_room.markup import own
from reading_room.markup.manuscript import without_code

# Stands in the prose for a reference whose words come from the record: a word, but no number.
STAND_IN = "\ufffc"
_DRAFT = re.compile(r"^status:[ \t]*[\"']?(?:draft|skip)\b", re.I | re.M)
# Lines of front matter that are read as prose; the rest are ids, days and settings.
HEAD_FIELDS = ("title", "subtitle", "summary", "abstract", "claim", "change", "what", "why")
# A correction speaks of the day on which it was made, and its numbers stay as they were.
HEAD_FIELDS_OF_THEIR_DAY = ("what", "why")

_HEAD_LINE = re.compile(r"^(?P<indent>\s*(?:-\s+)?)(?P<name>[A-Za-z_][\w-]*):(?P<value>.*)$")
_KEY = r"(?:\{[^{}\s]+\}|\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)"
_MARKUP = re.compile(
    rf"""
      (?P<comment><!--.*?-->)
    | (?P<tag></?[A-Za-z][^<>]*>|<https?:[^>\s]*>)
    | (?P<entity>&(?:\#\d+|\#x[\da-fA-F]+|[A-Za-z]+);)
    | (?P<own>\[(?P<own_text>(?:[^\[\]\\]|\\.)+)\]\{{(?P<own_attributes>[^{{}}\n]*)\}})
    | (?P<note>\[\^(?P<label>[^\]\s]+)\]:?)
    | (?P<cite>\[(?!\^|!)[^\[\]]*?(?<![\w\\])-?@{_KEY}[^\[\]]*\](?![(\[]))
    | (?P<narrative>(?<![\w\\@./=&?\#%-])-?@{_KEY}(?:[ \n]\[(?!\^)[^\[\]]*\](?!\())?)
    | (?P<link>!?\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]
        \(\s*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\))
    | (?P<definition>^[ ]{{0,3}}\[[^\]\n^]+\]:[^\n]*)
    | (?P<by_label>(?<=\])\[[^\[\]\n]*\])
    | (?P<attributes>\{{[^{{}}\n]*\}})
    | (?P<address>https?://[^\s)>\]]+)
    """,
    re.X | re.S | re.M,
)
_QUOTATION = re.compile(r"[“\"](?:(?!\n[ \t]*\n)[^“”\"])*[”\"]")
_EMPHASIS = re.compile(r"(?<!\*)\*(?P<title>[A-Z][^*\n]*(?:\n[^*\n]+)*)\*(?!\*)")
_SENTENCE_END = re.compile(rf"[.!?…][”\"’')*]*\s+(?=[“\"‘'(\[*{STAND_IN}A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|vs|cf|Nos?|pp?|ch|eds?|vol|Jr|Sr|Gen|Col|Lt|Sen|Rep|Gov|etc|e\.g|i\.e)"
    r"|\b[A-Z])\.$"
)


@dataclass(frozen=True)
class Mark:
    """A piece of markup: its kind, where it stands, what it leads to, and where its words are.

    Kinds: event, value, figure, term, link; cite, narrative; note; own; quotation; title.
    """

    kind: str
    start: int
    end: int
    target: str = ""
    words: tuple[int, int] = (0, 0)

    def holds(self, place: int) -> bool:
        """Whether `place` is within the words of the mark."""
        return self.words[0] <= place < self.words[1]


@dataclass
class Prose:
    """The prose of one file. `text` is as long as the file; `head_end` is where its body begins."""

    written: str
    text: str = ""
    head_end: int = 0
    marks: list[Mark] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)  # in order, without overlap
    blocks: list[tuple[int, int]] = field(default_factory=list)  # between empty lines
    of_their_day: list[tuple[int, int]] = field(default_factory=list)

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence that holds `place`."""
        return _span_at(self.sentences, place)

    def block_at(self, place: int) -> tuple[int, int]:
        """Start and end of the paragraph that holds `place`."""
        return _span_at(self.blocks, place)

    def within(self, span: tuple[int, int], *kinds: str) -> list[Mark]:
        """Marks of these kinds that begin in `span`."""
        first = bisect.bisect_left(self.marks, span[0], key=lambda mark: mark.start)
        found = []
        for mark in self.marks[first:]:
            if mark.start >= span[1]:
                break
            if mark.kind in kinds:
                found.append(mark)
        return found

    def holding(self, place: int, *kinds: str) -> list[Mark]:
        """Marks of these kinds in whose words `place` is."""
        return [mark for kind in kinds for mark in self._by_kind.get(kind, ()) if mark.holds(place)]

    @cached_property
    def _by_kind(self) -> dict[str, list[Mark]]:
        found: dict[str, list[Mark]] = {}
        for mark in self.marks:
            found.setdefault(mark.kind, []).append(mark)
        return found

    @cached_property
    def cited_notes(self) -> set[str]:
        """Labels of the notes that cite a source."""
        return {
            note.target
            for note in self._by_kind.get("note-text", ())
            if self.within(self.block_at(note.start), "cite", "narrative")
        }

    def position(self, place: int) -> tuple[int, int]:
        """Line and column of `place`, from 1."""
        line = self.written.count("\n", 0, place) + 1
        return line, place - self.written.rfind("\n", 0, place)


def read(written: str) -> Prose:
    """The prose of the Markdown file whose text is `written`."""
    prose = Prose(written)
    head, prose.head_end = _head(written, prose.of_their_day)
    body = without_code(written[prose.head_end :])
    text = head + _without_list_marks(body)
    prose.text = _without_markup(text, prose.marks)
    prose.blocks = list(_blocks(prose.text, text))
    _mark_block_quotations(prose, text)
    for match in _QUOTATION.finditer(prose.text, prose.head_end):
        prose.marks.append(Mark("quotation", match.start(), match.end(), "", match.span()))
    for match in _EMPHASIS.finditer(prose.text, prose.head_end):
        if _is_title(match["title"]):
            prose.marks.append(Mark("title", match.start(), match.end(), "", match.span("title")))
    prose.marks.sort(key=lambda mark: (mark.start, mark.end))
    prose.sentences = [part for block in prose.blocks for part in _sentences(prose.text, *block)]
    return prose


def is_draft(written: str) -> bool:
    """Whether the front matter of the Markdown file says that it is not published yet."""
    _, end = _head(written, [])
    return bool(_DRAFT.search(written, 0, end))


def blank(text: str) -> str:
    """`text` with a space for every character but line ends."""
    return re.sub(r"[^\n]", " ", text)


def _span_at(spans: list[tuple[int, int]], place: int) -> tuple[int, int]:
    number = bisect.bisect_right(spans, place, key=lambda span: span[0]) - 1
    return spans[max(number, 0)] if spans else (0, 0)


def _head(written: str, of_their_day: list[tuple[int, int]]) -> tuple[str, int]:
    """Front matter with all but its prose blanked out, and where it ends."""
    lines = written.splitlines(keepends=True)
    is_yaml = bool(lines) and lines[0].rstrip() == "---"
    kept, name, place = [], "", 0
    for number, line in enumerate(lines):
        if is_yaml and number and line.rstrip() in ("---", "..."):
            return "".join([*kept, blank(line)]), place + len(line)
        if not is_yaml and not line.strip():
            break
        match = _HEAD_LINE.match(line.rstrip("\n"))
        if match:
            name = match["name"].lower()
            line_of_prose = " " * match.start("value") + line[match.start("value") :]
        else:
            line_of_prose = line
        if name in HEAD_FIELDS_OF_THEIR_DAY:
            of_their_day.append((place, place + len(line)))
        kept.append(line_of_prose if name in HEAD_FIELDS else blank(line))
        place += len(line)
    return "".join(kept), place


def _without_list_marks(text: str) -> str:
    """`text` without the numbers of lists and headings, and the signs of quotations."""

    def blanked(match: re.Match) -> str:
        return blank(match[0])

    text = re.sub(r"^[ \t]*(?:>[ \t]?)*[ \t]*\d{1,9}[.)](?=\s)", blanked, text, flags=re.M)
    return re.sub(r"^#+[ \t]+\d+(?:\.\d+)*\.?(?=[ \t])", blanked, text, flags=re.M)


def _without_markup(text: str, marks: list[Mark]) -> str:
    """`text` with markup blanked out and words left; what was found is added to `marks`."""
    parts, place = [], 0
    for match in _MARKUP.finditer(text):
        if match.start() < place:
            continue
        parts += [text[place : match.start()], _words_of(match, text, marks)]
        place = match.end()
    cleaned = "".join([*parts, text[place:]])
    # Emphasis with underscores would hide the edges of words.
    return re.sub(r"(?<![^\W_])_|_(?![^\W_])", " ", cleaned)


def _words_of(match: re.Match, text: str, marks: list[Mark]) -> str:
    """What is left of one piece of markup, in its own length."""
    start, end = match.span()
    kind = next(name for name in _KINDS if match[name] is not None)
    if kind == "own":
        if own.reason(match["own_attributes"]) is not None:
            marks.append(Mark("own", start, end, "", match.span("own_text")))
        return _only(match, "own_text")
    if kind == "link":
        return _words_of_link(match, marks)
    if kind == "note":
        is_text = match[0].endswith(":")
        marks.append(Mark("note-text" if is_text else "note", start, end, match["label"]))
    elif kind in ("cite", "narrative"):
        marks.append(Mark(kind, start, end, match[0], match.span()))
    return blank(match[0])


_KINDS = (
    "comment", "tag", "entity", "own", "note", "cite", "narrative", "link", "definition", "by_label",
    "attributes", "address",
)  # fmt: skip


def _words_of_link(match: re.Match, marks: list[Mark]) -> str:
    target = match["target"]
    kind, _, address = target.partition(":")
    if kind not in ("event", "value", "figure", "term", "person"):
        kind, address = "link", target
    marks.append(Mark(kind, match.start(), match.end(), address, match.span("text")))
    if kind == "value":
        return STAND_IN + blank(match[0][1:])
    if not match["text"].strip():
        return (" " if match[0].startswith("!") else STAND_IN) + blank(match[0][1:])
    # What stands in the text of a link may be markup itself.
    words = _without_markup(_only(match, "text"), [])
    return words


def _only(match: re.Match, group: str) -> str:
    """The match with everything but `group` blanked out."""
    start, end = (place - match.start() for place in match.span(group))
    return blank(match[0][:start]) + match[0][start:end] + blank(match[0][end:])


def _blocks(text: str, marked: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, items, headings, rows and front-matter lines: what holds sentences together."""
    start = place = 0
    for line, marked_line in zip(text.splitlines(keepends=True), marked.splitlines(keepends=True)):
        begins = not marked_line.strip() or _BEGINS.match(marked_line)
        if begins and place > start:
            yield start, place
            start = place
        place += len(line)
        if marked_line.startswith("#"):
            yield start, place
            start = place
    if place > start:
        yield start, place


_BEGINS = re.compile(
    r"^\s*(?:[-*+]\s|\d{1,9}[.)]\s|\[\^[^\]]+\]:|:\s|:::|\||#|(?:>\s*)+(?:\[!|$)|[A-Za-z_][\w-]*:\s)"
)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(start, match.start() - 5), match.start() + 1):
            continue
        yield first, match.end()
        first = match.end()
    if first < end:
        yield first, end


def _mark_block_quotations(prose: Prose, text: str) -> None:
    """Mark quotations set as blocks; a callout, which begins with [!…], is the author's own."""
    for match in re.finditer(
        r"(?:^[ ]{0,3}>[^\n]*(?:\n|\Z)(?:[^\s>][^\n]*(?:\n|\Z))*)+", text, re.M
    ):
        if match.start() < prose.head_end:
            continue
        if not re.match(r"[ ]{0,3}>\s*\[!", match[0]):
            prose.marks.append(Mark("block-quotation", *match.span(), "", match.span()))


def _is_title(words: str) -> bool:
    """Whether emphasised `words` look like the title of a work: most long words have capitals."""
    long_words = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    capitals = [word for word in long_words if word[0].isupper()]
    return len(words.split()) > 1 and len(capitals) * 3 >= len(long_words) * 2
