"""Build, serve, and build again on every save: ``python -m reading_room.devserver [port]``."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from pathlib import Path

from pelican import get_instance, parse_arguments
from pelican.log import console
from watchfiles import DefaultFilter, watch

from reading_room import searching
from reading_room.devserver.serving import server
from reading_room.devserver.state import Board, State
from reading_room.problems import SiteError
from reading_room.site import Site, report, search_folder

# A change is taken up when nothing else has changed for this long: editors save in several steps.
_QUIET_MILLISECONDS = 15
_MILLISECONDS_BETWEEN_LOOKS = 100  # at whether to stop; a save ends the wait at once
_WATCHED = ("content", "themes", "analysis", "plugins", "pelicanconf.py", "requirements.txt")


def main(arguments: list[str]) -> int:
    """Run until interrupted; returns the exit code."""
    port = int(arguments[0]) if arguments else 8000
    site, _settings = get_instance(parse_arguments(["content", "-s", "pelicanconf.py"]))
    board = Board()
    output = Path(site.settings["OUTPUT_PATH"])
    search = searching.OnDemand(output, search_folder(Path(site.settings["CACHE_ROOT"])))
    try:
        serving = server(output, board, port, search)
    except SiteError as error:
        console.print(str(error), highlight=False)
        return 1
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    console.print(f"Serving http://localhost:{port}/ (Ctrl-C stops)", highlight=False)
    root = Path(site.settings["SITE_ROOT"])
    stopped = _stopped_by_signal()
    site.keeps_spare = True
    site.indexes = False
    saves = watch(
        *(root / name for name in _WATCHED),
        step=_QUIET_MILLISECONDS,
        debounce=1000,
        watch_filter=_Filter(),
        stop_event=stopped,
        rust_timeout=_MILLISECONDS_BETWEEN_LOOKS,
        yield_on_timeout=True,
    )
    try:
        # It watches from its first answer on: what is saved during the first build is not lost.
        next(saves, None)
        _build(site, board, search, [])
        for changes in filter(None, saves):
            changed = sorted({Path(path).relative_to(root).as_posix() for _, path in changes})
            if any(name.endswith(".py") for name in changed):
                _start_again(changed, arguments)
            _build(site, board, search, changed)
    except KeyboardInterrupt:
        pass
    finally:
        site.remove_spare()
    return 0


def _stopped_by_signal() -> threading.Event:
    """Set when the process is asked to end; asked again, it does not wait for a build to finish.

    Said explicitly, since a process that a script starts in the background ignores Ctrl-C.
    """
    stopped = threading.Event()

    def stop(*_arguments) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopped


class _Filter(DefaultFilter):
    """What the watcher leaves out: folders of tools, and the files that editors keep beside ours."""

    def __call__(self, change, path: str) -> bool:
        name = os.path.basename(path)
        return super().__call__(change, path) and not name.startswith((".", "#", "4913"))


def _build(site: Site, board: Board, search: searching.OnDemand, changed: list[str]) -> None:
    _number, before = board.read()
    if changed:
        console.print(f"\n{_listed(changed)} changed", highlight=False)
    board.post(State("building", before.edition, before.problems, ()))
    started = time.monotonic()
    try:
        site.build()
    except SiteError as error:
        report(error, Path(site.settings["OUTPUT_PATH"]).exists())
        board.post(State("failed", before.edition, tuple(str(error).splitlines()), ()))
        return
    seconds = time.monotonic() - started
    console.print(f"{_listed(site.made, 'nothing')} written in {seconds:.2f} s", highlight=False)
    search.files = site.printed
    board.post(State("good", before.edition + 1, (), tuple(site.made)))
    # What is kept for the next build need not be searched for garbage during it.
    gc.collect()
    gc.freeze()


def _listed(names: list[str], none: str = "") -> str:
    shown = ", ".join(names[:4]) or none
    return shown + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _start_again(changed: list[str], arguments: list[str]) -> None:
    """Replace this process by a new one: code that is loaded cannot be changed in place."""
    console.print(f"\n{_listed(changed)} changed: starting again", highlight=False)
    os.execv(sys.executable, [sys.executable, "-m", "reading_room.devserver", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
