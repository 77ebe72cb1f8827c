"""Changes of government: late promises and meetings around changes, by hand and on the record."""

import numpy as np
import pandas as pd
from summitry import measures, values
from summitry.measures.changes import LATE, is_late


def test_a_promise_is_late_up_to_the_reach_before_the_next_change():
    changes = np.array([100, 300])
    made = np.array([50, 90, 100, 289, 290, 350])
    # A promise of the day of a change is the new government's; after the last the first follows.
    late = is_late(made, changes, 10, 400)
    assert late.tolist() == [False, True, False, False, True, False]
    assert is_late(np.array([395]), np.array([4, 200]), 10, 400).tolist() == [True]


def test_days_left_lead_to_the_inauguration(record):
    table = measures.promises_before_changes(record).set_index("id")
    late = table.loc["joint-communique-2000-trust-us"]
    assert late["left"] == (pd.Timestamp("2001-01-20") - pd.Timestamp("2000-10-12")).days
    assert late["left"] <= LATE
    assert (late["both"], late["group"]) == ("open", f"up to {LATE} days")
    assert table.loc["leap-day-dprk-statement-2012-dprk-iaea-enrichment", "both"] == "failed"


def test_more_reach_never_makes_fewer_promises_late(record):
    table = measures.open_when_late(record)
    for _, mine in table.groupby(["coder", "kind"]):
        assert mine.sort_values("reach")["late"].is_monotonic_increasing
    assert table["open"].le(table["late"]).all()
    assert table["p"].between(0, 1).all()


def test_changes_are_those_within_the_record(record):
    days = measures.changes_of(record, "us")
    assert days.is_monotonic_increasing
    assert str(days.iloc[0].date()) == "1989-01-20"
    assert str(days.iloc[-1].date()) == "2025-01-20"
    assert len(measures.changes_of(record, "dprk")) == 2


def test_promises_of_the_koreas_are_theirs_alone(record):
    ids = set(measures.promises_before_changes(record, "rok")["agreement_id"])
    assert "inter-korean-declaration-2007" in ids
    assert not {"joint-statement-2005", "pyongyang-declaration-2002"} & ids


def test_meetings_around_a_change_lie_on_their_side_of_it(record):
    table = measures.meetings_around_changes(record).set_index("label")
    met = measures.held(measures.contacts(record))
    days = met.loc[met["kind"].eq("meeting"), "first_day"]
    day = table.loc["Obama", "day"]
    after = days[days.ge(day) & days.lt(day + pd.Timedelta(365, "D"))]
    assert table.loc["Obama", "after"] == len(after)
    assert table.loc["Obama", "wait"] == (after.min() - day).days
    assert table["before_envoys"].le(table["before"]).all()
    assert measures.after_busy_years(record)["before"].min() >= measures.BUSY


def test_the_strict_count_of_failures_is_part_of_the_wide_one(record):
    found = {value.id: value.number for value in values.of_the_promise_ledger(record)}
    for stem in ("promises", "after-change-washington", "after-change-pyongyang"):
        assert 0 < found[f"not-kept-{stem}"] <= found[f"failed-{stem}"]
    sides = sum(found[f"not-kept-after-change-washington-{side}"] for side in ("us", "dprk"))
    assert sides <= found["not-kept-after-change-washington"]


def test_an_open_promise_has_one_reason_that_both_coders_share(record):
    table = measures.promises_before_changes(record).set_index("id")
    assert table.loc["verification-understanding-2008-dprk-sampling", "why"] == "disputed"
    assert table.loc["joint-communique-2000-trust-us", "why"] == "unclear"
    assert table.loc[table["why"].ne(""), "both"].eq("open").all()


def test_what_lies_just_beyond_the_half_year_is_told(record):
    found = {value.id: value.number for value in values.of_changes_of_government(record)}
    made = pd.Timestamp("2008-07-12")
    assert found["nearly-late-days"] == (pd.Timestamp("2009-01-20") - made).days
    assert found["nearly-late-gap"] == found["nearly-late-days"] - LATE
    # The communiqué on verification: every promise failed, for both coders.
    assert found["nearly-late-text"] == found["nearly-late-text-failed"] > 0
    reasons = ("unclear", "disputed", "overtaken")
    assert sum(found[f"late-promises-{why}"] for why in reasons) == found["late-promises-open"]


def test_days_to_the_inauguration_run_from_the_last_day_of_a_meeting(record):
    found = {value.id: value.number for value in values.of_changes_of_government(record)}
    parted = pd.Timestamp("2008-12-11")
    assert (
        found["days-last-six-party-meeting-to-obama"] == (pd.Timestamp("2009-01-20") - parted).days
    )
