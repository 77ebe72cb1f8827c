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


def test_the_parts_of_the_failures_after_a_change_do_not_exceed_them(record):
    found = {value.id: value.number for value in values.of_changes_of_government(record)}
    whole = {value.id: value.number for value in values.of_the_promise_ledger(record)}
    parts = ("2002-2003", "one-day")
    one_by_one = sum(found[f"failed-after-change-washington-{part}"] for part in parts)
    assert 0 < one_by_one <= whole["failed-after-change-washington"]
    assert found["failed-same-governments"] <= whole["failed-promises"]
