// The form of filters and the chips of those in use.

import { CHOICES, SETS, isPartialDay } from "./state.js";
import { filtersInUse, number } from "./words.js";

const FIELDS = ["q", "from", "to", ...Object.keys(CHOICES)];

export class Form {
  /** `change(name, value, isOn)` is told each change that a reader makes; `reset()` all at once. */
  constructor(form, template, data, { change, reset }) {
    Object.assign(this, { form, template, data });
    for (const name of ["person", "place"]) this.fill(name);
    form.addEventListener("input", ({ target }) => {
      if ("find" in target.dataset) this.find(target);
      else if (target.type === "checkbox") change(target.name, target.value, target.checked);
      else if (target.name === "from" || target.name === "to") this.range(target, change);
      else change(target.name, target.value.trim());
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      reset();
    });
  }

  /** A date counts once it is whole; half a date is marked, not used. */
  range(field, change) {
    const text = field.value.trim();
    const isGood = !text || isPartialDay(text);
    field.setAttribute("aria-invalid", String(!isGood && text.length >= 4));
    if (isGood) change(field.name, text);
  }

  /** The options of people or places when their list is first opened: they are many. */
  fill(name) {
    const facet = this.facet(name);
    facet.addEventListener("toggle", () => {
      const group = facet.querySelector("fieldset");
      if (group.childElementCount) return;
      const words = [...this.data.words[name]];
      const total = (id) => this.totals[name].get(id) ?? 0;
      words.sort((a, b) => total(b[0]) - total(a[0]) || a[1].localeCompare(b[1]));
      group.append(...words.map((entry) => this.option(name, entry)));
      if (this.state) this.show(this.state, this.counts);
    });
  }

  option(name, [value, label, more]) {
    const option = this.template.content.firstElementChild.cloneNode(true);
    Object.assign(option.querySelector("input"), { name, value });
    option.querySelector("[data-label]").textContent = more ? `${label}, ${more}` : label;
    return option;
  }

  /** Hide the options of a long list that do not hold what was typed over it. */
  find(field) {
    const wanted = field.value.trim().toLowerCase();
    for (const option of field.closest(".facet").querySelectorAll(".option")) {
      option.hidden = !option.textContent.toLowerCase().includes(wanted);
    }
  }

  facet(name) {
    return this.form.querySelector(`[data-facet="${name}"]`);
  }

  /** Bring every control in line with `state`, and the numbers beside the options. */
  show(state, counts) {
    Object.assign(this, { state, counts });
    this.totals ??= counts;
    for (const name of FIELDS) {
      const field = this.form.elements[name];
      if (field.value.trim() !== state[name] && field.getAttribute("aria-invalid") !== "true") {
        field.value = state[name];
      }
    }
    let chosen = FIELDS.filter((name) => state[name]).length;
    for (const name of SETS) {
      chosen += state[name].size;
      const facet = this.facet(name);
      facet.querySelector("[data-chosen]").textContent = state[name].size || "";
      for (const option of facet.querySelectorAll(".option")) {
        const box = option.firstElementChild;
        const count = counts[name].get(box.value) ?? 0;
        const said = number(count);
        box.checked = state[name].has(box.value);
        option.toggleAttribute("data-none", !count && !box.checked);
        if (option.lastElementChild.textContent !== said)
          option.lastElementChild.textContent = said;
      }
    }
    return chosen;
  }

  /** Forget dates that were typed by halves. */
  clear() {
    for (const name of ["from", "to"]) this.form.elements[name].removeAttribute("aria-invalid");
    for (const field of this.form.querySelectorAll("[data-find]")) {
      field.value = "";
      this.find(field);
    }
  }
}

export class Chips {
  /** `drop(name, value)` is told which filter a reader removes. */
  constructor(list, drop, leave) {
    this.list = list;
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      const place = [...list.querySelectorAll("button")].indexOf(button);
      drop(button.dataset.name, button.value);
      const left = list.querySelectorAll("button");
      if (left.length) left[Math.min(place, left.length - 1)].focus();
      else leave();
    });
  }

  show(state, data) {
    const chips = filtersInUse(state, data).map(({ name, value, words }) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", value, textContent: words });
      button.dataset.name = name;
      button.setAttribute("aria-label", `Remove the filter ${words}`);
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    this.list.replaceChildren(...chips);
  }
}
