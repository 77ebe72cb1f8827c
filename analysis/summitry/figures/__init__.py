"""The published figures, one function each: from the record to a `Figure`.

Words that state a finding are made from measures, so that a corrected row corrects them.
"""

from summitry.figures.base import LANES, bands
from summitry.figures.day_zero import calm_after_meetings, day_zero
from summitry.figures.record import sources_by_decade
from summitry.figures.room import (
    meetings_of_pairs,
    minutes_by_meeting,
    negotiators_acquaintance,
    time_in_the_room,
)
from summitry.figures.talks import talks_and_tests
from summitry.figures.timelines import long_negotiation, road_to_singapore
from summitry.figures.yardsticks import two_yardsticks

__all__ = [
    "sources_by_decade",
    "LANES",
    "bands",
    "calm_after_meetings",
    "day_zero",
    "long_negotiation",
    "meetings_of_pairs",
    "minutes_by_meeting",
    "negotiators_acquaintance",
    "road_to_singapore",
    "talks_and_tests",
    "time_in_the_room",
    "two_yardsticks",
]
