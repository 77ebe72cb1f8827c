"""Cross-references: within a file as it is read, to other files when all are."""

from types import SimpleNamespace

import pytest
from manuscripts import converted, html_of, problems_of
from reading_room.markup.crossrefs import resolve
from reading_room.problems import Problems


class Article(SimpleNamespace):
    pass


class Page(SimpleNamespace):
    pass


def content(text, slug, title="A title", kind=Article, status="published"):
    result, problems = converted(text)
    assert problems == []
    folder = "pages" if kind is Page else "essays"
    facts = result.facts | {"shown": f"content/{folder}/{slug}.md"}
    return kind(
        slug=slug,
        title=title,
        status=status,
        relative_source_path=f"{folder}/{slug}.md",
        _content=result.html,
        **facts,
    )


def resolved(*contents):
    problems = Problems()
    resolve(list(contents), problems)
    return [str(problem) for problem in sorted(problems.everything)]


def test_an_empty_link_gets_the_text_of_the_heading():
    markup = html_of(
        'See [](#the-room) and [this](#the-room).\n\n## The *room* & "more" {#the-room}\n\nx'
    )
    assert '<a href="#the-room">The room &amp; “more”</a>' in markup
    assert '<a href="#the-room">this</a>' in markup


def test_a_derived_id_may_be_used_while_it_is_unique():
    assert ">In the room</a>" in html_of("[](#in-the-room)\n\n## In the room\n\nx")


def test_figures_and_tables_are_referred_to_by_number():
    markup = html_of("[](#figure-talks)\n\n![](figure:minutes)\n\n![](figure:talks)")
    assert '<a href="#figure-talks">Figure\u00a02</a>' in markup


def test_any_place_with_an_id_can_be_linked_with_words():
    markup = html_of("[there](#here), [that](#ref-holmes-2018)\n\nWords [@holmes-2018].\n{ #here }")
    assert 'href="#here"' in markup


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[x](#in-the-rom)\n\n## In the room",
            "4:5: there is no place #in-the-rom in this file; did you mean in-the-room",
        ),
        ("[](#here)\n\nWords.\n{ #here }", "4:4: #here has no text of its own"),
        ("[](#end)\n\n## End\n\n## End", "4:4: #end is ambiguous: the headings of lines 6 and 8"),
        (
            "[](#end_1)\n\n## End\n\n## End",
            "4:4: #end_1 is ambiguous: the headings of lines 6 and 8",
        ),
        ("## A {#a}\n\n## B {#a}", "6:8: the id 'a' was given before, in line 4"),
        ("## A\n\n#### B", "6:1: the heading 'B' skips a level, from 2 to 4"),
        ("# A", "4:1: the heading 'A' is of level 1, which is the title's"),
        ("```\n## A\n```\n\n#### B", "8:1: the heading 'B' skips a level, from 1 to 4"),
        ("A\n-\n\n#### B", "7:1: the heading 'B' skips a level"),
    ],
)
def test_a_wrong_place_is_a_mistake(text, said):
    (problem,) = problems_of(text)
    assert problem.startswith(f"essay.md:{said}")


def test_another_essay_gives_its_title_and_a_heading_its_text():
    one = content(
        "[](essay:two), [](essay:two#room), [words](essay:two), [](page:terms#trust)", "one"
    )
    two = content("## The room {#room}\n\nx", "two", "A & B’s".replace("&", "&amp;"))
    page = content("## Trust {#trust}\n\nx", "terms", kind=Page)
    assert resolved(one, two, page) == []
    assert one._content == (
        '<p><a class="crossref" href="{filename}/essays/two.md">A &amp; B’s</a>, '
        '<a class="crossref" href="{filename}/essays/two.md#room">The room</a>, '
        '<a class="crossref" href="{filename}/essays/two.md">words</a>, '
        '<a class="crossref" href="{filename}/pages/terms.md#trust">Trust</a></p>'
    )
    assert ("essay", "two") in one.references


def test_a_link_by_reference_may_be_a_cross_reference():
    one = content("[words][it], [there][h]\n\n## A {#a}\n\n[it]: essay:one\n[h]: #a", "one")
    assert resolved(one) == []
    assert '<a class="crossref" href="{filename}/essays/one.md">words</a>' in one._content
    (problem,) = problems_of("[words][it]\n\n[it]: #nothing")
    assert problem.startswith("essay.md:6:7: there is no place #nothing")


def test_what_is_noted_is_plain_data():
    import json

    result, _ = converted("## A\n\n[](essay:two#x)")
    assert json.loads(json.dumps(result.facts["crossrefs"])) == [
        {
            "kind": "essay",
            "slug": "two",
            "part": "x",
            "written": "essay:two#x",
            "file": "essay.md",
            "line": 6,
            "column": 4,
            "is_empty": True,
        }
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[](essay:tow)", "essay.md:4:4: there is no essay 'tow'; did you mean two"),
        ("[](essay:terms)", "there is no essay 'terms'; there is a page:terms"),
        (
            "[](essay:two#roam)",
            "there is no heading #roam in content/essays/two.md; did you mean room",
        ),
        (
            "[](essay:two#end)",
            "#end is ambiguous in content/essays/two.md: the headings of lines 9 and 14",
        ),
        ("[](essay:two#par)", "essay:two#par has no text of its own"),
        ("[](essay:draft)", "the essay 'draft' is a draft"),
        ("[x]({filename}two.md#roam)", "4:5: there is no heading #roam"),
        ("[x]({filename}/pages/terms.md#trusst)", "did you mean trust"),
    ],
)
def test_a_wrong_reference_to_another_file_is_a_mistake(text, said):
    two = content("## Room {#room}\n\nx\n{ #par }\n\n## End\n\nx\n\n\n## End\n\nx", "two")
    page = content("## Trust {#trust}\n\nx", "terms", kind=Page)
    draft = content("x", "draft", status="draft")
    (problem,) = resolved(content(text, "one"), two, page, draft)
    assert said in problem


def test_a_draft_may_link_to_a_draft():
    one, two = (
        content(f"[](essay:{name})", "one" if name == "two" else "two", status="draft")
        for name in ("two", "one")
    )
    assert resolved(one, two) == []


def test_two_essays_of_one_slug_are_a_mistake_that_names_both():
    one, two = content("x", "one"), content("x", "one")
    two.relative_source_path, two.shown = "essays/two.md", "content/essays/two.md"
    (problem,) = resolved(one, two)
    assert problem.startswith(
        "content/essays/two.md:1:1: the slug 'one' is also that of content/essays/one.md"
    )
