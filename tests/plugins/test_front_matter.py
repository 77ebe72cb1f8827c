"""What a file says about itself, in both forms, and how its mistakes are named."""

import pytest
from reading_room import days, front_matter
from reading_room.problems import Problems


def read(text, is_essay=True, **options):
    problems = Problems()
    matter = front_matter.read(text, "essay.md", is_essay, problems, **options)
    return matter, [str(problem) for problem in sorted(problems.found)]


def yaml(*lines):
    return "---\ntitle: A title\ndate: 2026-01-02\n" + "\n".join(lines) + "\n---\n\nText.\n"


CLAIM = """claims:
  - claim: They met.
    evidence: [event:one, 'value:two']
    confidence: High
    change: A forged photograph."""


def test_pelicans_lines_and_yaml_say_the_same():
    lines = (
        "Title: The road: a story\nDate: 2026-11-23\nTags: trust, talks\nAuthor: A, B\n\nText.\n"
    )
    block = (
        '---\ntitle: "The road: a story"\ndate: 2026-11-23\ntags: [trust, talks]\n'
        "author:\n  - A\n  - name: B\n    affiliation: nowhere\n---\n\nText.\n"
    )
    one, other = read(lines), read(block)
    assert one[1] == other[1] == []
    assert one[0].fields == other[0].fields
    assert one[0].fields == {
        "title": "The road: a story",
        "date": "2026-11-23",
        "tags": ["trust", "talks"],
        "authors": ["A", "B"],
    }


@pytest.mark.parametrize("text", ["Title: T\nDate: 2026-01-02\n\nOne\ntwo", yaml("lang: en")])
def test_the_body_keeps_the_numbers_of_its_lines(text):
    body = read(text)[0].body
    lines, numbered = text.splitlines(), body.splitlines()
    assert len(lines) == len(numbered)
    assert numbered[-1] == lines[-1]
    assert numbered[0] == ""


def test_a_field_of_pelicans_form_may_go_on_over_indented_lines():
    matter, problems = read(
        "Title: T\nDate: 2026-01-02\nSummary:\n    One line\n    and more.\n\nX"
    )
    assert problems == []
    assert matter.fields["summary"] == "One line\nand more."


def test_yaml_reads_text_as_it_is_written():
    matter, problems = read(yaml("subtitle: no", "keywords: [1994, yes, 2018-06-12]"))
    assert problems == []
    assert matter.fields["subtitle"] == "no"
    assert matter.fields["keywords"] == ["1994", "yes", "2018-06-12"]


def test_a_file_of_pandocs_is_read_without_complaint():
    matter, problems = read(
        "---\ntitle: |\n  A title\n  on two lines\nauthor:\n- name: Ann Author\n  orcid: x\n"
        "- Bo Writer\ndate: 25 November 2026\nabstract: |\n  One.\n\n  Two.\nbibliography: refs.bib\n"
        "csl: style.csl\nnocite: '@*'\nlink-citations: true\nlang: en-GB\ntoc: true\n"
        "header-includes:\n- \\usepackage{x}\n...\nText [@one].\n"
    )
    assert problems == []
    assert matter.fields["title"] == "A title on two lines"
    assert matter.fields["authors"] == ["Ann Author", "Bo Writer"]
    assert matter.fields["date"] == "2026-11-25"
    assert matter.fields["abstract"] == "One.\n\nTwo."
    assert matter.fields["extra"]["bibliography"] == "refs.bib"
    assert matter.fields["extra"]["header-includes"] == ["\\usepackage{x}"]


def test_claims_keep_their_places_and_their_order():
    matter, problems = read(yaml(CLAIM))
    assert problems == []
    assert matter.fields["claims"] == [
        {
            "claim": "They met.",
            "evidence": [
                {"written": "event:one", "line": 6, "column": 16},
                {"written": "value:two", "line": 6, "column": 27},
            ],
            "confidence": "high",
            "change": "A forged photograph.",
            "line": 5,
            "column": 5,
        }
    ]


def test_evidence_with_a_space_after_the_colon_is_meant_as_an_id():
    matter, problems = read(yaml(CLAIM.replace("[event:one, 'value:two']", "\n    - event: one")))
    assert problems == []
    assert matter.fields["claims"][0]["evidence"][0]["written"] == "event:one"


def test_corrections_come_newest_first():
    rows = [
        f"  - {{date: 2026-11-{day}, what: It was wrong., why: A reader said so.}}"
        for day in ("03", "21", "12")
    ]
    matter, problems = read(yaml("corrections:", *rows))
    assert problems == []
    assert [row["date"][-2:] for row in matter.fields["corrections"]] == ["21", "12", "03"]


@pytest.mark.parametrize(
    "written", ["series: The room\npart: 2", "series: {name: The room, part: 2}"]
)
def test_a_series_may_be_said_in_two_ways(written):
    matter, problems = read(yaml(written))
    assert problems == []
    assert matter.fields["series"] == {"name": "The room", "part": 2}


def test_fields_of_ones_own_are_kept_and_slips_are_named():
    matter, problems = read(yaml("reviewer: nobody", "sumary: x", "Tag: y"))
    assert matter.fields["extra"]["reviewer"] == "nobody"
    assert [problem.split(" (")[0] for problem in problems] == [
        "essay.md:5:1: unknown field 'sumary'; did you mean summary?",
        "essay.md:6:1: unknown field 'Tag'; did you mean tags?",
    ]


def test_a_draft_needs_no_date_and_nothing_needs_a_summary():
    assert read("Title: T\nStatus: draft\n\nX")[1] == []
    assert read("Title: T\nDate: 2026-01-02\n\nX")[1] == []
    assert read("Title: T\n\nX", dated_by_name=True)[1] == []
    assert read("Title: T\n\nX", is_essay=False)[1] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Text without a title.\n", "essay.md:1:1: front matter must be lines like 'Title: …'"),
        ("Title: T\n\nX", "essay.md:1:1: the front matter has no 'Date:' line"),
        ("Title: T\nDate: 2 January\n\nX", "essay.md:2:7: Date: '2 January' is not a date"),
        ("Title: T\nDate: 01/02/2026\n\nX", "essay.md:2:7: Date: '01/02/2026' is not a date"),
        ("Title: T\nDate: 2026-02-30\n\nX", "essay.md:2:7: Date: '2026-02-30' is not a date"),
        ("Title: T\nTitle: U\nDate: 2026-01-02\n\nX", "essay.md:2:1: the field 'Title' appears"),
        (yaml("date: 2026-01-03"), "essay.md:4:1: the field 'date' appears twice"),
        (yaml("status: publised"), "essay.md:4:9: status: 'publised' must be published, draft"),
        (yaml("slug: ../x"), "essay.md:4:7: slug: '../x' must be letters, digits"),
        (yaml("subtitle: [a, b]"), "essay.md:4:11: subtitle: must be text, not a list"),
        (yaml("subtitle: {a: b}"), "must be text, not a group of fields"),
        (yaml("subtitle: A: b"), "essay.md:4:12: the front matter cannot be read here: a colon"),
        (yaml("tags:\n\t- a"), "essay.md:5:1: the front matter cannot be read here: a tab"),
        (yaml("subtitle: *Libya* model"), "begins with * must stand between quotes"),
        (yaml("subtitle: !Kung"), "essay.md:4:11: a value that begins with ! must stand"),
        (yaml("subtitle: 'open"), "a quotation mark is opened and not closed"),
        (yaml('subtitle: "Yes" he said'), "does not fit those above it"),
        (yaml("subtitle: @holmes"), "a value that begins with @ must stand between quotes"),
        (yaml("a: &x [*x]"), "begins with & or * must stand between quotes"),
        (yaml("a: " + "[" * 9000), "nested too deeply"),
        (yaml("subtitle: a\x07b"), "a character that YAML forbids"),
        ("---\n- a\n---\n\nX", "essay.md:2:1: front matter must be lines like 'title: …'"),
        ("---\ntitle: T\n\nX", "essay.md:1:1: the front matter begins with '---', but no later"),
        (yaml("part: 2"), "essay.md:4:1: 'part' says which part of a series, but of which?"),
        (yaml("series: S"), "essay.md:4:1: which part of the series is this?"),
        (yaml("series: S", "part: two"), "essay.md:5:7: part: 'two' must be a number from 1"),
        (yaml("claims: They met."), "essay.md:4:9: claims: must be a list in YAML"),
        (yaml("claims:", "  - They met."), "essay.md:5:5: claim 1 must have the parts claim, evid"),
        (yaml(CLAIM.replace("High", "certain")), "essay.md:7:17: claim 1: confidence is high, med"),
        (
            yaml(CLAIM.replace("    confidence: High\n", "")),
            "essay.md:5:5: claim 1 lacks its 'confidence': high, medium or low",
        ),
        (
            yaml(CLAIM.replace("[event:one, 'value:two']", "[]")),
            "essay.md:5:5: claim 1 lacks its 'evidence': ids of what it rests on",
        ),
        (
            yaml(CLAIM.replace("change:", "chang:")),
            "essay.md:8:5: claim 1 has no part 'chang'; did you mean change",
        ),
        (
            yaml("corrections:\n  - date: soon\n    what: x\n    why: y"),
            "essay.md:5:11: date: 'soon'",
        ),
        (yaml("corrections:\n  - date: 2026-01-03\n    what: x"), "a correction lacks its 'why'"),
        (yaml("author:\n  - orcid: x"), "essay.md:5:5: author: this author has no 'name:'"),
    ],
)
def test_a_mistake_is_named_with_line_and_column(text, said):
    _, problems = read(text)
    assert any(said in problem for problem in problems), problems
    assert len(problems) <= 2


def test_a_page_has_no_claims():
    _, problems = read("---\ntitle: T\n" + CLAIM + "\n---\nX", is_essay=False)
    assert problems == ["essay.md:3:1: only essays have a field 'claims'"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2010-12-02 10:14", "2010-12-02 10:14"),
        ("2010-12-02T10:14:05Z", "2010-12-02 10:14:05"),
        ("2010-12-02 10:14 +09:00", "2010-12-02 10:14"),
        ("23 November 2026", "2026-11-23"),
        ("Nov. 23, 2026", "2026-11-23"),
        ("November 2026", ""),
        ("2026", ""),
        ("23 Nonember 2026", ""),
        ("2026-11-23 25:00", ""),
        ("", ""),
    ],
)
def test_days_may_be_written_in_several_ways(written, day):
    assert days.parse(written) == day
    if day:
        assert days.words(day).endswith(day[:4])
