"""The bibliography may be what Zotero exports, as it is: other ids, other order, other layout."""

import csv
import json
import sqlite3

import pytest
from conftest import write_small_record
from summitry import checks, exports, tables


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    write_small_record(folder)
    return folder


def read(folder):
    return json.loads((folder / "bibliography.json").read_text(encoding="utf-8"))


def as_zotero_exports(item, number):
    """`item` as it looks in a CSL-JSON export of Zotero."""
    exported = {name: item[name] for name in reversed(list(item)) if name != "id"}
    for name in ("issued", "accessed"):
        if name in exported:
            parts = exported[name]["date-parts"]
            exported[name] = {"date-parts": [[str(part) for part in span] for span in parts]}
    return {
        **exported,
        **{"id": f"http://zotero.org/users/1/items/KEY{number}", "citation-key": item["id"]},
        **{"language": "en", "source": "Zotero", "shortTitle": "T", "note": "Original Date: 1950"},
        **{"title": f'<i>{item["title"]}</i> <span class="nocase">and</span>'},
    }


def write_export(folder, items, **layout):
    path = folder / "bibliography.json"
    path.write_text(json.dumps(items, **layout), encoding="utf-8")


def test_a_true_export_is_accepted(data, tmp_path):
    items = read(data)
    exported = [as_zotero_exports(item, number) for number, item in enumerate(items)]
    write_export(data, exported[::-1], indent="\t", ensure_ascii=True)
    record = tables.read(data)
    assert {item["id"] for item in record.bibliography} == {item["id"] for item in items}
    issued = [item["issued"] for item in record.bibliography if "issued" in item]
    assert all(isinstance(part, int) for date in issued for part in date["date-parts"][0])
    exports.write_sqlite(record, tmp_path / "record.sqlite")
    with sqlite3.connect(tmp_path / "record.sqlite") as database:
        linked = database.execute(
            "SELECT count(*) FROM event_sources JOIN bibliography ON source_id = bibliography.id"
        ).fetchone()[0]
    with (data / "event_sources.csv").open(encoding="utf-8") as handle:
        assert linked == len(list(csv.DictReader(handle)))


@pytest.mark.parametrize(
    "item",
    [
        {"id": "http://zotero.org/groups/2/items/ABCD2345", "type": "book", "author": [{}]},
        {"id": 17, "type": "book", "author": [{"literal": "A"}]},
        {"id": "a", "type": "legislation"},
        {"id": "a", "type": "interview", "interviewer": [{"literal": "B"}]},
        {"id": "a", "type": "book", "publisher": "P", "issued": {"literal": "n.d."}},
        {"id": "a", "type": "book", "publisher": "P", "issued": {"date-parts": [["1961"], [1962]]}},
        {"id": "a", "type": "book", "publisher": "P", "issued": {"date-parts": [[-400]]}},
        {"id": "a", "type": "book", "publisher": "P", "issued": {"date-parts": [[""]]}},
        {"id": "a", "type": "book", "publisher": "P", "issued": {"date-parts": [], "season": "2"}},
        {"id": "a", "type": "manuscript", "archive": "An archive"},
        {"id": "a", "type": "book", "publisher": "P", "custom": {"b": [1]}, "edition": 2},
    ],
)
def test_what_zotero_may_leave_out_or_write_otherwise_is_no_mistake(data, item):
    write_export(data, [{"title": "T", **item}, *read(data)])
    record = tables.read(data)
    assert record.bibliography[0]["id"] == str(item["id"])
    exports.write_sqlite(record, data / "record.sqlite")


def test_a_letter_needs_no_title(data):
    letter = {"id": "a", "type": "personal_communication", "recipient": [{"literal": "B"}]}
    write_export(data, [letter, *read(data)])
    assert tables.read(data).bibliography[0]["id"] == "a"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "a b"}, "a b needs a citation key without spaces"),
        ({"id": ""}, "an item needs a citation key"),
        ({"citation-key": "twice"}, "twice appears twice"),
        ({"type": ""}, "a has no type"),
        ({"title": ""}, "a has no title"),
        ({"publisher": ""}, "a names no author, editor, publisher or publication"),
        ({"issued": {"date-parts": [[2018, 13]]}}, "a has a date that does not exist"),
        ({"issued": {"date-parts": [[2018, 2, 30]]}}, "a has a date that does not exist"),
        ({"URL": "www.example.org"}, "a has an address that is not a web address"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(data, change, said):
    item = {"id": "a", "type": "book", "title": "T", "publisher": "P"}
    other = {"id": "twice", "type": "book", "title": "T", "publisher": "P"}
    write_export(data, [*read(data), other, item | change], indent=1)
    with pytest.raises(checks.RecordError) as caught:
        tables.read(data)
    line = next(line for line in str(caught.value).splitlines() if said in line)
    number = int(line.split(":")[1].split()[0])
    if change.get("id", "a"):
        shown = (data / "bibliography.json").read_text(encoding="utf-8").splitlines()[number - 1]
        assert '"id"' in shown or '"citation-key"' in shown
