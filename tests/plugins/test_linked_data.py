"""What programs read in the heads of pages: valid, complete, safe, and what the page itself says."""

import json
import re

import pytest
from conftest import PUBLIC
from lxml import html
from reading_room import linked_data

SUMMIT = "events/2018-06-12-singapore-summit"
CALLED_OFF = "events/2018-02-10-pence-meeting-called-off"


def page(folder, name):
    return html.parse(str(folder / name / "index.html")).getroot()


def things(root):
    """Every thing in the head of a page, by its type."""
    blocks = root.xpath("//head/script[@type='application/ld+json']")
    assert len(blocks) <= 1
    if not blocks:
        return {}
    data = json.loads(blocks[0].text)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data.get("@graph", [data])}


def words_of(root):
    for hidden in root.xpath("//script|//style"):
        hidden.drop_tree()
    return re.sub(r"\s+", " ", root.text_content())


def test_an_essay_says_what_it_is(public_site):
    root = page(public_site, "essays/small")
    essay = things(root)["ScholarlyArticle"]
    assert essay["@id"] == essay["url"] == f"{PUBLIC}/essays/small/"
    assert essay["headline"] == "A small essay"
    assert essay["abstract"] == "Figures and a few references."
    assert essay["datePublished"] == essay["dateModified"] == "2026-01-02"
    (author,) = essay["author"]
    assert author["name"] == "The editors"
    assert author["@type"] == "Organization"
    assert essay["license"] == linked_data.LICENCE
    assert essay["isBasedOn"]["@id"] == f"{PUBLIC}/data/"
    assert [term["name"] for term in essay["about"]] == ["Security dilemma"]
    said = words_of(root)
    assert essay["headline"] in said
    assert essay["isBasedOn"]["version"] in said


def test_hostile_text_stays_in_its_place(public_site):
    root = page(public_site, "essays/hostile")
    essay = things(root)["ScholarlyArticle"]
    assert essay["headline"] == root.xpath("string(//h1)")
    assert essay["abstract"] == root.xpath("string(//meta[@name='description']/@content)")
    assert 'a "quoted" word' in essay["keywords"]
    # A correction is a change.
    assert essay["dateModified"] == "2026-01-07"
    assert [author["@type"] for author in essay["author"]] == ["Organization", "Person"]
    assert essay["isPartOf"][0]["name"] == "The room"
    hostile = "</script><script>alert(1)</script><!--"
    text = linked_data.script({"@type": "Thing", "name": hostile})
    assert not re.search(r"[<>&]", text)
    assert json.loads(text)["name"] == hostile


def test_citations_are_works_by_name(built_site):
    root = page(built_site, "essays/the-road-to-singapore")
    works = things(root)["ScholarlyArticle"]["citation"]
    assert len(works) == len(root.xpath("//section[@aria-labelledby='works-cited']/ul/li"))
    said = words_of(root)
    shown = [work for work in works if re.sub(r"\W+", "", work["name"]) in re.sub(r"\W+", "", said)]
    assert len(shown) > 0.9 * len(works)


def test_an_event_says_no_more_than_its_page(public_site):
    root = page(public_site, SUMMIT)
    event = things(root)["Event"]
    said = words_of(root)
    assert event["startDate"] == root.xpath("string(//p[@class='event-when']/time/@datetime)")
    assert "endDate" not in event
    assert "eventStatus" not in event
    assert event["location"]["geo"]["latitude"] == 1.35
    assert [body["name"] for body in event["organizer"]] == ["Singapore"]
    people = [person["name"] for body in event["attendee"] for person in body["member"]]
    assert "Kim Jong Un" in people
    for name in (event["name"], event["description"], event["location"]["name"], *people):
        assert name in said
    assert len(event["subjectOf"]) == len(root.xpath("//ol[@class='source-list']/li"))


def test_what_was_not_held_is_called_cancelled(public_site):
    event = things(page(public_site, CALLED_OFF))["Event"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"


def test_every_event_has_what_is_required_as_far_as_it_is_known(built_site, record):
    held = record.table("events").set_index("id")
    for key, row in held.iterrows():
        event = things(page(built_site, f"events/{key}"))["Event"]
        assert event["name"] == row["title"]
        assert row["start"].startswith(event["startDate"])
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", event["startDate"])
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", event.get("endDate", "2000"))
        assert ("location" in event) == bool(row["place"])
        assert ("eventStatus" in event) != row["was_held"]


def test_without_an_address_there_are_none(built_site):
    for name in ("", "data", "glossary", SUMMIT, "figures/road-to-singapore"):
        found = things(page(built_site, name))
        assert found, name
        for key in ("@id", "url", "contentUrl", "item", "distribution", "potentialAction"):
            assert all(key not in thing for thing in found.values()), (name, key)


def test_the_record_is_a_dataset_with_downloads_that_exist(public_site):
    data = things(page(public_site, "data"))["Dataset"]
    assert 50 <= len(data["description"]) <= 5000
    assert data["license"] == linked_data.LICENCE
    assert data["measurementTechnique"] == f"{PUBLIC}/method/"
    assert {place["name"] for place in data["spatialCoverage"]} >= {"North Korea", "United States"}
    offered = [file["contentUrl"] for file in data["distribution"]]
    links = {
        link.removeprefix(PUBLIC)
        for link in page(public_site, "data").xpath("//a[@download]/@href")
    }
    assert {address.removeprefix(PUBLIC) for address in offered} == links
    for address in offered:
        assert (public_site / address.removeprefix(f"{PUBLIC}/")).is_file()
    assert all(file["encodingFormat"] for file in data["distribution"])
    described = {variable["propertyID"] for variable in data["variableMeasured"]}
    assert {"events.start", "meetings.minutes_best", "tests.range_km"} <= described


def test_a_figure_is_a_drawing_and_its_rows(public_site):
    found = things(page(public_site, "figures/time-in-the-room"))
    title = page(public_site, "figures/time-in-the-room").xpath("string(//h1)")
    assert found["ImageObject"]["name"] == found["Dataset"]["name"] == title
    for address in [found["ImageObject"]["contentUrl"]] + [
        file["contentUrl"] for file in found["Dataset"]["distribution"]
    ]:
        assert (public_site / address.removeprefix(f"{PUBLIC}/")).is_file()
    assert 50 <= len(found["Dataset"]["description"]) <= 5000


def test_the_glossary_is_a_set_of_terms(public_site):
    terms = things(page(public_site, "glossary"))["DefinedTermSet"]["hasDefinedTerm"]
    assert terms == [
        {
            "@type": "DefinedTerm",
            "termCode": "security-dilemma",
            "name": "Security dilemma",
            "description": "Each side’s safety is the other’s danger.",
            "url": f"{PUBLIC}/glossary/#security-dilemma",
        }
    ]


@pytest.mark.parametrize(
    ("name", "section"),
    [
        (SUMMIT, "timeline/"),
        ("essays/small", "essays/"),
        ("figures/time-in-the-room", "figures/"),
        ("data/codebook", "data/"),
        ("authors/the-editors", "authors/"),
        ("notebooks/01-the-long-negotiation", "notebooks/"),
    ],
)
def test_the_way_to_a_page_leads_through_pages(public_site, name, section):
    steps = things(page(public_site, name))["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step["item"] for step in steps] == [
        f"{PUBLIC}/",
        f"{PUBLIC}/{section}",
        f"{PUBLIC}/{name}/",
    ]
    assert (public_site / section / "index.html").is_file()
    assert steps[-1]["name"] == page(public_site, name).xpath("string(//h1)")


def test_the_front_page_offers_the_search(public_site):
    found = things(page(public_site, "."))["WebSite"]
    target = found["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{PUBLIC}/search/?q={{search_term_string}}"
    assert page(public_site, "search").xpath("//input[@name='q']")


def test_a_draft_says_nothing_of_itself(public_site):
    assert things(page(public_site, "drafts/draft-one")) == {}


def test_the_policy_lets_the_data_stand(open_page):
    opened = open_page(f"{SUMMIT}/")
    assert opened.errors == []
    text = opened.locator("script[type='application/ld+json']").text_content()
    assert json.loads(text)["@type"] == "Event"
