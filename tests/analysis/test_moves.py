"""Action and reaction: who moved, what follows what, and what chance would give."""

import numpy as np
import pandas as pd
import pytest
from summitry import codebook, dates, measures, tables
from summitry.measures import moves, testing


def small_record(*rows):
    """A record of events and moves from (id, start, end, kind, (mover, score) of a, of b)."""
    frame = pd.DataFrame(
        [(key, start, end, kind) for key, start, end, kind, _, _ in rows],
        columns=["id", "start", "end", "kind"],
    )
    spans = [dates.span_days(start, end) for start, end in zip(frame["start"], frame["end"])]
    frame["first_day"] = pd.to_datetime([first for first, _ in spans])
    frame["last_day"] = pd.to_datetime([last for _, last in spans])
    frame["precision"] = [dates.parse(start).precision for start in frame["start"]]
    codes = pd.DataFrame(
        [
            (key, coder, *judged)
            for key, _, _, _, *both in rows
            for coder, judged in zip("ab", both)
            if judged
        ],
        columns=["event_id", "coder", "mover", "score"],
    )
    actors = pd.DataFrame(
        [(key, "unsc", "party") for key, *_ in rows if "resolution" in key]
        + [(key, "unsc", "target") for key, *_ in rows if "test" in key],
        columns=["event_id", "actor", "role"],
    )
    book = codebook.Codebook("t", "v", "1985-01-01", "1993-12-31", {}, {})
    return tables.Record(book, [], {"events": frame, "moves": codes, "event_actors": actors})


DRILL, TEST = ("allies", -2), ("dprk", -2)


@pytest.fixture
def small():
    return small_record(
        ("long-drill", "1992-03-01", "1992-03-10", "exercise", DRILL, DRILL),
        ("flight", "1992-05-01", "", "exercise", DRILL, ("allies", -1)),
        ("a-test", "1992-03-05", "", "missile-test", TEST, TEST),
        ("b-test", "1993-06", "", "missile-test", TEST, TEST),
        ("resolution", "1992-06-01", "", "sanctions", DRILL, DRILL),
        ("listing", "1992-07-01", "", "sanctions", ("allies", -1), ("allies", -1)),
        ("talks", "1993-01-02", "", "meeting", ("both", 1), ("both", 2)),
        ("disputed", "1993-02-02", "", "statement", ("dprk", 1), ("dprk", -1)),
        ("half-judged", "1993-03-02", "", "meeting", ("both", 1), None),
        ("not-judged", "1993-04-02", "", "meeting", None, None),
    )


def test_an_event_without_two_judgements_is_left_out_and_counted(small):
    table = measures.moves_by_event(small)
    assert len(table) == 8
    assert table.attrs["uncoded"] == 2


def ids(record, key, coder="both"):
    act = moves.REACTIONS.get(key) or getattr(moves, key)
    return list(measures.moves_of(measures.moves_by_event(record), act, coder)["id"])


def test_a_move_counts_where_the_chosen_coders_agree(small):
    assert ids(small, "allied-hostile-deeds") == ["long-drill", "resolution"]
    assert ids(small, "allied-hostile-deeds", "a") == ["long-drill", "flight", "resolution"]
    assert ids(small, "allied-hostile") == ["long-drill", "flight", "resolution", "listing"]
    assert ids(small, "dprk-cooperative") == []
    assert ids(small, "dprk-cooperative", "a") == ["disputed"]
    assert ids(small, "meetings") == ["talks"]


def test_exercises_and_sanctions_are_told_apart_by_length_and_by_party(small):
    assert ids(small, "planned-exercise") == ["long-drill"]
    assert ids(small, "show-of-force") == ["flight"]
    assert ids(small, "own-sanctions") == ["listing"]
    assert ids(small, "WITHOUT_COUNCIL") == ["long-drill", "flight", "listing"]
    assert ids(small, "WITHOUT_SANCTIONS") == ["long-drill", "flight"]


def test_the_days_after_an_act_leave_out_its_own_day():
    acts = np.array([0, 1, 0, 0, 0, 0, 1, 1, 0])
    assert list(measures.days_after(acts, 2).astype(int)) == [0, 0, 1, 1, 0, 0, 0, 1, 1]
    assert list(moves.acts_within(acts, 2)) == [0, 0, 1, 1, 0, 0, 0, 1, 2]


def test_answers_are_counted_by_day_and_a_month_is_no_day(small):
    pair = [(moves.ACTS["exercise"], moves.ACTS["dprk-hostile"])]
    row = measures.answer_rates(small, pair, turns=50).iloc[0]
    assert (row["acts"], row["reactions"], row["days_after"], row["reactions_after"]) == (
        2,
        1,
        60,
        1,
    )
    assert np.isnan(row["ratio_within"])  # one answer is too few for a ratio


def test_all_turns_at_once_are_the_turns_one_by_one():
    draw = np.random.default_rng(3)
    tests, inside = draw.random(97) < 0.2, draw.random(97) < 0.3
    slow = [(tests & np.roll(inside, -by)).sum() for by in range(97)]
    assert list(testing.overlaps(tests, inside)) == slow


def yearly(draw, rates):
    """Days of years with these daily rates of acts and answers, unrelated within a year."""
    years = np.repeat(np.arange(len(rates)), 365)
    rate = np.repeat(rates, 365)
    return draw.random(len(years)) < rate, draw.random(len(years)) < rate, years


def test_tense_years_fake_an_answer_and_the_comparison_within_years_does_not():
    acts, reactions, years = yearly(np.random.default_rng(5), [0.003, 0.1] * 8)
    after = measures.days_after(acts.astype(int), 14)
    across = testing.rate_ratio(reactions.astype(int), after, 500)
    within = measures.within_years(reactions.astype(int), after, years, 500)
    assert across.ratio > 3
    assert within.p_turned > 0.05
    assert within.low < 1 < within.high


def test_an_answer_within_years_is_found():
    draw = np.random.default_rng(6)
    acts, noise, years = yearly(draw, [0.01, 0.02] * 6)
    answered = np.roll(acts, 5) & (draw.random(len(acts)) < 0.7)
    after = measures.days_after(acts.astype(int), 14)
    found = measures.within_years((noise | answered).astype(int), after, years, 500)
    assert found.ratio > 1.5
    assert found.p_turned < 0.02


def test_the_ratio_within_years_is_mantel_and_haenszels_by_statsmodels():
    from statsmodels.stats.contingency_tables import StratifiedTable

    acts, reactions, years = yearly(np.random.default_rng(7), [0.02, 0.05, 0.1] * 6)
    after = measures.days_after(acts.astype(int), 14)
    strata = [
        [
            [(after & reactions & mine).sum(), (after & ~reactions & mine).sum()],
            [(~after & reactions & mine).sum(), (~after & ~reactions & mine).sum()],
        ]
        for mine in (years == year for year in np.unique(years))
    ]
    theirs = StratifiedTable([np.array(table) for table in strata]).riskratio_pooled
    ours = measures.within_years(reactions.astype(int), after, years, 10).ratio
    assert ours == pytest.approx(theirs, rel=0.02)  # half a day is added to each of our sides


def test_without_clusters_the_turned_interval_is_poissons_by_statsmodels():
    from statsmodels.stats.rates import confint_poisson_2indep, test_poisson_2indep

    draw = np.random.default_rng(8)
    counted, inside = draw.random(12_000) < 0.03, draw.random(12_000) < 0.3
    found = testing.rate_ratio(counted.astype(int), inside)
    cells = (found.tests_in, found.days_in, found.tests_out, found.days_out)
    low, high = confint_poisson_2indep(*cells, compare="ratio", method="score")
    theirs = test_poisson_2indep(*cells, compare="ratio", method="score").pvalue
    assert found.ratio == pytest.approx((cells[0] / cells[1]) / (cells[2] / cells[3]), rel=0.01)
    assert (found.low, found.high) == (pytest.approx(low, rel=0.05), pytest.approx(high, rel=0.05))
    assert found.p_turned == pytest.approx(theirs, abs=0.05)


def test_holms_correction_is_the_step_down_by_hand():
    corrected = moves._holm(pd.Series([0.01, 0.04, 0.03]))
    assert list(corrected) == pytest.approx([0.03, 0.06, 0.06])


def test_the_real_moves_give_every_prediction_and_are_repeatable(record):
    one, two = (measures.predictions_and_estimates(record) for _ in range(2))
    assert one.equals(two)
    assert len(one) == len(measures.PREDICTIONS)
    assert (one["p_holm"] >= one["p_within"]).all()
    assert (one["low_within"] <= one["ratio_within"]).all()
    assert (one["ratio_within"] <= one["high_within"]).all()


def test_what_comes_after_one_side_comes_before_the_other(record):
    days = testing.days_of(record)
    table = measures.moves_by_event(record)
    allied, north = (
        moves.act_days(measures.moves_of(table, moves.ACTS[key]), days)
        for key in ("allied-hostile-deeds", "dprk-hostile-deeds")
    )
    row = measures.who_comes_first(record, turns=10).iloc[0]
    pairs = np.subtract.outer(np.flatnonzero(north), np.flatnonzero(allied))
    assert row["after"] == ((pairs >= 1) & (pairs <= 30)).sum()
    assert row["before"] == ((pairs <= -1) & (pairs >= -30)).sum()


def test_a_year_counts_moves_of_each_side(small):
    table = measures.moves_by_year(small, 1992).set_index("year")
    assert table.loc[1992].to_dict() == {
        "allied_hostile": 4,
        "allied_cooperative": 0,
        "dprk_hostile": 1,
        "dprk_cooperative": 0,
    }
    assert table.loc[1993, "dprk_hostile"] == 1  # known to the month


def test_a_shorter_line_makes_more_exercises_planned(record):
    table = measures.order_by_length(record, (1, 5, 400), turns=10)
    assert list(table["acts"]) == sorted(table["acts"], reverse=True)
    assert table["acts"].iloc[-1] == 0
    main = measures.who_comes_first(record, turns=10).set_index(["act", "reaction"])
    assert table["after"].iloc[1] == main.loc[("planned-exercise", "dprk-hostile"), "after"]
