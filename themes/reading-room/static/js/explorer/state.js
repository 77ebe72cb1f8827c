// The view: what is filtered, what is chosen, what is open. The address holds all of it.
//
//   q=words  from=2017  to=2018-06  level=leader  kind=meeting&kind=letter  process=  actor=
//   person=  place=  government=  importance=  held=yes|no  verified=yes|no  event=  view=chart

export const SETS = [
  "level",
  "kind",
  "process",
  "actor",
  "person",
  "place",
  "government",
  "importance",
];
export const CHOICES = { held: ["yes", "no"], verified: ["yes", "no"] };
const PARTIAL_DAY = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A view of everything. */
export function emptyState() {
  const sets = Object.fromEntries(SETS.map((name) => [name, new Set()]));
  return { q: "", from: "", to: "", held: "", verified: "", event: "", view: "", ...sets };
}

/** Whether `text` is a year, a month or a day that exists. */
export function isPartialDay(text) {
  const parts = PARTIAL_DAY.exec(text);
  if (!parts) return false;
  const [year, month = 1, day = 1] = parts
    .slice(1)
    .map((part) => (part ? Number(part) : undefined));
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

/** First day of a year, month or day, as 2018-06-01. */
export function firstDay(text) {
  return text + "-01-01".slice(text.length - 4);
}

/** Last day of a year, month or day, as 2018-06-30. */
export function lastDay(text) {
  if (text.length === 4) return `${text}-12-31`;
  if (text.length === 10) return text;
  const [year, month] = text.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** A year, month or day in words: 12 June 2018. */
export function dayInWords(text) {
  const [year, month, day] = text.split("-");
  return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

/**
 * The view that an address asks for, and the values in it that mean nothing here.
 * `known(name, value)` gives the value of a set or the event's id that is meant, "" for none.
 */
export function read(search, known) {
  const state = emptyState();
  const ignored = [];
  for (const [name, given] of new URLSearchParams(search)) {
    const value = given.trim();
    if (!value) continue;
    if (name === "q") state.q = value;
    else if (name === "view") state.view = value === "chart" ? value : "";
    else if (SETS.includes(name) && known(name, value)) state[name].add(known(name, value));
    else if (name === "event" && known(name, value)) state.event = known(name, value);
    else if (name in CHOICES && CHOICES[name].includes(value)) state[name] = value;
    else if ((name === "from" || name === "to") && isPartialDay(value)) state[name] = value;
    else if (name in state) ignored.push(`${name}=${value}`);
  }
  return { state, ignored };
}

/** The query of an address that holds `state`; empty for a view of everything. */
export function write(state) {
  const query = new URLSearchParams();
  const put = (name) => state[name] && query.append(name, state[name]);
  ["q", "from", "to"].forEach(put);
  for (const name of SETS) for (const value of state[name]) query.append(name, value);
  ["held", "verified", "event", "view"].forEach(put);
  return query.size ? `?${query}` : "";
}
