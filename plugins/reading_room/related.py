"""Essays that are about the same things, found by the rarest of what they share."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

# What an essay is about; numbers are left out, since each belongs to a figure or an event.
_KINDS = {"event": "event", "source": "source", "term": "term", "figure": "figure"}
_HOW_MANY = 3
# One thing in common is chance. What more essays than this share tells none of them apart, and
# leaving it out of the search bounds the work: see test_related.py for a thousand essays.
_LEAST = 2
_COMMON = 24


def related(references: Mapping[str, Iterable[tuple[str, str]]]) -> dict[str, list[str]]:
    """For each essay, by key, up to three others, nearest first.

    *Takes* what each essay refers to, as (kind, id), in the order of lists (newest first). Two
    essays are as near as the sum, over what they share, of the logarithm of how rare it is among
    all; ties keep the order of lists.
    """
    sets = {key: _about(uses) for key, uses in references.items()}
    users = defaultdict(list)
    for key, uses in sets.items():
        for use in sorted(uses):
            users[use].append(key)
    scores: dict[str, dict[str, float]] = {key: defaultdict(float) for key in sets}
    for _use, keys in sorted(users.items()):
        if len(keys) > max(_COMMON, 1):
            continue
        weight = math.log(1 + len(sets) / len(keys))
        for number, one in enumerate(keys):
            for other in keys[number + 1 :]:
                scores[one][other] += weight
                scores[other][one] += weight
    order = {key: number for number, key in enumerate(sets)}
    found = {}
    for key, near in scores.items():
        ranked = sorted(near, key=lambda other: (-round(near[other], 9), order[other]))
        chosen = (other for other in ranked if len(sets[key] & sets[other]) >= _LEAST)
        found[key] = [other for other, _ in zip(chosen, range(_HOW_MANY))]
    return found


def why(one: Iterable[tuple[str, str]], other: Iterable[tuple[str, str]]) -> str:
    """What two essays have in common, in words: "shares 6 events and 2 sources"; "" if nothing."""
    shared = _about(one) & _about(other)
    counts = [(sum(kind == k for k, _ in shared), word) for kind, word in _KINDS.items()]
    said = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    if not said:
        return ""
    return "shares " + (", ".join(said[:-1]) + " and " + said[-1] if len(said) > 1 else said[0])


def _about(uses: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(kind, key) for kind, key in uses if kind in _KINDS}
