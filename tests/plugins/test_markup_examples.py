"""Examples of the author's guide are shown, rendered and checked."""

from lxml import html
from manuscripts import converted, html_of, problems_of

EXAMPLE = """Words.[^1]

````{.example}
## A heading

They met[^1] on [](event:2018-06-12-singapore-summit#date), see [](#figure-talks) [@holmes-2018].

![](figure:talks)

```
code
```

[^1]: A note.
````

![](figure:talks)

[^1]: Another.
"""


def test_an_example_is_shown_as_written_and_as_read():
    page = html.fragment_fromstring(html_of(EXAMPLE), create_parent="div")
    (example,) = page.xpath("//div[@class='example']")
    source = example.find("pre").text_content()
    assert source.startswith("## A heading\n\nThey met[^1] on")
    assert "```\ncode\n```" in source
    result = example.find_class("example-result")[0]
    assert result.xpath(".//a[@class='event-link']")[0].text == "12\u00a0June\u00a02018"
    assert result.xpath(".//figure")
    assert result.xpath(".//section[@role='doc-endnotes']")


def test_ids_of_an_example_are_its_own_and_its_links_lead_to_them():
    page = html.fragment_fromstring(html_of(EXAMPLE), create_parent="div")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    (result,) = page.find_class("example-result")
    inside = set(result.xpath(".//@id"))
    for link in result.xpath(".//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in inside or link.get("href") == "#ref-holmes-2018"
    for names in result.xpath(".//@aria-labelledby|.//@aria-describedby"):
        assert set(names.split()) <= inside


def test_what_an_example_uses_is_used_by_its_page():
    result, _ = converted(EXAMPLE)
    assert ("event", "2018-06-12-singapore-summit") in result.facts["references"]
    assert result.facts["works_cited"] == ["holmes-2018"]
    assert [item["name"] for item in result.facts["contents"]] == []


def test_a_mistake_in_an_example_is_named_at_its_own_line():
    text = "a\n\n```{.example}\nb\n\n[x](event:no)\n```\n\n[y](event:no)"
    assert [problem.partition(": ")[0] for problem in problems_of(text)] == [
        "essay.md:9:5",
        "essay.md:12:5",
    ]


def test_hostile_text_in_an_example_is_escaped_and_refused():
    result, problems = converted("```{.example}\n<script>x</script>\n```")
    assert "&lt;script&gt;" in result.html
    assert any("<script> is not allowed" in problem for problem in problems)


def test_references_to_other_files_are_noted_with_the_pages_own():
    result, _ = converted("[](essay:a)\n\n```{.example}\n[](essay:b)\n```\n\n[](essay:c)")
    numbers = [f'data-crossref="{n}"' in result.html for n in range(3)]
    assert all(numbers)
    slugs = {noted["slug"] for noted in result.facts["crossrefs"]}
    assert slugs == {"a", "b", "c"}
