"""Summit cases compared on conditions: codes, evidence, and what goes with trust."""

from __future__ import annotations

import pandas as pd

from summitry.tables import Record

OUTCOMES = ("trust-reported", "result-lasted")
# How full a code is; "unclear" has no place on the scale.
FULLNESS = {"yes": 1.0, "partly": 0.5, "no": 0.0}


def cases_with_minutes(record: Record) -> pd.DataFrame:
    """The table ``cases`` in order of date; a case that is an event has the meeting's minutes,
    and what is known of interpreters.

    Its ``basis`` is then the meeting's, before what the case's own says.
    """
    cases = record.table("cases").sort_values(["first_day", "id"], kind="stable")
    meetings = record.table("meetings").set_index("event_id")
    linked = cases["event_id"].isin(meetings.index)
    for name in meetings:
        if "minutes" in name or name == "interpreters_only":
            cases.loc[linked, name] = cases.loc[linked, "event_id"].map(meetings[name])
    basis = cases.loc[linked, "event_id"].map(meetings["basis"])
    cases.loc[linked, "basis"] = (basis + " " + cases.loc[linked, "basis"]).str.strip()
    return cases.reset_index(drop=True)


def case_codes(record: Record) -> pd.DataFrame:
    """Both coders' codes: one row per case and condition that was coded.

    Columns: ``case_id``, ``condition``, ``a``, ``b`` (words of the vocabulary ``presence``),
    ``fill`` (mean fullness of the two, 0 to 1; missing when either is unclear), ``differ``
    (whether the codes differ) and ``pieces`` (rows of evidence). In order of the cases' dates and
    of the codebook's conditions.
    """
    codes = record.table("case_codes").pivot(
        index=["case_id", "condition"], columns="coder", values="code"
    )
    codes = codes.reset_index().rename_axis(columns=None)
    pieces = record.table("case_evidence").groupby(["case_id", "condition"]).size()
    at = pd.MultiIndex.from_frame(codes[["case_id", "condition"]])
    codes["pieces"] = pieces.reindex(at, fill_value=0).to_numpy()
    fills = codes[["a", "b"]].apply(lambda column: column.map(FULLNESS))
    codes["fill"] = fills.mean(axis=1, skipna=False)
    codes["differ"] = codes["a"].ne(codes["b"])
    order = list(record.book.vocabularies["condition"])
    cases = record.table("cases").sort_values(["first_day", "id"])["id"].tolist()
    codes["at"] = codes["case_id"].map(cases.index) * 100 + codes["condition"].map(order.index)
    return codes.sort_values("at").drop(columns="at").reset_index(drop=True)


def conditions_and_outcomes(record: Record, coder: str = "mean") -> pd.DataFrame:
    """For each condition and outcome: in how many cases they go together.

    `coder` is ``a``, ``b`` or ``mean``. A cell counts as met when its fullness is 0.5 or more;
    cases in which either is unclear are left out of the pair. One row per outcome and condition:
    ``with_yes`` and ``with_no`` (outcome met, and not, where the condition was met),
    ``without_yes`` and ``without_no``, ``difference`` (share of cases with the outcome, with less
    without the condition), ``low`` and ``high`` (Newcombe's 95 % interval), ``p`` (Fisher's exact
    test, two-sided), ``p_holm`` (Holm's correction over the conditions of one outcome),
    ``necessity`` (share of cases with the outcome that had the condition) and ``sufficiency``
    (share of cases with the condition that had the outcome).

    Sources: R. G. Newcombe, 'Interval estimation for the difference between independent
    proportions', Statistics in Medicine 17 (1998); consistency as necessity and sufficiency after
    Charles Ragin, The Comparative Method (1987).
    """
    from scipy.stats import fisher_exact
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import confint_proportions_2indep

    codes = case_codes(record)
    if coder != "mean":
        codes["fill"] = codes[coder].map(FULLNESS)
    wide = codes.pivot(index="case_id", columns="condition", values="fill")
    rows = []
    for outcome in OUTCOMES:
        for condition in record.book.vocabularies["condition"]:
            if condition in OUTCOMES or condition not in wide or outcome not in wide:
                continue
            pair = wide[[condition, outcome]].dropna().ge(0.5)
            met, result = pair[condition], pair[outcome]
            cells = [
                int((met & result).sum()),
                int((met & ~result).sum()),
                int((~met & result).sum()),
                int((~met & ~result).sum()),
            ]
            with_it, without = cells[0] + cells[1], cells[2] + cells[3]
            low = high = difference = float("nan")
            if with_it and without:
                difference = cells[0] / with_it - cells[2] / without
                low, high = confint_proportions_2indep(
                    cells[0], with_it, cells[2], without, method="newcomb"
                )
            p = fisher_exact([cells[:2], cells[2:]]).pvalue
            reached = cells[0] + cells[2]
            rows.append(
                (
                    outcome,
                    condition,
                    *cells,
                    difference,
                    low,
                    high,
                    p,
                    cells[0] / reached if reached else float("nan"),
                    cells[0] / with_it if with_it else float("nan"),
                )
            )
    table = pd.DataFrame(
        rows,
        columns=["outcome", "condition", "with_yes", "with_no", "without_yes", "without_no"]
        + ["difference", "low", "high", "p", "necessity", "sufficiency"],
    )
    for outcome in OUTCOMES:
        mine = table["outcome"].eq(outcome)
        if mine.any():
            table.loc[mine, "p_holm"] = multipletests(table.loc[mine, "p"], method="holm")[1]
    return table
