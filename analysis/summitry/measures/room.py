"""Time that principals spent together."""

from __future__ import annotations

import pandas as pd

from summitry.measures.events import contacts, held, of_kind
from summitry.tables import Record


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
