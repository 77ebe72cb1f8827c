"""``llms.txt`` at the root: what the site holds, for a reader that is a program.

The form is that of llmstxt.org: a title, a summary in a quotation, then lists of links.
"""

from __future__ import annotations

from reading_room.clean_markdown import beside, plain
from reading_room.memory import fingerprint

NOTE = (
    "Every number in an essay is computed from the record, and every event has its sources. "
    "Each essay and page below is plain Markdown with citations in Pandoc's syntax. "
    "Cite an essay by its author, title and date, and the record by its version."
)


def text(settings: dict, essays: list, pages: list, record: dict) -> str:
    """The file. `essays` and `pages` are Pelican's contents; `record` is the site's artifact."""
    site = settings["SITEURL"]
    root = f"{site}/" if site else ""

    def copies(contents: list) -> list[str]:
        return [
            _line(plain(one.title), root + beside(one.url, "md"), _about(one)) for one in contents
        ]

    data = f"{root}data/"
    sections = {
        "Essays": copies(essays),
        "Pages": copies(pages),
        "Data": [
            _line(
                f"The whole record, version {record['version']}",
                data + record["zip"],
                f"every table as CSV and JSON, with its codebook; ends on {record['record_ends_words']}",
            ),
            _line("Events", f"{data}events.csv", "one row per event, as CSV"),
            _line("Sources of events", f"{data}event_sources.csv", "which document says what"),
            _line("Bibliography", f"{data}bibliography.json", "every source, as CSL-JSON"),
            _line("Database", f"{data}record.sqlite", "the record as SQLite"),
            _line("Data package", f"{data}datapackage.json", "tables, columns, types and licence"),
            _line("Codebook", f"{data}codebook/", "the rule of every column and word"),
        ],
        "Optional": [
            _line("Timeline", f"{root}timeline/", "all events in order"),
            _line("People", f"{root}people/", "who met whom, and when"),
            _line("Promises", f"{root}promises/", "every promise and what became of it"),
            _line("Figures", f"{root}figures/", "each with its rows as CSV and JSON"),
            _line("Changes", f"{root}changes/", "what was corrected in the record, and why"),
        ],
    }
    parts = [f"# {settings['SITENAME']}", f"> {_summary(settings)}", f"{NOTE} Licence: CC BY 4.0."]
    parts += [f"## {name}\n\n" + "\n".join(lines) for name, lines in sections.items() if lines]
    return "\n\n".join(parts) + "\n"


def _summary(settings: dict) -> str:
    return (
        f"{settings['SITESUBTITLE']}: essays, an open sourced record of US–North Korea diplomacy, "
        "and figures computed from it."
    )


def _about(content) -> str:
    said = content.metadata.get("summary", "") or content.metadata.get("subtitle", "")
    return plain(said)


def _line(name: str, address: str, about: str) -> str:
    return f"- [{name}]({address})" + (f": {about}" if about else "")


def write(pages) -> None:
    """Write ``llms.txt``; `pages` is the site's RecordPages."""
    context = pages.context
    said = text(pages.settings, context["articles"], context["pages"], pages.library.site)
    pages.text("llms.txt", fingerprint(said), lambda: said)
