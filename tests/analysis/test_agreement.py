"""The coders' agreement, against an example worked by hand."""

import pandas as pd
import pytest
from summitry import measures


def codes(pairs):
    return pd.DataFrame(pairs, columns=["a", "b"])


def test_kappa_of_a_worked_example():
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, by chance 0.5, kappa 0.4.
    table = codes(
        [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    )
    assert measures.share_of_agreement(table) == pytest.approx(0.7)
    assert measures.cohens_kappa(table) == pytest.approx(0.4)


def test_full_agreement_is_one_and_its_absence_less_than_chance():
    assert measures.cohens_kappa(codes([("x", "x"), ("y", "y")])) == pytest.approx(1)
    assert measures.cohens_kappa(codes([("x", "y"), ("y", "x")])) == pytest.approx(-1)


def test_kappa_is_undefined_when_only_one_code_is_used():
    assert pd.isna(measures.cohens_kappa(codes([("x", "x"), ("x", "x")])))


def test_both_coders_judged_every_coded_promise(record):
    table = measures.codes_by_coder(record)
    assert len(table) >= 90
    assert not table[["a", "b"]].isna().any().any()
    assert 0 < measures.cohens_kappa(table) < 1


def test_both_coders_scored_every_judged_event_within_the_scale(record):
    for scale in ("denuclearisation", "reassurance"):
        scores = measures.scores_by_coder(record, scale)
        assert len(scores) >= 150
        assert scores.notna().all().all()
        assert scores.stack().between(-2, 2).all()
