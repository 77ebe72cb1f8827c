"""Figures in a real Chromium: readable at every width, complete by keyboard, in print, in a frame."""

import pytest

# Texts of the drawings that are shown: those that lie on each other or outside, and the smallest.
LOOK = """() => [...document.querySelectorAll("svg.chart")].filter(svg => svg.checkVisibility()).map(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(text => ({
    words: text.textContent,
    box: text.getBoundingClientRect(),
    size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
  }));
  const faults = [];
  texts.forEach(({words, box}, number) => {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 2
        || box.bottom > frame.bottom + 2) faults.push(`${words} | outside`);
    // The box of a text has room for accents and for what hangs below, which nothing fills.
    const air = box.height * 0.16;
    for (const other of texts.slice(number + 1)) {
      if (box.left < other.box.right - 1 && other.box.left < box.right - 1
          && box.top + air < other.box.bottom - air && other.box.top + air < box.bottom - air) {
        faults.push(`${words} | ${other.words}`);
      }
    }
  });
  return {faults, smallest: Math.min(...texts.map(({size}) => size))};
})"""


@pytest.fixture(scope="session")
def keys(built_site):
    """Ids of all figures."""
    found = sorted(path.parent.name for path in built_site.glob("figures/*/index.html"))
    assert len(found) > 20
    return found


def test_labels_never_overlap_and_are_never_small(open_page, site, keys):
    page = open_page("figures/")
    for key in keys:
        page.goto(f"{site}/figures/{key}/", wait_until="domcontentloaded")
        for width in (360, 390, 768, 920, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            (drawing,) = page.evaluate(LOOK)
            assert drawing["faults"] == [], (key, width)
            assert drawing["smallest"] >= 11, (key, width)


def test_figures_within_a_text_are_readable_at_every_width(open_page):
    page = open_page("essays/the-road-to-singapore/")
    for width in (360, 720, 800, 900, 1000, 1100, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        drawings = page.evaluate(LOOK)
        assert len(drawings) == 3
        for drawing in drawings:
            assert drawing["faults"] == [], width
            assert drawing["smallest"] >= 11, width
