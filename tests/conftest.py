"""Shared fixtures: the real record, the real site served, a small site, a real browser."""

from __future__ import annotations

import csv
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from summitry import codebook, tables

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "analysis" / "data"
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".cache", "output", ".output*", "node_modules", "__pycache__", "tests"
)
# Events that the published figures and values name, and a few of every other kind.
SMALL_RECORD = (
    "1985-12-12-dprk-joins-npt",
    "1994-10-21-agreed-framework-signed",
    "2006-10-09-first-nuclear-test",
    "2007-02-13-initial-actions-agreement",
    "2017-05-08-oslo-yun-choe-talks",
    "2017-07-04-hwasong-14-first-icbm",
    "2017-08-21-ulchi-freedom-guardian",
    "2017-09-11-resolution-2375",
    "2017-11-29-hwasong-15",
    "2018-01-01-kim-new-year-olympics-offer",
    "2018-02-10-pence-meeting-called-off",
    "2018-03-08-trump-accepts-kim-invitation",
    "2018-03-25-kim-xi-beijing",
    "2018-04-20-party-plenum-suspends-tests",
    "2018-04-27-panmunjom-inter-korean-summit",
    "2018-05-24-trump-letter-cancels-summit",
    "2018-06-12-singapore-joint-statement",
    "2018-06-12-singapore-summit",
    "2018-06-12-trump-announces-exercise-halt",
    "2019-01-19-stockholm-talks",
    "2019-02-27-hanoi-summit",
    "2019-05-04-kn-23-first",
    "2019-06-30-panmunjom-trump-kim",
    "2019-10-05-stockholm-working-talks",
    "2019-12-28-party-plenum-moratorium",
    "2022-03-24-icbm-moratorium-ends",
)
SMALL_ESSAY = """Title: A small essay
Date: 2026-01-02
Summary: Figures and a few references.

They met on [](event:2018-06-12-singapore-summit#date), after [a letter](event:2018-05-24-trump-letter-cancels-summit)
and [](value:days-cancellation-to-singapore) days.[^1] A [](term:security-dilemma).

![](figure:road-to-singapore){ .wide }

As [the year before](figure:road-to-singapore?from=2017-01&to=2017-12) shows.

## A heading

More, in [another page]({filename}/pages/glossary.md#security-dilemma).

[^1]: A note.
"""
SMALL_GLOSSARY = """Title: Glossary
Slug: glossary

## Ideas

### Security dilemma {#security-dilemma}

Each side's safety is the other's danger.
"""
SMALL_ABOUT = """Title: About
Slug: about

## Corrections

Tell us.
"""
# Notebooks whose questions a record of a few events can answer; the others need all of it.
SMALL_NOTEBOOKS = (
    "00-the-record.ipynb",
    "01-the-long-negotiation.ipynb",
    "02-the-road-to-singapore.ipynb",
    "03-two-yardsticks.ipynb",
    "06-time-in-the-room.ipynb",
)


@pytest.fixture(scope="session")
def record() -> tables.Record:
    """The real record, checked."""
    return tables.read(DATA)


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write_table(path: Path, rows: list[dict[str, str]], header: list[str] | None = None) -> None:
    """Rows as a canonical CSV file; without rows, `header` says which columns it has."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header or list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_small_record(folder: Path) -> None:
    """A record of `SMALL_RECORD`, cut from the real one with every link intact."""
    book = codebook.read(DATA / "codebook.toml")
    rows = {name: read_table(DATA / f"{name}.csv") for name in book.tables}

    def keep(name: str, column: str, allowed: set[str]) -> set[str]:
        rows[name] = [row for row in rows[name] if row[column] in allowed]
        return {row["id"] for row in rows[name] if "id" in row}

    ids = set(SMALL_RECORD)
    assert keep("events", "id", ids) == ids, "an event of the small record has gone"
    for name in ("event_actors", "event_sources", "meetings", "tests", "agreements"):
        keep(name, "event_id", ids)
    keep("commitments", "agreement_id", {row["id"] for row in rows["agreements"]})
    keep("assessments", "commitment_id", {row["id"] for row in rows["commitments"]})
    for row in rows["cases"]:
        if row["event_id"] not in ids:
            row["event_id"] = ""
    rows["offers"] = [row for row in rows["offers"] if row["answer_event_id"] in ids | {""}]
    for row in rows["assessments"]:
        if row["evidence_event_id"] not in ids:
            row["evidence_event_id"], row["rests_on_silence"] = "", "true"
    for name in ("yardsticks", "moves", "reviews", "letters", "offers", "initiatives"):
        keep(name, "event_id", ids)
    for name, users in (
        ("people", [("event_actors", "person"), ("governments", "person")]),
        ("places", [("events", "place")]),
        ("processes", [("events", "process")]),
    ):
        keep(name, "id", {row[column] for table, column in users for row in rows[table]})
    used = {
        row[column.name]
        for name, table in book.tables.items()
        for column in table.columns
        if column.table == "bibliography"
        for row in rows[name]
    }
    bibliography = json.loads((DATA / "bibliography.json").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, kept in rows.items():
        write_table(folder / f"{name}.csv", kept, list(book.tables[name].by_name))
    kept_sources = [item for item in bibliography if item["id"] in used]
    (folder / "bibliography.json").write_text(
        json.dumps(kept_sources, indent=1) + "\n", encoding="utf-8"
    )
    shutil.copy(DATA / "codebook.toml", folder / "codebook.toml")


@pytest.fixture(scope="session")
def small_project(tmp_path_factory) -> Path:
    """A copy of the project with a small record and one small essay, built once."""
    root = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    shutil.rmtree(root / "analysis" / "data")
    write_small_record(root / "analysis" / "data")
    shutil.rmtree(root / "content" / "pages" / "questions")
    for old in [*root.glob("content/essays/*"), *root.glob("content/pages/*")]:
        old.unlink()
    for book in root.glob("analysis/notebooks/*.ipynb"):
        if book.name not in SMALL_NOTEBOOKS:
            book.unlink()
    for slug in ("guide", "method", "questions", "start-here", "teaching"):
        (root / "content" / "pages" / f"{slug}.md").write_text(
            SMALL_ABOUT.replace("about", slug).replace("Corrections", "Review"), encoding="utf-8"
        )
    (root / "content" / "essays" / "small.md").write_text(SMALL_ESSAY, encoding="utf-8")
    (root / "content" / "pages" / "glossary.md").write_text(SMALL_GLOSSARY, encoding="utf-8")
    (root / "content" / "pages" / "about.md").write_text(SMALL_ABOUT, encoding="utf-8")
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    return root


PUBLIC = "https://summits.example.org"
# An essay that has all an essay may have, and a title that would break out of anything.
HOSTILE_ESSAY = """---
title: Trust </script><script>alert("1")</script> & "fear" <!-- in *rooms*
subtitle: A subtitle
date: 2026-01-03
keywords: [trust, a "quoted" word]
series: {name: The room, part: 1}
author: [The editors, Guest Writer]
summary: Short & "plain" </script> words.
corrections:
  - {date: 2026-01-07, what: It said *May*., why: A reader wrote.}
---

A [](term:security-dilemma) and [](event:2018-06-12-singapore-summit).[^1]

![](figure:time-in-the-room)

[^1]: A note.
"""


@pytest.fixture(scope="session")
def public_site(small_project, tmp_path_factory) -> Path:
    """The small site as it is published at `PUBLIC`, with a hostile essay and a draft."""
    root = tmp_path_factory.mktemp("public") / "project"
    shutil.copytree(small_project, root)
    essays = root / "content" / "essays"
    (essays / "hostile.md").write_text(HOSTILE_ESSAY, encoding="utf-8")
    for status in ("draft", "hidden"):
        text = SMALL_ESSAY.replace("Summary:", f"Status: {status}\nSummary:")
        (essays / f"{status}-one.md").write_text(text, encoding="utf-8")
    options = ("-e", "HOUSE_RULES=false", "PRINT_ESSAYS=false")
    built = pelican(root, "-s", "publishconf.py", *options, SITEURL=PUBLIC)
    assert built.returncode == 0, built.stdout + built.stderr
    return root / "output"


@pytest.fixture
def small_copy(small_project, tmp_path) -> Path:
    """A copy of the small project that a test may break; its artifacts are up to date."""
    root = tmp_path / "project"
    shutil.copytree(small_project, root)
    return root


def pelican(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run ``pelican content`` in `root` as a user would, with this Python."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("pelican")), "content", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "400", "PYTHONDONTWRITEBYTECODE": "1", **environment},
    )


@pytest.fixture(scope="session")
def built_site(tmp_path_factory) -> Path:
    """The real site, built into a folder of its own with the project's cache."""
    output = tmp_path_factory.mktemp("site") / "output"
    built = pelican(ROOT, "-o", str(output))
    assert built.returncode == 0, built.stdout + built.stderr
    return output


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def send_error(self, code, *arguments, **options):
        """Answer a wrong address as the site's host does, with its page for them."""
        if code != 404:
            super().send_error(code, *arguments, **options)
            return
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="session")
def site(built_site):
    """Address of the real site on a server of this machine."""
    handler = functools.partial(_Quiet, directory=str(built_site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def chromium():
    """A real Chromium. A missing browser is an error with its fix, never a skipped test."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("No Chromium found; install it: apt-get install -y chromium (make test does)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, site):
    """Open a page of the site: ``open_page("essays/", width=390, scheme="dark")``.

    Every request is noted in ``page.requests``, every error of the page in ``page.errors``.
    """
    contexts = []

    def open_it(path="", width=1280, height=900, scheme="light", script=True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on(
            "console",
            lambda message: page.errors.append(message.text) if message.type == "error" else None,
        )
        page.goto(f"{site}/{path}")
        return page

    yield open_it
    for context in contexts:
        context.close()
