// Makes figures interactive when a reader asks, moves them by guided links, names their marks.
// The chart and its library come from our own site, and only then.

const live = new Map();

function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

/** Make `figure` interactive, once; resolves to its live form. */
function activate(figure) {
  if (!live.has(figure)) {
    live.set(figure, start(figure));
  }
  return live.get(figure);
}

async function start(figure) {
  const ask = figure.querySelector("[data-ask]");
  ask.textContent = "Loading…";
  try {
    const read = async (name) => {
      const response = await fetch(new URL(name, figure.querySelector("a.figure-data").href));
      if (!response.ok) throw new Error("The figure's data could not be loaded.");
      return response.json();
    };
    const hasModel = "model" in figure.dataset;
    const [Plotly, { LiveFigure }, json, model, readings] = await Promise.all([
      import("./library.js").then(({ loadLibrary }) => loadLibrary()),
      import("./live-figure.js"),
      read("figure.json"),
      hasModel && read("model.json"),
      hasModel && import("./readings.js"),
    ]);
    const made = new LiveFigure(figure, Plotly, json, () => live.delete(figure));
    if (hasModel) {
      const show = (lines, words) => made.replace(lines, words);
      made.controls = new readings.Controls(model, json.data, show);
    }
    await made.draw();
    ask.hidden = true;
    ask.textContent = "Make interactive";
    return made;
  } catch (error) {
    live.delete(figure);
    ask.textContent = `${error.message} Try again`;
    throw error;
  }
}

function guide() {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-figure]");
    // An example of the author's guide moves the figure of that example.
    const page = link?.closest("[data-example]") ?? document;
    const figure = link && page.querySelector(`[data-figure-id="${CSS.escape(link.dataset.figure)}"]`);
    if (!figure || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    figure.scrollIntoView({ block: "start" });
    try {
      const made = await activate(figure);
      made.guideTo(link.dataset.from, link.dataset.to);
      made.plot.focus({ preventScroll: true });
    } catch {
      // The figure's own page has the same view.
      location.assign(link.href);
    }
  });
}

/** Name the mark under the pointer in the words of the list: pages send them once. */
function nameMark({ target }) {
  const mark = target.closest("svg.chart a");
  if (!mark || mark.querySelector("title")) return;
  const place = mark.closest("[data-figure-parts]") ?? mark.closest("[data-figure-id]");
  const event = mark.href.baseVal.split("/").at(-2);
  const row = place.querySelector(`[data-rows] a[href$="/events/${CSS.escape(event)}/"]`);
  if (!row) return;
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = `${row.closest("li").querySelector("time").textContent}: ${row.textContent}`;
  mark.prepend(title);
}

/** Enhance every figure of the page. */
export function enhanceFigures() {
  for (const figure of document.querySelectorAll("[data-figure-id]")) {
    const ask = element("button", { type: "button", textContent: "Make interactive" });
    ask.dataset.ask = "";
    ask.addEventListener("click", async () => (await activate(figure)).plot.focus({ preventScroll: true }));
    const tools = element("div", { className: "figure-tools" }, ask);
    const stage = figure.querySelector("[data-stage]");
    stage.before(tools);
    stage.addEventListener("pointerover", nameMark);
  }
  guide();
  const query = new URLSearchParams(location.search);
  const only = document.querySelector(".figure-page-body [data-figure-id]");
  const hasView = query.get("from") || query.get("to");
  if (only && (hasView || ("model" in only.dataset && location.search))) {
    activate(only).then((made) => {
      made.controls?.restore(query);
      if (hasView) made.guideTo(query.get("from"), query.get("to"));
    });
  }
}
