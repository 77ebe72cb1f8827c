"""The feeds by the rules of Atom (RFC 4287): ids, dates, authors, and addresses that lead anywhere."""

import datetime
from urllib.parse import urlsplit

import pytest
from conftest import PUBLIC, read_table
from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("essays", "data")


def feed(folder, name):
    return etree.parse(str(folder / "feeds" / f"{name}.atom.xml")).getroot()


def entries(folder, name):
    return {entry.findtext(f"{ATOM}id"): entry for entry in feed(folder, name).iter(f"{ATOM}entry")}


def content_of(entry):
    return html.fragment_fromstring(entry.findtext(f"{ATOM}content"), create_parent="div")


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_keeps_the_rules(public_site, name):
    root = feed(public_site, name)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    itself = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert itself == [f"{PUBLIC}/feeds/{name}.atom.xml"]
    found = root.findall(f"{ATOM}entry")
    assert found
    for element in (root, *found):
        for part in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{part}")) == 1, part
        assert urlsplit(element.findtext(f"{ATOM}id")).scheme
        moment = datetime.datetime.fromisoformat(element.findtext(f"{ATOM}updated"))
        assert moment.tzinfo
        alternate = [x for x in element.findall(f"{ATOM}link") if x.get("rel") == "alternate"]
        assert len(alternate) == 1
        assert alternate[0].get("href").startswith(f"{PUBLIC}/")
    for entry in found:
        assert entry.findall(f"{ATOM}author") or root.findall(f"{ATOM}author")
        assert entry.findtext(f"{ATOM}published") <= entry.findtext(f"{ATOM}updated")
    ids = [entry.findtext(f"{ATOM}id") for entry in found]
    assert len(set(ids)) == len(ids)
    newest = max(entry.findtext(f"{ATOM}updated") for entry in found)
    assert root.findtext(f"{ATOM}updated") == newest


def test_an_entry_is_the_whole_essay_with_still_figures(public_site):
    entry = entries(public_site, "essays")[f"{PUBLIC}/essays/small/"]
    content = content_of(entry)
    said = content.text_content().replace("\N{NO-BREAK SPACE}", " ")
    for words in ("They met on 12 June 2018", "the year before shows", "A heading", "A note."):
        assert words in said
    (picture,) = content.xpath(".//figure//img")
    assert picture.get("alt")
    assert (public_site / picture.get("src").removeprefix(f"{PUBLIC}/")).is_file()
    assert not content.xpath(".//script|.//svg|.//*[@data-figure-here]")


def test_every_address_in_an_entry_leads_there_from_anywhere(public_site):
    for entry in entries(public_site, "essays").values():
        for address in content_of(entry).xpath(".//@href|.//@src"):
            assert urlsplit(address).netloc, address
    note = content_of(entries(public_site, "essays")[f"{PUBLIC}/essays/small/"])
    (link,) = note.xpath(".//a[@class='footnote-ref']/@href")
    page = html.parse(str(public_site / "essays/small/index.html")).getroot()
    assert page.get_element_by_id(urlsplit(link).fragment) is not None


def test_a_correction_makes_an_entry_new_and_keeps_its_id(public_site):
    entry = entries(public_site, "essays")[f"{PUBLIC}/essays/hostile/"]
    assert entry.findtext(f"{ATOM}published").startswith("2026-01-03")
    assert entry.findtext(f"{ATOM}updated").startswith("2026-01-07")
    names = [author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author")]
    assert names == ["The editors", "Guest Writer"]


def test_drafts_are_in_no_feed(public_site):
    assert set(entries(public_site, "essays")) == {
        f"{PUBLIC}/essays/small/",
        f"{PUBLIC}/essays/hostile/",
    }


def test_the_feed_of_the_record_has_every_change(public_site):
    found = entries(public_site, "data")
    rows = read_table(public_site.parent / "analysis/data/changes.csv")
    page = html.parse(str(public_site / "changes/index.html")).getroot()
    assert len(found) == len(rows)
    for row in rows:
        entry = found[f"{PUBLIC}/changes/#{row['id']}"]
        assert entry.findtext(f"{ATOM}updated").startswith(row["made_on"])
        said = html.fromstring(entry.findtext(f"{ATOM}summary")).text_content()
        assert row["what"] in said
        assert row["why"] in said
        assert page.get_element_by_id(row["id"]) is not None
