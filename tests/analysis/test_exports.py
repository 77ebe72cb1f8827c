"""What re-users download loads in their tools, and says what the tables say."""

import csv
import io
import json
import sqlite3
import warnings
import zipfile

import pandas as pd
import pytest
from conftest import DATA
from summitry import exports


@pytest.fixture(scope="module")
def published(record, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    exports.write_exports(record, DATA, folder)
    return folder


def test_the_validator_of_frictionless_accepts_the_package(published):
    from frictionless import validate

    report = validate(str(published / "datapackage.json"))
    assert report.valid, report.flatten(["taskName", "rowNumber", "fieldName", "message"])[:5]
    assert not report.warnings
    assert {task.name for task in report.tasks} >= {"events", "event-sources", "commitments"}


def test_every_table_loads_in_pandas_without_a_warning(published, record):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for table in record.book.tables.values():
            assert len(pd.read_csv(published / table.file)) == len(record.table(table.name))


def test_the_database_keeps_every_link(published, record):
    connection = sqlite3.connect(published / "record.sqlite")
    assert list(connection.execute("PRAGMA foreign_key_check")) == []
    (linked,) = connection.execute(
        "SELECT count(*) FROM event_sources JOIN bibliography ON source_id = bibliography.id"
    ).fetchone()
    assert linked == len(record.table("event_sources"))
    keys = list(connection.execute("PRAGMA foreign_key_list(events)"))
    assert {key[2] for key in keys} == {"places", "processes"}
    connection.close()


def test_the_calendar_holds_every_event_known_to_the_day_or_month(published, record):
    from icalendar import Calendar

    parsed = Calendar.from_ical((published / "events.ics").read_bytes())
    entries = {str(entry["uid"]).partition("@")[0]: entry for entry in parsed.walk("VEVENT")}
    events = record.table("events").set_index("id")
    assert set(entries) == set(events[events["precision"].ne("year")].index)
    hanoi = entries["2019-02-27-hanoi-summit"]
    assert str(hanoi["dtstart"].dt) == "2019-02-27"
    assert str(hanoi["dtend"].dt) == "2019-03-01"  # the first day after, as the format wants
    month = events.index[events["precision"].eq("month")][0]
    assert "Known to the month" in str(entries[month]["description"])


def test_the_sheet_has_the_columns_and_partial_dates_of_timelinejs(published, record):
    rows = list(csv.DictReader(io.StringIO((published / "timelinejs.csv").read_text("utf-8"))))
    assert list(rows[0])[:5] == ["Year", "Month", "Day", "Time", "End Year"]
    events = record.table("events")
    assert len(rows) == events["importance"].ne("3").sum()
    singapore = next(row for row in rows if row["Headline"] == "Trump and Kim meet in Singapore")
    assert (singapore["Year"], singapore["Month"], singapore["Day"]) == ("2018", "6", "12")
    vague = next(row for row in rows if not row["Month"])
    assert vague["Day"] == ""
    assert vague["Display Date"]


def test_the_zip_is_complete_and_the_same_every_time(published, record, tmp_path):
    name = exports.zip_name(record)
    with zipfile.ZipFile(published / name) as archive:
        assert archive.testzip() is None
        names = {entry.rpartition("/")[2] for entry in archive.namelist()}
        readme = archive.read(f"record-{record.book.version}/README.txt").decode()
    assert names >= {table.file for table in record.book.tables.values()}
    assert names >= {"README.txt", "CITATION.txt", "codebook.toml", "datapackage.json"}
    assert record.book.version in readme
    assert "CC BY 4.0" in readme
    again = tmp_path / "again.zip"
    exports.write_zip(record, DATA, published, again)
    assert again.read_bytes() == (published / name).read_bytes()


def test_the_citation_file_names_this_version(record):
    from conftest import ROOT

    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{record.book.version}"' in cff
    newest = record.table("changes")["made_on"].max()
    assert f"date-released: {newest}" in cff


def test_the_package_says_which_version_and_years_it_covers(published, record):
    package = json.loads((published / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == record.book.version
    assert package["temporalCoverage"].endswith(record.book.record_ends)
