"""Numbers on changes of government, published by the notebook on the promise ledger."""

from __future__ import annotations

import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.measures.changes import LATE, OPEN, YEAR, changes_of
from summitry.tables import Record
from summitry.values.base import days_from, in_words, share, worded

_LATE = f"within {LATE} days before a change of government in Washington"
_LAST_MEETING = "2008-12-08-heads-of-delegation-december"
# Texts of which the promises are counted one by one, to compare first texts with late ones.
_TEXTS = {
    "us-dprk-joint-statement-1993": "1993",
    "joint-communique-2000": "2000",
    "verification-understanding-2008": "2008",
}
_DAYS = {
    "kim-il-sung-death-to-talks": (
        "1994-07-08-kim-il-sung-dies",
        "1994-08-05-geneva-third-round-resumes",
    ),
    "kim-il-sung-death-to-text": (
        "1994-07-08-kim-il-sung-dies",
        "1994-08-12-us-dprk-agreed-statement",
    ),
    "kim-jong-il-death-to-talks": (
        "2011-12-17-kim-jong-il-dies",
        "2012-02-23-davies-kim-kye-gwan-beijing",
    ),
    "leap-day-to-its-end": (
        "2012-02-29-leap-day-announcements",
        "2012-04-17-dprk-leaves-leap-day-deal",
    ),
}
_INAUGURATIONS = {
    "Bush (41)": "bush-41",
    "Clinton": "clinton",
    "Bush (43)": "bush",
    "Obama": "obama",
    "Trump": "trump",
}
# Events and the first day of the government that they are counted to or from.
_TO_CHANGES = {
    "communique-to-bush": ("2000-10-12-us-dprk-joint-communique", "2001-01-20"),
    "delisting-to-obama": ("2008-10-11-us-delists-north-korea", "2009-01-20"),
    "declaration-to-lee": ("2007-10-04-inter-korean-declaration-signed", "2008-02-25"),
    "obama-to-break": ("2009-04-14-dprk-leaves-six-party-talks", "2009-01-20"),
    "obama-to-bosworth": ("2009-12-08-bosworth-visits-pyongyang", "2009-01-20"),
    "leap-day-to-inauguration": ("2012-02-29-leap-day-announcements", "2013-01-20"),
    "bush-to-axis-speech": ("2002-01-29-axis-of-evil-speech", "2001-01-20"),
    "bush-to-first-concrete": ("2002-08-07-kumho-first-concrete", "2001-01-20"),
}


def of_changes_of_government(record: Record) -> list[Value]:
    """Late promises, first texts, meetings around changes, some waits."""
    events = record.table("events").set_index("id")
    days = events["first_day"]
    return [
        *_late(record),
        *_texts(record),
        *_of_the_koreas(record),
        *_meetings(record),
        worded(
            "days-last-six-party-meeting-to-obama",
            measures.days_between(events.loc[_LAST_MEETING, "last_day"], "2009-01-20"),
            "days",
            f"From the last day of {_LAST_MEETING} to the inauguration.",
            (_LAST_MEETING,),
        ),
        *(
            days_from(f"days-{key}", record, *ends, f"From {ends[0]} to {ends[1]}.")
            for key, ends in _DAYS.items()
        ),
        *(
            worded(
                f"days-{key}",
                abs(measures.days_between(days[event], day)),
                "days",
                f"Between {event} and the change of government of {day}.",
                (event,),
            )
            for key, (event, day) in _TO_CHANGES.items()
        ),
    ]


def _late(record: Record) -> list[Value]:
    """Promises made late in an administration: what became of them, and what chance gives."""
    table = measures.promises_before_changes(record)
    is_late = table["left"].le(LATE)
    late = table[is_late]
    made = f"Judged promises made {_LATE}"
    values = [
        *_outcomes("late-promises", late, made, ("kept", "failed", "open")),
        *(
            value
            for side, name in (("us", "the United States"), ("dprk", "North Korea"))
            for value in _outcomes(
                f"late-promises-{side}",
                late[late["side"].eq(side)],
                f"{made} by {name} alone",
                ("open",),
            )
        ),
        *(
            worded(
                f"late-promises-{why}",
                int(late["why"].eq(why).sum()),
                "promises",
                f"{made}: {why} for both coders.",
            )
            for why in OPEN
        ),
        *_just_before(table[table["left"].between(LATE, YEAR, inclusive="right")]),
        *_outcomes("earlier-promises", table[~is_late], "All other judged promises", ("open",)),
        *_outcomes(
            "leap-day-promises",
            table[table["agreement_id"].str.startswith("leap-day")],
            "Judged promises in the two statements of 29 February 2012",
            ("open",),
        ),
        worded("late-promises-texts", late["agreement_id"].nunique(), "texts", f"Texts of {made}."),
        _open_share("late-promises", late, made),
        _open_share("earlier-promises", table[~is_late], "All other judged promises"),
    ]
    chance = measures.open_when_late(record)
    chance = chance[chance["coder"].eq("both")].set_index(["kind", "reach"])
    how = (
        "Open promises among {} made within {} days before a change in Washington, when the "
        "changes are turned round the calendar: "
    )
    for name, kind, reach in (("", "all", LATE), ("-year", "all", 365), ("-deeds", "deeds", LATE)):
        values.append(
            Value(
                f"late-open{name}-p",
                float(chance.loc[(kind, reach), "p"]),
                f"{chance.loc[(kind, reach), 'p']:.2f}",
                "share",
                how.format(kind, reach) + "share of turns with at least as many as were found.",
            )
        )
    expected = float(chance.loc[("all", LATE), "expected"])
    values.append(
        Value(
            "late-open-by-chance",
            expected,
            in_words(round(expected)),
            "promises",
            how.format("all", LATE) + "the mean.",
        )
    )
    return values


def _just_before(rows: pd.DataFrame) -> list[Value]:
    """What became of promises made just before the last half-year, and how near the nearest lies."""
    made = (
        f"Judged promises made more than {LATE} and up to {YEAR} days before a change in Washington"
    )
    nearest = rows[rows["left"].eq(rows["left"].min())]
    days, text = int(rows["left"].min()), nearest["agreement_id"].iloc[0]
    return [
        *_outcomes("nearly-late-promises", rows, made, ("kept", "failed")),
        worded(
            "nearly-late-promises-open",
            int(rows["both"].eq("open").sum()),
            "promises",
            f"{made}: open for both coders.",
        ),
        worded("nearly-late-days", days, "days", f"From {text} to the change of government."),
        worded("nearly-late-gap", days - LATE, "days", f"By which {text} misses the {LATE} days."),
        *_outcomes("nearly-late-text", nearest, f"Judged promises of {text}", ("failed",)),
    ]


def _texts(record: Record) -> list[Value]:
    """Promises of single texts: how many are open, and how many could be checked as worded."""
    table = measures.promises_before_changes(record)
    values = []
    for text, key in _TEXTS.items():
        rows = table[table["agreement_id"].eq(text)]
        how = f"Judged promises of {text}"
        values += [
            *_outcomes(f"text-{key}-promises", rows, how, ("open",)),
            worded(
                f"text-{key}-promises-checkable",
                int(rows["checkable"].sum()),
                "promises",
                f"{how} with a date, a condition or a way to verify.",
            ),
            worded(
                f"text-{key}-days-left",
                int(rows["left"].iloc[0]),
                "days",
                f"From {text} to the next change of government in Washington.",
            ),
        ]
    return values


def _outcomes(key: str, rows: pd.DataFrame, how: str, outcomes: tuple[str, ...]) -> list[Value]:
    """How many promises, and for how many of them both coders find each of `outcomes`."""
    events = tuple(dict.fromkeys(rows["event_id"]))
    return [
        worded(key, len(rows), "promises", f"{how}.", events),
        *(
            worded(
                f"{key}-{outcome}",
                int(rows["both"].eq(outcome).sum()),
                "promises",
                f"{how}: {outcome} for both coders.",
                events,
            )
            for outcome in outcomes
        ),
    ]


def _open_share(key: str, rows: pd.DataFrame, how: str) -> Value:
    how = f"{how}: share that both coders leave open."
    return share(f"{key}-open-share", float(rows["both"].eq("open").mean()), how)


def _of_the_koreas(record: Record) -> list[Value]:
    table = measures.promises_before_changes(record, "rok")
    is_late = table["left"].le(LATE)
    made = f"Judged promises in texts of the two Koreas, made within {LATE} days before a change in Seoul"
    return [
        *_outcomes("koreas-late-promises", table[is_late], made, ("failed", "open")),
        _open_share("koreas-late-promises", table[is_late], made),
        _open_share(
            "koreas-earlier-promises",
            table[~is_late],
            "All other judged promises in texts of the two Koreas",
        ),
    ]


def _meetings(record: Record) -> list[Value]:
    """Meetings in the year before and after changes, waits for the next, and the usual fall."""
    table = measures.meetings_around_changes(record)
    busy = table[table["before"].ge(measures.BUSY)]
    in_pyongyang = busy[busy["actor"].eq("dprk")]
    values = [
        worded(
            "busy-changes-pyongyang",
            len(in_pyongyang),
            "changes",
            f"Changes in Pyongyang after a year with {measures.BUSY} or more meetings.",
        )
    ]
    for when in ("before", "after"):
        values.append(
            worded(
                f"meetings-{when}-busy-changes-pyongyang",
                int(in_pyongyang[when].sum()),
                "meetings",
                f"Meetings in the year {when} these changes.",
            )
        )
    values += [
        worded(
            f"changes-{capital}",
            len(changes_of(record, actor)),
            "changes",
            f"Changes of government in {capital.title()} within the record.",
        )
        for actor, capital in (("us", "washington"), ("dprk", "pyongyang"))
    ]
    # Of two terms under one name the first.
    by_label = table.drop_duplicates("label").set_index("label")
    for label, key in _INAUGURATIONS.items():
        row = by_label.loc[label]
        for name, column, unit, how in (
            (f"days-{key}-to-meeting", "wait", "days", "next meeting at any level."),
            (f"days-{key}-to-envoys", "wait_envoys", "days", "next meeting of envoys or higher."),
        ):
            values.append(
                worded(name, int(row[column]), unit, f"From the inauguration to the {how}")
            )
        for when in ("before", "after"):
            values.append(
                worded(
                    f"meetings-{when}-{key}",
                    int(row[when]),
                    "meetings",
                    f"Meetings in the year {when} the inauguration.",
                )
            )
    usual = measures.after_busy_years(record)
    left = usual["after"] / usual["before"]
    every = f"Every seventh day with {measures.BUSY} or more meetings in the year before it: "
    return [
        *values,
        share(
            "busy-years-kept",
            float(usual["after"].sum() / usual["before"].sum()),
            every + "meetings in the year after, as a share of those.",
        ),
        *(
            share(
                f"busy-years-fall-{key}",
                float(left.le(row["after"] / row["before"]).mean()),
                every + f"share with a fall as deep as that at {label}'s inauguration, or deeper.",
            )
            for label, key in (("Bush (43)", "bush"), ("Obama", "obama"))
            for row in [by_label.loc[label]]
        ),
    ]
