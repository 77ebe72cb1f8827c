"""What followed each first meeting in person, and the calm after it."""

from __future__ import annotations

import pandas as pd

from summitry import drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.charts import Strip, StripMark, Strips
from summitry.figures.base import NARROW, Colours, sources_line
from summitry.measures.day_zero import COMPARED_PAIR, REACH
from summitry.tables import Record

_GLYPHS = {
    "text": ("other", "circle", True),
    "sanctions": ("pressure", "square", False),
    "test": ("tests", "triangle", False),
}
_KEY = (
    ("leaders", "diamond", "leaders meet"),
    ("talks", "circle", "ministers or envoys meet"),
    ("other", "circle", "text with promises"),
    ("pressure", "square", "sanctions"),
    ("tests", "triangle", "weapons test"),
)


def day_zero(record: Record, colours: Colours) -> Figure:
    """Meetings, texts, sanctions and tests in the thousand days after each first meeting."""
    followed = measures.what_followed(record)
    marks = measures.marks_after(record)
    strips = []
    for row in followed.to_dict("records"):
        mine = marks[marks["process"].eq(row["process"])]
        calm = int(row["next_test"])
        strips.append(
            Strip(
                row["name"],
                tuple(_mark(mark) for mark in mine.itertuples()),
                f"calm for {calm:,} days",
                group="North Korea and its counterparts",
                span=(0.0, float(min(calm, REACH)), "talks"),
            )
        )
    later = measures.later_meetings(record)
    strips.append(
        Strip(
            f"{COMPARED_PAIR.replace('Ronald ', '').replace('Mikhail ', '')}, 1985",
            tuple(
                StripMark(
                    float(meeting.days),
                    "leaders",
                    "diamond",
                    f"{_after(meeting.days)}, {meeting.date_words}: {meeting.title}",
                )
                for meeting in later.itertuples()
                if meeting.days <= REACH
            ),
            "meetings only",
            group="For comparison",
        )
    )
    chart = Strips(
        tuple(strips),
        "days after the first meeting",
        0.0,
        float(REACH),
        key=_KEY,
        span_name="until the next weapons test",
    )
    compared = later[later["days"].le(REACH)].assign(
        name=COMPARED_PAIR, what="meeting", level="leader"
    )
    rows = pd.concat([marks, compared], ignore_index=True)
    rows = rows[["name", "days", "what", "level", "date_words", "title", "event_id"]].rename(
        columns={"name": "process", "days": "days_after", "date_words": "date"}
    )
    lengths = followed["length"]
    return Figure(
        id="day-zero",
        title=(
            f"In {int(followed['first_text'].lt(followed['next_test']).sum())} of {len(followed)} "
            "processes the first text came before the next weapons test"
        ),
        subtitle=(
            f"Meetings, texts, sanctions and weapons tests in the {REACH:,} days after the first "
            "meeting of each process, which stands at day 0"
        ),
        alt=(
            "Lines below each other, one for each process, all beginning on the day of its first "
            "meeting: "
            + "; ".join(
                f"{row['name']}, first text after {row['first_text']} days, next weapons test after "
                f"{row['next_test']}, last meeting of the process after {row['length']}"
                for row in followed.to_dict("records")
            )
            + "."
        ),
        how_to_read=(
            "Each line begins with a first meeting. Above it stand later meetings of the same two "
            "sides and their texts, below it sanctions and tests; the blue bar lasts until the "
            "first weapons test, beyond the edge where calm held longer. Lines share days, not "
            "years: tests were rare before 2006 and many after 2012, whatever was agreed."
        ),
        coverage=(
            "First meetings above the working level of a new format between North Korea and the "
            "United States, South Korea or Japan, chosen by us. Meetings are those of both sides, "
            "multilateral ones included, above the working level and known to the day; texts are "
            "theirs whatever the subject, and one issued as a meeting's statement stands as that "
            "meeting. Between "
            "the Koreas, working talks and many ministerial meetings are not in the record. Some "
            "processes overlap, so an event can stand on several lines. Processes lasted "
            f"{lengths.min()} to {lengths.max():,} days, a silence of a year ending one. Of Reagan "
            "and Gorbachev the record holds only the meetings that are cases."
        ),
        sources=sources_line(record),
        rows=rows,
        wide_svg=drawing.strips_svg(chart, 780.0, colours, "wide"),
        narrow_svg=drawing.strips_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.strips_json(chart, colours),
    )


def _mark(mark) -> StripMark:
    if mark.what == "meeting":
        is_leaders = mark.level == "leader"
        role, glyph, is_above = (
            ("leaders", "diamond", True) if is_leaders else ("talks", "circle", True)
        )
    else:
        role, glyph, is_above = _GLYPHS[mark.what]
    words = f"{_after(mark.days)}, {mark.date_words}: {mark.title}"
    return StripMark(float(mark.days), role, glyph, words, mark.event_id, is_above)


def _after(days: int) -> str:
    return f"day {days}"


def calm_after_meetings(record: Record, colours: Colours) -> Figure:
    """Days without a weapons test after each first meeting, beside other days of the same era."""
    table = measures.calm_and_chance(record)
    strips = tuple(
        Strip(
            row["name"],
            (
                StripMark(
                    float(row["calm"]),
                    "tests",
                    "triangle",
                    f"next weapons test after {row['calm']:,} days; after other days of "
                    f"{row['era']} the median is {row['median']:,.0f}",
                    row["event_id"],
                ),
            ),
            f"{row['calm']:,} days ({row['rank']:.0%})".replace("%", " %"),
            group=f"Among days of {row['era']}",
            note=f"5th to 95th percentile {row['low']:,.0f} to {row['high']:,.0f} days",
            span=(float(row["low"]), float(row["high"]), "other"),
            ticks=(float(row["median"]),),
        )
        for row in table.to_dict("records")
    )
    chart = Strips(
        strips,
        "days to the next weapons test",
        0.0,
        float(max(table["high"].max(), table["calm"].max())),
        key=(("tests", "triangle", "next weapons test after the meeting"),),
        span_name="90 % of other days; rule: their median",
        is_stacked=False,
    )
    above = int(table["rank"].gt(0.5).sum())
    beyond = measures.calm_ranks(record).attrs["beyond"]
    joint = measures.joint_ranks(record).set_index("selection")
    return Figure(
        id="calm-after-meetings",
        title=(
            f"Calm outlasted its era's median after {above} of {len(table)} first meetings; "
            f"chance gives {len(table) / 2:g}"
        ),
        subtitle=(
            "Days from the first meeting of each process to the next nuclear or missile test, "
            "beside those from every other day of the same era"
        ),
        alt=(
            "Lines below each other, one for each process, with a triangle at the next weapons "
            "test and a grey bar for what chance gives: "
            + "; ".join(
                f"{row['name']}, {row['calm']} days, chance {row['low']:.0f} to {row['high']:.0f}"
                for row in table.to_dict("records")
            )
            + "."
        ),
        how_to_read=(
            "The triangle is the day of the next weapons test after the first meeting. The grey "
            "bar holds the middle 90 % of what followed other days of the same era, the short "
            "rule their median. A triangle right of the bar would be calm that few other days had. "
            "The number at the right is the share of those days after which calm was shorter."
        ),
        coverage=(
            f"{len(table)} processes in {_pauses(record)} pauses between two tests: those in one "
            "pause share its end and are not independent. Together their mean rank is "
            f"{joint.loc['All', 'mean_rank']:.2f} where chance gives 0.50 (one-sided p "
            f"{joint.loc['All', 'p_drawn']:.2f}), but with only the last process of each pause "
            f"{joint.loc['Last of each pause', 'mean_rank']:.2f}. Calm went beyond the 95th "
            f"percentile {beyond['era']} times as drawn, {beyond['as calm before']} against days at "
            f"least as long after a test (at most half a year). Talks are agreed when calm is "
            "expected, so longer calm would not show that talks cause it. Tests known only to the "
            "month are left out."
        ),
        sources=sources_line(record),
        rows=pd.DataFrame(
            {
                "process": table["name"],
                "id": table["event_id"],
                "first_meeting": table["day_zero"].dt.strftime("%Y-%m-%d"),
                "days_of_calm": table["calm"],
                "days_since_the_test_before": table["since_last"].astype("Int64"),
                "era": table["era"],
                "chance_5th_percentile": table["low"].round(0),
                "chance_median": table["median"].round(0),
                "chance_95th_percentile": table["high"].round(0),
                "rank": table["rank"].round(3),
            }
        ),
        wide_svg=drawing.strips_svg(chart, 780.0, colours, "wide"),
        narrow_svg=drawing.strips_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.strips_json(chart, colours),
    )


def _pauses(record: Record) -> int:
    days = measures.processes(record)["day_zero"]
    return int(measures.waits(record).loc[days, "pause"].nunique())
