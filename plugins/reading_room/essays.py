"""Reading an essay: front matter checked by line, Markdown converted, every reference resolved."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from markdown import Markdown
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open

from reading_room import references
from reading_room.problems import locate, nearest

# What front matter may say; the first three are required of essays.
REQUIRED = ("title", "date", "summary")
ALLOWED = (
    *REQUIRED,
    "slug",
    "modified",
    "authors",
    "author",
    "category",
    "tags",
    "status",
    "template",
    "save_as",
    "url",
    "lang",
    "subtitle",
    "menu",
    "keywords",
)
_FIELD = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*)$")
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
        is_essay = source.is_relative_to(Path(self.settings["PATH"]) / "essays")
        for line, message in front_matter_problems(text, is_essay):
            build.problems.add(shown, line, 1, message)
        self._check_internal_links(text, source, shown, build)
        settings = self.settings["MARKDOWN"]
        extension = references.References(build.library, text, shown, build.problems)
        self._source_path = source_path
        self._md = Markdown(
            extensions=[*settings["extensions"], extension],
            extension_configs=settings["extension_configs"],
            output_format=settings.get("output_format", "html"),
        )
        content = self._md.convert(text)
        toc = getattr(self._md, "toc_tokens", [])
        metadata = self._parse_metadata(_usable(dict(self._md.Meta), is_essay))
        # Pelican writes a draft only if it has a category.
        category = self.settings["DEFAULT_CATEGORY"]
        metadata.setdefault("category", self.process_metadata("category", category))
        words = len(re.findall(r"\w+", re.sub(r"\([^()\s]*:[^()]*\)", " ", text)))
        metadata |= {
            "references": extension.uses,
            "works_cited": extension.cited,
            "short_forms": extension.short_forms,
            "contents": toc,
            "reading_minutes": max(1, round(words / _WORDS_PER_MINUTE)),
        }
        return content, metadata

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


def front_matter_problems(text: str, is_essay: bool) -> list[tuple[int, str]]:
    """(line, what is wrong) for each mistake in the front matter of `text`."""
    problems = []
    seen: dict[str, str] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            break
        match = _FIELD.match(line)
        if not match:
            if number > 1 and line.startswith("    "):
                continue  # a field that goes on, as Markdown's metadata allows
            problems.append(
                (number, "front matter must be lines like 'Title: …', then one empty line")
            )
            break
        name, value = match[1].lower(), match[2].strip()
        if name not in ALLOWED:
            problems.append((number, f"unknown field {match[1]!r}{nearest(name, ALLOWED)}"))
        if name in seen:
            problems.append((number, f"the field {match[1]!r} appears twice"))
        seen[name] = value
        if name in ("date", "modified") and not _is_day(value):
            problems.append(
                (number, f"{match[1]}: {value!r} is not a date; write it as 2018-06-12")
            )
        if name == "status" and value not in ("published", "draft", "hidden"):
            problems.append((number, f"{match[1]}: {value!r} must be published, draft or hidden"))
    for name in REQUIRED if is_essay else ("title",):
        if not seen.get(name):
            problems.append((1, f"the front matter has no '{name.capitalize()}:' line"))
    return problems


def _is_day(value: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)) and bool(
            datetime.date.fromisoformat(value)
        )
    except ValueError:
        return False


def _usable(meta: dict[str, list[str]], is_essay: bool) -> dict[str, list[str]]:
    """`meta` with stand-ins for what was reported as wrong, so that all files are still read."""
    for name in ("date", "modified"):
        if name in meta and not _is_day(meta[name][0].strip()):
            meta[name] = ["2000-01-01"]
    if is_essay:
        meta.setdefault("date", ["2000-01-01"])
        meta.setdefault("title", ["Untitled"])
    if meta.get("status", ["published"])[0] not in ("published", "draft", "hidden"):
        meta["status"] = ["draft"]
    return {name: values for name, values in meta.items() if name in ALLOWED}
