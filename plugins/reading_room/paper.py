"""Essays as PDF: a page of the built site, printed by the system's Chromium.

The theme's print style sheet makes the paper; this module only automates a reader's "Print", says
in the file whose it is, and sees to it that the same page gives the same bytes.
"""

from __future__ import annotations

import functools
import hashlib
import html
import http.server
import io
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html as lxml_html
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)
from pypdf.xmp import XmpInformation

from reading_room.clean_markdown import beside
from reading_room.problems import SiteError, nearest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 180
_LONGEST_HEAD = 90
# Where an essay's page may be: a draft can be printed too, to be sent to a journal.
_FOLDERS = ("essays", "drafts")
_NODE = re.compile(rb"\(node(\d{8})\)")
_ESSAY = re.compile(r"essays/[^/]+/index\.html")


def has_browser() -> bool:
    """Whether the system has a Chromium or Chrome."""
    return any(shutil.which(name) for name in BROWSERS)


def browser() -> str:
    """Path of the system's Chromium or Chrome; raises SiteError saying how to get one."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise SiteError(
        "No Chromium found, which prints essays as PDF. "
        "Install it (on Debian: apt-get install chromium), or print the page from any browser."
    )


def running_head(title: str, authors: Iterable = ()) -> str:
    """Authors and title (HTML) as a CSS string for the line above each page, cut when long."""
    names = [str(author) for author in authors]
    who = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
    plain = html.unescape(re.sub(r"<[^>]+>", "", f"{who}: {title}" if who else title))
    plain = re.sub(r"\s+", " ", plain).strip()
    if len(plain) > _LONGEST_HEAD:
        plain = plain[:_LONGEST_HEAD].rsplit(" ", 1)[0].rstrip(",;:–—") + " …"
    # In a style element only these could end the string or the element.
    return '"' + re.sub(r'["\\<>]', lambda match: f"\\{ord(match[0]):x} ", plain) + '"'


@dataclass(frozen=True)
class Words:
    """What a page says of itself in its head."""

    title: str
    authors: tuple[str, ...]
    date: str
    revised: str
    summary: str
    keywords: str
    language: str
    address: str
    headings: tuple[str, ...]


def words_of(page: str) -> Words:
    """Title, authors, dates, summary, keywords, language and address of a page (HTML)."""
    tree = lxml_html.fromstring(page)

    def metas(name: str) -> list[str]:
        found = tree.xpath("//meta[@name=$name]/@content", name=name)
        return [value.strip() for value in found if value.strip()]

    def first(values: list[str]) -> str:
        return values[0] if values else ""

    return Words(
        title=first(metas("citation_title")) or first(tree.xpath("//title/text()")).strip(),
        authors=tuple(metas("citation_author")),
        date=first(metas("citation_publication_date")).replace("/", "-"),
        revised=first(metas("dcterms.modified")),
        summary=first(metas("description")),
        keywords="; ".join(metas("citation_keywords")),
        language=first(tree.xpath("/html/@lang")) or "en",
        address=first(tree.xpath("//link[@rel='canonical']/@href")),
        headings=tuple(
            " ".join(heading.text_content().split())
            for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
        ),
    )


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Serves the built site as if it were at its public address, pages with a paper's size."""

    def __init__(self, *args, site: str, paper: str, **kwargs):
        self.site, self.paper = site, paper
        super().__init__(*args, **kwargs)

    def log_message(self, *_):
        """Say nothing: what goes wrong is seen in the printed page."""

    def do_GET(self):  # noqa: N802 - the name is the standard library's
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix != ".html" or not path.exists():
            return super().do_GET()
        body = for_paper(path.read_text(encoding="utf-8"), self.site, self.paper).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body)


def for_paper(page: str, site: str, paper: str) -> str:
    """`page` with its own site's addresses made local, and the size of paper set."""
    if site:
        page = re.sub(rf'(=["\']){re.escape(site)}(?=["\'/])', r"\1", page)
        page = page.replace('href=""', 'href="/"')
    return page.replace("</head>", f"<style>@page{{size:{paper}}}</style></head>", 1)


@contextmanager
def served(folder: Path, site: str, paper: str) -> Iterator[str]:
    """The address at which `folder` is served on this machine, for as long as it is needed."""
    handler = functools.partial(_Pages, directory=str(folder), site=site, paper=paper)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _print(address: str, target: Path, chromium: str) -> None:
    command = [
        chromium,
        "--headless",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        "--disable-background-networking",
        # Waits until every face and image is there.
        "--virtual-time-budget=20000",
        f"--print-to-pdf={target}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium refuses its sandbox to root; pages are our own
    try:
        done = subprocess.run(
            [*command, address], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise SiteError(f"Chromium did not print {address} within {_SECONDS} seconds") from None
    if done.returncode or not target.exists():
        last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise SiteError(f"Chromium did not print {address}: {last}")


def print_page(folder: Path, name: str, target: Path, site: str = "", paper: str = "A4") -> None:
    """Print the page `name` of the site in `folder` as the PDF `target`.

    `site` is the site's public address, "" when it has none: then links into the site, which
    would lead nowhere from a file, are plain text.
    """
    chromium = browser()
    words = words_of((folder / name).read_text(encoding="utf-8"))
    raw = target.with_suffix(".raw.pdf")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with served(folder, site, paper) as local:
            _print(f"{local}/{name.removesuffix('index.html')}", raw, chromium)
            finish(raw, target, words, local, site)
    finally:
        raw.unlink(missing_ok=True)


def finish(raw: Path, target: Path, words: Words, local: str, site: str) -> None:
    """Write `raw` as `target`: with the paper's metadata, public links and no trace of the hour."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_renumbered(raw.read_bytes()))))
    for page in writer.pages:
        for annotation in page.get("/Annots", ()):
            _make_public(annotation.get_object(), local, site)
    _mend_outline(
        writer.root_object.get("/Outlines", DictionaryObject()).get_object(), [*words.headings]
    )
    stamp = _pdf_date(words.revised or words.date)
    writer.metadata = {
        "/Title": words.title,
        "/Author": "; ".join(words.authors),
        "/Subject": words.summary,
        "/Keywords": words.keywords,
        "/CreationDate": _pdf_date(words.date),
        "/ModDate": stamp,
        "/Producer": "Chromium",
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject(words.language)
    writer.xmp_metadata = _xmp(words)
    stream = writer.root_object["/Metadata"].get_object()
    stream |= {NameObject("/Type"): NameObject("/Metadata")}
    stream |= {NameObject("/Subtype"): NameObject("/XML")}
    digest = hashlib.sha256(repr(words).encode()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    writer.pdf_header = "%PDF-1.7"
    writer.write(target)


def _renumbered(raw: bytes) -> bytes:
    """A PDF of Chromium's with the names of its elements counted from 1, in the same order.

    They are numbers of nodes in the browser, which other things in it use up as well.
    """
    names = sorted(set(_NODE.findall(raw)))
    place = {name: b"(node%08d)" % number for number, name in enumerate(names, start=1)}
    return _NODE.sub(lambda match: place[match[1]], raw)


def _make_public(annotation, local: str, site: str) -> None:
    """A link into the served copy becomes one into the public site, or no link."""
    action = annotation.get("/A", {}).get_object() if "/A" in annotation else {}
    address = str(action.get("/URI", ""))
    if not address.startswith(local):
        return
    if site:
        action[NameObject("/URI")] = TextStringObject(site + address.removeprefix(local))
    else:
        del annotation["/A"]


def _mend_outline(node, headings: list[str]) -> None:
    """Give the entries below `node` the words of the page's headings, in order.

    Chromium doubles a heading that it moved to the next page, and joins words at a line's end.
    """
    entry = node.get("/First")
    while entry:
        item = entry.get_object()
        written = "".join(item["/Title"].split())
        for number, heading in enumerate(headings):
            plain = "".join(heading.split())
            if plain and written in (plain, plain * 2):
                item[NameObject("/Title")] = TextStringObject(heading)
                del headings[: number + 1]
                break
        _mend_outline(item, headings)
        entry = item.get("/Next")


def _pdf_date(day: str) -> str:
    return f"D:{(day or '2000-01-01').replace('-', '')[:8]}000000Z"


def _xmp(words: Words) -> XmpInformation:
    xmp = XmpInformation.create()
    xmp.dc_title = {"x-default": words.title}
    xmp.dc_creator = list(words.authors)
    xmp.dc_language = [words.language]
    xmp.dc_rights = {"x-default": "CC BY 4.0"}
    if words.summary:
        xmp.dc_description = {"x-default": words.summary}
    if words.address:
        xmp.dc_identifier = words.address
    return xmp


def essays_in(output: Path, slugs: list[str]) -> list[tuple[str, str]]:
    """(slug, page) of the essays named, drafts too; without names, of every published one."""
    found = {
        path.parent.name: path.relative_to(output).as_posix()
        for folder in reversed(_FOLDERS)
        for path in sorted(output.glob(f"{folder}/*/index.html"))
        if slugs or folder == "essays"
    }
    for slug in slugs:
        if slug not in found:
            raise SiteError(f"there is no essay {slug!r} in {output}{nearest(slug, found)}")
    return [(slug, found[slug]) for slug in slugs or sorted(found)]


def print_site(pelican) -> None:
    """Print every published essay beside its page, if the settings say so (PRINT_ESSAYS).

    A page that did not change since it was last printed is not printed again.
    """
    settings = pelican.settings
    if not settings.get("PRINT_ESSAYS"):
        return
    output = Path(settings["OUTPUT_PATH"])
    press = settings["READING_ROOM"].press
    kept = Path(settings["CACHE_ROOT"]) / "pdf"
    used = set()
    for name in [name for name in press.files if _ESSAY.fullmatch(name)]:
        done = kept / f"{_fingerprint(output, name)}.pdf"
        used.add(done)
        if not done.exists():
            print_page(output, name, done, settings["SITEURL"])
        press.copy(beside(name.removesuffix("index.html"), "pdf"), done)
    for old in set(kept.glob("*.pdf")) - used:
        old.unlink()


def _fingerprint(output: Path, name: str) -> str:
    """Changes with all that a printed page depends on: itself, its style, faces, images, us."""
    page = output / name
    text = page.read_text(encoding="utf-8")
    parts = [Path(__file__), page, output / "theme" / "site.css"]
    parts += sorted((output / "theme" / "fonts").glob("*.woff2"))
    for source in sorted(set(lxml_html.fromstring(text).xpath("//img/@src"))):
        # Absolute, or relative to the page; an image from elsewhere is no file of ours.
        parts += [output / urlsplit(source).path.lstrip("/"), page.parent / source]
    digest = hashlib.sha256()
    for part in parts:
        if part.is_file():
            digest.update(part.read_bytes())
    return digest.hexdigest()[:32]
