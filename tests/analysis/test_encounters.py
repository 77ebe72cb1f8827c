"""Summit cases: codes joined with their evidence, and two-by-two tables by hand."""

from math import comb

import pandas as pd
import pytest
from summitry import codebook, measures, tables


@pytest.fixture
def small():
    """Eight cases, one condition, two outcomes; the coders differ once and once cannot say."""
    cases = pd.DataFrame({"id": list("abcdefgh")})
    cases["first_day"] = pd.to_datetime([f"19{60 + n}-01-01" for n in range(8)])
    #              a      b      c      d      e     f     g     h
    alone = ["yes", "yes", "yes", "partly", "no", "no", "no", "unclear"]
    trust = ["yes", "yes", "no", "yes", "no", "no", "yes", "yes"]
    rows = []
    for case, one, two in zip("abcdefgh", alone, trust):
        for coder in "ab":
            second = "no" if (case, coder) == ("c", "b") else two
            rows.append((case, "time-alone", coder, one, "Because."))
            rows.append((case, "trust-reported", coder, second, "Because."))
            rows.append((case, "result-lasted", coder, "no", "Because."))
    rows = [
        (*row[:3], "partly", row[4]) if row[:3] == ("a", "time-alone", "b") else row for row in rows
    ]
    codes = pd.DataFrame(rows, columns=["case_id", "condition", "coder", "code", "reason"])
    evidence = pd.DataFrame(
        [("a", "time-alone", "x"), ("a", "time-alone", "y")],
        columns=["case_id", "condition", "source_id"],
    )
    words = dict.fromkeys(("time-alone", "trust-reported", "result-lasted"), {})
    book = codebook.Codebook("t", "v", "1985-01-01", "2020-01-01", {}, {"condition": words})
    return tables.Record(book, [], {"cases": cases, "case_codes": codes, "case_evidence": evidence})


def test_codes_are_joined_with_their_evidence(small):
    codes = measures.case_codes(small).set_index(["case_id", "condition"])
    first = codes.loc[("a", "time-alone")]
    assert (first["a"], first["b"], first["fill"], first["differ"]) == ("yes", "partly", 0.75, True)
    assert first["pieces"] == 2
    assert pd.isna(codes.loc[("h", "time-alone"), "fill"])
    assert codes.loc[("b", "trust-reported"), "pieces"] == 0


def test_a_condition_and_an_outcome_are_counted_by_hand(small):
    table = measures.conditions_and_outcomes(small).set_index(["outcome", "condition"])
    row = table.loc[("trust-reported", "time-alone")]
    # a, b and d had both, c the condition only, g the outcome only, e and f neither; h is unclear.
    assert list(row[["with_yes", "with_no", "without_yes", "without_no"]]) == [3, 1, 1, 2]
    assert row["difference"] == pytest.approx(3 / 4 - 1 / 3)
    assert row["necessity"] == pytest.approx(3 / 4)
    assert row["sufficiency"] == pytest.approx(3 / 4)
    assert row["low"] < row["difference"] < row["high"]


def test_fishers_exact_p_is_the_hypergeometric_sum(small):
    table = measures.conditions_and_outcomes(small).set_index(["outcome", "condition"])
    chance = [comb(4, k) * comb(3, 4 - k) / comb(7, 4) for k in range(1, 5)]
    seen = chance[2]  # three of the four cases with the condition
    by_hand = sum(p for p in chance if p <= seen * (1 + 1e-9))
    assert table.loc[("trust-reported", "time-alone"), "p"] == pytest.approx(by_hand)


def test_an_outcome_that_never_came_has_no_necessity(small):
    table = measures.conditions_and_outcomes(small).set_index(["outcome", "condition"])
    assert pd.isna(table.loc[("result-lasted", "time-alone"), "necessity"])
    assert table.loc[("result-lasted", "time-alone"), "sufficiency"] == 0


def test_every_cell_of_the_real_matrix_is_coded_by_both_on_evidence(record):
    codes = measures.case_codes(record)
    assert len(codes) == len(record.table("cases")) * len(record.book.vocabularies["condition"])
    assert codes["pieces"].ge(1).all()
