"""Numbers of the notebook on talks and tests."""

from __future__ import annotations

import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import in_words


def of_talks_and_tests(record: Record) -> list[Value]:
    """Rates in and out of talks, their ratio by specification, and where the relation fails."""
    table = measures.talks_and_rates(record)
    main = table.iloc[1]
    fitted = measures.talks_and_rates_by_regression(record)
    within = fitted[fitted["model"].eq("turned within years")].iloc[1]
    regression = fitted[fitted["model"].eq("Poisson, within years")].iloc[1]
    how = (
        "A day is in talks when it lies within 60 days after a meeting of envoys or higher; since "
        "1992; tests and meetings known to the day."
    )
    values = [
        _ratio(
            "talks-tests-ratio",
            main,
            f"Rate of test days in talks over the rate out of them. {how}",
        ),
        _ratio(
            "talks-tests-ratio-within-years",
            within,
            f"The same within calendar years: talks turned round each year by chance. {how}",
        ),
        _ratio(
            "talks-tests-ratio-within-years-poisson",
            regression,
            f"The same by a Poisson regression with a level for each year. {how}",
        ),
        Value(
            "talks-tests-p-within-years",
            within["p"],
            f"{within['p']:.2f}",
            "probability",
            f"Share of calendars turned within years with a ratio as far from their middle. {how}",
        ),
        Value(
            "test-days-in-talks",
            int(main["tests_in"]),
            in_words(int(main["tests_in"])),
            "days",
            f"Test days in talks. {how}",
        ),
        Value(
            "test-days-out-of-talks",
            int(main["tests_out"]),
            in_words(int(main["tests_out"])),
            "days",
            f"Test days out of talks. {how}",
        ),
        Value(
            "test-days-per-year-in-talks",
            main["per_year_in"],
            f"{main['per_year_in']:.1f}",
            "days per year",
            f"Test days per year of days in talks. {how}",
        ),
        Value(
            "test-days-per-year-out-of-talks",
            main["per_year_out"],
            f"{main['per_year_out']:.1f}",
            "days per year",
            f"Test days per year of days out of talks. {how}",
        ),
        Value(
            "talks-tests-p",
            main["p_turned"],
            f"{main['p_turned']:.2f}",
            "probability",
            f"Share of turned calendars with a ratio as far from 1. {how}",
        ),
    ]
    eras = table[table["era"].ne("all years")].set_index("era")
    for key, era in (("2006-2011", "2006–2011"), ("2012-2019", "2012–2019")):
        row = eras.loc[era]
        values.append(_ratio(f"talks-tests-ratio-{key}", row, f"The ratio in {era} alone. {how}"))
        for side in ("in", "out"):
            number = int(row[f"tests_{side}"])
            values.append(
                Value(
                    f"test-days-{side}-talks-{key}",
                    number,
                    in_words(number),
                    "days",
                    f"Test days {side} {'of ' if side == 'out' else ''}talks in {era}. {how}",
                )
            )
    return values


def _ratio(key: str, row: pd.Series, how: str) -> Value:
    text = f"{row['ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
    return Value(key, float(row["ratio"]), text, "ratio, with 95 % interval", how)
