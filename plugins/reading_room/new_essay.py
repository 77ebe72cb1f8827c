"""``make essay TITLE="…"``: a draft whose front matter explains itself."""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
from pathlib import Path

from reading_room.naming import slug_of

# The line of the draft that must go before the essay is published.
HINT = "Write here, then delete this line"
_LONGEST = 80

_DRAFT = """---
# What this essay says about itself, in YAML. Lines that begin with # are notes for you: readers
# never see them, and you may delete them. A value that holds a colon stands between quotes.

title: {title}
# subtitle: A line under the title.

# The day of publication. An essay with a later day stays a draft until that day.
date: {day}

# draft: built at /drafts/{slug}/ and on no list. published: on every list. hidden: at its address
# under /essays/, and on no list.
status: draft

# Names as in content/authors.toml; several as [The editors, Another Name].
authors: The editors

# One or two sentences for lists, feeds and search engines. Without it, the first paragraph serves.
# summary: What the essay argues.

# A few words for search engines.
# keywords: [trust, summits]

# When the essay belongs to a series: its name and the number of this part.
# series: {{name: The name of the series, part: 1}}

# The day on which you last checked the whole text against the record and its sources.
# checked: {day}

# What the essay claims, so that a reader can test it. Evidence is a list of ids: event:…, value:…,
# figure:…, source:… (a key of the bibliography), promise:…, case:…. Confidence is high, medium or
# low. The text may refer to a claim as [](#claim-1).
# claims:
#   - claim: One sentence that could turn out to be wrong.
#     evidence: [event:2018-06-12-singapore-summit, value:test-days-2017]
#     confidence: medium
#     change: What would make you give it up.

# What was wrong in a published version. Readers see it on the essay and at /changes/.
# corrections:
#   - date: {day}
#     what: What was wrong, and what it says now.
#     why: How that came to light.
---

<!-- {hint}. How to link events, figures, numbers and sources is in the README. -->
"""


class TitleError(Exception):
    """No essay can be created; the message says why."""


def draft(title: str, day: str) -> tuple[str, str]:
    """(slug, text) of a new draft with this title, dated `day`; raises TitleError."""
    title = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in title)).strip()
    if not title:
        raise TitleError('Say what it is called: make essay TITLE="The long way to Hanoi"')
    slug = slug_of(title)
    if len(slug) > _LONGEST:
        slug = slug[:_LONGEST].rpartition("-")[0] or slug[:_LONGEST]
    if not slug:
        raise TitleError(f"The title {title!r} has no letters or digits to make an address from.")
    # A JSON string is a YAML string, whatever quotes and colons it holds.
    quoted = json.dumps(title, ensure_ascii=False)
    return slug, _DRAFT.format(title=quoted, day=day, slug=slug, hint=HINT)


def create(folder: Path, title: str, day: str) -> Path:
    """Write the draft into `folder` and return its path; raises TitleError if it is there already."""
    slug, text = draft(title, day)
    path = folder / f"{slug}.md"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
    except FileExistsError:
        raise TitleError(f"{path} is there already; nothing was changed.") from None
    return path


def refuse_leftovers(matter, shown: str, problems) -> None:
    """A published essay must not hold the draft's hint; `matter` is its front matter and body."""
    if HINT in matter.body and matter.fields.get("status", "published") == "published":
        line = matter.body.count("\n", 0, matter.body.index(HINT)) + 1
        message = (
            "the hint of the new draft is still here; delete this line, or say 'status: draft'"
        )
        problems.add(shown, line, 1, message)


def main(content: Path) -> int:
    """Create the essay that the variable TITLE names; returns the exit status."""
    day = str(datetime.datetime.now(datetime.UTC).date())
    try:
        path = create(content / "essays", os.environ.get("TITLE", ""), day)
    except TitleError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path}")
    print(f"With make devserver running it is at http://localhost:8000/drafts/{path.stem}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path("content")))
