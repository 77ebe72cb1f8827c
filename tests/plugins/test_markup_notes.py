"""Notes are numbered as read, have roles and labels, and lead both ways."""

import pytest
from lxml import html
from manuscripts import converted, html_of, problems_of

TEXT = (
    "One.[^b]\n\n> [!NOTE]\n> Two.[^c]\n\nThree.[^a] Again.[^b]\n\n[^a]: A.\n[^b]: B.\n[^c]: C.\n"
)


def page_of(text=TEXT, name="small"):
    result, problems = converted(text, name=name)
    assert problems == []
    return html.fragment_fromstring(result.html, create_parent="div")


def test_notes_are_numbered_in_the_order_of_the_text():
    page = page_of()
    marks = page.xpath("//sup/a[@class='footnote-ref']")
    assert [mark.text for mark in marks] == ["1", "2", "3", "1"]
    notes = [item.text_content().strip()[0] for item in page.xpath("//section//li")]
    assert notes == ["B", "C", "A"]


def test_marks_and_notes_have_roles_and_labels():
    page = page_of()
    mark = page.xpath("//sup/a")[2]
    assert mark.get("role") == "doc-noteref"
    assert mark.get("aria-label") == "Note 3"
    section = page.xpath("//section")[0]
    assert section.get("role") == "doc-endnotes"
    assert page.get_element_by_id(section.get("aria-labelledby")).text == "Notes"
    assert page.get_element_by_id(mark.get("aria-describedby")).tag == "h2"
    back = page.xpath("//section//li")[2].xpath(".//a[@role='doc-backlink']")
    assert [link.get("aria-label") for link in back] == ["Back to note 3 in the text"]


def test_every_link_leads_to_a_place_and_back():
    page = page_of()
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in page.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids


def test_a_note_used_twice_leads_back_to_both_places():
    back = page_of().xpath("//section//li")[0].xpath(".//a[@role='doc-backlink']")
    assert [link.get("aria-label") for link in back] == [
        "Back to note 1 in the text, place 1",
        "Back to note 1 in the text, place 2",
    ]
    assert len({link.get("href") for link in back}) == 2
    assert len({link.text_content() for link in back}) == 2


def test_notes_of_two_files_share_no_id():
    one, two = (set(page_of("a[^1]\n\n[^1]: b", name).xpath("//@id")) for name in ("one", "two"))
    assert one
    assert not one & two


def test_the_notes_are_not_in_the_contents_or_among_the_headings():
    result, _ = converted("## A\n\nx[^1]\n\n[^1]: Y.")
    assert [item["name"] for item in result.facts["contents"]] == ["A"]
    assert [anchor["text"] for anchor in result.facts["anchors"]] == ["A"]


def test_a_text_without_notes_has_no_section():
    assert "section" not in html_of("Words.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "x[^libia]\n\ny[^libya]\n\n[^libya]: Z.",
            "4:2: there is no note [^libia]; did you mean libya",
        ),
        ("x\n\n[^a]: Z.", "6:1: no text refers to the note [^a]"),
        ("x[^a]\n\n[^a]: Y.\n[^a]: Z.", "7:1: the note [^a] was defined before, in line 6"),
        ("x[^a]\n\n[^a]:\n", "6:1: the note [^a] is empty"),
        ("x[^a and more\n", "4:2: the note's mark [^a and more is never closed"),
        ("`[^a]`\n\nx[^a]", "6:2: there is no note [^a]"),
    ],
)
def test_a_wrong_note_is_a_mistake(text, said):
    (problem,) = problems_of(text)
    assert problem.startswith(f"essay.md:{said}")
