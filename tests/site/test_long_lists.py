"""Sources, summit cases and promises: a page for each, lists that lead there, old addresses."""

import csv
import json
import re

import pytest
from conftest import DATA
from lxml import html
from playwright.sync_api import expect


def read(built_site, name):
    return html.parse(str(built_site / name), html.HTMLParser(encoding="utf-8")).getroot()


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def size(built_site, name):
    return (built_site / name).stat().st_size


def items():
    return json.loads((DATA / "bibliography.json").read_text(encoding="utf-8"))


def words(element):
    return " ".join(element.text_content().split())


# Sources


def test_every_source_has_a_page_that_says_what_rests_on_it(built_site):
    for item in items():
        page = read(built_site, f"sources/{item['id']}/index.html")
        assert page.xpath("//div[@class='event-body']/section//a"), item["id"]
        if item.get("URL"):
            address = item["URL"].replace("&amp;", "&")
            assert address in page.xpath("//div[@class='prose']//a/@href"), item["id"]


def test_a_source_names_its_events_with_place_subject_and_voice(built_site):
    key = "japan-mod-dprk-missiles-2026"
    of_source = [row for row in rows("event_sources") if row["source_id"] == key]
    lines = read(built_site, f"sources/{key}/index.html").xpath("//ul[@class='resting']/li")
    assert len(lines) == len(of_source)
    shown = {line.xpath("string(.//a/@href)").split("/")[-2]: words(line) for line in lines}
    for row in of_source:
        assert row["locator"] in shown[row["event_id"]]
        assert row["supports"] in shown[row["event_id"]]
        assert "Japan, official" in shown[row["event_id"]]


def test_a_source_names_its_texts_cases_essays_and_claims(built_site):
    text = rows("agreements")[0]
    links = read(built_site, f"sources/{text['source_id']}/index.html").xpath("//section//a/@href")
    assert f"../../promises/{text['id']}/" in links
    case = rows("case_evidence")[0]
    links = read(built_site, f"sources/{case['source_id']}/index.html").xpath("//section//a/@href")
    assert f"../../cases/{case['case_id']}/" in links
    for name in ("claims/index.html", "essays/the-road-to-singapore/index.html"):
        of_claims = read(built_site, name).xpath("//ul[@class='evidence']//a/@href")
        for link in {link for link in of_claims if "/sources/" in f"/{link}"}:
            page = read(built_site, f"sources/{link.split('sources/')[1]}index.html")
            assert page.xpath("//ul[contains(@class, 'claims-resting')]"), link


def test_the_lists_lead_to_every_source_and_stay_light(built_site):
    names = [
        "index.html",
        *(f"{letter}/index.html" for letter in (*"abcdefghijklmnopqrstuvwxyz", "0-9")),
    ]
    found = set()
    for name in names:
        links = read(built_site, f"sources/{name}").xpath("//main//a/@href")
        found |= {re.sub(r"^\.\./(\.\./)?sources/", "", link).strip("/") for link in links}
        assert size(built_site, f"sources/{name}") < 150_000, name
    assert {item["id"] for item in items()} <= found


def test_pages_of_sources_are_small(built_site):
    sizes = sorted(size(built_site, f"sources/{item['id']}/index.html") for item in items())
    assert sizes[-2] < 15_000
    assert sizes[-1] < 30_000  # eighty events rest on it


def test_scholarly_works_stand_in_full_with_who_uses_them(built_site):
    page = read(built_site, "sources/index.html")
    in_full = page.xpath("//ul[contains(@class, 'in-full')]/li")
    press = {"article-newspaper", "article-magazine", "webpage"}
    assert len(in_full) == sum(item["type"] not in press for item in items())
    (entry,) = [one for one in in_full if "Trusting Enemies" in words(one)]
    assert "The road to Singapore" in words(entry)


def test_documents_are_counted_by_kind_and_decade(built_site):
    table = read(built_site, "sources/index.html").xpath("//table[@class='source-counts']")[0]
    row = next(row for row in table.xpath(".//tbody/tr") if "News reports" in words(row))
    columns = [words(cell) for cell in table.xpath(".//thead//th")]
    news = [item for item in items() if item["type"] == "article-newspaper"]
    years = [item.get("issued", {}).get("date-parts", [[0]])[0][0] for item in news]
    cells = dict(zip(columns, [words(cell) for cell in row.xpath("./*")]))
    assert cells["All"].replace(",", "") == str(len(news))
    assert cells["2010s"] == str(sum(2010 <= int(year) < 2020 for year in years))


def test_a_publisher_is_one_click_from_its_documents(open_page):
    page = open_page("sources/yonhap-trump-kim-letters-2020/")
    page.locator(".kicker a").last.click()
    page.wait_for_url("**/sources/y/#from-yonhap-news-agency")
    assert page.locator("h2:target").inner_text() == "Yonhap News Agency"
    page.locator(".publisher:has(:target) a", has_text="Chronology of letters").click()
    page.wait_for_url("**/sources/yonhap-trump-kim-letters-2020/")


def test_an_old_address_of_a_source_arrives(open_page):
    page = open_page("sources/#kempe-berlin-1961-book")
    page.wait_for_url("**/sources/kempe-berlin-1961-book/")
    assert page.locator("h1").is_visible()
    page = open_page("sources/#reports")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/sources/#reports")


def test_without_script_the_list_says_where_an_old_address_leads(open_page):
    page = open_page("sources/#kempe-berlin-1961-book", script=False)
    assert "sources/name/" in page.locator("noscript").inner_text()


def test_sources_are_found_and_stand_behind_what_is_said_of_them(open_page):
    page = open_page("search/?q=security dilemma")
    page.wait_for_selector("[data-results] h2")
    assert page.locator(".result-facts").first.inner_text() == "Term"
    page = open_page("search/?q=Jervis&kind=source")
    page.wait_for_selector("[data-results] h2")
    assert "Perception and Misperception" in page.locator("[data-results] h2").first.inner_text()


# Summit cases


def test_each_case_has_a_card_at_its_old_place_and_a_page(built_site):
    page = read(built_site, "cases/index.html")
    assert size(built_site, "cases/index.html") < 200_000
    for case in rows("cases"):
        card = page.get_element_by_id(case["id"])
        assert card.xpath(".//h3/a/@href") == [f"../cases/{case['id']}/"]
        assert card.xpath(".//dl[@class='case-outcomes']/div")
        own = words(read(built_site, f"cases/{case['id']}/index.html").xpath("//main")[0])
        for part in ("before", "room", "after", "place"):
            assert " ".join(case[part].split()) in own, (case["id"], part)


def test_a_case_shows_both_codes_and_the_evidence_with_its_sources(built_site):
    codes, evidence = rows("case_codes"), rows("case_evidence")
    page = read(built_site, "cases/vienna-1961/index.html")
    own = words(page.xpath("//main")[0])
    for row in [row for row in codes if row["case_id"] == "vienna-1961"]:
        assert " ".join(row["reason"].split()) in own
    links = page.xpath("//ul[@class='case-evidence']//a/@href")
    wanted = [row for row in evidence if row["case_id"] == "vienna-1961"]
    assert len(links) == len(wanted)
    assert {f"../../sources/{row['source_id']}/" for row in wanted} == set(links)
    assert page.xpath("count(//section[@aria-labelledby='followed']//h3)") == 2
    assert page.xpath("count(//section[@aria-labelledby='conditions']//h3)") == 7


def test_cases_follow_each_other_in_time(open_page, built_site):
    page = open_page("cases/vienna-1961/")
    seen = ["Vienna, 1961"]
    while page.get_by_text("The case after").count():
        page.locator("li:has-text('The case after') a").click()
        expect(page.locator("h1")).not_to_have_text(seen[-1])
        seen.append(page.locator("h1").inner_text())
    ordered = [case["name"] for case in sorted(rows("cases"), key=lambda case: case["start"])]
    assert seen == ordered


def test_a_case_leads_to_event_people_figures_and_essays(built_site):
    page = read(built_site, "cases/singapore-2018/index.html")
    links = page.xpath("//main//a/@href")
    for place in (
        "events/2018-06-12-singapore-summit/",
        "people/donald-trump/",
        "people/kim-jong-un/",
        "figures/when-encounters-work/",
        "essays/the-road-to-singapore/",
        "cases/singapore-2018/cite.bib",
    ):
        assert f"../../{place}" in links, place


def test_what_an_author_writes_leads_to_the_page_of_the_case_and_text(built_site):
    links = read(built_site, "essays/the-road-to-singapore/index.html").xpath("//main//a/@href")
    assert "../../cases/singapore-2018/" in links
    assert "../../promises/singapore-oral-undertakings-2018/" in links
    copy = (built_site / "essays/the-road-to-singapore/the-road-to-singapore.md").read_text(
        encoding="utf-8"
    )
    assert "cases/singapore-2018/)" in copy
    text = read(built_site, "promises/singapore-oral-undertakings-2018/index.html")
    used = text.xpath("//section[@aria-labelledby='used']//a/@href")
    assert "../../essays/the-road-to-singapore/" in used


# Promises


def test_each_text_has_a_row_at_its_old_place_and_a_mark_for_each_promise(built_site):
    page = read(built_site, "promises/index.html")
    assert size(built_site, "promises/index.html") < 200_000
    of_text = {}
    for row in rows("commitments"):
        of_text.setdefault(row["agreement_id"], []).append(row["id"])
    for text in rows("agreements"):
        row = page.get_element_by_id(text["id"])
        assert row.xpath(".//th/a/@href") == [f"../promises/{text['id']}/"]
        assert sorted(row.xpath(".//i/@id")) == sorted(of_text[text["id"]])
        counts = re.findall(r"\d+", row.xpath("string(.//*[@class='ledger-words'])"))
        assert sum(map(int, counts)) == len(of_text[text["id"]])


def test_a_text_shows_each_promise_with_both_judgements(built_site):
    judged = {}
    for row in rows("assessments"):
        judged.setdefault(row["commitment_id"], []).append(row["reason"])
    for promise in rows("commitments"):
        page = read(built_site, f"promises/{promise['agreement_id']}/index.html")
        own = words(page.get_element_by_id(promise["id"]))
        for said in (promise["text"], *judged[promise["id"]]):
            assert " ".join(said.split()) in own, promise["id"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("promises/#agreed-framework-1994", "promises/#agreed-framework-1994"),
        (
            "promises/#agreed-framework-1994-dprk-freeze",
            "promises/agreed-framework-1994/#agreed-framework-1994-dprk-freeze",
        ),
    ],
)
def test_an_old_address_of_a_promise_arrives(open_page, built_site, old, new):
    page = open_page(old)
    page.wait_for_url(f"**/{new}")
    expect(page.locator(":target")).to_be_in_viewport()


def test_without_script_an_old_address_arrives_at_the_text(open_page):
    page = open_page("promises/#agreed-framework-1994-dprk-freeze", script=False)
    expect(page.locator("tr:has(:target) th a")).to_be_in_viewport()
    assert page.locator(".ledger-filter").is_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_filter_leaves_the_texts_with_such_promises(open_page, width):
    page = open_page("promises/", width=width)
    page.get_by_label("Promised by").select_option("North Korea")
    page.get_by_label("What became of it").select_option("not kept")
    codes = {}
    for row in rows("assessments"):
        codes.setdefault(row["commitment_id"], set()).add(row["code"])
    fitting = [
        row
        for row in rows("commitments")
        if "dprk" in row["by"].split("+") and codes[row["id"]] == {"not-kept"}
    ]
    texts = {row["agreement_id"] for row in fitting}
    expect(page.locator(".ledger-status")).to_have_text(
        f"{len(fitting)} promises in {len(texts)} texts"
    )
    assert page.locator(".ledger tbody tr:visible").count() == len(texts)
    page.reload()
    expect(page.locator(".ledger tbody tr:visible")).to_have_count(len(texts))
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".ledger tbody tr:visible")).to_have_count(len(rows("agreements")))
    assert "?" not in page.url
    assert page.errors == []
