"""A page for each figure with its downloads and its frame, and the notebooks as read-only pages."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from reading_room import cards, citing, embedding, linked_data
from reading_room.lettering import Faces, Lettering
from reading_room.memory import fingerprint
from reading_room.pictures import Colours, alone, png, thumbnail
from reading_room.raster import Shelf


def write(pages) -> None:
    """Write all pages of figures and notebooks for the generator `pages`."""
    library = pages.library
    site = pages.site
    pictures = _Pictures(pages, site)
    notebooks = {notebook.name: notebook for notebook in library.notebooks}
    for key, figure in library.figures.items():
        item = citing.figure_item(figure.words, site)
        path = f"figures/{key}/"
        way = linked_data.trail(site, path, figure.words["title"])
        notebook = notebooks[figure.words["notebook"]]
        sources = _sources(figure, library)
        events = len(_drawn(figure, library))
        pages.write(
            f"{path}index.html",
            "figure",
            figure=figure,
            basis={
                "events": events,
                "documents": len(sources),
                "voices": _voices(figure, library),
                "notebook": {"name": notebook.name, "title": notebook.title},
                "tables": _tables(notebook, library),
            },
            frame_height=embedding.frame_height(figure),
            cite=citing.citation(item, path, site),
            card=cards.card(path, figure.words["title"]),
            linked=linked_data.script(*linked_data.figure(figure.words, site), way),
            used_by=pages.users(("figure", key)),
            claims=pages.claims_on("figure", key),
        )
        if sources:
            name = f"figures/{key}/sources/index.html"
            pages.write(name, "figure_sources", figure=figure, events=events, sources=sources)
        pages.write(f"{path}embed/index.html", "figure_embed", figure=figure, listed=False)
        _write_downloads(pages, key, figure)
        pictures.write(figure)
    pictures.shelf.clear()
    subjects = [
        (notebook, [f for f in library.figures.values() if f.words["notebook"] == notebook.name])
        for notebook in library.notebooks
    ]
    pages.write(
        "figures/index.html",
        "figures",
        count=len(library.figures),
        subjects=[subject for subject in subjects if subject[1]],
    )
    for notebook in library.notebooks:
        name = notebook.name
        way = linked_data.trail(site, f"notebooks/{name}/", notebook.title)
        pages.write(
            f"notebooks/{name}/index.html",
            "notebook",
            notebook=notebook,
            linked=linked_data.script(way),
        )
        pages.copy(
            f"notebooks/{name}/{name}.ipynb",
            pages.build.root / "analysis" / "notebooks" / f"{name}.ipynb",
        )
    pages.write("notebooks/index.html", "notebooks", library=library)


def _sources(figure, library) -> list:
    """The documents behind the figure's events, each once, in order."""
    keys = {row["source_id"] for event in _drawn(figure, library) for row in event["sources"]}
    return sorted((library.bibliography.items[key] for key in keys), key=lambda s: s.sort_key)


def _voices(figure, library) -> list[tuple[str, int]]:
    """Whose voice the documents are, with the number of documents; the most frequent first."""
    documents = defaultdict(set)
    for event in _drawn(figure, library):
        for row in event["sources"]:
            documents[row["voice_label"]].add(row["source_id"])
    return sorted(
        ((label, len(keys)) for label, keys in documents.items()), key=lambda v: (-v[1], v[0])
    )


def _drawn(figure, library) -> list[dict]:
    return [library.events[key] for key in figure.events]


def _tables(notebook, library) -> list[dict]:
    """The tables that the notebook read, as the codebook describes them."""
    known = {table["name"]: table for table in library.site["tables"]}
    return [
        {key: known[name][key] for key in ("name", "title", "description")}
        for name in notebook.tables
        if name in known
    ]


def _write_downloads(pages, key: str, figure) -> None:
    folder = f"figures/{key}"
    for name in ("figure.json", *(["model.json"] if figure.has_model else [])):
        pages.copy(f"{folder}/{name}", figure.folder / name)
    for name in ("rows.csv", "rows.json"):
        pages.copy(f"{folder}/{key}.{name.split('.')[1]}", figure.folder / name)


class _Pictures:
    """Each figure as SVG and PNG that stand alone, and as thumbnail."""

    def __init__(self, pages, site: citing.Site):
        theme, cache = Path(pages.settings["THEME"]), Path(pages.settings["CACHE_ROOT"]) / "site"
        self.pages, self.site = pages, site
        self.colours = Colours.of(theme)
        self.faces = Faces(theme / "static" / "fonts", cache / "faces")
        self.letters = Lettering(self.faces)
        self.shelf = Shelf(cache / "pictures")

    def write(self, figure) -> None:
        """Write all pictures of `figure`."""
        pages, folder = self.pages, f"figures/{figure.id}"
        # By itself the drawing links to the site; without an address, to its own neighbours.
        events = f"{pages.settings['SITEURL'] or '../..'}/events/"
        source = self._source(figure)

        def picture() -> str:
            return alone(figure, source, events, self.colours, self.letters)

        key = fingerprint(figure, events, source, self.colours, pages.build.code)
        pages.text(f"{folder}/{figure.id}.svg", key, picture)
        pages.copy(
            f"{folder}/{figure.id}.png",
            self.shelf.file(key, lambda: png(picture(), self.faces.files)),
        )
        key = fingerprint(figure, self.colours, pages.build.code)
        pages.text(f"{folder}/thumb.svg", key, lambda: thumbnail(figure, self.colours))

    def _source(self, figure) -> str:
        site = self.site
        where = site.url(f"figures/{figure.id}/").partition("://")[2] or f"Figure {figure.id}"
        return (
            f"Source: {site.title}. {site.record}, version {site.version}, which ends on "
            f"{site.ends}. {where}. CC BY 4.0."
        )
