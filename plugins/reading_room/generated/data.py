"""The record as re-users take it: downloads, codebook, coverage, review, values, changes."""

from __future__ import annotations

import datetime
from pathlib import Path

import plotly
from feedgenerator import Atom1Feed

from reading_room import styles
from reading_room.generated import essays
from reading_room.memory import fingerprint

CHANGES_FEED = "feeds/data.atom.xml"


def write(pages) -> None:
    """Write the pages of data, and what the theme needs, for the generator `pages`."""
    library = pages.library
    for path in sorted((library.folder / "record" / "data").rglob("*")):
        if path.is_file():
            name = path.relative_to(library.folder / "record").as_posix()
            pages.copy(name, path)
    for name, template in (
        ("data", "data"),
        ("data/codebook", "codebook"),
        ("data/coverage", "coverage"),
        ("data/review", "review"),
    ):
        pages.write(f"{name}/index.html", template, library=library)
    used_by = {key: pages.uses["value", key] for key in library.values}
    claims = {key: pages.claims_on["value", key] for key in library.values}
    pages.write("data/values/index.html", "values", used_by=used_by, claims=claims, library=library)
    corrections = essays.corrections(pages.articles)
    pages.write("changes/index.html", "changes", corrections=corrections, library=library)
    _write_feed_of_changes(pages)
    _write_assets(pages)


def _write_feed_of_changes(pages) -> None:
    """One entry for each change of the record, dated by its row and not by the clock."""
    settings = pages.settings
    changes = pages.library.site["changes"]
    site = settings["SITEURL"] or settings["FEED_DOMAIN"]

    def make() -> str:
        feed = Atom1Feed(
            title=f"{settings['SITENAME']}: changes of the record",
            link=f"{site}/changes/",
            feed_url=f"{site}/{CHANGES_FEED}",
            description="What was added, corrected, recoded or removed, and why.",
            language="en",
        )
        for change in changes:
            day = datetime.date.fromisoformat(change["made_on"])
            moment = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
            feed.add_item(
                title=f"{change['kind_label']}: {change['scope']}",
                link=f"{site}/changes/#{change['id']}",
                description=f"{change['what']} {change['why']}",
                unique_id=f"{site}/changes/#{change['id']}",
                pubdate=moment,
                updateddate=moment,
            )
        return feed.writeString("utf-8")

    pages.text(CHANGES_FEED, fingerprint(changes, site, settings["SITENAME"]), make)


def _write_assets(pages) -> None:
    theme, artifacts = Path(pages.theme), pages.library.folder
    css = styles.style_sheet(theme, artifacts)
    pages.text("theme/site.css", fingerprint(css), lambda: css)
    bundle = pages.settings.get("PLOTLY_BUNDLE") or (
        Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    )
    pages.copy("theme/plotly.min.js", Path(bundle))
