"""What programs read of a page, in the words of schema.org: JSON-LD for its head.

Each function returns one thing as plain data, with what its page shows and no more. Addresses are
full or left out: where the site does not know its own, it says nothing that needs one. What is
empty is dropped when `script` writes things down.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from reading_room import cards
from reading_room.citing import EDITORS, Site, folder_of
from reading_room.clean_markdown import plain

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Under which heading of the site a page stands: the folder of its address, and of the heading's.
_SECTIONS = {
    "authors": ("Authors", "authors/"),
    "data": ("Data", "data/"),
    "essays": ("Essays", "essays/"),
    "events": ("Timeline", "timeline/"),
    "figures": ("Figures", "figures/"),
    "notebooks": ("Notebooks", "notebooks/"),
    "people": ("People", "people/"),
    "questions": ("Questions", "questions/"),
    "series": ("Series", "series/"),
}
_OF_RECORD = (
    ("{zip}", "All tables with codebook, readme and citation", "application/zip"),
    ("record.sqlite", "All tables in one database", "application/vnd.sqlite3"),
    ("datapackage.json", "Frictionless data package", "application/json"),
    ("bibliography.json", "Bibliography", "application/vnd.citationstyles.csl+json"),
    ("timelinejs.csv", "Pivotal and major events for TimelineJS", "text/csv"),
    ("events.ics", "Events as a calendar", "text/calendar"),
)


def script(*things: dict) -> str:
    """`things` as the text of a script element of type ``application/ld+json``.

    No text in them can end the element, or begin another: the marks that HTML knows are escaped.
    """
    kept = [thing for thing in map(_without_gaps, things) if thing]
    if not kept:
        return ""
    whole = {"@context": "https://schema.org"} | (kept[0] if len(kept) == 1 else {"@graph": kept})
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _without_gaps(value):
    """`value` without what is empty in it; a thing of which only the type is known is empty."""
    if isinstance(value, list):
        return [kept for kept in map(_without_gaps, value) if kept not in ("", None, [], {})]
    if not isinstance(value, dict):
        return value
    found = {key: _without_gaps(item) for key, item in value.items()}
    found = {key: item for key, item in found.items() if item not in ("", None, [], {})}
    return found if found.keys() - {"@type"} else {}


def website(site: Site) -> dict:
    """The site, with its search; for the front page."""
    asked = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": site.url("search/?q={search_term_string}"),
        },
        "query-input": "required name=search_term_string",
    }
    return _site(site) | {
        "alternateName": site.title,
        "inLanguage": site.language,
        "license": LICENCE,
        "publisher": _publisher(site),
        "potentialAction": asked if site.address else {},
    }


def _site(site: Site) -> dict:
    return {"@type": "WebSite", "@id": site.url(""), "url": site.url(""), "name": site.name}


def _publisher(site: Site) -> dict:
    return {"@type": "Organization", "name": site.name, "url": site.url("")}


def _record(site: Site) -> dict:
    """The record, where another thing names it."""
    path = site.url("data/")
    return {
        "@type": "Dataset",
        "@id": path,
        "url": path,
        "name": site.record,
        "version": site.version,
    }


def trail(site: Site, path: str, name: str) -> dict:
    """The way from the front page to the page `name` at `path`; a way needs addresses."""
    section = _SECTIONS.get(path.split("/")[0])
    if not site.address or not section or section[1] == path:
        return {}
    steps = [(site.name, ""), section, (name, path)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": label, "item": site.url(where)}
            for number, (label, where) in enumerate(steps, start=1)
        ],
    }


def essay(article, site: Site, works: Iterable, terms: dict[str, str], changed_on: str) -> dict:
    """A published essay. `works` are the sources that it cites, `terms` all names of terms by id."""
    url = site.url(article.url)
    place = article.series_place
    series = {
        "@type": "CreativeWorkSeries",
        "name": place["name"] if place else "",
        "url": site.url(place["url"]) if place else "",
    }
    said = getattr(article, "keywords", [])
    return {
        "@type": "ScholarlyArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": plain(article.title),
        "alternativeHeadline": plain(getattr(article, "subtitle", "")),
        "abstract": plain(article.metadata.get("summary", "")),
        "image": site.url(cards.path(folder_of(article))),
        "author": [_author(author, site) for author in article.byline],
        "publisher": _publisher(site),
        "datePublished": article.date.strftime("%Y-%m-%d"),
        "dateModified": changed_on,
        "inLanguage": getattr(article, "lang", "") or site.language,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "keywords": plain(said) if isinstance(said, str) else ", ".join(map(plain, said)),
        "position": place["part"] if place else None,
        "isPartOf": [series, _site(site)],
        "isBasedOn": _record(site),
        "about": [
            {"@type": "DefinedTerm", "name": terms[key], "url": site.url(f"glossary/#{key}")}
            for kind, key in getattr(article, "references", [])
            if kind == "term"
        ],
        "citation": [_work(source.item) for source in works],
    }


def _author(author: dict, site: Site) -> dict:
    """Who signs an essay. The house's own signature stands for several people."""
    return {
        "@type": "Organization" if author["name"] == EDITORS else "Person",
        "name": author["name"],
        "url": site.url(author["url"]) if author["url"] else "",
        "sameAs": f"https://orcid.org/{author['orcid']}" if author["orcid"] else "",
    }


def _work(item: dict) -> dict:
    """A source by its name, who made it and where it is."""
    if not item.get("title"):
        return {}
    doi = item.get("DOI", "")
    return {
        "@type": "CreativeWork",
        "name": plain(item["title"]),
        "author": [_maker(maker) for maker in item.get("author", [])],
        "datePublished": _partial(item.get("issued") or {}),
        "url": item.get("URL", ""),
        "sameAs": f"https://doi.org/{doi}" if doi else "",
    }


def _maker(maker: dict) -> dict:
    if "literal" in maker:
        return {"@type": "Organization", "name": maker["literal"]}
    parts = (maker.get(name, "") for name in ("given", "non-dropping-particle", "family"))
    return {"@type": "Person", "name": " ".join(filter(None, parts))}


def _partial(date: dict) -> str:
    """The year, month or day of a CSL date, as precise as it is."""
    return "-".join(f"{int(part):02d}" for part in (date.get("date-parts") or [[]])[0])


def event(event: dict, people: dict[str, dict], sources: dict, site: Site) -> dict:
    """An event of the record. Dates are as precise as they are known; what is not known is not said.

    `people` are those of the record by id, `sources` the works that it rests on by id.
    """
    url = site.url(f"events/{event['id']}/")
    process = event["process"] or {}
    found = {
        "@type": "Event",
        "@id": url and f"{url}#event",
        "url": url,
        "name": event["title"],
        "description": event["summary"],
        "image": site.url(cards.path(f"events/{event['id']}/")),
        "startDate": event["start_iso"],
        "endDate": event["end_iso"],
        # Of what did take place, schema.org has nothing to say.
        "eventStatus": "" if event["was_held"] else "https://schema.org/EventCancelled",
        "location": _place(event["place"]),
        "about": [
            {
                "@type": "Thing",
                "name": process.get("name", ""),
                "description": process.get("summary", ""),
            }
        ],
        "subjectOf": [_work(source.item) for source in sources.values()],
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": url,
            "lastReviewed": event["checked_on"],
            "license": LICENCE,
            "isPartOf": _record(site),
        },
    }
    for actor in event["actors"]:
        members = [_person(people[key], site) for key in actor["people"]]
        body = {"@type": "Organization", "name": actor["name"], "member": members}
        found.setdefault(_part(event, actor["role"]), []).append(body)
    return found


def person(person: dict, site: Site) -> dict:
    """Somebody whom the record names."""
    return _person(person, site) | {
        "description": person.get("description", ""),
        "mainEntityOfPage": site.url(f"people/{person['id']}/"),
        "subjectOf": _record(site),
    }


def _person(person: dict, site: Site) -> dict:
    url = site.url(f"people/{person['id']}/")
    return {
        "@type": "Person",
        "@id": url and f"{url}#person",
        "url": url,
        "name": person["name"],
        "alternateName": person.get("name_hangul", ""),
        "affiliation": {"@type": "Organization", "name": person["actor_name"]},
    }


def _part(event: dict, role: str) -> str:
    """What an actor is to an event: who came to a meeting, and who only did something."""
    if role == "target":
        return "about"
    if role == "host":
        return "organizer"
    return "attendee" if event["kind"] == "meeting" else "contributor"


def _place(place: dict | None) -> dict:
    if not place:
        return {}
    names = dict.fromkeys((place["name"], place["country"]))
    return {
        "@type": "Place",
        "name": place["name"],
        "address": ", ".join(filter(None, names)),
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": place.get("lat"),
            "longitude": place.get("lon"),
        },
    }


def dataset(record: dict, countries: Iterable[str], site: Site) -> dict:
    """The record of diplomacy among `countries`, with its downloads and the codebook's columns."""
    held = f"{len(record['events']):,} events from {record['record_begins'][:4]} to "
    return _record(site) | {
        "description": f"{held}{record['record_ends_words']}, each with its sources, in "
        f"{len(record['tables'])} linked tables with a codebook. Dates are local to the place "
        "and as precise as the sources allow.",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": f"{EDITORS} of {site.name}"},
        "publisher": _publisher(site),
        "creditText": record["citation"],
        "inLanguage": site.language,
        "dateModified": record["changes"][0]["made_on"] if record["changes"] else "",
        "temporalCoverage": f"{record['record_begins']}/{record['record_ends']}",
        "spatialCoverage": [{"@type": "Place", "name": name} for name in countries],
        "measurementTechnique": site.url("method/"),
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "propertyID": f"{table['name']}.{column['name']}",
                "name": column["name"],
                "description": column["meaning"],
                "unitText": column["unit"],
            }
            for table in record["tables"]
            for column in table["columns"]
        ],
        "distribution": _downloads(record, site),
    }


def _downloads(record: dict, site: Site) -> list[dict]:
    files = [(name.format(zip=record["zip"]), label, kind) for name, label, kind in _OF_RECORD]
    for table in record["tables"]:
        files.append((f"{table['name']}.csv", table["title"], "text/csv"))
        files.append((f"{table['name']}.json", table["title"], "application/json"))
    return [_download(site, f"data/{name}", label, kind) for name, label, kind in files]


def _download(site: Site, path: str, name: str, kind: str) -> dict:
    """A file to take; without an address there is none."""
    if not site.address:
        return {}
    return {
        "@type": "DataDownload",
        "name": name,
        "encodingFormat": kind,
        "contentUrl": site.url(path),
    }


def figure(words: dict, site: Site) -> list[dict]:
    """A figure: its drawing, and the rows behind it."""
    key = words["id"]
    url = site.url(f"figures/{key}/")
    shared = {
        "url": url,
        "name": words["title"],
        "license": LICENCE,
        "creator": {"@type": "Organization", "name": EDITORS},
        "isBasedOn": _record(site),
    }
    drawing = {"@type": "ImageObject", "@id": url and f"{url}#drawing"} | shared
    drawing |= {
        "caption": words["subtitle"],
        "description": words["alt"],
        "encodingFormat": "image/svg+xml",
        "contentUrl": url and f"{url}{key}.svg",
        "acquireLicensePage": site.url("about/"),
        "creditText": f"{EDITORS}, {site.name}",
        "copyrightNotice": f"{EDITORS}, {site.name}. CC BY 4.0.",
    }
    rows = {"@type": "Dataset", "@id": url and f"{url}#rows"} | shared
    rows |= {
        "description": f"{words['subtitle']}. {words['coverage']}",
        "version": words["data_version"],
        "isAccessibleForFree": True,
        "distribution": [
            _download(site, f"figures/{key}/{key}.csv", "Rows as CSV", "text/csv"),
            _download(site, f"figures/{key}/{key}.json", "Rows as JSON", "application/json"),
        ],
    }
    return [drawing, rows]


def glossary(terms: dict[str, str], definitions: dict[str, str], site: Site) -> dict:
    """The glossary: names of `terms` and their `definitions` by id."""
    url = site.url("glossary/")
    return {
        "@type": "DefinedTermSet",
        "@id": url,
        "url": url,
        "name": f"Glossary of {site.name}",
        "license": LICENCE,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "termCode": key,
                "name": label,
                "description": definitions.get(key, ""),
                "url": url and f"{url}#{key}",
            }
            for key, label in terms.items()
        ],
    }
