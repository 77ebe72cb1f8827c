"""Where marks and labels go: pure geometry, in pixels, the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Mean advance of a system sans-serif face, as a share of the type size; the widest of
# Arial, Helvetica, Segoe UI and DejaVu Sans, so that a label never takes more than its slot.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!", 0.32),
    **dict.fromkeys("frt()- ", 0.40),
    **dict.fromkeys("mwMW", 0.96),
    **dict.fromkeys("ABCDEGHKNOPQRSUVXYZ&", 0.74),
    **dict.fromkeys("+−∞", 0.84),
}
_MEAN_WIDTH = 0.61


def text_width(text: str, size: float) -> float:
    """Width in pixels that `text` takes at most, set in a system sans-serif of `size` pixels."""
    return size * sum(_WIDTHS.get(character, _MEAN_WIDTH) for character in text)


def rows_without_overlap(spans: Sequence[tuple[float, float]], gap: float = 1.0) -> list[int]:
    """For each span (left, right), the first row in which it overlaps no earlier one.

    Spans are taken in the order given; row 0 is filled first.
    """
    ends: list[float] = []
    rows = []
    for left, right in spans:
        for row, end in enumerate(ends):
            if left >= end + gap:
                ends[row] = right
                rows.append(row)
                break
        else:
            ends.append(right)
            rows.append(len(ends) - 1)
    return rows


@dataclass(frozen=True)
class Label:
    """A label that found room: which mark it names, and where its text starts."""

    index: int
    row: int
    left: float
    right: float


def place_labels(
    wanted: Sequence[tuple[int, float, str]],
    taken: dict[int, list[tuple[float, float]]],
    width: float,
    size: float,
    rows: int = 2,
    gap: float = 8.0,
) -> list[Label]:
    """Labels that fit, first wanted first served.

    `wanted` holds (index of the mark, its x, text) by falling importance. `taken` holds the
    intervals already used in each label row. For each label the slots are tried in a fixed
    order: nearest row first, then text that starts at the mark, ends at it, is centred on it.
    What does not fit is dropped, never shrunk or overlapped.
    """
    used = {row: list(taken.get(row, [])) for row in range(rows)}
    placed = []
    for index, x, text in wanted:
        length = text_width(text, size)
        slot = next(
            (
                (row, left)
                for row in range(rows)
                for left in (x - 4, x + 4 - length, x - length / 2)
                if left >= 0
                and left + length <= width
                and all(
                    left + length + gap <= start or left >= end + gap for start, end in used[row]
                )
            ),
            None,
        )
        if slot:
            row, left = slot
            used[row].append((left, left + length))
            placed.append(Label(index, row, left, left + length))
    return sorted(placed, key=lambda label: (label.row, label.left))
