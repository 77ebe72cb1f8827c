"""Files for reference managers: of each essay, event, figure and person, and of what essays cite."""

from __future__ import annotations

from functools import partial

from reading_room import citing, exporting, kept
from reading_room.memory import fingerprint


def write(pages) -> None:
    """Write all of them for the generator `pages`."""
    library = pages.library
    site = pages.site
    _write_own(pages, library.once("citable", lambda: _of_record(library, site)))
    context = pages.context
    essays = _all([*context["articles"], *context["hidden_articles"], *context["drafts"]])
    _write_own(
        pages, [kept.once(essay, "citable", site, partial(_of, essay, site)) for essay in essays]
    )
    others = _all([*context["pages"], *context["hidden_pages"], *context["draft_pages"]])
    for content in [*essays, *others]:
        works = getattr(content, "works_cited", [])
        if works:
            mark = kept.once(content, "works", None, partial(_mark, library, works))
            _write_list(pages, f"{citing.folder_of(content)}works-cited", works, mark)
    every = sorted(library.bibliography.items)
    mark = library.once("mark of all sources", partial(_mark, library, every))
    _write_list(pages, "sources/sources", every, mark)


def _of(essay, site: citing.Site) -> tuple[str, dict, str]:
    """(folder, item, hash) of one essay."""
    item = citing.essay_item(essay, site)
    return citing.folder_of(essay), item, fingerprint(item)


def _mark(library, keys: list[str]) -> str:
    """Hash of the sources `keys`."""
    return fingerprint([library.bibliography.items[key].fingerprint for key in sorted(set(keys))])


def _all(contents: list) -> list:
    """`contents` and their translations."""
    return contents + [other for content in contents for other in content.translations]


def _of_record(library, site: citing.Site) -> list[tuple[str, dict, str]]:
    """(folder, item, hash) of each event, each figure and each person."""
    items = [(f"events/{key}/", citing.event_item(e, site)) for key, e in library.events.items()]
    items += [
        (f"figures/{key}/", citing.figure_item(figure.words, site))
        for key, figure in library.figures.items()
    ]
    items += [(f"people/{key}/", citing.person_item(p, site)) for key, p in library.people.items()]
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


def _write_list(pages, stem: str, keys: list[str], mark: str) -> None:
    """One file of each form with the sources `keys`, in order of their keys."""

    def written(form: str) -> str:
        items = [pages.library.bibliography.items[key].item for key in sorted(set(keys))]
        return exporting.written(items, form)

    for form in citing.FORMS:
        pages.text(f"{stem}.{form}", f"{pages.build.code} {mark}", partial(written, form))
