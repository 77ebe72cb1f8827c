"""The record of US–North Korea diplomacy, its measures and its figures.

Dependencies point one way: dates -> codebook -> checks -> tables -> measures -> figures and
values -> notebooks. Figures are drawn twice from one description: by ``drawing`` without a
browser, by ``interactive`` for Plotly. ``artifacts`` writes what the site reads; ``build`` runs
what changed. Importing the package reads nothing.
"""

__version__ = "1.0"
