"""Numbers of the notebook on the road to Singapore."""

from __future__ import annotations

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count, days_from, in_words, worded


def of_the_road_to_singapore(record: Record) -> list[Value]:
    """Numbers on 2017–19: tests, contacts, days between turns, promises."""
    tests = measures.held(measures.weapons_tests(record))
    contacts = measures.held(measures.contacts(record))
    values = []
    for year in (2016, 2017, 2018, 2019):
        in_year = tests[tests["first_day"].dt.year.eq(year)]
        values.append(
            count(f"test-days-{year}", in_year, f"Days with weapons tests in {year}.", "days")
        )
        meetings = contacts[contacts["kind"].eq("meeting")]
        values.append(
            count(
                f"meetings-{year}",
                meetings[meetings["first_day"].dt.year.eq(year)],
                f"Meetings of the two governments that began in {year}, held; letters not counted.",
                "meetings",
            )
        )
    icbm = tests[tests["class"].eq("icbm") & tests["first_day"].dt.year.eq(2017)]
    values.append(count("icbm-test-days-2017", icbm, "Days with ICBM launches in 2017.", "days"))
    sanctions = measures.of_kind(record, "sanctions")
    of_council = record.table("event_actors")
    council = of_council[of_council["actor"].eq("unsc") & of_council["role"].eq("party")]
    resolutions = sanctions[
        sanctions["id"].isin(council["event_id"])
        & sanctions["first_day"].dt.year.eq(2017)
        & sanctions["id"].str.contains("resolution")
    ]
    values.append(
        count(
            "sanctions-resolutions-2017",
            measures.held(resolutions),
            "Sanctions resolutions of the Security Council in 2017.",
            "resolutions",
        )
    )
    in_order = measures.held(resolutions).sort_values("first_day")
    values.append(
        count(
            "sanctions-resolutions-2017-earlier",
            in_order.iloc[:-1],
            "Those of 2017 before the last.",
            "resolutions",
        )
    )
    letters = contacts[contacts["kind"].eq("letter") & contacts["level"].eq("leader")]
    letters = letters[letters["first_day"].dt.year.isin((2018, 2019))]
    values.append(
        count(
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
        count(
            "leader-letters-after-singapore",
            letters[letters["precision"].eq("day") & letters["first_day"].gt(days[singapore])],
            "Those of 2018 and 2019 that are dated to a day after that of the Singapore summit.",
            "letters",
        )
    )
    third = days["2019-06-30-panmunjom-trump-kim"]
    in_2019 = tests[tests["first_day"].gt(third) & tests["first_day"].dt.year.eq(2019)]
    values.append(
        count(
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
        values.append(days_from(key, record, earlier, later, f"From {earlier} to {later}."))
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
    plenum = days["2019-12-28-party-plenum-moratorium"]
    values.append(
        worded(
            "years-icbm-halt-after-plenum",
            round((later_icbm["first_day"] - plenum).days / 365.25),
            "years",
            "From the plenum of December 2019 to the next launch coded ICBM, in whole years.",
            ("2019-12-28-party-plenum-moratorium", later_icbm["id"]),
        )
    )
    values += _promises(record)
    return values


def _promises(record: Record) -> list[Value]:
    commitments = record.table("commitments")
    values = []
    for key, agreement in {
        "singapore": "singapore-joint-statement-2018",
        "singapore-oral": "singapore-oral-undertakings-2018",
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
