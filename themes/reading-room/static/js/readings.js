// A figure that stands on a model: the reader's own assumptions, and what follows from them.
// The formula is that of summitry.measures.readings; a test holds the two together.

const DAYS_PER_YEAR = 365.25;
const DAY = 86_400_000;

/**
 * The belief at the end of each of `days` (whole days since 1970, in order).
 * `moves` are [day, score, 1 if it answers a hostile deed of the reader's own side], in order.
 */
export function belief(moves, days, { prior, strength, half_life, discount, sensibility }) {
  const start = Math.log(prior / (1 - prior));
  let excess = 0;
  let last = 0;
  let next = 0;
  const faded = (day) => excess * 2 ** ((last - day) / DAYS_PER_YEAR / half_life);
  return days.map((day) => {
    for (; next < moves.length && moves[next][0] <= day; next++) {
      const [at, score, isAnswer] = moves[next];
      const share = score > 0 ? 1 - discount : isAnswer ? 1 - sensibility : 1;
      excess = faded(at) + strength * score * share;
      last = at;
    }
    return 1 / (1 + Math.exp(-start - faded(day)));
  });
}

/** Sliders for the parameters of `model`; `show(lines, words)` gets the traces' new values. */
export class Controls {
  constructor(model, traces, show) {
    Object.assign(this, { model, show });
    this.traces = new Map(traces.map((trace) => [trace.meta.lane, trace]));
    this.inputs = new Map();
    this.node = document.createElement("div");
    this.node.className = "figure-tools figure-model";
    this.node.setAttribute("role", "group");
    this.node.setAttribute("aria-label", "Assumptions of the model");
    for (const parameter of model.parameters) this.node.append(this.slider(parameter));
    const reset = document.createElement("button");
    reset.type = "button";
    reset.textContent = "Reset the assumptions";
    reset.addEventListener("click", () => this.restore(new URLSearchParams()));
    this.node.append(reset);
  }

  slider({ id, name, low, high, step, value }) {
    const [row, label, input, output] = ["div", "label", "input", "output"].map((tag) =>
      document.createElement(tag),
    );
    Object.assign(input, { type: "range", min: low, max: high, step, value });
    output.textContent = value;
    output.setAttribute("aria-live", "off"); // the readout says it, with what follows from it
    input.addEventListener("input", () => this.update(`${name}: ${input.value}. `));
    label.append(name, input);
    row.append(label, output);
    this.inputs.set(id, { input, output, value: String(value) });
    return row;
  }

  /** The assumptions that differ from the defaults, for the address. */
  state() {
    const changed = [...this.inputs].filter(([, { input, value }]) => input.value !== value);
    return new URLSearchParams(changed.map(([id, { input }]) => [id, input.value]));
  }

  /** Take the assumptions from an address, defaults where it has none. */
  restore(query) {
    for (const [id, { input, value }] of this.inputs) {
      const asked = query.get(id);
      input.value = asked && Number.isFinite(Number(asked)) ? asked : value;
    }
    this.update();
  }

  update(said = "") {
    const chosen = {};
    for (const [id, { input, output }] of this.inputs) {
      chosen[id] = Number(input.value);
      output.textContent = input.value;
    }
    const lines = new Map();
    const ends = [];
    for (const { lines: drawn, moves } of this.model.standpoints) {
      for (const { lane, name, said: reader, own } of drawn) {
        // Each reader has one discount of its own; the other reader's is not for it.
        const mine = { ...chosen, discount: 0, sensibility: 0, [own]: chosen[own] };
        const { x } = this.traces.get(lane);
        const y = belief(moves, x.map((day) => Date.parse(day) / DAY), mine);
        const hovertext = y.map((value, i) => `${name}<br>${x[i]}: ${Number(value.toFixed(3))}`);
        lines.set(lane, { y, hovertext });
        ends.push(`${reader} ${y.at(-1).toFixed(2)}`);
      }
    }
    this.show(lines, `${said}At the end of the record: ${ends.join(", ")}.`);
  }
}
