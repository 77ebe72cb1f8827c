"""Copies of the project with many essays, and plain Pelican on the same essays, for benchmarks."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ESSAY = ROOT / "content" / "essays" / "the-road-to-singapore.md"
MARK = "What can such a handshake do?"
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "output", ".output*", "site", "node_modules", "__pycache__", "tests"
)
PLAIN_SETTINGS = """
AUTHOR = "The editors"
SITENAME = "Plain"
TIMEZONE = "UTC"
PATH = "content"
ARTICLE_PATHS = ["essays"]
PAGE_PATHS = ["pages"]
THEME = "simple"
PLUGINS = []
DELETE_OUTPUT_DIRECTORY = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
"""


def essays(count: int) -> dict[str, str]:
    """File name and text of `count` essays: the real one with its paragraphs turned round."""
    text = ESSAY.read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    blocks = body.split("\n\n")
    made = {}
    for number in range(count):
        turn = number % len(blocks)
        turned = "\n\n".join([MARK, *blocks[turn:], *blocks[:turn]])
        title = re.sub(r"(?mi)^(title:).*$", rf"\1 Essay {letters(number)}", head)
        made[f"essay-{number:05d}.md"] = f"{title}\n\n{turned}"
    return made


def letters(number: int) -> str:
    """`number` as it stands in titles, where a number must be bound to something."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")


def project(folder: Path, count: int) -> Path:
    """A copy of the project, artifacts included, in `folder`, with `count` essays."""
    shutil.copytree(ROOT, folder, ignore=_LEFT_OUT)
    _replace_essays(folder / "content" / "essays", count)
    return folder


def plain(folder: Path, count: int) -> Path:
    """The same essays and no pages for Pelican without plugins, in its `simple` theme."""
    (folder / "content" / "pages").mkdir(parents=True)
    _replace_essays(folder / "content" / "essays", count)
    (folder / "pelicanconf.py").write_text(PLAIN_SETTINGS, encoding="utf-8")
    return folder


def _replace_essays(folder: Path, count: int) -> None:
    # The real essay stays: other pages may link to it.
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in essays(count - 1).items():
        (folder / name).write_text(text, encoding="utf-8")
    if not (folder / ESSAY.name).exists():
        shutil.copy(ESSAY, folder / ESSAY.name)
