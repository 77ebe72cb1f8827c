"""Claims and their evidence: what is shown, and what is said when evidence goes."""

from types import SimpleNamespace

import pytest
from reading_room import claims
from reading_room.problems import Problems

SINGAPORE = "2018-06-12-singapore-summit"


def library():
    source = SimpleNamespace(author="Holmes", year="2018", page="sources/holmes-2018/")
    events = {SINGAPORE: {"title": "They meet in Singapore", "when": "12 June 2018"}}
    values = {"test-days": {"text": "seventeen", "unit": "days", "how": "Counted."}}
    figures = {"road": SimpleNamespace(words={"title": "The road"})}
    cases = {"singapore-2018": {"name": "Singapore, 2018", "when": "12 June 2018"}}
    promises = {
        "statement-remains": {
            "by_names": "North Korea",
            "text": "Return remains",
            "text_when": "x",
            "address": "promises/statement/#statement-remains",
        }
    }
    return SimpleNamespace(
        events=events,
        values=values,
        figures=figures,
        cases=cases,
        promises=promises,
        bibliography=SimpleNamespace(items={"holmes-2018": source}),
        site={
            "redirects": [
                {"table": "events", "old_id": "2018-06-singapore", "new_id": SINGAPORE},
            ]
        },
        known={
            "event": events,
            "value": values,
            "figure": figures,
            "term": {},
            "source": {"holmes-2018": source},
        },
    )


def resolve(*evidence):
    problems, used = Problems(), []
    claim = {
        "claim": "They met.",
        "evidence": [
            {"written": written, "line": 7 + number, "column": 9}
            for number, written in enumerate(evidence)
        ],
        "confidence": "high",
        "change": "A forgery.",
        "line": 5,
        "column": 5,
    }
    found = claims.resolved(
        [claim], library(), "essay.md", problems, str, lambda kind, key: used.append((kind, key))
    )
    return found, [str(problem) for problem in sorted(problems.found)], used


@pytest.mark.parametrize(
    ("written", "kind", "address", "title", "when"),
    [
        (
            f"event:{SINGAPORE}",
            "event",
            f"events/{SINGAPORE}/",
            "They meet in Singapore",
            "12 June 2018",
        ),
        ("value:test-days", "value", "data/values/#test-days", "seventeen days", "Counted"),
        ("figure:road", "figure", "figures/road/", "The road", ""),
        ("source:holmes-2018", "source", "sources/holmes-2018/", "Holmes 2018", ""),
        ("@holmes-2018", "source", "sources/holmes-2018/", "Holmes 2018", ""),
        (
            "promise:statement-remains",
            "promise",
            "promises/statement/#statement-remains",
            "North Korea: Return remains",
            "x",
        ),
        ("case:singapore-2018", "case", "cases/singapore-2018/", "Singapore, 2018", "12 June 2018"),
        (SINGAPORE, "event", f"events/{SINGAPORE}/", "They meet in Singapore", "12 June 2018"),
    ],
)
def test_evidence_of_every_kind_is_shown(written, kind, address, title, when):
    found, problems, used = resolve(written)
    assert problems == []
    (item,) = found[0]["evidence"]
    assert (item["kind"], item["address"], item["title"], item["when"]) == (
        kind,
        address,
        title,
        when,
    )
    assert used == [(kind, item["id"])]


def test_a_remark_follows_the_id_after_a_comma():
    found, problems, _ = resolve("@holmes-2018, p. 45", "value:test-days, in <2017>")
    assert problems == []
    assert [item["locator"] for item in found[0]["evidence"]] == ["p. 45", "in &lt;2017&gt;"]
    assert found[0]["evidence"][1]["when"] == ""


def test_evidence_that_went_names_the_claim_and_what_remains():
    found, problems, _ = resolve("event:2018-06-12-singapor-summit", "value:test-days")
    assert problems == [
        "essay.md:7:9: claim 1, “They met.”, rests on event:2018-06-12-singapor-summit: no such "
        f"event is in the record; did you mean {SINGAPORE}? (it still rests on value:test-days)"
    ]
    assert [item["id"] for item in found[0]["evidence"]] == ["test-days"]


def test_a_claim_without_any_evidence_left_is_said_to_have_none():
    _, problems, _ = resolve("source:nobody-2018")
    assert "no such source is in the bibliography" in problems[0]
    assert "nothing else supports the claim: give it other evidence, or drop it" in problems[0]


def test_evidence_that_moved_is_named_with_its_new_id():
    _, problems, _ = resolve("event:2018-06-singapore")
    assert f"that event is now event:{SINGAPORE}" in problems[0]


def test_two_pieces_that_went_are_both_named_at_their_places():
    _, problems, _ = resolve("event:a", "event:b", "figure:road")
    assert [problem.split(":")[1] for problem in problems] == ["7", "8"]
    assert all("it still rests on figure:road" in problem for problem in problems)


@pytest.mark.parametrize("written", ["", "event:", "the record of 2018"])
def test_what_is_no_id_is_refused(written):
    _, problems, _ = resolve(written)
    assert len(problems) == 1
    assert "rests on" in problems[0]


def test_a_record_that_lost_an_event_names_the_claims(tmp_path):
    (tmp_path / "one.md").write_text(
        "---\ntitle: One\ndate: 2026-01-02\nclaims:\n  - claim: They met.\n"
        f"    evidence: [event:{SINGAPORE}, value:test-days]\n    confidence: low\n"
        "    change: A forgery.\n---\n\nText.\n",
        encoding="utf-8",
    )
    (tmp_path / "two.md").write_text("Title: Two\nDate: 2026-01-02\n\nText.\n", encoding="utf-8")
    lines = claims.losing_support(tmp_path, [f"events/{SINGAPORE}"], lambda path: path.name)
    assert lines == [
        f"one.md:6:16: claim 1, “They met.”, would lose event:{SINGAPORE}, which is no longer in "
        "the record (it still rests on value:test-days)"
    ]
    assert claims.losing_support(tmp_path, [], str) == []
    assert claims.losing_support(tmp_path, ["people/nobody"], str) == []
