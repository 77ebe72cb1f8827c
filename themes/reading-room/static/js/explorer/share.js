// Sharing, citing and downloading the view.

const FORMULA = /^[=+\-@\t\r]/;
const EXTRA = [
  "date_words",
  "place_name",
  "process_name",
  "actor_names",
  "person_names",
  "address",
];

/** One cell of a CSV file by RFC 4180; what a spreadsheet would run as a formula gets a '. */
export function cell(value) {
  const text = String(value ?? "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows, all with the same columns, as a CSV file. */
export function csv(rows, columns) {
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name]))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** The rows of the record of these events, with names beside ids. */
function rowsOf(events, record, data, site) {
  const rows = new Map(record.map((row) => [row.id, row]));
  const names = (name, keys) =>
    keys.map((key) => data.words[name].find(([id]) => id === key)[1]).join("; ");
  return events.map((event) => ({
    ...rows.get(event.id),
    date_words: event.when,
    place_name: names("place", event.place),
    process_name: names("process", event.process),
    actor_names: names("actor", event.actor),
    person_names: names("person", event.person),
    address: new URL(event.link.href, site).href,
  }));
}

function save(text, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Download the events in view; `about` says which they are. */
export async function download(format, { events, total, data, source, about }) {
  const response = await fetch(source);
  if (!response.ok) throw new Error("The record could not be loaded.");
  const record = await response.json();
  const rows = rowsOf(events, record, data, location.href);
  const columns = [...Object.keys(record[0]), ...EXTRA];
  const name = `events-${events.length}-of-${total}.${format}`;
  if (format === "csv") return save(csv(rows, columns), "text/csv;charset=utf-8", name);
  const whole = { ...about, licence: "CC BY 4.0", count: rows.length, events: rows };
  return save(`${JSON.stringify(whole, null, 1)}\n`, "application/json", name);
}

/** Copy what a field holds; without the right to, choose it, so that the reader can. */
export async function copy(field, button) {
  const word = button.textContent;
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  } catch {
    field.select();
    button.textContent = "Press Ctrl+C";
  }
  setTimeout(() => {
    button.textContent = word;
  }, 2_000);
}
