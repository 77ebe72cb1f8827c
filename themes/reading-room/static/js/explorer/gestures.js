// What a reader's hands do to the chart: keys, wheel, pointer, two fingers.

const STILL = 4; // pixels that a press may move and still be a click
const STEPS = {
  ArrowRight: "next",
  ArrowDown: "next",
  j: "next",
  J: "next",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  k: "previous",
  K: "previous",
  Home: "first",
  End: "last",
  PageUp: "year before",
  PageDown: "year after",
  "?": "keys",
};

/** Let `chart` answer to its readers. */
export function listen(chart) {
  const { plot } = chart;
  const early = { capture: true };
  plot.addEventListener("keydown", (event) => key(chart, event));
  plot.addEventListener("wheel", (event) => guard(plot, event), early);
  plot.addEventListener("pointermove", (event) => chart.point(event), early);
  plot.addEventListener("pointerleave", () => chart.point());
  plot.addEventListener("pointerdown", (event) => press(chart, event), early);
  const pinch = pinching(chart);
  for (const type of ["touchstart", "touchmove", "touchend"]) {
    plot.addEventListener(type, pinch, { capture: true, passive: false });
  }
}

/** A wheel over the chart goes on scrolling the page until the chart has been asked for. */
function guard(plot, event) {
  const isAsked = event.ctrlKey || event.metaKey || plot.contains(document.activeElement);
  if (!isAsked) event.stopPropagation();
}

/** A press that does not move chooses what is near; Plotly covers the page while it lasts. */
function press(chart, { clientX }) {
  chart.plot.focus({ preventScroll: true });
  const release = (event) => {
    const near = Math.abs(event.clientX - clientX) < STILL && chart.nearest(event);
    if (near) chart.on.choose(near.id);
  };
  window.addEventListener("pointerup", release, { capture: true, once: true });
}

function key(chart, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const shifted = {
    ArrowLeft: () => chart.pan(-0.25),
    ArrowRight: () => chart.pan(0.25),
  };
  const acts = {
    "+": () => chart.zoom(0.6),
    "=": () => chart.zoom(0.6),
    "-": () => chart.zoom(1 / 0.6),
    0: () => chart.everything(),
    Enter: () => chart.on.open(),
    Escape: () => chart.on.leave(),
  };
  const step = STEPS[event.key] && (() => chart.on.step(STEPS[event.key]));
  const act = (event.shiftKey && shifted[event.key]) || acts[event.key] || step;
  if (!act) return;
  event.preventDefault();
  act();
}

/** Two fingers: the times under them stay under them. */
function pinching(chart) {
  let held;
  return (event) => {
    if (event.touches.length !== 2) {
      if (held && event.type === "touchend") chart.tell();
      held = undefined;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { left } = chart.plot.getBoundingClientRect();
    const xs = [...event.touches].map(({ clientX }) => clientX - left).sort((a, b) => a - b);
    held ??= xs.map((x) => chart.timeAt(x));
    const perPixel = (held[1] - held[0]) / Math.max(xs[1] - xs[0], 20);
    chart.go(held[0] - (xs[0] - chart.left) * perPixel, (chart.width - chart.left) * perPixel);
  };
}
