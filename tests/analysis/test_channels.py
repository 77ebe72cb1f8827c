"""Letters, channels and silences, on small tables and against worked examples."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from summitry import codebook, dates, measures, tables
from summitry.measures import channels, testing


def record_of(events, actors, meetings=(), ends="2020-12-31"):
    """A record from (id, start, end, kind, level, held, place, process) and (event, actor, role)."""
    names = ["id", "start", "end", "kind", "level", "was_held", "place", "process"]
    frame = pd.DataFrame(events, columns=names)
    spans = [dates.span_days(*pair) for pair in zip(frame["start"], frame["end"])]
    frame["first_day"] = pd.to_datetime([first for first, _ in spans])
    frame["last_day"] = pd.to_datetime([last for _, last in spans])
    frame["precision"] = [dates.parse(start).precision for start in frame["start"]]
    frame["title"], frame["importance"] = frame["id"], "2"
    terms = pd.DataFrame(
        [
            ("us", "bill-clinton", "Clinton", "1993-01-20", "2001-01-19"),
            ("us", "donald-trump", "Trump", "2017-01-20", ""),
            ("dprk", "kim-jong-il", "Kim Jong Il", "1994-07-09", "2011-12-17"),
            ("dprk", "kim-jong-un", "Kim Jong Un", "2011-12-18", ""),
        ],
        columns=["actor", "person", "label", "start", "end"],
    )
    places = pd.DataFrame(
        [("pyongyang", "North Korea"), ("new-york", "United States"), ("berlin", "Germany")],
        columns=["id", "country"],
    )
    book = codebook.Codebook("t", "v", "1995-01-20", ends, {}, {})
    data = {
        "events": frame,
        "event_actors": pd.DataFrame(actors, columns=["event_id", "actor", "role"]),
        "meetings": pd.DataFrame(list(meetings), columns=["event_id", "format"]),
        "governments": terms,
        "places": places,
        "letters": pd.DataFrame(columns=["event_id", "writer", "addressee"]),
        "initiatives": pd.DataFrame(columns=["event_id", "initiator", "reason"]),
    }
    return tables.Record(book, [], data)


def both(*ids):
    return [(key, actor, "party") for key in ids for actor in ("us", "dprk")]


@pytest.fixture
def small():
    """Contacts with a silence of 29 days, one of 31 around a month, and one that goes on."""
    return record_of(
        [
            ("a", "2018-01-01", "2018-01-02", "meeting", "envoy", True, "berlin", ""),
            ("b", "2018-02-01", "", "meeting", "working", True, "pyongyang", ""),
            ("c", "2018-03-05", "", "meeting", "envoy", False, "pyongyang", ""),
            ("d", "2018-04", "", "meeting", "working", True, "", ""),
            ("e", "2018-06-01", "", "meeting", "envoy", True, "new-york", ""),
            ("f", "2018", "", "meeting", "working", True, "", ""),
        ],
        both(*"abcdef"),
        [(key, "bilateral") for key in "abdef"],
        ends="2018-06-11",
    )


def test_a_silence_lies_between_contacts_held_and_the_last_one_goes_on(small):
    table = measures.silences(small).set_index("after")
    # 3 to 31 January; 2 February to 31 March (c was not held); 1 to 31 May; 2 to 11 June.
    assert table["days"].to_dict() == {"b": 58, "d": 31, "a": 29, "e": 10}
    assert list(table["days"]) == sorted(table["days"], reverse=True)
    assert str(table.loc["b", "to_day"].date()) == "2018-03-31"
    assert bool(table.loc["e", "goes_on"])
    assert table.loc["e", "before"] == ""


def test_without_whole_months_a_silence_is_an_upper_bound(small):
    table = measures.silences(small, whole_months=False).set_index("after")
    assert table.loc["b", "days"] == 119  # 2 February to 31 May


def test_what_is_no_contact_can_be_counted_to_see_what_a_silence_rests_on(small):
    # c was announced and not held: counted, it would part 2 February to 31 March at 5 March.
    table = measures.silences(small, also=("c",)).set_index("after")
    assert table["days"].to_dict() == {"b": 31, "d": 31, "a": 29, "c": 26, "e": 10}


def test_a_higher_rule_hears_fewer_contacts(small):
    above = measures.silences(small, measures.SILENCE_RULES[1]).set_index("after")
    assert above["days"].to_dict() == {"a": 149, "e": 10}
    assert measures.current_silence(small)["after"] == "e"


def test_an_ending_counts_what_was_tried_in_vain(small):
    ends = measures.ends_of_silences(small).set_index("id")
    assert ends.loc["d", "tried"] == 1
    assert ends.loc["b", "channel"] == measures.CHANNELS["pyongyang"]
    assert set(ends["first_move"]) == {"not stated"}


@pytest.mark.parametrize(
    ("changes", "channel"),
    [
        ({"kind": "letter", "place": "panmunjom"}, "letters"),
        ({"id": "mediated", "place": "pyongyang"}, "unofficial"),
        ({"id": "round", "process": "six-party-talks", "place": "panmunjom"}, "multilateral"),
        ({"id": "round", "process": ""}, "third"),
        ({"place": "panmunjom"}, "panmunjom"),
        ({"id": "generals", "place": ""}, "panmunjom"),
        ({"place": "yongbyon"}, "pyongyang"),
        ({"place": "new-york"}, "new-york"),
        ({"place": "washington"}, "washington"),
        ({"place": "berlin"}, "third"),
        ({"place": ""}, "third"),
    ],
)
def test_the_first_rule_that_matches_gives_the_channel(changes, channel):
    event = {"id": "x", "kind": "meeting", "process": "", "place": "berlin"} | changes
    countries = {
        "yongbyon": "North Korea",
        "new-york": "United States",
        "washington": "United States",
        "berlin": "Germany",
        "panmunjom": "North Korea",
    }
    found = channels.channel_of(
        SimpleNamespace(**event), {"mediated"}, {"generals"}, {"round": "multilateral"}, countries
    )
    assert found == channel


def test_an_unofficial_meeting_has_a_channel_though_it_is_no_contact():
    record = record_of(
        [("u", "2016-10-21", "", "meeting", "working", True, "berlin", "")],
        [("u", "us", "unofficial"), ("u", "dprk", "party")],
    )
    assert list(measures.by_channel(record)["channel"]) == ["unofficial"]


def test_rates_are_counts_over_years_in_office():
    record = record_of(
        [
            ("x", "1999-01-01", "", "meeting", "envoy", True, "berlin", ""),
            ("y", "2018-01-01", "", "meeting", "envoy", True, "new-york", ""),
        ],
        both("x", "y"),
        ends="2021-01-19",
    )
    table = measures.channels_by_term(record).set_index("name")
    # Six years of Clinton's eight lie within this record, which begins on 20 January 1995.
    assert list(table.index) == ["Clinton 1993–01", "Trump since 2017"]
    assert table["years"].round(2).tolist() == [6.0, 4.0]
    assert table["third_per_year"].round(3).tolist() == [0.167, 0.0]
    assert table["new-york"].tolist() == [0, 1]


def letters_record():
    rows = [
        ("2018-06-01-trump-letter-to-kim", "2018-06-01"),
        ("2018-06-06-kim-letter-to-trump", "2018-06-06"),
        ("2018-06-20-somebody-writes", "2018-06-20"),
        ("1998-10-01-kim-jong-il-letter-to-clinton", "1998-10-01"),
    ]
    events = [(key, day, "", "letter", "leader", True, "", "") for key, day in rows]
    events.append(("met", "2018-06-10", "2018-06-11", "meeting", "leader", True, "berlin", ""))
    return record_of(events, both(*[key for key, _ in rows], "met"))


def test_letters_near_a_meeting_are_counted_in_the_run_of_letters_around_it():
    table = measures.letters_near_meetings(letters_record(), (4,)).set_index("side")
    # The run is 1 to 20 June; 6 to 15 June are near, of 20 days; only the letter of 6 June is.
    row = table.loc["either"]
    assert (row["letters"], row["near"], row["share_of_days"]) == (3, 1, 0.5)
    assert row["expected"] == pytest.approx(1.5)
    assert table.loc["before", "near"] == 1
    assert table.loc["after", "near"] == 0
    # By hand: three letters at days 0, 5 and 19 turned 20 times; near are days 5 to 14.
    near = set(range(5, 15))
    turned = [sum((at + by) % 20 in near for at in (0, 5, 19)) for by in range(20)]
    tails = sum(n >= 1 for n in turned) / 20, sum(n <= 1 for n in turned) / 20
    assert row["p"] == pytest.approx(min(1, 2 * min(tails)))


def test_survival_follows_the_worked_example_of_the_leukaemia_trial():
    # Remission on 6-MP (Freireich and others 1963), as worked in textbooks on Kaplan–Meier.
    days = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
    ended = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=bool)
    for at, expected in (
        (7, 0.857),
        (8, 0.807),
        (11, 0.753),
        (14, 0.690),
        (17, 0.627),
        (24, 0.448),
    ):
        assert channels.survival_at(days, ended, at)[0] == pytest.approx(expected, abs=6e-4)
    assert channels.survival_at(days, ended, 6)[0] == 1
    assert np.isnan(channels.survival_at(days, ended, 40)[0])
    share, low, high = channels.survival_at(days, ended, 24)
    assert low < share < high
    assert (low, high) == pytest.approx((0.188, 0.680), abs=2e-3)  # log–log interval


def test_lasting_is_the_product_of_what_was_survived(record):
    """An implementation of its own: the share that goes on, multiplied over each length."""
    table = measures.silences(record)
    days, ended = table["days"].to_numpy(), ~table["goes_on"].astype(bool).to_numpy()

    def by_hand(reached, at):
        product = 1.0
        for day in range(reached, at):
            product *= 1 - ((days == day) & ended).sum() / (days >= day).sum()
        return product

    for row in measures.lasting(record).itertuples():
        assert row.share == pytest.approx(by_hand(row.reached, row.reached + row.further))
        assert row.at_risk == (days >= row.reached).sum()


@pytest.mark.parametrize("rule", measures.SILENCE_RULES, ids=lambda rule: rule.id)
def test_silences_hold_no_contact_and_never_overlap(record, rule):
    table = measures.silences(record, rule).sort_values("from_day")
    found = channels.breakers(record, rule)
    covered = set()
    for contact in found.itertuples():
        covered.update(pd.date_range(contact.first_day, contact.last_day))
    for silence in table.itertuples():
        assert not covered & set(pd.date_range(silence.from_day, silence.to_day))
        assert (silence.to_day - silence.from_day).days + 1 == silence.days
    assert (table["from_day"].iloc[1:].to_numpy() > table["to_day"].iloc[:-1].to_numpy()).all()
    assert table["goes_on"].sum() == 1


def test_no_drawn_silence_runs_over_the_break_between_panels(record):
    edge = pd.Timestamp("2007-01-01")
    for rule in measures.SILENCE_RULES[1:]:
        table = measures.silences(record, rule)
        long = table[table["days"].ge(channels.LONG)]
        assert not (long["from_day"].lt(edge) & long["to_day"].ge(edge)).any()


def test_every_letter_of_leaders_has_a_writer_who_is_a_party(record):
    letters = measures.leaders_letters(record)
    assert letters["writer"].isin(("us", "dprk")).all(), letters.loc[letters["writer"].eq("")]


def test_every_contact_has_one_channel_and_one_administration(record):
    table = measures.by_channel(record)
    assert table["id"].is_unique
    terms = measures.channels_by_term(record)
    assert terms[list(measures.CHANNELS)].to_numpy().sum() == len(table)


def test_silent_days_add_up_over_administrations(record):
    table = measures.silences_by_term(record)
    whole = measures.silences(record)
    assert table["silent_days"].sum() == whole.loc[whole["days"].ge(channels.LONG), "days"].sum()


def test_days_in_and_out_of_silence_are_all_days(record):
    days = testing.days_of(record)
    table = measures.silence_and_tests(record, 10)
    whole = table[table["era"].eq("all years")]
    assert (whole["years_in"] + whole["years_out"]).to_numpy() == pytest.approx(len(days) / 365.25)
    assert whole["tests_in"].add(whole["tests_out"]).nunique() == 1
    eras = table[table["era"].ne("all years")]
    assert eras["tests_in"].sum() == whole.iloc[1]["tests_in"]


def test_offers_stand_in_order_with_their_answers(record):
    table = measures.offers_and_answers(record)
    events = record.table("events").set_index("id")
    first = events.loc[table["id"], "first_day"]
    assert first.is_monotonic_increasing
    assert first.min().year == 2019
    assert table.loc[table["reply_id"].eq(""), "answer"].eq("no answer").all()
    contents = table.set_index("id")["content"]
    assert contents["2021-06-21-sung-kim-anywhere-anytime"] == "talks or a meeting"
    assert contents["2022-05-21-biden-vaccine-offer-no-reply"] == "help"


def test_every_letter_of_leaders_has_a_writer_and_an_addressee(record):
    letters = measures.leaders_letters(record)
    assert letters["writer"].isin(("us", "dprk")).all()
    table = record.table("letters")
    assert set(table["event_id"]) == set(letters["id"])
    assert table["writer"].ne(table["addressee"]).all()
