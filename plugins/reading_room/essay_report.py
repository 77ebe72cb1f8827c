"""What each essay rests on, in numbers: ``make report``.

Words are those of the body, notes included and figures, quotations of data and works cited left
out; citations are counted each time, sources, events, figures and values once.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from reading_room.check import ROOT, Checker

COLUMNS = ("words", "citations", "sources", "events", "figures", "values", "terms", "claims")


def counts(markup: str, metadata: dict) -> dict[str, int]:
    """The numbers of one essay, from its HTML and its metadata as our reader gives them."""
    kinds = Counter(kind for kind, _key in set(map(tuple, metadata["references"])))
    text = re.sub(r"<[^>]+>", " ", markup)
    return {
        "words": len(re.findall(r"\w[\w’'-]*", text)),
        "citations": len(re.findall(r'class="citation"', markup)),
        "sources": len(metadata["works_cited"]),
        "events": kinds["event"],
        "figures": kinds["figure"],
        "values": kinds["value"],
        "terms": kinds["term"],
        "claims": len(metadata["claims"]),
    }


def main(root: Path = ROOT) -> int:
    """Print a line for each essay, and the totals."""
    checker = Checker(root, root / ".cache")
    rows = {}
    for path in sorted((root / "content" / "essays").glob("*.md")):
        rows[path.stem] = counts(*checker.read(path))
    width = max(map(len, rows), default=10)
    print(f"{'essay':{width}}" + "".join(f"{name:>11}" for name in COLUMNS))
    for key, row in rows.items():
        print(f"{key:{width}}" + "".join(f"{row[name]:>11,}" for name in COLUMNS))
    totals = {name: sum(row[name] for row in rows.values()) for name in COLUMNS}
    print(f"{'together':{width}}" + "".join(f"{totals[name]:>11,}" for name in COLUMNS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
