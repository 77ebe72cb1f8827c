"""Numbers as they are written in prose: in digits and in words.

Counted as numbers: 17, 1,341, 6.1%, 35–41, nineteen, twenty-one, two hundred, dozens, twice, half of,
a third of, only one, one week. Not counted: ordinals (first, 38th); one, once and both; "the two", which
speaks of a pair already named, and "a year or two"; and numbers that are names (resolution 2375, page 3, Hwasong-15).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_COUNTED = (
    "weeks?|months?|years?|hours?|minutes?|meetings?|summits?|tests?|launch(?:es)?|missiles?|warheads?|"
    "resolutions?|letters?|promises?|visits?|per cent|percent|half|third|quarter|fifth|tenth|"
    "hundred|thousand|million|billion|dozen"
)
_TEN = "|".join(_TENS)
_UNIT = "|".join(_SMALL[1:10])
_WORD = (
    rf"(?:{'|'.join(word for word in _SMALL if word != 'one')}"
    rf"|(?:{_TEN})(?:-(?:{_UNIT}))?(?!-(?:{_ORDINALS})\b)"
    r"|(?:hundred|thousand|million|billion|trillion|dozen)s?|twice|thrice)"
)
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?(?::\d\d)?(?:\s?%)?"
_NUMBER = re.compile(
    rf"""
    (?P<digits>
      (?=[-+−$€£¥U\d]) (?<![\w.,/\#@+–−]) (?<![A-Za-z\d]-) (?:[-+−](?=\d))? (?:(?:US)?[$€£¥]\s?)?
      {_DIGITS} (?:\s*(?:–|--?|\bto\b)\s*[-+−]?{_DIGITS})? (?:\s+(?:hundred|thousand|[mbtr]+illion)\b)?
      (?!\d|(?:st|nd|rd|th)\b)
    )
    | (?<![\w-]) (?=[zotfsenhmbdZOTFSENHMBD]) (?P<words>(?i:{_WORD}(?:(?:-|\s+|(?<=s)\s+of\s+|(?<=dred)\s+and\s+|(?<=sand)\s+and\s+){_WORD})*)) (?!\w)
    | (?<![\w-]) (?=[aohAOH]) (?P<fraction>(?i:
        (?:one|a)[\s-]half\b(?!-)
      | (?<!first\s)(?<!second\s)(?<!other\s)(?<!northern\s)(?<!southern\s)half(?=\s+(?:of|an?|as)\b)
      | (?:an?|one)\s+(?:third|quarter|fifth|sixth|tenth|hundredth)(?=\s+(?:of|as|less|more|longer)\b)))
    | (?<![\w-]) (?=[oO]) (?P<one>(?i:one) (?=[\s-](?:{_COUNTED})\b) | (?<=[Oo]nly\s)one\b | (?<=[Jj]ust\s)one\b(?!-))
    """,
    re.VERBOSE,
)
# A number after one of these is a name: of a resolution, a page, a missile.
_NAMED = re.compile(
    r"(?:\b(?:[Rr]esolutions?|UNSCRs?|[Aa]rticles?|[Ss]ections?|[Cc]hapters?|[Ff]igures?|[Tt]ables?|"
    r"[Pp]ages?|[Pp]aragraphs?|[Rr]ooms?|Bureau|Office|[Tt]rack|[Vv]ersion|[Vv]olume|[Ii]ssue|[Nn]ote|"
    r"[Ll]ine|[Cc]olumn|[Aa]nnex|[Aa]ppendix|[Cc]lause|Act|Route|Flight|Hwasong|Taepodong|Unha|"
    r"Pukguksong|Kwangmyongsong|Musudan|Nodong|Rodong|BY)|\b(?:pp?|chs?|vols?|nos?|Nos?|art|arts|paras?|secs?)\.)"
    r"(?:\s+|-)(?:\d[\d.]*\s*(?:,|–|-|\band\b|\bto\b|\bor\b)\s*)*$"
)
_NAMED_IN_WORDS = re.compile(
    r"\b(?:[Cc]hapter|[Pp]art|[Pp]hase|[Pp]age|[Tt]rack|[Ss]tage|Basket|Article)\s+$"
)
_PAIR = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose)(?:\s+other|\s+same|\s+first|\s+last)?\s+$")
_OR_TWO = re.compile(r"\b[Aa]n?\s+\w+\s+or\s+$")
_IN_COMPOUNDS = re.compile(
    r"-(?:on|sum|sided|faced|way|ways|fold|party|star|track|tier|legged|handed|dimensional)\b", re.I
)


@dataclass(frozen=True)
class ProseNumber:
    """A number as written, with its place in the text."""

    start: int
    end: int
    text: str

    @property
    def number(self) -> float | None:
        """How much it is, or None when that is not plain (35–41, dozens)."""
        return amount(self.text)


def find(text: str, names: Iterable[str] = ()) -> list[ProseNumber]:
    """The numbers in `text`, in order; `names` are phrases in which a number is none."""
    exempt = _phrases(text, names)
    found = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(low <= start < high for low, high in exempt) or _is_a_name(match, text):
            continue
        found.append(ProseNumber(start, end, re.sub(r"\s+", " ", match[0]).strip()))
    return found


def amount(text: str) -> float | None:
    """The number that `text` writes, in digits or in words; None when it is not one number."""
    cleaned = re.sub(r"[,%$€£¥]|\bper ?cent\b", "", text.lower()).strip()
    if re.fullmatch(r"[-+−]?\d+(?:\.\d+)?", cleaned):
        return float(cleaned.replace("−", "-"))
    if cleaned in ("half", "twice", "no"):
        return {"half": 0.5, "twice": 2.0, "no": 0.0}[cleaned]
    total = part = 0
    words = re.findall(r"[a-z]+", cleaned.replace(" and ", " "))
    for word in words:
        if word in _SMALL:
            part += _SMALL.index(word)
        elif word in _TENS:
            part += (_TENS.index(word) + 2) * 10
        elif word in ("hundred", "dozen"):
            part = (part or 1) * _SCALES[word]
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0
        else:
            return None
    return float(total + part) if words else None


def is_named(text: str, place: int) -> bool:
    """Whether the number at `place` follows a word that makes it a name, as in resolution 1718."""
    return bool(_NAMED.search(text[max(0, place - 40) : place]))


def _phrases(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    names = sorted(names, key=len, reverse=True)
    if not names:
        return []
    pattern = "|".join(
        rf"(?i:{re.escape(name[0])}){re.escape(name[1:])}".replace(r"\ ", r"\s+") for name in names
    )
    return [match.span() for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]


def _is_a_name(match: re.Match, text: str) -> bool:
    """Whether the number names a thing or a pair, and counts nothing."""
    if match["digits"]:
        return is_named(text, match.start())
    before = text[max(0, match.start() - 40) : match.start()]
    after = text[match.end() : match.end() + 14]
    word = match[0].lower()
    if match["words"] and _NAMED_IN_WORDS.search(before):
        return True
    if word == "two" and (_PAIR.search(before) or _OR_TWO.search(before)):
        return True
    return bool(match["words"] or match["one"]) and bool(_IN_COMPOUNDS.match(after))
