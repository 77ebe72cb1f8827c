"""Do weapons tests pause when diplomats talk? Rates, their ratio, and what chance would give.

The unit is a day. A day is *in talks* by one of several definitions (`TalksRule`); a test day is
a day with a nuclear test, a missile test or a satellite launch. Both series are clustered, so
chance is judged by turning one of them round the calendar (`turned`), which keeps the clusters of
both and breaks only their relation.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from summitry.measures.events import contacts, gaps_between, held, weapons_tests
from summitry.tables import Record

# The first day for which both series are known well enough: the year of the first high-level
# talks. Before it the record holds two test days and no meeting above the working level.
FIRST_DAY = datetime.date(1992, 1, 1)
# Eras by who led North Korea and by what it tested; the last begins after the last working talks.
ERAS = {
    "1992–2005": ("1992-01-01", "2005-12-31"),
    "2006–2011": ("2006-01-01", "2011-12-31"),
    "2012–2019": ("2012-01-01", "2019-12-31"),
    "since 2020": ("2020-01-01", "2099-12-31"),
}
TURNS = 4000
SEED = 20261125

# What a day's largest weapon is not, when only the long-range and nuclear ones are counted.
SHORTER = ("srbm", "mrbm", "slbm", "cruise", "unknown")


@dataclass(frozen=True)
class Moratorium:
    """A stated halt: from the day it was promised until its author called it over.

    ``promised`` and ``ended`` are events; ``classes`` are those that the promise named, as far as
    the record's classes can say it. That of 1999 said "missiles"; cruise missiles are left out as
    Washington read it. That of 2012 is read with launchers, which Pyongyang disputes.
    """

    key: str
    promised: str
    ended: str
    classes: tuple[str, ...]


MORATORIA = (
    Moratorium(
        "1999",
        "1999-09-24-missile-test-moratorium",
        "2005-03-03-dprk-not-bound-by-moratorium",
        ("srbm", "mrbm", "irbm", "icbm", "slbm", "slv"),
    ),
    Moratorium(
        "2012",
        "2012-02-29-leap-day-announcements",
        "2012-04-17-dprk-leaves-leap-day-deal",
        ("nuclear", "irbm", "icbm", "slv"),
    ),
    Moratorium(
        "2018",
        "2018-04-20-party-plenum-suspends-tests",
        "2019-12-28-party-plenum-moratorium",
        ("nuclear", "icbm"),
    ),
)


@dataclass(frozen=True)
class TalksRule:
    """When a day counts as in talks: within `days_after` a meeting of these levels.

    `days_before` extends it backwards. With `joins`, meetings no more than that many days apart
    also make every day between them a day in talks. With `of_a_process`, meetings outside the
    negotiations that the record names do not count, such as missions for prisoners.
    """

    name: str
    levels: tuple[str, ...]
    days_after: int
    days_before: int = 0
    joins: int = 0
    of_a_process: bool = False


_ABOVE_WORKING = ("leader", "minister", "envoy")
RULES = (
    TalksRule("Envoys or higher, 30 days after", _ABOVE_WORKING, 30),
    TalksRule("Envoys or higher, 60 days after", _ABOVE_WORKING, 60),
    TalksRule("Envoys or higher, 90 days after", _ABOVE_WORKING, 90),
    TalksRule("Envoys or higher, 30 days before and after", _ABOVE_WORKING, 30, 30),
    TalksRule("Any level, 30 days after", (*_ABOVE_WORKING, "working"), 30),
    TalksRule("Any level, 60 days after", (*_ABOVE_WORKING, "working"), 60),
    TalksRule("Rounds: meetings at most 120 days apart", _ABOVE_WORKING, 0, 0, 120),
    TalksRule("Rounds: meetings at most 180 days apart", _ABOVE_WORKING, 0, 0, 180),
)


def days_of(record: Record, first: datetime.date = FIRST_DAY) -> pd.DatetimeIndex:
    """Every day from `first` to the end of the record."""
    return pd.date_range(first, record.book.record_ends, freq="D")


def is_test_day(record: Record, days: pd.DatetimeIndex, without: Sequence[str] = ()) -> np.ndarray:
    """For each of `days`, 1 if a weapons test took place and 0 if not.

    Tests of the classes `without`, and tests known only to the month or year, are left out.
    """
    tests = held(weapons_tests(record))
    tests = tests[~tests["class"].isin(without)]
    dated = tests[tests["precision"].eq("day")]["first_day"]
    return np.isin(days, dated.to_numpy()).astype(int)


def meetings_of(record: Record, levels: Sequence[str]) -> pd.DataFrame:
    """Meetings of both governments that were held, known to the day, at one of `levels`."""
    met = held(contacts(record))
    return met[
        met["kind"].eq("meeting") & met["level"].isin(levels) & met["precision"].eq("day")
    ].reset_index(drop=True)


def in_talks(record: Record, rule: TalksRule, days: pd.DatetimeIndex) -> np.ndarray:
    """For each of `days`, whether it is in talks by `rule`. The days of a meeting itself are."""
    meetings = meetings_of(record, rule.levels)
    if rule.of_a_process:
        meetings = meetings[meetings["process"].ne("")]
    inside = np.zeros(len(days), dtype=bool)
    after, before = pd.Timedelta(rule.days_after, "D"), pd.Timedelta(rule.days_before, "D")
    for meeting in meetings.itertuples():
        first, last = meeting.first_day - before, meeting.last_day + after
        inside |= (days >= first) & (days <= last)
    if rule.joins:
        ends = meetings["last_day"].cummax()
        for end, start in zip(ends, meetings["first_day"].iloc[1:]):
            if (start - end).days <= rule.joins:
                inside |= (days >= end) & (days <= start)
    return inside


@dataclass(frozen=True)
class RateRatio:
    """Test days per year in and out of talks, their ratio, and how unusual the ratio is.

    ``low`` and ``high`` bound the range of turned calendars; ``middle`` is their middle ratio
    where it need not be 1; ``p_turned`` is the share of turned calendars whose ratio is at least
    as far from it on the log scale.
    """

    days_in: int
    days_out: int
    tests_in: int
    tests_out: int
    ratio: float
    low: float
    high: float
    p_turned: float
    middle: float = 1.0

    @property
    def per_year_in(self) -> float:
        """Test days per year of days in talks."""
        return self.tests_in / self.days_in * 365.25 if self.days_in else float("nan")

    @property
    def per_year_out(self) -> float:
        """Test days per year of days out of talks."""
        return self.tests_out / self.days_out * 365.25 if self.days_out else float("nan")


def rate_ratio(tests: np.ndarray, inside: np.ndarray, turns: int = TURNS) -> RateRatio:
    """Rate of test days in talks over the rate out of talks.

    *Estimand*: the ratio of the two rates in the days given. Half a test day is added to each
    side, so that a period without tests has a finite ratio. The range is the central 95 % of
    the turned calendars' log ratios, laid around the estimate: it widens with the clustering of
    both series, which a Poisson interval ignores (compare `poisson_ratio`), and is rough where
    few tests are expected, so that it need not agree with p. *Null*: the timing of
    tests has no relation to that of talks. Every turn moves the talks by a random number of days,
    at least 60, round the end of the calendar; `SEED` fixes them. Not a number when every day,
    or none, is in talks.
    """
    if not inside.any() or inside.all():
        nothing = float("nan")
        return RateRatio(
            int(inside.sum()),
            int((~inside).sum()),
            int(tests[inside].sum()),
            int(tests[~inside].sum()),
            *(nothing, nothing, nothing, nothing),
        )
    estimate = _log_ratio(tests, inside)
    null = turned(tests, inside, turns)
    spread = np.quantile(null - np.median(null), [0.025, 0.975])
    p = (1 + np.sum(np.abs(null) >= abs(estimate) - 1e-12)) / (1 + len(null))
    return RateRatio(
        int(inside.sum()),
        int((~inside).sum()),
        int(tests[inside].sum()),
        int(tests[~inside].sum()),
        float(np.exp(estimate)),
        float(np.exp(estimate - spread[1])),
        float(np.exp(estimate - spread[0])),
        float(p),
    )


def turned(tests: np.ndarray, inside: np.ndarray, turns: int = TURNS) -> np.ndarray:
    """Log ratios after turning the days in talks round the calendar, one per turn.

    Source of the idea: circular-shift tests for two clustered series, as used for point
    processes. It tests that the two have no relation at all, a common trend included: when both
    change over the decades, as here, compare `within_years`.
    """
    size = len(tests)
    least = min(60, size // 4)
    offsets = np.random.default_rng(SEED).integers(least, size - least, turns)
    counts = overlaps(tests, inside)[offsets]
    days_in, total = int(inside.sum()), int(tests.sum())
    return _log_ratios(counts, total - counts, days_in, size - days_in)


def overlaps(tests: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """How many `tests` fall `inside` after each turn of 0, 1, 2 … days round the calendar.

    By the convolution theorem all turns cost no more than one. With whole numbers in, whole
    numbers come out; `inside` may count a day more than once.
    """
    spectrum = np.conj(np.fft.rfft(tests)) * np.fft.rfft(np.asarray(inside, dtype=float))
    return np.rint(np.fft.irfft(spectrum, len(tests))).astype(int)


def _log_ratio(tests: np.ndarray, inside: np.ndarray) -> float:
    tests_in = int(tests[inside].sum())
    days_in = int(inside.sum())
    counts = np.array([tests_in])
    return float(_log_ratios(counts, int(tests.sum()) - counts, days_in, len(tests) - days_in)[0])


def _log_ratios(inside, outside, days_in: int, days_out: int) -> np.ndarray:
    return np.log((inside + 0.5) / max(days_in, 1)) - np.log((outside + 0.5) / max(days_out, 1))


def within_years(
    counted: np.ndarray, inside: np.ndarray, years: np.ndarray, turns: int = TURNS
) -> RateRatio:
    """Rate of days `counted` that are `inside` over the rate of the others of the same year.

    *Estimand*: one ratio common to all years, by the weights of Mantel and Haenszel ('Statistical
    aspects of the analysis of data from retrospective studies of disease', Journal of the
    National Cancer Institute 22, 1959; for rates, Rothman, Greenland and Lash, Modern
    Epidemiology), with half a day added to each side as in `rate_ratio`. *Null*: within each
    year, timing has no relation: every turn moves the `inside` days of each year by a random
    number of days round that year, each year by its own. What differs between years cannot then
    make a relation; what depends on the season still can. Interval and p as in `rate_ratio`,
    around the middle of the turned ratios. Any other division of the calendar into unbroken
    spans, such as `ERAS`, may stand for `years`.
    """
    draw = np.random.default_rng(SEED)
    top, bottom = np.zeros(turns + 1), np.zeros(turns + 1)
    half = 0.5 * np.array([(~inside).mean(), inside.mean()])
    for year in np.unique(years):
        mine = years == year
        tests, after = counted[mine], inside[mine]
        size, days_in, total = len(tests), int(after.sum()), int(tests.sum())
        offsets = np.concatenate([[0], draw.integers(0, size, turns)])
        if not total or not days_in or days_in == size:
            continue
        found = overlaps(tests, after)[offsets]
        top += found * (size - days_in) / size
        bottom += (total - found) * days_in / size
    logs = np.log(top + half[0]) - np.log(bottom + half[1])
    estimate, null = logs[0], logs[1:]
    middle = np.median(null)
    spread = np.quantile(null - middle, [0.025, 0.975])
    far = np.abs(null - middle) >= abs(estimate - middle) - 1e-12
    return RateRatio(
        int(inside.sum()),
        int((~inside).sum()),
        int(counted[inside].sum()),
        int(counted[~inside].sum()),
        float(np.exp(estimate)),
        float(np.exp(estimate - spread[1])),
        float(np.exp(estimate - spread[0])),
        float((1 + far.sum()) / (1 + turns)),
        float(np.exp(middle)),
    )


def moved_within_years(
    starts: np.ndarray, ends: np.ndarray, years: np.ndarray, turns: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Placebo places of spans: each year's are moved together round that year, once per turn.

    `starts` and `ends` are places in a calendar whose day number i lies in ``years[i]``. A span
    keeps its length. What differs between years stays; only the timing within them is broken.
    """
    first = np.searchsorted(years, years[starts])
    size = np.searchsorted(years, years[starts], side="right") - first
    draw = np.random.default_rng(SEED)
    placebos = []
    for _ in range(turns):
        by = draw.random(years[-1] - years[0] + 1)[years[starts] - years[0]]
        moved = first + (starts - first + np.floor(by * size).astype(int)) % size
        placebos.append((moved, moved + (ends - starts)))
    return placebos


def poisson_ratio(
    tests: np.ndarray, inside: np.ndarray, days: pd.DatetimeIndex, with_years: bool = False
) -> tuple[float, float, float]:
    """The ratio from a Poisson regression of monthly counts, with its 95 % interval.

    Counts of test days per calendar month, on the share of the month in talks, with the number of
    days as exposure and standard errors robust to six months of autocorrelation (Newey and West,
    Econometrica 55, 1987). With `with_years`, every year has a level of its own: talks are then
    compared with their absence in the same year only, which removes what changed slowly between
    years, and errors are clustered by year. Fitted by statsmodels.
    """
    import statsmodels.api as sm

    months = days.to_period("M")
    frame = pd.DataFrame({"month": months, "tests": tests, "inside": inside.astype(float)})
    monthly = frame.groupby("month").agg(
        tests=("tests", "sum"), inside=("inside", "mean"), days=("tests", "size")
    )
    design = pd.DataFrame({"inside": monthly["inside"]})
    if with_years:
        # A year without any test says nothing about timing within it, and has no level to fit.
        active = monthly.groupby(monthly.index.year)["tests"].transform("sum").gt(0)
        monthly, design = monthly[active], design[active]
        years = pd.get_dummies(monthly.index.year, dtype=float).set_index(monthly.index)
        design = design.join(years)
    else:
        design = sm.add_constant(design)
    model = sm.GLM(
        monthly["tests"],
        design.astype(float),
        family=sm.families.Poisson(),
        exposure=monthly["days"],
    )
    if with_years:
        # Years without tests are left out, so months do not follow each other: cluster by year.
        groups = monthly.index.year.to_numpy()
        fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups})
    else:
        fit = model.fit(cov_type="HAC", cov_kwds={"maxlags": 6})
    low, high = fit.conf_int().loc["inside"]
    return tuple(float(np.exp(value)) for value in (fit.params["inside"], low, high))


def talks_and_rates(record: Record) -> pd.DataFrame:
    """The rate ratio by every rule and era: one row per specification.

    Columns: ``era``, ``rule``, ``days_in``, ``days_out``, ``tests_in``, ``tests_out``,
    ``per_year_in``, ``per_year_out``, ``ratio``, ``low``, ``high``, ``p_turned``. The eras other
    than the whole are given for the rule of 60 days only.
    """
    days = days_of(record)
    tests = is_test_day(record, days)
    rows = [("all years", rule, days, tests) for rule in RULES]
    rows.append(
        (
            "all years",
            dataclasses.replace(RULES[1], name=f"{RULES[1].name}; no cruise missiles"),
            days,
            is_test_day(record, days, ("cruise",)),
        )
    )
    for era, (first, last) in ERAS.items():
        mine = (days >= first) & (days <= last)
        rows.append((era, RULES[1], days[mine], tests[mine]))
    table = []
    for era, rule, span, counted in rows:
        inside = in_talks(record, rule, span)
        found = rate_ratio(counted, inside)
        table.append(
            {
                "era": era,
                "rule": rule.name,
                "days_in": found.days_in,
                "days_out": found.days_out,
                "tests_in": found.tests_in,
                "tests_out": found.tests_out,
                "per_year_in": found.per_year_in,
                "per_year_out": found.per_year_out,
                "ratio": found.ratio,
                "low": found.low,
                "high": found.high,
                "p_turned": found.p_turned,
            }
        )
    return pd.DataFrame(table)


def around_meetings(
    record: Record,
    levels: Sequence[str],
    reach: int = 360,
    width: int = 30,
    turns: int = 2000,
    first: datetime.date = FIRST_DAY,
) -> pd.DataFrame:
    """Test days before and after meetings at `levels`: an event study in bins of `width` days.

    One row per bin from -`reach` to +`reach` days: ``middle`` (days from the meeting), ``rate``
    (test days per 30 days, pooled over meetings), ``low`` and ``high`` (the central 90 % of
    placebo dates: the meetings of each year moved together round that year, so that years with
    many tests and years with many meetings stay what they are) and ``median``. A meeting's span counts as day 0. Days beyond the calendar are left out
    of a bin's exposure. Attrs: ``meetings``, how many there were.
    """
    days = days_of(record, first)
    tests = is_test_day(record, days)
    meetings = meetings_of(record, levels)
    meetings = meetings[meetings["first_day"].ge(days[0]) & meetings["last_day"].le(days[-1])]
    starts = (meetings["first_day"] - days[0]).dt.days.to_numpy()
    ends = (meetings["last_day"] - days[0]).dt.days.to_numpy()
    placebos = moved_within_years(starts, ends, days.year.to_numpy(), turns)
    table = around(tests, starts, ends, placebos, reach, width)
    table.attrs["meetings"] = len(meetings)
    return table


def around(
    counted: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    placebos: Sequence[tuple[np.ndarray, np.ndarray]],
    reach: int,
    width: int,
) -> pd.DataFrame:
    """What is `counted` per 30 days before and after spans, in bins of `width` days.

    `starts` and `ends` are places of the spans' first and last days in the calendar; `placebos`
    are such pairs. One row per bin from -`reach` to +`reach`, columns as in `around_meetings`.
    """
    edges = np.arange(0, reach + 1, width)
    # Cumulative counts make every window's sum a difference; exposure is clipped to the calendar.
    total = np.concatenate([[0], np.cumsum(counted)])
    size = len(counted)

    def rates(begin: np.ndarray, finish: np.ndarray) -> np.ndarray:
        windows = [(begin - far, begin - near) for near, far in zip(edges, edges[1:])][::-1]
        windows += [(finish + 1 + near, finish + 1 + far) for near, far in zip(edges, edges[1:])]
        found = []
        for low, high in windows:
            left, right = np.clip(low, 0, size), np.clip(high, 0, size)
            exposure = (right - left).sum()
            inside = (total[right] - total[left]).sum()
            found.append(inside / exposure * 30 if exposure else np.nan)
        return np.array(found)

    null = np.array([rates(begin, finish) for begin, finish in placebos])
    middles = edges[:-1] + width / 2
    return pd.DataFrame(
        {
            "middle": np.concatenate([-middles[::-1], middles]),
            "rate": rates(starts, ends),
            "low": np.quantile(null, 0.05, axis=0),
            "median": np.median(null, axis=0),
            "high": np.quantile(null, 0.95, axis=0),
        }
    )


def talks_and_rates_by_regression(record: Record) -> pd.DataFrame:
    """The same ratio by other models: one row per rule of 30, 60 and 90 days and model.

    Columns: ``model`` (``Poisson, across years``, ``Poisson, within years`` or ``turned within
    years``), ``rule``, ``ratio``, ``low``, ``high`` and ``p`` (turned calendars only). See
    `poisson_ratio` and `within_years`.
    """
    days = days_of(record)
    tests = is_test_day(record, days)
    rows = []
    for rule in RULES[:3]:
        inside = in_talks(record, rule, days)
        found = within_years(tests, inside, days.year.to_numpy())
        rows.append(
            ("turned within years", rule.name, found.ratio, found.low, found.high, found.p_turned)
        )
        for model, with_years in (
            ("Poisson, across years", False),
            ("Poisson, within years", True),
        ):
            fitted = poisson_ratio(tests, inside, days, with_years)
            rows.append((model, rule.name, *fitted, np.nan))
    table = pd.DataFrame(rows, columns=["model", "rule", "ratio", "low", "high", "p"])
    return table.sort_values("model", kind="stable", ascending=False, ignore_index=True)


def spread_evenly(counted: np.ndarray, inside: np.ndarray, groups: np.ndarray) -> float:
    """How many of the days `counted` would be `inside` if each group's were spread evenly over it.

    With one group for the whole calendar, differences between periods count in full; with a group
    for every year they count for nothing.
    """
    return float(
        sum(counted[groups == one].sum() * inside[groups == one].mean() for one in set(groups))
    )


def expected_in_talks(record: Record) -> pd.DataFrame:
    """Test days found in talks, beside how many would be there if tests took no notice of them.

    One row per rule of 30, 60 and 90 days; one for nuclear and long-range tests alone; one that
    counts meetings of a negotiation only; then one per further rule of `RULES`. Columns: ``rule``,
    ``tests``, ``found``, and what `spread_evenly` expects ``over_all`` days, within the ``by_era``
    of `ERAS` and ``by_year``; ``ratio``, ``low``, ``high`` and ``p_era`` of `within_years` with eras
    for years, and ``p_year``.
    """
    days = days_of(record)
    years = days.year.to_numpy()
    whole = np.zeros(len(days), dtype=int)
    era = np.zeros(len(days), dtype=int)
    for number, (first, last) in enumerate(ERAS.values()):
        era[(days >= first) & (days <= last)] = number
    every = is_test_day(record, days)
    sixty = RULES[1]
    large = is_test_day(record, days, SHORTER)
    strict = dataclasses.replace(
        sixty, name=f"{sixty.name}; meetings of a negotiation", of_a_process=True
    )
    rows = [(rule, rule.name, every) for rule in RULES[:3]]
    rows.append((sixty, f"{sixty.name}; nuclear or long-range tests", large))
    rows.append((strict, strict.name, every))
    rows += [(rule, rule.name, every) for rule in RULES[3:]]
    table = []
    for rule, name, tests in rows:
        inside = in_talks(record, rule, days)
        within = within_years(tests, inside, era)
        table.append(
            {
                "rule": name,
                "tests": int(tests.sum()),
                "found": int(tests[inside].sum()),
                "over_all": spread_evenly(tests, inside, whole),
                "by_era": spread_evenly(tests, inside, era),
                "by_year": spread_evenly(tests, inside, years),
                "ratio": within.ratio,
                "low": within.low,
                "high": within.high,
                "p_era": within.p_turned,
                "p_year": within_years(tests, inside, years).p_turned,
            }
        )
    return pd.DataFrame(table)


def tests_in_talks(record: Record) -> pd.DataFrame:
    """The test days in talks by the rule of 60 days: what was tested, and after which meeting.

    One row per test day, in order: ``day``, ``id`` and ``class`` of its (first) test, and
    ``after`` and ``process``, the latest meeting of envoys or higher that had begun, and the
    negotiation to which it belonged ("" for none, as with missions for prisoners).
    """
    days = days_of(record)
    inside = pd.Series(in_talks(record, RULES[1], days), index=days)
    tests = held(weapons_tests(record))
    tests = tests[tests["precision"].eq("day") & tests["first_day"].ge(days[0])]
    tests = tests[tests["first_day"].map(inside)].drop_duplicates("first_day")
    meetings = meetings_of(record, _ABOVE_WORKING)[["first_day", "id", "process"]]
    found = pd.merge_asof(
        tests[["first_day", "id", "class"]].sort_values("first_day"),
        meetings.rename(columns={"id": "after"}).sort_values("first_day"),
        on="first_day",
    )
    return found.rename(columns={"first_day": "day"})


def meetings_after_tests(record: Record, days_after: int = 60) -> pd.DataFrame:
    """The other order: days on which meetings begin, after test days and otherwise.

    Two rows, ``across years`` and ``within years``, with ``ratio``, ``low``, ``high`` and ``p`` as
    in `rate_ratio` and `within_years`.
    """
    days = days_of(record)
    begun = np.isin(days, meetings_of(record, _ABOVE_WORKING)["first_day"].to_numpy()).astype(int)
    after = np.zeros(len(days), dtype=bool)
    for place in np.flatnonzero(is_test_day(record, days)):
        after[place + 1 : place + 1 + days_after] = True
    found = {
        "across years": rate_ratio(begun, after),
        "within years": within_years(begun, after, days.year.to_numpy()),
    }
    return pd.DataFrame(
        [(name, r.ratio, r.low, r.high, r.p_turned) for name, r in found.items()],
        columns=["comparison", "ratio", "low", "high", "p"],
    )


def pauses_between_tests(record: Record, first: str, last: str, least: int = 60) -> pd.DataFrame:
    """Spells of at least `least` days without a test that began from `first` to `last`, in order.

    Columns of `gaps_between`, and ``meetings``: how many meetings of envoys or higher began in it.
    """
    pauses = gaps_between(held(weapons_tests(record)))
    pauses = pauses[pauses["gap_days"].ge(least) & pauses["from_day"].between(first, last)]
    begun = meetings_of(record, _ABOVE_WORKING)["first_day"]
    pauses = pauses.assign(
        meetings=[
            int(begun.gt(pause.from_day).mul(begun.lt(pause.to_day)).sum())
            for pause in pauses.itertuples()
        ]
    )
    return pauses.sort_values("from_day", ignore_index=True)


def promised_and_other_tests(record: Record) -> pd.DataFrame:
    """Test days of the classes that a moratorium named, and of others, during it and before it.

    One row per moratorium: ``key``, ``days`` it stood, and test days ``named_before``,
    ``others_before`` (in as many days before the promise), ``named_during``, ``others_during``.
    The day of the promise is outside, and so is the day on which it was called over.
    """
    tests = held(weapons_tests(record))
    tests = tests[tests["precision"].eq("day")]
    events = record.table("events").set_index("id")
    rows = []
    for one in MORATORIA:
        start, end = events.loc[one.promised, "first_day"], events.loc[one.ended, "first_day"]
        length = end - start
        row = {"key": one.key, "days": length.days - 1}
        spans = {"before": (start - length, start), "during": (start, end)}
        for when, (first, last) in spans.items():
            mine = tests[tests["first_day"].gt(first) & tests["first_day"].lt(last)]
            named = mine["class"].isin(one.classes)
            row[f"named_{when}"] = int(named.sum())
            row[f"others_{when}"] = int((~named).sum())
        rows.append(row)
    return pd.DataFrame(rows)
