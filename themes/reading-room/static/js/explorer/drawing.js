// What the filters leave, drawn over the page's own drawing of all events.

import { firstDay, lastDay } from "./state.js";

const HEIGHTS = { 1: 20, 2: 14, 3: 8 };
const DAY = 86_400_000;

/** An SVG element. */
export function make(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

export class Drawing {
  constructor(svg) {
    this.svg = svg;
    const { first, days, left, width } = svg.dataset;
    Object.assign(this, { first: Date.parse(first), days: +days, left: +left, width: +width });
    this.lanes = [...svg.querySelectorAll("g[data-lane]")].map((group) => ({
      group,
      id: group.dataset.lane,
      name: svg.querySelector(`[data-name="${group.dataset.lane}"] text`),
      foot: Number(group.dataset.foot),
    }));
    this.veil = svg.querySelector("[data-veil]");
    [this.top, this.bottom] = this.veil.dataset.veil.split(" ").map(Number);
  }

  /** The lane of an event: its own, or on a narrow drawing that of its role. */
  laneOf(event) {
    return this.lanes.find(({ id }) => id === event.lane || id === `role-${event.role}`);
  }

  /** Where a day begins, in the units of the drawing. */
  x(day) {
    const since = (Date.parse(day) - this.first) / DAY;
    return this.left + (Math.min(Math.max(since, 0), this.days) * this.width) / this.days;
  }

  /** Let `events` stand out from all the rest; `isAll` when nothing is filtered. */
  show(events, isAll, state) {
    this.svg.toggleAttribute("data-filtered", !isAll);
    const paths = new Map(this.lanes.map((lane) => [lane.id, { 1: "", 2: "", 3: "" }]));
    if (!isAll) {
      for (const event of events) {
        if (event.precision === "year") continue;
        const x =
          (this.x(event.first) +
            (event.precision === "month" ? this.x(event.last) : this.x(event.first))) /
          2;
        paths.get(this.laneOf(event).id)[event.importance[0]] +=
          `M${x.toFixed(1)} 0v-${HEIGHTS[event.importance[0]]}`;
      }
    }
    for (const { group, id, foot } of this.lanes) {
      for (const old of group.querySelectorAll(".now")) old.remove();
      for (const [importance, d] of Object.entries(paths.get(id))) {
        if (!d) continue;
        group.append(
          make("path", {
            d,
            class: `tick tick-${importance} now`,
            transform: `translate(0 ${foot})`,
          }),
        );
      }
    }
    this.shade(state);
  }

  /** Veil what lies outside the range. */
  shade({ from, to }) {
    const [left, right] = [
      from ? this.x(firstDay(from)) : this.left,
      to ? this.x(lastDay(to)) : this.left + this.width,
    ];
    const end = this.left + this.width;
    const parts = [];
    const height = this.bottom - this.top;
    for (const [x, width] of [
      [this.left, left - this.left],
      [right, end - right],
    ]) {
      if (width > 0.5) parts.push(make("rect", { class: "veil", x, y: this.top, width, height }));
    }
    for (const x of [from && left, to && right].filter(Boolean)) {
      parts.push(make("line", { class: "veil-edge", x1: x, x2: x, y1: this.top, y2: this.bottom }));
    }
    this.veil.replaceChildren(...parts);
  }
}
