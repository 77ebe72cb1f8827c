"""When encounters work: cases against conditions."""

from __future__ import annotations

import pandas as pd

from summitry import drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.charts import Cell, Forest, Interval, Matrix
from summitry.figures.base import NARROW, WIDE, Colours, sources_line
from summitry.tables import Record


def when_encounters_work(record: Record, colours: Colours) -> Figure:
    """Every case on every condition and both outcomes."""
    codes = measures.case_codes(record)
    book = record.book
    cases = record.table("cases").sort_values(["first_day", "id"])
    families = list(book.vocabularies["case_family"])
    cases = cases.sort_values("family", key=lambda f: f.map(families.index), kind="stable")
    labels = {word: entry["label"] for word, entry in book.vocabularies["condition"].items()}
    reasons = record.table("case_codes").pivot(
        index=["case_id", "condition"], columns="coder", values="reason"
    )
    cells, rows = {}, []
    names = cases.set_index("id")["name"]
    for code in codes.itertuples():
        said = code.a if code.a == code.b else f"{code.a} or {code.b}"
        reason = reasons.loc[(code.case_id, code.condition), "a"]
        fill = (
            None if pd.isna(code.fill) else min((0.0, 0.5, 1.0), key=lambda x: abs(x - code.fill))
        )
        cells[code.case_id, code.condition] = Cell(fill, f"{said}. {reason}", bool(code.differ))
        rows.append(
            {
                "case": names[code.case_id],
                "condition": labels[code.condition],
                "coder_a": code.a,
                "coder_b": code.b,
                "pieces_of_evidence": int(code.pieces),
                "reason_of_coder_a": reason,
            }
        )
    matrix = Matrix(
        tuple(
            (case.id, case.name, book.label("case_family", case.family))
            for case in cases.itertuples()
        ),
        tuple((word, label) for word, label in labels.items()),
        cells,
        outcomes=measures.OUTCOMES,
    )
    wide = codes.pivot(index="case_id", columns="condition", values="fill")
    trusted, lasted = wide["trust-reported"].eq(1), wide["result-lasted"].eq(1)
    return Figure(
        id="when-encounters-work",
        title=(
            f"By both coders, {int(trusted.sum())} of {len(cases)} summits left mutual trust, "
            f"{int(lasted.sum())} a lasting result"
        ),
        subtitle=(
            "Summit cases on seven conditions and, in the last two columns, two outcomes, as two "
            "coders judged them from the evidence"
        ),
        alt=(
            "A matrix of circles: one row for each summit, grouped by rivalry, one column for each "
            "condition. A full circle means that the condition was met, a half one partly, an empty "
            "one not. The table that follows holds both coders' codes."
        ),
        how_to_read=(
            "Read along a row for a case, down a column for a condition. A dotted ring means that "
            "the two coders differ; the circle then shows the code nearest to the middle of the "
            "two. A question mark means that the evidence does not say. The evidence for each cell, "
            "with its source, stands with the case."
        ),
        coverage=(
            f"{len(cases)} cases chosen because they are often compared, not drawn at random; most "
            "are well documented because they became famous. Evidence was read mostly in excerpts, "
            "and the side that publishes more is better known. Codes are judgements by a rule: Cohen's "
            f"kappa is {measures.cohens_kappa(codes):.2f} over all cells, "
            f"{measures.cohens_kappa(codes[codes['condition'].eq('trust-reported')]):.2f} on whether "
            "trust was reported."
        ),
        sources=sources_line(record),
        rows=pd.DataFrame(rows),
        wide_svg=drawing.matrix_svg(matrix, WIDE, colours, "wide"),
        narrow_svg=drawing.matrix_svg(matrix, NARROW, colours, "narrow"),
        plotly_json=interactive.matrix_json(matrix, colours),
    )


def conditions_and_outcomes(record: Record, colours: Colours) -> Figure:
    """Which conditions go with which outcome, and how little so few cases can say."""
    table = measures.conditions_and_outcomes(record)
    labels = record.book.vocabularies["condition"]
    drawn = table.dropna(subset=["difference"])
    ordered = drawn.sort_values(["outcome", "difference"], ascending=[False, False])
    forest = Forest(
        tuple(
            Interval(
                labels[row.condition]["label"],
                row.difference,
                row.low,
                row.high,
                "leaders" if row.outcome == "trust-reported" else "talks",
                f"{labels[row.outcome]['label']}",
                f"with it {row.with_yes} of {row.with_yes + row.with_no} cases, without it "
                f"{row.without_yes} of {row.without_yes + row.without_no}; p = {row.p:.2f}",
            )
            for row in ordered.itertuples()
        ),
        "share of cases with the outcome: with the condition, less without it",
        0.0,
        "no difference",
    )
    clear = ordered[ordered["p_holm"].lt(0.05)]
    best = ordered.iloc[ordered["difference"].argmax()]
    return Figure(
        id="conditions-and-outcomes",
        title=(
            f"{len(clear) or 'None'} of {len(ordered)} links between condition and outcome "
            "survive correction for many tests"
        ),
        subtitle=(
            "Difference in the share of summit cases with an outcome, between cases with and "
            "without a condition, with 95 % intervals"
        ),
        alt=(
            "Estimates with wide intervals for seven conditions and two outcomes. The largest "
            f"difference is {best['difference']:+.2f}, for "
            f"{labels[best['condition']]['label'].lower()} and "
            f"{labels[best['outcome']]['label'].lower()}. The table that follows holds the counts."
        ),
        how_to_read=(
            "At +0.5 the outcome is fifty points more frequent where the condition was met. A "
            "line that crosses zero is compatible with no difference. Partly met counts as met."
        ),
        coverage=(
            "Between ten and nineteen cases for each pair; cases in which either is unclear are "
            "left out. Cases of one pair of leaders are not independent of each other. Conditions "
            "overlap: who prepares a text also tends to meet again. This orders hypotheses; it "
            "tests none."
        ),
        sources=sources_line(record),
        rows=table.assign(
            outcome=table["outcome"].map(lambda word: labels[word]["label"]),
            condition=table["condition"].map(lambda word: labels[word]["label"]),
        ).round(3),
        wide_svg=drawing.forest_svg(forest, 780.0, colours, "wide"),
        narrow_svg=drawing.forest_svg(forest, NARROW, colours, "narrow"),
        plotly_json=interactive.forest_json(forest, colours),
    )
