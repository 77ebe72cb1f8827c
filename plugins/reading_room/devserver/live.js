// In every page that the devserver serves: shows the next edition without losing the place,
// and what is wrong with it when there is none. Published pages do not have this script.

const PLACE = "devserver-place";
const BLOCKS = "main :is(h1, h2, h3, p, li, figure, table, pre, dt, dd)";

const styles = new CSSStyleSheet();
styles.replaceSync(`
.devserver { position: fixed; z-index: 1000; inset-inline: 1rem; inset-block-end: 1rem;
  max-block-size: 60vh; overflow: auto; padding: 0.75rem 1rem; border: 2px solid #b00020;
  background: #fff; color: #1a1a1a; font: 15px/1.45 system-ui, sans-serif; }
.devserver h2 { margin: 0 0 0.5rem; font-size: 1rem; }
.devserver ul { margin: 0; padding-inline-start: 1.2rem; }
.devserver li { margin-block: 0.25rem; overflow-wrap: anywhere; }
.devserver-busy { inset-inline-start: auto; border-color: #5c5f66; padding: 0.25rem 0.75rem; }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];

function told(element) {
  return element.textContent.trim().slice(0, 120);
}

function rememberPlace() {
  const blocks = [...document.querySelectorAll(BLOCKS)];
  const index = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0);
  if (index < 0) return;
  const place = {
    path: location.pathname,
    index,
    text: told(blocks[index]),
    top: blocks[index].getBoundingClientRect().top,
    scroll: window.scrollY,
  };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

function returnToPlace() {
  const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  sessionStorage.removeItem(PLACE);
  if (!place || place.path !== location.pathname) return;
  const blocks = [...document.querySelectorAll(BLOCKS)];
  const same = blocks
    .map((block, index) => ({ block, away: Math.abs(index - place.index) }))
    .filter(({ block }) => told(block) === place.text)
    .sort((one, other) => one.away - other.away)[0];
  // The very block may be the one that was edited; then the block in its place will do.
  const block = place.scroll === 0 ? null : (same?.block ?? blocks[place.index]);
  const go = () => {
    const target = block
      ? window.scrollY + block.getBoundingClientRect().top - place.top
      : place.scroll;
    window.scrollTo({ top: target, behavior: "instant" });
  };
  history.scrollRestoration = "manual";
  go();
  document.fonts.ready.then(go);
}

let panel = null;

function show(state) {
  panel?.remove();
  panel = null;
  if (state.phase === "good") return;
  panel = document.createElement("section");
  panel.className = "devserver";
  if (state.phase === "building") {
    panel.classList.add("devserver-busy");
    panel.textContent = "Building…";
  } else {
    const count = state.problems.length;
    const title = document.createElement("h2");
    title.textContent =
      `The site was not built: ${count} ${count === 1 ? "problem" : "problems"}. ` +
      "This page is of the last good one.";
    const list = document.createElement("ul");
    for (const problem of state.problems) {
      const item = document.createElement("li");
      item.textContent = problem;
      list.append(item);
    }
    panel.setAttribute("role", "alert");
    panel.append(title, list);
  }
  document.body.append(panel);
}

function concerns(changed) {
  const file = location.pathname.replace(/^\//, "").replace(/(^|\/)$/, "$1index.html");
  return changed.some((name) => name === file || name.startsWith("theme/"));
}

let seen = Number(new URL(import.meta.url).searchParams.get("edition"));
let busy = 0;
const news = new EventSource("/-/news");
news.addEventListener("message", ({ data }) => {
  const state = JSON.parse(data);
  clearTimeout(busy);
  if (state.phase === "building") {
    // What takes less than a moment needs no sign.
    busy = setTimeout(() => show(state), 700);
    return;
  }
  show(state);
  if (state.phase !== "good") return;
  // A server that was started again counts anew.
  const isNew = state.edition !== seen;
  const wasMissing = document.title === "No site yet";
  seen = state.edition;
  if (wasMissing || (isNew && (concerns(state.changed) || state.edition < 2))) {
    rememberPlace();
    location.reload();
  }
});
returnToPlace();
