"""Meetings beside weapons tests."""

from __future__ import annotations

from summitry import dates, drawing, interactive, measures
from summitry.artifacts import Figure, View
from summitry.figures.base import NARROW, Colours, end_of_record, sources_line
from summitry.tables import Record


def talks_and_tests(record: Record, colours: Colours) -> Figure:
    """Meetings held and days of weapons tests in each calendar year."""
    end = end_of_record(record)
    table = measures.meetings_and_tests_per_year(record, 1985, end.year)
    by_year = table.set_index("year")
    before, after = by_year.loc[2017], by_year.loc[2018]
    busiest = int(by_year["test_days"].idxmax())
    names = ("Meetings held", "Days with weapons tests")
    columns, roles = ("meetings", "test_days"), ("talks", "tests")
    notes = {2018: f"2018: {int(after.meetings)} meetings, {int(after.test_days)} test days"}
    drawings = {
        variant: drawing.mirrored_columns_svg(
            table, *columns, names, roles, notes, width, colours, variant
        )
        for variant, width in (("wide", 780.0), ("narrow", NARROW))
    }
    return Figure(
        id="talks-and-tests",
        title=(
            f"{int(before.test_days)} test days and {int(before.meetings)} meetings in 2017; "
            f"{_count(after.test_days)} and {int(after.meetings)} in 2018"
        ),
        subtitle=(
            "US–North Korea meetings held, above the line, and days with North Korean weapons "
            "tests, below it, per calendar year"
        ),
        alt=(
            "Two sets of columns per year from 1985. Meetings peak in the 1990s, from 2003 to 2008 "
            f"and in 2018–19. Days with tests are rare before 2006 and many after 2012; most, "
            f"{int(by_year.loc[busiest].test_days)}, are in {busiest}."
        ),
        how_to_read=(
            "Columns above the line count meetings of the two governments at any level, bilateral "
            "or with others, each once however long it lasted; columns below it count days on which North Korea tested a "
            "nuclear device, a ballistic missile or a satellite launcher. The pattern describes; "
            "it does not show what causes what."
        ),
        coverage=(
            f"{end.year} is counted to {dates.words(dates.parse(end.isoformat()))}. A day with "
            "many launches counts once. Meetings known only to the year count in that year; "
            "meetings that were never made public are missing."
        ),
        sources=sources_line(record),
        rows=table,
        wide_svg=drawings["wide"],
        narrow_svg=drawings["narrow"],
        plotly_json=interactive.mirrored_columns_json(table, *columns, names, roles, colours),
        views=(
            View("Everything", "1985-01-01", end.isoformat()),
            View("Since 2010", "2010-01-01", end.isoformat()),
        ),
        lanes=(("meetings", names[0], "talks"), ("test_days", names[1], "tests")),
    )


def _count(number: float) -> str:
    return "none" if number == 0 else str(int(number))
