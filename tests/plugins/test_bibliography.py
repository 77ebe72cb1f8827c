"""The style of sources, kind by kind, and the forms that are kept from one build to the next.

No item here is a real document; the names say so.
"""

import json
import re
from pathlib import Path

import pytest
from reading_room import csl
from reading_room.bibliography import Bibliography

STYLE = Path(csl.__file__).with_name("bibliography.csl")


def person(family, given):
    return {"family": family, "given": given}


def day(*parts):
    return {"date-parts": [list(parts)]}


ADA, BO = person("Invented", "Ada Maria"), person("Madeup", "Bo")
READ = {"URL": "https://example.org/x", "accessed": day(2026, 11, 23)}
KINDS = {
    "book": (
        {
            **{"type": "book", "title": "The Long Table", "author": [ADA], "edition": "2"},
            **{"volume": "2", "translator": [BO], "original-date": day(1950)},
            **{"collection-title": "Invented Studies", "collection-number": "7"},
            **{"publisher": "Press", "publisher-place": "Oxford", "issued": day(1999)},
        },
        "Invented, Ada Maria (1999 [1950]). <i>The Long Table</i>. Translated by Bo Madeup. "
        "Vol. 2, 2nd edn. Invented Studies 7. Oxford: Press.",
    ),
    "edited book": (
        {"type": "book", "title": "Both", "editor": [ADA, BO], "issued": day(2001)},
        "Invented, Ada Maria and Bo Madeup (eds) (2001). <i>Both</i>.",
    ),
    "chapter": (
        {
            **{"type": "chapter", "title": "A Room", "author": [ADA], "editor": [BO]},
            **{"container-title": "The House", "page": "33-35", "issued": day(2001)},
            **{"publisher": "Press", "publisher-place": "Paris"},
        },
        "Invented, Ada Maria (2001). ‘A Room’. In Bo Madeup (ed.), <i>The House</i>, pp. 33–35. "
        "Paris: Press.",
    ),
    "document in a collection of volumes": (
        {
            **{"type": "chapter", "title": "Memorandum of Talk", "number": "83"},
            **{"container-title": "Invented Relations, 1961–1963", "volume": "V"},
            **{"volume-title": "Ruritania", "editor": [ADA, BO], "issued": day(1998)},
            **{"publisher": "Printing Office", "publisher-place": "Capital"},
        },
        "Memorandum of Talk (1998). In Ada Maria Invented and Bo Madeup (eds), "
        "<i>Invented Relations, 1961–1963</i>, vol. V: <i>Ruritania</i>, doc. 83. "
        "Capital: Printing Office.",
    ),
    "article of a journal": (
        {
            **{"type": "article-journal", "title": "Why?", "author": [ADA, BO], "page": "1-20"},
            **{"container-title": "Journal", "volume": "5", "issue": "2", "issued": day(1999)},
        },
        "Invented, Ada Maria and Bo Madeup (1999). ‘Why?’ <i>Journal</i> 5 (2): 1–20.",
    ),
    "report of a newspaper without an author": (
        {
            **{"type": "article-newspaper", "title": "They said 'no'", "page": "A1"},
            **{"container-title": "The Daily", "issued": day(2018, 6, 12), **READ},
        },
        "The Daily (2018). ‘They said “no”’. 12 June, p. A1. Accessed 23 November 2026.",
    ),
    "article of a magazine": (
        {
            **{"type": "article-magazine", "title": "Inc.", "author": [ADA]},
            **{"container-title": "Weekly", "issued": day(2018, 6)},
        },
        "Invented, Ada Maria (2018). ‘Inc.’. <i>Weekly</i>, June.",
    ),
    "page without a date": (
        {"type": "webpage", "title": "A & B", "publisher": "X <y>", **READ},
        "X &lt;y&gt; (n.d.). ‘A &amp; B’. Accessed 23 November 2026.",
    ),
    "letter in an archive": (
        {
            **{"type": "personal_communication", "author": [ADA], "recipient": [BO]},
            **{"archive": "Invented Library", "archive-place": "Springfield"},
            **{"archive_location": "box 3, folder 2", "issued": day(2018, 9, 10)},
        },
        "Invented, Ada Maria (2018). Letter from Invented to Bo Madeup. 10 September. "
        "Box 3, folder 2, Invented Library, Springfield.",
    ),
    "telegram": (
        {
            **{"type": "personal_communication", "author": [{"literal": "Ruritania"}]},
            **{"recipient": [BO], "genre": "telegram", "issued": day(1962, 10, 26)},
        },
        "Ruritania (1962). Telegram from Ruritania to Bo Madeup. 26 October.",
    ),
    "manuscript": (
        {
            **{"type": "manuscript", "title": "Notes", "author": [ADA], "call-number": "MS 12"},
            **{"issued": {"date-parts": [[1986, 10, 11]], "circa": True}},
            **{"archive": "Archive", "archive-place": "Town", "archive_location": "fond 2"},
        },
        "Invented, Ada Maria (c. 1986). ‘Notes’. 11 October. Fond 2, MS 12, Archive, Town.",
    ),
    "interview": (
        {
            **{"type": "interview", "title": "On it", "author": [ADA], "interviewer": [BO]},
            **{"container-title": "Radio", "issued": day(2020, 1, 2)},
        },
        "Invented, Ada Maria (2020). ‘On it’. Interview by Bo Madeup, <i>Radio</i>, 2 January.",
    ),
    "speech": (
        {
            **{"type": "speech", "title": "Words", "author": [ADA], "genre": "address"},
            **{"event-title": "Assembly", "event-place": "Capital", "issued": day(2017, 9, 19)},
        },
        "Invented, Ada Maria (2017). ‘Words’. Address, Assembly, Capital, 19 September.",
    ),
    "treaty": (
        {
            **{"type": "treaty", "title": "Treaty of Nowhere", "event-place": "Nowhere"},
            **{"container-title": "Series", "volume": "12", "page": "345"},
            **{"publisher": "Somewhere (copy)", "issued": day(1994, 10, 21)},
        },
        "Treaty of Nowhere (1994). Signed at Nowhere, 12 <i>Series</i> 345, Somewhere (copy), "
        "21 October.",
    ),
    "agreement of two parties": (
        {
            **{"type": "treaty", "title": "Joint Text", "issued": day(2000, 6, 15)},
            **{"author": [{"literal": "Ruritania"}, {"literal": "Elbonia"}]},
        },
        "Ruritania and Elbonia (2000). Joint Text. 15 June.",
    ),
    "resolution": (
        {
            **{"type": "report", "title": "Resolution 9999", "genre": "resolution"},
            **{"author": [{"literal": "Council"}], "number": "S/RES/9999"},
            **{"issued": day(2009, 6, 12)},
        },
        "Council (2009). <i>Resolution 9999</i>. Resolution S/RES/9999. 12 June.",
    ),
    "law": (
        {
            **{"type": "legislation", "title": "Invented Act", "number": "Pub. L. 999-1"},
            **{"container-title": "Code", "volume": "22", "section": "9201"},
            **{"issued": day(2016, 2, 18)},
        },
        "Invented Act (2016). Pub. L. 999-1, 22 <i>Code</i> § 9201, 18 February.",
    ),
    "report": (
        {
            **{"type": "report", "title": "How Many", "author": [BO], "number": "12"},
            **{"genre": "working paper", "publisher": "Institute", "publisher-place": "Town"},
            **{"issued": day(2010, 5)},
        },
        "Madeup, Bo (2010). <i>How Many</i>. Working paper no. 12. Town: Institute, May.",
    ),
    "thesis": (
        {
            **{"type": "thesis", "title": "On Nothing", "author": [BO], "genre": "PhD thesis"},
            **{"publisher": "University", "publisher-place": "Town", "issued": day(2015)},
        },
        "Madeup, Bo (2015). <i>On Nothing</i>. PhD thesis, University, Town.",
    ),
    "film": (
        {"type": "motion_picture", "title": "Film", "director": [BO], "issued": day(1964)},
        "Madeup, Bo (1964). <i>Film</i>.",
    ),
    "post": (
        {
            **{"type": "post-weblog", "title": "A post", "author": [BO]},
            **{"container-title": "Blog", "issued": day(2018, 6, 12)},
        },
        "Madeup, Bo (2018). ‘A post’. <i>Blog</i>, 12 June.",
    ),
    "data set": (
        {
            **{"type": "dataset", "title": "Data", "author": [BO], "version": "2"},
            **{"publisher": "Repository", "issued": day(2020)},
        },
        "Madeup, Bo (2020). <i>Data</i>. Version 2. Repository.",
    ),
    "description in brackets": (
        {"type": "book", "title": "[A page of <i>It</i>]", "author": [BO]},
        "Madeup, Bo (n.d.). [A page of <i>It</i>].",
    ),
    "date in words": (
        {"type": "webpage", "title": "T", "author": [BO], "issued": {"literal": "spring 1961"}},
        "Madeup, Bo (spring 1961). ‘T’.",
    ),
    "forthcoming": (
        {"type": "book", "title": "T", "author": [BO], "status": "forthcoming"},
        "Madeup, Bo (forthcoming). <i>T</i>.",
    ),
    "kind that the style does not know": (
        {"type": "performance", "title": "T", "author": [BO], "issued": day(2018, 6)},
        "Madeup, Bo (2018). ‘T’. June.",
    ),
}


def bibliography(*items, cache=None):
    return Bibliography([{"id": f"k{n}", **item} for n, item in enumerate(items)], STYLE, cache)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_source_has_its_form(kind):
    item, entry = KINDS[kind]
    shown = bibliography(item).items["k0"].entry
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == entry


@pytest.mark.parametrize(
    ("item", "author", "year"),
    [
        ({"type": "book", "author": [ADA, BO], "issued": day(1999)}, "Invented and Madeup", "1999"),
        ({"type": "book", "author": [ADA, BO, ADA, BO]}, "Invented et al.", "n.d."),
        ({"type": "treaty", "publisher": "A copy", "issued": day(1994)}, "T", "1994"),
        ({"type": "book", "author": [BO], "issued": {"date-parts": [[1986]], "circa": 1}},)
        + ("Madeup", "c.\N{NO-BREAK SPACE}1986"),
        ({"type": "webpage", "publisher": "A & B"}, "A & B", "n.d."),
        ({"type": "webpage", "title": "A very long title " * 9},)
        + ("A very long title A very long title A very long title A…", "n.d."),
    ],
)
def test_the_short_form_is_what_a_sentence_needs(item, author, year):
    source = bibliography({"title": "T", **item}).items["k0"]
    assert (source.author, source.year) == (author, year)


def test_zoteros_export_is_formatted_as_it_is():
    item = {
        **{"id": "http://zotero.org/users/1/items/ABCD2345", "citation-key": "madeup2018"},
        **{"type": "article-journal", "language": "en-GB", "source": "Zotero", "shortTitle": "On"},
        **{"title": 'On <i>Raison</i> and <span class="nocase">de Gaulle</span>, "again"'},
        **{"author": [{"family": "Dyke", "given": "A.", "non-dropping-particle": "van"}]},
        **{"container-title": "Journal", "issued": {"date-parts": [["2018", "6", "12"]]}},
        **{"note": "Original Date: 1950\nA remark: kept.", "custom": {"x": 1}},
    }
    source = Bibliography([item], STYLE).items["madeup2018"]
    assert source.entry == (
        "Dyke, A. van (2018 [1950]). ‘On <i>Raison</i> and de Gaulle, “again”’. "
        "<i>Journal</i>, 12 June."
    )
    assert source.author == "van Dyke"


def test_keys_that_differ_in_case_only_are_two_sources():
    items = [{"id": key, "type": "book", "title": key} for key in ("Doe", "doe")]
    found = Bibliography(items, STYLE).items
    assert [source.author for source in found.values()] == ["Doe", "doe"]


def test_letters_tell_equal_short_forms_apart():
    found = bibliography(
        {"type": "book", "title": "B", "author": [BO], "issued": day(2018)},
        {"type": "book", "title": "A", "author": [BO], "issued": day(2018)},
    )
    assert found.short_forms(["k0", "k1"]) == {"k1": ("Madeup", "2018a"), "k0": ("Madeup", "2018b")}
    assert found.items["k0"].dated("2018b").entry == "Madeup, Bo (2018b). <i>B</i>."


@pytest.fixture
def items():
    return [item | {"id": name} for name, (item, _) in KINDS.items()]


def test_kept_forms_are_the_same_as_fresh_ones(items, tmp_path):
    cache = tmp_path / "site" / "bibliography.json"
    fresh = Bibliography(items, STYLE)
    first = Bibliography(items, STYLE, cache)
    assert Bibliography(items, STYLE, cache).items == first.items == fresh.items
    assert [path.name for path in cache.parent.iterdir()] == ["bibliography.json"]


def test_only_what_is_new_is_formatted(items, tmp_path, monkeypatch):
    cache = tmp_path / "bibliography.json"
    Bibliography(items, STYLE, cache)
    formatted = []
    forms = csl.Style.forms
    monkeypatch.setattr(
        csl.Style, "forms", lambda self, item: formatted.append(item["id"]) or forms(self, item)
    )
    items[3] = items[3] | {"title": "Another title"}
    changed = Bibliography(items, STYLE, cache)
    assert formatted == [items[3]["id"]]
    assert "Another title" in changed.items[items[3]["id"]].entry
    assert len(json.loads(cache.read_text(encoding="utf-8"))) == len(items)


def test_another_style_formats_anew(items, tmp_path):
    cache, style = tmp_path / "bibliography.json", tmp_path / "other.csl"
    Bibliography(items, STYLE, cache)
    style.write_text(STYLE.read_text("utf-8").replace("Accessed", "x").replace('"n.d."', '"s.a."'))
    assert "s.a." in Bibliography(items, style, cache).items["page without a date"].entry


@pytest.mark.parametrize("broken", ["", "{", "[1, 2]", '{"a": 1}', '{"a": ["b"]}', "null", "\x00"])
def test_a_broken_cache_is_made_again(items, tmp_path, broken):
    cache = tmp_path / "bibliography.json"
    cache.write_text(broken, encoding="utf-8")
    assert Bibliography(items, STYLE, cache).items == Bibliography(items, STYLE).items
    assert len(json.loads(cache.read_text(encoding="utf-8"))) == len(items)


def test_two_processes_give_what_one_gives(items, monkeypatch):
    alone = Bibliography(items, STYLE)
    monkeypatch.setattr("reading_room.bibliography._MANY", 2)
    assert Bibliography(items, STYLE).items == alone.items


def test_no_entry_of_the_record_looks_broken(record):
    found = Bibliography(record.bibliography, STYLE).items.values()
    faults = {
        "an empty place": r"\(\)|‘’|“”|<i></i>",
        "stops and commas together": r"[,;:]\.|\.,(?! )|(?<!\.)\.\.</i>",
        "two spaces": r"  ",
        "raw markup": r"<(?!/?(?:i|b|sup|sub)>)|&(?!amp;|lt;|gt;)",
        "straight quotation marks": r"[\"']",
        "the word None": r"\bNone\b",
        "no stop at its end": r"[^.?!’”…]$",
    }
    broken = [
        (name, source.key, source.entry)
        for name, pattern in faults.items()
        for source in found
        if re.search(pattern, source.entry)
    ]
    assert broken == []
    assert all(source.author and source.year for source in found)


def test_the_style_is_valid_csl():
    import citeproc
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(citeproc.SCHEMA_PATH))
    assert schema.validate(etree.parse(str(STYLE))), schema.error_log
