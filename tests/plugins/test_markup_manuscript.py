"""A mistake is named where it was written, whatever Markdown moves."""

import pytest
from manuscripts import problems_of
from reading_room.markup.manuscript import without_code


@pytest.mark.parametrize(
    "text",
    [
        "a `b` c",
        "```\n@x\n```\nd",
        "````{.example}\n```\n@x\n```\n````",
        "<!-- @x -->",
        "x\n\n    @x\n",
    ],
)
def test_blanking_code_keeps_every_character_in_its_place(text):
    blank = without_code(text)
    assert len(blank) == len(text)
    assert blank.count("\n") == text.count("\n")
    assert "@x" not in blank


@pytest.mark.parametrize(
    "text", ["[^a]: One.\n\n    @x\n", "- one\n\n    @x\n", "Term\n:   What.\n\n    @x\n"]
)
def test_a_paragraph_of_a_note_or_list_is_not_code(text):
    assert "@x" in without_code(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[a](event:no)", "4:5"),
        ("Word.[^a]\n\n[^a]: A note with [b](event:no).\n\nMore.", "6:23"),
        ("Word.[^a]\n\n[^a]: A note.\n\n    Its second [b](event:no).\n", "8:20"),
        ("| a | b |\n| - | - |\n| x | [b](event:no) |\n\nTable: Words.", "6:11"),
        ("| a | b |\n| - | - |\n| x | y |\n\nTable: Of [b](event:no).", "8:15"),
        ("> [!NOTE] On [b](event:no)\n> Text.", "4:18"),
        ("> [!NOTE]\n> Text of [b](event:no).", "5:15"),
        ("> Words.\n>\n> -- [b](event:no)", "6:10"),
        ("`[a](event:no)`\n\n[a](event:no)", "6:5"),
        ("```\n[a](event:no)\n```\n\n[a](event:no)", "8:5"),
        ("[a](event:nobody)", "4:5"),
        (
            "[12 June](event:2018-06-12-singapore-summit), [13 June](event:2018-06-12-singapore-summit)",
            "4:57",
        ),
        ('["[b](event:2018-06-12-singapore-summit)"](event:no)', "4:7"),
        ('<div markdown="1">\n[a](event:no)\n</div>', "5:5"),
        ("- one\n- [a](event:no)\n", "5:7"),
        ("Term\n:   [a](event:no)\n", "5:9"),
    ],
)
def test_line_and_column_are_those_of_the_authors_text(text, place):
    problems = problems_of(text)
    assert any(problem.startswith(f"essay.md:{place}: ") for problem in problems), problems


def test_a_mark_never_reaches_the_reader():
    from manuscripts import converted

    text = "[a](event:no) `](x` \\](x [b [c](event:no)](event:no) ![](x](y) <b>](c</b>\n\n    ](d\n"
    result, _ = converted(text)
    assert "\ue000" not in result.html
    assert "data-at" not in result.html
