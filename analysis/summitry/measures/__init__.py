"""Measures: quantities computed from the record, each named for what it returns.

All take checked tables (`summitry.tables.Record`) and return new tables. Days are
local calendar days; an event known to the month or year counts in its first possible
day's year, and is left out where a measure needs the day.
"""

from summitry.measures import readings
from summitry.measures.coding import (
    codes_by_coder,
    cohens_kappa,
    cumulative_scores,
    scores_by_coder,
    share_of_agreement,
    totals_on,
)
from summitry.measures.coverage import (
    counts_beside_ours,
    coverage,
    events_by,
    events_by_voice,
    review_errors,
    rows_by_table,
    sources_per_event,
)
from summitry.measures.events import (
    LEVELS,
    contacts,
    days_between,
    days_met,
    gaps_between,
    held,
    in_order,
    in_period,
    meetings_and_tests_per_year,
    of_kind,
    per_year,
    weapons_tests,
)
from summitry.measures.room import minutes_in_the_room
from summitry.measures.testing import (
    around_meetings,
    talks_and_rates,
    talks_and_rates_by_regression,
)

__all__ = [
    "readings",
    "around_meetings",
    "talks_and_rates",
    "talks_and_rates_by_regression",
    "counts_beside_ours",
    "sources_per_event",
    "rows_by_table",
    "review_errors",
    "events_by_voice",
    "events_by",
    "coverage",
    "LEVELS",
    "codes_by_coder",
    "cohens_kappa",
    "contacts",
    "cumulative_scores",
    "days_between",
    "days_met",
    "gaps_between",
    "held",
    "in_order",
    "in_period",
    "meetings_and_tests_per_year",
    "minutes_in_the_room",
    "of_kind",
    "per_year",
    "scores_by_coder",
    "share_of_agreement",
    "totals_on",
    "weapons_tests",
]
