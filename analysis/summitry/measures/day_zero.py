"""What followed each first face-to-face meeting, and whether the calm was longer than chance gives.

Processes are laid side by side on *day zero*, the first day of their first meeting in person. The
choice of processes is ours and is stated below; the days that follow are counted from the record.
*Calm* is the number of days from day zero to the next day with a nuclear test, a ballistic
missile test or a satellite launch (known to the day); a test on day zero itself is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from summitry import dates
from summitry.measures.events import LEVELS, contacts, held, of_kind, weapons_tests
from summitry.measures.testing import ERAS, FIRST_DAY
from summitry.tables import Record

REACH = 1000  # days after day zero that the figure shows
# A process without a meeting for this long has ended; the longer one is the check.
GAP, LONG_GAP = 365, 730
# Placebo days must be as long after the last test as day zero was, but no more than this.
LONGEST_MATCH = 180
DRAWS = 20_000
SEED = 20261126


@dataclass(frozen=True)
class Process:
    """A process by its first meeting in person, and the two sides whose meetings are its own.

    ``label`` is the process of the codebook to which its meetings belong; "" are meetings that
    belong to none.
    """

    id: str
    name: str
    event_id: str
    parties: tuple[str, str]
    label: str


# Every first meeting of a new format above the working level between North Korea and the United
# States, South Korea or Japan, as the record holds it since the first test whose day is known. Two
# pairs of these overlap in time and in the people who came (1997 with 1999; April with June 2018).
PROCESSES = (
    Process(
        "agreed-framework",
        "Agreed Framework talks",
        "1993-06-02-new-york-first-round",
        ("us", "dprk"),
        "agreed-framework",
    ),
    Process(
        "four-party",
        "Four-Party Talks",
        "1997-12-09-four-party-plenary-one",
        ("us", "dprk"),
        "four-party-talks",
    ),
    Process(
        "perry",
        "Perry in Pyongyang",
        "1999-05-25-perry-in-pyongyang",
        ("us", "dprk"),
        "missile-talks",
    ),
    Process(
        "koreas-2000",
        "Inter-Korean summit",
        "2000-06-13-inter-korean-summit",
        ("rok", "dprk"),
        "inter-korean",
    ),
    Process(
        "koizumi",
        "Koizumi in Pyongyang",
        "2002-09-17-koizumi-kim-jong-il-pyongyang",
        ("japan", "dprk"),
        "",
    ),
    Process(
        "six-party",
        "Six-Party Talks",
        "2003-08-27-six-party-first-round",
        ("us", "dprk"),
        "six-party-talks",
    ),
    Process(
        "koreas-2007",
        "Inter-Korean summit",
        "2007-10-02-inter-korean-summit-pyongyang",
        ("rok", "dprk"),
        "inter-korean",
    ),
    Process(
        "leap-day",
        "New York to Leap Day",
        "2011-07-28-bosworth-kim-kye-gwan-new-york",
        ("us", "dprk"),
        "leap-day",
    ),
    Process(
        "koreas-2018",
        "Inter-Korean summits",
        "2018-04-27-panmunjom-inter-korean-summit",
        ("rok", "dprk"),
        "inter-korean",
    ),
    Process(
        "trump-kim",
        "Trump and Kim Jong Un",
        "2018-06-12-singapore-summit",
        ("us", "dprk"),
        "summits-2018-2019",
    ),
)
COMPARED_PAIR = "Ronald Reagan and Mikhail Gorbachev"
RULES = ("era", "as calm before")


def processes(record: Record) -> pd.DataFrame:
    """The processes with their day zero: one row each, by date. Names carry the year.

    Columns: ``process``, ``name``, ``event_id``, ``day_zero``, ``level``, ``date_words``.
    """
    events = record.table("events").set_index("id")
    rows = []
    for process in PROCESSES:
        event = events.loc[process.event_id]
        rows.append(
            (
                process.id,
                f"{process.name}, {event['first_day'].year}",
                process.event_id,
                event["first_day"],
                event["level"],
                event["date_words"],
            )
        )
    columns = ["process", "name", "event_id", "day_zero", "level", "date_words"]
    return pd.DataFrame(rows, columns=columns)


def meetings_of_process(record: Record, process: Process, gap: int = GAP) -> pd.DataFrame:
    """Meetings of the process from day zero on, until a silence of more than `gap` days.

    Rows and columns of ``events``: meetings of both sides, held, above the working level, known
    to the day, with the process's label. The meeting of day zero is the first.
    """
    met = held(contacts(record, process.parties))
    met = met[met["kind"].eq("meeting") & met["level"].ne("working") & met["precision"].eq("day")]
    met = met[met["process"].eq(process.label)]
    start = met.loc[met["id"].eq(process.event_id), "first_day"].iloc[0]
    met = met[met["first_day"].ge(start)].reset_index(drop=True)
    silence = (met["first_day"] - met["last_day"].cummax().shift()).dt.days
    return met[silence.gt(gap).cumsum().eq(0)].reset_index(drop=True)


def texts_after(record: Record, process: Process) -> pd.DataFrame:
    """Texts with promises of both sides signed on day zero or later: one row per event, by date.

    Columns: ``id`` (of the event), ``signed`` (Timestamp), ``title``. Texts of one side are left
    out, and those whose day is not known.
    """
    events = record.table("events").set_index("id")
    start = events.loc[process.event_id, "first_day"]
    texts = record.table("agreements")
    texts = texts[texts["id"].isin(record.table("commitments")["agreement_id"])]
    actors = record.table("event_actors")
    sides = actors[actors["role"].eq("party")].groupby("event_id")["actor"].agg(set)
    both = sides[sides.map(set(process.parties).issubset)].index
    signed = texts["signed"].map(dates.parse)
    texts = texts.assign(signed=[pd.Timestamp(day.first_day) for day in signed])
    exact = signed.map(lambda day: day.precision == "day")
    texts = texts[exact & texts["event_id"].isin(both) & texts["signed"].ge(start)]
    texts = texts.sort_values(["signed", "id"], kind="stable").drop_duplicates("event_id")
    return texts[["event_id", "signed", "title"]].rename(columns={"event_id": "id"})


def tests_by_day(record: Record) -> pd.DataFrame:
    """Weapons tests known to the day, in order: columns of ``events`` and ``tests``."""
    tests = held(weapons_tests(record))
    return tests[tests["precision"].eq("day")].reset_index(drop=True)


def what_followed(record: Record) -> pd.DataFrame:
    """What came after each day zero, in days: one row per process, by date.

    Columns: ``process``, ``name``, ``event_id``, ``day_zero``; ``next_same_level`` (next meeting of
    both sides at that level or higher, whatever its process), ``next_meeting`` (next of the process
    above the working level), ``first_text`` (with promises by both; 0 is the same day),
    ``next_test``, ``next_sanctions`` (on North Korea, by anyone), ``length`` (to the last meeting
    before a silence of a year), ``length_long`` (of two years), ``meetings`` (of the process, by the
    first rule). Empty where nothing followed by the end of the record.
    """
    sanctions = held(of_kind(record, "sanctions"))
    sanctions = sanctions[sanctions["precision"].eq("day")]
    tests = tests_by_day(record)
    rows = []
    for process, start in zip(PROCESSES, processes(record).to_dict("records")):
        zero = start["day_zero"]
        mine = meetings_of_process(record, process)
        longer = meetings_of_process(record, process, LONG_GAP)
        met = held(contacts(record, process.parties))
        high = LEVELS[: LEVELS.index(start["level"]) + 1]
        met = met[met["kind"].eq("meeting") & met["level"].isin(high)]
        met = met[met["precision"].eq("day") & met["id"].ne(process.event_id)]
        texts = texts_after(record, process)
        rows.append(
            {
                "process": process.id,
                "name": start["name"],
                "event_id": process.event_id,
                "day_zero": zero,
                "next_same_level": _days(met.loc[met["first_day"].gt(zero), "first_day"], zero),
                "next_meeting": _days(mine["first_day"].iloc[1:], zero),
                "first_text": _days(texts["signed"], zero),
                "next_test": _days(tests.loc[tests["first_day"].gt(zero), "first_day"], zero),
                "next_sanctions": _days(
                    sanctions.loc[sanctions["first_day"].gt(zero), "first_day"], zero
                ),
                "length": (mine["first_day"].max() - zero).days,
                "length_long": (longer["first_day"].max() - zero).days,
                "meetings": len(mine),
            }
        )
    integers = ("next_same_level", "next_meeting", "first_text", "next_test", "next_sanctions")
    return pd.DataFrame(rows).astype(dict.fromkeys(integers, "Int64"))


def _days(days: pd.Series, zero: pd.Timestamp):
    return (days.min() - zero).days if len(days) else pd.NA


def later_meetings(record: Record, pair: str = COMPARED_PAIR) -> pd.DataFrame:
    """The meetings of a pair that are cases: ``title``, ``date_words``, ``days`` since the first.

    One row per case, by date, the first included. The table of cases holds no tests and no texts
    by day, so nothing else of that process can be counted here.
    """
    cases = record.table("cases")
    mine = cases[cases["pair"].eq(pair)].sort_values("first_day")
    days = (mine["first_day"] - mine["first_day"].min()).dt.days
    table = mine.assign(title=mine["name"], days=days)
    return table[["title", "date_words", "days"]].reset_index(drop=True)


def marks_after(record: Record, reach: int = REACH) -> pd.DataFrame:
    """Everything that is drawn after each day zero, up to `reach` days: one row per mark.

    Columns: ``process``, ``name``, ``event_id``, ``days``, ``what`` (``meeting``, ``text``,
    ``sanctions`` or ``test``), ``level`` (of a meeting, else ""), ``date_words``, ``title``. Meetings are
    those of both sides above the working level, whatever their process, day zero included; a
    text that is itself such a meeting's event stands once, as the meeting.
    """
    events = record.table("events").set_index("id")
    sanctions = held(of_kind(record, "sanctions"))
    sanctions = sanctions[sanctions["precision"].eq("day")]
    tests = tests_by_day(record)
    rows = []
    for process, start in zip(PROCESSES, processes(record).to_dict("records")):
        zero = start["day_zero"]
        met = held(contacts(record, process.parties))
        met = met[
            met["kind"].eq("meeting") & met["level"].ne("working") & met["precision"].eq("day")
        ]
        texts = texts_after(record, process)
        texts = texts[~texts["id"].isin(met["id"])]
        groups = (
            ("meeting", met["id"], met["first_day"]),
            ("text", texts["id"], texts["signed"]),
            ("sanctions", sanctions["id"], sanctions["first_day"]),
            ("test", tests["id"], tests["first_day"]),
        )
        for what, ids, days in groups:
            for key, day in zip(ids, days):
                after = (day - zero).days
                if not 0 <= after <= reach:
                    continue
                event = events.loc[key]
                level = event["level"] if what == "meeting" else ""
                rows.append(
                    (
                        process.id,
                        start["name"],
                        key,
                        after,
                        what,
                        level,
                        event["date_words"],
                        event["title"],
                    )
                )
    columns = ["process", "name", "event_id", "days", "what", "level", "date_words", "title"]
    return pd.DataFrame(rows, columns=columns)


def waits(record: Record) -> pd.DataFrame:
    """For every day since the first of the era of talks: how far the last and the next test are.

    Index: the days, from 1 January 1992 to the last day before the last test of the record.
    Columns: ``wait`` (days to the next test, 1 or more), ``since`` (days since the last, 0 on a
    test day; empty before the first), ``pause`` (number of the interval between two tests in which
    the next test is looked for) and ``era``.
    """
    tests = tests_by_day(record)["first_day"].drop_duplicates().to_numpy()
    days = pd.date_range(FIRST_DAY, tests.max() - np.timedelta64(1, "D"), freq="D")
    at = np.searchsorted(tests, days.to_numpy(), side="right")
    following = pd.DatetimeIndex(tests[at])
    before = pd.DatetimeIndex(np.where(at > 0, tests[np.maximum(at - 1, 0)], np.datetime64("NaT")))
    table = pd.DataFrame(
        {
            "wait": (following - days).days,
            "since": pd.array((days - before).days, dtype="Float64"),
            "pause": at,
        },
        index=days,
    )
    table["era"] = ""
    for era, (first, last) in ERAS.items():
        table.loc[(days >= first) & (days <= last), "era"] = era
    return table


def calm_and_chance(record: Record, rule: str = "era") -> pd.DataFrame:
    """The calm after each day zero beside that after other days of its era.

    *Estimand*: the share of comparable days after which the calm was shorter. *Null*: day zero is
    an ordinary day of its era. Every such day is used, so nothing is drawn at random. `rule` says
    which days are comparable: ``era`` all days of the era (`testing.ERAS`) but day zero;
    ``as calm before`` only those as long after the last test as day zero was (at most 180 days),
    since talks begin in pauses. The idea is that of placebo dates, as in Alberto
    Abadie, Alexis Diamond and Jens Hainmueller, 'Synthetic control methods', JASA 105 (2010).

    One row per process: ``process``, ``name``, ``event_id``, ``day_zero``, ``calm``, ``since_last``
    (days since the test before), ``era``, ``days`` (comparable ones), ``low``, ``median``, ``high``
    (their 5th, 50th and 95th percentile) and ``rank`` (0 to 1; ties count half).
    """
    table = waits(record)
    rows = []
    for start in processes(record).to_dict("records"):
        zero = start["day_zero"]
        own = table.loc[zero]
        others = _comparable(table, zero, rule)["wait"].to_numpy()
        low, middle, high = np.quantile(others, [0.05, 0.5, 0.95]) if len(others) else [np.nan] * 3
        rows.append(
            {
                "process": start["process"],
                "name": start["name"],
                "event_id": start["event_id"],
                "day_zero": zero,
                "calm": int(own["wait"]),
                "since_last": own["since"],
                "era": own["era"],
                "days": len(others),
                "low": low,
                "median": middle,
                "high": high,
                "rank": _rank(float(own["wait"]), others),
            }
        )
    return pd.DataFrame(rows)


def calm_ranks(record: Record) -> pd.DataFrame:
    """How long the calm was by every rule of `calm_and_chance`: one row per process.

    Columns: ``name``, ``calm``, ``median`` (of the era), then one per rule with the share of
    comparable days after which calm was shorter. Attrs: ``beyond``, for each rule the number of
    processes with a calm longer than the 95th percentile.
    """
    tables = {rule: calm_and_chance(record, rule) for rule in RULES}
    table = tables["era"][["name", "calm", "median"]].copy()
    for rule, found in tables.items():
        table[rule] = found["rank"]
    table.attrs["beyond"] = {
        rule: int(found["calm"].gt(found["high"]).sum()) for rule, found in tables.items()
    }
    return table


def _comparable(table: pd.DataFrame, zero: pd.Timestamp, rule: str) -> pd.DataFrame:
    own = table.loc[zero]
    others = table[table["era"].eq(own["era"]) & (table.index != zero)]
    if rule == "as calm before":
        least = min(float(own["since"]), LONGEST_MATCH) if pd.notna(own["since"]) else 0.0
        return others[others["since"].ge(least).fillna(False).astype(bool)]
    if rule != "era":
        raise ValueError(f"no rule {rule!r}; there are {', '.join(RULES)}")
    return others


def _rank(value: float, others: np.ndarray) -> float:
    if not len(others):
        return float("nan")
    return float(np.mean(others < value) + np.mean(others == value) / 2)


@dataclass(frozen=True)
class Joint:
    """All processes together: their mean rank (0.5 is chance), and how unusual it is.

    ``p_drawn`` draws each day zero anew within its era, ``p_turned`` moves all of them together
    round the calendar of their era, which keeps their distances. Both are one-sided: the share
    of draws with a mean rank at least as high.
    """

    processes: int
    mean_rank: float
    p_drawn: float
    p_turned: float


def joint_rank(record: Record, without: tuple[str, ...] = (), draws: int = DRAWS) -> Joint:
    """Whether calm after day zero was longer than after random days, over all processes.

    *Null*: the days zero are ordinary days of their eras. `without` leaves processes out, which
    shows what the answer rests on. `SEED` fixes the draws.
    """
    table = waits(record)
    starts = processes(record)
    starts = starts[~starts["process"].isin(without)]
    generator = np.random.default_rng(SEED)
    ranks, drawn, turned = [], np.zeros(draws), np.zeros(draws)
    for era in dict.fromkeys(table.loc[starts["day_zero"], "era"]):
        days = table[table["era"].eq(era)]
        # Mid-ranks of every day of the era, as shares.
        shares = (days["wait"].rank(method="average").to_numpy() - 0.5) / len(days)
        mine = starts.loc[starts["day_zero"].isin(days.index), "day_zero"]
        at = days.index.get_indexer(mine)
        ranks += list(shares[at])
        drawn += shares[generator.integers(0, len(days), (draws, len(at)))].sum(axis=1)
        offsets = generator.integers(0, len(days), draws)
        turned += shares[(at[None, :] + offsets[:, None]) % len(days)].sum(axis=1)
    total = float(np.sum(ranks))
    return Joint(
        len(ranks),
        total / len(ranks),
        float((1 + np.sum(drawn >= total - 1e-9)) / (1 + draws)),
        float((1 + np.sum(turned >= total - 1e-9)) / (1 + draws)),
    )


def joint_ranks(record: Record) -> pd.DataFrame:
    """`joint_rank` of all processes and with some left out: one row per selection.

    Columns: ``selection``, ``processes``, ``mean_rank``, ``p_drawn``, ``p_turned``. The selections:
    all; the United States' own; leaders only; and one for each pause between two tests, since
    processes in one pause share its end and are no independent evidence: the first of each, which
    is the one with the longest calm, and the last, the one with the shortest. The truth of one
    process per pause lies between these two.
    """
    starts = processes(record)
    pauses = waits(record).loc[starts["day_zero"], "pause"].reset_index(drop=True)
    parties = {process.id: process.parties for process in PROCESSES}
    ids = starts["process"]
    selections = {
        "All": (),
        "With the United States": tuple(p for p in ids if "us" not in parties[p]),
        "Leaders": tuple(starts.loc[starts["level"].ne("leader"), "process"]),
        "First of each pause": tuple(ids[pauses.duplicated(keep="first")]),
        "Last of each pause": tuple(ids[pauses.duplicated(keep="last")]),
    }
    rows = []
    for name, without in selections.items():
        found = joint_rank(record, without)
        rows.append((name, found.processes, found.mean_rank, found.p_drawn, found.p_turned))
    return pd.DataFrame(
        rows, columns=["selection", "processes", "mean_rank", "p_drawn", "p_turned"]
    )
