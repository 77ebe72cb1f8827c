"""The site's Pelican plugin: it reads artifacts, resolves what authors refer to, writes the pages.

Settings need ``PELICAN_CLASS = reading_room.site.Site``, which builds aside, checks what came out
and only then puts it in the place of the last good site.
"""

from __future__ import annotations

from pelican import signals

from reading_room import links
from reading_room.generated import RecordPages
from reading_room.markup import crossrefs
from reading_room.reader import EssayReader


def _add_reader(readers) -> None:
    readers.reader_classes["md"] = EssayReader


def _get_generators(_pelican):
    return RecordPages


def _resolve_cross_references(generators) -> None:
    """What an essay says of other essays is known when all are read, and before any is written."""
    problems = generators[0].settings["READING_ROOM"].problems
    contents = list(crossrefs.contents_of(generators))
    crossrefs.resolve(contents, problems)
    if len({content.save_as for content in contents}) < len(contents) and problems.found:
        # Pelican cannot write two pages to one address.
        problems.stop_if_any()


def register() -> None:
    """Connect the plugin. Readers: so that references are checked as an essay is read."""
    signals.readers_init.connect(_add_reader)
    signals.get_generators.connect(_get_generators)
    signals.all_generators_finalized.connect(_resolve_cross_references)
    signals.content_object_init.connect(links.be_quick)
