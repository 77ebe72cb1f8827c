"""The named numbers that prose may use, one function per notebook.

Each says how it was computed and which events it rests on, so that a reader can check it.
"""

from summitry.values.base import in_words
from summitry.values.negotiation import of_the_long_negotiation
from summitry.values.readings import of_the_two_readings
from summitry.values.record import of_the_record
from summitry.values.singapore import of_the_road_to_singapore
from summitry.values.testing import of_talks_and_tests
from summitry.values.yardsticks import of_the_two_yardsticks

__all__ = [
    "of_the_two_readings",
    "of_talks_and_tests",
    "of_the_record",
    "in_words",
    "of_the_long_negotiation",
    "of_the_road_to_singapore",
    "of_the_two_yardsticks",
]
