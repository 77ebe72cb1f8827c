"""What followed day zero, and the calm beside that after other days, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import SurvfuncRight
from summitry import codebook, dates, measures, tables
from summitry.measures import day_zero


@pytest.fixture
def small(monkeypatch):
    """One process that begins on 1 January 2010, between tests of 2009 and of 2011."""
    rows = [
        ("before", "2009-12-22", "missile-test", "none", ""),
        ("zero", "2010-01-01", "meeting", "envoy", "p"),
        ("round-two", "2010-01-31", "meeting", "envoy", "p"),
        ("working", "2010-02-10", "meeting", "working", "p"),
        ("other", "2010-03-02", "meeting", "minister", ""),
        ("text", "2010-03-12", "agreement", "envoy", "p"),
        ("sanctions", "2010-04-11", "sanctions", "none", ""),
        ("month", "2010-05", "missile-test", "none", ""),
        ("too-late", "2011-06-30", "meeting", "envoy", "p"),
        ("test", "2011-01-01", "nuclear-test", "none", ""),
        ("last", "2011-12-01", "missile-test", "none", ""),
    ]
    events = pd.DataFrame(rows, columns=["id", "start", "kind", "level", "process"])
    spans = [dates.span_days(start) for start in events["start"]]
    events["first_day"] = pd.to_datetime([first for first, _ in spans])
    events["last_day"] = pd.to_datetime([last for _, last in spans])
    events["precision"] = [dates.parse(start).precision for start in events["start"]]
    events = events.assign(was_held=True, title="", date_words=events["start"])
    met = [row[0] for row in rows if row[2] in ("meeting", "agreement")]
    actors = pd.DataFrame(
        [(key, actor, "party", "") for key in met for actor in ("us", "dprk")],
        columns=["event_id", "actor", "role", "person"],
    )
    found = {
        "events": events,
        "event_actors": actors,
        "tests": pd.DataFrame(columns=["event_id", "class"]),
        "agreements": pd.DataFrame(
            [("t", "text", "Text", "2010-03-12")], columns=["id", "event_id", "title", "signed"]
        ),
        "commitments": pd.DataFrame([("t",)], columns=["agreement_id"]),
    }
    process = day_zero.Process("p", "Talks", "zero", ("us", "dprk"), "p")
    monkeypatch.setattr(day_zero, "PROCESSES", (process,))
    book = codebook.Codebook("t", "v", "1985-01-01", "2012-01-01", {}, {})
    return tables.Record(book, [], found)


def test_days_are_counted_from_the_first_day_of_the_first_meeting(small):
    row = measures.what_followed(small).iloc[0]
    assert row["name"] == "Talks, 2010"
    assert row["next_same_level"] == 30
    assert row["next_meeting"] == 30
    assert row["first_text"] == 70
    assert row["next_sanctions"] == 100
    assert row["next_test"] == 365  # not the one known only to the month
    assert row["length"] == 30  # the meeting of 2011 comes after more than a year
    assert row["length_long"] == 545
    assert row["meetings"] == 2


def test_marks_leave_out_the_working_level_and_what_lies_beyond(small):
    marks = measures.marks_after(small, reach=364)
    assert list(marks["event_id"]) == ["zero", "round-two", "other", "text", "sanctions"]
    assert list(marks["days"]) == [0, 30, 60, 70, 100]


def test_every_day_waits_for_the_test_after_it(small):
    table = measures.waits(small)
    assert table.loc["2010-12-31", "wait"] == 1
    assert table.loc["2011-01-01", "wait"] == 334  # a test day waits for the next one
    assert table.loc["2011-01-01", "since"] == 0
    assert table.loc["2010-01-01", ["wait", "since"]].tolist() == [365, 10]
    assert pd.isna(table.loc["1992-01-01", "since"])
    assert table.index[-1] == pd.Timestamp("2011-11-30")


def test_the_rank_counts_shorter_calms_and_half_of_the_equal(small):
    row = measures.calm_and_chance(small).iloc[0]
    table = measures.waits(small)
    mine = table["era"].eq(row["era"]) & (table.index != row["day_zero"])
    others = table.loc[mine, "wait"].to_numpy(dtype=float)
    assert row["days"] == len(others)
    assert row["rank"] == pytest.approx(
        (np.sum(others < 365) + np.sum(others == 365) / 2) / len(others)
    )
    matched = measures.calm_and_chance(small, "as calm before").iloc[0]
    assert matched["days"] == 375 - 10 - 1 + 334 - 10  # 10 days or more after the test before


def test_an_unknown_rule_is_refused(small):
    with pytest.raises(ValueError, match="no rule 'x'"):
        measures.calm_and_chance(small, "x")


def test_the_median_calm_agrees_with_a_survival_curve(record):
    """The Kaplan–Meier median of statsmodels, without censoring, is that of the waits."""
    table = measures.waits(record)
    for row in measures.calm_and_chance(record).to_dict("records"):
        others = table[table["era"].eq(row["era"]) & (table.index != row["day_zero"])]["wait"]
        curve = SurvfuncRight(others.to_numpy(float), np.ones(len(others)))
        assert curve.quantile(0.5) == pytest.approx(row["median"], abs=1)
        assert curve.quantile(0.95) == pytest.approx(row["high"], abs=1.5)


def test_the_joint_rank_is_fair_when_days_are_ordinary():
    """With the days zero drawn at random, the chance of a low p is what it says."""
    draw = np.random.default_rng(1)
    waits = draw.exponential(100, 2000)
    shares = (pd.Series(waits).rank().to_numpy() - 0.5) / len(waits)
    null = shares[draw.integers(0, 2000, (4000, 10))].mean(axis=1)
    # Ten uniform numbers have a mean with this spread; the null of `joint_rank` is the same.
    assert null.mean() == pytest.approx(0.5, abs=0.01)
    assert null.std() == pytest.approx((1 / 12 / 10) ** 0.5, rel=0.05)


def test_the_joint_rank_is_repeatable_and_within_bounds(record):
    one, two = (day_zero.joint_rank(record, draws=500) for _ in range(2))
    assert one == two
    assert 0 < one.p_drawn <= 1
    ranks = measures.calm_and_chance(record)["rank"]
    assert one.mean_rank == pytest.approx(ranks.mean(), abs=0.001)


def test_the_first_of_each_pause_waits_longest(record):
    table = measures.joint_ranks(record).set_index("selection")
    first, last = table.loc["First of each pause"], table.loc["Last of each pause"]
    assert first["processes"] == last["processes"]
    assert first["mean_rank"] >= last["mean_rank"]


def test_values_of_both_notebooks_have_ids_of_their_own(record):
    from summitry import values

    found = [*values.of_time_in_the_room(record), *values.of_day_zero(record)]
    found += values.of_the_road_to_singapore(record)
    ids = [value.id for value in found]
    assert len(ids) == len(set(ids))
    events = set(record.table("events")["id"])
    for value in found:
        assert set(value.rows) <= events, value.id
        assert "nan" not in value.text, value.id
