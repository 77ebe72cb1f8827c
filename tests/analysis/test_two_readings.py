"""One record, two readings: the recursion by hand and by Bayes, and what must hold of any reader."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from summitry import figures, notebook
from summitry.measures import readings


def moves(*rows):
    """Evidence from (day, score, is_answer)."""
    table = pd.DataFrame(rows, columns=["day", "score", "is_answer"])
    table["day"] = pd.to_datetime(table["day"])
    table.insert(0, "id", [f"move-{number}" for number in range(len(table))])
    return table


def drawn(seed, size=60):
    """Evidence at random: scores -2 to 2 on random days, half of the hostile ones answers."""
    draw = np.random.default_rng(seed)
    days = pd.Timestamp("1990-01-01") + pd.to_timedelta(np.sort(draw.integers(0, 9000, size)), "D")
    scores = draw.choice([-2.0, -1.5, -1.0, 1.0, 1.5, 2.0], size)
    answers = (scores < 0) & (draw.random(size) < 0.5)
    return moves(*zip(days, scores, answers))


THREE = moves(("2000-01-01", 2, False), ("2001-12-31", -2, True), ("2003-12-31", -1, False))


def test_three_moves_by_hand():
    """730 days apart, half-life of 730 days: log odds 0 -> 0.2 -> 0.1 - 0.1 -> 0 - 0.2."""
    found = readings.belief(THREE, 0.5, 0.2, 730 / 365.25, discount=0.5, sensibility=0.75)
    by_hand = [0.2, 0.1 - 0.2 * 2 * 0.25, 0 - 0.2]
    assert found == pytest.approx([1 / (1 + math.exp(-odds)) for odds in by_hand])


def test_the_recursion_is_bayes_with_likelihoods():
    """Without fading: posterior from the likelihood of each move under either kind of state."""
    strength, believed = 0.3, 0.2
    table = drawn(4)
    expected = []
    for score in table["score"]:
        from_predator = 0.01
        from_seeker = from_predator * math.exp(strength * score)
        whole = believed * from_seeker + (1 - believed) * from_predator
        believed = believed * from_seeker / whole
        expected.append(believed)
    found = readings.belief(table, 0.2, strength, readings.NEVER)
    assert found == pytest.approx(expected, rel=1e-9)


def test_fading_is_a_power_of_the_old_likelihood():
    """With fading: prior times each move's likelihood ratio to the power of what is left of it."""
    table = drawn(5, 20)
    last = table["day"].iloc[-1]
    left = 2.0 ** (-(last - table["day"]).dt.days / 365.25 / 3.0)
    ratio = np.prod(np.exp(0.2 * table["score"]) ** left)
    odds = 0.25 / 0.75 * ratio
    assert readings.belief(table, 0.25, 0.2, 3.0)[-1] == pytest.approx(odds / (1 + odds))


@pytest.mark.parametrize("seed", range(5))
def test_belief_stays_between_nothing_and_certainty(seed):
    found = readings.belief(drawn(seed), 0.4, 0.5, 10.0, 0.3, 0.3)
    assert ((found > 0) & (found < 1)).all()


@pytest.mark.parametrize("seed", range(5))
def test_with_full_bad_faith_nothing_conciliatory_can_count(seed):
    table = drawn(seed)
    never_rises = readings.belief(table, 0.4, 0.2, readings.NEVER, discount=1)
    assert (np.diff(never_rises) <= 1e-15).all()
    fading = readings.belief(table, 0.4, 0.2, 2.0, discount=1)
    assert (fading <= 0.4 + 1e-15).all()


@pytest.mark.parametrize("seed", range(5))
def test_belief_moves_one_way_with_each_assumption(seed):
    table = drawn(seed)

    def rises(name, values, **fixed):
        found = np.array([readings.belief(table, **{name: value}, **fixed) for value in values])
        return (np.diff(found, axis=0) >= -1e-12).all()

    shares = [0, 0.2, 0.5, 0.8, 1]
    assert rises("discount", shares[::-1])
    assert rises("sensibility", shares)
    assert rises("prior", [0.1, 0.3, 0.5, 0.9])
    away = [
        np.abs(readings.belief(table, 0.5, strength) - 0.5) for strength in (0.01, 0.05, 0.1, 0.3)
    ]
    assert (np.diff(away, axis=0) >= -1e-12).all()
    kind = table[table["score"].gt(0)]
    remembered = [readings.belief(kind, half_life=years) for years in (1, 5, 20, readings.NEVER)]
    assert (np.diff(remembered, axis=0) >= -1e-12).all()


def test_without_fading_the_order_of_moves_does_not_matter():
    table = drawn(7)
    mixed = table.copy()
    columns = ["score", "is_answer"]
    mixed[columns] = table[columns].sample(frac=1, random_state=1).to_numpy()
    mixed = mixed.astype({"score": float, "is_answer": bool})
    one, two = (
        readings.belief(some, 0.3, 0.1, readings.NEVER, 0.4, 0.4)[-1] for some in (table, mixed)
    )
    assert one == pytest.approx(two, rel=1e-12)


def test_between_moves_the_belief_goes_back_to_the_prior():
    days = ["1999-12-31", "2000-01-01", "2000-12-31", "2099-01-01"]
    found = readings.belief_on(THREE.head(1), days, 0.3, 0.4, 365 / 365.25)
    start = readings.log_odds(0.3)
    expected = [start, start + 0.8, start + 0.4, start]
    assert found == pytest.approx(readings.probability(np.array(expected)), abs=1e-9)
    assert readings.belief_on(THREE.head(0), days, 0.3) == pytest.approx([0.3] * 4)


def test_beliefs_on_the_days_of_moves_are_those_after_them():
    table = drawn(8).drop_duplicates("day")
    given = (0.3, 0.1, 4.0, 0.5, 0.5)
    assert readings.belief_on(table, table["day"], *given) == pytest.approx(
        readings.belief(table, *given)
    )


def test_the_discount_that_carries_is_where_the_belief_crosses_one_half():
    from scipy import optimize

    table = drawn(9)
    table["score"] = table["score"].where(table["score"].gt(0), -1.0)
    carried = readings.discounts_carried(table, 0.3, 0.2, 6.0)
    inside = carried[carried["carried_below"].between(0.01, 0.99)]
    assert len(inside) > 5
    for row in inside.itertuples():

        def away(discount, number=row.Index):
            return readings.belief(table, 0.3, 0.2, 6.0, discount)[number] - 0.5

        assert row.carried_below == pytest.approx(optimize.brentq(away, 0, 1), abs=1e-9)
    most = readings.largest_discount(table, prior=0.3, strength=0.2, half_life=6.0)
    just = [most["carried_below"] - 1e-6, most["carried_below"] + 1e-6]
    below, beyond = readings.peaks_by_discount(table, just, prior=0.3, strength=0.2, half_life=6.0)
    assert below > 0.5 > beyond


def test_taking_a_move_out_is_running_the_reader_without_it():
    table = drawn(10, 25)
    reader = readings.READERS["sensible"]
    given = {"discount": reader.discount, "sensibility": reader.sensibility}
    whole = readings.belief(table, **given)
    changes = readings.turning_events(table, reader).set_index("id")
    for number, key in enumerate(table["id"].iloc[:-1]):
        without = readings.belief(table.drop(index=number), **given)
        assert changes.loc[key, "end_change"] == pytest.approx(whole[-1] - without[-1])
        assert changes.loc[key, "peak_change"] == pytest.approx(whole.max() - without.max())


def test_over_half_counts_the_moves_after_which_a_reader_believed():
    table = drawn(11)
    for row in readings.over_half(table, [0.0, 0.3, 1.0], strength=0.2).itertuples():
        over = readings.belief(table, strength=0.2, discount=row.discount) > 0.5
        assert row.moves == over.sum()
        assert (pd.isna(row.last) and not over.any()) or row.last == table["day"][over].iloc[-1]


def test_evidence_takes_the_moves_of_the_other_side_and_of_both(record):
    codes = record.table("moves")
    found = readings.evidence(record, "washington")
    movers = codes[codes["event_id"].isin(found["id"])].groupby("event_id")["mover"].agg(set)
    assert movers.map(lambda some: bool(some & {"dprk", "both"})).all()
    assert found["day"].is_monotonic_increasing
    assert found["score"].between(-2, 2).all()
    assert not found["score"].eq(0).any()
    both = codes[codes["mover"].eq("both") & codes["score"].ne(0)]["event_id"]
    for name in readings.STANDPOINTS:
        assert set(both) <= set(readings.evidence(record, name)["id"])
    by_coder = readings.evidence(record, "pyongyang", "b").set_index("id")["score"]
    mine = codes[codes["coder"].eq("b")].set_index("event_id")["score"]
    assert by_coder.eq(mine.loc[by_coder.index].astype(float)).all()


@pytest.mark.parametrize("name", ["washington", "pyongyang"])
def test_answers_follow_a_hostile_deed_of_the_own_side(record, name):
    """Counted again, move by move."""
    own = {"washington": "allies", "pyongyang": "dprk"}[name]
    codes = record.table("moves")
    score = codes["score"].where(codes["mover"].eq(own), 0).astype(float)
    harsh = score.groupby(codes["event_id"]).mean()
    events = record.table("events").set_index("id")
    deeds = events.loc[[key for key, value in harsh.items() if value <= -1.5]]
    deeds = deeds[deeds["precision"].eq("day")]
    for move in readings.evidence(record, name).itertuples():
        near = [
            deed
            for deed in deeds.itertuples()
            if deed.first_day < move.day and (move.day - deed.last_day).days <= 60
        ]
        exact = events.loc[move.id, "precision"] == "day"
        assert move.is_answer == (move.score < 0 and exact and bool(near)), move.id


def test_the_model_of_the_figure_holds_the_defaults_and_the_evidence(record):
    figure = figures.one_record_two_readings(record, notebook.colours())
    model = json.loads(figure.model)
    defaults = {parameter["id"]: parameter["value"] for parameter in model["parameters"]}
    assert (defaults["prior"], defaults["strength"]) == (readings.PRIOR, readings.STRENGTH)
    assert defaults["half_life"] == readings.HALF_LIFE
    for parameter in model["parameters"]:
        assert parameter["low"] <= parameter["value"] <= parameter["high"]
        steps = (parameter["value"] - parameter["low"]) / parameter["step"]
        assert steps == pytest.approx(round(steps), abs=1e-9)
    lanes = {line["lane"] for part in model["standpoints"] for line in part["lines"]}
    traces = json.loads(figure.plotly_json)["data"]
    assert {trace["meta"]["lane"] for trace in traces} == lanes
    for part in model["standpoints"]:
        assert len(part["moves"]) == len(readings.evidence(record, part["id"]))


def test_a_figure_without_a_model_has_none(record):
    assert figures.two_yardsticks(record, notebook.colours()).model == ""
