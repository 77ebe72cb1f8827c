"""Moves of the two sides: who answers whom, what stands around a hostile deed, and each year."""

from __future__ import annotations

import pandas as pd

from summitry import drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.charts import Forest, Interval, Line, Lines, Panel
from summitry.figures.base import NARROW, Colours, end_of_record, sources_line
from summitry.measures.moves import (
    DEEDS_WITHOUT_SANCTIONS,
    MAIN_WINDOW,
    PLANNED_DAYS,
    REACTIONS,
)
from summitry.tables import Record

_WIDE = 780.0
_ROLES = {"hostile": "tests", "cooperative": "talks", "meetings": "leaders"}


def who_answers_whom(record: Record, colours: Colours) -> Figure:
    """Each predicted relation: the other side's moves after an act, against the same year's rate."""
    table = measures.predictions_and_estimates(record)
    groups: dict[str, list[str]] = {}
    rows = []
    for row in table.to_dict("records"):
        kind = row["reaction"].split("-")[-1]
        act = _capital(measures.ACTS[row["act"]].name)
        groups.setdefault(row["group"], []).append(
            f"{measures.ACTS[row['act']].name} {row['ratio_within']:.2f} "
            f"({row['low_within']:.2f} to {row['high_within']:.2f})"
        )
        rows.append(
            Interval(
                act,
                row["ratio_within"],
                row["low_within"],
                row["high_within"],
                _ROLES[kind],
                row["group"],
                f"{row['reactions_after']} of {row['reactions']} days with "
                f"{REACTIONS[row['reaction']].name} come after; p {_p(row['p_within'])}, "
                f"corrected {_p(row['p_holm'])}",
            )
        )
    chart = Forest(
        tuple(rows),
        f"rate in {MAIN_WINDOW} days after, over rest of the year",
        1.0,
        "no difference",
        log=True,
        digits=1,
    )
    clear = table[table["finding"].ne("no difference")]
    if len(clear) == 1 and clear["finding"].iloc[0] == "more":
        found = clear.iloc[0]
        title = (
            f"Only after {measures.ACTS[found['act']].name} are {found['reaction'].split('-')[-1]} "
            f"answers clearly more frequent: {found['ratio_within']:.1f} times the year's rate"
        )
    else:
        number = len(clear) or "None"
        verb = "stands" if len(clear) < 2 else "stand"
        title = f"{number} of {len(table)} predicted answers {verb} out from the year's own rate"
    columns = {
        "group": "relation",
        "act": "after",
        "reaction": "answer",
        "dilemma": "security dilemma predicts",
        "deterrence": "deterrence predicts",
        "acts": "days with the act",
        "reactions": "days with the answer",
        "reactions_after": "of these, after the act",
        "ratio": "ratio to all other days",
        "p_turned": "p, calendar turned",
        "ratio_within": "ratio within years",
        "low_within": "lower end",
        "high_within": "upper end",
        "p_within": "p, turned within years",
        "p_holm": "p, corrected (Holm)",
        "finding": "finding",
    }
    shown = table[list(columns)].rename(columns=columns).round(3)
    for column in ("after", "answer"):
        shown[column] = shown[column].map(lambda key: REACTIONS[key].name)
    return Figure(
        id="who-answers-whom",
        title=title,
        subtitle=(
            f"How often the other side's moves come in the {MAIN_WINDOW} days after an act, "
            "compared with the other days of the same year, since 1992, ratio of rates"
        ),
        alt=(
            f"{len(rows)} ratios with intervals in {len(groups)} groups. "
            + " ".join(f"{group}: {'; '.join(said)}." for group, said in groups.items())
        ),
        how_to_read=(
            "Meetings are moves of both sides. A point to the right of 1 means that the answer is more frequent after the act than on "
            "other days of the same year, to the left less. The security dilemma expects the first two "
            "groups to the right and the others to the left; deterrence expects the four allied "
            "acts of the first group to the left and the last three groups to the right. The bar is "
            "the 95 % interval by turning the calendar within each year; a bar that just misses 1 may "
            f"still be chance, because {len(table)} relations are tried: the table gives p after "
            "Holm's correction."
        ),
        coverage=_coverage(record)
        + (
            " A ratio describes order in time: what was planned, expected or announced before "
            "the act is not seen."
        ),
        sources=sources_line(record),
        rows=shown,
        wide_svg=drawing.forest_svg(chart, _WIDE, colours, "wide"),
        narrow_svg=drawing.forest_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.forest_json(chart, colours),
    )


def around_hostile_deeds(record: Record, colours: Colours) -> Figure:
    """Each side's hostile deeds before and after those of the other."""
    acts = measures.ACTS
    allied, north = acts["allied-hostile-deeds"], acts["dprk-hostile-deeds"]
    without = measures.around_acts(record, north, DEEDS_WITHOUT_SANCTIONS, 120)
    panels = (
        ("North Korean deeds around allied ones", measures.around_acts(record, allied, north, 120)),
        ("Allied deeds around North Korean ones", measures.around_acts(record, north, allied, 120)),
    )
    chart = Lines(
        (
            _panel(panels[0][0], panels[0][1], [("north", "", panels[0][1], False)]),
            _panel(
                panels[1][0],
                panels[1][1],
                [("allied", "all", panels[1][1], False), ("other", "no sanctions", without, True)],
            ),
        ),
        "days before (−) and after",
        "days with a hostile deed, per 30 days",
        "90 % of placebo dates, moved within their years",
    )
    order = measures.who_comes_first(record).iloc[0]
    return Figure(
        id="around-hostile-deeds",
        title=(
            f"Within {MAIN_WINDOW} days, North Korean deeds follow allied ones "
            f"{int(order['after'])} times, precede them {int(order['before'])}"
        ),
        subtitle=(
            "Days with hostile deeds of one side, in steps of 15 days before and after hostile "
            f"deeds of the other, since 1992; {panels[0][1].attrs['acts']} allied and "
            f"{panels[1][1].attrs['acts']} North Korean"
        ),
        alt=(
            "Two panels of lines from 120 days before to 120 days after a deed, with the grey band "
            "of placebo dates. "
            + " ".join(f"{title}: {_outside(table)}." for title, table in panels)
        ),
        how_to_read=(
            "The line is how often one side acted at that distance from an act of the other; the "
            "band is what chance gives when a year's acts are moved together within that year. If "
            "one side answered the other, its line would leave the band to the right of 0 and not "
            "to the left. The panels show the same pairs of deeds from both ends, so each is close to the "
            "mirror of the other. The dashed line leaves out sanctions, which by design answer tests."
        ),
        coverage=_coverage(record),
        sources=sources_line(record),
        rows=_rows([*panels, (f"{panels[1][0]}, without sanctions", without)]),
        **_lines(chart, colours),
    )


def after_an_exercise(record: Record, colours: Colours) -> Figure:
    """North Korean hostile moves before and after planned exercises, and after shorter ones."""
    hostile = measures.ACTS["dprk-hostile"]
    panels = [
        (title, measures.around_acts(record, measures.ACTS[key], hostile, 90))
        for key, title in (
            ("planned-exercise", "Around exercises of five days or more"),
            ("show-of-force", "Around shorter shows of force"),
        )
    ]
    chart = Lines(
        tuple(
            _panel(title, table, [("north", "", table, False)], "first day")
            for title, table in panels
        ),
        "days before (−) and after the first day",
        "days with a hostile move, per 30 days",
        "90 % of placebo dates, moved within their years",
    )
    order = measures.who_comes_first(record).set_index(["act", "reaction"])
    found = order.loc[("planned-exercise", "dprk-hostile")]
    short = order.loc[("show-of-force", "dprk-hostile")]
    return Figure(
        id="after-an-exercise",
        title=(
            f"North Korean hostile days: {int(found['after'])} in the {MAIN_WINDOW} days after planned "
            f"exercises, {int(found['before'])} before"
        ),
        subtitle=(
            "Days with a hostile word or deed of North Korea, in steps of 15 days around the first "
            f"day of {panels[0][1].attrs['acts']} planned exercises and "
            f"{panels[1][1].attrs['acts']} shows of force since 1992"
        ),
        alt=(
            "Two panels of lines from 90 days before to 90 days after, with the grey band of "
            "placebo dates. "
            + " ".join(f"{title}: {_outside(table)}." for title, table in panels)
            + f" In {MAIN_WINDOW} days, shows of force are followed by {int(short['after'])} hostile "
            f"days and preceded by {int(short['before'])}."
        ),
        how_to_read=(
            "The line is how often North Korea acted or threatened at that distance from the start "
            "of an exercise; the band is chance within the same years. Long exercises are as a rule set "
            "months ahead, so their timing answers nothing; flights and port calls often answer a "
            "North Korean act, and stand in the middle of a crisis. Left and right of 0 is the "
            f"comparison to make: for planned exercises p is {_p(found['p_turned'])}, "
            f"{_p(found['p_holm'])} after correction for all pairs tried."
        ),
        coverage=_coverage(record)
        + (
            f" Planned means that it lasted at least {PLANNED_DAYS} days, which takes in a few that "
            "answered events. Exercises keep to spring and August: a North Korean season of its "
            "own could look like an answer. Attention to exercises may also make reports of "
            "hostile words more likely."
        ),
        sources=sources_line(record),
        rows=_rows(panels),
        **_lines(chart, colours),
    )


def moves_by_year(record: Record, colours: Colours) -> Figure:
    """Hostile and cooperative moves of each side in each year."""
    first = 1990
    table = measures.moves_by_year(record, first)
    years = [int(year) for year in table["year"]]
    panels = tuple(
        Panel(
            title,
            tuple(
                Line(
                    f"{side}-{kind}",
                    kind,
                    _ROLES[kind],
                    years,
                    [int(number) for number in table[f"{side}_{kind}"]],
                )
                for kind in ("hostile", "cooperative")
            ),
        )
        for side, title in (
            ("allied", "United States, South Korea and allies"),
            ("dprk", "North Korea"),
        )
    )
    chart = Lines(panels, "", "moves per year", is_stacked=True)
    by_year = table.set_index("year")
    peaks = {name: int(by_year[name].idxmax()) for name in by_year}
    cooperative = {peaks["allied_cooperative"], peaks["dprk_cooperative"]}
    least = peaks["dprk_hostile"]
    return Figure(
        id="moves-by-year",
        title=(
            f"Cooperative moves of both sides peak in {' and '.join(map(str, sorted(cooperative)))}, "
            f"North Korea's hostile ones in {least}"
        ),
        subtitle=(
            "Hostile and cooperative words and deeds of each side towards the other in each "
            f"calendar year since {first}, number of events"
        ),
        alt=(
            "Two panels of two lines by year. "
            + " ".join(
                f"{title}: hostile moves are most, {by_year[f'{side}_hostile'].max()}, in "
                f"{peaks[f'{side}_hostile']}; cooperative moves, "
                f"{by_year[f'{side}_cooperative'].max()}, in {peaks[f'{side}_cooperative']}."
                for side, title in (("allied", "The allies"), ("dprk", "North Korea"))
            )
            + f" In {least} North Korea made {by_year.loc[least, 'dprk_cooperative'] or 'no'} "
            "cooperative moves."
        ),
        how_to_read=(
            "Each point is a year's count. Meetings and texts are moves of both and stand in "
            "neither panel. Both sides' hostile lines rise in the same years: that is why an answer "
            "can only be told from a tense year by comparing days within it."
        ),
        coverage=(
            f"{_coverage(record)} {end_of_record(record).year} is not complete. Later years are "
            "covered more densely, so the height of a line says less than its shape."
        ),
        sources=sources_line(record),
        rows=table.rename(columns=lambda name: name.replace("_", " ").replace("dprk", "DPRK")),
        **_lines(chart, colours),
    )


def _panel(title: str, table: pd.DataFrame, lines: list[tuple], at: str = "the act") -> Panel:
    xs = list(table["middle"])
    return Panel(
        title,
        tuple(
            Line(key, name, "tests" if key == "north" else "pressure", xs, list(mine["rate"]),
                 is_dashed=is_dashed)
            for key, name, mine, is_dashed in lines
        ),
        (xs, list(table["low"]), list(table["high"])),
        ((0, at),),
    )  # fmt: skip


def _lines(chart: Lines, colours: Colours) -> dict[str, str]:
    """The three drawings of `chart`, by the names of a figure's fields."""
    return {
        "wide_svg": drawing.lines_svg(
            chart, _WIDE, colours, "wide", 190.0 if chart.is_stacked else 240.0
        ),
        "narrow_svg": drawing.lines_svg(chart, NARROW, colours, "narrow", 190.0),
        "plotly_json": interactive.lines_json(chart, colours),
    }


def _rows(panels: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    names = {
        "middle": "middle of the step (days)",
        "rate": "days per 30 days",
        "low": "placebo, 5 %",
        "median": "placebo, median",
        "high": "placebo, 95 %",
    }
    tables = [table.rename(columns=names).round(2).assign(panel=title) for title, table in panels]
    return pd.concat(tables, ignore_index=True)[["panel", *names.values()]]


def _outside(table: pd.DataFrame) -> str:
    """In words, where the line leaves the band of placebo dates."""
    above = table[table["rate"] > table["high"]]["middle"]
    below = table[table["rate"] < table["low"]]["middle"]
    said = []
    for middles, word in ((above, "above"), (below, "below")):
        if len(middles):
            at = ", ".join(f"{middle:g}".replace("-", "−") for middle in middles)
            said.append(f"{word} the band around day {at}")
    return "the line is " + " and ".join(said) if said else "the line stays within the band"


def _coverage(record: Record) -> str:
    moves = measures.moves_by_event(record)
    vague = int(moves["precision"].ne("day").sum())
    return (
        "Moves on which both coders agree; the record holds what was reported and what was found "
        f"to bear on the diplomacy. {moves.attrs['uncoded']} events, nearly all of them meetings, "
        f"are not judged yet, and {vague} known only to the month or year have no day. Allies are "
        "the United States, South Korea and whoever acted on their side, the Security Council "
        "included. Kinds of acts are coded, not trust or intent."
    )


def _p(number: float) -> str:
    return "under 0.001" if number < 0.001 else f"{number:.3f}" if number < 0.1 else f"{number:.2f}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
