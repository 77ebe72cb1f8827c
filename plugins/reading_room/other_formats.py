"""Articles and pages that Pelican's own readers read (reStructuredText, HTML).

They know nothing of references, citations and claims; they get empty ones, so that every page can
be made from the same templates.
"""

from __future__ import annotations

import re

from pelican.urlwrappers import Category

_WORDS_PER_MINUTE = 230


def complete(content) -> None:
    """Give `content` what our reader would have found in it; called for each that Pelican makes."""
    if not hasattr(content, "_content") or hasattr(content, "references"):
        return
    if not hasattr(content, "category"):
        content.category = Category(content.settings["DEFAULT_CATEGORY"], content.settings)
    text = re.sub(r"<[^>]+>", " ", content._content or "")
    content.references, content.works_cited, content.contents = [], [], []
    content.claims, content.corrections, content.short_forms = [], [], {}
    content.reading_minutes = max(1, round(len(re.findall(r"\w+", text)) / _WORDS_PER_MINUTE))
