"""A figure as it stands in a page: complete without script, in print and in feeds."""

from __future__ import annotations

import html
import json
import re
from dataclasses import asdict, dataclass, replace

from reading_room.markup.views import View

WIDTHS = ("text", "wide", "page")
# A figure is heavy: until a page is written, a mark stands for it in the text.
_MARK = re.compile(r'<div data-figure-here="([^"]*)"></div>')


@dataclass(frozen=True)
class Place:
    """A figure's place in a text: which figure, how wide, with which words and number.

    `width` is one of `WIDTHS`; `caption` is the author's sentence, before the figure's own;
    `first` and `last` are the view with which the interactive form begins; `prefix` makes its ids
    different from those of the same figure elsewhere in the page.
    """

    figure: str
    width: str = ""
    caption: str = ""
    number: int = 0
    first: str = ""
    last: str = ""
    prefix: str = ""

    @property
    def view(self) -> View | None:
        """The view, if there is one."""
        return View(self.first, self.last) if self.first else None

    def mark(self) -> str:
        """What stands in the text until `fill` puts the figure there."""
        return f'<div data-figure-here="{html.escape(json.dumps(asdict(self)))}"></div>'


def places(text: str) -> list[Place]:
    """The places of all figures in `text`."""
    return [_place(match) for match in _MARK.finditer(text)]


def with_prefix(text: str, prefix: str) -> str:
    """`text` with ids of its figures that begin with `prefix`."""
    return _MARK.sub(lambda match: replace(_place(match), prefix=prefix).mark(), text)


def _place(match: re.Match) -> Place:
    return Place(**json.loads(html.unescape(match[1])))


def fill(text: str, library, site: str) -> str:
    """`text` with each mark replaced by its figure; `site` leads to the root of the site."""

    def figure(match: re.Match) -> str:
        return figure_html(library, _place(match), site)

    return _MARK.sub(figure, text)


def fill_feed(text: str, library, site: str) -> str:
    """`text` with each mark replaced by its figure's picture, for readers without our styles."""

    def picture(match: re.Match) -> str:
        place = _place(match)
        words = library.figures[place.figure].words
        said = f"{_text(place.caption)} {_text(words['how_to_read'])}".strip()
        return (
            f"<figure><p><strong>{_text(words['title'])}</strong></p>"
            f'<p><a href="{site}/figures/{place.figure}/">'
            f'<img src="{site}/figures/{place.figure}/{place.figure}.png" '
            f'alt="{html.escape(words["alt"])}"></a></p>'
            f"<figcaption>{said}</figcaption></figure>"
        )

    return _MARK.sub(picture, text)


def figure_html(library, place: Place, site: str, with_rows: bool = True) -> str:
    """The figure element: title, both drawings, caption, list of the same rows.

    `site` stands before every address; without `with_rows` the page has the rows elsewhere.
    """
    figure = library.figures[place.figure]
    words = {key: _text(value) for key, value in figure.words.items() if isinstance(value, str)}
    chosen = next((name for name in WIDTHS if name in place.width.split()), "wide")
    label = f"Figure {place.number}. " if place.number else ""
    said = f"<span class='figure-remark'>{_text(place.caption)}</span> " if place.caption else ""
    view = place.view
    drawings, rows = library.once(
        f"figure {figure.id} {site} {view}",
        lambda: _heavy(figure, site, view),
    )
    begins = f' data-from="{view.first}" data-to="{view.last}"' if view else ""
    shown = f'<span class="figure-view">View: {view.words}</span>' if view else ""
    key = figure.id
    name = f"{place.prefix}figure-{key}"
    # What the controls of the interactive form need; they are made by script, which they need.
    controls = html.escape(
        json.dumps({name: figure.words[name] for name in ("views", "lanes")}, ensure_ascii=False)
    )
    return f"""<figure class="figure figure-{chosen}" id="{name}" data-figure-id="{key}" \
data-words='{controls}'{" data-model" if figure.has_model else ""}{begins} aria-labelledby="{name}-title" \
aria-describedby="{name}-alt">
<div class="figure-head"><p class="figure-title" id="{name}-title"><span class="figure-number">{label}</span>{words["title"]}</p>
<p class="figure-subtitle">{words["subtitle"]}</p></div>
<div class="figure-stage" data-stage>{drawings}</div>
<p class="visually-hidden" id="{name}-alt">{words["alt"]}</p>
<figcaption>{shown}{said}<span class="how-to-read">{words["how_to_read"]}</span>
<span class="source-line">Source: {words["sources"]} <a class="figure-data" href="{site}/figures/{key}/">Data, notebook and downloads</a></span></figcaption>
{rows if with_rows else ""}
</figure>"""


def rows_html(library, key: str, site: str) -> str:
    """The rows of the figure `key`, for its own page: how many, then the list or table."""
    said, rows = _rows(library.figures[key], site, None)
    return f'<p class="section-note" data-rows-said>{said}</p>{rows}'


def frame_height(figure) -> int:
    """Pixels that a frame with the figure needs, so that it scrolls at no width.

    That is the narrow drawing's height, with the lines that the words take beside it.
    """
    drawing = max(_height(figure.svg("narrow")), _height(figure.svg("wide")))
    letters = {"title": 34, "subtitle": 40, "how_to_read": 42, "sources": 42}  # in a line
    heights = {"title": 23, "subtitle": 22, "how_to_read": 21, "sources": 21}  # of a line
    words = sum(heights[name] * -(-len(figure.words[name]) // letters[name]) for name in letters)
    # A model's sliders stand above the chart when it is interactive.
    controls = 300 if figure.has_model else 0
    return -(-round(drawing + words + controls + 230) // 10) * 10


def _height(svg: str) -> float:
    return float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[1])


def _heavy(figure, site: str, view: View | None) -> tuple[str, str]:
    """Drawings and rows: the same wherever the figure stands with that view."""
    drawings = "".join(
        f'<div class="drawing drawing-{variant}">{_linked(figure.svg(variant), site)}</div>'
        for variant in ("wide", "narrow")
    )
    said, rows = _rows(figure, site, view)
    return drawings, (
        f'<details class="figure-rows"><summary data-rows-said>{said}</summary>{rows}</details>'
    )


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _linked(svg: str, site: str) -> str:
    return re.sub(r'href="event:([a-z0-9-]+)"', rf'href="{site}/events/\1/"', svg)


def _rows(figure, site: str, view: View | None) -> tuple[str, str]:
    """What is said of the rows, and the list of events or the table."""
    rows = figure.rows
    if figure.is_of_events:
        lanes = {lane["id"]: lane["name"] for lane in figure.words["lanes"]}
        in_view = [bool(view and view.meets(row["start"], row["end"])) for row in rows]
        items = "".join(
            f'<li{" data-in-view" if is_in_view else ""} data-lane="{row["lane"]}"{_end(row)}>'
            f'<time datetime="{row["start"].rstrip("~?")}">'
            f"{_text(row['date_words'])}</time> "
            f'<a href="{site}/events/{row["id"]}/">{_text(row["title"])}</a>'
            f'<span class="row-lane">{_text(lanes.get(row["lane"], ""))}'
            f"{'' if row['was_held'] else ', did not take place'}</span></li>"
            for row, is_in_view in zip(rows, in_view)
        )
        of_view = f", {sum(in_view)} of them from {view.words}" if view else ""
        return (
            f"The same {len(rows)} events as a list{of_view}",
            f'<ol class="event-list compact" data-rows>{items}</ol>',
        )
    columns = [name for name in rows[0] if name not in ("id", "event_id")]
    linked = "title" if "title" in columns else columns[0]
    head = "".join(f'<th scope="col">{_text(_column(name))}</th>' for name in columns)
    body = "".join(
        "<tr>"
        + "".join(
            _cell(row, name, number, site if name == linked else "")
            for number, name in enumerate(columns)
        )
        + "</tr>"
        for row in rows
    )
    return (
        "The same figures as a table",
        '<div class="table-scroll" tabindex="0" role="region" aria-label="Rows of the figure">'
        f"<table data-rows><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
    )


def _end(row: dict) -> str:
    """The last day of an event that is longer than its first date says, for `js/figure.js`."""
    return f' data-end="{row["end"].rstrip("~?")}"' if row["end"] else ""


def _column(name: str) -> str:
    # Not `capitalize`, which would write North Korea small.
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _cell(row: dict, name: str, number: int, site: str) -> str:
    """A cell of the table; one with a `site` leads to the row's event, if it has one."""
    value = row[name]
    if value is None:
        shown = ""
    elif isinstance(value, float) and value == int(value):
        shown = str(int(value))
    else:
        shown = _text(str(value))
    event = row.get("id") or row.get("event_id")
    if site and event:
        shown = f'<a href="{site}/events/{event}/">{shown}</a>'
    if number:
        css = ' class="number"' if isinstance(value, (int, float)) else ""
        return f"<td{css}>{shown}</td>"
    return f'<th scope="row">{shown}</th>'
