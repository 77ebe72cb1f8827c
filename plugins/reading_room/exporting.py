"""CSL-JSON items in the formats that reference managers read: BibTeX, RIS and CSL-JSON itself.

Pure functions from items to text; the same items give the same bytes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable

from reading_room.csl_items import complete

MEDIA_TYPES = {
    "json": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}
NAMES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_BIBTEX_TYPES = {
    **dict.fromkeys(("article", "article-journal", "article-magazine"), "article"),
    **dict.fromkeys(("article-newspaper", "review", "review-book"), "article"),
    **dict.fromkeys(("book", "classic", "collection"), "book"),
    **dict.fromkeys(("chapter", "entry", "entry-dictionary", "entry-encyclopedia"), "incollection"),
    "paper-conference": "inproceedings",
    "pamphlet": "booklet",
    "report": "techreport",
    "thesis": "phdthesis",
    **dict.fromkeys(("manuscript", "personal_communication"), "unpublished"),
}
# Where a kind of entry keeps its container and its publisher.
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school", "misc": "howpublished"}
_RIS_TYPES = {
    **{"article": "JOUR", "article-journal": "JOUR", "article-magazine": "MGZN"},
    **{"article-newspaper": "NEWS", "bill": "BILL", "book": "BOOK", "broadcast": "VIDEO"},
    **{"chapter": "CHAP", "dataset": "DATA", "entry": "ENCYC", "entry-dictionary": "DICT"},
    **{"entry-encyclopedia": "ENCYC", "figure": "FIGURE", "graphic": "FIGURE", "hearing": "HEAR"},
    **{"interview": "PCOMM", "legal_case": "CASE", "legislation": "STAT", "manuscript": "UNPB"},
    **{"map": "MAP", "motion_picture": "MPCT", "pamphlet": "PAMP", "paper-conference": "CPAPER"},
    **{"patent": "PAT", "personal_communication": "PCOMM", "post": "ICOMM", "post-weblog": "BLOG"},
    **{"regulation": "STAT", "report": "RPRT", "software": "COMP", "standard": "STAND"},
    **{"thesis": "THES", "treaty": "GOVDOC", "webpage": "ELEC"},
}
_TEX = str.maketrans(
    {
        **{"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}"},
        **{"^": r"\textasciicircum{}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_"},
    }
)


def written(items: Iterable[dict], form: str) -> str:
    """`items` in the `form` ``bib``, ``ris`` or ``json``, one after another."""
    items = [complete(item) for item in items]
    if form == "json":
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    return "".join(map({"bib": bibtex, "ris": ris}[form], items))


def bibtex(item: dict) -> str:
    """One `item` as an entry of BibTeX, in UTF-8."""
    kind = _BIBTEX_TYPES.get(item.get("type", ""), "misc")
    if kind == "phdthesis" and re.search(r"\bM\.?(A|Sc|Phil)|master", item.get("genre", "")):
        kind = "mastersthesis"
    fields = {name: value for name, value in _bibtex_fields(item, kind) if value}
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@{kind}{{{_bibtex_key(item)},\n{lines}\n}}\n\n"


def _bibtex_fields(item: dict, kind: str):
    """(name, value as written) of each field; the value is "" where the item has none."""
    year, month, day = _parts(item, "issued")
    container = _CONTAINERS.get(kind)
    publisher = _PUBLISHERS.get(kind, "publisher")
    for role in ("author", "editor", "translator"):
        yield role, _braced(" and ".join(map(_bibtex_name, item.get(role, []))))
    yield "title", _braced(_bibtex_title(_title(item)))
    if container:
        yield container, _braced(_tex(item.get("container-title", "")))
    yield publisher, _braced(_tex(_publisher(item, kind)))
    yield "address", _braced(_tex(item.get("publisher-place", "")))
    yield "year", _braced(year or _literal(item))
    yield "month", _MONTHS[int(month) - 1] if month else ""
    yield "day", _braced(day)
    yield "volume", _braced(_tex(item.get("volume", "")))
    yield "number", _braced(_tex(item.get("issue", "") or item.get("number", "")))
    yield "series", _braced(_tex(item.get("collection-title", "")))
    yield "edition", _braced(_tex(item.get("edition", "")))
    yield "pages", _braced(re.sub(r"\s*[-–—]+\s*", "--", _tex(item.get("page", ""))))
    yield "type", _braced(_tex(item.get("genre", "")))
    for name in ("DOI", "ISBN", "ISSN"):
        yield name.lower(), _braced(_tex(item.get(name, "")))
    yield "url", _braced(_address(item.get("URL", "")))
    yield "urldate", _braced("-".join(filter(None, _parts(item, "accessed"))))
    yield "version", _braced(_tex(item.get("version", "")))
    yield "abstract", _braced(_tex(item.get("abstract", "")))
    yield "note", _braced(_tex(_note(item)))


def _publisher(item: dict, kind: str) -> str:
    """Who published it; a thing that fits no kind names its container here too."""
    parts = [item.get("publisher", "")]
    if kind == "misc":
        parts.insert(0, item.get("container-title", ""))
    return ", ".join(dict.fromkeys(map(str, filter(None, parts))))


def _note(item: dict) -> str:
    """What no other field says: archive, people beside the authors, remarks."""
    people = [
        f"{word} {_people(item[role])}"
        for role, word in (("recipient", "To"), ("interviewer", "Interview by"))
        if item.get(role)
    ]
    remark = str(item.get("note", "")).strip()
    return ". ".join(filter(None, [*people, _archive(item), remark]))


def _archive(item: dict) -> str:
    names = ("archive_location", "call-number", "archive_collection", "archive", "archive-place")
    return ", ".join(str(item[name]) for name in names if item.get(name))


def _people(people: list[dict]) -> str:
    return ", ".join(
        person.get("literal") or f"{person.get('given', '')} {person.get('family', '')}".strip()
        for person in people
    )


def _title(item: dict) -> str:
    if item.get("title"):
        return str(item["title"])
    # A letter may have no title of its own.
    return f"Letter to {_people(item['recipient'])}" if item.get("recipient") else ""


def _bibtex_key(item: dict) -> str:
    return re.sub(r"[^A-Za-z0-9_:.+/-]+", "-", str(item["id"])).strip("-")


def _bibtex_name(person: dict) -> str:
    """A name in BibTeX's order: von Last, Jr, First; one that is whole stands in braces."""
    if "literal" in person:
        return _braced(_tex(person["literal"]))
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"))
    last = " ".join(filter(None, [*particles, person.get("family", "")]))
    parts = [last, person.get("suffix", ""), person.get("given", "")]
    return ", ".join(_tex(part) for part in parts if part)


def _bibtex_title(title: str) -> str:
    """`title` with its capitals protected from styles that make titles small."""
    pieces = re.split(r"(<[^<>]*>)", html.unescape(title))
    words = []
    for number, piece in enumerate(pieces):
        if number % 2:
            words.append({"<i>": r"\emph{", "</i>": "}"}.get(piece, ""))
        else:
            words.append(re.sub(r"\S+", _protected, piece))
    return "".join(words)


def _protected(match: re.Match) -> str:
    word = match[0]
    first, last = re.match(r"[^\w]*", word).end(), re.search(r"[^\w]*$", word).start()
    core = word[first:last]
    if core.lower() == core:
        return _tex(word)
    return f"{_tex(word[:first])}{{{_tex(core)}}}{_tex(word[last:])}"


def _tex(text) -> str:
    """`text` in one line, with what TeX would take for commands escaped."""
    return _plain(text).translate(_TEX)


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _address(url: str) -> str:
    """A web address as it can stand in a field: braces and backslashes would end it."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def ris(item: dict) -> str:
    """One `item` as a reference of RIS."""
    lines = [("TY", _RIS_TYPES.get(item.get("type", ""), "GEN"))]
    lines += [(tag, _plain(value)) for tag, value in _ris_fields(item) if value]
    text = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
    return f"{text}ER  - \r\n\r\n"


def _ris_fields(item: dict):
    """(tag, value) of each field; the value is "" where the item has none."""
    yield "ID", str(item["id"])
    for role, tag in (
        ("author", "AU"),
        ("editor", "A2"),
        ("recipient", "A3"),
        ("translator", "A4"),
    ):
        for person in item.get(role, []):
            yield tag, _ris_name(person)
    yield "TI", _title(item)
    yield "T2", item.get("container-title", "") or item.get("event-title", "")
    yield "T3", item.get("collection-title", "")
    year, month, day = _parts(item, "issued")
    yield "PY", year
    yield "DA", "/".join((year, month, day)) if year else _literal(item)
    yield "VL", item.get("volume", "")
    yield "IS", item.get("issue", "") or item.get("number", "")
    yield "ET", item.get("edition", "") or item.get("version", "")
    first, _, last = re.sub(r"\s*[-–—]+\s*", "-", str(item.get("page", ""))).partition("-")
    yield "SP", first
    yield "EP", last
    yield "PB", item.get("publisher", "")
    yield "CY", item.get("publisher-place", "")
    yield "M3", item.get("genre", "")
    yield "SN", item.get("ISBN", "") or item.get("ISSN", "")
    yield "DO", item.get("DOI", "")
    yield "UR", item.get("URL", "")
    yield "Y2", "/".join(_parts(item, "accessed")) if _parts(item, "accessed")[0] else ""
    yield "DB", item.get("archive", "")
    yield "AN", item.get("archive_location", "")
    yield "LA", item.get("language", "")
    yield "AB", item.get("abstract", "")
    yield "N1", item.get("note", "")


def _ris_name(person: dict) -> str:
    if "literal" in person:
        return person["literal"]
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"))
    last = " ".join(filter(None, [*particles, person.get("family", "")]))
    return ", ".join(filter(None, [last, person.get("given", ""), person.get("suffix", "")]))


def _parts(item: dict, name: str) -> tuple[str, str, str]:
    """Year, month and day of a date, with leading zeros; "" for what is not known."""
    spans = (item.get(name) or {}).get("date-parts") or [[]]
    year, month, day = ([*map(int, spans[0]), 0, 0, 0])[:3]
    return (
        f"{year:04d}" if year else "",
        f"{month:02d}" if month else "",
        f"{day:02d}" if day else "",
    )


def _literal(item: dict) -> str:
    return str((item.get("issued") or {}).get("literal", "") or item.get("status", ""))


def _plain(text) -> str:
    """`text` without markup, in one line."""
    return re.sub(
        r"\s+", " ", html.unescape(re.sub(r"</?(?:i|b|sup|sub|span)\b[^<>]*>", "", str(text)))
    ).strip()
