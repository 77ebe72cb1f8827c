"""What each figure's page sends before a reader touches it (``make bench``).

Counted is everything that a browser asks for when it opens the page: the page, style sheets,
scripts that run at once, the icon and the faces that its text needs. Text is counted as hosts
send it, packed by gzip at its usual level; faces are packed already. `LIMIT` is 100 kB of 1,000
bytes; a test holds every page under it.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

LIMIT = 100_000
# What every figure's page asks for; a test in a real browser holds this list to the truth.
SHARED = (
    "favicon.svg",
    "theme/site.css",
    "theme/js/scheme.js",
    "theme/js/main.js",
    "theme/js/switch.js",
    "theme/js/figure.js",
    "theme/js/figure-parts.js",
    "theme/fonts/source-serif-4-latin-400-normal.woff2",
    "theme/fonts/source-serif-4-latin-600-normal.woff2",
)


def sent(path: Path) -> int:
    """Bytes of the file at `path` on their way."""
    content = path.read_bytes()
    if path.suffix == ".woff2":
        return len(content)
    return len(gzip.compress(content, compresslevel=6, mtime=0))


def weights(output: Path) -> dict[str, dict[str, int]]:
    """By figure: bytes of the page itself, raw and sent, and of all that it asks for."""
    shared = sum(sent(output / name) for name in SHARED)
    found = {}
    for page in sorted(output.glob("figures/*/index.html")):
        own = sent(page)
        found[page.parent.name] = {
            "raw": page.stat().st_size,
            "page": own,
            "together": own + shared,
        }
    return found


def main(output: Path) -> int:
    """Print the table; 1 if a page is too heavy."""
    print(f"{'shared by all figure pages':52}{'raw':>9}{'sent':>9}")
    for name in SHARED:
        path = output / name
        print(f"{name:52}{path.stat().st_size:>9,}{sent(path):>9,}")
    print(f"\n{'figure page':34}{'raw':>9}{'sent':>9}{'with the above':>16}")
    rows = weights(output)
    for key, row in sorted(rows.items(), key=lambda item: -item[1]["together"]):
        mark = "  too heavy" if row["together"] > LIMIT else ""
        print(f"{key:34}{row['raw']:>9,}{row['page']:>9,}{row['together']:>16,}{mark}")
    return int(any(row["together"] > LIMIT for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
