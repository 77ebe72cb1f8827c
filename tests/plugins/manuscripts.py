"""A small library, and one way to convert a text with all that this site adds to Markdown."""

from __future__ import annotations

import struct
from pathlib import Path
from types import SimpleNamespace

from reading_room import embedding
from reading_room.bibliography import Source
from reading_room.markup.conversion import Converter
from reading_room.problems import Problems

MARKDOWN = {
    "extensions": [
        "attr_list",
        "def_list",
        "fenced_code",
        "footnotes",
        "md_in_html",
        "tables",
        "toc",
    ],
    "extension_configs": {"toc": {"toc_depth": "2-3"}},
    "output_format": "html",
}
FRONT = "Title: An essay\nDate: 2026-01-02\n\n"


def event(key: str, when: str, title: str) -> dict:
    day = key[:10]
    return {"id": key, "when": when, "title": title, "first_day": day, "last_day": day}


EVENTS = {
    each["id"]: each
    for each in (
        event("2018-06-12-singapore-summit", "12 June 2018", "Trump and Kim meet in Singapore"),
        event("2017-05-08-oslo-talks", "8 May 2017", "Talks in Oslo"),
        event("2018-05-08-oslo-talks", "8 May 2018", "Talks in Oslo"),
    )
}


def figure(key: str, first: str = "", last: str = ""):
    """A figure with an axis of time from `first` to `last`, or without one."""
    words = {
        "id": key,
        "title": f"The title of {key}",
        "subtitle": "",
        "alt": "",
        "how_to_read": "",
        "sources": "",
        "views": [{"label": "All", "first": first, "last": last}] if first else [],
        "lanes": [{"id": "talks", "name": "Talks"}],
    }
    rows = [
        {
            "id": each["id"],
            "start": each["first_day"],
            "end": "",
            "date_words": each["when"],
            "lane": "talks",
            "was_held": True,
            "title": each["title"],
        }
        for each in EVENTS.values()
    ]
    rows = rows if first else [{"name": "Kim", "minutes": 38}]
    return SimpleNamespace(
        id=key,
        words=words,
        rows=rows,
        has_model=False,
        is_of_events=bool(first),
        svg=lambda _variant: "<svg></svg>",
    )


def library():
    sources = {
        key: Source(key, {}, f"{author} ({year}). A title.", author, year)
        for key, author, year in (
            ("holmes-2018", "Holmes", "2018"),
            ("jervis-1978", "Jervis", "1978"),
        )
    }
    bibliography = SimpleNamespace(
        items=sources,
        short_forms=lambda keys: {key: (sources[key].author, sources[key].year) for key in keys},
    )
    figures = {
        each.id: each for each in (figure("talks", "2017-01-01", "2018-12-31"), figure("minutes"))
    }
    values = {"test-days-2017": {"text": "sixteen", "how": "Counted."}}
    terms = {"security-dilemma": "Security dilemma"}
    people = {"kim-jong-un": {"name": "Kim Jong Un", "description": "Supreme leader"}}
    known = {
        "event": EVENTS,
        "figure": figures,
        "value": values,
        "term": terms,
        "person": people,
        "source": sources,
    }
    return SimpleNamespace(
        events=EVENTS,
        figures=figures,
        values=values,
        terms=terms,
        people=people,
        known=known,
        bibliography=bibliography,
        once=lambda _name, make: make(),
    )


def converted(text: str, content: Path = Path("nowhere"), name: str = "small"):
    """(what came of `text` under a front matter of three lines, its mistakes as lines)."""
    problems = Problems()
    converter = Converter(library(), problems, MARKDOWN, content)
    result = converter.open(FRONT + text, "essay.md", name, FRONT).body()
    return result, [str(problem) for problem in sorted(problems.everything)]


def html_of(text: str, content: Path = Path("nowhere")) -> str:
    """The HTML of a text without mistakes."""
    result, problems = converted(text, content)
    assert problems == []
    return embedding.fill(result.html, library(), "..")


def problems_of(text: str, content: Path = Path("nowhere")) -> list[str]:
    """The mistakes of a text, which starts in line 4."""
    return converted(text, content)[1]


def png(width: int, height: int) -> bytes:
    """The first bytes of an image of that size."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"
