"""Links that lead nowhere are mistakes, and so is HTML that could do something."""

import pytest
from manuscripts import html_of, problems_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a [text][nope] b\n\n[note]: https://x.org",
            "4:3: [text][nope] refers to no address [nope]: …; did you mean note",
        ),
        ("[text][]", "4:1: [text][] refers to no address"),
        ("![alt][nope]", "[alt][nope] refers to no address"),
        ("[]()", "4:4: the link leads nowhere"),
        ("[text]()", "4:8: the link leads nowhere"),
        ("[](https://x.org)", "4:4: the link to 'https://x.org' has no text"),
        ("[x](evnt:2018)", "4:5: an address cannot begin with 'evnt:'; did you mean event"),
        ("[x]({filname}y.md)", "an address cannot begin with {filname}; did you mean filename"),
        ("[x] (event:2018-06-12-singapore-summit)", "4:4: a link has no space"),
        ("[x](event:2018-06-12-singapore-summit", "4:5: this was not understood as a link"),
        ("Words { .wide } more", "4:7: { .wide } belongs to nothing"),
        ("a\n\n```\ncode", "6:1: the code that begins here is never closed"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_mistake(text, said):
    (problem,) = problems_of(text)
    assert said in problem


@pytest.mark.parametrize(
    "text",
    [
        "[text][a]\n\n[a]: https://x.org",
        "a [sic] b",
        "`[a][b]`",
        "\\[a][b]",
        "<a@example.org> <https://x.org>",
    ],
)
def test_what_is_no_mistake_is_none(text):
    assert html_of(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n\n<script>alert(1)</script>", "6:1: the element <script> is not allowed"),
        ("a <script>x</script>", "4:3: the element <script>"),
        ('<iframe src="https://x.org"></iframe>', "4:1: the element <iframe>"),
        ("<style>p{}</style>", "4:1: the element <style>"),
        ('a <b onclick="x()">b</b>', "4:3: the element <b> is not allowed: write **strong**"),
        ('a <em onclick="x()">b</em>', "4:3: the attribute 'onclick' of <em> is not allowed"),
        ("a <em/onclick=x()>b</em>", "4:"),
        ('<div style="x">b</div>', "4:1: the attribute 'style' of <div>"),
        ('a <img src="x" onerror="y">', "4:3: the element <img> is not allowed: write an image"),
        ("a <img src=x onerror=y//", ""),  # no tag: its text is shown
        ('<svg onload="x"></svg>', "4:"),
        ('<form markdown="1">x</form>', "the element <form> is not allowed"),
        ('<div markdown="1" onclick="x">y</div>', "the attribute 'onclick'"),
        ('<div markdown="1">\n<iframe src="x"></iframe>\n</div>', "5:1: the element <iframe>"),
        ('[x](https://x.org){ onclick="y" }', "4:21: the attribute 'onclick' is not allowed"),
        ('## x { style="y" }', "4:8: the attribute 'style' is not allowed"),
        ("[x](javascript:alert)", "4:5: an address cannot begin with 'javascript:'"),
        ("[x](java&#115;cript:alert)", "4:5: an address cannot begin with 'javascript:'"),
        ("[x]( JaVaScRiPt:alert)", "an address cannot begin with 'JaVaScRiPt:'"),
        ("<javascript://x>", "an address cannot begin with 'javascript:'"),
        ("[x](data:text/html,y)", "an address cannot begin with 'data:'"),
        ("<?php x ?>", "is not HTML that can be checked"),
        ("a <b@c onclick=x> b", ""),
    ],
)
def test_hostile_html_is_refused(text, said):
    problems = problems_of(text)
    if said:
        assert any(said in problem for problem in problems), problems
        return
    markup = html_of(text)
    assert "<img" not in markup
    assert "<b" not in markup


@pytest.mark.parametrize(
    "text",
    [
        '<abbr title="Agreed Framework">AF</abbr> and <kbd>Tab</kbd>, H<sub>2</sub>O',
        "<details>\n<summary>More</summary>\n<p>Words</p>\n</details>",
        '<div class="aside" markdown="1">\n*Words*\n</div>',
        '<span lang="ko">김정은</span><br>',
        "<!-- <script> -->\n\nWords",
    ],
)
def test_harmless_html_is_allowed(text):
    assert html_of(text)
