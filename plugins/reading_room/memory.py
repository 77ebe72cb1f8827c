"""What the last good site was made from, kept on disk so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_TABLES = """
create table if not exists readings (file text primary key, key text, result text);
create table if not exists files (name text primary key, key text, size int, changed int);
create table if not exists anchors (page text primary key, ids text);
create table if not exists links (page text, written text, target text, fragment text);
create index if not exists links_of on links (page);
create index if not exists links_to on links (target);
"""


@dataclass(frozen=True)
class Printed:
    """One file of the site: the key of what it was made from, its size and time of change."""

    key: str
    size: int
    changed: int


@dataclass(frozen=True)
class Link:
    """One address in a page: as written, the file that it leads to, and the place in it."""

    written: str
    target: str
    fragment: str


def fingerprint(*values) -> str:
    """A short hash of plain data. Things with a ``fingerprint`` of their own count by that."""
    return digest(json.dumps(values, sort_keys=True, default=_plain, ensure_ascii=False))


def digest(text: str) -> str:
    """A short hash of a text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


class Rows(Sequence):
    """Rows that stay as they are: for loops like a list, in keys by a hash computed once."""

    def __init__(self, rows: Iterable[dict] = ()):
        """Take over `rows`, which must not be changed afterwards."""
        self._rows = list(rows)

    def __getitem__(self, number):
        return self._rows[number]

    def __len__(self) -> int:
        return len(self._rows)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of all rows."""
        return fingerprint(self._rows)


class Inputs(dict):
    """Inputs of a page that stay as they are: their fingerprint is computed once."""

    @cached_property
    def fingerprint(self) -> str:
        """Hash of all of them."""
        return fingerprint(dict(self))


def _plain(value):
    if hasattr(value, "fingerprint"):
        return value.fingerprint
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    # A representation that differs between equal things costs a rendering, and is never stale.
    return str(value)


class Memory:
    """The readings of Markdown files, and the files, anchors and links of the last good site."""

    def __init__(self, path: Path):
        """Open or make the database `path`; one that is broken is thrown away."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open(path)
        except sqlite3.DatabaseError:
            path.unlink()
            self._open(path)

    def _open(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript(_TABLES)
        rows = self._database.execute("select name, key, size, changed from files")
        self.files = {name: Printed(*rest) for name, *rest in rows}
        self._anchors: dict[str, frozenset[str]] = {}

    def reading(self, file: str, key: str):
        """What was read from the Markdown file of that name and key, or None."""
        row = self._database.execute(
            "select result from readings where file = ? and key = ?", (file, key)
        ).fetchone()
        return json.loads(row[0]) if row else None

    def remember_reading(self, file: str, key: str, result) -> None:
        """Keep what was read; `result` is plain data."""
        self._database.execute(
            "insert or replace into readings values (?, ?, ?)",
            (file, key, json.dumps(result, ensure_ascii=False)),
        )

    def anchors(self, page: str) -> frozenset[str]:
        """Ids in a page of the last good site."""
        if page not in self._anchors:
            row = self._database.execute(
                "select ids from anchors where page = ?", (page,)
            ).fetchone()
            self._anchors[page] = frozenset(json.loads(row[0])) if row else frozenset()
        return self._anchors[page]

    def links_to(self, target: str) -> list[tuple[str, Link]]:
        """(page, link) for every link of the last good site that leads to the file `target`."""
        rows = self._database.execute(
            "select page, written, target, fragment from links where target = ?", (target,)
        )
        return [(page, Link(*rest)) for page, *rest in rows]

    def remember_site(
        self,
        files: dict[str, Printed],
        anchors: dict[str, frozenset[str]],
        links: dict[str, list[Link]],
    ) -> None:
        """Replace what is known of the site by `files`; anchors and links are of new pages only."""
        gone = [name for name in self.files if name not in files]
        # What was kept is the same object.
        new = [name for name, printed in files.items() if self.files.get(name) is not printed]
        with self._database as database:
            for name in gone:
                self._anchors.pop(name, None)
            self._forget(database, [*gone, *links])
            database.executemany(
                "insert into files values (?, ?, ?, ?)",
                ((name, *_values(files[name])) for name in self._replaced(database, new)),
            )
            database.executemany(
                "insert into anchors values (?, ?)",
                ((page, json.dumps(sorted(ids))) for page, ids in anchors.items()),
            )
            database.executemany(
                "insert into links values (?, ?, ?, ?)",
                ((page, *_values(link)) for page, found in links.items() for link in found),
            )
        self.files = dict(files)
        self._anchors |= anchors

    def save_readings(self) -> None:
        """Make the readings of this build last, whether or not it succeeds."""
        self._database.commit()

    def _forget(self, database, names: Iterable[str]) -> None:
        for table, column in (("files", "name"), ("anchors", "page"), ("links", "page")):
            database.executemany(
                f"delete from {table} where {column} = ?", ((name,) for name in names)
            )

    def _replaced(self, database, names: list[str]) -> list[str]:
        database.executemany("delete from files where name = ?", ((name,) for name in names))
        return names


def _values(record) -> tuple:
    return tuple(vars(record).values())
