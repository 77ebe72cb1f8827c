"""The claims of an essay: each with its evidence, how sure its author is, what would change it."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from reading_room import front_matter
from reading_room.memory import Rows
from reading_room.problems import Problems, nearest

# How a reader is told what kind of thing a claim rests on.
KINDS = {
    "event": "Event",
    "value": "Number",
    "figure": "Figure",
    "source": "Source",
    "promise": "Promise",
    "case": "Summit case",
}
# Units that do not follow a number in a sentence.
_NO_NOUN = ("date", "share", "coefficient", "probability", "ratio")
# Table of the record that holds the things of a kind.
_TABLES = {"events": "event", "commitments": "promise", "cases": "case"}
_WRITTEN = re.compile(
    rf"^(?:(?P<kind>{'|'.join(KINDS)}):\s*|(?P<at>@))?(?P<key>[^\s,;]+)(?:[,;]\s*(?P<locator>.+))?$"
)


def known(library) -> dict[str, dict]:
    """What a claim may rest on, by kind and id."""
    return library.known | {"promise": library.promises, "case": library.cases}


def resolved(
    claims: list[dict],
    library,
    shown: str,
    problems: Problems,
    render: Callable[[str], str],
    use: Callable[[str, str], None],
) -> list[dict]:
    """The claims as templates show them, in order; mistakes go to `problems` under `shown`.

    *Takes* claims as `fields.read` gives them; `render` turns a line of Markdown into HTML, `use`
    notes what the essay refers to. *Returns* for each: number, id, html, text (the same without
    markup), confidence, change, evidence: [{kind, label, id, address, title, when, locator}].
    """
    ids = known(library)
    found = []
    for number, claim in enumerate(claims, start=1):
        evidence, missing = [], []
        for item in claim["evidence"]:
            kind, key, locator, fault = _look_up(item["written"], ids)
            if fault:
                missing.append((item, _moved(kind, key, library) or fault))
            else:
                use(kind, key)
                evidence.append(_shown(kind, key, locator, library))
        markup = render(claim["claim"])
        said = html.unescape(plain(markup))
        for item, fault in missing:
            problems.add(
                shown,
                item["line"],
                item["column"],
                f"claim {number}, “{said}”, rests on {item['written']}: {fault} "
                f"({_what_remains(evidence)})",
            )
        found.append(
            {
                "number": number,
                "id": f"claim-{number}",
                "html": markup,
                "text": plain(markup),
                "confidence": claim["confidence"],
                "change": render(claim["change"]),
                "evidence": evidence,
            }
        )
    return found


def plain(markup: str) -> str:
    """HTML without its tags; what is left is still escaped."""
    return re.sub(r"<[^>]+>", "", markup)


def _look_up(written: str, ids: dict[str, dict]) -> tuple[str, str, str, str]:
    """(kind, key, locator, what is wrong) for one piece of evidence as its author wrote it."""
    match = _WRITTEN.match(written)
    if not match:
        return "", written, "", f"evidence is an id with its kind: {', '.join(KINDS)}"
    key, locator = match["key"], (match["locator"] or "").strip()
    kind = "source" if match["at"] else match["kind"]
    if kind:
        fault = "" if key in ids[kind] else _absent(kind, key, ids)
        return kind, key, locator, fault
    kinds = [kind for kind in KINDS if key in ids[kind]]
    if len(kinds) == 1:
        return kinds[0], key, locator, ""
    if kinds:
        choice = " or ".join(f"{kind}:{key}" for kind in kinds)
        return "", key, "", f"this id means more than one thing; write {choice}"
    every = {f"{kind}:{name}" for kind in KINDS for name in ids[kind]}
    return "", key, "", f"there is nothing of that name{nearest(key, every)}"


def _absent(kind: str, key: str, ids: dict[str, dict]) -> str:
    where = "the bibliography" if kind == "source" else "the record"
    return f"no such {KINDS[kind].lower()} is in {where}{nearest(key, ids[kind])}"


def _moved(kind: str, key: str, library) -> str:
    """What to write instead of a key that was given up, or ""."""
    for row in library.site["redirects"]:
        if row["old_id"] == key and _TABLES.get(row["table"]) == kind:
            return f"that {KINDS[kind].lower()} is now {kind}:{row['new_id']}"
    return ""


def _what_remains(evidence: list[dict]) -> str:
    if not evidence:
        return "nothing else supports the claim: give it other evidence, or drop it"
    return "it still rests on " + ", ".join(f"{row['kind']}:{row['id']}" for row in evidence)


def _shown(kind: str, key: str, locator: str, library) -> dict:
    """One piece of evidence as templates show it."""
    address, title, when = _DESCRIPTIONS[kind](key, library)
    return {
        "kind": kind,
        "label": KINDS[kind],
        "id": key,
        "address": address,
        "title": title,
        "when": "" if kind == "value" and locator else when,
        "locator": html.escape(locator, quote=False),
    }


def _event(key, library) -> tuple[str, str, str]:
    event = library.events[key]
    return f"events/{key}/", event["title"], event["when"]


def _value(key, library) -> tuple[str, str, str]:
    value = library.values[key]
    unit = "" if value["unit"].startswith(_NO_NOUN) else f" {value['unit']}"
    if value["text"] == "one":
        unit = unit.removesuffix("s")
    return f"data/values/#{key}", f"{value['text']}{unit}", value["how"].rstrip(".")


def _figure(key, library) -> tuple[str, str, str]:
    return f"figures/{key}/", library.figures[key].words["title"], ""


def _source(key, library) -> tuple[str, str, str]:
    source = library.bibliography.items[key]
    return source.page, f"{source.author} {source.year}".strip(), ""


def _promise(key, library) -> tuple[str, str, str]:
    promise = library.promises[key]
    return promise["address"], f"{promise['by_names']}: {promise['text']}", promise["text_when"]


def _case(key, library) -> tuple[str, str, str]:
    case = library.cases[key]
    return f"cases/{key}/", case["name"], case["when"]


_DESCRIPTIONS = {
    "event": _event,
    "value": _value,
    "figure": _figure,
    "source": _source,
    "promise": _promise,
    "case": _case,
}


def by_evidence(articles: Iterable) -> dict[tuple[str, str], Rows]:
    """The claims that rest on each thing, by (kind, id): number, url, text, title of the essay."""
    found = defaultdict(list)
    for article in articles:
        for claim in getattr(article, "claims", []):
            row = {
                "number": claim["number"],
                "url": f"{article.url}#{claim['id']}",
                "text": claim["text"],
                "confidence": claim["confidence"],
                "title": article.title,
            }
            for key in dict.fromkeys((item["kind"], item["id"]) for item in claim["evidence"]):
                found[key].append(row)
    return {key: Rows(rows) for key, rows in found.items()}


def losing_support(essays: Path, gone: Iterable[str], shown: Callable[[Path], str]) -> list[str]:
    """A line for each claim that rests on something the record has lost.

    `gone` holds keys as ``table/id``. This is for a record that breaks its rules: no essay is read
    then, but who takes an event out should learn in one go what rests on it.
    """
    lost = {
        f"{_TABLES[table]}:{key}"
        for table, key in (name.split("/", 1) for name in gone)
        if table in _TABLES
    }
    lines = []
    for path in sorted(essays.rglob("*.md")) if lost else []:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        matter = front_matter.read(text, "", True, Problems())
        for number, claim in enumerate(matter.fields.get("claims", []), start=1):
            lines += _lines_of(claim, number, lost, shown(path))
    return lines


def _lines_of(claim: dict, number: int, lost: set[str], shown: str) -> list[str]:
    ids = {name.split(":", 1)[1]: name for name in lost}
    said = [(item, item["written"].replace(": ", ":")) for item in claim["evidence"]]
    rest = [name for _, name in said if name not in lost and name not in ids]
    remains = f"it still rests on {', '.join(rest)}" if rest else "nothing else supports the claim"
    return [
        f"{shown}:{item['line']}:{item['column']}: claim {number}, “{claim['claim']}”, would lose "
        f"{ids.get(name, name)}, which is no longer in the record ({remains})"
        for item, name in said
        if name in lost or name in ids
    ]
