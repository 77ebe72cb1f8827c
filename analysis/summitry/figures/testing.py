"""Do weapons tests pause when diplomats talk?"""

from __future__ import annotations

import pandas as pd

from summitry import dates, drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.charts import Forest, Interval, Line, Lines, Panel
from summitry.figures.base import NARROW, WIDE, Colours, end_of_record, sources_line
from summitry.tables import Record

_LEVELS = (
    ("Leaders and ministers", ("leader", "minister"), "leaders"),
    ("Envoys", ("envoy",), "talks"),
    ("Working level", ("working",), "other"),
)
_ACROSS, _ERAS = "All years", "By era, 60 days after"
_TURNED, _POISSON = (
    "Within the same year, turned calendars",
    "Within the same year, Poisson regression",
)
# With fewer test days than this in an era, the range of turned calendars means little.
_FEWEST = 20


def tests_in_and_out_of_talks(record: Record, colours: Colours) -> Figure:
    """The ratio of test days in talks to test days out of talks, by every specification."""
    table = measures.talks_and_rates(record)
    fitted = measures.talks_and_rates_by_regression(record)
    within = fitted[fitted["model"].eq("turned within years")]
    regression = fitted[fitted["model"].eq("Poisson, within years")]
    main, same_year = table.iloc[1], within.iloc[1]
    enough = table["tests_in"].add(table["tests_out"]).ge(_FEWEST) & table["ratio"].notna()
    rows = [
        _interval(row, _ACROSS if row["era"] == "all years" else _ERAS)
        for row in table[enough].to_dict("records")
    ]
    for group, found, role in ((_TURNED, within, "talks"), (_POISSON, regression, "other")):
        rows += [
            Interval(row["rule"], row["ratio"], row["low"], row["high"], role, group)
            for row in found.to_dict("records")
        ]
    forest = Forest(
        tuple(rows),
        "test days per day in talks, over test days per day out of talks (log scale)",
        1.0,
        "no difference",
        log=True,
    )
    published = pd.concat(
        [
            table.assign(model="turned calendar").round(3),
            fitted.rename(columns={"p": "p_turned"}).assign(era="all years").round(3),
        ],
        ignore_index=True,
    )
    end = dates.words(dates.parse(end_of_record(record).isoformat()))
    return Figure(
        id="tests-in-and-out-of-talks",
        title=(
            f"Tests in talks: {main['ratio']:.2f} times the rate across years, "
            f"{same_year['ratio']:.2f} within the same year"
        ),
        subtitle=(
            "Ratio of the rate of North Korean weapons-test days in talks with the United States "
            f"to the rate out of talks, 1992 to {end}"
        ),
        alt=(
            "Estimates with ranges in four groups: across all years by definition of talks, by "
            "era, and twice within the same year. For the rule of sixty days the ratio is "
            f"{main['ratio']:.2f} ({main['low']:.2f} to {main['high']:.2f}) across all years and "
            f"{same_year['ratio']:.2f} ({same_year['low']:.2f} to {same_year['high']:.2f}) within "
            "the same year. The table that follows holds the same numbers."
        ),
        how_to_read=(
            "A ratio of 0.5 means half as many test days, for each day in talks. The first group "
            "varies what counts as in talks; the second cuts the years into eras; the others "
            "compare days in and out of talks within the same calendar year only, so that talkative "
            "decades are not compared with testing ones. Lines span the middle 95 % of calendars "
            "of talks that were turned round by chance, laid around the estimate; in the last "
            "group they are intervals of a Poisson regression with a level for each year."
        ),
        coverage=(
            "Meetings and tests known to the day, both held. Since 2020 there has been no meeting "
            "at the level of envoys or higher, so that era has no ratio, and eras with fewer than "
            f"{_FEWEST} test days are in the table only. Secret talks count as none. The ratio describes; "
            "either side may talk because it is not testing, or test because it is not talking."
        ),
        sources=sources_line(record),
        rows=published,
        wide_svg=drawing.forest_svg(forest, 780.0, colours, "wide"),
        narrow_svg=drawing.forest_svg(forest, NARROW, colours, "narrow"),
        plotly_json=interactive.forest_json(forest, colours),
    )


def _interval(row: dict, group: str) -> Interval:
    note = (
        f"{row['tests_in']} test days in {row['days_in']} days in talks, {row['tests_out']} in "
        f"{row['days_out']} out of talks; p = {row['p_turned']:.2f}"
    )
    name = row["rule"] if group == _ACROSS else row["era"]
    role = "tests" if group == _ACROSS else "leaders"
    return Interval(name, row["ratio"], row["low"], row["high"], role, group, note)


def tests_around_meetings(record: Record, colours: Colours) -> Figure:
    """Test days in the year before and after meetings, by level, with what chance would give."""
    panels, parts = [], []
    for name, levels, role in _LEVELS:
        table = measures.around_meetings(record, levels)
        count = table.attrs["meetings"]
        panels.append(
            Panel(
                f"{name} ({count} meetings)",
                (
                    Line(
                        f"around-{levels[0]}", "", role, list(table["middle"]), list(table["rate"])
                    ),
                ),
                (list(table["middle"]), list(table["low"]), list(table["high"])),
                ((0.0, "meeting"),),
            )
        )
        parts.append(table.assign(level=name, meetings=count))
    chart = Lines(
        tuple(panels),
        "days from the meeting",
        "test days per 30 days",
        "90 % of placebo dates, moved within their years",
    )
    every = measures.around_meetings(record, [level for _, some, _ in _LEVELS for level in some])
    near = every[every["middle"].abs().lt(180)]
    before, after = (
        near.loc[near["middle"].mul(side).gt(0), "rate"].mean() * 12 for side in (-1, 1)
    )
    rows = pd.concat(parts, ignore_index=True).round(3)
    inside = rows["rate"].between(rows["low"], rows["high"])
    outside = int((~inside).sum())
    quiet = int((rows["rate"] < rows["low"]).sum())
    return Figure(
        id="tests-around-meetings",
        title=(
            f"In half-years before meetings {before:.1f} test days a year, after them {after:.1f}"
        ),
        subtitle=(
            "Days with North Korean weapons tests in bins of 30 days, from a year before to a year "
            "after US–North Korean meetings, since 1992"
        ),
        alt=(
            f"Three small charts, one for each level of meeting. Of {len(rows)} bins {outside} lie "
            f"outside the grey band of what chance would give, {quiet} of them below it. The "
            f"half-years before and after a meeting of any level have {before:.1f} and "
            f"{after:.1f} test days a year."
        ),
        how_to_read=(
            "The coloured line is how often North Korea tested so many days before (left) or after "
            "(right) a meeting. The grey band is what the same meetings would show if their dates "
            "were moved by chance within their years. If meetings stopped tests, the line would "
            "fall to the right of zero; if tests brought meetings, it would rise to the left."
        ),
        coverage=(
            "Meetings held and tests known to the day. Meetings follow each other closely, so the "
            "same test can stand after one meeting and before the next, and bins are not "
            "independent; on average one in ten lies outside the band by chance."
        ),
        sources=sources_line(record),
        rows=rows[["level", "meetings", "middle", "rate", "low", "median", "high"]].rename(
            columns={"middle": "days_from_meeting"}
        ),
        wide_svg=drawing.lines_svg(chart, WIDE, colours, "wide"),
        narrow_svg=drawing.lines_svg(chart, NARROW, colours, "narrow", 160.0),
        plotly_json=interactive.lines_json(chart, colours),
    )
