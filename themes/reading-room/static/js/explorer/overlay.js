// What lies behind and over the marks of the chart: strips of governments, bars, labels, rings.
// Each takes the chart as it is now: its range, its sizes, its events and where they lie.

import { make } from "./drawing.js";
import { labelOf, place, textWidth } from "./labels.js";

const DAY = 86_400_000;
const BAND = 16;
const LABEL_RISE = 20.5; // of a label's baseline over the foot of its lane
const RING = 8.5;

function text(x, y, words, css) {
  const node = make("text", { x, y, class: css });
  node.textContent = words;
  return node;
}

/** Terms of office, each named where its name fits into what is in view of it. */
export function strips(chart) {
  const parts = [];
  const band = BAND * chart.tall;
  for (const [number, [actor, country]] of Object.entries(chart.data.countries).entries()) {
    const y = number * band;
    if (chart.left) parts.push(text(0, y + 12, country, "muted strip-name"));
    const terms = chart.data.words.government.filter((term) => term[4] === actor);
    for (const [order, [, label, begun, ended]] of terms.entries()) {
      const [x, end] = chart.span(begun, ended);
      if (end - x < 0.5) continue;
      if (order % 2) {
        // The first country's tint runs down through the lanes.
        const height = number ? band : chart.drawing.bottom * chart.tall;
        parts.push(make("rect", { class: "band", x, y, width: end - x, height }));
      }
      parts.push(make("line", { class: "band-edge", x1: x, x2: x, y1: y + 1, y2: y + band - 1 }));
      // The first word is a family name, which in North Korea tells no leader apart.
      const labels = actor === "dprk" ? [label] : [label, label.split(" ")[0]];
      const words = labels.find((said) => textWidth(said, 11.5) + 8 <= end - x);
      if (words) parts.push(text(x + 4, y + 12, words, "muted strip-label"));
    }
  }
  return parts;
}

/** The lanes' names and feet, as the drawing has them. */
export function lanes(chart) {
  return chart.drawing.lanes.map(({ group, name, foot }) => {
    const y = foot * chart.tall;
    const copy = make("g", { class: group.getAttribute("class") });
    copy.append(
      make("line", { class: "lane-foot", x1: chart.left, x2: chart.width, y1: y, y2: y }),
      text(0, name.getAttribute("y") * chart.tall, name.textContent, "lane-name"),
    );
    return copy;
  });
}

/** What lasted, and what is known only to the month or year, as bars. */
export function bars(chart) {
  const parts = [];
  const height = chart.size() - 2;
  for (const event of chart.events) {
    if (event.first === event.last) continue;
    const [x, end] = chart.span(event.first, event.last);
    if (end <= x) continue;
    const y = chart.y(event) * chart.tall - height / 2;
    const css = `bar-soft r-${event.role}${event.held === "no" ? " void" : ""}`;
    parts.push(make("rect", { class: css, x, y, width: Math.max(end - x, 1.5), height }));
  }
  return parts;
}

/** Labels of the events that matter most; of lesser ones only when few years are in view. */
export function labels(chart) {
  // A narrow chart has the names of lanes where labels would be.
  if (!chart.left) return [];
  const [first, last] = chart.range;
  const years = (last - first) / DAY / 365;
  const least = years > 12 ? "1" : years > 3 ? "2" : "3";
  const wanted = chart.events
    .map((event) => ({ event, rank: event.importance[0], time: chart.time(event) }))
    .filter(({ rank, time }) => rank <= least && time >= first && time <= last)
    .filter(({ event }) => years < 15 || event.short)
    .sort((a, b) => a.rank.localeCompare(b.rank) || a.time - b.time)
    .map(({ event, time }) => ({ lane: event.lane, x: chart.x(time), text: labelOf(event) }));
  const feet = new Map(chart.drawing.lanes.map(({ id, foot }) => [id, foot]));
  return place(wanted, chart.left, chart.width).map(({ lane, x, text: words }) =>
    text(x, (feet.get(lane) - LABEL_RISE) * chart.tall, words, "event-label"),
  );
}

/** A ring around the event under the pointer, and one with its time around the chosen one. */
export function rings(chart) {
  const parts = [];
  for (const [event, css] of [
    [chart.tipped, "near"],
    [chart.chosen, "chosen"],
  ]) {
    const x = event ? chart.x(chart.time(event)) : -1;
    if (x < chart.left || x > chart.width) continue;
    const [y1, y2] = [chart.drawing.top * chart.tall, chart.drawing.bottom * chart.tall];
    if (css === "chosen") parts.push(make("line", { class: "chosen-line", x1: x, x2: x, y1, y2 }));
    const cy = chart.y(event) * chart.tall;
    parts.push(make("circle", { class: `${css}-ring`, cx: x, cy, r: RING }));
  }
  return parts;
}
