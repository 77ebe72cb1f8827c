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
            f'<img src="{site}/figures/{place.figure}/{place.figure}.svg" '
            f'alt="{html.escape(words["alt"])}"></a></p>'
            f"<figcaption>{said}</figcaption></figure>"
        )

    return _MARK.sub(picture, text)


def figure_html(library, place: Place, site: str, open_list: bool = False) -> str:
    """The figure element: title, both drawings, caption, list of the same rows.

    `site` stands before every address; `open_list` shows the rows at once.
    """
    figure = library.figures[place.figure]
    words = {key: _text(value) for key, value in figure.words.items() if isinstance(value, str)}
    chosen = next((name for name in WIDTHS if name in place.width.split()), "wide")
    label = f"Figure {place.number}. " if place.number else ""
    said = f"<span class='figure-remark'>{_text(place.caption)}</span> " if place.caption else ""
    view = place.view
    drawings, rows = library.once(
        f"figure {figure.id} {site} {open_list} {view}",
        lambda: _heavy(figure, site, open_list, view),
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
{rows}
</figure>"""


def _heavy(figure, site: str, open_list: bool, view: View | None) -> tuple[str, str]:
    """Drawings and rows: the same wherever the figure stands with that view."""
    drawings = "".join(
        f'<div class="drawing drawing-{variant}">{_linked(figure.svg(variant), site)}</div>'
        for variant in ("wide", "narrow")
    )
    return drawings, _rows(figure, site, open_list, view)


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _linked(svg: str, site: str) -> str:
    return re.sub(r'href="event:([a-z0-9-]+)"', rf'href="{site}/events/\1/"', svg)


def _rows(figure, site: str, is_open: bool, view: View | None) -> str:
    rows = figure.rows
    opened = " open" if is_open else ""
    if rows and "date_words" in rows[0]:
        lanes = {lane["id"]: lane["name"] for lane in figure.words["lanes"]}
        in_view = [bool(view and view.meets(row["start"], row["end"])) for row in rows]
        items = "".join(
            f'<li{" data-in-view" if is_in_view else ""} data-lane="{row["lane"]}" data-start="{row["start"]}" data-end="{row["end"] or row["start"]}"'
            f' data-event="{row["id"]}"><time datetime="{row["start"].rstrip("~?")}">'
            f"{_text(row['date_words'])}</time> "
            f'<a href="{site}/events/{row["id"]}/">{_text(row["title"])}</a>'
            f'<span class="row-lane">{_text(lanes.get(row["lane"], ""))}'
            f"{'' if row['was_held'] else ', did not take place'}</span></li>"
            for row, is_in_view in zip(rows, in_view)
        )
        of_view = f", {sum(in_view)} of them from {view.words}" if view else ""
        return (
            f'<details class="figure-rows"{opened}><summary>The same {len(rows)} events as a '
            f'list{of_view}</summary><ol class="event-list compact" data-rows>{items}</ol></details>'
        )
    columns = [name for name in rows[0] if name != "id"]
    head = "".join(f'<th scope="col">{_text(_column(name))}</th>' for name in columns)
    body = "".join(
        "<tr>"
        + "".join(_cell(row, name, number, site) for number, name in enumerate(columns))
        + "</tr>"
        for row in rows
    )
    return (
        f'<details class="figure-rows"{opened}><summary>The same figures as a table</summary>'
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="Rows of the figure">'
        f"<table data-rows><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def _column(name: str) -> str:
    # Not `capitalize`, which would write North Korea small.
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _cell(row: dict, name: str, number: int, site: str) -> str:
    value = row[name]
    if value is None:
        shown = ""
    elif isinstance(value, float) and value == int(value):
        shown = str(int(value))
    else:
        shown = _text(str(value))
    if number:
        css = ' class="number"' if isinstance(value, (int, float)) else ""
        return f"<td{css}>{shown}</td>"
    if "id" in row:
        shown = f'<a href="{site}/events/{row["id"]}/">{shown}</a>'
    return f'<th scope="row">{shown}</th>'
