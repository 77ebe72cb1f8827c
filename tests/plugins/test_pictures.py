"""Pictures that stand alone: complete, in real colours, the same bytes every time, made once."""

import html
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from reading_room.lettering import Faces, Lettering
from reading_room.library import Figure
from reading_room.pictures import Colours, alone, png, thumbnail
from reading_room.raster import Shelf
from summitry import artifacts, figures, notebook

THEME = Path(__file__).parents[2] / "themes" / "reading-room"
SOURCE = "Source: a site, version 1. https://example.org/figures/road-to-singapore/. CC BY 4.0."


@pytest.fixture(scope="module")
def colours():
    return Colours.of(THEME)


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    return Faces(THEME / "static" / "fonts", tmp_path_factory.mktemp("faces"))


@pytest.fixture(scope="module")
def figure(record, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    made = figures.road_to_singapore(record, notebook.colours())
    artifacts.write_figure(made, folder, "02-the-road-to-singapore", "1")
    words = {"id": made.id, "title": made.title, "subtitle": made.subtitle, "alt": made.alt}
    return Figure(folder / made.id, words)


@pytest.fixture(scope="module")
def picture(figure, colours, faces):
    return alone(figure, SOURCE, "https://example.org/events/", colours, Lettering(faces))


def words_of(svg):
    return " ".join(html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)<", svg))


def test_a_picture_says_what_it_shows_and_where_it_comes_from(picture, figure):
    ElementTree.fromstring(picture)
    words = words_of(picture)
    for said in (figure.words["title"], figure.words["subtitle"], SOURCE):
        assert said in words
    links = re.findall(r'<a href="([^"]+)"', picture)
    assert len(links) == len(figure.rows)
    assert all(link.startswith("https://example.org/events/") for link in links)


def test_a_picture_needs_no_page_around_it(picture, colours):
    assert "var(" not in picture
    assert "--" not in picture
    for role in ("leaders", "pressure", "tests"):
        fill = colours.light[f"lane-{role}"]
        assert f".r-{role} .mark path{{fill:{fill}" in picture


def test_a_png_is_twice_the_drawings_size_and_the_same_every_time(picture, faces):
    one = png(picture, faces.files)
    width, height = (
        float(n) for n in re.search(r'width="(\d+)" height="([\d.]+)"', picture).groups()
    )
    assert struct.unpack(">II", one[16:24]) == (round(2 * width), pytest.approx(2 * height, abs=1))
    assert png(picture, faces.files) == one
    # Its words are drawn, in our faces: without them it is another picture.
    assert png(re.sub(r"<text.*?</text>", "", picture), faces.files) != one
    assert b"tEXt" not in one
    assert b"tIME" not in one


def test_our_faces_have_every_character_of_every_figure(record, faces):
    known = [set(TTFont(file).getBestCmap()) for file in faces.files]
    for make in (
        figures.talks_and_tests,
        figures.two_yardsticks,
        figures.when_encounters_work,
        figures.who_answers_whom,
        figures.promise_ledger,
        figures.silences,
    ):
        made = make(record, notebook.colours())
        text = made.title + made.subtitle + words_of(made.wide_svg)
        for codes in known:
            assert {character for character in text if ord(character) not in codes} == set()


def test_long_words_are_broken_into_lines(faces):
    words = "reassurance " * 30
    lines = Lettering(faces).lines(words, 400, 20, "600")
    assert " ".join(lines) == words.strip()
    assert 6 < len(lines) < 30


def test_a_thumbnail_has_no_links_and_follows_the_readers_system(figure, colours):
    small = thumbnail(figure, colours)
    ElementTree.fromstring(small)
    assert "href" not in small
    assert "<title>" not in small
    assert "prefers-color-scheme:dark" in small
    assert colours.tokens["dark"]["paper"] in small


def test_a_picture_is_made_once_and_forgotten_when_nothing_asks_for_it(tmp_path):
    made = []

    def make() -> bytes:
        made.append(1)
        return b"picture"

    shelf = Shelf(tmp_path / "pictures")
    first = shelf.file("one", make)
    assert Shelf(tmp_path / "pictures").file("one", make) == first
    assert len(made) == 1
    later = Shelf(tmp_path / "pictures")
    second = later.file("another", make)
    later.clear()
    assert second.read_bytes() == b"picture"
    assert not first.exists()
    assert len(made) == 2
