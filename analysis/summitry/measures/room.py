"""Time that principals spent together, and how well they knew each other.

Two people *met* when a meeting that was held names both as parties for different actors. A
meeting of leaders counts the persons in office only, where the record holds terms of office (the
United States and the two Koreas); for other countries, whoever is named.
"""

from __future__ import annotations

import pandas as pd

from summitry import dates
from summitry.measures.events import contacts, held, in_order, of_kind
from summitry.tables import Record

# Whom a leader-level meeting brought together, in the order in which readers see them. Russia
# before China: the one meeting of all three, in September 2025, was timed for Russia's leader.
PAIRINGS = (
    ("United States and North Korea", {"us", "dprk"}),
    ("The two Koreas", {"rok", "dprk"}),
    ("Russia and North Korea", {"russia", "dprk"}),
    ("China and North Korea", {"china", "dprk"}),
    ("Japan and North Korea", {"japan", "dprk"}),
)
OTHERS_WITH_NORTH_KOREA = "Others and North Korea"
WITHOUT_NORTH_KOREA = "Without North Korea"
CASES = "For comparison: other summits"
_MINUTES = ["minutes_low", "minutes_best", "minutes_high"]
_ALONE = ["one_on_one_minutes_low", "one_on_one_minutes_best", "one_on_one_minutes_high"]


def minutes_in_the_room(record: Record, parties: tuple[str, str] | None = None) -> pd.DataFrame:
    """Leader-level meetings whose length a source states.

    One row per meeting in order of date: columns of ``events`` and ``meetings``. Minutes are
    of actual, not planned, time together; ``low`` and ``high`` are the range of published
    figures. With `parties`, only meetings of those two sides.
    """
    events = contacts(record, parties) if parties else of_kind(record, "meeting")
    leaders = events[events["level"].eq("leader")]
    lengths = record.table("meetings").rename(columns={"event_id": "id"})
    joined = held(leaders).merge(lengths, on="id", how="inner", validate="1:1")
    known = joined["minutes_best"].notna() | joined["one_on_one_minutes_best"].notna()
    return joined[known].reset_index(drop=True)


def leader_meetings(record: Record) -> pd.DataFrame:
    """Every meeting of leaders that was held, with its minutes: one row per meeting, by date.

    Columns of ``events`` and ``meetings`` (minutes empty where no source states them), and
    ``pairing``: which of `PAIRINGS` it belongs to. A meeting of three belongs to the first.
    """
    events = of_kind(record, "meeting")
    leaders = held(events[events["level"].eq("leader")])
    lengths = record.table("meetings").rename(columns={"event_id": "id"})
    joined = leaders.merge(lengths, on="id", how="left", validate="1:1")
    actors = record.table("event_actors")
    sides = actors[actors["role"].eq("party")].groupby("event_id")["actor"].agg(set)
    return joined.assign(pairing=joined["id"].map(sides).map(_pairing))


def _pairing(sides: set[str]) -> str:
    for name, pair in PAIRINGS:
        if pair <= sides:
            return name
    return OTHERS_WITH_NORTH_KOREA if "dprk" in sides else WITHOUT_NORTH_KOREA


def lengths_of_meetings(record: Record) -> pd.DataFrame:
    """Meetings of leaders and comparison cases of which a source states any length.

    One row per meeting, by pairing, then date; cases last. Columns: ``event_id`` (empty for a
    case), ``name``, ``pairing``, ``first_day``, ``drawn`` (the best figure, or the lowest where
    no best is known: ``is_floor``), ``low``, ``high``, ``alone`` (minutes with interpreters only or
    one to one: the best figure or the lowest) and ``basis``. A case that is also a row of ``events``
    is left out: it would count one meeting twice.
    """
    meetings = leader_meetings(record)
    cases = record.table("cases")
    cases = cases[~cases["first_day"].isin(meetings["first_day"])]
    who = _labels(record)
    rows = []
    for meeting in meetings.to_dict("records"):
        names = who.get(meeting["id"], meeting["short_title"] or meeting["title"])
        rows.append(_length(meeting, f"{names}, {_when(meeting)}", meeting["pairing"]))
    for case in in_order(cases).to_dict("records"):
        names = [name.split()[-1] for name in _people_of(case["pair"])]
        words = f"{', '.join(names[:-1])} and {names[-1]}, {case['name'].split(',')[0]}"
        rows.append(_length(case | {"id": ""}, f"{words} {case['first_day'].year}", CASES))
    table = pd.DataFrame([row for row in rows if row])
    order = [name for name, _ in PAIRINGS]
    order += [OTHERS_WITH_NORTH_KOREA, WITHOUT_NORTH_KOREA, CASES]
    place = table["pairing"].map({name: number for number, name in enumerate(order)})
    table = table.assign(place=place).sort_values(["place", "first_day"], kind="stable")
    return table.drop(columns="place").reset_index(drop=True)


def _labels(record: Record) -> dict[str, str]:
    """Who met at each meeting of leaders, in a few words; a country where several spoke for it."""
    names, actors = short_names(record), record.table("actors").set_index("id")["name"]
    labels = {}
    for event, pairs in leader_pairs(record).groupby("event_id", sort=False):
        first = pairs.iloc[0]
        sides = []
        for person, actor in (("person_a", "actor_a"), ("person_b", "actor_b")):
            several = pairs.loc[pairs[actor].eq(first[actor]), person].nunique() > 1
            sides.append(actors[first[actor]] if several else names[first[person]])
        labels[event] = " and ".join(sides)
    return labels


def _length(row: dict, name: str, pairing: str) -> dict | None:
    low, best, high = (_number(row[column]) for column in _MINUTES)
    alone_low, alone, _ = (_number(row[column]) for column in _ALONE)
    # A stated hour alone is a floor for the whole where nothing else is known.
    drawn = next((value for value in (best, low, alone, alone_low) if value is not None), None)
    if not drawn:  # a floor of nothing says nothing
        return None
    is_floor = best is None
    return {
        "event_id": row["id"],
        "name": name,
        "pairing": pairing,
        "first_day": row["first_day"],
        "drawn": drawn,
        "is_floor": is_floor,
        "low": drawn if low is None else low,
        "high": drawn if high is None or is_floor else high,
        "alone": alone if alone is not None else alone_low,
        "basis": row["basis"],
    }


def _number(value) -> float | None:
    return None if pd.isna(value) else float(value)


def _when(meeting: dict) -> str:
    """Month and year, as short as a label needs."""
    day = meeting["first_day"]
    if meeting["precision"] == "year":
        return str(day.year)
    return f"{dates.MONTHS[day.month]} {day.year}"


# Where the family name, or the one a person is known by, stands first.
_FAMILY_FIRST = {"dprk", "rok", "china", "vietnam", "indonesia"}


def short_names(record: Record) -> dict[str, str]:
    """Each person's name as a label can hold it, by id: the family name, or all of a shared one."""
    people = record.table("people")
    families = {
        person.id: person.name.split()[0 if person.actor in _FAMILY_FIRST else -1]
        for person in people.itertuples()
    }
    shared = pd.Series(families).value_counts()
    return {
        person.id: families[person.id] if shared[families[person.id]] == 1 else person.name
        for person in people.itertuples()
    }


def _people_of(pair: str) -> list[str]:
    """The names in a case's words for who met."""
    return [name.strip() for name in pair.replace(" and ", ", ").split(",") if name.strip()]


def people_who_met(record: Record) -> pd.DataFrame:
    """Pairs of named persons at each meeting that was held: one row per meeting and pair.

    Columns: ``event_id``, ``level``, ``process``, ``precision``, ``first_day``, ``last_day``,
    ``person_a`` and ``person_b`` (ids of people; North Korea's is b, else in order of id),
    ``actor_a`` and ``actor_b``. In order of date. See the module on who counts at a meeting of
    leaders.
    """
    met = held(of_kind(record, "meeting"))
    actors = record.table("event_actors")
    named = actors[actors["role"].eq("party") & actors["person"].ne("")]
    named = named[named["event_id"].isin(met["id"])].merge(
        met.rename(columns={"id": "event_id"})[
            ["event_id", "level", "process", "precision", "first_day", "last_day"]
        ],
        on="event_id",
        validate="m:1",
    )
    named = named[~named["level"].eq("leader") | _in_office(named, record)]
    pairs = named.merge(
        named[["event_id", "actor", "person"]], on="event_id", suffixes=("_a", "_b")
    )
    b_is_north = pairs["actor_b"].eq("dprk")
    neither = pairs["actor_a"].ne("dprk") & pairs["actor_b"].ne("dprk")
    pairs = pairs[
        pairs["actor_a"].ne(pairs["actor_b"])
        & (b_is_north | (neither & pairs["person_a"].lt(pairs["person_b"])))
    ]
    columns = ["event_id", "level", "process", "precision", "first_day", "last_day"]
    columns += ["person_a", "person_b", "actor_a", "actor_b"]
    order = ["first_day", "event_id", "person_a", "person_b"]
    return pairs[columns].sort_values(order, kind="stable").reset_index(drop=True)


def _in_office(named: pd.DataFrame, record: Record) -> pd.Series:
    """Whether each person led the actor on that day, or the record holds no terms of the actor."""
    terms = record.table("governments")
    known = set(terms["actor"])
    spans = {
        actor: [
            (term.person, term.first_day, term.last_day if term.end else pd.Timestamp.max)
            for term in terms[terms["actor"].eq(actor)].itertuples()
        ]
        for actor in known
    }
    return pd.Series(
        [
            row.actor not in known
            or any(
                row.person == person and first <= row.first_day <= last
                for person, first, last in spans[row.actor]
            )
            for row in named.itertuples()
        ],
        index=named.index,
        dtype=bool,
    )


def leader_pairs(record: Record) -> pd.DataFrame:
    """`people_who_met` at leader level, each meeting numbered within its pair.

    Adds ``number`` (1 for the first) and ``days_since_first``.
    """
    pairs = people_who_met(record)
    pairs = pairs[pairs["level"].eq("leader")].reset_index(drop=True)
    by = pairs.groupby(["person_a", "person_b"])
    first = by["first_day"].transform("min")
    return pairs.assign(
        number=by.cumcount() + 1, days_since_first=(pairs["first_day"] - first).dt.days
    )


def meetings_of_pairs(record: Record, at_least: int = 2) -> pd.DataFrame:
    """The same two leaders, meeting by meeting: pairs that met `at_least` so often.

    One row per meeting and pair, the pair with most meetings first. Columns: ``pair`` (words),
    ``event_id`` (empty for a case), ``title``, ``date_words``, ``first_day``, ``number``,
    ``days_since_first``. Comparison cases of one pair count as that pair's meetings.
    """
    people = record.table("people").set_index("id")["name"]
    events = record.table("events").set_index("id")
    pairs = leader_pairs(record)
    table = pd.DataFrame(
        {
            "pair": people.loc[pairs["person_a"]].to_numpy()
            + " and "
            + people.loc[pairs["person_b"]].to_numpy(),
            "event_id": pairs["event_id"],
            "title": events.loc[pairs["event_id"], "title"].to_numpy(),
            "date_words": events.loc[pairs["event_id"], "date_words"].to_numpy(),
            "first_day": pairs["first_day"],
        }
    )
    cases = record.table("cases")
    cases = cases[~cases["first_day"].isin(table["first_day"])]
    cases = cases.rename(columns={"name": "title"}).assign(event_id="")
    table = pd.concat([table, cases[list(table.columns)]], ignore_index=True)
    by = table.groupby("pair")
    table = table.assign(met=by["pair"].transform("size"), begun=by["first_day"].transform("min"))
    table = table[table["met"].ge(at_least)].sort_values(
        ["met", "begun", "pair", "first_day"], ascending=[False, True, True, True], kind="stable"
    )
    table["number"] = table.groupby("pair").cumcount() + 1
    table["days_since_first"] = (table["first_day"] - table["begun"]).dt.days
    return table.drop(columns=["met", "begun"]).reset_index(drop=True)


def previous_meetings(record: Record) -> pd.DataFrame:
    """How often the two had met before: one row per meeting and pair of named persons.

    Columns: ``event_id``, ``person_a``, ``person_b``, ``previous`` (meetings of this record
    that had certainly ended before this one began) and ``days_since_first`` (from the first of
    them known to the day; empty when there is none). A meeting that the record does not hold, or
    whose heads it does not name, is not counted: a floor.
    """
    met = people_who_met(record)
    rows = []
    for (a, b), pair in met.groupby(["person_a", "person_b"], sort=False):
        for meeting in pair.itertuples():
            before = pair[pair["last_day"].lt(meeting.first_day)]
            dated = before[before["precision"].eq("day")]["first_day"]
            days = (meeting.first_day - dated.min()).days if len(dated) else pd.NA
            rows.append((meeting.event_id, a, b, len(before), days))
    table = pd.DataFrame(
        rows, columns=["event_id", "person_a", "person_b", "previous", "days_since_first"]
    ).astype({"days_since_first": "Int64"})
    place = met.reset_index().set_index(["event_id", "person_a", "person_b"])["index"]
    keys = pd.MultiIndex.from_frame(table[["event_id", "person_a", "person_b"]])
    return table.iloc[place.loc[keys].to_numpy().argsort()].reset_index(drop=True)


def acquaintance(record: Record, side: str = "us") -> pd.DataFrame:
    """How well the two who agreed a text with North Korea knew each other on that day.

    One row per event that is a meeting or an agreement, that produced a text with promises, and
    that names a person of `side` and one of North Korea; in order of signature. Where several
    are named, the pair that had met most often, since others are spokespersons or ministers
    who lent their name. Columns: ``event_id``, ``text`` (title), ``signed``, ``level``,
    ``person_a``, ``person_b``, ``meetings`` (meetings of the two that had begun before the day of
    signature, the round that agreed the text among them) and ``days`` (from the first of these known
    to the day; 0 when there is none).
    """
    texts = record.table("agreements").drop_duplicates("event_id")
    texts = texts[texts["id"].isin(record.table("commitments")["agreement_id"])]
    events = record.table("events").set_index("id")
    actors = record.table("event_actors")
    named = actors[actors["role"].eq("party") & actors["person"].ne("")]
    met = people_who_met(record)
    rows = []
    for text in texts.to_dict("records"):
        event = events.loc[text["event_id"]]
        if event["kind"] not in ("meeting", "agreement"):
            continue
        mine = named[named["event_id"].eq(text["event_id"])]
        pairs = [
            (a, b)
            for a in mine.loc[mine["actor"].eq(side), "person"]
            for b in mine.loc[mine["actor"].eq("dprk"), "person"]
        ]
        signed = pd.Timestamp(dates.parse(text["signed"]).first_day)
        found = []
        for a, b in pairs:
            before = met[
                met["person_a"].eq(a) & met["person_b"].eq(b) & met["first_day"].lt(signed)
            ]
            dated = before.loc[before["precision"].eq("day"), "first_day"]
            days = (signed - dated.min()).days if len(dated) else 0
            found.append((len(before), days, a, b))
        if found:
            meetings, days, a, b = max(found, key=lambda row: (row[0], row[1]))
            rows.append(
                (text["event_id"], text["title"], signed, event["level"], a, b, meetings, days)
            )
    columns = ["event_id", "text", "signed", "level", "person_a", "person_b", "meetings", "days"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["signed", "event_id"], kind="stable").reset_index(drop=True)


def texts_and_acquaintance(record: Record) -> pd.DataFrame:
    """`acquaintance` of the texts that the two principals below leaders, or leaders, agreed.

    Negotiators are those of the United States; leaders also those of South Korea and Japan, since
    the United States alone gives too few. Adds ``who`` (``negotiators`` or ``leaders``), the first
    before the second, each in order of signature; an event stands once.
    """
    parts = [acquaintance(record, side) for side in ("us", "rok", "japan")]
    parts[1:] = [part[part["level"].eq("leader")] for part in parts[1:]]
    table = pd.concat(parts, ignore_index=True).drop_duplicates("event_id")
    who = table["level"].eq("leader").map({True: "leaders", False: "negotiators"})
    table = table.assign(who=who, place=who.eq("leaders"))
    table = table.sort_values(["place", "signed", "event_id"], kind="stable")
    return table.drop(columns="place").reset_index(drop=True)


def meetings_before(record: Record, texts: pd.DataFrame) -> pd.DataFrame:
    """The meetings that `acquaintance` counted: one row per text and meeting, by date.

    `texts` has the columns of `acquaintance`. Columns: ``event_id`` (of the text), ``meeting_id``,
    ``first_day`` and ``days_before`` the signature. Meetings known to the month stand at its
    first day.
    """
    met = people_who_met(record)
    rows = []
    for text in texts.itertuples():
        before = met[
            met["person_a"].eq(text.person_a)
            & met["person_b"].eq(text.person_b)
            & met["first_day"].lt(text.signed)
        ]
        rows += [
            (
                text.event_id,
                meeting.event_id,
                meeting.first_day,
                (text.signed - meeting.first_day).days,
            )
            for meeting in before.itertuples()
        ]
    return pd.DataFrame(rows, columns=["event_id", "meeting_id", "first_day", "days_before"])


def negotiating_pairs(record: Record, side: str = "us", at_least: int = 2) -> pd.DataFrame:
    """Pairs below the level of leaders that met `at_least` so often, and the texts they agreed.

    One row per pair, most meetings first: ``person_a``, ``person_b``, ``meetings``, ``first_day``,
    ``last_day``, ``days`` (from the first to the last meeting's first day) and ``texts`` (of
    `acquaintance`).
    """
    met = people_who_met(record)
    met = met[met["actor_a"].eq(side) & met["level"].ne("leader")]
    texts = acquaintance(record, side).groupby(["person_a", "person_b"]).size()
    table = (
        met.groupby(["person_a", "person_b"])
        .agg(
            meetings=("event_id", "nunique"),
            first_day=("first_day", "min"),
            last_day=("first_day", "max"),
        )
        .reset_index()
    )
    table = table[table["meetings"].ge(at_least)]
    table["days"] = (table["last_day"] - table["first_day"]).dt.days
    keys = pd.MultiIndex.from_frame(table[["person_a", "person_b"]])
    table["texts"] = texts.reindex(keys, fill_value=0).to_numpy()
    return table.sort_values(
        ["meetings", "first_day"], ascending=[False, True], ignore_index=True, kind="stable"
    )
