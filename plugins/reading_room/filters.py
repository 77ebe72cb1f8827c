"""What templates may ask for: filters that turn artifacts into HTML."""

from __future__ import annotations

import html
from collections.abc import Callable

from jinja2 import pass_context
from markdown import Markdown
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from reading_room import cards, citing, clean_markdown, embedding, essays, linked_data, paper
from reading_room.generated import previews


def filters(library) -> dict[str, Callable]:
    """All filters by name, for Pelican's JINJA_FILTERS."""

    def figure(key: str, site: str, width: str = "wide", with_rows: bool = True) -> str:
        """A figure for a page of ours."""
        return embedding.figure_html(library, embedding.Place(key, width), site, with_rows)

    def figure_rows(key: str, site: str) -> str:
        """The rows of a figure, for its own page."""
        return embedding.rows_html(library, key, site)

    def with_figures(text: str, site: str) -> str:
        """The text of an essay or page with its figures in their places."""
        return embedding.fill(text, library, site)

    def works(keys: list[str], short_forms: dict | None = None) -> list:
        """Sources in the order of a bibliography, their years as in the text's short forms."""
        sources = [library.bibliography.items[key] for key in keys]
        ordered = sorted(sources, key=lambda source: source.sort_key)
        return [
            source.dated(short_forms[source.key][1]) if short_forms else source
            for source in ordered
        ]

    @pass_context
    def citation(context, article) -> dict:
        """How to cite an essay."""
        site = citing.site(context, library.edition)
        item = citing.essay_item(article, site)
        cited = works(getattr(article, "works_cited", []))
        return citing.citation(item, citing.folder_of(article), site, cited)

    @pass_context
    def linked(context, content) -> str:
        """What programs read of an essay or a page written by hand."""
        site = citing.site(context, library.edition)
        way = linked_data.trail(site, content.url, clean_markdown.plain(content.title))
        if content.slug == "glossary":
            found = previews.definitions(content)
            return linked_data.script(linked_data.glossary(library.terms, found, site), way)
        if not hasattr(content, "byline"):
            return linked_data.script(way)
        if content.status == "draft":
            return ""
        cited = works(getattr(content, "works_cited", []))
        changed = essays.changed_on(content)
        essay = linked_data.essay(content, site, cited, library.terms, changed)
        return linked_data.script(essay, way)

    def card(article) -> dict | None:
        """The card of an essay; a draft has none yet."""
        if article.status == "draft":
            return None
        return cards.card(citing.folder_of(article), clean_markdown.plain(article.title))

    return {
        "card": card,
        "citation": citation,
        "linked": linked,
        "figure": figure,
        "figure_rows": figure_rows,
        "with_figures": with_figures,
        "works": works,
        "previews": previews.address,
        "highlight": _highlighted,
        "cell_output": _cell_output,
        "markdown": _markdown,
        "running_head": paper.running_head,
        "beside": clean_markdown.beside,
    }


def _highlighted(source: list[str] | str) -> str:
    """Filter: Python source as marked-up HTML."""
    return highlight("".join(source), PythonLexer(), HtmlFormatter(cssclass="code"))


def _cell_output(cell: dict, number: int) -> str:
    """Filter: what cell `number` of a notebook printed, as HTML."""
    parts = []
    for item in cell.get("outputs", []):
        data = item.get("data", {})
        if "text/html" in data:
            table = "".join(data["text/html"])
            start, end = table.find("<table"), table.find("</table>")
            if start >= 0:
                table = (
                    table[start : end + 8]
                    .replace(' border="1"', "")
                    .replace("<th></th>", "<td></td>")
                )
                parts.append(
                    '<div class="table-scroll" tabindex="0" role="region" '
                    f'aria-label="Output of cell {number}">{table}</div>'
                )
                continue
        text = "".join(data.get("text/plain", item.get("text", "")))
        if text:
            parts.append(f"<pre class='cell-output'>{html.escape(text)}</pre>")
    return "".join(parts)


def _markdown(source: list[str] | str) -> str:
    """Filter: a notebook's Markdown cell as HTML, without its main heading."""
    lines = "".join(source).splitlines()
    text = "\n".join(line for line in lines if not line.startswith("# "))
    return Markdown(extensions=["smarty", "tables"]).convert(text)
