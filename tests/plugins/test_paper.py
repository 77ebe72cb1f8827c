"""Essays as PDF: what a journal would accept, the same bytes from the same page."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, pelican
from pypdf import PdfReader
from reading_room import make_pdf, paper
from reading_room.problems import SiteError

MILLIMETRE = 72 / 25.4
ADDRESS = "https://summits.example.org"
ESSAY = """Title: A paper: with "quotes" & a long title that goes on for more than a line of text holds
Subtitle: What it adds
Date: 2026-01-02
Modified: 2026-01-05
Summary: What the paper says.
Keywords: trust; summits

The first paragraph, with [a place](event:2018-06-12-singapore-summit) and [@{key}, p. 3].[^1]

## A first heading

More of it, in [another page]({{filename}}/pages/glossary.md#security-dilemma).

![](figure:road-to-singapore){{ .wide }}

## A second heading

| Year | One | Two | Three | Four | Five | Six | Seven | Eight |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 2018 | first cell | second cell | third cell | fourth cell | fifth cell | sixth | seventh | the last cell |

{filler}

## A last heading

The last paragraph.

[^1]: The only note.
"""
FILLER = "\n\n".join(
    f"Paragraph {number} says again what a paragraph says, and goes on for a while so that it "
    "takes up more than one line of the page on which it is printed." * 3
    for number in range(1, 25)
)


@pytest.fixture(scope="module")
def published(small_project, tmp_path_factory):
    """A small site, published with PDFs."""
    root = tmp_path_factory.mktemp("paper") / "project"
    shutil.copytree(small_project, root)
    items = json.loads((root / "analysis/data/bibliography.json").read_text(encoding="utf-8"))
    key = next(item["id"] for item in items if item.get("URL"))
    (root / "content/essays/paper.md").write_text(
        ESSAY.format(key=key, filler=FILLER), encoding="utf-8"
    )
    built = pelican(root, "-s", "publishconf.py", SITEURL=ADDRESS)
    assert built.returncode == 0, built.stdout + built.stderr
    return root


@pytest.fixture(scope="module")
def printed(published):
    """The PDF of the essay."""
    return PdfReader(published / "output/essays/paper/paper.pdf")


def words(reader):
    """All text of a PDF, spaces made equal."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_the_file_says_whose_it_is(printed):
    assert printed.metadata.title.startswith("A paper: with “quotes” & a long title")
    assert printed.metadata.author == "The editors"
    assert printed.metadata.subject == "What the paper says."
    assert printed.metadata["/Keywords"] == "trust; summits"
    assert printed.metadata["/CreationDate"] == "D:20260102000000Z"
    assert printed.metadata["/ModDate"] == "D:20260105000000Z"
    assert printed.trailer["/Root"]["/Lang"] == "en"
    assert printed.xmp_metadata.dc_creator == ["The editors"]
    assert printed.xmp_metadata.dc_identifier == f"{ADDRESS}/essays/paper/"


def test_it_is_tagged_and_has_an_outline(printed):
    root = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    titles = []

    def collect(items):
        for item in items:
            collect(item) if isinstance(item, list) else titles.append(item.title)

    collect(printed.outline)
    assert titles[0].endswith("a long title that goes on for more than a line of text holds")
    assert titles[1:4] == [
        "A first heading",
        "A second heading",
        "A last heading",
    ]


def test_every_face_is_embedded_and_the_text_is_in_the_sites_own(printed):
    faces = {}
    for page in printed.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            for inner in font.get("/DescendantFonts", [font]):
                inner = inner.get_object()
                described = inner.get("/FontDescriptor", {})
                described = described.get_object() if described else {}
                is_in = any(name in described for name in ("/FontFile", "/FontFile2", "/FontFile3"))
                faces[font["/BaseFont"]] = is_in or font["/Subtype"] == "/Type3"
    assert faces
    assert all(faces.values()), faces
    assert any("SourceSerif" in name for name in faces)


def test_pages_are_a4_numbered_and_headed(printed):
    count = len(printed.pages)
    assert 3 <= count <= 8
    for number, page in enumerate(printed.pages, start=1):
        width, height = (float(side) / MILLIMETRE for side in page.mediabox[2:])
        assert (round(width), round(height)) == (210, 297)
        text = re.sub(r"\s+", " ", page.extract_text())
        assert f"{number} of {count}" in text
        assert ("The editors: A paper" in text) is (number > 1)


def test_the_text_is_in_order_and_holds_no_controls(printed):
    text = words(printed)
    parts = [
        "A paper: with",
        "What it adds",
        "The editors",
        "Published 2 January 2026, revised 5 January 2026",
        f"{ADDRESS}/essays/paper/",
        "Abstract. What the paper says.",
        "The first paragraph",
        "A first heading",
        "Figure 1.",
        "A second heading",
        "Paragraph 24",
        "The last paragraph.",
        "The only note.",
        "Works cited",
        "https://",
        "Cite this essay",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    ordered = [text.index(parts[0])]
    for part in parts[1:]:
        assert text.find(part, ordered[-1]) >= 0, part
        ordered.append(text.find(part, ordered[-1]))
    for unwanted in ("Skip to the content", "as a list", "Feed", "In this essay", "minutes ·"):
        assert unwanted not in text


def test_links_lead_to_the_public_site_and_none_to_this_machine(printed):
    addresses, within = set(), 0
    for page in printed.pages:
        for annotation in page.get("/Annots", ()):
            action = annotation.get_object().get("/A", {})
            address = action.get_object().get("/URI") if action else None
            addresses.add(address) if address else None
            within += not address
    assert f"{ADDRESS}/events/2018-06-12-singapore-summit/" in addresses
    assert any(not address.startswith(ADDRESS) for address in addresses)  # a work's address
    assert not any("127.0.0.1" in address for address in addresses)
    assert within >= 3  # the note, back from it, the work


def _printed_boxes(chromium, page_file):
    """Right edges in millimetres of what is printed, measured on a page as wide as paper's."""
    context = chromium.new_context(viewport={"width": 718, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(page_file)
    found = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((node) => node.getClientRects().length && !node.closest("svg"))
            .map((node) => [node.tagName, node.getBoundingClientRect().right])"""
    )
    context.close()
    return found


def test_nothing_is_cut_off_at_the_right_edge(chromium, published):
    site = published / "output"
    with paper.served(site, ADDRESS, "A4") as local:
        boxes = _printed_boxes(chromium, f"{local}/essays/paper/")
    assert len(boxes) > 50
    wide = [(tag, right) for tag, right in boxes if right > 718 + 1]
    assert wide == []


def test_drawings_are_vectors_within_the_paper(printed):
    for page in printed.pages:
        assert not list(page.images)


def test_the_same_page_gives_the_same_bytes(published, tmp_path):
    once, again = tmp_path / "once.pdf", tmp_path / "again.pdf"
    for target in (once, again):
        paper.print_page(published / "output", "essays/paper/index.html", target, ADDRESS)
    assert once.read_bytes() == again.read_bytes()
    assert once.read_bytes() == (published / "output/essays/paper/paper.pdf").read_bytes()


def test_a_browsers_own_print_gives_the_same_text(chromium, published, printed, tmp_path):
    """Also from a wide window, where notes stand in the margin."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    with paper.served(published / "output", ADDRESS, "A4") as local:
        page.goto(f"{local}/essays/paper/")
        page.wait_for_selector(".has-margin-notes")
        page.pdf(path=tmp_path / "own.pdf", prefer_css_page_size=True)
    context.close()
    assert words(PdfReader(tmp_path / "own.pdf")) == words(printed)


def test_the_page_links_to_its_pdf_only_where_there_is_one(published, small_project):
    page = (published / "output/essays/paper/index.html").read_text(encoding="utf-8")
    assert f'href="{ADDRESS}/essays/paper/paper.pdf">PDF</a>' in page
    assert f'<meta name="citation_pdf_url" content="{ADDRESS}/essays/paper/paper.pdf">' in page
    plain = (small_project / "output/essays/small/index.html").read_text(encoding="utf-8")
    assert ".pdf" not in plain


def test_publishing_again_prints_nothing_anew(published):
    before = sorted((path.name, path.stat().st_mtime_ns) for path in published.glob(".cache/pdf/*"))
    built = pelican(published, "-s", "publishconf.py", SITEURL=ADDRESS)
    assert built.returncode == 0, built.stdout + built.stderr
    after = sorted((path.name, path.stat().st_mtime_ns) for path in published.glob(".cache/pdf/*"))
    assert before == after
    assert len(before) == 2


def make(arguments, **environment):
    """Run the command of ``make pdf`` as the Makefile does."""
    return subprocess.run(
        [sys.executable, "-m", "reading_room.make_pdf", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_pdf_prints_one_essay_on_the_paper_that_is_asked_for(small_project, tmp_path):
    done = make([small_project / "output", tmp_path, "small", "--paper", "letter"])
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["small.pdf"]
    width, height = PdfReader(tmp_path / "small.pdf").pages[0].mediabox[2:]
    assert (round(width), round(height)) == (612, 792)


def test_without_an_address_links_into_the_site_are_plain(small_project, tmp_path):
    done = make([small_project / "output", tmp_path, "small"])
    assert done.returncode == 0, done.stderr
    assert b"127.0.0.1" not in (tmp_path / "small.pdf").read_bytes()


def test_a_missing_browser_is_one_clear_message(small_project, tmp_path):
    done = make([small_project / "output", tmp_path], PATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("No Chromium found")
    assert done.stderr.count("\n") == 1


def test_an_unknown_essay_is_named_with_the_nearest(small_project, tmp_path):
    done = make([small_project / "output", tmp_path, "smal"])
    assert done.returncode == 1
    assert "there is no essay 'smal'" in done.stderr
    assert "did you mean small" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_draft_can_be_printed_when_it_is_named(tmp_path):
    for folder in ("essays/one", "drafts/two"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "index.html").write_text("<html></html>", encoding="utf-8")
    assert paper.essays_in(tmp_path, []) == [("one", "essays/one/index.html")]
    assert paper.essays_in(tmp_path, ["two"]) == [("two", "drafts/two/index.html")]
    with pytest.raises(SiteError, match="there is no essay 'three'"):
        paper.essays_in(tmp_path, ["three"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The editors: A title", '"The editors: A title"'),
        ("A <i>word</i> &amp; more", '"A word & more"'),
        ('Say "no" \\ </style>', '"Say \\22 no\\22  \\5c "'),
        ("word " * 40, '"' + "word " * 17 + 'word …"'),
    ],
)
def test_the_line_above_each_page_is_safe_in_a_style_sheet(text, shown):
    assert paper.running_head(text) == shown


def test_the_line_above_each_page_names_one_author_two_or_the_first_of_many():
    assert paper.running_head("T", ["A"]) == '"A: T"'
    assert paper.running_head("T", ["A", "B"]) == '"A and B: T"'
    assert paper.running_head("T", ["A", "B", "C"]) == '"A et al.: T"'


def test_addresses_of_the_site_are_made_local_but_not_in_the_text():
    page = f'<head></head><a href="{ADDRESS}/x/">{ADDRESS}/x/</a><a href="{ADDRESS}.evil/">'
    shown = paper.for_paper(page, ADDRESS, "letter")
    assert f'<a href="/x/">{ADDRESS}/x/</a><a href="{ADDRESS}.evil/">' in shown
    assert "@page{size:letter}" in shown
    assert make_pdf.PAPERS == ("A4", "letter")
