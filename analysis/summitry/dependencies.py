"""Print which notebook reads which tables, and which would run now and why.

``python -m summitry.dependencies``, or ``make dependencies``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from summitry import build, notebook

_ROOT = Path(__file__).resolve().parents[2]


def report(places: build.Places) -> str:
    """One paragraph per notebook: its tables, and what changed since it last ran."""
    parts = []
    for book in build.notebooks_of(places):
        read = build.tables_read(places.artifacts / "notebooks" / book.stem)
        changed = build.changed_inputs(book, places)
        state = f"would run: {', '.join(changed)} changed" if changed else "up to date"
        if changed == ["it never ran"]:
            state = "would run: it never ran"
        parts.append(f"{book.stem}\n  {state}\n  reads {', '.join(read) or 'not known yet'}")
    return "\n".join(parts)


if __name__ == "__main__":
    print(report(build.places_of(_ROOT, _ROOT / ".cache", notebook.DEFAULT_TOKENS)))
    sys.exit(0)
