"""The search index: Pagefind's, over the pages of an edition and the terms of its glossary.

It is kept between builds, and made again when any page that can be found has changed. The same
pages give the same bytes.
"""

from __future__ import annotations

import filecmp
import shutil
import threading
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from lxml import html as lxml_html

from reading_room import pagefind, search_files
from reading_room.memory import Printed, fingerprint
from reading_room.problems import SiteError

# Where the index lies in the site.
NAME = "pagefind"
# What readers' browsers need of all that Pagefind writes.
_SERVED = (
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "pagefind.*.pf_meta",
    "wasm.en.pagefind",
    "fragment/*",
    "index/*",
    "filter/*",
)
# Not what a page says: ways to other pages, drawings, rows of data, references.
_LEFT_OUT = [
    "svg",
    "table",
    "nav",
    ".kicker",
    ".byline",
    ".notice",
    ".figure-list",
    ".figure-foot",
    ".cell",
    ".cell-output",
    ".claim-facts",
    ".series-box",
    ".cite-this",
    ".essay-record",
    ".works-cited",
    ".onward",
    ".muted",
    "[aria-labelledby=sources]",
    "[aria-labelledby=before-after]",
    "[aria-labelledby=used]",
    "[aria-labelledby=judged]",
    "[aria-labelledby=met]",
    "[aria-labelledby=events]",
    "[aria-labelledby=downloads]",
    ".tab-panel#sources",
    ".tab-panel#made",
]
_UNSEARCHED = ("404.html", "drafts/", "timeline/", "search/")
_GLOSSARY = "glossary/index.html"


def add(press, folder: Path) -> None:
    """Publish the index of the pages in the press; `folder` keeps it from build to build."""
    update(press.fresh, press.files, folder)
    for path in sorted((folder / NAME).rglob("*")):
        if path.is_file():
            press.copy(path.relative_to(folder).as_posix(), path)


class OnDemand:
    """The index of the site that a devserver shows: made only when somebody searches.

    `files` are those of the edition that `site` holds. A save never waits for the index.
    """

    def __init__(self, site: Path, folder: Path):
        self.site, self.folder = site, folder
        self.files: dict[str, Printed] = {}
        self._lock = threading.Lock()

    def update(self) -> None:
        """Bring the index up to date."""
        with self._lock:
            update(self.site, self.files, self.folder)


def update(site: Path, files: dict[str, Printed], folder: Path) -> None:
    """Make the index in `folder` that of the `files` of the folder `site`, unless it is already.

    A file of the index that stays the same is left as it is.
    """
    key = _key(files)
    kept = folder / "key"
    if kept.is_file() and kept.read_text(encoding="utf-8") == key:
        return
    kept.unlink(missing_ok=True)
    fresh = folder / "next"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _index(site, fresh)
    except pagefind.PagefindError as error:
        raise SiteError(f"the search index could not be made: {error}") from error
    search_files.put_in_order(fresh)
    _replace(fresh, folder / NAME)
    shutil.rmtree(fresh)
    kept.write_text(key, encoding="utf-8")


def _key(files: dict[str, Printed]) -> str:
    """Stands for all that the index is made from."""
    return fingerprint(
        version("pagefind_bin"), Path(__file__).read_text(encoding="utf-8"), _searched(files)
    )


def _searched(files: dict[str, Printed]) -> dict[str, str]:
    """Names and keys of the pages that may be found."""
    return {
        name: printed.key
        for name, printed in files.items()
        if name.endswith(".html") and not name.startswith(_UNSEARCHED)
    }


def _index(site: Path, fresh: Path) -> None:
    # One index for all languages: an essay's translation is found from the same page.
    with pagefind.new_index(exclude_selectors=_LEFT_OUT, force_language="en") as index:
        index.add_pages(site)
        for key, title, said in _terms(site / _GLOSSARY):
            index.add_record(
                f"/glossary/#{key}",
                f"{title}. {said}",
                language="en",
                meta={"title": title, "kind": "term"},
                filters={"kind": ["term"]},
            )
        for name, content in index.files():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _terms(glossary: Path) -> Iterator[tuple[str, str, str]]:
    """(id, name, explanation) of each term; a term is a heading with what follows it."""
    if not glossary.is_file():
        return
    tree = lxml_html.parse(str(glossary), lxml_html.HTMLParser(encoding="utf-8"))
    for heading in tree.xpath("//main//h3[@id]"):
        said = []
        for element in heading.itersiblings():
            if element.tag in ("h2", "h3"):
                break
            said.append(element.text_content())
        yield heading.get("id"), heading.text_content().strip(), " ".join(" ".join(said).split())


def _replace(fresh: Path, kept: Path) -> None:
    """Make `kept` hold what is served of `fresh`; files that are equal keep their place."""
    names = {
        path.relative_to(fresh).as_posix() for pattern in _SERVED for path in fresh.glob(pattern)
    }
    for path in sorted(kept.rglob("*")):
        if path.is_file() and path.relative_to(kept).as_posix() not in names:
            path.unlink()
    for name in sorted(names):
        old = kept / name
        if not old.is_file() or not filecmp.cmp(fresh / name, old, shallow=False):
            old.parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).replace(old)
