"""One build of the site, from artifacts to the published folder."""

from __future__ import annotations

import copy
import logging
import re
import shutil
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import markdown
import pelican
from jinja2 import FileSystemBytecodeCache, TemplateError, TemplateSyntaxError
from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator
from pelican.log import LimitFilter, console

from reading_room import claims, output, publish, searching
from reading_room.filters import filters
from reading_room.kept import KeptContents
from reading_room.library import Library, state_of
from reading_room.memory import Memory, Printed, fingerprint
from reading_room.press import Press
from reading_room.problems import Problems, SiteError
from reading_room.progress import Progress
from reading_room.prose import house_list
from reading_room.prose.lock import Lock
from reading_room.writing import EditionWriter, Essays, Pages, StaticFiles

_HERE = Path(__file__).parent


@dataclass
class Build:
    """What the parts of one build share: library, memory, press, mistakes, sources' names."""

    root: Path
    library: Library
    memory: Memory
    press: Press
    contents: KeptContents
    code: str  # hash of what makes pages, beside templates and settings
    problems: Problems = field(default_factory=Problems)
    written: dict[str, Path] = field(default_factory=dict)  # Markdown file of each page's path
    places: str = ""  # hash of the addresses of all contents, from when all are read

    def shown(self, path: Path) -> str:
        """`path` as the author knows it: from the project's folder."""
        return _shown(path, self.root)

    @cached_property
    def lock(self) -> Lock:
        """The prose lock, with the house list as it is now."""
        house = house_list.read_or_report(self.root / "content" / house_list.NAME, self.problems)
        return Lock(self.library, house)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Generated pages by the path under which essays link to them."""
        return self.library.once("addresses", self.library.addresses)


def _shown(path: Path, root: Path) -> str:
    path = Path(path)
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


class _Collector(logging.Handler):
    """Keeps what Pelican only warns of: on this site a warning is a mistake."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class Site(Pelican):
    """Pelican, but the site appears only when everything is right.

    ``run`` prints one clear message and exits with 1 when something is wrong; with
    ``--autoreload`` it waits for the next change instead. What can be kept from one build to
    the next in the same process (the library, the memory, and with `keeps_spare` the folder of
    the edition before the last) is kept here.
    """

    keeps_spare = False
    indexes = True  # whether a build makes the search index

    def __init__(self, settings):
        # The settings that Pelican was given stay as they are.
        super().__init__(copy.copy(settings))
        self._library: Library | None = None
        self._memory: Memory | None = None
        self._contents = KeptContents()
        self._inputs: list[tuple] = []
        self._spare: set[str] = set()
        self.made: list[str] = []

    def run(self) -> None:
        """Build, check and publish."""
        try:
            self.build()
        except SiteError as error:
            report(error, Path(self.settings["OUTPUT_PATH"]).exists())
            if not _is_watching(sys.argv[1:]):
                raise SystemExit(1) from None

    def build(self) -> None:
        """Build, check and publish; raises SiteError with every problem found.

        Afterwards `made` names the files that are not those of the last edition.
        """
        settings = self.settings
        root = Path(settings["SITE_ROOT"])
        cache = Path(settings["CACHE_ROOT"])
        final = Path(settings["OUTPUT_PATH"])
        try:
            with publish.lock(cache / "build.lock"):
                self._build(root, cache, final)
        except OSError as error:
            place = f" ({error.filename})" if error.filename else ""
            raise SiteError(f"the system refused: {error.strerror}{place}") from error

    def _build(self, root: Path, cache: Path, final: Path) -> None:
        settings = self.settings
        library = self._up_to_date_library(root, cache)
        memory = self._memory_of(cache, final)
        staging = publish.staging_folder(final)
        if not self._spare:
            # Leftovers of a build that was killed.
            shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True, exist_ok=True)
        problems = Problems()
        press = Press(staging, final, memory, problems, Progress(_say))
        build = Build(root, library, memory, press, self._contents, _code(root), problems)
        self.settings = copy.copy(settings)
        self.settings["READING_ROOM"] = build
        self.settings["JINJA_FILTERS"] = settings["JINJA_FILTERS"] | filters(library)
        self.settings["JINJA_ENVIRONMENT"] = settings["JINJA_ENVIRONMENT"] | {
            "bytecode_cache": _templates_cache(cache)
        }
        self.settings["OUTPUT_PATH"] = self.output_path = str(staging)
        collector = _Collector()
        logger = logging.getLogger("pelican")
        logger.addHandler(collector)
        # Pelican shows each warning once per process; a second build must see it again.
        LimitFilter._raised_messages.clear()
        LimitFilter._group_count.clear()
        # Pelican would keep the content of every build of this process.
        Content.get_content.cache.clear()
        Content.get_summary.cache.clear()
        try:
            super().run()
            memory.save_readings()
            if settings.get("HOUSE_RULES"):
                problems.found |= problems.noted
            # Our own messages name the line; Pelican's are for what only Pelican saw.
            problems.stop_if_any()
            for message in collector.messages:
                problems.add("Pelican", 0, 0, re.sub(r"\s+", " ", message))
            problems.stop_if_any()
            output.check(press, build)
            problems.stop_if_any()
            if self.indexes:
                searching.add(press, search_folder(cache))
            press.clear(self._spare)
            publish.replace(staging, final)
            self._spare = set(memory.files)
            press.remember()
            self.made = sorted(press.made)
            _say_what_may_wait(problems)
        except TemplateError as error:
            place = f"{error.name}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
            raise SiteError(f"template {place}: {error}") from error
        finally:
            logger.removeHandler(collector)
            self.settings = settings
            self.output_path = settings["OUTPUT_PATH"]
            self._contents.forget(str(root / problem.file) for problem in problems.everything)
            self._spare |= press.files.keys()
            if not self.keeps_spare:
                self.remove_spare()

    @property
    def printed(self) -> dict[str, Printed]:
        """The files of the last good site, without those of the search index if it has none."""
        return self._memory.files if self._memory else {}

    def remove_spare(self) -> None:
        """Delete the folder in which the next edition would be made."""
        final = Path(self.settings["OUTPUT_PATH"])
        shutil.rmtree(publish.staging_folder(final), ignore_errors=True)
        self._spare = set()

    def _up_to_date_library(self, root: Path, cache: Path) -> Library:
        from summitry import build as analysis

        tokens = Path(self.settings["THEME"]) / "tokens.json"
        inputs = _states([root / "analysis", root / "requirements.txt", tokens])
        glossary = Path(self.settings["PATH"]) / "pages" / "glossary.md"
        if self._library is not None and inputs == self._inputs:
            self._library.read_terms(glossary)
            return self._library
        try:
            artifacts = analysis.update(root, cache, tokens, say=_say)
        except (analysis.RecordError, analysis.AnalysisError) as error:
            lines = str(error).splitlines()
            prefix = "analysis/data/" if isinstance(error, analysis.RecordError) else ""
            lines = [prefix + line for line in lines]
            lines += claims.losing_support(
                Path(self.settings["PATH"]) / "essays",
                getattr(error, "gone", []),
                lambda path: _shown(path, root),
            )
            raise SiteError("\n".join(lines)) from None
        if self._library is None or self._library.state != state_of(artifacts):
            formatted = cache / "site" / "bibliography.json"
            self._library = Library(artifacts, glossary, _HERE / "bibliography.csl", formatted)
        self._library.read_terms(glossary)
        self._inputs = inputs
        return self._library

    def _memory_of(self, cache: Path, final: Path) -> Memory:
        if self._memory is None:
            name = f"{final.name}-{fingerprint(str(final))[:8]}.sqlite"
            self._memory = Memory(cache / "site" / name)
        return self._memory

    def _get_generator_classes(self):
        ours = {ArticlesGenerator: Essays, PagesGenerator: Pages, StaticGenerator: StaticFiles}
        return [ours.get(each, each) for each in super()._get_generator_classes()]

    def _get_writer(self):
        return EditionWriter(self.output_path, settings=self.settings)


def search_folder(cache: Path) -> Path:
    """Where the search index is kept between builds."""
    return cache / "site" / "search"


def report(error: SiteError, has_site: bool) -> None:
    """Print the problems of a build that failed."""
    count = str(error).count("\n") + 1
    title = "1 problem" if count == 1 else f"{count} problems"
    console.print(f"The site was not built: {title}.", style="bold red", highlight=False)
    console.print(str(error), highlight=False, markup=False, soft_wrap=True)
    if has_site:
        console.print("The last good site is still in place.", highlight=False)


def _code(root: Path) -> str:
    """Hash of the code that turns Markdown and templates into pages."""
    paths = [path for path in sorted(_HERE.rglob("*")) if path.suffix in (".py", ".csl")]
    versions = (pelican.__version__, markdown.__version__)
    return fingerprint([path.read_text(encoding="utf-8") for path in paths], versions)


def _say_what_may_wait(problems: Problems) -> None:
    if count := len(problems.noted - problems.found):
        things = "1 thing breaks" if count == 1 else f"{count} things break"
        _say(
            f"{things} the house's rules of writing; `make check` lists them, and `make publish` "
            "asks for them to be mended."
        )


def _states(paths: list[Path]) -> list[tuple]:
    """Name, size and time of change of each file among `paths` and below them."""
    files = [file for path in paths for file in (path, *sorted(path.rglob("*"))) if file.is_file()]
    return [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]


def _templates_cache(cache: Path) -> FileSystemBytecodeCache:
    folder = cache / "site" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _say(message: str) -> None:
    console.print(message, highlight=False)


def _is_watching(arguments: list[str]) -> bool:
    """Whether Pelican was asked to build again on every change."""
    return any(
        argument == "--autoreload" or re.fullmatch(r"-[a-zA-Z]*r[a-zA-Z]*", argument)
        for argument in arguments
    )
