"""Print what the record covers: ``python -m summitry.coverage``, or ``make coverage``."""

from __future__ import annotations

import sys
from pathlib import Path

from summitry import checks, measures, tables

_DATA = Path(__file__).resolve().parents[1] / "data"


def main(data: Path = _DATA) -> int:
    """Print every table of coverage; returns the exit status."""
    try:
        record = tables.read(data)
    except checks.RecordError as error:
        print(error)
        return 1
    print(f"{record.book.title}, version {record.book.version}, to {record.book.record_ends}")
    for title, table in measures.coverage(record).items():
        shares = {
            name: "{:.0%}".format
            for name in table
            if name.startswith("share") or name in ("two_sources", "day_known")
        }
        print(f"\n{title}\n{table.to_string(index=False, formatters=shares)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
