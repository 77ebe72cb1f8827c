"""The figure that readers compute anew: the browser's formula is Python's, and its controls work."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from summitry.measures import readings

PAGE = "figures/one-record-two-readings/"
LEAST, MOST = {}, {"discount": 1, "sensibility": 1, "prior": 0.95, "strength": 0.2, "half_life": 40}
SETS = [
    LEAST,
    MOST,
    {"discount": 0.9},
    {"sensibility": 0.5},
    *(
        {"discount": d, "sensibility": s, "prior": p, "strength": 0.07, "half_life": h}
        for d, s, (p, h) in itertools.product((0.15, 0.8), (0.35, 1), ((0.05, 1), (0.6, 12)))
    ),
]
DEFAULTS = {
    "discount": 0.0,
    "sensibility": 0.0,
    "prior": readings.PRIOR,
    "strength": readings.STRENGTH,
    "half_life": readings.HALF_LIFE,
}
ENDS = "document.querySelector('.plot').data.map(trace => trace.y.at(-1))"


def activate(page):
    page.locator("[data-ask]").click()
    page.locator(".plot .main-svg").first.wait_for()


def slide(page, name, value):
    page.get_by_label(name).fill(str(value))


def test_the_browser_computes_what_python_computes(open_page, record):
    page = open_page(PAGE)
    days = readings.quarter_ends(record)
    found = page.evaluate(
        """async ({ sets, days }) => {
            const { belief } = await import("/theme/js/readings.js");
            const { standpoints } = await (await fetch("model.json")).json();
            return standpoints.map(({ id, moves }) =>
                [id, sets.map((chosen) => belief(moves, days, chosen))]);
        }""",
        {
            "sets": [DEFAULTS | some for some in SETS],
            "days": [int(day.timestamp()) // 86400 for day in days],
        },
    )
    assert [name for name, _ in found] == list(readings.STANDPOINTS)
    for name, by_set in found:
        moves = readings.evidence(record, name)
        for some, computed in zip(SETS, by_set):
            expected = readings.belief_on(moves, days, **(DEFAULTS | some))
            assert computed == pytest.approx(expected, abs=1e-9)


def test_only_a_figure_with_a_model_loads_it(open_page):
    page = open_page(PAGE)
    page.wait_for_load_state("networkidle")
    assert not any(
        name in request for request in page.requests for name in ("readings.js", "model.json")
    )
    activate(page)
    assert any("readings.js" in request for request in page.requests)
    other = open_page("figures/two-yardsticks/")
    activate(other)
    assert not any("readings.js" in request for request in other.requests)
    assert other.get_by_role("slider").count() == 0
    assert page.errors == other.errors == []


def test_sliders_move_the_lines_the_words_and_the_address(open_page, record):
    page = open_page(PAGE)
    activate(page)
    drawn = page.evaluate(ENDS)
    slide(page, "Bad faith: discount on cooperative moves", 0)
    moves = readings.evidence(record, "pyongyang")
    expected = readings.belief_on(moves, [record.book.record_ends])[0]
    page.wait_for_function(f"() => {ENDS}[2] > 0.01")
    now = page.evaluate(ENDS)
    assert now[2] == pytest.approx(expected, abs=1e-9)
    # The other reader has a discount of its own.
    assert now[3] == pytest.approx(drawn[3], abs=6e-4)
    said = page.locator(".figure-readout").text_content()
    assert "cooperative moves: 0." in said
    assert f"Pyongyang's bad-faith reader {expected:.2f}" in said
    assert page.url.endswith("?discount=0")
    page.get_by_role("button", name="Six-Party Talks").click()
    page.wait_for_url("**/?discount=0&from=2003-01-01&to=2009-12-31")
    page.get_by_role("button", name="Everything").click()
    page.get_by_role("button", name="Reset the assumptions").click()
    page.wait_for_function("() => !location.search")
    assert page.evaluate(ENDS) == pytest.approx(drawn, abs=6e-4)


def test_a_slider_answers_to_the_keyboard(open_page):
    page = open_page(PAGE)
    activate(page)
    slider = page.get_by_label("Sensibility: discount on hostile answers")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.input_value() == "0.55"
    assert page.url.endswith("?sensibility=0.55")


def test_an_address_brings_the_assumptions_back(open_page):
    page = open_page(
        f"{PAGE}?prior=0.5&half_life=20&discount=nonsense&from=2017-01-01&to=2019-12-31"
    )
    page.locator(".plot .main-svg").first.wait_for()
    page.wait_for_function(
        "() => document.querySelector('.plot')?.layout?.xaxis?.range[0].startsWith('2017')"
    )
    assert page.get_by_label("Belief at the start").input_value() == "0.5"
    assert page.get_by_label("Years in which evidence fades").input_value() == "20"
    assert page.get_by_label("Bad faith: discount").input_value() == "0.9"
    assert "prior=0.5&half_life=20" in page.url
    page.get_by_role("button", name="Switch to dark colours").click()
    page.wait_for_function("() => document.querySelector('.plot').layout.font.color === '#e6e4df'")
    assert page.evaluate("document.querySelector('.plot').data[0].y[0]") > 0.4


@pytest.mark.parametrize("width", [360, 1280])
def test_the_controls_are_accessible_and_fit(open_page, width):
    page = open_page(PAGE, width=width)
    activate(page)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.get_by_role("button", name="Back to the drawing").click()
    assert page.get_by_role("slider").count() == 0
