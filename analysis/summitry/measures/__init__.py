"""Measures: quantities computed from the record, each named for what it returns.

All take checked tables (`summitry.tables.Record`) and return new tables. Days are
local calendar days; an event known to the month or year counts in its first possible
day's year, and is left out where a measure needs the day.
"""

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
from summitry.measures.encounters import OUTCOMES, case_codes, conditions_and_outcomes
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
from summitry.measures.promises import (
    RULES as RULES_OF_KEEPING,
)
from summitry.measures.promises import (
    between_the_two,
    coder_agreement,
    confusion,
    counted_by,
    crossings,
    endings,
    endings_by_government,
    fates_by,
    government_on,
    is_declaration,
    kappa_with_error,
    kept_by_rule,
    kept_gap,
    ledger,
    of_side,
    promises_with_codes,
    readings,
    side_of,
    successors,
)
from summitry.measures.room import minutes_in_the_room
from summitry.measures.testing import (
    around_meetings,
    talks_and_rates,
    talks_and_rates_by_regression,
)

__all__ = [
    "LEVELS",
    "OUTCOMES",
    "RULES_OF_KEEPING",
    "around_meetings",
    "between_the_two",
    "case_codes",
    "coder_agreement",
    "codes_by_coder",
    "cohens_kappa",
    "conditions_and_outcomes",
    "confusion",
    "contacts",
    "counted_by",
    "counts_beside_ours",
    "coverage",
    "crossings",
    "cumulative_scores",
    "days_between",
    "days_met",
    "endings",
    "endings_by_government",
    "events_by",
    "events_by_voice",
    "fates_by",
    "gaps_between",
    "government_on",
    "held",
    "in_order",
    "in_period",
    "is_declaration",
    "kappa_with_error",
    "kept_by_rule",
    "kept_gap",
    "ledger",
    "meetings_and_tests_per_year",
    "minutes_in_the_room",
    "of_kind",
    "of_side",
    "per_year",
    "promises_with_codes",
    "readings",
    "review_errors",
    "rows_by_table",
    "scores_by_coder",
    "share_of_agreement",
    "side_of",
    "sources_per_event",
    "successors",
    "talks_and_rates",
    "talks_and_rates_by_regression",
    "totals_on",
    "weapons_tests",
]
