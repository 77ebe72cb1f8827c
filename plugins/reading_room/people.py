"""Who signs the essays: the table ``content/authors.toml``, and each essay's byline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from reading_room import toml_tables
from reading_room.naming import slug_of
from reading_room.problems import Problems

FILE = "authors.toml"
_FIELDS = ("name", "bio", "orcid")


def read(content: Path, shown: str, problems: Problems) -> dict[str, dict]:
    """Authors by name: name, slug, bio, orcid, url."""
    authors = {}
    for slug, row in toml_tables.read(content / FILE, _FIELDS, shown, problems).items():
        if row["orcid"] and not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", row["orcid"]):
            problems.add(shown, 0, 0, f"[{slug}] orcid: write it as 0000-0002-1825-0097")
        authors[row["name"]] = row | {"url": f"authors/{slug}/"}
    return authors


def guests(names: Iterable[str], known: dict[str, dict]) -> dict[str, dict]:
    """Authors by name for those of `names` that the table lacks: with an address, without a life.

    Of two names that would share an address only the first is here.
    """
    found: dict[str, dict] = {}
    taken = {row["slug"] for row in known.values()}
    for name in names:
        slug = slug_of(name)
        if slug not in taken:
            row = {"name": name, "bio": "", "orcid": "", "slug": slug}
            found[name] = row | {"url": f"authors/{slug}/"}
            taken.add(slug)
    return found


def byline(names: Iterable[str], listed: dict[str, dict]) -> list[dict]:
    """The authors of one essay; who signs drafts only is not `listed`, and has no page to link."""
    nobody = {"bio": "", "orcid": "", "slug": "", "url": ""}
    return [listed.get(name, nobody | {"name": name}) for name in names]
