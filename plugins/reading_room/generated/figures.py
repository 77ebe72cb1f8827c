"""A page for each figure with its downloads, and the notebooks as read-only pages."""

from __future__ import annotations

import re

from reading_room import cards, citing, linked_data
from reading_room.memory import fingerprint


def write(pages) -> None:
    """Write all pages of figures and notebooks for the generator `pages`."""
    library = pages.library
    site = pages.site
    for key, figure in library.figures.items():
        item = citing.figure_item(figure.words, site)
        path = f"figures/{key}/"
        way = linked_data.trail(site, path, figure.words["title"])
        pages.write(
            f"{path}index.html",
            "figure",
            figure=figure,
            cite=citing.citation(item, path, site),
            card=cards.card(path, figure.words["title"]),
            linked=linked_data.script(*linked_data.figure(figure.words, site), way),
            used_by=pages.uses["figure", key],
            claims=pages.claims_on["figure", key],
        )
        _write_downloads(pages, key, figure)
    pages.write("figures/index.html", "figures", library=library)
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


def _write_downloads(pages, key: str, figure) -> None:
    folder = f"figures/{key}"
    for name in ("figure.json", *(["model.json"] if figure.has_model else [])):
        pages.copy(f"{folder}/{name}", figure.folder / name)
    for name in ("rows.csv", "rows.json"):
        pages.copy(f"{folder}/{key}.{name.split('.')[1]}", figure.folder / name)
    # By itself the drawing links to the site; without an address, to its own neighbours.
    events = f"{pages.settings['SITEURL'] or '../..'}/events/"

    def alone() -> str:
        text = (figure.folder / "wide.svg").read_text(encoding="utf-8")
        return re.sub(r'href="event:([a-z0-9-]+)"', rf'href="{events}\1/"', text)

    pages.text(f"{folder}/{key}.svg", fingerprint(figure, events), alone)
