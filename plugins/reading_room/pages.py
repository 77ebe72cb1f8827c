"""The pages that come from the record: events, figures, notebooks, sources, data and the rest."""

from __future__ import annotations

import datetime
import re
import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import plotly
from feedgenerator import Atom1Feed
from pelican.generators import Generator

from reading_room import explorer, output

CHANGES_FEED = "feeds/data.atom.xml"


@dataclass(frozen=True)
class _Linked:
    """A generated page, so that Pelican's own {filename} links find it."""

    url: str


class RecordPages(Generator):
    """Writes every page that is made from the artifacts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.build = self.settings["READING_ROOM"]
        self.library = self.build.library

    def generate_context(self) -> None:
        """Give templates the record, and Pelican the addresses of its pages."""
        for path, url in self.build.addresses.items():
            self.context["generated_content"][path] = _Linked(url)
        self.context["library"] = self.library
        self.context["record"] = self.library.site

    def generate_output(self, writer) -> None:
        """Write everything; by then all essays are read, so it is known what uses what."""
        articles = list(self.context["articles"])
        pages = list(self.context["pages"])
        self._remember_sources(articles + pages)
        self.uses = self._collect_uses(articles + pages)
        self._report_unused_sources()
        self.writer = writer
        self.write("index.html", "home", articles=articles)
        self.write("404.html", "not_found")
        self.write("essays/index.html", "essays", articles=articles)
        self._write_events()
        self._write_figures()
        self._write_notebooks()
        self._write_sources()
        self._write_data()
        self.write("promises/index.html", "promises", texts=self._agreements())
        self.write("cases/index.html", "cases")
        self._write_assets()

    def write(self, name: str, template: str, **extra) -> None:
        """Write the page `name` from `template`, which sees `extra` beside the context."""
        url = name.removesuffix("index.html")
        self.writer.write_file(
            name,
            self.get_template(template),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            override_output=True,
            url=url,
            page_url=url,
            **extra,
        )

    def _remember_sources(self, contents: list) -> None:
        for content in contents:
            self.build.written[content.save_as] = Path(content.source_path)

    def _collect_uses(self, contents: list) -> dict[tuple[str, str], list]:
        """What refers to each thing: essays and pages, by (kind, id)."""
        uses = defaultdict(list)
        for content in contents:
            for kind, key in getattr(content, "references", []):
                uses[kind, key].append(content)
        return uses

    def _report_unused_sources(self) -> None:
        site = self.library.site
        used = {row["source_id"] for event in site["events"] for row in event["sources"]}
        used |= {row["source_id"] for case in site["cases"] for row in case["sources"]}
        used |= {
            row["source_id"]
            for case in site["cases"]
            for condition in case["conditions"]
            for row in condition["evidence"]
        }
        used |= {text["source_id"] for _event, text in self._agreements()}
        used |= {row["source_id"] for row in site["reviews"] if "source_id" in row}
        used |= {row["source_id"] for row in site["counts"]}
        used |= set(site["sources_of_governments"])
        used |= {key for kind, key in self.uses if kind == "source"}
        for key in sorted(set(self.library.bibliography.items) - used):
            self.build.problems.add(
                "analysis/data/bibliography.json", 0, 0, f"{key} is used by no row and no essay"
            )

    def _agreements(self) -> list[tuple[dict, dict]]:
        """(event, agreement) for every text with promises, in order."""
        return [
            (event, text) for event in self.library.site["events"] for text in event["agreements"]
        ]

    def _write_events(self) -> None:
        events = self.library.site["events"]
        in_figures = defaultdict(list)
        for figure in self.library.figures.values():
            for row in figure.rows:
                # A figure may draw one event in two lanes.
                if "id" in row and figure not in in_figures[row["id"]]:
                    in_figures[row["id"]].append(figure)
        of_process = defaultdict(list)
        for event in events:
            if event["process"]:
                of_process[event["process"]["id"]].append(event["id"])
        for event in events:
            neighbours = of_process.get((event["process"] or {}).get("id"), [])
            place = neighbours.index(event["id"]) if event["id"] in neighbours else -1
            self.write(
                f"events/{event['id']}/index.html",
                "event",
                event=event,
                used_by=self.uses["event", event["id"]],
                in_figures=in_figures[event["id"]],
                process_previous=neighbours[place - 1] if place > 0 else None,
                process_next=neighbours[place + 1] if 0 <= place < len(neighbours) - 1 else None,
            )
        self._write_redirects()
        explorer.write(self)

    def _write_figures(self) -> None:
        for key, figure in self.library.figures.items():
            self.write(
                f"figures/{key}/index.html",
                "figure",
                figure=figure,
                used_by=self.uses["figure", key],
            )
            target = Path(self.output_path) / "figures" / key
            for name in ("figure.json", *(["model.json"] if figure.has_model else [])):
                shutil.copy(figure.folder / name, target / name)
            for name in ("rows.csv", "rows.json"):
                shutil.copy(figure.folder / name, target / f"{key}.{name.split('.')[1]}")
            alone = (figure.folder / "wide.svg").read_text(encoding="utf-8")
            # By itself the drawing links to the site; without an address, to its own neighbours.
            events = f"{self.settings['SITEURL'] or '../..'}/events/"
            alone = re.sub(r'href="event:([a-z0-9-]+)"', rf'href="{events}\1/"', alone)
            (target / f"{key}.svg").write_text(alone, encoding="utf-8")
        self.write("figures/index.html", "figures")

    def _write_notebooks(self) -> None:
        for notebook in self.library.notebooks:
            self.write(f"notebooks/{notebook.name}/index.html", "notebook", notebook=notebook)
            shutil.copy(
                self.build.root / "analysis" / "notebooks" / f"{notebook.name}.ipynb",
                Path(self.output_path) / "notebooks" / notebook.name / f"{notebook.name}.ipynb",
            )
        self.write("notebooks/index.html", "notebooks")

    def _write_sources(self) -> None:
        backlinks = defaultdict(list)
        for event in self.library.site["events"]:
            for row in event["sources"]:
                backlinks[row["source_id"]].append(event)
        pages: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for _event, text in self._agreements():
            pages[text["source_id"]].append((f"promises/#{text['id']}", text["title"]))
        for case in self.library.site["cases"]:
            shown = {row["source_id"] for row in case["sources"]}
            for condition in case["conditions"]:
                shown |= {row["source_id"] for row in condition["evidence"]}
            for key in sorted(shown):
                pages[key].append((f"cases/#{case['id']}", case["name"]))
        for row in self.library.site["counts"]:
            pages[row["source_id"]].append(("data/coverage/#counts", "Counts by others"))
        for row in self.library.site["reviews"]:
            if "source_id" in row:
                pages[row["source_id"]].append(
                    (f"data/review/#{row['event_id']}", "Review of rows")
                )
        for key in self.library.site["sources_of_governments"]:
            pages[key].append(("data/codebook/#governments", "Terms of office"))
        for key in self.library.bibliography.items:
            for content in self.uses["source", key]:
                pages[key].insert(0, (content.url, content.title))
        sources = sorted(
            self.library.bibliography.items.values(), key=lambda source: source.sort_key
        )
        self.write(
            "sources/index.html",
            "sources",
            sources=sources,
            backlinks=backlinks,
            pages=pages,
        )

    def _write_data(self) -> None:
        target = Path(self.output_path) / "data"
        shutil.copytree(self.library.folder / "record" / "data", target, dirs_exist_ok=True)
        self.write("data/index.html", "data")
        self.write("data/codebook/index.html", "codebook")
        self.write("data/coverage/index.html", "coverage")
        self.write("data/review/index.html", "review")
        self.write("changes/index.html", "changes")
        self._write_feed_of_changes()
        self.write(
            "data/values/index.html",
            "values",
            used_by={key: self.uses["value", key] for key in self.library.values},
        )

    def _write_feed_of_changes(self) -> None:
        """One entry for each change of the record, dated by its row and not by the clock."""
        site = self.settings["SITEURL"] or self.settings["FEED_DOMAIN"]
        feed = Atom1Feed(
            title=f"{self.settings['SITENAME']}: changes of the record",
            link=f"{site}/changes/",
            feed_url=f"{site}/{CHANGES_FEED}",
            description="What was added, corrected, recoded or removed, and why.",
            language="en",
        )
        for change in self.library.site["changes"]:
            day = datetime.date.fromisoformat(change["made_on"])
            feed.add_item(
                title=f"{change['kind_label']}: {change['scope']}",
                link=f"{site}/changes/#{change['id']}",
                description=f"{change['what']} {change['why']}",
                unique_id=f"{site}/changes/#{change['id']}",
                pubdate=datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC),
                updateddate=datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC),
            )
        path = Path(self.output_path) / CHANGES_FEED
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(feed.writeString("utf-8"), encoding="utf-8")

    def _write_redirects(self) -> None:
        """A page at the address of each event whose key was given up; it leads to the new one."""
        for row in self.library.site["redirects"]:
            if row["table"] == "events":
                self.write(f"events/{row['old_id']}/index.html", "moved", moved=row)

    def _write_assets(self) -> None:
        target = Path(self.output_path) / "theme"
        target.mkdir(parents=True, exist_ok=True)
        css = output.style_sheet(Path(self.theme), self.library.folder)
        (target / "site.css").write_text(css, encoding="utf-8")
        bundle = self.settings.get("PLOTLY_BUNDLE") or (
            Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
        )
        shutil.copy(bundle, target / "plotly.min.js")
