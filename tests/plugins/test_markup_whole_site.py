"""A whole build with every feature, and one with every mistake: all are reported at once."""

import re

from conftest import pelican
from manuscripts import png

ESSAY = """Title: Everything's here -- "all" of it
Date: 2026-02-03
Summary: After [](value:days-cancellation-to-singapore) days -- "at last".

See [](essay:small), [](essay:small#a-heading), [](page:glossary#security-dilemma) and [](#tbl-a).[^n]

![A remark](figure:road-to-singapore?from=2018-01&to=2018-06-12){ .wide }

## A part {#part}

> [!OBJECTION] Not so
> As [](#part) says.

> Words.
>
> -- [](event:2018-06-12-singapore-summit)

| Who | Minutes |
| --- | ---: |
| Kim | 38 |

Table: Minutes. {#tbl-a}

![Two men](hands.png "Hands. Credit: Nobody, CC0"){ .wide }

[^n]: A note.
"""
MISTAKES = """Title: A *title*
Date: 2026-02-03
Summary: Wrong [](value:nothing).

`[a](event:nobody)` and [a](event:nobody).[^none]

![](figure:road-to-singapore?from=2018-06&to=2018-01){ .wyde }

[](#no-such-place) [](essay:smal) [](page:glossary#secure) [@nobody-1999]

#### A part

> [!OBJEKTION] Not so
> As it says.

> Words.

| Who | Minutes |
| --- | ------: |
| Kim | [x](term:security) |

![Hands](hands.png)

[text][nope] []() <script>x</script> [y](javascript:z)

[^unused]: With [](event:nobody-2).
"""
SAID = [
    (3, "there is no value 'nothing'"),
    (5, "there is no event 'nobody'"),
    (5, "there is no note [^none]; did you mean unused"),
    (7, "ends before it begins"),
    (7, "'wyde' must be"),
    (9, "there is no place #no-such-place"),
    (9, "there is no essay 'smal'; did you mean small"),
    (9, "there is no heading #secure in content/pages/glossary.md; did you mean security-dilemma"),
    (9, "there is no source 'nobody-1999'"),
    (11, "skips a level"),
    (13, "no kind of callout 'OBJEKTION'; did you mean OBJECTION"),
    (16, "the quotation has no source"),
    (18, "the table has no caption"),
    (20, "there is no term 'security'; did you mean security-dilemma"),
    (22, "has no credit"),
    (22, "there is no image 'hands.png'"),
    (24, "refers to no address [nope]"),
    (24, "the link leads nowhere"),
    (24, "the element <script> is not allowed"),
    (24, "cannot begin with 'javascript:'"),
    (26, "no text refers to the note [^unused]"),
    (26, "there is no event 'nobody-2'"),
]


def write(root, name, text):
    (root / "content" / name).write_text(text, encoding="utf-8")


def test_an_essay_with_everything_is_built(small_copy):
    (small_copy / "content" / "images").mkdir(exist_ok=True)
    (small_copy / "content" / "images" / "hands.png").write_bytes(png(640, 480))
    write(small_copy, "essays/everything.md", ESSAY)
    built = pelican(small_copy)
    assert built.returncode == 0, built.stdout + built.stderr
    page = (small_copy / "output/essays/everything/index.html").read_text(encoding="utf-8")
    assert '<a class="crossref" href="../../essays/small/">A small essay</a>' in page
    assert '<a class="crossref" href="../../essays/small/#a-heading">A heading</a>' in page
    assert (
        '<a class="crossref" href="../../glossary/#security-dilemma">Security dilemma</a>' in page
    )
    assert "Everything’s here – “all” of it" in re.search(r"<title>(.*?)</title>", page)[1]
    assert "<h1>Everything’s here\u00a0– “all” of it</h1>" in page
    assert 'src="../../images/hands.png"' in page
    assert (small_copy / "output/images/hands.png").exists()
    essays = (small_copy / "output/essays/index.html").read_text(encoding="utf-8")
    assert "nineteen days – “at last”." in essays


def test_another_title_changes_the_link_to_it(small_copy):
    write(
        small_copy,
        "essays/everything.md",
        "Title: B\nDate: 2026-02-03\nSummary: S.\n\n[](essay:small)\n",
    )
    assert pelican(small_copy).returncode == 0
    path = small_copy / "content/essays/small.md"
    path.write_text(path.read_text("utf-8").replace("A small essay", "Another title"), "utf-8")
    assert pelican(small_copy).returncode == 0
    page = (small_copy / "output/essays/everything/index.html").read_text(encoding="utf-8")
    assert ">Another title</a>" in page


def test_another_title_changes_the_link_in_a_process_that_keeps_contents(small_copy, monkeypatch):
    from test_small_site import site_in

    page = small_copy / "content/essays/everything.md"
    page.write_text("Title: B\nDate: 2026-02-03\nSummary: S.\n\n[](essay:small)\n", "utf-8")
    site = site_in(small_copy, monkeypatch)()
    site.build()
    path = small_copy / "content/essays/small.md"
    for title in ("Another title", "A third title"):
        text = re.sub("Title: .*", f"Title: {title}", path.read_text("utf-8"), count=1)
        path.write_text(text, encoding="utf-8")
        site.build()
        made = (small_copy / "output/essays/everything/index.html").read_text(encoding="utf-8")
        assert f">{title}</a>" in made


def test_every_mistake_of_every_file_is_reported_at_once(small_copy):
    write(small_copy, "essays/mistakes.md", MISTAKES)
    write(small_copy, "pages/about.md", "Title: About\n\n## A\n\n[x](#b) [y](event:nobody)\n")
    built = pelican(small_copy, "-e", "HOUSE_RULES=true")
    text = built.stdout + built.stderr
    assert built.returncode == 1
    assert "Traceback" not in text
    lines = [line for line in built.stdout.splitlines() if "mistakes.md:" in line]
    for number, said in SAID:
        assert any(f"mistakes.md:{number}:" in line and said in line for line in lines), (
            number,
            said,
        )
    assert len(lines) == len(SAID), "\n".join(lines)
    places = [tuple(map(int, re.search(r"md:(\d+):(\d+):", line).groups())) for line in lines]
    assert places == sorted(places)
    assert sum("about.md:5:" in line for line in built.stdout.splitlines()) == 2


def test_two_files_of_one_slug_stop_the_build_with_both_names(small_copy):
    write(
        small_copy, "essays/other.md", "Title: B\nSlug: small\nDate: 2026-02-03\nSummary: S.\n\nx\n"
    )
    built = pelican(small_copy)
    assert built.returncode == 1
    assert "Traceback" not in built.stdout + built.stderr
    said = "small.md:1:1: the address essays/small/ is taken by content/essays/other.md"
    assert said in built.stdout


def test_a_changed_image_changes_its_size_in_the_page(small_copy):
    folder = small_copy / "content" / "images"
    folder.mkdir(exist_ok=True)
    (folder / "hands.png").write_bytes(png(640, 480))
    write(small_copy, "essays/everything.md", ESSAY)
    assert pelican(small_copy).returncode == 0
    (folder / "hands.png").write_bytes(png(320, 240))
    assert pelican(small_copy).returncode == 0
    page = (small_copy / "output/essays/everything/index.html").read_text(encoding="utf-8")
    assert 'width="320"' in page
