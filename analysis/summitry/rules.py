"""The rules between tables: what must hold across the rows of the record.

Each function named ``check_…`` yields one `Problem` for each row that breaks its rule, with what
is wrong and how to mend it.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from summitry import dates
from summitry.checks import (
    CONTACT_KINDS,
    TEST_KINDS,
    Problem,
    Rows,
    check_keys,
    check_links,
    check_ranges,
    check_spans,
    check_vocabulary,
    nearest,
    numbered,
)
from summitry.codebook import Codebook


def check_record(rows: dict[str, Rows], bibliography: list[dict], book: Codebook) -> list[Problem]:
    """All problems of keys, links, vocabulary and rules between tables."""
    problems = []
    for table in book.tables.values():
        problems += check_keys(rows[table.name], table)
        problems += check_vocabulary(rows[table.name], table, book)
        problems += check_links(rows, bibliography, table)
        problems += check_spans(rows[table.name], table)
        problems += check_ranges(rows[table.name], table)
    for check in (
        check_events,
        check_parties,
        check_sources_of_events,
        check_documents_count_once,
        check_details_match_kind,
        check_meeting_lengths,
        check_agreements,
        check_assessments,
        check_both_coders,
        check_cases,
        check_governments,
        check_people,
        check_leaders_in_office,
        check_test_classes,
        check_sources_are_late_enough,
        check_case_codes,
        check_reviews,
        check_covered,
        check_changes,
        check_redirects,
        check_offers,
        check_unused,
    ):
        problems += check(rows, bibliography, book)
    return problems


def check_events(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """Levels fit kinds, ids carry the year, and nothing is later than the record."""
    end = dates.parse(book.record_ends).last_day
    acted = {row["event_id"] for row in rows["event_actors"]}
    for line, row in numbered(rows["events"]):
        contact = row["kind"] in CONTACT_KINDS
        if contact and row["level"] == "none":
            yield Problem("events.csv", line, "level", f"a {row['kind']} needs a level")
        if not contact and row["level"] != "none":
            yield Problem(
                "events.csv", line, "level", f"must be none for kind {row['kind']}: no contact"
            )
        if not re.match(r"\d{4}-", row["id"]):
            yield Problem("events.csv", line, "id", f"{row['id']} must begin with its date")
        if dates.parse(row["start"]).first_day > end:
            yield Problem(
                "events.csv", line, "start", f"is after the end of the record, {book.record_ends}"
            )
        if row["id"] not in acted:
            yield Problem(
                "events.csv", line, "id", f"{row['id']} has no row in event_actors.csv; add one"
            )


def check_parties(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """A meeting that was held and a text that was agreed have at least two parties."""
    parties = Counter()
    for event_id, _actor in {
        (row["event_id"], row["actor"])
        for row in rows["event_actors"]
        if row["role"] in ("party", "unofficial")
    }:
        parties[event_id] += 1
    for line, row in numbered(rows["events"]):
        if row["kind"] not in ("meeting", "agreement") or row["was_held"] != "true":
            continue
        if parties[row["id"]] < 2:
            yield Problem(
                "events.csv",
                line,
                "id",
                f"{row['id']} is a {row['kind']} with {parties[row['id']]} parties; "
                "give two actors the role party in event_actors.csv",
            )


def check_sources_of_events(
    rows: dict[str, Rows], _: list[dict], __: Codebook
) -> Iterator[Problem]:
    """Every event has a source, every pivotal event two."""
    count = Counter(row["event_id"] for row in rows["event_sources"])
    for line, row in numbered(rows["events"]):
        needed = 2 if row["importance"] == "1" else 1
        if count[row["id"]] < needed:
            yield Problem(
                "events.csv",
                line,
                "id",
                f"{row['id']} has {count[row['id']]} of the {needed} sources it needs "
                f"(importance {row['importance']}); add to event_sources.csv",
            )


def check_documents_count_once(
    rows: dict[str, Rows], bibliography: list[dict], _: Codebook
) -> Iterator[Problem]:
    """An event rests on each document once: a second entry of it is no second source."""
    documents = {
        item["id"]: (item["URL"], item.get("title", "")) for item in bibliography if "URL" in item
    }
    first: dict[tuple, str] = {}
    for line, row in numbered(rows["event_sources"]):
        if row["source_id"] not in documents:
            continue
        use = (row["event_id"], documents[row["source_id"]])
        other = first.setdefault(use, row["source_id"])
        if other != row["source_id"]:
            yield Problem(
                "event_sources.csv",
                line,
                "source_id",
                f"{row['source_id']} is the same document as {other}, by its address and title; "
                "keep one of them in bibliography.json",
            )


def check_details_match_kind(
    rows: dict[str, Rows], _: list[dict], __: Codebook
) -> Iterator[Problem]:
    """Rows of meetings and tests belong to events of those kinds, and tests are complete."""
    kinds = {row["id"]: row["kind"] for row in rows["events"]}
    for name, allowed in (("meetings", ("meeting",)), ("tests", TEST_KINDS)):
        for line, row in numbered(rows[name]):
            kind = kinds.get(row["event_id"])
            if kind and kind not in allowed:
                yield Problem(
                    f"{name}.csv", line, "event_id", f"{row['event_id']} is of kind {kind}"
                )
    have = {row["event_id"] for row in rows["tests"]}
    for line, row in numbered(rows["events"]):
        if row["kind"] in TEST_KINDS and row["id"] not in have:
            yield Problem("events.csv", line, "id", f"{row['id']} has no row in tests.csv; add one")


def check_meeting_lengths(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """Minutes fit in the days; time alone fits in the total; figures have a basis."""
    events = {row["id"]: row for row in rows["events"]}
    spans = [
        ("meetings.csv", line, row, events.get(row["event_id"]))
        for line, row in numbered(rows["meetings"])
    ] + [("cases.csv", line, row, row) for line, row in numbered(rows["cases"])]
    for file, line, row, span in spans:
        figures = [row[n] for n in row if "minutes" in n and row[n]]
        if not span or not figures:
            continue
        first, last = dates.span_days(span["start"], span["end"])
        if max(map(int, figures)) > ((last - first).days + 1) * 24 * 60:
            yield Problem(file, line, "minutes_best", "is longer than the meeting's days")
        for part in ("low", "best", "high"):
            alone, total = row[f"one_on_one_minutes_{part}"], row[f"minutes_{part}"]
            if alone and total and int(alone) > int(total):
                yield Problem(file, line, f"one_on_one_minutes_{part}", "exceeds the total minutes")
        if not row["basis"]:
            yield Problem(file, line, "basis", "say whose figure the minutes are")


def check_both_coders(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """What one coder judged the other judged too."""
    coders = len(book.vocabularies["coder"])
    for name, columns in (
        ("assessments", ("commitment_id",)),
        ("yardsticks", ("event_id",)),
        ("moves", ("event_id",)),
        ("case_codes", ("case_id", "condition")),
    ):
        judged = Counter(tuple(row[column] for column in columns) for row in rows[name])
        for line, row in numbered(rows[name]):
            key = tuple(row[column] for column in columns)
            if judged[key] != coders:
                message = f"{' + '.join(key)} is judged by {judged[key]} of {coders} coders"
                yield Problem(f"{name}.csv", line, columns[0], f"{message}; add the other's row")


def check_cases(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """Every case has at least two sources, and minutes of its own only outside the record."""
    count = Counter(row["case_id"] for row in rows["case_sources"])
    for line, row in numbered(rows["cases"]):
        if count[row["id"]] < 2:
            yield Problem(
                "cases.csv",
                line,
                "id",
                f"{row['id']} has {count[row['id']]} of the 2 sources it needs; "
                "add to case_sources.csv",
            )
        typed = [name for name in row if "minutes" in name and row[name]]
        if row["event_id"] and typed:
            yield Problem(
                "cases.csv",
                line,
                typed[0],
                f"{row['id']} is the event {row['event_id']}: its minutes belong in meetings.csv, "
                "so that they are typed once; empty the cell",
            )


def check_agreements(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """Promises are made by known actors, and fall due no earlier than they were made."""
    actors = {row["id"] for row in rows["actors"]}
    signed = {row["id"]: row["signed"] for row in rows["agreements"]}
    for line, row in numbered(rows["commitments"]):
        for column in ("by", "to"):
            for actor in row[column].split("+"):
                if actor not in actors and not (column == "to" and actor == "all"):
                    yield Problem(
                        "commitments.csv",
                        line,
                        column,
                        f"{actor!r} is not in actors{nearest(actor, actors)}",
                    )
        made = signed.get(row["agreement_id"])
        if made and row["due"] and dates.parse(row["due"]).last_day < dates.parse(made).first_day:
            yield Problem(
                "commitments.csv", line, "due", f"{row['due']} is before the text of {made}"
            )


def check_assessments(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """A promise is judged between its text and the record's end, on evidence or on silence."""
    signed = {row["id"]: row["signed"] for row in rows["agreements"]}
    made = {row["id"]: signed.get(row["agreement_id"], "") for row in rows["commitments"]}
    ends = {row["id"]: dates.span_days(row["start"], row["end"])[1] for row in rows["events"]}
    for line, row in numbered(rows["assessments"]):
        key = row["commitment_id"]
        as_of = dates.parse(row["as_of"]).last_day
        if made.get(key) and as_of < dates.parse(made[key]).first_day:
            yield Problem(
                "assessments.csv",
                line,
                "as_of",
                f"{row['as_of']} is before the text of {made[key]}",
            )
        shown_by = ends.get(row["evidence_event_id"])
        if made.get(key) and shown_by and shown_by < dates.parse(made[key]).first_day:
            yield Problem(
                "assessments.csv",
                line,
                "evidence_event_id",
                f"{row['evidence_event_id']} is before the text of {made[key]}: a promise cannot "
                "be kept or broken before it was made; name a later event",
            )
        if as_of > dates.parse(book.record_ends).last_day:
            yield Problem(
                "assessments.csv", line, "as_of", f"is after the record's end, {book.record_ends}"
            )
        if not row["evidence_event_id"] and (
            row["rests_on_silence"] != "true" and row["code"] != "unclear"
        ):
            yield Problem(
                "assessments.csv",
                line,
                "evidence_event_id",
                "is empty: name an event, or set rests_on_silence to true",
            )


def check_governments(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """Terms of office of one country do not overlap, and only the last is open."""
    for actor in sorted({row["actor"] for row in rows["governments"]}):
        terms = sorted(
            (row["start"], row["end"], line)
            for line, row in numbered(rows["governments"])
            if row["actor"] == actor
        )
        for (_s, end, line), (start, _e, _l) in zip(terms, terms[1:]):
            if not end or end > start:
                yield Problem(
                    "governments.csv", line, "end", f"overlaps the next term, from {start}"
                )


def check_people(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """A person acts for the actor that the people table gives."""
    acts_for = {row["id"]: row["actor"] for row in rows["people"]}
    for line, row in numbered(rows["event_actors"]):
        theirs = acts_for.get(row["person"])
        if theirs and theirs != row["actor"]:
            yield Problem(
                "event_actors.csv",
                line,
                "person",
                f"{row['person']} acts for {theirs} in people.csv, not for {row['actor']}; "
                "correct one of the two",
            )


def check_leaders_in_office(
    rows: dict[str, Rows], _: list[dict], __: Codebook
) -> Iterator[Problem]:
    """At a meeting of leaders, a party whose terms are known is there by its leader of that day."""
    events = {row["id"]: row for row in rows["events"]}
    terms: dict[str, list[dict[str, str]]] = {}
    for term in rows["governments"]:
        terms.setdefault(term["actor"], []).append(term)
    there: dict[tuple[str, str], tuple[int, set[str]]] = {}
    for line, row in numbered(rows["event_actors"]):
        if row["role"] == "party" and row["person"]:
            key = row["event_id"], row["actor"]
            there.setdefault(key, (line, set()))[1].add(row["person"])
    for (event_id, actor), (line, people) in there.items():
        event = events.get(event_id)
        if not event or event["kind"] != "meeting" or event["level"] != "leader":
            continue
        if event["was_held"] != "true":  # a death can be why a meeting was not held
            continue
        first, last = (str(day) for day in dates.span_days(event["start"], event["end"]))
        in_office = {
            term["person"]
            for term in terms.get(actor, [])
            if term["start"] <= last and (term["end"] or "9999") >= first
        }
        if terms.get(actor) and not people & in_office:
            yield Problem(
                "event_actors.csv",
                line,
                "person",
                f"{event_id} is a meeting of leaders, but {' and '.join(sorted(people))} did not "
                f"lead {actor} then; {' or '.join(sorted(in_office)) or 'nobody in governments.csv'} did",
            )


_CLASS_OF_KIND = {"nuclear-test": {"nuclear"}, "satellite-launch": {"slv"}}


def check_test_classes(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """Nuclear tests are of nuclear devices, satellite launches of launchers; only the former have yields."""
    kinds = {row["id"]: row["kind"] for row in rows["events"]}
    other = set(book.vocabularies["test_class"]) - {"nuclear", "slv"}
    for line, row in numbered(rows["tests"]):
        kind = kinds.get(row["event_id"])
        allowed = _CLASS_OF_KIND.get(kind, other)
        if kind and row["class"] not in allowed:
            yield Problem(
                "tests.csv",
                line,
                "class",
                f"{row['class']} does not fit the kind {kind}; use {' or '.join(sorted(allowed))}",
            )
        if row["class"] != "nuclear" and row["yield_kt_best"]:
            yield Problem("tests.csv", line, "yield_kt_best", "only a nuclear test has a yield")


def check_sources_are_late_enough(
    rows: dict[str, Rows], bibliography: list[dict], _: Codebook
) -> Iterator[Problem]:
    """Something that happened is supported by a document published on or after its first day."""
    published = {item["id"]: _published_by(item) for item in bibliography}
    latest: dict[str, str] = {}
    for row in rows["event_sources"]:
        day = published.get(row["source_id"], "9999")
        latest[row["event_id"]] = max(latest.get(row["event_id"], ""), day)
    for line, row in numbered(rows["events"]):
        if row["was_held"] != "true" or row["id"] not in latest:
            continue
        # A day earlier is let pass: west of the place the calendar may still show the day before.
        first = dates.parse(row["start"]).first_day
        if latest[row["id"]] < str(first - datetime.timedelta(1)):
            yield Problem(
                "events.csv",
                line,
                "start",
                f"{row['id']} rests only on documents published before it happened "
                f"(the latest on {latest[row['id']]}); add a later one, or correct the date",
            )


def _published_by(item: dict) -> str:
    """The last day on which the document can have been published; undated counts as any day."""
    parts = (item.get("issued", {}).get("date-parts") or [[]])[0]
    if not parts:
        return "9999"
    if parts[0] < 1:
        return ""  # before the calendar that Python knows
    return str(dates.PartialDate(*parts).last_day)


def check_case_codes(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """A condition of a case that is coded as known has evidence."""
    shown = {(row["case_id"], row["condition"]) for row in rows["case_evidence"]}
    for line, row in numbered(rows["case_codes"]):
        key = row["case_id"], row["condition"]
        if row["code"] != "unclear" and key not in shown:
            yield Problem(
                "case_codes.csv",
                line,
                "condition",
                f"{' + '.join(key)} is coded {row['code']} without a row in case_evidence.csv",
            )


def check_reviews(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """A review that found something names the document in which it was found."""
    for line, row in numbered(rows["reviews"]):
        if row["verdict"] != "not-found" and not row["source_id"]:
            yield Problem(
                "reviews.csv",
                line,
                "source_id",
                f"is empty: name the document that was read, or use not-found, not {row['verdict']}",
            )


def check_covered(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """No table claims to be checked beyond the end of the record."""
    for table in book.tables.values():
        if table.covered_to > book.record_ends:
            yield Problem(
                "codebook.toml",
                1,
                table.name,
                f"covered_to is {table.covered_to}, after the end of the record, {book.record_ends}",
            )


def check_changes(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """The newest change belongs to this version, and no row was checked after it."""
    changes = list(numbered(rows["changes"]))
    if not changes:
        return
    newest = max(row["made_on"] for _line, row in changes)
    versions = {row["version"] for _line, row in changes if row["made_on"] == newest}
    if book.version not in versions:
        yield Problem(
            "changes.csv",
            changes[-1][0],
            "version",
            f"the newest change is of version {' and '.join(sorted(versions))}, but codebook.toml "
            f"says {book.version}; say what changed, or correct the version",
        )
    for line, row in numbered(rows["events"]):
        if row["checked_on"] > newest:
            yield Problem(
                "events.csv",
                line,
                "checked_on",
                f"{row['checked_on']} is after the newest row of changes.csv, {newest}; add a row there",
            )


def check_redirects(rows: dict[str, Rows], _: list[dict], book: Codebook) -> Iterator[Problem]:
    """A key that was given up is not in use, and leads to one that is."""
    for line, row in numbered(rows["redirects"]):
        table = rows.get(row["table"])
        if table is None or "id" not in book.tables[row["table"]].by_name:
            yield Problem(
                "redirects.csv", line, "table", f"{row['table']!r} has no keys to redirect"
            )
            continue
        known = {other["id"] for other in table}
        if row["old_id"] in known:
            yield Problem("redirects.csv", line, "old_id", f"{row['old_id']} is still in use")
        if row["new_id"] not in known:
            hint = nearest(row["new_id"], known)
            yield Problem(
                "redirects.csv", line, "new_id", f"{row['new_id']!r} is not in {row['table']}{hint}"
            )


def check_offers(rows: dict[str, Rows], _: list[dict], __: Codebook) -> Iterator[Problem]:
    """An offer is answered by an event that is not earlier, or has no answer."""
    starts = {row["id"]: dates.parse(row["start"]).first_day for row in rows["events"]}
    ends = {row["id"]: dates.span_days(row["start"], row["end"])[1] for row in rows["events"]}
    for line, row in numbered(rows["offers"]):
        reply = row["answer_event_id"]
        if bool(reply) == (row["answer"] == "none"):
            said = "names an answer but is coded none" if reply else "is empty: name the answer"
            yield Problem("offers.csv", line, "answer_event_id", f"{said}, or correct the code")
        offered = starts.get(row["event_id"])
        if offered and reply in ends and ends[reply] < offered:
            yield Problem(
                "offers.csv",
                line,
                "answer_event_id",
                f"{reply} is before the offer; name a later one",
            )


def check_unused(
    rows: dict[str, Rows], bibliography: list[dict], book: Codebook
) -> Iterator[Problem]:
    """Places, actors and processes that nothing uses are mistakes.

    Sources may also be used by essays: the site's build checks those.
    """
    for table, users in {
        "places": [("events", "place")],
        "processes": [("events", "process")],
        "people": [("event_actors", "person"), ("governments", "person")],
    }.items():
        used = {row[column] for name, column in users for row in rows[name]}
        for line, row in numbered(rows[table]):
            if row["id"] not in used:
                yield Problem(f"{table}.csv", line, "id", f"{row['id']} is used by no row")
