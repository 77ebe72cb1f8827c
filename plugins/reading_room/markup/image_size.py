"""Width and height of an image, read from the first bytes of its file.

A page that names both does not jump when the image arrives. The four formats that essays may use
say their size in a few bytes each, so no library is needed.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

FORMATS = (".jpg", ".jpeg", ".png", ".svg", ".webp")


def size(path: Path) -> tuple[int, int] | None:
    """(width, height) in pixels; None if the file is not an image of a known format."""
    data = path.read_bytes()
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack(">II", data[16:24])
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if path.suffix.lower() == ".svg":
            return _svg(data.decode("utf-8"))
    except (struct.error, IndexError, UnicodeDecodeError):
        pass
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    place = 2
    while place < len(data):
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        # Every start of a frame but those three numbers, which mean other things.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        if marker == 0xFF:
            place += 1
            continue
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[n : n + 3], "little") for n in (24, 27))
        return (1 + width, 1 + height) if len(data) >= 30 else None
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", data[21:25])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _svg(text: str) -> tuple[int, int] | None:
    tag = re.search(r"<svg\b[^>]*>", text)
    if not tag:
        return None
    box = re.search(
        r"\bviewBox\s*=\s*[\"']\s*[\d.eE+-]+[\s,]+[\d.eE+-]+[\s,]+([\d.]+)[\s,]+([\d.]+)", tag[0]
    )
    sides = [
        re.search(rf"\s{side}\s*=\s*[\"']([\d.]+)(?:px)?[\"']", tag[0])
        for side in ("width", "height")
    ]
    found = [side[1] for side in sides] if all(sides) else box and [box[1], box[2]]
    return (round(float(found[0])), round(float(found[1]))) if found else None
