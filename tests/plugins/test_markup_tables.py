"""Tables have captions, numbers, headers, and a box that scrolls."""

import pytest
from lxml import html
from manuscripts import converted, html_of, problems_of

TABLE = "| Meeting | Minutes |\n| --- | ---: |\n| Singapore | 268 |"


@pytest.mark.parametrize(
    "text",
    [
        f"{TABLE}\n\nTable: Time in *the room*. {{#tbl-minutes .wide}}",
        f"{TABLE}\nTable: Time in *the room*. {{#tbl-minutes .wide}}",
        f"Table: Time in *the room*. {{#tbl-minutes .wide}}\n\n{TABLE}",
        f"Table: Time in *the room*. {{#tbl-minutes .wide}}\n{TABLE}",
        f"{TABLE}\n\n: Time in *the room*. {{#tbl-minutes .wide}}",
        f"{TABLE}\n: Time in\n*the room*. {{#tbl-minutes .wide}}",
        f"Words.\n\n: Time in *the room*. {{#tbl-minutes .wide}}\n\n{TABLE}",
    ],
)
def test_a_caption_stands_before_or_after_its_table(text):
    page = html.fragment_fromstring(html_of(text), create_parent="div")
    (figure,) = page.xpath("figure")
    assert figure.get("id") == "tbl-minutes"
    assert figure.get("class") == "table-figure figure-wide"
    caption = figure.find("figcaption")
    assert " ".join(caption.text_content().split()) == "Table 1. Time in the room."
    assert caption.find("em") is not None
    box = figure.find("div")
    assert dict(box.attrib) == {
        "class": "table-scroll",
        "tabindex": "0",
        "role": "region",
        "aria-labelledby": "tbl-minutes-caption",
    }
    assert [cell.get("scope") for cell in box.xpath(".//th")] == ["col", "col", "row"]
    assert box.xpath(".//td/@class") == ["number"]
    assert not page.xpath("//@style|//@data-caption|//dl")


def test_two_tables_with_captions_between_keep_their_own():
    text = f"{TABLE}\n\nTable: One.\n\nTable: Two.\n\n{TABLE}"
    page = html.fragment_fromstring(html_of(text), create_parent="div")
    assert [each.text_content() for each in page.xpath("//figcaption")] == [
        "Table\u00a01. One.",
        "Table\u00a02. Two.",
    ]
    assert page.xpath("//figure/@id") == ["table-1", "table-2"]


def test_a_table_is_referred_to_by_its_number():
    text = f"See [](#tbl-a).\n\n{TABLE}\n\nTable: One. {{#tbl-a}}"
    assert '<a href="#tbl-a">Table\u00a01</a>' in html_of(text)


def test_a_definition_list_stays_one():
    markup = html_of("Term\n: What it is.\n\nOther\n\n: What that is.")
    assert markup.count("<dt>") == 2
    assert "figure" not in markup


def test_an_empty_corner_is_no_header():
    page = html.fragment_fromstring(html_of("| | a |\n| - | - |\n| x | y |\n\nTable: T."))
    assert not page.xpath("//th[not(normalize-space())]")


def test_a_table_in_a_callout_has_its_caption():
    text = "> [!EVIDENCE]\n> " + TABLE.replace("\n", "\n> ") + "\n>\n> Table: T. {#t}"
    result, problems = converted(text)
    assert problems == []
    assert "<figcaption" in result.html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE, "essay.md:4:3: the table has no caption"),
        ("Words.\n\nTable: A caption.", "essay.md:6:1: this caption has no table"),
        (f"{TABLE}\n\nTable: T. {{.wyde}}", "essay.md:8:12: the table's width 'wyde'"),
    ],
)
def test_a_table_without_caption_or_a_caption_without_table_is_a_mistake(text, said):
    (problem,) = problems_of(text)
    assert said in problem
