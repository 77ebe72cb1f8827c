"""The home page: in one screen what this is, the whole record, and four questions."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

QUESTIONS = {
    "When did they last meet?": "questions/long-negotiation/",
    "Did the North keep its promises? Did Washington?": "questions/promises/",
    "Do tests stop when they talk?": "questions/talks-and-tests/",
    "What was said in the room?": "questions/time-in-the-room/",
}


def test_the_first_screen_holds_the_figure_and_the_questions(open_page):
    page = open_page("", width=1280, height=900, script=False)
    drawing = page.locator(".home-figure .overview-wide svg").bounding_box()
    assert drawing["y"] + drawing["height"] <= 900
    for asked, address in QUESTIONS.items():
        link = page.get_by_role("link", name=asked)
        box = link.bounding_box()
        assert box["y"] + box["height"] <= 900
        assert link.get_attribute("href").endswith(address)


def test_the_page_says_when_the_record_ends(open_page):
    page = open_page("", script=False)
    date = page.locator(".record-ends time")
    assert date.bounding_box()["y"] < 900
    assert date.inner_text() in page.locator(".site-footer").inner_text()


def test_on_a_phone_the_figure_follows_the_lede(open_page):
    page = open_page("", width=390, height=844)
    figure = page.locator(".home-figure").bounding_box()
    assert figure["y"] < page.locator(".answers").bounding_box()["y"]
    assert figure["y"] < 844
    assert page.locator(".overview-narrow svg").is_visible()


def test_the_page_is_light(built_site):
    names = ["index.html", "theme/site.css", "theme/css/home.css", "theme/css/overview.css"]
    names += ["theme/js/main.js", "theme/js/scheme.js", "theme/js/switch.js"]
    parts = [len(gzip.compress((built_site / name).read_bytes())) for name in names]
    fonts = sum(file.stat().st_size for file in (built_site / "theme/fonts").glob("*.woff2"))
    assert sum(parts) + fonts < 110_000


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page, width, scheme):
    page = open_page("", width=width, scheme=scheme)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
