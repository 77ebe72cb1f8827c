"""The style sheet: the layers of the theme in one file."""

from __future__ import annotations

import json
from pathlib import Path

LAYERS = ("reset", "tokens", "base", "layout", "components", "figures", "utilities", "print")


def style_sheet(theme: Path, artifacts: Path) -> str:
    """All layers of the theme's CSS as one file, tokens and drawings' rules included."""
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        if layer == "tokens":
            text = _token_rules(theme)
        else:
            text = (theme / "css" / f"{layer}.css").read_text(encoding="utf-8")
        if layer == "figures":
            text += (artifacts / "record" / "figures.css").read_text(encoding="utf-8")
        parts.append(f"@layer {layer} {{\n{text}\n}}")
    return "\n".join(parts) + "\n"


def _token_rules(theme: Path) -> str:
    """Custom properties for both schemes; an attribute on the root overrides the system."""
    tokens = json.loads((theme / "tokens.json").read_text(encoding="utf-8"))

    def block(scheme: str) -> str:
        pairs = "".join(f"--{name}:{value};" for name, value in tokens[scheme].items())
        return f"color-scheme:{scheme};{pairs}"

    return (
        f":root{{{block('light')}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{block('dark')}}}}}\n"
        f"@media screen{{:root[data-scheme=light]{{{block('light')}}}"
        f":root[data-scheme=dark]{{{block('dark')}}}}}\n"
        + (theme / "css" / "tokens.css").read_text(encoding="utf-8")
    )
