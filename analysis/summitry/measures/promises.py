"""What each side promised, what became of it, and how far the answer depends on coder and rule.

The unit is a promise (a row of ``commitments``), judged by two coders. A declaration counts as
kept once it is made, and the two sides promised different things, so shares of the two sides do
not compare their good faith; `RULES` shows how far they move when what counts is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from summitry import dates
from summitry.tables import Record

FATES = ("kept", "partly", "not-kept", "overtaken", "disputed", "unclear")
# Neither coder's code can be drawn as the promise's fate: they differ, or nobody judged it.
DIFFER, UNJUDGED = "differ", "unjudged"
# A promise with one of these codes fell due and its fate is known.
SETTLED = ("kept", "partly", "not-kept")
FAILED = ("partly", "not-kept")
SIDES = {"us": "United States", "dprk": "North Korea"}
# Who may stand in a text between the two: KEDO carried out what Washington had promised in 1994.
_BILATERAL = {"us", "dprk", "kedo", "all"}
# How the record words a stance that is taken by saying so. They are the opening words of the
# column `text`; a reaffirmation is one wherever it stands in the sentence.
DECLARATIVE = (
    "Affirm",
    "Base relations",
    "Be ready",
    "Coexist",
    "Common goal",
    "Express",
    "Have no hostile intent",
    "Have no reason",
    "No longer have hostile intent",
    "Oppose",
    "Recognise",
    "Remain committed",
    "Remain ready",
    "Respect",
    "Seek",
    "State willingness",
    "Stay committed",
    "Support",
    "Uphold",
)
# How the record words a promise to meet: an opening verb, then the kind of meeting.
_MEETING = re.compile(
    r"^(Meet|(Begin|Continue|Go on|Hold|Let teams begin|Propose|Resume|Start)\b.*"
    r"\b(consult(ations|ing)|contacts|dialogue|discussions|groups|meeting|negotiations|plenary"
    r"|rounds?|sessions?|talks))\b"
)
CODERS = {"a": "coder A", "b": "coder B", "fate": "both agree"}
GAP_COLUMNS = ("gap", "low", "high", "p", "text_low", "text_high", "survives")
DRAWS = 4000
SEED = 20261125


def family_of(process: str, actors: set[str]) -> str:
    """Which family a text belongs to: ``six-party``, ``us-dprk`` or ``other``.

    Six-Party by its process; between the two when both take part in its promises and nobody but
    KEDO does beside them. Unilateral statements to nobody in particular are other texts.
    """
    if process == "six-party-talks":
        return "six-party"
    return "us-dprk" if {"us", "dprk"} <= actors <= _BILATERAL else "other"


def side_of(by: str) -> str:
    """Whose promise it is: ``us``, ``dprk`` alone, ``together`` (both among those who promised), or ``others``."""
    actors = set(by.split("+"))
    if {"us", "dprk"} <= actors:
        return "together"
    return by if by in SIDES else "others"


def is_declaration(text: str) -> bool:
    """Whether a promise is a stance, kept by being stated (`DECLARATIVE`), and not a deed."""
    return text.startswith(DECLARATIVE) or "reaffirm" in text.lower()


def is_meeting(text: str) -> bool:
    """Whether a promise is to meet or to go on talking (`_MEETING`), kept by turning up."""
    return bool(_MEETING.match(text))


def promises_with_codes(record: Record) -> pd.DataFrame:
    """Every promise with its text, its side and both coders' codes: one row per promise.

    Columns: ``id``, ``agreement_id``, ``event_id``, ``family`` (`family_of`), ``side``
    (`side_of`), ``by``, ``made`` (first possible day of signing), ``due``; ``a`` and ``b`` (codes,
    "" if not judged); ``fate`` (the code if the coders agree, else `DIFFER` or `UNJUDGED`); and
    claims to choose by: ``every``, ``dated``, ``checkable`` (a date, a condition or a way to
    verify it is known), ``deed`` (not `is_declaration`), ``no_meeting`` (not `is_meeting`),
    ``spoken`` (neither code rests on silence), ``bilateral`` and ``six_party`` (by family), ``washington`` and ``pyongyang`` (either
    coder found that capital's reading). In order of ``made``, then text, then id.
    """
    rows = record.table("commitments")
    texts = record.table("agreements").set_index("id")
    events = record.table("events").set_index("id")
    rows["event_id"] = rows["agreement_id"].map(texts["event_id"])
    made = {key: dates.parse(day).first_day for key, day in texts["signed"].items()}
    rows["made"] = pd.to_datetime(rows["agreement_id"].map(made))
    actors = {
        key: {a for column in ("by", "to") for cell in mine[column] for a in cell.split("+")}
        for key, mine in rows.groupby("agreement_id")
    }
    process = rows["event_id"].map(events["process"])
    rows["family"] = [family_of(p, actors[key]) for p, key in zip(process, rows["agreement_id"])]
    rows["side"] = rows["by"].map(side_of)
    judged = record.table("assessments")
    codes = judged.pivot(index="commitment_id", columns="coder", values="code")
    codes = codes.reindex(index=rows["id"], columns=["a", "b"]).fillna("")
    rows["a"], rows["b"] = codes["a"].to_numpy(), codes["b"].to_numpy()
    rows["fate"] = np.where(rows["a"].eq(rows["b"]), rows["a"], DIFFER)
    rows.loc[rows["a"].eq("") | rows["b"].eq(""), "fate"] = UNJUDGED
    rows["every"] = True
    rows["dated"] = rows["due"].ne("")
    rows["checkable"] = rows[["due", "condition", "verification"]].ne("").any(axis=1)
    rows["deed"] = ~rows["text"].map(is_declaration).astype(bool)
    rows["no_meeting"] = ~rows["text"].map(is_meeting).astype(bool)
    silent = set(judged.loc[judged["rests_on_silence"].fillna(False), "commitment_id"])
    rows["spoken"] = ~rows["id"].isin(silent)
    rows["bilateral"], rows["six_party"] = (
        rows["family"].eq("us-dprk"),
        rows["family"].eq("six-party"),
    )
    for capital in ("washington", "pyongyang"):
        read = judged.loc[judged[f"{capital}_reading"].ne(""), "commitment_id"]
        rows[capital] = rows["id"].isin(set(read))
    keep = ["id", "agreement_id", "event_id", "family", "side", "by", "made", "due", "a", "b"]
    keep += ["fate", "every", "dated", "checkable", "deed", "no_meeting", "spoken", "bilateral"]
    keep += ["six_party", "washington", "pyongyang"]
    return rows.sort_values(["made", "agreement_id", "id"], kind="stable")[keep].reset_index(
        drop=True
    )


def between_the_two(found: pd.DataFrame) -> pd.DataFrame:
    """Promises in texts between the United States and North Korea and of the Six-Party Talks."""
    return found[found["family"].ne("other")].reset_index(drop=True)


def ledger(record: Record, least: int = 10) -> pd.DataFrame:
    """What became of each side's promises, text by text: one row per text and side.

    Texts between the two and of the Six-Party Talks; texts of one event stand together, those of
    events with fewer than `least` promises of the two sides under ``others``. Columns: ``event_id``
    ("" for the others), ``family``, ``texts`` (how many), ``made``, ``side`` (``us``, ``dprk``,
    ``together``), one per fate, and ``total``. In order of the first text, others last.
    """
    rows = between_the_two(promises_with_codes(record))
    rows = rows[rows["side"].ne("others")]
    size = rows.groupby("event_id")["id"].transform("size")
    rows["event_id"] = rows["event_id"].where(size.ge(least), "")
    groups = rows.groupby(["event_id", "family"])
    texts = groups.agg(texts=("agreement_id", "nunique"), made=("made", "min")).reset_index()
    table = fates_by(rows, ["event_id", "family", "side"]).merge(texts, on=["event_id", "family"])
    table["last"] = table["event_id"].eq("")
    table["place"] = table["side"].map({"us": 0, "dprk": 1, "together": 2})
    table = table.sort_values(["last", "made", "event_id", "family", "place"], kind="stable")
    front = ["event_id", "family", "texts", "made", "side"]
    keep = [*front, *FATES, DIFFER, UNJUDGED, "total"]
    return table[keep].reset_index(drop=True)


def fates_by(found: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Promises counted by `by` and fate: one row per group, one column per fate, and ``total``."""
    table = found.groupby([*by, "fate"]).size().unstack(fill_value=0)
    table = table.reindex(columns=[*FATES, DIFFER, UNJUDGED], fill_value=0)
    return table.assign(total=table.sum(axis=1)).reset_index()


@dataclass(frozen=True)
class Rule:
    """What counts: which promises (a claim of `promises_with_codes`), which codes count as kept, and out of which.

    With `all_texts` promises to others count too; with `partners` a promise counts for each side
    that made it, alone or with others, KEDO's for Washington. By default a share is taken out of
    promises that fell due and whose fate is known (`SETTLED`).
    """

    name: str
    claim: str = "every"
    kept: tuple[str, ...] = ("kept",)
    out_of: tuple[str, ...] = SETTLED
    all_texts: bool = False
    partners: bool = False


RULES = (
    Rule("Kept in full"),
    Rule("Kept at least in part", kept=("kept", "partly")),
    Rule("Kept in full, out of all judged", out_of=FATES),
    Rule("Without promises that rest on silence", "spoken"),
    Rule("Dated promises only", "dated"),
    Rule("Dated, conditional or to be verified", "checkable"),
    Rule("Deeds only, without declarations", "deed"),
    Rule("Only texts between the two", "bilateral"),
    Rule("Only Six-Party texts", "six_party"),
    Rule("Joint promises and partners' counted too", partners=True),
    Rule("All texts, those with others included", all_texts=True),
)


def of_side(found: pd.DataFrame, side: str, partners: bool = False) -> pd.DataFrame:
    """Promises of one side (``us`` or ``dprk``), made alone or, with `partners`, also with others."""
    if not partners:
        return found[found["side"].eq(side)]
    mine = {side, "kedo"} if side == "us" else {side}
    return found[[bool(mine & set(by.split("+"))) for by in found["by"]]]


def counted_by(found: pd.DataFrame, rule: Rule, coder: str, side: str) -> pd.DataFrame:
    """The promises of `side` that count by `rule`, with ``is_kept`` by the column `coder`."""
    rows = found if rule.all_texts else between_the_two(found)
    rows = of_side(rows[rows[rule.claim]], side, rule.partners)
    rows = rows[rows[coder].isin(rule.out_of)]
    return rows.assign(is_kept=rows[coder].isin(rule.kept))


def kept_by_rule(found: pd.DataFrame) -> pd.DataFrame:
    """Share kept by each side, by every rule and coder: one row per rule, coder and side.

    Columns: ``rule``, ``coder`` (`CODERS`; "both agree" leaves out promises on which they differ),
    ``side``, ``counted``, ``kept``, ``share`` (0 to 1), ``low`` and ``high`` (Wilson's 95 %
    interval, by statsmodels: Edwin B. Wilson, 'Probable inference', JASA 22, 1927; it takes
    promises as independent, which those of one text are not). A share of none is NaN.
    """
    from statsmodels.stats.proportion import proportion_confint

    table = []
    for rule in RULES:
        for coder, name in CODERS.items():
            for side in SIDES:
                rows = counted_by(found, rule, coder, side)
                kept, n = int(rows["is_kept"].sum()), len(rows)
                low, high = proportion_confint(kept, n, method="wilson") if n else (np.nan,) * 2
                share = kept / n if n else np.nan
                table.append((rule.name, name, side, n, kept, share, float(low), float(high)))
    return pd.DataFrame(
        table, columns=["rule", "coder", "side", "counted", "kept", "share", "low", "high"]
    )


def kept_gap(found: pd.DataFrame, draws: int = DRAWS) -> pd.DataFrame:
    """Washington's share less Pyongyang's, by every rule and coder: one row per rule and coder.

    *Estimand*: the difference of the two shares of `kept_by_rule`. Columns: ``rule``, ``coder``,
    ``gap`` (-1 to 1), ``low`` and ``high`` (Newcombe's hybrid interval, 'Interval estimation for
    the difference between independent proportions', Statistics in Medicine 17, 1998, by
    statsmodels), ``p`` (Fisher's exact test, by SciPy; null: the side makes no difference),
    ``text_low`` and ``text_high`` (95 % of `draws` resamplings of whole texts, which keeps
    promises of one text together), and ``survives`` (both intervals leave out 0).
    """
    table = []
    for rule in RULES:
        for coder, name in CODERS.items():
            us, dprk = (counted_by(found, rule, coder, side) for side in SIDES)
            table.append((rule.name, name, *_gap(us, dprk, draws)))
    return pd.DataFrame(table, columns=["rule", "coder", *GAP_COLUMNS])


def _gap(first: pd.DataFrame, second: pd.DataFrame, draws: int) -> tuple:
    """The share kept of `first` less that of `second`, with what `kept_gap` says of it."""
    from scipy.stats import fisher_exact
    from statsmodels.stats.proportion import confint_proportions_2indep

    if first.empty or second.empty:
        return (*[np.nan] * 6, False)
    kept = [int(rows["is_kept"].sum()) for rows in (first, second)]
    n = [len(first), len(second)]
    low, high = confint_proportions_2indep(
        kept[0], n[0], kept[1], n[1], compare="diff", method="newcomb"
    )
    p = fisher_exact([[k, size - k] for k, size in zip(kept, n)]).pvalue
    text_low, text_high = _gap_of_texts(first, second, draws)
    survives = (low > 0 or high < 0) and (text_low > 0 or text_high < 0)
    return (kept[0] / n[0] - kept[1] / n[1], low, high, p, text_low, text_high, bool(survives))


def _gap_of_texts(first: pd.DataFrame, second: pd.DataFrame, draws: int) -> tuple[float, float]:
    """The central 95 % of the gap when texts are drawn again with replacement."""
    counts = pd.concat(
        [rows.groupby("agreement_id")["is_kept"].agg(["sum", "size"]) for rows in (first, second)],
        axis=1,
    ).fillna(0)
    sums = counts.sort_index().to_numpy(dtype=float)
    size = len(sums)
    weights = np.random.default_rng(SEED).multinomial(size, [1 / size] * size, draws)
    kept, n, kept_second, n_second = (weights @ sums).T
    both = (n > 0) & (n_second > 0)  # a draw without any promise of a group says nothing
    gaps = kept[both] / n[both] - kept_second[both] / n_second[both]
    low, high = np.quantile(gaps, [0.025, 0.975])
    return float(low), float(high)


def promises_in_time(record: Record, agreement: str) -> pd.DataFrame:
    """The promises of one text on the calendar: one row per promise and coder.

    Columns: ``id``, ``side``, ``text``, ``condition``, ``made``, ``due`` and ``due_last`` (first
    and last possible day of the date in the text; missing without one), ``coder``, ``code``,
    ``event_id`` (the event that the coder cites, "" for none), ``happened`` (its first possible
    day) and ``around`` (the middle of its possible days, to draw one known to the month or year).
    In order of the table of promises, then coder.
    """
    found = promises_with_codes(record)
    rows = found.loc[found["agreement_id"].eq(agreement), ["id", "side", "made", "due"]]
    words = record.table("commitments").set_index("id")
    for name in ("text", "condition"):
        rows[name] = rows["id"].map(words[name])
    parsed = rows["due"].map(lambda due: dates.parse(due) if due else None)
    rows["due_last"] = pd.to_datetime(parsed.map(lambda due: due.last_day if due else None))
    rows["due"] = pd.to_datetime(parsed.map(lambda due: due.first_day if due else None))
    judged = record.table("assessments").rename(
        columns={"commitment_id": "id", "evidence_event_id": "event_id"}
    )
    table = rows.merge(judged[["id", "coder", "code", "event_id"]], on="id")
    events = record.table("events").set_index("id")
    table["happened"] = pd.to_datetime(table["event_id"].map(events["first_day"]))
    starts = table["event_id"].map(events["start"]).map(dates.parse, na_action="ignore")
    last = pd.to_datetime(starts.map(lambda start: start.last_day, na_action="ignore"))
    table["around"] = table["happened"] + ((last - table["happened"]) / 2).dt.floor("D")
    return table


def failed_by(promises: pd.DataFrame, day: str, dated: bool = True) -> list[str]:
    """Ids of `promises_in_time` that had failed before `day` for either coder.

    Of those due before `day`; without `dated`, of those that have no date. Failed is partly or not
    kept by an event before `day` or, past its date, without an event. The event of a promise kept
    in part may be the part that was kept, so that the number is an upper one.
    """
    limit = pd.Timestamp(day)
    mine = promises["due_last"].lt(limit) if dated else promises["due_last"].isna()
    failed = promises["happened"].lt(limit)
    if dated:
        failed |= promises["happened"].isna()
    mine &= failed & promises["code"].isin(FAILED)
    return list(dict.fromkeys(promises.loc[mine, "id"]))


def kept_by_date(found: pd.DataFrame, draws: int = DRAWS) -> pd.DataFrame:
    """Shares kept of promises with and without a date: one row per group of promises and coder.

    *Estimand*: the difference of the two shares, in texts between the two and of the Six-Party
    Talks, out of promises whose fate is known (`SETTLED`). Groups are all of them, then by claim
    and by side; in one, meetings and the texts of October 1994 are both left out, because the
    question was asked after reading these. Columns: ``group``, ``coder``, ``dated``, ``dated_kept``, ``undated``,
    ``undated_kept`` (numbers of promises), and those of `kept_gap` from ``gap`` on.
    """
    rows = between_the_two(found)
    groups = {name: rows[rows[claim]] for name, claim in _DATE_GROUPS.items()}
    groups |= {f"By {name} alone": rows[rows["side"].eq(side)] for side, name in _CAPITALS.items()}
    groups["By both together"] = rows[rows["side"].eq("together")]
    elsewhere = rows["no_meeting"] & rows["event_id"].ne(_FRAMEWORK)
    groups["Without meetings and 1994"] = rows[elsewhere]
    table = []
    for group, mine in groups.items():
        for coder, name in CODERS.items():
            counted = mine[mine[coder].isin(SETTLED)]
            counted = counted.assign(is_kept=counted[coder].eq("kept"))
            dated, undated = (counted[counted["dated"].eq(yes)] for yes in (True, False))
            sizes = [
                n for some in (dated, undated) for n in (len(some), int(some["is_kept"].sum()))
            ]
            table.append((group, name, *sizes, *_gap(dated, undated, draws)))
    columns = ["group", "coder", "dated", "dated_kept", "undated", "undated_kept", *GAP_COLUMNS]
    return pd.DataFrame(table, columns=columns)


_CAPITALS = {"us": "Washington", "dprk": "Pyongyang"}
_FRAMEWORK = "1994-10-21-agreed-framework-signed"
_DATE_GROUPS = {
    "All promises": "every",
    "Deeds only": "deed",
    "Without promises to meet": "no_meeting",
    "Not resting on silence": "spoken",
    "Texts between the two": "bilateral",
    "Six-Party texts": "six_party",
}


def government_on(record: Record, actor: str, days: pd.Series) -> pd.Series:
    """Label of the government of `actor` in office on each of `days`; "" before the first row."""
    terms = record.table("governments")
    terms = terms[terms["actor"].eq(actor)].sort_values("first_day")
    places = np.searchsorted(terms["first_day"].to_numpy(), days.to_numpy(), side="right") - 1
    # Two terms of one president that are not consecutive are two governments: add the year.
    labels = [f"{row.label}, from {row.first_day.year}" for row in terms.itertuples()]
    found = [
        labels[place] if place >= 0 and not pd.isna(day) else "" for place, day in zip(places, days)
    ]
    return pd.Series(found, index=days.index, dtype=object)


ENDINGS = (
    "kept",
    "same",
    "washington",
    "pyongyang",
    "both",
    "undated",
    "partly",
    "other",
    DIFFER,
)


def endings(record: Record) -> pd.DataFrame:
    """Under which governments each promise was made and failed: one row per promise and coder.

    Judged promises in texts between the two and of the Six-Party Talks. A third coder, ``both``,
    stands for what the two share: failed where both say partly or not kept (not kept only where
    both do), by the earlier of their events; `DIFFER` where one says failed or kept and the other
    does not. Columns: ``id``, ``agreement_id``, ``side``, ``made``, ``coder``, ``code``,
    ``failed_on`` (first possible day of the event that supports the code, where the code is partly
    or not kept; missing when there is no event), ``us_made``, ``us_failed``, ``dprk_made``,
    ``dprk_failed`` (governments then) and ``ending``: ``kept``; failed under the ``same``
    governments, or after a change in ``washington``, in ``pyongyang`` or in ``both``; ``undated``
    (failed, no event); ``other`` codes; ``differ``. The event of a promise kept in part may be the
    part that was done, which counts too little under later governments.
    """
    rows = between_the_two(promises_with_codes(record))
    days = record.table("events").set_index("id")["first_day"]
    judged = record.table("assessments").rename(columns={"commitment_id": "id"})
    names = ["id", "agreement_id", "side", "made"]
    table = rows[names].merge(judged[["id", "coder", "code", "evidence_event_id"]], on="id")
    failed_on = table["evidence_event_id"].map(days).where(table["code"].isin(FAILED))
    table["failed_on"] = pd.to_datetime(failed_on)
    table = table.drop(columns="evidence_event_id")
    table = pd.concat([table, _shared(table, names)], ignore_index=True)
    for actor in SIDES:
        table[f"{actor}_made"] = government_on(record, actor, table["made"])
        table[f"{actor}_failed"] = government_on(record, actor, table["failed_on"])
    later = {
        actor: table["failed_on"].notna() & table[f"{actor}_made"].ne(table[f"{actor}_failed"])
        for actor in SIDES
    }
    conditions = {
        DIFFER: table["code"].eq(DIFFER),
        "kept": table["code"].eq("kept"),
        "other": ~table["code"].isin(FAILED),
        "undated": table["failed_on"].isna(),
        "both": later["us"] & later["dprk"],
        "washington": later["us"],
        "pyongyang": later["dprk"],
    }
    table["ending"] = np.select(list(conditions.values()), list(conditions), "same")
    return table


def _shared(table: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """What two coders share, as rows of a coder ``both``."""
    pairs = table.groupby(names, sort=False).agg(
        codes=("code", list), failed_on=("failed_on", "min")
    )
    pairs = pairs[pairs["codes"].map(len).eq(2)].reset_index()
    pairs["code"] = pairs["codes"].map(_shared_code)
    pairs["failed_on"] = pairs["failed_on"].where(pairs["code"].isin(FAILED))
    return pairs.assign(coder="both").drop(columns="codes")


def _shared_code(codes: list[str]) -> str:
    kinds = {"failed" if code in FAILED else code if code == "kept" else "other" for code in codes}
    if len(kinds) > 1:
        return DIFFER
    if kinds == {"failed"}:
        return "not-kept" if set(codes) == {"not-kept"} else "partly"
    return codes[0]


def endings_by_government(record: Record) -> pd.DataFrame:
    """Promises by administration in Washington when made, by side and ending as both coders see it.

    Only promises not kept at all are dated here; those kept in part stand apart as ``partly``,
    since the event that a coder cites for them is often what was done. One row per administration
    (in order of time) and side (``us``, ``dprk``, ``together``): ``us_made``, ``side``, one column
    per ending, and ``total``.
    """
    rows = endings(record)
    rows = rows[rows["coder"].eq("both") & rows["side"].ne("others")]
    rows = rows.assign(ending=rows["ending"].mask(rows["code"].eq("partly"), "partly"))
    order = rows.groupby("us_made")["made"].min().sort_values().index
    table = rows.groupby(["us_made", "side", "ending"]).size().unstack(fill_value=0)
    table = table.reindex(columns=list(ENDINGS), fill_value=0)
    index = [(g, s) for g in order for s in (*SIDES, "together") if (g, s) in table.index]
    table = table.reindex(pd.MultiIndex.from_tuples(index, names=["us_made", "side"]))
    return table.assign(total=table.sum(axis=1)).reset_index()


def successors(record: Record) -> pd.DataFrame:
    """How many promises failed under a later government than made them, and how many would by chance.

    One row per coder, side (and ``all``: the two sides' own and their joint promises) and capital.
    Columns: ``coder``, ``codes`` (``not kept or partly``, ``not kept``), ``side``, ``capital``
    (whose change of government counts), ``failed`` (with a dated event), ``later`` (under a later
    government there), ``expected`` (mean of ``later`` when the capital's changes of government are
    turned round the calendar of the record, every seventh day, which keeps the promises, their
    waiting times and the spacing of the changes), and ``p`` (share of turns with at least as many).
    """
    table = endings(record)
    table = table[table["failed_on"].notna() & table["side"].ne("others")]
    begin, end = pd.Timestamp(record.book.record_begins), pd.Timestamp(record.book.record_ends)
    terms = record.table("governments")
    rows = []
    for capital in SIDES:
        starts = terms.loc[terms["actor"].eq(capital), "first_day"]
        changes = (starts[starts.gt(begin) & starts.le(end)] - begin).dt.days.to_numpy()
        for coder in ("a", "b", "both"):
            for codes, words in ((FAILED, "not kept or partly"), (("not-kept",), "not kept")):
                for side in ("all", *SIDES):
                    mine = table[table["coder"].eq(coder) & table["code"].isin(codes)]
                    mine = mine if side == "all" else mine[mine["side"].eq(side)]
                    made = (mine["made"] - begin).dt.days.to_numpy()
                    failed = (mine["failed_on"] - begin).dt.days.to_numpy()
                    later, expected, p = crossings(made, failed, changes, (end - begin).days + 1)
                    rows.append((coder, words, side, capital, len(mine), later, expected, p))
    columns = ["coder", "codes", "side", "capital", "failed", "later", "expected", "p"]
    return pd.DataFrame(rows, columns=columns)


def crossings(
    made: np.ndarray, failed: np.ndarray, changes: np.ndarray, size: int, step: int = 7
) -> tuple[int, float, float]:
    """Spans with a change in them; the mean of that when changes are turned; the share at least as many.

    Days are counted from the start of a calendar of `size` days; a change on the day after
    `made`, up to and including `failed`, is inside.
    """

    def counted(offset: int) -> int:
        days = np.sort((changes + offset) % size)
        inside = np.searchsorted(days, failed, "right") - np.searchsorted(days, made, "right")
        return int((inside > 0).sum())

    observed = counted(0)
    turned = np.array([counted(offset) for offset in range(0, size, step)])
    return observed, float(turned.mean()), float((turned >= observed).mean())


def coder_agreement(found: pd.DataFrame) -> pd.DataFrame:
    """How far the coders agree: one row per group of promises.

    Columns: ``group``, ``judged``, ``same`` (share 0 to 1), ``kappa``, ``error`` (its standard
    error), ``low`` and ``high`` (95 %), by statsmodels: Joseph L. Fleiss, Jacob Cohen and B. S.
    Everitt, 'Large sample standard errors of kappa and weighted kappa', Psychological Bulletin 72
    (1969). NaN where only one code occurs. Promises of one text are not independent.
    """
    judged = found[found["fate"].ne(UNJUDGED)]
    groups = {"All judged promises": judged}
    groups |= {name: judged[judged["side"].eq(side)] for side, name in SIDES.items()}
    groups |= {
        "Dated promises": judged[judged["dated"]],
        "Deeds": judged[judged["deed"]],
        "Declarations": judged[~judged["deed"]],
    }
    settled = judged[judged["a"].isin(SETTLED) & judged["b"].isin(SETTLED)]
    groups["Both say kept, partly or not kept"] = settled
    is_kept = judged[["a", "b"]].eq("kept").replace({True: "kept", False: "other"})
    groups["Kept or anything else"] = is_kept
    rows = [(name, len(mine), *kappa_with_error(mine)) for name, mine in groups.items()]
    return pd.DataFrame(rows, columns=["group", "judged", "same", "kappa", "error", "low", "high"])


def kappa_with_error(codes: pd.DataFrame) -> tuple[float, float, float, float, float]:
    """Share of the same code, Cohen's kappa, its standard error and its 95 % interval."""
    from statsmodels.stats.inter_rater import cohens_kappa

    words = sorted(set(codes["a"]) | set(codes["b"]))
    if len(words) < 2:
        return (1.0 if len(codes) else np.nan, *[np.nan] * 4)
    counts = pd.crosstab(codes["a"], codes["b"]).reindex(index=words, columns=words, fill_value=0)
    found = cohens_kappa(counts.to_numpy())
    same = float(codes["a"].eq(codes["b"]).mean())
    numbers = (found.kappa, found.std_kappa, found.kappa_low, found.kappa_upp)
    return (same, *map(float, numbers))


def confusion(found: pd.DataFrame) -> pd.DataFrame:
    """What coder A said (rows) beside what coder B said (columns): numbers of promises."""
    judged = found[found["fate"].ne(UNJUDGED)]
    table = pd.crosstab(judged["a"], judged["b"])
    return table.reindex(index=FATES, columns=FATES, fill_value=0)


def stated_readings(found: pd.DataFrame) -> pd.DataFrame:
    """Judged promises with a stated view of a capital: one row per side that promised, and all.

    Columns: ``promised_by``, ``judged``, ``washington``, ``pyongyang``, ``both``, ``neither``.
    """
    judged = found[found["fate"].ne(UNJUDGED)]
    groups = {
        "all": judged,
        **{side: judged[judged["side"].eq(side)] for side in (*SIDES, "together", "others")},
    }
    rows = []
    for name, mine in groups.items():
        us, dprk = mine["washington"], mine["pyongyang"]
        counts = [int(said.sum()) for said in (us, dprk, us & dprk, ~us & ~dprk)]
        rows.append((name, len(mine), *counts))
    return pd.DataFrame(
        rows, columns=["promised_by", "judged", "washington", "pyongyang", "both", "neither"]
    )
