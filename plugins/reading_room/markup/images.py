"""Images with a text alternative and a credit, each in a paragraph of its own.

::

    ![What it shows](photo.jpg "A caption. Credit: National Archives, public domain"){ .wide }

The path is that of a file in ``content/images``.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from markdown.treeprocessors import Treeprocessor

from reading_room.embedding import WIDTHS
from reading_room.markup import image_size
from reading_room.problems import nearest

FOLDER = "images"
_TITLE = re.compile(r"^(?P<caption>.*?)\s*\bCredit:\s*(?P<credit>\S.*)$", re.DOTALL)
_HINT = '![what it shows](photo.jpg "Caption. Credit: who, licence")'
_DRAWING = re.compile(r"(?:^|/)figures/([\w-]+)/\1\.svg$")


def register(md, references, content: Path) -> None:
    """Add to `md` what sets images of the folder `content`/images: after attribute lists (8)."""
    md.treeprocessors.register(_Images(md, references, content), "images", 6.8)


class _Images(Treeprocessor):
    def __init__(self, md, references, content: Path):
        super().__init__(md)
        self.references = references
        self.manuscript = references.manuscript
        self.mistake_at = references.manuscript.mistake_at
        self.folder = content / FOLDER

    def run(self, root: etree.Element) -> None:
        figures = list(self._alone(root))
        alone = [image for _parent, _place, image in figures]
        for image in root.iter("img"):
            # A figure of the record that stands wrong was reported as such.
            if not image.get("src", "").startswith("figure:"):
                self._check(image, image in alone)
        for parent, place, image in figures:
            parent[place] = self._figure(image, parent[place].tail)

    def _alone(self, root: etree.Element) -> Iterator[tuple[etree.Element, int, etree.Element]]:
        for parent in root.iter():
            for place, child in enumerate(parent):
                if child.tag != "p" or len(child) != 1 or child[0].tag != "img":
                    continue
                image = child[0]
                is_alone = not (child.text or "").strip() and not (image.tail or "").strip()
                if is_alone and not image.get("src", "").startswith("figure:"):
                    yield parent, place, image

    def _check(self, image: etree.Element, is_alone: bool) -> None:
        """Report what is wrong with an image; set its address and its size."""
        source = image.get("src", "")
        said, of_the_house = [], []
        if not image.get("alt", "").strip():
            said.append(f"the image {source!r} has no text alternative: {_HINT}")
        if not is_alone:
            of_the_house.append(f"the image {source!r} must stand in a paragraph of its own")
        if not _TITLE.match(image.get("title", "")):
            of_the_house.append(f"the image {source!r} has no credit: {_HINT}")
        for name in image.get("class", "").split():
            if name not in WIDTHS:
                hint = nearest(name, WIDTHS)
                said.append(f"the image's width {name!r} must be one of {', '.join(WIDTHS)}{hint}")
        said += self._file(image, source)
        for message in said:
            self.mistake_at(image, source, message)
        with self.manuscript.rules_of_the_house():
            for message in of_the_house:
                self.mistake_at(image, source, message)

    def _file(self, image: etree.Element, source: str) -> list[str]:
        """Set what the file says of `image`; what is wrong with the file."""
        if re.match(r"[a-zA-Z][\w+.-]*:|//", source):
            return [f"the image {source!r} is not of this site: put a copy into content/{FOLDER}"]
        drawing = _DRAWING.search(source)
        if drawing and drawing[1] in self.references.library.known["figure"]:
            return []  # the drawing of a figure, which the site makes: so in our clean copies
        path = unquote(source).removeprefix("{static}").removeprefix("/").removeprefix(f"{FOLDER}/")
        file = self.folder / path
        if ".." in Path(path).parts or file.suffix.lower() not in image_size.FORMATS:
            known = ", ".join(image_size.FORMATS)
            return [f"the image {source!r} must be a file of content/{FOLDER} in {known}"]
        if not file.is_file():
            known = [
                each.relative_to(self.folder).as_posix()
                for each in sorted(self.folder.rglob("*"))
                if each.suffix.lower() in image_size.FORMATS
            ]
            return [f"there is no image {path!r} in content/{FOLDER}{nearest(path, known)}"]
        size = image_size.size(file)
        if not size:
            return [f"the file content/{FOLDER}/{path} is not an image of the format of its name"]
        self.references.use("image", f"{FOLDER}/{path}")
        image.set("src", f"{{static}}/{FOLDER}/{quote(path)}")
        image.attrib |= {"width": str(size[0]), "height": str(size[1])}
        image.attrib |= {"loading": "lazy", "decoding": "async"}
        return []

    def _figure(self, image: etree.Element, tail: str | None) -> etree.Element:
        classes = image.attrib.pop("class", "").split()
        css = " ".join(["image", *(f"figure-{name}" for name in classes)])
        figure = etree.Element("figure", {"class": css})
        if image.get("id"):
            figure.set("id", image.attrib.pop("id"))
        match = _TITLE.match(image.attrib.pop("title", ""))
        figure.tail = tail
        image.tail = None
        figure.append(image)
        if match:
            caption = etree.SubElement(figure, "figcaption")
            caption.text = f"{match['caption']} " if match["caption"] else None
            credit = etree.SubElement(caption, "small", {"class": "credit"})
            credit.text = f"Credit: {match['credit']}"
        return figure
