"""The real site as it was written: every page there, every address whole, nothing foreign."""

import json
import re
from urllib.parse import urlsplit

import pytest
from lxml import html

PAGE_TYPES = [
    "index.html",
    "404.html",
    "essays/index.html",
    "essays/the-road-to-singapore/index.html",
    "claims/index.html",
    "claims/high/index.html",
    "authors/index.html",
    "authors/the-editors/index.html",
    "timeline/index.html",
    "events/2018-06-12-singapore-summit/index.html",
    "people/index.html",
    "people/kim-jong-un/index.html",
    "figures/index.html",
    "figures/long-negotiation/index.html",
    "notebooks/index.html",
    "notebooks/01-the-long-negotiation/index.html",
    "promises/index.html",
    "cases/index.html",
    "sources/index.html",
    "data/index.html",
    "data/codebook/index.html",
    "data/values/index.html",
    "data/coverage/index.html",
    "data/review/index.html",
    "changes/index.html",
    "method/index.html",
    "questions/index.html",
    "questions/the-spiral/index.html",
    "glossary/index.html",
    "about/index.html",
    "start-here/index.html",
    "guide/index.html",
    "teaching/index.html",
    "search/index.html",
]


def read(built_site, name):
    return html.parse(str(built_site / name), html.HTMLParser(encoding="utf-8")).getroot()


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_every_page_type_is_there_with_its_landmarks(built_site, name):
    page = read(built_site, name)
    assert page.get("lang") == "en"
    for path in ("//main", "//header", "//footer", "//nav", "//h1", "//title"):
        assert page.xpath(path), path
    assert page.xpath("//a[@class='skip-link']")[0].get("href") == "#content"


def test_every_event_has_a_page_with_its_sources(built_site, record):
    for event_id in record.table("events")["id"]:
        assert (built_site / "events" / event_id / "index.html").is_file()
    page = read(built_site, "events/2018-06-12-singapore-summit/index.html")
    assert len(page.xpath("//ol[@class='source-list']/li")) >= 2


def test_no_page_asks_anything_of_another_host(built_site):
    fetching = (
        "//script/@src|//img/@src|//link[not(@rel='canonical')]/@href|//iframe/@src|//source/@src"
    )
    for path in built_site.rglob("*.html"):
        for address in html.parse(str(path)).xpath(fetching):
            assert not urlsplit(address).netloc, f"{path}: {address}"


def test_no_page_runs_script_written_into_it(built_site):
    for path in built_site.rglob("*.html"):
        page = html.parse(str(path))
        # A data block is no script: no browser runs it.
        assert not page.xpath("//script[not(@src)][not(@type='application/ld+json')]"), path
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
        assert "script-src 'self'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_an_essay_is_complete_as_sent(built_site):
    page = read(built_site, "essays/the-road-to-singapore/index.html")
    prose = page.xpath("//div[@class='prose']")[0]
    for figure in prose.xpath(".//figure"):
        figure.getparent().remove(figure)
    assert len(re.findall(r"\w+", prose.text_content())) >= 2000
    page = read(built_site, "essays/the-road-to-singapore/index.html")
    assert len(page.xpath("//figure//*[local-name()='svg']")) >= 4
    assert page.xpath("//figure//ol[@data-rows]/li/a") or page.xpath("//figure//table")
    assert len(page.xpath("//a[@class='event-link']")) >= 20
    assert len(page.xpath("//a[@class='value']")) >= 15
    assert page.xpath("//section[@role='doc-endnotes']//li")
    assert len(page.xpath("//ul[@class='bibliography']/li")) >= 15


def test_what_is_cited_is_linked_both_ways(built_site):
    page = read(built_site, "essays/the-road-to-singapore/index.html")
    for address in page.xpath("//a[@class='citation-link']/@href"):
        assert page.get_element_by_id(address[1:]) is not None
    event = read(built_site, "events/2018-06-12-singapore-summit/index.html")
    assert "The road to Singapore" in event.text_content()
    sources = read(built_site, "sources/index.html")
    entry = sources.get_element_by_id("wheeler-trusting-enemies-2018")
    assert "The road to Singapore" in entry.text_content()


def test_a_figure_brings_its_rows_its_drawing_and_its_json(built_site):
    for folder in (built_site / "figures").iterdir():
        if folder.is_dir():
            rows = json.loads((folder / f"{folder.name}.json").read_text(encoding="utf-8"))
            lines = (folder / f"{folder.name}.csv").read_text(encoding="utf-8").count("\n")
            assert lines == len(rows) + 1
            assert (folder / f"{folder.name}.svg").read_text(encoding="utf-8").startswith("<svg")
            assert json.loads((folder / "figure.json").read_text(encoding="utf-8"))["data"]


def test_the_end_of_the_record_is_stated_on_every_page(built_site, record):
    from summitry import dates

    ends = dates.words(dates.parse(record.book.record_ends))
    for name in PAGE_TYPES:
        assert f"The record ends on {ends}" in read(built_site, name).text_content()


def test_unverified_rows_are_shown_as_such(built_site, record):
    events = record.table("events")
    unverified = events.loc[events["verification"].eq("second-hand"), "id"]
    assert len(unverified)
    for event_id in unverified:
        page = read(built_site, f"events/{event_id}/index.html")
        assert "Unverified" in page.text_content()


def test_the_readme_names_only_what_exists(built_site):
    from conftest import ROOT

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z]+)\b", readme)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for path in re.findall(r"^\| `([^`]+)` \|", readme, re.MULTILINE):
        if "/" in path and "(" not in path:
            assert (ROOT / path).exists(), path
    example = readme.split("```markdown")[1].split("```")[0]
    places = {"event": "events", "figure": "figures"}
    for kind, key in re.findall(r"\]\((event|figure):([a-z0-9-]+)", example):
        assert (built_site / places[kind] / key).is_dir(), key
    ids = {
        "value": read(built_site, "data/values/index.html"),
        "term": read(built_site, "glossary/index.html"),
        "source": read(built_site, "sources/index.html"),
    }
    for kind, key in re.findall(r"\]\((value|term):([a-z0-9-]+)", example):
        assert ids[kind].get_element_by_id(key) is not None
    for key in re.findall(r"@([a-z0-9-]+)", example):
        assert ids["source"].get_element_by_id(key) is not None


def test_every_figure_stands_on_a_page_besides_its_own(built_site):
    shown = {}
    for path in built_site.rglob("index.html"):
        name = path.relative_to(built_site).as_posix()
        if name.startswith("figures/"):
            continue
        for key in re.findall(r'data-figure-id="([a-z0-9-]+)"', path.read_text(encoding="utf-8")):
            shown.setdefault(key, set()).add(name)
    figures = {path.parent.name for path in built_site.glob("figures/*/figure.json")}
    assert len(figures) >= 25
    assert figures - set(shown) == set()


def test_every_notebook_is_published_with_its_code(built_site):
    books = {path.parent.name for path in built_site.glob("notebooks/*/*.ipynb")}
    assert len(books) >= 12
    assert books == {path.parent.name for path in built_site.glob("notebooks/*/index.html")}


def test_the_feed_of_changes_has_an_entry_for_each_change(built_site, record):
    text = (built_site / "feeds/data.atom.xml").read_text(encoding="utf-8")
    assert text.count("<entry") == len(record.table("changes"))
    newest = record.table("changes")["made_on"].max()
    assert f"<updated>{newest}T00:00:00" in text


def test_every_download_of_the_data_page_is_there(built_site):
    page = read(built_site, "data/index.html")
    links = page.xpath("//a[@download]/@href")
    assert len(links) > 40
    names = {link.rsplit("/", 1)[-1] for link in links}
    assert {"record.sqlite", "datapackage.json", "timelinejs.csv", "events.ics"} <= names
    assert any(name.startswith("record-") and name.endswith(".zip") for name in names)
    for name in names:
        assert (built_site / "data" / name).stat().st_size > 0


def test_the_method_page_gives_the_rate_of_error(built_site, record):
    said = read(built_site, "method/index.html").text_content()
    reviews = record.table("reviews")
    first = reviews[reviews["frame"].eq("first")]
    checked = first["verdict"].ne("not-found").sum()
    assert f"{first['verdict'].eq('error').sum() / checked:.1%}" in said
    assert f"Of the rows of the first version {len(first)} were drawn" in said


def test_the_guide_shows_each_feature_beside_what_a_reader_gets(built_site):
    tree = html.parse(str(built_site / "guide/index.html")).getroot()
    examples = tree.xpath("//div[@class='example']")
    assert len(examples) >= 10
    for example in examples:
        source = example.xpath("string(.//pre[@class='example-source'])")
        result = example.xpath("string(.//div[@class='example-result'])")
        assert source.strip()
        assert result.strip()
        # What is written for the site is not what a reader sees.
        assert "](event:" not in result
        assert "[!" not in result


def test_the_glossary_names_every_term_at_its_head_with_a_case_and_a_source(built_site):
    page = read(built_site, "glossary/index.html")
    terms = page.xpath("//main//h3[@id]")
    assert len(terms) >= 44
    index = page.xpath("//nav[@aria-label='Terms by subject']//li/a")
    assert [(link.get("href"), link.text_content()) for link in index] == [
        (f"#{term.get('id')}", term.text_content()) for term in terms
    ]
    for term in terms:
        (said,) = term.xpath("following-sibling::*[1][self::p]")
        assert 45 <= len(said.text_content().split()) <= 110, term.get("id")
        links = said.xpath(".//a/@href")
        assert any(re.search("/(events|values|figures|promises)/", link) for link in links), links
        assert any(link.startswith("#ref-") for link in links), term.get("id")
