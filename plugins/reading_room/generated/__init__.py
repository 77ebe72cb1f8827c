"""The pages that come from the record: events, people, figures, cases, sources and the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pelican.generators import Generator

from reading_room import citing, claims, clean_markdown, custom_templates, llms
from reading_room.generated import (
    cards,
    cases,
    citations,
    data,
    essays,
    events,
    explorer,
    figures,
    people,
    previews,
    promises,
    search,
    sitemap,
    sources,
    topics,
)
from reading_room.memory import Inputs, Rows, fingerprint

__all__ = ["RecordPages"]


_NOTHING = Rows()


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
        self.press = self.build.press
        self.site = citing.site(self.settings, self.library.edition)

    def generate_context(self) -> None:
        """Give Pelican the addresses of generated pages, so that essays can link to them."""
        for path, url in self.build.addresses.items():
            self.context["generated_content"][path] = _Linked(url)
        custom_templates.check(self)

    def generate_output(self, writer) -> None:
        """Write everything; by then all essays are read, so it is known what uses what."""
        self.writer = writer
        self.not_to_find: set[str] = set()
        self.articles = list(self.context["articles"])
        self.unlisted = [*self.context["drafts"], *self.context["hidden_articles"]]
        contents = self.articles + list(self.context["pages"])
        for content in contents + self.unlisted:
            self.build.written[content.save_as] = Path(content.source_path)
        kept = self.build.contents
        about = [(each.url, str(each.title), getattr(each, "references", [])) for each in contents]
        self._uses = kept.once("uses", about, lambda: _uses(about))
        claimed = [(each.url, each.title, _hash_of(each.claims)) for each in self.articles]
        make = partial(claims.by_evidence, self.articles)
        self._claims = kept.once("claims by evidence", claimed, make)
        for subject in (
            essays,
            events,
            people,
            explorer,
            figures,
            promises,
            cases,
            sources,
            citations,
            topics,
            data,
            clean_markdown,
            llms,
            previews,
            cards,
        ):
            subject.write(self)
        # These list what the others wrote.
        search.write(self)
        sitemap.write(self)

    def write(
        self,
        name: str,
        template: str,
        fixed: Inputs | None = None,
        from_root: bool = False,
        listed: bool = True,
        **inputs,
    ) -> None:
        """Write the page `name` from `template`, which sees its inputs and no more of the record.

        `fixed` are inputs that stay the same as long as the library does; their hash is kept.

        ``library=self.library`` gives the template all of it; the page is then made again
        whenever any of it changes. `from_root` is for a page that is shown at any address: its
        links then start at the root of the site. A page that is not `listed` is no place to
        come to: it stays out of the sitemap.
        """
        if not listed:
            self.not_to_find.add(name)
        url = name.removesuffix("index.html")
        self.writer.write_file(
            name,
            self.get_template(template),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"] and not from_root,
            url=url,
            page_url=url,
            fixed=fixed or Inputs(),
            **inputs,
        )

    def users(self, *things: tuple[str, str | None]) -> Sequence[dict]:
        """Essays and pages that refer to any of `things`, (kind, id), each once."""
        if len(things) == 1:
            return self._uses.get(things[0], _NOTHING)
        found = (use for thing in things for use in self._uses.get(thing, _NOTHING))
        return list({use["url"]: use for use in found}.values())

    def claims_on(self, kind: str, key: str) -> Sequence[dict]:
        """The claims of essays that rest on the thing of that kind and id."""
        return self._claims.get((kind, key), _NOTHING)

    def sources_cited(self) -> dict[str, Sequence[dict]]:
        """Essays and pages that cite each source, by its key."""
        return {key: users for (kind, key), users in self._uses.items() if kind == "source"}

    def text(self, name: str, key: str, make: Callable[[], str]) -> None:
        """Write the text file `name`; `key` stands for all that `make` uses."""
        self.press.page(name, key, make)

    def copy(self, name: str, source: Path) -> None:
        """Publish the file `source` as `name`."""
        self.press.copy(name, source)


def _uses(contents: list[tuple[str, str, list]]) -> dict[tuple[str, str], Rows]:
    """What refers to each thing: address and title of essays and pages, by (kind, id)."""
    uses = defaultdict(list)
    for url, title, references in contents:
        shown = {"url": url, "title": title}
        for kind, key in references:
            uses[kind, key].append(shown)
    return {thing: Rows(users) for thing, users in uses.items()}


def _hash_of(rows: Sequence[dict]) -> str:
    return rows.fingerprint if isinstance(rows, Rows) else fingerprint(rows)
