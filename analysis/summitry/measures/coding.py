"""What two coders judged, and how far they agree."""

from __future__ import annotations

import pandas as pd

from summitry.measures.events import in_order
from summitry.tables import Record


def codes_by_coder(record: Record) -> pd.DataFrame:
    """What became of each judged promise: one row per promise, one column of codes per coder.

    Index: ``commitment_id``. Columns: ``a`` and ``b`` (words of the vocabulary ``fate``), and
    ``by`` (who promised).
    """
    codes = record.table("assessments").pivot(index="commitment_id", columns="coder", values="code")
    by = record.table("commitments").set_index("id")["by"]
    return codes.join(by)


def scores_by_coder(record: Record, scale: str) -> pd.DataFrame:
    """Scores on one yardstick: one row per judged event, one column per coder.

    `scale` is ``denuclearisation`` or ``reassurance``. Index: ``event_id``. Columns: ``a`` and
    ``b``, whole numbers from -2 to 2.
    """
    return record.table("yardsticks").pivot(index="event_id", columns="coder", values=scale)


def cumulative_scores(record: Record, scale: str) -> pd.DataFrame:
    """Running totals of one yardstick, in order of date: one row per judged event.

    Columns: ``id``, ``first_day``, ``a`` and ``b`` (each coder's total up to and including the
    event), ``mean``, ``low`` and ``high`` of the two. The total counts entries: a period that
    the record covers more densely weighs more, so levels far apart in time compare badly.
    """
    events = record.table("events")[["id", "first_day"]]
    scores = scores_by_coder(record, scale).rename_axis("id").reset_index()
    ordered = in_order(scores.merge(events, on="id", validate="1:1"))
    totals = ordered[["a", "b"]].astype(int).cumsum()
    totals.insert(0, "id", ordered["id"])
    totals.insert(1, "first_day", ordered["first_day"])
    both = totals[["a", "b"]]
    return totals.assign(mean=both.mean(axis=1), low=both.min(axis=1), high=both.max(axis=1))


def totals_on(totals: dict[str, pd.Series], days: list[str]) -> pd.DataFrame:
    """Each running total as it stood at the end of each of `days`.

    `totals` maps a name to a series indexed by day, in order. One row per day, one column per
    name; 0 before the first entry.
    """
    table = {
        name: [float(series[:day].iloc[-1]) if len(series[:day]) else 0.0 for day in days]
        for name, series in totals.items()
    }
    return pd.DataFrame(table, index=pd.Index(days, name="day"))


def share_of_agreement(codes: pd.DataFrame) -> float:
    """Share (0 to 1) of promises to which both coders gave the same code."""
    return float(codes["a"].eq(codes["b"]).mean())


def cohens_kappa(codes: pd.DataFrame) -> float:
    """Agreement of two coders beyond chance: 1 is full, 0 what chance would give.

    Chance agreement is computed from each coder's own share of each code. Source: Jacob
    Cohen, 'A coefficient of agreement for nominal scales', Educational and Psychological
    Measurement 20 (1960). Undefined (NaN) when both coders use one and the same code throughout. Computed by statsmodels.
    """
    from statsmodels.stats.inter_rater import cohens_kappa as kappa
    from statsmodels.stats.inter_rater import to_table

    pairs = pd.concat([codes["a"], codes["b"]])
    numbers = codes[["a", "b"]].apply(lambda column: pd.Categorical(column, pairs.unique()).codes)
    if pairs.nunique() < 2:
        return float("nan")
    table, _ = to_table(numbers.to_numpy(), bins=pairs.nunique())
    return float(kappa(table, return_results=False))
