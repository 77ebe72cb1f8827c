"""A block quotation says where its words are from."""

import pytest
from manuscripts import html_of, problems_of


@pytest.mark.parametrize("dash", ["-- ", "--- ", "— ", "—"])
@pytest.mark.parametrize("gap", ["\n>\n> ", "\n> "])
def test_the_last_line_with_a_dash_is_the_source(gap, dash):
    markup = html_of(
        f"> It was -- they said -- so.{gap}{dash}[@holmes-2018, p. 19], 18 November 1983"
    )
    assert (
        '<figure class="quotation"><blockquote>\n<p>It was – they said – so.</p>\n</blockquote>'
        in (markup.replace("\u00a0", " ").replace('quotation">\n', 'quotation">'))
    )
    assert "<figcaption><span" in markup
    assert "p.\u00a019" in markup
    assert "18\u00a0November\u00a01983</figcaption>" in markup


def test_a_citation_inside_is_a_source_too():
    assert "<figure" not in html_of("> So it was [@holmes-2018].")


def test_quotations_apart_are_two_and_each_needs_a_source():
    markup = html_of("> One.\n>\n> -- [@holmes-2018]\n\n> Two.\n>\n> -- [@jervis-1978]")
    assert markup.count('<figure class="quotation">') == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("> Words of nobody.", "4:3"),
        ("> -- [@holmes-2018]", ""),
        ("> [!NOTE]\n> Text.\n>\n> > Words of nobody.", "7:5"),
        ("> Words.\n>\n> -- [@holmes-2018]\n\n> Other words.", "8:3"),
    ],
)
def test_a_quotation_without_a_source_is_a_mistake(text, place):
    problems = problems_of(text)
    if not place:  # nothing is quoted, and the source is cited
        assert problems == []
        return
    (problem,) = problems
    assert problem.startswith(f"essay.md:{place}: the quotation has no source")
