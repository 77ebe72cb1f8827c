"""Outlines are cut to their window and made simple, on a world small enough to see."""

import json

import pytest
from reading_room import make_outlines
from reading_room.locator import Window

WINDOW = Window("Here", 0, 10, -5, 5, "50m", 1.0, 40, (), "")
# Two countries side by side, of one arc each and a border between them, and a tiny island.
WORLD = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[4, 2], [0, -4]],
        [[4, -2], [-10, 0], [0, 4], [10, 0]],
        [[4, 2], [4, 0], [0, -4], [-4, 0]],
        [[9, 4], [0.1, 0], [0, 0.1], [-0.1, -0.1]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]]},
                {"type": "Polygon", "arcs": [[2, -1]]},
            ]
        },
        "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]], [[3]]]}]},
    },
}


@pytest.fixture
def drawn(tmp_path):
    (tmp_path / "countries-50m.json").write_text(json.dumps(WORLD), encoding="utf-8")
    return make_outlines.draw(WINDOW, tmp_path)


def test_land_is_cut_at_the_edge_and_small_islands_are_left_out(drawn):
    assert drawn["land"].count("M") == 1
    xs = [x for x, _ in points(drawn["land"])]
    assert min(xs) == -6
    assert max(xs) == 512


def test_a_border_is_what_two_countries_share(drawn):
    assert drawn["borders"].count("M") == 1
    assert {x for x, _ in points(drawn["borders"])} == {256}


def points(path):
    from test_locator import rings

    return [point for ring in rings(path) for point in ring]
