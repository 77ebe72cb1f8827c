"""Coverage, the review and the manifest."""

import subprocess
import sys

import pytest
from conftest import DATA, ROOT, read_table, write_small_record, write_table
from summitry import checks, manifest, measures, tables


def test_the_record_is_as_large_as_promised(record):
    events = record.table("events")
    assert len(events) >= 700
    assert len(record.table("event_sources")) >= 1100
    judged = measures.codes_by_coder(record)
    assert len(judged) >= 90
    assert set(judged.index) == set(record.table("commitments")["id"])
    leaders = measures.held(events[events["level"].eq("leader") & events["kind"].eq("meeting")])
    assert len(leaders) >= 40


def test_every_event_is_judged_as_a_move(record):
    assert set(record.table("moves")["event_id"]) == set(record.table("events")["id"])


def test_rows_of_every_table_are_counted(record):
    table = measures.rows_by_table(record).set_index("table")
    assert table.loc["Events", "rows"] == len(record.table("events"))
    assert table.loc["Weapons tests", "checked_to"] == record.book.tables["tests"].covered_to
    empty = set(table.index[table["rows"].eq(0)])
    assert empty <= {"Redirects"}


def test_groups_add_up_to_all_events(record):
    for by in ("decade", "kind", "importance"):
        assert measures.events_by(record, by)["events"].sum() == len(record.table("events"))


def test_the_command_prints_what_the_page_shows():
    ran = subprocess.run(
        [sys.executable, "-m", "summitry.coverage"],
        env={"PYTHONPATH": str(ROOT / "analysis"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    for title in ("Rows by table", "Events by decade", "Events by voice of their sources"):
        assert title in ran.stdout


def test_the_rate_of_error_is_of_the_rows_that_could_be_checked(record):
    reviews = record.table("reviews")
    assert len(reviews) >= 150
    table = measures.review_errors(record).set_index("verdict")
    checked = reviews["verdict"].ne("not-found").sum()
    errors = reviews["verdict"].eq("error").sum()
    assert table.loc["Error", "share"] == pytest.approx(errors / checked)
    # Wilson's interval by hand.
    share, z = errors / checked, 1.959963984540054
    middle = (share + z**2 / (2 * checked)) / (1 + z**2 / checked)
    half = (
        z / (1 + z**2 / checked) * (share * (1 - share) / checked + (z / (2 * checked)) ** 2) ** 0.5
    )
    assert table.loc["Error", "low"] == pytest.approx(middle - half)
    assert table.loc["Error", "high"] == pytest.approx(middle + half)


def test_counts_by_others_stand_beside_ours(record):
    table = measures.counts_beside_ours(record).set_index("id")
    nuclear = table[table["quantity"].eq("nuclear-tests")].iloc[0]
    assert nuclear["ours"] == 6
    for row in table.itertuples():
        if row.ours != row.number:
            assert len(row.explanation) > 20, row.Index


@pytest.fixture
def data(tmp_path):
    write_small_record(tmp_path)
    return tmp_path


def test_the_manifest_holds_every_key(record):
    rows = {name: read_table(DATA / f"{name}.csv") for name in manifest.TABLES}
    text = (DATA / manifest.FILE).read_text(encoding="utf-8")
    assert manifest.missing(rows, text) == [], "run make manifest"


def test_a_published_key_cannot_disappear(data):
    (data / manifest.FILE).write_text("events/2018-06-12-singapore-sumit\n", encoding="utf-8")
    with pytest.raises(
        checks.RecordError, match=r"manifest.txt:1: .*gone; did you mean 2018-06-12"
    ):
        tables.read(data)


def test_a_redirect_lets_a_key_go(data):
    (data / manifest.FILE).write_text("events/2018-06-12-old-name\n", encoding="utf-8")
    row = {
        "table": "events",
        "old_id": "2018-06-12-old-name",
        "new_id": "2018-06-12-singapore-summit",
        "moved_on": "2026-11-25",
        "reason": "Two rows were one event.",
    }
    write_table(data / "redirects.csv", [row])
    assert len(tables.read(data).table("redirects")) == 1
    write_table(data / "redirects.csv", [row | {"new_id": "2018-06-12-nowhere"}])
    with pytest.raises(checks.RecordError, match=r"redirects.csv:2 \[new_id\]"):
        tables.read(data)


def test_new_keys_are_added_and_none_is_taken_out(data, capsys):
    path = data / manifest.FILE
    path.write_text("events/1999-01-01-gone\n", encoding="utf-8")
    assert manifest.main(data) == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert {"events/1999-01-01-gone", "events/2018-06-12-singapore-summit"} <= set(lines)
    assert "keys added" in capsys.readouterr().out
