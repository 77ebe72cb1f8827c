"""Who met whom: for every person of the record, the people of other sides in the same events."""

from __future__ import annotations

import pandas as pd

from summitry.measures.room import people_who_met
from summitry.tables import Record

_PAIR = ["person", "other"]


def counterparts(record: Record) -> pd.DataFrame:
    """People of different sides whom one event names: one row per person and counterpart.

    Each pair stands twice, once for either. Columns: ``person``, ``other``, ``events`` (that name
    both, in whatever role), ``meetings`` (of the two, as `people_who_met` counts them), ``first``
    and ``last`` (ids of the first and the last of these meetings, "" if there is none), ``timed``
    (meetings of which a source states the length) and ``minutes`` (these lengths together; empty
    if there is none). By person; who met most often first, then whom most events name with them.
    """
    actors = record.table("event_actors")
    named = actors.loc[actors["person"].ne(""), ["event_id", "actor", "person"]].drop_duplicates()
    both = named.merge(named, on="event_id", suffixes=("", "_other"))
    both = both[both["actor"].ne(both["actor_other"])].rename(columns={"person_other": "other"})
    table = both.groupby(_PAIR)["event_id"].nunique().rename("events").reset_index()
    met = _each_way(people_who_met(record)).merge(
        record.table("meetings")[["event_id", "minutes_best"]], on="event_id", how="left"
    )
    by = met.groupby(_PAIR)
    table = table.merge(
        pd.DataFrame(
            {
                "meetings": by.size(),
                "first": by["event_id"].first(),
                "last": by["event_id"].last(),
                "timed": by["minutes_best"].count(),
                "minutes": by["minutes_best"].sum(min_count=1),
            }
        ).reset_index(),
        on=_PAIR,
        how="left",
    ).fillna({"meetings": 0, "first": "", "last": "", "timed": 0})
    table = table.astype({"meetings": int, "timed": int, "minutes": "Int64"})
    order = ["person", "meetings", "events", "other"]
    return table.sort_values(order, ascending=[True, False, False, True]).reset_index(drop=True)


def who_met_whom(record: Record, at_least: int) -> pd.DataFrame:
    """Meetings between North Koreans and others, for those who had `at_least` so many of them.

    One row per pair that met: ``person``, ``actor``, ``north`` (North Korea's), ``meetings``, and of
    either the day of the first of all their meetings: ``begun`` and ``north_begun``. In the order of
    these days, so that who came later stands further down and to the right.
    """
    met = people_who_met(record)
    met = met[met["actor_b"].eq("dprk")].rename(
        columns={"person_a": "person", "person_b": "north", "actor_a": "actor"}
    )
    for name, begun in (("person", "begun"), ("north", "north_begun")):
        by = met.groupby(name)
        met = met.assign(
            **{
                begun: by["first_day"].transform("min"),
                name + "_met": by["event_id"].transform("nunique"),
            }
        )
    often = met[met["person_met"].ge(at_least) & met["north_met"].ge(at_least)]
    columns = ["person", "actor", "north", "begun", "north_begun"]
    table = often.groupby(columns).size().rename("meetings").reset_index()
    order = ["begun", "person", "north_begun", "north"]
    return table.sort_values(order, kind="stable").reset_index(drop=True)


def _each_way(met: pd.DataFrame) -> pd.DataFrame:
    """Each pair of `met` from the side of either, in order of date."""
    ways = [
        met.rename(columns={"person_a": one, "person_b": other})
        for one, other in (_PAIR, _PAIR[::-1])
    ]
    table = pd.concat(ways, ignore_index=True)[["event_id", "first_day", *_PAIR]]
    return table.sort_values(["first_day", "event_id"], kind="stable")
