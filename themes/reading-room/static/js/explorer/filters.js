// Which events a view leaves, and how many each further choice would. No page, no address.

import { SETS, firstDay, lastDay } from "./state.js";

// Of these an event bears several, and readers ask for events that have all they choose.
const ALL_OF = ["actor", "person"];

/** `text` for comparing: no case, no accents, no hyphens. */
export function plain(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[-‐-―]/g, " ")
    .replace(/[’‘]/g, "'");
}

/** One object per event from the columns of events.json and the lines of the list, by id. */
export function eventsFrom({ words, events: columns }, lines) {
  const id = (name, at) => (at < 0 ? "" : words[name][at][0]);
  return columns.id.flatMap((key, n) => {
    const line = lines.get(key);
    if (!line) return [];
    const first = columns.first[n];
    const last = columns.last[n] || first;
    return {
      id: key,
      ...line,
      first,
      last,
      short: columns.short[n],
      summary: columns.summary[n],
      level: [id("level", columns.level[n])],
      kind: [id("kind", columns.kind[n])],
      importance: [id("importance", columns.importance[n])],
      process: [id("process", columns.process[n])].filter(Boolean),
      place: [id("place", columns.place[n])].filter(Boolean),
      actor: columns.actor[n].map((at) => id("actor", at)),
      person: columns.person[n].map((at) => id("person", at)),
      government: words.government
        .filter(([, , begun, ended]) => begun <= last && ended >= first)
        .map(([term]) => term),
      lane: id("lane", columns.lane[n]),
      role: words.lane[columns.lane[n]][2],
      glyph: words.glyph[columns.glyph[n]],
      precision: words.precision[columns.precision[n]],
      held: columns.flags[n] & 1 ? "no" : "yes",
      verified: columns.flags[n] & 2 ? "no" : "yes",
    };
  });
}

/** What the words of a reader are looked for in: all of an event's words and names. */
function haystack(event, { words }) {
  const named = (name) =>
    event[name].flatMap((key) => words[name].find(([id]) => id === key).slice(1));
  return plain(
    [
      event.title,
      event.short,
      event.summary,
      event.when,
      ...named("actor"),
      ...named("person"),
      ...named("place"),
      ...named("process"),
      ...named("kind"),
    ].join(" "),
  );
}

/** The filters that a view uses, by name: each takes an event and says whether it stays. */
function testsOf(state, data) {
  const tests = new Map();
  const words = plain(state.q).split(/\s+/).filter(Boolean);
  if (words.length) {
    tests.set("q", (event) => {
      event.text ??= haystack(event, data);
      return words.every((word) => event.text.includes(word));
    });
  }
  if (state.from || state.to) {
    const from = state.from && firstDay(state.from);
    const to = state.to ? lastDay(state.to) : "9999";
    tests.set("range", (event) => event.last >= from && event.first <= to);
  }
  for (const name of ["held", "verified"]) {
    if (state[name]) tests.set(name, (event) => event[name] === state[name]);
  }
  for (const name of SETS) {
    const chosen = [...state[name]];
    if (!chosen.length) continue;
    if (name === "government") tests.set(name, inOffice(chosen, data.words.government));
    else if (ALL_OF.includes(name))
      tests.set(name, (event) => chosen.every((key) => event[name].includes(key)));
    else tests.set(name, (event) => event[name].some((key) => state[name].has(key)));
  }
  return tests;
}

/** Any of the chosen terms of a country, in every country with a chosen term. */
function inOffice(chosen, terms) {
  const byCountry = Map.groupBy
    ? Map.groupBy(chosen, (key) => terms.find(([id]) => id === key)[4])
    : chosen.reduce((groups, key) => {
        const country = terms.find(([id]) => id === key)[4];
        return groups.set(country, [...(groups.get(country) ?? []), key]);
      }, new Map());
  const groups = [...byCountry.values()];
  return (event) => groups.every((keys) => keys.some((key) => event.government.includes(key)));
}

/**
 * The events that `state` leaves, in order; those that it would leave over all time; and for
 * each set how many events each value has under the other filters (under all of them where
 * an event must have every chosen value).
 */
export function apply(events, state, data) {
  const tests = [...testsOf(state, data)];
  const counts = Object.fromEntries(SETS.map((name) => [name, new Map()]));
  const count = (name, event) => {
    for (const key of event[name]) counts[name].set(key, (counts[name].get(key) ?? 0) + 1);
  };
  const shown = [];
  const atAnyTime = [];
  for (const event of events) {
    let failed = "";
    let failures = 0;
    for (const [name, fits] of tests) {
      if (fits(event)) continue;
      failed = name;
      if (++failures > 1) break;
    }
    if (!failures) {
      shown.push(event);
      SETS.forEach((name) => count(name, event));
    } else if (failures === 1 && SETS.includes(failed) && !ALL_OF.includes(failed)) {
      count(failed, event);
    }
    if (!failures || (failures === 1 && failed === "range")) atAnyTime.push(event);
  }
  return { shown, atAnyTime, counts };
}
