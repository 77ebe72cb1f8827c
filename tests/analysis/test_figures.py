"""Figures: geometry that never overlaps, drawings that hold every row, JSON that Plotly can read."""

import json
import random
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from summitry import figures, notebook, placement, timeline
from summitry.drawing import time_ticks
from summitry.drawing.base import path_data
from summitry.interactive import timeline_json
from summitry.timeline import Scale

FIGURES = (
    "after_an_exercise",
    "around_hostile_deeds",
    "channels_by_administration",
    "leaders_letters",
    "letters_and_meetings",
    "silences",
    "calm_after_meetings",
    "day_zero",
    "meetings_of_pairs",
    "minutes_by_meeting",
    "negotiators_acquaintance",
    "long_negotiation",
    "framework_calendar",
    "kept_with_a_date",
    "promise_ledger",
    "promises_and_successors",
    "promises_before_changes",
    "meetings_around_changes",
    "promises_kept_by_rule",
    "moves_by_year",
    "road_to_singapore",
    "talks_and_tests",
    "time_in_the_room",
    "two_yardsticks",
    "how_long_steps_stood",
    "sources_by_decade",
    "tests_in_and_out_of_talks",
    "tests_around_meetings",
    "when_encounters_work",
    "conditions_and_outcomes",
    "who_answers_whom",
    "one_record_two_readings",
    "what_could_change_a_mind",
)


@pytest.fixture(scope="module", params=FIGURES)
def figure(request, record):
    return getattr(figures, request.param)(record, notebook.colours())


def test_marks_in_one_row_never_overlap():
    draw = random.Random(1)
    spans = [(x := draw.uniform(0, 500), x + draw.uniform(1, 30)) for _ in range(300)]
    spans.sort()
    rows = placement.rows_without_overlap(spans)
    for row in set(rows):
        mine = [span for span, placed in zip(spans, rows) if placed == row]
        assert all(a[1] + 1 <= b[0] for a, b in zip(mine, mine[1:]))


def test_labels_never_overlap_each_other_or_what_is_taken():
    draw = random.Random(2)
    wanted = [(i, draw.uniform(0, 800), "x" * draw.randint(3, 24)) for i in range(60)]
    labels = placement.place_labels(wanted, {0: [(0, 100)], 1: [(0, 100)]}, 800, 12)
    assert 3 < len(labels) < 60
    for row in (0, 1):
        mine = sorted((label.left, label.right) for label in labels if label.row == row)
        assert all(a[1] + 8 <= b[0] for a, b in zip(mine, mine[1:]))
        assert all(left >= 108 and right <= 800 for left, right in mine)


def test_the_most_important_label_keeps_its_place_when_others_are_added():
    one = placement.place_labels([(0, 400, "Singapore")], {}, 800, 12)
    many = placement.place_labels([(0, 400, "Singapore"), (1, 402, "Other")], {}, 800, 12)
    assert one[0] in many


def test_panels_share_one_scale():
    stretches = timeline.equal_panels(date(1985, 1, 1), date(2026, 8, 20), (1985, 2006))
    assert {last.year - first.year for first, last in stretches} == {20}
    assert stretches[-1][1] >= date(2026, 8, 20)


def test_ticks_keep_their_distance_at_every_scale():
    for years in (1, 2, 7, 21, 41):
        scale = Scale(date(1985, 1, 1), date(1985 + years - 1, 12, 31), 340)
        places = [scale.x(day) for day, _ in time_ticks(scale)]
        assert all(b - a >= 28 for a, b in zip(places, places[1:]))
        assert places


def test_a_line_in_few_characters_goes_through_all_its_corners():
    draw = random.Random(3)
    corners = [(0.0, 0.0)]
    for _ in range(400):
        x, y = corners[-1]
        step = draw.choice([(draw.uniform(0, 3), 0), (0, draw.uniform(-3, 3)), (0.26, 0.31)])
        corners.append((x + step[0], y + step[1]))
    data = path_data(corners)
    x, y = (float(number) for number in re.match(r"M(\S+) ([^hvl]+)", data).groups())
    passed = [(x, y)]
    for letter, numbers in re.findall(r"([hvl])([-0-9. ]+)", data):
        steps = [float(number) for number in numbers.split()]
        x += steps[0] if letter in "hl" else 0
        y += steps[-1] if letter in "vl" else 0
        passed.append((x, y))
    assert (x, y) == pytest.approx(corners[-1], abs=0.051)
    assert 200 < len(passed) < 400
    for place in passed:
        assert any(place == pytest.approx(corner, abs=0.11) for corner in corners)
    assert path_data([(0, 0), (1, 0), (2.5, 0), (2.5, 4)]) == "M0 0h2.5v4"


def test_a_drawing_is_well_formed_and_carries_every_row(figure):
    rows = figure.rows
    for svg in (figure.wide_svg, figure.narrow_svg):
        tree = ElementTree.fromstring(svg)
        assert tree.get("viewBox")
        linked = re.findall(r'href="event:([^"]+)"', svg)
        dots = re.findall(r'd="([^"]*)" class="dots"', svg)
        if "id" in rows and dots:
            assert "".join(dots).count("h0") == len(rows)
        elif "id" in rows:
            assert sorted(linked) == sorted(rows["id"])
        assert "NaN" not in svg


def test_the_json_is_plain_and_safe(figure):
    data = json.loads(figure.plotly_json)
    assert "template" not in data["layout"]
    assert "bdata" not in figure.plotly_json  # arrays are lists, readable without numpy
    for trace in data["data"]:
        assert trace["meta"]["role"] in ("leaders", "talks", "pressure", "tests", "other")
    drawn = [key for trace in data["data"] for key in trace.get("customdata", [])]
    if "id" in figure.rows:
        assert set(drawn) == set(figure.rows["id"])


def test_the_words_are_complete(figure):
    assert len(figure.title.split()) <= 15
    for words in (figure.title, figure.subtitle, figure.alt, figure.how_to_read, figure.sources):
        assert words.strip()
        assert "nan" not in words.lower().split()


def test_the_same_record_gives_the_same_bytes(record):
    one, two = (figures.road_to_singapore(record, notebook.colours()) for _ in range(2))
    assert (one.wide_svg, one.plotly_json) == (two.wide_svg, two.plotly_json)


def test_lanes_stand_in_the_order_of_the_whole_site(record):
    svg = figures.long_negotiation(record, notebook.colours()).wide_svg
    names = [lane.name for lane in figures.LANES]
    places = [svg.index(f">{name}<") for name in names]
    assert places == sorted(places)


def test_precision_is_drawn(record):
    """A day is a glyph, a month a bar; what did not take place is hollow."""
    figure = figures.long_negotiation(record, notebook.colours())
    months = figure.rows[figure.rows["start"].str.fullmatch(r"\d{4}-\d{2}[~?]?")]
    assert len(months)
    for key in months["id"]:
        link = re.search(rf'<a href="event:{key}".*?</a>', figure.wide_svg)[0]
        assert "<rect" in link
        assert "<path" not in link
    for key in figure.rows.loc[~figure.rows["was_held"], "id"]:
        assert re.search(rf'<a href="event:{key}" class="mark hollow"', figure.wide_svg)


def test_a_cancelled_month_and_an_empty_lane_are_drawn(record):
    lanes = (timeline.Lane("x", "Nothing", "other"),)
    marks = figures.long_negotiation(record, notebook.colours()).rows.head(0)
    empty = marks.reindex(columns=timeline.MARK_COLUMNS)
    line = timeline.Timeline(lanes, empty, date(2000, 1, 1), date(2001, 12, 31))
    stretch = [(date(2000, 1, 1), date(2001, 12, 31))]
    assert json.loads(timeline_json(line, stretch, 600, notebook.colours()))["data"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_hold_apart_from_the_paper(scheme):
    colours = notebook.colours()[scheme]

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(one, other):
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    for name, least in (("ink", 7), ("ink-muted", 4.5), ("link", 4.5), ("visited", 4.5)):
        assert contrast(colours[name], colours["paper"]) >= least, name
        assert contrast(colours[name], colours["paper-raised"]) >= min(least, 4.5), name
    for name in colours:
        if name.startswith("lane-"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, name
