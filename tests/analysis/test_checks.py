"""A mistake in the record is named with its file, row and column, and never passes."""

import pytest
from conftest import read_table, write_small_record, write_table
from summitry import checks, tables


@pytest.fixture
def data(tmp_path):
    write_small_record(tmp_path)
    tables.read(tmp_path)  # the small record itself is right
    return tmp_path


def problems(folder):
    with pytest.raises(checks.RecordError) as caught:
        tables.read(folder)
    return str(caught.value)


def change(folder, table, row, column, value):
    """Set one cell; returns the line of the file that it stands in."""
    rows = read_table(folder / f"{table}.csv")
    rows[row][column] = value
    write_table(folder / f"{table}.csv", rows)
    return row + 2


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("events", "start", "12 June 2018", "is not a date"),
        ("events", "start", "2018-02-30", "not a day of the calendar"),
        ("events", "start", "2031-01-01", "after the end of the record"),
        ("events", "end", "1901", "before the start"),
        ("events", "kind", "meting", "did you mean meeting"),
        ("events", "level", "", "required"),
        ("events", "place", "sngapore", "is not in places"),
        ("events", "process", "six-party", "is not in processes"),
        ("events", "was_held", "yes", "true or false"),
        ("events", "title", "=HYPERLINK(1)", "formula"),
        ("events", "summary", "A <b>bold</b> claim.", "markup"),
        ("events", "title", "Hidden\u202ecode", "U+202E"),
        ("events", "title", "x" * 80, "at most 70"),
        ("events", "note", " padded", "spaces"),
        ("events", "importance", "4", "not a known word"),
        ("event_actors", "actor", "usa", "is not in actors"),
        ("event_sources", "source_id", "nowhere-2018", "is not in bibliography"),
        ("event_sources", "consulted_on", "2026-11", "full date"),
        ("meetings", "minutes_best", "many", "plain integer"),
        ("meetings", "minutes_low", "-5", "less than 1"),
        ("places", "lat", "91", "more than 90"),
        ("commitments", "by", "nobody", "is not in actors"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(data, table, column, value, said):
    line = change(data, table, 0, column, value)
    text = problems(data)
    assert said in text
    assert f"{table}.csv:{line} [{column}]" in text


def test_a_meeting_longer_than_its_days_is_refused(data):
    rows = read_table(data / "meetings.csv")
    row = next(i for i, row in enumerate(rows) if row["minutes_best"])
    change(data, "meetings", row, "minutes_high", "9000")
    assert "longer than the meeting's days" in problems(data)


def test_a_pivotal_event_with_one_source_is_refused(data):
    rows = read_table(data / "event_sources.csv")
    first = next(r for r in rows if r["event_id"] == "2018-06-12-singapore-summit")
    kept = [r for r in rows if r["event_id"] != first["event_id"] or r == first]
    write_table(data / "event_sources.csv", kept)
    assert "has 1 of the 2 sources it needs" in problems(data)


def test_a_duplicate_key_and_a_row_out_of_order_are_refused(data):
    rows = read_table(data / "events.csv")
    write_table(data / "events.csv", [rows[0], *rows])
    assert "is already in line 2" in problems(data)
    write_table(data / "events.csv", rows[::-1])
    assert "out of order" in problems(data)


def test_a_test_without_details_is_refused(data):
    rows = read_table(data / "tests.csv")
    write_table(data / "tests.csv", rows[1:])
    assert "has no row in tests.csv" in problems(data)


def test_terms_of_office_may_not_overlap(data):
    rows = read_table(data / "governments.csv")
    row = next(i for i, row in enumerate(rows) if row["end"])
    change(data, "governments", row, "end", "2026-01-01")
    assert "overlaps the next term" in problems(data)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (lambda text: b"\xef\xbb\xbf" + text, "byte order mark"),
        (lambda text: text.replace(b"\n", b"\r\n"), "Windows line ends"),
        (lambda text: text + b"caf\xe9\n", "not UTF-8"),
        (lambda text: text.rstrip(b"\n"), "exactly one line end"),
        (lambda text: text.replace(b"id,", b"key,", 1), "header must be"),
        (lambda text: text + b"only,three,cells\n", "3 cells instead of"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused(data, raw, said):
    path = data / "events.csv"
    path.write_bytes(raw(path.read_bytes()))
    assert said in problems(data)


def test_a_missing_file_is_named(data):
    (data / "tests.csv").unlink()
    assert "tests.csv:1: the file is missing" in problems(data)


def test_all_problems_are_reported_at_once(data):
    change(data, "events", 0, "kind", "x")
    change(data, "events", 1, "place", "nowhere")
    text = problems(data)
    assert "[kind]" in text
    assert "[place]" in text


def test_a_broken_bibliography_names_the_item(data):
    path = data / "bibliography.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"title"', '"titel"', 1), encoding="utf-8")
    assert "has no title" in problems(data)
    path.write_text("[", encoding="utf-8")
    assert "is not valid JSON" in problems(data)
