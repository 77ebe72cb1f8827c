"""The chart style: colours come from the theme's tokens, glyphs and lanes are the same everywhere."""

from __future__ import annotations

import json
from pathlib import Path

# One grammar for the whole site. Paths are drawn around (0, 0), 12 pixels wide.
GLYPHS = {
    "diamond": "M0-6.8 6.8 0 0 6.8-6.8 0z",
    "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "square": "M-4.6-4.6H4.6V4.6H-4.6z",
    "triangle": "M0-5.8 5.8 4.6H-5.8z",
}
# The same shapes by Plotly's names.
PLOTLY_SYMBOLS = {
    "diamond": "diamond",
    "circle": "circle",
    "square": "square",
    "triangle": "triangle-up",
}
# Roles give colours: four that hold apart for colour-blind readers, and grey.
ROLES = ("leaders", "talks", "pressure", "tests", "other")
MARK_WIDTH = 12.0
FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


def read_tokens(path: Path) -> dict[str, dict[str, str]]:
    """Colours by scheme (``light``, ``dark``) and token name, from the theme's tokens.json."""
    return json.loads(path.read_text(encoding="utf-8"))
