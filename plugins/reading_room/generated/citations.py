"""Files for reference managers: of what has a page of its own, and of what essays cite."""

from __future__ import annotations

from reading_room import citing, exporting
from reading_room.memory import fingerprint


def write(pages) -> None:
    """Write all of them for the generator `pages`."""
    library = pages.library
    site = citing.site(pages.settings, library.edition)
    _write_own(pages, library.once("citable", lambda: _of_record(library, site)))
    context = pages.context
    essays = _all([*context["articles"], *context["hidden_articles"], *context["drafts"]])
    items = [(citing.folder_of(essay), citing.essay_item(essay, site)) for essay in essays]
    _write_own(pages, [(folder, item, fingerprint(item)) for folder, item in items])
    others = _all([*context["pages"], *context["hidden_pages"], *context["draft_pages"]])
    for content in [*essays, *others]:
        works = getattr(content, "works_cited", [])
        if works:
            _write_list(pages, f"{citing.folder_of(content)}works-cited", works)
    _write_list(pages, "sources/sources", sorted(library.bibliography.items))


def _all(contents: list) -> list:
    """`contents` and their translations."""
    return contents + [other for content in contents for other in content.translations]


def _of_record(library, site: citing.Site) -> list[tuple[str, dict, str]]:
    """(folder, item, hash) of each event, figure, person, case and text with promises."""
    items = [(f"events/{key}/", citing.event_item(e, site)) for key, e in library.events.items()]
    items += [
        (f"figures/{key}/", citing.figure_item(figure.words, site))
        for key, figure in library.figures.items()
    ]
    items += [(f"people/{key}/", citing.person_item(p, site)) for key, p in library.people.items()]
    items += [(f"cases/{key}/", citing.case_item(c, site)) for key, c in library.cases.items()]
    items += [
        (f"promises/{key}/", citing.promises_item(t, site)) for key, t in library.texts.items()
    ]
    return [(folder, item, fingerprint(item)) for folder, item in items]


def _write_own(pages, items: list[tuple[str, dict, str]]) -> None:
    for folder, item, mark in items:
        for form in citing.FORMS:
            key = f"{pages.build.code} {mark}"
            pages.text(
                f"{folder}cite.{form}",
                key,
                lambda item=item, form=form: exporting.written([item], form),
            )


def _write_list(pages, stem: str, keys: list[str]) -> None:
    """One file of each form with the sources `keys`, in order of their keys."""
    sources = [pages.library.bibliography.items[key] for key in sorted(set(keys))]
    items = [source.item for source in sources]
    key = fingerprint(pages.build.code, items)
    for form in citing.FORMS:
        pages.text(f"{stem}.{form}", key, lambda form=form: exporting.written(items, form))
