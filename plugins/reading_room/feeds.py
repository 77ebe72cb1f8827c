"""Atom feeds: entries that keep their ids, say who wrote them, and change only on a known day."""

from __future__ import annotations

import datetime

from feedgenerator import Atom1Feed


class Atom(Atom1Feed):
    """An Atom feed whose entries may have several authors and a language of their own."""

    def item_attributes(self, item) -> dict:
        """The language of an entry, where it is not that of the feed."""
        language = item.get("language")
        return {"xml:lang": language} if language and language != self.feed["language"] else {}

    def add_item_elements(self, handler, item) -> None:
        """An entry, with its authors after the first."""
        super().add_item_elements(handler, item)
        for name in item.get("other_authors", []):
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


def moment(day: str) -> datetime.datetime:
    """The beginning of `day` (2026-11-23), as feeds want it."""
    return datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC)
