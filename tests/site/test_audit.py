"""WCAG 2.2 AA on every type of page, beyond what a single checker sees."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from page_types import PAGES

# The rule on the size of targets is new in WCAG 2.2 and off unless it is asked for.
AXE = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
    ],
    "rules": {"target-size": {"enabled": True}},
}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Words that their own box cuts off; boxes that scroll, or that only screen readers see, may.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(one => {
  const style = getComputedStyle(one);
  return one.clientWidth > 1 && style.overflowX !== "visible" && style.overflowX !== "auto"
    && style.overflowX !== "scroll" && !one.closest("svg, input, select, .visually-hidden")
    && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 120))"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter(one => one.checkVisibility()).map(one => [Number(one.tagName[1]), one.textContent])"""
LANDMARKS = """() => {
  const named = [...document.querySelectorAll("nav, search, [role=search], aside, form[aria-label]")]
    .map(one => one.tagName + " " + (one.getAttribute("aria-label")
      ?? document.getElementById(one.getAttribute("aria-labelledby"))?.textContent));
  const count = selector => document.querySelectorAll(selector).length;
  return { main: count("main"), banner: count("body > header"), footer: count("body > footer"),
    ordered: count("[tabindex]:not([tabindex='0']):not([tabindex='-1'])"), named };
}"""
MOVING = """() => [
  ...document.getAnimations().map(each => String(each.effect?.target?.outerHTML).slice(0, 80)),
  ...[...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    return [style.transitionDuration, style.animationDuration].some(times =>
      times.split(", ").some(time => parseFloat(time) > 0.01)) || style.scrollBehavior === "smooth";
  }).map(one => one.outerHTML.slice(0, 80))]"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one);
  const box = [...one.getClientRects()].find(each => each.width && each.height)
    ?? one.getBoundingClientRect();
  // The part of it in view: a table that may be scrolled can be taller than the window.
  const upper = Math.max(box.top, 0), lower = Math.min(box.bottom, innerHeight);
  const x = box.x + box.width / 2, y = upper + Math.min((lower - upper) / 2, 20);
  const top = document.elementFromPoint(x, y);
  return {
    what: one.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: !top || one.contains(top) || top.contains(one) || one.labels?.[0]?.contains(top),
    inside: lower > upper,
  };
}"""
STOPS = 45  # of the Tab key on each page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page, path, scheme):
    page = open_page(path, scheme=scheme)
    page.wait_for_load_state("networkidle")
    results = Axe().run(page, options=AXE)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_headings_and_landmarks_give_the_page_its_outline(open_page, path):
    page = open_page(path)
    headings = page.evaluate(HEADINGS)
    levels = [level for level, _text in headings]
    assert levels.index(1) == 0, headings
    assert levels.count(1) == 1, headings
    for above, (level, text) in zip(levels, headings[1:]):
        assert level <= above + 1, f"{text!r} skips from {above} to {level}"
    marks = page.evaluate(LANDMARKS)
    assert (marks["main"], marks["banner"], marks["footer"]) == (1, 1, 1)
    assert marks["ordered"] == 0, "the keyboard follows the order of the page"
    assert len(set(marks["named"])) == len(marks["named"]), marks["named"]
    assert not [name for name in marks["named"] if name.endswith(" undefined")], marks["named"]


@pytest.mark.parametrize("path", PAGES)
def test_text_at_twice_its_size_stays_whole(open_page, path):
    page = open_page(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_for_those_who_ask_for_stillness(open_page, path):
    page = open_page(path, reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_always_shows_where_it_is(open_page, path):
    # Without smooth scrolling, which would still be under way when we look.
    page = open_page(path, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    seen = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        assert all(focused.values()), focused
        seen.append(focused["what"])
    assert len(seen) > 10


@pytest.mark.parametrize(
    "path", ["", "timeline/", "figures/talks-and-tests/", "events/2019-06-30-panmunjom-trump-kim/"]
)
def test_forced_colours_keep_drawings_readable(open_page, path):
    """Colours of the system replace ours, in drawings as in text."""
    page = open_page(path, forced_colors="active")
    same = """() => {
      const probe = document.body.appendChild(document.createElement("i"));
      const shown = name => { probe.style.color = name; return getComputedStyle(probe).color; };
      const canvas = shown("Canvas");
      const words = [...document.querySelectorAll("main svg text")].filter(one => one.checkVisibility());
      return [words.length, words.filter(one => getComputedStyle(one).fill === canvas).length];
    }"""
    words, lost = page.evaluate(same)
    assert words > 5
    assert lost == 0


def test_a_page_of_pictures_for_review(chromium, site):
    """Every type of page, wide and narrow, light and dark, in tests/screenshots/index.html."""
    folder = ROOT / "tests" / "screenshots"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    shown = []
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            context = chromium.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            page = context.new_page()
            for path in PAGES:
                page.goto(f"{site}/{path}")
                name = f"{path.strip('/').replace('/', '-') or 'home'}-{width}-{scheme}.png"
                page.screenshot(path=folder / name)
                assert (folder / name).stat().st_size > 8_000, name
                shown.append((path, width, scheme, name))
            context.close()
    shown.sort(key=lambda each: PAGES.index(each[0]))
    figures = "".join(
        f'<figure><img loading="lazy" src="{name}" width="{width // 3}" alt=""><figcaption>/{path} '
        f"{width} px, {scheme}</figcaption></figure>"
        for path, width, scheme, name in shown
    )
    style = "body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}figure{margin:0}"
    (folder / "index.html").write_text(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Pages for review</title>"
        f"<style>{style}</style><body>{figures}",
        encoding="utf-8",
    )
