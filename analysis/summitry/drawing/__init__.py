"""Static drawings: SVG made without a browser, themed by CSS custom properties.

Every colour is ``var(--token, fallback)``, so the drawing follows the page it stands in and
is complete on its own. Marks are links to ``event:<id>``, which the site resolves.
"""

from summitry.drawing.base import stylesheet, time_ticks
from summitry.drawing.columns import mirrored_columns_svg
from summitry.drawing.forest import forest_svg
from summitry.drawing.lines import lines_svg
from summitry.drawing.matrix import matrix_svg
from summitry.drawing.ranges import grouped_ranges_svg, ranges_svg
from summitry.drawing.stacks import stacks_svg
from summitry.drawing.strips import strips_svg
from summitry.drawing.timeline import timeline_svg
from summitry.drawing.totals import cumulative_svg

__all__ = [
    "cumulative_svg",
    "forest_svg",
    "grouped_ranges_svg",
    "lines_svg",
    "matrix_svg",
    "mirrored_columns_svg",
    "ranges_svg",
    "stacks_svg",
    "strips_svg",
    "stylesheet",
    "time_ticks",
    "timeline_svg",
]
