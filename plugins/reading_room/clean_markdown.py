"""A clean Markdown copy of every essay and page, beside it: ``essays/<slug>/<slug>.md``.

It is Pandoc's Markdown and reads well without the site: values are written out, references are
ordinary links, figures are images with their words, the works cited are spelled out at the end.
The file is named after its essay, and not ``index.md``, so that a saved copy says what it is.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from reading_room import kept
from reading_room.markup import own, pandoc
from reading_room.markup.references import KINDS, without_code
from reading_room.memory import digest, fingerprint

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Written beside each page that cites, with the other files for reference managers.
WORKS = "works-cited.json"
_ADDRESS = rf"(?P<kind>{'|'.join(KINDS)}):(?P<id>[^\s?#)>]*)(?:\?(?P<query>[^\s#)>]*))?(?:#(?P<part>[^\s)>]*))?"
# The end of a link or image to a thing of the record, with the attributes that may follow it.
_LINK_END = re.compile(
    rf"\]\(\s*<?{_ADDRESS}>?(?:\s+[\"'][^\"')]*[\"'])?\s*\)(?P<attributes>[ ]?\{{[^{{}}\n]*\}})?"
)
_DEFINITION = re.compile(rf"^(?P<label> {{0,3}}\[[^\]\n]+\]:\s*)<?{_ADDRESS}>?", re.MULTILINE)
_SITE_LINK = re.compile(
    r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)"
    r"(?P<address>[{|](?:filename|static|attach|author|category|tag|index)[}|][^\s)>]*)",
    re.MULTILINE,
)
# Links within the file and to other essays and pages.
_OWN_LINK = re.compile(
    r"(?<!!)\[(?P<said>[^\[\]]*)\]\((?P<address>(?:essay|page):[^\s)]+|#[^\s)]+)\)"
)
_FIELD = re.compile(r"^[A-Za-z_][\w -]*:")


def beside(url: str, suffix: str) -> str:
    """The address of a file that belongs to the page `url`: ``essays/x/`` gives ``essays/x/x.md``."""
    if url.endswith("/"):
        return f"{url}{url.rstrip('/').rsplit('/', 1)[-1]}.{suffix}"
    return f"{url.removesuffix('.html')}.{suffix}"


def body_of(text: str) -> str:
    """A Markdown file without its front matter, of either kind."""
    lines = text.lstrip("\ufeff").split("\n")
    if lines and lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() in ("---", "..."):
                return "\n".join(lines[number + 1 :]).strip("\n")
    if not lines or not _FIELD.match(lines[0]):
        return "\n".join(lines).strip("\n")
    for number, line in enumerate(lines):
        if not line.strip():
            return "\n".join(lines[number:]).strip("\n")
    return ""


@dataclass
class Rewriter:
    """Puts what a reference means in its place. `site` stands before every address."""

    library: object
    site: str
    figures: int = 0

    def text(self, body: str) -> str:
        """`body` with every reference to the record written out; code is left as it is."""
        seen = without_code(body)
        position = 0
        while match := _LINK_END.search(seen, position):
            start = _opening(seen, match.start())
            if start < 0 or match["id"] not in self.library.known[match["kind"]]:
                position = match.end()
                continue
            is_image = seen[start - 1 : start] == "!"
            inner = body[start + 1 : match.start()]
            said = self._image(match, inner) if is_image else self._link(match, inner)
            begin = start - is_image
            # A link keeps its attributes; a figure's are the width of its column here.
            keeps = match["attributes"] and not is_image and match["kind"] != "value"
            end = match.start("attributes") if keeps else match.end()
            body = body[:begin] + said + body[end:]
            seen = seen[:begin] + said + seen[end:]
            position = begin + len(said)
        return self._definitions(body, seen)

    def _definitions(self, body: str, seen: str) -> str:
        for match in reversed(list(_DEFINITION.finditer(seen))):
            if match["id"] in self.library.known[match["kind"]]:
                body = (
                    body[: match.start()]
                    + match["label"]
                    + self.address(match)
                    + body[match.end() :]
                )
        return body

    def address(self, match: re.Match) -> str:
        """Where on the site the thing is that `match` names."""
        key = match["id"]
        if match["kind"] == "event":
            return f"{self.site}/events/{key}/"
        if match["kind"] == "value":
            return f"{self.site}/data/values/#{key}"
        if match["kind"] == "term":
            return f"{self.site}/glossary/#{key}"
        if match["kind"] == "person":
            return f"{self.site}/people/{key}/"
        query = {name: values[0] for name, values in parse_qs(match["query"] or "").items()}
        return f"{self.site}/figures/{key}/" + (f"?{urlencode(query)}" if query else "")

    def _link(self, match: re.Match, said: str) -> str:
        key = match["id"]
        if match["kind"] == "value":
            return escaped(self.library.values[key]["text"])
        if not said.strip():
            said = escaped(self._name(match))
        return f"[{said}]({self.address(match)})"

    def _name(self, match: re.Match) -> str:
        key = match["id"]
        if match["kind"] == "event":
            event = self.library.events[key]
            return event["when"] if match["part"] == "date" else event["title"]
        if match["kind"] == "term":
            return self.library.terms[key].lower()
        if match["kind"] == "person":
            return self.library.people[key]["name"]
        return self.library.figures[key].words["title"]

    def _image(self, match: re.Match, remark: str) -> str:
        """A figure: the drawing with its text alternative, and in the same paragraph its words.

        The author's own sentence, `remark`, stands before the figure's. An image alone
        in a paragraph would make Pandoc print the text alternative as its caption.
        """
        self.figures += 1
        figure = self.library.figures[match["id"]]
        words = {
            name: escaped(text) for name, text in figure.words.items() if isinstance(text, str)
        }
        said = f"{remark.strip()} " if remark.strip() else ""
        page = f"{self.site}/figures/{figure.id}/"
        return (
            f"![{words['alt']}]({page}{figure.id}.svg)\n"
            f"**Figure {self.figures}. {words['title']}.** {said}{words['subtitle']}. "
            f"{words['how_to_read']} Source: {words['sources']} "
            f"[Rows as CSV]({page}{figure.id}.csv). [About the figure]({page})."
        )


def _opening(text: str, end: int) -> int:
    """Where the bracket opens that closes at `end`; -1 when none does."""
    depth = 0
    for position in range(end, -1, -1):
        if position and text[position - 1] == "\\":
            continue
        depth += {"]": 1, "[": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return -1


def escaped(text: str) -> str:
    """`text` as Markdown that says just that, on one line."""
    return re.sub(r"([\\`*_\[\]<>@^~$])", r"\\\1", re.sub(r"\s+", " ", text).strip())


def site_links(body: str, resolve) -> str:
    """`body` with Pelican's own links ({filename} and the like) resolved by `resolve`."""
    seen = without_code(body)
    for match in reversed(list(_SITE_LINK.finditer(seen))):
        address = resolve(match["address"])
        body = body[: match.start("address")] + address + body[match.end("address") :]
    return body


def from_html(entry: str) -> str:
    """An entry of the bibliography (HTML of a few tags) as Markdown."""
    parts = re.split(r"(<[^>]+>)", entry)
    marks = {"i": "*", "em": "*", "b": "**", "strong": "**"}
    said = []
    for part in parts:
        tag = re.fullmatch(r"</?(\w+)[^>]*>", part)
        said.append(marks.get(tag[1], "") if tag else _escaped_keeping_spaces(part))
    return "".join(said).strip()


def _escaped_keeping_spaces(part: str) -> str:
    return re.sub(r"([\\`*_\[\]<>@^~$])", r"\\\1", html.unescape(part))


def works(sources: list, mark: str) -> str:
    """The works cited, spelled out in the place where Pandoc would put them."""
    if not sources:
        return ""
    lines = []
    for source in sources:
        link = f" <{source.url}>" if source.url else ""
        lines.append(f"- {from_html(source.entry)}{link}")
    return f"\n\n{mark} References {{-}}\n\n::: {{#refs}}\n" + "\n".join(lines) + "\n:::"


def claims(rows: list[dict], site: str, mark: str) -> str:
    """What an essay claims, each claim with what it rests on."""
    lines = []
    for row in rows:
        rests = ", ".join(
            f"[{escaped(plain(item['title']))}]({site}/{item['address']})"
            for item in row["evidence"]
        )
        lines.append(
            f"{row['number']}. **{escaped(plain(row['html']))}** Confidence: {row['confidence']}. "
            f"Rests on {rests}. What would change it: {escaped(plain(row['change']))}"
        )
    return f"\n\n{mark} What this essay claims\n\n" + "\n".join(lines) if lines else ""


def corrections(rows: list[dict], mark: str) -> str:
    """What was corrected in an essay since it was published, and why."""
    lines = [
        f"- {row['date_words']}: {escaped(plain(row['what']))} Why: {escaped(plain(row['why']))}"
        for row in rows
    ]
    return f"\n\n{mark} Corrections\n\n" + "\n".join(lines) if lines else ""


def front_matter(fields: dict) -> str:
    """`fields` as YAML; JSON's strings and lists are YAML's, whatever they hold."""
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in fields.items()
        if value not in (None, "", [])
    ]
    return "\n".join(["---", *lines, "---"])


def copy_of(content, library, site: str, address: str, resolved: str) -> str:
    """The clean Markdown of one essay or page of Pelican's.

    `site` stands before addresses; `address` is the page's own, "" when the site has none yet;
    `resolved` is the body, with Pelican's own links resolved.
    """
    body = Rewriter(library, site).text(pandoc.without_references(resolved))
    cited = [library.bibliography.items[key] for key in getattr(content, "works_cited", [])]
    cited.sort(key=lambda source: source.sort_key)
    forms = getattr(content, "short_forms", {})
    cited = [source.dated(forms[source.key][1]) for source in cited]
    fields = _fields(content, library.edition, address) | (
        # The list of works stands in the text, so Pandoc need not add its own.
        {"bibliography": WORKS, "link-citations": False, "suppress-bibliography": True}
        if cited
        else {}
    )
    # Sections of ours are on the level of the essay's own.
    mark = "#" if re.search(r"^# ", without_code(body), re.MULTILINE) else "##"
    rest = claims(getattr(content, "claims", []), site, mark)
    rest += corrections(getattr(content, "corrections", []), mark)
    return f"{front_matter(fields)}\n\n{body.rstrip()}{rest}{works(cited, mark)}\n"


def _fields(content, edition: dict, address: str) -> dict:
    """What the copy says of itself; of a page, which has no date, only what it has."""
    meta = content.metadata
    # A summary that was made from the first paragraph is no abstract.
    written = getattr(content, "places", {"summary": True})
    has_summary = "summary" in written or "abstract" in written
    is_essay = content.__class__.__name__ == "Article"
    keywords = getattr(content, "keywords", "") or [
        str(tag) for tag in getattr(content, "tags", [])
    ]
    if isinstance(keywords, str):
        keywords = [word.strip() for word in re.split(r"[;,]", keywords) if word.strip()]
    return {
        "title": plain(content.title),
        "subtitle": plain(meta.get("subtitle", "")),
        "author": [str(author) for author in getattr(content, "authors", [])] if is_essay else [],
        "date": content.date.isoformat()[:10] if is_essay else "",
        "modified": content.modified.isoformat()[:10] if "modified" in meta else "",
        "abstract": plain(meta.get("summary", "")) if is_essay and has_summary else "",
        "keywords": keywords,
        "lang": content.lang,
        "canonical": address,
        "record": f"Version {edition['version']}, which ends on {edition['record_ends_words']}",
        "license": LICENCE,
    }


def own_links(body: str, content) -> str:
    """`body` with links to headings and to other texts as ordinary links that have words."""
    linked = getattr(content, "linked", {})
    words = {each["id"]: each["text"] for each in getattr(content, "anchors", [])}
    words |= {claim["id"]: f"claim {claim['number']}" for claim in getattr(content, "claims", [])}
    seen = without_code(body)
    for match in reversed(list(_OWN_LINK.finditer(seen))):
        address, said = match["address"], body[slice(*match.span("said"))]
        if address in linked:
            address, name = linked[address]
        else:
            name = words.get(address[1:], address)
        said = said.strip() or escaped(plain(name))
        body = f"{body[: match.start()]}[{said}]({address}){body[match.end() :]}"
    return body


def without_marks_of_own(body: str) -> str:
    """`body` without the marks of numbers that are the author's own: only the words stay."""
    seen = without_code(body)
    for match in reversed(list(re.finditer(own.MARK, seen))):
        if own.reason(match["attributes"]) is not None:
            body = body[: match.start()] + body[slice(*match.span("words"))] + body[match.end() :]
    return body


def plain(text: str) -> str:
    """HTML of a line as words."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", str(text)))).strip()


def write(pages) -> None:
    """Write the copies of all published essays and pages; `pages` is the site's RecordPages."""
    for original in [*pages.context["articles"], *pages.context["pages"]]:
        for content in [original, *original.translations]:
            _write_copy(pages, content)


def _write_copy(pages, content) -> None:
    settings, library = pages.settings, pages.library
    site = settings["SITEURL"] or "/".join([".."] * content.save_as.count("/")) or "."
    address = f"{settings['SITEURL']}/{content.url}" if settings["SITEURL"] else ""

    def resolve(link: str) -> str:
        found = content._update_content(f'<a href="{html.escape(link)}">', site)
        return html.unescape(found.split('"')[1])

    linked = getattr(content, "linked", {})
    ours = [getattr(content, "claims", []), getattr(content, "corrections", [])]

    def text() -> str:
        return Path(content.source_path).read_text(encoding="utf-8")

    def key() -> str:
        source = text()
        # Links to other texts and files count by where they lead.
        written = {match["address"] for match in _SITE_LINK.finditer(source)}
        written |= {address for address, _words in linked.values()}
        leads = {link: resolve(link) for link in sorted(written)}
        things = [
            library.fingerprint_of(kind, name) for kind, name in getattr(content, "references", [])
        ]
        fields = _fields(content, library.edition, address)
        return fingerprint(site, digest(source), linked, leads, fields, ours, things)

    def make() -> str:
        body = own_links(without_marks_of_own(body_of(text())), content)
        return copy_of(content, library, site, address, site_links(body, resolve))

    state = (pages.build.places, site, address, linked, ours)
    mark = kept.once(content, "clean copy", state, key)
    pages.text(beside(content.url, "md"), f"{pages.build.code} {mark}", make)
