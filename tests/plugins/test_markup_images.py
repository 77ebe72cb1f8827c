"""Images have a text alternative, a credit, a file and a size."""

import struct

import pytest
from manuscripts import converted, html_of, png, problems_of
from reading_room.markup import image_size

GOOD = '![Two men](photo.png "The handshake. Credit: National Archives, public domain"){ .wide }'


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "photo.png").write_bytes(png(640, 480))
    (folder / "broken.png").write_bytes(b"no image")
    return tmp_path


def test_an_image_is_a_figure_with_caption_and_credit(content):
    assert html_of(GOOD, content) == (
        '<figure class="image figure-wide"><img alt="Two men" decoding="async" height="480" '
        'loading="lazy" src="{static}/images/photo.png" width="640">'
        '<figcaption>The handshake. <small class="credit">Credit: National Archives, public domain'
        "</small></figcaption></figure>"
    )


@pytest.mark.parametrize("path", ["images/photo.png", "{static}/images/photo.png", "photo.png"])
def test_the_path_may_be_written_in_three_ways(content, path):
    markup = html_of(f'![Two men]({path} "Credit: A")', content)
    assert 'src="{static}/images/photo.png"' in markup
    assert '<figcaption><small class="credit">Credit: A</small></figcaption>' in markup


def test_the_caption_is_set_and_the_file_is_among_what_is_used(content):
    result, problems = converted('![x](photo.png "Kim\'s 12 June. Credit: A")', content)
    assert problems == []
    assert "Kim’s 12\u00a0June." in result.html
    assert ("image", "images/photo.png") in result.facts["references"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('![](photo.png "Credit: A")', "has no text alternative"),
        ('![a](photo.png "No such word")', "has no credit"),
        ("![a](photo.png)", "has no credit"),
        ('Words ![a](photo.png "Credit: A")', "paragraph of its own"),
        (
            '![a](foto.png "Credit: A")',
            "there is no image 'foto.png' in content/images; did you mean photo.png",
        ),
        ('![a](https://x.org/a.png "Credit: A")', "is not of this site"),
        ('![a](//x.org/a.png "Credit: A")', "is not of this site"),
        ('![a](data:image/png;base64,xx "Credit: A")', "is not of this site"),
        ('![a](../pages/photo.png "Credit: A")', "must be a file of content/images"),
        ('![a](photo.gif "Credit: A")', "must be a file of content/images"),
        ('![a](broken.png "Credit: A")', "is not an image of the format of its name"),
        ('![a](photo.png "Credit: A"){ .wyde }', "'wyde' must be one of"),
    ],
)
def test_a_wrong_image_is_a_mistake(content, text, said):
    (problem,) = problems_of(text, content)
    assert problem.startswith("essay.md:4:")
    assert said in problem


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", png(640, 480)),
        (
            "a.jpg",
            b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08"
            + struct.pack(">HH", 480, 640)
            + b"\x03",
        ),
        (
            "a.webp",
            b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"
            + (639).to_bytes(3, "little")
            + (479).to_bytes(3, "little"),
        ),
        (
            "b.webp",
            b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (639 | 479 << 14).to_bytes(4, "little"),
        ),
        (
            "c.webp",
            b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0abc\x9d\x01\x2a" + struct.pack("<HH", 640, 480),
        ),
        ("a.svg", b'<?xml version="1.0"?><svg xmlns="x" viewBox="0 0 640 480"/>'),
        ("b.svg", b'<svg width="640px" height="480" viewBox="0 0 1 1"/>'),
    ],
)
def test_the_size_is_read_from_the_file(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert image_size.size(path) == (640, 480)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF0000WEBPVP8L"])
def test_a_broken_file_has_no_size(tmp_path, data):
    path = tmp_path / "a.png"
    path.write_bytes(data)
    assert image_size.size(path) is None
