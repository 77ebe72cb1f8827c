"""The promise ledger, on tables small enough to count by hand and against other implementations."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from summitry import codebook, figures, measures, notebook, tables, values

BOOK = codebook.Codebook("t", "v", "1990-01-01", "2020-12-31", {}, {})
READINGS = ["washington_reading", "pyongyang_reading"]


def ledger(promises, codes, events=()):
    """A record of three texts with `promises` (id, text id, by, to, words, due) and `codes`.

    ``codes`` are (promise, coder, code, evidence, rests on silence).
    """
    commitments = pd.DataFrame(
        promises, columns=["id", "agreement_id", "by", "to", "text", "due"], dtype=object
    ).assign(condition="", verification="")
    texts = pd.DataFrame(
        [("two", "e-two", "1994-10-21"), ("six", "e-six", "2005-09"), ("alone", "e-alone", "2018")],
        columns=["id", "event_id", "signed"],
    )
    happened = pd.DataFrame(
        [
            ("e-two", "1994-10-21", "agreed-framework"),
            ("e-six", "2005-09-19", "six-party-talks"),
            ("e-alone", "2018-04-20", "summits"),
            *((key, day, "") for key, day in events),
        ],
        columns=["id", "first_day", "process"],
    )
    happened["start"] = happened["first_day"]
    happened["first_day"] = pd.to_datetime(happened["first_day"], format="ISO8601")
    columns = ["commitment_id", "coder", "code", "evidence_event_id", "rests_on_silence"]
    judged = pd.DataFrame(codes, columns=columns).assign(**dict.fromkeys(READINGS, ""))
    judged["rests_on_silence"] = judged["rests_on_silence"].astype("boolean")
    terms = pd.DataFrame(
        [
            ("us", "Clinton", "1993-01-20"),
            ("us", "Bush", "2001-01-20"),
            ("us", "Trump", "2017-01-20"),
            ("dprk", "Kim", "1985-01-01"),
            ("dprk", "Kim Jong Un", "2011-12-18"),
        ],
        columns=["actor", "label", "first_day"],
    )
    terms["first_day"] = pd.to_datetime(terms["first_day"])
    return tables.Record(
        BOOK,
        [],
        {
            "commitments": commitments,
            "agreements": texts,
            "events": happened,
            "assessments": judged,
            "governments": terms,
        },
    )


PROMISES = [
    ("oil", "two", "us", "dprk", "Deliver oil", "1995-01-21"),
    ("assure", "two", "us", "dprk", "Reaffirm the assurance", ""),
    ("freeze", "two", "dprk", "us", "Freeze the reactor", ""),
    ("build", "two", "kedo", "dprk", "Build the reactors", ""),
    ("talks", "six", "us+dprk+china", "all", "Hold talks", "2005-11"),
    ("abandon", "six", "dprk", "all", "Abandon the weapons", ""),
    ("plenum", "alone", "dprk", "all", "End tests", "2018-04-21"),
]
CODES = [
    *(("oil", coder, "kept", "e-two", False) for coder in "ab"),
    ("assure", "a", "kept", "", True),
    ("assure", "b", "not-kept", "", True),
    ("freeze", "a", "partly", "restart", False),
    ("freeze", "b", "not-kept", "later", False),
    *(("talks", coder, "kept", "e-six", False) for coder in "ab"),
    *(("abandon", coder, "not-kept", "test", False) for coder in "ab"),
]
EVENTS = [("restart", "2002-12-12"), ("later", "2012-12-12"), ("test", "2006-10-09")]


@pytest.fixture
def small():
    return ledger(PROMISES, CODES, EVENTS)


def test_a_promise_knows_its_side_its_family_and_its_fate(small):
    found = measures.promises_with_codes(small).set_index("id")
    assert found["side"].to_dict() == {
        "oil": "us",
        "assure": "us",
        "freeze": "dprk",
        "build": "others",
        "talks": "together",
        "abandon": "dprk",
        "plenum": "dprk",
    }
    assert found["family"].map({"us-dprk": 2, "six-party": 6, "other": 0}).tolist() == (
        [2, 2, 2, 2, 6, 6, 0]
    )
    assert found["fate"].to_dict() == {
        "oil": "kept",
        "assure": "differ",
        "freeze": "differ",
        "build": "unjudged",
        "talks": "kept",
        "abandon": "not-kept",
        "plenum": "unjudged",
    }
    assert not found.loc["assure", "deed"]
    assert not found.loc["assure", "spoken"]
    assert found.loc["oil", "dated"]


def test_every_promise_is_counted_once_in_the_fates(record):
    found = measures.promises_with_codes(record)
    assert len(found) == len(record.table("commitments"))
    assert measures.fates_by(found, ["side"])["total"].sum() == len(found)
    ledger = measures.ledger(record)
    ours = measures.between_the_two(found)
    assert ledger["total"].sum() == ours["side"].ne("others").sum()


def test_shares_count_what_the_rule_names(small):
    found = measures.promises_with_codes(small)
    table = measures.kept_by_rule(found).set_index(["rule", "coder", "side"])
    counts = table[["kept", "counted"]].apply(tuple, axis=1)
    assert counts["Kept in full", "coder A", "us"] == (2, 2)
    assert counts["Kept in full", "coder B", "us"] == (1, 2)
    assert counts["Kept in full", "both agree", "us"] == (1, 1)
    assert counts["Kept in full", "coder A", "dprk"] == (0, 2)
    assert counts["Kept at least in part", "coder A", "dprk"] == (1, 2)
    assert counts["Deeds only, without declarations", "coder B", "us"] == (1, 1)
    assert counts["Without promises that rest on silence", "coder A", "us"] == (1, 1)
    assert counts["Only Six-Party texts", "coder A", "us"] == (0, 0)
    joint = "Joint promises and partners' counted too"
    assert counts[joint, "coder A", "us"] == (3, 3)
    assert counts[joint, "coder A", "dprk"] == (1, 3)


def test_shares_have_wilsons_interval(record):
    table = measures.kept_by_rule(measures.promises_with_codes(record))
    z = 1.959963984540054
    for row in table[table["counted"].gt(0)].itertuples():
        n, p = row.counted, row.share
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        assert row.low == pytest.approx(middle - half, abs=1e-9)
        assert row.high == pytest.approx(middle + half, abs=1e-9)


def test_a_promise_stands_on_the_calendar_with_the_event_of_each_coder():
    codes = [
        ("oil", "a", "kept", "done", False),
        ("oil", "b", "partly", "restart", False),
        *(("freeze", coder, "partly", "restart", False) for coder in "ab"),
        *(("assure", coder, "unclear", "", True) for coder in "ab"),
    ]
    events = [("restart", "2002-12-12"), ("done", "1995")]
    small = ledger(PROMISES, codes, events)
    table = measures.promises_in_time(small, "two").set_index(["id", "coder"])
    assert len(table) == 6  # nobody judged the reactors
    oil = table.loc[("oil", "a")]
    assert (oil["due"], oil["due_last"]) == (pd.Timestamp("1995-01-21"),) * 2
    assert oil["happened"] == pd.Timestamp("1995-01-01")
    assert oil["around"] == pd.Timestamp("1995-07-02")  # known to the year only
    assert table.loc[("freeze", "a"), "around"] == pd.Timestamp("2002-12-12")
    assert pd.isna(table.loc[("freeze", "a"), "due"])
    assert pd.isna(table.loc[("assure", "a"), "happened"])
    rows = table.reset_index()
    assert measures.failed_by(rows, "2002-12-12") == []
    assert measures.failed_by(rows, "2002-12-13") == ["oil"]  # for coder B; a freeze has no date
    assert measures.failed_by(rows, "1995-01-21") == []
    assert measures.failed_by(rows, "2002-12-12", dated=False) == []
    assert measures.failed_by(rows, "2002-12-13", dated=False) == ["freeze"]


def test_an_undated_promise_without_an_event_has_failed_on_no_day():
    codes = [("freeze", coder, "not-kept", "", True) for coder in "ab"]
    rows = measures.promises_in_time(ledger(PROMISES, codes), "two")
    assert measures.failed_by(rows, "2030-01-01", dated=False) == []


def test_a_promise_to_meet_is_told_from_its_opening_words():
    for text in (
        "Meet again in Geneva on 23 September 1994",
        "Hold all five working groups by the end of August 2007",
        "Let teams begin working talks within two to three weeks",
        "Go on consulting on humanitarian questions",
    ):
        assert measures.is_meeting(text), text
    for text in (
        "Begin deliveries of heavy oil for heating and electricity",
        "Launch no long-range missiles of any kind while talks go on",
        "Pursue denuclearisation as the goal of the talks",
        "Remain ready to begin talks with South Korea",
    ):
        assert not measures.is_meeting(text), text


def test_a_promise_that_failed_without_an_event_is_overdue_from_its_date(small):
    codes = [("oil", coder, "not-kept", "", True) for coder in "ab"]
    rows = measures.promises_in_time(ledger(PROMISES, codes), "two")
    assert measures.failed_by(rows, "1995-02-01") == ["oil"]


def test_dated_and_undated_promises_are_counted_apart(record, small):
    table = measures.kept_by_date(measures.promises_with_codes(small), draws=50)
    table = table[table["group"].eq("All promises")].set_index("coder")
    # Dated: oil and talks, both kept; undated: assure, freeze and abandon.
    assert table.loc["coder A", ["dated", "dated_kept"]].tolist() == [2, 2]
    assert table.loc["coder A", ["undated", "undated_kept"]].tolist() == [3, 1]
    assert table.loc["coder A", "gap"] == pytest.approx(2 / 3)
    found = measures.promises_with_codes(record)
    table = measures.kept_by_date(found, draws=50).set_index(["group", "coder"])
    ours = table.loc[("All promises", "both agree")]
    settled = measures.between_the_two(found)
    settled = settled[settled["fate"].isin(["kept", "partly", "not-kept"])]
    assert ours["dated"] + ours["undated"] == len(settled)
    assert ours["dated_kept"] + ours["undated_kept"] == settled["fate"].eq("kept").sum()
    groups = table.xs("both agree", level="coder")[["dated", "undated"]].sum(axis=1)
    forums = groups["Texts between the two"] + groups["Six-Party texts"]
    assert forums == groups["All promises"]
    sides = groups[[name for name in groups.index if name.startswith("By ")]].sum()
    assert sides == settled["side"].ne("others").sum()
    words = record.table("commitments").set_index("id")["text"]
    rest = settled[~settled["id"].map(words).map(measures.is_meeting)]
    assert groups["Without promises to meet"] == len(rest)
    later = rest[rest["event_id"].ne("1994-10-21-agreed-framework-signed")]
    assert groups["Without meetings and 1994"] == len(later) < len(rest)


def test_the_calendar_draws_every_promise_once_with_its_date(record):
    figure = figures.framework_calendar(record, notebook.colours())
    commitments = record.table("commitments")
    ours = commitments[commitments["agreement_id"].eq("agreed-framework-1994")]
    assert len(figure.rows) == 2 * len(ours)
    lines = {key.split("-", 4)[4] for key in ours["id"]}
    dated = {key.split("-", 4)[4] for key in ours.loc[ours["due"].ne(""), "id"]}
    for svg in (figure.wide_svg, figure.narrow_svg):
        # A line of its own for each promise, and a rule on it for each date, and one in the key.
        assert svg.count('class="base"') == len(lines)
        assert svg.count('class="whisker"') == len(dated) + 1
        assert "called void, October 2002" in svg
    titles = record.table("events").set_index("id")["title"]
    drawn = {titles[key] for key in re.findall(r'href="event:([^"]+)"', figure.wide_svg)}
    assert drawn == set(figure.rows.loc[figure.rows["event cited"].ne(""), "event cited"])
    for name in ("Liaison offices", "Membership of the NPT"):
        assert f">{name}<" in figure.wide_svg


def test_the_gap_agrees_with_newcombes_worked_example():
    # Newcombe (1998), table II, example (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339.
    rows = [(f"u{i}", "two", "us", "dprk", "Do", "") for i in range(70)]
    rows += [(f"d{i}", "two", "dprk", "us", "Do", "") for i in range(80)]
    kept = {f"u{i}" for i in range(56)} | {f"d{i}" for i in range(48)}
    codes = [
        (row[0], coder, "kept" if row[0] in kept else "not-kept", "", True)
        for row in rows
        for coder in "ab"
    ]
    found = measures.promises_with_codes(ledger(rows, codes))
    gap = measures.kept_gap(found, draws=50).iloc[0]
    assert gap["gap"] == pytest.approx(0.2)
    assert (gap["low"], gap["high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (gap["text_low"], gap["text_high"]) == pytest.approx((0.2, 0.2))  # one text only


def test_fishers_test_agrees_with_counting_tables(record):
    found = measures.promises_with_codes(record)
    us, dprk = (
        measures.counted_by(found, measures.RULES_OF_KEEPING[0], "fate", side)["is_kept"]
        for side in ("us", "dprk")
    )
    kept, n = int(us.sum() + dprk.sum()), len(us) + len(dprk)

    def probability(k):
        return math.comb(len(us), k) * math.comb(len(dprk), kept - k) / math.comb(n, kept)

    possible = range(max(0, kept - len(dprk)), min(len(us), kept) + 1)
    seen = probability(int(us.sum()))
    by_hand = sum(p for k in possible if (p := probability(k)) <= seen * (1 + 1e-7))
    gaps = measures.kept_gap(found, draws=50).set_index(["rule", "coder"])
    assert gaps.loc[("Kept in full", "both agree"), "p"] == pytest.approx(by_hand, rel=1e-6)


def test_the_same_codes_give_the_same_gap_every_time(record):
    found = measures.promises_with_codes(record)
    pd.testing.assert_frame_equal(
        measures.kept_gap(found, draws=100), measures.kept_gap(found, draws=100)
    )


def test_a_promise_fails_under_the_governments_of_its_evidence(small):
    table = measures.endings(small).set_index(["id", "coder"])
    assert table.loc[("oil", "both"), "ending"] == "kept"
    assert table.loc[("freeze", "a"), "ending"] == "washington"  # Bush, and the same Kim
    assert table.loc[("freeze", "b"), "ending"] == "both"  # 2012: both had changed
    shared = table.loc[("freeze", "both")]
    assert (shared["code"], shared["ending"]) == ("partly", "washington")  # the earlier event
    assert table.loc[("abandon", "both"), "ending"] == "same"
    assert table.loc[("assure", "b"), "ending"] == "undated"
    assert table.loc[("assure", "both"), "ending"] == "differ"
    counts = measures.endings_by_government(small).set_index(["us_made", "side"])
    # Kept in part: the event may be what was done, so that it dates no failure.
    assert counts.loc[("Clinton, from 1993", "dprk"), "partly"] == 1
    assert counts.loc[("Clinton, from 1993", "dprk"), "washington"] == 0
    assert counts["total"].sum() == 5


def test_a_term_that_is_not_consecutive_is_another_government(record):
    days = pd.Series(pd.to_datetime(["2020-06-01", "2025-06-01", "2025-01-19"]))
    first, second, between = measures.government_on(record, "us", days)
    assert first != second
    assert between.startswith("Biden")


def test_changes_of_government_are_counted_inside_the_wait():
    made, failed = np.array([10, 40]), np.array([20, 50])
    # A change on the day of making is the maker's own; one on the last day is the successor's.
    assert measures.crossings(made, failed, np.array([10, 50]), 100, step=100)[0] == 1
    later, expected, p = measures.crossings(made, failed, np.array([15]), 100, step=1)
    # One change: it falls into one of the two spans of ten days on 20 of 100 turns.
    assert (later, expected, p) == (1, pytest.approx(0.2), pytest.approx(0.2))


def test_successors_never_exceed_the_promises_that_failed(record):
    table = measures.successors(record)
    assert table["later"].le(table["failed"]).all()
    assert table["expected"].le(table["failed"]).all()
    assert table["p"].between(0, 1).all()


def test_kappa_of_ours_is_that_of_statsmodels(record):
    found = measures.promises_with_codes(record)
    judged = found[found["fate"].ne("unjudged")]
    same, kappa, error, low, high = measures.kappa_with_error(judged)
    assert kappa == pytest.approx(measures.cohens_kappa(judged[["a", "b"]]))
    assert same == pytest.approx(measures.share_of_agreement(judged))
    assert 0 < error < 0.2
    assert low < kappa < high


def test_the_error_of_kappa_agrees_with_a_worked_example():
    # Fleiss, Cohen and Everitt (1969), as worked by hand for 20, 5, 10, 15: kappa 0.4.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    codes = pd.DataFrame(pairs, columns=["a", "b"])
    p = np.array([[20, 5], [10, 15]]) / 50
    row, column = p.sum(axis=1), p.sum(axis=0)
    chance, kappa = float(row @ column), 0.4
    total = sum(p[i, i] * (1 - (row[i] + column[i]) * (1 - kappa)) ** 2 for i in range(2)) + (
        1 - kappa
    ) ** 2 * sum(p[i, j] * (column[i] + row[j]) ** 2 for i in range(2) for j in range(2) if i != j)
    variance = (total - (kappa - chance * (1 - kappa)) ** 2) / ((1 - chance) ** 2 * 50)
    _, found, error, _, _ = measures.kappa_with_error(codes)
    assert found == pytest.approx(kappa)
    assert error == pytest.approx(math.sqrt(variance))


def test_kappa_of_one_code_only_is_not_a_number():
    one = pd.DataFrame([("kept", "kept")] * 3, columns=["a", "b"])
    same, *rest = measures.kappa_with_error(one)
    assert same == 1
    assert all(math.isnan(number) for number in rest)


def test_readings_add_up(record):
    table = measures.stated_readings(measures.promises_with_codes(record))
    heard = table["washington"] + table["pyongyang"] - table["both"] + table["neither"]
    assert heard.tolist() == table["judged"].tolist()
    assert table["judged"].iloc[1:].sum() == table["judged"].iloc[0]


def test_the_confusion_of_codes_holds_every_judged_promise(record):
    found = measures.promises_with_codes(record)
    assert measures.confusion(found).to_numpy().sum() == found["fate"].ne("unjudged").sum()


def test_values_are_named_once_and_rest_on_events(record):
    found = values.of_the_promise_ledger(record)
    ids = [value.id for value in found]
    assert len(ids) == len(set(ids))
    events = set(record.table("events")["id"])
    for value in found:
        assert set(value.rows) <= events
        assert value.text != "nan"
