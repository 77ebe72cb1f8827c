"""The builder runs what changed, and nothing else."""

import json

import pytest
from conftest import read_table, write_table
from summitry import build


def update(root):
    said = []
    tokens = root / "themes" / "reading-room" / "tokens.json"
    build.update(root, root / ".cache", tokens, say=said.append)
    return " ".join(said)


def test_nothing_runs_when_nothing_changed(small_copy):
    assert update(small_copy) == ""


def test_a_table_that_only_one_notebook_reads_runs_only_that_one(small_copy):
    path = small_copy / "analysis" / "data" / "people.csv"
    rows = read_table(path)
    rows[0]["description"] = "Corrected."
    write_table(path, rows)
    said = update(small_copy)
    assert "record:" in said
    assert "notebooks: running 00-the-record" in said
    assert "01-" not in said


def test_a_corrected_cell_runs_the_notebooks_that_read_it(small_copy):
    path = small_copy / "analysis" / "data" / "meetings.csv"
    rows = read_table(path)
    row = next(row for row in rows if row["event_id"] == "2018-06-12-singapore-summit")
    row["one_on_one_minutes_best"] = "40"
    write_table(path, rows)
    said = update(small_copy)
    assert "06-time-in-the-room" in said
    assert "01-the-long-negotiation" not in said
    values = small_copy / ".cache/artifacts/notebooks/06-time-in-the-room/values.json"
    by_id = {value["id"]: value for value in json.loads(values.read_text(encoding="utf-8"))}
    assert by_id["singapore-minutes-alone"]["text"] == "40"


def test_a_broken_notebook_is_named_with_its_cell_and_leaves_the_last_artifacts(small_copy):
    book = small_copy / "analysis" / "notebooks" / "01-the-long-negotiation.ipynb"
    book.write_text(
        book.read_text(encoding="utf-8").replace("timeline.title", "timeline.titel"),
        encoding="utf-8",
    )
    old = small_copy / ".cache/artifacts/notebooks/01-the-long-negotiation/values.json"
    before = old.read_bytes()
    with pytest.raises(build.AnalysisError, match=r"01-the-long-negotiation.ipynb: cell \d+: Attr"):
        update(small_copy)
    assert old.read_bytes() == before


def test_every_notebook_gives_the_same_bytes_from_a_clean_kernel(tmp_path):
    """All of the real notebooks, run twice into folders of their own."""
    from conftest import ROOT

    tokens = ROOT / "themes" / "reading-room" / "tokens.json"
    first, second = (
        build.update(ROOT, tmp_path / name, tokens, say=lambda _: None) for name in ("a", "b")
    )
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len([path for path in files if path.name == "notebook.ipynb"]) >= 12
    assert files == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    different = [
        path for path in files if (first / path).read_bytes() != (second / path).read_bytes()
    ]
    assert different == []


def test_the_report_says_which_notebook_reads_what_and_why_one_would_run(small_copy):
    from summitry import dependencies

    tokens = small_copy / "themes" / "reading-room" / "tokens.json"
    places = build.places_of(small_copy, small_copy / ".cache", tokens)
    assert "would run" not in dependencies.report(places)
    path = small_copy / "analysis" / "data" / "yardsticks.csv"
    rows = read_table(path)
    rows[0]["reason"] = "Put differently."
    write_table(path, rows)
    report = dependencies.report(places)
    third = report[report.index("03-two-yardsticks") :]
    assert "would run: yardsticks.csv changed" in third
    assert "reads event_actors, events, moves, yardsticks" in third
    assert report.count("would run") == 2  # this one, and the notebook on the whole record


def test_notebooks_are_committed_without_outputs_and_stay_thin():
    from conftest import ROOT

    books = sorted((ROOT / "analysis" / "notebooks").glob("*.ipynb"))
    assert books
    for book in books:
        for cell in json.loads(book.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                assert cell["outputs"] == []
                assert cell["execution_count"] is None
                source = "".join(cell["source"])
                assert "def " not in source
                assert len(source.splitlines()) <= 8
