// Shows what a link leads to, on hover and on keyboard focus: events, terms, numbers, figures,
// sources, notes and claims. Esc closes; the pointer may move into the preview; nothing shifts.

const KINDS = {
  "event-link": "event",
  term: "term",
  value: "value",
  "figure-link": "figure",
  "person-link": "person",
  "citation-link": "source",
  "footnote-ref": "note",
};
const LINKS = `${Object.keys(KINDS).map((name) => `a.${name}`).join()},a[href^="#claim-"]`;
const WAIT = 250;

const essay = document.querySelector("[data-previews]");
const box = element("div", "preview");
box.id = "preview";
box.setAttribute("role", "tooltip");
box.hidden = true;
document.querySelector("main").append(box);

let entries; // promise of the page's previews, asked for once
let shown = null; // the link whose preview is open
let title = null; // what the browser itself would show of it
let timer = 0;

function element(name, css, text = "") {
  const node = document.createElement(name);
  if (css) node.className = css;
  node.textContent = text;
  return node;
}

function read() {
  entries ??= fetch(essay.dataset.previews)
    .then((answer) => (answer.ok ? answer.json() : {}))
    .catch(() => ({}));
  return entries;
}

function kindOf(link) {
  const name = [...link.classList].find((each) => each in KINDS);
  return KINDS[name] ?? "claim";
}

/** A copy of what stands elsewhere on this page, without its links. */
function copied(source, dropped) {
  if (!source) return null;
  const copy = element("div");
  copy.append(...[...source.cloneNode(true).childNodes]);
  for (const node of copy.querySelectorAll(dropped)) node.remove();
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
  return [copy];
}

function here(kind, link) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (kind === "source") return copied(target, ".source-uses");
  if (kind === "claim") return copied(target?.querySelector(".claim-text"), ".none");
  // A note in the margin is in view already.
  return link.closest(".has-margin-notes") ? null : copied(target, ".footnote-backref");
}

function keyOf(kind, link) {
  const { pathname, hash } = new URL(link.href);
  return ["event", "figure", "person"].includes(kind) ? pathname.split("/").at(-2) : decodeURIComponent(hash.slice(1));
}

function picture(link) {
  const image = element("img");
  image.src = new URL("thumb.svg", link.href.split("?")[0]);
  image.alt = "";
  image.width = 336;
  image.height = 240;
  return image;
}

async function contentOf(link) {
  const kind = kindOf(link);
  if (["source", "note", "claim"].includes(kind)) return here(kind, link);
  const key = keyOf(kind, link);
  const entry = (await read())[`${kind}/${key}`];
  if (!entry) return null;
  const parts = [element("p", "preview-title", entry.title)];
  if (entry.meta) parts.push(element("p", "muted", entry.meta));
  if (entry.text) parts.push(element("p", "", entry.text));
  for (const tag of entry.tags ?? []) parts.push(element("span", "tag", tag));
  if (kind === "figure") parts.push(picture(link));
  return parts;
}

/** Under the line of the link that is nearest to `y`, or above it; always within the window. */
function place(link, y) {
  const lines = [...link.getClientRects()];
  const line = lines.find((each) => y >= each.top - 2 && y <= each.bottom + 2) ?? lines[0];
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const left = Math.max(8, Math.min(line.left, width - box.offsetWidth - 8));
  const under = Math.max(8, line.bottom + 6);
  const over = Math.min(line.top, height) - box.offsetHeight - 6;
  const fits = under + box.offsetHeight <= height - 8;
  const top = fits ? under : over >= 8 ? over : Math.max(8, height - box.offsetHeight - 8);
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${top + scrollY}px`;
}

async function show(link, y) {
  if (shown === link) return;
  hide();
  shown = link;
  title = link.getAttribute("title");
  link.removeAttribute("title");
  const parts = await contentOf(link);
  if (shown !== link) return;
  if (!parts) return hide();
  box.replaceChildren(...parts);
  box.hidden = false;
  place(link, y);
  link.setAttribute("aria-describedby", box.id);
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  if (title !== null) shown.setAttribute("title", title);
  shown = title = null;
  box.hidden = true;
}

function later(action) {
  clearTimeout(timer);
  timer = setTimeout(action, WAIT);
}

function enhance() {
  essay.addEventListener("pointerover", (event) => {
    const link = event.target.closest(LINKS);
    if (!link || event.pointerType === "touch") return;
    read();
    if (shown === link) clearTimeout(timer);
    else later(() => show(link, event.clientY));
  });
  essay.addEventListener("pointerout", (event) => {
    const link = event.target.closest(LINKS);
    if (link && !link.contains(event.relatedTarget)) later(hide);
  });
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => later(hide));
  essay.addEventListener("focusin", ({ target }) => {
    if (target.matches(LINKS) && target.matches(":focus-visible")) show(target, 0);
  });
  essay.addEventListener("focusout", ({ target }) => {
    if (target === shown) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) hide();
  });
  essay.addEventListener("click", hide);
  // Focus may bring a link into view by a smooth scroll, which ends after the preview is open.
  const follow = () => !box.hidden && place(shown, 0);
  addEventListener("scroll", follow, { passive: true });
  addEventListener("resize", follow);
}

if (essay) enhance();
