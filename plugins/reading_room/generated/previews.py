"""What links show before they are followed: for each essay and page, only what it refers to.

A page's script asks for its file when a reader first points at a link. Citations and notes are
on the page already and are not in it.
"""

from __future__ import annotations

import json
import re
from functools import partial

from lxml import html as lxml_html

from reading_room import kept
from reading_room.memory import digest


def write(pages) -> None:
    """Write the previews of every essay and page of the generator `pages`."""
    glossary = next((page for page in pages.context["pages"] if page.slug == "glossary"), None)
    terms = definitions(glossary) if glossary else {}
    for content in [*pages.articles, *pages.unlisted, *pages.context["pages"]]:
        if references := getattr(content, "references", []):
            make = partial(previews, references, pages.library, terms)
            mark = kept.once(content, "previews", terms, lambda make=make: digest(make()))
            pages.text(address(content), mark, make)


def address(content) -> str:
    """Where on the site the previews for the page of `content` are."""
    if content.save_as.endswith("index.html"):
        return content.save_as.removesuffix("index.html") + "previews.json"
    return content.save_as.removesuffix(".html") + "-previews.json"


def previews(references: list, library, terms: dict[str, str]) -> str:
    """JSON: by "kind/id", what to show of each of `references`; `terms` are definitions by id."""
    makers = {
        "event": lambda key: _event(library.events[key]),
        "value": lambda key: _value(library.values[key], library.events),
        "person": lambda key: _person(library.people[key]),
        "figure": lambda key: {"title": library.figures[key].words["title"]},
        "term": lambda key: {"title": library.terms[key], "text": terms.get(key, "")},
    }

    def member(kind: str, key: str) -> str:
        shown = json.dumps(makers[kind](key), ensure_ascii=False, separators=(",", ":"))
        return f'"{kind}/{key}":{shown}'

    return "{" + ",".join(member(*each) for each in references if each[0] in makers) + "}\n"


def _event(event: dict) -> dict:
    place = event["place"]["name"] if event["place"] else ""
    tags = [] if event["was_held"] else ["did not take place"]
    if event["verification"] == "second-hand":
        tags.append("unverified")
    return {
        "title": event["title"],
        "meta": ", ".join(filter(None, [event["when"], place])),
        "text": event["summary"],
        "tags": tags,
    }


def _person(person: dict) -> dict:
    return {
        "title": " ".join(filter(None, [person["name"], person.get("name_hangul")])),
        "meta": person["actor_name"],
        "text": ". ".join(filter(None, [person.get("description"), person["said"]])),
    }


def _value(value: dict, events: dict) -> dict:
    """The number, its unit, and how it was computed, with events named and not by id."""

    def named(match: re.Match) -> str:
        event = events.get(match[0])
        return f"“{event['title']}” ({event['when']})" if event else match[0]

    how = re.sub(r"\b\d{4}-[a-z0-9-]*[a-z][a-z0-9-]*", named, value["how"])
    title = value["text"] if value["unit"] in value["text"] else f"{value['text']} {value['unit']}"
    return {"title": title, "meta": "Computed from the record", "text": how}


def definitions(glossary) -> dict[str, str]:
    """First paragraph under each heading of the glossary's page, as text, by the heading's id."""
    root = lxml_html.fragment_fromstring(glossary._content, create_parent="div")
    return {
        heading.get("id"): re.sub(r"\s+", " ", paragraph.text_content()).strip()
        for heading in root.xpath(".//*[self::h2 or self::h3 or self::h4][@id]")
        for paragraph in heading.xpath("following-sibling::*[1][self::p]")
    }
