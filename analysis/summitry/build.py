"""Make the artifacts up to date: run what changed, and nothing else.

`update` is what the site's plugin imports from here; ``make check`` also asks whether artifacts
`exist` and `are_current`. A notebook is run again
when one of its inputs changes: its own source, the package's code, the pinned versions, the chart
colours, the codebook, or a table that it read last time. ``make dependencies`` prints which
notebook reads what, and which would run now and why.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from summitry.checks import RecordError

# What needs pandas or Plotly is imported where it is used: a build with nothing to do stays quick.

__all__ = ["AnalysisError", "RecordError", "are_current", "exist", "update"]

_PACKAGE = Path(__file__).parent
_ALWAYS = ("codebook.toml",)


class AnalysisError(Exception):
    """A notebook could not be run; the message names it, its cell and the error."""


@dataclass(frozen=True)
class Places:
    """Where everything is."""

    data: Path
    notebooks: Path
    requirements: Path
    tokens: Path
    artifacts: Path


def places_of(root: Path, cache: Path, tokens: Path) -> Places:
    """Where everything is in the project at `root`."""
    return Places(
        data=root / "analysis" / "data",
        notebooks=root / "analysis" / "notebooks",
        requirements=root / "requirements.txt",
        tokens=tokens,
        artifacts=cache / "artifacts",
    )


def notebooks_of(places: Places) -> list[Path]:
    """The notebooks that the build runs, in order."""
    return sorted(places.notebooks.glob("[0-9][0-9]-*.ipynb"))


def update(root: Path, cache: Path, tokens: Path, say: Callable[[str], None] = print) -> Path:
    """Bring the artifacts in ``cache/artifacts`` up to date and return that folder.

    Raises `RecordError` when the record breaks its rules and `AnalysisError` when a notebook
    fails; the artifacts of everything that did not fail stay as they were.
    """
    places = places_of(root, cache, tokens)
    _update_record(places, say)
    _update_notebooks(places, say)
    return places.artifacts


def exist(cache: Path) -> bool:
    """Whether there are artifacts in ``cache/artifacts``, of whatever age."""
    artifacts = cache / "artifacts"
    return (artifacts / "record" / "site.json").exists() and any(
        artifacts.glob("notebooks/*/values.json")
    )


def are_current(root: Path, cache: Path, tokens: Path) -> bool:
    """Whether `update` would have nothing to do."""
    places = places_of(root, cache, tokens)
    stamp = places.artifacts / "record" / "stamp.json"
    return _stamped(stamp) == _record_key(places) and not any(
        changed_inputs(book, places) for book in notebooks_of(places)
    )


def _record_key(places: Places) -> str:
    return _hash([*sorted(places.data.iterdir()), *_code(places)])


def _update_record(places: Places, say: Callable[[str], None]) -> None:
    key = _record_key(places)
    stamp = places.artifacts / "record" / "stamp.json"
    if _stamped(stamp) == key:
        return
    from summitry import artifacts, drawing, style, tables

    record = tables.read(places.data)
    say(f"record: {len(record.table('events'))} events checked")
    fresh = places.artifacts / "record.new"
    shutil.rmtree(fresh, ignore_errors=True)
    artifacts.write_record(record, places.data, fresh)
    css = drawing.stylesheet(style.read_tokens(places.tokens))
    artifacts.write_text(fresh / "figures.css", css + "\n")
    artifacts.write_text(fresh / "stamp.json", json.dumps({"key": key}) + "\n")
    _swap(fresh, places.artifacts / "record")


def _update_notebooks(places: Places, say: Callable[[str], None]) -> None:
    books = notebooks_of(places)
    done = places.artifacts / "notebooks"
    done.mkdir(parents=True, exist_ok=True)
    for folder in done.iterdir():
        if folder.name not in {book.stem for book in books}:
            shutil.rmtree(folder)
    stale = [book for book in books if changed_inputs(book, places)]
    if not stale:
        return
    say(f"notebooks: running {', '.join(book.stem for book in stale)}")
    failures = []
    with ThreadPoolExecutor(max_workers=min(len(stale), os.cpu_count() or 1)) as pool:
        running = {pool.submit(_run, book, places): book for book in stale}
        for number, done in enumerate(as_completed(running), start=1):
            failures += [done.result()] if done.result() else []
            say(f"notebooks: {number} of {len(stale)} done, {running[done].stem}")
    if failures:
        raise AnalysisError("\n".join(sorted(failures)))


def _inputs(book: Path, places: Places, folder: Path | None = None) -> dict[str, str]:
    """Hash of each input of `book` by its name, given the tables read when `folder` was made."""
    names = tables_read(folder or places.artifacts / "notebooks" / book.stem)
    data = [
        places.data / ("bibliography.json" if name == "bibliography" else f"{name}.csv")
        for name in names
    ]
    data += [places.data / name for name in _ALWAYS]
    inputs = {path.name: _hash([path]) for path in [book, *data]}
    inputs["the package summitry"] = _hash(sorted(_PACKAGE.rglob("*.py")))
    for path in (places.requirements, places.tokens):
        inputs[path.name] = _hash([path])
    return inputs


def tables_read(folder: Path) -> list[str]:
    """Names of the tables that the notebook whose artifacts are in `folder` read; [] if unknown."""
    path = folder / "tables.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def _key(inputs: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def changed_inputs(book: Path, places: Places) -> list[str]:
    """Names of the inputs that changed since `book` last ran; ["it never ran"] if it did not."""
    try:
        stamp = places.artifacts / "notebooks" / book.stem / "stamp.json"
        before = json.loads(stamp.read_text(encoding="utf-8"))["inputs"]
    except (OSError, ValueError, KeyError):
        return ["it never ran"]
    now = _inputs(book, places)
    return sorted(name for name in before | now if before.get(name) != now.get(name))


def _code(places: Places) -> list[Path]:
    return [*sorted(_PACKAGE.rglob("*.py")), places.requirements, places.tokens]


def _hash(paths: Iterable[Path]) -> str:
    """Hash of names and contents; a missing file counts as such."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.is_file() else b"missing"
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _stamped(path: Path) -> str:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["key"]
    except (OSError, ValueError, KeyError):
        return ""


def _run(book: Path, places: Places) -> str:
    """Run one notebook in a fresh kernel; returns what went wrong, or ""."""
    from summitry import artifacts, notebook

    out = places.artifacts / "notebooks" / f"{book.stem}.new"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    environment = {
        **os.environ,
        notebook.OUT: str(out),
        notebook.NAME: book.stem,
        notebook.DATA: str(places.data),
        notebook.TOKENS: str(places.tokens),
        "PYTHONPATH": str(_PACKAGE.parent),
        "PYTHONHASHSEED": "0",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "summitry.run", str(book), str(out / "notebook.ipynb")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        shutil.rmtree(out, ignore_errors=True)
        last = (ran.stdout.strip() or ran.stderr.strip()).splitlines()[-6:]
        return f"analysis/notebooks/{book.name}: " + "\n".join(last)
    if not (out / "values.json").exists():
        shutil.rmtree(out, ignore_errors=True)
        return f"analysis/notebooks/{book.name}: ends without publish(); add it as the last cell"
    inputs = _inputs(book, places, out)
    artifacts.stamp_figures(out / "figures", _key(inputs)[:12])
    artifacts.write_text(out / "stamp.json", artifacts.canonical_json({"inputs": inputs}))
    _swap(out, places.artifacts / "notebooks" / book.stem)
    return ""


def _swap(fresh: Path, final: Path) -> None:
    """Put the folder `fresh` in the place of `final`."""
    old = final.with_name(final.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    fresh.rename(final)
    shutil.rmtree(old, ignore_errors=True)
