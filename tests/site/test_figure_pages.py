"""Figures in a real Chromium: readable at every width, complete by keyboard, in print, in a frame."""

import functools
import http.server
import re
import threading

import pytest
import weights
from axe_playwright_python.sync_playwright import Axe
from lxml import html

# Texts of the drawings that are shown: those that lie on each other or outside, and the smallest.
LOOK = """() => [...document.querySelectorAll("svg.chart")].filter(svg => svg.checkVisibility()).map(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(text => ({
    words: text.textContent,
    box: text.getBoundingClientRect(),
    size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
  }));
  const faults = [];
  texts.forEach(({words, box}, number) => {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 2
        || box.bottom > frame.bottom + 2) faults.push(`${words} | outside`);
    // The box of a text has room for accents and for what hangs below, which nothing fills.
    const air = box.height * 0.16;
    for (const other of texts.slice(number + 1)) {
      if (box.left < other.box.right - 1 && other.box.left < box.right - 1
          && box.top + air < other.box.bottom - air && other.box.top + air < box.bottom - air) {
        faults.push(`${words} | ${other.words}`);
      }
    }
  });
  return {faults, smallest: Math.min(...texts.map(({size}) => size))};
})"""


@pytest.fixture(scope="session")
def keys(built_site):
    """Ids of all figures."""
    found = sorted(path.parent.name for path in built_site.glob("figures/*/index.html"))
    assert len(found) > 20
    return found


def test_labels_never_overlap_and_are_never_small(open_page, site, keys):
    page = open_page("figures/")
    for key in keys:
        page.goto(f"{site}/figures/{key}/", wait_until="domcontentloaded")
        for width in (360, 390, 768, 920, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            (drawing,) = page.evaluate(LOOK)
            assert drawing["faults"] == [], (key, width)
            assert drawing["smallest"] >= 11, (key, width)


def test_figures_within_a_text_are_readable_at_every_width(open_page):
    page = open_page("essays/the-road-to-singapore/")
    for width in (360, 720, 800, 900, 1000, 1100, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        drawings = page.evaluate(LOOK)
        assert len(drawings) == 3
        for drawing in drawings:
            assert drawing["faults"] == [], width
            assert drawing["smallest"] >= 11, width


def test_each_figures_page_is_under_100_kb_before_it_is_touched(built_site):
    for key, row in weights.weights(built_site).items():
        assert row["together"] <= weights.LIMIT, (key, row)


def test_what_is_weighed_is_what_a_browser_asks_for(open_page, site):
    for key in ("two-yardsticks", "time-in-the-room"):
        page = open_page(f"figures/{key}/")
        page.wait_for_load_state("networkidle")
        asked = {request.removeprefix(f"{site}/") for request in page.requests}
        assert asked == {*weights.SHARED, f"figures/{key}/"}


def test_a_figures_parts_are_tabs(open_page):
    page = open_page("figures/road-to-singapore/")
    tabs = page.get_by_role("tablist", name="Parts of this figure").get_by_role("tab")
    tabs.first.wait_for()
    assert tabs.all_inner_texts() == ["Chart", "List", "Sources", "How it was made"]
    assert page.get_by_role("tabpanel", name="Chart").is_visible()
    tabs.first.focus()
    for key, name in (
        ("ArrowRight", "List"),
        ("End", "How it was made"),
        ("ArrowRight", "Chart"),
        ("ArrowLeft", "How it was made"),
        ("ArrowLeft", "Sources"),
        ("Home", "Chart"),
        ("ArrowRight", "List"),
    ):
        page.keyboard.press(key)
        chosen = page.locator("[role=tab][aria-selected=true]")
        assert chosen.inner_text() == name
        assert chosen.evaluate("tab => tab === document.activeElement")
        assert page.locator("[role=tab][tabindex='0']").count() == 1
        shown = page.locator("[role=tabpanel]:not([hidden])")
        assert shown.get_attribute("aria-labelledby") == chosen.get_attribute("id")
    assert page.url.endswith("/figures/road-to-singapore/#table")
    assert page.locator("ol[data-rows] > li").first.is_visible()
    page.get_by_role("tab", name="Sources").click()
    assert page.url.endswith("#sources")
    page.reload()
    assert page.get_by_role("heading", name="Coverage and gaps").is_visible()
    assert page.locator(".drawing-wide").is_hidden()


def test_an_address_within_a_part_shows_that_part(open_page):
    page = open_page("figures/road-to-singapore/#coverage")
    page.wait_for_selector("[role=tablist]")
    assert page.get_by_role("tab", name="Sources").get_attribute("aria-selected") == "true"


def test_without_script_the_parts_follow_one_another_under_headings(open_page):
    page = open_page("figures/road-to-singapore/", script=False)
    headings = page.locator(".tab-panel > h2").all_inner_texts()
    assert headings == ["Chart", "List", "Sources", "How it was made"]
    for part in ("#chart svg.chart", "#table ol", "#sources p", "#made p"):
        assert page.locator(part).first.is_visible()
    page.get_by_role("link", name="How it was made").click()
    assert page.url.endswith("#made")
    assert page.locator("[data-embed]").input_value().startswith("<iframe src=")
    assert page.get_by_role("button", name="Copy the code").count() == 0


def test_a_figure_says_which_documents_and_tables_stand_behind_it(open_page):
    page = open_page("figures/road-to-singapore/#sources")
    link = page.locator("#sources a[href$='sources/']")
    count = int(link.inner_text().split()[0].replace(",", ""))
    assert count > 50
    link.click()
    assert page.locator(".bibliography > li").count() == count
    page = open_page("figures/talks-and-tests/#made")
    page.locator("#made").get_by_role("link", name="Weapons tests").click()
    assert page.url.endswith("/data/codebook/#tests")


def test_the_mark_under_the_pointer_is_named_in_the_words_of_the_list(open_page):
    page = open_page("figures/two-yardsticks/")
    mark = page.locator(".drawing-wide a[href*='2018-06-12-singapore-summit']")
    assert mark.locator("title").count() == 0
    mark.dispatch_event("pointerover")
    assert mark.locator("title").text_content().startswith("12 June 2018: ")


def test_every_event_of_a_drawing_is_in_reach_of_the_keyboard(open_page, site, keys):
    """The drawing's own marks are left out of the order; the list or table has a link for each."""
    page = open_page("figures/")
    for key in keys:
        page.goto(f"{site}/figures/{key}/", wait_until="domcontentloaded")
        lost = page.evaluate("""() => {
          const reached = new Set([...document.querySelectorAll("[data-rows] a")].map(({href}) => href));
          return [...document.querySelectorAll("svg.chart a")].map(({href}) => new URL(href.baseVal, location).href)
            .filter((href) => !reached.has(href));
        }""")
        assert lost == [], key


def test_the_code_to_embed_is_copied_with_its_full_address(open_page, site):
    page = open_page("figures/time-in-the-room/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the code").click()
    page.get_by_text("Copied.").wait_for()
    code = page.evaluate("navigator.clipboard.readText()")
    assert f'src="{site}/figures/time-in-the-room/embed/"' in code
    assert 'loading="lazy"' in code
    assert code == page.locator("[data-embed]").input_value()


@pytest.fixture
def strict_site(built_site):
    """The site on a host that sends the headers of its file ``_headers``."""
    rules = headers_of((built_site / "_headers").read_text(encoding="utf-8"))

    class Host(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def end_headers(self):
            for name, value in headers_for(self.path, rules).items():
                self.send_header(name, value)
            super().end_headers()

    yield from served(functools.partial(Host, directory=str(built_site)))


@pytest.fixture
def elsewhere():
    """Another site, whose one page is what `elsewhere.page` says."""

    class Host(http.server.BaseHTTPRequestHandler):
        page = ""

        def log_message(self, *_):
            pass

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(Host.page.encode())

    for address in served(Host):
        Host.address = address
        yield Host


def served(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def headers_of(text):
    """(pattern, lines) of each rule."""
    rules = []
    for line in text.splitlines():
        if line.startswith("/"):
            pattern = re.escape(line).replace(r"\*", ".*")
            rules.append((re.sub(r":\w+", "[^/]+", pattern), []))
        elif line.strip() and not line.startswith("#"):
            rules[-1][1].append(line.strip())
    return rules


def headers_for(path, rules):
    """As hosts read the file: rules add up, and ``! Name`` takes a header out again."""
    found = {}
    for pattern, lines in rules:
        if re.fullmatch(pattern, path):
            for line in lines:
                name, _, value = line.partition(": ")
                if name.startswith("! "):
                    found.pop(name[2:], None)
                else:
                    found[name] = value
    return found


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("key", ["road-to-singapore", "one-record-two-readings"])
def test_a_page_of_another_site_shows_the_figure_in_a_frame(
    open_page, strict_site, elsewhere, key, width
):
    page = open_page(f"figures/{key}/")
    code = page.locator("[data-embed]").input_value()
    code = re.sub(r'src="[^"]*/figures', f'src="{strict_site}/figures', code)
    elsewhere.page = f"<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>{code}"
    page = open_page("robots.txt", width=width)
    page.wait_for_load_state("networkidle")
    page.requests.clear()
    page.errors.clear()
    page.goto(elsewhere.address)
    frame = page.frame_locator("iframe")
    frame.locator("svg.chart:visible").wait_for()
    assert frame.locator(".site-nav").count() == 0
    inside = page.frames[1]
    scrolls = "document.documentElement.scrollHeight - innerHeight"
    sideways = "document.documentElement.scrollWidth - innerWidth"
    assert inside.evaluate(scrolls) <= 0
    assert inside.evaluate(sideways) <= 0
    frame.get_by_role("button", name="Make interactive").click()
    frame.locator(".plot .main-svg").first.wait_for()
    assert inside.evaluate(scrolls) <= 0
    assert inside.evaluate(sideways) <= 0
    ours = (strict_site, elsewhere.address)
    assert [each for each in page.requests if not each.startswith(ours)] == []
    assert page.errors == []
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Data, notebook and downloads").click()
    assert opened.value.url == f"{strict_site}/figures/{key}/"


def test_other_pages_stand_in_no_frame_of_another_site(open_page, strict_site, elsewhere):
    elsewhere.page = f'<!doctype html><iframe src="{strict_site}/figures/road-to-singapore/">'
    page = open_page("robots.txt")
    page.goto(elsewhere.address)
    page.wait_for_load_state("networkidle")
    assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_a_frames_page_is_for_no_search_and_says_whose_it_is(built_site):
    for path in built_site.glob("figures/*/embed/index.html"):
        page = html.parse(str(path)).getroot()
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//link[@rel='canonical']/@href") == [
            f"../../../figures/{path.parts[-3]}/"
        ]
        assert not page.xpath("//*[@data-pagefind-body]")
        assert "Source:" in page.text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_any_part_or_in_a_frame(open_page, scheme, width):
    for place in ("#table", "#sources", "#made", "embed/", "sources/"):
        page = open_page(f"figures/road-to-singapore/{place}", scheme=scheme, width=width)
        page.wait_for_load_state("networkidle")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_on_paper_all_parts_are_there_in_black_on_white(open_page):
    page = open_page("figures/road-to-singapore/#made", scheme="dark", width=794)
    page.wait_for_selector("[role=tablist]")
    page.emulate_media(media="print")
    for part in ("#chart .drawing-wide svg", "#table ol li a", "#sources p", "#made p"):
        assert page.locator(part).first.is_visible(), part
    assert page.locator(".tab-list").is_hidden()
    text = page.locator("#chart .drawing-wide svg text:not([class])").first
    assert text.evaluate("text => getComputedStyle(text).fill") == "rgb(0, 0, 0)"
    # Nothing of the drawing lies beyond the sheet.
    box = page.locator("#chart .drawing-wide svg").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 794


def test_in_forced_colours_words_and_tabs_take_the_readers_own(open_page):
    page = open_page("figures/road-to-singapore/", forced_colors="active")
    page.wait_for_selector("[role=tablist]")
    colours = page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("p"));
      probe.style.cssText = "color:CanvasText;background:Canvas";
      const { color, backgroundColor } = getComputedStyle(probe);
      const text = document.querySelector(".drawing-wide text:not([class])");
      return [getComputedStyle(text).fill, color, backgroundColor];
    }""")
    assert colours[0] == colours[1] != colours[2]
    chosen = page.locator("[role=tab][aria-selected=true]")
    assert chosen.evaluate("tab => getComputedStyle(tab).borderBottomStyle") == "solid"


def test_the_gallery_shows_what_each_figure_finds(open_page, keys):
    page = open_page("figures/")
    cards = page.locator(".gallery > li")
    assert cards.count() == len(keys)
    for card in cards.all():
        card.scroll_into_view_if_needed()
        picture = card.locator("img")
        picture.evaluate("image => image.decode()")
        assert picture.evaluate("image => image.naturalWidth") > 300
        assert card.locator("h3 a").inner_text().strip()
    page.get_by_role("link", name="17 days of tests").click()
    page.wait_for_url("**/figures/road-to-singapore/")
