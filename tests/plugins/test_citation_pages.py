"""Citations as they stand in the pages of a small site, with the files beside them."""

import json
import shutil

import bibtexparser
import pytest
import rispy
from conftest import pelican
from lxml import html
from test_small_site import ESSAY, digest, edit


@pytest.fixture(scope="module")
def cited(small_project, tmp_path_factory):
    """The small site with an essay that cites, and a second use of the same source."""
    root = tmp_path_factory.mktemp("cited") / "project"
    shutil.copytree(small_project, root)
    items = json.loads((root / "analysis/data/bibliography.json").read_text(encoding="utf-8"))
    keys = [item["id"] for item in items if item.get("URL")][:2]
    edit(root, ESSAY, "More, in", f"More [see @{keys[0]}, pp. 3-4; @{keys[1]}], in")
    edit(root, "content/pages/about.md", "Tell us.", f"Tell us, as @{keys[0]} does.")
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    return root, keys


def page(root, name):
    return html.parse(str(root / "output" / name)).getroot()


def test_each_essay_event_and_figure_has_its_files(cited):
    root, _ = cited
    folders = [
        path.parent
        for kind in ("essays", "events", "figures")
        for path in (root / "output" / kind).glob("*/index.html")
    ]
    assert len(folders) > 25
    for folder in folders:
        (bib,) = bibtexparser.parse_file(str(folder / "cite.bib")).entries
        (ris,) = rispy.loads((folder / "cite.ris").read_bytes().decode("utf-8"))
        (item,) = json.loads((folder / "cite.json").read_text(encoding="utf-8"))
        assert bib.key == ris["id"] == item["id"]
        assert ris["title"] == item["title"]


def test_line_ends_of_ris_survive_the_writing(cited):
    root, _ = cited
    assert b"TY  - JOUR\r\n" in (root / "output/essays/small/cite.ris").read_bytes()


def test_works_cited_are_files_and_lead_to_the_pages_of_sources(cited):
    root, keys = cited
    essay = page(root, "essays/small/index.html")
    assert essay.xpath("//ul[@class='bibliography']/li/@id") == sorted(
        (f"ref-{key}" for key in keys),
        key=lambda anchor: essay.get_element_by_id(anchor).text_content().casefold(),
    )
    for key in keys:
        entry = essay.get_element_by_id(f"ref-{key}")
        assert entry.xpath(".//a[@class='source-uses']/@href") == [f"../../sources/{key}/"]
    folder = root / "output/essays/small"
    works = json.loads((folder / "works-cited.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in works] == sorted(keys)
    assert len(bibtexparser.parse_file(str(folder / "works-cited.bib")).entries) == 2
    assert (root / "output/about/works-cited.ris").exists()


def test_the_page_of_a_source_says_who_uses_it(cited):
    root, keys = cited
    uses = page(root, f"sources/{keys[0]}/index.html").xpath("//section//a/@href")
    assert "../../essays/small/" in uses
    assert "../../about/" in uses
    assert any(use.startswith("../../events/") for use in uses)
    listed = json.loads((root / "output/sources/sources.json").read_text(encoding="utf-8"))
    for item in listed:
        source = page(root, f"sources/{item['id']}/index.html")
        assert source.xpath("//div[@class='event-body']/section//a"), item["id"]


def test_the_head_says_what_scholar_and_zotero_read(cited):
    root, keys = cited
    head = page(root, "essays/small/index.html").find("head")
    meta = {tag.get("name"): tag.get("content") for tag in head.xpath("meta[@name]")}
    assert meta["citation_title"] == "A small essay"
    assert meta["citation_author"] == "The editors"
    assert meta["citation_publication_date"] == "2026/01/02"
    assert meta["citation_language"] == "en"
    assert len(head.xpath("meta[@name='citation_reference']")) == len(keys)
    assert "citation_fulltext_html_url" not in meta
    links = head.xpath("link[@rel='alternate'][starts-with(@title, 'Citation')]/@href")
    assert [link.rsplit("/", 1)[1] for link in links] == ["cite.json", "cite.ris", "cite.bib"]
    event = page(root, "events/2018-06-12-singapore-summit/index.html").find("head")
    assert event.xpath("meta[@name='DC.type']/@content") == ["webpage"]
    assert not event.xpath("meta[starts-with(@name, 'citation_')]")


def test_a_page_offers_five_forms_of_its_citation(cited):
    root, _ = cited
    for name in ("events/2018-06-12-singapore-summit", "figures/time-in-the-room", "essays/small"):
        section = page(root, f"{name}/index.html").xpath("//section[h2[@id='cite']]")[0]
        assert "The editors (2026)." in section.xpath("./p")[0].text_content()
        assert "Chicago The editors. “" in section.xpath("./details")[0].text_content()
        names = [link.text for link in section.xpath(".//a[@download]")]
        assert names == ["BibTeX", "RIS", "CSL-JSON"]


def test_the_public_site_gives_full_addresses(cited, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(cited[0], root)
    built = pelican(root, "-s", "publishconf.py", SITEURL="https://summits.example.org")
    assert built.returncode == 0, built.stdout + built.stderr
    head = page(root, "essays/small/index.html").find("head")
    full = "https://summits.example.org/essays/small/"
    assert head.xpath("meta[@name='citation_fulltext_html_url']/@content") == [full]
    assert f"{full}cite.json" in head.xpath("link[@rel='alternate']/@href")
    (item,) = json.loads((root / "output/essays/small/cite.json").read_text(encoding="utf-8"))
    assert item["URL"] == full


def test_formatted_sources_are_kept_and_change_nothing(cited, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(cited[0], root)
    kept = root / ".cache/site/bibliography.json"
    before = digest(root / "output")
    for text in (None, "{"):
        kept.unlink() if text is None else kept.write_text(text, encoding="utf-8")
        shutil.rmtree(root / "output")
        assert pelican(root).returncode == 0
        assert digest(root / "output") == before
        assert json.loads(kept.read_text(encoding="utf-8"))


def test_a_zotero_export_builds_the_same_pages(cited, tmp_path):
    root, keys = tmp_path / "project", cited[1]
    shutil.copytree(cited[0], root)
    path = root / "analysis/data/bibliography.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    exported = [
        {**item, "citation-key": item["id"], "id": f"http://zotero.org/users/1/items/K{number}"}
        for number, item in enumerate(items)
    ]
    path.write_text(json.dumps(exported[::-1]), encoding="utf-8")
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    essay = "output/essays/small/index.html"
    assert (root / essay).read_bytes() == (cited[0] / essay).read_bytes()
    for name in ("index.html", f"{keys[0]}/index.html"):
        assert (root / "output/sources" / name).read_bytes() == (
            cited[0] / "output/sources" / name
        ).read_bytes()
