"""Examples for the author's guide: what you write, and what the reader gets.

A fenced block marked ``{.example}`` is shown as it is, and below it as this site sets it. Its text
is read as a file of its own, so it is checked like one, and its ids are made its own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from markdown.preprocessors import Preprocessor

from reading_room import embedding

_EXAMPLE = re.compile(
    r"^(?P<fence>~{3,}|`{3,})[ ]*\{[ ]*\.example[ ]*\}[ ]*\n(?P<text>.*?)(?<=\n)(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_ID = re.compile(r'(?<![\w-])id="([^"]+)"')
_POINTER = re.compile(
    r'(?<![\w-])(id|href|for|aria-labelledby|aria-describedby|aria-controls)="(#?)([^"]+)"'
)


def register(md, convert: Callable[[str, str], str], trusted: set[int]) -> None:
    """Add to `md` what sets examples; `convert` gives the HTML of a text and a name."""
    # After the text was made regular (30), which would destroy what is put aside; before all that
    # reads it. Marks (40) do not reach into code.
    md.preprocessors.register(_Examples(md, convert, trusted), "examples", 29)


class _Examples(Preprocessor):
    def __init__(self, md, convert: Callable[[str, str], str], trusted: set[int]):
        super().__init__(md)
        self.convert = convert
        self.trusted = trusted

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if ".example" not in text:
            return lines
        self.count = 0
        return _EXAMPLE.sub(lambda match: self._set(match, text), text).split("\n")

    def _set(self, match: re.Match, text: str) -> str:
        self.count += 1
        name = f"example-{self.count}"
        # With as many lines above it, a mistake in the example is named at its own line.
        above = "\n" * text.count("\n", 0, match.start("text"))
        made = with_own_ids(self.convert(above + match["text"], name), name)
        source = html.escape(match["text"].rstrip("\n"))
        placeholder = self.md.htmlStash.store(
            '<div class="example">\n<p class="example-label">You write</p>\n'
            f'<pre class="example-source" tabindex="0"><code>{source}</code></pre>\n'
            '<p class="example-label">The reader gets</p>\n'
            f'<div class="example-result" data-example>\n{made}\n</div>\n</div>'
        )
        self.trusted.add(len(self.md.htmlStash.rawHtmlBlocks) - 1)
        return f"\n{placeholder}\n"


def with_own_ids(markup: str, name: str) -> str:
    """`markup` with its ids, and what points to them, made different from all of its page."""
    figures = {f"figure-{place.figure}" for place in embedding.places(markup)}
    ids = set(_ID.findall(markup)) | figures

    def replace(match: re.Match) -> str:
        attribute, hash_sign, value = match.groups()
        words = [f"{name}-{word}" if word in ids else word for word in value.split(" ")]
        return f'{attribute}="{hash_sign}{" ".join(words)}"'

    return embedding.with_prefix(_POINTER.sub(replace, markup), f"{name}-")
