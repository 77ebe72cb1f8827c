"""The search page, the page for addresses that lead nowhere, and the list of addresses for it."""

from __future__ import annotations

import json

from markupsafe import Markup

from reading_room.memory import fingerprint

# What can be found: its key in the index, then one and many of it in words.
KINDS = {
    "event": ("Event", "Events"),
    "essay": ("Essay", "Essays"),
    "person": ("Person", "People"),
    "term": ("Term", "Terms"),
    "figure": ("Figure", "Figures"),
    "page": ("Page", "Pages"),
    "notebook": ("Notebook", "Notebooks"),
}
_SECTIONS = {
    "": "Front page",
    "essays/": "Essays",
    "timeline/": "Timeline of all events",
    "people/": "People",
    "promises/": "Promises",
    "cases/": "Cases",
    "figures/": "Figures",
    "data/": "Data",
    "data/codebook/": "Codebook",
    "claims/": "Claims",
    "authors/": "Authors",
    "sources/": "Sources",
    "notebooks/": "Notebooks",
    "changes/": "Changes",
    "search/": "Search",
}


def write(pages) -> None:
    """Write both pages and the list. `pages` is the generator of the record's pages."""
    site = pages.library.site
    years = sorted({event["year"] for event in site["events"]})
    levels = {event["level"] for event in site["events"]}
    labels = site["vocabularies"]["level"]
    used = {event["process"]["id"] for event in site["events"] if event["process"]}
    pages.write(
        "search/index.html",
        "search",
        kinds=list(KINDS.items()),
        years=[(year, year) for year in years],
        levels=[(key, entry["label"]) for key, entry in labels.items() if key in levels],
        processes=[(row["id"], row["name"]) for row in site["processes"] if row["id"] in used],
        listed=False,
    )
    pages.write("404.html", "not_found", from_root=True, listed=False)
    addresses = _addresses(pages)
    text = json.dumps(addresses, ensure_ascii=False, separators=(",", ":")) + "\n"
    pages.text("search/addresses.json", fingerprint(text), lambda: text)


def _addresses(pages) -> list[tuple[str, str, str]]:
    """(address, title, what it is) of pages that a reader may have meant."""
    library = pages.library
    found = [(url, title, "") for url, title in _SECTIONS.items()]
    for kind, contents in (("Essay", pages.articles), ("Page", pages.context["pages"])):
        found += [(each.url, Markup(each.title).striptags(), kind) for each in contents]
    found += [
        (f"events/{event['id']}/", event["title"], f"Event, {event['when']}")
        for event in library.site["events"]
    ]
    found += [
        (f"figures/{figure.id}/", figure.words["title"], "Figure")
        for figure in library.figures.values()
    ]
    found += [(f"glossary/#{key}", name, "Term") for key, name in library.terms.items()]
    found += [(f"notebooks/{book.name}/", book.title, "Notebook") for book in library.notebooks]
    return found + [
        (f"people/{key}/", person["name"], "Person") for key, person in library.people.items()
    ]
