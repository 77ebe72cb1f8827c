// Where labels go: the first wanted is served first, and what finds no room is left out.

const GAP = 10;
const LONGEST = 34;
const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** Width in pixels of `text` in the chart's face. */
export function textWidth(text, size = 12) {
  const key = `${size} ${text}`;
  if (!widths.has(key)) {
    pen.font = `${size}px system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif`;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

/** The event's short title, or its title cut at a word. */
export function labelOf({ short, title }) {
  if (short) return short;
  if (title.length <= LONGEST) return title;
  return `${title.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
}

/**
 * Labels that fit into `left` … `right`, none over another in its lane. `wanted` holds
 * { lane, x, text } by falling importance.
 */
export function place(wanted, left, right) {
  const taken = new Map();
  const placed = [];
  for (const { lane, x, text } of wanted) {
    const width = textWidth(text);
    const used = taken.get(lane) ?? taken.set(lane, []).get(lane);
    const start = [x - 4, x + 4 - width, x - width / 2].find(
      (from) =>
        from >= left &&
        from + width <= right &&
        used.every(([a, b]) => from + width + GAP <= a || from >= b + GAP),
    );
    if (start === undefined) continue;
    used.push([start, start + width]);
    placed.push({ lane, x: start, text });
  }
  return placed;
}
