"""What a notebook uses: `open_record` in its first cell, `publish` in its last.

During a build, the builder says by environment variables where things are. In Jupyter
nothing is set: the record is read from its usual place and `publish` writes nothing, so that
opening and running a notebook by hand is always safe.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from summitry import style, tables
from summitry.artifacts import Figure, Value, write_figure, write_text, write_values

_ROOT = Path(__file__).resolve().parents[2]
OUT, NAME = "SUMMITRY_OUT", "SUMMITRY_NOTEBOOK"
DATA, TOKENS = "SUMMITRY_DATA", "SUMMITRY_TOKENS"
DEFAULT_DATA = _ROOT / "analysis" / "data"
DEFAULT_TOKENS = _ROOT / "themes" / "reading-room" / "tokens.json"

_record: tables.Record | None = None


def open_record() -> tables.Record:
    """The checked record."""
    global _record
    _record = tables.read(Path(os.environ.get(DATA, DEFAULT_DATA)))
    return _record


def colours() -> dict[str, dict[str, str]]:
    """The theme's colours, by scheme and token."""
    return style.read_tokens(Path(os.environ.get(TOKENS, DEFAULT_TOKENS)))


def publish(figures: Sequence[Figure] = (), values: Sequence[Value] = ()) -> str:
    """Publish figures and values; returns a sentence that says what was published.

    Also notes which tables were read, so that the build runs the notebook again only when
    one of them changes. Raises ValueError when an id appears twice.
    """
    for what, items in (("figure", figures), ("value", values)):
        ids = [item.id for item in items]
        if len(ids) != len(set(ids)):
            raise ValueError(f"a {what} id appears twice: {sorted(ids)}")
    sentence = f"{len(figures)} figures and {len(values)} values"
    if OUT not in os.environ:
        return f"{sentence}; nothing written outside a build"
    if _record is None:
        raise ValueError("call open_record() before publish()")
    folder = Path(os.environ[OUT])
    for figure in figures:
        write_figure(figure, folder / "figures", os.environ[NAME], _record.book.version)
    write_values(values, folder / "values.json")
    write_text(folder / "tables.json", json.dumps(sorted(_record.tables_read)) + "\n")
    return sentence
