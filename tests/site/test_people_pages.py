"""People, the page of an event and its map, as readers use them."""

import re

import pytest
from playwright.sync_api import expect
from test_pages import read

SUMMIT = "events/2018-06-12-singapore-summit/"


def test_everybody_of_the_record_has_a_page_and_stands_in_the_list(built_site, record):
    people = record.table("people")
    listed = read(built_site, "people/index.html")
    linked = {link.split("/")[-2] for link in listed.xpath("//a[@class='person-link']/@href")}
    assert linked == set(people["id"])
    for person in people.itertuples():
        page = read(built_site, f"people/{person.id}/index.html")
        heading = page.xpath("string(//h1)")
        assert person.name in heading
        assert person.name_hangul in heading
    tables = listed.xpath("//table[contains(@class, 'people-table')]")
    assert len(tables) == 4
    named = record.table("event_actors")["person"].replace("", None).dropna().nunique()
    assert sum(len(table.xpath("tbody/tr")) for table in tables) == named


def test_a_persons_page_lists_their_events_in_order(built_site, record):
    actors = record.table("event_actors")
    mine = set(actors.loc[actors["person"].eq("choe-son-hui"), "event_id"])
    page = read(built_site, "people/choe-son-hui/index.html")
    links = page.xpath("//ul[@class='person-events']/li/a/@href")
    shown = [link.split("/")[-2] for link in links]
    assert set(shown) == mine
    assert len(shown) == len(mine)
    events = record.table("events").set_index("id")
    days = events.loc[shown, "first_day"].tolist()
    assert days == sorted(days)
    years = [int(year) for year in page.xpath("//div[@class='person-year']/h3/text()")]
    assert years == sorted(set(events.loc[shown, "first_day"].dt.year))


def test_counterparts_lead_to_one_another(built_site):
    kim = read(built_site, "people/kim-jong-un/index.html")
    row = kim.xpath("//table//tr[th/a[contains(@href, '/donald-trump/')]]")[0]
    trump = read(built_site, "people/donald-trump/index.html")
    other = trump.xpath("//table//tr[th/a[contains(@href, '/kim-jong-un/')]]")[0]
    cells, others = ([cell.text_content() for cell in each.xpath("td")] for each in (row, other))
    assert cells == others
    assert cells[:3] == ["3", "12 June 2018", "30 June 2019"]


def test_a_number_of_the_matrix_opens_the_events_that_name_both(open_page):
    page = open_page("people/")
    cell = page.get_by_role("link", name="Donald Trump and Kim Jong Un: 3 meetings")
    cell.click()
    page.wait_for_url("**/timeline/?person=donald-trump&person=kim-jong-un")
    expect(page.locator(".chips")).to_contain_text("Donald Trump")
    expect(page.locator(".chips")).to_contain_text("Kim Jong Un")


def test_on_a_phone_a_focused_number_does_not_hide_under_the_names(open_page):
    page = open_page("people/", width=390, reduced_motion="reduce")
    last = page.get_by_role("link", name="Mike Pompeo and Kim Yong Chol: 5 meetings")
    last.focus()
    first = page.get_by_role("link", name="Jiang Zemin and Kim Il Sung: 3 meetings")
    first.focus()
    names = page.locator(".matrix tbody th[scope=row]").first.bounding_box()
    assert first.bounding_box()["x"] >= names["x"] + names["width"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_event_leads_to_its_people_and_back(open_page):
    page = open_page(SUMMIT)
    page.locator(".side-facts").get_by_role("link", name="Donald Trump", exact=True).click()
    page.wait_for_url("**/people/donald-trump/")
    assert page.locator("h1").inner_text() == "Donald Trump"
    page.locator(f"a[href*='{SUMMIT}']").last.click()
    page.wait_for_url(f"**/{SUMMIT}")


def test_somebody_whom_no_event_names_says_so(built_site):
    page = read(built_site, "people/ronald-reagan/index.html")
    assert "No event of the record names Ronald Reagan." in page.text_content()
    assert "/cases/geneva-1985/" in "".join(page.xpath("//a/@href"))
    index = read(built_site, "people/index.html")
    assert not index.xpath("//table//a[contains(@href, '/ronald-reagan/')]")


def test_essays_that_use_an_event_are_named_on_the_page_of_its_people(built_site):
    for name in ("people/donald-trump/index.html", "people/john-bolton/index.html"):
        used = read(built_site, name).xpath("//section[@aria-labelledby='used']")[0]
        assert used.xpath(".//a[contains(@href, 'essays/the-road-to-singapore/')]"), name


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def test_facts_stand_beside_the_text_where_there_is_room(open_page):
    page = open_page(SUMMIT, width=1280)
    prose, facts, body, cite = (
        box(page, f".event > {name}")
        for name in (".prose", ".side-facts", ".event-body", ".side-cite")
    )
    assert abs(prose["y"] - facts["y"]) < 8
    assert facts["x"] > prose["x"] + prose["width"]
    assert body["x"] == prose["x"]
    assert 0 <= body["y"] - (prose["y"] + prose["height"]) < 60
    assert cite["x"] == facts["x"]
    assert 0 <= cite["y"] - (facts["y"] + facts["height"]) < 60
    assert facts["x"] + facts["width"] > 1200


def test_on_a_narrow_screen_all_is_one_column_in_order(open_page):
    page = open_page(SUMMIT, width=390)
    names = (".page-head", ".prose", ".side-facts", ".event-body", ".side-cite")
    boxes = [box(page, f".event > {name}") for name in names]
    assert len({each["x"] for each in boxes}) == 1
    tops = [each["y"] for each in boxes]
    assert tops == sorted(tops)


def test_an_events_page_holds_all_that_the_record_has_of_it(built_site, record):
    page = read(built_site, f"{SUMMIT}index.html")
    said = page.text_content()
    for words in (
        "Known to the day",
        "Gregorian calendar",
        "1.35° N, 103.82° E",
        "Report an error",
    ):
        assert words in said
    assert page.xpath("//a[@rel='bookmark']/text()") == ["2018-06-12-singapore-summit"]
    assert page.xpath("//section[@aria-labelledby='before-after']//li")
    assert page.xpath("//section[@aria-labelledby='cite']//a[@download]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_shows_the_place_and_takes_the_colours_of_the_scheme(open_page, site, scheme):
    page = open_page("events/2019-02-27-hanoi-summit/", scheme=scheme)
    page.wait_for_load_state("networkidle")
    drawing = page.get_by_role("img", name="Map: Hanoi, Vietnam")
    assert drawing.is_visible()
    ring, paper = (
        page.locator(f".locator {name}").evaluate("each => getComputedStyle(each).fill")
        for name in (".map-ring", ".map-land")
    )
    assert ring == {"light": "rgb(255, 253, 248)", "dark": "rgb(21, 23, 25)"}[scheme]
    assert paper != ring
    dot, picture = drawing.locator(".map-dot").bounding_box(), drawing.bounding_box()
    assert picture["x"] < dot["x"] < picture["x"] + picture["width"]
    assert picture["y"] < dot["y"] < picture["y"] + picture["height"]
    assert all(address.startswith(site) for address in page.requests)


def test_an_event_without_a_place_has_no_map(built_site, record):
    events = record.table("events")
    for event in events.itertuples():
        text = (built_site / f"events/{event.id}/index.html").read_text(encoding="utf-8")
        assert (text.count('<svg class="locator"') == 1) == bool(event.place), event.id


def test_pages_of_events_and_people_stay_small(built_site):
    sizes = sorted(path.stat().st_size for path in built_site.glob("events/*/index.html"))
    assert sizes[len(sizes) // 2] < 16_000
    assert sizes[-1] < 45_000
    sizes = sorted(path.stat().st_size for path in built_site.glob("people/*/index.html"))
    assert sizes[len(sizes) // 2] < 12_000
    assert sizes[-1] < 100_000


def test_people_are_found_by_name_and_in_hangul(open_page):
    page = open_page("search/?q=Kim Kye Gwan&kind=person")
    page.wait_for_selector("[data-results] h2")
    assert page.locator("[data-results] h2").first.inner_text() == "Kim Kye Gwan 김계관"
    assert page.locator(".result-facts").first.inner_text().startswith("Person")
    page = open_page("search/?q=김계관&kind=person")
    page.wait_for_selector("[data-results] h2")
    page.locator("[data-results] h2 a").first.click()
    page.wait_for_url("**/people/kim-kye-gwan/**")


def test_a_link_to_a_person_shows_who_that_is(open_page):
    page = open_page("guide/")
    page.wait_for_load_state("networkidle")
    link = page.locator("a.person-link").first
    assert re.search(r"/people/donald-trump/$", link.evaluate("link => link.href"))
    link.hover()
    preview = page.locator("#preview")
    preview.wait_for(state="visible")
    assert "President of the United States" in preview.inner_text()
    assert "The record names Donald Trump in" in preview.inner_text()


def test_without_script_people_and_matrix_are_there(open_page):
    page = open_page("people/", script=False)
    assert page.get_by_role("link", name="Christopher Hill", exact=True).first.is_visible()
    assert page.locator(".matrix td a").count() > 50


def test_paper_shows_facts_and_map_in_one_column(open_page):
    page = open_page(SUMMIT)
    page.emulate_media(media="print")
    assert box(page, ".side-facts")["x"] == box(page, ".event > .prose")["x"]
    assert page.locator(".locator").is_visible()
