"""Names of people and series: their addresses, and slips of the pen."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

# How alike two names are when one is taken for a slip of the other.
_SLIP = 0.85


def slug_of(name: str) -> str:
    """The end of an address for `name`, in ASCII letters."""
    return slugify(name, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])


def slip(name: str, known: Iterable[str]) -> str:
    """The known name that `name` is probably meant to be, or ""."""
    folded = {other.casefold(): other for other in known}
    close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=_SLIP)
    return folded[close[0]] if close and folded[close[0]] != name else ""
