"""Letters of leaders, channels by administration, and silences."""

from __future__ import annotations

import datetime

import pandas as pd

from summitry import dates, drawing, interactive, measures
from summitry.artifacts import Figure, View
from summitry.charts import Part, Stack, Stacks
from summitry.figures.base import (
    NARROW,
    Colours,
    bands,
    end_of_record,
    marks_of,
    sources_line,
    timeline_figure,
)
from summitry.tables import Record
from summitry.timeline import MARK_COLUMNS, Band, Lane, Timeline, equal_panels

_LETTER_LANES = (
    Lane("leader", "Leaders' meetings", "leaders"),
    Lane("us", "Letters from Washington", "leaders"),
    Lane("dprk", "Letters from Pyongyang", "leaders"),
)
_PARTS = (
    Part("letters", measures.CHANNELS["letters"], "leaders"),
    Part("pyongyang", measures.CHANNELS["pyongyang"], "talks"),
    Part("washington", measures.CHANNELS["washington"], "talks", 0.65),
    Part("new-york", measures.CHANNELS["new-york"], "talks", 0.35),
    Part("third", measures.CHANNELS["third"], "other", 0.9),
    Part("multilateral", measures.CHANNELS["multilateral"], "other", 0.6),
    Part("panmunjom", measures.CHANNELS["panmunjom"], "pressure"),
    Part("unofficial", measures.CHANNELS["unofficial"], "other", 0.35),
)
# Shorter silences are not drawn.
_LEAST = 180
_SILENCE_LANES = (Lane("above", "Envoys or higher", "talks"), Lane("any", "Any level", "other"))
_NEAR = 30


def leaders_letters(record: Record, colours: Colours) -> Figure:
    """Every known letter or message between the two countries' leaders, with their meetings."""
    end = end_of_record(record)
    letters = measures.leaders_letters(record)
    met = measures.meetings_of_leaders(record)
    timeline = _of_letters(record, letters, met, datetime.date(1993, 1, 1), end)
    held = measures.held(letters)
    near = measures.letters_near_meetings(record, (_NEAR,)).set_index("side").loc["either"]
    first, last = met["first_day"].min().year, held["last_day"].max().year
    burst = held[held["first_day"].dt.year.between(first, last)]
    return timeline_figure(
        record,
        colours,
        timeline,
        equal_panels(timeline.first_day, end, (1993, 2010)),
        equal_panels(timeline.first_day, end, (1993, 2010)),
        (
            View("Everything", timeline.first_day.isoformat(), end.isoformat()),
            View("2018 to 2020", "2018-01-01", "2020-06-30"),
        ),
        id="leaders-letters",
        title=(
            f"{len(burst)} of {len(held)} known leaders' letters fall in {first}–{last}; "
            "none delivered since"
        ),
        subtitle=(
            "Letters and messages between leaders of the United States and North Korea, by "
            f"writer, with their meetings, {timeline.first_day.year} to {end.year}"
        ),
        alt=(
            f"Timeline in three lanes. Before 2018 {len(held) - len(burst)} letters stand far "
            f"apart; in {first} and the year after they crowd around three meetings of leaders, "
            f"and the last one known to have arrived is of {held.iloc[-1]['date_words']}. The list "
            "that follows holds the same events."
        ),
        how_to_read=(
            "Circles are letters or messages, diamonds meetings of leaders; hollow was not "
            "delivered; a bar is known only to the month. The lane is that of the writer, the "
            "first "
            "one where a row holds an exchange. A letter stands on its date or on the day when it "
            "was handed over or disclosed."
        ),
        coverage=(
            "Letters are known because one side, a witness or a newspaper made them public: most "
            "of 2018 and 2019 from one journalist's collection. Letters nobody published are "
            f"missing. From {first} to {last}, {near['near']:.0f} of {near['letters']:.0f} letters "
            f"known to the day fell within 30 days of a leaders' meeting, where chance would put "
            f"{near['expected']:.1f}."
        ),
    )


def letters_and_meetings(record: Record, colours: Colours) -> Figure:
    """The letters of 2018 to 2020 below the meetings that they led to or followed from."""
    letters = measures.leaders_letters(record)
    met = measures.meetings_of_leaders(record)
    near = measures.letters_near_meetings(record, (_NEAR,)).set_index("side")
    either = near.loc["either"]
    high = measures.letters_near_meetings(record, (_NEAR,), ("leader", "minister"))
    high = high.set_index("side").loc["either"]
    first, last = datetime.date(2018, 3, 1), datetime.date(2020, 4, 30)
    inside = letters["first_day"].between(pd.Timestamp(first), pd.Timestamp(last))
    others = measures.held(measures.contacts(record))
    others = others[others["kind"].eq("meeting") & others["level"].isin(("minister", "envoy"))]
    others = measures.in_period(others, first.isoformat(), last.isoformat())
    timeline = _of_letters(record, letters[inside], met, first, last, others)
    panels = [(first, datetime.date(2019, 3, 31)), (datetime.date(2019, 4, 1), last)]
    return timeline_figure(
        record,
        colours,
        timeline,
        panels,
        panels,
        (
            View("All", first.isoformat(), last.isoformat()),
            View("Around Singapore", "2018-03-01", "2018-09-30"),
            View("Around Hanoi", "2018-12-01", "2019-07-31"),
        ),
        id="letters-and-meetings",
        title=(
            f"{either['near']:.0f} of {either['letters']:.0f} letters within 30 days of a "
            f"leaders' meeting; chance gives {either['expected']:.0f}"
        ),
        subtitle=(
            "Letters between Donald Trump and Kim Jong Un by writer, below meetings of leaders, "
            "ministers and envoys, March 2018 to April 2020"
        ),
        alt=(
            "Timeline of 26 months in four lanes. Letters go on between the three meetings of "
            f"leaders, in pairs a few days apart; {near.loc['before', 'near']:.0f} fall in the 30 "
            f"days before a meeting and {near.loc['after', 'near']:.0f} in the 30 after. The list "
            "that follows holds the same events."
        ),
        how_to_read=(
            f"The tinted stretches are {_NEAR} days before and after a meeting of leaders. Look up "
            "from each letter: a meeting, a visit, or nothing. Both panels share one scale. "
            "Circles are letters, or meetings below the leaders; diamonds meetings of "
            "leaders; bars last, or are known only to the month."
        ),
        coverage=(
            "Letters that a source dates; one row of April 2018 holds two. Chance: the "
            "same letters turned round the same months in every possible way "
            f"(p = {either['p']:.2f}); with three meetings only a strong pattern could show. Near "
            f"meetings of leaders or ministers are {high['near']:.0f}, by chance "
            f"{high['expected']:.0f}; but visitors carry letters."
        ),
    )


def _of_letters(record, letters, met, first, last, others=None) -> Timeline:
    lanes = _LETTER_LANES
    groups = {"leader": met, "us": None, "dprk": None}
    if others is not None:
        lanes = (lanes[0], Lane("others", "Ministers and envoys", "talks"), *lanes[1:])
        groups["others"] = others
    for side in ("us", "dprk"):
        groups[side] = letters[letters["writer"].eq(side)]
    marks = marks_of(groups, lanes)
    if others is None:
        return Timeline(lanes, marks, first, last, bands(record), ("United States",))
    return Timeline(lanes, marks, first, last, _around(met, first), (_AROUND,))


_AROUND = f"{_NEAR} days either side"


def _around(met: pd.DataFrame, first: datetime.date) -> tuple[Band, ...]:
    """The days near each meeting as bands: every second one is tinted, the others are empty."""
    span, before = datetime.timedelta(_NEAR), first - datetime.timedelta(1)
    found = []
    for meeting in met.itertuples():
        start, end = meeting.first_day.date() - span, meeting.last_day.date() + span
        found += [Band(_AROUND, "", before, before), Band(_AROUND, _AROUND, start, end)]
    return tuple(found)


def channels_by_administration(record: Record, colours: Colours) -> Figure:
    """Contacts per year in office by channel, one bar for each US administration."""
    table = measures.channels_by_term(record)
    rates = table[[f"{part.id}_per_year" for part in _PARTS]].round(1)
    rates.columns = [part.id for part in _PARTS]
    counts = table[[part.id for part in _PARTS]]
    chart = Stacks(
        _PARTS,
        tuple(
            Stack(
                term["name"],
                rates.iloc[number].to_dict(),
                note=f"{counts.iloc[number].sum()} contacts in {term['years']:.1f} years",
            )
            for number, term in enumerate(table.to_dict("records"))
        ),
        "contacts held per year in office",
    )
    totals = rates.sum(axis=1).round(1)
    names = {part.id: part.name for part in _PARTS}
    most = table.loc[totals.idxmax(), "name"]
    empty = [name for name, number in zip(table["name"], counts.sum(axis=1)) if number == 0]
    since = empty[0].replace("since", "").split("–")[0].split()[-1] if empty else ""
    rows = table[["name", "years"]].round({"years": 1})
    rows = rows.rename(columns={"name": "administration", "years": "years in office"})
    rows["contacts in all"] = counts.sum(axis=1)
    for part in _PARTS:
        rows[f"{part.name}, per year"] = rates[part.id]
    return Figure(
        id="channels-by-administration",
        title=(
            f"{most}: {totals.max():.0f} contacts a year, the most"
            + (f"; none held since {since}" if since else "")
        ),
        subtitle=(
            "Meetings and letters of the United States and North Korea that were held, by channel "
            "and US administration, per year in office"
        ),
        alt=(
            "Horizontal bars, one for each administration, with its largest channel: "
            + "; ".join(
                f"{name}, {total:g} contacts a year" + (f", most {names[largest]}" if total else "")
                for name, total, largest in zip(table["name"], totals, counts.idxmax(axis=1))
            )
            + "."
        ),
        how_to_read=(
            "The length of a bar is contacts per year in office, so that terms of different length "
            "compare; its parts are channels, in the order of the key. A contact counts "
            "once: a letter as a letter, wherever it was handed over; else by "
            "mediator, table and place. Parts are rounded."
        ),
        coverage=(
            "The New York channel was in use for decades and is undercounted: single contacts "
            "stand only where a source dates one. Secret contacts are missing; letters are known "
            "because one side published them; working contacts before 2000 are known thinly; "
            "unofficial meetings are a selection. Texts are counted with the meeting that agreed "
            "them. The first administration is counted from 1985, the last to "
            f"{dates.words(dates.parse(record.book.record_ends))}."
        ),
        sources=sources_line(record),
        rows=rows,
        wide_svg=drawing.stacks_svg(chart, 780.0, colours, "wide"),
        narrow_svg=drawing.stacks_svg(chart, NARROW, colours, "narrow"),
        plotly_json=interactive.stacks_json(chart, colours),
    )


def silences(record: Record, colours: Colours) -> Figure:
    """Runs of 180 days or more without a contact, by level."""
    end = end_of_record(record)
    first = datetime.date(1987, 1, 1)
    marks = _silence_marks(record)
    timeline = Timeline(_SILENCE_LANES, marks, first, end, bands(record), ("United States",))
    longest = measures.silences(record)
    now = measures.current_silence(record)
    before = longest[~longest["goes_on"].astype(bool)].iloc[0]
    loose = measures.silences(record, whole_months=False)
    loose = loose[~loose["goes_on"].astype(bool)].iloc[0]["days"]
    last = now["from_day"] - pd.Timedelta(1, "D")
    started = dates.words(dates.parse(last.date().isoformat()))
    above = measures.silences(record, measures.SILENCE_RULES[1])
    # No silence runs over the break between the panels, which would cut its bar.
    panels = equal_panels(first, end, (1987, 2007))
    return timeline_figure(
        record,
        colours,
        timeline,
        panels,
        panels,
        (
            View("Everything", first.isoformat(), end.isoformat()),
            View("Since 2007", "2007-01-01", end.isoformat()),
        ),
        id="silences",
        title=(
            f"No known contact since {started}: {now['days']:,} days, "
            f"{now['days'] / before['days']:.1f} times the longest before"
        ),
        subtitle=(
            f"Runs of {_LEAST} days or more without a held contact of the two governments, by "
            "level, with US terms of office; lengths in days"
        ),
        alt=(
            "Bars over time in two lanes. At any level "
            f"{int(longest['days'].ge(_LEAST).sum())} silences lasted {_LEAST} days or more; the "
            f"longest that ended lasted {before['days']} days, and the one that goes on "
            f"{now['days']:,}. Without a contact of envoys or higher, "
            f"{int(above['days'].ge(_LEAST).sum())} stretches are as long. The list that follows "
            "holds the same silences."
        ),
        how_to_read=(
            "Each bar is a run of days without a contact, its length in days above it where there "
            "is room. In the upper lane a silence is broken by a meeting, letter or text of "
            "envoys, "
            "ministers or leaders; in the lower one by any contact. A bar leads to the last "
            "contact "
            "before it; bars in two rows follow each other by a day or so."
        ),
        coverage=(
            "A contact known only to the month breaks the silence for that whole month, so the "
            "bars are no longer than the record allows (by contacts known to the day alone, the "
            f"longest that ended would be {loose} days, not {before['days']}); secret contacts, "
            "and most single ones of "
            "the New York channel, are missing, so real silences may have been shorter. A letter "
            "to which no "
            "answer is known still breaks a silence. What the United Nations "
            "Command and Sweden did for others does not."
        ),
    )


def _silence_marks(record: Record) -> pd.DataFrame:
    events = record.table("events").set_index("id")
    parts = []
    rules = {rule.id: rule for rule in measures.SILENCE_RULES}
    for lane in _SILENCE_LANES:
        rule = rules[lane.id]
        table = measures.silences(record, rule)
        for rank, silence in enumerate(table[table["days"].ge(_LEAST)].itertuples(), start=1):
            start = silence.from_day.date().isoformat()
            last = silence.to_day.date().isoformat()
            before = events.loc[silence.after, "title"]
            after = "" if silence.goes_on else events.loc[silence.before, "title"]
            ended = f"then: {after}" if after else "not ended when the record does"
            label = f"{silence.days:,}"
            parts.append(
                {
                    "id": silence.after,
                    "lane": lane.id,
                    "role": lane.role,
                    "glyph": "circle",
                    "hollow": False,
                    "start": start,
                    "end": last,
                    "first_day": silence.from_day,
                    "last_day": silence.to_day,
                    # Not "day": a silence has no glyph at its begin, where nothing happened.
                    "precision": "month",
                    "date_words": dates.words(dates.parse(start), dates.parse(last)),
                    "title": f"{silence.days:,} days of silence after: {before}; {ended}",
                    "short_title": label + (" days, going on" if silence.goes_on else ""),
                    "summary": f"{rule.name} for {silence.days:,} days.",
                    "kind": "silence",
                    "level": rule.id,
                    # Labels are given out by rank: the longest silence first.
                    "importance": rank,
                    "was_held": True,
                }
            )
    marks = pd.DataFrame(parts)[list(MARK_COLUMNS)]
    return marks.sort_values(["first_day", "lane"], kind="stable").reset_index(drop=True)
