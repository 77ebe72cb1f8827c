"""The home page: what this is, every event in one drawing, four questions with their answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from reading_room import linked_data
from reading_room.generated import explorer
from reading_room.generated.overview import overview_svg
from reading_room.memory import Inputs

# The drawing is as wide as the page; its lanes and labels are those of the explorer.
WIDE = 1140.0
# The figure whose title says what the drawing shows.
FINDING = "long-negotiation"


@dataclass(frozen=True)
class Question:
    """What a visitor asks, the page that answers at length, and the answer in a sentence or two.

    ``{id}`` in the answer stands for the value of that id, ``{*id}`` for the one to stress.
    """

    asked: str
    page: str
    answer: str


QUESTIONS = (
    Question(
        "When did they last meet?",
        "questions/long-negotiation/",
        "Leaders: on {*last-leader-meeting}, the last of {leader-meeting-days} days in all. "
        "Envoys or higher: on {*last-meeting-above-working-level}.",
    ),
    Question(
        "Did the North keep its promises? Did Washington?",
        "questions/promises/",
        "Both coders call {*ledger-dprk-kept} of Pyongyang’s {ledger-dprk-promises} promises kept, "
        "{ledger-dprk-not-kept} not kept; of Washington’s {ledger-us-promises}, {*ledger-us-kept} "
        "and {ledger-us-not-kept}.",
    ),
    Question(
        "Do tests stop when they talk?",
        "questions/talks-and-tests/",
        "Since 1992, {*test-days-per-year-in-talks} test days a year in talks and "
        "{*test-days-per-year-out-of-talks} out of them; within single years, a ratio of "
        "{talks-tests-ratio-within-years}.",
    ),
    Question(
        "What was said in the room?",
        "questions/time-in-the-room/",
        "Little is known word for word. At Singapore they had some {*singapore-minutes-total} "
        "minutes, {*singapore-minutes-alone} of them with interpreters only.",
    ),
)
_VALUE = re.compile(r"\{(\*?)([a-z0-9-]+)\}")


def write(pages, cards: list[dict]) -> None:
    """Write the home page for the generator `pages`; `cards` are the essays, newest first."""
    library = pages.library
    known = {page.url for page in pages.context["pages"]}
    pages.write(
        "index.html",
        "home",
        library.once("home", lambda: _made(library)),
        questions=answered(library.values, known),
        newest=cards[0] if cards else None,
        others=cards[1:4],
        essays=len(cards),
        linked=linked_data.script(linked_data.website(pages.site)),
    )


def _made(library) -> Inputs:
    """What the page shows of the record. ``{site}`` stands for the address of the site."""
    site = library.site
    terms = explorer.terms_of_office(library.folder / "record" / "data", site["record_ends"])
    marks = [explorer.mark_of(event, terms) for event in site["events"]]

    def drawing(width: float) -> str:
        lanes, countries = explorer.LANES, explorer.GOVERNMENTS
        svg = overview_svg(marks, lanes, terms, countries, site["record_ends"], width)
        return svg.replace('href="#', 'href="{site}/timeline/#')

    return Inputs(
        events=f"{len(marks):,}",
        begins=marks[0].event["year"],
        finding=library.figures[FINDING].words["title"] if FINDING in library.figures else "",
        wide=drawing(WIDE),
        narrow=drawing(explorer.NARROW),
        roles=[
            {"role": role, "glyph": glyph, "name": name} for role, glyph, name in explorer.LEGEND
        ],
        figures=len(library.figures),
        sources=f"{len(library.bibliography.items):,}",
        promises=len(library.promises),
        cases=len(library.cases),
        terms=len(library.terms),
        notebooks=len(library.notebooks),
    )


def answered(values: dict[str, dict], pages: set[str]) -> list[dict]:
    """The questions that the record can answer, each with an address and an answer as HTML.

    A question whose page has gone leads to the list of questions.
    """
    return [
        {
            "asked": question.asked,
            "url": question.page if question.page in pages else "questions/",
            "answer": _VALUE.sub(lambda match: _value(match, values), escape(question.answer)),
        }
        for question in QUESTIONS
        if all(match[2] in values for match in _VALUE.finditer(question.answer))
    ]


def _value(match: re.Match, values: dict[str, dict]) -> str:
    """One number, linked to how it was computed."""
    text = escape(values[match[2]]["text"])
    stressed = f"<strong>{text}</strong>" if match[1] else text
    return f'<a class="value" href="{{site}}/data/values/#{match[2]}">{stressed}</a>'
