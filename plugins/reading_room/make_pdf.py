"""``make pdf``: essays of a built site as PDF, without building it.

    python -m reading_room.make_pdf output pdf [slug …] [--paper letter]

With SITEURL in the environment, links lead into the public site.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from reading_room import paper
from reading_room.problems import SiteError

PAPERS = ("A4", "letter")


def main(arguments: list[str] | None = None) -> None:
    """Print essays of a built site, as the command line asks."""
    parser = argparse.ArgumentParser(prog="make pdf", description=main.__doc__)
    parser.add_argument("output", type=Path, help="the built site")
    parser.add_argument("target", type=Path, help="the folder for the PDFs")
    parser.add_argument("slugs", nargs="*", help="essays; all published ones when none is named")
    parser.add_argument("--paper", choices=PAPERS, default="A4")
    chosen = parser.parse_args(arguments)
    site = os.environ.get("SITEURL", "").rstrip("/")
    try:
        paper.browser()
        for slug, page in paper.essays_in(chosen.output, chosen.slugs):
            target = chosen.target / f"{slug}.pdf"
            paper.print_page(chosen.output, page, target, site, chosen.paper)
            print(target)
    except SiteError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
