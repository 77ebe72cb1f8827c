"""Where in a source: ``pp. 33-35``, ``ch. 2``, ``{pp. iv, vi-xi}``, as Pandoc reads them.

Short forms are those of British CSL: a contraction that ends in the word's last letter has no stop.
"""

from __future__ import annotations

import re

_NO_BREAK_SPACE, _EN_DASH = "\N{NO-BREAK SPACE}", "\N{EN DASH}"
# For one, for several, and what authors may write.
_LABELS = (
    ("p.", "pp.", ("page", "pages", "p.", "pp.", "p", "pp")),
    ("ch.", "chs", ("chapter", "chapters", "chap.", "chaps.", "ch.", "chs.", "chap", "chaps")),
    ("sec.", "secs", ("section", "sections", "sec.", "secs.", "sect.", "sects.")),
    ("§", "§§", ("§§", "§")),
    ("art.", "arts", ("article", "articles", "art.", "arts.", "arts")),
    ("para.", "paras", ("paragraph", "paragraphs", "para.", "paras.", "paras")),
    ("¶", "¶¶", ("¶¶", "¶")),
    ("vol.", "vols", ("volume", "volumes", "vol.", "vols.", "vols")),
    ("fig.", "figs", ("figure", "figures", "fig.", "figs.", "figs")),
    ("n.", "nn.", ("note", "notes", "footnote", "footnotes", "n.", "nn.")),
    ("col.", "cols", ("column", "columns", "col.", "cols.", "cols")),
    ("fol.", "fols", ("folio", "folios", "fol.", "fols.", "fols")),
    ("l.", "ll.", ("line", "lines", "l.", "ll.")),
    ("bk", "bks", ("book", "books", "bk.", "bks.", "bk", "bks")),
    ("pt", "pts", ("part", "parts", "pt.", "pts.", "pt", "pts")),
    ("no.", "nos", ("number", "numbers", "issue", "issues", "no.", "nos.", "nos")),
    ("doc.", "docs", ("document", "documents", "doc.", "docs.", "docs")),
    ("table", "tables", ("table", "tables")),
    ("app.", "apps", ("appendix", "appendices", "app.", "apps.")),
    ("r.", "rr.", ("rule", "rules", "r.", "rr.")),
    ("op.", "opp.", ("opus", "opera", "op.", "opp.")),
    ("s.v.", "s.vv.", ("sub verbo", "sub verbis", "s.v.", "s.vv.")),
    ("v.", "vv.", ("verse", "verses", "v.", "vv.")),
    ("supp.", "supps", ("supplement", "supplements", "supp.", "supps.")),
)
_BY_NAME = {name: (one, many) for one, many, names in _LABELS for name in names}
_LABEL = "|".join(re.escape(name) for name in sorted(_BY_NAME, key=len, reverse=True))
# Python-Markdown has turned an escaped bracket into its number between two control characters.
_OPEN, _CLOSE = r"(?:[(\[]|\x02(?:40|91)\x03)", r"(?:[)\]]|\x02(?:41|93)\x03)"
_DIGITS = rf"{_OPEN}*[A-Za-z]{{0,3}}\d\w*(?:[.:/]\w+|{_OPEN}\w+{_CLOSE}\w*)*{_CLOSE}*"
_ROMAN = rf"{_OPEN}*[ivxlcdmIVXLCDM]+{_CLOSE}*(?![\w.'’])"
_BETWEEN = rf"(?:\s*(?:,|&|--|[-{_EN_DASH}])\s*|\s+and\s+)"
_NUMBERS = rf"{_DIGITS}(?:{_BETWEEN}(?:{_DIGITS}|{_OPEN}\w+{_CLOSE}))*"
_ROMANS = rf"{_ROMAN}(?:{_BETWEEN}(?:{_ROMAN}|{_DIGITS}))*"
_WRITTEN = re.compile(rf"\s*,?\s*(?:(?P<label>{_LABEL})\s*(?P<value>{_NUMBERS}|{_ROMANS}))")
_BARE = re.compile(rf"\s*,?\s*(?P<value>{_NUMBERS})")
_IN_BRACES = re.compile(rf"\s*(?:(?P<label>{_LABEL})(?=[\W\d])\s*)?(?P<value>.*?)\s*", re.DOTALL)
_SEVERAL = re.compile(rf"[,&{_EN_DASH}-]|\band\b|\df+\b")


def split(rest: str) -> tuple[str, str]:
    """(locator, suffix) of what follows a key.

    The locator is set as printers would, the suffix stays as written, its comma included::

        split(", pp. 33-35, and *passim*")  ->  ("pp. 33–35", ", and *passim*")
    """
    braces = re.match(r"\s*,?\s*\{", rest)
    if braces and (end := _closing(rest, braces.end() - 1)) > 0:
        match = _IN_BRACES.fullmatch(rest[braces.end() : end])
        value = match["value"]
        return (_set(match["label"] or "p.", value) if value else ""), rest[end + 1 :]
    for pattern in (_WRITTEN, _BARE):
        if match := pattern.match(rest):
            label = match.groupdict().get("label") or "p."
            return _set(label, match["value"]), rest[match.end() :]
    return "", rest


def _closing(text: str, start: int) -> int:
    """Where the brace that opens at `start` is closed; -1 when it is not."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place
    return -1


def _set(label: str, value: str) -> str:
    """`value` with the short form of `label` before it, for one or for several."""
    one, many = _BY_NAME[label]
    value = re.sub(r"\s*(?:--|-)\s*", _EN_DASH, value)
    return f"{many if _SEVERAL.search(value) else one}{_NO_BREAK_SPACE}{value}"
