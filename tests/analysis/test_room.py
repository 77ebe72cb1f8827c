"""Time in the room, pairs that met again, and acquaintance, on tables counted by hand."""

import re

import pandas as pd
import pytest
from summitry import charts, codebook, dates, drawing, interactive, measures, notebook, tables


def dated(frame):
    """`frame` with the columns that reading the record adds to a table with dates."""
    spans = [dates.span_days(*pair) for pair in zip(frame["start"], frame["end"])]
    frame["first_day"] = pd.to_datetime([first for first, _ in spans])
    frame["last_day"] = pd.to_datetime([last for _, last in spans])
    frame["precision"] = [dates.parse(start).precision for start in frame["start"]]
    frame["date_words"] = frame["start"]
    return frame


@pytest.fixture
def small():
    """Two leaders who met three times, envoys who met twice and agreed a text, and a case."""
    events = pd.DataFrame(
        [
            ("one", "2018-06-12", "", "meeting", "leader", True),
            ("two", "2019-02-27", "2019-02-28", "meeting", "leader", True),
            ("off", "2019-05-01", "", "meeting", "leader", False),
            ("three", "2019-06-30", "", "meeting", "leader", True),
            ("early", "2011-07", "", "meeting", "envoy", True),
            ("round", "2011-10-24", "2011-10-25", "meeting", "envoy", True),
            ("text", "2012-02-29", "", "agreement", "envoy", True),
            ("later", "2012-03-07", "", "meeting", "envoy", True),
        ],
        columns=["id", "start", "end", "kind", "level", "was_held"],
    ).assign(title="", short_title="", process="", importance="1")
    leaders = [("us", "trump"), ("dprk", "kim"), ("dprk", "aide")]
    envoys = [("us", "bosworth"), ("dprk", "kye")]
    actors = [(key, *side) for key in ("one", "two", "off", "three") for side in leaders]
    actors += [(key, *side) for key in ("early", "round", "text", "later") for side in envoys]
    actors += [("text", "us", "spokeswoman"), ("round", "china", "host")]
    actors = pd.DataFrame(actors, columns=["event_id", "actor", "person"])
    actors["role"] = actors["person"].map(lambda person: "host" if person == "host" else "party")
    minutes = [
        f"{kind}minutes_{end}" for kind in ("", "one_on_one_") for end in ("low", "best", "high")
    ]
    meetings = pd.DataFrame(
        [
            ("one", 169, 200, 300, 35, 38, 41),
            ("two", 325, pd.NA, 400, pd.NA, pd.NA, pd.NA),
            ("three", pd.NA, pd.NA, pd.NA, pd.NA, pd.NA, pd.NA),
        ],
        columns=["event_id", *minutes],
    ).assign(basis="")
    governments = dated(
        pd.DataFrame(
            [("us", "trump", "2017-01-20", "2021-01-20"), ("dprk", "kim", "2011-12-17", "")],
            columns=["actor", "person", "start", "end"],
        )
    )
    people = pd.DataFrame(
        [
            ("trump", "Donald Trump", "us"),
            ("kim", "Kim Jong Un", "dprk"),
            ("aide", "Ri Yong Ho", "dprk"),
            ("bosworth", "Stephen Bosworth", "us"),
            ("kye", "Kim Kye Gwan", "dprk"),
            ("spokeswoman", "Victoria Nuland", "us"),
        ],
        columns=["id", "name", "actor"],
    )
    case = (
        "vienna-1961",
        "Vienna, 1961",
        "John F. Kennedy and Nikita Khrushchev",
        "1961-06-03",
        "",
    )
    cases = dated(pd.DataFrame([case], columns=["id", "name", "pair", "start", "end"]))
    cases[minutes] = [pd.NA, 450, 690, 225, 225, 255]
    cases["basis"] = ""
    texts = pd.DataFrame(
        [("leap", "text", "Text", "2012-02-29")], columns=["id", "event_id", "title", "signed"]
    )
    book = codebook.Codebook("t", "v", "1985-01-01", "2020-01-01", {}, {})
    found = {
        "events": dated(events),
        "event_actors": actors,
        "meetings": meetings,
        "governments": governments,
        "people": people,
        "cases": cases,
        "actors": pd.DataFrame([("us", "United States")], columns=["id", "name"]),
        "agreements": texts,
        "commitments": pd.DataFrame([("leap",)], columns=["agreement_id"]),
    }
    return tables.Record(book, [], found)


def test_a_meeting_of_leaders_pairs_those_in_office_only(small):
    pairs = measures.leader_pairs(small)
    assert list(pairs["event_id"]) == ["one", "two", "three"]
    assert set(pairs["person_b"]) == {"kim"}
    assert list(pairs["number"]) == [1, 2, 3]
    assert list(pairs["days_since_first"]) == [0, 260, 383]


def test_previous_meetings_count_those_that_had_certainly_ended(small):
    table = measures.previous_meetings(small).set_index("event_id")
    assert table.loc["one", "previous"] == 0
    assert pd.isna(table.loc["one", "days_since_first"])
    assert table.loc["three", ["previous", "days_since_first"]].tolist() == [2, 383]
    # The meeting of July 2011 has no day: it counts, but no days are counted from it.
    assert table.loc["round", "previous"] == 1
    assert pd.isna(table.loc["round", "days_since_first"])
    assert table.loc["later", ["previous", "days_since_first"]].tolist() == [2, 135]
    assert "text" not in table.index  # an agreement is no meeting
    assert "off" not in table.index  # nor is one that did not take place


def test_acquaintance_takes_the_pair_that_had_met_most_often(small):
    row = measures.acquaintance(small).iloc[0]
    assert (row["person_a"], row["person_b"]) == ("bosworth", "kye")
    assert row["meetings"] == 2
    assert row["days"] == 128  # 24 October 2011 to 29 February 2012
    before = measures.meetings_before(small, measures.acquaintance(small))
    assert list(before["meeting_id"]) == ["early", "round"]


def test_pairs_below_leaders_carry_their_texts(small):
    row = measures.negotiating_pairs(small).iloc[0]
    assert row[["person_a", "meetings", "texts"]].tolist() == ["bosworth", 3, 1]


def test_a_length_without_a_best_figure_is_a_floor(small):
    table = measures.lengths_of_meetings(small).set_index("event_id")
    assert table.loc["one", ["drawn", "low", "high", "alone"]].tolist() == [200, 169, 300, 38]
    assert not table.loc["one", "is_floor"]
    assert table.loc["two", ["drawn", "high"]].tolist() == [325, 325]
    assert table.loc["two", "is_floor"]
    assert "three" not in table.index
    assert table.loc["", "name"] == "Kennedy and Khrushchev, Vienna 1961"
    assert table.loc["", "pairing"] == measures.CASES


def test_names_are_short_unless_shared(small):
    names = measures.short_names(small)
    assert names["trump"] == "Trump"
    assert names["aide"] == "Ri"
    assert names["kim"] == "Kim Jong Un"  # two Kims


def test_the_same_meeting_is_never_drawn_twice(record):
    table = measures.lengths_of_meetings(record)
    assert not table["first_day"].duplicated().any()
    pairs = measures.meetings_of_pairs(record)
    assert not pairs.duplicated(["pair", "first_day"]).any()
    assert pairs.groupby("pair")["days_since_first"].min().eq(0).all()


def test_numbers_of_cases_agree_with_previous_meetings_as_typed(record):
    """Reagan and Gorbachev: the computed order is the one that the cases' sources give."""
    cases = record.table("cases").sort_values("first_day")
    mine = cases[cases["pair"].eq("Ronald Reagan and Mikhail Gorbachev")]
    assert mine["previous_meetings"].tolist() == list(range(len(mine)))


def test_stacked_marks_of_a_strip_never_cover_each_other():
    marks = tuple(charts.StripMark(float(x), "talks", "circle", str(x), f"e-{x}") for x in range(9))
    strip = charts.Strip("Row", marks, "end", span=(0.0, 5.0, "other"), ticks=(3.0,))
    chart = charts.Strips((strip,), "days", 0.0, 100.0)
    svg = drawing.strips_svg(chart, 600.0, notebook.colours(), "wide")
    places = [
        (float(x), float(y))
        for x, y in re.findall(r'href="event:.*?translate\(([\d.]+) ([\d.]+)\)', svg)
    ]
    assert len(places) == 9
    assert len(set(y for _, y in places)) > 1
    for n, one in enumerate(places):
        for other in places[n + 1 :]:
            assert abs(one[0] - other[0]) >= 11.9 or abs(one[1] - other[1]) >= 11.3
    assert '"e-8"' in interactive.strips_json(chart, notebook.colours())
