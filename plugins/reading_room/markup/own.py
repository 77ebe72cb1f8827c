"""A number or date that is the author's own, and neither the record's nor a source's.

::

    [three]{.own} questions              marked
    [three]{own="a definition"} kinds    marked, with the reason

It is Pandoc's bracketed span: any Markdown inside stays Markdown, and readers see only the words.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.inlinepatterns import InlineProcessor

# The attributes of a mark: .own, or own= with a reason.
ATTRIBUTES = re.compile(
    r"(?:^|\s)(?:\.own(?=\s|$)|own\s*=\s*(?:\"(?P<reason>[^\"]*)\"|(?P<word>[^\s\"]+)))"
)
# The whole of a mark.
MARK = r"\[(?P<words>(?:[^\[\]\\]|\\.)+)\]\{(?P<attributes>[^{}\n]*)\}"


def register(md) -> None:
    """Add the mark to `md`: before citations (175) and links (160), which also have brackets."""
    md.inlinePatterns.register(_Own(MARK, md), "own", 177)


def reason(attributes: str) -> str | None:
    """Why the words are the author's own ("" when not said), or None when they are not marked."""
    match = ATTRIBUTES.search(attributes)
    return (match["reason"] or match["word"] or "") if match else None


class _Own(InlineProcessor):
    def handleMatch(self, m, data):  # noqa: N802 - the name is Python-Markdown's
        why = reason(m["attributes"])
        if why is None:
            return None, None, None
        span = etree.Element("span", {"data-own": why})
        span.text = m["words"]
        return span, m.start(0), m.end(0)
