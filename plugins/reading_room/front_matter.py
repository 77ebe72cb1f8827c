"""What an essay says about itself, above its first empty line."""

from __future__ import annotations

import datetime
import re

from reading_room.problems import nearest

# What front matter may say; the first three are required of essays.
REQUIRED = ("title", "date", "summary")
ALLOWED = (
    *REQUIRED,
    "slug",
    "modified",
    "authors",
    "author",
    "category",
    "tags",
    "status",
    "template",
    "save_as",
    "url",
    "lang",
    "subtitle",
    "menu",
    "keywords",
)
_FIELD = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*)$")


def problems_in(text: str, is_essay: bool) -> list[tuple[int, str]]:
    """(line, what is wrong) for each mistake in the front matter of `text`."""
    problems = []
    seen: dict[str, str] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            break
        match = _FIELD.match(line)
        if not match:
            if number > 1 and line.startswith("    "):
                continue  # a field that goes on, as Markdown's metadata allows
            problems.append(
                (number, "front matter must be lines like 'Title: …', then one empty line")
            )
            break
        name, value = match[1].lower(), match[2].strip()
        if name not in ALLOWED:
            problems.append((number, f"unknown field {match[1]!r}{nearest(name, ALLOWED)}"))
        if name in seen:
            problems.append((number, f"the field {match[1]!r} appears twice"))
        seen[name] = value
        if name in ("date", "modified") and not _is_day(value):
            problems.append(
                (number, f"{match[1]}: {value!r} is not a date; write it as 2018-06-12")
            )
        if name == "status" and value not in ("published", "draft", "hidden"):
            problems.append((number, f"{match[1]}: {value!r} must be published, draft or hidden"))
    for name in REQUIRED if is_essay else ("title",):
        if not seen.get(name):
            problems.append((1, f"the front matter has no '{name.capitalize()}:' line"))
    return problems


def _is_day(value: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)) and bool(
            datetime.date.fromisoformat(value)
        )
    except ValueError:
        return False


def usable(meta: dict[str, list[str]], is_essay: bool) -> dict[str, list[str]]:
    """`meta` with stand-ins for what was reported as wrong, so that all files are still read."""
    for name in ("date", "modified"):
        if name in meta and not _is_day(meta[name][0].strip()):
            meta[name] = ["2000-01-01"]
    if is_essay:
        meta.setdefault("date", ["2000-01-01"])
        meta.setdefault("title", ["Untitled"])
    if meta.get("status", ["published"])[0] not in ("published", "draft", "hidden"):
        meta["status"] = ["draft"]
    return {name: values for name, values in meta.items() if name in ALLOWED}
