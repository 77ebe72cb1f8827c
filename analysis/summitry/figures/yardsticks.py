"""Events since 2017 on the two yardsticks."""

from __future__ import annotations

import pandas as pd

from summitry import dates, drawing, interactive, measures
from summitry.artifacts import Figure, View
from summitry.figures.base import NARROW, PUBLISHED, WIDE, Colours, sources_line
from summitry.tables import Record
from summitry.values.base import in_words

_TAKEN_BY = {
    "dprk": "North Korea",
    "allies": "United States and South Korea",
    "both": "North and South Korea",
}
# Years at whose ends the text alternative reads the totals.
_YEARS = (2017, 2018, 2019, 2021, 2022, 2025)


def _at_year_ends(totals: dict[str, pd.DataFrame], year: int) -> str:
    series = {scale: points.set_index("first_day")["mean"] for scale, points in totals.items()}
    row = measures.totals_on(series, [f"{year}-12-31"]).iloc[0]
    return f"reassurance {row['reassurance']:+g} and denuclearisation {row['denuclearisation']:+g}"


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
        ("reassurance", "talks", "2020-09-01", -26),
        ("denuclearisation", "tests", "2018-02-01", 100),
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
            "Change from the end of 2017 to Panmunjom: "
            f"reassurance {rise('reassurance'):+g} points, "
            f"denuclearisation {rise('denuclearisation'):+g}"
        ),
        subtitle=(
            "Running totals of what each event since January 2017 did to reassurance and to "
            "denuclearisation, mean of two coders, points from -2 to +2"
        ),
        alt=(
            "Two stepped lines from 2017. At the ends of years "
            + "; ".join(f"{year}, {_at_year_ends(totals, year)}" for year in _YEARS)
            + ". The list that follows holds the events."
        ),
        how_to_read=(
            "Each dot is an event, placed on the line that it moved. A line that rises means that "
            "the other side had reason to feel safer, or that the end of the weapons came nearer. "
            "The pale band spans the two coders."
        ),
        coverage=(
            "All events since January 2017 on which a coder saw a bearing, judged by two coders from the row of "
            "each event alone. A running total counts entries, so a period that is covered more "
            "densely weighs more; compare slopes within a year or two, not levels across ten. "
            "Both coders worked with automated help of one kind, so the band understates doubt."
        ),
        sources=sources_line(record),
        rows=rows[[*PUBLISHED, *codes]],
        wide_svg=drawing.cumulative_svg(lines, moments, WIDE, colours, "wide"),
        narrow_svg=drawing.cumulative_svg(lines, moments, NARROW, colours, "narrow"),
        plotly_json=interactive.cumulative_json(lines, colours),
        views=(
            View("Everything", "2017-01-01", record.book.record_ends),
            View("2018 and 2019", "2018-01-01", "2019-12-31"),
        ),
        lanes=tuple((line["id"], line["name"], line["role"]) for line in lines),
    )


def how_long_steps_stood(record: Record, colours: Colours) -> Figure:
    """Steps of 2018 and 2019, and the months until an event undid them."""
    steps = measures.steps_and_ends(record)
    undone = steps[steps["undone"].ne("")]
    titles = record.table("events").set_index("id")["title"]
    rows = [
        {
            "id": step.taken,
            "name": step.name,
            "role": "talks" if step.undone else "leaders",
            "best": float(step.months),
            "low": float(step.months),
            "high": float(step.months),
            "at_least": not step.undone,
            "alone": None,
            "group": _TAKEN_BY[step.by],
        }
        for step in steps.itertuples()
    ]
    ends = dates.words(dates.parse(record.book.record_ends))
    return Figure(
        id="how-long-steps-stood",
        title=(
            f"{in_words(len(undone)).capitalize()} of {in_words(len(steps))} steps were undone, half "
            f"of them within {undone['months'].median():.0f} months"
        ),
        subtitle="Steps of 2018 and 2019 by who took them, months until an event undid them",
        alt=(
            "Horizontal bars in groups: "
            + "; ".join(
                f"{row['name']}, {'at least ' if row['at_least'] else ''}{row['best']:.0f} months"
                for row in rows
            )
            + "."
        ),
        how_to_read=(
            "A bar runs from the step to the event that formally undid it, which may be later than "
            "the first breach. \u201cAt least\u201d marks what no event "
            f"of the record has undone; that bar ends with the record, on {ends}."
        ),
        coverage=(
            "Steps that the editors chose, not all there were, and their judgement which event undid "
            "which. Formal ends are dated, not first breaches: an exercise counts as suspended until "
            "one of the same season was held on its old scale again, though smaller ones, of which "
            "Pyongyang complained, were held in between; the border measures count until the "
            "agreement was dropped, though Seoul charged breaches from 2019 on; the halt of "
            "intercontinental tests counts until the first launch to full range. Both halts "
            "of tests were one announcement, both border measures ended with one. What is known only "
            "to the month is counted from the first day of it. The remains cannot be taken back."
        ),
        sources=sources_line(record),
        rows=pd.DataFrame(
            {
                "id": steps["taken"],
                "step": steps["name"],
                "taken_by": steps["by"].map(_TAKEN_BY),
                "undone_by": steps["undone"].map(lambda key: titles[key] if key else ""),
                "months": steps["months"],
            }
        ),
        wide_svg=drawing.grouped_ranges_svg(rows, "months", 780.0, colours, "wide"),
        narrow_svg=drawing.grouped_ranges_svg(rows, "months", NARROW, colours, "narrow"),
        plotly_json=interactive.grouped_ranges_json(rows, "months", colours),
    )
