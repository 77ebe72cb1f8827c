"""The named numbers that prose may use, one function per notebook.

Each says how it was computed and which events it rests on, so that a reader can check it.
"""

from __future__ import annotations

import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record

_WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def in_words(number: int) -> str:
    """A whole number as it stands in a sentence: words to twenty, digits with commas above."""
    return _WORDS[number] if 0 <= number <= 20 else f"{number:,}"


def _count(key: str, rows: pd.DataFrame, how: str, unit: str = "events") -> Value:
    number = len(rows)
    return Value(key, number, in_words(number), unit, how, tuple(rows["id"]))


def _size(key: str, number: int, unit: str, how: str) -> Value:
    return Value(key, number, f"{number:,}", unit, how)


def _days(key: str, record: Record, earlier: str, later: str, how: str) -> Value:
    """Days from the start of one event to the start of another."""
    events = record.table("events").set_index("id")
    days = measures.days_between(events.loc[earlier, "first_day"], events.loc[later, "first_day"])
    return Value(key, days, in_words(days), "days", how, (earlier, later))


def of_the_long_negotiation(record: Record) -> list[Value]:
    """Numbers on the whole record: contacts, silences, meetings of leaders."""
    events = record.table("events")
    contacts = measures.contacts(record)
    held = measures.held(contacts)
    meetings = held[held["kind"].eq("meeting")]
    leaders = meetings[meetings["level"].eq("leader")]
    above_working = meetings[meetings["level"].ne("working")]
    last = meetings.iloc[-1]
    last_above = above_working.iloc[-1]
    days = measures.days_met(leaders)
    tests = measures.held(measures.weapons_tests(record))
    nuclear = tests[tests["kind"].eq("nuclear-test")]
    codes = measures.codes_by_coder(record)
    return [
        _count("events", events, "Rows of the table events."),
        _size("sources", len(record.bibliography), "documents", "Entries of the bibliography."),
        _size(
            "sources-of-events",
            record.table("event_sources")["source_id"].nunique(),
            "documents",
            "Different documents in the table event_sources.",
        ),
        _count(
            "unverified-events",
            events[events["verification"].eq("second-hand")],
            "Rows of the table events marked second-hand.",
        ),
        _size(
            "source-links",
            len(record.table("event_sources")),
            "links",
            "Rows of the table event_sources.",
        ),
        _size(
            "commitments",
            len(record.table("commitments")),
            "promises",
            "Rows of the table commitments.",
        ),
        _size(
            "promises-judged",
            len(codes),
            "promises",
            "Promises with an assessment by each of two coders.",
        ),
        Value(
            "coders-agreement",
            measures.share_of_agreement(codes),
            f"{measures.share_of_agreement(codes):.0%}",
            "share",
            "Share of judged promises to which both coders gave the same code.",
        ),
        Value(
            "coders-kappa",
            measures.cohens_kappa(codes),
            f"{measures.cohens_kappa(codes):.2f}",
            "coefficient",
            "Cohen's kappa of the two coders' codes, unweighted.",
        ),
        _count("contacts-held", held, "Contacts with both governments as parties, held."),
        _count(
            "contacts-not-held",
            contacts[~contacts["was_held"].astype(bool)],
            "Contacts announced, offered or agreed that did not take place.",
        ),
        Value(
            "leader-meeting-days",
            days,
            in_words(days),
            "days",
            "Different days covered by meetings of sitting leaders of both countries.",
            tuple(leaders["id"]),
        ),
        _count("leader-meetings", leaders, "Meetings of sitting leaders of both countries, held."),
        Value(
            "last-leader-meeting",
            leaders.iloc[-1]["first_day"].year,
            leaders.iloc[-1]["date_words"],
            "date",
            "The latest meeting of sitting leaders of both countries.",
            (leaders.iloc[-1]["id"],),
        ),
        Value(
            "last-meeting",
            last["first_day"].year,
            last["date_words"],
            "date",
            "The latest meeting at any level with both governments as parties.",
            (last["id"],),
        ),
        Value(
            "last-meeting-above-working-level",
            last_above["first_day"].year,
            last_above["date_words"],
            "date",
            "The latest meeting of leaders, ministers or envoys of both governments.",
            (last_above["id"],),
        ),
        _count("nuclear-tests", nuclear, "Nuclear tests.", "tests"),
    ]


def of_the_road_to_singapore(record: Record) -> list[Value]:
    """Numbers on 2017–19: tests, contacts, days between turns, minutes in the room."""
    tests = measures.held(measures.weapons_tests(record))
    contacts = measures.held(measures.contacts(record))
    values = []
    for year in (2016, 2017, 2018, 2019):
        in_year = tests[tests["first_day"].dt.year.eq(year)]
        values.append(
            _count(f"test-days-{year}", in_year, f"Days with weapons tests in {year}.", "days")
        )
        meetings = contacts[contacts["kind"].eq("meeting")]
        values.append(
            _count(
                f"meetings-{year}",
                meetings[meetings["first_day"].dt.year.eq(year)],
                f"Meetings of the two governments that began in {year}, held; letters not counted.",
                "meetings",
            )
        )
    icbm = tests[tests["class"].eq("icbm") & tests["first_day"].dt.year.eq(2017)]
    values.append(_count("icbm-test-days-2017", icbm, "Days with ICBM launches in 2017.", "days"))
    sanctions = measures.of_kind(record, "sanctions")
    of_council = record.table("event_actors")
    council = of_council[of_council["actor"].eq("unsc") & of_council["role"].eq("party")]
    resolutions = sanctions[
        sanctions["id"].isin(council["event_id"])
        & sanctions["first_day"].dt.year.eq(2017)
        & sanctions["id"].str.contains("resolution")
    ]
    values.append(
        _count(
            "sanctions-resolutions-2017",
            measures.held(resolutions),
            "Sanctions resolutions of the Security Council in 2017.",
            "resolutions",
        )
    )
    letters = contacts[contacts["kind"].eq("letter") & contacts["level"].eq("leader")]
    letters = letters[letters["first_day"].dt.year.isin((2018, 2019))]
    values.append(
        _count(
            "leader-letters-2018-19",
            letters,
            "Letters between the two leaders in 2018 and 2019 that a source dates; a row may "
            "hold two, and more are known without a date.",
            "letters",
        )
    )
    singapore = "2018-06-12-singapore-summit"
    days = record.table("events").set_index("id")["first_day"]
    values.append(
        _count(
            "leader-letters-after-singapore",
            letters[letters["precision"].eq("day") & letters["first_day"].gt(days[singapore])],
            "The same, dated to a day after that of the Singapore summit.",
            "letters",
        )
    )
    third = days["2019-06-30-panmunjom-trump-kim"]
    in_2019 = tests[tests["first_day"].gt(third) & tests["first_day"].dt.year.eq(2019)]
    values.append(
        _count(
            "test-days-after-panmunjom-2019",
            in_2019,
            "Days with weapons tests in 2019 after 30 June.",
            "days",
        )
    )
    pairs = {
        "days-last-test-to-singapore": ("2017-11-29-hwasong-15", singapore),
        "days-acceptance-to-singapore": ("2018-03-08-trump-accepts-kim-invitation", singapore),
        "days-cancellation-to-singapore": ("2018-05-24-trump-letter-cancels-summit", singapore),
        "days-singapore-to-envoys": (singapore, "2019-01-19-stockholm-talks"),
        "days-moratorium-to-plenum": (
            "2018-04-20-party-plenum-suspends-tests",
            "2019-12-28-party-plenum-moratorium",
        ),
    }
    for key, (earlier, later) in pairs.items():
        values.append(_days(key, record, earlier, later, f"From {earlier} to {later}."))
    moratorium = (
        record.table("events")
        .set_index("id")
        .loc["2018-04-20-party-plenum-suspends-tests", "first_day"]
    )
    later_icbm = tests[tests["class"].eq("icbm") & tests["first_day"].gt(moratorium)].iloc[0]
    months = round((later_icbm["first_day"] - moratorium).days / 30.44)
    values.append(
        Value(
            "months-without-icbm-test",
            months,
            in_words(months),
            "months",
            "From the announcement of 20 April 2018 to the next launch coded ICBM, in months of "
            "30.44 days.",
            ("2018-04-20-party-plenum-suspends-tests", later_icbm["id"]),
        )
    )
    values += _minutes(record)
    values += _promises(record)
    return values


def of_the_two_yardsticks(record: Record) -> list[Value]:
    """The coders' agreement, and the totals' rise from 2017 to the third meeting of leaders."""
    events = record.table("events")
    judged = events[events["id"].isin(record.table("yardsticks")["event_id"])]
    values = [
        _count("events-on-yardsticks", judged, "Events since 2017 judged on the two yardsticks.")
    ]
    for scale in ("denuclearisation", "reassurance"):
        kappa = measures.cohens_kappa(measures.scores_by_coder(record, scale))
        values.append(
            Value(
                f"kappa-{scale}",
                kappa,
                f"{kappa:.2f}",
                "coefficient",
                f"Cohen's kappa, unweighted, of the two coders' scores on {scale}.",
            )
        )
        totals = measures.cumulative_scores(record, scale).set_index("first_day")["mean"]
        table = measures.totals_on({scale: totals}, ["2017-12-31", "2019-06-30"])
        rise = float(table[scale].iloc[1] - table[scale].iloc[0])
        values.append(
            Value(
                f"rise-{scale}-2018-19",
                rise,
                f"{rise:g}",
                "points",
                "Change of the running total, mean of two coders, from the end of 2017 to "
                "30 June 2019.",
            )
        )
    return values


def _minutes(record: Record) -> list[Value]:
    room = measures.minutes_in_the_room(record, ("us", "dprk")).set_index("id")
    singapore = room.loc["2018-06-12-singapore-summit"]
    alone = int(singapore["one_on_one_minutes_best"])
    low, high = int(singapore["one_on_one_minutes_low"]), int(singapore["one_on_one_minutes_high"])
    total = int(singapore["minutes_best"])
    rows = ("2018-06-12-singapore-summit",)
    return [
        Value(
            "singapore-minutes-alone",
            alone,
            str(alone),
            "minutes",
            "Best-supported figure for the two leaders with interpreters only.",
            rows,
        ),
        Value(
            "singapore-minutes-alone-range",
            alone,
            f"{low} to {high}",
            "minutes",
            "Lowest and highest published figure.",
            rows,
        ),
        Value(
            "singapore-minutes-speaking",
            alone / 4,
            in_words(round(alone / 4)),
            "minutes",
            "A quarter of the time alone: half for translation, the rest shared equally. An "
            "assumption, not a measurement.",
            rows,
        ),
        Value(
            "singapore-minutes-total",
            total,
            str(total),
            "minutes",
            "Best-supported figure for all sessions together, the lunch included.",
            rows,
        ),
    ]


def _promises(record: Record) -> list[Value]:
    commitments = record.table("commitments")
    values = []
    for key, agreement in {
        "singapore": "singapore-joint-statement-2018",
        "agreed-framework": "agreed-framework-1994",
        "initial-actions": "six-party-initial-actions-2007",
    }.items():
        mine = commitments[commitments["agreement_id"].eq(agreement)]
        event = record.table("agreements").set_index("id").loc[agreement, "event_id"]
        for name, rows, how in (
            (
                "promises",
                mine,
                "Rows of the table commitments for this text: a promise that two sides share counts once "
                "for each, one that several parties make together counts once.",
            ),
            ("dated-promises", mine[mine["due"].ne("")], "Those of them with a date."),
        ):
            number = len(rows)
            values.append(
                Value(f"{key}-{name}", number, in_words(number), "promises", how, (event,))
            )
    return values
