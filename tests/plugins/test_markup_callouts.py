"""Callouts: visible, labelled, nested, and checked."""

import pytest
from manuscripts import converted, html_of, problems_of


def test_a_callout_has_its_kind_and_title_as_a_label():
    markup = html_of("> [!OBJECTION] Impressions are *not* knowledge\n> Nothing says so.")
    assert (
        '<aside aria-labelledby="callout-1" class="callout callout-objection" role="note">'
        in markup
    )
    assert (
        '<p class="callout-label" id="callout-1"><span class="callout-kind">Objection</span> '
        "Impressions are <em>not</em> knowledge</p>"
    ) in markup
    assert "<p>Nothing says so.</p>" in markup
    assert "blockquote" not in markup


def test_what_is_inside_is_markdown_with_references():
    text = "> [!note]\n>\n> - [](value:test-days-2017)\n> - [@holmes-2018]\n>\n> More."
    result, problems = converted(text)
    assert problems == []
    assert ">sixteen</a>" in result.html
    assert result.html.count("<li>") == 2
    assert ("source", "holmes-2018") in result.facts["references"]


def test_two_callouts_in_a_row_are_two():
    markup = html_of("> [!NOTE] One\n> a\n\n> [!METHOD] Two\n> b")
    assert markup.count("<aside") == 2
    assert 'id="callout-2"' in markup


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "> [!OBJEKTION]\n> x",
            "essay.md:4:3: there is no kind of callout 'OBJEKTION'; did you mean OBJECTION",
        ),
        ("> [!QQQ]\n> x", "NOTE, EVIDENCE, OBJECTION, METHOD, CAUTION"),
        ("> [!NOTE] Title", "essay.md:4:3: the callout has no text"),
    ],
)
def test_a_wrong_callout_is_a_mistake(text, said):
    (problem,) = problems_of(text)
    assert said in problem
