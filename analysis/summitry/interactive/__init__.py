"""The same figures for Plotly: plain JSON, no template, lists and not arrays, roles and not colours.

Each trace carries its role in ``meta``; the page turns roles into the colours of its scheme.
Light colours are set here, so that the JSON also opens in Plotly by itself.
"""

from summitry.interactive.charts import forest_json, lines_json, matrix_json, stacks_json
from summitry.interactive.columns import mirrored_columns_json
from summitry.interactive.ranges import grouped_ranges_json, ranges_json
from summitry.interactive.strips import strips_json
from summitry.interactive.timeline import timeline_json
from summitry.interactive.totals import cumulative_json

__all__ = [
    "cumulative_json",
    "forest_json",
    "grouped_ranges_json",
    "lines_json",
    "matrix_json",
    "mirrored_columns_json",
    "ranges_json",
    "stacks_json",
    "strips_json",
    "timeline_json",
]
