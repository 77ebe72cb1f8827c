"""Talks and tests: rates by hand, an independent interval, and a null that keeps clusters."""

import numpy as np
import pandas as pd
import pytest
from summitry.measures import testing


def series(days, ones):
    found = np.zeros(days, dtype=int)
    found[list(ones)] = 1
    return found


def test_the_ratio_is_that_of_the_two_rates_with_half_a_test_added():
    inside = np.zeros(1000, dtype=bool)
    inside[:200] = True
    tests = series(1000, [10, 20, *range(300, 340, 2)])
    found = testing.rate_ratio(tests, inside, turns=200)
    assert (found.days_in, found.days_out, found.tests_in, found.tests_out) == (200, 800, 2, 20)
    assert found.ratio == pytest.approx((2.5 / 200) / (20.5 / 800))
    assert found.per_year_in == pytest.approx(2 / 200 * 365.25)
    assert found.low <= found.ratio <= found.high


def test_a_relation_made_by_hand_is_found_and_none_is_not():
    draw = np.random.default_rng(3)
    inside = np.repeat(draw.random(100) < 0.4, 60)
    rate = np.where(inside, 0.002, 0.06)
    related = (draw.random(6000) < rate).astype(int)
    found = testing.rate_ratio(related, inside, turns=500)
    assert found.high < 1
    assert found.p_turned < 0.02
    alike = (draw.random(6000) < 0.03).astype(int)
    found = testing.rate_ratio(alike, inside, turns=500)
    assert found.low < 1 < found.high


def test_the_null_is_calibrated_when_both_series_are_clustered():
    """Two clustered series without relation: a tenth of p-values lie below 0.1, or thereabouts."""
    draw = np.random.default_rng(11)
    small = 0
    for _ in range(120):
        inside = np.repeat(draw.random(60) < 0.4, 50)
        bursts = np.repeat(draw.random(60) < 0.3, 50)
        bursts = np.roll(bursts, draw.integers(3000))
        tests = (draw.random(3000) < np.where(bursts, 0.1, 0.005)).astype(int)
        small += testing.rate_ratio(tests, inside, turns=200).p_turned <= 0.1
    assert 3 <= small <= 24


def test_without_talks_there_is_no_ratio():
    found = testing.rate_ratio(series(100, [3]), np.zeros(100, dtype=bool), turns=10)
    assert np.isnan(found.ratio)


def test_turning_keeps_the_number_of_days_in_talks():
    inside = np.zeros(400, dtype=bool)
    inside[50:120] = True
    every_day = np.ones(400, dtype=int)
    # With a test on every day, no turn can change how many fall in talks.
    assert np.ptp(testing.turned(every_day, inside, turns=50)) == 0


def test_the_regression_agrees_with_the_ratio_of_rates_when_months_are_all_in_or_all_out():
    days = pd.date_range("2000-01-01", "2009-12-31", freq="D")
    inside = np.asarray(days.year % 2 == 0)
    draw = np.random.default_rng(5)
    tests = (draw.random(len(days)) < np.where(inside, 0.01, 0.03)).astype(int)
    ratio, low, high = testing.poisson_ratio(tests, np.asarray(inside), days)
    by_hand = (tests[inside].sum() / inside.sum()) / (tests[~inside].sum() / (~inside).sum())
    assert ratio == pytest.approx(by_hand, rel=1e-6)
    assert low < ratio < high


def test_the_robust_interval_is_near_the_exact_one_for_independent_days():
    """Against `scipy.stats`: the conditional exact interval of a ratio of two Poisson rates."""
    from scipy import stats

    days = pd.date_range("2000-01-01", "2019-12-31", freq="D")
    inside = np.asarray(days.month <= 6)
    draw = np.random.default_rng(8)
    tests = (draw.random(len(days)) < np.where(inside, 0.02, 0.04)).astype(int)
    _ratio, low, high = testing.poisson_ratio(tests, inside, days)
    a, b = tests[inside].sum(), tests[~inside].sum()
    exact = stats.binomtest(int(a), int(a + b)).proportion_ci(0.95)
    exposure = (~inside).sum() / inside.sum()
    bounds = [share / (1 - share) * exposure for share in (exact.low, exact.high)]
    assert low == pytest.approx(bounds[0], rel=0.12)
    assert high == pytest.approx(bounds[1], rel=0.12)


def test_rules_widen_as_they_should(record):
    days = testing.days_of(record)
    widths = [testing.in_talks(record, rule, days).sum() for rule in testing.RULES[:3]]
    assert widths == sorted(widths)
    joined = testing.in_talks(record, testing.RULES[-1], days)
    assert joined.sum() > testing.in_talks(record, testing.RULES[-2], days).sum()


def test_the_bins_around_meetings_count_test_days_by_hand(record):
    table = testing.around_meetings(record, ("leader",), reach=60, width=30, turns=50)
    meetings = testing.meetings_of(record, ("leader",))
    days = testing.days_of(record)
    dates = days[testing.is_test_day(record, days).astype(bool)]
    after = sum(
        ((dates > m.last_day) & (dates <= m.last_day + pd.Timedelta(30, "D"))).sum()
        for m in meetings.itertuples()
    )
    assert table.loc[table["middle"].eq(15), "rate"].item() == pytest.approx(after / len(meetings))
    assert table.attrs["meetings"] == len(meetings)


def test_spread_evenly_expects_each_groups_share():
    inside = np.zeros(200, dtype=bool)
    inside[:50] = True
    counted = series(200, [*range(100, 140)])
    halves = np.repeat([0, 1], 100)
    assert testing.spread_evenly(counted, inside, np.zeros(200)) == pytest.approx(40 * 50 / 200)
    assert testing.spread_evenly(counted, inside, halves) == 0


def test_tests_expected_in_talks_are_those_of_the_rates(record):
    table = testing.expected_in_talks(record)
    rates = testing.talks_and_rates(record)
    assert table["found"].tolist()[:3] == rates["tests_in"].tolist()[:3]
    assert table["found"].tolist()[5:] == rates["tests_in"].tolist()[3:8]
    share = rates["days_in"] / (rates["days_in"] + rates["days_out"])
    expected = (table["tests"] * share[:3]).tolist()[:3]
    assert table["over_all"].tolist()[:3] == pytest.approx(expected)
    eras = rates[rates["era"].ne("all years")]
    of_eras = eras["days_in"] / (eras["days_in"] + eras["days_out"])
    by_hand = ((eras["tests_in"] + eras["tests_out"]) * of_eras).sum()
    assert table.loc[1, "by_era"] == pytest.approx(by_hand)


def test_the_other_order_has_a_ratio_for_each_comparison(record):
    table = testing.meetings_after_tests(record).set_index("comparison")
    assert table.index.tolist() == ["across years", "within years"]
    assert (table["low"] < table["ratio"]).all()
    assert (table["ratio"] < table["high"]).all()
    assert table.loc["across years", "ratio"] < table.loc["within years", "ratio"]


def test_the_pause_of_2018_holds_the_summit_year(record):
    pauses = testing.pauses_between_tests(record, "2012-01-01", "2019-04-01")
    last = pauses.iloc[-1]
    assert (last["after"], last["before"]) == (
        "2017-11-29-hwasong-15",
        "2019-04-17-tactical-guided-weapon",
    )
    assert last["gap_days"] == (last["to_day"] - last["from_day"]).days - 1
    assert last["meetings"] > 10
    assert pauses["gap_days"].ge(60).all()


def test_a_moratorium_divides_tests_by_what_it_named(record):
    found = testing.promised_and_other_tests(record).set_index("key")
    # Kim's halt of 2018 named nuclear and intercontinental tests; 2019 saw shorter ones only.
    assert found.loc["2018", "named_during"] == 0
    assert found.loc["2018", "others_during"] == 14
    assert found.loc["2018", "named_before"] == 5
    assert found.loc["2012", "named_during"] == 1
    assert found.loc["1999", ["named_during", "others_during"]].tolist() == [0, 3]


def test_missions_for_prisoners_are_no_talks_by_the_stricter_rule(record):
    table = testing.expected_in_talks(record)
    assert table.loc[4, "rule"].endswith("meetings of a negotiation")
    # The launches of 2017 in the weeks after Joseph Yun's errands for prisoners fall out.
    assert table.loc[1, "found"] - table.loc[4, "found"] == 6


def test_the_ratio_within_eras_lies_between_that_of_all_days_and_none(record):
    """Dividing the calendar by eras takes away some of the relation, and its range holds 1."""
    row = testing.expected_in_talks(record).iloc[1]
    across = testing.talks_and_rates(record).iloc[1]
    assert across["ratio"] < row["ratio"] < 1 < row["high"]
    assert 0.1 < row["p_era"] <= 1
    assert 0.1 < row["p_year"] <= 1


def test_every_test_day_in_talks_follows_its_meeting_by_no_more_than_sixty_days(record):
    table = testing.tests_in_talks(record)
    assert len(table) == testing.expected_in_talks(record).loc[1, "found"]
    meetings = testing.meetings_of(record, ("leader", "minister", "envoy")).set_index("id")
    waits = (table["day"] - table["after"].map(meetings["last_day"])).dt.days
    assert waits.le(60).all()
    by_id = table.set_index("id")
    # The day of Hanoi's failure is the last meeting before the first launch after it.
    first = by_id.loc["2019-04-17-tactical-guided-weapon"]
    assert (first["after"], first["process"]) == ("2019-02-27-hanoi-summit", "summits-2018-2019")
    assert by_id.loc["2017-07-04-hwasong-14-first-icbm", "process"] == ""
