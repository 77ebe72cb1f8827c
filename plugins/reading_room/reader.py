"""Reading an essay: front matter checked by line, Markdown converted, every reference resolved."""

from __future__ import annotations

import html
import re
from pathlib import Path

from pelican.readers import MarkdownReader
from pelican.utils import pelican_open

from reading_room import front_matter
from reading_room.markup.conversion import Converter
from reading_room.markup.manuscript import without_code
from reading_room.markup.typography import typeset
from reading_room.memory import fingerprint
from reading_room.problems import locate, nearest

_INTERNAL = re.compile(r"\{(?P<what>filename|static|attach)\}(?P<path>[^\s)\"'#?>]+)")
_SUMMARY = re.compile(
    r"^summary:[ \t]*(?P<words>.*(?:\n[ ]{4,}\S.*)*)", re.IGNORECASE | re.MULTILINE
)
# A title is plain text: it also stands in lists, feeds and the names of windows.
_MARKUP = re.compile(r"(?<![\w*])\*{1,2}[^\s*][^*]*\*|`[^`]+`|\]\(|\[[@^]|<[a-zA-Z/!]")
_WORDS_PER_MINUTE = 230


class EssayReader(MarkdownReader):
    """Pelican's Markdown reader, with this site's references and with mistakes named by line."""

    def read(self, source_path):
        """Content and metadata of one Markdown file; mistakes go to the build's problems."""
        build = self.settings["READING_ROOM"]
        source = Path(source_path)
        shown = build.shown(source)
        with pelican_open(source_path) as text:
            pass
        key = fingerprint(text, build.code, str(self.settings["MARKDOWN"]))
        kept = build.memory.reading(shown, key)
        if kept and all(
            self._state_of(kind, name, build) == state for kind, name, state in kept["uses"]
        ):
            return kept["content"], self._metadata(kept["fields"]) | kept["facts"]
        build.press.progress.step("Markdown files read")
        before = len(build.problems.found)
        content, fields, facts = self._read(source, text, shown, build)
        if len(build.problems.found) == before:
            uses = [
                (kind, name, self._state_of(kind, name, build))
                for kind, name in facts["references"]
            ]
            result = {"content": content, "fields": fields, "facts": facts, "uses": uses}
            build.memory.remember_reading(shown, key, result)
        return content, self._metadata(fields) | facts

    def _state_of(self, kind: str, name: str, build) -> str:
        """What the HTML of a file that uses something depends on."""
        if kind == "image":
            path = Path(self.settings["PATH"]) / name
            return fingerprint(path.read_bytes().hex()) if path.is_file() else ""
        # Titles of other files are filled in when all have been read.
        return "" if kind in ("essay", "page") else build.library.fingerprint_of(kind, name)

    def _metadata(self, fields: dict) -> dict:
        """Front matter as Pelican wants it."""
        metadata = {
            name: self.process_metadata(name, values[0] if len(values) == 1 else values)
            for name, values in fields.items()
        }
        # Pelican writes a draft only if it has a category.
        category = self.settings["DEFAULT_CATEGORY"]
        metadata.setdefault("category", self.process_metadata("category", category))
        return metadata

    def _read(self, source: Path, text: str, shown: str, build) -> tuple[str, dict, dict]:
        """HTML, front matter, and what else is known of one file; all plain data."""
        is_essay = source.is_relative_to(Path(self.settings["PATH"]) / "essays")
        for line, message in front_matter.problems_in(text, is_essay):
            build.problems.add(shown, line, 1, message)
        self._check_internal_links(text, source, shown, build)
        converter = Converter(
            build.library, build.problems, self.settings["MARKDOWN"], Path(self.settings["PATH"])
        )
        name = source.relative_to(self.settings["PATH"]).with_suffix("")
        converted = converter.convert(text, shown, "-".join(name.parts[1:]))
        fields = front_matter.usable(converted.fields, is_essay)
        for field in {"title", "subtitle"} & fields.keys():
            fields[field] = [self._title(text, shown, build, value) for value in fields[field]]
        if "summary" in fields:
            fields["summary"] = [self._summary(text, shown, converter, converted.facts)]
        words = len(re.findall(r"\w+", re.sub(r"\([^()\s]*:[^()]*\)", " ", text)))
        facts = converted.facts | {
            "reading_minutes": max(1, round(words / _WORDS_PER_MINUTE)),
        }
        return converted.html, fields, facts

    def _title(self, text: str, shown: str, build, title: str) -> str:
        """A title or subtitle as HTML: set like the essay's text, without any element."""
        if _MARKUP.search(title):
            line, column = locate(text, title)
            build.problems.add(
                shown, line, column, f"a title is plain text, without markup: {title}"
            )
        return html.escape(typeset(title), quote=False)

    def _summary(self, text: str, shown: str, converter: Converter, facts: dict) -> str:
        """The summary as HTML; what it uses is added to `facts`."""
        part = _SUMMARY.search(text).span("words")
        summary = converter.convert(text, shown, "summary", part)
        for reference in summary.facts["crossrefs"]:
            converter.problems.add(
                shown,
                reference["line"],
                reference["column"],
                f"a summary cannot refer to another file: {reference['written']}",
            )
        facts["references"] += [
            use for use in summary.facts["references"] if use not in facts["references"]
        ]
        return summary.html

    def _check_internal_links(self, text, source, shown, build) -> None:
        root = Path(self.settings["PATH"])
        for match in _INTERNAL.finditer(without_code(text)):
            path = match["path"]
            target = root / path[1:] if path.startswith("/") else source.parent / path
            # Generated pages are linked by their address, as in {filename}/events/<id>.
            if target.exists() or path.lstrip("/") in build.addresses:
                continue
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            known = [str(p.relative_to(root)) for p in sorted(root.rglob("*")) if p.is_file()]
            hint = nearest(path.lstrip("/"), known)
            build.problems.add(
                shown, line, column, f"the link {match[0]} leads to no file of the site{hint}"
            )
