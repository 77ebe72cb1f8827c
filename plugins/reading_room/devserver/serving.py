"""A server for this machine only: the built site, and news of each build for open pages."""

from __future__ import annotations

import html
import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from reading_room.devserver.state import Board
from reading_room.problems import SiteError
from reading_room.searching import NAME as SEARCH
from reading_room.searching import OnDemand

LIVE = "/-/live.js"
NEWS = "/-/news"
_SECONDS_BETWEEN_SIGNS = 15


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True


def server(folder: Path, board: Board, port: int, search: OnDemand) -> ThreadingHTTPServer:
    """A server of `folder` at ``http://localhost:<port>``; raises SiteError if the port is taken."""
    try:
        handler = partial(_Handler, board=board, search=search, directory=str(folder))
        return _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise SiteError(
            f"port {port} is taken, perhaps by another devserver; "
            f"choose another: make devserver PORT={port + 1}"
        ) from error


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments, board: Board, search: OnDemand, **options):
        self.board = board
        self.search = search
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:  # noqa: N802 - the name is the library's
        path = self.path.partition("?")[0]
        if path == NEWS:
            self._send_news()
        elif path == LIVE:
            self._send(Path(__file__).with_name("live.js").read_bytes(), "text/javascript")
        elif path.startswith(f"/{SEARCH}/"):
            self._send_search(path)
        else:
            self._send_file(path)

    def _send_search(self, path: str) -> None:
        """A file of the search index, which is made when a page first asks for its script."""
        if path == f"/{SEARCH}/pagefind.js":
            try:
                self.search.update()
            except SiteError as error:
                self.send_error(503, str(error))
                return
        self.directory = str(self.search.folder)
        super().do_GET()

    def _send_file(self, path: str) -> None:
        file = Path(self.translate_path(path))
        if file.is_dir() and path.endswith("/"):
            file = file / "index.html"
        if file.is_dir():
            super().do_GET()  # which sends the address with a slash
        elif file.suffix == ".html" and file.is_file():
            self._send_page(file.read_text(encoding="utf-8"))
        elif file.is_file():
            super().do_GET()
        else:
            self._send_missing()

    def _send_page(self, text: str, status: int = 200) -> None:
        # The script is added on the way: the files are those that would be published.
        # It is told of which edition the page is, lest one be missed while it loads.
        edition = self.board.read()[1].edition
        script = f'<script type="module" src="{LIVE}?edition={edition}"></script>'
        page = text.replace("</head>", f"{script}</head>", 1)
        self._send(page.encode(), "text/html; charset=utf-8", status)

    def _send_missing(self) -> None:
        page = Path(self.directory) / "404.html"
        if page.is_file():
            self._send_page(page.read_text(encoding="utf-8"), 404)
            return
        problems = "".join(
            f"<li>{html.escape(line)}</li>" for line in self.board.read()[1].problems
        )
        said = f"<ul>{problems}</ul>" if problems else "<p>The first build is running.</p>"
        self._send_page(
            "<!doctype html><html lang=en><head><title>No site yet</title></head>"
            f"<body><main><h1>There is no site yet</h1>{said}</main></body></html>",
            503,
        )

    def _send(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send_news(self) -> None:
        """Server-sent events: the state now, and each one after it, until the page goes."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number, state = self.board.read()
        try:
            while True:
                self.wfile.write(f"data: {json.dumps(state.as_dict())}\n\n".encode())
                self.wfile.flush()
                number, state = self.board.wait(number, _SECONDS_BETWEEN_SIGNS)
        except OSError:
            return

    def end_headers(self) -> None:
        """Nothing is kept by the browser: the next save may change it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_arguments) -> None:
        """Say nothing: the terminal is for builds."""
