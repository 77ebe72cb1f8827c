"""Search and the page for wrong addresses in a real Chromium, as readers use them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

SUMMIT = "events/2019-02-27-hanoi-summit/"
FIELD = "[data-search] [name=q]"
TITLES = "[data-results] h2"


def found(page):
    """Titles of the results, once there are any."""
    page.wait_for_selector(TITLES)
    return page.locator(TITLES).all_text_contents()


def status(page, words):
    """Wait until the announcement holds `words`."""
    page.wait_for_function(
        "words => document.querySelector('[data-status]').textContent.includes(words)", arg=words
    )
    return page.locator("[data-status]").text_content()


def kinds(page):
    return {text.split(" · ")[0] for text in page.locator(".result-facts").all_text_contents()}


def only_here(page, site):
    return all(address.startswith((site, "data:", "blob:")) for address in page.requests)


def test_nothing_is_loaded_before_a_reader_searches(open_page):
    page = open_page("search/")
    page.wait_for_load_state("networkidle")
    assert not any("/pagefind/" in address for address in page.requests)
    assert page.errors == []


def test_typed_words_find_the_summit(open_page, site):
    page = open_page("search/")
    page.locator(FIELD).fill("Hanoi")
    titles = found(page)
    assert titles[0] == "Hanoi summit ends without agreement"
    assert page.locator(TITLES + " a").first.get_attribute("href").endswith(f"/{SUMMIT}")
    assert page.locator(".result-facts").first.text_content() == "Event · 27–28 February 2019"
    assert page.locator(".result-excerpt mark").first.text_content().startswith("Hanoi")
    assert "results for “Hanoi”" in status(page, "results")
    assert page.locator("[data-count=event]").text_content().isdigit()
    page.locator(TITLES + " a").first.click()
    assert page.locator("h1").text_content() == titles[0]
    # The summit's page holds no drawing, and may not run what the search may.
    policy = page.locator("meta[http-equiv]").get_attribute("content")
    assert "wasm-unsafe-eval" not in policy
    assert "form-action 'self'" in policy
    assert only_here(page, site)
    assert page.errors == []


def test_the_masthead_leads_to_results_without_script(open_page, site):
    page = open_page("essays/", script=False)
    page.get_by_label("Search the site").fill("security dilemma")
    page.get_by_label("Search the site").press("Enter")
    assert page.url == f"{site}/search/?q=security+dilemma"
    assert page.locator("noscript").text_content().startswith("Searching needs JavaScript")
    assert page.locator("[data-search]").is_hidden()
    for name in ("All events, by year", "Essays", "Glossary", "Sources"):
        assert page.locator(".search-lists").get_by_role("link", name=name).is_visible()


def test_the_address_is_restored(open_page):
    page = open_page("search/?q=Hanoi&kind=event&from=2019&to=2019&level=leader")
    titles = found(page)
    assert "Hanoi summit ends without agreement" in titles
    assert page.locator("[name=kind][value=event]").is_checked()
    assert page.get_by_label("From", exact=True).input_value() == "2019"
    assert page.get_by_label("Level").input_value() == "leader"
    assert all("2019" in text for text in page.locator(".result-facts").all_text_contents())
    assert len(titles) < 10


def test_the_address_keeps_words_and_filters(open_page):
    page = open_page("search/?q=dilemma")
    assert "Security dilemma" in found(page)
    assert len(kinds(page)) > 1
    page.locator("[name=kind][value=term]").check()
    page.wait_for_function("() => location.search === '?q=dilemma&kind=term'")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.result-facts')].every(each => each.textContent === 'Term')"
    )
    page.reload()
    assert kinds(page) <= {"Term"}
    assert "Security dilemma" in found(page)
    page.get_by_role("link", name="Security dilemma", exact=True).click()
    assert page.url.endswith("/glossary/#security-dilemma")


def test_a_process_is_a_filter(open_page):
    page = open_page("search/?q=Hanoi")
    everything = status(page, "results for")
    page.locator("[data-events] summary").click()
    page.get_by_label("Process").select_option("summits-2018-2019")
    page.wait_for_function("() => location.search.includes('process=summits-2018-2019')")
    page.wait_for_function(
        "words => document.querySelector('[data-status]').textContent !== words", arg=everything
    )
    assert "Hanoi summit ends without agreement" in found(page)


def test_a_name_in_hangul_finds_its_events(open_page):
    page = open_page("search/?q=김정은")
    assert found(page)
    assert int(status(page, "results").split()[0]) > 50
    assert page.locator(".result-excerpt mark").first.text_content().startswith("김정은")


def test_the_keyboard_is_enough(open_page):
    page = open_page("search/")
    page.locator(FIELD).focus()
    page.keyboard.type("moratorium")
    titles = found(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == titles[1]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == titles[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/**")


def test_more_results_come_when_asked_for(open_page):
    page = open_page("search/?q=Kim")
    assert len(found(page)) == 10
    page.get_by_role("button", name="More results").click()
    page.wait_for_function("() => document.querySelectorAll('[data-results] > li').length === 20")
    eleventh = page.locator(TITLES).nth(10).text_content()
    assert page.evaluate("document.activeElement.textContent") == eleventh


def test_nothing_found_is_said(open_page):
    page = open_page("search/?q=zzzqqqxx&kind=term")
    assert status(page, "Nothing") == "Nothing found for “zzzqqqxx”. Fewer filters may find more."


def test_a_missing_index_is_said_and_the_lists_remain(open_page, chromium, site):
    page = open_page("search/")
    page.route("**/pagefind/pagefind.js", lambda route: route.abort())
    page.locator(FIELD).fill("Hanoi")
    status(page, "could not be loaded")
    assert page.locator(".search-lists a").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["search/?q=Hanoi&level=leader", "events/2019-02-27-hanoi-sumit/"])
def test_axe_finds_nothing(open_page, path, width, scheme):
    page = open_page(path, width=width, scheme=scheme)
    page.wait_for_selector("[data-results] li, [data-nearest] li")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("events/2019-02-27-hanoi-sumit/", SUMMIT),
        ("event/2019-02-27-hanoi-summit.html", SUMMIT),
        ("timelin", "timeline/"),
        ("security-dilemma", "glossary/#security-dilemma"),
        ("Figures/road-to-singapor/", "figures/road-to-singapore/"),
    ],
)
def test_a_wrong_address_gets_the_nearest_page(open_page, site, wrong, meant):
    page = open_page(wrong)
    page.wait_for_selector("[data-nearest] li a")
    links = page.locator("[data-nearest] li a")
    assert 1 <= links.count() <= 5
    assert links.first.evaluate("link => link.href") == f"{site}/{meant}"
    assert "like it" in page.locator("[data-nearest-status]").text_content()
    # One error is the answer 404 itself.
    assert len(page.errors) == 1
    assert "404" in page.errors[0]
    assert only_here(page, site)


def test_an_address_that_is_like_none_gets_the_lists(open_page):
    page = open_page("zzzqqqxx/ww/")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-nearest]").is_hidden()
    for script in (True, False):
        page = open_page("zzzqqqxx/ww/", script=script)
        page.locator("main").get_by_role("link", name="search").click()
        assert page.locator("h1").text_content() == "Search"
