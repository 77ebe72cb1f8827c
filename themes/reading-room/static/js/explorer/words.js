// The view and its events in words: chips, sentences, the citation.

import { SETS, dayInWords } from "./state.js";

export const NAMES = {
  q: "words",
  level: "level",
  kind: "kind",
  process: "process",
  actor: "actor",
  person: "person",
  place: "place",
  government: "government",
  importance: "importance",
};
const CHOICES = {
  held: { yes: "took place", no: "not held" },
  verified: { yes: "sources read", no: "unverified" },
};

/** 1341 as 1,341. */
export function number(count) {
  return count.toLocaleString("en");
}

/** What readers call `value` of the set `name`; governments with their country. */
export function labelOf(name, value, data) {
  const entry = data.words[name].find(([id]) => id === value);
  return name === "government" ? `${entry[1]} (${data.countries[entry[4]]})` : entry[1];
}

/** Every filter in use, one entry each: its name, value, and how it is said. */
export function filtersInUse(state, data) {
  const parts = [];
  if (state.q) parts.push({ name: "q", value: state.q, words: `“${state.q}”` });
  if (state.from)
    parts.push({ name: "from", value: state.from, words: `from ${dayInWords(state.from)}` });
  if (state.to) parts.push({ name: "to", value: state.to, words: `to ${dayInWords(state.to)}` });
  for (const name of SETS) {
    for (const value of state[name]) {
      parts.push({ name, value, words: `${NAMES[name]}: ${labelOf(name, value, data)}` });
    }
  }
  for (const [name, words] of Object.entries(CHOICES)) {
    if (state[name]) parts.push({ name, value: state[name], words: words[state[name]] });
  }
  return parts;
}

/** One event as one sentence, with its place among those in view. */
export function sentence(event, position, total, data) {
  const place = event.place.length ? `, ${labelOf("place", event.place[0], data)}` : "";
  const tags = [
    event.held === "no" && "did not take place",
    event.verified === "no" && "unverified",
  ];
  const sort = [event.sort, ...tags.filter(Boolean)].join(", ");
  return `${event.when}${place}: ${event.title}. ${sort}; ${number(position)} of ${number(total)}.`;
}

/** How to cite the view: count, filters, record, its end, address. */
export function citation(state, shown, total, data, address) {
  const year = data.version.split(".")[0];
  const parts = filtersInUse(state, data).map(({ words }) => words);
  const filtered = parts.length ? ` (${parts.join("; ")})` : "";
  const count =
    shown === total ? `all ${number(total)} events` : `${number(shown)} of ${number(total)} events`;
  return (
    `The editors of Face to Face (${year}). Timeline of ${count}${filtered}. In ${data.title}, ` +
    `version ${data.version}, to ${data.ends_words} [data set]. ${address}`
  );
}
