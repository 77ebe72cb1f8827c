"""Numbers of the notebook on the long negotiation."""

from __future__ import annotations

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import count, in_words, size


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
        count("events", events, "Rows of the table events."),
        size("sources", len(record.bibliography), "documents", "Entries of the bibliography."),
        size(
            "sources-of-events",
            record.table("event_sources")["source_id"].nunique(),
            "documents",
            "Different documents in the table event_sources.",
        ),
        count(
            "unverified-events",
            events[events["verification"].eq("second-hand")],
            "Rows of the table events marked second-hand.",
        ),
        size(
            "source-links",
            len(record.table("event_sources")),
            "links",
            "Rows of the table event_sources.",
        ),
        size(
            "commitments",
            len(record.table("commitments")),
            "promises",
            "Rows of the table commitments.",
        ),
        size(
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
