"""How far a build is, said once a second: work of less than a second passes in silence."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

_SECONDS_BETWEEN_LINES = 1.0


class Progress:
    """Counts what is done, by kind, and says the count when a second has passed."""

    def __init__(self, say: Callable[[str], None]):
        self._say = say
        self._counts: Counter[str] = Counter()
        self._last = time.monotonic()

    def step(self, what: str) -> None:
        """One more of `what`, a plural, is done."""
        self._counts[what] += 1
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = now
            self._say(f"{what}: {self._counts[what]:,}")
