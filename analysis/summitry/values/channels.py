"""Numbers of the notebook on letters, channels and silences."""

from __future__ import annotations

import re

import pandas as pd

from summitry import dates, measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count, in_words, share, size, worded

# Border cases of what a contact is, for the sensitivity of the present silence.
UN_COMMAND_ON_KING = "2023-07-24-unc-kpa-travis-king"
LAST_NOTE = "2022-07-new-york-channel-unanswered"


def of_the_channels(record: Record) -> list[Value]:
    """Letters by period and writer, channels, silences, what ended and filled them, offers."""
    return [
        *_letters(record),
        *_channels(record),
        *_silences(record),
        *_during_silences(record),
        *_in_the_present_silence(record),
        *_by_other_rules(record),
        *_offers(record),
    ]


def _letters(record: Record) -> list[Value]:
    letters = measures.leaders_letters(record)
    held = measures.held(letters)
    met = measures.meetings_of_leaders(record)
    first, last = met["first_day"].min().year, held["last_day"].max().year
    burst = held[held["first_day"].dt.year.between(first, last)]
    earlier = held[held["first_day"].dt.year.lt(first)]
    steps = measures.days_between_letters(burst)
    longest = steps.loc[steps["days"].idxmax()]
    median = int(steps["days"].median())
    near = measures.letters_near_meetings(record, (30,)).set_index("side").loc["either"]
    high = measures.letters_near_meetings(record, (30,), ("leader", "minister"))
    high = high.set_index("side").loc["either"]
    exact = tuple(burst.loc[burst["precision"].eq("day"), "id"])
    row = "A row may hold an exchange; letters that nobody made public are missing."
    return [
        count(
            "letters-of-leaders",
            held,
            f"Rows of letters and messages between the two countries' leaders, delivered. {row}",
            "letters",
        ),
        count(
            "letters-of-leaders-refused",
            letters[~letters["was_held"].fillna(False).astype(bool)],
            "Letters of one leader that the other side is reported not to have taken.",
            "letters",
        ),
        count(
            "letters-of-leaders-before-summits",
            earlier,
            f"Those delivered that are dated before {first}. {row}",
            "letters",
        ),
        count(
            "letters-of-leaders-around-summits",
            burst,
            f"Those delivered that are dated {first} to {last}. {row}",
            "letters",
        ),
        count(
            "letters-of-leaders-from-washington",
            held[held["writer"].eq("us")],
            "Those delivered whose first letter a US president wrote, by the id of the row.",
            "letters",
        ),
        count(
            "letters-of-leaders-from-pyongyang",
            held[held["writer"].eq("dprk")],
            "Those delivered whose first letter North Korea's leader wrote, by the id of the row.",
            "letters",
        ),
        Value(
            "last-letter-of-leaders",
            held.iloc[-1]["first_day"].year,
            held.iloc[-1]["date_words"],
            "date",
            "The latest letter between the leaders known to have arrived, by its date or its "
            "disclosure.",
            (held.iloc[-1]["id"],),
        ),
        Value(
            "days-between-letters",
            median,
            in_words(median),
            "days",
            f"Median of days from one letter known to the day to the next, {first} to {last}.",
            exact,
        ),
        Value(
            "longest-pause-between-letters",
            int(longest["days"]),
            in_words(int(longest["days"])),
            "days",
            f"Longest step from one letter known to the day to the next, {first} to {last}.",
            (longest["id"], longest["next_id"]),
        ),
        Value(
            "letters-near-meetings",
            int(near["near"]),
            in_words(int(near["near"])),
            "letters",
            "Letters known to the day within 30 days before or after a meeting of leaders.",
            exact,
        ),
        Value(
            "letters-known-to-the-day",
            int(near["letters"]),
            in_words(int(near["letters"])),
            "letters",
            f"Letters between the leaders known to the day, {first} to {last}.",
            exact,
        ),
        Value(
            "letters-near-meetings-by-chance",
            near["expected"],
            f"{near['expected']:.1f}",
            "letters",
            "Mean number within 30 days of a meeting of leaders when the letters are turned round "
            f"the months of their exchange in every possible way (p = {near['p']:.2f}).",
            exact,
        ),
        Value(
            "letters-near-high-meetings",
            int(high["near"]),
            in_words(int(high["near"])),
            "letters",
            "Letters known to the day within 30 days before or after a meeting of leaders or "
            f"ministers; by chance {high['expected']:.1f} (p = {high['p']:.2f}, one of nine "
            "specifications; visitors carried some of the letters).",
            exact,
        ),
        Value(
            "letters-near-high-meetings-by-chance",
            high["expected"],
            f"{high['expected']:.1f}",
            "letters",
            "Mean number within 30 days of a meeting of leaders or ministers, turned likewise.",
            exact,
        ),
    ]


def _channels(record: Record) -> list[Value]:
    table = measures.by_channel(record)
    values = [
        count(
            "contacts-with-a-channel",
            table,
            "Meetings and letters held, unofficial meetings included, texts not.",
            "contacts",
        )
    ]
    for channel, name in measures.CHANNELS.items():
        mine = table[table["channel"].eq(channel)]
        how = f"Meetings and letters held in the channel “{name}”, by the rule of the notebook."
        key = "visits-to-pyongyang" if channel == "pyongyang" else f"contacts-{channel}"
        values.append(count(key, mine, how, "contacts"))
        values.append(share(f"{key}-share", len(mine) / len(table), f"{how} Share of all."))
    terms = measures.channels_by_term(record)
    for term in terms.to_dict("records"):
        number = sum(term[channel] for channel in measures.CHANNELS)
        rate = number / term["years"]
        values.append(
            Value(
                "contacts-a-year-" + _slug(term["name"]),
                rate,
                f"{rate:.1f}" if number else "no",
                "contacts per year",
                f"{number} meetings and letters held in {term['years']:.1f} years of the record.",
            )
        )
    return values


def _span(silence: pd.Series) -> str:
    ends = [dates.parse(silence[day].date().isoformat()) for day in ("from_day", "to_day")]
    return dates.words(*ends)


def _silences(record: Record) -> list[Value]:
    values = []
    for rule in measures.SILENCE_RULES:
        what = f"{rule.name}, as the record holds them"
        table = measures.silences(record, rule)
        ended = table[~table["goes_on"].astype(bool)]
        longest = ended.iloc[0]
        rows = (longest["after"], longest["before"])
        now = measures.current_silence(record, rule)
        last = dates.words(dates.parse((now["from_day"] - pd.Timedelta(1, "D")).date().isoformat()))
        suffix = {"any": "", "above": "-envoys", "met": "-meetings"}[rule.id]
        values += [
            Value(
                f"longest-ended-silence{suffix}",
                int(longest["days"]),
                in_words(int(longest["days"])),
                "days",
                f"The longest run of days that ended. {what}.",
                rows,
            ),
            Value(
                f"longest-ended-silence{suffix}-dates",
                longest["from_day"].year,
                _span(longest),
                "date",
                f"First and last day of that run. {what}.",
                rows,
            ),
            Value(
                f"current-silence{suffix}",
                int(now["days"]),
                in_words(int(now["days"])),
                "days",
                f"Days after the last such contact to the end of the record. {what}.",
                (now["after"],),
            ),
            Value(
                f"current-silence{suffix}-since",
                now["from_day"].year,
                last,
                "date",
                f"Day of the last such contact before the end of the record. {what}.",
                (now["after"],),
            ),
            Value(
                f"current-silence{suffix}-times-longest",
                now["days"] / longest["days"],
                f"{now['days'] / longest['days']:.1f}",
                "times",
                "Length of the present silence over that of the longest one that ended.",
                (now["after"], *rows),
            ),
        ]
    loose = measures.silences(record, whole_months=False)
    loose = loose[~loose["goes_on"].astype(bool)].iloc[0]
    values.append(
        Value(
            "longest-ended-silence-at-most",
            int(loose["days"]),
            in_words(int(loose["days"])),
            "days",
            "The longest run of days that ended without a contact known to the day: an upper "
            "bound, since contacts known only to the month lie within it.",
            (loose["after"], loose["before"]),
        )
    )
    table = measures.silences(record)
    long = table[table["days"].ge(180)]
    values.append(
        Value(
            "silences-of-half-a-year",
            len(long),
            in_words(len(long)),
            "silences",
            "Runs of 180 days or more without any contact, the present one included.",
            tuple(long["after"]),
        )
    )
    odds = measures.lasting(record).set_index(["reached", "further"])
    for reached, further in ((30, 90), (180, 180)):
        row = odds.loc[(reached, further)]
        values.append(
            share(
                f"silence-of-{reached}-lasts-{further}-more",
                float(row["share"]),
                f"Kaplan–Meier's estimate over {row['at_risk']:.0f} silences at any level that "
                f"reached {reached} days; 95 % interval {row['low']:.0%} to {row['high']:.0%}.",
            )
        )
    terms = measures.silences_by_term(record).set_index("name")
    for name in ("Clinton 1993–01", "Bush 2001–09", "Obama 2009–17", "Trump 2017–21"):
        values.append(
            share(
                "silent-days-" + _slug(name),
                float(terms.loc[name, "share"]),
                "Share of the days in office within silences of 180 days or more at any level.",
            )
        )
    return values


def _during_silences(record: Record) -> list[Value]:
    ends = measures.ends_of_silences(record)
    below = ends[ends["level"].eq("working")]
    stated = ends[ends["first_move"].ne("not stated")]
    values = [
        count(
            "long-silences-ended-at-working-level",
            below,
            "Of the ten longest silences that ended, those that a contact at working level ended.",
            "silences",
        ),
        count(
            "long-silences-first-move-stated",
            stated,
            "Of the ten, those where the row of the contact that ended it says who asked first.",
            "silences",
        ),
        count(
            "long-silences-first-move-north",
            ends[ends["first_move"].eq("dprk")],
            "Of these, those where North Korea had asked or offered first.",
            "silences",
        ),
    ]
    table = measures.silence_and_tests(record)
    table = table[table["least"].eq(180) & table["rule"].eq(measures.SILENCE_RULES[-1].name)]
    for era, key in (("all years", ""), ("2012–2019", "-2012-19")):
        row = table[table["era"].eq(era)].iloc[0]
        for where, word in (("in", "in silences of 180 days or more"), ("out", "outside them")):
            rate = float(row[f"per_year_{where}"])
            values.append(
                Value(
                    f"test-days-a-year-{where}-silence{key}",
                    rate,
                    f"{rate:.1f}",
                    "days per year",
                    f"Days with weapons tests per year {word}, {era}, from 1992 on: "
                    f"{row[f'tests_{where}']} in {row[f'years_{where}']:.1f} years. Ratio "
                    f"{row['ratio']:.2f}, p = {row['p_turned']:.2f}.",
                )
            )
    return values


def _in_the_present_silence(record: Record) -> list[Value]:
    """Whose terms the silence fell in, and what both sides did meanwhile."""
    now = measures.current_silence(record)
    begin, end = now["from_day"], now["to_day"]
    what = "in the present silence, from the day after the last contact to the end of the record"
    values = []
    for term in measures.us_terms(record).itertuples():
        days = (min(end, term.last_day) - max(begin, term.first_day)).days + 1
        if days > 0:
            key = f"current-silence-days-{_slug(term.name)}"
            how = f"Days of the administration of {term.name} that lie {what}."
            values.append(worded(key, days, "days", how, (now["after"],)))
    tests = measures.held(measures.weapons_tests(record))
    tests = tests[tests["first_day"].between(begin, end)]
    how = f"Days with weapons tests {what}."
    values.append(count("current-silence-test-days", tests, how, "days"))
    met = measures.leader_meetings(record)
    met = met[met["first_day"].between(begin, end) & met["pairing"].eq("Russia and North Korea")]
    how = f"Meetings of the leaders of Russia and North Korea held {what}."
    values.append(count("current-silence-putin-kim-meetings", met, how, "meetings"))
    first = met.iloc[0]
    days = (first["first_day"] - begin).days
    how = "Full days of the present silence before the first of these meetings."
    values.append(worded("current-silence-days-to-putin", days, "days", how, (first["id"],)))
    how = f"Days with weapons tests {what}, over its years."
    rate = len(tests) / (now["days"] / 365.25)
    values.append(Value("current-silence-test-days-a-year", rate, f"{rate:.0f}", "days", how))
    handshake = measures.meetings_of_leaders(record).iloc[0]
    term = measures.us_terms(record)
    term = term[term["first_day"].le(handshake["first_day"])].iloc[-1]
    days = (handshake["first_day"] - term["first_day"]).days
    how = "Days from a president's first day in office to the first meeting of the two leaders."
    values.append(worded("days-in-office-to-singapore", days, "days", how, (handshake["id"],)))
    return values


def _by_other_rules(record: Record) -> list[Value]:
    """What the present silence would be if what is no contact by the codebook broke it."""
    table = measures.silences(record, also=(UN_COMMAND_ON_KING,))
    since = int(table.set_index("after").loc[UN_COMMAND_ON_KING, "days"])
    until = table.set_index("before").loc[UN_COMMAND_ON_KING]
    rule = "if the UN Command's talk of July 2023 over Travis King, in which the record does not "
    rule += "code the United States as a party, counted as a contact of the two governments"
    how_until, how_since = f"Days of silence before it {rule}.", f"Days of silence after it {rule}."
    noted = record.table("events").set_index("id").loc[LAST_NOTE]
    days = (pd.Timestamp(record.book.record_ends) - noted["last_day"]).days
    how_noted = (
        "Days after the month of the last American note through New York that the record has, to "
        "the end of the record: the silence if a message without an answer counted as a contact."
    )
    return [
        worded(
            "current-silence-until-king", int(until["days"]), "days", how_until, (until["after"],)
        ),
        worded("current-silence-since-king", since, "days", how_since, (UN_COMMAND_ON_KING,)),
        worded("current-silence-since-last-note", days, "days", how_noted, (LAST_NOTE,)),
    ]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())


def _offers(record: Record) -> list[Value]:
    table = measures.offers_and_answers(record)
    how = "US offers of talks, a meeting or help since 2019 in the record, read by hand"
    values = [count("us-offers-since-2019", table, f"{how}.", "offers")]
    for answer, key in (
        ("accepted", "accepted"),
        ("refused", "refused"),
        ("no answer", "unanswered"),
    ):
        mine = table[table["answer"].eq(answer)]
        values.append(
            count(f"us-offers-{key}", mine, f"{how}; of these with the answer: {answer}.", "offers")
        )
    first_days = table["id"].map(record.table("events").set_index("id")["first_day"])
    last_meeting = measures.current_silence(record, measures.SILENCE_RULES[0])
    after = first_days.ge(last_meeting["from_day"])
    how_after = f"{how}, made after the last meeting of envoys or higher"
    values.append(count("us-offers-since-last-meeting", table[after], f"{how_after}.", "offers"))
    for word, entry in record.book.vocabularies["content_of_offer"].items():
        mine = table[after & table["content"].eq(entry["label"])]
        key = f"us-offers-since-last-meeting-of-{word}"
        values.append(count(key, mine, f"{how_after}; content: {entry['label']}.", "offers"))
    for term in measures.us_terms(record).itertuples():
        mine = table[after & first_days.between(term.first_day, term.last_day)]
        if len(mine):
            key = f"us-offers-since-last-meeting-{_slug(term.name)}"
            values.append(count(key, mine, f"{how_after}, under {term.name}.", "offers"))
    quick = table["days"].dropna()
    values.append(
        size(
            "us-offers-median-days-to-reply",
            int(quick.median()),
            "days",
            f"{how}; median of days to the first answer, where both are known to the day.",
        )
    )
    return values
