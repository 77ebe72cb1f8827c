"""The timeline explorer in a real Chromium, as readers use it."""

import csv
import io
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

PATH = "timeline/"
SHOWN = ".all-events li:visible"
SINGAPORE = "2018-06-12-singapore-summit"


def count(page):
    """Number of lines that are not hidden, wherever the page is scrolled to."""
    return page.locator(".event-rows > li:not([hidden])").count()


def number(text):
    return int(text.replace(",", ""))


def ready(page):
    """Wait until the page holds the view of its address."""
    page.wait_for_function("() => document.querySelector('[data-address]').value")
    return page


def facet(page, name):
    page.locator(f"[data-facet={name}] > summary").click()
    return page.locator(f"[data-facet={name}]")


def live(page):
    page.wait_for_selector(".explorer-stage[data-live] .live-chart .main-svg")
    return page.locator(".live-chart .plot")


def marks(page):
    return page.locator(".scatterlayer .point:not(.filtered-out)").count()


def last_readout(page):
    return page.locator("[data-readout]").text_content()


def test_the_page_is_light_before_it_is_touched(open_page):
    page = open_page(PATH)
    page.wait_for_load_state("networkidle")
    assert not any("plotly" in one or "events.json" in one for one in page.requests)
    assert count(page) > 1_000
    assert page.errors == []


def test_without_script_the_list_and_the_drawing_are_complete(open_page, record):
    page = open_page(PATH, script=False)
    assert page.locator("[data-filters]").is_hidden()
    assert page.locator("[data-bar]").is_hidden()
    links = page.locator(".event-rows > li > a")
    assert links.count() == len(record.table("events"))
    assert page.locator(".overview-wide svg").is_visible()
    assert page.locator(".year-offices").first.text_content().startswith("United States: Reagan")


def test_a_filter_narrows_the_list_and_the_address_keeps_it(open_page):
    page = open_page(PATH)
    everything = count(page)
    facet(page, "level").get_by_label("Leaders").check()
    page.locator("[name=from]").fill("2018")
    page.get_by_label("Words").fill("singapore")
    shown = count(page)
    assert 0 < shown < everything
    assert page.locator(".explorer-count strong").text_content() == str(shown)
    page.wait_for_function(
        "n => document.querySelector('[data-status]').textContent.startsWith(n)",
        arg=f"{shown} of {everything:,} events",
    )
    assert page.url.endswith("?q=singapore&from=2018&level=leader")
    page.reload()
    ready(page)
    assert count(page) == shown
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_function("() => !location.search")
    assert count(page) == everything


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("kind=meeting&level=leader", lambda e: e["kind"] == "meeting" and e["level"] == "leader"),
        ("process=six-party-talks", lambda e: e["process"] == "six-party-talks"),
        ("from=2017&to=2017", lambda e: e["last"] >= "2017-01-01" and e["first"] <= "2017-12-31"),
        ("kind=missile-test&kind=nuclear-test", lambda e: e["kind"][-4:] == "test"),
        ("held=no", lambda e: not e["held"]),
        ("verified=no", lambda e: e["verification"] == "second-hand"),
        ("place=singapore", lambda e: e["place"] == "singapore"),
        (
            "government=us-2017-trump&kind=letter",
            lambda e: (
                e["kind"] == "letter" and e["last"] >= "2017-01-20" and e["first"] < "2021-01-20"
            ),
        ),
    ],
)
def test_an_address_shows_what_it_asks_for(open_page, record, query, fits):
    page = ready(open_page(f"{PATH}?{query}"))
    wanted = {
        row["id"]
        for row in record.table("events").to_dict("records")
        if fits(
            {
                **row,
                "held": bool(row["was_held"]),
                "first": str(row["first_day"].date()),
                "last": str(row["last_day"].date()),
            }
        )
    }
    found = page.locator(".event-rows > li:not([hidden]) > a").evaluate_all(
        "all => all.map((one) => one.href.split('/').at(-2))"
    )
    assert wanted
    assert set(found) == wanted


def test_people_and_actors_are_asked_for_together(open_page, record):
    page = ready(open_page(f"{PATH}?person=donald-trump&person=kim-jong-un"))
    rows = record.table("event_actors")
    events = [
        set(rows.loc[rows["person"].eq(key), "event_id"]) for key in ("donald-trump", "kim-jong-un")
    ]
    assert count(page) == len(events[0] & events[1]) > 5


def test_words_are_found_in_any_case_without_accents_and_in_hangul(open_page):
    page = ready(open_page(f"{PATH}?q=PARK%20CHAN-BONG"))
    capitals = count(page)
    page.get_by_label("Words").fill("park chan bong")
    assert count(page) == capitals
    page.get_by_label("Words").fill("김정은")
    by_hangul = count(page)
    facet(page, "person").get_by_label("Find in the list: person").fill("kim jong un")
    page.get_by_label("Words").fill("")
    page.locator("[data-facet=person]").get_by_label("Kim Jong Un").check()
    assert 0 < count(page) <= by_hangul


def test_each_option_says_how_many_events_it_would_leave(open_page):
    page = ready(open_page(f"{PATH}?level=leader"))
    option = facet(page, "kind").locator(".option", has_text="Letter")
    promised = number(option.locator("[data-count]").text_content())
    option.click()
    assert count(page) == promised
    assert facet(page, "level").locator(".option", has_text="Envoys").is_visible()


@pytest.mark.parametrize("anchor", ["y1994", "y2018"])
def test_old_addresses_of_years_still_lead_to_their_year(open_page, anchor):
    page = open_page(f"{PATH}#{anchor}")
    box = page.locator(f"#{anchor}").bounding_box()
    assert 0 <= box["y"] < 900


def test_what_an_address_asks_for_in_vain_is_said_and_left_out(open_page):
    page = ready(open_page(f"{PATH}?kind=summit&level=leader&from=20x&event=none&campaign=1"))
    assert "kind=summit, from=20x, event=none" in page.locator("[data-ignored]").text_content()
    assert page.url.endswith("?level=leader")
    assert page.errors == []


def test_filters_in_use_can_be_removed_by_keyboard(open_page):
    page = ready(open_page(f"{PATH}?level=leader&kind=letter&q=kim"))
    chips = page.locator("[data-chips] button")
    assert chips.all_text_contents() == ["“kim”", "level: Leaders", "kind: Letter"]
    chips.nth(1).focus()
    page.keyboard.press("Enter")
    assert "level" not in page.url
    assert page.evaluate("document.activeElement.textContent") == "kind: Letter"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("location.search") == ""
    assert page.evaluate("'step' in document.activeElement.dataset")


def test_keys_step_through_the_list_and_each_event_is_one_sentence(open_page):
    page = ready(open_page(f"{PATH}?level=leader&actor=us&from=2018&to=2019"))
    total = count(page)
    page.locator(".event-rows > li:not([hidden]) > a").first.focus()
    page.keyboard.press("j")
    assert last_readout(page).endswith(f"1 of {total}.")
    page.keyboard.press("ArrowDown")
    assert last_readout(page).endswith(f"2 of {total}.")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused in last_readout(page)
    page.keyboard.press("k")
    assert last_readout(page).endswith(f"1 of {total}.")
    page.keyboard.press("PageDown")
    assert "2019" in last_readout(page)
    page.keyboard.press("End")
    assert last_readout(page).endswith(f"{total} of {total}.")
    page.keyboard.press("?")
    assert page.locator("[data-keys]").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator("[data-keys]").get_attribute("open") is None


def test_the_sentence_gives_date_place_title_and_rank(open_page):
    page = ready(open_page(f"{PATH}?level=leader&event={SINGAPORE}"))
    assert re.fullmatch(
        r"12 June 2018, Singapore: Trump and Kim meet in Singapore\. Meeting, leaders; \d+ of 107\.",
        last_readout(page),
    )
    row = page.locator("li[aria-current]")
    assert row.locator(".row-more").text_content().startswith("A sitting US president")
    row.locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/events/{SINGAPORE}/")
    page.go_back()
    ready(page)
    assert page.locator("li[aria-current] > a").get_attribute("href").endswith(f"{SINGAPORE}/")


def test_the_tab_key_stops_once_at_the_list_and_escape_leaves_it(open_page):
    page = ready(open_page(f"{PATH}?level=leader"))
    assert page.locator(".event-rows a[tabindex='0']").count() == 1
    page.locator(".event-rows a[tabindex='0']").focus()
    page.keyboard.press("Escape")
    assert page.evaluate("'step' in document.activeElement.dataset")


def test_the_chart_opens_when_asked_and_shows_what_the_filters_leave(open_page, site):
    page = open_page(f"{PATH}?level=leader")
    ready(page)
    assert not any("plotly" in request for request in page.requests)
    page.get_by_role("button", name="Zoom", exact=True).click()
    live(page)
    assert marks(page) == count(page)
    facet(page, "kind").get_by_label("Letter").check()
    letters = count(page)
    page.wait_for_function(
        "n => document.querySelectorAll('.scatterlayer .point:not(.filtered-out)').length === n",
        arg=letters,
    )
    assert all(request.startswith((site, "data:", "blob:")) for request in page.requests)
    assert page.errors == []
    page.reload()
    live(page)
    page.get_by_role("button", name="Zoom", exact=True).click()
    assert page.locator(".overview-wide svg.chart").first.is_visible()
    assert "view" not in page.url


def test_a_pointer_that_rests_on_the_drawing_asks_for_the_chart(open_page):
    page = open_page(PATH)
    page.locator(".overview-wide svg").hover()
    live(page)


def test_zooming_in_the_chart_moves_the_dates_and_the_list(open_page):
    page = open_page(f"{PATH}?view=chart")
    plot = live(page)
    everything = count(page)
    plot.focus()
    page.keyboard.press("+")
    page.wait_for_url("**from=*")
    first = page.locator("[name=from]").input_value()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", first)
    assert count(page) < everything
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_function("f => document.querySelector('[name=from]').value < f", arg=first)
    page.keyboard.press("0")
    page.wait_for_url("**/timeline/?view=chart")
    assert count(page) == everything
    page.locator("[name=from]").fill("2018")
    page.locator("[name=to]").fill("2018")
    page.wait_for_function(
        "() => document.querySelector('.plot').layout.xaxis.range[0].startsWith('2018-01-01')"
    )


def test_the_chart_names_what_is_under_the_pointer_and_chooses_it(open_page):
    page = open_page(f"{PATH}?view=chart&from=2018-05&to=2018-07&level=leader&kind=meeting")
    live(page)
    mark = page.locator(".scatterlayer .point:not(.filtered-out)")
    at = mark.evaluate_all(
        """all => all.map((one) => one.getBoundingClientRect())
            .map(({x, y, width, height}) => [x + width / 2, y + height / 2])
            .filter(([x]) => x > 450 && x < 1240)"""
    )
    page.mouse.move(*at[0])
    page.wait_for_selector(".chart-tip:not([hidden])")
    said = page.locator(".chart-tip").inner_text().splitlines()[-1]
    page.mouse.click(*at[0])
    page.wait_for_selector("li[aria-current]")
    assert page.locator("li[aria-current] > a").inner_text() == said
    assert page.locator(".chosen-ring").count() == 1


def test_arrow_keys_step_through_the_chart(open_page):
    page = open_page(f"{PATH}?view=chart&level=leader&from=2018")
    live(page).focus()
    page.keyboard.press("ArrowRight")
    first = last_readout(page)
    page.keyboard.press("ArrowRight")
    assert last_readout(page) != first
    assert page.evaluate("document.activeElement.classList.contains('plot')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/**")


def test_labels_in_the_chart_do_not_overlap(open_page):
    page = open_page(f"{PATH}?view=chart&from=2017&to=2019")
    live(page)
    boxes = page.locator(".event-label").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map(({left, right, top}) => [left, right, Math.round(top)])"
    )
    assert len(boxes) > 8
    for number, (left, right, top) in enumerate(boxes):
        for other_left, other_right, other_top in boxes[number + 1 :]:
            assert top != other_top or right <= other_left or other_right <= left


def test_marks_take_the_colours_of_the_scheme(open_page):
    page = open_page(f"{PATH}?view=chart")
    live(page)
    colour = "document.querySelector('.plot').data[0].marker.color[0]"
    light = page.evaluate(colour)
    page.get_by_role("button", name="Switch to dark colours").click()
    page.wait_for_function(f"() => {colour} !== {light!r}")


def test_the_rows_in_view_are_downloaded_as_csv_and_json(open_page, built_site):
    page = ready(open_page(f"{PATH}?level=leader&kind=letter"))
    shown = count(page)
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8"))))
    assert len(rows) == shown
    with (built_site / "data" / "events.csv").open(encoding="utf-8", newline="") as handle:
        record = {row["id"]: row for row in csv.DictReader(handle)}
    for row in rows:
        assert {name: row[name] for name in record[row["id"]]} == record[row["id"]]
        assert row["kind"] == "letter"
        assert row["address"].endswith(f"/events/{row['id']}/")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="JSON").click()
    whole = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert whole["count"] == len(whole["events"]) == shown
    assert whole["filters"] == ["level: Leaders", "kind: Letter"]
    assert page.errors == []


def test_cells_are_quoted_and_never_run_as_formulas(open_page):
    page = open_page(PATH)
    text = page.evaluate(
        """async () => {
          const { csv } = await import(new URL("../theme/js/explorer/share.js", location));
          return csv([{ a: '=SUM(A1)', b: 'x, "y"' }, { a: "-1", b: "two\\nlines" }], ["a", "b"]);
        }"""
    )
    assert text == 'a,b\r\n\'=SUM(A1),"x, ""y"""\r\n\'-1,"two\nlines"\r\n'


def test_the_view_can_be_cited_and_shared(open_page, site):
    page = ready(open_page(f"{PATH}?level=leader&from=2018&to=2018-06"))
    cited = page.locator("[data-citation]").input_value()
    assert f"{count(page)} of 1," in cited
    assert "level: Leaders" in cited
    assert "to June 2018" in cited
    assert "version" in cited
    address = f"{site}/timeline/?from=2018&to=2018-06&level=leader"
    assert cited.endswith(address)
    assert page.locator("[data-address]").input_value() == address


def test_a_phone_gets_time_running_down_and_a_sheet_of_filters(open_page):
    page = open_page(PATH, width=390, height=844, has_touch=True)
    assert page.locator("[data-filters]").is_hidden()
    first, second = (page.locator(".event-rows > li").nth(n) for n in (20, 21))
    assert second.bounding_box()["y"] >= first.bounding_box()["y"] + first.bounding_box()["height"]
    page.locator("[data-open-filters]").click()
    sheet = page.locator("[data-sheet]")
    assert sheet.is_visible()
    sheet.locator("[data-facet=level] > summary").click()
    option = sheet.locator("[data-facet=level] .option").first
    assert option.bounding_box()["height"] >= 44
    option.click()
    shown = sheet.locator("strong[data-count]").text_content()
    sheet.get_by_role("button", name="Done").click()
    assert not sheet.is_visible()
    assert count(page) == int(shown)
    assert page.evaluate("'openFilters' in document.activeElement.dataset")
    page.evaluate("scrollTo(0, 3000)")
    assert page.locator("[data-bar]").bounding_box()["y"] == 0
    assert not any("plotly" in request for request in page.requests)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_tree_of_roles_names_the_parts(open_page):
    page = ready(open_page(f"{PATH}?level=leader"))
    tree = page.locator("main").aria_snapshot()
    for part in (
        'search "Filters"',
        'searchbox "Words"',
        'button "Next event"',
        'list "Filters in use"',
        'button "Remove the filter level: Leaders"',
        'navigation "Years"',
        'group "Events. J and K, or the arrow keys, step through them."',
        'region "1994"',
    ):
        assert part in tree, part


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_with_everything_open(open_page, width, scheme):
    page = open_page(
        f"{PATH}?view=chart&level=leader&q=kim&event={SINGAPORE}", width=width, scheme=scheme
    )
    live(page)
    if width == 1280:
        for name in ("kind", "person", "government"):
            facet(page, name)
    page.get_by_text("Cite", exact=True).click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    if width == 390:
        page.locator("[data-open-filters]").click()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_on_paper_the_drawing_and_the_list_remain_and_controls_go(open_page):
    page = open_page(f"{PATH}?view=chart&level=leader")
    live(page)
    page.emulate_media(media="print")
    assert page.locator(".overview-wide svg.chart").first.is_visible()
    assert page.locator(".live-chart").is_hidden()
    assert page.locator("[data-filters]").is_hidden()
    assert page.locator(".menus").is_hidden()
    assert page.locator(".explorer-count").is_visible()
