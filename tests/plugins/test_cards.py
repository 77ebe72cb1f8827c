"""Cards: one for each essay, figure and event of the public site; small, and with room for all words."""

import io
import json
import re
import shutil

import pytest
from conftest import PUBLIC, ROOT, pelican, read_table, write_table
from fontTools.ttLib import TTFont
from lxml import etree, html
from PIL import Image, ImageChops, ImageFont, ImageStat
from reading_room import cards, raster
from reading_room.generated import explorer
from reading_room.lettering import Faces, Lettering
from reading_room.pictures import Colours
from test_small_site import digest

SUMMIT = "2018-06-12-singapore-summit"
LONG = "An unusually long title of many words that goes on and on " * 6
SVG = "{http://www.w3.org/2000/svg}"


def cards_of(folder):
    return {path.parent.relative_to(folder).as_posix(): path for path in folder.rglob("card.png")}


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    return Faces(ROOT / "themes/reading-room/static/fonts", tmp_path_factory.mktemp("faces"))


@pytest.fixture(scope="module")
def deck(faces):
    return cards.Deck(
        name="Face to Face",
        subtitle="Trust, the security dilemma and summit diplomacy",
        theme=Colours.of(ROOT / "themes/reading-room"),
        letters=Lettering(faces),
        first="1985-01-01",
        last="2026-08-21",
        meetings=("2000-06-13", "2018-06-12"),
    )


@pytest.fixture(scope="module")
def events(built_site):
    """The events of the real record as the site has them."""
    path = ROOT / ".cache/artifacts/record/site.json"
    return json.loads(path.read_text(encoding="utf-8"))["events"]


def drawn(deck, event):
    mark = explorer.mark_of(event, [])
    return etree.fromstring(deck.event(event, mark.lane.role, mark.glyph).svg)


def assert_fits(card, faces):
    """Measured anew, by another library: no word leaves the card, or runs into the next line."""
    before = []
    for text in card.iter(f"{SVG}text"):
        size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
        face = faces.files[1 if text.get("font-weight") == "600" else 0]
        # Measured large, for whole pixels would add up.
        width = ImageFont.truetype(face, 1000).getlength(text.text) * size / 1000
        left = x - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor")]
        assert left >= 75.9, text.text
        assert left + width <= cards.WIDTH - 75.9, text.text
        assert y < cards.HEIGHT - 20, text.text
        for other, start, end in before:
            if abs(other - y) < size * 0.7:
                assert left >= end or left + width <= start, text.text
        before.append((y, left, left + width))


def test_each_essay_event_and_figure_has_a_card(public_site):
    found = cards_of(public_site)
    folders = {
        path.parent.relative_to(public_site).as_posix()
        for kind in ("essays", "events", "figures")
        for path in (public_site / kind).glob("*/index.html")
    }
    assert found.keys() == folders | {"."}
    for path in found.values():
        with Image.open(path) as image:
            assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")
            assert len(image.getcolors()) > 6
        assert path.stat().st_size < 60_000


def test_every_page_shows_a_card_that_is_there(public_site):
    for path in public_site.rglob("*.html"):
        head = html.parse(str(path)).getroot().find("head")
        said = {tag.get("property"): tag.get("content") for tag in head.xpath("meta[@property]")}
        if "og:title" not in said:
            continue
        card = said["og:image"].removeprefix(f"{PUBLIC}/")
        assert (public_site / card).is_file()
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["og:image:alt"]
        folder = path.parent.relative_to(public_site).as_posix()
        own = (public_site / folder / "card.png").is_file()
        assert card == (f"{folder}/card.png".removeprefix("./") if own else "card.png")


def test_without_an_address_there_are_no_cards(built_site):
    assert not cards_of(built_site)


def test_the_words_of_every_event_fit(deck, faces, events):
    known = {code for file in faces.files for code in TTFont(file).getBestCmap()}
    for event in events:
        card = drawn(deck, event)
        assert_fits(card, faces)
        said = " ".join(text.text for text in card.iter(f"{SVG}text"))
        assert event["title"] in said
        assert event["when"] in said
        assert not {ord(letter) for letter in said} - known, said
        assert ("did not take place" in said) != event["was_held"]


@pytest.mark.parametrize("title", [LONG, "W" * 300, "<&> " * 30, "Short"])
def test_no_title_is_too_long(deck, faces, events, title):
    event = next(event for event in events if event["id"] == SUMMIT)
    crowd = [{"name": f"Country number {n}", "role": "party"} for n in range(40)]
    place = {"name": title}
    assert_fits(drawn(deck, event | {"title": title, "actors": crowd, "place": place}), faces)
    assert_fits(etree.fromstring(deck.essay(title, title, title, ["2018-06-12"]).svg), faces)
    drawing = (
        '<svg viewBox="0 0 780 900"><style>.chart text{fill:red}</style><path d="M0 0"/></svg>'
    )
    assert_fits(etree.fromstring(deck.figure(title, drawing).svg), faces)


def test_an_event_stands_at_its_place_on_the_strip(deck, events):
    days = []
    for event in events:
        (head,) = drawn(deck, event).iter(f"{SVG}circle")
        days.append((event["first_day"], float(head.get("cx"))))
    places = [place for _day, place in sorted(days)]
    assert places == sorted(places)
    assert len(set(places)) > 500


def test_the_same_drawing_gives_the_same_bytes(deck, faces, tmp_path):
    drawing = deck.essay("A title", "A subtitle", "The editors", [])
    first = raster.png(drawing, faces.files, deck.ramps())
    others = Faces(ROOT / "themes/reading-room/static/fonts", tmp_path)
    assert raster.png(drawing, others.files, deck.ramps()) == first
    # Without the face there would be no words.
    silent = raster.Drawing(re.sub("<text.*?</text>", "", drawing.still))
    assert raster.png(silent, faces.files, deck.ramps()) != first


def box_of(ink):
    """The box around what is clearly drawn."""
    return ink.point(lambda shade: 255 if shade > 60 else 0).getbbox()


def test_a_card_made_of_pieces_is_the_whole_card(deck, faces, events):
    """Words stand where the drawing has them, nothing of a piece is outside its box or lost."""
    for event in (events[0], events[-1], next(e for e in events if e["id"] == SUMMIT)):
        mark = explorer.mark_of(event, [])
        role = mark.lane.role
        drawing = deck.event(event, role, mark.glyph)
        pictures = [
            Image.open(io.BytesIO(raster.png(each, faces.files, deck.ramps(role)))).convert("L")
            for each in (drawing, raster.Drawing(drawing.svg))
        ]
        # The one library joins f and f, and the other rounds the line to a whole pixel.
        paper = Image.new("L", (cards.WIDTH, cards.HEIGHT), pictures[0].getpixel((5, 300)))
        ours, whole = (ImageChops.difference(paper, picture) for picture in pictures)
        words = (0, 40, cards.WIDTH, 470)
        for one, other in zip(box_of(ours.crop(words)), box_of(whole.crop(words))):
            assert abs(one - other) <= 6
        ink, all_ink = (ImageStat.Stat(picture.crop(words)).sum[0] for picture in (ours, whole))
        assert abs(ink / all_ink - 1) < 0.05
        # Around a day on the strip every stroke is the same.
        strip = (0, 472, cards.WIDTH, cards.HEIGHT)
        difference = ImageChops.difference(ours.crop(strip), whole.crop(strip))
        assert difference.getextrema()[1] < 60


def test_a_corrected_title_makes_one_card_anew(public_site, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(public_site.parent, root)
    before = digest(root / "output")
    path = root / "analysis/data/events.csv"
    rows = read_table(path)
    next(row for row in rows if row["id"] == SUMMIT)["title"] = "They met"
    write_table(path, rows)
    options = ("-e", "HOUSE_RULES=false", "PRINT_ESSAYS=false")
    built = pelican(root, "-s", "publishconf.py", *options, SITEURL=PUBLIC)
    assert built.returncode == 0, built.stdout + built.stderr
    after = digest(root / "output")
    changed = [name for name in after if name.endswith("card.png") and after[name] != before[name]]
    assert changed == [f"events/{SUMMIT}/card.png"]
    # Only those are kept that the site has.
    pictures = {after[name] for name in after if name.endswith("card.png")}
    assert len(list((root / ".cache/site/cards").iterdir())) == len(pictures)
