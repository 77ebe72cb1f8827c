// The list of texts: old addresses of promises lead on to their texts, and a filter by side and fate.

const ledger = document.querySelector(".ledger");
const form = document.querySelector(".ledger-filter");
const status = document.querySelector(".ledger-status");
const rows = [...ledger.tBodies[0].rows].map((row) => ({ row, marks: [...row.querySelectorAll("i")] }));

/** A promise once stood here itself: its mark does now, and its words are on the page of the text. */
function leadOn() {
  const mark = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (mark?.matches(".marks i")) {
    location.replace(mark.closest("tr").querySelector("th a").href + location.hash);
  }
}

function filter() {
  const { by, fate } = Object.fromEntries(new FormData(form));
  let promises = 0;
  let texts = 0;
  for (const { row, marks } of rows) {
    let fitting = 0;
    for (const mark of marks) {
      const fits =
        (!by || mark.dataset.by.split(" ").includes(by)) &&
        (!fate || mark.classList.contains(`f-${fate}`));
      mark.classList.toggle("other", !fits);
      fitting += fits;
    }
    row.hidden = !fitting;
    promises += fitting;
    texts += fitting > 0;
  }
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  status.textContent =
    by || fate ? `${count(promises, "promise")} in ${count(texts, "text")}` : "";
  const asked = new URLSearchParams([["by", by], ["fate", fate]].filter(([, value]) => value));
  history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
}

const asked = new URLSearchParams(location.search);
for (const select of form.querySelectorAll("select")) {
  const value = asked.get(select.name) ?? "";
  if ([...select.options].some((option) => option.value === value)) select.value = value;
}
form.hidden = false;
form.addEventListener("change", filter);
form.addEventListener("reset", () => setTimeout(filter));
if (asked.size) filter();
addEventListener("hashchange", leadOn);
leadOn();
