"""One record, two readings: how far two readers of the same moves part, and what could move them.

A small model of a reader, not of a government. The reader holds a belief (0 to 1) that the other
side is a *security seeker*, who would settle if safe, and not a *predator*, who uses every
settlement. Each move of the other side has a score from -2 (hostile deed) to 2 (cooperative deed)
and is worth `strength` in log odds for each point: a move of score s is exp(s * strength) times as
likely from a security seeker as from a predator. Between moves the log odds go back towards the
prior's, by half in every `half_life` years, so that old evidence fades::

    L(t) = L(prior) + (L(t - dt) - L(prior)) * 2 ** (-dt / half_life) + strength * score * share

``share`` is 1 but for two discounts. `discount` is bad faith: cooperative moves count only
``1 - discount``. `sensibility` is the reader's sense of the fear that the own side causes: a
hostile move that answers a hostile deed of the own side counts only ``1 - sensibility``.

Limits: scores are two coders' and known afterwards; entries hang together and are counted as if
they did not (which is why `STRENGTH` is small); no stakes, no lies, no secret moves; the numbers
say what follows from a way of reading, not what anyone believed.

Source of the ideas: Ole Holsti, 'The Belief System and National Images', Journal of Conflict
Resolution 6 (1962), for inherent bad faith; Ken Booth and Nicholas Wheeler, *The Security Dilemma*
(2008), for sensibility; Andrew Kydd, *Trust and Mistrust in International Relations* (2005), for
trust as a Bayesian belief about a security seeker. Fading raises the old likelihood to a power, as
in Joseph Ibrahim and Ming-Hui Chen, 'Power Prior Distributions for Regression Models', Statistical
Science 15 (2000).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from summitry.measures.events import in_order
from summitry.tables import Record

DAYS_PER_YEAR = 365.25
# A hostile move answers a hostile deed of the own side that began before it and ended no more
# than so many days before it: the span of a yearly exercise's aftermath, and of talks elsewhere.
ANSWER_DAYS = 60
# A deed is hostile when both coders hold it to be a hostile move and one of them a deed.
HOSTILE_DEED = -1.5
# Defaults. Both readers begin with the same mistrust, one in four: then passing one half is a
# change of mind. A cooperative deed is exp(0.1) or 1.1 times as likely from a security seeker:
# little, because the entries of one week are often one act. Five years outlast a term of office.
PRIOR, STRENGTH, HALF_LIFE = 0.25, 0.05, 5.0
NEVER = math.inf
PRIORS, STRENGTHS, HALF_LIVES = (0.1, 0.25, 0.4), (0.025, 0.05, 0.1, 0.2), (2.0, 5.0, 10.0, NEVER)
CODERS = ("mean", "a", "b")


@dataclass(frozen=True)
class Standpoint:
    """Who reads whose moves: `own` and `other` are words of the vocabulary ``mover``."""

    id: str
    name: str
    own: str
    other: str


@dataclass(frozen=True)
class Reader:
    """A way of reading: both shares between 0 and 1."""

    id: str
    name: str
    discount: float
    sensibility: float


STANDPOINTS = {
    "washington": Standpoint("washington", "Washington reads Pyongyang", "allies", "dprk"),
    "pyongyang": Standpoint("pyongyang", "Pyongyang reads Washington and Seoul", "dprk", "allies"),
}
READERS = {
    "bad-faith": Reader("bad-faith", "Bad-faith reader", 0.9, 0.0),
    "sensible": Reader("sensible", "Sensible reader", 0.0, 0.5),
    "plain": Reader("plain", "Reader without discounts", 0.0, 0.0),
}


def evidence(record: Record, standpoint: str, coder: str = "mean") -> pd.DataFrame:
    """The moves that `standpoint` reads: one row per move of the other side or of both.

    `coder` is ``mean`` (of the two), ``a`` or ``b``.
    Columns: ``id``, ``day`` (first possible day), ``score`` (-2 to 2, never 0), ``is_answer`` (a
    hostile move that follows a hostile deed of the own side, see `ANSWER_DAYS`; both known to the
    day); in order of day, then id.
    """
    view = STANDPOINTS[standpoint]
    moves = record.table("moves")
    if coder != "mean":
        moves = moves[moves["coder"].eq(coder)]
    scores = moves["score"].astype(float)
    per_event = moves.assign(
        score=scores.where(moves["mover"].isin([view.other, "both"]), 0.0),
        own=scores.where(moves["mover"].eq(view.own), 0.0),
    )
    means = per_event.groupby("event_id")[["score", "own"]].mean()
    events = record.table("events")[["id", "first_day", "last_day", "precision"]]
    events = in_order(events.merge(means, left_on="id", right_index=True, validate="1:1"))
    dated = events["precision"].eq("day")
    deeds = events[dated & events["own"].le(HOSTILE_DEED)]
    read = events[events["score"].ne(0)].reset_index(drop=True)
    follows = _follows(read["first_day"], deeds["first_day"], deeds["last_day"])
    read["is_answer"] = follows & read["precision"].eq("day") & read["score"].lt(0)
    return read[["id", "first_day", "score", "is_answer"]].rename(columns={"first_day": "day"})


def moves_read(record: Record) -> pd.DataFrame:
    """What each standpoint reads: one row per standpoint.

    Columns: ``moves``, ``cooperative`` and ``hostile`` (numbers), ``answers`` (share of the hostile
    ones) and ``days_after_deeds`` (share of days on which a hostile move would be an answer).
    """
    rows = {}
    for name in STANDPOINTS:
        moves = evidence(record, name)
        hostile = moves[moves["score"].lt(0)]
        rows[name] = {
            "moves": len(moves),
            "cooperative": len(moves) - len(hostile),
            "hostile": len(hostile),
            "answers": hostile["is_answer"].mean(),
            "days_after_deeds": share_of_days_after_deeds(record, name),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def share_of_days_after_deeds(record: Record, standpoint: str) -> float:
    """Share (0 to 1) of the record's days on which a hostile move would count as an answer.

    What the share of answers among hostile moves is to be held against.
    """
    view = STANDPOINTS[standpoint]
    moves = record.table("moves")
    scores = moves["score"].astype(float).where(moves["mover"].eq(view.own), 0.0)
    own = scores.groupby(moves["event_id"]).mean()
    events = record.table("events")
    is_deed = events["id"].isin(own[own.le(HOSTILE_DEED)].index) & events["precision"].eq("day")
    deeds = events[is_deed]
    days = pd.Series(pd.date_range(record.book.record_begins, record.book.record_ends))
    return float(_follows(days, deeds["first_day"], deeds["last_day"]).mean())


def _follows(days: pd.Series, starts: pd.Series, ends: pd.Series) -> np.ndarray:
    at = days.to_numpy()[:, None]
    last = (ends + pd.Timedelta(ANSWER_DAYS, "D")).to_numpy()
    return ((at > starts.to_numpy()) & (at <= last)).any(axis=1)


def log_odds(probability: float) -> float:
    """The natural logarithm of the odds of a probability between 0 and 1, both excluded."""
    return math.log(probability / (1 - probability))


def probability(odds: np.ndarray | float) -> np.ndarray:
    """The probability of log odds."""
    return 1 / (1 + np.exp(-np.asarray(odds, dtype=float)))


def belief(
    moves: pd.DataFrame,
    prior: float = PRIOR,
    strength: float = STRENGTH,
    half_life: float = HALF_LIFE,
    discount: float = 0.0,
    sensibility: float = 0.0,
) -> np.ndarray:
    """The belief (0 to 1) just after each of `moves` (rows of `evidence`, in their order).

    `half_life` is in years; `NEVER` lets nothing fade. Without moves, an empty array.
    """
    weights = strength * weighted_scores(moves, discount, sensibility)
    return probability(log_odds(prior) + faded_sums(weights, moves["day"], half_life))


def belief_on(
    moves: pd.DataFrame,
    days: Sequence | pd.DatetimeIndex,
    prior: float = PRIOR,
    strength: float = STRENGTH,
    half_life: float = HALF_LIFE,
    discount: float = 0.0,
    sensibility: float = 0.0,
) -> np.ndarray:
    """The belief (0 to 1) at the end of each of `days`; the prior before the first move."""
    days = pd.DatetimeIndex(days)
    if moves.empty:
        return np.full(len(days), prior)
    weights = strength * weighted_scores(moves, discount, sensibility)
    sums = faded_sums(weights, moves["day"], half_life)
    at = np.searchsorted(moves["day"].to_numpy(), days.to_numpy(), side="right") - 1
    since = (days - pd.DatetimeIndex(moves["day"].iloc[at])).days.to_numpy() / DAYS_PER_YEAR
    excess = np.where(at < 0, 0.0, sums[at] * 2.0 ** (-since.clip(0) / half_life))
    return probability(log_odds(prior) + excess)


def weighted_scores(moves: pd.DataFrame, discount: float, sensibility: float) -> np.ndarray:
    """Each move's score times the share of it that the reader lets count."""
    scores = moves["score"].to_numpy(dtype=float)
    answers = moves["is_answer"].to_numpy(dtype=bool)
    share = np.where(scores > 0, 1 - discount, np.where(answers, 1 - sensibility, 1.0))
    return scores * share


def faded_sums(amounts: np.ndarray, days: pd.Series, half_life: float) -> np.ndarray:
    """Running sums of `amounts` that lose half of themselves in every `half_life` years."""
    gaps = pd.Series(days).diff().dt.days.fillna(0).to_numpy() / DAYS_PER_YEAR
    found, total = np.empty(len(amounts)), 0.0
    for number, (amount, kept) in enumerate(zip(amounts, 2.0 ** (-gaps / half_life))):
        total = total * kept + amount
        found[number] = total
    return found


def trajectories(record: Record, days: Sequence | pd.DatetimeIndex) -> pd.DataFrame:
    """Belief of each reader from each standpoint at the end of `days`, with the defaults.

    One row per day; columns ``day`` and ``<standpoint>-<reader>``.
    """
    table = {"day": pd.DatetimeIndex(days)}
    for name in STANDPOINTS:
        moves = evidence(record, name)
        for reader in READERS.values():
            table[f"{name}-{reader.id}"] = belief_on(
                moves, days, discount=reader.discount, sensibility=reader.sensibility
            )
    return pd.DataFrame(table)


def quarter_ends(record: Record) -> pd.DatetimeIndex:
    """The last day of each quarter of the record, and the day on which it ends."""
    ends = pd.date_range(record.book.record_begins, record.book.record_ends, freq="QE")
    return ends.union([pd.Timestamp(record.book.record_ends)])


def distances(moves: pd.DataFrame, **assumptions: float) -> pd.DataFrame:
    """The two readers after each move: ``id``, ``day``, ``bad_faith``, ``sensible``, ``distance``.

    `assumptions` are `prior`, `strength` and `half_life`.
    """
    both = {
        key: belief(moves, discount=reader.discount, sensibility=reader.sensibility, **assumptions)
        for key, reader in (("bad_faith", READERS["bad-faith"]), ("sensible", READERS["sensible"]))
    }
    table = moves[["id", "day"]].assign(**both)
    return table.assign(distance=(table["sensible"] - table["bad_faith"]).abs())


def furthest_apart(moves: pd.DataFrame, **assumptions: float) -> pd.Series:
    """The row of `distances` at which the two readers stand furthest apart (the first of equals)."""
    table = distances(moves, **assumptions)
    return table.loc[table["distance"].idxmax()]


def discounts_carried(
    moves: pd.DataFrame,
    prior: float = PRIOR,
    strength: float = STRENGTH,
    half_life: float = HALF_LIFE,
    sensibility: float = 0.0,
) -> pd.DataFrame:
    """After each move, the discount below which a reader stands over one half.

    Columns: ``id``, ``day``, ``carried_below``. Log odds are a straight line in the discount, so
    the crossing is exact: with the faded sums of cooperative and of hostile scores C and H, a
    reader is over one half where ``discount < 1 - (H - L(prior) / strength) / C``. Not above 0:
    not even a reader without any discount is; minus infinity where nothing cooperative counts.
    """
    weighted = weighted_scores(moves, 0.0, sensibility)
    good = faded_sums(weighted.clip(min=0), moves["day"], half_life)
    bad = faded_sums(-weighted.clip(max=0), moves["day"], half_life)
    needed = bad - log_odds(prior) / strength
    below = np.full(len(moves), -math.inf)
    np.divide(needed, good, out=below, where=good > 0)
    below[good > 0] = 1 - below[good > 0]
    return moves[["id", "day"]].assign(carried_below=below)


def largest_discount(moves: pd.DataFrame, **assumptions: float) -> pd.Series:
    """The row of `discounts_carried` with the largest discount: beyond it no move carries."""
    table = discounts_carried(moves, **assumptions)
    return table.loc[table["carried_below"].idxmax()]


def turning_events(moves: pd.DataFrame, reader: Reader, **assumptions: float) -> pd.DataFrame:
    """What the removal of each single move does to the reader's highest and last belief.

    Columns: ``id``, ``day``, ``peak_change``, ``end_change`` (with the move minus without it),
    largest change of either first. One move is worth little by construction.
    """
    given = {
        "discount": reader.discount,
        "sensibility": reader.sensibility,
        "prior": assumptions.get("prior", PRIOR),
        "strength": assumptions.get("strength", STRENGTH),
    }
    half_life = assumptions.get("half_life", HALF_LIFE)
    start = log_odds(given["prior"])
    weights = given["strength"] * weighted_scores(moves, reader.discount, reader.sensibility)
    sums = faded_sums(weights, moves["day"], half_life)
    years = (moves["day"] - moves["day"].iloc[0]).dt.days.to_numpy() / DAYS_PER_YEAR
    whole = probability(start + sums)
    rows = []
    for number in range(len(moves)):
        # Sums are linear: without the move, each later sum lacks what has not yet faded of it.
        kept = np.where(
            np.arange(len(moves)) >= number,
            2.0 ** (-(years - years[number]).clip(0) / half_life),
            0.0,
        )
        without = probability(start + sums - weights[number] * kept)
        rows.append((whole.max() - np.delete(without, number).max(), whole[-1] - without[-1]))
    table = moves[["id", "day"]].copy()
    table[["peak_change", "end_change"]] = rows
    size = table[["peak_change", "end_change"]].abs().max(axis=1)
    order = size.sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def peaks_by_discount(
    moves: pd.DataFrame, discounts: Sequence[float], since: str = "", **assumptions: float
) -> np.ndarray:
    """The highest belief after any move (from the day `since` on) for each discount."""
    late = moves["day"].ge(since).to_numpy() if since else np.ones(len(moves), dtype=bool)
    return np.array(
        [belief(moves, discount=float(d), **assumptions)[late].max() for d in discounts]
    )


def over_half(
    moves: pd.DataFrame, discounts: Sequence[float], **assumptions: float
) -> pd.DataFrame:
    """When a reader with each discount stood over one half: one row per discount.

    Columns: ``discount``, ``moves`` (after how many), ``first`` and ``last`` (days of the first and
    the last such move; not a time where there is none), ``last_id``.
    """
    table = discounts_carried(moves, **assumptions)
    rows = []
    for discount in discounts:
        over = table[table["carried_below"].gt(discount)]
        last = over.iloc[-1] if len(over) else {"id": "", "day": pd.NaT}
        rows.append((discount, len(over), over["day"].min(), last["day"], last["id"]))
    return pd.DataFrame(rows, columns=["discount", "moves", "first", "last", "last_id"])


def reach_of_peaks(
    record: Record, standpoint: str, discounts: Sequence[float]
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest peak by discount over all specifications with the default prior."""
    peaks = [
        peaks_by_discount(moves, discounts, **assumptions)
        for name, _coder, moves, assumptions in specifications(record)
        if name == standpoint and assumptions["prior"] == PRIOR
    ]
    return np.min(peaks, axis=0), np.max(peaks, axis=0)


def specifications(record: Record) -> list[tuple[str, str, pd.DataFrame, dict[str, float]]]:
    """Every variant: (standpoint, coder, evidence, assumptions), by coder, prior and so on."""
    variants = []
    for name in STANDPOINTS:
        for coder in CODERS:
            moves = evidence(record, name, coder)
            for prior, strength, half_life in itertools.product(PRIORS, STRENGTHS, HALF_LIVES):
                assumptions = {"prior": prior, "strength": strength, "half_life": half_life}
                variants.append((name, coder, moves, assumptions))
    return variants


def sensitivity(record: Record) -> pd.DataFrame:
    """What the findings become under other assumptions: one row per specification.

    Columns: ``standpoint``, ``coder``, ``prior``, ``strength``, ``half_life`` (years; infinity is
    no fading), ``largest_discount`` (beyond it no move carries a reader over one half),
    ``carried_on`` (when that was), ``apart_most``, ``apart_on``, ``apart_at_end``,
    ``bad_faith_peak``, ``sensible_peak``, ``bad_faith_end``, ``sensible_end``.
    """
    rows = []
    for name, coder, moves, assumptions in specifications(record):
        table = distances(moves, **assumptions)
        most = table.loc[table["distance"].idxmax()]
        carried = largest_discount(moves, **assumptions)
        rows.append(
            {
                "standpoint": name,
                "coder": coder,
                **assumptions,
                "largest_discount": carried["carried_below"],
                "carried_on": carried["day"],
                "apart_most": most["distance"],
                "apart_on": most["day"],
                "apart_at_end": table["distance"].iloc[-1],
                "bad_faith_peak": table["bad_faith"].max(),
                "sensible_peak": table["sensible"].max(),
                "bad_faith_end": table["bad_faith"].iloc[-1],
                "sensible_end": table["sensible"].iloc[-1],
            }
        )
    return pd.DataFrame(rows)
