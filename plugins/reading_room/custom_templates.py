"""Templates that essays and pages ask for in their front matter (``Template: name``)."""

from __future__ import annotations

import re
from pathlib import Path

from reading_room.problems import nearest

_LISTS = ("articles", "hidden_articles", "drafts", "pages", "hidden_pages", "draft_pages")


def check(pages) -> None:
    """Report every template that the theme does not have; `pages` is the site's RecordPages.

    Such a content keeps its kind's own template, so that all mistakes are found in one build.
    """
    endings = tuple(pages.settings["TEMPLATE_EXTENSIONS"])
    known = {
        name.removesuffix(ending)
        for name in pages.env.list_templates()
        for ending in endings
        if name.endswith(ending)
    }
    originals = [content for name in _LISTS for content in pages.context.get(name, [])]
    for content in (each for one in originals for each in (one, *one.translations)):
        if content.template not in known:
            source = Path(content.source_path)
            text = source.read_text(encoding="utf-8")
            line = next(
                (
                    n
                    for n, said in enumerate(text.split("\n"), 1)
                    if re.match("(?i)template:", said)
                ),
                1,
            )
            pages.build.problems.add(
                pages.build.shown(source),
                line,
                1,
                f"the theme has no template {content.template!r}{nearest(content.template, known)}",
            )
            content.template = content.default_template
