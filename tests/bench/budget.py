"""What every type of page sends before a reader touches it, in a real Chromium (``make bench``).

For each page: how many files the browser asks for, and their bytes as hosts send them, text packed
by gzip at its usual level. Essays and figures have a budget; a page over its own is marked.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from weights import LIMIT, sent

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))

from page_types import PAGES  # noqa: E402 - the list is that of the tests

# Bytes and files.
ESSAY = (120_000, 12)
FIGURE = (LIMIT, None)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments) -> None:
        pass


def budget(path: str) -> tuple[int | None, int | None]:
    """The most bytes and files that the page at `path` may send; None where nothing is set."""
    if path.startswith("essays/") and path != "essays/":
        return ESSAY
    if path.startswith("figures/") and path != "figures/":
        return FIGURE
    return None, None


def main(output: Path) -> None:
    """Print the table; a page that is over its budget is marked."""
    handler = functools.partial(_Quiet, directory=str(output))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}/"
    essays = sorted(f"essays/{page.parent.name}/" for page in output.glob("essays/*/index.html"))
    print(f"\n{'page':48}{'raw':>10}{'all sent':>10}{'files':>7}   of at most")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for path in dict.fromkeys([*PAGES, *essays]):
            asked = _asked(browser, site + path)
            files = [output / name for name in asked]
            total = sum(map(sent, files))
            most, count = budget(path)
            over = bool(most and total > most) or bool(count and len(files) > count)
            limit = f"{most:,}" + (f" in {count}" if count else "") if most else ""
            mark = "  over" if over else ""
            raw = files[0].stat().st_size
            print(f"/{path:47}{raw:>10,}{total:>10,}{len(files):>7}   {limit}{mark}", flush=True)
        browser.close()
    server.shutdown()


def _asked(browser, address: str) -> list[str]:
    """Names of the files that the browser asks for when it opens `address`."""
    site = address.split("/", 3)[:3]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.close()
    paths = [url.removeprefix("/".join(site) + "/").partition("?")[0] for url in asked]
    return [f"{path}index.html" if not path or path.endswith("/") else path for path in paths]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
