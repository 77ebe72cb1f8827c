"""One build of the site, from artifacts to the published folder."""

from __future__ import annotations

import copy
import logging
import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from pelican import Pelican
from pelican.log import LimitFilter, console

from reading_room import claims, output, publish
from reading_room.filters import filters
from reading_room.library import Library
from reading_room.problems import Problems, SiteError

_HERE = Path(__file__).parent


@dataclass
class Build:
    """What the parts of one build share: the library, the mistakes, and the sources' names."""

    root: Path
    library: Library
    problems: Problems = field(default_factory=Problems)
    written: dict[str, Path] = field(default_factory=dict)  # Markdown file of each page's path

    def shown(self, path: Path) -> str:
        """`path` as the author knows it: from the project's folder."""
        path = Path(path)
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)

    @property
    def addresses(self) -> dict[str, str]:
        """Generated pages by the path under which essays link to them."""
        return self.library.addresses()


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
    ``--autoreload`` it waits for the next change instead.
    """

    def __init__(self, settings):
        # The settings that Pelican was given stay as they are.
        super().__init__(copy.copy(settings))

    def run(self) -> None:
        """Build, check and publish."""
        try:
            self.build()
        except SiteError as error:
            count = str(error).count("\n") + 1
            title = "1 problem" if count == 1 else f"{count} problems"
            console.print(f"The site was not built: {title}.", style="bold red", highlight=False)
            console.print(str(error), highlight=False, markup=False, soft_wrap=True)
            if Path(self.settings["OUTPUT_PATH"]).exists():
                console.print("The last good site is still in place.", highlight=False)
            if not _is_watching(sys.argv[1:]):
                raise SystemExit(1) from None

    def build(self) -> None:
        """Build, check and publish; raises SiteError with every problem found."""
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
        from summitry import build as analysis

        settings = self.settings
        theme = Path(settings["THEME"])
        try:
            artifacts = analysis.update(root, cache, theme / "tokens.json", say=_say)
        except (analysis.RecordError, analysis.AnalysisError) as error:
            lines = str(error).splitlines()
            prefix = "analysis/data/" if isinstance(error, analysis.RecordError) else ""
            lines = [prefix + line for line in lines]
            lines += claims.losing_support(
                Path(settings["PATH"]) / "essays",
                getattr(error, "gone", []),
                Build(root, None).shown,
            )
            raise SiteError("\n".join(lines)) from None
        glossary = Path(settings["PATH"]) / "pages" / "glossary.md"
        library = Library(artifacts, glossary, _HERE / "bibliography.csl")
        build = Build(root, library)
        staging = publish.staging_folder(final)
        self.settings = copy.copy(settings)
        self.settings["READING_ROOM"] = build
        self.settings["JINJA_FILTERS"] = settings["JINJA_FILTERS"] | filters(library)
        self.settings["OUTPUT_PATH"] = self.output_path = str(staging)
        collector = _Collector()
        logger = logging.getLogger("pelican")
        logger.addHandler(collector)
        # Pelican shows each warning once per process; a second build must see it again.
        LimitFilter._raised_messages.clear()
        LimitFilter._group_count.clear()
        try:
            super().run()
            # Our own messages name the line; Pelican's are for what only Pelican saw.
            build.problems.stop_if_any()
            for message in collector.messages:
                build.problems.add("Pelican", 0, 0, re.sub(r"\s+", " ", message))
            build.problems.stop_if_any()
            output.check(staging, build)
            build.problems.stop_if_any()
            publish.replace(staging, final)
        except TemplateError as error:
            place = f"{error.name}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
            raise SiteError(f"template {place}: {error}") from error
        finally:
            logger.removeHandler(collector)
            self.settings = settings
            self.output_path = settings["OUTPUT_PATH"]
            shutil.rmtree(staging, ignore_errors=True)


def _say(message: str) -> None:
    console.print(message, highlight=False)


def _is_watching(arguments: list[str]) -> bool:
    """Whether Pelican was asked to build again on every change."""
    return any(
        argument == "--autoreload" or re.fullmatch(r"-[a-zA-Z]*r[a-zA-Z]*", argument)
        for argument in arguments
    )
