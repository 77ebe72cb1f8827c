"""Measures that other tests reach only through larger ones, each against a count of its own."""

import inspect
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import DATA, ROOT, read_table
from summitry import measures
from summitry.measures import channels, day_zero, moves, promises, readings, room, testing


def rows(name):
    return read_table(DATA / f"{name}.csv")


def test_every_public_measure_has_a_docstring_and_a_test():
    said = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    for path in sorted(Path(measures.__file__).parent.glob("*.py")):
        for name in re.findall(r"^def ([a-z]\w*)", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.search(rf"\b{name}\b", said), f"{path.name}: {name} has no test"
    for name in measures.__all__:
        thing = getattr(measures, name)
        if inspect.isfunction(thing):
            assert thing.__doc__, name


def test_sources_and_voices_are_counted_once_per_event(record):
    links = {(row["event_id"], row["source_id"]) for row in rows("event_sources")}
    counts = measures.sources_per_event(record)
    assert counts.sum() == len(links)
    voices = measures.events_by_voice(record).set_index("voice")
    heard = {row["event_id"] for row in rows("event_sources") if row["voice"] == "official-dprk"}
    assert voices.loc["North Korea, official", "events"] == len(heard)
    assert voices["links"].sum() == len(rows("event_sources"))


def test_events_are_in_order_of_kind_and_year(record):
    tests = measures.weapons_tests(record)
    assert len(tests) == len(rows("tests"))
    assert tests["first_day"].is_monotonic_increasing
    assert measures.in_order(tests)["id"].tolist() == tests["id"].tolist()
    meetings = measures.of_kind(record, "meeting")
    assert len(meetings) == sum(row["kind"] == "meeting" for row in rows("events"))
    years = measures.per_year(meetings, 1985, 2026)
    assert years.loc[2018] == sum(
        row["kind"] == "meeting" and row["start"].startswith("2018") for row in rows("events")
    )


def test_placebos_keep_their_year_and_their_length():
    years = np.repeat([2001, 2002, 2004], [365, 365, 366])
    starts, ends = np.array([10, 400, 800]), np.array([12, 400, 803])
    placebos = testing.moved_within_years(starts, ends, years, 50)
    assert len(placebos) == 50
    for first, last in placebos:
        assert (years[first] == years[starts]).all()
        assert (last - first == ends - starts).all()
    assert len({tuple(first) for first, _ in placebos}) > 40


def test_rates_are_tests_over_days_in_every_specification(record):
    table = measures.talks_and_rates(record)
    known = table["days_in"].gt(0)
    rates = table["tests_in"] / table["days_in"] * 365.25
    assert table.loc[known, "per_year_in"].to_numpy() == pytest.approx(rates[known].to_numpy())
    assert table.loc[~known, "ratio"].isna().all()
    total = table.loc[table["era"].eq("all years"), ["tests_in", "tests_out"]].sum(axis=1)
    assert total.iloc[:-1].nunique() == 1  # all but the row without cruise missiles
    assert total.iloc[-1] < total.iloc[0]
    models = measures.talks_and_rates_by_regression(record)
    assert models.groupby("model").size().tolist() == [3, 3, 3]
    assert (models["low"] <= models["ratio"]).all()
    assert (models["ratio"] <= models["high"]).all()


def test_minutes_of_leaders_are_those_of_the_table(record):
    timed = measures.minutes_in_the_room(record, ("us", "dprk"))
    best = {row["event_id"]: row["minutes_best"] for row in rows("meetings")}
    assert len(timed) == 3
    for meeting in timed.itertuples():
        assert str(meeting.minutes_best) == best[meeting.id]
    everyone = room.leader_meetings(record)
    assert set(timed["id"]) <= set(everyone["id"])
    assert everyone["was_held"].all()


def test_pairs_who_met_are_of_two_sides(record):
    met = room.people_who_met(record)
    assert met["actor_a"].ne(met["actor_b"]).all()
    hanoi = met[met["event_id"].eq("2019-02-27-hanoi-summit")]
    assert ("donald-trump", "kim-jong-un") in set(zip(hanoi["person_a"], hanoi["person_b"]))
    signed = room.texts_and_acquaintance(record)
    assert signed["meetings"].ge(0).all()
    framework = signed[signed["event_id"].str.contains("agreed-framework-signed")]
    assert framework["person_a"].tolist() == ["robert-gallucci"]


def test_a_case_that_is_an_event_has_the_meetings_minutes(record):
    cases = measures.cases_with_minutes(record).set_index("id")
    singapore = next(
        row for row in rows("meetings") if row["event_id"] == "2018-06-12-singapore-summit"
    )
    assert str(cases.loc["singapore-2018", "minutes_best"]) == singapore["minutes_best"]
    assert cases.loc["singapore-2018", "interpreters_only"] == singapore["interpreters_only"]
    assert cases.loc["geneva-1985", "minutes_best"] == 428


def test_answers_are_rated_for_every_act_window_and_era(record):
    whole = moves.all_answer_rates(record)
    assert set(whole["window_days"]) == set(moves.WINDOWS)
    assert (whole["reactions_after"] <= whole["reactions"]).all()
    assert whole["low"].le(whole["ratio"] + 1e-9).all()
    by_era = moves.answer_rates_by_era(record)
    assert set(by_era["era"]) == set(testing.ERAS)
    main = whole[whole["window_days"].eq(30)].groupby(["act", "reaction"])["acts"].first()
    summed = by_era.groupby(["act", "reaction"])["acts"].sum()
    shared = main.index.intersection(summed.index)
    assert len(shared) > 3
    assert (summed[shared] == main[shared]).all()


def test_robustness_counts_no_more_than_it_tried(record):
    table = moves.robustness_of_answers(record)
    assert (table["same_side"] <= table["variants"]).all()
    assert (table["significant"] <= table["variants"]).all()
    assert len(table) == len(moves.PREDICTIONS)
    beyond = moves.answers_beyond_the_council(record)
    assert len(beyond) >= 2


def test_moves_have_both_coders_codes(record):
    codes = moves.move_codes(record)
    assert len(codes) == len({row["event_id"] for row in rows("moves")})
    around = moves.around_acts(
        record, moves.ACTS["exercise"], moves.ACTS["dprk-hostile"], reach=30, width=15, turns=20
    )
    assert around["middle"].tolist() == [-22.5, -7.5, 7.5, 22.5]
    assert (around["low"] <= around["high"]).all()


@pytest.mark.parametrize(
    ("by", "side"),
    [("us", "us"), ("dprk", "dprk"), ("us+dprk", "together"), ("rok", "others")],
)
def test_a_promise_belongs_to_the_side_that_made_it(by, side):
    assert promises.side_of(by) == side


def test_texts_fall_into_families_and_promises_into_stances_and_deeds(record):
    assert promises.family_of("six-party-talks", {"us", "dprk", "china"}) == "six-party"
    assert promises.family_of("agreed-framework", {"us", "dprk"}) == "us-dprk"
    assert promises.family_of("inter-korean", {"rok", "dprk"}) == "other"
    assert promises.is_declaration("Reaffirm the principles of the joint statement")
    assert not promises.is_declaration("Deliver 500,000 tons of heavy fuel oil a year")
    found = measures.promises_with_codes(record)
    alone = promises.of_side(found, "us")
    assert set(alone["by"]) == {"us"}
    assert len(promises.of_side(found, "us", partners=True)) > len(alone)
    kappas = promises.coder_agreement(found)
    assert kappas.iloc[0]["judged"] == len({row["commitment_id"] for row in rows("assessments")})


def test_letters_and_terms(record):
    letters = measures.leaders_letters(record)
    steps = channels.days_between_letters(letters)
    assert steps["days"].ge(0).all()
    assert [meeting.id for meeting in channels.meetings_of_leaders(record).itertuples()] == [
        "2018-06-12-singapore-summit",
        "2019-02-27-hanoi-summit",
        "2019-06-30-panmunjom-trump-kim",
    ]
    terms = channels.us_terms(record)
    assert terms["last_day"].iloc[:-1].lt(terms["first_day"].iloc[1:].to_numpy()).all()
    assert channels.in_date_words(pd.Timestamp("2018-06-12")) == "12 June 2018"
    days = testing.days_of(record)
    silent = channels.in_silence(record, days)
    assert silent[-1]
    assert not silent[np.flatnonzero(days == "2018-06-12")[0]]


def test_sums_fade_by_half_in_a_half_life():
    days = pd.Series(pd.to_datetime(["2000-01-01", "2005-01-01"]))
    years = (days[1] - days[0]).days / 365.25
    sums = readings.faded_sums(np.array([1.0, 0.0]), days, years)
    assert sums.tolist() == pytest.approx([1.0, 0.5])


def test_discounts_take_only_what_they_are_for(record):
    evidence = measures.readings.evidence(record, "washington")
    plain = readings.weighted_scores(evidence, 0.0, 0.0)
    closed = readings.weighted_scores(evidence, 1.0, 0.0)
    score = evidence["score"].to_numpy(dtype=float)
    assert plain == pytest.approx(score)
    assert (closed <= 0).all()
    assert closed[score < 0] == pytest.approx(score[score < 0])
    apart = readings.distances(evidence)
    assert apart["distance"].to_numpy() == pytest.approx(
        (apart["sensible"] - apart["bad_faith"]).to_numpy()
    )
    assert readings.furthest_apart(evidence)["distance"] == apart["distance"].max()
    share = readings.share_of_days_after_deeds(record, "washington")
    assert 0 < share < 1


def test_the_variants_of_the_model_are_all_tried(record):
    variants = readings.specifications(record)
    table = readings.sensitivity(record)
    assert len(table) == len(variants)
    read = readings.moves_read(record)
    assert len(read) == 2
    low, high = readings.reach_of_peaks(record, "washington", [0.0, 0.5, 1.0])
    assert (low <= high).all()
    assert (np.diff(high) <= 1e-12).all()  # a heavier discount never opens a mind
    days = pd.to_datetime(["1995-12-31", "2018-12-31"])
    beliefs = readings.trajectories(record, days)
    numbers = beliefs.select_dtypes("number").to_numpy()
    assert ((numbers >= 0) & (numbers <= 1)).all()
    assert not any(math.isnan(number) for number in numbers.ravel())


def test_what_follows_day_zero_follows_it(record):
    for process in day_zero.PROCESSES:
        met = day_zero.meetings_of_process(record, process)
        zero = met["first_day"].iloc[0]
        texts = day_zero.texts_after(record, process)
        assert met["first_day"].is_monotonic_increasing
        assert texts.empty or texts["signed"].ge(zero).all()
    tests = day_zero.tests_by_day(record)
    assert tests["precision"].eq("day").all()
    pair = day_zero.later_meetings(record)
    assert pair["days"].iloc[0] == 0
    assert pair["days"].tolist()[1] == 326  # 19 November 1985 to 11 October 1986
    ranks = day_zero.calm_ranks(record)
    assert ranks["era"].between(0, 1).all()
