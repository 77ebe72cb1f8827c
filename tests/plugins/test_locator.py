"""The locator maps: land is land, sea is sea, and every place of the record stands in its window."""

import re

import pytest
from lxml import etree
from reading_room import locator

LAND = {
    "Pyongyang": (125.75, 39.03),
    "Seoul": (126.98, 37.57),
    "Daegu": (128.6, 35.87),
    "Jeju": (126.53, 33.42),
    "Beijing": (116.4, 39.9),
    "Ulan-Ude": (107.58, 51.83),
    "Nagano": (138.2, 36.65),
    "Kunming": (102.7, 25.04),
    "Borneo": (114.0, 0.5),
    "Prague": (14.42, 50.09),
    "Moscow": (37.62, 55.76),
    "Geneva": (6.15, 46.2),
    "Santa Fe": (-105.94, 35.69),
    "Cincinnati": (-84.51, 39.1),
}
SEA = {
    "Sea of Japan": (131.5, 38.5),
    "Yellow Sea": (123.5, 36.0),
    "Bay of Korea": (123.8, 38.9),
    "South China Sea": (114.0, 14.0),
    "Gulf of Thailand": (101.5, 10.5),
    "Philippine Sea": (129.0, 20.0),
    "Gulf of Bothnia": (19.9, 62.5),
    "Bay of Biscay": (-5.0, 45.5),
    "Black Sea": (34.0, 43.3),
    "Adriatic": (15.0, 43.2),
    "Gulf of Mexico": (-91.0, 26.5),
    "Atlantic off New York": (-70.0, 38.0),
}


def rings(path):
    """The rings of an SVG path of ours, as absolute points."""
    for part in filter(None, path.split("M")):
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = 0, 0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2]):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points


def is_land(window, lon, lat):
    x, y = window.spot(lon, lat)
    inside = False
    for points in rings(window.land):
        for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]]):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
    return inside


@pytest.mark.parametrize("name", LAND)
def test_known_inland_points_are_on_land(name):
    assert is_land(locator.window_for(*LAND[name]), *LAND[name])


@pytest.mark.parametrize("name", SEA)
def test_known_points_of_the_sea_are_not(name):
    assert not is_land(locator.window_for(*SEA[name]), *SEA[name])


def test_every_place_of_the_record_stands_clear_in_its_window(record):
    places = record.table("places").to_dict("records")
    assert len(places) > 80
    for place in places:
        window = locator.window_for(place["lon"], place["lat"])
        assert window.holds(*window.spot(place["lon"], place["lat"]), 5), place["id"]
    shown = {place["id"]: locator.window_for(place["lon"], place["lat"]).name for place in places}
    assert shown["panmunjom"] == shown["yellow-sea"] == shown["rason"] == "Korea"
    assert shown["beijing"] == shown["tokyo"] == "North-east Asia"
    assert shown["hanoi"] == shown["singapore"] == "South-east Asia"
    assert shown["geneva"] == shown["stockholm"] == shown["berlin"] == "Europe"
    assert shown["new-york"] == "North America"
    assert shown["sydney"] == "The world"


def test_a_map_is_small_well_formed_and_names_its_place_within_the_picture(record):
    for place in record.table("places").to_dict("records"):
        drawing = locator.drawing(place)
        assert len(drawing.encode()) < 4_000, place["id"]
        svg = etree.fromstring(drawing)
        assert svg.get("role") == "img"
        assert svg.get("aria-label").startswith(f"Map: {place['name']}")
        label = svg.xpath("//text[@class='map-place']")[0]
        width = len(place["name"]) * 14
        left = {"start": 0, "middle": width / 2, "end": width}[label.get("text-anchor")]
        assert float(label.get("x")) - left >= 0, place["id"]
        assert float(label.get("x")) - left + width <= 640, place["id"]


def test_a_map_says_in_words_what_it_shows():
    hanoi = {"name": "Hanoi", "country": "Vietnam"}
    assert locator.words(hanoi) == "Map: Hanoi, Vietnam"
    assert locator.words({"name": "Singapore", "country": "Singapore"}) == "Map: Singapore"
    assert locator.position({"lat": -33.87, "lon": 151.21}) == "33.87° S, 151.21° E"
    assert locator.position({"lat": 40.71, "lon": -74.01}) == "40.71° N, 74.01° W"


def test_the_outlines_are_one_small_file_that_says_where_they_are_from():
    text = locator.FILE.read_text(encoding="utf-8")
    assert len(text.encode()) <= 16_000
    assert "Natural Earth" in text.split("[[window]]")[0]
    assert "public domain" in text.split("[[window]]")[0]
