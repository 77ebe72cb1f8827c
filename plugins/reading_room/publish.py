"""Putting a finished site in the place of the last one, in one step."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reading_room.problems import SiteError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the build lock, so that two builds never mix; raises SiteError when it is taken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SiteError(
                "another build of this site is running; wait for it, then try again"
            ) from error
        yield


def staging_folder(output: Path) -> Path:
    """Where the next edition is made: beside `output`, on the same disk."""
    return output.with_name(f".{output.name}.next")


def replace(fresh: Path, output: Path) -> None:
    """Put `fresh` in the place of `output`; the old site, if any, is then in that of `fresh`."""
    if not output.exists():
        fresh.rename(output)
        return
    if not _exchange(fresh, output):
        # Without an atomic exchange there is a moment between the two renames.
        old = output.with_name(f".{output.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        output.rename(old)
        fresh.rename(output)
        old.rename(fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can (Linux: renameat2)."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    done = rename(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    return done == 0
