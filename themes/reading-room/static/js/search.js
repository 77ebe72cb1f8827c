// The search page: what is typed and chosen is looked up in the site's own index, and the address
// keeps it. The index is loaded only when there is something to look up.

const AT_ONCE = 10;
const PAUSE = 150; // milliseconds without typing before a search
// What a page is called counts most; pivotal events have a short name too. `about` is its sort.
const WEIGHTS = { title: 5, name: 10, about: 2, kind: 0, date: 1 };
const CHOICES = ["from", "to", "level", "process"];

const root = document.querySelector("[data-search]");
const form = root.querySelector("form");
const list = root.querySelector("[data-results]");
const status = root.querySelector("[data-status]");
const more = root.querySelector("[data-more]");

let engine;
let latest = 0;
let waiting; // results that are not shown yet
let timer;

/** Pagefind, loaded once; a failure is forgotten, so that the next search tries again. */
function load() {
  engine ??= import(new URL(root.dataset.engine, location.href))
    .then(async (pagefind) => {
      await pagefind.options({ excerptLength: 32, ranking: { metaWeights: WEIGHTS } });
      await pagefind.init();
      // Without the filters, results are not counted by kind.
      await pagefind.filters();
      return pagefind;
    })
    .catch((error) => {
      engine = undefined;
      throw error;
    });
  return engine;
}

/** What the form holds, as it stands in the address. */
function view() {
  const kept = [...new FormData(form)].filter(([, value]) => value.trim());
  return new URLSearchParams(kept.map(([name, value]) => [name, value.trim()]));
}

/** Put what the address holds into the form. */
function restore() {
  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") ?? "";
  for (const box of form.querySelectorAll("[name=kind]")) {
    box.checked = asked.getAll("kind").includes(box.value);
  }
  for (const name of CHOICES) {
    form.elements[name].value = asked.get(name) ?? "";
    // A value that is not among the options.
    if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
  }
  if (CHOICES.some((name) => form.elements[name].value)) root.querySelector("[data-events]").open = true;
}

/** The view's filters as the index takes them. */
function filtersOf(asked) {
  const filters = {};
  if (asked.has("kind")) filters.kind = { any: asked.getAll("kind") };
  for (const name of ["level", "process"]) {
    if (asked.has(name)) filters[name] = asked.get(name);
  }
  if (asked.has("from") || asked.has("to")) {
    const first = Number(asked.get("from") ?? 0);
    const last = Number(asked.get("to") ?? 9999);
    const years = [...form.elements.from.options].map((option) => option.value).filter(Boolean);
    const within = years.filter((year) => first <= Number(year) && Number(year) <= last);
    filters.year = { any: within.length ? within : ["none"] };
  }
  return filters;
}

async function search() {
  const turn = ++latest;
  const asked = view();
  history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
  document.title = document.title.replace(/^.*?(?=Search · )/, asked.has("q") ? `${asked.get("q")} · ` : "");
  if (!asked.size) {
    show([], undefined);
    say("");
    return;
  }
  try {
    const pagefind = await load();
    const found = await pagefind.search(asked.get("q"), { filters: filtersOf(asked) });
    if (turn !== latest) return;
    const first = await Promise.all(found.results.slice(0, AT_ONCE).map((one) => one.data()));
    if (turn !== latest) return;
    waiting = found.results.slice(AT_ONCE);
    show(first, asked.has("q") ? found.totalFilters?.kind : undefined);
    say(sentence(found.results.length, asked));
  } catch (error) {
    if (turn !== latest) return;
    show([], undefined);
    say("The search index could not be loaded. The lists below lead to every page.");
    console.warn(error);
  }
}

function say(words) {
  status.textContent = words;
}

function sentence(count, asked) {
  const about = asked.has("q") ? ` for “${asked.get("q")}”` : "";
  if (count) return `${count.toLocaleString("en")} result${count === 1 ? "" : "s"}${about}`;
  const filtered = [...asked.keys()].some((name) => name !== "q");
  return `Nothing found${about}.${filtered ? " Fewer filters may find more." : ""}`;
}

function show(results, counts) {
  list.replaceChildren(...results.map(resultItem));
  if (!results.length) waiting = [];
  more.hidden = !waiting.length;
  for (const place of form.querySelectorAll("[data-count]")) {
    place.textContent = counts ? (counts[place.dataset.count] ?? 0).toLocaleString("en") : "";
  }
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function link(url, words) {
  const made = element("a", "", words);
  made.href = url;
  return made;
}

/** One result: title, kind and date, the words around the hits, and sections that hold them. */
function resultItem(result) {
  const { title, kind, date } = result.meta;
  const kindName = form.querySelector(`[name=kind][value="${kind}"]`)?.dataset.one;
  const item = element(
    "li",
    "",
    element("h2", "", link(result.url, title)),
    element("p", "result-facts", [kindName, date].filter(Boolean).join(" · ")),
    excerpt(result.excerpt),
  );
  // The first sub-result is often the page itself.
  const parts = result.sub_results.filter((part) => part.url !== result.url && part.url.includes("#"));
  if (parts.length && kind !== "event" && kind !== "term") {
    const links = parts.slice(0, 3).map((part) => element("li", "", link(part.url, part.title)));
    item.append(element("ul", "result-parts", ...links));
  }
  return item;
}

/** The excerpt with its marks, and no other element. */
function excerpt(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html").body;
  const parts = [...parsed.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", "", node.textContent) : node.textContent,
  );
  return element("p", "result-excerpt", ...parts);
}

async function showMore() {
  const next = waiting.slice(0, AT_ONCE);
  const turn = latest;
  const results = await Promise.all(next.map((one) => one.data()));
  if (turn !== latest) return;
  waiting = waiting.slice(AT_ONCE);
  const items = results.map(resultItem);
  list.append(...items);
  more.hidden = !waiting.length;
  items[0].querySelector("a").focus();
}

/** Arrows go from the words to the results and through them, Escape back to the words. */
function step(event) {
  const words = form.elements.q;
  const inList = list.contains(document.activeElement);
  if (event.key === "Escape" && inList) {
    words.focus();
    words.select();
    return;
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!inList && document.activeElement !== words) return;
  const stops = [words, ...list.querySelectorAll("h2 a")];
  const here = document.activeElement.closest("li")?.closest("[data-results] > li");
  const at = inList ? stops.indexOf(here?.querySelector("h2 a")) : 0;
  const next = stops[at + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
form.addEventListener("input", (event) => {
  clearTimeout(timer);
  timer = setTimeout(search, event.target === form.elements.q ? PAUSE : 0);
});
form.elements.q.addEventListener("focus", () => load().catch(() => {}), { once: true });
more.addEventListener("click", showMore);
root.addEventListener("keydown", step);

restore();
if (view().size) search();
