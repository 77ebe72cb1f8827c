"""Writing with the site beside it: a save shows in the open page, in its place; so does a mistake."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from conftest import read_table, write_table

ESSAY = "content/essays/small.md"
LONG = "\n\n".join(f"Paragraph {number} says something of its own." for number in range(60))


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def devserver(small_copy):
    """A running devserver of a small project: its address, and the project's folder."""
    essay = small_copy / ESSAY
    essay.write_text(
        essay.read_text(encoding="utf-8").replace("## A heading", f"{LONG}\n\n## A heading"),
        encoding="utf-8",
    )
    port = free_port()
    paths = os.pathsep.join(str(small_copy / name) for name in ("plugins", "analysis"))
    process = subprocess.Popen(
        [sys.executable, "-m", "reading_room.devserver", str(port)],
        cwd=small_copy,
        env={**os.environ, "PYTHONPATH": paths, "COLUMNS": "400"},
        stdout=(small_copy.parent / "log.txt").open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://localhost:{port}"
    wait_until(lambda: "written in" in said(small_copy))
    yield address, small_copy
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(20) == 0
    assert not list(small_copy.glob(".output*")), "the devserver leaves nothing behind"


def said(root):
    return (root.parent / "log.txt").read_text(encoding="utf-8")


def wait_until(is_so, seconds=60):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def replace(root, name, old, new):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def page(chromium, devserver):
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{devserver[0]}/essays/small/")
    yield page
    context.close()


def test_a_save_shows_by_itself_and_the_reader_keeps_the_place(devserver, page):
    _address, root = devserver
    target = page.get_by_text("Paragraph 40 says")
    target.evaluate("node => window.scrollTo(0, scrollY + node.getBoundingClientRect().top)")
    place = target.evaluate("node => node.getBoundingClientRect().top")
    # A paragraph more, above the place: the same number of pixels would be another line.
    replace(root, ESSAY, "Paragraph 3 says", "A new paragraph.\n\nParagraph three says")
    page.get_by_text("A new paragraph.").wait_for(state="attached")
    page.wait_for_function(
        "([text, top]) => { const node = [...document.querySelectorAll('p')]"
        ".find(each => each.textContent.startsWith(text));"
        "return Math.abs(node.getBoundingClientRect().top - top) < 3 }",
        arg=["Paragraph 40 says", place],
    )


def test_a_mistake_shows_on_the_page_and_the_next_save_recovers(devserver, page):
    _address, root = devserver
    replace(root, ESSAY, "event:2018-06-12-singapore-summit#date", "event:2018-06-12-singapur")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "content/essays/small.md:" in alert.inner_text()
    assert "2018-06-12-singapore-summit" in alert.inner_text(), "names the nearest"
    assert "They met on" in page.inner_text("main"), "the last good page stays"
    assert "singapur" in said(root)
    replace(root, ESSAY, "event:2018-06-12-singapur", "event:2018-06-12-singapore-summit")
    alert.wait_for(state="detached")


def test_a_corrected_row_shows_the_same_way(devserver, page):
    _address, root = devserver
    path = root / "analysis/data/events.csv"
    rows = read_table(path)
    row = next(row for row in rows if row["id"] == "2018-05-24-trump-letter-cancels-summit")
    row["start"] = "2018-05-23"
    write_table(path, rows)
    page.get_by_role("link", name="twenty", exact=True).wait_for(timeout=120_000)
    assert re.search(r"notebooks: \d+ of \d+ done", said(root)), "long work shows how far it is"


def test_a_corrected_notebook_shows_the_same_way(devserver, page):
    address, root = devserver
    page.goto(f"{address}/notebooks/06-time-in-the-room/")
    path = root / "analysis/notebooks/06-time-in-the-room.ipynb"
    title = page.locator("h1").inner_text()
    text = path.read_text(encoding="utf-8")
    assert title in text
    path.write_text(text.replace(title, "A title of its own", 1), encoding="utf-8")
    page.get_by_role("heading", name="A title of its own").wait_for(timeout=120_000)


def test_the_script_is_served_and_not_published(devserver):
    address, root = devserver
    with urllib.request.urlopen(f"{address}/essays/small/") as served:
        assert b"/-/live.js" in served.read()
    assert "/-/live.js" not in (root / "output/essays/small/index.html").read_text("utf-8")


def test_a_taken_port_is_one_clear_message(devserver):
    address, root = devserver
    paths = os.pathsep.join(str(root / name) for name in ("plugins", "analysis"))
    port = address.rpartition(":")[2]
    second = subprocess.run(
        [sys.executable, "-m", "reading_room.devserver", port],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"port {port} is taken" in " ".join(second.stdout.split())
    assert "Traceback" not in second.stdout + second.stderr


def test_a_search_finds_what_was_saved_and_no_save_waits_for_it(devserver):
    address, root = devserver
    index = root / ".cache/site/search/key"
    index.unlink()
    essay = root / ESSAY
    essay.write_text(essay.read_text("utf-8").replace("They met", "Rhinoceroses met"), "utf-8")
    wait_until(lambda: said(root).count("written in") == 2)
    assert not index.exists()
    with urllib.request.urlopen(f"{address}/pagefind/pagefind.js") as script:
        assert script.headers["Content-Type"].startswith("text/javascript")
    assert index.exists()
    with urllib.request.urlopen(f"{address}/pagefind/pagefind-entry.json") as entry:
        assert b"en_" in entry.read()
