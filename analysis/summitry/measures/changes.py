"""Changes of government: what had been promised shortly before them, and who met around them.

A change is the first day of a government in the table of governments. What `successors` counts
about promises that failed afterwards stands with the other measures of promises.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from summitry.measures.events import contacts, held
from summitry.measures.promises import (
    DIFFER,
    FAILED,
    UNJUDGED,
    between_the_two,
    promises_with_codes,
)
from summitry.tables import Record

# Nobody can say whether a promise with one of these codes was kept or broken.
OPEN = ("overtaken", "disputed", "unclear")
# A promise made in the last half-year before a change is late.
LATE = 183
YEAR = 365
# Fewer meetings than this in a year are no talks that a change could interrupt.
BUSY = 5
# Up to where `promises_before_changes` groups the days that were left.
LEFT = {
    f"up to {LATE} days": LATE,
    "half a year to a year": YEAR,
    "one to two years": 2 * YEAR,
    "two to four years": 4 * YEAR + 1,
    "more than four years": np.inf,
}


def promises_before_changes(record: Record, actor: str = "us") -> pd.DataFrame:
    """Judged promises, with the days that were left to the next change of government of `actor`.

    For the United States and North Korea the promises of the two, alone or together, in the texts
    between them and of the Six-Party Talks; for South Korea those in texts of the two Koreas alone.
    Columns: ``id``, ``agreement_id``, ``event_id``, ``side``, ``made``, ``deed``, ``checkable``, ``left``
    (missing where no change followed), ``group`` (a key of `LEFT`), ``a``, ``b``, ``both``:
    ``kept``, ``failed`` (kept in part or not), ``open`` (`OPEN`), for ``both`` `DIFFER`; and
    ``why``, the code of `OPEN` that both coders share, or nothing.
    """
    found = promises_with_codes(record)
    if actor == "rok":
        parties = record.table("commitments").set_index("id")[["by", "to"]].agg("+".join, axis=1)
        koreas = parties.map(lambda who: set(who.split("+")) == {"rok", "dprk"})
        rows = found[found["id"].map(koreas) & found["family"].eq("other")]
    else:
        rows = between_the_two(found)
        rows = rows[rows["side"].ne("others")]
    rows = rows[rows["fate"].ne(UNJUDGED)].reset_index(drop=True)
    starts = changes_of(record, actor)
    places = np.searchsorted(starts.to_numpy(), rows["made"].to_numpy(), side="right")
    following = starts.reindex(places).reset_index(drop=True)
    rows["left"] = (following - rows["made"]).dt.days
    rows["group"] = pd.cut(rows["left"], [0, *LEFT.values()], labels=list(LEFT)).astype(object)
    rows["why"] = rows["a"].where(rows["a"].eq(rows["b"]) & rows["a"].isin(OPEN), "")
    for coder in ("a", "b"):
        rows[coder] = rows[coder].map(_outcome)
    rows["both"] = rows["a"].where(rows["a"].eq(rows["b"]), DIFFER)
    keep = ["id", "agreement_id", "event_id", "side", "made", "deed", "checkable", "left", "group"]
    return rows[[*keep, "a", "b", "both", "why"]]


def _outcome(code: str) -> str:
    if code in FAILED:
        return "failed"
    return "open" if code in OPEN else code


def changes_of(record: Record, actor: str) -> pd.Series:
    """First days of the governments of `actor` that took office within the record, in order."""
    terms = record.table("governments")
    days = terms.loc[terms["actor"].eq(actor), "first_day"].sort_values()
    begin, end = pd.Timestamp(record.book.record_begins), pd.Timestamp(record.book.record_ends)
    return days[days.gt(begin) & days.le(end)].reset_index(drop=True)


def open_when_late(
    record: Record, reaches: tuple[int, ...] = (120, LATE, YEAR, 2 * YEAR)
) -> pd.DataFrame:
    """How many late promises were left open, and how often chance leaves as many.

    One row per coder (``a``, ``b``, ``both``), kind (``all``, ``deeds``) and reach, the days before
    a change in Washington within which a promise is late. Columns: ``coder``, ``kind``, ``reach``,
    ``late``, ``open`` (of them), ``others``, ``others_open``, ``expected`` (mean of ``open`` when
    the changes are turned round the calendar of the record, every seventh day) and ``p`` (share of
    turns with at least as many).
    """
    table = promises_before_changes(record)
    begin, end = pd.Timestamp(record.book.record_begins), pd.Timestamp(record.book.record_ends)
    size = (end - begin).days + 1
    changes = (changes_of(record, "us") - begin).dt.days.to_numpy()
    rows = []
    for coder in ("a", "b", "both"):
        for kind in ("all", "deeds"):
            mine = table if kind == "all" else table[table["deed"]]
            made = (mine["made"] - begin).dt.days.to_numpy()
            is_open = mine[coder].eq("open").to_numpy()
            for reach in reaches:
                late = is_late(made, changes, reach, size)
                turned = np.array(
                    [
                        (is_late(made, (changes + by) % size, reach, size) & is_open).sum()
                        for by in range(0, size, 7)
                    ]
                )
                found = int((late & is_open).sum())
                counts = (int(late.sum()), found, int((~late).sum()), int((~late & is_open).sum()))
                chance = float(turned.mean()), float((turned >= found).mean())
                rows.append((coder, kind, reach, *counts, *chance))
    columns = ["coder", "kind", "reach", "late", "open", "others", "others_open", "expected", "p"]
    return pd.DataFrame(rows, columns=columns)


def is_late(made: np.ndarray, changes: np.ndarray, reach: int, size: int) -> np.ndarray:
    """Whether a change falls within `reach` days after each day, on a calendar of `size` days."""
    days = np.sort(changes)
    # Turned changes may wrap: the first one follows the last one again.
    days = np.append(days, days[0] + size)
    return days[np.searchsorted(days, made, "right")] - made <= reach


def meetings_around_changes(record: Record) -> pd.DataFrame:
    """Meetings of the two governments in the year before and after each change in a capital.

    Meetings at any level that were held, by their first possible day; a change with less than a
    year of record on either side is left out. One row per change, by capital (``us``, ``dprk``) and
    day: ``actor``, ``label``, ``day``, ``before``, ``after``, ``before_envoys``, ``after_envoys``
    (of them between envoys or higher), ``wait`` and ``wait_envoys``: days from the change to the
    next such meeting, missing where the record has none.
    """
    met = held(contacts(record))
    met = met[met["kind"].eq("meeting")]
    envoys = met[met["level"].isin(("leader", "minister", "envoy"))]
    year = pd.Timedelta(YEAR, "D")
    begin, end = pd.Timestamp(record.book.record_begins), pd.Timestamp(record.book.record_ends)
    terms = record.table("governments")
    rows = []
    for actor in ("us", "dprk"):
        mine = terms[terms["actor"].eq(actor)].sort_values("first_day")
        mine = mine[mine["first_day"].ge(begin + year) & mine["first_day"].le(end - year)]
        for term in mine.itertuples():
            counts = [
                int(days.between(low, low + year, inclusive="left").sum())
                for days in (met["first_day"], envoys["first_day"])
                for low in (term.first_day - year, term.first_day)
            ]
            waits = [
                (days[days.ge(term.first_day)].min() - term.first_day).days
                for days in (met["first_day"], envoys["first_day"])
            ]
            rows.append((actor, term.label, term.first_day, *counts, *waits))
    columns = ["actor", "label", "day", "before", "after", "before_envoys", "after_envoys"]
    return pd.DataFrame(rows, columns=[*columns, "wait", "wait_envoys"])


def after_busy_years(record: Record) -> pd.DataFrame:
    """Meetings in the year after every seventh day that had a busy year before it.

    The yardstick for `meetings_around_changes`: busy years are followed by calmer ones anyway.
    Columns: ``day``, ``before`` (at least `BUSY`) and ``after``.
    """
    met = held(contacts(record))
    days = np.sort(met.loc[met["kind"].eq("meeting"), "first_day"].to_numpy())
    year = pd.Timedelta(YEAR, "D")
    begin, end = pd.Timestamp(record.book.record_begins), pd.Timestamp(record.book.record_ends)
    table = pd.DataFrame({"day": pd.date_range(begin + year, end - year, freq="7D")})
    places = [
        np.searchsorted(days, (table["day"] + by).to_numpy()) for by in (-year, 0 * year, year)
    ]
    table["before"], table["after"] = places[1] - places[0], places[2] - places[1]
    return table[table["before"].ge(BUSY)].reset_index(drop=True)
