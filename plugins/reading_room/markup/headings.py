"""Headings: their levels, their ids, and what can be linked to in a file."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree

from markdown.extensions import toc

from reading_room.problems import nearest

_TAG = re.compile(r"h[1-6]")
_WRITTEN = re.compile(
    r"^(?:[ ]{0,3}>[ ]?)*[ ]{0,3}(?:#{1,6}[^#\n][^\n]*|[^\s>|#][^\n]*(?=\n(?:=+|-+)[ ]*$))",
    re.MULTILINE,
)
_GIVEN = re.compile(r"\{:?[^{}\n]*?#(?P<id>[\w:.-]+)[^{}\n]*\}")
_IN_HTML = re.compile(r"<[a-zA-Z][^<>]*\bid\s*=\s*[\"']?(?P<id>[\w:.-]+)")


def slug(text: str, separator: str) -> str:
    """The id that a heading gets when its author gives none."""
    return toc.slugify(re.sub(r"[–—]", "-", text), separator)


def given_ids(manuscript) -> dict[str, list[int]]:
    """Where in the text each id stands that its author gave."""
    found: dict[str, list[int]] = {}
    for pattern in (_GIVEN, _IN_HTML):
        for match in pattern.finditer(manuscript.body):
            found.setdefault(match["id"], []).append(match.start("id"))
    return found


def anchors(root: etree.Element, md, manuscript) -> list[dict]:
    """Headings of the page: id, text, line, and other headings that would have had the same id.

    Mistakes in their levels and ids are reported on the way.
    """
    headings = [element for element in root.iter() if _is_heading(element)]
    given = given_ids(manuscript)
    _check_repeated(given, manuscript)
    texts = [_words(heading, md) for heading in headings]
    places = _places(texts, manuscript)
    _check_levels([int(heading.tag[1]) for heading in headings], texts, places, manuscript)
    found = [
        {
            "id": heading.get("id", ""),
            "text": text,
            "line": manuscript.place(place)[0] if place >= 0 else 0,
            "is_given": heading.get("id", "") in given,
        }
        for heading, text, place in zip(headings, texts, places)
    ]
    for anchor in found:
        anchor["like"] = [] if anchor["is_given"] else _like(anchor, found)
    return found


def choose(part: str, known: list[dict], where: str = "") -> tuple[dict | None, str]:
    """The anchor of that id, or None and what is wrong; `where` says in which file."""
    for anchor in known:
        if anchor["id"] == part and anchor["like"]:
            lines = " and ".join(str(line) for line in anchor["like"])
            return None, (
                f"#{part} is ambiguous{where}: the headings of lines {lines} have the same text; "
                f"give the one that is meant an id of its own, as in ## {anchor['text']} {{#an-id}}"
            )
        if anchor["id"] == part:
            return anchor, ""
    return (
        None,
        f"there is no heading #{part}{where}{nearest(part, [each['id'] for each in known])}",
    )


def _is_heading(element: etree.Element) -> bool:
    # The heading of the notes is not the author's.
    return bool(_TAG.fullmatch(str(element.tag))) and element.get("class") != "notes-title"


def _words(heading: etree.Element, md) -> str:
    rendered = toc.render_inner_html(toc.remove_fnrefs(heading), md)
    return html.unescape(toc.strip_tags(rendered))


def _places(texts: list[str], manuscript) -> list[int]:
    """Where each heading stands in the text; -1 where that is not known."""
    places = [match.start() for match in _WRITTEN.finditer(manuscript.body)]
    if len(places) == len(texts):
        return places
    return [manuscript.body.find(text) for text in texts]


def _like(anchor: dict, found: list[dict]) -> list[int]:
    """Lines of all headings of the same text without ids of their own, if there are several."""
    same = [
        other["line"]
        for other in found
        if not other["is_given"] and slug(other["text"], "-") == slug(anchor["text"], "-")
    ]
    return same if len(same) > 1 else []


def _check_repeated(given: dict[str, list[int]], manuscript) -> None:
    for name, places in given.items():
        for place in places[1:]:
            line = manuscript.place(places[0])[0]
            manuscript.mistake(place, f"the id {name!r} was given before, in line {line}")


def _check_levels(levels: list[int], texts: list[str], places: list[int], manuscript) -> None:
    last = 1
    for level, text, place in zip(levels, texts, places):
        if level == 1:
            manuscript.mistake(
                place, f"the heading {text!r} is of level 1, which is the title's: write ## {text}"
            )
        elif level > last + 1:
            manuscript.mistake(place, f"the heading {text!r} skips a level, from {last} to {level}")
        last = level
