"""Numbers of the notebook on action and reaction."""

from __future__ import annotations

import numpy as np
import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.measures.moves import ACTS, ALL_YEARS, MAIN_WINDOW, PREDICTIONS, REACTIONS
from summitry.tables import Record
from summitry.values.base import in_words, number_or_none, share, size


def of_the_spiral(record: Record) -> list[Value]:
    """Moves and their coding, each predicted answer, who comes first, and what survives."""
    moves = measures.moves_by_event(record)
    table = measures.predictions_and_estimates(record)
    return [
        *_coding(record, moves),
        *_sides(moves),
        *_predicted(moves, table),
        *_summary(record, table),
        *_order(record),
    ]


def _coding(record: Record, moves: pd.DataFrame) -> list[Value]:
    codes = measures.move_codes(record)
    kappa = measures.cohens_kappa(codes)
    return [
        size("moves-judged", len(moves), "events", "Events judged as a move by both coders."),
        size(
            "moves-not-judged",
            moves.attrs["uncoded"],
            "events",
            "Events without two judgements, left out of everything about moves.",
        ),
        share(
            "moves-agreement",
            measures.share_of_agreement(codes),
            "Share of events on whose mover and sign (hostile, neither, cooperative) both agree.",
        ),
        Value(
            "moves-kappa",
            kappa,
            f"{kappa:.2f}",
            "coefficient",
            "Cohen's kappa of the two coders' mover and sign together.",
        ),
    ]


def _sides(moves: pd.DataFrame) -> list[Value]:
    found = []
    for key in (
        "allied-hostile",
        "allied-cooperative",
        "dprk-hostile",
        "dprk-cooperative",
        "planned-exercise",
    ):
        mine = tuple(measures.moves_of(moves, ACTS[key])["id"])
        how = f"Events that both coders judged {ACTS[key].name}, whatever their date is known to."
        found.append(Value(f"moves-{key}", len(mine), f"{len(mine):,}", "events", how, mine))
    return found


def _predicted(moves: pd.DataFrame, table: pd.DataFrame) -> list[Value]:
    found = []
    for row in table.to_dict("records"):
        kind = row["reaction"].split("-")[-1]
        key = f"{kind}-after-{row['act']}"
        acts = tuple(measures.moves_of(moves, ACTS[row["act"]])["id"])
        what = (
            f"Days with {REACTIONS[row['reaction']].name} in the {MAIN_WINDOW} days after "
            f"{ACTS[row['act']].name}, since 1992, both coders agreeing"
        )
        within = f"{what}: rate over that of the other days of the same year (Mantel–Haenszel)"
        found += [
            Value(
                f"{key}-ratio",
                row["ratio_within"],
                f"{row['ratio_within']:.1f}",
                "ratio",
                f"{within}.",
                acts,
            ),
            Value(
                f"{key}-range",
                row["ratio_within"],
                f"{row['low_within']:.1f} to {row['high_within']:.1f}",
                "ratio",
                f"{within}; 95 % interval by turning the calendar within each year.",
            ),
            _p(f"{key}-p", row["p_within"], f"{within}; p by turning the calendar within years."),
            _p(
                f"{key}-p-corrected",
                row["p_holm"],
                f"{within}; p within years after Holm's correction for {len(table)} relations.",
            ),
            Value(
                f"{key}-ratio-all-years",
                row["ratio"],
                f"{row['ratio']:.1f}",
                "ratio",
                f"{what}: rate over that of all other days, which mixes tense years and calm ones.",
            ),
        ]
    return found


def _summary(record: Record, table: pd.DataFrame) -> list[Value]:
    theories = []
    for theory, name in (("dilemma", "the security dilemma"), ("deterrence", "deterrence")):
        said = table[table[theory].ne("")]
        right = int((said["ratio_within"] > 1).eq(said[theory].eq("more")).sum())
        clear = int(said["finding"].eq(said[theory]).sum())
        against = int(
            (said["finding"].ne("no difference") & said["finding"].ne(said[theory])).sum()
        )
        for key, number, how in (
            ("predictions", len(said), f"Relations on which {name} makes a prediction."),
            ("right-side", right, f"Of the predictions of {name}, those on the right side of 1."),
            ("clear", clear, f"Of the predictions of {name}, those borne out after correction."),
            ("against", against, f"Of the predictions of {name}, those contradicted after it."),
        ):
            theories.append(Value(f"{theory}-{key}", number, in_words(number), "predictions", how))
    robust = measures.robustness_of_answers(record).set_index(["act", "reaction"])
    exercise = robust.loc[("exercise", "dprk-hostile")]
    clear = int(table["finding"].ne("no difference").sum())
    crude = int(table["p_holm_turned"].le(0.05).sum())
    return [
        *theories,
        Value(
            "spiral-predictions",
            len(PREDICTIONS),
            in_words(len(PREDICTIONS)),
            "relations",
            "Relations between acts and answers on which a theory makes a prediction.",
        ),
        Value(
            "spiral-clear-within-years",
            clear,
            number_or_none(clear),
            "relations",
            "Of these, clear within years after Holm's correction at 0.05.",
        ),
        Value(
            "spiral-clear-across-years",
            crude,
            number_or_none(crude),
            "relations",
            "Of these, clear when the calendar is turned as a whole, after Holm's correction.",
        ),
        Value(
            "exercise-variants",
            int(exercise["variants"]),
            in_words(int(exercise["variants"])),
            "specifications",
            "Coders, windows and eras tried for hostile moves after exercises.",
        ),
        Value(
            "exercise-variants-above-one",
            int(exercise["same_side"]),
            in_words(int(exercise["same_side"])),
            "specifications",
            "Of these, with a ratio within years on the main one's side of 1.",
        ),
        Value(
            "exercise-variants-significant",
            int(exercise["significant"]),
            in_words(int(exercise["significant"])),
            "specifications",
            "Of these, with p within years of at most 0.05, uncorrected.",
        ),
        *_eras(record),
    ]


def _eras(record: Record) -> list[Value]:
    table = measures.answer_rates_by_era(record)
    mine = table[table["act"].eq("exercise") & table["reaction"].eq("dprk-hostile")]
    keys = {"1992–2005": "1992", "2006–2011": "2006", "2012–2019": "2012", "since 2020": "2020"}
    found = []
    for row in mine.to_dict("records"):
        if row["era"] == ALL_YEARS or np.isnan(row["ratio_within"]):
            continue
        found.append(
            Value(
                f"hostile-after-exercise-ratio-from-{keys[row['era']]}",
                row["ratio_within"],
                f"{row['ratio_within']:.1f}",
                "ratio",
                f"Hostile moves after exercises, {row['era']}: rate within years; "
                f"p {row['p_within']:.2f}.",
            )
        )
    return found


def _order(record: Record) -> list[Value]:
    found = []
    for row in measures.who_comes_first(record).to_dict("records"):
        answer = row["reaction"].removeprefix("dprk-")
        key = f"order-{row['act']}-{answer}"
        what = f"{ACTS[row['act']].name} and {ACTS[row['reaction']].name} within {MAIN_WINDOW} days"
        what = what[0].upper() + what[1:]
        for side in ("after", "before"):
            how = f"{what}: pairs of days with the North Korean move {side} the allied act."
            found.append(Value(f"{key}-{side}", row[side], f"{row[side]:,}", "pairs", how))
        found += [
            Value(
                f"{key}-ratio",
                row["ratio"],
                f"{row['ratio']:.1f}",
                "ratio",
                f"{what}: pairs with the North Korean move after, over those with it before.",
            ),
            _p(f"{key}-p", row["p_turned"], f"{what}: p of that ratio, the calendar turned."),
            _p(
                f"{key}-p-corrected",
                row["p_holm"],
                f"{what}: the same after Holm's correction for all pairs tried.",
            ),
        ]
    return found


def _p(key: str, number: float, how: str) -> Value:
    text = "less than 0.001" if number < 0.001 else f"{number:.2f}"
    if 0.001 <= number < 0.1:
        text = f"{number:.3f}"
    return Value(key, number, text, "probability", how)
