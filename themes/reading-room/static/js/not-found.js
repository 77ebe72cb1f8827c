// Suggests the pages whose addresses or titles are nearest to an address that leads nowhere.

const AT_MOST = 5;
const NEAR_ENOUGH = 0.5;
// Beside a page that is very near, others that are only somewhat so would be noise.
const LEAST_OF_BEST = 0.65;
// Too common to say which page was meant.
const COMMON = new Set(["and", "the", "for", "with", "from"]);

/** Number of letters to change, add or leave out to make `one` the same as `other`. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[other.length];
}

/** 1 for two texts that are the same, 0 for two that have nothing in common. */
function likeness(one, other) {
  const longer = Math.max(one.length, other.length);
  return longer ? 1 - distance(one, other) / longer : 0;
}

/** Words of more than two letters, and numbers; a date is one word. */
function wordsOf(text) {
  const words = text.toLowerCase().match(/\d{4}-\d\d-\d\d|\p{L}{3,}|\d+/gu) ?? [];
  return words.filter((word) => !COMMON.has(word));
}

/** The share of `asked` words that are among `said`, or begin one of them. */
function overlap(asked, said) {
  if (!asked.length) return 0;
  const held = asked.filter((word) =>
    said.some((other) => other === word || (word.length > 3 && other.startsWith(word))),
  );
  return held.length / asked.length;
}

/** How near the page at `url` with `title` is to the path that was asked for. */
function nearness(path, url, title) {
  const last = path.split("/").at(-1);
  const name = url.replace("#", "").replace(/\/$/, "");
  const words = overlap(wordsOf(last), [...wordsOf(name), ...wordsOf(title)]);
  const letters = Math.max(likeness(path, name), likeness(last, name.split("/").at(-1)));
  return Math.max(letters, 0.9 * words) + 0.1 * Math.min(letters, words);
}

function entry([url, title, kind], site) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = site + url;
  link.textContent = title;
  item.append(link);
  if (kind) {
    const said = document.createElement("span");
    said.className = "muted";
    said.textContent = ` ${kind}`;
    item.append(said);
  }
  return item;
}

async function suggest(section) {
  const { site, addresses } = section.dataset;
  const start = new URL(site, location.href).pathname;
  const path = decodeURIComponent(location.pathname)
    .slice(start.length)
    .toLowerCase()
    .replace(/(\/|\/index\.html?|\.html?)$/, "");
  if (!path) return;
  const known = await (await fetch(addresses)).json();
  const near = known
    .map((page) => ({ page, by: nearness(path, page[0], page[1]) }))
    .filter(({ by }) => by >= NEAR_ENOUGH)
    .sort((one, other) => other.by - one.by)
    .filter(({ by }, _, all) => by >= LEAST_OF_BEST * all[0].by)
    .slice(0, AT_MOST);
  if (!near.length) return;
  section.querySelector("ol").append(...near.map(({ page }) => entry(page, site)));
  section.hidden = false;
  document.querySelector("[data-nearest-status]").textContent =
    near.length === 1 ? "One page has an address like it." : `${near.length} pages have addresses like it.`;
}

suggest(document.querySelector("[data-nearest]"));
