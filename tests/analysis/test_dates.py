"""Partial dates say what a source supports, and no more."""

from datetime import date

import pytest
from summitry import dates


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2018-06-12", date(2018, 6, 12), date(2018, 6, 12), "day"),
        ("2018-06", date(2018, 6, 1), date(2018, 6, 30), "month"),
        ("1990", date(1990, 1, 1), date(1990, 12, 31), "year"),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), "month"),
        ("2018-04-01?", date(2018, 4, 1), date(2018, 4, 1), "day"),
    ],
)
def test_a_date_spans_the_days_that_it_can_mean(text, first, last, precision):
    parsed = dates.parse(text)
    assert (parsed.first_day, parsed.last_day, parsed.precision) == (first, last, precision)
    assert str(parsed) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 June 2018",
        "2018-13",
        "2018-02-30",
        "2018-00",
        "2018-01-00",
        "0000",
        "2018-6-1",
        "2018?~",
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(text):
    with pytest.raises(ValueError, match="not a da"):
        dates.parse(text)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2018-06-12", "", "12 June 2018"),
        ("2019-02-27", "2019-02-28", "27–28 February 2019"),
        ("2018-05-30", "2018-06-01", "30 May – 1 June 2018"),
        ("1993-12-29", "1994-01-05", "29 December 1993 – 5 January 1994"),
        ("2018-04", "2018-05", "April–May 2018"),
        ("1990", "1994", "1990–1994"),
        ("1990~", "", "about 1990"),
        ("2018-04-01?", "", "perhaps 1 April 2018"),
        ("2018-06-12", "2018-06-12", "12 June 2018"),
    ],
)
def test_a_span_is_written_as_a_reader_would(start, end, words):
    assert dates.words(dates.parse(start), dates.parse(end) if end else None) == words
