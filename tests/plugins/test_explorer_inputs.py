"""The explorer's inputs, made from the real record's artifacts."""

import re
from collections import Counter

import pytest
from reading_room.generated import explorer
from reading_room.generated.overview import overview_svg
from summitry.artifacts import site_model

ENDS = "2026-08-21"


@pytest.fixture(scope="module")
def site(record):
    return site_model(record)


@pytest.fixture(scope="module")
def terms(record, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    rows = record.table("governments")[["id", "actor", "label", "start", "end"]].fillna("")
    (folder / "governments.json").write_text(rows.to_json(orient="records"), encoding="utf-8")
    return explorer.terms_of_office(folder, ENDS)


@pytest.fixture(scope="module")
def marks(site, terms):
    return [explorer.mark_of(event, terms) for event in site["events"]]


def test_every_kind_of_the_codebook_has_a_lane_of_its_own_choosing(record):
    statements = {
        kind
        for kind in record.book.vocabularies["kind"]
        if explorer.lane_of(kind, "none").id == "statement"
    }
    assert statements == {"meeting", "letter", "agreement", "statement", "leadership"}
    for level in ("leader", "minister", "envoy", "working"):
        assert explorer.lane_of("letter", level).id == level


def test_talk_stands_above_force_and_only_leaders_who_met_are_diamonds(marks):
    order = [lane.role for lane in explorer.LANES]
    assert order == sorted(order, key=["leaders", "talks", "other", "pressure", "tests"].index)
    diamonds = {mark.event["kind"] for mark in marks if mark.glyph == "diamond"}
    assert diamonds == {"meeting"}


def test_a_term_still_open_ends_with_the_record(terms):
    last = {term.actor: term.last for term in terms}
    assert last == {"us": ENDS, "rok": ENDS, "dprk": ENDS}


def test_the_tint_changes_with_the_government_and_not_before(terms):
    def eras(day):
        event = {"kind": "aid", "level": "none", "first_day": day}
        return explorer.mark_of(event, terms).eras

    assert eras("2017-01-19")[0] != eras("2017-01-20")[0]
    assert eras("2017-01-19")[1:] == eras("2017-01-20")[1:]


def test_the_head_of_a_year_names_all_who_were_in_office(terms):
    offices = {entry["country"]: entry["labels"] for entry in explorer.offices_in(2017, terms)}
    assert offices["United States"] == "Obama, Trump"
    assert offices["South Korea"] == "Park Geun-hye, Hwang Kyo-ahn (acting), Moon Jae-in"
    assert offices["North Korea"] == "Kim Jong Un"


def test_the_list_has_every_event_once_in_its_year(marks, terms, site):
    listed = [
        (entry["year"], line["id"])
        for entry in explorer.years_of(marks, terms)
        for line in entry["lines"]
    ]
    assert listed == [(event["year"], event["id"]) for event in site["events"]]


def test_options_say_how_many_events_they_leave(site, terms):
    facets = {facet["id"]: facet for facet in explorer.facets(site, terms)}
    levels = {entry["id"]: entry["count"] for entry in facets["level"]["groups"][0]["options"]}
    assert levels == Counter(event["level"] for event in site["events"])
    assert facets["person"]["groups"] == []
    assert facets["person"]["total"] > 200
    trump = next(
        entry
        for group in facets["government"]["groups"]
        for entry in group["options"]
        if entry["id"] == "us-2017-trump"
    )
    inside = [
        event
        for event in site["events"]
        if event["first_day"] <= "2021-01-19" and event["last_day"] >= "2017-01-20"
    ]
    assert trump["count"] == len(inside)


def test_the_scripts_data_has_a_cell_for_each_event_in_every_column(site, marks, terms):
    data = explorer.script_data(site, marks, terms)
    columns = data["events"]
    assert {len(column) for column in columns.values()} == {len(site["events"])}
    number = columns["id"].index("2018-06-12-singapore-summit")
    words = data["words"]
    assert words["place"][columns["place"][number]][1] == "Singapore"
    people = {words["person"][at][1] for at in columns["person"][number]}
    assert {"Kim Jong Un", "Donald Trump"} <= people
    cancelled = columns["id"].index("2018-02-10-pence-meeting-called-off")
    assert columns["flags"][cancelled] & 1


def test_labels_of_terms_never_overlap(marks, terms):
    for width in (explorer.WIDE, explorer.NARROW):
        svg = overview_svg(marks, explorer.LANES, terms, explorer.GOVERNMENTS, ENDS, width)
        found = re.findall(
            r'<text x="([\d.]+)" y="([\d.]+)" class="muted strip-label">([^<]*)', svg
        )
        assert len(found) >= 8
        for (x, y, label), (next_x, next_y, _) in zip(found, found[1:]):
            if y == next_y:
                assert float(x) + len(label) * 6.3 <= float(next_x)


def test_the_drawing_has_a_tick_for_every_event_known_to_the_month(marks, terms):
    svg = overview_svg(marks, explorer.LANES, terms, explorer.GOVERNMENTS, ENDS, 4000.0)
    ticks = sum(
        path.count("v-") for path in re.findall(r'class="tick (?:void )?tick-\d" d="([^"]*)"', svg)
    )
    places = {
        (m.lane.id, m.event["importance"], m.event["was_held"], m.event["start"].rstrip("~?"))
        for m in marks
        if m.event["precision"] != "year"
    }
    assert ticks >= len(places) * 0.98
