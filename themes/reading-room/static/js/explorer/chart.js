// The zoomable chart: the same lanes and strips as the drawing that it takes the place of.
// Plotly draws all marks once, the axis of time and every zoom. A filter hides marks by a class,
// which takes a twentieth of the time of drawing them anew. Names, strips, bars and labels are
// ours (overlay.js), so that they follow a drag and labels never lie on each other.

import { loadLibrary } from "../library.js";
import { make } from "./drawing.js";
import { listen } from "./gestures.js";
import { bars, labels, lanes, rings, strips } from "./overlay.js";
import { firstDay, lastDay } from "./state.js";

const DAY = 86_400_000;
const SHORTEST = 14 * DAY;
// Size of a mark by the years in view, so that crowds stay legible.
const SIZES = [
  [15, 5.5],
  [5, 7.5],
  [0, 9],
];
// Marks of a lane stand in two rows, so that neighbours of a few weeks stay apart.
const APART = 24 * DAY;
const ROW = 8.5;
const RISE = 5.5; // of the lower row over the foot of its lane
const NEAR = 18; // a pointer this near to a mark means it, in pixels
const TICK = 90; // pixels that a label of the axis may take
const ROLES = ["leaders", "talks", "other", "pressure", "tests"];
const SYMBOLS = { circle: "circle", diamond: "diamond", square: "square", triangle: "triangle-up" };
const FACE = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
const KEYS =
  "Chart of the events in view. Left and right arrow keys step through them, plus and minus " +
  "zoom, Shift with an arrow moves in time, Enter opens the event, Escape leaves.";
const CONFIG = {
  displayModeBar: false,
  doubleClick: "reset",
  plotlyServerURL: "",
  responsive: false,
  scrollZoom: true,
  showSendToCloud: false,
  showTips: false,
};

const iso = (time) => new Date(time).toISOString().slice(0, 10);
const precise = (time) => new Date(time).toISOString().slice(0, 19);

export class Chart {
  /**
   * `drawing` is the drawing whose place the chart takes; `on` is told what a reader does:
   * range(from, to), choose(id), step(wanted), leave(), open().
   */
  constructor(stage, drawing, data, on) {
    Object.assign(this, { stage, drawing, data, on });
    this.whole = [drawing.first, drawing.first + drawing.days * DAY];
    this.range = this.whole;
  }

  /** Draw `all` events once, and let `events` of them be seen. */
  async open(events, all) {
    this.Plotly = await loadLibrary();
    Object.assign(this, { events, all, rows: rowsOf(all) });
    this.build();
    this.measure();
    await this.Plotly.newPlot(this.plot, this.traces(), this.layout(), CONFIG);
    this.stage.dataset.live = "";
    this.plot.on("plotly_relayouting", (change) => this.moved(change));
    this.plot.on("plotly_relayout", (change) => this.moved(change, true));
    listen(this);
    this.recolour = () => this.draw();
    document.addEventListener("schemechange", this.recolour);
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(this.stage);
    this.hide();
    this.frame();
  }

  build() {
    this.node = document.createElement("div");
    this.node.className = "live-chart";
    this.back = make("svg", { class: "chart", "aria-hidden": "true" });
    this.front = make("svg", { class: "chart", "aria-hidden": "true" });
    this.plot = document.createElement("div");
    Object.assign(this.plot, { className: "plot", tabIndex: 0 });
    this.plot.setAttribute("role", "application");
    this.plot.setAttribute("aria-label", KEYS);
    this.tip = document.createElement("p");
    Object.assign(this.tip, { className: "chart-tip", hidden: true });
    this.tip.setAttribute("aria-hidden", "true");
    this.node.append(this.back, this.plot, this.front, this.tip);
    this.stage.append(this.node);
  }

  /** Sizes in pixels from those of the drawing. */
  measure() {
    const { width, height } = this.drawing.svg.viewBox.baseVal;
    this.width = this.stage.clientWidth;
    const scale = this.width / width;
    this.height = height * Math.max(scale, 0.9);
    this.tall = this.height / height;
    // Names of lanes keep their size, so they keep their room.
    this.left = this.drawing.left * Math.max(scale, 0.97);
    this.node.style.blockSize = `${this.height}px`;
    for (const svg of [this.back, this.front]) {
      svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    }
  }

  resize() {
    if (this.stage.clientWidth === this.width || !this.stage.clientWidth) return;
    this.measure();
    this.draw();
  }

  close() {
    document.removeEventListener("schemechange", this.recolour);
    this.resized.disconnect();
    this.Plotly.purge(this.plot);
    this.node.remove();
    delete this.stage.dataset.live;
  }

  /** Show these events between the days of `state`. */
  show(events, { from, to }) {
    const [first, last] = this.whole;
    const range = [
      from ? Math.max(Date.parse(firstDay(from)), first) : first,
      to ? Math.min(Date.parse(lastDay(to)) + DAY, last) : last,
    ];
    if (range[1] - range[0] < DAY) range.splice(0, 2, first, last);
    const hasMoved = range.some((end, n) => end !== this.range[n]);
    Object.assign(this, { events, range });
    this.hide();
    this.frame();
    if (hasMoved && this.size() !== this.drawnSize) this.draw();
    else if (hasMoved) this.slide();
  }

  /** Bring the axis to the range without telling the page, which asked for it. */
  async slide() {
    this.isOurs = true;
    await this.Plotly.relayout(this.plot, { "xaxis.range": this.range.map(precise) });
    this.isOurs = false;
  }

  draw() {
    this.Plotly.react(this.plot, this.traces(), this.layout(), CONFIG);
    this.hide();
    this.frame();
  }

  /** Hide the marks of events that are filtered out. */
  hide() {
    const shown = new Set(this.events);
    const nodes = this.plot.querySelectorAll(".scatterlayer .point");
    nodes.forEach((node, n) => node.classList.toggle("filtered-out", !shown.has(this.all[n])));
  }

  /** One mark for each event, in order; an event not known to the day is only a bar. */
  traces() {
    const colour = colours();
    const own = Object.fromEntries(ROLES.map((role) => [role, colour(`lane-${role}`)]));
    const paper = colour("paper");
    this.drawnSize = this.size();
    const of = (value) => this.all.map(value);
    return [
      {
        type: "scatter",
        mode: "markers",
        hoverinfo: "skip",
        x: of((event) => precise(this.time(event))),
        y: of((event) => this.y(event)),
        marker: {
          size: this.drawnSize,
          color: of(({ role }) => own[role]),
          symbol: of(({ glyph, held }) => SYMBOLS[glyph] + (held === "no" ? "-open" : "")),
          opacity: of(({ precision }) => (precision === "day" ? 1 : 0)),
          // Open shapes are drawn by their line, others have a halo of paper.
          line: { width: 1, color: of(({ role, held }) => (held === "no" ? own[role] : paper)) },
        },
      },
    ];
  }

  layout() {
    const colour = colours();
    const { top, bottom } = this.drawing;
    return {
      width: this.width,
      height: this.height,
      margin: {
        l: this.left,
        r: 0,
        t: top * this.tall,
        b: this.height - bottom * this.tall,
      },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: FACE, size: 12, color: colour("ink-muted") },
      showlegend: false,
      dragmode: "pan",
      hovermode: false,
      xaxis: {
        type: "date",
        range: this.range.map(precise),
        minallowed: iso(this.whole[0]),
        maxallowed: iso(this.whole[1]),
        gridcolor: colour("grid"),
        zeroline: false,
        ticklabelmode: "period",
        tickangle: 0,
        nticks: Math.floor((this.width - this.left) / TICK),
        tickformatstops: [
          { dtickrange: [null, "M1"], value: "%-d %b %Y" },
          { dtickrange: ["M1", "M12"], value: "%b %Y" },
          { dtickrange: ["M12", null], value: "%Y" },
        ],
      },
      yaxis: { range: [bottom, top], fixedrange: true, visible: false },
    };
  }

  /** Size of a mark for the range in view. */
  size() {
    const years = (this.range[1] - this.range[0]) / DAY / 365;
    return SIZES.find(([least]) => years > least)[1];
  }

  /** The time at which an event's mark stands: its first day, or the middle of its month. */
  time({ first, last, precision }) {
    const begun = Date.parse(first);
    return precision === "day" ? begun + DAY / 2 : (begun + Date.parse(last) + DAY) / 2;
  }

  /** The height of an event's mark, in the units of the drawing. */
  y(event) {
    return this.drawing.laneOf(event).foot - RISE - ROW * this.rows.get(event);
  }

  /** Pixels from the left to a time. */
  x(time) {
    const [first, last] = this.range;
    return this.left + ((time - first) / (last - first)) * (this.width - this.left);
  }

  /** The time at that many pixels from the left. */
  timeAt(x) {
    const [first, last] = this.range;
    return first + ((x - this.left) / (this.width - this.left)) * (last - first);
  }

  /** Pixels from the left to the start of one day and the end of another, within the chart. */
  span(first, last) {
    return [
      Math.max(this.x(Date.parse(first)), this.left),
      Math.min(this.x(Date.parse(last) + DAY), this.width),
    ];
  }

  /** Follow a drag or a zoom of Plotly's; tell the page when it is over. */
  moved(change, isOver) {
    const ends = change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
    if (this.isOurs || ends[0] === undefined) return;
    this.range = ends.map((end) => (typeof end === "number" ? end : Date.parse(utc(end))));
    this.frame();
    if (isOver) this.tell();
  }

  /** Tell the page which days are in view. */
  tell() {
    const [first, last] = this.range;
    const from = first - this.whole[0] < DAY ? "" : iso(first);
    const to = this.whole[1] - last < DAY ? "" : iso(last - 1);
    this.range = [
      from ? Date.parse(from) : this.whole[0],
      to ? Date.parse(to) + DAY : this.whole[1],
    ];
    // In a task of its own: the zoom has just been drawn.
    if (this.size() !== this.drawnSize) setTimeout(() => this.draw());
    this.on.range(from, to);
  }

  /** Zoom by `factor` around the chosen event, or the middle. */
  zoom(factor) {
    const [first, last] = this.range;
    const chosen = this.chosen ? this.time(this.chosen) : NaN;
    const about = chosen > first && chosen < last ? chosen : (first + last) / 2;
    const span = (last - first) * factor;
    this.go(about - ((about - first) / (last - first)) * span, span);
  }

  /** Move by a share of what is in view. */
  pan(share) {
    const span = this.range[1] - this.range[0];
    this.go(this.range[0] + share * span, span);
  }

  everything() {
    this.go(this.whole[0], this.whole[1] - this.whole[0]);
  }

  /** Show `span` from `first` on, as far as there are events. */
  go(first, span) {
    const [begin, end] = this.whole;
    const kept = Math.min(Math.max(span, SHORTEST), end - begin);
    const start = Math.min(Math.max(first, begin), end - kept);
    this.Plotly.relayout(this.plot, { "xaxis.range": [start, start + kept].map(precise) });
  }

  /** All that is ours, for the range as it is now. */
  frame() {
    this.back.replaceChildren(...strips(this), ...lanes(this), ...bars(this));
    this.named = labels(this);
    this.ring();
  }

  ring() {
    this.front.replaceChildren(...this.named, ...rings(this));
  }

  /** Ring `event`; nothing for none. */
  choose(event) {
    this.chosen = event;
    this.ring();
  }

  /** The event in view that lies nearest to the pointer, if one is near. */
  nearest({ clientX, clientY }) {
    const box = this.plot.getBoundingClientRect();
    const [px, py] = [clientX - box.left, clientY - box.top];
    let found;
    let least = NEAR;
    for (const event of this.events) {
      const dy = this.y(event) * this.tall - py;
      if (Math.abs(dy) > least) continue;
      const [from, to] = [this.x(Date.parse(event.first)), this.x(Date.parse(event.last) + DAY)];
      if (to < this.left || from > this.width) continue;
      const distance = Math.hypot(Math.max(from - px, px - to, 0), dy);
      if (distance < least) [found, least] = [event, distance];
    }
    return found;
  }

  /** Name the event under the pointer, beside it. */
  point(pointer) {
    const event = pointer && !pointer.buttons ? this.nearest(pointer) : undefined;
    if (event === this.tipped) return;
    this.tipped = event;
    this.plot.toggleAttribute("data-near", Boolean(event));
    this.tip.hidden = !event;
    this.ring();
    if (!event) return;
    const when = document.createElement("span");
    when.className = "muted";
    when.textContent = event.held === "no" ? `${event.when}, did not take place` : event.when;
    this.tip.replaceChildren(when, event.title);
    const x = Math.min(Math.max(this.x(this.time(event)), this.left), this.width);
    const isRight = x > this.width / 2;
    this.tip.style.insetInlineStart = isRight ? "auto" : `${x + 12}px`;
    this.tip.style.insetInlineEnd = isRight ? `${this.width - x + 12}px` : "auto";
    this.tip.style.insetBlockStart = `${this.y(event) * this.tall + 8}px`;
  }
}

/** Which of the two rows of its lane each event stands in. */
function rowsOf(events) {
  const ends = new Map();
  const rows = new Map();
  for (const event of events) {
    if (!ends.has(event.lane)) ends.set(event.lane, [-Infinity, -Infinity]);
    const lane = ends.get(event.lane);
    const begun = Date.parse(event.first);
    const free = lane.findIndex((end) => end + APART <= begun);
    const row = free >= 0 ? free : lane.indexOf(Math.min(...lane));
    lane[row] = Math.max(lane[row], Date.parse(event.last));
    rows.set(event, row);
  }
  return rows;
}

/** The page's colours by token, as they are now. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  return (token) => style.getPropertyValue(`--${token}`).trim();
}

/** Plotly's dates have a space and no zone; they mean UTC here. */
function utc(date) {
  return date.length > 10 ? `${date.replace(" ", "T")}Z` : date;
}
