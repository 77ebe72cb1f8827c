"""The pictures that stand for pages where they are shared; only the public site has them.

A card is made when its drawing is new, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from reading_room.cards import Deck, path
from reading_room.citing import folder_of
from reading_room.clean_markdown import plain
from reading_room.generated import explorer
from reading_room.lettering import Faces, Lettering
from reading_room.memory import fingerprint
from reading_room.pictures import Colours
from reading_room.raster import Shelf, png


def write(pages) -> None:
    """Write all cards for the generator `pages`."""
    if not pages.site.address:
        return
    cache = Path(pages.settings["CACHE_ROOT"]) / "site"
    faces = Faces(Path(pages.theme) / "static" / "fonts", cache / "faces")
    fonts = faces.files
    mark = [Path(font).name for font in fonts]
    shelf = Shelf(cache / "cards")
    for name, (drawing, colours) in _drawings(pages, _deck(pages, Lettering(faces))):
        key = fingerprint(mark, drawing.svg, colours)
        pages.copy(name, shelf.file(key, partial(png, drawing, fonts, colours)))
    shelf.clear()


def _deck(pages, letters: Lettering) -> Deck:
    site = pages.library.site
    met = (event["first_day"] for event in site["events"] if _is_meeting_of_leaders(event))
    return Deck(
        name=pages.site.name,
        subtitle=pages.site.subtitle,
        theme=Colours.of(Path(pages.theme)),
        letters=letters,
        first=site["record_begins"],
        last=site["record_ends"],
        meetings=tuple(dict.fromkeys(met)),
    )


def _is_meeting_of_leaders(event: dict) -> bool:
    return event["was_held"] and event["kind"] == "meeting" and event["level"] == "leader"


def _drawings(pages, deck: Deck) -> Iterable[tuple[str, tuple]]:
    """(name, (drawing, its colours)) of every card."""
    events = pages.library.events
    yield path(""), (deck.site(), deck.ramps())
    for article in [*pages.articles, *pages.context["hidden_articles"]]:
        for each in (article, *article.translations):
            used = [events[key]["first_day"] for kind, key in each.references if kind == "event"]
            drawing = deck.essay(
                plain(each.title),
                plain(getattr(each, "subtitle", "") or each.metadata.get("summary", "")),
                ", ".join(author["name"] for author in each.byline),
                sorted(set(used)),
            )
            yield path(folder_of(each)), (drawing, deck.ramps())
    for key, figure in pages.library.figures.items():
        drawing = deck.figure(figure.words["title"], figure.drawing("wide"))
        yield path(f"figures/{key}/"), (drawing, ())
    for key, event in events.items():
        mark = explorer.mark_of(event, [])
        role = mark.lane.role
        yield path(f"events/{key}/"), (deck.event(event, role, mark.glyph), deck.ramps(role))
