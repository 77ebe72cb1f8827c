"""The two timelines: the long negotiation, and the road to Singapore."""

from __future__ import annotations

import datetime

import pandas as pd

from summitry import dates, measures
from summitry.artifacts import Figure, View
from summitry.figures.base import LANES, Colours, bands, end_of_record, marks_of, timeline_figure
from summitry.tables import Record
from summitry.timeline import Lane, Timeline, equal_panels


def long_negotiation(record: Record, colours: Colours) -> Figure:
    """US–North Korea contacts by level, sanctions and weapons tests, over the whole record.

    Contacts: every one at leader, minister and envoy level, and those at working level of
    importance 1 or 2. Sanctions and tests: importance 1 or 2.
    """
    end = end_of_record(record)
    contacts = measures.contacts(record)
    notable = contacts["importance"].isin(("1", "2"))
    groups = {
        level: contacts[contacts["level"].eq(level) & (notable | (level != "working"))]
        for level in measures.LEVELS
    }
    sanctions = measures.of_kind(record, "sanctions", "relief")
    groups["pressure"] = sanctions[sanctions["importance"].isin(("1", "2"))]
    tests = measures.weapons_tests(record)
    groups["tests"] = tests[tests["importance"].isin(("1", "2"))]
    marks = marks_of(groups, LANES)
    first = datetime.date(1985, 1, 1)
    timeline = Timeline(
        LANES, marks, first, end, bands(record), ("United States", "South Korea", "North Korea")
    )
    met = measures.held(contacts[contacts["level"].eq("leader") & contacts["kind"].eq("meeting")])
    days = measures.days_met(met)
    year = met["first_day"].dt.year
    years = end.year - first.year
    return timeline_figure(
        record,
        colours,
        timeline,
        equal_panels(first, end, (1985, 2006)),
        equal_panels(first, end, (1985, 1992, 1999, 2006, 2013, 2020)),
        (
            View("Everything", "1985-01-01", end.isoformat()),
            View("Agreed Framework", "1993-01-01", "2002-12-31"),
            View("Six-Party Talks", "2003-01-01", "2009-12-31"),
            View("Crisis and summits", "2017-01-01", "2019-12-31"),
            View("After Stockholm", "2019-10-01", end.isoformat()),
        ),
        id="long-negotiation",
        title=(
            f"In {years} years, sitting leaders met on {days} days, all from "
            f"{year.min()} to {year.max()}"
        ),
        subtitle=(
            "Contacts between the United States and North Korea by level, sanctions imposed or "
            "eased, and major weapons tests, with terms of office"
        ),
        alt=(
            f"Timeline from {first.year} to {end.year} in six lanes. Talks between envoys and "
            "officials come in bursts with years of silence between; "
            f"meetings of leaders stand only in {year.min()}–{year.max()}; weapons tests thicken "
            "after 2012. The list that follows holds the same events."
        ),
        how_to_read=(
            "Time runs from left to right on one scale in all panels. A glyph is an event known to "
            "the day: diamonds for meetings of leaders, circles for other contacts, letters and texts, "
            "squares for sanctions, triangles for tests. A bar is an event that lasted, or one known only to the month "
            "or, paler, the year. Hollow marks were announced but did not take place."
        ),
        coverage=(
            "All known contacts of leaders, ministers and envoys; at working level, and for "
            "sanctions and tests, only events coded pivotal or major. Secret contacts and "
            "unofficial meetings are missing, and the working level before 2000 is known thinly."
        ),
    )


def road_to_singapore(record: Record, colours: Colours) -> Figure:
    """From January 2017 to the Singapore summit: contacts, words, pressure and tests."""
    first, last = "2017-01-01", "2018-06-12"
    lanes = (
        Lane("leader", "Leaders, letters and envoys", "leaders"),
        Lane("statements", "Offers and threats", "other"),
        Lane("korea", "North Korea with South Korea and China", "talks"),
        Lane("pressure", "Sanctions and exercises", "pressure"),
        Lane("tests", "Weapons tests", "tests"),
    )
    contacts = measures.contacts(record)
    others = pd.concat(
        [measures.contacts(record, ("rok", "dprk")), measures.contacts(record, ("china", "dprk"))]
    ).drop_duplicates("id")
    groups = {
        "leader": contacts,
        "statements": measures.of_kind(record, "statement", "nuclear-step"),
        "korea": others[~others["id"].isin(contacts["id"])],
        "pressure": measures.of_kind(record, "sanctions", "relief", "exercise"),
        "tests": measures.weapons_tests(record),
    }
    groups = {lane: measures.in_period(events, first, last) for lane, events in groups.items()}
    marks = marks_of(groups, lanes)
    days = (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    timeline = Timeline(lanes, marks, *days)
    tests = measures.held(groups["tests"])
    last_test = tests["last_day"].max()
    quiet = measures.days_between(last_test, last)
    middle = datetime.date(2017, 9, 30)
    thirds = [
        (days[0], datetime.date(2017, 6, 30)),
        (datetime.date(2017, 7, 1), datetime.date(2017, 12, 31)),
        (datetime.date(2018, 1, 1), datetime.date(2018, 6, 30)),
    ]
    return timeline_figure(
        record,
        colours,
        timeline,
        [(days[0], middle), (datetime.date(2017, 10, 1), datetime.date(2018, 6, 30))],
        thirds,
        (
            View("All", first, last),
            View("The crisis of 2017", "2017-04-01", "2017-12-31"),
            View("The turn", "2018-01-01", last),
        ),
        id="road-to-singapore",
        title=(f"{len(tests)} days of tests, then none for the {quiet} days before Singapore"),
        subtitle=(
            "Contacts, declarations, pressure and weapons tests from January 2017 to the meeting "
            "of 12 June 2018"
        ),
        alt=(
            "Timeline of eighteen months in five lanes. Through 2017 weapons tests, sanctions and "
            "threats crowd the lower lanes and there is almost no contact; after the test of "
            f"{dates.words(dates.parse(str(last_test.date())))} the test lane is empty and the "
            "lanes of contact fill. The list that follows holds the same events."
        ),
        how_to_read=(
            "All panels share one scale; 2017 stands above the turn of 2018. Each mark is an event; hollow "
            "marks were announced but did not take place. What stands above another is not "
            "thereby its cause."
        ),
        coverage=(
            "All events of these kinds in the record between the two dates. Named exercises and "
            "rounds of sanctions are entered by rule; declarations are a selection."
        ),
    )
