"""Articles as Pelican's own samples write them build unchanged under our theme and plugins.

Each file here is in our own words and uses one or more of the features found in those samples.
"""

import re
import shutil

import pytest
from conftest import pelican
from lxml import html as lxml_html

ESSAYS = {
    # Classical metadata: time of day, lists with commas, authors with semicolons, odd case.
    "classical.md": """Title: A classical article
DATE: 2010-12-02 10:14
modified: 2010-12-02 10:20
Category: Reports
Tags: lakes, rivers, lakes, water
Authors: Writer, First; Writer, Second; Writer, First
Summary: It has much to show.
Slug: the-classical-one-10.8

A heading of the first level
============================

And one of the second
---------------------

The heron stands in the shallow water.
""",
    # No summary, a key with spaces after it, a field of the author's own over several lines.
    "plain.md": """Title: A plain article
Date: 2011-04-20
Tags:
My_own_field:
    Several lines of it
    are no mistake.

You see nothing here.

[from the root](|filename|/essays/classical.md), [beside](|filename|classical.md),
[braces]({filename}classical.md#a-heading-of-the-first-level), [page]({filename}/pages/about.md),
[a tag]({tag}lakes), [a category]({category}Reports), [the front page]({index}).
""",
    "summary.md": """Title: Summaries: one with a colon
Date: 2012-10-30
Summary: Test: this *looks* like metadata,
    and goes on.

Text[^1] with notes[^named].

[^1]: A numbered note.
[^named]: A named note.
""",
    # A date in the name of the file, and the other endings of Markdown files.
    "2012-11-30-named.markdown": "title: Named by its file\ncategory: yeah\n\nShort.\n",
    "other.mkd": "title: Another ending\ndate: 2012-12-01\n\nSetext\n======\n\nText.\n",
    "unicode.md": """Title: 湖の話
Slug: story-of-a-lake
Date: 2012-12-20
Tags: 湖,川
Category: 物語
Summary: 湖について。

Ünïcode is fun: первый, İlk.
""",
    "code.md": """Title: Code and contents
Date: 2013-01-02

[TOC]

## One

    :::python
    print("coloured")

```python
x = 1  # {filename}nothing.md
```

### Two

    plain code ::: {.x} with ^[brackets]

One: -; Two: --; Three: ---
""",
    "empty-body.md": "Title: Nothing in it\nDate: 2013-01-03\n",
    "blank-body.md": "Title: Only blanks\nDate: 2013-01-04\n\n   \n\n",
    "bom.md": "\ufeffTitle: With a mark at its start\nDate: 2013-01-05\n\nText.\n",
    "crlf.md": "Title: With other line ends\r\nDate: 2013-01-06\r\n\r\nText\r\nruns on.\r\n",
    "draft.md": "Title: A draft\nStatus: draft\nDate: 2013-02-01\n\nNot yet.\n",
    "hidden.md": "Title: Hidden\nStatus: hidden\nDate: 2013-02-02\n\nNot listed.\n",
    "skipped.md": "Title: Skipped\nStatus: skip\nDate: 2013-02-03\n\nNot rendered.\n",
    "placed.md": """Title: In a place of its own
Date: 2013-03-01
Template: page_of_its_own
save_as: special/place/index.html
url: special/place/

Elsewhere, with [a file]({attach}pictures/plan.txt) and ![A grey square]({static}/images/square.png).
""",
    "season.md": "Title: Winter\nLang: en\nSlug: season\nDate: 2013-04-01\n\nCold.\n",
    "season-fr.md": "Title: Hiver\nLang: fr\nSlug: season\nDate: 2013-04-01\n\nFroid.\n",
}
OTHERS = {
    "in-rst.rst": """A lake in another markup
########################

:date: 2014-05-06 07:08
:tags: lakes

Text with a `link <|filename|classical.md>`_.
""",
}
PAGES = {
    "simple.md": "title: A page of one line\n\nA heading\n=========\n\nText.\n",
    "page-draft.md": "title: A page in draft\nstatus: draft\n\nNot yet.\n",
    "page-hidden.md": "title: A hidden page\nstatus: hidden\n\nNot listed.\n",
}
TEMPLATE = '{% extends "article.html" %}{% block body_class %}its-own{% endblock %}\n'
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc33000000"
    "0049454e44ae426082"
)


def add_articles(root):
    for folder, files in (("essays", ESSAYS), ("essays", OTHERS), ("pages", PAGES)):
        for name, text in files.items():
            (root / "content" / folder / name).write_bytes(text.encode())
    (root / "content/essays/pictures").mkdir()
    (root / "content/essays/pictures/plan.txt").write_text("A plan.\n", encoding="utf-8")
    (root / "content/images").mkdir(exist_ok=True)
    (root / "content/images/square.png").write_bytes(PIXEL)
    template = root / "themes/reading-room/templates/page_of_its_own.html"
    template.write_text(TEMPLATE, encoding="utf-8")


@pytest.fixture(scope="module")
def output(small_project, tmp_path_factory):
    """The built site with all those articles, under the same settings as ours."""
    root = tmp_path_factory.mktemp("classical") / "project"
    shutil.copytree(small_project, root)
    add_articles(root)
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    return root / "output"


def page(output, name):
    return lxml_html.fromstring((output / name / "index.html").read_text(encoding="utf-8"))


def words(tree):
    return " ".join(tree.text_content().split())


def test_a_classical_article_has_its_own_slug_date_and_authors(output):
    tree = page(output, "essays/the-classical-one-10.8")
    assert tree.xpath("string(//h1)") == "A classical article"
    assert [node.text for node in tree.xpath("//div[@class='prose']/*[1]")] == [
        "A heading of the first level"
    ]
    assert len(tree.xpath("//h1")) == 1
    assert "2 December 2010" in words(tree)
    byline = tree.xpath("string(//p[@class='paper-byline'])")
    assert byline == "Writer, First and Writer, Second"


def test_links_in_every_form_are_resolved(output):
    tree = page(output, "essays/plain")
    links = {link.text: link.get("href") for link in tree.xpath("//div[@class='prose']//a")}
    classical = "../../essays/the-classical-one-10.8/"
    assert links["from the root"] == links["beside"] == classical
    assert links["braces"] == f"{classical}#a-heading-of-the-first-level"
    assert links["page"] == "../../about/"
    for text, expected in (
        ("a tag", "tags/lakes/index.html"),
        ("a category", "categories/reports/index.html"),
        ("the front page", "index.html"),
    ):
        address = links[text].removeprefix("../../")
        assert (output / address / "index.html").is_file() or (output / address).is_file()
        assert expected.startswith(address.rstrip("/"))


def test_a_tag_leads_to_its_articles(output):
    tree = page(output, "tags/lakes")
    listed = ["A lake in another markup", "A classical article"]
    assert tree.xpath("//main//li/a/text()") == listed
    assert "A classical article" in words(page(output, "categories/reports"))


def test_an_article_shows_what_it_is_filed_under(output):
    links = page(output, "essays/the-classical-one-10.8").xpath(
        "//p[@class='essay-files screen-only']/a"
    )
    assert [link.text for link in links if "tags" in link.get("href")] == [
        "lakes",
        "rivers",
        "water",
    ]


def test_an_article_without_summary_has_one_for_lists(output):
    assert "A plain article" in words(page(output, "essays"))
    tree = page(output, "essays/plain")
    assert "You see nothing here." in tree.xpath("string(//meta[@name='description']/@content)")
    assert "Abstract" not in words(tree)


def test_a_summary_may_look_like_metadata(output):
    tree = page(output, "essays/summary")
    description = tree.xpath("string(//meta[@name='description']/@content)")
    assert "this looks like metadata, and goes on" in description
    assert len(tree.xpath("//*[contains(@class, 'footnote')]//li")) == 2


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("essays/2012-11-30-named", "Named by its file"),
        ("essays/other", "Another ending"),
        ("essays/in-rst", "A lake in another markup"),
        ("essays/story-of-a-lake", "湖の話"),
        ("essays/empty-body", "Nothing in it"),
        ("essays/blank-body", "Only blanks"),
        ("essays/bom", "With a mark at its start"),
        ("essays/crlf", "With other line ends"),
        ("drafts/draft", "A draft"),
        ("essays/hidden", "Hidden"),
        ("special/place", "In a place of its own"),
        ("essays/season", "Winter"),
        ("essays/season-fr", "Hiver"),
        ("simple", "A page of one line"),
    ],
)
def test_every_article_has_its_page(output, name, title):
    tree = page(output, name)
    assert tree.xpath("string(//h1)") == title
    assert len(tree.xpath("//h1")) == 1


def test_the_date_may_stand_in_the_name_of_the_file(output):
    assert "30 November 2012" in words(page(output, "essays/2012-11-30-named"))


def test_what_is_not_published_is_on_no_list(output):
    shown = words(page(output, "essays")) + words(page(output, ""))
    for title in ("A draft", "Hidden", "Skipped"):
        assert title not in shown
    assert not list(output.rglob("skipped*"))


def test_code_is_coloured_and_never_changed(output):
    tree = page(output, "essays/code")
    blocks = [block.text_content() for block in tree.xpath("//div[@class='prose']//pre")]
    assert blocks[0].strip() == 'print("coloured")'
    assert "x = 1  # {filename}nothing.md" in blocks[1]
    assert "plain code ::: {.x} with ^[brackets]" in blocks[2]
    assert tree.xpath("//div[@class='prose']//pre//span[contains(@class, 'n')]")
    assert tree.xpath("//div[@class='toc']//a[@href='#one']")
    assert "One: -; Two: –; Three: —" in words(tree)


def test_an_article_may_have_its_own_template_place_and_files(output):
    tree = page(output, "special/place")
    assert tree.xpath("string(//body/@class)") == "its-own"
    for address in tree.xpath("//div[@class='prose']//@href | //div[@class='prose']//@src"):
        assert (output / "special/place" / address).resolve().is_file()
    assert (output / "special/place/place.md").is_file()


def test_a_translation_says_its_language(output):
    assert page(output, "essays/season-fr").get("lang") == "fr"
    assert page(output, "essays/season").get("lang") == "en"


def test_unicode_is_kept(output):
    assert "Ünïcode is fun: первый, İlk." in words(page(output, "essays/story-of-a-lake"))
    tags = page(output, "essays/story-of-a-lake").xpath("//a[contains(@href, 'tags/')]/text()")
    assert tags == ["湖", "川"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Title: No such\nDate: 2013-01-01\n\n[a]({filename}gone.md)\n", "leads to no file"),
        ("Title: No such\nDate: 2013-01-01\n\n[a](|filename|gone.md)\n", "gone.md"),
        ("Title: No such\nDate: 2013-01-01\n\n[a]({tag}nothing)\n", "leads nowhere"),
        ("Title: No such\nDate: 2013-01-01\nTemplate: nothing\n\nA.\n", "nothing"),
    ],
)
def test_a_mistake_in_such_an_article_is_named(small_copy, text, said):
    (small_copy / "content/essays/wrong.md").write_text(text, encoding="utf-8")
    built = pelican(small_copy)
    shown = built.stdout + built.stderr
    assert built.returncode == 1
    assert "Traceback" not in shown
    assert said in re.sub(r"\s+", " ", shown)
    assert "wrong.md" in shown


def test_an_article_without_a_date_has_pelicans_default(small_copy):
    (small_copy / "content/essays/undated.md").write_text(
        "Title: Undated\n\nText.\n", encoding="utf-8"
    )
    assert "has no 'Date:' line" in pelican(small_copy).stdout
    with (small_copy / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("DEFAULT_DATE = (2012, 3, 2)\n")
    built = pelican(small_copy)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "2 March 2012" in words(page(small_copy / "output", "essays/undated"))
