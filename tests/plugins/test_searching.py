"""The search index: the same bytes for the same pages, made anew only when they change."""

import shutil

from conftest import pelican, read_table, write_table
from reading_room import searching
from reading_room.memory import Printed
from test_incremental import EVENT, made_by
from test_small_site import ESSAY, digest, edit


def files(folder):
    return {
        path.relative_to(folder).as_posix(): Printed(path.read_text("utf-8"), 0, 0)
        for path in folder.rglob("*.html")
    }


def test_the_index_is_the_same_wherever_and_in_whatever_order_pages_lie(small_project, tmp_path):
    site = small_project / "output"
    other = tmp_path / "elsewhere" / "site"
    for path in sorted(site.rglob("*.html"), reverse=True):
        (other / path.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, other / path.relative_to(site))
    for number, folder in enumerate((site, other, site)):
        searching.update(folder, files(folder), tmp_path / str(number))
    first = digest(tmp_path / "0" / searching.NAME)
    assert first == digest(tmp_path / "1" / searching.NAME)
    assert first == digest(tmp_path / "2" / searching.NAME)
    assert first == digest(site / searching.NAME)


def test_a_corrected_event_changes_the_index_and_leaves_most_of_it(small_copy):
    pelican(small_copy)
    before = digest(small_copy / "output" / searching.NAME)
    path = small_copy / "analysis/data/events.csv"
    rows = read_table(path)
    row = next(row for row in rows if row["id"] == EVENT)
    row["summary"] = row["summary"] + " A rhinoceros was seen."
    write_table(path, rows)
    made = made_by(small_copy)
    after = digest(small_copy / "output" / searching.NAME)
    fragments = {name for name in before.keys() ^ after.keys() if name.startswith("fragment/")}
    assert len(fragments) == 2, "the old and the new page of the event"
    kept = {f"{searching.NAME}/{name}" for name, _ in before.items() & after.items()}
    assert not made & kept


def test_the_style_sheet_leaves_the_index_alone(small_copy):
    pelican(small_copy)
    edit(small_copy, "themes/reading-room/css/base.css", "html{", "/* changed */ html{")
    made = made_by(small_copy)
    assert "theme/site.css" in made
    assert not any(name.startswith(searching.NAME) for name in made)


def test_a_draft_is_not_in_the_index(small_copy):
    pelican(small_copy)
    before = len(list((small_copy / "output" / searching.NAME / "fragment").iterdir()))
    edit(small_copy, ESSAY, "Date: 2026-01-02", "Date: 2026-01-02\nStatus: draft")
    built = pelican(small_copy)
    assert built.returncode == 0, built.stdout + built.stderr
    after = len(list((small_copy / "output" / searching.NAME / "fragment").iterdir()))
    assert after == before - 1


def test_a_search_makes_the_index_of_the_edition_that_is_shown(small_copy, tmp_path):
    site = small_copy / "output"
    search = searching.OnDemand(site, tmp_path / "search")
    search.files = files(site)
    search.update()
    first = digest(tmp_path / "search" / searching.NAME)
    search.update()
    assert digest(tmp_path / "search" / searching.NAME) == first
    page = site / "events" / EVENT / "index.html"
    text = page.read_text("utf-8").replace("</h1>", " rhinoceros</h1>", 1)
    page.unlink()
    page.write_text(text, "utf-8")
    search.files = files(site)
    search.update()
    assert digest(tmp_path / "search" / searching.NAME) != first
