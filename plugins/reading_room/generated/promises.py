"""What was promised: a page for each text with its promises, and the list of all texts."""

from __future__ import annotations

from collections import Counter

from reading_room import citing
from reading_room.generated import events
from reading_room.memory import Inputs

# What a promise is called on which coders differ, and one that nobody has judged.
_UNSETTLED = {"differ": "coders differ", "unjudged": "not yet judged"}


def write(pages) -> None:
    """Write all pages of texts for the generator `pages`."""
    library = pages.library
    site = pages.site
    dossiers = library.once("texts", lambda: _dossiers(library, site))
    for key, dossier in dossiers.items():
        text = library.texts[key]
        ids = [key, *(promise["id"] for promise in text["commitments"])]
        things = [("promise", each) for each in ids]
        pages.write(
            f"promises/{key}/index.html",
            "text",
            dossier,
            used_by=pages.users(*things, ("event", text["event_id"])),
            claims={each: pages.claims_on("promise", each) for each in ids[1:]},
        )
    listed = library.once("list of texts", lambda: _list(library))
    pages.write("promises/index.html", "promises", listed, library=library)


def _dossiers(library, site: citing.Site) -> dict[str, Inputs]:
    """By text, all that its page shows of the record."""
    texts = list(library.texts.values())
    fates = _fates(library)
    found = {}
    for before, text, after in zip([None, *texts], texts, [*texts[1:], None]):
        key = text["id"]
        promises = [_promise(row, library) for row in text["commitments"]]
        found[key] = Inputs(
            text={name: text[name] for name in ("id", "title", "signed", "signed_words")},
            parties=_parties(text, library),
            total=len(promises),
            tally=_tally(promises, fates),
            promisers=[
                {
                    "name": _together(name.split(" and ")),
                    "promises": [row for row in promises if row["by_names"] == name],
                }
                for name in dict.fromkeys(row["by_names"] for row in promises)
            ],
            source=library.bibliography.items[text["source_id"]],
            event=events.line(text["event_id"], library),
            previous=_neighbour(before),
            next=_neighbour(after),
            cite=citing.citation(citing.promises_item(text, site), f"promises/{key}/", site),
        )
    return found


def _list(library) -> Inputs:
    """All texts in order of time, with a mark for each of their promises."""
    fates = _fates(library)
    sides: dict[str, str] = {}
    rows = []
    for text in library.texts.values():
        promises = [_promise(row, library) for row in text["commitments"]]
        for row in text["commitments"]:
            names = row["by_names"].split(" and ")
            sides |= dict(zip(row["by"].split("+"), names))
        rows.append(
            {name: text[name] for name in ("id", "title", "signed", "signed_words")}
            | {
                "parties": ", ".join(_parties(text, library)),
                "total": len(promises),
                "tally": _tally(promises, fates),
                "marks": [
                    {"id": row["id"], "fate": row["fate_id"], "by": row["by"].replace("+", " ")}
                    for row in sorted(promises, key=lambda row: list(fates).index(row["fate_id"]))
                ],
            }
        )
    met = {part["id"] for row in rows for part in row["tally"]}
    return Inputs(
        texts=rows,
        fates=[(key, label) for key, label in fates.items() if key in met],
        sides=sorted(sides.items(), key=lambda side: side[1]),
        total=len(library.promises),
    )


def _fates(library) -> dict[str, str]:
    """What became of promises, by id, in the codebook's order."""
    words = library.site["vocabularies"]["fate"]
    return {key: entry["label"] for key, entry in words.items()} | _UNSETTLED


def _promise(row: dict, library) -> dict:
    """A promise with its fate as one word, and with the titles of the events that show it."""
    codes = {judged["code"] for judged in row["assessments"]} or {"unjudged"}
    judged = [
        one | {"evidence": events.line(one.get("evidence_event_id"), library)}
        for one in row["assessments"]
    ]
    return row | {
        "assessments": judged,
        "fate_id": codes.pop() if len(codes) == 1 else "differ",
    }


def _tally(promises: list[dict], fates: dict[str, str]) -> list[dict]:
    """How many promises met each fate, those of none left out."""
    counts = Counter(row["fate_id"] for row in promises)
    return [
        {
            "id": key,
            "words": f"{label} on {counts[key]}" if key == "differ" else f"{counts[key]} {label}",
        }
        for key, label in fates.items()
        if counts[key]
    ]


def _together(names: list[str]) -> str:
    """`names` in a row, as a sentence has them."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _parties(text: dict, library) -> list[str]:
    actors = library.events[text["event_id"]]["actors"]
    return [actor["name"] for actor in actors if actor["role"] == "party"]


def _neighbour(text: dict | None) -> dict | None:
    if not text:
        return None
    about = {"title": text["title"], "when": text["signed_words"], "start_iso": text["signed"]}
    return about | {"url": f"promises/{text['id']}/"}
