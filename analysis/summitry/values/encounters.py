"""Numbers of the notebook on when encounters work."""

from __future__ import annotations

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import number_or_none, share, size, worded


def of_the_encounters(record: Record) -> list[Value]:
    """Cases, evidence, agreement of the coders, and how often outcomes were reached."""
    codes = measures.case_codes(record)
    kappa = measures.cohens_kappa(codes)
    wide = codes.pivot(index="case_id", columns="condition", values="fill")
    table = measures.conditions_and_outcomes(record)
    conditions = list(record.book.vocabularies["condition"])
    outcomes = len(measures.OUTCOMES)
    values = [
        worded(
            "case-conditions",
            len(conditions) - outcomes,
            "conditions",
            "Words of the vocabulary condition that are no outcomes.",
        ),
        worded("case-outcomes", outcomes, "outcomes", "Words of it that are outcomes."),
        worded("summit-cases", len(record.table("cases")), "cases", "Rows of the table cases."),
        size(
            "case-evidence",
            len(record.table("case_evidence")),
            "pieces",
            "Rows of the table case_evidence.",
        ),
        share(
            "case-coders-agreement",
            measures.share_of_agreement(codes),
            "Share of cells of cases and conditions with the same code by both coders.",
        ),
        Value(
            "case-coders-kappa",
            kappa,
            f"{kappa:.2f}",
            "coefficient",
            "Cohen's kappa of the two coders' codes of conditions, unweighted.",
        ),
    ]
    for condition in record.book.vocabularies["condition"]:
        met = wide[condition].ge(0.5)
        values.append(
            worded(
                f"cases-with-{condition}",
                int(met.sum()),
                "cases",
                "Cases in which the condition was met, or partly, by the mean of the two coders.",
            )
        )
    for outcome, key in (("trust-reported", "trust"), ("result-lasted", "lasting")):
        survived = table[table["outcome"].eq(outcome)]["p_holm"].lt(0.05).sum()
        values.append(
            Value(
                f"conditions-clearly-with-{key}",
                int(survived),
                number_or_none(int(survived)),
                "conditions",
                "Conditions whose link with the outcome has p < 0.05 by Fisher's exact test after "
                "Holm's correction.",
            )
        )
    return values
