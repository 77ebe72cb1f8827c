"""A page for each tag and each category: where Pelican's {tag} and {category} links lead."""

from __future__ import annotations


def write(pages) -> None:
    """Write the list of essays of each tag and category for the generator `pages`."""
    context = pages.context
    for kind, found in (("Tag", context["tags"]), ("Category", context["categories"])):
        for topic, articles in _in_order(found):
            essays = [_line(article) for article in articles]
            pages.write(
                f"{topic.url}index.html", "topic", kind=kind, topic=str(topic), essays=essays
            )


def _in_order(found) -> list[tuple]:
    # Tags are a dictionary in Pelican, categories a list.
    pairs = found.items() if hasattr(found, "items") else found
    return sorted(pairs, key=lambda pair: pair[0].slug)


def _line(article) -> dict:
    return {
        "url": article.url,
        "title": str(article.title),
        "day": article.date.strftime("%Y-%m-%d"),
        "date": article.locale_date,
    }
