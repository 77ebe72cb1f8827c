"""What the record covers: rows, decades, kinds, sources and the last day of each table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from summitry import dates
from summitry.measures.events import held, in_period, weapons_tests
from summitry.tables import Record

VOICES_OF = {"United States": "official-us", "North Korea": "official-dprk"}


def coverage(record: Record) -> dict[str, pd.DataFrame]:
    """Every table of coverage by its title, in the order in which readers see them."""
    return {
        "Rows by table": rows_by_table(record),
        "Events by decade": events_by(record, "decade"),
        "Events by kind": events_by(record, "kind"),
        "Events by importance": events_by(record, "importance"),
        "Events by voice of their sources": events_by_voice(record),
    }


def rows_by_table(record: Record) -> pd.DataFrame:
    """One row per table: ``table``, ``rows``, ``last_entry`` and ``checked_to``.

    ``last_entry`` is the last day that any row's dates name, `checked_to` the day up to which
    rows could be checked, from the codebook; both empty where rows have no dates.
    """
    ends = _last_days(record)
    rows = [
        (table.title, len(record.table(name)), ends.get(name, ""), table.covered_to)
        for name, table in record.book.tables.items()
    ]
    rows.append(("Bibliography", len(record.bibliography), "", ""))
    return pd.DataFrame(rows, columns=["table", "rows", "last_entry", "checked_to"])


def _last_days(record: Record) -> dict[str, str]:
    """The last day named by the rows of each table that has dates, or belongs to events."""
    events = record.table("events").set_index("id")["last_day"]
    found = {}
    for name, table in record.book.tables.items():
        frame = record.table(name)
        if frame.empty:
            continue
        if "first_day" in frame and name != "governments":
            found[name] = str(frame["last_day"].max().date())
        elif "event_id" in table.by_name:
            found[name] = str(frame["event_id"].map(events).max().date())
        elif "as_of" in table.by_name:
            found[name] = frame["as_of"].max()
        elif "signed" in table.by_name:
            found[name] = str(max(dates.parse(day).last_day for day in frame["signed"]))
    return found


def sources_per_event(record: Record) -> pd.Series:
    """Number of different documents of each event. Index: event id."""
    events = record.table("events")["id"]
    counts = record.table("event_sources").groupby("event_id")["source_id"].nunique()
    return counts.reindex(events, fill_value=0).rename("sources")


def events_by(record: Record, by: str) -> pd.DataFrame:
    """Events, and the share with two sources or more, by ``decade``, ``kind`` or another column.

    One row per group: the group, ``events``, ``two_sources`` (share 0 to 1), ``day_known``
    (share known to the day) and ``unverified`` (events read at second hand).
    """
    events = record.table("events")
    events["decade"] = (events["first_day"].dt.year // 10 * 10).astype(str) + "s"
    events["sources"] = sources_per_event(record).to_numpy()
    if by in ("kind", "importance"):
        words = record.book.vocabularies[by]
        order = {word: number for number, word in enumerate(words)}
        events["order"] = events[by].map(order)
        events[by] = events[by].map({word: entry["label"] for word, entry in words.items()})
    else:
        events["order"] = events[by]
    table = (
        events.groupby(["order", by])
        .agg(
            events=("id", "size"),
            two_sources=("sources", lambda n: float(np.mean(n >= 2))),
            day_known=("precision", lambda p: float(np.mean(p == "day"))),
            unverified=("verification", lambda v: int((v == "second-hand").sum())),
        )
        .reset_index()
    )
    return table.drop(columns="order")


def events_by_voice(record: Record) -> pd.DataFrame:
    """For each voice: ``links``, ``events`` that it supports, and shares of all and of pivotal events.

    One row per voice of the codebook, in its order: ``voice``, ``links``, ``events``,
    ``share_of_events`` and ``share_of_pivotal`` (0 to 1).
    """
    links = record.table("event_sources")
    events = record.table("events")
    pivotal = set(events.loc[events["importance"].eq("1"), "id"])
    rows = []
    for voice, entry in record.book.vocabularies["voice"].items():
        mine = links[links["voice"].eq(voice)]
        supported = set(mine["event_id"])
        rows.append(
            (
                entry["label"],
                len(mine),
                len(supported),
                len(supported) / max(len(events), 1),
                len(supported & pivotal) / max(len(pivotal), 1),
            )
        )
    return pd.DataFrame(
        rows, columns=["voice", "links", "events", "share_of_events", "share_of_pivotal"]
    )


def review_errors(record: Record, frame: str = "") -> pd.DataFrame:
    """What the review of rows drawn at random found: one row per verdict of the codebook.

    With `frame`, only rows drawn from there (vocabulary ``frame``).

    Columns: ``verdict``, ``rows``, ``share`` of the rows that could be checked (not of those not
    found again), and ``low`` and ``high``, Wilson's 95 % interval for that share. Source of the
    interval: Edwin B. Wilson, 'Probable inference', JASA 22 (1927), as in statsmodels.
    """
    from statsmodels.stats.proportion import proportion_confint

    reviews = record.table("reviews")
    if frame:
        reviews = reviews[reviews["frame"].eq(frame)]
    counts = reviews["verdict"].value_counts()
    checked = int(counts.drop("not-found", errors="ignore").sum())
    rows = []
    for verdict, entry in record.book.vocabularies["verdict"].items():
        number = int(counts.get(verdict, 0))
        if verdict == "not-found" or not checked:
            rows.append((entry["label"], number, float("nan"), float("nan"), float("nan")))
        else:
            low, high = proportion_confint(number, checked, method="wilson")
            rows.append((entry["label"], number, number / checked, low, high))
    return pd.DataFrame(rows, columns=["verdict", "rows", "share", "low", "high"])


def counts_beside_ours(record: Record) -> pd.DataFrame:
    """Counts that others published, each beside this record's count of the same thing and period.

    One row per row of ``counts``, by quantity and first day: its columns, and ``ours``. Ours
    counts rows known to the day or the month that lie wholly inside the period; missiles are the
    sum of ``number_launched``, and ``ours_at_least`` says when a row of the period does not say
    how many flew.
    """
    counts = record.table("counts").sort_values(["quantity", "start", "id"], kind="stable")
    tests = held(weapons_tests(record))
    ours, at_least = [], []
    for row in counts.to_dict("records"):
        mine = in_period(tests, row["start"], row["end"])
        if row["quantity"] == "nuclear-tests":
            ours.append(int(mine["kind"].eq("nuclear-test").sum()))
            at_least.append(False)
            continue
        missiles = mine[mine["kind"].eq("missile-test")]
        if row["quantity"] == "launch-days":
            ours.append(len(missiles))
            at_least.append(False)
        else:
            ours.append(int(missiles["number_launched"].sum()))
            at_least.append(bool(missiles["number_launched"].isna().any()))
    return counts.assign(ours=ours, ours_at_least=at_least).reset_index(drop=True)
