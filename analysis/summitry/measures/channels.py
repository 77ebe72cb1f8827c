"""How the two governments reached each other between meetings, and when they did not.

A *contact* is a meeting, letter or text in which both governments took part and that was held
(`events.contacts`). A *channel* is a class of contacts by a rule over columns (`CHANNELS`). A
*silence* is a run of days without any contact of a kind (`SilenceRule`).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from summitry import dates
from summitry.measures import testing
from summitry.measures.events import contacts, gaps_between, held, in_order
from summitry.tables import Record

# A silence of half a year outlasts the usual pause between rounds, a summer or an election.
LONG = 180

# First match wins, in the order of `channel_of`.
CHANNELS = {
    "letters": "Letters and messages",
    "pyongyang": "Visits to North Korea",
    "washington": "United States outside New York",
    "new-york": "New York",
    "third": "Third countries, or place not known",
    "multilateral": "Four- and six-party talks",
    "panmunjom": "Panmunjom and the military",
    "unofficial": "Mediated or unofficial",
}
_MULTILATERAL = ("four-party-talks", "six-party-talks")


# --- letters ---------------------------------------------------------------------------------


def leaders_letters(record: Record) -> pd.DataFrame:
    """Letters and messages between the two countries' leaders, held or not, in order of date.

    Columns of ``events`` and ``writer``: ``us``, ``dprk``, or "" where it is not known who wrote
    (table ``letters``). A row may hold two letters; the first one's writer counts.
    """
    letters = contacts(record)
    letters = letters[letters["kind"].eq("letter") & letters["level"].eq("leader")]
    writers = record.table("letters").set_index("event_id")["writer"]
    return letters.assign(writer=letters["id"].map(writers).astype(object).fillna("")).reset_index(
        drop=True
    )


def days_between_letters(letters: pd.DataFrame) -> pd.DataFrame:
    """Days from each letter known to the day to the next one: one row per pair of neighbours.

    Columns: ``id``, ``next_id``, ``days``, and ``answered``: whether the other side wrote next.
    """
    dated = in_order(letters[letters["precision"].eq("day")])
    following = dated.shift(-1)
    return pd.DataFrame(
        {
            "id": dated["id"],
            "next_id": following["id"],
            "days": (following["first_day"] - dated["first_day"]).dt.days,
            "answered": dated["writer"].ne(following["writer"]),
        }
    ).iloc[:-1]


def meetings_of_leaders(record: Record) -> pd.DataFrame:
    """Meetings of the two countries' sitting leaders that were held, in order."""
    met = held(contacts(record))
    met = met[met["kind"].eq("meeting") & met["level"].eq("leader")]
    return met.reset_index(drop=True)


def letters_near_meetings(
    record: Record,
    reaches: Sequence[int] = (14, 30, 60),
    levels: Sequence[str] = ("leader",),
) -> pd.DataFrame:
    """Leaders' letters within so many days of a meeting, beside what chance would give.

    *Estimand*: how many of the leaders' letters known to the day fall within ``reach`` days
    ``before`` a meeting's first day, ``after`` its last one, or on ``either`` side, the days of the
    meeting itself included. *Window*: from the first to the last letter of the run that holds the
    meetings (letters no more than a year apart). *Null*: letters come when they come, whatever
    the meetings: all letters together are turned round the window by every whole number of days,
    which keeps their clusters; ``expected`` is the mean over all turns and ``p`` the share of turns
    with as many or more, or as few or fewer, whichever is less, doubled. `levels` are those of the
    meetings. One row per reach and side, with ``letters`` (in the window), ``near``, ``expected``,
    ``share_of_days`` (of the window, near a meeting) and ``p``. Method: circular shifts, as in
    `testing.turned`, here all of them.
    """
    letters = held(leaders_letters(record))
    letters = letters[letters["precision"].eq("day")]
    meetings = testing.meetings_of(record, levels)
    run = _run_around(letters["first_day"], meetings_of_leaders(record)["first_day"].iloc[0])
    days = pd.date_range(run.iloc[0], run.iloc[-1], freq="D")
    at = (run - days[0]).dt.days.to_numpy()
    rows = []
    for reach in reaches:
        span = pd.Timedelta(reach, "D")
        for side in ("before", "after", "either"):
            near = np.zeros(len(days), dtype=bool)
            for meeting in meetings.itertuples():
                first = meeting.first_day - (span if side != "after" else pd.Timedelta(0))
                last = meeting.last_day + (span if side != "before" else pd.Timedelta(0))
                near |= (days >= first) & (days <= last)
            turned = np.array([near[(at + by) % len(days)].sum() for by in range(len(days))])
            found = int(near[at].sum())
            tails = np.mean(turned >= found), np.mean(turned <= found)
            rows.append(
                {
                    "reach": reach,
                    "side": side,
                    "letters": len(at),
                    "near": found,
                    "expected": float(turned.mean()),
                    "share_of_days": float(near.mean()),
                    "p": min(1.0, 2 * float(min(tails))),
                }
            )
    return pd.DataFrame(rows)


def _run_around(days: pd.Series, inside: pd.Timestamp) -> pd.Series:
    """Those of `days`, in order, that form one run with `inside`: no step above a year."""
    ordered = days.sort_values().reset_index(drop=True)
    runs = ordered.diff().dt.days.gt(365).cumsum()
    nearest = (ordered - inside).abs().idxmin()
    return ordered[runs.eq(runs[nearest])].reset_index(drop=True)


# --- channels --------------------------------------------------------------------------------


def by_channel(record: Record) -> pd.DataFrame:
    """Every meeting and letter of both sides that was held, with its channel, in order.

    Columns of ``events`` and ``channel``, a key of `CHANNELS`. Texts are left out: they are
    counted with the meeting that agreed them. Besides the contacts of the two governments it holds
    the unofficial meetings of officials of one with private persons of the other, which count
    nowhere else. The rule, first match wins: a letter or message; a mediator at the table or an
    unofficial side; three or more parties in the Four-Party or Six-Party Talks; Panmunjom, or the
    United Nations (its Command) as a party; a place in North Korea; New York; elsewhere in the
    United States; any other place, or none known.
    """
    events = record.table("events")
    actors = record.table("event_actors")
    both = set(contacts(record)["id"])
    sides = actors[actors["actor"].isin(("us", "dprk"))]
    talking = sides[sides["role"].isin(("party", "unofficial"))]
    present = talking.groupby("event_id")["actor"].nunique()
    unofficial = set(sides.loc[sides["role"].eq("unofficial"), "event_id"])
    unofficial &= set(present[present.eq(2)].index)
    wanted = events["id"].isin(both) & events["kind"].isin(("meeting", "letter"))
    wanted |= events["id"].isin(unofficial) & events["kind"].eq("meeting")
    table = in_order(held(events[wanted]))
    known = {
        "mediated": set(actors.loc[actors["role"].eq("mediator"), "event_id"]) | unofficial,
        "command": set(
            actors.loc[actors["actor"].eq("un") & actors["role"].eq("party"), "event_id"]
        ),
        "formats": record.table("meetings").set_index("event_id")["format"].to_dict(),
        "countries": record.table("places").set_index("id")["country"].to_dict(),
    }
    return table.assign(channel=[channel_of(event, **known) for event in table.itertuples()])


def channel_of(event, mediated, command, formats, countries) -> str:
    """The channel of one event: see `by_channel`."""
    country = countries.get(event.place, "")
    if event.kind == "letter":
        return "letters"
    if event.id in mediated:
        return "unofficial"
    if formats.get(event.id) == "multilateral" and event.process in _MULTILATERAL:
        return "multilateral"
    if event.place == "panmunjom" or event.id in command:
        return "panmunjom"
    if country == "North Korea":
        return "pyongyang"
    if event.place == "new-york":
        return "new-york"
    return "washington" if country == "United States" else "third"


def us_terms(record: Record) -> pd.DataFrame:
    """US administrations within the record: ``name``, ``first_day``, ``last_day``, ``years``.

    The first is cut at the record's begin, the present one at its end.
    """
    begins = pd.Timestamp(record.book.record_begins)
    ends = pd.Timestamp(record.book.record_ends)
    rows = []
    terms = record.table("governments")
    for term in terms[terms["actor"].eq("us")].sort_values("start").itertuples():
        first = max(pd.Timestamp(term.start), begins)
        last = min(pd.Timestamp(term.end), ends) if term.end else ends
        if last < begins or first > ends:
            continue
        started = term.start[:4]
        years = f"{started}–{int(term.end[:4]) % 100:02d}" if term.end else f"since {started}"
        label = term.label.split(" (")[0]
        rows.append((f"{label} {years}", first, last, ((last - first).days + 1) / 365.25))
    return pd.DataFrame(rows, columns=["name", "first_day", "last_day", "years"])


def channels_by_term(record: Record) -> pd.DataFrame:
    """Contacts by channel and US administration, as counts and per year in office.

    One row per administration in order: ``name``, ``years``, a count for each key of `CHANNELS`,
    and ``<channel>_per_year``.
    """
    table = by_channel(record)
    terms = us_terms(record)
    for channel in CHANNELS:
        days = table.loc[table["channel"].eq(channel), "first_day"]
        terms[channel] = [
            int(days.between(term.first_day, term.last_day).sum()) for term in terms.itertuples()
        ]
    for channel in CHANNELS:
        terms[f"{channel}_per_year"] = terms[channel] / terms["years"]
    return terms.drop(columns=["first_day", "last_day"])


# --- silences --------------------------------------------------------------------------------


@dataclass(frozen=True)
class SilenceRule:
    """Whose contacts break a silence: of these `levels`, and `kinds` of event."""

    id: str
    name: str
    levels: tuple[str, ...]
    kinds: tuple[str, ...] = ("meeting", "letter", "agreement")


_ABOVE_WORKING = ("leader", "minister", "envoy")
SILENCE_RULES = (
    SilenceRule("met", "No meeting of envoys or higher", _ABOVE_WORKING, ("meeting",)),
    SilenceRule("above", "No contact of envoys or higher, letters included", _ABOVE_WORKING),
    SilenceRule("any", "No contact at any level", (*_ABOVE_WORKING, "working")),
)
ANY = SILENCE_RULES[-1]


def breakers(
    record: Record, rule: SilenceRule, whole_months: bool = True, also: Sequence[str] = ()
) -> pd.DataFrame:
    """The held contacts that break a silence by `rule`, in order.

    `also` names events that are no contact of the two governments by the codebook and are to
    count as one all the same: what a silence would be under another rule.

    With `whole_months`, a contact known only to the month breaks the silence for all of that
    month, so that a silence lasted at least as long as it is said to. Without, such contacts are
    left out, and silences are upper bounds. One known only to the year is left out always: it
    would fill the year.
    """
    found = held(contacts(record))
    found = found[found["level"].isin(rule.levels) & found["kind"].isin(rule.kinds)]
    if also:
        events = record.table("events")
        found = in_order(pd.concat([found, events[events["id"].isin(also)]]))
    if whole_months:
        found = found[found["precision"].ne("year")].assign(precision="day")
    return found[found["precision"].eq("day")].reset_index(drop=True)


def silences(
    record: Record,
    rule: SilenceRule = ANY,
    whole_months: bool = True,
    also: Sequence[str] = (),
) -> pd.DataFrame:
    """Runs of days without a contact, longest first, the one that goes on included.

    One row per silence of a day or more: ``after`` and ``before`` (the contacts that it lies
    between; ``before`` is "" for the one that the record's end cuts off), ``days``, ``from_day``
    and ``to_day`` (its first and last day) and ``goes_on``. `also` as in `breakers`.
    """
    found = breakers(record, rule, whole_months, also)
    gaps = gaps_between(found)
    day = pd.Timedelta(1, "D")
    table = pd.DataFrame(
        {
            "after": gaps["after"],
            "before": gaps["before"],
            "days": gaps["gap_days"],
            "from_day": gaps["from_day"] + day,
            "to_day": gaps["to_day"] - day,
            "goes_on": False,
        }
    )
    ends = pd.Timestamp(record.book.record_ends)
    last = found.loc[found["last_day"].idxmax()]
    days = (ends - last["last_day"]).days
    if days > 0:
        table.loc[len(table)] = [last["id"], "", days, last["last_day"] + day, ends, True]
    table = table[table["days"].gt(0)]
    return table.sort_values(["days", "from_day"], ascending=[False, True], ignore_index=True)


def current_silence(record: Record, rule: SilenceRule = ANY) -> pd.Series:
    """The silence that still lasted when the record ended: a row of `silences`."""
    table = silences(record, rule)
    return table[table["goes_on"].astype(bool)].iloc[0]


def lasting(
    record: Record,
    rule: SilenceRule = ANY,
    reached: Sequence[int] = (1, 30, 90, 180, 365),
    further: Sequence[int] = (30, 90, 180, 365),
    since: str = "",
) -> pd.DataFrame:
    """How likely a silence that has reached so many days lasts so many more.

    *Estimand*: P(length >= reached + further | length >= reached). Kaplan–Meier's estimate over
    the silences that got so far, the present one censored at the record's end (statsmodels'
    `SurvfuncRight`; E. L. Kaplan and Paul Meier, 'Nonparametric estimation from incomplete
    observations', Journal of the American Statistical Association 53, 1958). ``low`` and ``high``
    are a 95 % interval on the log–log scale; both are NaN where the estimate is 0 or 1. Silences
    are taken as independent, which they are not quite. One row per pair: ``reached``,
    ``further``, ``at_risk`` (how many got so far), ``share``, ``low``, ``high``. With `since`,
    only silences that began on or after that day.
    """
    table = silences(record, rule)
    if since:
        table = table[table["from_day"].ge(since)]
    days = table["days"].to_numpy(dtype=float)
    ended = ~table["goes_on"].astype(bool).to_numpy()
    rows = []
    for so_far in reached:
        mine = days >= so_far
        for more in further:
            share, low, high = survival_at(days[mine], ended[mine], so_far + more)
            rows.append(
                {
                    "reached": so_far,
                    "further": more,
                    "at_risk": int(mine.sum()),
                    "share": share,
                    "low": low,
                    "high": high,
                }
            )
    return pd.DataFrame(rows)


def survival_at(days: np.ndarray, ended: np.ndarray, at: float) -> tuple[float, float, float]:
    """Kaplan–Meier's estimate that a length is at least `at`, with its 95 % interval.

    NaN where nothing was watched so long: the data end before.
    """
    from statsmodels.duration.survfunc import SurvfuncRight

    if not len(days) or (days.max() < at and not ended[days.argmax()]):
        return float("nan"), float("nan"), float("nan")
    fit = SurvfuncRight(days, ended.astype(int))
    # At least `at` days means: not ended at any length shorter than `at`.
    before = np.flatnonzero(fit.surv_times < at)
    if not len(before):
        return 1.0, float("nan"), float("nan")
    share = float(fit.surv_prob[before[-1]])
    error = float(fit.surv_prob_se[before[-1]])
    if not 0 < share < 1:
        return share, float("nan"), float("nan")
    reach = 1.96 * error / (share * abs(np.log(share)))
    return share, float(share ** np.exp(reach)), float(share ** np.exp(-reach))


def silences_by_term(record: Record, rule: SilenceRule = ANY, least: int = LONG) -> pd.DataFrame:
    """Days in long silences by US administration, and the longest run of silent days in each.

    One row per administration: ``name``, ``days`` (in office), ``silent_days`` (within silences
    of `least` days or more, wherever they began), ``share``, ``longest`` (silence, cut at the
    term's ends) and ``held`` (contacts that break the silence, begun in the term).
    """
    table = silences(record, rule)
    found = breakers(record, rule)
    rows = []
    for term in us_terms(record).itertuples():
        first = table["from_day"].clip(lower=term.first_day)
        last = table["to_day"].clip(upper=term.last_day)
        inside = ((last - first).dt.days + 1).clip(lower=0)
        days = (term.last_day - term.first_day).days + 1
        silent = int(inside[table["days"].ge(least)].sum())
        begun = found["first_day"].between(term.first_day, term.last_day)
        rows.append((term.name, days, silent, silent / days, int(inside.max()), int(begun.sum())))
    columns = ["name", "days", "silent_days", "share", "longest", "held"]
    return pd.DataFrame(rows, columns=columns)


def ends_of_silences(record: Record, rule: SilenceRule = ANY, number: int = 10) -> pd.DataFrame:
    """The `number` longest silences that ended, and what ended each.

    Columns: ``days``, ``from_day``, ``to_day``, ``id`` (the contact that ended it), ``title``,
    ``kind``, ``level``, ``channel`` (in words; "Text" for an agreement) and ``first_move``:
    ``us`` or ``dprk`` where the ending's row says who had asked (table ``initiatives``), else "not
    stated". ``tried`` counts contacts announced, offered or agreed in the silence and not held.
    """
    table = silences(record, rule)
    table = table[~table["goes_on"].astype(bool)].head(number)
    events = record.table("events").set_index("id")
    channels = by_channel(record).set_index("id")["channel"].map(CHANNELS)
    moved = record.table("initiatives").set_index("event_id")["initiator"]
    everything = contacts(record)
    failed = everything[~everything["was_held"].fillna(False).astype(bool)]
    rows = []
    for silence in table.itertuples():
        event = events.loc[silence.before]
        tried = failed["first_day"].ge(silence.from_day) & failed["last_day"].le(silence.to_day)
        rows.append(
            {
                "days": silence.days,
                "from_day": silence.from_day,
                "to_day": silence.to_day,
                "id": silence.before,
                "title": event["title"],
                "kind": event["kind"],
                "level": event["level"],
                "channel": channels.get(silence.before, "Text"),
                "first_move": moved.get(silence.before, "not stated"),
                "tried": int(tried.sum()),
            }
        )
    return pd.DataFrame(rows)


def in_silence(
    record: Record, days: pd.DatetimeIndex, rule: SilenceRule = ANY, least: int = LONG
) -> np.ndarray:
    """For each of `days`, whether it lies in a silence of `least` days or more."""
    inside = np.zeros(len(days), dtype=bool)
    table = silences(record, rule)
    for silence in table[table["days"].ge(least)].itertuples():
        inside |= (days >= silence.from_day) & (days <= silence.to_day)
    return inside


def silence_and_tests(record: Record, turns: int = 1000) -> pd.DataFrame:
    """Days of weapons tests per year in long silences and outside them.

    One row per specification (rule of silence, least length, era): ``rule``, ``least``, ``era``,
    ``years_in``, ``years_out``, ``tests_in``, ``tests_out``, ``per_year_in``, ``per_year_out``,
    ``ratio``, ``p_turned`` (`testing.rate_ratio`). Description, not cause: a long silence is known
    as long only afterwards, and the present one fills the years of most tests, so the eras apart
    weigh more than the whole.
    """
    days = testing.days_of(record)
    tests = testing.is_test_day(record, days)
    whole = np.ones(len(days), dtype=bool)
    wanted = [(ANY, least, "all years", whole) for least in (90, LONG, 365)]
    wanted += [(rule, LONG, "all years", whole) for rule in SILENCE_RULES[:-1]]
    for era, (first, last) in testing.ERAS.items():
        wanted.append((ANY, LONG, era, np.asarray((days >= first) & (days <= last))))
    rows = []
    for rule, least, era, mine in wanted:
        inside = in_silence(record, days, rule, least)[mine]
        found = testing.rate_ratio(tests[mine], inside, turns)
        both = found.days_in > 0 and found.days_out > 0
        rows.append(
            {
                "rule": rule.name,
                "least": least,
                "era": era,
                "years_in": found.days_in / 365.25,
                "years_out": found.days_out / 365.25,
                "tests_in": found.tests_in,
                "tests_out": found.tests_out,
                "per_year_in": found.per_year_in,
                "per_year_out": found.per_year_out,
                "ratio": found.ratio if both else float("nan"),
                "p_turned": found.p_turned if both else float("nan"),
            }
        )
    return pd.DataFrame(rows)


# --- offers ----------------------------------------------------------------------------------


def offers_and_answers(record: Record) -> pd.DataFrame:
    """US offers of talks, of a meeting or of help since 2019, and the record's first answer.

    One row per row of ``offers`` in order of date: ``id``, ``offered`` (date in words), ``offer``
    (title), ``content`` (what it held), ``reply_id``, ``replied``, ``reply``, ``days`` (between; NA without a reply, where
    a date is known only to the month, or where the answer made the offer known) and
    ``answer``: accepted, conditions (talks possible, on terms), noted (received without consent),
    refused, no answer.
    """
    events = record.table("events").set_index("id")
    offers = record.table("offers")
    offers["first_day"] = offers["event_id"].map(events["first_day"])
    offers = offers.sort_values(["first_day", "event_id"])
    answers = {w: e["label"] for w, e in record.book.vocabularies["answer_to_offer"].items()}
    rows = []
    contents = {w: e["label"] for w, e in record.book.vocabularies["content_of_offer"].items()}
    columns = ["event_id", "content", "answer_event_id", "answer"]
    for offer_id, content, reply_id, word in offers[columns].itertuples(index=False):
        answer = answers[word]
        offer = events.loc[offer_id]
        reply = events.loc[reply_id] if reply_id else None
        # An offer known only from its answer has no day of its own.
        exact = reply_id not in ("", offer_id)
        exact = exact and {offer["precision"], reply["precision"]} == {"day"}
        rows.append(
            {
                "id": offer_id,
                "offered": offer["date_words"],
                "offer": offer["title"],
                "content": contents[content],
                "reply_id": reply_id,
                "replied": "" if reply is None else reply["date_words"],
                "reply": "" if reply is None else reply["title"],
                "days": (reply["first_day"] - offer["first_day"]).days if exact else pd.NA,
                "answer": answer,
            }
        )
    return pd.DataFrame(rows)


def in_date_words(day: pd.Timestamp | datetime.date) -> str:
    """A full day as it stands in a sentence."""
    return dates.words(dates.parse(pd.Timestamp(day).date().isoformat()))
