"""Numbers of the notebook on time in the room."""

from __future__ import annotations

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count, in_words, share, worded

SINGAPORE = "2018-06-12-singapore-summit"
# Pairs of whom prose speaks: how each is named in an id, and the two persons.
_PAIRS = {
    "trump-kim": ("donald-trump", "kim-jong-un"),
    "moon-kim": ("moon-jae-in", "kim-jong-un"),
    "xi-kim": ("xi-jinping", "kim-jong-un"),
    "putin-kim": ("vladimir-putin", "kim-jong-un"),
    "hu-kim": ("hu-jintao", "kim-jong-il"),
    "koizumi-kim": ("junichiro-koizumi", "kim-jong-il"),
}
# Texts before which prose says how often the two negotiators had met.
_TEXTS = {
    "agreed-framework": "1994-10-21-agreed-framework-signed",
    "berlin-1999": "1999-09-12-berlin-understanding",
    "joint-statement-2005": "2005-09-19-six-party-joint-statement",
    "initial-actions": "2007-02-13-initial-actions-agreement",
    "leap-day": "2012-02-29-leap-day-announcements",
    "singapore": "2018-06-12-singapore-joint-statement",
}


def of_time_in_the_room(record: Record) -> list[Value]:
    """Minutes at Singapore and in all, meetings of the same pair, acquaintance of negotiators."""
    return [
        *_minutes(record),
        *_lengths(record),
        *_pairs(record),
        *_acquaintance(record),
    ]


def _lengths(record: Record) -> list[Value]:
    held = measures.leader_meetings(record)
    north = held[held["pairing"].ne(measures.WITHOUT_NORTH_KOREA)]
    lengths = measures.lengths_of_meetings(record)
    timed = north[north["id"].isin(lengths["event_id"])]
    private = lengths[lengths["alone"].notna()]
    values = [
        count(
            "leaders-meetings-with-north-korea",
            north,
            "Meetings of North Korea's leader with another leader, held.",
            "meetings",
        ),
        count("leaders-meetings-timed", timed, "Those whose length a source states.", "meetings"),
        count(
            "leaders-meetings-timed-in-private",
            north[north["id"].isin(private["event_id"])],
            "Those of which a source states the minutes one to one or with interpreters only.",
            "meetings",
        ),
        share(
            "leaders-meetings-timed-share",
            len(timed) / max(len(north), 1),
            "Share of meetings of North Korea's leader whose length a source states.",
        ),
    ]
    met = measures.held(measures.of_kind(record, "meeting"))
    stated = record.table("meetings")
    columns = [name for name in stated if "minutes_" in name]
    stated = stated[stated[columns].notna().any(axis=1)]
    values.append(
        share(
            "meetings-timed-share",
            float(met["id"].isin(stated["event_id"]).mean()),
            "Share of all meetings held, at any level, of which a source states any length.",
        )
    )
    ours = measures.minutes_in_the_room(record, ("us", "dprk"))
    total = float(ours["minutes_best"].sum())
    alone = float(ours["one_on_one_minutes_best"].sum())
    rows = tuple(ours["id"])
    return [
        *values,
        Value(
            "trump-kim-hours",
            total / 60,
            in_words(round(total / 60)),
            "hours",
            "Sum of the best-supported figures for all their meetings, meals included, in whole "
            "hours.",
            rows,
        ),
        Value(
            "trump-kim-minutes-alone",
            alone,
            f"{alone:.0f}",
            "minutes",
            "Sum of the best-supported figures for time one to one or with interpreters only; at "
            "Panmunjom as reported, not established.",
            rows,
        ),
    ]


def _pairs(record: Record) -> list[Value]:
    pairs = measures.leader_pairs(record)
    met = pairs.groupby(["person_a", "person_b"]).size()
    values = [
        worded(
            "leader-pairs",
            len(met),
            "pairs",
            "Pairs of leaders who met at least once in the record.",
        ),
        worded("leader-pairs-met-once", int(met.eq(1).sum()), "pairs", "Those who met only once."),
    ]
    for key, persons in _PAIRS.items():
        mine = pairs[pairs["person_a"].eq(persons[0]) & pairs["person_b"].eq(persons[1])]
        if mine.empty:
            continue
        rows = tuple(mine["event_id"])
        how = "Meetings in person of the two as leaders, in the record."
        values.append(worded(f"{key}-meetings", len(mine), "meetings", how, rows))
        days = int(mine["days_since_first"].max())
        how = "Days from the first day of their first meeting to that of their last."
        values.append(worded(f"{key}-days-first-to-last", days, "days", how, rows))
    return values


def _acquaintance(record: Record) -> list[Value]:
    texts = measures.texts_and_acquaintance(record)
    by_event = texts.set_index("event_id")
    values = []
    for key, event in _TEXTS.items():
        if event not in by_event.index:
            continue
        row = by_event.loc[event]
        values.append(
            worded(
                f"{key}-acquaintance-meetings",
                int(row["meetings"]),
                "meetings",
                "Meetings in the record of the two who agreed the text, begun before its day.",
                (event,),
            )
        )
        values.append(
            worded(
                f"{key}-acquaintance-days",
                int(row["days"]),
                "days",
                "Days from the first of these meetings to the text.",
                (event,),
            )
        )
    for who in ("negotiators", "leaders"):
        mine = texts[texts["who"].eq(who)]
        if mine.empty:
            continue
        first = mine.drop_duplicates(["person_a", "person_b"])
        for name, rows, what in (
            ("texts", mine, "each text"),
            ("first-texts", first, "each pair's first text"),
        ):
            half = float(rows["meetings"].median())
            values.append(
                Value(
                    f"{who}-{name}-median-meetings",
                    half,
                    f"{half:g}" if half != int(half) else in_words(int(half)),
                    "meetings",
                    f"Median of the meetings of the two before {what}, {len(rows)} texts of {who}.",
                    tuple(rows["event_id"]),
                )
            )
    pairs = measures.negotiating_pairs(record)
    actors = record.table("people").set_index("id")["actor"]
    with_north = pairs["person_b"].map(actors).eq("dprk")
    none = pairs[with_north & pairs["texts"].eq(0) & pairs["meetings"].ge(3)]
    values.append(
        worded(
            "negotiators-met-without-text",
            len(none),
            "pairs",
            "Pairs of an American and a North Korean official who met three times or more in the "
            "record and agreed no text with promises.",
        )
    )
    return values


def _minutes(record: Record) -> list[Value]:
    room = measures.minutes_in_the_room(record, ("us", "dprk")).set_index("id")
    singapore = room.loc[SINGAPORE]
    alone = int(singapore["one_on_one_minutes_best"])
    low, high = int(singapore["one_on_one_minutes_low"]), int(singapore["one_on_one_minutes_high"])
    total = int(singapore["minutes_best"])
    rows = (SINGAPORE,)
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
