"""What a file says about itself, above its text: lines ``Key: value``, or YAML between ``---``.

Both forms give the same structure. Pelican's form holds text only; claims, corrections and other
lists need YAML. Every value remembers where it stands, so that a mistake is named with line and
column. YAML is only ever composed into nodes, never into objects: each scalar is text as written,
so ``no`` stays "no" and ``2026-11-23`` stays "2026-11-23".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from reading_room import fields
from reading_room.problems import Problems

_KEY_LINE = re.compile(r"^ {0,3}([A-Za-z_][\w-]*):[ \t]*(.*)$")
_MORE = re.compile(r"^(?: {4,}|\t)(.*)$")
_SHAPE = "front matter must be lines like 'Title: …', then one empty line"

Complain = Callable[[int, int, str], None]  # line, column, what is wrong


@dataclass(frozen=True)
class Node:
    """One value and where it stands: text, a list of nodes, or (name, value) pairs by name."""

    value: str | list[Node] | dict[str, tuple[Node, Node]]
    line: int
    column: int

    def plain(self) -> str | list | dict:
        """The same without its places."""
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        if isinstance(self.value, dict):
            return {name: value.plain() for name, (_, value) in self.value.items()}
        return self.value


@dataclass(frozen=True)
class FrontMatter:
    """What one file says about itself. Everything here is plain data.

    `fields` holds the known fields in their normal form (see `fields.read`) and what else the
    author noted under "extra". `places` gives line and column of each field. `head` is the front
    matter as written; `body` is the rest, with an empty line for each line of the head, so that
    lines keep their numbers.
    """

    fields: dict
    places: dict[str, list[int]] = field(default_factory=dict)
    head: str = ""
    body: str = ""


def read(
    text: str, shown: str, is_essay: bool, problems: Problems, dated_by_name: bool = False
) -> FrontMatter:
    """The front matter of the file `text`, whose mistakes are added to `problems` under `shown`.

    Essays need a date, unless they are drafts or `dated_by_name` (2026-11-23-title.md).
    """

    def complain(line: int, column: int, message: str) -> None:
        problems.add(shown, line, column, message)

    lines = text.splitlines(keepends=True)
    if lines and lines[0].rstrip() == "---":
        nodes, count = _read_yaml(lines, complain)
    else:
        nodes, count = _read_lines(lines, complain)
    if nodes is None:
        # Nothing can be said of the fields; a draft troubles no other essay.
        found: dict = {"status": "draft"}
    else:
        found = fields.read(nodes, complain, is_essay, dated_by_name)
    return FrontMatter(
        fields=found,
        places={name: [key.line, key.column] for name, (key, _) in (nodes or {}).items()},
        head="".join(lines[:count]),
        body="\n" * count + "".join(lines[count:]),
    )


def _read_lines(lines: list[str], complain: Complain) -> tuple[dict | None, int]:
    """Pelican's form: nodes by name (None when unreadable), and how many lines it takes."""
    nodes: dict[str, tuple[Node, Node]] = {}
    last = ""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            return nodes, number
        if (more := _MORE.match(line.rstrip("\n"))) and last:
            key, before = nodes[last]
            joined = f"{before.value}\n{more[1].strip()}".strip()
            nodes[last] = key, Node(joined, before.line, before.column)
            continue
        match = _KEY_LINE.match(line.rstrip("\n"))
        if not match:
            complain(number, 1, _SHAPE)
            return None, number - 1
        name = match[1].lower()
        key = Node(match[1], number, match.start(1) + 1)
        if name in nodes:
            complain(number, key.column, f"the field {match[1]!r} appears twice")
        last = name
        nodes[name] = key, Node(match[2].strip(), number, match.start(2) + 1)
    return nodes, len(lines)


def _read_yaml(lines: list[str], complain: Complain) -> tuple[dict | None, int]:
    """YAML between the first line and the next ``---`` or ``...``, likewise."""
    ends = (n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "..."))
    end = next(ends, None)
    if end is None:
        complain(1, 1, "the front matter begins with '---', but no later line '---' ends it")
        return None, len(lines)
    block = "".join(lines[1:end])
    try:
        tree = yaml.compose(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        complain(mark.line + 2, mark.column + 1, _yaml_fault(error))
        return None, end + 1
    except yaml.reader.ReaderError as error:
        line = block.count("\n", 0, error.position) + 2
        complain(line, 1, f"the front matter has a character that YAML forbids: {error.reason}")
        return None, end + 1
    except RecursionError:
        complain(2, 1, "the front matter is nested too deeply")
        return None, end + 1
    if tree is None:
        return {}, end + 1
    if not isinstance(tree, yaml.MappingNode):
        complain(2, 1, "front matter must be lines like 'title: …'")
        return None, end + 1
    nodes = _Composer(complain).node(tree).value
    return nodes, end + 1


# What YAML's parser says, and what an author can do about it.
_YAML_FAULTS = (
    (
        "mapping values are not allowed",
        "a colon with a space after it inside a value: put the value between quotes, "
        'as in title: "A meeting: its promise"',
    ),
    (
        "character '@'",
        "a value that begins with @ must stand between quotes ('@holmes-2018'), or be written "
        "source:holmes-2018",
    ),
    ("character '\\t'", "a tab; indent with spaces"),
    ("that cannot start any token", "a value that begins like this must stand between quotes"),
    ("undefined alias", "a value that begins with * must stand between quotes"),
    ("scanning an alias", "a value that begins with * must stand between quotes"),
    ("scanning an anchor", "a value that begins with & must stand between quotes"),
    ("unexpected end of stream", "a quotation mark is opened and not closed"),
    ("expected ',' or ']'", "a list [ … ] is not closed, or lacks a comma"),
    ("expected ',' or '}'", "a { … } is not closed, or lacks a comma"),
    (
        "could not find expected ':'",
        "a line that is neither 'name: value' nor an item of a list; is a colon missing?",
    ),
    (
        "expected <block end>",
        "this line does not fit those above it: check that lines of one list or group begin in "
        "one column, and that a value with quotation marks stands between quotes as a whole",
    ),
)


def _yaml_fault(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    for sign, advice in _YAML_FAULTS:
        if sign in said:
            return f"the front matter cannot be read here: {advice}"
    return f"the front matter is not YAML: {error.problem}"


class _Composer:
    """Turns YAML's nodes into ours, and names what is doubtful in them."""

    def __init__(self, complain: Complain):
        self.complain = complain
        self.seen: set[int] = set()

    def node(self, tree: yaml.Node) -> Node:
        """The node for `tree` and all below it."""
        line, column = tree.start_mark.line + 2, tree.start_mark.column + 1
        if id(tree) in self.seen:
            self.complain(line, column, "a value that begins with & or * must stand between quotes")
            return Node("", line, column)
        self.seen.add(id(tree))
        if not tree.tag.startswith("tag:yaml.org,2002:"):
            self.complain(line, column, "a value that begins with ! must stand between quotes")
        if isinstance(tree, yaml.SequenceNode):
            return Node([self.node(item) for item in tree.value], line, column)
        if isinstance(tree, yaml.MappingNode):
            return Node(self._pairs(tree), line, column)
        return Node(tree.value.strip(), line, column)

    def _pairs(self, tree: yaml.MappingNode) -> dict[str, tuple[Node, Node]]:
        pairs: dict[str, tuple[Node, Node]] = {}
        for left, right in tree.value:
            key = self.node(left)
            if not isinstance(key.value, str):
                self.complain(key.line, key.column, "the name of a field must be one word")
                continue
            name = key.value.lower()
            if name in pairs:
                self.complain(key.line, key.column, f"the field {key.value!r} appears twice")
            pairs[name] = key, self.node(right)
        return pairs
