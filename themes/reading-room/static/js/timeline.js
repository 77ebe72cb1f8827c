// Filters over the list of all events; the address always holds the view.

/** Enhance the list of all events. */
export function enhanceTimeline() {
  const form = document.querySelector("[data-filters]");
  const status = form.querySelector("[data-status]");
  const sections = [...document.querySelectorAll("[data-all-events] .year")];
  const rows = sections.flatMap((section) =>
    [...section.querySelectorAll("li")].map((row) => ({
      row,
      section,
      text: row.textContent.toLowerCase(),
      ...row.dataset,
    })),
  );
  const fields = [...form.elements].filter((field) => field.name);

  const apply = () => {
    const { q, kind, level, process, from, to } = Object.fromEntries(new FormData(form));
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of rows) {
      const fits =
        (!kind || entry.kind === kind) &&
        (!level || entry.level === level) &&
        (!process || entry.process === process) &&
        (!from || +entry.year >= +from) &&
        (!to || +entry.year <= +to) &&
        words.every((word) => entry.text.includes(word));
      entry.row.hidden = !fits;
      shown += fits;
    }
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    status.textContent = `${shown} of ${rows.length} events`;
    const query = new URLSearchParams(
      fields.map((field) => [field.name, field.value]).filter(([, value]) => value),
    ).toString();
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = fields.find((candidate) => candidate.name === name);
    if (field) field.value = value;
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}
