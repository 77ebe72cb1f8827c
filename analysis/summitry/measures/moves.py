"""Who answers whom? Moves of the two sides, and how often the one follows the other.

Every event was judged by two coders as a move (codebook: moves): whose it was, and whether the
other side had reason to take it as cooperative or as hostile. "Allies" are the United States,
South Korea, and whoever acted on their side, the Security Council included. What both did
together, such as a meeting held, is a move of neither alone and is counted apart (`MEETINGS`).

The unit is a day. The rate of the reactor's moves in the days after the actor's acts is compared
with its rate on all other days. Both series come in clusters, so chance is judged by turning the
calendar: once as a whole (`testing.turned`), and once within each year only (`within_years`),
because in a tense year both sides act more and would seem to answer each other without doing so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from summitry.checks import TEST_KINDS
from summitry.measures.events import in_order
from summitry.measures.testing import (
    ERAS,
    FIRST_DAY,
    SEED,
    around,
    days_of,
    moved_within_years,
    overlaps,
    rate_ratio,
    within_years,
)
from summitry.tables import Record

SIDES = {"allies": "The allies", "dprk": "North Korea"}
OTHER = {"allies": "dprk", "dprk": "allies"}
WINDOWS = (14, 30, 60)
# The main specification: both coders must agree, and a month is long enough for a capital to
# answer and short enough for most answers to have one question.
MAIN_WINDOW, MAIN_CODER = 30, "both"
CODERS = ("both", "a", "b")
ALL_YEARS = "all years"
TURNS = 4000
# Exercises that last this long are planned and announced long before; flights, port calls and
# drills that answer an event of the week are shorter.
PLANNED_DAYS = 5
# With fewer days of the act or of the reaction in an era, a ratio says nothing.
FEWEST_ACTS, FEWEST_REACTIONS = 5, 10


@dataclass(frozen=True)
class Act:
    """A class of moves: whose, with which scores, and of which kinds (any if empty).

    `only` narrows it: ``planned`` (lasted at least `PLANNED_DAYS`), ``short`` (did not),
    ``no-council`` (the Security Council was no party), ``no-sanctions``.
    """

    id: str
    mover: str
    name: str
    lowest: int
    highest: int
    kinds: tuple[str, ...] = ()
    only: str = ""


_A, _D = "allies", "dprk"
ACTS = {
    act.id: act
    for act in (
        Act("allied-hostile-deeds", _A, "allied hostile deeds", -2, -2),
        Act("allied-hostile", _A, "allied hostile moves", -2, -1),
        Act("allied-cooperative", _A, "allied cooperative moves", 1, 2),
        Act("exercise", _A, "allied exercises", -2, -1, ("exercise",)),
        Act("planned-exercise", _A, "planned exercises", -2, -1, ("exercise",), "planned"),
        Act("show-of-force", _A, "short shows of force", -2, -1, ("exercise",), "short"),
        Act("sanctions", _A, "sanctions", -2, -1, ("sanctions",)),
        Act(
            "own-sanctions",
            _A,
            "sanctions without the Security Council's",
            -2,
            -1,
            ("sanctions",),
            "no-council",
        ),
        Act("relief", _A, "relief and aid", 1, 2, ("relief", "aid")),
        Act("dprk-hostile-deeds", _D, "North Korean hostile deeds", -2, -2),
        Act("dprk-hostile", _D, "North Korean hostile moves", -2, -1),
        Act("dprk-cooperative", _D, "North Korean cooperative moves", 1, 2),
        Act("weapons-test", _D, "weapons tests", -2, -1, TEST_KINDS),
        Act(
            "release",
            _D,
            "releases and nuclear steps back",
            1,
            2,
            ("humanitarian", "nuclear-step"),
        ),
    )
}
MEETINGS = Act("meetings", "both", "meetings held and texts agreed", 1, 2)
REACTIONS = {**ACTS, MEETINGS.id: MEETINGS}
# Allied hostile moves without those that the Council's own resolutions call for after a test.
WITHOUT_COUNCIL = Act(
    "allied-hostile-no-council",
    _A,
    "allied hostile moves, the Council's left out",
    -2,
    -1,
    (),
    "no-council",
)
WITHOUT_SANCTIONS = Act(
    "allied-hostile-no-sanctions",
    _A,
    "allied hostile moves, sanctions left out",
    -2,
    -1,
    (),
    "no-sanctions",
)


DEEDS_WITHOUT_SANCTIONS = replace(
    WITHOUT_SANCTIONS,
    id="allied-hostile-deeds-no-sanctions",
    name="allied hostile deeds, sanctions left out",
    highest=-2,
)


@dataclass(frozen=True)
class Prediction:
    """What two theories say of one relation: +1 more often than otherwise, -1 less, 0 nothing."""

    group: str
    act: str
    reaction: str
    dilemma: int
    deterrence: int


_SPIRAL = "Hostile acts, then hostile answers"
_TRUST = "Cooperative acts, then cooperative answers"
_PRESSURE = "Pressure, then concessions"
_TABLE = "Pressure, then meetings and texts"
_WEAKNESS = "Allied concessions, then hostile answers"
# The security dilemma (Herz; Butterfield; Jervis, 'Cooperation under the security dilemma',
# World Politics 30, 1978): each reads the other's moves as threats and answers in kind, and
# restraint is answered by restraint. Deterrence and pressure (Jervis, Perception and
# Misperception, 1976, ch. 3, sets the two side by side): firmness is followed by restraint and
# concessions, weakness by more demands. On what allies do after North Korean acts deterrence
# makes no prediction that would tell the two apart.
PREDICTIONS = (
    Prediction(_SPIRAL, "allied-hostile", "dprk-hostile", 1, -1),
    Prediction(_SPIRAL, "allied-hostile-deeds", "dprk-hostile", 1, -1),
    Prediction(_SPIRAL, "exercise", "dprk-hostile", 1, -1),
    Prediction(_SPIRAL, "sanctions", "dprk-hostile", 1, -1),
    Prediction(_SPIRAL, "dprk-hostile", "allied-hostile", 1, 0),
    Prediction(_SPIRAL, "weapons-test", "allied-hostile", 1, 0),
    Prediction(_TRUST, "allied-cooperative", "dprk-cooperative", 1, 0),
    Prediction(_TRUST, "relief", "dprk-cooperative", 1, 0),
    Prediction(_TRUST, "dprk-cooperative", "allied-cooperative", 1, 0),
    Prediction(_TRUST, "release", "allied-cooperative", 1, 0),
    Prediction(_PRESSURE, "allied-hostile", "dprk-cooperative", -1, 1),
    Prediction(_PRESSURE, "exercise", "dprk-cooperative", -1, 1),
    Prediction(_PRESSURE, "sanctions", "dprk-cooperative", -1, 1),
    Prediction(_TABLE, "allied-hostile", "meetings", -1, 1),
    Prediction(_TABLE, "exercise", "meetings", -1, 1),
    Prediction(_TABLE, "sanctions", "meetings", -1, 1),
    Prediction(_WEAKNESS, "allied-cooperative", "dprk-hostile", -1, 1),
)


def moves_by_event(record: Record) -> pd.DataFrame:
    """Every event that both coders judged: one row each, in order of date.

    Columns of ``events`` and ``mover_a``, ``mover_b``, ``score_a``, ``score_b``, ``by_council``
    (the Security Council was a party). Attrs: ``uncoded``, how many events lack a judgement and
    are left out.
    """
    events = record.table("events")
    codes = record.table("moves").pivot(
        index="event_id", columns="coder", values=["mover", "score"]
    )
    codes.columns = [f"{name}_{coder}" for name, coder in codes.columns]
    codes = codes.dropna()
    actors = record.table("event_actors")
    council = actors[actors["actor"].isin(("unsc", "un")) & actors["role"].eq("party")]
    table = in_order(events.merge(codes.rename_axis("id").reset_index(), on="id", validate="1:1"))
    for coder in ("a", "b"):
        table[f"score_{coder}"] = table[f"score_{coder}"].astype(int)
    table["by_council"] = table["id"].isin(council["event_id"])
    table.attrs["uncoded"] = len(events) - len(table)
    return table


def move_codes(record: Record) -> pd.DataFrame:
    """Both coders' judgements as words such as ``dprk hostile``: one row per event.

    Columns ``a`` and ``b``: whose move, and whether hostile, neutral or cooperative. For
    `cohens_kappa`.
    """
    moves = moves_by_event(record).set_index("id")
    words = {-1: "hostile", 0: "neutral", 1: "cooperative"}
    return pd.DataFrame(
        {
            coder: moves[f"mover_{coder}"]
            + " "
            + np.sign(moves[f"score_{coder}"]).map(words).astype(str)
            for coder in ("a", "b")
        }
    )


def moves_of(
    moves: pd.DataFrame, act: Act, coder: str = MAIN_CODER, planned_days: int = PLANNED_DAYS
) -> pd.DataFrame:
    """The rows of `moves` that belong to `act` by `coder`: ``a``, ``b``, or ``both`` alike."""
    mine = pd.Series(True, index=moves.index)
    for one in ("a", "b") if coder == "both" else (coder,):
        mine &= moves[f"mover_{one}"].eq(act.mover)
        mine &= moves[f"score_{one}"].between(act.lowest, act.highest)
    if act.kinds:
        mine &= moves["kind"].isin(act.kinds)
    if act.only in ("planned", "short"):
        is_planned = (moves["last_day"] - moves["first_day"]).dt.days + 1 >= planned_days
        mine &= is_planned == (act.only == "planned")
    if act.only == "no-council":
        mine &= ~moves["by_council"]
    if act.only == "no-sanctions":
        mine &= moves["kind"].ne("sanctions")
    return moves[mine]


def act_days(events: pd.DataFrame, days: pd.DatetimeIndex) -> np.ndarray:
    """For each of `days`, 1 if one of `events` began on it; those known to the day only."""
    dated = events[events["precision"].eq("day")]["first_day"]
    return np.isin(days, dated.to_numpy()).astype(int)


def days_after(acts: np.ndarray, window: int) -> np.ndarray:
    """For each day, whether an act took place 1 to `window` days before it.

    The day of the act itself is not after it: which came first on one day is rarely known.
    """
    last = np.arange(len(acts)) - 1
    total = np.concatenate([[0], np.cumsum(acts)])
    return total[np.maximum(last + 1, 0)] - total[np.maximum(last + 1 - window, 0)] > 0


def answer_rates(
    record: Record,
    pairs: Iterable[tuple[Act, Act]],
    windows: Sequence[int] = (MAIN_WINDOW,),
    coders: Sequence[str] = (MAIN_CODER,),
    eras: Sequence[str] = (ALL_YEARS,),
    turns: int = TURNS,
) -> pd.DataFrame:
    """How often each reaction follows each act: one row per pair, window, coder and era.

    Columns: ``act``, ``reaction`` (ids), ``era``, ``window_days``, ``coder``, ``acts`` and
    ``reactions`` (days with one), ``days_after``, ``reactions_after``, ``per_year_after`` and
    ``per_year_otherwise``; ``ratio``, ``low``, ``high``, ``p_turned`` (against all other days,
    the calendar turned as a whole) and ``ratio_within``, ``low_within``, ``high_within``,
    ``p_within`` (against the other days of the same year, turned within years). The ratios are
    not numbers where there are fewer than `FEWEST_ACTS` or `FEWEST_REACTIONS`.
    """
    moves = moves_by_event(record)
    days = days_of(record)
    years = days.year.to_numpy()
    spans = {ALL_YEARS: (FIRST_DAY.isoformat(), record.book.record_ends), **ERAS}
    rows = []
    for coder in coders:
        for act, reaction in pairs:
            acted = act_days(moves_of(moves, act, coder), days)
            reacted = act_days(moves_of(moves, reaction, coder), days)
            for window in windows:
                after = days_after(acted, window)
                for era in eras:
                    mine = (days >= spans[era][0]) & (days <= spans[era][1])
                    rows.append(
                        {
                            "act": act.id,
                            "reaction": reaction.id,
                            "era": era,
                            "window_days": window,
                            "coder": coder,
                            **_rates(acted[mine], reacted[mine], after[mine], years[mine], turns),
                        }
                    )
    return pd.DataFrame(rows)


def _rates(acted, reacted, after, years, turns: int) -> dict[str, float]:
    """The columns of one row of `answer_rates` from acts on."""
    whole = rate_ratio(reacted, after, turns)
    within = within_years(reacted, after, years, turns)
    numbers = {
        "acts": int(acted.sum()),
        "reactions": int(reacted.sum()),
        "days_after": whole.days_in,
        "reactions_after": whole.tests_in,
        "per_year_after": whole.per_year_in,
        "per_year_otherwise": whole.per_year_out,
    }
    is_enough = numbers["acts"] >= FEWEST_ACTS and numbers["reactions"] >= FEWEST_REACTIONS
    for end, found in (("", whole), ("_within", within)):
        numbers[f"ratio{end}"] = found.ratio if is_enough else np.nan
        numbers[f"low{end}"] = found.low if is_enough else np.nan
        numbers[f"high{end}"] = found.high if is_enough else np.nan
        numbers[f"p{end or '_turned'}"] = found.p_turned if is_enough else np.nan
    numbers["middle_within"] = within.middle
    return numbers


def all_answer_rates(record: Record) -> pd.DataFrame:
    """All acts, each with the other side's hostile and cooperative moves, by window (`answer_rates`).

    Adds ``p_holm``: `p_within` after Holm's correction for all pairs of the same window
    ('A simple sequentially rejective multiple test procedure', Scandinavian Journal of
    Statistics 6, 1979; computed by statsmodels).
    """
    table = answer_rates(record, _all_pairs(), WINDOWS)
    corrected = table.groupby("window_days")["p_within"].transform(_holm)
    return table.assign(p_holm=corrected)


def _predicted() -> list[tuple[Act, Act]]:
    return [(ACTS[p.act], REACTIONS[p.reaction]) for p in PREDICTIONS]


def _all_pairs() -> list[tuple[Act, Act]]:
    names = {_A: "allied", _D: "dprk"}
    return [
        (act, ACTS[f"{names[OTHER[act.mover]]}-{what}"])
        for act in ACTS.values()
        for what in ("hostile", "cooperative")
    ]


def _holm(p: pd.Series) -> np.ndarray:
    from statsmodels.stats.multitest import multipletests

    return multipletests(p.to_numpy(), method="holm")[1]


def predictions_and_estimates(record: Record) -> pd.DataFrame:
    """Each prediction beside the estimate: one row per entry of `PREDICTIONS`.

    Columns of `answer_rates` (main specification), and ``group``, ``dilemma`` and ``deterrence`` (what
    each expects: ``more``, ``less`` or "" for nothing), ``p_holm_turned`` and ``p_holm`` (Holm's
    correction over these rows), ``finding`` (``more``, ``less`` or ``no difference``: by the
    ratio within years, at 0.05 after correction) and ``uncorrected`` (the same before it).
    """
    table = answer_rates(record, _predicted())
    words = {1: "more", -1: "less", 0: ""}
    table.insert(0, "group", [p.group for p in PREDICTIONS])
    table["dilemma"] = [words[p.dilemma] for p in PREDICTIONS]
    table["deterrence"] = [words[p.deterrence] for p in PREDICTIONS]
    table["p_holm_turned"] = _holm(table["p_turned"])
    table["p_holm"] = _holm(table["p_within"])
    for column, p in (("uncorrected", "p_within"), ("finding", "p_holm")):
        # The side is that of the distance which p judges: from the middle of the null.
        side = np.where(table["ratio_within"] > table["middle_within"], "more", "less")
        table[column] = np.where(table[p] <= 0.05, side, "no difference")
    return table


def answer_rates_by_era(record: Record) -> pd.DataFrame:
    """The predictions' relations in each era, main window and coder: columns of `answer_rates`."""
    pairs = _predicted()
    return answer_rates(record, pairs, eras=tuple(ERAS))


def robustness_of_answers(record: Record) -> pd.DataFrame:
    """How each predicted relation fares when the choices change: one row per prediction.

    Columns: ``act``, ``reaction``, ``main`` (the ratio within years of the main specification),
    ``variants`` (coders times windows, and the eras with enough moves), ``same_side`` (how many have a ratio
    within years on the same side of 1), ``lowest`` and ``highest`` (of those ratios),
    ``significant`` (how many have p within years of at most 0.05, uncorrected).
    """
    pairs = _predicted()
    table = pd.concat(
        [answer_rates(record, pairs, WINDOWS, CODERS), answer_rates_by_era(record)],
        ignore_index=True,
    )
    rows = []
    for act, reaction in pairs:
        mine = table[table["act"].eq(act.id) & table["reaction"].eq(reaction.id)]
        mine = mine[mine["ratio_within"].notna()]
        is_main = mine["window_days"].eq(MAIN_WINDOW) & mine["coder"].eq(MAIN_CODER)
        main = mine[is_main & mine["era"].eq(ALL_YEARS)]["ratio_within"].iloc[0]
        rows.append(
            {
                "act": act.id,
                "reaction": reaction.id,
                "main": main,
                "variants": len(mine),
                "same_side": int(((mine["ratio_within"] > 1) == (main > 1)).sum()),
                "lowest": mine["ratio_within"].min(),
                "highest": mine["ratio_within"].max(),
                "significant": int(mine["p_within"].le(0.05).sum()),
            }
        )
    return pd.DataFrame(rows)


def answers_beyond_the_council(record: Record) -> pd.DataFrame:
    """Allied hostile moves after North Korean ones, with and without what follows by design.

    Columns of `answer_rates`, for hostile moves and for weapons tests as acts; as reactions, all
    allied hostile moves, those without the Security Council's, and those without any sanctions.
    """
    pairs = [
        (ACTS[act], reaction)
        for act in ("dprk-hostile", "weapons-test")
        for reaction in (ACTS["allied-hostile"], WITHOUT_COUNCIL, WITHOUT_SANCTIONS)
    ]
    return answer_rates(record, pairs)


def who_comes_first(
    record: Record, window: int = MAIN_WINDOW, coder: str = MAIN_CODER, turns: int = TURNS
) -> pd.DataFrame:
    """Which side's hostile act comes first when both act within `window` days of each other.

    One row per pair of classes. Columns: ``act``, ``reaction``, ``after`` (pairs of days in which
    the reaction comes 1 to `window` days after the act), ``before`` (1 to `window` days before
    it), ``ratio`` of the two, ``low``, ``high``, ``p_turned``, ``p_holm`` (Holm's correction over
    these rows) and ``p_season``. A tense month lifts both counts alike, so this tells an answer
    from a cluster. *Null*: the reactions turned round the calendar; for ``p_season`` by whole
    years only, so that spring stays spring (its least value is one over the number of years).
    """
    moves = moves_by_event(record)
    days = days_of(record)
    rows = []
    for act, reaction in (
        ("allied-hostile-deeds", "dprk-hostile-deeds"),
        ("allied-hostile", "dprk-hostile"),
        ("planned-exercise", "dprk-hostile"),
        ("planned-exercise", "dprk-hostile-deeds"),
        ("show-of-force", "dprk-hostile"),
        ("sanctions", "dprk-hostile"),
        ("own-sanctions", "dprk-hostile"),
        ("allied-cooperative", "dprk-cooperative"),
    ):
        acted = act_days(moves_of(moves, ACTS[act], coder), days)
        reacted = act_days(moves_of(moves, ACTS[reaction], coder), days)
        rows.append({"act": act, "reaction": reaction, **_order(acted, reacted, window, turns)})
    table = pd.DataFrame(rows)
    table.insert(table.columns.get_loc("p_season"), "p_holm", _holm(table["p_turned"]))
    return table


def order_by_length(
    record: Record, lengths: Sequence[int] = (3, 4, 5, 7, 10), turns: int = TURNS
) -> pd.DataFrame:
    """Hostile moves after and before exercises, by how long an exercise must last to be planned.

    One row per length: ``at_least_days``, ``acts``, and the columns of `who_comes_first` but
    ``p_holm``.
    """
    moves = moves_by_event(record)
    days = days_of(record)
    reacted = act_days(moves_of(moves, ACTS["dprk-hostile"]), days)
    rows = []
    for length in lengths:
        planned = moves_of(moves, ACTS["planned-exercise"], planned_days=length)
        acted = act_days(planned, days)
        order = _order(acted, reacted, MAIN_WINDOW, turns)
        rows.append({"at_least_days": length, "acts": int(acted.sum()), **order})
    return pd.DataFrame(rows)


def _order(acted: np.ndarray, reacted: np.ndarray, window: int, turns: int) -> dict[str, float]:
    """Pairs with the reaction after and before the act, their ratio, and p: see `who_comes_first`."""
    size = len(acted)
    near = np.array([acts_within(acted, window), acts_within(acted[::-1], window)[::-1]])
    offsets = np.random.default_rng(SEED).integers(60, size - 60, turns)
    counts = np.array([overlaps(reacted, side) for side in near])
    every = np.log(counts[0] + 0.5) - np.log(counts[1] + 0.5)
    logs = every[[0, *offsets]]
    spread = np.quantile(logs[1:] - np.median(logs[1:]), [0.025, 0.975])
    return {
        "after": int(counts[0, 0]),
        "before": int(counts[1, 0]),
        "ratio": float(np.exp(logs[0])),
        "low": float(np.exp(logs[0] - spread[1])),
        "high": float(np.exp(logs[0] - spread[0])),
        "p_turned": _p(logs),
        "p_season": _p(every[[0, *_whole_years(size)]]),
    }


def _p(logs: np.ndarray) -> float:
    """Share of the turned values, the real one (first) included, at least as far from the middle."""
    middle = np.median(logs[1:])
    return float((np.abs(logs - middle) >= abs(logs[0] - middle) - 1e-12).mean())


def _whole_years(size: int) -> np.ndarray:
    """Turns by 1, 2, 3 … whole years round a calendar of `size` days."""
    return np.rint(np.arange(1, int(size / 365.2425)) * 365.2425).astype(int)


def acts_within(acts: np.ndarray, window: int) -> np.ndarray:
    """For each day, how many acts took place 1 to `window` days before it."""
    total = np.concatenate([[0], np.cumsum(acts)])
    at = np.arange(len(acts))
    return total[at] - total[np.maximum(at - window, 0)]


def around_acts(
    record: Record,
    act: Act,
    reaction: Act,
    reach: int = 180,
    width: int = 15,
    turns: int = 1000,
    coder: str = MAIN_CODER,
) -> pd.DataFrame:
    """Days with a `reaction` before and after an `act`: an event study in bins of `width` days.

    Columns as in `testing.around_meetings`: ``middle``, ``rate`` (days per 30 days), ``low``,
    ``median``, ``high``. *Null*: within each year, all acts of the year are moved together by a
    random number of days round that year, so the band keeps the clusters and the tense years and
    breaks only the timing within them. Attrs: ``acts``.
    """
    moves = moves_by_event(record)
    days = days_of(record)
    acted = act_days(moves_of(moves, act, coder), days)
    reacted = act_days(moves_of(moves, reaction, coder), days)
    starts = np.flatnonzero(acted)
    placebos = moved_within_years(starts, starts, days.year.to_numpy(), turns)
    table = around(reacted, starts, starts, placebos, reach, width)
    table.attrs["acts"] = len(starts)
    return table


def moves_by_year(record: Record, first_year: int, coder: str = MAIN_CODER) -> pd.DataFrame:
    """Hostile and cooperative moves of each side in each year, words and deeds.

    One row per year from `first_year` to the record's last. Columns: ``year``,
    ``allied_hostile``, ``allied_cooperative``, ``dprk_hostile``, ``dprk_cooperative`` (numbers of
    events; an event known to the month or year counts in the year of its first possible day).
    """
    moves = moves_by_event(record)
    last = datetime.date.fromisoformat(record.book.record_ends).year
    table = pd.DataFrame({"year": range(first_year, last + 1)})
    for key in ("allied-hostile", "allied-cooperative", "dprk-hostile", "dprk-cooperative"):
        began = moves_of(moves, ACTS[key], coder)["first_day"].dt.year
        counts = began.value_counts().reindex(table["year"], fill_value=0)
        table[key.replace("-", "_")] = counts.to_numpy()
    return table
