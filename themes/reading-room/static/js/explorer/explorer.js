// The timeline explorer. The page is complete without it; its data is read when a reader first
// touches the page, or at once when the address holds a view.

import { Drawing } from "./drawing.js";
import { apply, eventsFrom } from "./filters.js";
import { Chips, Form } from "./form.js";
import { List, linesOf, stepped } from "./list.js";
import { SETS, emptyState, read, write } from "./state.js";
import { citation, filtersInUse, number, sentence } from "./words.js";

const QUIET = 400; // milliseconds without a change before a count is read out
const DWELL = 250; // a pointer that stays this long over the drawing asks for the chart

class Explorer {
  constructor(root) {
    this.root = root;
    this.total = Number(root.dataset.total);
    this.parts = (name) => [...root.querySelectorAll(`[data-${name}]`)];
    this.part = (name) => root.querySelector(`[data-${name}]`);
    this.lines = linesOf(root);
    this.wakeOnTouch();
    this.menus();
    this.sheet();
    this.stick();
  }

  /** Read the data once, at the first sign of interest. */
  wakeOnTouch() {
    if (location.search) this.load();
    for (const type of ["pointerover", "focusin", "touchstart"]) {
      this.root.addEventListener(type, () => this.load(), { once: true, passive: true });
    }
    const stage = this.part("stage");
    let dwell;
    stage.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType === "mouse") dwell = setTimeout(() => this.openChart(), DWELL);
    });
    stage.addEventListener("pointerleave", () => clearTimeout(dwell));
    this.part("open-chart").addEventListener("click", () => {
      if (this.chart) this.closeChart();
      else this.openChart().then(() => this.chart?.plot.focus({ preventScroll: true }));
    });
    for (const button of this.parts("step")) {
      button.addEventListener("click", () =>
        this.load().then(() => this.step(button.dataset.step > 0 ? "next" : "previous")),
      );
    }
  }

  load() {
    this.ready ??= this.start().catch((error) => {
      this.ready = undefined;
      this.say(`The data of the filters could not be loaded. Reload the page to try again.`);
      throw error;
    });
    return this.ready;
  }

  async start() {
    const response = await fetch(this.root.dataset.source);
    if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
    this.data = await response.json();
    this.events = eventsFrom(this.data, this.lines);
    this.byId = new Map(this.events.map((event) => [event.id, event]));
    const form = document.querySelector("[data-filters]");
    this.form = new Form(form, this.part("option-template"), this.data, {
      change: (name, value, isOn) => this.change(name, value, isOn),
      reset: () => this.reset(),
    });
    this.chips = new Chips(
      this.part("chips"),
      (name, value) => this.change(name, value, false),
      () => this.leave(),
    );
    this.list = new List(this.part("all-events"), this.part("years"), (wanted, row) =>
      this.ask(wanted, row),
    );
    this.drawings = this.parts("stage")[0].querySelectorAll("svg.chart");
    this.drawings = [...this.drawings].map((svg) => new Drawing(svg));
    this.form.totals = apply(this.events, emptyState(), this.data).counts;
    this.follow(location.search ? location.search : this.touched(form));
    addEventListener("popstate", () => this.follow(location.search));
  }

  /** What a reader did to the form before the data had come, as an address would say it. */
  touched(form) {
    const filled = [...new FormData(form)].filter(([, value]) => value);
    return String(new URLSearchParams(filled));
  }

  /** Take over the view that an address holds. */
  follow(search) {
    const known = (name, value) => {
      if (name === "event") {
        const id = this.data.redirects[value] ?? value;
        return this.byId.has(id) ? id : "";
      }
      return this.data.words[name].some(([id]) => id === value) ? value : "";
    };
    const { state, ignored } = read(search, known);
    this.ignored = ignored;
    this.state = state;
    this.update();
    const chosen = this.byId.get(state.event);
    if (chosen) this.choose(chosen, { isRevealed: true });
    if (state.view && !this.chart) this.openChart();
    if (!state.view && this.chart) this.closeChart();
  }

  change(name, value, isOn) {
    this.ignored = [];
    if (!SETS.includes(name)) this.state[name] = isOn === false ? "" : value;
    else if (isOn) this.state[name].add(value);
    else this.state[name].delete(value);
    this.update();
  }

  reset() {
    const { view } = this.state;
    this.ignored = [];
    this.state = { ...emptyState(), view };
    this.form.clear();
    this.update();
  }

  /** Bring the whole page in line with the state. */
  update() {
    const begun = performance.now();
    const { shown, atAnyTime, counts } = apply(this.events, this.state, this.data);
    Object.assign(this, { shown, atAnyTime });
    if (this.state.event && !shown.includes(this.byId.get(this.state.event))) this.choose();
    this.list.show(shown, this.events);
    const chosen = this.form.show(this.state, counts);
    this.chips.show(this.state, this.data);
    const isAll = atAnyTime.length === this.events.length;
    for (const drawing of this.drawings) drawing.show(atAnyTime, isAll, this.state);
    for (const place of document.querySelectorAll(
      "[data-explorer] [data-count]:is(strong,.menu-panel span), .filter-sheet strong[data-count]",
    )) {
      place.textContent = number(shown.length);
    }
    this.part("chosen-total").textContent = chosen || "";
    const note = this.ignored.length
      ? `Not known here and left out: ${this.ignored.join(", ")}.`
      : "";
    this.part("ignored").textContent = note;
    this.report(`${number(shown.length)} of ${number(this.events.length)} events. ${note}`);
    this.keep();
    performance.measure("explorer:filter", { start: begun });
    if (this.chart?.plot) this.drawLater();
  }

  /** The chart in a task of its own, so that the list never waits for it. */
  drawLater() {
    if (this.isDrawing) return;
    this.isDrawing = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.isDrawing = false;
        if (!this.chart?.plot) return;
        const begun = performance.now();
        this.chart.show(this.atAnyTime, this.state);
        performance.measure("explorer:chart", { start: begun });
      }),
    );
  }

  /** The address, and what is made of it, hold the view. */
  keep() {
    const search = write(this.state);
    history.replaceState(history.state, "", location.pathname + search + location.hash);
    const address = location.origin + location.pathname + search;
    this.part("address").value = address;
    this.part("citation").value = citation(
      this.state,
      this.shown.length,
      this.events.length,
      this.data,
      address,
    );
  }

  /** Read a count out once it has stopped changing. */
  report(words) {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => {
      this.part("status").textContent = words;
    }, QUIET);
  }

  say(words) {
    this.part("readout").textContent = words;
  }

  ask(wanted, row) {
    if (wanted === "leave") return this.leave();
    if (wanted === "keys") return this.showKeys();
    const event = row && this.events.find((one) => one.row === row);
    if (wanted === "choose") return this.choose(event === this.list.chosen ? undefined : event);
    const at = this.shown.indexOf(event ?? this.list.chosen);
    // The first key names the event that has the focus; from then on keys step.
    const isFresh =
      event && event !== this.list.chosen && (wanted === "next" || wanted === "previous");
    const next = this.shown[isFresh && at === 0 ? 0 : stepped(this.shown, at, wanted)];
    return this.choose(next, { isRevealed: true, isFocused: true });
  }

  /** Step from the chosen event, the focus staying where it is. */
  step(wanted) {
    if (wanted === "keys") return this.showKeys();
    const at = this.shown.indexOf(this.list.chosen);
    const next = this.shown[stepped(this.shown, at, wanted)];
    return this.choose(next, { isRevealed: true });
  }

  /** Choose `event`, or nothing: mark it everywhere and read it out as one sentence. */
  choose(event, { isRevealed = false, isFocused = false } = {}) {
    this.list.choose(event, this.data);
    this.chart?.choose?.(event);
    this.state.event = event?.id ?? "";
    const at = this.shown.indexOf(event);
    this.say(event ? sentence(event, at + 1, this.shown.length, this.data) : "");
    if (isRevealed) this.list.reveal(isFocused);
    this.keep();
  }

  leave() {
    this.part("step").focus();
  }

  showKeys() {
    const keys = this.part("keys");
    keys.open = true;
    keys.querySelector("summary").focus();
  }

  async openChart() {
    if (this.isOpening || this.chart) return;
    this.isOpening = true;
    const button = this.part("open-chart");
    button.setAttribute("aria-busy", "true");
    try {
      const [{ Chart }] = await Promise.all([import("./chart.js"), this.load()]);
      const stage = this.part("stage");
      const drawing =
        this.drawings.find(({ svg }) => svg.getBoundingClientRect().width) ?? this.drawings[0];
      const chart = new Chart(stage, drawing, this.data, {
        range: (from, to) => {
          Object.assign(this.state, { from, to });
          this.update();
        },
        choose: (id) => this.choose(this.byId.get(id), { isRevealed: true }),
        step: (wanted) => this.step(wanted),
        leave: () => this.leave(),
        open: () => this.list.chosen && location.assign(this.list.chosen.link.href),
      });
      await chart.open(this.atAnyTime, this.events);
      this.chart = chart;
      chart.choose(this.list.chosen);
      chart.show(this.atAnyTime, this.state);
      button.setAttribute("aria-pressed", "true");
      this.part("zoom-tools").hidden = false;
      this.state.view = "chart";
      this.keep();
    } catch (error) {
      this.say(`${error.message} Try again.`);
    } finally {
      this.isOpening = false;
      button.removeAttribute("aria-busy");
    }
  }

  closeChart() {
    this.chart.close();
    this.chart = undefined;
    this.part("open-chart").setAttribute("aria-pressed", "false");
    this.part("zoom-tools").hidden = true;
    this.state.view = "";
    this.keep();
  }

  menus() {
    const menus = [...this.root.querySelectorAll(".menu")];
    document.addEventListener("click", ({ target }) => {
      for (const menu of menus) if (!menu.contains(target)) menu.open = false;
    });
    for (const menu of menus) {
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
    for (const button of this.parts("copy")) {
      button.addEventListener("click", async () => {
        await this.load();
        const { copy } = await import("./share.js");
        await copy(this.part(button.dataset.copy), button);
      });
    }
    const native = this.part("native-share");
    native.hidden = !navigator.share;
    native.addEventListener("click", () => {
      navigator.share({ title: document.title, url: this.part("address").value }).catch(() => {});
    });
    for (const button of this.parts("download")) {
      button.addEventListener("click", () => this.download(button.dataset.download));
    }
    for (const button of this.parts("zoom")) {
      const does = {
        in: () => this.chart.zoom(0.6),
        out: () => this.chart.zoom(1 / 0.6),
        earlier: () => this.chart.pan(-0.25),
        later: () => this.chart.pan(0.25),
        all: () => this.chart.everything(),
      }[button.dataset.zoom];
      button.addEventListener("click", () => this.chart && does());
    }
  }

  async download(format) {
    await this.load();
    const { title, version, ends } = this.data;
    const filters = filtersInUse(this.state, this.data).map(({ words }) => words);
    try {
      const { download } = await import("./share.js");
      await download(format, {
        events: this.shown,
        total: this.events.length,
        data: this.data,
        source: this.root.dataset.record,
        about: { title, version, record_ends: ends, filters, address: this.part("address").value },
      });
    } catch (error) {
      this.say(`${error.message} Try again.`);
    }
  }

  /** On a phone the filters open as a sheet of their own. */
  sheet() {
    const sheet = document.querySelector("[data-sheet]");
    const form = this.part("filters");
    this.part("open-filters").addEventListener("click", () => {
      sheet.append(form);
      sheet.showModal();
    });
    sheet.querySelector("[data-close-filters]").addEventListener("click", () => sheet.close());
    sheet.addEventListener("close", () => this.part("side").append(form));
    matchMedia("(min-width:62rem)").addEventListener("change", () => sheet.close());
  }

  /** What stands fixed above the list takes room that jumps to a line must leave. */
  stick() {
    const [top, bar] = [this.part("top"), this.part("bar")];
    const measure = () => {
      const isFixed = (node) => getComputedStyle(node).position === "sticky";
      const fixed = [top, bar].find(isFixed);
      this.root.style.setProperty("--top", `${fixed ? fixed.offsetHeight : 0}px`);
    };
    new ResizeObserver(measure).observe(top);
    new ResizeObserver(measure).observe(bar);
  }
}

const root = document.querySelector("[data-explorer]");
if (root) new Explorer(root);
