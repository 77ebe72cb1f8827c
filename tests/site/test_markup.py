"""What authors add to Markdown, in a real browser: one essay with all of it."""

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import pelican

ESSAY = """Title: Everything
Date: 2026-02-03
Summary: All that an author can write.

"They met", it says, on 12 June 2018 --- in a room that [](essay:small) describes.[^here] See [](#tbl-minutes), [](#figure-road-to-singapore) and [](#second).

[That spring](figure:road-to-singapore?from=2018-03&to=2018-06-12) moved fast.[^again]

![A remark of the author's.](figure:road-to-singapore?from=2018-01&to=2018-06-12){ .wide }

## First part

> [!OBJECTION] Impressions are *not* knowledge
> Nothing in that says that they are true.[^again]
>
> - One.
> - Two.

> [!NOTE]
> A note without a title.

> [!EVIDENCE] From the record
> It held [](value:days-cancellation-to-singapore) days.

> [!METHOD] How
> By counting.

> [!CAUTION] Uncertain
> Not known.

> We ought to tell them no one here has any intention of doing anything like that.
>
> -- The diary, 18 November 1983, on [](event:2018-06-12-singapore-summit)

## Second part {#second}

| Meeting | Place | Minutes alone | Minutes in all | Outcome that is written at some length |
| --- | --- | ---: | ---: | --- |
| Singapore | Sentosa | 38 | 268 | A joint statement of four points, signed by both |
| Hanoi | Metropole | 30 | 250 | None |

Table: Time in the room, in *minutes*. {#tbl-minutes .wide}

![A drawing of two chairs](chairs.svg "Two chairs. Credit: the editors, CC BY 4.0")

````{.example}
[Then](figure:road-to-singapore?from=2018-03&to=2018-06-12) they met.[^1]

![](figure:road-to-singapore)

[^1]: A note of the example.
````

[^here]: A note with a [link](event:2018-06-12-singapore-summit).
[^again]: A note that is used twice.
"""
CHAIRS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240"><rect width="640" height="240" '
    'fill="#ccc"/><rect x="120" y="90" width="90" height="90"/><rect x="430" y="90" width="90" '
    'height="90"/></svg>'
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def essay(small_project, tmp_path_factory):
    """Address of the essay on a server of this machine."""
    root = tmp_path_factory.mktemp("markup") / "project"
    shutil.copytree(small_project, root)
    (root / "content" / "images").mkdir(exist_ok=True)
    (root / "content" / "images" / "chairs.svg").write_text(CHAIRS, encoding="utf-8")
    (root / "content" / "essays" / "everything.md").write_text(ESSAY, encoding="utf-8")
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    handler = functools.partial(_Quiet, directory=str(root / "output"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/essays/everything/"
    server.shutdown()


def _plain(locator):
    return locator.text_content().replace("\u00a0", " ")


@pytest.fixture
def open_essay(essay, chromium):
    contexts = []

    def open_it(width=1280, scheme="light", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(essay)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(open_essay, width, scheme):
    page = open_essay(width, scheme)
    page.wait_for_load_state("networkidle")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_the_page_does_not_scroll_sideways_but_a_wide_table_does(open_essay, width):
    page = open_essay(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#tbl-minutes .table-scroll")
    box.focus()
    if width < 600:
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")


def test_notes_stand_in_the_margin_and_those_of_an_example_in_it(open_essay):
    page = open_essay()
    page.wait_for_selector(".has-margin-notes")
    note = page.locator("#fn-everything-here").bounding_box()
    mark = page.locator("#fnref-everything-here").bounding_box()
    assert note["x"] > mark["x"]
    assert abs(note["y"] - mark["y"]) < 60
    inside = page.locator(".example-result").bounding_box()
    own = page.locator(".example-result .footnote li").bounding_box()
    assert inside["x"] < own["x"] < inside["x"] + inside["width"]
    assert page.get_by_role("heading", name="Notes", exact=True).count() == 1
    assert page.get_by_role("heading", name="Notes of example 1").count() == 1


def test_a_note_leads_there_and_back(open_essay):
    page = open_essay(390)
    page.locator(".prose > p [role=doc-noteref][aria-label='Note 1']").click()
    assert page.evaluate("location.hash") == "#fn-everything-here"
    page.locator(".prose > section [aria-label='Back to note 1 in the text']").click()
    assert page.evaluate("location.hash") == "#fnref-everything-here"


def test_a_figure_begins_with_its_view_when_it_is_asked_for(open_essay):
    page = open_essay()
    figure = page.locator("figure[data-from]")
    said = figure.locator("summary").text_content()
    figure.get_by_role("button", name="Make interactive").click()
    page.wait_for_selector("figure[data-from][data-live] .plot .xaxislayer-above, .plot .plotly")
    page.wait_for_function(
        "() => document.querySelector('figure[data-from] .plot').layout.xaxis.range[0].startsWith('2018')"
    )
    rows = figure.locator("ol[data-rows] > li")
    hidden = rows.evaluate_all("rows => rows.filter((row) => row.hidden).length")
    in_view = figure.locator("li[data-in-view]").count()
    assert 0 < in_view == rows.count() - hidden
    figure.get_by_role("button", name="Back to the drawing").click()
    assert figure.locator("summary").text_content() == said


def test_a_guided_link_in_an_example_moves_the_figure_of_the_example(open_essay):
    page = open_essay()
    page.wait_for_selector(".example-result [data-ask]")
    page.locator(".example-result a.figure-link").click()
    page.wait_for_selector(".example-result figure[data-live]")
    assert page.locator(".prose > figure[data-live]").count() == 0


def test_without_script_the_view_is_said_and_marked(open_essay):
    page = open_essay(390, script=False)
    figure = page.locator("figure[data-from]")
    assert figure.get_by_text("View: January 2018 to 12 June 2018").is_visible()
    assert "of them from January 2018 to 12 June 2018" in _plain(figure.locator("summary"))
    assert Path(page.locator(".image img").get_attribute("src")).name == "chairs.svg"
    assert page.locator(".image img").bounding_box()["width"] > 200
