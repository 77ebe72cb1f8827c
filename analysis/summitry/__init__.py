"""The record of US–North Korea diplomacy, its measures and its figures.

Dependencies point one way: dates -> codebook -> tables -> checks -> measures
-> placement -> figures (drawing, interactive) -> artifacts -> build. Importing the package
reads nothing.
"""

__version__ = "1.0"
