"""Series, drafts, future dates, authors, corrections, related essays and claims on a small site."""

import re
import shutil

import pytest
from conftest import pelican
from lxml import html

SUMMIT = "2018-06-12-singapore-summit"
LETTER = "2018-05-24-trump-letter-cancels-summit"


def essay(title, date, *fields, body="Text."):
    return "\n".join(["---", f"title: {title}", f"date: {date}", *fields, "---", "", body, ""])


SHARED = f"[](event:{SUMMIT}), [](event:{LETTER}) and a [](term:security-dilemma)."
ESSAYS = {
    "first": essay(
        "The *first* part & more",
        "2026-01-03",  # line 3; the claims begin on line 10
        "series: {name: The room, part: 1}",
        "checked: 2026-01-09",
        "lang: en-GB",
        "corrections:",
        "  - {date: 2026-01-05, what: It said *May*., why: A reader wrote.}",
        f"  - {{date: 2026-01-07, what: 'It named [](event:{LETTER}).', why: It was wrong.}}",
        "claims:",
        f"  - claim: They met on [](event:{SUMMIT}#date).",
        f"    evidence: [event:{SUMMIT}, figure:road-to-singapore, 'value:days-cancellation-to-singapore']",
        "    confidence: high",
        "    change: A forged photograph.",
        "  - claim: It mattered.",
        f"    evidence: [promise:singapore-joint-statement-2018-dprk-remains, case:singapore-2018, {LETTER}]",
        "    confidence: low",
        "    change: Nothing came of it.",
        body=f"{SHARED}\n\nSee [](#claim-2) and [the first](#claim-1).",
    ),
    "second": essay(
        "The second part",
        "2026-01-04",
        "series: {name: The room, part: 2}",
        "author:",
        "  - The editors",
        "  - name: Guest Writer",
        body=SHARED,
    ),
    "third": essay(
        "A draft of the third",
        "2026-01-05",
        "series: The room",
        "part: 3",
        "status: draft",
        body=SHARED,
    ),
    "later": essay("Not yet", "2026-07-01", body=SHARED),
    "alone-fr": essay("Seul", "2026-01-08", "slug: alone", "lang: fr"),
    "undated": "Title: Without a day\nStatus: draft\n\nText.\n",
    "hidden": essay("Hidden one", "2026-01-06", "status: hidden", body=SHARED),
    "alone": essay("Alone", "2026-01-08", "related: [second]"),
}
AUTHORS = """[the-editors]
name = "The editors"
bio = "Nobody & everybody."
orcid = "0000-0002-1825-0097"
"""
SERIES = """[the-room]
name = "The room"
summary = "What happens in it."
"""


def write(root, essays=None):
    for name, text in (essays or ESSAYS).items():
        (root / "content/essays" / f"{name}.md").write_text(text, encoding="utf-8")
    (root / "content/authors.toml").write_text(AUTHORS, encoding="utf-8")
    (root / "content/series.toml").write_text(SERIES, encoding="utf-8")


@pytest.fixture(scope="module")
def built(small_project, tmp_path_factory):
    """The small site with all kinds of essays, built as of a day; (folder, what was printed)."""
    root = tmp_path_factory.mktemp("essays") / "project"
    shutil.copytree(small_project, root)
    write(root)
    run = pelican(root, AS_OF="2026-06-30")
    assert run.returncode == 0, run.stdout + run.stderr
    return root / "output", run.stdout


def page(built, name):
    return html.parse(str(built[0] / name / "index.html")).getroot()


def text_of(element):
    return re.sub(r"\s+", " ", element.text_content()).strip()


def test_claims_stand_with_the_essay(built):
    root = page(built, "essays/first")
    claim = root.get_element_by_id("claim-1")
    assert text_of(claim).startswith("Claim 1 They met on 12 June 2018.")
    assert "A forged photograph." in text_of(claim)
    links = claim.xpath(".//ul[@class='evidence']//a/@href")
    assert links == [
        f"../../events/{SUMMIT}/",
        "../../figures/road-to-singapore/",
        "../../data/values/#days-cancellation-to-singapore",
    ]
    prose = root.xpath("//div[@class='prose']")[0]
    assert "See claim 2 and the first." in text_of(prose)
    sections = [node.get("class") for node in root.xpath("//article/*")]
    assert sections.index("prose") < sections.index("essay-claims")


def test_all_claims_stand_on_a_page_and_by_confidence(built):
    every, low = page(built, "claims"), page(built, "claims/low")
    assert "They met on 12 June 2018." in text_of(every)
    assert "It mattered." in text_of(every)
    assert "They met on" not in text_of(low)
    assert "../../essays/first/#claim-2" in low.xpath("//a/@href")
    assert low.xpath("//nav[@aria-label='Confidence']//a[@aria-current='page']/text()") == [
        "Low (1)"
    ]
    assert "No essay makes a claim with medium confidence" in text_of(page(built, "claims/medium"))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        (f"events/{SUMMIT}", 1),
        (f"events/{LETTER}", 2),
        ("figures/road-to-singapore", 1),
        ("data/values", 1),
        ("promises/singapore-joint-statement-2018", 2),
        ("cases/singapore-2018", 2),
    ],
)
def test_what_a_claim_rests_on_lists_the_claim(built, name, number):
    links = page(built, name).xpath("//a/@href")
    assert any(link.endswith(f"essays/first/#claim-{number}") for link in links)


def test_a_series_has_a_page_a_box_and_its_neighbours(built):
    first, series = page(built, "essays/first"), page(built, "series/the-room")
    box = text_of(first.xpath("//aside[@class='series-box']")[0])
    assert box.startswith("Part 1 of 2 in The room")
    assert first.xpath("//a[@rel='next']/@href") == ["../../essays/second/"]
    assert page(built, "essays/second").xpath("//a[@rel='prev']/@href") == ["../../essays/first/"]
    titles = [text_of(node) for node in series.xpath("//h2")]
    assert titles == ["The first part & more", "The second part"]
    assert "What happens in it." in text_of(series)


def test_drafts_and_essays_of_the_future_are_on_no_list(built):
    output = built[0]
    for slug, title in (
        ("third", "A draft of the third"),
        ("later", "Not yet"),
        ("undated", "Without a day"),
    ):
        assert not (output / "essays" / slug).exists()
        draft = page(built, f"drafts/{slug}")
        assert draft.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert "Draft." in text_of(draft)
        for path in output.rglob("*"):
            if path.suffix in (".html", ".xml") and "drafts" not in path.parts:
                assert title not in path.read_text(encoding="utf-8"), path
    assert "It will be published on 1 July 2026." in text_of(page(built, "drafts/later"))
    assert "content/essays/later.md: dated 1 July 2026, so a draft until then" in built[1]
    assert not page(built, "essays/first").xpath("//meta[@name='robots']")


def test_a_hidden_essay_has_an_address_and_is_on_no_list(built):
    assert (built[0] / "essays/hidden/index.html").exists()
    for path in built[0].rglob("*.html"):
        if "hidden" not in path.parts:
            assert "Hidden one" not in path.read_text(encoding="utf-8"), path


def test_every_author_has_a_page_that_the_byline_links(built):
    second = page(built, "essays/second")
    byline = second.xpath("//p[@class='byline']")[0]
    assert text_of(byline).startswith("The editors and Guest Writer ·")
    assert byline.xpath("./a[@rel='author']/@href") == [
        "../../authors/the-editors/",
        "../../authors/guest-writer/",
    ]
    editors, guest = page(built, "authors/the-editors"), page(built, "authors/guest-writer")
    assert "Nobody & everybody." in text_of(editors)
    assert "https://orcid.org/0000-0002-1825-0097" in editors.xpath("//a/@href")
    assert [text_of(node) for node in guest.xpath("//h2")] == ["The second part"]
    names = second.xpath("//meta[@name='citation_author']/@content")
    assert names == ["The editors", "Guest Writer"]


def test_corrections_stand_on_the_essay_and_among_the_changes(built):
    first = page(built, "essays/first")
    assert "corrected 7 January 2026" in text_of(first.xpath("//p[@class='byline']")[0])
    assert "last checked 9 January 2026" in text_of(first.xpath("//p[@class='byline']")[0])
    rows = first.xpath("//section[@class='essay-corrections']//dl/div")
    assert [row.get("id") for row in rows] == ["correction-2026-01-07", "correction-2026-01-05"]
    assert "A reader wrote." in text_of(rows[1])
    assert rows[0].xpath(".//a/@href") == [f"../../events/{LETTER}/"]
    changes = page(built, "changes")
    assert "It said May." in text_of(changes)
    assert "../essays/first/#correction-2026-01-05" in changes.xpath("//a/@href")


def test_related_essays_say_why_and_keep_what_the_author_chose(built):
    related = page(built, "essays/first").xpath("//nav[@class='onward']/ul[@class='plain-list']/li")
    assert [text_of(row) for row in related] == [
        "A small essay shares 2 events, 1 term and 1 figure",
        "The second part shares 2 events and 1 term",
    ]
    chosen = page(built, "essays/alone").xpath("//nav[@class='onward']/ul[@class='plain-list']/li")
    assert [text_of(row) for row in chosen] == ["The second part"]


def test_previous_and_next_go_by_date(built):
    onward = page(built, "essays/second").xpath("//nav[@class='onward']")[0]
    said = text_of(onward)
    assert "Earlier essay The first part & more" in said
    assert "Later essay Alone" in said


def test_a_summary_that_is_not_written_is_the_first_paragraph(built):
    cards = page(built, "essays").xpath("//article[@class='essay-card']")
    card = next(card for card in cards if "The first part" in text_of(card))
    assert "Trump letter" in text_of(card) or "Trump" in text_of(card)
    assert "part 1 of 2 in The room" in text_of(card)
    assert "1 minute" in text_of(card)


def test_a_title_is_text_with_emphasis_and_the_language_is_the_authors(built):
    source = (built[0] / "essays/first/index.html").read_text(encoding="utf-8")
    assert "<h1>The <em>first</em> part &amp; more</h1>" in source
    assert "<title>The first part &amp; more · " in source
    assert '<html lang="en-GB">' in source


def test_a_translation_has_a_page_that_is_signed_and_is_on_no_list(built):
    seul = page(built, "essays/alone-fr")
    assert text_of(seul.xpath("//p[@class='byline']")[0]).startswith("The editors ·")
    assert seul.xpath("/html/@lang") == ["fr"]
    assert "Seul" not in text_of(page(built, "essays"))


def test_an_edition_of_a_later_day_publishes_what_waited(small_copy):
    write(small_copy)
    assert pelican(small_copy, AS_OF="2026-07-01").returncode == 0
    assert (small_copy / "output/essays/later/index.html").exists()
    assert not (small_copy / "output/drafts/later").exists()


MISTAKES = {
    "first": ESSAYS["first"]
    .replace(f"event:{SUMMIT}, figure", "event:2018-06-12-singapor-summit, figure")
    .replace("[](#claim-2)", "[](#claim-5)"),
    "second": ESSAYS["second"].replace("part: 2", "part: 4").replace("The editors", "The editor"),
    "third": ESSAYS["third"].replace("part: 3", "part: 1"),
    "alone": ESSAYS["alone"].replace("[second]", "[secnd, alone]"),
    "other": essay("Other", "2026-01-09", "series: The Room", "part: 2", "author: guest Writer"),
}


def test_mistakes_of_all_essays_are_named_together(small_copy):
    write(small_copy, MISTAKES)
    (small_copy / "content/authors.toml").write_text(AUTHORS + "web = 'x'\n", encoding="utf-8")
    built = pelican(small_copy, AS_OF="2026-06-30")
    assert built.returncode == 1
    assert "Traceback" not in built.stdout + built.stderr
    for said in (
        "content/authors.toml:1:1: [the-editors] web: a table holds text: name, bio, orcid",
        "first.md:12:16: claim 1, “They met on",
        f"no such event is in the record; did you mean {SUMMIT}",
        "(it still rests on figure:road-to-singapore, value:days-cancellation-to-singapore)",
        "first.md:23:8: the essay has no claim 5; it has 2",
        "second.md:5:1: the author 'The editor' is not in content/authors.toml; did you mean The",
        "second.md:4:1: 'The room' has a part 4 but no part 3",
        "third.md:4:1: part 1 of 'The room' is content/essays/first.md already",
        "alone.md:4:1: related: there is no other published essay 'secnd'; did you mean second?",
        "alone.md:4:1: related: there is no other published essay 'alone'",
        "other.md:6:1: the author 'guest Writer' is not in content/authors.toml; did you mean Guest",
        "other.md:4:1: the series is spelled 'The room' elsewhere",
    ):
        assert said in built.stdout, (said, built.stdout)


def test_two_essays_at_one_address_stop_the_build(small_copy):
    write(small_copy, {"copy": ESSAYS["alone"].replace("related: [second]", "slug: small")})
    built = pelican(small_copy)
    assert built.returncode == 1
    assert "Traceback" not in built.stdout + built.stderr
    assert "the address essays/small/ is taken by content/essays/" in built.stdout


def test_a_published_event_that_is_removed_names_the_claims_that_rest_on_it(small_copy):
    write(small_copy)
    gone = f"events/{SUMMIT}\n"
    (small_copy / "analysis/data/manifest.txt").write_text(gone, encoding="utf-8")
    path = small_copy / "analysis/data/events.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(SUMMIT + ",")]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8")
    built = pelican(small_copy)
    assert built.returncode == 1
    assert f"events/{SUMMIT} was published and is gone" in built.stdout
    assert re.search(
        rf"first.md:12:16: claim 1, “They met on .*”, would lose event:{SUMMIT}, which is no longer "
        r"in the record \(it still rests on figure:road-to-singapore, value:days-canc",
        built.stdout,
    )
    assert "claim 2" not in built.stdout


@pytest.mark.parametrize(("name", "value"), [("AS_OF", "soon"), ("SOURCE_DATE_EPOCH", "x")])
def test_a_day_of_edition_that_is_none_is_refused(small_copy, name, value):
    built = pelican(small_copy, **{name: value})
    assert built.returncode == 1
    assert f"{name}: '{value}' is not a" in built.stdout
    assert "Traceback" not in built.stdout + built.stderr
