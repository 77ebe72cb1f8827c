"""Previews, contents and guided links of an essay, as readers use them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

ESSAY = "essays/the-road-to-singapore/"
LETTER = "a.event-link[href*='trump-letter-cancels']"


def focus(page, selector):
    """Bring the keyboard's focus to a link, as a reader with a keyboard does."""
    page.locator(selector).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")


def preview(page):
    box = page.locator("#preview")
    box.wait_for(state="visible")
    return box


@pytest.mark.parametrize(
    ("selector", "said"),
    [
        (LETTER, "24 May 2018, Washington"),
        ("a.term", "Neither of two states can be sure"),
        ("a.value", "Computed from the record"),
        ("a.citation-link", "The Room Where It Happened"),
        ("a.figure-link", "Singapore"),
    ],
)
def test_pointing_at_a_link_and_reaching_it_by_keyboard_show_the_same(open_page, selector, said):
    page = open_page(ESSAY)
    page.wait_for_load_state("networkidle")
    link = page.locator(selector).first
    link.hover()
    assert said in preview(page).inner_text()
    assert link.get_attribute("title") is None
    page.keyboard.press("Escape")
    assert page.locator("#preview").is_hidden()
    focus(page, selector)
    assert said in preview(page).inner_text()
    assert link.get_attribute("aria-describedby") == "preview"
    assert page.errors == []


def test_escape_closes_the_preview_and_the_focus_stays(open_page):
    page = open_page(ESSAY)
    focus(page, LETTER)
    preview(page)
    page.keyboard.press("Escape")
    assert page.locator("#preview").is_hidden()
    assert page.evaluate("document.activeElement.className") == "event-link"
    assert "24 May 2018" in page.locator(LETTER).first.get_attribute("title")


def test_the_pointer_may_move_into_the_preview(open_page):
    page = open_page(ESSAY)
    page.wait_for_load_state("networkidle")
    page.locator(LETTER).first.hover()
    box = preview(page).bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30, steps=5)
    page.wait_for_timeout(500)
    assert page.locator("#preview").is_visible()
    page.mouse.move(5, 5)
    page.locator("#preview").wait_for(state="hidden")


def test_without_script_links_lead_where_they_say(open_page):
    page = open_page(ESSAY, script=False)
    assert page.locator("#preview").count() == 0
    assert "24 May 2018" in page.locator(LETTER).first.get_attribute("title")
    page.locator(LETTER).first.click()
    assert "/events/2018-05-24-trump-letter-cancels-summit/" in page.url


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 256)])
def test_a_preview_stays_within_a_small_window(open_page, width, height):
    page = open_page(ESSAY, width=width, height=height)
    for selector in (LETTER, "a.term", "a.citation-link", "a.figure-link"):
        focus(page, selector)
        preview(page)
        edges = page.locator("#preview").evaluate(
            "box => { const e = box.getBoundingClientRect(); return [e.left, e.top, e.right, e.bottom] }"
        )
        assert min(edges) >= 0, selector
        assert edges[2] <= width, selector
        assert edges[3] <= height, selector
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_a_preview_open(open_page, scheme):
    page = open_page(ESSAY, scheme=scheme)
    focus(page, LETTER)
    preview(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_the_contents_mark_the_section_in_view(open_page):
    page = open_page(ESSAY)
    page.wait_for_selector(".has-margin-notes")
    last = page.locator(".contents a").nth(4)
    last.click()
    expect(last).to_have_attribute("aria-current", "true")
    assert page.locator(".contents [aria-current]").count() == 1
    assert last.bounding_box()["y"] < 900  # still in view


def test_a_guided_link_says_what_the_figure_shows_and_takes_the_focus_there(open_page):
    page = open_page(ESSAY)
    page.wait_for_load_state("networkidle")
    page.locator("a.figure-link").first.click()
    expect(page.locator(".plot")).to_be_focused(timeout=20_000)
    said = page.locator(".figure-readout[role=status]")
    expect(said).to_have_text("The figure shows 1 January 2018 to 12 June 2018.")


def test_without_script_a_guided_link_opens_the_figures_page_at_its_view(open_page):
    page = open_page(ESSAY, script=False)
    page.locator("a.figure-link").first.click()
    assert page.url.endswith("/figures/road-to-singapore/?from=2018-01-01&to=2018-06-12")
