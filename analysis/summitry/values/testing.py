"""Numbers of the notebook on talks and tests."""

from __future__ import annotations

import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import days_from, in_words, share, worded


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
    return [
        *values,
        *_eras(table),
        *_expected(record, fitted),
        *_unlike_tests(record),
        *_beside_others(record),
        *_around(record),
        *_pauses(record),
        *_moratoria(record),
    ]


def _eras(table: pd.DataFrame) -> list[Value]:
    """How much of each era was in talks, and how often it saw tests."""
    values = []
    for row in table[table["era"].ne("all years")].to_dict("records"):
        key = row["era"].replace("–", "-").replace(" ", "-")
        days, tests = row["days_in"] + row["days_out"], row["tests_in"] + row["tests_out"]
        how = f"{row['era']}: {tests} test days in {days:,} days, {row['days_in']:,} of them in talks."
        values += [
            share(f"talks-share-{key}", row["days_in"] / days, how),
            worded(f"test-days-{key}", tests, "days", how),
            Value(
                f"test-days-a-year-{key}",
                tests / days * 365.25,
                f"{tests / days * 365.25:.1f}",
                "days per year",
                how,
            ),
        ]
    return values


def _expected(record: Record, fitted: pd.DataFrame) -> list[Value]:
    """What would fall in talks if tests took no notice, and what does."""
    table = measures.expected_in_talks(record)
    values = []
    # In the table's order; two of its further rules are in the figure and the notebook alone.
    tails = ("-30-days", "", "-90-days", "-large", "-negotiations", "-before-and-after")
    tails += (None, None, "-rounds", "-long-rounds")
    for row, tail in zip(table.to_dict("records"), tails, strict=True):
        if tail is None:
            continue
        key = f"test-days-expected-in-talks{tail}"
        rule = f"{row['rule']}: {row['found']} of {row['tests']} test days lie in talks"
        if tail != "":
            values.append(worded(f"test-days-in-talks{tail}", row["found"], "days", f"{rule}."))
        if tail in ("", "-large"):
            values.append(worded(f"test-days-dated{tail}", row["tests"], "days", f"{rule}."))
        for column, name, spread in (
            ("over_all", "", "over all days since 1992"),
            ("by_era", "-by-era", "over the days of its era"),
            ("by_year", "-by-year", "over the days of its year"),
        ):
            number = round(row[column])
            how = f"{rule}; with each test spread evenly {spread} it would be {row[column]:.1f}."
            values.append(worded(f"{key}{name}", number, "days", how))
    main = table.iloc[1]
    fewer = int(table["found"].lt(table["by_era"]).sum())
    ways = "Ways of counting days in talks, or tests"
    how = "Rate of test days in talks over the rate of the same era's others, by turned calendars."
    values += [
        _ratio("talks-tests-ratio-within-eras", main, how),
        worded("talks-rules", len(table), "ways", f"{ways}."),
        worded(
            "talks-rules-fewer-by-era",
            fewer,
            "ways",
            f"{ways}, by which fewer test days lie in talks than if spread evenly over their eras.",
        ),
        worded(
            "talks-rules-more-by-year",
            int(table["found"].gt(table["by_year"]).sum()),
            "ways",
            f"{ways}, by which more test days lie in talks than if spread evenly over their years.",
        ),
        Value(
            "talks-rules-least-p",
            float(table[["p_era", "p_year"]].min().min()),
            f"{table[['p_era', 'p_year']].min().min():.2f}",
            "probability",
            f"The least p of all {len(table)} ways, within eras or within years.",
        ),
    ]
    thirty = fitted[fitted["model"].eq("turned within years")].iloc[0]
    how = (
        "Rate of test days within 30 days after a meeting over the rate of the same year's others."
    )
    values += [
        _ratio("talks-tests-ratio-within-years-30-days", thirty, how),
        Value(
            "talks-tests-p-within-years-30-days",
            thirty["p"],
            f"{thirty['p']:.2f}",
            "probability",
            f"Share of calendars turned within years with a ratio as far from their middle. {how}",
        ),
    ]
    for row in measures.meetings_after_tests(record).to_dict("records"):
        tail = "-within-years" if row["comparison"] == "within years" else ""
        how = (
            "The other order: rate at which meetings of envoys or higher begin in the 60 days "
            f"after test days over the rate otherwise, {row['comparison']}."
        )
        values.append(_ratio(f"meetings-after-tests-ratio{tail}", pd.Series(row), how))
    return values


def _unlike_tests(record: Record) -> list[Value]:
    """Which tests lay in talks from 2012 to 2019, and after which meetings."""
    table = measures.tests_in_talks(record)
    errands = table[table["day"].dt.year.eq(2017) & table["process"].eq("")]
    late = table[table["day"].dt.year.eq(2019)]
    how = "Test days in talks (60 days after a meeting of envoys or higher)"
    return [
        _count(
            "test-days-in-talks-2017-no-negotiation",
            errands,
            f"{how} in 2017; no meeting of that year belongs to a negotiation.",
        ),
        _count("test-days-in-talks-2019", late, f"{how} in 2019."),
        _count(
            "test-days-in-talks-2019-short",
            late[late["class"].eq("srbm")],
            f"{how} in 2019 with short-range ballistic missiles.",
        ),
    ]


def _count(key: str, rows: pd.DataFrame, how: str) -> Value:
    return worded(key, len(rows), "days", how, tuple(rows["id"]))


def _beside_others(record: Record) -> list[Value]:
    """This record's meetings and test days in two spans for which CSIS published its own."""
    tests = measures.held(measures.weapons_tests(record))
    met = measures.held(measures.contacts(record))
    met = met[met["kind"].eq("meeting")]
    values = []
    for key, first, last in (
        ("1993-1994", "1993-01-01", "1994-07-31"),
        ("2017", "2017-02-01", "2017-09-30"),
    ):
        span = f"that lie between {first} and {last}"
        mine = measures.in_period(tests, first, last)
        theirs = measures.in_period(met, first, last)
        values += [
            worded(
                f"beside-csis-{key}-test-days",
                len(mine),
                "days",
                f"Test days of this record {span}.",
                tuple(mine["id"]),
            ),
            worded(
                f"beside-csis-{key}-meetings",
                len(theirs),
                "meetings",
                f"Meetings of the two governments, at any level, held, {span}.",
                tuple(theirs["id"]),
            ),
        ]
    return values


def _around(record: Record) -> list[Value]:
    """How many bins around meetings lie outside what chance gives."""
    bins = measures.around_meetings(record, ("leader", "minister", "envoy"))
    outside = bins[bins["rate"].lt(bins["low"]) | bins["rate"].gt(bins["high"])]
    how = "Bins of 30 days, a year before and after meetings of envoys or higher"
    meetings = bins.attrs["meetings"]
    return [
        worded(
            "talks-meetings", meetings, "meetings", "Since 1992, envoys or higher, dated, held."
        ),
        worded("around-meetings-bins", len(bins), "bins", f"{how}."),
        worded(
            "around-meetings-bins-outside",
            len(outside),
            "bins",
            f"{how}, outside the central 90 % of placebo dates: {outside['middle'].tolist()}.",
        ),
        worded(
            "around-meetings-bins-by-chance",
            round(len(bins) / 10),
            "bins",
            f"{how}: a tenth of them, which would lie outside such a band by chance.",
        ),
    ]


def _pauses(record: Record) -> list[Value]:
    """Spells without tests under Kim Jong Un, and the season of tests."""
    pauses = measures.pauses_between_tests(record, "2012-01-01", "2019-04-01")
    by_start = pauses.set_index("after")
    fall, halt = "2017-09-15-hwasong-12-3700-km", "2017-11-29-hwasong-15"
    earlier = pauses[pauses["from_day"].lt(by_start.loc[fall, "from_day"])]
    tests = measures.held(measures.weapons_tests(record))
    tests = tests[tests["precision"].eq("day") & tests["first_day"].between("2012", "2017-12-31")]
    late = tests[tests["first_day"].dt.quarter.eq(4)]
    faster = tests[tests["first_day"].dt.year.ge(2016)]
    how = "Spells of at least 60 days without a test that began from 2012 to August 2017"
    values = [
        worded("pauses-before-autumn-2017", len(earlier), "pauses", f"{how}."),
        worded(
            "pauses-before-autumn-2017-with-meeting",
            int(earlier["meetings"].gt(0).sum()),
            "pauses",
            f"{how} and in which envoys or higher met.",
        ),
        worded(
            "pauses-2016-to-autumn-2017",
            int(earlier["from_day"].dt.year.ge(2016).sum()),
            "pauses",
            "Those of them that began in 2016 or 2017.",
        ),
        worded("test-days-2012-2017", len(tests), "days", "Test days from 2012 to 2017."),
        worded("test-days-2016-2017", len(faster), "days", "Test days of 2016 and 2017."),
        worded(
            "test-days-2012-2017-last-quarter",
            len(late),
            "days",
            "Those from October to December.",
            tuple(late["id"]),
        ),
    ]
    for key, start in (("pause-autumn-2017", fall), ("pause-2017-2019", halt)):
        row = by_start.loc[start]
        how = f"Days without a test between {start} and {row['before']}."
        values.append(worded(key, int(row["gap_days"]), "days", how, (start, row["before"])))
    values += [
        days_from(key, record, earlier, later, f"From {earlier} to {later}.")
        for key, earlier, later in (
            ("days-last-test-to-moratorium-2018", halt, "2018-04-20-party-plenum-suspends-tests"),
            ("days-last-test-to-invitation", halt, "2018-03-08-trump-accepts-kim-invitation"),
            (
                "days-leap-day-to-launch",
                "2012-02-29-leap-day-announcements",
                "2012-04-13-unha-3-fails",
            ),
            (
                "days-first-nuclear-test-to-envoys",
                "2006-10-09-first-nuclear-test",
                "2006-10-31-hill-kim-wu-beijing",
            ),
        )
    ]
    return values


def _moratoria(record: Record) -> list[Value]:
    """Tests of the classes that a halt named, and of others, before it and while it stood."""
    values = []
    for row in measures.promised_and_other_tests(record).to_dict("records"):
        values.append(
            worded(
                f"moratorium-{row['key']}-days",
                row["days"],
                "days",
                f"Days between the promise of {row['key']} and the day on which it was called over.",
            )
        )
        for when, span in (("before", "in as many days before"), ("during", "while it stood")):
            values.append(
                worded(
                    f"moratorium-{row['key']}-all-{when}",
                    row[f"named_{when}"] + row[f"others_{when}"],
                    "days",
                    f"Moratorium of {row['key']}: test days of any class, {span}.",
                )
            )
        for kind, what in (("named", "the classes that it named"), ("others", "other classes")):
            for when, span in (("before", "in as many days before"), ("during", "while it stood")):
                values.append(
                    worded(
                        f"moratorium-{row['key']}-{kind}-{when}",
                        row[f"{kind}_{when}"],
                        "days",
                        f"Moratorium of {row['key']}: test days of {what}, {span}.",
                    )
                )
    tests = measures.held(measures.weapons_tests(record))
    halt, hanoi = "2018-04-20-party-plenum-suspends-tests", "2019-02-27-hanoi-summit"
    until = measures.in_period(tests, "2018-04-21", "2019-02-26")
    return [
        *values,
        _count(
            "moratorium-2018-all-until-hanoi",
            until,
            "Moratorium of 2018: test days of any class after its declaration and before Hanoi.",
        ),
        days_from("moratorium-2018-days-to-hanoi", record, halt, hanoi, f"From {halt} to {hanoi}."),
    ]


def _ratio(key: str, row: pd.Series, how: str) -> Value:
    text = f"{row['ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
    return Value(key, float(row["ratio"]), text, "ratio, with 95 % interval", how)
