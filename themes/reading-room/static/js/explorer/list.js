// The list of all events: which lines are shown, which is chosen, and stepping by keyboard.

import { labelOf } from "./words.js";

/** Lines by event id: the row, its link, and the words that the list alone holds. */
export function linesOf(root) {
  const lines = new Map();
  for (const row of root.querySelectorAll(".event-rows > li")) {
    const link = row.querySelector("a");
    const id = link.getAttribute("href").split("/").at(-2);
    lines.set(id, {
      row,
      link,
      title: link.textContent,
      when: row.querySelector("time").textContent,
      sort: row.querySelector(".row-kind").textContent,
      year: row.closest(".year"),
    });
  }
  return lines;
}

export class List {
  /** `ask(change)` is told "next", "previous", "leave" and so on when a key asks for it. */
  constructor(root, years, ask) {
    Object.assign(this, { root, ask, shown: [] });
    this.links = new Map(
      [...years.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]),
    );
    this.sections = [...root.querySelectorAll(".year")];
    this.nothing = document.createElement("p");
    this.nothing.className = "nothing-found";
    this.nothing.textContent = "No event fits all of these filters. Remove one of them above.";
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Events. J and K, or the arrow keys, step through them.");
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("click", (event) => {
      const row = event.target.closest(".event-rows > li");
      if (row && !event.target.closest("a")) ask("choose", row);
    });
    root.addEventListener("focusin", ({ target }) => target.matches("li > a") && this.rove(target));
  }

  /** Show the lines of these events, and no other; `all` are all events. */
  show(shown, all) {
    const kept = new Set(shown);
    const counts = new Map(this.sections.map((section) => [section, 0]));
    for (const event of all) {
      const isHidden = !kept.has(event);
      if (event.row.hidden !== isHidden) event.row.hidden = isHidden;
      if (!isHidden) counts.set(event.year, counts.get(event.year) + 1);
    }
    let isFirst = true;
    for (const [section, count] of counts) {
      if (section.hidden === count > 0) section.hidden = count === 0;
      section.style.setProperty("--n", count);
      const link = this.links.get(section.querySelector("h2").id);
      link.parentElement.hidden = count === 0;
      // The first year is written out; those after it leave the century to it.
      link.toggleAttribute("data-first", isFirst && count > 0);
      isFirst &&= count === 0;
    }
    this.shown = shown;
    if (shown.length) this.nothing.remove();
    else this.root.append(this.nothing);
    this.rove(kept.has(this.chosen) ? this.chosen.link : shown[0]?.link);
  }

  /** Let the Tab key stop at `link` and at no other line. */
  rove(link) {
    if (!this.stop) for (const other of this.root.querySelectorAll("li > a")) other.tabIndex = -1;
    else this.stop.tabIndex = -1;
    if (link) link.tabIndex = 0;
    this.stop = link ?? this.stop;
  }

  /** Mark `event` as chosen and open what its line leaves out; nothing for none. */
  choose(event, data) {
    if (event === this.chosen) return;
    this.chosen?.row.removeAttribute("aria-current");
    this.more?.remove();
    this.chosen = event;
    if (!event) return;
    event.row.setAttribute("aria-current", "true");
    this.more = document.createElement("p");
    this.more.className = "row-more";
    const facts = document.createElement("span");
    facts.className = "muted";
    facts.textContent = ["place", "actor", "person", "process"]
      .map((name) => event[name].map((key) => labelOf(name, key, data)).join(", "))
      .filter(Boolean)
      .join(" · ");
    this.more.append(event.summary, facts);
    event.row.append(this.more);
  }

  /** Bring the chosen line into view, and to the keyboard if `isFocused`. */
  reveal(isFocused) {
    if (!this.chosen) return;
    this.rove(this.chosen.link);
    if (isFocused) this.chosen.link.focus({ preventScroll: true });
    this.chosen.row.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const wanted = {
      j: "next",
      J: "next",
      ArrowDown: "next",
      k: "previous",
      K: "previous",
      ArrowUp: "previous",
      Home: "first",
      End: "last",
      PageUp: "year before",
      PageDown: "year after",
      Escape: "leave",
      "?": "keys",
    }[event.key];
    if (!wanted) return;
    event.preventDefault();
    const row = event.target.closest(".event-rows > li");
    this.ask(wanted, row);
  }
}

/** The place in `shown` that a step leads to from the place `at` (-1: nowhere yet). */
export function stepped(shown, at, wanted) {
  const last = shown.length - 1;
  const year = (n) => shown[n].first.slice(0, 4);
  const startOfYear = (n) => shown.findIndex((event) => event.first.slice(0, 4) === year(n));
  if (wanted === "first" || at < 0) return wanted === "last" ? last : 0;
  if (wanted === "last") return last;
  if (wanted === "next") return Math.min(at + 1, last);
  if (wanted === "previous") return Math.max(at - 1, 0);
  if (wanted === "year after") {
    const next = shown.findIndex((event, n) => n > at && year(n) !== year(at));
    return next < 0 ? last : next;
  }
  const start = startOfYear(at);
  return at > start || start === 0 ? start : startOfYear(start - 1);
}
