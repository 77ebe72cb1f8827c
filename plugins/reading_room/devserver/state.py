"""What the pages that are open in a browser need to know of the builds."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class State:
    """Where the devserver stands: ``building``, ``good`` or ``failed``, and since which edition."""

    phase: str = "building"
    edition: int = 0
    problems: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # files of the last good edition that are new in it

    def as_dict(self) -> dict:
        """The state as plain data, for the page."""
        return asdict(self)


class Board:
    """The present state; threads that serve pages wait here for the next one."""

    def __init__(self):
        self._state = State()
        self._number = 0
        self._news = threading.Condition()

    def post(self, state: State) -> None:
        """Replace the state and wake who waits."""
        with self._news:
            self._state = state
            self._number += 1
            self._news.notify_all()

    def read(self) -> tuple[int, State]:
        """(number of the state, state)."""
        with self._news:
            return self._number, self._state

    def wait(self, number: int, seconds: float) -> tuple[int, State]:
        """The state after that of `number`, or the same one after `seconds`."""
        with self._news:
            self._news.wait_for(lambda: self._number != number, timeout=seconds)
            return self._number, self._state
