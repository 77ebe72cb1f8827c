"""CSL-JSON items as Zotero exports them, made ready for a CSL processor that is less forgiving."""

from __future__ import annotations

import html
import re

# Markup that Zotero allows in titles, and what it stands for in a page. Everything else is text.
_MARKUP = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
}
_TAG = re.compile(r"&lt;(/?)(i|b|sup|sub)&gt;")
_SPAN = re.compile(r"&lt;span[^&]*&gt;(.*?)&lt;/span&gt;", re.DOTALL)
# A line of Zotero's field Extra that sets a field which Zotero has no box for.
_EXTRA = re.compile(r"^\s*([A-Za-z][A-Za-z -]*[A-Za-z])\s*:\s*(\S.*?)\s*$")
_EXTRA_TEXT = (
    *("archive", "archive_collection", "archive-place", "authority", "collection-title", "edition"),
    *("event", "event-place", "event-title", "genre", "medium", "number", "number-of-volumes"),
    *("original-publisher", "original-title", "publisher-place", "section", "status", "type"),
    *("volume", "volume-title"),
)
_EXTRA_DATES = ("issued", "original-date", "event-date")
_EXTRA_NAMES = ("author", "editor", "translator", "interviewer", "recipient")
# Who made it, where the item has no author and the processor knows only authors.
_MAKERS = ("director", "performer", "composer", "host", "chair", "organizer", "curator", "guest")
NAMES = (
    *("author", "editor", "translator", "interviewer", "recipient", "container-author"),
    *("collection-editor", "editorial-director", "illustrator", "original-author", "composer"),
)
_DATES = ("accessed", "issued", "original-date", "event-date", "submitted")
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_SHORT_TITLE = 60  # characters of a title that stands for an author in a sentence


def complete(item: dict) -> dict:
    """`item` with the lines of its Extra that name a field in that field; the rest stay a note.

    Zotero's boxes lack some fields; its users write them as ``Original Date: 1950`` in Extra,
    which a plain export keeps in ``note``.
    """
    lines, rest, found = str(item.get("note", "")).splitlines(), [], {}
    for line in lines:
        match = _EXTRA.match(line)
        name = _field_named(match[1]) if match else ""
        if name:
            _take(found, name, match[2])
        else:
            rest.append(line)
    if not found:
        return item
    kept = {name: value for name, value in item.items() if name != "note"}
    if any(line.strip() for line in rest):
        kept["note"] = "\n".join(rest).strip()
    overridden = {"type"} & set(found)
    return found | {name: value for name, value in kept.items() if name not in overridden}


def _field_named(words: str) -> str:
    """The CSL field that `words` of Extra name, in any case and with spaces or hyphens; or ""."""
    wanted = re.sub(r"[ _-]+", "-", words.lower())
    for name in (*_EXTRA_TEXT, *_EXTRA_DATES, *_EXTRA_NAMES):
        if name.replace("_", "-") == wanted:
            return name
    return ""


def _take(found: dict, name: str, text: str) -> None:
    if name in _EXTRA_DATES:
        found[name] = date_from(text)
    elif name in _EXTRA_NAMES:
        family, _, given = (part.strip() for part in text.partition("||"))
        person = {"family": family, "given": given} if given else {"literal": family}
        found.setdefault(name, []).append(person)
    else:
        found[name] = text


def date_from(text: str) -> dict:
    """A CSL date from words: the parts of 2018-06-12, 2018-06 or 2018; otherwise as it stands."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", text.strip())
    if not match:
        return {"literal": text.strip()}
    return {"date-parts": [[int(part) for part in match.groups() if part]]}


def day_of(item: dict, name: str) -> list[int]:
    """Year, month and day of the date `name` of `item`, as far as it has them."""
    return next(iter(_date(item.get(name)).get("date-parts", [])), [])


def prepared(item: dict) -> dict:
    """`item` as the processor needs it.

    Text is escaped, with Zotero's few tags kept and quotation marks set; names have only the parts
    that the processor knows; empty dates are gone; a publisher or publication that only repeats
    the author is left out; a long title gets a short form.
    """
    item = complete(item)
    ready: dict = {}
    for name, value in item.items():
        if name in _DATES:
            if date := _date(value):
                ready[name] = date
        elif isinstance(value, list):
            if people := _people(value):
                ready[name] = people
        elif isinstance(value, (str, int, float)) and str(value).strip():
            ready[name] = str(value) if name in ("id", "type") else text_html(str(value))
    if "literal" in ready.get("issued", {}):
        # Words for a date stand where the year does, and only there.
        ready["status"] = text_html(ready.pop("issued")["literal"]).replace(" ", NO_BREAK_SPACE)
    _name_the_maker(ready)
    ready = _without_repeats(ready)
    if "event-title" in ready:
        ready.setdefault("event", ready["event-title"])
    ready.setdefault("title-short", _short(ready.pop("shortTitle", "") or ready.get("title", "")))
    return {name: value for name, value in ready.items() if value}


def text_html(text: str) -> str:
    """Plain text of a field as HTML with proper quotation marks; Zotero's few tags are kept."""
    text = html.escape(html.unescape(_typographic(text)), quote=False)
    text = _SPAN.sub(r"\1", text)
    return _TAG.sub(lambda match: _MARKUP[match[2]][bool(match[1])], text)


def _typographic(text: str) -> str:
    """`text` with quotation marks and dashes as printers set them; marks inside tags stay."""
    if not re.search(r"[\"']|--", text):
        return text
    pieces = re.split(r"(<[^<>]*>)", text)
    return "".join(
        piece if number % 2 else _with_marks(piece) for number, piece in enumerate(pieces)
    )


def _with_marks(text: str) -> str:
    text = re.sub(r"(?<=\w) ?-- ?(?=\w)|--", "—", text)
    text = re.sub(r"(^|[\s(\[—–/“‘])\"", r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[—–/“])'(?=\S)(?!\d\ds?\b)", r"\1‘", text).replace("'", "’")


def _date(value) -> dict:
    """`value` as a date that the processor can print; {} where there is none."""
    if not isinstance(value, dict):
        return date_from(str(value)) if value else {}
    if "raw" in value and not value.get("date-parts"):
        return date_from(str(value["raw"]))
    spans = [[int(part) for part in span if str(part).strip()] for span in _spans(value)]
    spans = [span[:3] for span in spans if span]
    if spans:
        return {**value, "date-parts": spans}
    return {"literal": value["literal"]} if value.get("literal") else {}


def _spans(value: dict) -> list[list]:
    spans = value.get("date-parts") or []
    return [span for span in spans if all(str(part).strip("-").isdigit() for part in span)]


def _people(value: list) -> list[dict]:
    people = [
        {part: text_html(str(person[part])) for part in _NAME_PARTS if person.get(part)}
        for person in value
        if isinstance(person, dict)
    ]
    # The processor takes a name to be either in parts or whole.
    return [
        {"literal": person["literal"]} if "literal" in person else person
        for person in people
        if person
    ]


def _name_the_maker(item: dict) -> None:
    """Give an item without an author whoever made it; drop the roles that are not printed."""
    for role in _MAKERS:
        people = item.pop(role, None)
        if people and "author" not in item:
            item["author"] = people
    for name in [name for name, value in item.items() if isinstance(value, list)]:
        if name not in NAMES:
            del item[name]


def _without_repeats(item: dict) -> dict:
    """`item` without a publisher or publication that only repeats the author or the other."""
    said = {person.get("literal", "") for person in item.get("author", [])}
    kept = {}
    for name, value in item.items():
        if name in ("publisher", "container-title") and value in said:
            continue
        kept[name] = value
    if kept.get("publisher") == kept.get("container-title"):
        kept.pop("publisher", None)
    return kept


def _short(title: str) -> str:
    """`title` cut after a whole word, for a sentence, where it is long."""
    plain = re.sub(r"<[^>]+>", "", title)
    if len(plain) <= _SHORT_TITLE:
        return plain
    return plain[:_SHORT_TITLE].rpartition(" ")[0].rstrip(" ,;:–—(") + "…"
