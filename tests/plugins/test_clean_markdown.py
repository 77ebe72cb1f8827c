"""The clean Markdown copy reads without the site, and goes back in as an essay."""

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from conftest import pelican
from reading_room import clean_markdown, llms

EVENT = {"id": "2018-06-12-singapore-summit", "when": "12 June 2018", "title": "They meet [again]"}
FIGURE = SimpleNamespace(
    id="road-to-singapore",
    words={
        "title": "Then none",
        "subtitle": "Contacts by month",
        "alt": "A timeline.",
        "how_to_read": "Each mark is an event.",
        "sources": "The record.",
    },
)
LIBRARY = SimpleNamespace(
    events={EVENT["id"]: EVENT},
    values={"days": {"text": "nineteen"}},
    terms={"security-dilemma": "Security dilemma"},
    people={"kim-jong-un": {"name": "Kim Jong Un"}},
    figures={FIGURE.id: FIGURE},
)
LIBRARY.known = {
    "event": LIBRARY.events,
    "value": LIBRARY.values,
    "term": LIBRARY.terms,
    "figure": LIBRARY.figures,
    "person": LIBRARY.people,
}
SCHEME = re.compile(r"\]\(\s*<?(?:event|value|term|person|figure):|\{(?:filename|static|attach)\}")


def rewritten(text):
    return clean_markdown.Rewriter(LIBRARY, "..").text(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Only [](value:days) days.", "Only nineteen days."),
        ("[nineteen](value:days)", "nineteen"),
        ("[](person:kim-jong-un)", "[Kim Jong Un](../people/kim-jong-un/)"),
        (
            "[the *day*](event:2018-06-12-singapore-summit)",
            "[the *day*](../events/2018-06-12-singapore-summit/)",
        ),
        (
            "[](event:2018-06-12-singapore-summit#date)",
            "[12 June 2018](../events/2018-06-12-singapore-summit/)",
        ),
        (
            "[](event:2018-06-12-singapore-summit)",
            r"[They meet \[again\]](../events/2018-06-12-singapore-summit/)",
        ),
        ("[](term:security-dilemma)", "[security dilemma](../glossary/#security-dilemma)"),
        (
            "[then](figure:road-to-singapore?from=2018-01&to=2018-06)",
            "[then](../figures/road-to-singapore/?from=2018-01&to=2018-06)",
        ),
        (
            "[after [](value:days) days [sic]](event:2018-06-12-singapore-summit)",
            "[after nineteen days [sic]](../events/2018-06-12-singapore-summit/)",
        ),
        (
            '[a](event:2018-06-12-singapore-summit "A title"){ .x }',
            "[a](../events/2018-06-12-singapore-summit/){ .x }",
        ),
        (
            "See [it][s].\n\n[s]: term:security-dilemma",
            "See [it][s].\n\n[s]: ../glossary/#security-dilemma",
        ),
        (r"\[not a link](value:days)", r"\[not a link](value:days)"),
        ("`[](value:days)`", "`[](value:days)`"),
        ("```\n[](value:days)\n```", "```\n[](value:days)\n```"),
        ("[x](event:unknown)", "[x](event:unknown)"),
        ("[@key, p. 3] and [^1]", "[@key, p. 3] and [^1]"),
    ],
)
def test_references_are_written_out(text, shown):
    assert rewritten(text) == shown


def test_a_figure_is_an_image_with_its_words_and_its_data():
    shown = rewritten("![Mine](figure:road-to-singapore){ .wide }\n\n![](figure:road-to-singapore)")
    first, second = shown.split("\n\n")
    assert first.startswith("![A timeline.](../figures/road-to-singapore/road-to-singapore.svg)\n")
    assert "**Figure 1. Then none.** Mine Contacts by month. Each mark is an event." in first
    assert "(../figures/road-to-singapore/road-to-singapore.csv)" in first
    assert ".wide" not in first
    assert "**Figure 2." in second


def test_paragraphs_of_a_note_are_no_code():
    """Needs the markup branch, which tells such paragraphs from code."""
    text = "A.[^1]\n\n[^1]: One.\n\n    Two: [](value:days)."
    assert "Two: nineteen." in rewritten(text)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Title: A\nDate: 2026-01-01\n\nWords: here.\n", "Words: here."),
        ("---\ntitle: A\n---\n\nBody.\n", "Body."),
        ("---\ntitle: A\n...\nBody.", "Body."),
        ("\ufeffTitle: A\nSummary: b\n    c\n\nBody.", "Body."),
        ("Title: A\n", ""),
        ("No head.\n\nBody.", "No head.\n\nBody."),
        ("", ""),
    ],
)
def test_front_matter_of_either_kind_is_left_out(text, body):
    assert clean_markdown.body_of(text) == body


def test_front_matter_of_the_copy_is_yaml_whatever_it_holds():
    import yaml

    fields = {
        "title": 'A "quoted": title # no comment',
        "author": ["김정은", "O'Neill"],
        "empty": "",
    }
    text = clean_markdown.front_matter(fields)
    assert next(yaml.safe_load_all(text)) == {key: fields[key] for key in ("title", "author")}


def test_the_copy_stands_beside_its_page():
    assert clean_markdown.beside("essays/x/", "md") == "essays/x/x.md"
    assert clean_markdown.beside("posts/2012/x.html", "md") == "posts/2012/x.md"


def test_claims_and_corrections_are_spelled_out():
    claim = {
        "number": 1,
        "html": "They <em>met</em>.",
        "confidence": "low",
        "change": "A note.",
        "evidence": [{"title": "The day", "address": "events/x/"}],
    }
    assert clean_markdown.claims([claim], "..", "##") == (
        "\n\n## What this essay claims\n\n1. **They met.** Confidence: low. "
        "Rests on [The day](../events/x/). What would change it: A note."
    )
    row = {"date_words": "2 May 2026", "what": "A <b>date</b>.", "why": "It was wrong."}
    said = clean_markdown.corrections([row], "#")
    assert said == "\n\n# Corrections\n\n- 2 May 2026: A date. Why: It was wrong."
    assert clean_markdown.claims([], "..", "#") == clean_markdown.corrections([], "#") == ""


CITING = """Title: Citing
Date: 2026-02-03
Modified: 2026-02-04
Summary: It cites & "quotes".
Keywords: trust, summits

They met [@{key}, p. 3], says @{other} [pp. 4-5].[^n] A [rule]({{filename}}/codebook#events).

```
[](value:days-cancellation-to-singapore)
```

![](figure:road-to-singapore){{ .wide }}

Only [](value:days-cancellation-to-singapore) days; [](term:security-dilemma).

[^n]: A note on [that day](event:2018-06-12-singapore-summit) [@{key}].
"""


@pytest.fixture(scope="module")
def exported(small_project, tmp_path_factory):
    """A small site with an essay that cites, built; and the keys that it cites."""
    root = tmp_path_factory.mktemp("export") / "project"
    shutil.copytree(small_project, root)
    items = json.loads((root / "analysis/data/bibliography.json").read_text(encoding="utf-8"))
    keys = sorted(item["id"] for item in items)[:2]
    text = CITING.format(key=keys[0], other=keys[1])
    (root / "content/essays/citing.md").write_text(text, encoding="utf-8")
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    return root, keys


def copies(root):
    found = [*root.glob("output/essays/*/*.md"), *root.glob("output/*/*.md")]
    assert len(found) >= 4
    return found


def test_no_reference_of_ours_is_left_in_any_copy(exported):
    for path in copies(exported[0]):
        text = path.read_text(encoding="utf-8")
        assert not SCHEME.search(re.sub(r"```.*?```", "", text, flags=re.DOTALL)), path


def test_every_link_of_every_copy_leads_to_something(exported):
    root, _ = exported
    for path in copies(root):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"\]\(([^)\s]+)\)", text):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            if not parts.path:
                continue  # within the copy
            target = Path(path.parent, parts.path)
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path}: {address}"
            if parts.fragment:
                assert f'id="{parts.fragment}"' in target.read_text(encoding="utf-8"), address


def test_the_copy_says_what_it_is_and_spells_out_its_works(exported):
    import yaml

    root, keys = exported
    text = (root / "output/essays/citing/citing.md").read_text(encoding="utf-8")
    head = next(yaml.safe_load_all(text))
    assert head["title"] == "Citing"
    assert head["author"] == ["The editors"]
    assert (head["date"], head["modified"]) == ("2026-02-03", "2026-02-04")
    assert head["abstract"] == 'It cites & "quotes".'.replace('"quotes"', "“quotes”")
    assert head["keywords"] == ["trust", "summits"]
    assert head["license"].startswith("https://creativecommons.org/")
    assert f"[@{keys[0]}, p. 3]" in text
    assert f"@{keys[1]} [pp. 4-5]" in text
    assert "[](value:days-cancellation-to-singapore)\n```" in text
    assert "Only nineteen days" in text
    works = text.split("## References {-}")[1]
    assert works.count("\n- ") == 2
    items = json.loads((root / "output/essays/citing/works-cited.json").read_text(encoding="utf-8"))
    assert sorted(item["id"] for item in items) == keys


def test_the_page_offers_its_copy(exported):
    page = (exported[0] / "output/essays/citing/index.html").read_text(encoding="utf-8")
    assert 'type="text/markdown" href="../../essays/citing/citing.md"' in page


def test_a_draft_has_no_copy(exported, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(exported[0], root)
    path = root / "content/essays/citing.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Summary:", "Status: draft\nSummary:"),
        encoding="utf-8",
    )
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    assert not list(root.glob("output/**/citing.md"))


def test_the_copy_goes_back_in_as_an_essay(exported, tmp_path):
    """Needs the front-matter branch, which reads YAML."""
    root = tmp_path / "project"
    shutil.copytree(exported[0], root)
    copy = (root / "output/essays/citing/citing.md").read_text(encoding="utf-8")
    (root / "content/essays/citing.md").write_text(copy, encoding="utf-8")
    before = (root / "output/essays/citing/index.html").read_text(encoding="utf-8")
    built = pelican(root)
    assert built.returncode == 0, built.stdout + built.stderr
    after = (root / "output/essays/citing/index.html").read_text(encoding="utf-8")
    pattern = r'<li id="(ref-[^"]+)"'
    assert re.findall(pattern, after) == re.findall(pattern, before)
    assert after.count("<h1") == 1
    assert "::: " not in after
    again = (root / "output/essays/citing/citing.md").read_text(encoding="utf-8")
    assert again.split("\n---\n")[1] == copy.split("\n---\n")[1]


def test_llms_txt_lists_what_is_there(exported):
    root, _ = exported
    text = (root / "output/llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Face to Face\n\n> Trust, the security dilemma")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Essays", "Pages", "Data", "Optional"]
    assert "- [Citing](essays/citing/citing.md): It cites" in text
    assert "<p>" not in text
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        target = root / "output" / address
        assert (target / "index.html" if target.is_dir() else target).is_file(), address


def test_llms_txt_of_the_public_site_has_whole_addresses():
    settings = {"SITEURL": "https://s.example", "SITENAME": "S", "SITESUBTITLE": "T"}
    record = {"version": "1", "zip": "r.zip", "record_ends_words": "today"}
    addresses = re.findall(r"\]\(([^)]+)\)", llms.text(settings, [], [], record))
    assert addresses
    assert all(address.startswith("https://s.example/") for address in addresses)
