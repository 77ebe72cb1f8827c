"""The published figures, one function each: from the record to a `Figure`.

Words that state a finding are made from measures, so that a corrected row corrects them.
"""

from summitry.figures.base import LANES, bands
from summitry.figures.changes import meetings_around_changes, promises_before_changes
from summitry.figures.channels import (
    channels_by_administration,
    leaders_letters,
    letters_and_meetings,
    silences,
)
from summitry.figures.day_zero import calm_after_meetings, day_zero
from summitry.figures.encounters import conditions_and_outcomes, when_encounters_work
from summitry.figures.moves import (
    after_an_exercise,
    around_hostile_deeds,
    moves_by_year,
    who_answers_whom,
)
from summitry.figures.promises import (
    framework_calendar,
    kept_with_a_date,
    promise_ledger,
    promises_and_successors,
    promises_kept_by_rule,
)
from summitry.figures.readings import one_record_two_readings, what_could_change_a_mind
from summitry.figures.record import sources_by_decade
from summitry.figures.room import (
    meetings_of_pairs,
    minutes_by_meeting,
    negotiators_acquaintance,
    time_in_the_room,
)
from summitry.figures.talks import talks_and_tests
from summitry.figures.testing import tests_around_meetings, tests_in_and_out_of_talks
from summitry.figures.timelines import long_negotiation, road_to_singapore
from summitry.figures.yardsticks import how_long_steps_stood, two_yardsticks

__all__ = [
    "LANES",
    "after_an_exercise",
    "around_hostile_deeds",
    "bands",
    "calm_after_meetings",
    "channels_by_administration",
    "conditions_and_outcomes",
    "day_zero",
    "framework_calendar",
    "how_long_steps_stood",
    "kept_with_a_date",
    "leaders_letters",
    "letters_and_meetings",
    "long_negotiation",
    "meetings_around_changes",
    "meetings_of_pairs",
    "minutes_by_meeting",
    "moves_by_year",
    "negotiators_acquaintance",
    "one_record_two_readings",
    "promise_ledger",
    "promises_and_successors",
    "promises_before_changes",
    "promises_kept_by_rule",
    "road_to_singapore",
    "silences",
    "sources_by_decade",
    "talks_and_tests",
    "tests_around_meetings",
    "tests_in_and_out_of_talks",
    "time_in_the_room",
    "two_yardsticks",
    "what_could_change_a_mind",
    "when_encounters_work",
    "who_answers_whom",
]
