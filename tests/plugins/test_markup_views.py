"""Figures begin with the view that an author asks for, and views are checked."""

import pytest
from manuscripts import html_of, problems_of


def test_a_figure_begins_with_its_view_and_says_so_without_script():
    markup = html_of("![A word](figure:talks?from=2018&to=2018-07){ .page }")
    assert 'data-from="2018" data-to="2018-07"' in markup
    assert ">View: 2018 to July\u00a02018</span>" in markup
    assert "The same 3 events as a list, 2 of them from 2018 to July\u00a02018<" in markup
    assert markup.count("<li data-in-view") == 2
    assert "figure-page" in markup


def test_a_figure_without_a_view_says_nothing_of_one():
    markup = html_of("![](figure:talks)")
    assert "data-from" not in markup
    assert "View:" not in markup


def test_a_guided_link_carries_its_view():
    markup = html_of("[then](figure:talks?from=2018-01-01&to=2018-06-12)")
    assert 'href="{filename}/figures/talks?from=2018-01-01&amp;to=2018-06-12"' in markup
    assert 'data-from="2018-01-01" data-to="2018-06-12"' in markup


@pytest.mark.parametrize("shape", ["![](%s)", "[then](%s)"])
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("figure:talks?from=2018-13&to=2019", "not from=2018-13"),
        ("figure:talks?from=2018-02-30&to=2019", "not from=2018-02-30"),
        ("figure:talks?from=18&to=2019", "not from=18"),
        ("figure:talks?from=2018", "the view has no to="),
        ("figure:talks?form=2018&from=2018&to=2018", "not form=2018"),
        ("figure:talks?from=2018-06&to=2017", "ends before it begins"),
        ("figure:talks?from=1990&to=1994", "covers 1 January\u00a02017 to 31 December\u00a02018"),
        ("figure:minutes?from=2018&to=2018", "'minutes' has no axis of time"),
    ],
)
def test_a_wrong_view_is_a_mistake(shape, address, said):
    problems = problems_of(shape % address)
    assert len(problems) == 1
    assert problems[0].startswith("essay.md:4:")
    assert said.replace("1 Jan", "1\u00a0Jan").replace("31 Dec", "31\u00a0Dec") in problems[0]


def test_an_unknown_width_is_a_mistake():
    problems = problems_of("![](figure:talks){ .wyde }")
    assert len(problems) == 1
    assert "'wyde' must be text, wide or page; did you mean wide?" in problems[0]


def test_a_figure_apart_from_its_attributes_says_how_to_mend_it():
    problems = problems_of("![](figure:talks) { .wide }")
    assert any("paragraph of its own" in problem for problem in problems)
    assert any("{ .wide } belongs to nothing" in problem for problem in problems)


def test_an_id_without_its_date_is_ambiguous_or_has_one_nearest():
    (problem,) = problems_of("[a](event:oslo-talks)")
    assert (
        "event 'oslo-talks' is ambiguous: 2017-05-08-oslo-talks or 2018-05-08-oslo-talks" in problem
    )
    (problem,) = problems_of("[a](event:singapore-summit)")
    assert "did you mean 2018-06-12-singapore-summit?" in problem
