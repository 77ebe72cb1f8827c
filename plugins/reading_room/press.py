"""Printing an edition of the site: what changed is made, the rest is kept from the last one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from reading_room import output
from reading_room.memory import Memory, Printed, fingerprint
from reading_room.problems import Problems
from reading_room.progress import Progress


class Press:
    """Fills a folder with the files of one edition.

    A file whose key is that of the last edition, and that nobody touched since, is linked and
    not made. `made` names the others. The folder may hold an older edition: what is right in it
    stays, so that a long-running process has little to do for a small change.
    """

    def __init__(
        self, fresh: Path, live: Path, memory: Memory, problems: Problems, progress: Progress
    ):
        """`fresh` is the folder to fill, `live` that of the last edition, if there is one."""
        self.fresh, self.live = fresh, live
        self.memory = memory
        self.problems = problems
        self.progress = progress
        self.files: dict[str, Printed] = {}
        self.made: dict[str, output.Page | None] = {}
        self._folders: set[str] = set()

    def page(self, name: str, key: str, make: Callable[[], str]) -> None:
        """The text file `name`, made by `make` unless `key` is that of the last edition."""
        if self._is_taken(name) or self._kept(name, key):
            return
        text = make()
        path = self._place(name)
        path.write_text(text, encoding="utf-8")
        self._note(name, key, path)
        self.progress.step("pages written")
        self.made[name] = output.read(text, name) if name.endswith(".html") else None

    def copy(self, name: str, source: Path) -> None:
        """The file `name`, a copy of `source`."""
        state = source.stat()
        key = fingerprint(str(source), state.st_size, state.st_mtime_ns)
        if self._is_taken(name) or self._kept(name, key):
            return
        path = self._place(name)
        shutil.copyfile(source, path)
        self._note(name, key, path)
        self.made[name] = None

    def _is_taken(self, name: str) -> bool:
        if name not in self.files:
            return False
        self.problems.add(f"output/{name}", 0, 0, "two things of the site want this address")
        return True

    def _kept(self, name: str, key: str) -> bool:
        before = self.memory.files.get(name)
        if before is None or before.key != key:
            return False
        if not _is(f"{self.fresh}/{name}", before):
            try:
                if not _is(f"{self.live}/{name}", before):
                    return False
                os.link(f"{self.live}/{name}", self._place(name))
            except OSError:
                return False
        self.files[name] = before
        return True

    def _place(self, name: str) -> Path:
        """Where to write the file `name`: nothing is there, so nothing linked is overwritten."""
        path = self.fresh / name
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        path.unlink(missing_ok=True)
        return path

    def clear(self, names: Iterable[str]) -> None:
        """Remove those of the files `names`, of an older edition, that this one does not have."""
        for name in set(names) - self.files.keys():
            path = self.fresh / name
            path.unlink(missing_ok=True)
            with suppress(OSError):  # a folder that still holds something
                path.parent.rmdir()

    def _note(self, name: str, key: str, path: Path) -> None:
        state = path.stat()
        self.files[name] = Printed(key, state.st_size, state.st_mtime_ns)

    def remember(self) -> None:
        """Tell the memory that this edition is now the last good one."""
        pages = {name: page for name, page in self.made.items() if page is not None}
        self.memory.remember_site(
            self.files,
            {name: frozenset(page.ids) for name, page in pages.items()},
            {name: page.links for name, page in pages.items()},
        )


def _is(path: str, printed: Printed) -> bool:
    """Whether the file at `path` is there as it was printed."""
    try:
        state = os.stat(path)
    except OSError:
        return False
    return (state.st_size, state.st_mtime_ns) == (printed.size, printed.changed)
