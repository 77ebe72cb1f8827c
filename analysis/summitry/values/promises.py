"""Numbers of the notebook on the promise ledger."""

from __future__ import annotations

import pandas as pd

from summitry import measures
from summitry.artifacts import Value
from summitry.tables import Record
from summitry.values.base import days_from, in_words, number_or_none, share, worded

_SIDES = {"us": "the United States", "dprk": "North Korea", "together": "both together"}
_CAPITALS = {"us": "washington", "dprk": "pyongyang"}
_SCOPE = "in the texts between the two and of the Six-Party Talks"
# A text with fewer promises than this is told in words; the page of promises has them all.
_LEAST = 7


def of_the_promise_ledger(record: Record) -> list[Value]:
    """Promises by side, text and fate; both readings; successors; the coders' agreement."""
    found = measures.promises_with_codes(record)
    ours = measures.between_the_two(found)
    values = [
        _number("ledger-promises", ours, f"Promises {_SCOPE}, those of other parties included."),
        _number("ledger-judged", _judged(ours), "Those of them that both coders judged."),
        _number("ledger-dated", ours[ours["dated"]], "Those of them with a date."),
        _number("ledger-differ", ours[ours["fate"].eq("differ")], "Those on which coders differ."),
    ]
    for side, name in _SIDES.items():
        mine = measures.of_side(ours, side) if side != "together" else ours[ours["side"].eq(side)]
        values += _of_side(f"ledger-{side}", mine, name)
    for text, mine in ours.groupby("agreement_id"):
        values += _of_text(text, mine)
    values += _readings(found)
    values += _rules(found)
    values += _successors(record)
    values += _coders(found)
    values += _framework(record)
    values += _by_date(found)
    return values


def _number(key: str, rows: pd.DataFrame, how: str) -> Value:
    events = tuple(dict.fromkeys(rows["event_id"]))
    return Value(key, len(rows), in_words(len(rows)), "promises", how, events)


def _judged(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["fate"].ne("unjudged")]


def _of_side(key: str, mine: pd.DataFrame, name: str) -> list[Value]:
    words = {"kept": "kept", "partly": "partly kept", "not-kept": "not kept"}
    words |= {word: word for word in ("overtaken", "disputed", "unclear")}
    by = "by the two jointly" if name == "both together" else f"by {name} alone"
    return [
        _number(f"{key}-promises", mine, f"Promises {by}, {_SCOPE}."),
        _number(f"{key}-judged", _judged(mine), "Those of them that both coders judged."),
        _number(f"{key}-dated", mine[mine["dated"]], "Those of them with a date."),
        *(
            _number(
                f"{key}-{code}",
                mine[mine["fate"].eq(code)],
                f"Promises {by}, {_SCOPE}, that both coders call {word}.",
            )
            for code, word in words.items()
        ),
    ]


def _of_text(text: str, mine: pd.DataFrame) -> list[Value]:
    """Each side's promises in a text with several, and how many both coders call kept, partly kept or not."""
    if len(mine) < _LEAST:
        return []
    values = []
    for side in ("us", "dprk"):
        own = mine[mine["side"].eq(side)]
        if own.empty:
            continue
        key = f"ledger-{text}-{side}"
        values.append(_number(key, own, f"Promises by {_SIDES[side]} alone in {text}."))
        for code, word in (("kept", "kept"), ("partly", "partly kept"), ("not-kept", "not kept")):
            rows = own[own["fate"].eq(code)]
            how = f"Those of them that both coders call {word}."
            values.append(
                Value(
                    f"{key}-{code}",
                    len(rows),
                    in_words(len(rows)),
                    "promises",
                    how,
                    (own["event_id"].iloc[0],),
                )
            )
    return values


def _readings(found: pd.DataFrame) -> list[Value]:
    judged = _judged(found)
    us, dprk = judged["washington"], judged["pyongyang"]
    how = "Judged promises for which a coder found a stated view of {} in the record."
    return [
        _number("readings-washington", judged[us], how.format("Washington")),
        _number("readings-pyongyang", judged[dprk], how.format("Pyongyang")),
        _number("readings-both", judged[us & dprk], how.format("both capitals")),
        _number("readings-neither", judged[~us & ~dprk], how.format("neither capital")),
    ]


def _rules(found: pd.DataFrame) -> list[Value]:
    """The shares by the first rule, and how many rules show a clear difference."""
    shares = measures.kept_by_rule(found)
    agreed = shares[shares["rule"].eq(shares["rule"].iloc[0]) & shares["coder"].eq("both agree")]
    values = []
    for row in agreed[agreed["counted"].gt(0)].to_dict("records"):
        key = f"ledger-{row['side']}-share-kept"
        how = (
            f"Kept, of {row['counted']} promises by {_SIDES[row['side']]} alone that both coders call "
            f"the same: kept, partly kept or not kept; {_SCOPE}."
        )
        values.append(share(key, row["share"], how))
        values.append(
            Value(
                f"{key}-range",
                row["share"],
                f"{row['low']:.0%} to {row['high']:.0%}",
                "share",
                "Wilson's 95 % interval of that share.",
            )
        )
    gaps = measures.kept_gap(found)
    clear = gaps.groupby("rule")["survives"].all()
    for key, number, how in (
        ("rules-of-keeping", len(clear), "Rules of what counts as a promise and as kept."),
        (
            "rules-of-keeping-clear",
            int(clear.sum()),
            "Rules by which, for either coder and where they agree, the two sides' shares kept "
            "differ: Newcombe's interval and that of whole texts drawn again leave out nought.",
        ),
        (
            "rules-of-keeping-us-higher",
            int(gaps.groupby("rule")["gap"].min().gt(0).sum()),
            "Rules by which Washington's share kept is the larger, for either coder.",
        ),
    ):
        values.append(Value(key, number, in_words(number), "rules", how))
    return values


def _successors(record: Record) -> list[Value]:
    """Promises that failed, and under whom, not kept at all apart from kept in part."""
    table = measures.successors(record).set_index(["codes", "coder", "side", "capital"])
    wide, strict = table.loc["not kept or partly"], table.loc["not kept"]
    dated = "Dated by the earlier event that the coders cite"
    by_part = f"{dated}, which for promises kept in part is often the part that was done"
    alone = "; ".join(
        f"coder {coder.upper()} alone {int(row['later'])} of {int(row['failed'])}, "
        f"chance {row['expected']:.1f}"
        for coder in ("a", "b")
        for row in [strict.loc[(coder, "all", "us")]]
    )
    return [
        *_under_later("failed", wide.loc["both"], "Not kept or partly kept", by_part),
        *_under_later("not-kept", strict.loc["both"], "Not kept at all", f"{dated} ({alone})"),
    ]


def _under_later(key: str, rows: pd.DataFrame, what: str, how: str) -> list[Value]:
    """How many promises failed under a later government of each capital, and chance's number."""
    failed = int(rows.loc[("all", "us"), "failed"])
    values = [
        Value(
            f"{key}-promises",
            failed,
            in_words(failed),
            "promises",
            f"{what} by both coders, with a dated event, {_SCOPE}.",
        )
    ]
    for actor, capital in _CAPITALS.items():
        row = rows.loc[("all", actor)]
        later = int(row["later"])
        turned = (
            f"when the changes of government in {capital.title()} are moved along the calendar of "
            "the record, all by the same number of days"
        )
        values += [
            Value(
                f"{key}-after-change-{capital}",
                later,
                in_words(later),
                "promises",
                f"Those of them whose event falls under a later government in {capital.title()} "
                f"than the promise. {how}.",
            ),
            Value(
                f"{key}-after-change-{capital}-by-chance",
                float(row["expected"]),
                in_words(round(row["expected"])),
                "promises",
                f"The same, on average, {turned}.",
            ),
            Value(
                f"{key}-after-change-{capital}-p",
                float(row["p"]),
                f"{row['p']:.2f}",
                "share",
                f"Share of shifts with at least as many, {turned}.",
            ),
        ]
    for side in ("us", "dprk"):
        row = rows.loc[(side, "us")]
        for stem, column, text in (
            (f"{key}-promises-{side}", "failed", "with a dated event"),
            (
                f"{key}-after-change-washington-{side}",
                "later",
                "whose event falls under a later administration in Washington",
            ),
        ):
            number = int(row[column])
            values.append(
                Value(
                    stem,
                    number,
                    in_words(number),
                    "promises",
                    f"{what}, promised by {_SIDES[side]} alone, {text}.",
                )
            )
    return values


def _coders(found: pd.DataFrame) -> list[Value]:
    rows = measures.coder_agreement(found).set_index("group")
    values = []
    for key, group in (
        ("coders-kappa-range", "All judged promises"),
        ("coders-kappa-declarations", "Declarations"),
        ("coders-kappa-deeds", "Deeds"),
    ):
        row = rows.loc[group]
        text = f"{row['low']:.2f} to {min(row['high'], 1):.2f}" if "range" in key else None
        values.append(
            Value(
                key,
                float(row["kappa"]),
                text or f"{row['kappa']:.2f}",
                "coefficient",
                f"Cohen's kappa of the two coders, {group.lower()}"
                + ("; its 95 % interval." if text else "."),
            )
        )
    return values


_TEXT, _SIGNED = "agreed-framework-1994", "1994-10-21-agreed-framework-signed"
_MINUTE = "agreed-framework-minute-1994"
_VOID = "2002-10-16-us-announces-enrichment-admission"
# Days from one event of the Agreed Framework to another, as the essay on it tells them.
_SPANS = {
    "framework-days-void-to-npt": (
        _VOID,
        "2003-01-10-dprk-withdraws-from-npt",
        "From the announcement of 16 October 2002 to North Korea's leaving the treaty.",
    ),
    "framework-days-kumchang-ri": (
        "1999-03-16-kumchang-ri-agreement",
        "1999-05-20-kumchang-ri-first-visit",
        "From the agreement on Kumchang-ri to the first visit.",
    ),
    "framework-days-oil-stop-to-end-of-freeze": (
        "2002-11-14-kedo-suspends-fuel-oil",
        "2002-12-12-dprk-announces-end-of-freeze",
        "From KEDO's decision on the oil to the announcement that the freeze would end.",
    ),
}
_YEARS = {
    "framework-years-to-concrete": (
        _SIGNED,
        "2002-08-07-kumho-first-concrete",
        "Whole years from the signature to the first concrete of the reactors.",
    ),
    "framework-years-frozen": (
        "1994-11-20-north-announces-freeze",
        "2002-12-12-dprk-announces-end-of-freeze",
        "Whole years from the announcement of the freeze to that of its end.",
    ),
}


def _framework(record: Record) -> list[Value]:
    """The promises of 1994 by their dates, up to the day on which the text was called void."""
    table = measures.promises_in_time(record, _TEXT)
    events = record.table("events").set_index("id")
    void = events.loc[_VOID, "first_day"]
    codes = table.groupby("id")["code"].agg(set)
    once = table.drop_duplicates("id").set_index("id")
    is_kept = codes.map(lambda said: said == {"kept"})
    dated = once["due"].notna()
    passed = once[once["due_last"].lt(void)]
    overdue = measures.failed_by(table, str(void.date()))
    undated = measures.failed_by(table, str(void.date()), dated=False)
    is_failed = codes.map(lambda said: said <= {"partly", "not-kept"})
    minute = measures.promises_in_time(record, _MINUTE)
    minute_past = minute.loc[minute["due_last"].lt(void), "id"].nunique()
    minute_overdue = measures.failed_by(minute, str(void.date()))
    last, ahead = passed["due_last"].max(), once.loc[once["due_last"].ge(void), "due"].min()
    contract = once.loc[f"{_TEXT}-us-supply-contract", "due"]
    late = measures.days_between(
        contract, events.loc["1995-12-15-kedo-supply-agreement", "first_day"]
    )
    promises = (
        ("past-due", len(passed), "Its promises with a date past on 16 October 2002."),
        (
            "dated-kept",
            int((dated & is_kept).sum()),
            "Its dated promises that both coders call kept.",
        ),
        (
            "dated-failed",
            int((dated & is_failed).sum()),
            "Its dated promises that both coders call partly kept or not kept.",
        ),
        ("minute-past-due", minute_past, "The minute's promises with a date past on that day."),
        (
            "minute-overdue",
            len(minute_overdue),
            "Those of them that either coder calls failed, wholly or in part, by then.",
        ),
        (
            "undated-failed",
            len(undated),
            "Its promises without a date that either coder calls failed, wholly or in part, by an "
            "event before 16 October 2002.",
        ),
        ("undated", int((~dated).sum()), "Its promises without a date."),
        ("undated-kept", int((~dated & is_kept).sum()), "Those that both coders call kept."),
    )
    values = [
        worded(f"framework-{key}", n, "promises", how, (_SIGNED,)) for key, n, how in promises
    ]
    how = "Those past their date that either coder calls failed, wholly or in part, by then."
    values.append(
        Value(
            "framework-overdue",
            len(overdue),
            number_or_none(len(overdue)),
            "promises",
            how,
            (_SIGNED, _VOID),
        )
    )
    values += [
        worded(
            "framework-days-with-dates",
            measures.days_between(once["made"].iloc[0], last),
            "days",
            "From the signature to the last date in the text before that of the reactors.",
            (_SIGNED,),
        ),
        worded(
            "framework-years-without-dates",
            int((ahead - last).days // 365.25),
            "years",
            "Whole years from that date to the first day of the year set for the reactors.",
            (_SIGNED,),
        ),
        worded(
            "framework-days-contract-late",
            late,
            "days",
            "From the date in the text for the supply contract to its signature.",
            ("1995-12-15-kedo-supply-agreement",),
        ),
    ]
    values += [days_from(key, record, *span) for key, span in _SPANS.items()]
    for key, (earlier, later, how) in _YEARS.items():
        days = measures.days_between(
            events.loc[earlier, "first_day"], events.loc[later, "first_day"]
        )
        values.append(worded(key, int(days // 365.25), "years", how, (earlier, later)))
    return values


def _by_date(found: pd.DataFrame) -> list[Value]:
    """Whether promises with a date were kept more often, over the whole ledger and by side."""
    table = measures.kept_by_date(found)
    agreed = table[table["coder"].eq("both agree")].set_index("group")
    scope = f"Promises {_SCOPE} that both coders call kept, partly kept or not kept"
    values = []
    for tail, group, less in (
        ("", "All promises", ""),
        ("-no-meetings", "Without promises to meet", ", promises to meet left out"),
        (
            "-elsewhere",
            "Without meetings and 1994",
            ", promises to meet and those of October 1994 left out",
        ),
    ):
        row = agreed.loc[group]
        for key, words in (("dated", "with a date"), ("undated", "without a date")):
            counted, kept = int(row[key]), int(row[f"{key}_kept"])
            how = f"{scope}, {words}{less}."
            values += [
                worded(f"kept-{key}{tail}-counted", counted, "promises", how),
                worded(f"kept-{key}{tail}", kept, "promises", "Those of them kept in full."),
                share(f"kept-{key}{tail}-share", kept / counted, "The second out of the first."),
            ]
        low, high = min(row["low"], row["text_low"]), max(row["high"], row["text_high"])
        gap = round(100 * row["gap"])
        values += [
            worded(f"kept-dated{tail}-gap", gap, "points", f"The difference, in per cent{less}."),
            Value(
                f"kept-dated{tail}-gap-range",
                float(row["gap"]),
                f"{low * 100:.0f} to {high * 100:.0f}",
                "points",
                "The wider ends of Newcombe's 95 % interval and that of whole texts drawn again.",
            ),
        ]
    meetings = int(
        agreed.loc["All promises", "dated"] - agreed.loc["Without promises to meet", "dated"]
    )
    values.append(
        worded("kept-dated-meetings", meetings, "promises", "Dated promises to meet, of those.")
    )
    for side, name in (("us", "Washington"), ("dprk", "Pyongyang")):
        gap = round(100 * agreed.loc[f"By {name} alone", "gap"])
        how = f"The same difference for promises by {_SIDES[side]} alone, in per cent."
        values.append(worded(f"kept-dated-gap-{side}", gap, "points", how))
    clear = agreed["survives"]
    values += [
        worded("kept-by-date-groups", len(clear), "groups", "Groups for which it was computed."),
        worded(
            "kept-by-date-clear",
            int(clear.sum()),
            "groups",
            "Groups for which both intervals of the difference leave out nought.",
        ),
    ]
    return values
