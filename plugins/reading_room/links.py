"""Links between pages, resolved for the page on which they stand.

Pelican searches every tag of a content with a slow pattern, for each page and again for the
feed. Nearly all links here are ``{filename}``, which a simple pattern finds; anything else is
left to Pelican.
"""

from __future__ import annotations

import os
import re
from functools import partial

from pelican.contents import Content

_FILENAME = re.compile(r"\{filename\}([^\"'#?\s<>]*)(#[^\"'\s<>]*)?")
_OTHER = re.compile(r"[{|](?:static|attach|tag|category|author|index)[|}]|\|filename\|")


def be_quick(content: Content) -> None:
    """Give `content` our way to resolve its links; called for each one that Pelican makes."""
    if hasattr(content, "get_content"):
        content.get_content = partial(resolved, content)


def resolved(content: Content, siteurl: str) -> str:
    """The HTML of `content` with its links leading from the page whose root is `siteurl`."""
    return resolve(content._content, content, siteurl)


def resolve(text: str, content: Content, siteurl: str) -> str:
    """`text`, which is HTML, with its links as `content` means them; see `resolved`."""
    known = content._context.get("generated_content", {})
    missing = []

    def address(match: re.Match) -> str:
        path, place_in_it = match[1], match[2] or ""
        if path.startswith("/"):
            place = path[1:]
        else:
            place = content.get_relative_source_path(os.path.join(content.relative_dir, path))
        # What once stood on a page with others may have a page of its own.
        if place_in_it and (own := known.get(place + place_in_it)):
            return f"{siteurl}/{own.url}"
        if known.get(place) is None:
            missing.append(place)
            return match[0]
        return f"{siteurl}/{known[place].url}{place_in_it}"

    done = _FILENAME.sub(address, text)
    if missing or _OTHER.search(text):
        # Pelican resolves the other kinds, and warns of what leads nowhere.
        return content._update_content(done, siteurl)
    return done
