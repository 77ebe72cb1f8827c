"""Each rule between tables refuses the row that breaks it, and says how to mend it."""

import json
import re

import pytest
from conftest import read_table, write_small_record, write_table
from summitry import checks, tables


@pytest.fixture
def data(tmp_path):
    write_small_record(tmp_path)
    return tmp_path


def problems(folder):
    with pytest.raises(checks.RecordError) as caught:
        tables.read(folder)
    return str(caught.value)


def edit(folder, table, where, **cells):
    """Change the first row of `table` for which `where` holds; returns its line."""
    path = folder / f"{table}.csv"
    rows = read_table(path)
    number = next(i for i, row in enumerate(rows) if where(row))
    rows[number] |= cells
    write_table(path, rows)
    return number + 2


def test_a_document_entered_twice_is_no_second_source(data):
    path = data / "bibliography.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    rows = read_table(data / "event_sources.csv")
    first = next(row for row in rows if row["event_id"] == "2018-06-12-singapore-summit")
    item = next(item for item in items if item["id"] == first["source_id"])
    path.write_text(json.dumps([*items, item | {"id": "zz-again"}], indent=1), encoding="utf-8")
    again = first | {"source_id": "zz-again"}
    rows = sorted([*rows, again], key=lambda row: (row["event_id"], row["source_id"]))
    write_table(data / "event_sources.csv", rows)
    line = rows.index(again) + 2
    text = problems(data)
    assert f"event_sources.csv:{line}" in text
    assert f"zz-again is the same document as {first['source_id']}" in text


def test_a_promise_cannot_be_kept_before_it_was_made(data):
    line = edit(
        data,
        "assessments",
        lambda row: row["commitment_id"].startswith("singapore"),
        evidence_event_id="2017-11-29-hwasong-15",
    )
    text = problems(data)
    assert f"assessments.csv:{line} [evidence_event_id]" in text
    assert "before the text of 2018-06-12" in text


def test_a_person_acts_for_one_actor(data):
    line = edit(data, "event_actors", lambda row: row["person"] == "kim-jong-un", actor="us")
    text = problems(data)
    assert f"event_actors.csv:{line} [person]" in text
    assert "acts for dprk in people.csv, not for us" in text


def test_leaders_meet_as_leaders_only_in_office(data):
    line = edit(data, "governments", lambda row: row["person"] == "kim-jong-un", start="2020-01-01")
    assert line
    text = problems(data)
    assert "did not lead dprk then" in text
    assert "2018-06-12-singapore-summit is a meeting of leaders" in text


@pytest.mark.parametrize(
    ("event_id", "cells", "said"),
    [
        ("2006-10-09-first-nuclear-test", {"class": "icbm"}, "use nuclear"),
        ("2017-11-29-hwasong-15", {"class": "nuclear"}, "does not fit the kind missile-test"),
        ("2017-11-29-hwasong-15", {"yield_kt_best": "5"}, "only a nuclear test has a yield"),
    ],
)
def test_the_class_of_a_test_fits_its_kind(data, event_id, cells, said):
    line = edit(data, "tests", lambda row: row["event_id"] == event_id, **cells)
    text = problems(data)
    assert f"tests.csv:{line} [" in text
    assert said in text


def test_a_document_cannot_report_what_had_not_happened(data):
    sources = {
        row["source_id"]
        for row in read_table(data / "event_sources.csv")
        if row["event_id"] == "2017-11-29-hwasong-15"
    }
    path = data / "bibliography.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    for item in items:
        if item["id"] in sources:
            item["issued"] = {"date-parts": [[2016, 5]]}
    path.write_text(json.dumps(items), encoding="utf-8")
    text = problems(data)
    assert "2017-11-29-hwasong-15 rests only on documents published before it happened" in text
    assert "2016-05-31" in text


@pytest.mark.parametrize(
    ("table", "key"),
    [("assessments", "commitment_id"), ("yardsticks", "event_id"), ("moves", "event_id")],
)
def test_what_one_coder_judged_the_other_judged_too(data, table, key):
    rows = read_table(data / f"{table}.csv")
    write_table(data / f"{table}.csv", rows[1:])
    text = problems(data)
    assert f"{table}.csv:2 [{key}]" in text
    assert "judged by 1 of 2 coders; add the other's row" in text


def test_a_code_of_a_case_needs_evidence(data):
    rows = read_table(data / "case_codes.csv")
    known = next(row for row in rows if row["code"] != "unclear")
    evidence = [
        row
        for row in read_table(data / "case_evidence.csv")
        if (row["case_id"], row["condition"]) != (known["case_id"], known["condition"])
    ]
    write_table(data / "case_evidence.csv", evidence)
    text = problems(data)
    assert f"{known['case_id']} + {known['condition']} is coded {known['code']} without" in text


def test_a_review_names_what_was_read(data):
    reviews = read_table(data / "reviews.csv")
    if not reviews:
        event = read_table(data / "events.csv")[0]["id"]
        header = ["event_id", "frame", "reviewed_on", "verdict", "source_id", "finding"]
        row = dict(zip(header, [event, "first", "2026-11-25", "confirmed", "", "Checked."]))
        write_table(data / "reviews.csv", [row])
    else:
        edit(data, "reviews", lambda row: row["verdict"] != "not-found", source_id="")
    text = problems(data)
    assert re.search(r"reviews.csv:\d+ \[source_id\]: is empty: name the document", text)


def test_the_changelog_is_not_older_than_the_data(data):
    edit(data, "events", lambda row: True, checked_on="2031-01-01")
    assert "is after the newest row of changes.csv" in problems(data)


def test_the_changelog_speaks_of_this_version(data):
    path = data / "codebook.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'^version = ".*"', 'version = "2031.01"', text, flags=re.M), "utf-8")
    assert "but codebook.toml says 2031.01" in problems(data)


def test_no_table_claims_more_than_the_record(data):
    path = data / "codebook.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('covered_to = "', 'covered_to = "3', 1), encoding="utf-8")
    assert "after the end of the record" in problems(data)


def test_an_offer_is_answered_later_or_not_at_all(data):
    header = ["event_id", "content", "answer_event_id", "answer"]
    early, late = "2017-11-29-hwasong-15", "2018-06-12-singapore-summit"
    for cells, said in (
        ([late, "meeting", early, "refused"], "is before the offer"),
        ([early, "meeting", "", "refused"], "is empty: name the answer"),
        ([early, "meeting", late, "none"], "names an answer but is coded none"),
    ):
        write_table(data / "offers.csv", [dict(zip(header, cells))])
        text = problems(data)
        assert "offers.csv:2 [answer_event_id]" in text
        assert said in text


def test_the_minutes_of_an_event_are_typed_once(data):
    line = edit(
        data, "cases", lambda row: row["event_id"], minutes_best="200", basis="Clock times."
    )
    text = problems(data)
    assert f"cases.csv:{line} [minutes_best]" in text
    assert "its minutes belong in meetings.csv" in text
