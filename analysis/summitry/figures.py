"""The published figures, one function each: from the record to a `Figure`.

Words that state a finding are made from measures, so that a corrected row corrects them.
"""

from __future__ import annotations

import datetime

import pandas as pd

from summitry import dates, drawing, interactive, measures
from summitry.artifacts import Figure, View
from summitry.tables import Record
from summitry.timeline import MARK_COLUMNS, Band, Lane, Timeline, equal_panels

WIDE, NARROW = 1040.0, 340.0
Colours = dict[str, dict[str, str]]

# From talk at the top to force at the bottom, in this order on the whole site.
LANES = (
    Lane("leader", "Leaders", "leaders"),
    Lane("minister", "Ministers", "talks"),
    Lane("envoy", "Envoys", "talks"),
    Lane("working", "Working level", "talks"),
    Lane("pressure", "Sanctions", "pressure"),
    Lane("tests", "Weapons tests", "tests"),
)
_GLYPHS = {"pressure": "square", "tests": "triangle"}
_PUBLISHED = [
    "id",
    "start",
    "end",
    "date_words",
    "lane",
    "kind",
    "level",
    "was_held",
    "title",
    "summary",
]


def _end_of_record(record: Record) -> datetime.date:
    return datetime.date.fromisoformat(record.book.record_ends)


def _sources_line(record: Record) -> str:
    ends = dates.words(dates.parse(record.book.record_ends))
    return (
        f"The record of this site, version {record.book.version}, which ends on {ends}; "
        "every event is sourced on its own page."
    )


def _marks(groups: dict[str, pd.DataFrame], lanes: tuple[Lane, ...]) -> pd.DataFrame:
    """Events by lane as marks, in order of date.

    Diamonds are meetings of leaders; circles other contacts, texts and words; squares pressure;
    triangles tests. Hollow is what did not take place.
    """
    roles = {lane.id: lane.role for lane in lanes}
    parts = []
    for lane, events in groups.items():
        marks = events.copy()
        leaders_met = marks["kind"].eq("meeting") & marks["level"].eq("leader")
        marks["lane"], marks["role"] = lane, roles[lane]
        marks["glyph"] = leaders_met.map({True: "diamond", False: _GLYPHS.get(lane, "circle")})
        marks["hollow"] = ~marks["was_held"].astype(bool)
        parts.append(marks)
    return measures.in_order(pd.concat(parts, ignore_index=True)[list(MARK_COLUMNS)])


def bands(record: Record) -> tuple[Band, ...]:
    """Terms of office in the United States, South Korea and North Korea."""
    names = {"us": "United States", "rok": "South Korea", "dprk": "North Korea"}
    end = _end_of_record(record)
    governments = record.table("governments")
    return tuple(
        Band(
            names[term.actor],
            term.label,
            term.first_day.date(),
            datetime.date.fromisoformat(term.end) if term.end else end,
        )
        for actor in names
        for term in governments[governments["actor"].eq(actor)].sort_values("start").itertuples()
    )


def _timeline_figure(
    record: Record,
    colours: Colours,
    timeline: Timeline,
    wide: list[tuple[datetime.date, datetime.date]],
    narrow: list[tuple[datetime.date, datetime.date]],
    views: tuple[View, ...],
    **words: str,
) -> Figure:
    return Figure(
        rows=timeline.marks[_PUBLISHED],
        wide_svg=drawing.timeline_svg(timeline, wide, WIDE, colours, "wide"),
        narrow_svg=drawing.timeline_svg(timeline, narrow, NARROW, colours, "narrow"),
        plotly_json=interactive.timeline_json(timeline, wide, WIDE, colours),
        views=views,
        lanes=tuple((lane.id, lane.name, lane.role) for lane in timeline.lanes),
        sources=_sources_line(record),
        **words,
    )


def long_negotiation(record: Record, colours: Colours) -> Figure:
    """US–North Korea contacts by level, sanctions and weapons tests, over the whole record.

    Contacts: every one at leader, minister and envoy level, and those at working level of
    importance 1 or 2. Sanctions and tests: importance 1 or 2.
    """
    end = _end_of_record(record)
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
    marks = _marks(groups, LANES)
    first = datetime.date(1985, 1, 1)
    timeline = Timeline(
        LANES, marks, first, end, bands(record), ("United States", "South Korea", "North Korea")
    )
    met = measures.held(contacts[contacts["level"].eq("leader") & contacts["kind"].eq("meeting")])
    days = measures.days_met(met)
    year = met["first_day"].dt.year
    years = end.year - first.year
    return _timeline_figure(
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
    marks = _marks(groups, lanes)
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
    return _timeline_figure(
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
            "All events of these kinds in the record between the two dates. Exercises and "
            "declarations are those that the record holds, which is a selection."
        ),
    )


def talks_and_tests(record: Record, colours: Colours) -> Figure:
    """Meetings held and days of weapons tests in each calendar year."""
    end = _end_of_record(record)
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
        sources=_sources_line(record),
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


def two_yardsticks(record: Record, colours: Colours) -> Figure:
    """Events since 2017 on denuclearisation and on reassurance, as running totals."""
    events = record.table("events").set_index("id")
    totals = {
        scale: measures.cumulative_scores(record, scale)
        for scale in ("denuclearisation", "reassurance")
    }
    moved = measures.scores_by_coder(record, "reassurance").abs().sum(axis=1).gt(0)
    lines = []
    # The names stand where neither line is, in both drawings.
    for scale, role, label_day, shift in (
        ("reassurance", "talks", "2020-09-01", -14),
        ("denuclearisation", "tests", "2018-08-01", 112),
    ):
        points = totals[scale]
        # Each event is drawn once: on the line of reassurance if it moved that, else on the other.
        mine = points[points["id"].map(moved) == (scale == "reassurance")]
        words = events.loc[mine["id"], ["title", "date_words"]].reset_index(drop=True)
        marks = pd.concat([mine.reset_index(drop=True), words], axis=1).to_dict("records")
        lines.append(
            {
                "id": scale,
                "name": scale.capitalize(),
                "role": role,
                "points": points,
                "marks": marks,
                "label_day": pd.Timestamp(label_day),
                "label_shift": shift,
            }
        )
    moments = [
        {"day": events.loc[key, "first_day"], "name": events.loc[key, "short_title"]}
        for key in (
            "2018-06-12-singapore-summit",
            "2019-02-27-hanoi-summit",
            "2019-06-30-panmunjom-trump-kim",
        )
    ]
    start, end = "2017-12-31", "2019-06-30"

    def rise(scale: str) -> float:
        points = totals[scale].set_index("first_day")["mean"]
        return points[:end].iloc[-1] - points[:start].iloc[-1]

    rows = events.loc[totals["reassurance"]["id"]].reset_index()
    rows["lane"] = rows["id"].map(moved).map({True: "reassurance", False: "denuclearisation"})
    for scale in totals:
        scores = measures.scores_by_coder(record, scale)
        for coder in ("a", "b"):
            rows[f"{scale}_{coder}"] = rows["id"].map(scores[coder])
    codes = [name for name in rows if name.startswith(("denuclearisation_", "reassurance_"))]
    return Figure(
        id="two-yardsticks",
        title=(
            f"From 2018 to Panmunjom reassurance rose by {rise('reassurance'):g} points, "
            f"denuclearisation by {rise('denuclearisation'):g}"
        ),
        subtitle=(
            "Running totals of what each event since January 2017 did to reassurance and to "
            "denuclearisation, mean of two coders, points from -2 to +2"
        ),
        alt=(
            "Two stepped lines from 2017. Reassurance falls through 2017, climbs steeply from "
            "early 2018 to the middle of 2019, holds, and falls from 2021. Denuclearisation falls "
            "through 2017, rises a little in 2018, and falls from then on, fastest in 2022."
        ),
        how_to_read=(
            "Each dot is an event, placed on the line that it moved. A line that rises means that "
            "the other side had reason to feel safer, or that the end of the weapons came nearer. "
            "The pale band spans the two coders."
        ),
        coverage=(
            "Pivotal and major events since January 2017, judged by two coders from the row of "
            "each event alone. A running total counts entries, so a period that is covered more "
            "densely weighs more; compare slopes within a year or two, not levels across ten. "
            "Both coders worked with automated help of one kind, so the band understates doubt."
        ),
        sources=_sources_line(record),
        rows=rows[[*_PUBLISHED, *codes]],
        wide_svg=drawing.cumulative_svg(lines, moments, WIDE, colours, "wide"),
        narrow_svg=drawing.cumulative_svg(lines, moments, NARROW, colours, "narrow"),
        plotly_json=interactive.cumulative_json(lines, colours),
        views=(
            View("Everything", "2017-01-01", record.book.record_ends),
            View("2018 and 2019", "2018-01-01", "2019-12-31"),
        ),
        lanes=tuple((line["id"], line["name"], line["role"]) for line in lines),
    )


def time_in_the_room(record: Record, colours: Colours) -> Figure:
    """Minutes that US and North Korean leaders spent together, where a source states them."""
    meetings = measures.minutes_in_the_room(record, ("us", "dprk"))
    rows = []
    for meeting in meetings.to_dict("records"):
        alone = meeting["one_on_one_minutes_best"]
        low, high = meeting["minutes_low"], meeting["minutes_high"]
        # Where no best total is known, the lowest one is drawn, and called "at least".
        best = meeting["minutes_best"]
        at_least = pd.isna(best)
        best = float(next(x for x in (best, low, alone) if not pd.isna(x)))
        rows.append(
            {
                "id": meeting["id"],
                "name": f"{meeting['short_title'] or meeting['title']}, {meeting['date_words']}",
                "role": "leaders",
                "best": best,
                "low": best if pd.isna(low) else float(low),
                "high": best if pd.isna(high) or at_least else float(high),
                "alone": None if pd.isna(alone) else float(alone),
                "at_least": at_least,
                "basis": meeting["basis"],
            }
        )
    published = pd.DataFrame(rows).drop(columns="role")
    published = published.rename(
        columns={
            "best": "minutes_best",
            "low": "minutes_low",
            "high": "minutes_high",
            "alone": "one_on_one_minutes",
        }
    )
    total = sum(row["best"] for row in rows) / 60
    alone = sum(row["alone"] or 0 for row in rows)
    return Figure(
        id="time-in-the-room",
        title=(
            f"About {total:.0f} hours together in {len(rows)} meetings, "
            f"some {alone:.0f} minutes reported one to one"
        ),
        subtitle="Minutes that Donald Trump and Kim Jong Un spent together, by meeting",
        alt=(
            "Horizontal bars, one for each meeting, with the part spent one to one in full "
            "colour: "
            + "; ".join(f"{row['name']}, {row['best']:.0f} minutes" for row in rows)
            + "."
        ),
        how_to_read=(
            "The pale bar is all time together, meals included; the full bar is the part with only "
            "the two leaders and interpreters, as far as sources state it. A thin line spans the published figures where "
            "they differ. Times are of what took place, not of what was planned."
        ),
        coverage=(
            "Only meetings whose length a consulted source states. "
            + (
                "Where no total is known, a lower bound is drawn. "
                if any(row["at_least"] for row in rows)
                else ""
            )
            + "Basis of each figure: "
            + " ".join(f"{row['name']}: {row['basis'].rstrip('.')}." for row in rows)
        ),
        sources=_sources_line(record),
        rows=published,
        wide_svg=drawing.ranges_svg(rows, "minutes", 640.0, colours, "wide"),
        narrow_svg=drawing.ranges_svg(rows, "minutes", NARROW, colours, "narrow"),
        plotly_json=interactive.ranges_json(rows, "minutes", colours),
    )
