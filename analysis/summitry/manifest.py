"""The manifest: every key that was ever published, so that none changes or disappears unseen.

``python -m summitry.manifest``, or ``make manifest``, adds the keys that are new. It never takes
one out: a key that is given up needs a row in ``redirects.csv``, and then stays in the manifest.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from summitry import checks, codebook
from summitry.checks import Problem, Rows, nearest

FILE = "manifest.txt"
# Tables whose keys have an address on the site, or are cited.
TABLES = ("events", "agreements", "commitments", "cases", "people", "places", "processes")


def keys(rows: dict[str, Rows]) -> set[str]:
    """All permanent keys of the record, as ``table/id``."""
    return {f"{name}/{row['id']}" for name in TABLES for row in rows[name]}


def check_manifest(rows: dict[str, Rows], text: str) -> Iterator[Problem]:
    """Every key of the manifest `text` is in its table, or leads on by a redirect."""
    known = keys(rows)
    moved = {f"{row['table']}/{row['old_id']}" for row in rows["redirects"]}
    last = ""
    for line, key in enumerate(text.splitlines(), start=1):
        if key <= last:
            yield Problem(FILE, line, "", f"{key} is out of order; run make manifest")
        last = key
        if key not in known and key not in moved:
            table, _, name = key.partition("/")
            mine = [other.partition("/")[2] for other in known if other.startswith(f"{table}/")]
            yield Problem(
                FILE,
                line,
                "",
                f"{key} was published and is gone{nearest(name, mine)}; bring it back, or say in "
                "redirects.csv where it leads now",
            )


def gone(rows: dict[str, Rows], text: str) -> list[str]:
    """Keys of the manifest `text` that the record has lost, and that lead nowhere, in order."""
    moved = {f"{row['table']}/{row['old_id']}" for row in rows["redirects"]}
    return sorted(set(text.splitlines()) - keys(rows) - moved)


def missing(rows: dict[str, Rows], text: str) -> list[str]:
    """Keys of the record that the manifest `text` lacks, in order."""
    return sorted(keys(rows) - set(text.splitlines()))


def main(data: Path) -> int:
    """Add new keys to the manifest in `data`; returns the exit status."""
    book = codebook.read(data / "codebook.toml")
    rows = {
        name: checks.read_rows(data / book.tables[name].file, book.tables[name])[0]
        for name in TABLES
    }
    path = data / FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    new = missing(rows, text)
    lines = sorted({*text.splitlines(), *new})
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(new)} keys added, {len(lines)} in all")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[1] / "data"))
