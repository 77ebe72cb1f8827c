"""What authors write is resolved, and a mistake is named with line and nearest id."""

import pytest
from manuscripts import EVENTS, library
from markdown import Markdown
from reading_room.markup.references import References, without_code
from reading_room.problems import Problems
from reading_room.prose.dates import disagreement

EVENT = EVENTS["2018-06-12-singapore-summit"]


def convert(text):
    problems = Problems()
    references = References(library(), text, "essay.md", problems)
    html = Markdown(extensions=["attr_list", "footnotes", "smarty", references]).convert(text)
    return html, [str(problem) for problem in sorted(problems.found)], references


def test_an_event_gives_its_title_its_date_or_the_authors_words():
    html, problems, _ = convert(
        "[](event:2018-06-12-singapore-summit), on [](event:2018-06-12-singapore-summit#date), "
        "[the *summit*](event:2018-06-12-singapore-summit)"
    )
    assert problems == []
    assert html.count('href="{filename}/events/2018-06-12-singapore-summit"') == 3
    assert ">Trump and Kim meet in Singapore</a>" in html
    assert ">12 June 2018</a>" in html
    assert ">the <em>summit</em></a>" in html


def test_a_value_and_a_term_are_filled_in():
    html, problems, references = convert("[](value:test-days-2017) and [](term:security-dilemma)")
    assert problems == []
    assert ">sixteen</a>" in html
    assert ">security dilemma</a>" in html
    assert references.uses == [("value", "test-days-2017"), ("term", "security-dilemma")]


def test_a_person_is_linked_by_name_or_in_the_authors_words():
    html, problems, references = convert(
        "[](person:kim-jong-un) and [the *chairman*](person:kim-jong-un)"
    )
    assert problems == []
    assert html.count('href="{filename}/people/kim-jong-un"') == 2
    assert ">Kim Jong Un</a>" in html
    assert ">the <em>chairman</em></a>" in html
    assert references.uses == [("person", "kim-jong-un")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[@holmes-2018, p. 45]", '(<a class="citation-link" href="#ref-holmes-2018"'),
        ("[see @holmes-2018, ch. 2; @jervis-1978]", "(see <a"),
        ("[-@holmes-2018]", ">2018</a>)"),
        ("@jervis-1978 argues", "Jervis (<a"),
        ("@jervis-1978 [p. 170] argues", ">1978</a>, p.\N{NO-BREAK SPACE}170)"),
    ],
)
def test_citations_follow_pandocs_syntax(text, shown):
    html, problems, references = convert(text)
    assert problems == []
    assert shown in html
    assert references.cited


def test_a_locator_stands_after_its_citation():
    html, _, _ = convert("[@holmes-2018, p. 45; @jervis-1978, pp. 1-2]")
    assert ">Holmes 2018</a>, p.\N{NO-BREAK SPACE}45; <a" in html
    assert ">Jervis 1978</a>, pp.\N{NO-BREAK SPACE}1–2)" in html


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "One.\n\n[x](event:2018-06-12-singapor-summit)",
            3,
            "did you mean 2018-06-12-singapore-summit",
        ),
        ("[](value:test-days-2018)", 1, "did you mean test-days-2017"),
        ("[x](term:security-dilema)", 1, "did you mean security-dilemma"),
        (
            "[x](person:kim-jong-um)",
            1,
            "there is no person 'kim-jong-um'; did you mean kim-jong-un",
        ),
        ("![](figure:nothing)", 1, "there is no figure 'nothing'"),
        ("See [@holms-2018].", 1, "did you mean holmes-2018"),
        ("So @nobody-1999 says.", 1, "there is no source 'nobody-1999'"),
        (
            "[13 June 2018](event:2018-06-12-singapore-summit)",
            1,
            "but the record dates the event 12 June",
        ),
        ("[seventeen](value:test-days-2017)", 1, "is 'sixteen', not 'seventeen'"),
        ("[x](event:2018-06-12-singapore-summit#place)", 1, "no part 'place'"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_id(text, line, said):
    _, problems, _ = convert(text)
    assert len(problems) == 1
    assert problems[0].startswith(f"essay.md:{line}:")
    assert said in problems[0]


def test_every_mistake_of_a_file_is_reported_each_at_its_own_place():
    _, problems, _ = convert("[a](event:x)\n\n[b](event:x)\n\n[](value:y)")
    assert [problem.split(":")[1] for problem in problems] == ["1", "3", "5"]


def test_code_and_addresses_of_mail_are_left_alone():
    text = "Write `[](event:nothing)` or mail a@example.org.\n\n    [@nobody]\n"
    html, problems, _ = convert(text)
    assert problems == []
    assert "[](event:nothing)" in html
    assert "a@example.org" in html


def test_blanking_code_keeps_every_character_in_its_place():
    text = "a `b` c\n\n```\n@x\n```\nd"
    blank = without_code(text)
    assert len(blank) == len(text)
    assert blank.count("\n") == text.count("\n")
    assert "@x" not in blank


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("the summit", True),
        ("12 June 2018", True),
        ("June 2018", True),
        ("in 2018", True),
        ("June", True),
        ("11–12 June 2018", False),
        ("13 June", False),
        ("July 2018", False),
        ("2019", False),
        ("June 12, 2018", True),
    ],
)
def test_a_date_in_the_text_must_agree_with_the_record(text, agrees):
    assert (disagreement(text, EVENT) == "") is agrees
