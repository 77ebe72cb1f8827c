"""The published figures, one function each: from the record to a `Figure`.

Words that state a finding are made from measures, so that a corrected row corrects them.
"""

from summitry.figures.base import LANES, bands
from summitry.figures.readings import one_record_two_readings, what_could_change_a_mind
from summitry.figures.record import sources_by_decade
from summitry.figures.room import time_in_the_room
from summitry.figures.talks import talks_and_tests
from summitry.figures.testing import tests_around_meetings, tests_in_and_out_of_talks
from summitry.figures.timelines import long_negotiation, road_to_singapore
from summitry.figures.yardsticks import two_yardsticks

__all__ = [
    "one_record_two_readings",
    "what_could_change_a_mind",
    "tests_around_meetings",
    "tests_in_and_out_of_talks",
    "sources_by_decade",
    "LANES",
    "bands",
    "long_negotiation",
    "road_to_singapore",
    "talks_and_tests",
    "time_in_the_room",
    "two_yardsticks",
]
