"""Whole builds of a small site: repeatable, atomic, and clear about every mistake."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import pelican, read_table, write_table


def digest(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(root, name, old, new):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


ESSAY = "content/essays/small.md"


def site_in(root, monkeypatch):
    """What makes one build after another of the project in `root`, in this process."""
    from pelican.settings import read_settings
    from reading_room.site import Site

    monkeypatch.chdir(root)
    settings = read_settings("pelicanconf.py")
    settings["SITE_ROOT"], settings["CACHE_ROOT"] = str(root), str(root / ".cache")
    return lambda: Site(settings)


def test_two_builds_in_one_process_give_the_same_site(small_copy, monkeypatch):
    site = site_in(small_copy, monkeypatch)
    before = digest(small_copy / "output")
    for _ in range(2):
        site().build()
        assert digest(small_copy / "output") == before


def test_another_folder_clock_and_hash_seed_give_the_same_bytes(small_project, small_copy):
    shutil.rmtree(small_copy / "output")
    shutil.rmtree(small_copy / ".cache")
    built = pelican(
        small_copy, PYTHONHASHSEED="77", TZ="Asia/Seoul", LC_ALL="C", HOME=str(small_copy)
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert digest(small_copy / "output") == digest(small_project / "output")


def test_a_corrected_row_changes_what_depends_on_it_and_nothing_else(small_copy):
    before = digest(small_copy / "output")
    path = small_copy / "analysis/data/events.csv"
    rows = read_table(path)
    row = next(row for row in rows if row["id"] == "2018-05-24-trump-letter-cancels-summit")
    row["start"] = "2018-05-23"
    write_table(path, rows)
    assert pelican(small_copy).returncode == 0
    essay = (small_copy / "output/essays/small/index.html").read_text(encoding="utf-8")
    assert ">twenty</a> days" in essay  # was nineteen
    page = "output/events/2018-05-24-trump-letter-cancels-summit/index.html"
    assert "23 May 2018" in (small_copy / page).read_text(encoding="utf-8")
    after = digest(small_copy / "output")
    untouched = [
        "events/1985-12-12-dprk-joins-npt/index.html",
        "glossary/index.html",
        "data/people.csv",
        "theme/site.css",
        "figures/time-in-the-room/time-in-the-room.csv",
    ]
    assert all(before[name] == after[name] for name in untouched)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            ESSAY,
            "Date: 2026-01-02",
            "Date: 2 January",
            "small.md:2:7: Date: '2 January' is not a date",
        ),
        (
            ESSAY,
            "Summary:",
            "Sumary:",
            "small.md:3:1: unknown field 'Sumary'; did you mean summary",
        ),
        (ESSAY, "Date: 2026-01-02\n", "", "small.md:1:1: the front matter has no 'Date:' line"),
        (
            ESSAY,
            "pages/glossary.md",
            "pages/glosary.md",
            "small.md:14:25: the link {filename}/pages/glosary.md leads to no file",
        ),
        (ESSAY, "#security-dilemma)", "#nowhere)", "small.md:14:25: there is no heading #nowhere"),
        (
            ESSAY,
            "singapore-summit#date",
            "singapore-sumit#date",
            "did you mean 2018-06-12-singapore-summit",
        ),
        (ESSAY, "value:days-canc", "value:day-canc", "small.md:6:"),
        (
            ESSAY,
            "figure:road-to-singapore)",
            "figure:road-to-hanoi)",
            "did you mean road-to-singapore",
        ),
        (ESSAY, "term:security-dilemma", "term:security", "there is no term 'security'"),
        (ESSAY, "More, in", "More [@nobody-2018], in", "there is no source 'nobody-2018'"),
        (ESSAY, "More, in", "![](images/x.png) More, in", "has no text alternative"),
        (ESSAY, "## A heading", "#### A heading", "skips a level"),
        (
            "analysis/data/events.csv",
            "1985-12-12,",
            "1985-12-32,",
            "analysis/data/events.csv:2 [start]",
        ),
        ("analysis/data/codebook.toml", "version", "versoin", "codebook.toml"),
        (
            "themes/reading-room/templates/page.html",
            "{% endblock %}",
            "{% endblok %}",
            "page.html:",
        ),
    ],
)
def test_a_mistake_stops_the_build_and_leaves_the_last_site(small_copy, name, old, new, said):
    before = digest(small_copy / "output")
    edit(small_copy, name, old, new)
    built = pelican(small_copy)
    text = built.stdout + built.stderr
    assert built.returncode == 1, text
    assert said in text
    assert "Traceback" not in text
    assert "The last good site is still in place" in text
    assert digest(small_copy / "output") == before
    assert not list(small_copy.glob(".output*"))


def test_mistakes_of_several_files_are_reported_together(small_copy):
    edit(small_copy, ESSAY, "Date: 2026-01-02", "Date: soon")
    edit(small_copy, ESSAY, "term:security-dilemma", "term:nothing")
    edit(small_copy, "content/pages/about.md", "Tell us.", "Tell [us](event:nobody).")
    text = pelican(small_copy).stdout
    assert "3 problems" in text
    assert re.search(
        r"content/essays/small.md:2:7:.*\n.*small.md:\d+.*\n.*about.md:6:6", text
    ) or all(part in text for part in ("small.md:2:7:", "there is no term", "about.md:6:"))


def test_a_second_build_in_one_process_reports_the_same_mistake_again(small_copy, monkeypatch):
    from reading_room.problems import SiteError

    edit(small_copy, ESSAY, "More, in", "[gone]({filename}/pages/gone.md) More, in")
    site = site_in(small_copy, monkeypatch)
    messages = []
    for _ in range(2):
        with pytest.raises(SiteError) as caught:
            site().build()
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


def test_a_second_build_at_the_same_time_is_refused(small_copy):
    from reading_room import publish

    with publish.lock(small_copy / ".cache" / "build.lock"):
        built = pelican(small_copy)
    assert built.returncode == 1
    assert "another build of this site is running" in built.stdout


def test_a_draft_is_not_published(small_copy):
    edit(small_copy, ESSAY, "Summary:", "Status: draft\nSummary:")
    assert pelican(small_copy).returncode == 0
    assert not (small_copy / "output/essays/small").exists()
    assert (small_copy / "output/drafts/small/index.html").exists()
    assert "A small essay" not in (small_copy / "output/index.html").read_text(encoding="utf-8")


def test_the_public_build_has_absolute_addresses_and_a_feed(small_copy):
    built = pelican(small_copy, "-s", "publishconf.py", SITEURL="https://summits.example.org")
    assert built.returncode == 0, built.stdout + built.stderr
    essay = (small_copy / "output/essays/small/index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://summits.example.org/essays/small/"' in essay
    feed = (small_copy / "output/feeds/essays.atom.xml").read_text(encoding="utf-8")
    assert "https://summits.example.org/events/2018-06-12-singapore-summit/" in feed
    assert "{filename}" not in feed


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.8, 0.9, 0.97])
def test_a_killed_build_leaves_one_whole_site(small_copy, share):
    """Killed anywhere, the folder holds the old site or the new one, never a mixture."""
    before = digest(small_copy / "output")
    edit(small_copy, ESSAY, "More, in", "More than before, in")
    pages = len(before)
    command = [str(Path(sys.executable).with_name("pelican")), "content"]
    build = subprocess.Popen(
        command, cwd=small_copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    staging = small_copy / ".output.next"
    while build.poll() is None:  # wait for a share of the files to be written, then kill
        written = sum(len(files) for _, _, files in os.walk(staging))
        if written >= share * pages:
            break
    build.kill()
    build.wait()
    left = digest(small_copy / "output")
    if left != before:
        assert pelican(small_copy).returncode == 0
        assert digest(small_copy / "output") == left
    else:
        assert pelican(small_copy).returncode == 0
        assert digest(small_copy / "output") != before
    assert not list(small_copy.glob(".output*"))
