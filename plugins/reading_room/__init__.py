"""The site's Pelican plugin: it reads artifacts, resolves what authors refer to, writes the pages.

Settings need ``PELICAN_CLASS = reading_room.site.Site``, which builds aside, checks what came out
and only then puts it in the place of the last good site.
"""

from __future__ import annotations

# Everything is imported where it is used: `make check` reads a part of this package and stays quick.


def _add_reader(readers) -> None:
    from reading_room.reader import EssayReader

    for extension in EssayReader.file_extensions:
        readers.reader_classes[extension] = EssayReader


def _get_generators(_pelican):
    from reading_room.generated import RecordPages

    return RecordPages


def _resolve_cross_references(generators) -> None:
    """What an essay says of other essays is known when all are read, and before any is written."""
    from reading_room.markup import crossrefs

    problems = generators[0].settings["READING_ROOM"].problems
    contents = list(crossrefs.contents_of(generators))
    crossrefs.resolve(contents, problems)
    if len({content.save_as for content in contents}) < len(contents) and problems.found:
        # Pelican cannot write two pages to one address.
        problems.stop_if_any()


def register() -> None:
    """Connect the plugin.

    Readers: so that references are checked as an essay is read. Articles: so that one with a later
    day is a draft before Pelican sorts it. All generators: the first moment at which every essay
    is read and no page is written. Finalized: when all pages are written, and before the
    site is checked and put in its place.
    """
    from pelican import signals

    from reading_room import essays, links, other_formats, paper

    signals.readers_init.connect(_add_reader)
    signals.article_generator_init.connect(essays.set_day)
    signals.article_generator_context.connect(essays.hold_back)
    signals.all_generators_finalized.connect(essays.relate)
    signals.get_generators.connect(_get_generators)
    signals.all_generators_finalized.connect(_resolve_cross_references)
    signals.content_object_init.connect(links.be_quick)
    signals.content_object_init.connect(other_formats.complete)
    signals.finalized.connect(paper.print_site)
