"""A build makes again what depends on a change, nothing else, and nothing stays stale."""

import os

from conftest import pelican, read_table, write_table
from test_small_site import ESSAY, digest, edit

PAGE = "essays/small/index.html"
EVENT = "2018-05-24-trump-letter-cancels-summit"


def inodes(folder):
    return {
        path.relative_to(folder).as_posix(): path.stat().st_ino
        for path in folder.rglob("*")
        if path.is_file()
    }


def made_by(root, *arguments):
    """Names of the files that a build makes, and does not keep from the last edition."""
    before = inodes(root / "output")
    built = pelican(root, *arguments)
    assert built.returncode == 0, built.stdout + built.stderr
    after = inodes(root / "output")
    return {name for name, inode in after.items() if before.get(name) != inode}


def built_anew(root):
    """The site as a build from nothing but the artifacts makes it."""
    other = root.parent / "anew"
    (root / ".cache/site").rename(root / ".cache/site-away")
    built = pelican(root, "-o", str(other))
    assert built.returncode == 0, built.stdout + built.stderr
    return digest(other)


def test_nothing_changed_nothing_made(small_copy):
    pelican(small_copy)
    assert made_by(small_copy) == set()


def test_an_edited_essay_changes_its_page_and_the_feed(small_copy):
    pelican(small_copy)
    edit(small_copy, ESSAY, "They met", "The two met")
    made = made_by(small_copy)
    assert PAGE in made
    assert all(name.startswith(("essays/small/", "feeds/", "pagefind/")) for name in made), made
    assert digest(small_copy / "output") == built_anew(small_copy)


def test_a_new_title_reaches_every_page_that_shows_it(small_copy):
    pelican(small_copy)
    edit(small_copy, ESSAY, "Title: A small essay", "Title: Another name")
    made = made_by(small_copy)
    # The event, the glossary's term and the figure list what uses them.
    for name in ("index.html", "essays/index.html", f"events/{EVENT}/index.html"):
        assert name in made
    assert "events/1985-12-12-dprk-joins-npt/index.html" not in made
    assert digest(small_copy / "output") == built_anew(small_copy)


def test_a_template_changes_only_its_own_pages(small_copy):
    pelican(small_copy)
    edit(small_copy, "themes/reading-room/templates/event.html", "Before and after", "Around it")
    made = made_by(small_copy)
    assert made
    assert all(name.startswith(("events/", "pagefind/")) for name in made), made
    assert "Around it" in (small_copy / f"output/events/{EVENT}/index.html").read_text("utf-8")


def test_a_corrected_row_leaves_other_events_alone_and_nothing_stale(small_copy):
    pelican(small_copy)
    path = small_copy / "analysis/data/events.csv"
    rows = read_table(path)
    row = next(row for row in rows if row["id"] == EVENT)
    row["summary"] = row["summary"] + " So the record says."
    write_table(path, rows)
    made = made_by(small_copy)
    assert f"events/{EVENT}/index.html" in made
    assert "events/1985-12-12-dprk-joins-npt/index.html" not in made
    assert digest(small_copy / "output") == built_anew(small_copy)


def test_a_file_that_somebody_changed_in_the_output_is_made_again(small_copy):
    pelican(small_copy)
    before = digest(small_copy / "output")
    (small_copy / "output" / PAGE).write_text("scribble", encoding="utf-8")
    (small_copy / "output/about/index.html").unlink()
    assert pelican(small_copy).returncode == 0
    assert digest(small_copy / "output") == before


def test_what_has_gone_is_taken_away(small_copy):
    page = small_copy / "content/pages/short-lived.md"
    page.write_text("Title: Short-lived\nSlug: short-lived\n\nHere.\n", encoding="utf-8")
    assert pelican(small_copy).returncode == 0
    assert (small_copy / "output/short-lived/index.html").exists()
    page.unlink()
    assert pelican(small_copy).returncode == 0
    assert not (small_copy / "output/short-lived").exists()


def test_a_place_that_has_gone_is_missed_by_a_page_that_was_kept(small_copy):
    about = small_copy / "content/pages/about.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(text + "\nSee [it]({filename}/essays/small.md#a-heading).\n", encoding="utf-8")
    assert pelican(small_copy).returncode == 0
    edit(small_copy, ESSAY, "## A heading", "## A title")
    built = pelican(small_copy)
    assert built.returncode == 1
    assert "content/pages/about.md:" in built.stdout
    assert "there is no heading #a-heading" in built.stdout


def test_a_broken_memory_is_thrown_away(small_copy):
    pelican(small_copy)
    before = digest(small_copy / "output")
    for path in (small_copy / ".cache/site").glob("*.sqlite"):
        path.write_bytes(b"not a database" * 100)
    assert pelican(small_copy).returncode == 0
    assert digest(small_copy / "output") == before


def test_a_page_that_was_written_is_never_an_old_one_overwritten(small_copy):
    """Kept files are linked: writing into one would change the site that is being served."""
    pelican(small_copy)
    held = os.open(small_copy / "output" / PAGE, os.O_RDONLY)
    try:
        old = os.fstat(held)
        edit(small_copy, ESSAY, "They met", "The two met")
        assert PAGE in made_by(small_copy)
        now = os.fstat(held)
        assert (now.st_size, now.st_mtime_ns) == (old.st_size, old.st_mtime_ns)
    finally:
        os.close(held)
