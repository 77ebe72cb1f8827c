"""Quick checks for authors, without building the site: ``make check`` or ``make check FILE=…``.

Every essay and page is read as a build reads it, and its prose is locked (see `prose`). A file that
was found to be right is not read again until it changes, or something that it refers to.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

from summitry import build as analysis

from reading_room.library import Library
from reading_room.problems import Problem, Problems
from reading_room.prose import house_list, passages
from reading_room.prose.lock import Lock

# What needs Pelican is imported where it is used: when nothing has changed, nothing needs it.

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).parent
_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
_LINKED = re.compile(r"\{(?:filename|static|attach)\}([^\s)\"'#?>]+)")


@dataclass
class _Kept:
    """Which files were right, when they and what they refer to were as they are now."""

    path: Path
    around: str  # hash of everything that concerns all files
    files: dict[str, dict] = field(default_factory=dict)
    is_new: bool = True  # whether anything is to be written

    def read(self) -> None:
        """Take what an earlier run kept, unless something that concerns all files has changed."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            self.is_new = kept["around"] != self.around
            self.files = {} if self.is_new else kept["files"]
        except (OSError, ValueError, KeyError, TypeError):
            self.files = {}

    def write(self) -> None:
        """Keep it for the next run, unless that is what is kept already."""
        if not self.is_new:
            return
        text = json.dumps({"around": self.around, "files": self.files}, ensure_ascii=False)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.path)


class _Forgetful:
    """A build's memory that remembers nothing: a reading is made to find what is wrong with it."""

    def reading(self, _file: str, _key: str) -> None:
        """Nothing is known."""

    def remember_reading(self, _file: str, _key: str, _result: dict) -> None:
        """Nothing is kept."""


class _Open:
    """In the place of a build's lock, which would find again what the checker finds."""

    def __init__(self, house: house_list.HouseList):
        self.house = house

    def unbound(self, _text: str) -> list:
        """Nothing."""
        return []


class Checker:
    """Checks the Markdown files of the project at `root`."""

    def __init__(self, root: Path, cache: Path):
        """`cache` is the folder of artifacts and other things that can be made again."""
        self.root = root
        self.content = root / "content"
        glossary = self.content / "pages" / "glossary.md"
        self.library = Library(cache / "artifacts", glossary, style=None)
        self.problems = Problems()
        house = house_list.read_or_report(self.content / house_list.NAME, self.problems)
        self.lock = Lock(self.library, house)
        self.kept = _Kept(cache / "check.json", self._around())
        self.kept.read()
        self._readings: dict[str, dict] = {}

    def check(self, paths: Iterable[Path], others: Iterable[Path] = ()) -> None:
        """Find everything that is wrong with the files `paths`; see `problems`.

        `others` are only read to know what the files refer to in them.
        """
        for path in paths:
            self._read(path)
        if any(read["crossrefs"] for read in self._readings.values()):
            found, noted = self.problems.found.copy(), self.problems.noted.copy()
            for path in others:
                self._read(path)
            self.problems.found, self.problems.noted = found, noted
        self.kept.write()
        self._resolve({_shown(path, self.root) for path in paths})

    def read(self, path: Path) -> tuple[str, dict]:
        """HTML and metadata of the Markdown file at `path`, as a build reads it."""
        return self._reader.read(str(path))

    def _read(self, path: Path) -> None:
        shown = _shown(path, self.root)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            self.problems.add(shown, 0, 0, f"the file is not UTF-8 text: {error.reason}")
            return
        if not self._was_right(path, shown, text):
            self._examine(path, shown, text)
        else:
            self._readings[shown] = self.kept.files[shown]["read"]

    def _resolve(self, wanted: set[str]) -> None:
        """Find links of the files `wanted` that lead to no other file, or to no place in it."""
        from reading_room.markup import crossrefs

        found = Problems()
        crossrefs.resolve([SimpleNamespace(**read) for read in self._readings.values()], found)
        self.problems.found |= {problem for problem in found.found if problem.file in wanted}

    def _was_right(self, path: Path, shown: str, text: str) -> bool:
        kept = self.kept.files.get(shown)
        if not kept:
            return False
        return kept["state"] == self._state(path, text, kept["state"]["uses"])

    def _state(self, path: Path, text: str, uses: list[list[str]]) -> dict:
        """A file as it is, and what it uses as that is, so that a change of either shows."""
        states = [self._state_of(kind, name) for kind, name in uses]
        links = sorted(set(_LINKED.findall(text)))
        dead = [link for link in links if self._leads_nowhere(path, link)]
        return {"text": _hash(text), "uses": uses, "states": _hash(*states), "dead": dead}

    def _state_of(self, kind: str, name: str) -> str:
        # A figure matters here only by its id, and its files are many.
        if kind == "figure":
            return str(name in self.library.figures)
        return self.library.fingerprint_of(kind, name)

    def _leads_nowhere(self, path: Path, link: str) -> bool:
        """Whether an address of the site in the file `path` is neither a file nor a made page."""
        if link.lstrip("/") in self._addresses:
            return False
        target = self.content / link[1:] if link.startswith("/") else path.parent / link
        return not target.exists()

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return self.library.addresses()

    def _examine(self, path: Path, shown: str, text: str) -> None:
        before = len(self.problems.everything)
        content, metadata = self.read(path)
        for finding in self.lock.findings(text):
            self.problems.note(shown, finding.line, finding.column, finding.message)
        read = self._readings[shown] = self._reading(path, shown, content, metadata)
        if self.kept.files.pop(shown, None):
            self.kept.is_new = True
        if len(self.problems.everything) == before:
            uses = [list(use) for use in metadata["references"]]
            self.kept.is_new = True
            self.kept.files[shown] = {"state": self._state(path, text, uses), "read": read}

    def _reading(self, path: Path, shown: str, content: str, metadata: dict) -> dict:
        """What other files may refer to in this one, and it in them; plain data."""
        from pelican.utils import slugify

        changes = self._reader.settings["SLUG_REGEX_SUBSTITUTIONS"]
        return {
            "kind": "essay" if path.is_relative_to(self.content / "essays") else "page",
            "slug": str(metadata.get("slug") or slugify(path.stem, regex_subs=changes)),
            "shown": shown,
            "relative_source_path": path.relative_to(self.content).as_posix(),
            "title": str(metadata["title"]),
            "status": str(metadata.get("status", "published")),
            "anchors": metadata["anchors"],
            "crossrefs": metadata["crossrefs"],
            "_content": " ".join(re.findall(r'\bid="[^"]*"', content)),
        }

    @cached_property
    def _reader(self):
        """The reader of the build, with the build's settings and this checker's problems."""
        from pelican.settings import read_settings

        from reading_room.progress import Progress
        from reading_room.reader import EssayReader
        from reading_room.site import Build

        settings = read_settings(str(self.root / "pelicanconf.py"))
        build = Build(
            root=self.root,
            library=self.library,
            memory=_Forgetful(),
            press=SimpleNamespace(progress=Progress(lambda _said: None)),
            contents=None,
            code="",
            problems=self.problems,
        )
        build.lock = _Open(self.lock.house)
        return EssayReader({**settings, "READING_ROOM": build})

    def _around(self) -> str:
        """Hash of what concerns all files: code, settings, house list, people and cases."""
        paths = [path for path in sorted(_HERE.rglob("*")) if path.suffix in (".py", ".csl")]
        paths += [self.root / name for name in ("pelicanconf.py", "requirements.txt")]
        site = self.library.site
        people = [person["name"] for person in site["people"].values()]
        cases = [(case["id"], case["start"], case.get("end")) for case in site["cases"]]
        texts = [path.read_text(encoding="utf-8") for path in paths]
        return _hash(*texts, self.lock.house.fingerprint, json.dumps([people, cases]))


def _shown(path: Path, root: Path) -> str:
    """`path` as the author knows it."""
    return path.relative_to(root).as_posix()


def _hash(*texts: str) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        digest.update(f"{len(text)}\0{text}".encode())
    return digest.hexdigest()


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Check the files named, or all; print what is wrong; 1 when that concerns a published file."""
    paths = [
        path
        for folder in ("essays", "pages")
        for path in sorted((root / "content" / folder).rglob("*"))
        if path.suffix in _MARKDOWN
    ]
    chosen = [Path(name).resolve() for name in arguments] or paths
    for path in chosen:
        if path not in paths:
            print(f"{path} is no essay or page of this site; there are {len(paths)}")
            return 1
    cache = root / ".cache"
    if not _has_artifacts(root, cache):
        return 1
    checker = Checker(root, cache)
    checker.check(chosen, others=[path for path in paths if path not in chosen])
    return _report(sorted(checker.problems.everything), root, len(chosen))


def _has_artifacts(root: Path, cache: Path) -> bool:
    """Whether there are artifacts to check against; they are made when there are none."""
    tokens = root / "themes" / "reading-room" / "tokens.json"
    if not analysis.exist(cache):
        print("There are no artifacts yet: making them, which takes about a minute.")
        try:
            analysis.update(root, cache, tokens)
        except (analysis.RecordError, analysis.AnalysisError) as error:
            print(error)
            return False
    elif not analysis.are_current(root, cache, tokens):
        print("The artifacts are older than the record: `make html` brings them up to date.\n")
    return True


def _report(found: list[Problem], root: Path, count: int) -> int:
    """Print the problems, file by file, and a summary; returns the exit code."""
    drafts = {
        name
        for name in {problem.file for problem in found}
        if name.endswith(".md")
        and passages.is_draft((root / name).read_text("utf-8-sig", "replace"))
    }
    last = ""
    for problem in found:
        if last and problem.file != last:
            print()
        last = problem.file
        print(problem)
    counted = [problem for problem in found if problem.file not in drafts]
    if found:
        print()
    print(_summary(len(found), len(found) - len(counted), count))
    return 1 if counted else 0


def _summary(found: int, in_drafts: int, files: int) -> str:
    checked = "1 file checked" if files == 1 else f"{files} files checked"
    if not found:
        return f"{checked}: everything is bound, spelled and linked as it should be."
    things = "1 thing to mend" if found == 1 else f"{found} things to mend"
    drafts = f", {in_drafts} of them in drafts, which may wait" if in_drafts else ""
    return f"{checked}: {things}{drafts}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
