"""How fast the explorer is with many events, in a real browser; run it after a build:

    .venv/bin/python tests/bench/explorer.py [--site output] [--events 2000] [--rounds 5]

Prints milliseconds, and each as a share of its budget: a filter applied (list laid out, count
shown) 100 ms; no task of the page over 200 ms. Nothing is asserted: machines differ.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import shutil
import statistics
import sys
import threading
from pathlib import Path

from lxml import html
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FILTER_BUDGET, TASK_BUDGET = 100.0, 200.0
# What a reader does: each is a selector and what happens to it.
ACTS = (
    ("[name=level][value=leader]", "click"),
    ("[name=level][value=leader]", "click"),
    ("[name=kind][value=missile-test]", "click"),
    ("[name=kind][value=meeting]", "click"),
    ("[name=kind][value=missile-test]", "click"),
    ("[name=kind][value=meeting]", "click"),
    ("[name=actor][value=us]", "click"),
    ("[name=actor][value=us]", "click"),
    ("[name=q]", "kim"),
    ("[name=q]", ""),
    ("[name=from]", "2017"),
    ("[name=from]", ""),
    ("[name=held]", "no"),
    ("[name=held]", ""),
)
MEASURE = """async (acts) => {
  const found = [];
  for (const [selector, act] of acts) {
    const field = document.querySelector(selector);
    await new Promise((resolve) => setTimeout(resolve, 350));
    const begun = performance.now();
    if (act === "click") field.click();
    else {
      field.value = act;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    document.documentElement.offsetHeight;
    const applied = performance.now() - begun;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    found.push({ applied, painted: performance.now() - begun });
  }
  return found;
}"""
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.tasks.push(duration);
}).observe({ type: "longtask", buffered: true });
"""


def enlarged(folder: Path, wanted: int) -> tuple[str, str]:
    """The explorer's page and data with `wanted` events: the first ones are repeated."""
    page = html.parse(
        str(folder / "timeline" / "index.html"), parser=html.HTMLParser(encoding="utf-8")
    )
    data = json.loads((folder / "timeline" / "events.json").read_text(encoding="utf-8"))
    columns = data["events"]
    copies = max(wanted - len(columns["id"]), 0)
    rows = {row.xpath("./a/@href")[0].split("/")[-2]: row for row in page.iter("li") if _is(row)}
    for name, column in columns.items():
        columns[name] = [
            f"{value}--copy" if again and name == "id" else value
            for number, value in enumerate(column)
            for again in range(2 if number < copies else 1)
        ]
    for key in [key.removesuffix("--copy") for key in columns["id"] if key.endswith("--copy")]:
        row = rows[key]
        copy = html.fromstring(html.tostring(row, encoding="unicode"))
        copy.tail = "\n"
        link = copy.find("a")
        link.set("href", link.get("href").replace(f"/{key}/", f"/{key}--copy/"))
        row.addnext(copy)
    return html.tostring(page, doctype="<!doctype html>", encoding="unicode"), json.dumps(data)


def _is(row) -> bool:
    return row.getparent().get("class") == "event-rows"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def measure(folder: Path, events: int, rounds: int) -> None:
    """Print what the explorer takes with `events` events, with the drawing and with the chart."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page_text, data_text = enlarged(folder, events)
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for view in ("", "chart"):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.route(
                "**/timeline/?*",
                lambda route: route.fulfill(body=page_text, content_type="text/html"),
            )
            page.route(
                "**/timeline/events.json",
                lambda route: route.fulfill(body=data_text, content_type="application/json"),
            )
            page.add_init_script(WATCH)
            page.goto(f"http://127.0.0.1:{server.server_port}/timeline/?view={view}")
            ready = ".live-chart .main-svg" if view else "[data-explorer]"
            page.locator(ready).first.wait_for(state="attached")
            page.locator("[data-stage]").hover(position={"x": 5, "y": 5}, force=True)
            page.mouse.move(5, 5)
            page.wait_for_function("document.querySelector('[data-address]').value")
            page.wait_for_timeout(1_000)
            loading = page.evaluate("window.tasks.splice(0)")
            found = [time for _ in range(rounds) for time in page.evaluate(MEASURE, list(ACTS))]
            _report(events, view, found, page.evaluate("window.tasks"), loading)
            page.close()
        browser.close()
    server.shutdown()


def _report(events, view, found, tasks, loading) -> None:
    title = f"{events} events, {'chart open' if view else 'drawing'}"
    applied = [time["applied"] for time in found]
    painted = [time["painted"] for time in found]
    print(title)
    for name, times in (("filter applied", applied), ("filter painted", painted)):
        middle, worst = statistics.median(times), max(times)
        print(
            f"  {name}: median {middle:.0f} ms ({middle / FILTER_BUDGET:.2f} of the budget), "
            f"worst {worst:.0f} ms, {len(times)} filters"
        )
    longest = max(tasks, default=0)
    print(f"  longest task while filtering: {longest:.0f} ms ({longest / TASK_BUDGET:.2f})")
    print(f"  longest task while loading: {max(loading, default=0):.0f} ms")


def main(arguments: list[str]) -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=ROOT / "output")
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    measure(options.site, options.events, options.rounds)


if __name__ == "__main__":
    main(sys.argv[1:])
