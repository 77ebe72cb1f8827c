"""The real record keeps the rules that its codebook states."""

import csv
import json
import sqlite3

import pandas as pd
import pytest
from conftest import DATA, read_table
from summitry import artifacts, tables


@pytest.fixture(scope="module")
def published(record, tmp_path_factory):
    folder = tmp_path_factory.mktemp("record")
    artifacts.write_record(record, DATA, folder)
    return folder / "data"


def test_the_record_breaks_none_of_its_rules():
    tables.read(DATA)  # raises with every problem


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("*.csv")))
def test_every_table_is_written_in_its_canonical_form(name):
    raw = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(raw.splitlines()))
    text = "".join(_line(row) for row in rows)
    assert raw == text, "rewrite the file with LF, minimal quotes and one final line end"


def _line(row):
    import io

    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(row)
    return buffer.getvalue()


def test_the_codebook_describes_every_file_and_every_column(record):
    files = {path.stem for path in DATA.glob("*.csv")}
    assert files == set(record.book.tables)
    for name, table in record.book.tables.items():
        with (DATA / f"{name}.csv").open(encoding="utf-8") as handle:
            assert next(csv.reader(handle)) == list(table.by_name)


def test_every_word_has_a_rule_and_a_case_on_each_side_of_it(record):
    for words in record.book.vocabularies.values():
        for entry in words.values():
            assert all(entry[part] for part in ("label", "rule", "inside", "outside"))


def test_a_pivotal_event_has_two_sources_from_two_publishers(record):
    events = record.table("events")
    pivotal = events.loc[events["importance"].eq("1"), "id"]
    sources = record.table("event_sources")
    addresses = {item["id"]: item.get("URL", item["id"]) for item in record.bibliography}
    for event_id in pivotal:
        used = sources.loc[sources["event_id"].eq(event_id), "source_id"]
        assert len({addresses[key] for key in used}) >= 2, event_id


def test_the_published_tables_have_the_columns_that_reusers_rely_on(published):
    events = pd.read_csv(published / "events.csv")
    promised = ["id", "start", "end", "title", "kind", "level", "process", "place", "was_held"]
    assert {*promised, "summary"} <= set(events.columns)
    links = pd.read_csv(published / "event_sources.csv")
    assert {"event_id", "source_id", "locator"} <= set(links.columns)
    assert events["was_held"].dtype == bool


def test_json_csv_and_sqlite_hold_the_same_rows(published, record):
    connection = sqlite3.connect(published / "record.sqlite")
    for name in record.book.tables:
        rows = read_table(published / f"{name}.csv")
        assert json.loads((published / f"{name}.json").read_text(encoding="utf-8")) == rows
        (count,) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()
        assert count == len(rows)
    connection.close()


def test_the_data_package_names_every_table_and_column(published, record):
    package = json.loads((published / "datapackage.json").read_text(encoding="utf-8"))
    described = {
        resource["path"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in package["resources"]
    }
    assert described == {t.file: list(t.by_name) for t in record.book.tables.values()}
