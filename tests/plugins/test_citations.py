"""Pandoc's citations, each form with what the reader gets."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from markdown import Markdown
from reading_room.bibliography import Source
from reading_room.markup import locators
from reading_room.markup.references import References
from reading_room.problems import Problems

NAMES = {
    "doe99": ("Doe", "1999"),
    "smith04": ("Smith", "2004"),
    "smith2000": ("Smith", "2000"),
    "Foo_bar.baz": ("Foo", "2001"),
    "Foo_bar.baz.": ("Stop", "2002"),
    "https://example.org/x?y=1&z=2": ("Address", "2003"),
}


def library():
    sources = {
        key: Source(key, {}, f"{author} ({year}). <i>A “title”</i> &amp; more.", author, year)
        for key, (author, year) in NAMES.items()
    }
    bibliography = SimpleNamespace(
        items=sources, short_forms=lambda keys: {key: NAMES[key] for key in keys}
    )
    nothing = {"event": {}, "value": {}, "term": {}, "figure": {}}
    return SimpleNamespace(known={**nothing, "source": sources}, bibliography=bibliography)


def convert(text):
    problems = Problems()
    references = References(library(), text, "essay.md", problems)
    extensions = ["attr_list", "footnotes", "smarty", "md_in_html", references]
    html = Markdown(extensions=extensions).convert(text)
    return html, [str(problem) for problem in sorted(problems.found)], references


def said(text):
    """What a reader sees of `text`, no-break spaces as spaces; it must hold no mistake."""
    html, problems, _ = convert(text)
    assert problems == []
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\N{NO-BREAK SPACE}", " ").strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[@doe99]", "(Doe 1999)"),
        ("[@doe99; @smith2000; @smith04]", "(Doe 1999; Smith 2000; Smith 2004)"),
        (
            "[see @doe99, pp. 33-35, and *passim*; also @smith04, ch. 1]",
            "(see Doe 1999, pp. 33–35, and passim; also Smith 2004, ch. 1)",
        ),
        ("[see @doe99, pp. 33-35 and *passim*]", "(see Doe 1999, pp. 33–35 and passim)"),
        ("[@smith04{pp. iv, vi-xi, (xv)-(xvii)} with suffix here]",)
        + ("(Smith 2004, pp. iv, vi–xi, (xv)–(xvii) with suffix here)",),
        ("[@smith04, {pp. iv, vi-xi} as if]", "(Smith 2004, pp. iv, vi–xi as if)"),
        ("[@smith04{}, 99 years later]", "(Smith 2004, 99 years later)"),
        ("[@smith04, {}33 and so on]", "(Smith 2004 33 and so on)"),
        ("[-@smith04]", "(2004)"),
        ("Smith says [-@smith04, p. 3].", "Smith says (2004, p. 3)."),
        ("@smith04 says", "Smith (2004) says"),
        ("@smith04 [p. 33] says", "Smith (2004, p. 33) says"),
        ("@smith04 [33] says", "Smith (2004, p. 33) says"),
        ("@smith04 [p. 33; see also @doe99, p. 2] says",)
        + ("Smith (2004, p. 33; see also Doe 1999, p. 2) says",),
        ("@smith04 [emphasis added] says", "Smith (2004, emphasis added) says"),
        ("@smith04 [@doe99] says", "Smith (2004) (Doe 1999) says"),
        ("@smith04 [a link](http://x.org) says", "Smith (2004) a link says"),
        ("[@Foo_bar.baz., p. 3]", "(Foo 2001., p. 3)"),
        ("[@{Foo_bar.baz.}, p. 3]", "(Stop 2002, p. 3)"),
        ("[@{https://example.org/x?y=1&z=2}, p. 33]", "(Address 2003, p. 33)"),
        ("@{https://example.org/x?y=1&z=2} says", "Address (2003) says"),
        ("So says @doe99.", "So says Doe (1999)."),
        ("@doe99's book; @doe99: a book", "Doe (1999)’s book; Doe (1999): a book"),
        ("*see @doe99* and _see @smith04_", "see Doe (1999) and see Smith (2004)"),
        ("**So [*see* @doe99, p. 3]**", "So (see Doe 1999, p. 3)"),
        ("It is so (-@doe99).", "It is so (1999)."),
        ("[@doe99, p. 3, quoting “it”]", "(Doe 1999, p. 3, quoting “it”)"),
        ("[@doe99 and nothing else]", "(Doe 1999 and nothing else)"),
        ("[see [this](http://x.org) and @doe99]", "(see this and Doe 1999)"),
    ],
)
def test_each_form_of_pandocs_gives_what_the_reader_expects(text, shown):
    assert said(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(as in [@doe99, p. 3])", "(as in Doe 1999, p. 3)"),
        ("(@doe99 argues)", "(Doe 1999 argues)"),
        ("(see @doe99 [p. 3])", "(see Doe 1999, p. 3)"),
        ("(aside) [@doe99]", "(aside) (Doe 1999)"),
        ("1) one [@doe99]", "1) one (Doe 1999)"),
        ("( [@doe99", "( [Doe (1999)"),
    ],
)
def test_parentheses_never_double(text, shown):
    assert said(text) == shown


def test_a_note_may_cite():
    assert "(Doe 1999, p. 3)." in said("Text.[^1]\n\n[^1]: [@doe99, p. 3].")


@pytest.mark.parametrize(
    ("rest", "locator", "suffix"),
    [
        (", p. 3", "p. 3", ""),
        (", pp. 33-35, 38--39 and more", "pp. 33–35, 38–39", " and more"),
        (", p. 33-35", "pp. 33–35", ""),
        (", pp. 33", "p. 33", ""),
        (", pp. 33ff.", "pp. 33ff", "."),
        (", page 3", "p. 3", ""),
        (", pages 3 and 5", "pp. 3 and 5", ""),
        (" p.3", "p. 3", ""),
        (", chap. 2", "ch. 2", ""),
        (", chapters 2, 3", "chs 2, 3", ""),
        (", section 4.2", "sec. 4.2", ""),
        (", § 12", "§ 12", ""),
        (", §§ 12-13", "§§ 12–13", ""),
        (", article 4(1)(a)", "art. 4(1)(a)", ""),
        (", arts. 4-6", "arts 4–6", ""),
        (", paras. 8, 10", "paras 8, 10", ""),
        (", vol. V", "vol. V", ""),
        (", doc. 83", "doc. 83", ""),
        (", fig. 3", "fig. 3", ""),
        (", n. 12", "n. 12", ""),
        (", fols. 12r-13v", "fols 12r–13v", ""),
        (", cols. 1-2", "cols 1–2", ""),
        (", l. 7", "l. 7", ""),
        (", no. 3", "no. 3", ""),
        (", p. xi, gives", "p. xi", ", gives"),
        (", pp. VI, VII, VIII-IX, explicit", "pp. VI, VII, VIII–IX", ", explicit"),
        (", xi, is a suffix", "", ", xi, is a suffix"),
        (", 89, and suffix", "p. 89", ", and suffix"),
        (", 123-79, and suffix", "pp. 123–79", ", and suffix"),
        (", p. 3, I think", "p. 3", ", I think"),
        (", p. 3, i.e. early", "p. 3", ", i.e. early"),
        (", {abc}", "p. abc", ""),
        (" {p. a}", "p. a", ""),
        (", { p. 9 }", "p. 9", ""),
        (", {ch. three} end", "ch. three", " end"),
        (", {}", "", ""),
        (" {p. open", "", " {p. open"),
        (", emphasis added", "", ", emphasis added"),
        ("", "", ""),
    ],
)
def test_locators_are_told_from_suffixes_and_set_as_printers_do(rest, locator, suffix):
    found = locators.split(rest)
    assert (found[0].replace("\N{NO-BREAK SPACE}", " "), found[1]) == (locator, suffix)


def test_a_locator_does_not_break_after_its_label():
    assert "pp.\N{NO-BREAK SPACE}33–35" in convert("[@doe99, pp. 33-35]")[0]


@pytest.mark.parametrize(
    "text",
    [
        "Write to doe99@example.org or <doe99@example.org>.",
        "`[@nobody]` and\n\n    [@nobody]\n",
        r"An \@ sign, and \@doe99.",
        "[text](https://social.example/@nobody) and https://social.example/@nobody",
        "a [^1] note\n\n[^1]: here",
        "[not a citation] and [a] [b]",
    ],
)
def test_what_is_no_citation_stays(text):
    html, problems, references = convert(text)
    assert problems == []
    assert references.cited == []
    assert "citation" not in html.replace("[not a citation]", "")


def test_a_link_leads_to_the_entry_and_shows_it_in_full():
    html, _, references = convert("[@{https://example.org/x?y=1&z=2}]")
    assert 'href="#ref-https:-example.org-x-y-1-z-2"' in html
    assert 'title="Address (2003). A “title” &amp; more."' in html
    assert references.uses == [("source", "https://example.org/x?y=1&z=2")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "One.\n\n[see @do99, p. 3]",
            "essay.md:3:6: there is no source 'do99'; did you mean doe99",
        ),
        ("[@doe99; and more]", "essay.md:1:10: 'and more' is not a citation"),
        ("[see @doe99](http://x.org)", "essay.md:1:6: @doe99 cites in the text of a link"),
        ("[@{https://example.org/y}]", "essay.md:1:2: there is no source 'https://example.org/y'"),
    ],
)
def test_a_mistake_is_named_where_it_stands(text, message):
    _, problems, _ = convert(text)
    assert any(problem.startswith(message) for problem in problems), problems
