"""The fields of front matter: which there are, what each may hold, and its normal form."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from reading_room import days
from reading_room.problems import nearest

if TYPE_CHECKING:
    from reading_room.front_matter import Complain, Node

STATUSES = ("published", "draft", "hidden", "skip")
CONFIDENCES = ("high", "medium", "low")
_PARTS_OF_CLAIM = ("claim", "evidence", "confidence", "change")
_PARTS_OF_CORRECTION = ("date", "what", "why")
_ONLY_ESSAYS = ("claims", "corrections", "series", "part", "related", "checked")
# How alike two words are when one is taken for a slip of the other.
_SLIP = 0.82


def read(nodes: dict, complain: Complain, is_essay: bool, dated_by_name: bool) -> dict:
    """The fields of one file in their normal form, as plain data; mistakes go to `complain`.

    *Takes* nodes by lower-case name, as (name as written, value). *Returns* only what was given:
    title, subtitle, summary, abstract, slug, category, template, save_as, url, lang: text;
    date, modified: "2026-11-23" or "2026-11-23 10:14"; checked: the same without time; authors,
    tags, keywords, related: lists of text; status: one of `STATUSES`; series: {"name", "part"};
    claims: [{"claim", "evidence": [{"written", "line", "column"}], "confidence", "change",
    "line", "column"}]; corrections: [{"date", "what", "why", "line"}], newest first. What is
    none of these stands under "extra" as it was written.
    """
    reader = _Reader(complain)
    found: dict = {}
    for name, (key, value) in nodes.items():
        if name not in _READERS:
            _check_unknown(name, key, complain)
            found.setdefault("extra", {})[name] = value.plain()
        elif not is_essay and name in _ONLY_ESSAYS:
            complain(key.line, key.column, f"only essays have a field {key.value!r}")
        elif value.value:
            field, read_value = _READERS[name]
            got = read_value(reader, key, value)
            if got or field not in found:
                found[field] = got
    _join_series(nodes, found, complain)
    _check_required(nodes, found, complain, is_essay, dated_by_name)
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _check_unknown(name: str, key: Node, complain: Complain) -> None:
    """A field that is nearly one of ours is a slip; any other is the author's own note."""
    close = difflib.get_close_matches(name, _READERS, n=1, cutoff=_SLIP)
    if close:
        complain(
            key.line,
            key.column,
            f"unknown field {key.value!r}; did you mean {close[0]}? (fields of your own are "
            "kept, unless their name is so near to another)",
        )


def _join_series(nodes: dict, found: dict, complain: Complain) -> None:
    """One form for ``series: Name`` with ``part: 2``, and ``series: {name: …, part: 2}``."""
    part = found.pop("part", None)
    series = found.get("series")
    if not series:
        if part:
            key = nodes["part"][0]
            complain(key.line, key.column, "'part' says which part of a series, but of which?")
        return
    series["part"] = series["part"] or part or 0
    if not series["part"]:
        key = nodes["series"][0]
        complain(key.line, key.column, "which part of the series is this? Add 'part: 1'")


def _check_required(nodes, found, complain, is_essay, dated_by_name) -> None:
    if "title" not in nodes or not nodes["title"][1].value:
        complain(1, 1, "the front matter has no 'Title:' line")
    needs_date = is_essay and found.get("status") not in ("draft", "skip") and not dated_by_name
    if needs_date and ("date" not in nodes or not nodes["date"][1].value):
        complain(1, 1, "the front matter has no 'Date:' line")


class _Reader:
    """Reads one value each; what cannot be read is named and left out."""

    def __init__(self, complain: Complain):
        self.complain = complain

    def _wrong(self, node: Node, message: str) -> None:
        self.complain(node.line, node.column, message)

    def text(self, key: Node, node: Node) -> str:
        """Text on one line."""
        if not isinstance(node.value, str):
            self._wrong(node, f"{key.value}: must be text, not a {_kind(node)}")
            return ""
        return re.sub(r"\s+", " ", node.value).strip()

    def block(self, key: Node, node: Node) -> str:
        """Text that may have paragraphs."""
        if isinstance(node.value, str):
            return node.value.strip()
        return self.text(key, node)

    def slug(self, key: Node, node: Node) -> str:
        """The end of an address."""
        slug = self.text(key, node)
        if slug and not re.fullmatch(r"\w[\w.-]*(/\w[\w.-]*)*", slug):
            self._wrong(node, f"{key.value}: {slug!r} must be letters, digits and hyphens")
            return ""
        return slug

    def moment(self, key: Node, node: Node) -> str:
        """A day, with a time or without."""
        written = self.text(key, node)
        day = days.parse(written)
        if written and not day:
            self._wrong(node, f"{key.value}: {written!r} is not a date; write it as 2018-06-12")
        return day

    def day(self, key: Node, node: Node) -> str:
        """A day."""
        return self.moment(key, node)[:10]

    def status(self, key: Node, node: Node) -> str:
        """Where the file appears."""
        status = self.text(key, node).lower()
        if status not in STATUSES:
            self._wrong(
                node, f"{key.value}: {status!r} must be {', '.join(STATUSES[:2])} or hidden"
            )
            return "draft"
        return status

    def words(self, key: Node, node: Node) -> list[str]:
        """A list of words: a YAML list, or text with commas (or semicolons) between them."""
        if isinstance(node.value, str):
            parts = re.split(r"[;\n]" if ";" in node.value else r"[,\n]", node.value)
        elif isinstance(node.value, list):
            parts = [self.text(key, item) for item in node.value]
        else:
            self._wrong(node, f"{key.value}: must be a list, or text with commas")
            return []
        return list(dict.fromkeys(part for part in (part.strip() for part in parts) if part))

    def authors(self, key: Node, node: Node) -> list[str]:
        """Names: text, a list, or as in Pandoc a list of groups that each have a name."""
        if isinstance(node.value, dict):
            node = type(node)([node], node.line, node.column)
        if isinstance(node.value, str):
            return self.words(key, node)
        names = [self._name(key, item) for item in node.value]
        return list(dict.fromkeys(name for name in names if name))

    def _name(self, key: Node, node: Node) -> str:
        if not isinstance(node.value, dict):
            return self.text(key, node)
        parts = {name: value for name, (_, value) in node.value.items()}
        if "name" in parts and isinstance(parts["name"].value, dict):
            return self._name(key, parts["name"])
        chosen = [parts[part] for part in ("name", "literal") if part in parts][:1]
        chosen = chosen or [parts[part] for part in ("given", "family") if part in parts]
        if not chosen:
            self._wrong(node, f"{key.value}: this author has no 'name:'")
        return " ".join(self.text(key, part) for part in chosen)

    def number(self, key: Node, node: Node) -> int:
        """A count from 1."""
        written = self.text(key, node)
        if not re.fullmatch(r"[1-9]\d{0,2}", written):
            self._wrong(node, f"{key.value}: {written!r} must be a number from 1")
            return 0
        return int(written)

    def series(self, key: Node, node: Node) -> dict | None:
        """A series' name, and the part if it is said here."""
        if isinstance(node.value, str):
            return {"name": self.text(key, node), "part": 0}
        parts = self._parts(key, node, ("name", "part"), ("name",))
        if not parts:
            return None
        part = self.number(*parts["part"]) if "part" in parts else 0
        return {"name": self.text(*parts["name"]), "part": part}

    def claims(self, key: Node, node: Node) -> list[dict]:
        """The essay's claims, each with its evidence."""
        found = []
        for number, item in enumerate(self._items(key, node, "- claim: …"), start=1):
            parts = self._parts(
                type(key)(f"claim {number}", item.line, item.column),
                item,
                _PARTS_OF_CLAIM,
                _PARTS_OF_CLAIM,
            )
            if parts:
                found.append(self._claim(number, item, parts))
        return found

    def _claim(self, number: int, item: Node, parts: dict) -> dict:
        name, node = parts["confidence"]
        confidence = self.text(name, node).lower()
        if confidence not in CONFIDENCES:
            hint = nearest(confidence, CONFIDENCES)
            self._wrong(
                node, f"claim {number}: confidence is high, medium or low, not {confidence!r}{hint}"
            )
            confidence = "low"
        return {
            "claim": self.text(*parts["claim"]),
            "evidence": self._evidence(number, parts["evidence"][1]),
            "confidence": confidence,
            "change": self.text(*parts["change"]),
            "line": item.line,
            "column": item.column,
        }

    def _evidence(self, number: int, node: Node) -> list[dict]:
        """Ids: one, or a list; ``event: id`` with a space is as good as ``event:id``."""
        found = []
        for item in node.value if isinstance(node.value, list) else [node]:
            written = item.value
            if isinstance(written, dict) and len(written) == 1:
                ((kind, value),) = ((k, v.value) for k, (_, v) in written.items())
                written = f"{kind}:{value}" if isinstance(value, str) else None
            if not isinstance(written, str) or not written:
                self._wrong(item, f"claim {number}: evidence is a list of ids, as in - event:…")
                continue
            found.append({"written": written, "line": item.line, "column": item.column})
        return found

    def corrections(self, key: Node, node: Node) -> list[dict]:
        """What was corrected, newest first."""
        found = []
        for item in self._items(key, node, "- date: 2026-11-25"):
            name = type(key)("a correction", item.line, item.column)
            parts = self._parts(name, item, _PARTS_OF_CORRECTION, _PARTS_OF_CORRECTION)
            if not parts:
                continue
            day = self.day(*parts["date"])
            if day:
                said = {part: self.text(*parts[part]) for part in ("what", "why")}
                found.append({"date": day, **said, "line": item.line})
        return sorted(found, key=lambda row: row["date"], reverse=True)

    def _items(self, key: Node, node: Node, example: str) -> list[Node]:
        if isinstance(node.value, list):
            return node.value
        self._wrong(node, f"{key.value}: must be a list in YAML between --- lines: {example}")
        return []

    def _parts(self, name: Node, node: Node, allowed, required) -> dict | None:
        """The parts of one group by name; None when it lacks one that it needs."""
        if not isinstance(node.value, dict):
            self._wrong(node, f"{name.value} must have the parts {', '.join(allowed)}")
            return None
        for part, (key, _) in node.value.items():
            if part not in allowed:
                hint = nearest(part, allowed)
                self._wrong(key, f"{name.value} has no part {key.value!r}{hint}")
        missing = [p for p in required if p not in node.value or not node.value[p][1].value]
        for part in missing:
            self._wrong(node, f"{name.value} lacks its {part!r}{_MEANING.get(part, '')}")
        return None if missing else node.value


_MEANING = {
    "evidence": ": ids of what it rests on, as in [event:…, value:…]",
    "confidence": ": high, medium or low",
    "change": ": what would change it",
    "why": ": the reason for the correction",
}


def _kind(node: Node) -> str:
    return "list" if isinstance(node.value, list) else "group of fields"


# What each field is called in the normal form, and what reads it.
_READERS = {
    "title": ("title", _Reader.text),
    "subtitle": ("subtitle", _Reader.text),
    "summary": ("summary", _Reader.block),
    "description": ("summary", _Reader.block),
    "abstract": ("abstract", _Reader.block),
    "slug": ("slug", _Reader.slug),
    "date": ("date", _Reader.moment),
    "modified": ("modified", _Reader.moment),
    "checked": ("checked", _Reader.day),
    "author": ("authors", _Reader.authors),
    "authors": ("authors", _Reader.authors),
    "tags": ("tags", _Reader.words),
    "keywords": ("keywords", _Reader.words),
    "related": ("related", _Reader.words),
    "status": ("status", _Reader.status),
    "series": ("series", _Reader.series),
    "part": ("part", _Reader.number),
    "claims": ("claims", _Reader.claims),
    "corrections": ("corrections", _Reader.corrections),
    "category": ("category", _Reader.text),
    "template": ("template", _Reader.text),
    "save_as": ("save_as", _Reader.text),
    "url": ("url", _Reader.text),
    "lang": ("lang", _Reader.text),
}
