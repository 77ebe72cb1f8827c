"""The published figures, one function each: from the record to a `Figure`.

Words that state a finding are made from measures, so that a corrected row corrects them.
"""

from summitry.figures.base import LANES, bands
from summitry.figures.channels import (
    channels_by_administration,
    leaders_letters,
    letters_and_meetings,
    silences,
)
from summitry.figures.record import sources_by_decade
from summitry.figures.room import time_in_the_room
from summitry.figures.talks import talks_and_tests
from summitry.figures.timelines import long_negotiation, road_to_singapore
from summitry.figures.yardsticks import two_yardsticks

__all__ = [
    "channels_by_administration",
    "leaders_letters",
    "letters_and_meetings",
    "silences",
    "sources_by_decade",
    "LANES",
    "bands",
    "long_negotiation",
    "road_to_singapore",
    "talks_and_tests",
    "time_in_the_room",
    "two_yardsticks",
]
