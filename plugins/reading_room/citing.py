"""How to cite a page of ours: as an item, in a sentence of two styles, and in the page's head."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reading_room import days, exporting
from reading_room.csl_items import text_html

FORMS = ("json", "ris", "bib")
EDITORS = "The editors"
# Zotero's own names for kinds of items, which its reader of embedded metadata knows.
_ZOTERO = {"article-journal": "journalArticle", "webpage": "webpage", "graphic": "artwork"}


@dataclass(frozen=True)
class Site:
    """What every citation says of the site and of its record."""

    name: str
    subtitle: str
    address: str  # without a slash at its end; "" when it is not known
    language: str
    record: str
    version: str
    ends: str

    @property
    def title(self) -> str:
        """Name and subtitle."""
        return f"{self.name}: {self.subtitle}" if self.subtitle else self.name

    def url(self, path: str) -> str:
        """The full address of `path`, or "" when that of the site is not known."""
        return f"{self.address}/{path}" if self.address else ""


def site(settings: dict, edition: dict) -> Site:
    """The site of Pelican's `settings` (or what templates see of them) in this `edition`."""
    return Site(
        name=settings["SITENAME"],
        subtitle=settings.get("SITESUBTITLE", ""),
        address="" if settings["RELATIVE_URLS"] else settings["SITEURL"],
        language=settings["DEFAULT_LANG"],
        record=edition["title"],
        version=edition["version"],
        ends=edition["record_ends_words"],
    )


def essay_item(article, site: Site) -> dict:
    """An essay as a CSL-JSON item."""
    day, revised = article.date, getattr(article, "modified", None)
    authors = getattr(article, "authors", None) or [EDITORS]
    note = f"Built on version {site.version} of the record, which ends on {site.ends}."
    if revised:
        note = f"Revised on {days.words(revised.strftime('%Y-%m-%d'))}. {note}"
    return _item(
        site,
        article.url,
        id=article.slug,
        type="article-journal",
        title=_text(article.title),
        author=[person(str(author)) for author in authors],
        issued={"date-parts": [[day.year, day.month, day.day]]},
        language=getattr(article, "lang", "") or site.language,
        abstract=_text(article.metadata.get("summary", "")),
        note=note,
    )


def event_item(event: dict, site: Site) -> dict:
    """An event's entry in the record as a CSL-JSON item."""
    return _of_record(
        site,
        f"events/{event['id']}/",
        id=event["id"],
        title=f"{event['title']}, {event['when']}",
        abstract=event["summary"],
        note=f"Event {event['id']} of the record, version {site.version}, "
        f"last checked on {event['checked_on']}.",
    )


def person_item(person: dict, site: Site) -> dict:
    """What the record holds of a person as a CSL-JSON item."""
    return _of_record(
        site,
        f"people/{person['id']}/",
        id=f"person-{person['id']}",
        title=f"{person['name']} in the record",
        abstract=person["said"],
        note=f"Person {person['id']} of the record, version {site.version}.",
    )


def case_item(case: dict, site: Site) -> dict:
    """What the record holds of a summit case as a CSL-JSON item."""
    return _of_record(
        site,
        f"cases/{case['id']}/",
        id=f"case-{case['id']}",
        title=f"{case['name']}: {case['pair']}",
        abstract=case["room"],
        note=f"Summit case {case['id']} of the record, version {site.version}.",
    )


def promises_item(text: dict, site: Site) -> dict:
    """The promises of a text, with what became of them, as a CSL-JSON item."""
    return _of_record(
        site,
        f"promises/{text['id']}/",
        id=f"promises-{text['id']}",
        title=f"{text['title']}, {text['signed_words']}: the promises",
        abstract=f"{len(text['commitments'])} promises, and what became of them.",
        note=f"Text {text['id']} of the record, version {site.version}.",
    )


def figure_item(words: dict, site: Site) -> dict:
    """A figure as a CSL-JSON item, from its words."""
    return _of_record(
        site,
        f"figures/{words['id']}/",
        kind="graphic",
        id=f"figure-{words['id']}",
        title=words["title"],
        abstract=words["subtitle"],
        note=f"Figure {words['id']}, data version {words['data_version']}, "
        f"fingerprint {words['fingerprint']}.",
    )


def _of_record(site: Site, path: str, kind: str = "webpage", **fields) -> dict:
    """A page made from the record: the editors', and as old as the record's version."""
    return _item(
        site,
        path,
        type=kind,
        author=[{"literal": EDITORS}],
        issued=_day_of(site.version),
        language=site.language,
        **fields,
    )


def _item(site: Site, path: str, **fields) -> dict:
    url = site.url(path)
    return fields | {"container-title": site.title} | ({"URL": url} if url else {})


def _day_of(version: str) -> dict:
    """A version begins with the year and the month of its making."""
    return {"date-parts": [[int(part) for part in version.split(".")[:2]]]}


def person(name: str) -> dict:
    """A CSL name: in two parts when it is written "Family, Given", else whole."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if comma else {"literal": family}


def folder_of(content) -> str:
    """The folder of the site in which the page of `content` stands, with a slash at its end."""
    folder, slash, _file = content.save_as.rpartition("/")
    return folder + slash


def _text(markup) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", str(markup)))).strip()


def citation(item: dict, folder: str, site: Site, works: Iterable = ()) -> dict:
    """All that a page shows of its own citation, as plain data for the templates.

    `folder` is that of the page on the site, `works` are the sources that it cites.
    """
    return {
        "ours": ours(item, site),
        "chicago": chicago(item, site),
        "files": [
            {"path": f"{folder}cite.{form}", "type": exporting.MEDIA_TYPES[form]}
            | {"name": exporting.NAMES[form]}
            for form in FORMS
        ],
        "tags": [*_highwire(item, works), *_dublin_core(item, site)],
    }


def ours(item: dict, site: Site) -> str:
    """`item` in the style of our own bibliography, as HTML."""
    year = item["issued"]["date-parts"][0][0]
    where = f"<i>{text_html(site.title)}</i>"
    if item["type"] == "article-journal":
        where += f", {_day(item)}"
    return _sentence(
        f"{_names(item, ' and ')} ({year}).",
        f"‘{text_html(item['title'])}’.",
        f"{where}.",
        text_html(item["note"]),
        item.get("URL", ""),
    )


def chicago(item: dict, site: Site) -> str:
    """`item` as Chicago's notes and bibliography want it, as HTML."""
    when = _day(item) if item["type"] == "article-journal" else f"version {site.version}"
    return _sentence(
        f"{_names(item, ', and ')}.",
        f"“{text_html(item['title'])}.”",
        f"<i>{text_html(site.title)}</i>, {when}.",
        item.get("URL", ""),
    )


def _sentence(*parts: str) -> str:
    """`parts` in a row; an address at the end is a link, and gets a full stop after it."""
    shown = [part for part in parts if part]
    if shown[-1].startswith("http"):
        shown[-1] = f'<a href="{html.escape(shown[-1])}">{html.escape(shown[-1])}</a>.'
    return " ".join(shown)


def _names(item: dict, last: str) -> str:
    names = [_name(person, number) for number, person in enumerate(item["author"])]
    return text_html(last.join([", ".join(names[:-1]), names[-1]] if names[:-1] else names))


def _name(person: dict, number: int) -> str:
    if "literal" in person:
        return person["literal"]
    parts = (person["family"], person["given"])
    return ", ".join(parts) if number == 0 else " ".join(reversed(parts))


def _day(item: dict) -> str:
    return days.words("-".join(_numbers(item)))


def _highwire(item: dict, works: Iterable) -> list[tuple[str, str]]:
    """What Google Scholar reads; only of essays, for it takes every page with these for a paper."""
    if item["type"] != "article-journal":
        return []
    tags = [("citation_title", item["title"])]
    tags += [("citation_author", _name(person, 0)) for person in item["author"]]
    tags += [
        ("citation_publication_date", "/".join(_numbers(item))),
        ("citation_journal_title", item["container-title"]),
        ("citation_language", item["language"]),
        ("citation_abstract", item["abstract"]),
        ("citation_fulltext_html_url", item.get("URL", "")),
    ]
    tags += [("citation_reference", reference(source.item)) for source in works]
    return [(name, content) for name, content in tags if content]


def reference(item: dict) -> str:
    """A cited `item` in the fields that Google Scholar knows."""
    numbers = _numbers(item)
    fields = [
        ("citation_title", item.get("title", "")),
        *(("citation_author", _plain_name(person)) for person in item.get("author", [])),
        ("citation_publication_date", "/".join(numbers)),
        ("citation_journal_title", item.get("container-title", "")),
        ("citation_volume", item.get("volume", "")),
        ("citation_issue", item.get("issue", "")),
        ("citation_publisher", item.get("publisher", "")),
        ("citation_doi", item.get("DOI", "")),
    ]
    return "; ".join(f"{name}={_text(value).replace(';', ',')}" for name, value in fields if value)


def _plain_name(person: dict) -> str:
    parts = (person.get("family", ""), person.get("given", ""))
    return person.get("literal") or ", ".join(filter(None, parts))


def _numbers(item: dict) -> list[str]:
    spans = (item.get("issued") or {}).get("date-parts") or [[]]
    return [f"{part:02d}" for part in spans[0]]


def _dublin_core(item: dict, site: Site) -> list[tuple[str, str]]:
    """What Zotero reads where it does not follow the links to the downloads."""
    tags = [
        ("DC.type", _ZOTERO[item["type"]]),
        ("DC.title", item["title"]),
        *(("DC.creator", _name(person, 0)) for person in item["author"]),
        ("DC.date", "-".join(_numbers(item))),
        ("DC.source", site.title),
        ("DC.language", item["language"]),
        ("DC.rights", "CC BY 4.0"),
        ("DC.identifier", item.get("URL", "")),
        ("DC.description", item["abstract"]),
    ]
    return [(name, content) for name, content in tags if content]
