"""Related essays: the rarest things in common decide, and a thousand essays take no time."""

import random
import time

from reading_room import related


def uses(*keys):
    return [("event", key) for key in keys]


def test_the_rarest_thing_in_common_decides():
    found = related.related(
        {
            "one": uses("rare", "common", "usual"),
            "two": uses("common", "usual"),
            "three": uses("rare", "common"),
            "four": uses("common", "usual"),
            "five": uses("common", "usual"),
        }
    )
    assert found["one"][0] == "three"
    assert len(found["one"]) == 3


def test_one_thing_in_common_is_chance():
    found = related.related({"one": uses("a", "b"), "two": uses("a", "c"), "three": uses("d")})
    assert found == {"one": [], "two": [], "three": []}


def test_ties_keep_the_order_of_lists_and_no_essay_is_its_own_relative():
    same = uses("a", "b")
    found = related.related({"newest": same, "middle": same, "oldest": same})
    assert found["oldest"] == ["newest", "middle"]
    assert found["newest"] == ["middle", "oldest"]


def test_the_reason_counts_what_is_shared():
    one = [*uses("a", "b"), ("source", "s"), ("value", "v"), ("term", "t")]
    other = [*uses("a", "b"), ("source", "s"), ("value", "v")]
    assert related.why(one, other) == "shares 2 events and 1 source"
    assert related.why(one, [("term", "t")]) == "shares 1 term"
    assert related.why(one, []) == ""


def test_a_thousand_essays_with_sixty_references_each_are_quick():
    dice = random.Random(7)
    essays = {f"essay-{number}": uses(*dice.sample(range(1500), 60)) for number in range(1000)}
    start = time.perf_counter()
    related.related(essays)
    assert time.perf_counter() - start < 1  # a tenth of it on a machine that is not busy
