"""Contents kept from one build of a process to the next, with what was worked out for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeVar

from pelican.contents import Content

from reading_room.memory import Rows, digest, fingerprint

T = TypeVar("T")
# What of a content is no input of its page: the same in every build, or counted elsewhere.
_NOT_INPUTS = {
    "settings",
    "_context",
    "metadata",
    "translations",
    "_content",
    "source_path",
    "timezone",
    "get_content",
    "as_read",
    "card",
}


class Attributes(dict):
    """The attributes of a content as it was read, of a record as it was then."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._made: dict[str, tuple] = {}

    @cached_property
    def fingerprint(self) -> str:
        """Hash of those that are inputs of its page."""
        return fingerprint({name: self[name] for name in self if name not in _NOT_INPUTS})

    def once(self, name: str, state, make: Callable[[], T]) -> T:
        """What `make` returns, made again only when `state` differs from that of the last time.

        `state` stands for all that `make` uses, beside the file of the content and the record.
        """
        return _once(self._made, name, state, make)


def _once(made: dict[str, tuple], name: str, state, make: Callable[[], T]) -> T:
    before = made.get(name)
    if before is None or before[0] != state:
        made[name] = before = (state, make())
    return before[1]


def once(content: Content, name: str, state, make: Callable[[], T]) -> T:
    """`Attributes.once` for `content`, if it is one that is kept."""
    as_read = getattr(content, "as_read", None)
    return make() if as_read is None else as_read.once(name, state, make)


def fingerprint_of(content: Content, library) -> str:
    """Hash of all that the page of `content` shows."""
    as_read = getattr(content, "as_read", None) or Attributes()
    since = {
        name: item
        for name, item in vars(content).items()
        if name not in _NOT_INPUTS and not (name in as_read and as_read[name] is item)
    }

    def make() -> str:
        used = [
            library.fingerprint_of(kind, key)
            for kind, key in getattr(content, "references", [])
            if kind in ("figure", "source", "term")
        ]
        text = digest(content._content)
        return fingerprint(as_read.fingerprint, since, text, used, content.url, content.save_as)

    return as_read.once("fingerprint", (since, content._content), make)


class KeptContents:
    """Contents of the last build of this process, by file; used again while nothing changed.

    So is what was worked out for all of them.
    """

    def __init__(self):
        self._kept: dict[str, tuple] = {}
        self._made: dict[str, tuple] = {}

    def once(self, name: str, state, make: Callable[[], T]) -> T:
        """What `make` returns, made again only when `state`, all that it uses, has changed."""
        return _once(self._made, name, state, make)

    def get(self, path: str, library, context, settings) -> Content | None:
        """The content of the file at `path`, for a new build, or None if it must be read."""
        state, content, as_read = self._kept.get(path, (None, None, None))
        if state is None or state != _state_of(path, library, content):
            return None
        # What was set when all files had been read is set anew.
        vars(content).clear()
        vars(content).update(as_read, _context=context, settings=settings, translations=[])
        content.as_read = as_read
        return content

    def keep(self, path: str, library, content: Content) -> None:
        """Keep `content`, which was read from `path`."""
        # Pelican works them out again each time that it is asked.
        content.override_url, content.override_save_as = content.url, content.save_as
        content.claims = Rows(getattr(content, "claims", []))
        content.as_read = Attributes(vars(content))
        self._kept[path] = (_state_of(path, library, content), content, content.as_read)

    def forget(self, paths: Iterable[str]) -> None:
        """Read the files at `paths` again next time: there was something wrong with them."""
        for path in paths:
            self._kept.pop(path, None)


def _state_of(path: str, library, content: Content) -> tuple:
    """The file at `path`, the record, and the images in the text, whose size is in its HTML."""
    images = (name for kind, name in getattr(content, "references", []) if kind == "image")
    paths = [path, *(os.path.join(content.settings["PATH"], name) for name in images)]
    return [_file(each) for each in paths], library.state, library.terms


def _file(path: str) -> tuple | None:
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns
