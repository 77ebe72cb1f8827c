"""From save to changed page, beside plain Pelican on the same essays (``make latency``).

For 12, 100 and 1,000 essays, with all events of the record: starts the devserver as an author
would, changes a word of one essay, and asks the server for its page until the word is there.
Prints the median of seven edits, then the same for ``pelican -lr`` without plugins.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

import corpus

EDITS = 7
PORT = 8671
_PATIENCE_SECONDS = 600


def main(counts: list[int]) -> None:
    """Measure at each of `counts` and print a table."""
    print(f"{'essays':>7}  {'here':>8}  {'plain Pelican':>14}  {'ratio':>6}   (median of {EDITS})")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            ours = _ours(Path(folder) / "site", count)
            plain = _plain(Path(folder) / "plain", count)
        print(f"{count:>7,}  {ours:>6.2f} s  {plain:>12.2f} s  {ours / plain:>6.2f}", flush=True)


def _ours(folder: Path, count: int) -> float:
    corpus.project(folder, count)
    paths = os.pathsep.join(str(folder / name) for name in ("plugins", "analysis"))
    command = [sys.executable, "-m", "reading_room.devserver", str(PORT)]
    return _measured(
        command, folder, {"PYTHONPATH": paths}, f"http://localhost:{PORT}/essays/essay-00003/"
    )


def _plain(folder: Path, count: int) -> float:
    corpus.plain(folder, count)
    pelican = Path(sys.executable).with_name("pelican")
    command = [str(pelican), "-lr", "content", "-s", "pelicanconf.py", "-p", str(PORT + 1)]
    address = f"http://localhost:{PORT + 1}/essay-{corpus.letters(3)}.html"
    return _measured(command, folder, {}, address)


def _measured(command: list[str], folder: Path, environment: dict, address: str) -> float:
    """Median seconds from the save of an essay to its changed page at `address`."""
    server = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    file = folder / "content" / "essays" / "essay-00003.md"
    text = file.read_text(encoding="utf-8")
    try:
        _wait_for(address, corpus.MARK)
        time.sleep(3)  # until the first build has ended and the server watches
        seconds = []
        for number in range(EDITS + 1):
            word = f"zebra-{number}-of-{EDITS}"
            started = time.perf_counter()
            file.write_text(text.replace(corpus.MARK, f"{corpus.MARK} {word}"), encoding="utf-8")
            _wait_for(address, word)
            seconds.append(time.perf_counter() - started)
            # Plain Pelican does not see what is saved while it builds.
            time.sleep(0.5 + 2 * seconds[-1])
        return statistics.median(seconds[1:])
    finally:
        os.killpg(server.pid, 15)
        server.wait()


def _wait_for(address: str, word: str) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address) as page:
                if word in page.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError, HTTPException):
            # Plain Pelican serves pages that it has written by half.
            pass
        time.sleep(0.005)
    sys.exit(f"{address} never showed {word!r}")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [12, 100, 1000])
