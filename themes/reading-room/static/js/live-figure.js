// A figure that a reader asked for: zoom, views, lanes, keyboard. Loaded by figure.js, only then.

const CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  doubleClick: "reset",
  plotlyServerURL: "",
  responsive: true,
  scrollZoom: false,
  showSendToCloud: false,
  showTips: false,
};
const NARROW = 600;

function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

/** The figure's data and layout in the colours of the page as it is now. */
function themed({ data, layout }, width) {
  const style = getComputedStyle(document.documentElement);
  const colour = (token) => style.getPropertyValue(`--${token}`).trim();
  const traces = structuredClone(data);
  const frame = structuredClone(layout);
  for (const trace of traces) {
    const own = colour(`lane-${trace.meta.role}`);
    if (trace.line) trace.line.color = own;
    if (trace.fill) trace.fillcolor = own;
    if (trace.marker) trace.marker.color = own;
    if (trace.marker?.line) trace.marker.line.color = colour("paper");
    if (trace.error_x) trace.error_x.color = colour("ink");
    trace.hoverlabel = { bgcolor: colour("paper"), bordercolor: own, font: { color: colour("ink") } };
  }
  frame.font.color = colour("ink");
  for (const [name, axis] of Object.entries(frame)) {
    if (!/^[xy]axis\d*$/.test(name)) continue;
    axis.gridcolor = colour("grid");
    axis.zerolinecolor = colour("rule-strong");
  }
  for (const shape of frame.shapes ?? []) {
    if (shape.type === "line") shape.line.color = colour("rule-strong");
    else shape.fillcolor = colour("band");
    if (shape.label) shape.label.font.color = colour("ink-muted");
  }
  for (const note of frame.annotations ?? []) note.font.color = colour("ink-muted");
  if (width < NARROW) {
    frame.margin.l = Math.min(frame.margin.l, 92);
    frame.yaxis.tickfont = { size: 10 };
    for (const shape of frame.shapes ?? []) delete shape.label;
  }
  return { traces, frame };
}

/** Every mark in order of time (or as drawn), for the keyboard. */
function marksOf(traces) {
  const marks = traces.flatMap((trace, curve) =>
    (trace.hovertext ?? []).map((text, point) => ({
      curve,
      point,
      text,
      id: trace.customdata?.[point],
      at: String(trace.base?.[point] ?? trace.x[point]),
      lane: trace.meta.lane,
    })),
  );
  const timed = marks.every((mark) => /^\d{4}-/.test(mark.at));
  return timed ? marks.sort((a, b) => a.at.localeCompare(b.at) || a.curve - b.curve) : marks;
}

function plain(text) {
  const holder = new DOMParser().parseFromString(text.replaceAll("<br>", ". "), "text/html");
  return holder.body.textContent;
}

/** The last day of a year, a month or a day. */
function lastDay(date) {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length > 7) return date;
  const [year, month] = date.split("-");
  return `${date}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;
}

/** "2018-06-12" as "12 June 2018", and a month or a year as no more than that. */
function inWords(date) {
  const [year, month, day] = date.split("-");
  const options = { year: "numeric", timeZone: "UTC" };
  if (month) options.month = "long";
  if (day) options.day = "numeric";
  const time = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  return new Intl.DateTimeFormat("en-GB", options).format(time);
}

/** `figure` drawn by Plotly from `json`; `closed` is called when the reader goes back. */
export class LiveFigure {
  constructor(figure, Plotly, json, closed) {
    Object.assign(this, { figure, Plotly, json, closed });
    // On a figure's own page the rows stand in a part of their own.
    this.place = figure.closest("[data-figure-parts]") ?? figure;
    this.rows = [...this.place.querySelectorAll("ol[data-rows] > li")];
    this.stage = figure.querySelector("[data-stage]");
    this.isTimed = json.layout.xaxis.type === "date";
    this.range = json.layout.xaxis.range;
    this.marks = marksOf(json.data);
    this.off = new Set();
    this.position = -1;
    this.said = this.place.querySelector("[data-rows-said]");
    this.saidAtFirst = this.said?.textContent;
  }

  async draw() {
    this.plot = element("div", { className: "plot", tabIndex: 0 });
    this.plot.setAttribute("role", "application");
    this.plot.setAttribute(
      "aria-label",
      "Interactive chart. Left and right arrow keys step through its marks, Enter opens the event, Escape goes back to the drawing.",
    );
    this.readout = element("p", { className: "figure-readout" });
    this.readout.setAttribute("role", "status");
    this.tools = this.makeTools();
    const room = this.stage.clientHeight;
    this.figure.dataset.live = "";
    const model = this.controls ? [this.controls.node] : [];
    this.stage.append(this.tools, ...model, this.plot, this.readout);
    if (document.body.classList.contains("frame-body")) this.fitInto(room);
    const { traces, frame } = themed(this.json, this.stage.clientWidth);
    await this.Plotly.newPlot(this.plot, traces, frame, CONFIG);
    this.plot.on("plotly_relayout", () => this.follow());
    this.plot.on("plotly_hover", ({ points }) => this.say(points[0]?.hovertext ?? points[0]?.text));
    this.plot.on("plotly_click", ({ points }) => this.open(points[0]?.customdata));
    this.plot.addEventListener("keydown", (event) => this.key(event));
    this.redraw = () => this.recolour();
    document.addEventListener("schemechange", this.redraw);
    const { from, to } = this.figure.dataset;
    if (from && to) this.show(from, to);
    this.follow();
  }

  /** Within a frame on another site the chart takes the room that the drawing had. */
  fitInto(room) {
    const others = [this.tools, this.controls?.node, this.readout].filter(Boolean);
    const used = others.reduce((sum, node) => sum + node.offsetHeight + 16, 0);
    this.json.layout.height = Math.max(240, Math.min(this.json.layout.height, room - used));
  }

  makeTools() {
    const tools = element("div", { className: "figure-tools" });
    const words = JSON.parse(this.figure.dataset.words ?? "{}");
    this.views = (words.views ?? []).map((view) => {
      const button = element("button", { type: "button", textContent: view.label });
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => this.show(view.first, view.last));
      return { ...view, button };
    });
    if (this.views.length) {
      const group = element("div", { className: "figure-tools" });
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", "Periods");
      group.append(...this.views.map(({ button }) => button));
      tools.append(group);
    }
    if ((words.lanes ?? []).length > 1) {
      const group = element("fieldset", {}, element("legend", { textContent: "Show" }));
      for (const lane of words.lanes) {
        const box = element("input", { type: "checkbox", checked: true, value: lane.id });
        box.addEventListener("change", () => this.toggle(lane.id, box.checked));
        group.append(element("label", {}, box, lane.name));
      }
      tools.append(group);
    }
    const back = element("button", { type: "button", textContent: "Back to the drawing" });
    back.addEventListener("click", () => this.close());
    tools.append(back);
    return tools;
  }

  /** Move the time axis to the stretch from one day, month or year to another. */
  show(first, last) {
    if (!this.isTimed) return;
    this.Plotly.relayout(this.plot, { "xaxis.range": [first, `${lastDay(last)}T23:59`] });
  }

  /** Show a stretch, one end of which may be open, and say so to those who cannot see it. */
  guideTo(first, last) {
    if (!this.isTimed || !(first || last)) return;
    const [begin, end] = this.range.map((each) => String(each).slice(0, 10));
    const [from, to] = [first || begin, last || end];
    this.show(from, to);
    this.readout.textContent = `The figure shows ${inWords(from)} to ${inWords(to)}.`;
  }

  toggle(lane, isOn) {
    if (isOn) this.off.delete(lane);
    else this.off.add(lane);
    const curves = this.json.data.flatMap((trace, i) => (trace.meta.lane === lane ? [i] : []));
    if (curves.length) this.Plotly.restyle(this.plot, { visible: isOn }, curves);
    this.follow();
  }

  /** Draw `lines` (by lane: new y and hovertext) and say what changed. */
  replace(lines, words) {
    const drawn = this.json.data.flatMap((trace, curve) => {
      const line = lines.get(trace.meta.lane);
      return line ? [{ curve, ...Object.assign(trace, line) }] : [];
    });
    this.marks = marksOf(this.json.data);
    const values = { y: drawn.map(({ y }) => y), hovertext: drawn.map(({ hovertext }) => hovertext) };
    this.Plotly.restyle(this.plot, values, drawn.map(({ curve }) => curve));
    this.readout.textContent = words;
    this.follow();
  }

  /** Bring the list, the buttons and the address in line with what is in view. */
  follow() {
    const axis = this.plot.layout.xaxis;
    const [first, last] = this.isTimed ? axis.range.map((end) => String(end).slice(0, 10)) : [];
    const { rows } = this;
    let shown = 0;
    for (const row of rows) {
      const start = row.querySelector("time").dateTime;
      const { end = start, lane } = row.dataset;
      row.hidden = this.off.has(lane) || end < first.slice(0, end.length) || start > last;
      shown += !row.hidden;
    }
    if (rows.length) {
      this.said.textContent =
        shown === rows.length
          ? `The same ${rows.length} events as a list`
          : `The ${shown} events in view, of ${rows.length}, as a list`;
    }
    for (const view of this.views) {
      const isHere = this.isTimed && first === view.first && last === view.last;
      view.button.setAttribute("aria-pressed", String(isHere));
    }
    if (this.isTimed && document.body.classList.contains("figure-page-body")) {
      const query = new URLSearchParams(this.controls?.state());
      const whole = this.range.map((end) => String(end).slice(0, 10));
      if (first !== whole[0] || last !== whole[1]) {
        query.set("from", first);
        query.set("to", last);
      }
      const search = String(query) && `?${query}`;
      history.replaceState(null, "", location.pathname + search + location.hash);
    }
  }

  say(text) {
    if (text) this.readout.textContent = plain(text);
  }

  open(id) {
    const address = `a[href$="/events/${CSS.escape(id)}/"]`;
    // A click, not a new address: within a frame it opens beside it.
    if (id) this.place.querySelector(`[data-rows] ${address}`)?.click();
  }

  inView() {
    if (!this.isTimed) return this.marks;
    const [first, last] = this.plot.layout.xaxis.range.map((end) => String(end).slice(0, 10));
    return this.marks.filter(
      (mark) => !this.off.has(mark.lane) && mark.at.slice(0, 10) >= first && mark.at.slice(0, 10) <= last,
    );
  }

  key(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      event.preventDefault();
      const marks = this.inView();
      if (!marks.length) return;
      const next = this.position + steps[event.key];
      this.position = Math.min(Math.max(next, 0), marks.length - 1);
      const mark = marks[this.position];
      this.Plotly.Fx.hover(this.plot, [{ curveNumber: mark.curve, pointNumber: mark.point }]);
      this.current = mark;
      this.say(mark.text);
    } else if (event.key === "Enter" && this.current?.id) {
      this.open(this.current.id);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  async recolour() {
    const range = this.plot.layout.xaxis.range;
    const { traces, frame } = themed(this.json, this.stage.clientWidth);
    frame.xaxis.range = range;
    traces.forEach((trace) => {
      trace.visible = !this.off.has(trace.meta.lane);
    });
    await this.Plotly.react(this.plot, traces, frame, CONFIG);
  }

  close() {
    document.removeEventListener("schemechange", this.redraw);
    this.off.clear();
    for (const row of this.rows) row.hidden = false;
    if (this.said) this.said.textContent = this.saidAtFirst;
    this.Plotly.purge(this.plot);
    for (const node of [this.tools, this.controls?.node, this.plot, this.readout]) node?.remove();
    delete this.figure.dataset.live;
    this.closed();
    const ask = this.figure.querySelector("[data-ask]");
    ask.hidden = false;
    ask.focus();
  }
}
