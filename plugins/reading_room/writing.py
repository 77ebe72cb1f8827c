"""Pelican's own writing, through the press: a page is rendered only when its inputs changed."""

from __future__ import annotations

import os
import re
from pathlib import Path

from feedgenerator import Atom1Feed
from markupsafe import Markup
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator
from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer

from reading_room import embedding, feeds
from reading_room.citing import EDITORS
from reading_room.essays import changed_on
from reading_room.kept import fingerprint_of
from reading_room.memory import Inputs, fingerprint

_NAMED = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")


class EditionWriter(Writer):
    """Pelican's writer for the press of this build.

    Templates see Pelican's settings, the ``edition`` of the record and what is handed to
    `write_file`, and nothing else: so the key of a page counts everything that it shows. Only a
    page that is given the whole ``library`` sees it, and the ``record``.
    """

    def __init__(self, output_path, settings=None):
        super().__init__(output_path, settings)
        self.build = self.settings["READING_ROOM"]
        self.press = self.build.press
        shown = {
            name: value
            for name, value in self.settings.items()
            if name.isupper() and not callable(value)
        }
        self._shown = shown | {"edition": self.build.library.edition}
        plain = {
            name: value
            for name, value in shown.items()
            if isinstance(value, (str, int, float, bool, tuple, list)) and "PATH" not in name
        }
        self._settings_key = fingerprint(plain, self._shown["edition"], self.build.code)
        self._library_key = self.build.library.fingerprint
        self._templates: dict[str, str] = {}

    def write_file(
        self,
        name,
        template,
        context,
        relative_urls=False,
        paginated=None,
        template_name=None,
        override_output=False,
        url=None,
        fixed=None,
        **inputs,
    ):
        """Write the page `name` from `template` and `inputs`, if either changed."""
        if not name:
            return
        fixed = fixed or Inputs()
        shown = {key: _inputs_of(value, self.build.library) for key, value in inputs.items()}
        seen_by_all = (self._settings_key, self._template_key(template))
        state = (seen_by_all, self._library_key, fixed.fingerprint, shown)
        key = self.build.contents.once(
            f"page {name}", state, lambda: fingerprint(*seen_by_all, name, fixed.fingerprint, shown)
        )

        def render() -> str:
            seen = {**self._shown, **fixed, **inputs, "output_file": name}
            seen["localsiteurl"] = self.settings["SITEURL"]
            if relative_urls:
                seen["SITEURL"] = seen["localsiteurl"] = path_to_url(get_relative_path(name))
            # Contents adjust their own links by this entry of the shared context.
            context["localsiteurl"] = seen["localsiteurl"]
            if "library" in seen:
                seen["record"] = seen["library"].site
            return template.render(seen)

        self.press.page(name, key, render)

    def write_feed(self, elements, context, path=None, url=None, *arguments, **options):
        """Write the feed `path`, if any of its newest elements changed."""
        newest = elements[: self.settings["FEED_MAX_ITEMS"]]
        shown = [_inputs_of(element, self.build.library) for element in newest]
        key = fingerprint(self._settings_key, path, shown)

        def make() -> str:
            # Without a path, Pelican only returns the feed.
            feed = super(EditionWriter, self).write_feed(
                elements,
                {**context, "SITEURL": self.settings["SITEURL"] or self.settings["FEED_DOMAIN"]},
                None,
                url or path,
                *arguments,
                **options,
            )
            return feed.writeString("utf-8")

        self.press.page(path, key, make)

    def _create_new_feed(self, feed_type, feed_title, context):
        """As Pelican's; an Atom feed says its language and licence too."""
        feed = super()._create_new_feed(feed_type, feed_title, context)
        if not isinstance(feed, Atom1Feed):
            return feed
        about = ("title", "link", "description", "subtitle", "feed_url")
        return feeds.Atom(
            **{name: feed.feed[name] for name in about},
            language=self.settings["DEFAULT_LANG"],
            feed_copyright="CC BY 4.0",
        )

    def _add_item_to_the_feed(self, feed, item):
        """An essay in full, with pictures of its figures and no link that only its page knows.

        Its id is its address, which stays when a date is corrected.
        """
        address = f"{self.site_url}/{item.url}"
        text = embedding.fill_feed(
            item.get_content(self.site_url), self.build.library, self.site_url
        )
        text = text.replace('href="#', f'href="{address}#')
        is_atom = isinstance(feed, Atom1Feed)
        authors = [author.name for author in getattr(item, "authors", [])]
        feed.add_item(
            title=Markup(item.title).striptags(),
            link=address,
            unique_id=address,
            description=item.summary if is_atom else text,
            content=text if is_atom else None,
            categories=[item.category, *getattr(item, "tags", [])],
            author_name=authors[0] if authors else EDITORS,
            other_authors=authors[1:],
            language=item.lang,
            pubdate=feeds.moment(item.date.strftime("%Y-%m-%d")),
            updateddate=feeds.moment(changed_on(item)),
        )

    def _template_key(self, template) -> str:
        """Hash of a template and of all that it extends, includes or imports."""
        if template.name not in self._templates:
            self._templates[template.name] = fingerprint(
                [_source(template.environment, each) for each in _family(template)]
            )
        return self._templates[template.name]


def _family(template) -> list[str]:
    names, waiting = [], [template.name]
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.append(name)
            waiting += sorted(_NAMED.findall(_source(template.environment, name)))
    return names


def _source(environment, name: str) -> str:
    return environment.loader.get_source(environment, name)[0]


def _inputs_of(value, library):
    """`value` as it counts in a key: a content by all that its page shows."""
    if isinstance(value, (list, tuple)):
        return [_inputs_of(item, library) for item in value]
    if not isinstance(value, Content):
        return value
    return fingerprint_of(value, library)


class _Keeping:
    """What our articles and pages do differently from Pelican's, both for speed."""

    def add_static_links(self, content):
        """Note the files that `content` links to, without searching where there are none."""
        if "{static}" in content._content or "{attach}" in content._content:
            super().add_static_links(content)

    def get_cached_data(self, filename, default=None):
        """The content that was read in an earlier build of this process, if it still holds."""
        build = self.settings["READING_ROOM"]
        path = os.path.join(self.path, filename)
        return build.contents.get(path, build.library, self.context, self.settings) or default

    def cache_data(self, filename, data):
        """Keep a content for the next build of this process."""
        build = self.settings["READING_ROOM"]
        build.contents.keep(os.path.join(self.path, filename), build.library, data)


class Essays(_Keeping, ArticlesGenerator):
    """Pelican's articles."""


class Pages(_Keeping, PagesGenerator):
    """Pelican's pages."""


class StaticFiles(StaticGenerator):
    """Pelican's static files, the theme's among them, through the press."""

    def generate_output(self, writer):
        """Copy what changed."""
        press = self.settings["READING_ROOM"].press
        for folder in self.settings["THEME_STATIC_PATHS"]:
            root = Path(self.theme) / folder
            for path in sorted(root.rglob("*")):
                if path.is_file():
                    place = path.relative_to(root).as_posix()
                    press.copy(f"{self.settings['THEME_STATIC_DIR']}/{place}", path)
        for static in self.context["staticfiles"]:
            press.copy(static.save_as, Path(os.path.join(self.path, static.source_path)))
