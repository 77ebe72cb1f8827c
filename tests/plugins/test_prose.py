"""The prose lock: what is bound, quoted, cited or marked is left alone; all else is found, in place."""

import re
import resource
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT, pelican, read_table, write_table
from markdown import Markdown
from reading_room.markup import own
from reading_room.prose import dates, house_list, numbers, passages
from reading_room.prose.house_list import HouseListError
from reading_room.prose.lock import Lock

# What publishconf.py sets, and nothing else of it.
PUBLISHING = ("-e", "HOUSE_RULES=true")


def event(key, first, last="", precision="day"):
    return {
        "id": key,
        "first_day": first,
        "last_day": last or first,
        "when": f"{first} to {last}" if last else first,
        "precision": precision,
    }


EVENTS = {
    one["id"]: one
    for one in (
        event("singapore", "2018-06-12"),
        event("hanoi", "2019-02-27", "2019-02-28"),
        event("framework", "1994-10-21"),
        event("some-june", "2018-06-01", "2018-06-30", "month"),
        event("around-new-year", "2016-12-28", "2017-01-03"),
    )
}
VALUES = {
    "test-days-2017": {"text": "seventeen", "how": "Days with weapons tests in 2017."},
    "events": {"text": "1,341", "how": "Rows of the table of events."},
    "ratio": {"text": "2.0", "how": "Tests against days of talks."},
    "minutes-range": {"text": "35 to 41", "how": "Minutes alone at Singapore."},
    "last-meeting": {"text": "5 October 2019", "how": "The last meeting of the two."},
}
PEOPLE = (
    "Kim Jong Un", "Choe Son Hui", "Kim Yong Chol", "Moon Jae-in", "Stephen Biegun", "Robert Park",
    "Mikhail Gorbachev", "George W. Bush", "Miguel Díaz-Canel", "Charles L. (Jack) Pritchard",
)  # fmt: skip
CASES = [{"id": "vienna-1961", "start": "1961-06-03", "end": "1961-06-04"}]
HOUSE = """
names_with_numbers = ["two coders", "Group of Seven"]
other_people = ["Kim Jong Um"]
kept = ["prize"]

[words]
"hermit kingdom" = { write = "North Korea", why = "neutral names" }
"U.S." = "US"
"Panmunjeom" = "Panmunjom"
"US-North Korean" = "US–North Korean"

[spelling]
"-ization" = "-isation"
"-ize" = "-ise"
"""


@pytest.fixture(scope="module")
def lock(tmp_path_factory):
    path = tmp_path_factory.mktemp("house") / "house-list.toml"
    path.write_text(HOUSE, encoding="utf-8")
    values = {key: {"id": key, **value} for key, value in VALUES.items()}
    people = {name: {"name": name} for name in PEOPLE}
    library = SimpleNamespace(events=EVENTS, values=values, site={"people": people, "cases": CASES})
    return Lock(library, house_list.read(path))


def found(lock, text, *kinds):
    """What the lock finds in `text` below front matter, as written there."""
    findings = lock.findings(f"Title: A title\n\n{text}\n")
    return [
        re.search(r"'(.*?)'", finding.message)[1]
        for finding in findings
        if not kinds or finding.kind in kinds
    ]


# Numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met 17 times.", ["17"]),
        ("The record holds 1,341 events.", ["1,341"]),
        ("A rate of 6.1% or 12.5 per day.", ["6.1%", "12.5"]),
        ("It took 35–41 minutes.", ["35–41"]),
        ("It took 35 to 41 minutes.", ["35 to 41"]),
        ("Two tests and nineteen launches.", ["Two", "nineteen"]),
        ("Twenty-one guns, two hundred and fifty men.", ["Twenty-one", "two hundred and fifty"]),
        ("Dozens of them, hundreds of thousands in all.", ["Dozens", "hundreds of thousands"]),
        ("They met twice.", ["twice"]),
        ("Half of it went; a third of the rest stayed.", ["Half", "a third"]),
        ("After half an hour and one week.", ["half", "one"]),
        ("Only one test was held.", ["one"]),
        ("It cost $50 million.", ["$50 million"]),
        ("A two-year pause in a 20-mile zone.", ["two", "20"]),
        ("At 9:04 they sat down.", ["9:04"]),
        ("On a scale from -2 to +2.", ["-2 to +2"]),
        ("*Seventeen* _eighteen_ **nineteen** tests.", ["Seventeen", "eighteen", "nineteen"]),
        ("[seventeen tests](https://example.org/17)", ["seventeen"]),
        ("[seventeen tests](term:test)", ["seventeen"]),
        ("## Seventeen days", ["Seventeen"]),
        ("| days | tests |\n|---|---|\n| 17 | few |", ["17"]),
        ("1. They met 17 times.\n2. They left.", ["17"]),
        ("- Seventeen\n\n    and 18 below it", ["Seventeen", "18"]),
        ("![Seventeen days of tests](figure:tests)", ["Seventeen"]),
        ("> [!NOTE] Beware\n> There were seventeen.", ["seventeen"]),
        ("Before.[^1]\n\n[^1]: There were seventeen.", ["seventeen"]),
        ("<p>There were seventeen.</p>", ["seventeen"]),
    ],
)
def test_a_number_in_the_authors_own_words_is_found(lock, text, expected):
    assert found(lock, text, "number") == expected


@pytest.mark.parametrize(
    "text",
    [
        "North Korea tested on [](value:test-days-2017) days.",
        "One of them, no one, one another, one day, each one; both, once.",
        "The first, the second and the 38th parallel.",
        "The two leaders, these two, the other two.",
        "A year or two later.",
        "The second half of the day; his half-brother.",
        "The Six-Party Talks, one-on-one, a zero-sum game.",
        "Resolutions 2371 and 2375, page 3, pp. 3-5, article 4, Room 39.",
        "The Hwasong-15, the KN-23, a B-1B, the P5+1.",
        "Judged by two coders. Two coders agreed. The Group of Seven met.",
        "They are often written so; a tenor; the weight of it.",
        "```\nThere were 17.\n```",
        "Write `17` here.",
        "As before:\n\n    17 in code\n",
        "See <https://example.org/17> and https://example.org/17/18.",
        "See [it](https://example.org/17 'page 17').",
        "A picture ![](images/17.png){ .wide-17 }",
        "<!-- 17 -->",
        "An entity &#8211; and a note.[^17]\n\n[^17]: A note.",
        "## A heading {#part-17}",
        "[Three detained Americans](event:singapore) came home.",
        'It was "seventeen times", he wrote [@holmes-2018, p. 45].',
        "It was “seventeen times”, by [a statement](event:singapore).",
        "> There were seventeen.\n\nSo Holmes [@holmes-2018].",
        "> There were seventeen.\n> [@holmes-2018, p. 45]",
        "Holmes counted seventeen [@holmes-2018, pp. 3-5; @jervis-1978, ch. 2].",
        "@holmes-2018 [p. 45] counts seventeen.",
        "Holmes counted seventeen.[^1]\n\n[^1]: See [@holmes-2018].",
        "Of the book *Seven Days in June* more later.",
        '[Three]{.own} kinds, [half]{own="an assumption"} of them.',
        "[A pause of *two* years]{own=assumed}.",
    ],
)
def test_what_is_bound_quoted_cited_marked_or_no_count_is_left_alone(lock, text):
    assert found(lock, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "[@holmes-2018] says so. There were seventeen.",
        "There were seventeen. So says Holmes [@holmes-2018].",
        "Holmes says [@holmes-2018] that there were seventeen.",
        "There were seventeen, as @holmes-2018 says.",
        'It was "seventeen times", he wrote.',
        "> There were seventeen.",
        "There were seventeen.[^1]\n\n[^1]: Nobody is cited.",
        "[Seventeen]{.wide} of them.",
        "North Korea tested on seventeen days, not on [](value:test-days-2017).",
    ],
)
def test_a_source_elsewhere_binds_no_number(lock, text):
    assert [word.lower() for word in found(lock, text, "number")] == ["seventeen"]


def test_the_advice_names_the_values_that_say_the_same(lock):
    text = "Title: A\n\nThere were 17 days of tests, weapons of all kinds.\n"
    (finding,) = lock.findings(text)
    assert "[](value:test-days-2017)" in finding.message
    assert '[17]{own="why"}' in finding.message
    (finding,) = lock.findings("Title: A\n\nTwo tests in days of talks.\n")
    assert "value:ratio" not in finding.message  # 2.0 is no count of two


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("17", 17), ("1,341", 1341), ("6.1%", 6.1), ("nineteen", 19), ("Twenty-one", 21), ("no", 0),
        ("two hundred and fifty thousand", 250_000), ("a dozen", None), ("dozen", 12), ("35–41", None),
        ("half", 0.5), ("three million", 3_000_000),
    ],
)  # fmt: skip
def test_a_number_in_words_is_as_much_as_one_in_digits(text, amount):
    assert numbers.amount(text) == amount


# Dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 12 June 2018 they met.", ["12 June 2018"]),
        ("On 12 June they met.", ["12 June"]),
        ("On June 12, 2018 they met.", ["June 12, 2018"]),
        ("On 2018-06-12 they met.", ["2018-06-12"]),
        ("On 12–13 June they met.", ["12–13 June"]),
        ("From 30 June to 2 July 2018.", ["30 June", "2 July 2018"]),
        (
            "In June 2018, in mid-June, at the end of June.",
            ["June 2018", "mid-June", "the end of June"],
        ),
        ("In 2018, early 2018, the spring of 2018.", ["2018", "early 2018", "spring of 2018"]),
        ("In 1993–94 and the late 1990s.", ["1993–94", "the late 1990s"]),
        ("In May they met; in March too.", ["May", "March"]),
        ("It may be; they march. May we? March on.", []),
        ("By resolution 1718, in version 2026.11.2.", []),
        ("It was 31 June.", ["31 June"]),
        ("It was Monday, 12 June 2018.", ["Monday, 12 June 2018"]),
    ],
)
def test_a_date_that_nothing_binds_is_found(lock, text, expected):
    assert found(lock, text, "date") == expected
    assert found(lock, text, "number") == []


@pytest.mark.parametrize(
    "text",
    [
        "On [12 June 2018](event:singapore) they met.",
        "On [](event:singapore#date) they met.",
        "In June 2018 they [met](event:singapore).",
        "They [met](event:singapore) on 12 June, in 2018, that spring of 2018.",
        "From [Singapore](event:singapore) in 2018 to [Hanoi](event:hanoi) in 2019: 2018–19.",
        "In the 1990s there was [a text](event:framework).",
        "On [](value:test-days-2017) days of 2017.",
        "Not since 5 October 2019, the day of [](value:last-meeting).",
        "[In 2018](figure:tests?from=2015&to=2022) there was none.",
        "At [Vienna]({filename}/cases#vienna-1961) in 1961.",
        "So it was in 1961 [@jervis-1978].",
        'On "12 June" [@jervis-1978].',
        'On [25 November 2026]{own="the day of the correction"}.',
    ],
)
def test_a_date_is_bound_by_what_its_sentence_refers_to(lock, text):
    assert found(lock, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "They [met](event:singapore). It was 2018.",
        "They [met](event:singapore), before 2019.",
        "They [met](event:singapore) on 13 June.",
        "From 2018 to 2020, since [Singapore](event:singapore).",
        "On [](value:events) days of 2017.",
        "[In 2018](figure:tests?from=2019&to=2022) there was none.",
        "[In 2018](figure:tests) there was none.",
    ],
)
def test_a_date_is_not_bound_by_something_of_another_time(lock, text):
    assert len(found(lock, text, "date")) == 1


@pytest.mark.parametrize(
    ("text", "key", "agrees"),
    [
        ("the summit", "singapore", True),
        ("Tuesday, 12 June 2018", "singapore", True),
        ("Tuesday 12 June", "singapore", True),
        ("Monday, 12 June", "singapore", False),
        ("the 12th of June", "singapore", True),
        ("2018-06-12", "singapore", True),
        ("2018-06-13", "singapore", False),
        ("June 13", "singapore", False),
        ("mid-June", "singapore", True),
        ("early June", "singapore", True),
        ("late June 2018", "singapore", False),
        ("early 2018", "singapore", False),
        ("mid-2018", "singapore", True),
        ("spring of 2018", "singapore", True),
        ("autumn 2018", "singapore", False),
        ("the 2010s", "singapore", True),
        ("the 1990s", "singapore", False),
        ("12–13 June", "singapore", False),
        ("27–28 February", "hanoi", True),
        ("28 February", "hanoi", True),
        ("26–28 February", "hanoi", False),
        ("27 to 28 February 2019", "hanoi", True),
        ("February 27–28, 2019", "hanoi", True),
        ("29 February 2019", "hanoi", False),
        ("June 2018", "some-june", True),
        ("12 June 2018", "some-june", False),
        ("28 December 2016–3 January 2017", "around-new-year", True),
        ("1993–94", "framework", True),
    ],
)
def test_a_date_in_the_text_of_an_event_link_agrees_with_the_record(text, key, agrees):
    assert (dates.disagreement(text, EVENTS[key]) == "") is agrees


# Front matter


def found_in_head(lock, head, body=""):
    """What the lock finds in a file with that front matter, as written there."""
    return [finding.message.split("'")[1] for finding in lock.findings(f"{head}\n\n{body}\n")]


def test_front_matter_may_repeat_what_the_text_below_binds(lock):
    front = "Title: Seventeen days of 2017\nDate: 2026-11-23\nSummary: Three kinds."
    assert found_in_head(lock, front) == ["Seventeen", "2017", "Three"]
    bound = "On [](value:test-days-2017) days of 2017; [three]{.own} kinds."
    assert found_in_head(lock, front, bound) == []


def test_front_matter_in_yaml_is_read_by_field(lock):
    front = """---
title: A title
date: 2026-11-23
tags: [2018, "17"]
claims:
  - claim: >-
      They met seventeen
      times.
    evidence:
      - event:2018-06-12-singapore-summit
    confidence: medium
    change: A count of eighteen.
corrections:
  - date: 2026-11-25
    what: The essay said nineteen in 2018.
---"""
    assert found_in_head(lock, front) == ["seventeen", "eighteen"]


# Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So Kim Jong-un said.", ["Kim Jong-un"]),
        ("So Kim Jong-Un's letter said.", ["Kim Jong-Un"]),
        ("Kim Jung Un and Kim Yong-chol.", ["Kim Jung Un", "Kim Yong-chol"]),
        ("Choi Sun-hee spoke.", ["Choi Sun-hee"]),
        ("Moon Jae In and Jae-in Moon.", ["Moon Jae In", "Jae-in Moon"]),
        ("Before Stephen Beigun came.", ["Stephen Beigun"]),
        ("Mikhail Gorbachov in Geneva.", ["Mikhail Gorbachov"]),
        ("Miguel Diaz-Canel came.", ["Miguel Diaz-Canel"]),
        ("[Kim Jong-un](event:singapore) came.", ["Kim Jong-un"]),
        ("Kim\nJong-un came.", ["Kim Jong-un"]),
        ("The hermit kingdom. Hermit kingdom.", ["hermit kingdom", "Hermit kingdom"]),
        ("At Panmunjeom.", ["Panmunjeom"]),
        ("A U.S. envoy in US-North Korean talks.", ["U.S.", "US-North Korean"]),
        ("The denuclearization they organize.", ["denuclearization", "organize"]),
        ("Denuclearization first.", ["Denuclearization"]),
    ],
)  # fmt: skip
def test_a_name_that_differs_from_the_house_list_is_found(lock, text, expected):
    assert found(lock, text, "name") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kim Jong Un, Moon Jae-in, George W. Bush and Jack Pritchard.",
        "Kim’s letter; Kim Jong Un’s letter; the Kims.",
        "Kim Jong Um is somebody else.",
        "Kim Tae Woo is not in the record; nor is Robert Jervis.",
        "New York and Washington; The Korea Times.",
        'He wrote of "Kim Jong-un and denuclearization in the U.S." there.',
        "> Kim Jong-un of the hermit kingdom.",
        "Write `Kim Jong-un` or [it](https://example.org/Kim_Jong-un).",
        "See [@kim-jong-un-2018].",
        "In *Kim Jong-un: A Life* it says so.",
        "A prize. The Labor Organization.",
    ],
)
def test_right_names_quotations_and_code_are_left_alone(lock, text):
    assert found(lock, text, "name") == []


def test_the_advice_says_which_name_was_meant_and_why(lock):
    (finding,) = lock.findings("Title: A\n\nSo Choi Son-hui.\n")
    assert "Choe Son Hui" in finding.message
    (finding,) = lock.findings("Title: A\n\nThe hermit kingdom.\n")
    assert "write 'North Korea' (neutral names)" in finding.message


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[words]\n"a" = \n', 2, "not TOML"),
        ('[words]\n"a" = 3\n', 2, "needs what to write"),
        ('[words]\n"a" = { wrote = "b" }\n', 2, "needs what to write"),
        ("kept = 3\n", 1, "must be a list"),
        ("\nstray = 3\n", 2, "must be a group"),
    ],
)
def test_a_mistake_in_the_house_list_is_named_with_its_line(tmp_path, text, line, said):
    path = tmp_path / "house-list.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HouseListError, match=said) as caught:
        house_list.read(path)
    assert caught.value.line == line


# Places


ESSAY = (ROOT / "content/essays/the-road-to-singapore.md").read_text(encoding="utf-8")


def test_blanking_keeps_every_character_in_its_place():
    prose = passages.read(ESSAY)
    assert len(prose.text) == len(ESSAY)
    for written, left in zip(ESSAY, prose.text):
        assert left == written or left in (" ", passages.STAND_IN)
        assert (left == "\n") == (written == "\n")


def test_sentences_follow_one_another_and_cover_the_prose():
    prose = passages.read(ESSAY)
    for (_, end), (start, _) in zip(prose.sentences, prose.sentences[1:]):
        assert end <= start
        assert not prose.text[end:start].strip()


def test_a_number_planted_anywhere_is_found_in_its_line_and_column(lock):
    blocks = ESSAY.split("\n\n")
    before = {finding.message for finding in lock.findings(ESSAY) if "'ninety'" in finding.message}
    assert not before
    for number in range(1, len(blocks) + 1):
        planted = "\n\n".join([*blocks[:number], "And *so* it was\nninety days.", *blocks[number:]])
        line = planted[: planted.index("ninety")].count("\n") + 1
        places = [
            (finding.line, finding.column)
            for finding in lock.findings(planted)
            if "'ninety'" in finding.message
        ]
        assert places == [(line, 1)]


def test_a_number_planted_in_any_sentence_is_found_unless_a_citation_follows(lock):
    prose = passages.read(ESSAY)
    checked = 0
    for start, end in prose.sentences:
        free = not prose.within((start, end), "cite", "narrative", "note", "quotation")
        plain = re.search(r"(?<=[a-z] )(?=(?:and|the) )", prose.text[start:end])
        if start < prose.head_end or not free or not plain:
            continue
        place = start + plain.start()
        if prose.holding(place, "event", "own", "quotation", "title"):
            continue
        planted = f"{ESSAY[:place]}ninety {ESSAY[place:]}"
        places = [(f.line, f.column) for f in lock.unbound(planted) if "'ninety'" in f.message]
        assert places == [prose.position(place)], ESSAY[start:end]
        checked += 1
    assert checked > 40


# Rendering


def rendered(text):
    markdown = Markdown(extensions=["attr_list"])
    own.register(markdown)
    return markdown.convert(text)


def test_a_mark_leaves_only_the_words():
    assert rendered("[three]{.own} kinds") == '<p><span data-own="">three</span> kinds</p>'
    assert rendered('[*half*]{own="an assumption"}') == (
        '<p><span data-own="an assumption"><em>half</em></span></p>'
    )


def test_other_bracketed_text_is_left_to_others():
    assert "{.wide}" in rendered("[three]{.wide} kinds")
    assert "`" not in rendered("`[three]{.own}`")
    assert "{.own}" in rendered("`[three]{.own}`")


# The command, and the build


def check(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    """What `make check` runs."""
    return subprocess.run(
        [sys.executable, "-m", "reading_room.check", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{root}/plugins:{root}/analysis", "PATH": "/usr/bin:/bin"},
    )


def add(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


SMALL = "content/essays/small.md"


def test_everything_planted_is_listed_by_file_and_line(small_copy):
    assert check(small_copy).returncode == 0
    add(small_copy, SMALL, "As [the", "Kim Jong-un met seventeen of them in 1953.\n\nAs [the")
    add(
        small_copy,
        SMALL,
        "More, in",
        "[x](event:nobody), on [1 May 2018](event:2018-06-12-singapore-summit) in",
    )
    add(small_copy, SMALL, "Date: 2026-01-02", "Date: soon")
    add(small_copy, "content/pages/about.md", "Tell us.", "Tell us in ten days, at Panmunjeom.")
    ran = check(small_copy)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stdout + ran.stderr
    lines = ran.stdout.splitlines()
    for start, said in (
        ("content/essays/small.md:2:", "is not a date"),
        ("content/essays/small.md:10:1:", "Kim Jong Un"),
        ("content/essays/small.md:10:17:", "'seventeen'"),
        ("content/essays/small.md:10:38:", "'1953'"),
        ("content/essays/small.md:16:", "there is no event 'nobody'"),
        ("content/essays/small.md:16:", "'1 May 2018', but the record"),
        ("content/pages/about.md:6:12:", "'ten'"),
        ("content/pages/about.md:6:25:", "Panmunjom"),
    ):
        assert any(line.startswith(start) and said in line for line in lines), (start, said, lines)
    assert len([line for line in lines if line.startswith("content/")]) == 8
    assert "8 things to mend" in lines[-1]


def test_one_file_is_checked_by_itself(small_copy):
    add(small_copy, SMALL, "As [the", "Seventeen. As [the")
    assert check(small_copy, "content/pages/about.md").returncode == 0
    assert check(small_copy, SMALL).returncode == 1
    missing = check(small_copy, "content/essays/nothing.md")
    assert missing.returncode == 1
    assert "no essay or page" in missing.stdout


def test_a_draft_is_listed_and_may_wait(small_copy):
    add(small_copy, SMALL, "Summary:", "Status: draft\nSummary:")
    add(small_copy, SMALL, "As [the", "Seventeen. As [the")
    ran = check(small_copy)
    assert ran.returncode == 0
    assert "small.md:11:1: the number 'Seventeen'" in ran.stdout
    assert "1 of them in drafts" in ran.stdout
    assert pelican(small_copy).returncode == 0


def test_links_to_other_essays_and_pages_are_followed(small_copy):
    assert check(small_copy).returncode == 0
    add(
        small_copy,
        SMALL,
        "As [the",
        "See [](page:glossary#security-dilemma), [](essay:nothing), [](page:glossary#nowhere).\n\nAs [the",
    )
    for ran in (check(small_copy, SMALL), check(small_copy)):
        assert ran.returncode == 1
        lines = [line for line in ran.stdout.splitlines() if line.startswith("content/")]
        assert len(lines) == 2, lines
        assert lines[0].startswith("content/essays/small.md:10:")
        assert "essay 'nothing'" in lines[0]
        assert "small.md:10:" in lines[1]
        assert "nowhere" in lines[1]


def test_what_was_right_is_checked_again_when_the_record_or_a_page_changes(small_copy):
    assert check(small_copy).returncode == 0
    (small_copy / "content/pages/glossary.md").rename(small_copy / "content/pages/words.md")
    assert "leads to no file of the site" in check(small_copy).stdout


def test_prose_that_the_record_no_longer_bears_is_found_when_a_row_changes(small_copy):
    add(
        small_copy,
        SMALL,
        "As [the",
        "In May 2018 [a letter](event:2018-05-24-trump-letter-cancels-summit) came.\n\nAs [the",
    )
    assert check(small_copy).returncode == 0
    assert pelican(small_copy).returncode == 0
    path = small_copy / "analysis/data/events.csv"
    rows = read_table(path)
    row = next(row for row in rows if row["id"] == "2018-05-24-trump-letter-cancels-summit")
    row["start"] = "2018-04-24"
    write_table(path, rows)
    for ran in (pelican(small_copy, *PUBLISHING), check(small_copy)):
        assert ran.returncode == 1
        assert "small.md:10:4: the date 'May 2018' is bound to nothing" in ran.stdout


def test_artifacts_that_are_old_are_said_to_be_so(small_copy):
    add(small_copy, "analysis/data/events.csv", "Hanoi summit", "Hanoi Summit")
    ran = check(small_copy)
    assert ran.returncode == 0
    assert "older than the record" in ran.stdout.splitlines()[0]


def test_a_broken_house_list_is_a_mistake_of_its_own(small_copy):
    add(small_copy, "content/house-list.toml", "kept = [", "kept = ")
    for ran in (check(small_copy), pelican(small_copy)):
        assert ran.returncode == 1
        assert "content/house-list.toml:" in ran.stdout
        assert "Traceback" not in ran.stdout + ran.stderr


def test_an_unbound_number_or_date_stops_an_essay_from_being_published(small_copy):
    add(small_copy, SMALL, "As [the", "Seventeen tests in 1953 by Kim Jong-un. As [the")
    written = pelican(small_copy)
    assert written.returncode == 0, "while writing it may wait, and is counted"
    assert "2 things break the house's rules" in written.stdout
    built = pelican(small_copy, *PUBLISHING)
    assert built.returncode == 1
    assert "small.md:10:1: the number 'Seventeen' is bound to nothing" in built.stdout
    assert "small.md:10:20: the year '1953' is bound to nothing" in built.stdout
    assert "2 problems" in built.stdout  # names are for make check
    marked = '[Seventeen]{own="a plan"} tests in [1953]{own="a year"} by'
    add(small_copy, SMALL, "Seventeen tests in 1953 by", marked)
    assert pelican(small_copy, *PUBLISHING).returncode == 0
    page = (small_copy / "output/essays/small/index.html").read_text(encoding="utf-8")
    assert '<span data-own="a plan">Seventeen</span> tests' in page


def test_the_real_essays_and_pages_are_bound_and_quickly_checked(built_site):
    check(ROOT)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = check(ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    # Time of the processor, which does not depend on what else the machine does.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2
