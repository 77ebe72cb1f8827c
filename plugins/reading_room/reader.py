"""Reading an essay: front matter checked by line, Markdown converted, every reference resolved."""

from __future__ import annotations

import re
from pathlib import Path

from markdown import Markdown
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open

from reading_room import front_matter
from reading_room.markup import references
from reading_room.memory import fingerprint
from reading_room.problems import locate, nearest

_INTERNAL = re.compile(r"\{(?P<what>filename|static|attach)\}(?P<path>[^\s)\"'#?>]+)")
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
            build.library.fingerprint_of(kind, name) == state for kind, name, state in kept["uses"]
        ):
            return kept["content"], self._metadata(kept["fields"]) | kept["facts"]
        build.press.progress.step("Markdown files read")
        before = len(build.problems.found)
        content, fields, facts = self._read(source, text, shown, build)
        if len(build.problems.found) == before:
            uses = [
                (kind, name, build.library.fingerprint_of(kind, name))
                for kind, name in facts["references"]
            ]
            result = {"content": content, "fields": fields, "facts": facts, "uses": uses}
            build.memory.remember_reading(shown, key, result)
        return content, self._metadata(fields) | facts

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
        settings = self.settings["MARKDOWN"]
        extension = references.References(build.library, text, shown, build.problems)
        self._source_path = str(source)
        self._md = Markdown(
            extensions=[*settings["extensions"], extension],
            extension_configs=settings["extension_configs"],
            output_format=settings.get("output_format", "html"),
        )
        content = self._md.convert(text)
        toc = getattr(self._md, "toc_tokens", [])
        fields = front_matter.usable(dict(self._md.Meta), is_essay)
        if "summary" in fields:
            self._md.reset()
            fields["summary"] = [self._md.convert("\n".join(fields["summary"]))]
        words = len(re.findall(r"\w+", re.sub(r"\([^()\s]*:[^()]*\)", " ", text)))
        facts = {
            "references": extension.uses,
            "works_cited": extension.cited,
            "short_forms": extension.short_forms,
            "contents": toc,
            "reading_minutes": max(1, round(words / _WORDS_PER_MINUTE)),
        }
        return content, fields, facts

    def _check_internal_links(self, text, source, shown, build) -> None:
        root = Path(self.settings["PATH"])
        for match in _INTERNAL.finditer(references.without_code(text)):
            path = match["path"]
            target = root / path[1:] if path.startswith("/") else source.parent / path
            # Generated pages are linked by their address, as in {filename}/events/<id>.
            if target.exists() or path.lstrip("/") in build.addresses:
                continue
            line, column = locate(text, match[0])
            known = [str(p.relative_to(root)) for p in sorted(root.rglob("*")) if p.is_file()]
            hint = nearest(path.lstrip("/"), known)
            build.problems.add(
                shown, line, column, f"the link {match[0]} leads to no file of the site{hint}"
            )
