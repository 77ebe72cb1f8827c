"""Who met whom, on the real record, against counts of its own."""

from collections import Counter

import pytest
from conftest import DATA, read_table
from summitry import artifacts, measures, people


@pytest.fixture(scope="module")
def named():
    """(person, actor) by event, as the file has them."""
    found = {}
    for row in read_table(DATA / "event_actors.csv"):
        if row["person"]:
            found.setdefault(row["event_id"], set()).add((row["person"], row["actor"]))
    return found


@pytest.fixture(scope="module")
def model(record):
    return artifacts.site_model(record)


def test_counterparts_are_those_of_other_sides_whom_an_event_names_too(record, named):
    expected = Counter(
        (one, other)
        for both in named.values()
        for one, side in both
        for other, other_side in both
        if side != other_side
    )
    table = measures.counterparts(record)
    assert dict(zip(zip(table["person"], table["other"]), table["events"])) == expected
    assert (table["meetings"] <= table["events"]).all()


def test_their_meetings_are_those_that_event_pages_number(model):
    """Each pair stands with both; its last meeting is the one with most meetings before it."""
    for person in ("donald-trump", "christopher-hill", "kim-kye-gwan"):
        counted = Counter()
        for event in model["events"]:
            for pair in event["pairs"]:
                both = {pair["person_a"], pair["person_b"]}
                if person in both:
                    counted[(both - {person}).pop()] += 1
        shown = {row["id"]: row["meetings"] for row in model["people"][person]["counterparts"]}
        assert {key: count for key, count in shown.items() if count} == counted


def test_trump_and_kim_met_three_times_and_the_room_is_timed(record, model):
    row = next(
        row for row in model["people"]["kim-jong-un"]["counterparts"] if row["id"] == "donald-trump"
    )
    assert row["meetings"] == row["timed"] == 3
    assert row["first"] == "2018-06-12-singapore-summit"
    assert row["last"] == "2019-06-30-panmunjom-trump-kim"
    lengths = record.table("meetings").set_index("event_id")["minutes_best"]
    stated = lengths[[row["first"], "2019-02-27-hanoi-summit", row["last"]]].sum()
    assert row["minutes"] == stated


def test_the_matrix_holds_who_met_often_in_the_order_of_their_first_meeting(record):
    table = measures.who_met_whom(record, 4)
    met = measures.people_who_met(record)
    met = met[met["actor_b"].eq("dprk")]
    for column, name in (("person_a", "person"), ("person_b", "north")):
        counts = met.groupby(column)["event_id"].nunique()
        assert set(table[name]) <= set(counts[counts.ge(4)].index)
    assert table["begun"].is_monotonic_increasing
    hill = table[table["person"].eq("christopher-hill") & table["north"].eq("kim-kye-gwan")]
    both = met["person_a"].eq("christopher-hill") & met["person_b"].eq("kim-kye-gwan")
    assert hill["meetings"].tolist() == [both.sum()]
    matrix = people.who_met_whom(record)
    assert sum(sum(row["cells"]) for group in matrix["groups"] for row in group["rows"]) == (
        table["meetings"].sum()
    )


def test_what_the_record_holds_of_somebody_is_said_in_one_sentence(model, named):
    known = model["people"]
    assert known["ronald-reagan"]["said"] == "No event of the record names Ronald Reagan."
    assert known["eric-schmidt"]["said"].startswith(
        "The record names Eric Schmidt in one event: meeting,"
    )
    kim = known["kim-jong-un"]
    events = sum(("kim-jong-un", "dprk") in both for both in named.values())
    assert len(kim["events"]) == events
    assert f"in {events} events from 2010 to 2026; " in kim["said"]
    assert known["donald-trump"]["terms"][0]["when"] == "20 January 2017 to 19 January 2021"
    assert known["donald-trump"]["terms"][1]["when"] == "since 20 January 2025"
    assert known["hwang-kyo-ahn"]["terms"][0]["acting"]


def test_a_name_in_a_text_is_set_apart_with_its_id():
    known = {"a": {"name": "Kim"}, "b": {"name": "Kim Jong Un"}}
    assert people.parts("Moon and Kim Jong Un", known) == [
        {"text": "Moon and ", "person": ""},
        {"text": "Kim Jong Un", "person": "b"},
    ]
    assert people.parts("nobody", {}) == [{"text": "nobody", "person": ""}]


def test_everybody_of_a_summit_case_who_has_a_page_is_linked(model):
    case = next(case for case in model["cases"] if case["id"] == "geneva-1985")
    assert [part["person"] for part in case["pair_parts"]] == [
        "ronald-reagan",
        "",
        "mikhail-gorbachev",
    ]
    assert "geneva-1985" in model["people"]["ronald-reagan"]["cases"]
