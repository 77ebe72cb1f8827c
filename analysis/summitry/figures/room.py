"""Time in the room, how often the same two met, and how well negotiators knew each other."""

from __future__ import annotations

import pandas as pd

from summitry import dates, drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.charts import Strip, StripMark, Strips
from summitry.figures.base import NARROW, Colours, sources_line
from summitry.tables import Record


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
        sources=sources_line(record),
        rows=published,
        wide_svg=drawing.ranges_svg(rows, "minutes", 640.0, colours, "wide"),
        narrow_svg=drawing.ranges_svg(rows, "minutes", NARROW, colours, "narrow"),
        plotly_json=interactive.ranges_json(rows, "minutes", colours),
    )


def minutes_by_meeting(record: Record, colours: Colours) -> Figure:
    """Minutes of every meeting of leaders whose length a source states, beside other summits."""
    lengths = measures.lengths_of_meetings(record)
    held = measures.leader_meetings(record)
    north = held[held["pairing"].ne(measures.WITHOUT_NORTH_KOREA)]
    timed = lengths[lengths["event_id"].isin(north["id"])]
    private = int(timed["alone"].notna().sum())
    rows = [
        {
            "id": row["event_id"],
            "name": row["name"],
            "group": row["pairing"],
            "role": "talks" if row["pairing"] == measures.CASES else "leaders",
            "best": row["drawn"],
            "low": row["low"],
            "high": row["high"],
            "alone": None if pd.isna(row["alone"]) else row["alone"],
            "at_least": row["is_floor"],
        }
        for row in lengths.to_dict("records")
    ]
    published = lengths[
        ["name", "pairing", "drawn", "is_floor", "low", "high", "alone", "basis", "event_id"]
    ].rename(
        columns={
            "name": "meeting",
            "drawn": "minutes",
            "is_floor": "lower_bound_only",
            "low": "minutes_low",
            "high": "minutes_high",
            "alone": "minutes_in_private",
        }
    )
    published["lower_bound_only"] = published["lower_bound_only"].map({True: "yes", False: ""})
    return Figure(
        id="minutes-by-meeting",
        title=(
            f"Minutes are known for {len(timed)} of {len(north)} leaders’ meetings, "
            f"private minutes for {private}"
        ),
        subtitle=(
            "Minutes that leaders spent together, by meeting: North Korea's leaders since "
            f"{north['first_day'].dt.year.min()}, and other summits for comparison"
        ),
        alt=(
            "Horizontal bars in groups, one for each meeting: "
            + "; ".join(
                f"{row['name']}, {'at least ' if row['at_least'] else ''}{row['best']:.0f} minutes"
                for row in rows
            )
            + "."
        ),
        how_to_read=(
            "The pale bar is the best-supported figure for all time together, the full part what "
            "was one to one or with interpreters only. A thin line spans the published figures "
            "where they differ. “At least” marks a lower bound. Compare within a group first: what "
            "counts as time together, meals above all, differs from source to source."
        ),
        coverage=(
            f"{len(north) - len(timed)} of {len(north)} leaders’ meetings with North Korea have no "
            "stated length and are not drawn, most of them with China. Where no private minutes "
            "are drawn, none were found, which does not mean that there were none. Other summits "
            "are those of the table of cases with a stated length; one that is also an event of "
            "the record is drawn from that event. Whose figure each is stands in the table."
        ),
        sources=sources_line(record),
        rows=published,
        wide_svg=drawing.grouped_ranges_svg(rows, "minutes", 780.0, colours, "wide"),
        narrow_svg=drawing.grouped_ranges_svg(rows, "minutes", NARROW, colours, "narrow"),
        plotly_json=interactive.grouped_ranges_json(rows, "minutes", colours),
    )


def meetings_of_pairs(record: Record, colours: Colours) -> Figure:
    """How often, and how soon, the same two leaders met again."""
    table = measures.meetings_of_pairs(record)
    table["years"] = table["days_since_first"] / 365.25
    met = table.groupby("pair", sort=False)
    strips = []
    for pair, mine in met:
        last = mine.iloc[-1]
        strips.append(
            Strip(
                pair,
                tuple(
                    StripMark(
                        row.years,
                        "talks" if not row.event_id else "leaders",
                        "diamond",
                        f"{row.date_words}, meeting {row.number}: {row.title}",
                        row.event_id,
                    )
                    for row in mine.itertuples()
                ),
                f"{len(mine)} in {_span_words(last.days_since_first)}",
                span=(0.0, float(last.years), "other"),
            )
        )
    chart = Strips(
        tuple(strips),
        "years since their first meeting",
        0.0,
        float(table["years"].max()),
        span_name="from their first meeting to the last",
        key=(
            ("leaders", "diamond", "meeting in the record"),
            ("talks", "diamond", "case for comparison"),
        ),
    )
    ours = table.loc[table["event_id"].eq("2018-06-12-singapore-summit"), "pair"].iloc[0]
    counts = table[table["event_id"].ne("")].groupby("pair", sort=False).size()
    most = counts.drop(ours).index[0]
    once = measures.leader_pairs(record).groupby(["person_a", "person_b"]).size().eq(1).sum()
    return Figure(
        id="meetings-of-pairs",
        title=(f"Trump and Kim met {_times(counts[ours])}; {most} {_times(counts[most])}"),
        subtitle=(
            "Meetings in person of the same two leaders, by years since their first, for pairs "
            "that met at least twice"
        ),
        alt=(
            "Lines below each other, one for each pair, with a diamond for each meeting: "
            + "; ".join(f"{strip.name}, {strip.end}" for strip in strips)
            + "."
        ),
        how_to_read=(
            "Each line is a pair, each diamond a meeting, placed by the time since the pair's "
            "first; the bar ends at their last. Diamonds close together are stacked. Pairs with "
            "most meetings stand at the top."
        ),
        coverage=(
            f"Meetings that the record or its table of cases holds; {once} pairs of leaders met "
            "once only and are not drawn. Two encounters on consecutive days that are separate "
            "rows count as two. Meetings with leaders of other countries than the United "
            "States, South Korea, China, Russia and Japan are held only in part, and those of "
            "Reagan and Gorbachev only as far as they are cases: their fifth, in December 1988, is "
            "not."
        ),
        sources=sources_line(record),
        rows=table[
            ["pair", "number", "date_words", "title", "days_since_first", "event_id"]
        ].rename(columns={"date_words": "date"}),
        wide_svg=drawing.strips_svg(chart, 780.0, colours, "wide"),
        narrow_svg=drawing.strips_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.strips_json(chart, colours),
    )


def negotiators_acquaintance(record: Record, colours: Colours) -> Figure:
    """How often, and how long before, those who agreed a text had met."""
    texts = measures.texts_and_acquaintance(record)
    before = measures.meetings_before(record, texts)
    events = record.table("events").set_index("id")
    names = measures.short_names(record)
    headings = {"negotiators": "US and North Korean negotiators", "leaders": "Leaders"}
    strips, rows = [], []
    for text in texts.to_dict("records"):
        mine = before[before["event_id"].eq(text["event_id"])]
        pair = f"{names[text['person_a']]} and {names[text['person_b']]}"
        signed = f"{dates.MONTHS[text['signed'].month][:3]} {text['signed'].year}"
        count = int(text["meetings"])
        strips.append(
            Strip(
                f"{pair}, {signed}",
                tuple(
                    StripMark(
                        -float(meeting.days_before),
                        "leaders" if text["who"] == "leaders" else "talks",
                        "circle" if text["who"] != "leaders" else "diamond",
                        f"{meeting.days_before} days before: "
                        f"{events.loc[meeting.meeting_id, 'title']}",
                    )
                    for meeting in mine.itertuples()
                ),
                f"{count} in {int(text['days']):,} days" if count else "never met",
                group=headings[text["who"]],
                note=text["text"],
                span=(-float(text["days"]), 0.0, "other") if count else None,
            )
        )
        rows.append(
            {
                "id": text["event_id"],
                "text": text["text"],
                "signed": str(text["signed"].date()),
                "negotiators": pair,
                "earlier_meetings": count,
                "days_since_the_first": int(text["days"]),
            }
        )
    low = -float(before["days_before"].max()) if len(before) else -1.0
    chart = Strips(
        tuple(strips),
        "days to the day of signature",
        low,
        0.0,
        span_name="since their first",
        key=(
            ("talks", "circle", "earlier meeting of the two negotiators"),
            ("leaders", "diamond", "of the two leaders"),
        ),
        is_stacked=False,
    )
    half = texts.groupby("who")["meetings"].median()
    return Figure(
        id="negotiators-acquaintance",
        title=(
            f"Negotiators had met {_times(half.get('negotiators', 0))} before a text, "
            f"leaders {_times(half.get('leaders', 0))} (medians)"
        ),
        subtitle=(
            "Meetings, before the day on which a text was agreed, of the two persons who agreed "
            "it, by days before that day; the round that produced the text counts"
        ),
        alt=(
            "Lines below each other, one for each text, with a mark for each earlier meeting of "
            "the two: " + "; ".join(f"{strip.name}, {strip.end}" for strip in strips) + "."
        ),
        how_to_read=(
            "Each line is a text with promises, which was agreed at the right edge. Marks are "
            "meetings of the same two persons before that day; the bar reaches back to their "
            "first. A row without a mark is a text by two who had never met before that day."
        ),
        coverage=(
            "Texts with promises whose two principals the record names, letters and one-sided "
            "statements left out; texts of leaders include those with South Korea and Japan. "
            "Meetings whose heads the record does not name are missing, so the numbers are floors. "
            "Lines are not independent: one pair agreed many texts, each with the meetings before "
            "it. Whether acquaintance made texts possible, or texts made meetings, the figure "
            "cannot say."
        ),
        sources=sources_line(record),
        rows=pd.DataFrame(rows).drop(columns="id"),
        wide_svg=drawing.strips_svg(chart, 780.0, colours, "wide"),
        narrow_svg=drawing.strips_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.strips_json(chart, colours),
    )


def _times(number: float) -> str:
    words = {0: "never", 1: "once", 2: "twice"}
    if number in words:
        return words[number]
    return f"{int(number)} times" if number == int(number) else f"{number:g} times"


def _span_words(days: float) -> str:
    return f"{days / 365.25:.1f} years" if days >= 730 else f"{int(days)} days"
