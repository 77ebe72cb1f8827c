"""The named numbers that prose may use, one function per notebook.

Each says how it was computed and which events it rests on, so that a reader can check it.
"""

from summitry.values.base import in_words
from summitry.values.changes import of_changes_of_government
from summitry.values.channels import of_the_channels
from summitry.values.day_zero import of_day_zero
from summitry.values.encounters import of_the_encounters
from summitry.values.moves import of_the_spiral
from summitry.values.negotiation import of_the_long_negotiation
from summitry.values.promises import of_the_promise_ledger
from summitry.values.readings import of_the_two_readings
from summitry.values.record import of_the_record
from summitry.values.room import of_time_in_the_room
from summitry.values.singapore import of_the_road_to_singapore
from summitry.values.testing import of_talks_and_tests
from summitry.values.yardsticks import of_the_two_yardsticks

__all__ = [
    "in_words",
    "of_changes_of_government",
    "of_day_zero",
    "of_talks_and_tests",
    "of_the_channels",
    "of_the_encounters",
    "of_the_long_negotiation",
    "of_the_promise_ledger",
    "of_the_record",
    "of_the_road_to_singapore",
    "of_the_spiral",
    "of_the_two_readings",
    "of_the_two_yardsticks",
    "of_time_in_the_room",
]
