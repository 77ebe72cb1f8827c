"""Pagefind's files in one order: it writes filters in another one each time that it runs.

Pages and words it always orders the same way. A file is gzip around a signature and one CBOR
value; filter files are ``[name, [[value, [pages]], …]]``, and the file of all files ends with
``[[name, hash of its file], …]`` for the filters. Names of files are hashes of what they hold.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

_SIGNATURE = b"pagefind_dcd"
_ARRAY_OF_TWO = b"\x82"
_TEXT = 3
_WHOLE_NUMBER = 0


def put_in_order(folder: Path) -> None:
    """Rewrite the filters of the index in `folder`, and what names them, in the order of names."""
    replaced = {}
    for path in sorted(folder.glob("filter/*.pf_filter")):
        name, ordered = _ordered_filter(_content(path))
        new = f"en_{_hash(ordered)[:7]}"
        replaced[_pair(name, path.name.removesuffix(".pf_filter"))] = _pair(name, new)
        path.unlink()
        _write(folder / "filter" / f"{new}.pf_filter", ordered)
    (path,) = folder.glob("pagefind.en_*.pf_meta")
    content = _in_order(_content(path), replaced)
    old, new = path.name.split(".")[1], f"en_{_hash(content)[:10]}"
    path.unlink()
    _write(folder / f"pagefind.{new}.pf_meta", content)
    entry = folder / "pagefind-entry.json"
    text = entry.read_text(encoding="utf-8").replace(json.dumps(old), json.dumps(new))
    entry.write_text(text, encoding="utf-8")


def _in_order(content: bytes, replaced: dict[bytes, bytes]) -> bytes:
    """`content` with its run of pairs (the keys of `replaced`) changed, and sorted."""
    if not replaced:
        return content
    start = min(content.rindex(pair) for pair in replaced)
    end = start + sum(map(len, replaced))
    return content[:start] + b"".join(sorted(replaced.values())) + content[end:]


def _ordered_filter(content: bytes) -> tuple[bytes, bytes]:
    """The name of a filter, encoded, and the content of its file with its values sorted."""
    name_end = _end(content, 1)
    _kind, count, at = _head(content, name_end)
    values, start = [], at
    for _ in range(count):
        end = _end(content, start)
        values.append(content[start:end])
        start = end
    return content[1:name_end], content[:at] + b"".join(sorted(values)) + content[start:]


def _pair(name: bytes, key: str) -> bytes:
    """Two texts as CBOR; `name` is encoded, `key` shorter than 24 letters."""
    return _ARRAY_OF_TWO + name + bytes([0x60 + len(key)]) + key.encode()


def _head(content: bytes, at: int) -> tuple[int, int, int]:
    """Kind, number and end of the head of the CBOR value at `at`."""
    kind, number = content[at] >> 5, content[at] & 31
    if number < 24:
        return kind, number, at + 1
    size = 1 << (number - 24)
    return kind, int.from_bytes(content[at + 1 : at + 1 + size]), at + 1 + size


def _end(content: bytes, at: int) -> int:
    """Where the CBOR value at `at` ends: a number, a text, or an array of such."""
    kind, number, at = _head(content, at)
    if kind == _TEXT:
        return at + number
    if kind != _WHOLE_NUMBER:
        for _ in range(number):
            at = _end(content, at)
    return at


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(_SIGNATURE + content, mtime=0))
