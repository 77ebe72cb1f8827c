"""Numbers of the notebook on the long negotiation."""

from __future__ import annotations

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count, in_words


def of_the_long_negotiation(record: Record) -> list[Value]:
    """Numbers on the whole record: contacts, silences, meetings of leaders."""
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
    return [
        count("contacts-held", held, "Contacts with both governments as parties, held."),
        count(
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
        count("leader-meetings", leaders, "Meetings of sitting leaders of both countries, held."),
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
        count("nuclear-tests", nuclear, "Nuclear tests.", "tests"),
    ]
