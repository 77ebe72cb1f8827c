"""The real site in a real Chromium, as readers use it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_types import PAGES

ESSAY = "essays/the-road-to-singapore/"
FIGURE = "figure-road-to-singapore"


def activate(page, figure=FIGURE):
    page.locator(f"#{figure} [data-ask]").click()
    page.locator(f"#{figure} .plot .main-svg").first.wait_for()
    return page.locator(f"#{figure}")


def rows_in_view(figure):
    return figure.locator("ol[data-rows] > li:not([hidden])").count()


def test_an_essay_opens_without_the_chart_library_and_without_errors(open_page, site):
    page = open_page(ESSAY)
    page.wait_for_load_state("networkidle")
    assert page.errors == []
    assert all(request.startswith(site) for request in page.requests)
    assert not any("plotly" in request for request in page.requests)
    assert page.locator(f"#{FIGURE} .drawing-wide svg").is_visible()


def test_with_script_off_the_figure_and_its_rows_are_there(open_page):
    page = open_page(ESSAY, script=False)
    figure = page.locator(f"#{FIGURE}")
    assert figure.locator(".drawing-wide svg").is_visible()
    figure.locator("summary").click()
    links = figure.locator("ol[data-rows] > li a")
    assert links.count() == figure.locator(".drawing-wide svg a").count()
    assert links.first.is_visible()
    assert page.locator("[data-ask]").count() == 0
    timeline = open_page("timeline/", script=False)
    assert timeline.locator("[data-filters]").is_hidden()
    assert timeline.locator(".all-events li").count() > 120


def test_a_mark_of_the_static_drawing_names_and_opens_its_event(open_page):
    page = open_page(ESSAY)
    mark = page.locator(f"#{FIGURE} .drawing-wide a[href*='2018-06-12-singapore-summit']")
    # Its name comes from the list beside the drawing, when somebody points at it.
    mark.hover(force=True)
    assert mark.locator("title").text_content() == "12 June 2018: Trump and Kim meet in Singapore"
    mark.click()
    page.wait_for_url("**/events/2018-06-12-singapore-summit/")


def test_a_figure_becomes_interactive_when_asked_and_stays_on_our_host(open_page, site):
    page = open_page(ESSAY)
    figure = activate(page)
    page.wait_for_load_state("networkidle")
    assert any("plotly" in request for request in page.requests)
    assert all(request.startswith((site, "data:", "blob:")) for request in page.requests)
    assert figure.locator(".drawing-wide").is_hidden()
    assert page.locator(".modebar-btn, [data-title*='cloud']").count() == 0
    assert page.errors == []


def test_lanes_and_views_filter_the_figure_and_its_list(open_page):
    page = open_page(ESSAY)
    figure = activate(page)
    everything = rows_in_view(figure)
    figure.get_by_label("Weapons tests").uncheck()
    without_tests = rows_in_view(figure)
    assert 0 < without_tests < everything
    figure.get_by_role("button", name="The turn").click()
    page.wait_for_function(
        "n => document.querySelectorAll('#figure-road-to-singapore ol[data-rows] > li:not([hidden])').length < n",
        arg=without_tests,
    )
    assert figure.get_by_role("button", name="The turn").get_attribute("aria-pressed") == "true"
    assert "in view" in figure.locator(".figure-rows > summary").text_content()


def test_the_keyboard_steps_through_the_marks_and_leaves_again(open_page):
    page = open_page(ESSAY)
    ask = page.locator(f"#{FIGURE} [data-ask]")
    ask.focus()
    page.keyboard.press("Enter")
    figure = page.locator(f"#{FIGURE}")
    figure.locator(".plot .main-svg").first.wait_for()
    page.wait_for_function("() => document.activeElement.classList.contains('plot')")
    page.keyboard.press("ArrowRight")
    first = figure.locator(".figure-readout").text_content()
    assert "2017" in first
    page.keyboard.press("ArrowRight")
    assert figure.locator(".figure-readout").text_content() != first
    page.keyboard.press("End")
    assert "12 June 2018" in figure.locator(".figure-readout").text_content()
    page.keyboard.press("Escape")
    assert figure.locator(".drawing-wide svg").is_visible()
    assert page.evaluate("'ask' in document.activeElement.dataset")
    page.keyboard.press("Enter")
    figure.locator(".plot .main-svg").first.wait_for()
    page.wait_for_function("() => document.activeElement.classList.contains('plot')")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/2018-06-12-*/")


def test_a_guided_link_moves_the_figure(open_page):
    page = open_page(ESSAY)
    page.locator("a.figure-link").first.click()
    figure = page.locator(f"#{FIGURE}")
    figure.locator(".plot .main-svg").first.wait_for()
    page.wait_for_function(
        "() => document.querySelector('#figure-road-to-singapore .figure-rows summary').textContent.includes('in view')"
    )
    start = page.evaluate("document.querySelector('.plot').layout.xaxis.range[0]")
    assert start.startswith("2018-01-01")


def test_a_figures_address_holds_its_view(open_page):
    page = open_page("figures/long-negotiation/?from=1993-01-01&to=2002-12-31")
    page.locator(".plot .main-svg").first.wait_for()
    page.wait_for_function(
        "() => document.querySelector('.plot')?.layout?.xaxis?.range[0].startsWith('1993')"
    )
    pressed = page.get_by_role("button", name="Agreed Framework")
    page.wait_for_function("() => document.querySelector('button[aria-pressed=true]')")
    assert pressed.get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Six-Party Talks").click()
    page.wait_for_url("**/?from=2003-01-01&to=2009-12-31")


def test_the_scheme_follows_the_system_and_the_readers_choice(open_page):
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert open_page(ESSAY, scheme="light").evaluate(paper) == "rgb(255, 253, 248)"
    page = open_page(ESSAY, scheme="dark")
    assert page.evaluate(paper) == "rgb(21, 23, 25)"
    page.get_by_role("button", name="Switch to light colours").click()
    assert page.evaluate(paper) == "rgb(255, 253, 248)"
    page.reload()
    assert page.evaluate(paper) == "rgb(255, 253, 248)"


def test_an_interactive_figure_takes_the_colours_of_the_scheme(open_page):
    page = open_page(ESSAY, scheme="light")
    activate(page)
    colours = "document.querySelector('.plot').data.map(trace => trace.marker.color)"
    light = page.evaluate(colours)
    page.get_by_role("button", name="Switch to dark colours").click()
    page.wait_for_function(f"() => JSON.stringify({colours}) !== {light!r}.join()")
    page.wait_for_function("() => document.querySelector('.plot').layout.font.color === '#e6e4df'")
    assert page.evaluate(colours) != light


def test_notes_stand_in_the_margin_where_there_is_room(open_page):
    wide = open_page(ESSAY, width=1280)
    wide.wait_for_selector(".has-margin-notes")
    note, mark = wide.locator(".footnote li").first, wide.locator("sup[id^='fnref']").first
    assert note.bounding_box()["x"] > mark.bounding_box()["x"]
    assert abs(note.bounding_box()["y"] - mark.bounding_box()["y"]) < 400
    narrow = open_page(ESSAY, width=390)
    note = narrow.locator(".footnote li").first
    last = narrow.locator(".prose > p").last
    assert note.bounding_box()["y"] > last.bounding_box()["y"]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(open_page, path, width):
    page = open_page(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []


def test_a_phone_gets_the_narrow_drawing(open_page):
    page = open_page(ESSAY, width=390)
    assert page.locator(f"#{FIGURE} .drawing-narrow svg").is_visible()
    assert page.locator(f"#{FIGURE} .drawing-wide").is_hidden()
    size = page.locator(f"#{FIGURE} .drawing-narrow text").first.evaluate(
        "text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a"
    )
    assert size >= 11


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_a_live_figure(open_page, width):
    page = open_page(ESSAY, width=width)
    activate(page)
    page.wait_for_load_state("networkidle")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_the_first_stop_of_the_keyboard_is_the_skip_link(open_page):
    page = open_page(ESSAY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_paper_shows_drawings_and_no_controls(open_page):
    page = open_page(ESSAY)
    activate(page)
    page.emulate_media(media="print")
    assert page.locator(f"#{FIGURE} .drawing-wide svg").is_visible()
    assert page.locator(".site-nav").is_hidden()
    assert page.locator(f"#{FIGURE} .plot").is_hidden()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "question",
    [
        "talks-and-tests",
        "promises",
        "time-in-the-room",
        "the-spiral",
        "day-zero",
        "encounters",
        "channels",
    ],
)
def test_every_figure_of_a_question_can_be_made_interactive(open_page, question, width):
    page = open_page(f"questions/{question}/", width=width)
    keys = page.locator("[data-figure-id]").evaluate_all("all => all.map(one => one.id)")
    assert keys
    for key in keys:
        figure = activate(page, key)
        marks = figure.locator(".plot .main-svg")
        assert marks.first.is_visible()
        figure.locator(".plot").focus()
        page.keyboard.press("ArrowRight")
        assert figure.locator(".figure-readout").inner_text().strip()
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
    assert page.errors == []
