"""The pages about essays: home, the list, series, authors, claims, and what was corrected."""

from __future__ import annotations

from reading_room import essays, linked_data
from reading_room.fields import CONFIDENCES
from reading_room.generated import home
from reading_room.memory import Rows


def write(pages) -> None:
    """Write all pages about essays for the generator `pages`."""
    articles = pages.articles
    cards = Rows(article.card for article in articles)
    home.write(pages, cards)
    rows = [_series(row) for row in pages.context["series_of_essays"]]
    pages.write("essays/index.html", "essays", essays=cards, series=rows)
    if rows:
        pages.write("series/index.html", "series_list", series=rows)
    for row in rows:
        way = linked_data.script(linked_data.trail(pages.site, row["url"], row["name"]))
        pages.write(f"{row['url']}index.html", "series", series=row, linked=way)
    authors = essays.by_author(articles, pages.context["authors_of_essays"])
    pages.write("authors/index.html", "authors", authors=authors)
    for author in authors:
        way = linked_data.script(linked_data.trail(pages.site, author["url"], author["name"]))
        pages.write(f"{author['url']}index.html", "author", author=author, linked=way)
    _write_claims(pages, articles)


def _series(row: dict) -> dict:
    return row | {"articles": None, "essays": [article.card for article in row["articles"]]}


def _write_claims(pages, articles: list) -> None:
    """All claims, and those of each confidence at an address of their own."""
    counts = {
        level: sum(claim["confidence"] == level for a in articles for claim in a.claims)
        for level in CONFIDENCES
    }
    for level in ("", *CONFIDENCES):
        folder = f"claims/{level}/" if level else "claims/"
        pages.write(
            f"{folder}index.html",
            "claims",
            level=level,
            counts=counts,
            essays=_claims_by_essay(articles, level),
        )


def _claims_by_essay(articles: list, level: str) -> list[dict]:
    found = []
    for article in articles:
        if any(level in ("", claim["confidence"]) for claim in article.claims):
            # The template leaves out claims of another confidence.
            found.append(article.card | {"claims": article.claims})
    return found


def corrections(articles: list) -> list[dict]:
    """Every correction of a published essay, newest first, with the essay that it stands on."""
    found = [
        row | {"title": article.title, "url": f"{article.url}#{row['id']}"}
        for article in articles
        for row in article.corrections
    ]
    return sorted(found, key=lambda row: row["date"], reverse=True)
