"""Pagefind's program, which makes the search index, spoken to over its pipes.

It answers each request with one message, and gives its files in one: what it writes to the disk
itself may be cut off when it is told to end, and its Python client can do no other.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pagefind_bin import get_executable


class PagefindError(Exception):
    """The program is missing, ended, or refused a request."""


class Index:
    """An index that is being made."""

    def __init__(self, program: subprocess.Popen, config: dict):
        self._program = program
        self._number = self._ask(type="NewIndex", config=config)["index_id"]

    def add_pages(self, folder: Path) -> None:
        """Index all pages below `folder`."""
        self._ask(type="AddDir", index_id=self._number, path=str(folder))

    def add_record(self, url: str, content: str, **about) -> None:
        """Index something that is no page; `about` are its language, meta and filters."""
        self._ask(type="AddRecord", index_id=self._number, url=url, content=content, **about)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(path, contents) of each file of the index."""
        for file in self._ask(type="GetFiles", index_id=self._number)["files"]:
            yield file["path"], base64.b64decode(file["content"])

    def _ask(self, **payload) -> dict:
        """The answer to one request; messages are JSON in base 64, and end with a comma."""
        message = json.dumps({"message_id": 1, "payload": payload}).encode()
        try:
            self._program.stdin.write(base64.b64encode(message) + b",")
            self._program.stdin.flush()
        except OSError as error:
            raise PagefindError("its program ended") from error
        parts = []
        while not parts or not parts[-1].endswith(b","):
            part = self._program.stdout.read1(1 << 20)
            if not part:
                raise PagefindError("its program ended")
            parts.append(part)
        answer = json.loads(base64.b64decode(b"".join(parts)[:-1]))["payload"]
        if answer["type"] == "Error":
            raise PagefindError(answer["message"])
        return answer


@contextmanager
def new_index(**config) -> Iterator[Index]:
    """An index with Pagefind's options `config`; its program ends with the block."""
    try:
        program = subprocess.Popen(
            [get_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise PagefindError(f"its program does not run: {error.strerror}") from error
    with program:
        try:
            yield Index(program, config)
        finally:
            program.kill()
