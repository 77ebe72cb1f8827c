"""`make essay`: a draft that explains itself and cannot be published by accident."""

import subprocess

import pytest
from conftest import ROOT
from reading_room import front_matter, new_essay
from reading_room.problems import Problems


def read(text):
    problems = Problems()
    return front_matter.read(text, "essay.md", True, problems), problems


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (
            "The security dilemma, from Herz to Pyongyang",
            "the-security-dilemma-from-herz-to-pyongyang",
        ),
        ('"Fire and fury": what he said', "fire-and-fury-what-he-said"),
        ("안보 딜레마", "anbo-dilrema"),
        ("It's 50% *done* & {filename} #1", "its-50-done-filename-1"),
        ("Two\nlines\tand \\ a slash / here", "two-lines-and-a-slash-here"),
        ("word " * 60, "-".join(["word"] * 16)),
    ],
)
def test_any_title_gives_a_draft_that_reads_back_the_same(title, slug):
    found, text = new_essay.draft(title, "2026-11-25")
    matter, problems = read(text)
    assert found == slug
    assert problems.found == set()
    assert matter.fields["title"] == " ".join(title.split())
    assert matter.fields["status"] == "draft"
    assert matter.fields["date"] == "2026-11-25"
    assert matter.fields["authors"] == ["The editors"]


def test_every_field_that_is_explained_works_when_its_mark_is_taken_away():
    _, text = new_essay.draft("T", "2026-11-25")
    wanted = ("subtitle", "summary", "keywords", "series", "checked", "claims", "corrections")
    kept, active = [], False
    for line in text.splitlines():
        bare = line.removeprefix("# ")
        if any(bare.startswith(f"{name}:") for name in wanted):
            active = True
        elif not line.startswith("#   "):
            active = False
        kept.append(bare if active and line.startswith("#") else line)
    matter, problems = read("\n".join(kept))
    assert [str(problem) for problem in problems.found] == []
    assert set(wanted) <= set(matter.fields)


@pytest.mark.parametrize("title", ["", "   ", "\n", "???"])
def test_a_title_without_letters_is_refused_in_one_sentence(title):
    with pytest.raises(new_essay.TitleError, match="title|called"):
        new_essay.draft(title, "2026-11-25")


def test_an_essay_is_never_overwritten(tmp_path):
    path = new_essay.create(tmp_path, "A title", "2026-11-25")
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(new_essay.TitleError, match="is there already; nothing was changed"):
        new_essay.create(tmp_path, "A title", "2026-11-26")
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("status", "refused"), [("draft", False), ("published", True)])
def test_a_published_essay_that_still_holds_the_hint_is_refused(status, refused):
    _, text = new_essay.draft("T", "2026-11-25")
    text = text.replace("status: draft", f"status: {status}")
    matter, problems = read(text)
    new_essay.refuse_leftovers(matter, "essay.md", problems)
    said = [str(problem) for problem in problems.found]
    line = text[: text.index(new_essay.HINT)].count("\n") + 1
    expected = [f"essay.md:{line}:1: the hint of the new draft is still here"] if refused else []
    assert [message.split(";")[0] for message in said] == expected


def make(folder, *arguments):
    """`make essay` in a folder that has only what it needs."""
    (folder / "plugins").symlink_to(ROOT / "plugins")
    (folder / ".venv").symlink_to(ROOT / ".venv")
    (folder / "requirements.txt").write_text("", encoding="utf-8")
    # The environment is there already and must stay as it is.
    ready = ["-o", ".venv/site-ready"]
    return subprocess.run(
        ["make", *ready, "-f", str(ROOT / "Makefile"), "essay", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_essay_prints_the_path_and_the_address(tmp_path):
    made = make(tmp_path, 'TITLE=What $5 & "trust" can\'t `buy`: a story')
    assert made.returncode == 0, made.stderr
    path = tmp_path / "content/essays/what-5-trust-cant-buy-a-story.md"
    assert "content/essays/what-5-trust-cant-buy-a-story.md" in made.stdout
    assert "http://localhost:8000/drafts/what-5-trust-cant-buy-a-story/" in made.stdout
    matter, _ = read(path.read_text(encoding="utf-8"))
    assert matter.fields["title"] == 'What $5 & "trust" can\'t `buy`: a story'


def test_make_essay_without_a_title_says_how(tmp_path):
    made = make(tmp_path)
    assert made.returncode != 0
    assert 'make essay TITLE="' in made.stderr
    assert "Traceback" not in made.stderr
