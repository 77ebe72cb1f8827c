"""Citations in the formats of reference managers, read back by parsers that are not ours."""

import json
from types import SimpleNamespace

import bibtexparser
import pytest
import rispy
from pylatexenc.latex2text import LatexNodes2Text
from reading_room import citing, exporting

SITE = citing.Site(
    name="Face to Face",
    subtitle="Trust & talk",
    address="https://example.org",
    language="en",
    record="The record",
    version="2026.11.2",
    ends="23 November 2026",
)
HARD = {
    "id": "http://zotero.org/users/1/items/ÄB C",
    "type": "article-journal",
    "title": r"100% of {U.S.} R&D_costs: #1 ~ $5 ^ \x <i>in nuce</i>, why \"not\"?".replace(
        '\\"', '"'
    ),
    "author": [
        {"family": "Beauvoir", "given": "Simone", "non-dropping-particle": "de"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "Barnes and Noble, Inc."},
    ],
    "container-title": "Journal of A & B",
    "volume": "5",
    "issue": "2",
    "page": "33–35",
    "issued": {"date-parts": [[2018, 6, 12]]},
    "accessed": {"date-parts": [[2026, 11, 23]]},
    "URL": "https://example.org/a_b?x=1&y=%7E{z}",
    "DOI": "10.1000/a_b",
    "note": "First line\nsecond line",
}


def read_bibtex(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library.entries


def plain(latex):
    return LatexNodes2Text().latex_to_text(latex)


def fields(item):
    (entry,) = read_bibtex(exporting.bibtex(item))
    return {field.key: field.value for field in entry.fields}


def test_bibtex_keeps_every_character_of_a_hard_item():
    (entry,) = read_bibtex(exporting.bibtex(HARD))
    found = {field.key: field.value for field in entry.fields}
    assert (entry.entry_type, entry.key) == ("article", "http://zotero.org/users/1/items/-B-C")
    title = HARD["title"].replace("<i>", "").replace("</i>", "")
    assert plain(found["title"]).replace("ˆ", "^").replace("”", '"').replace("“", '"') == title
    assert found["author"] == (
        "de Beauvoir, Simone and King, Jr., Martin Luther and {Barnes and Noble, Inc.}"
    )
    assert plain(found["journal"]) == "Journal of A & B"
    assert (found["volume"], found["number"], found["pages"]) == ("5", "2", "33--35")
    assert (found["year"], found["month"], found["urldate"]) == ("2018", "jun", "2026-11-23")
    assert found["url"] == "https://example.org/a_b?x=1&y=%7E%7Bz%7D"
    assert found["note"] == "First line second line"


def test_bibtex_protects_capitals():
    title = fields(HARD | {"title": "The DPRK and (South) Korea's talks"})["title"]
    assert title == "{The} {DPRK} and ({South}) {Korea's} talks"


@pytest.mark.parametrize(
    ("kind", "entry", "field", "value"),
    [
        ("book", "book", "publisher", "Press"),
        ("chapter", "incollection", "booktitle", "Whole"),
        ("paper-conference", "inproceedings", "booktitle", "Whole"),
        ("article-newspaper", "article", "journal", "Whole"),
        ("report", "techreport", "institution", "Press"),
        ("thesis", "phdthesis", "school", "Press"),
        ("webpage", "misc", "howpublished", "Whole, Press"),
        ("treaty", "misc", "howpublished", "Whole, Press"),
        ("manuscript", "unpublished", "note", "box 3, folder 2, Library"),
    ],
)
def test_bibtex_has_an_entry_for_each_kind(kind, entry, field, value):
    item = {"id": "a", "type": kind, "title": "T", "container-title": "Whole"}
    item |= {"publisher": "Press", "archive": "Library", "archive_location": "box 3, folder 2"}
    (read,) = read_bibtex(exporting.bibtex(item))
    assert read.entry_type == entry
    assert read.fields_dict[field].value == value


def test_a_masters_thesis_is_one():
    item = {"id": "a", "type": "thesis", "title": "T", "genre": "MA thesis"}
    assert exporting.bibtex(item).startswith("@mastersthesis{a,")


def test_ris_keeps_every_character_of_a_hard_item():
    text = exporting.ris(HARD)
    assert text.endswith("ER  - \r\n\r\n")
    assert "\n" not in text.replace("\r\n", "")
    (found,) = rispy.loads(text)
    assert found["type_of_reference"] == "JOUR"
    assert found["title"] == HARD["title"].replace("<i>", "").replace("</i>", "")
    assert found["authors"] == ["de Beauvoir, Simone", "King, Martin Luther, Jr."] + [
        "Barnes and Noble, Inc."
    ]
    assert found["secondary_title"] == "Journal of A & B"
    assert (found["start_page"], found["end_page"]) == ("33", "35")
    assert (found["year"], found["date"]) == ("2018", "2018/06/12")
    assert found["access_date"] == "2026/11/23"
    assert found["doi"] == "10.1000/a_b"
    assert found["urls"] == [HARD["URL"]]
    assert found["notes"] == ["First line second line"]


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("book", "BOOK"),
        ("chapter", "CHAP"),
        ("article-newspaper", "NEWS"),
        ("webpage", "ELEC"),
        ("report", "RPRT"),
        ("thesis", "THES"),
        ("personal_communication", "PCOMM"),
        ("treaty", "GOVDOC"),
        ("legislation", "STAT"),
        ("graphic", "FIGURE"),
        ("unheard-of", "GEN"),
    ],
)
def test_ris_has_a_type_for_each_kind(kind, tag):
    (found,) = rispy.loads(exporting.ris({"id": "a", "type": kind, "title": "T"}))
    assert found["type_of_reference"] == tag


def test_csl_json_is_the_items():
    assert json.loads(exporting.written([HARD, HARD], "json")) == [HARD, HARD]


def test_what_extra_says_is_exported_in_its_field():
    item = {"id": "a", "type": "book", "title": "T", "note": "Edition: 2\nseen"}
    (entry,) = read_bibtex(exporting.written([item], "bib"))
    found = {field.key: field.value for field in entry.fields}
    assert found == {"title": "{T}", "edition": "2", "note": "seen"}


def test_a_letter_without_a_title_gets_one():
    item = {"id": "a", "type": "personal_communication", "recipient": [{"literal": "Ruritania"}]}
    assert fields(item)["title"] == "{Letter} to {Ruritania}"
    (found,) = rispy.loads(exporting.ris(item))
    assert found["title"] == "Letter to Ruritania"


def test_all_sources_of_the_record_can_be_read_back(record):
    items = record.bibliography
    entries = read_bibtex(exporting.written(items, "bib"))
    assert [entry.key for entry in entries] == [item["id"] for item in items]
    found = rispy.loads(exporting.written(items, "ris"))
    assert [entry["id"] for entry in found] == [item["id"] for item in items]
    assert [entry["title"] for entry in found] == [" ".join(i["title"].split()) for i in items]
    assert json.loads(exporting.written(items, "json")) == items


def article(**extra):
    import datetime

    fields = {
        **{"slug": "an-essay", "url": "essays/an-essay/", "title": "A &amp; B: <i>why</i>"},
        **{"save_as": "essays/an-essay/index.html", "lang": "en", "authors": ["The editors"]},
        **{"date": datetime.datetime(2026, 11, 23), "metadata": {"summary": "<p>A point.</p>"}},
    }
    return SimpleNamespace(**(fields | extra))


def test_an_essay_is_an_article_by_its_authors():
    item = citing.essay_item(article(authors=["The editors", "Madeup, Bo"]), SITE)
    assert item["title"] == "A & B: why"
    assert item["author"] == [{"literal": "The editors"}, {"family": "Madeup", "given": "Bo"}]
    assert item["URL"] == "https://example.org/essays/an-essay/"
    assert item["abstract"] == "A point."
    assert "version 2026.11.2 of the record" in item["note"]
    assert exporting.bibtex(item).startswith("@article{an-essay,")


def test_an_essay_is_cited_in_two_styles():
    item = citing.essay_item(article(), SITE)
    assert citing.ours(item, SITE) == (
        "The editors (2026). ‘A &amp; B: why’. <i>Face to Face: Trust &amp; talk</i>, "
        "23 November 2026. Built on version 2026.11.2 of the record, which ends on "
        '23 November 2026. <a href="https://example.org/essays/an-essay/">'
        "https://example.org/essays/an-essay/</a>."
    )
    assert citing.chicago(item, SITE).startswith(
        "The editors. “A &amp; B: why.” <i>Face to Face: Trust &amp; talk</i>, 23 November 2026."
    )


def test_a_revision_is_named():
    import datetime

    item = citing.essay_item(article(modified=datetime.datetime(2027, 3, 1)), SITE)
    assert item["issued"] == {"date-parts": [[2026, 11, 23]]}
    assert item["note"].startswith("Revised on 1 March 2027.")


def test_without_the_sites_address_none_is_made_up():
    from dataclasses import replace

    item = citing.essay_item(article(), replace(SITE, address=""))
    tags = dict(citing.citation(item, "essays/an-essay/", SITE)["tags"])
    assert "URL" not in item
    assert not any("url" in name or name == "DC.identifier" for name in tags)
    assert "http" not in citing.ours(item, SITE)


EVENT = {"id": "2018-06-12-x", "title": "They meet", "when": "12 June 2018", "summary": "So."}
WORDS = {"id": "talks", "title": "Talks rise", "subtitle": "By year", "data_version": "2026.11.2"}


def test_events_and_figures_are_items_of_a_version():
    event = citing.event_item(EVENT | {"checked_on": "2026-11-25"}, SITE)
    figure = citing.figure_item(WORDS | {"fingerprint": "abc"}, SITE)
    assert event["URL"] == "https://example.org/events/2018-06-12-x/"
    assert "2018-06-12-x" in event["note"]
    assert event["issued"] == figure["issued"] == {"date-parts": [[2026, 11]]}
    assert (event["type"], figure["type"]) == ("webpage", "graphic")
    assert "fingerprint abc" in figure["note"]
    assert citing.chicago(event, SITE) == (
        "The editors. “They meet, 12 June 2018.” <i>Face to Face: Trust &amp; talk</i>, "
        'version 2026.11.2. <a href="https://example.org/events/2018-06-12-x/">'
        "https://example.org/events/2018-06-12-x/</a>."
    )


def test_google_scholar_takes_only_essays_for_papers():
    essay = citing.citation(citing.essay_item(article(), SITE), "essays/an-essay/", SITE)
    event = citing.citation(
        citing.event_item(EVENT | {"checked_on": "2026-11-25"}, SITE), "events/x/", SITE
    )
    names = {name for name, _ in essay["tags"]}
    assert {
        *("citation_title", "citation_author", "citation_publication_date"),
        *("citation_journal_title", "citation_language", "citation_fulltext_html_url"),
    } <= names
    assert not any(name.startswith("citation_") for name, _ in event["tags"])
    assert dict(essay["tags"])["DC.type"] == "journalArticle"
    assert dict(event["tags"])["DC.type"] == "webpage"


def test_works_cited_are_named_for_google_scholar():
    assert citing.reference(HARD) == (
        r"citation_title=100% of {U.S.} R&D_costs: #1 ~ $5 ^ \x in nuce, why " + '"not"?; '
        "citation_author=Beauvoir, Simone; citation_author=King, Martin Luther; "
        "citation_author=Barnes and Noble, Inc.; citation_publication_date=2018/06/12; "
        "citation_journal_title=Journal of A & B; citation_volume=5; citation_issue=2; "
        "citation_doi=10.1000/a_b"
    )
