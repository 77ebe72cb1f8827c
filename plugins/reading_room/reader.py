"""Reading an essay: front matter checked by line, Markdown converted, every reference resolved."""

from __future__ import annotations

import html
import re
from pathlib import Path

from lxml import html as lxml_html
from markdown import Markdown
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open

from reading_room import claims, days, front_matter, new_essay
from reading_room.markup import pandoc, typography
from reading_room.markup.claim_links import ClaimLinks
from reading_room.markup.conversion import Conversion, Converter
from reading_room.markup.manuscript import without_code
from reading_room.memory import fingerprint
from reading_room.problems import nearest
from reading_room.prose import passages

# Pelican's links, in braces or in the older bars.
_INTERNAL = re.compile(r"[{|](?P<what>filename|static|attach)[}|](?P<path>[^\s)\"'#?>]+)")
_WORDS_PER_MINUTE = 230
# A summary that the author did not write is as much of the first paragraph as a list can show.
_SUMMARY_LENGTH = 280
# Fields that Pelican gives a form of its own (dates, authors, tags, and so on).
_PELICANS = ("date", "modified", "authors", "tags", "category", "status", "slug")
_AS_WRITTEN = ("template", "save_as", "url", "keywords", "related", "series", "extra")


class EssayReader(MarkdownReader):
    """Pelican's Markdown reader, with this site's references and with mistakes named by line."""

    def __init__(self, settings):
        super().__init__(settings)
        self._titles = _title_converter()

    def read(self, source_path):
        """Content and metadata of one Markdown file; mistakes go to the build's problems.

        What was read from the same text, referring to the same things, is not read again.
        """
        build = self.settings["READING_ROOM"]
        source = Path(source_path)
        shown = build.shown(source)
        with pelican_open(source_path) as text:
            pass
        house = build.lock.house.fingerprint
        key = fingerprint(text, build.code, str(self.settings["MARKDOWN"]), house)
        kept = build.memory.reading(shown, key)
        if kept and all(
            self._state_of(kind, name, build) == state for kind, name, state in kept["uses"]
        ):
            return kept["content"], self._processed(kept["fields"]) | kept["facts"]
        build.press.progress.step("Markdown files read")
        before = len(build.problems.everything)
        content, fields, facts = self._read(source, text, shown, build)
        if len(build.problems.everything) == before:
            uses = [
                (kind, name, self._state_of(kind, name, build))
                for kind, name in facts["references"]
            ]
            result = {"content": content, "fields": fields, "facts": facts, "uses": uses}
            build.memory.remember_reading(shown, key, result)
        return content, self._processed(fields) | facts

    def _processed(self, fields: dict) -> dict:
        """Fields that Pelican gives a form of its own: dates, authors, tags and so on."""
        return {name: self.process_metadata(name, value) for name, value in fields.items()}

    def _state_of(self, kind: str, name: str, build) -> str:
        """What the HTML of a file that uses something depends on."""
        if kind == "image":
            path = Path(self.settings["PATH"]) / name
            return fingerprint(path.read_bytes().hex()) if path.is_file() else ""
        # Titles of other files are filled in when all have been read, and count as "".
        return build.library.fingerprint_of(kind, name)

    def _read(self, source: Path, text: str, shown: str, build) -> tuple[str, dict, dict]:
        """HTML, Pelican's fields, and what else is known of one file; all of it plain data."""
        is_essay = source.is_relative_to(Path(self.settings["PATH"]) / "essays")
        # Pelican has a day for a file whose name begins with one, and for all with DEFAULT_DATE.
        dated_by_name = bool(re.match(r"\d{4}-\d{2}-\d{2}", source.name))
        dated_by_name |= bool(self.settings.get("DEFAULT_DATE"))
        matter = front_matter.read(text, shown, is_essay, build.problems, dated_by_name)
        self._check_internal_links(text, source, shown, build)
        if is_essay and not passages.is_draft(text):
            for finding in build.lock.unbound(text):
                build.problems.note(shown, finding.line, finding.column, finding.message)
        new_essay.refuse_leftovers(matter, shown, build.problems)
        converter = Converter(
            build.library, build.problems, self.settings["MARKDOWN"], Path(self.settings["PATH"])
        )
        place = source.relative_to(self.settings["PATH"]).with_suffix("")
        conversion = converter.open(text, shown, "-".join(place.parts[1:]), matter.head)
        _open_claims(conversion, matter.fields.get("claims", []))
        facts = self._facts(matter, conversion)
        pandoc.cite_unmentioned(matter.head, conversion.references)
        converted = conversion.body()
        facts.setdefault("summary", _first_paragraph(converted.html))
        words = len(re.findall(r"\w+", re.sub(r"\([^()\s]*:[^()]*\)", " ", matter.body)))
        facts |= converted.facts | {"reading_minutes": max(1, round(words / _WORDS_PER_MINUTE))}
        needs_date = is_essay and not dated_by_name
        return converted.html, self._pelicans(matter.fields, needs_date), facts

    def _pelicans(self, fields: dict, needs_date: bool) -> dict:
        found = {name: fields[name] for name in _PELICANS if name in fields}
        # A stand-in for a day that was reported as missing or wrong, so that all files are read.
        if needs_date and fields.get("status") not in ("draft", "skip"):
            found.setdefault("date", "2000-01-01")
        # Pelican writes a draft only if it has a category.
        found.setdefault("category", self.settings["DEFAULT_CATEGORY"])
        return found

    def _facts(self, matter, conversion: Conversion) -> dict:
        """What the front matter says, in the forms that the templates expect."""
        fields = matter.fields
        facts = {name: fields[name] for name in _AS_WRITTEN if name in fields}
        facts["places"] = matter.places
        facts["title"] = self._title(fields.get("title", "Untitled"))
        if "subtitle" in fields:
            facts["subtitle"] = self._title(fields["subtitle"])
        if "lang" in fields:
            facts |= _language(fields["lang"], self.settings["DEFAULT_LANG"])
        summary = fields.get("summary") or fields.get("abstract")
        if summary:
            facts["summary"] = conversion.line(summary)
        if "checked" in fields:
            facts["checked"] = {"iso": fields["checked"], "words": days.words(fields["checked"])}

        def render(line: str) -> str:
            return _without_paragraph(conversion.line(line))

        references = conversion.references
        facts["corrections"] = _corrections(fields.get("corrections", []), render)
        facts["claims"] = claims.resolved(
            fields.get("claims", []),
            references.library,
            conversion.file,
            references.manuscript.problems,
            render,
            references.use,
        )
        return facts

    def _title(self, line: str) -> str:
        return _without_paragraph(self._titles.reset().convert(line))

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


def _open_claims(conversion: Conversion, made: list[dict]) -> None:
    """Let the text refer to the claims of its front matter."""
    conversion.references.ids_around |= {f"claim-{n}" for n in range(1, len(made) + 1)}
    conversion.markdown.registerExtensions([ClaimLinks(made, conversion.references)], {})


def _title_converter() -> Markdown:
    """What turns a title into HTML: emphasis and typographic marks, nothing else of Markdown."""
    md = Markdown()
    typography.register(md)
    blocks = ("code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "indent")
    for name in (*blocks, "reference"):
        md.parser.blockprocessors.deregister(name)
    md.preprocessors.deregister("html_block")
    for name in ("html", "reference", "link", "image_link", "image_reference", "short_reference"):
        md.inlinePatterns.deregister(name)
    return md


def _without_paragraph(markup: str) -> str:
    return re.sub(r"^<p>|</p>$", "", markup)


def _language(written: str, default: str) -> dict:
    """Pelican's language, for which en-GB is the site's own "en"; and the page's, as written."""
    lang = written.lower()
    mine = lang == default or lang.startswith(f"{default}-")
    return {"lang": default if mine else lang, "language": written}


def _corrections(rows: list[dict], render) -> list[dict]:
    """Corrections as templates show them, each with an anchor of its own."""
    found = []
    for row in rows:
        before = sum(other["date"] == row["date"] for other in found)
        found.append(
            {
                "id": f"correction-{row['date']}" + (f"-{before + 1}" if before else ""),
                "date": row["date"],
                "date_words": days.words(row["date"]),
                "what": render(row["what"]),
                "why": render(row["why"]),
            }
        )
    return found


def _first_paragraph(content: str) -> str:
    """The first paragraph of `content` as a summary, without links and marks of notes."""
    if not content.strip():
        return ""
    root = lxml_html.fragment_fromstring(content, create_parent="div")
    for mark in root.xpath(".//sup"):
        mark.drop_tree()
    texts = (re.sub(r"\s+", " ", p.text_content()).strip() for p in root.xpath("./p"))
    text = next((text for text in texts if text), "")
    if len(text) > _SUMMARY_LENGTH:
        start = text[:_SUMMARY_LENGTH]
        end = max(start.rfind(mark) for mark in (". ", "? ", "! "))
        text = start[: end + 1] if end > 80 else start[: start.rfind(" ")] + " …"
    return f"<p>{html.escape(text)}</p>" if text else ""
