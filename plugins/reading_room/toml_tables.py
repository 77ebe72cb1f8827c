"""Small files of tables ``[slug]`` beside the essays: authors, series."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from reading_room.problems import Problems, locate


def read(path: Path, fields: tuple[str, ...], shown: str, problems: Problems) -> dict:
    """A TOML file of tables ``[slug]``, each with a name and other text, by slug; {} without it.

    What is wrong with it goes to `problems` under the name `shown`.
    """
    if not path.exists():
        return {}
    text = path.read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        problems.add(shown, line, column, f"this is not TOML: {error}")
        return {}
    rows = {}
    for slug, row in tables.items():
        line, column = locate(text, f"[{slug}]")
        if not isinstance(row, dict):
            line, column = locate(text, slug)
            problems.add(shown, line, column, f"{slug!r} stands in no table; begin with [a-name]")
            continue
        for name, value in row.items():
            if name not in fields or not isinstance(value, str):
                expected = ", ".join(fields)
                problems.add(
                    shown, line, column, f"[{slug}] {name}: a table holds text: {expected}"
                )
        if not re.fullmatch(r"[a-z0-9-]+", slug):
            problems.add(shown, line, column, f"[{slug}] must be small letters, digits and hyphens")
        if not row.get("name"):
            problems.add(shown, line, column, f"[{slug}] has no 'name'")
        rows[slug] = {name: str(row.get(name, "")) for name in fields} | {"slug": slug}
    return rows
