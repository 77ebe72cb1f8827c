"""Measures, on small tables whose answers can be counted by hand."""

import pandas as pd
import pytest
from summitry import codebook, dates, measures, tables


def events(*rows):
    """A table of events from (id, start, end, kind, level, was_held)."""
    frame = pd.DataFrame(rows, columns=["id", "start", "end", "kind", "level", "was_held"])
    spans = [dates.span_days(start, end) for start, end in zip(frame["start"], frame["end"])]
    frame["first_day"] = pd.to_datetime([first for first, _ in spans])
    frame["last_day"] = pd.to_datetime([last for _, last in spans])
    frame["precision"] = [dates.parse(start).precision for start in frame["start"]]
    frame["importance"] = "2"
    return frame


@pytest.fixture
def small(request):
    """A record of seven events and their actors."""
    table = events(
        ("a", "2017-02-01", "", "meeting", "working", True),
        ("b", "2017-03", "", "meeting", "envoy", True),
        ("c", "2018-06-12", "", "meeting", "leader", True),
        ("d", "2018-06-12", "", "letter", "leader", True),
        ("e", "2018-07-01", "2018-07-03", "meeting", "minister", False),
        ("f", "2017-11-29", "", "missile-test", "none", True),
        ("g", "2019-02-27", "2019-02-28", "meeting", "leader", True),
    )
    actors = pd.DataFrame(
        [(key, actor, "party") for key in "abcdeg" for actor in ("us", "dprk")]
        + [("f", "dprk", "party"), ("a", "china", "host")],
        columns=["event_id", "actor", "role"],
    )
    tests = pd.DataFrame([("f", "icbm")], columns=["event_id", "class"])
    book = codebook.Codebook("t", "v", "1985-01-01", "2020-01-01", {}, {})
    return tables.Record(book, [], {"events": table, "event_actors": actors, "tests": tests})


def test_contacts_need_both_governments_as_parties(small):
    assert list(measures.contacts(small)["id"]) == ["a", "b", "c", "d", "e", "g"]
    assert measures.contacts(small, ("us", "china")).empty


def test_a_year_counts_meetings_by_level_and_days_of_tests(small):
    table = measures.meetings_and_tests_per_year(small, 2016, 2019).set_index("year")
    assert table.loc[2016].sum() == 0
    assert table.loc[2017].to_dict() == {
        "leader": 0,
        "minister": 0,
        "envoy": 1,
        "working": 1,
        "meetings": 2,
        "test_days": 1,
    }
    assert table.loc[2018, "meetings"] == 1  # neither the letter nor the cancelled meeting


def test_days_met_counts_calendar_days_once(small):
    held = measures.held(measures.contacts(small))
    leaders = held[held["level"].eq("leader")]
    assert measures.days_met(leaders) == 3  # 12 June; 27 and 28 February
    with pytest.raises(ValueError, match="b is not known to the day"):
        measures.days_met(held)


def test_gaps_lie_between_events_known_to_the_day(small):
    gaps = measures.gaps_between(measures.held(measures.contacts(small)))
    first = gaps.iloc[0]
    assert (first["after"], first["before"]) == ("a", "c")
    assert first["gap_days"] == 495  # 2 February 2017 to 11 June 2018, both included
    assert list(gaps["gap_days"]) == [495, 259]


def test_an_event_inside_a_longer_one_bounds_no_gap():
    table = events(
        ("long", "2018-01-01", "2018-01-31", "meeting", "envoy", True),
        ("inside", "2018-01-10", "", "meeting", "envoy", True),
        ("after", "2018-02-02", "", "meeting", "envoy", True),
    )
    gaps = measures.gaps_between(table)
    assert list(gaps[["after", "before", "gap_days"]].iloc[0]) == ["long", "after", 1]


def test_an_event_known_to_the_month_is_in_a_period_only_if_all_of_it_is():
    table = events(("m", "2017-03", "", "meeting", "envoy", True))
    assert len(measures.in_period(table, "2017-03-01", "2017-03-31")) == 1
    assert measures.in_period(table, "2017-03-02", "2017-12-31").empty


def test_a_running_total_adds_each_coders_scores_in_order_of_date():
    table = events(
        ("late", "2018-06-12", "", "meeting", "leader", True),
        ("early", "2017-09-03", "", "nuclear-test", "none", True),
    )
    scores = pd.DataFrame(
        [("late", "a", 2, 1), ("late", "b", 1, 1), ("early", "a", -2, -2), ("early", "b", -2, -1)],
        columns=["event_id", "coder", "reassurance", "denuclearisation"],
    )
    book = codebook.Codebook("t", "v", "1985-01-01", "2020-01-01", {}, {})
    record = tables.Record(book, [], {"events": table, "yardsticks": scores})
    totals = measures.cumulative_scores(record, "reassurance")
    assert list(totals["id"]) == ["early", "late"]
    assert totals[["a", "b", "mean", "low", "high"]].to_numpy().tolist() == [
        [-2, -2, -2, -2, -2],
        [0, -1, -0.5, -1, 0],
    ]
    series = {"x": totals.set_index("first_day")["mean"]}
    on = measures.totals_on(series, ["2017-01-01", "2017-12-31", "2018-12-31"])
    assert list(on["x"]) == [0, -2, -0.5]


def test_a_deed_is_what_was_done_whatever_it_is_filed_as(record):
    scores = measures.both_scores(record).set_index("id")
    assert len(scores) == record.table("yardsticks")["event_id"].nunique()
    demolition = scores.loc["2018-05-24-punggye-ri-demolition"]
    assert (demolition["denuclearisation"], demolition["reassurance"]) == (2, 0)
    assert demolition["is_deed"]
    assert demolition["mover"] == "dprk"
    assert not scores.loc["2018-06-12-singapore-summit", "is_deed"]
    guard_posts = scores.loc["2018-12-12-guard-posts-verified"]  # filed as a meeting
    assert (guard_posts["is_deed"], guard_posts["is_deed_by_kind"]) == (True, False)
    tweet = scores.loc["2019-03-22-trump-orders-sanctions-withdrawn"]  # filed as relief
    assert (tweet["is_deed"], tweet["is_deed_by_kind"]) == (False, True)


def test_every_correction_of_what_is_a_deed_is_a_judged_event_and_changes_something(record):
    scores = measures.both_scores(record)
    corrected = scores[scores["is_deed"].ne(scores["is_deed_by_kind"])]
    assert set(corrected["id"]) == {
        *measures.DEEDS_FILED_AS_WORDS,
        *measures.WORDS_FILED_AS_DEEDS,
    }


def test_the_halt_of_tests_is_the_one_deed_that_raised_both_yardsticks(record):
    scores = measures.both_scores(record)
    both = scores[scores["denuclearisation"].gt(0) & scores["reassurance"].gt(0)]
    assert list(both.loc[both["is_deed"], "id"]) == ["2018-04-20-party-plenum-suspends-tests"]
    assert not both["is_deed_by_kind"].any()


def test_steps_stand_until_the_event_that_undid_them(record):
    steps = measures.steps_and_ends(record).set_index("name")
    events = set(record.table("events")["id"])
    assert set(steps["taken"]) <= events
    assert set(steps["undone"]) - {""} <= events
    guard_posts = steps.loc["Guard posts razed and checked"]
    assert guard_posts["months"] == round(1807 / 30.44)  # 12 December 2018 to 23 November 2023
    assert steps.loc["Halt of nuclear tests", "undone"] == ""


def test_the_rises_of_the_yardsticks_add_up(record):
    from summitry import values

    found = {value.id: value.number for value in values.of_the_two_yardsticks(record)}
    for scale in ("denuclearisation", "reassurance"):
        rise = f"rise-{scale}-2018-19"
        assert found[rise] == (found[f"{rise}-a"] + found[f"{rise}-b"]) / 2
    assert found["deeds-raise-reassurance-2018-19"] == sum(
        found[f"deeds-raise-reassurance-2018-19-{mover}"] for mover in ("allies", "dprk", "both")
    )


def test_days_between_counts_nights():
    assert measures.days_between("2018-06-12", "2018-06-12") == 0
    assert measures.days_between("2018-05-24", "2018-06-12") == 19
    assert measures.days_between("2020-02-28", "2020-03-01") == 2  # a leap year


def test_values_of_the_real_record_agree_with_counts_by_hand(record):
    from summitry import values

    found = {value.id: value for value in values.of_the_road_to_singapore(record)}
    rows = record.table("events")
    by_hand = rows["start"].str.startswith("2017") & rows["kind"].isin(
        ("missile-test", "nuclear-test", "satellite-launch")
    )
    assert found["test-days-2017"].number == by_hand.sum()
    assert found["days-cancellation-to-singapore"].text == "nineteen"
    adopted = rows["start"].str.startswith("2017") & rows["title"].str.contains("adopts Resolution")
    assert found["sanctions-resolutions-2017-earlier"].number == adopted.sum() - 1
    promised = record.table("commitments")["agreement_id"].eq("singapore-oral-undertakings-2018")
    assert found["singapore-oral-promises"].number == promised.sum()
    assert found["years-icbm-halt-after-plenum"].text == "two"  # 28 December 2019 to early 2022
    for value in found.values():
        assert set(value.rows) <= set(rows["id"]), value.id


@pytest.mark.parametrize(
    ("number", "text"), [(0, "no"), (3, "three"), (20, "twenty"), (1700, "1,700")]
)
def test_numbers_stand_in_prose_as_a_writer_would_put_them(number, text):
    from summitry.values import in_words

    assert in_words(number) == text
