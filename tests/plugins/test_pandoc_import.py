"""A paper written for Pandoc builds unchanged: each thing that ordinary papers use, by HTML out."""

import re

import pytest
from conftest import pelican
from lxml import html as lxml_html
from markdown import Markdown

import pelicanconf

SETTINGS = pelicanconf.MARKDOWN

# Written for Pandoc, by nobody for this site: every construct of an ordinary paper once.
PAPER = """---
title: "Letters that were answered: a note on correspondence"
author:
  - Ann Author
  - Ben Writer
date: 2025-03-04
abstract: |
  What this paper says,
  in two lines.

  And in a second paragraph.
keywords: [letters, trust]
lang: en-GB
bibliography: refs.bib
csl: some-style.csl
link-citations: true
toc: true
geometry: margin=1in
nocite: |
  @{other}
---

# Introduction {{#sec:intro .first}}

Letters travelled.^[Slowly; see [@{key}, p. 3].] They were answered [see @{key}, pp. 33-35; @{other}].[^long]
@{key} [p. 4] counts them --- twice, in 1990--1994 --- and "smartly".

[^long]: The first paragraph of a note.

    Its second paragraph, with *emphasis*.

## Method {{-}}

Water is H~2~O, and x^2^ is ~~not~~ said in [Small Caps]{{.smallcaps}}; a hard\\
break.

::: {{.aside #one}}
A division with *emphasis*.
:::

| The lines of a poem
|    keep their places.

- An item
  - and one within

Term
:   Its definition.

\\newpage

# Findings

| Year | Letters |
|------|--------:|
| 1990 | 12      |

# References {{-}}

::: {{#refs}}
:::
"""


def convert(text):
    """HTML of `text` by the site's own settings of Markdown."""
    return Markdown(
        extensions=SETTINGS["extensions"],
        extension_configs=SETTINGS["extension_configs"],
        output_format=SETTINGS["output_format"],
    ).convert(text)


def squeezed(text):
    return re.sub(r">\s+<", "><", convert(text)).strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("H~2~O", "<p>H<sub>2</sub>O</p>"),
        ("x^2^", "<p>x<sup>2</sup></p>"),
        ("~~gone~~", "<p><del>gone</del></p>"),
        ("about ~30 to ~40, and 2^10 to 3^5", "<p>about ~30 to ~40, and 2^10 to 3^5</p>"),
        ("[Small]{.smallcaps}", '<p><span class="smallcaps">Small</span></p>'),
        ("one\\\ntwo", "<p>one<br>\ntwo</p>"),
        ("p.\\ 3", "<p>p.\u00a03</p>"),
        (
            r"ann\@example.org, 5 \* 3, \~30, \$4, \<b\>",
            "<p>ann@example.org, 5 * 3, ~30, $4, &lt;b&gt;</p>",
        ),
        ("one\n\n\\newpage\n\n\\vspace{2em}\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\n\n```{=latex}\n\\foo\n```\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\n\n\\begin{x}\nno\n\\end{x}\n\ntwo", "<p>one</p><p>two</p>"),
        ("::: note\n*A*\n:::", '<div class="note"><p><em>A</em></p></div>'),
        (
            '::: {.a .b #c lang=fr onclick="x"}\nA\n:::',
            '<div class="a b" id="c" lang="fr"><p>A</p></div>',
        ),
        (
            "::: a\nA\n\n:::: b\nB\n::::\n:::\n\nC",
            '<div class="a"><p>A</p><div class="b"><p>B</p></div></div><p>C</p>',
        ),
        ("::: a\nnever closed", '<div class="a"><p>never closed</p></div>'),
        (
            "| One\n|   two\n  goes on\n|\n| three",
            '<div class="line-block">One<br>\n\u00a0\u00a0two goes on<br><br>\nthree</div>',
        ),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        (
            "1. a\n   - b\n\n   more of a\n2. c",
            "<ol><li><p>a</p><ul><li>b</li></ul><p>more of a</p></li><li><p>c</p></li></ol>",
        ),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("#. a\n#. b", "<ol><li>a</li><li>b</li></ol>"),
        ("He wrote in\n1994) that", "<p>He wrote in\n1994) that</p>"),
    ],
)
def test_markup_of_pandoc(text, shown):
    assert squeezed(text) == shown


def test_sections_of_level_one_go_down_below_the_pages_title():
    assert re.findall(r"<(h\d)", convert("# A\n\n## B\n\nC\n=\n\n### D")) == [
        "h2",
        "h3",
        "h2",
        "h4",
    ]
    assert re.findall(r"<(h\d)", convert("## A\n\n### B")) == ["h2", "h3"]


def test_contents_are_of_the_shifted_headings():
    markdown = Markdown(
        extensions=SETTINGS["extensions"], extension_configs=SETTINGS["extension_configs"]
    )
    markdown.convert("# One {#first}\n\n## Two {-}\n")
    assert [(token["id"], token["level"]) for token in markdown.toc_tokens] == [("first", 2)]
    assert markdown.toc_tokens[0]["children"][0]["id"] == "two"


def test_an_inline_note_becomes_a_note_in_its_place():
    shown = convert(
        "One[^a] two^[Of [a link](https://x.example) and *stress*.] three[^b].\n\n[^b]: B.\n[^a]: A."
    )
    tree = lxml_html.fromstring(f"<div>{shown}</div>")
    notes = [
        note.text_content().strip() for note in tree.xpath("//*[contains(@class, 'footnote')]//li")
    ]
    assert [note[: note.index(".") + 1] for note in notes] == ["A.", "Of a link and stress.", "B."]
    assert tree.xpath("string(//p/sup[2])") == "2"


def test_what_only_looks_like_a_note_stays():
    assert "^[code]" in convert("`^[code]`")
    assert "^[not closed" in convert("a^[not closed\n\nb]")
    assert "^[x]" in convert("```\n^[x]\n```")
    assert "footnote" not in convert(r"a\^[b]")


def test_a_note_may_have_several_paragraphs():
    shown = convert("A.[^n]\n\n[^n]: One.\n\n    Two.\n\n    - three\n")
    assert re.search(r"<li id=\"fn:n\">\s*<p>One.</p>\s*<p>Two.</p>\s*<ul>\s*<li>three</li>", shown)


@pytest.mark.parametrize(
    "ending",
    [
        "# References {-}\n\n::: {#refs}\n:::\n",
        "# References\n",
        "Works cited\n===========\n\n[^1]: A note.\n",
        "# References\n\n::: {#refs}\n- Holmes (2018).\n:::\n",
    ],
)
def test_the_place_of_the_bibliography_is_left_to_the_page(ending):
    shown = convert(f"# One\n\nText.[^1]\n\n[^1]: N.\n\n{ending}")
    assert re.findall(r"<h\d[^>]*>([^<]*)", shown) == ["One"]
    assert "Holmes" not in shown
    assert "refs" not in shown


def test_other_last_headings_stay():
    assert "References" in convert("# One\n\n# References\n\nHolmes (2018).")
    assert ">Last</h2>" in convert("# One\n\n# Last")


def test_code_is_left_alone():
    text = "    ::: note\n\n```\n::: note\n\\newpage\nx^2^\n- a\n  - b\n```\n\n`H~2~O`"
    shown = convert(text)
    assert 'class="note"' not in shown
    assert "\\newpage\nx^2^\n- a\n  - b\n" in lxml_html.fromstring(shown).text_content()
    assert "<code>H~2~O</code>" in shown


@pytest.fixture(scope="module")
def imported(small_project, tmp_path_factory):
    """The page of the paper, put into the small project as it is."""
    import json
    import shutil

    root = tmp_path_factory.mktemp("import") / "project"
    shutil.copytree(small_project, root)
    items = json.loads((root / "analysis/data/bibliography.json").read_text(encoding="utf-8"))
    key, other = items[0]["id"], items[1]["id"]
    essay = PAPER.format(key=key, other=other)
    (root / "content/essays/letters.md").write_text(essay, encoding="utf-8")
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    page = (root / "output/essays/letters/index.html").read_text(encoding="utf-8")
    return lxml_html.fromstring(page), key, other


def test_a_whole_paper_builds_unchanged(imported):
    page, key, other = imported
    assert page.xpath("string(//h1)") == "Letters that were answered: a note on correspondence"
    assert "Ann Author" in page.text_content()
    assert "Ben Writer" in page.text_content()
    headings = page.xpath("//div[contains(@class, 'prose')]//*[self::h2 or self::h3]/text()")
    assert headings == ["Introduction", "Method", "Findings", "Notes"]
    assert len(page.xpath("//*[contains(@class, 'footnote')]//li[starts-with(@id, 'fn')]")) == 2


def test_its_citations_lead_to_the_works_cited(imported):
    page, key, other = imported
    links = page.xpath("//a[contains(@class, 'citation-link')]/@href")
    assert links.count(f"#ref-{key}") == 3
    assert page.xpath(f"boolean(//*[@id='ref-{key}'])")
    assert page.xpath(f"boolean(//*[@id='ref-{other}'])")


def test_nocite_adds_a_work_that_is_not_mentioned():
    from types import SimpleNamespace

    from reading_room.markup.pandoc import cite_unmentioned

    mistakes, cited = [], []
    references = SimpleNamespace(
        library=SimpleNamespace(
            bibliography=SimpleNamespace(
                items={"holmes-2018": 1}, short_forms=lambda keys: dict.fromkeys(keys)
            )
        ),
        cited=cited,
        short_forms={},
        use=lambda *_: None,
        mistake=lambda needle, message: mistakes.append(message),
    )
    text = "---\ntitle: T\nnocite: |\n  @holmes-2018, @holms-2018\n---\n\nText @nobody."
    cite_unmentioned(text, references)
    assert cited == ["holmes-2018"] == list(references.short_forms)
    assert len(mistakes) == 1
    assert "did you mean holmes-2018" in mistakes[0]
