"""Settings for the public site: absolute addresses, and the small chart library where npm gave it."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: E402, F403 - settings are layered this way by Pelican
from pelicanconf import SITE_ROOT  # noqa: E402

# isort: split
from reading_room import paper  # noqa: E402 - found by the path that pelicanconf adds

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
if not SITEURL.startswith("https://") and not SITEURL.startswith("http://localhost"):
    sys.exit("Say where the site will be: SITEURL=https://your.site make publish")
RELATIVE_URLS = False
HOUSE_RULES = True
FEED_DOMAIN = SITEURL

# `make publish` fetches the basic bundle; without it the one in Plotly's wheel is served.
_BASIC = Path(
    SITE_ROOT, "themes/reading-room/node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
)
PLOTLY_BUNDLE = str(_BASIC) if _BASIC.exists() else ""

# Each essay as PDF, where a Chromium is there to print it; pages link to what was printed.
PRINT_ESSAYS = paper.has_browser()
if not PRINT_ESSAYS:
    print("No Chromium found: the essays are published without PDF.")
