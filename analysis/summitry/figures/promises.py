"""What each side promised and what became of it: by text, by rule, and by government."""

from __future__ import annotations

import pandas as pd

from summitry import dates, drawing, interactive, measures
from summitry.artifacts import Figure
from summitry.charts import Forest, Interval, Part, Stack, Stacks, Strip, StripMark, Strips
from summitry.figures.base import NARROW, Colours, sources_line
from summitry.tables import Record

_WIDTH = 780.0
_SIDES = {"us": "United States", "dprk": "North Korea", "together": "both together"}
_FATES = (
    Part("kept", "kept", "talks"),
    Part("partly", "partly kept", "talks", 0.5),
    Part("not-kept", "not kept", "tests"),
    Part("overtaken", "overtaken", "pressure", 0.45),
    Part("disputed", "disputed", "pressure"),
    Part("unclear", "unclear", "other", 0.3),
    Part("differ", "coders differ", "other"),
    Part("unjudged", "not yet judged", "other", 0.12),
)
_NOT_GOOD_FAITH = (
    "A declaration counts as kept once it is made, and the two sides promised different things "
    "(standing restraint that can end at any time, deliveries that are over once made), so totals "
    "of the two sides do not compare their good faith. "
)
_CODERS = (
    "Both coders worked from this record alone and with automated help of one kind, so their "
    "agreement understates doubt."
)


def promise_ledger(record: Record, colours: Colours) -> Figure:
    """Each side's promises in each text, by what became of them."""
    table = measures.ledger(record)
    table["text"] = [_name_of_text(record, row) for row in table.to_dict("records")]
    parts = _present(_FATES, table)
    chart = _stacks(parts, table, "text", "promises")
    total = table[[part.id for part in _FATES]].sum()
    judged = int(total.sum() - total["unjudged"])
    unjudged = int(total["unjudged"])
    kept, unkept = int(total["kept"]), int(total["not-kept"])
    return Figure(
        id="promise-ledger",
        title=(f"Of {judged} promises between the two, coders call {kept} kept, {unkept} not"),
        subtitle=(
            "Promises of the United States and of North Korea in the texts between them and of the "
            "Six-Party Talks, by text, by who promised, and by what became of them"
        ),
        alt=(
            f"Stacked bars, for each text one bar for each side. Of all {judged} promises "
            f"{kept} are kept, {int(total['partly'])} partly kept, {unkept} not kept, "
            f"{int(total['overtaken'])} overtaken, {int(total['disputed'])} disputed and "
            f"{int(total['unclear'])} unclear; on {int(total['differ'])} the coders differ."
        ),
        how_to_read=(
            "Each bar is what one side promised in one text, or what both promised together; its "
            "parts are the codes that both coders gave. Grey is what the record, or the coders, "
            "cannot settle. Texts of one event stand together, short texts at the end."
        ),
        coverage=(
            _NOT_GOOD_FAITH
            + (f"{unjudged} promises are not yet judged. " if unjudged else "")
            + "Promises of other parties, texts with others and one-sided statements are left out. "
            "The two statements of 29 February 2012 say partly the same, and both count. " + _CODERS
        ),
        sources=sources_line(record),
        rows=_rows(
            table.assign(made=table["made"].dt.strftime("%Y-%m")), parts, ["text", "made", "side"]
        ).rename(columns={"made": "first signed", "side": "promised by"}),
        wide_svg=drawing.stacks_svg(chart, _WIDTH, colours, "wide"),
        narrow_svg=drawing.stacks_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.stacks_json(chart, colours),
    )


def _name_of_text(record: Record, row: dict) -> str:
    """A text in a few words: what the record calls it, where and when."""
    if not row["event_id"]:
        kind = "Six-Party" if row["family"] == "six-party" else "US–North Korean"
        return f"{row['texts']} other {kind} text{'s' if row['texts'] != 1 else ''}"
    event = record.table("events").set_index("id").loc[row["event_id"]]
    places = record.table("places").set_index("id")["name"]
    texts = record.table("agreements")
    text = texts[texts["event_id"].eq(row["event_id"])].iloc[0]
    name = event["short_title"] or text["title"]
    for cut in (" between ", " of ", " on ", " (", ": "):
        name = name.split(cut)[0]
    signed = dates.parse(text["signed"]).first_day
    where = f"{places[event['place']]}, " if event["place"] else ""
    return f"{name} ({where}{signed:%B %Y})"


def _present(parts: tuple[Part, ...], table: pd.DataFrame) -> tuple[Part, ...]:
    """Parts that at least one bar has: a key without a bar puzzles."""
    return tuple(part for part in parts if table[part.id].sum())


def _stacks(parts: tuple[Part, ...], table: pd.DataFrame, group: str, unit: str) -> Stacks:
    return Stacks(
        parts,
        tuple(
            Stack(
                _SIDES[row["side"]],
                {part.id: int(row[part.id]) for part in parts},
                row[group],
            )
            for row in table.to_dict("records")
        ),
        unit,
    )


def _rows(table: pd.DataFrame, parts: tuple[Part, ...], front: list[str]) -> pd.DataFrame:
    """What is drawn, one row per bar, in words."""
    table = table.assign(side=table["side"].map(_SIDES))
    names = {part.id: part.name for part in parts}
    return table[[*front, *names, "total"]].rename(columns=names)


_FRAMEWORK = "agreed-framework-1994"
_VOID = "2002-10-16-us-announces-enrichment-admission"
# A promise that both sides made has one line; the words are the end of its ids.
_SHORT = {
    "freeze": "Freeze of the reactors",
    "heavy-oil-start": "First heavy oil",
    "trade-barriers": "Lower barriers to trade",
    "supply-contract": "Contract for the new reactors",
    "lwr": "New reactors",
    "dismantle": "Dismantling",
    "full-compliance": "Full account to the inspectors",
    "heavy-oil-500000": "Oil of every year",
    "consortium": "Consortium for the reactors",
    "cooperate-iaea-freeze": "Inspectors watch the freeze",
    "expert-talks": "Talks of experts",
    "formal-assurance": "Assurance against nuclear arms",
    "implement-joint-declaration": "North–South nuclear declaration",
    "inspections-unfrozen": "Inspections elsewhere",
    "liaison-offices": "Liaison offices",
    "normalisation": "Steps to normal relations",
    "north-south-dialogue": "Dialogue with the South",
    "nuclear-cooperation-agreement": "Nuclear cooperation accord",
    "spent-fuel": "Safe store for the spent fuel",
    "stay-in-npt": "Membership of the NPT",
}
_DUE = ("With a date", "Tied to another step or to a schedule", "With neither")
_SEEN = {
    "kept": ("talks", "circle", "kept"),
    "partly": ("pressure", "square", "partly kept"),
    "not-kept": ("tests", "triangle", "not kept"),
    "overtaken": ("other", "diamond", "overtaken"),
    "disputed": ("leaders", "diamond", "disputed"),
    "unclear": ("other", "circle", "unclear"),
}


def framework_calendar(record: Record, colours: Colours) -> Figure:
    """The promises of 1994 one by one: when each was due, and what the coders say happened when."""
    table = measures.promises_in_time(record, _FRAMEWORK)
    table["line"] = table["id"].str.replace(rf"^{_FRAMEWORK}-(us|dprk)-", "", regex=True)
    table["group"] = table["due"].notna().map({True: _DUE[0], False: _DUE[2]})
    table.loc[table["due"].isna() & table["condition"].ne(""), "group"] = _DUE[1]
    table["settled"] = table["line"].map(table.groupby("line")["around"].max())
    table["place"] = table["group"].map({name: place for place, name in enumerate(_DUE)})
    table = table.sort_values(["place", "settled", "line"], kind="stable")
    signed = table["made"].iloc[0]
    void = record.table("events").set_index("id").loc[_VOID, "first_day"]
    titles = record.table("events").set_index("id")["title"]
    lines = []
    for line, mine in table.groupby("line", sort=False):
        last = mine["settled"].iloc[0]
        due = mine["due"].dropna().drop_duplicates()
        lines.append(
            Strip(
                _SHORT.get(line, mine["text"].iloc[0]),
                tuple(_marks_of_promise(mine, titles)),
                _fates_in_words(mine),
                mine["group"].iloc[0],
                span=None if pd.isna(last) else (_year(signed), _year(last), "other"),
                ticks=tuple(map(_year, due)),
            )
        )
    seen = [code for code in _SEEN if code in set(table.loc[table["event_id"].ne(""), "code"])]
    first, end = _year(signed), _year(table["settled"].max())
    chart = Strips(
        tuple(lines),
        "year",
        int(first) + 0.5,
        end + 0.3,
        key=tuple(_SEEN[code] for code in seen),
        span_name="signature to the last event cited",
        tick_name="date in the text",
        moments=((_year(void), f"called void, {void:%B %Y}"),),
        axis_ticks=tuple(float(year) for year in range(int(first) + 1, int(end) + 1)),
    )
    dated = table[table["due"].notna()].drop_duplicates("id")
    passed = dated[dated["due_last"].lt(void)]
    overdue = measures.failed_by(table, str(void.date()))
    ahead = dated[dated["due_last"].ge(void)]["due_last"].dt.year
    undated = table[table["due"].isna()].drop_duplicates("id")
    count = f"{len(overdue)} of {len(passed)} promises" if overdue else "no promise"
    return Figure(
        id="framework-calendar",
        title=f"When the text of 1994 was called void, {count} past its date had failed",
        subtitle=(
            "Promises of the Agreed Framework of October 1994: the date in the text, if there is "
            "one, and the event by which two coders judge what became of each"
        ),
        alt=(
            f"A line for each promise. Of {len(dated)} promises with a date, {len(passed)} were due "
            f"by {passed['due_last'].max():%B %Y} and had not failed by {void:%B %Y}; the rest are "
            f"the reactors of {', '.join(map(str, ahead))}. {len(undated)} promises have no date, and "
            "their marks crowd into the collapse of 2002 and 2003 and after it. "
            + "; ".join(f"{strip.name}: {strip.end}" for strip in lines)
            + "."
        ),
        how_to_read=(
            "Marks above a line judge Washington's promise, below it Pyongyang's; two of one promise "
            "are two coders who cite different events. The upright rule on a line is the date in the "
            "text; the grey bar runs from the signature to the last event cited. See where the rules "
            "stop, and where the marks stand that have none."
        ),
        coverage=(
            "The public text only. Its confidential minute adds one date, October 1995 for the oil of "
            "the first year. A date that had passed without failure may have been met late: the "
            "contract was, by eight months, with Pyongyang's consent. An event cited is where "
            "a promise was done or where it ended, so a long bar may be a promise long kept. "
            + _CODERS
        ),
        sources=sources_line(record),
        rows=_calendar_rows(table, titles),
        wide_svg=drawing.strips_svg(chart, _WIDTH, colours, "wide"),
        narrow_svg=drawing.strips_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.strips_json(chart, colours),
    )


def _year(day: pd.Timestamp) -> float:
    """A day as a place on an axis of years."""
    return round(day.year + (day.day_of_year - 1) / (366 if day.is_leap_year else 365), 4)


def _marks_of_promise(mine: pd.DataFrame, titles: pd.Series) -> list[StripMark]:
    """One mark for each side, code and event: what a coder, or both, say became of the promise."""
    marks = []
    cited = mine[mine["event_id"].ne("")]
    for (side, code, event), coders in cited.groupby(["side", "code", "event_id"], sort=False):
        role, glyph, words = _SEEN[code]
        who = "both coders" if len(coders) > 1 else f"coder {coders['coder'].iloc[0].upper()}"
        day = coders["around"].iloc[0]
        marks.append(
            StripMark(
                _year(day),
                role,
                glyph,
                f"{_SIDES[side]}, {words} ({who}): {titles[event]}, {day.year}",
                event,
                is_above=side == "us",
            )
        )
    return marks


def _fates_in_words(mine: pd.DataFrame) -> str:
    """What the coders say of a line, in as few words as it takes; of both sides where they differ."""
    fates = {}
    for side, codes in mine.groupby("side", sort=False)["code"]:
        said = [_SEEN[code][2] for code in dict.fromkeys(codes)]
        fates[side] = " or ".join(said)
    return " / ".join(dict.fromkeys(fates.values()))


def _calendar_rows(table: pd.DataFrame, titles: pd.Series) -> pd.DataFrame:
    """What is drawn, one row per promise and coder, in words."""
    rows = table.assign(
        side=table["side"].map(_SIDES),
        coder=["coder " + name.upper() for name in table["coder"]],
        cited=table["event_id"].map(titles).fillna(""),
        date=[
            "" if pd.isna(due) else str(due.date() if due == last else due.year)
            for due, last in zip(table["due"], table["due_last"])
        ],
        code=[_SEEN[code][2] for code in table["code"]],
        happened=table["happened"].dt.strftime("%Y-%m-%d").fillna(""),
    )
    columns = [
        "text",
        "side",
        "date",
        "condition",
        "coder",
        "code",
        "cited",
        "happened",
        "event_id",
    ]
    return rows[columns].rename(
        columns={
            "text": "promise",
            "side": "promised by",
            "date": "date in the text",
            "cited": "event cited",
            "happened": "its first possible day",
        }
    )


def kept_with_a_date(record: Record, colours: Colours) -> Figure:
    """How much larger the share kept is of promises with a date, by group of promises."""
    table = measures.kept_by_date(measures.promises_with_codes(record))
    drawn = table[table["coder"].eq("both agree") & table["gap"].notna()].copy()
    drawn["low"] = drawn[["low", "text_low"]].min(axis=1)
    drawn["high"] = drawn[["high", "text_high"]].max(axis=1)
    chart = Forest(
        tuple(
            Interval(
                f"{row['group']}: {row['dated_kept']} of {row['dated']}, "
                f"{row['undated_kept']} of {row['undated']}",
                row["gap"] * 100,
                row["low"] * 100,
                row["high"] * 100,
                "talks" if row["survives"] else "other",
            )
            for row in drawn.to_dict("records")
        ),
        "share kept with a date less share kept without, points, with 95 % interval",
        reference=0.0,
        reference_name="no difference",
        digits=0,
    )
    clear = int(drawn["survives"].sum())
    every, dprk = (
        drawn.set_index("group").loc[name] for name in ("All promises", "By Pyongyang alone")
    )
    sign = "more" if drawn["gap"].gt(0).all() else "not always more"
    return Figure(
        id="kept-with-a-date",
        title=f"Promises with a date were kept {sign} often, clearly so in {clear} of {len(drawn)} groups",
        subtitle=(
            "Difference of the shares kept in full, promises with a date less promises without, in "
            "the texts between the two and of the Six-Party Talks"
        ),
        alt=(
            f"Points with intervals, one for each group of promises. Of all, {every['dated_kept']} of "
            f"{every['dated']} with a date were kept and {every['undated_kept']} of {every['undated']} "
            f"without. Of Pyongyang's own, {dprk['dated_kept']} of {dprk['dated']} and "
            f"{dprk['undated_kept']} of {dprk['undated']}. "
            + " ".join(
                f"{row['group']}: {row['gap'] * 100:.0f} points ({row['low'] * 100:.0f} to "
                f"{row['high'] * 100:.0f})."
                for row in drawn.to_dict("records")
            )
        ),
        how_to_read=(
            "Each point is one group of promises, with the numbers kept with a date and without one; to the "
            "right of the line dated promises were kept more often. The line through a point is the wider of "
            "Newcombe's interval and that of whole texts drawn again. Grey groups are not clear of nought."
        ),
        coverage=(
            "Promises were not given dates by lot: what is easy, or done already, gets one. The groups "
            "overlap and were chosen with the codes in sight, so they are not so many tests. Only promises "
            "that both coders call kept, partly kept or not kept count. "
            + _NOT_GOOD_FAITH
            + _CODERS
        ),
        sources=sources_line(record),
        rows=drawn.assign(**{name: drawn[name].round(3) for name in ("gap", "low", "high")})[
            ["group", "dated", "dated_kept", "undated", "undated_kept", "gap", "low", "high"]
        ].rename(
            columns={
                "dated": "with a date",
                "dated_kept": "of these kept",
                "undated": "without a date",
                "undated_kept": "of those kept",
                "gap": "difference",
                "low": "low (95 %)",
                "high": "high (95 %)",
            }
        ),
        wide_svg=drawing.forest_svg(chart, _WIDTH, colours, "wide"),
        narrow_svg=drawing.forest_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.forest_json(chart, colours),
    )


def promises_kept_by_rule(record: Record, colours: Colours) -> Figure:
    """The share that each side kept, by every rule of what counts and by coder."""
    found = measures.promises_with_codes(record)
    table, gaps = measures.kept_by_rule(found), measures.kept_gap(found)
    first = table["rule"].iloc[0]
    # Every coder for the first rule; for the others what both agree on, the rest is in the notebook.
    drawn = table[table["rule"].eq(first) | table["coder"].eq("both agree")]
    drawn = drawn[drawn["counted"].gt(0)].copy()
    drawn["group"] = drawn["rule"].where(
        drawn["rule"].ne(first),
        drawn["rule"] + ", " + drawn["coder"].replace("both agree", "both coders agree"),
    )
    chart = Forest(
        tuple(
            Interval(
                f"{_SIDES[row['side']]}, {row['kept']} of {row['counted']}",
                row["share"] * 100,
                row["low"] * 100,
                row["high"] * 100,
                "leaders" if row["side"] == "us" else "pressure",
                row["group"],
            )
            for row in drawn.to_dict("records")
        ),
        "promises kept, per cent, with 95 % interval",
        digits=0,
    )
    agreed = drawn[drawn["rule"].eq(first) & drawn["coder"].eq("both agree")].set_index("side")
    clear = gaps.groupby("rule")["survives"].all()
    fragile = [rule for rule in gaps["rule"].unique() if not clear[rule]]
    listed = "; ".join(rule[0].lower() + rule[1:] for rule in fragile)
    return Figure(
        id="promises-kept-by-rule",
        title=_verdict(gaps),
        subtitle=(
            "Share of promises kept by each side in the texts between the two and of the Six-Party "
            f"Talks, by {len(measures.RULES_OF_KEEPING)} rules of what counts as a promise and as kept"
        ),
        alt=(
            "Points with intervals, two for each rule. Where both coders agree, Washington kept "
            f"{_of(agreed, 'us')} and Pyongyang {_of(agreed, 'dprk')} of the promises that can be "
            "called kept, partly kept or not kept. "
            + (f"The difference is not clear by these rules: {listed}." if listed else "")
        ),
        how_to_read=(
            "Each pair of points is one rule: blue Washington, purple Pyongyang, with the number "
            "of promises behind them. Shares are of promises kept, partly kept or not kept, and of "
            "codes that both coders gave, unless a heading says otherwise. The line through a point "
            "is Wilson's interval. See which rules move a pair together."
        ),
        coverage=(
            _NOT_GOOD_FAITH
            + "The intervals take promises as independent, which those of one text are not; a "
            "difference is called clear only where it also holds when whole texts are drawn again, "
            "for each coder. Rules were chosen with the codes in sight and overlap: they are not so "
            f"many tests. {_CODERS}"
        ),
        sources=sources_line(record),
        rows=drawn.assign(
            side=drawn["side"].map(_SIDES),
            **{name: drawn[name].round(3) for name in ("share", "low", "high")},
        )[["rule", "coder", "side", "counted", "kept", "share", "low", "high"]].rename(
            columns={"low": "low (95 %)", "high": "high (95 %)"}
        ),
        wide_svg=drawing.forest_svg(chart, _WIDTH, colours, "wide"),
        narrow_svg=drawing.forest_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.forest_json(chart, colours),
    )


def _of(agreed: pd.DataFrame, side: str) -> str:
    if side not in agreed.index:
        return "none"
    return f"{agreed.loc[side, 'kept']} of {agreed.loc[side, 'counted']}"


def _verdict(gaps: pd.DataFrame) -> str:
    """The finding: does one side's share exceed the other's whatever counts?"""
    known = gaps[gaps["gap"].notna()]
    clear = known.groupby("rule")["survives"].all()
    higher = "Washington" if known["gap"].gt(0).all() else "Pyongyang"
    if not (known["gap"].gt(0).all() or known["gap"].lt(0).all()):
        return "Which side kept the larger share of its promises depends on the rule"
    if clear.all():
        return f"{higher}'s share of promises kept is larger by every rule and coder"
    return (
        f"{higher}'s share kept is larger by every rule, but clearly so by "
        f"{int(clear.sum())} of {len(clear)}"
    )


_ENDINGS = (
    Part("kept", "kept", "talks"),
    Part("same", "not kept, under the same governments", "tests"),
    Part("washington", "after a new administration in Washington", "pressure"),
    Part("pyongyang", "after a new leader in Pyongyang", "leaders"),
    Part("both", "after both changed", "leaders", 0.5),
    Part("undated", "not kept, no event", "tests", 0.4),
    Part("partly", "kept in part, at whatever time", "other", 0.6),
    Part("other", "overtaken, disputed or unclear", "other", 0.3),
    Part("differ", "coders differ", "other"),
)


def promises_and_successors(record: Record, colours: Colours) -> Figure:
    """Promises by the administration that was in office, and under whom they failed."""
    table = measures.endings_by_government(record)
    parts = _present(_ENDINGS, table)
    chart = _stacks(parts, table, "us_made", "promises")
    waits = measures.successors(record)
    ours = waits[
        waits["coder"].eq("both")
        & waits["codes"].eq("not kept")
        & waits["side"].eq("all")
        & waits["capital"].eq("us")
    ].iloc[0]
    later, failed, expected = int(ours["later"]), int(ours["failed"]), ours["expected"]
    return Figure(
        id="promises-and-successors",
        title=(
            f"{later} of {failed} broken promises failed under a later administration; "
            f"chance gives {expected:.0f}"
        ),
        subtitle=(
            "Judged promises of the United States and North Korea by the administration in "
            "Washington when they were made, and, where they were not kept, by who governed then"
        ),
        alt=(
            "Stacked bars by administration and side. "
            + " ".join(
                f"{row['us_made']}, {_SIDES[row['side']]}: {row['kept']} kept, "
                f"{row['partly']} kept in part, {row['same']} not kept under the same governments, "
                f"{row['washington'] + row['pyongyang'] + row['both']} after a change."
                for row in table.to_dict("records")
            )
        ),
        how_to_read=(
            "Each bar is what one side promised while that president was in office. Red parts were "
            "not kept while both governments that made the promise still ruled; purple parts after a "
            "new administration had taken office in Washington."
        ),
        coverage=(
            "Broken means not kept at all for both coders, dated by the earlier event that they cite. "
            "Promises kept in part are not dated: what a coder cites for them is often the part that "
            "was done, which says nothing of when the rest failed. A later date is not a cause, and "
            "the longer a promise lasts the more governments it meets. The number that chance gives "
            "is the mean when all changes of government are moved along the calendar by the same "
            "number of days. " + _NOT_GOOD_FAITH
        ),
        sources=sources_line(record),
        rows=_rows(table, parts, ["us_made", "side"]).rename(
            columns={"us_made": "administration", "side": "promised by"}
        ),
        wide_svg=drawing.stacks_svg(chart, _WIDTH, colours, "wide"),
        narrow_svg=drawing.stacks_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.stacks_json(chart, colours),
    )
