"""A page for each event, and pages at addresses that were given up."""

from __future__ import annotations

from collections import defaultdict

from reading_room import cards, citing, linked_data, locator
from reading_room.generated import people as people_pages
from reading_room.memory import Inputs

# What a line about another event shows.
_LINE = ("id", "when", "start_iso", "title", "was_held", "verification")


def write(pages) -> None:
    """Write all pages of events for the generator `pages`."""
    library = pages.library
    dossiers = library.once("dossiers", lambda: _dossiers(library, pages.site))
    for key, dossier in dossiers.items():
        pages.write(
            f"events/{key}/index.html",
            "event",
            dossier,
            used_by=pages.users(("event", key)),
            claims=pages.claims_on("event", key),
        )
    for row in library.site["redirects"]:
        if row["table"] == "events":
            target = line(row["new_id"], library)
            name = f"events/{row['old_id']}/index.html"
            pages.write(name, "moved", moved=row, target=target, listed=False)


def _dossiers(library, site: citing.Site) -> dict[str, Inputs]:
    """By event, all that its page shows of the record."""
    in_figures = figures_by_event(library)
    neighbours = _neighbours(library.site["events"])
    found = {}
    for event in library.site["events"]:
        before, after = neighbours.get(event["id"], (None, None))
        path = f"events/{event['id']}/"
        sources = {row["source_id"]: _source(row, library) for row in event["sources"]}
        found[event["id"]] = Inputs(
            event=event,
            who=_who(event, library),
            map=_map(event["place"]),
            sources=sources,
            previous=line(event.get("previous"), library),
            next=line(event.get("next"), library),
            process_previous=line(before, library),
            process_next=line(after, library),
            in_figures=in_figures[event["id"]],
            cite=citing.citation(citing.event_item(event, site), path, site),
            card=cards.card(path, f"{event['title']}, {event['when']}"),
            linked=linked_data.script(
                linked_data.event(event, library.people, sources, site),
                linked_data.trail(site, path, event["title"]),
            ),
        )
    return found


def line(key: str | None, library) -> dict | None:
    """What a line about an event shows."""
    if not key:
        return None
    return {name: library.events[key].get(name) for name in _LINE} | {"url": f"events/{key}/"}


def _who(event: dict, library) -> list[dict]:
    """Actors by role, each with its people: what a reader sees of who took part."""
    groups: dict[str, list[dict]] = {}
    for actor in event["actors"]:
        people = [people_pages.name_of(library.people[key]) for key in actor["people"]]
        groups.setdefault(actor["role_label"], []).append({"name": actor["name"], "people": people})
    return [{"role": role, "actors": actors} for role, actors in groups.items()]


def _map(place: dict | None) -> dict | None:
    """The locator map of a place, if it is known where that is."""
    if not place or "lat" not in place:
        return None
    return {"drawing": locator.drawing(place), "position": locator.position(place)}


def _source(row: dict, library):
    return library.bibliography.items[row["source_id"]]


def figures_by_event(library) -> dict[str, list[dict]]:
    """Id and title of the figures that draw each event."""
    found = defaultdict(list)
    for figure in library.figures.values():
        shown = {"id": figure.id, "title": figure.words["title"]}
        for key in figure.events:
            found[key].append(shown)
    return found


def _neighbours(events: list[dict]) -> dict[str, tuple[str | None, str | None]]:
    """Ids of the events before and after each, within its process."""
    of_process = defaultdict(list)
    for event in events:
        if event["process"]:
            of_process[event["process"]["id"]].append(event["id"])
    found = {}
    for keys in of_process.values():
        for before, key, after in zip([None, *keys], keys, [*keys[1:], None]):
            found[key] = (before, after)
    return found
