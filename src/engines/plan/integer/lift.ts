import type { MilpModel } from "#maths";
import type { Bounds } from "./propagate.ts";

// A row is lifted only if that moves it by this share of what the choice allows.
const WORTH = 0.01;
// Room left above what a row can come to, as a share: implied bounds carry round-off. Well above 1e-7, where the solver's
// presolve takes numbers for equal: at just that distance it lost the best solution of a small model.
const ROOM = 1e-6;

/** A column can be more than `most` only where the 0/1 column `choice` is `on`; then by `rise`. */
interface Cap {
  readonly choice: number;
  readonly on: 0 | 1;
  readonly most: number;
  readonly rise: number;
}

export interface Lifted {
  readonly model: MilpModel;
  /** Rows that were made tighter, and rows that came beside one that stays. */
  readonly changed: number;
  readonly added: number;
}

/**
 * The same whole-number solutions in tighter rows: where a choice that is not taken holds a column down, rows with that column
 * have slack left over, and may ask for that much of the choice. v ≤ M · a alone lets a relaxation take a small part of `a` for
 * all of v; together with v ≤ s, where s is never below l, v ≤ s − l · (1 − a) holds, which asks for nearly all of `a`. Terms
 * that would only take slack away are left out at their least, in a row of its own beside the one that keeps them.
 * `implied`: bounds that the rows imply, as from `tightened`.
 * Source: lifting of variable upper bounds into rows; Padberg, Van Roy, Wolsey (1985), Savelsbergh (1994).
 * @example v ≤ 10 · a, v ≤ s, 4 ≤ s → v ≤ s − 4 + 4 · a
 */
export function lifted({ model, implied }: { readonly model: MilpModel; readonly implied: Bounds }): Lifted {
  const { lower } = implied;
  const caps = capsOf(model, implied);
  const inPlace = new Map<number, { readonly entry: readonly [column: number, value: number]; readonly side: number }>();
  const rows: { readonly entries: (readonly [column: number, value: number])[]; readonly upper: number }[] = [];
  const look = (row: number, sign: 1 | -1): void => {
    const side = sign === 1 ? model.rowUpper[row]! : -model.rowLower[row]!;
    if (!Number.isFinite(side) || model.rowLower[row] === model.rowUpper[row]) return;
    // The row as Σ sign · value · x ≤ side: least of its terms, those that rise and those that fall apart.
    let rising = 0;
    let falling = 0;
    let risers = 0;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const term = sign * model.values[at]! * lower[model.indices[at]!]!;
      if (sign * model.values[at]! > 0) {
        rising += term;
        risers += 1;
      } else falling += sign * model.values[at]! * lower[model.indices[at]!]!;
    }
    if (!Number.isFinite(rising) || !Number.isFinite(falling)) return;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const column = model.indices[at]!;
      const value = sign * model.values[at]!;
      if (value <= 0) continue;
      for (const cap of caps.get(column) ?? []) {
        if (has(model, row, cap.choice)) continue;
        const limit = side - rising + value * lower[column]!;
        const most = falling + value * Math.max(cap.most, lower[column]!);
        const spare = limit - most - ROOM * (1 + Math.abs(limit) + Math.abs(most));
        // With no spare there is nothing to lift; with as much as the choice allows, the row of the choice says it all.
        if (spare < WORTH * value * cap.rise || spare > (1 - WORTH) * value * cap.rise) continue;
        // kept + spare · (choice is off) ≤ limit.
        const entry = [cap.choice, cap.on === 1 ? -spare : spare] as const;
        const upper = cap.on === 1 ? limit - spare : limit;
        const isOneSided = sign === 1 ? model.rowLower[row] === Number.NEGATIVE_INFINITY : model.rowUpper[row] === Number.POSITIVE_INFINITY;
        if (risers === 1 && isOneSided && !inPlace.has(row)) inPlace.set(row, { entry: [entry[0], sign * entry[1]], side: sign * upper });
        else rows.push({ entries: [...keptOf(model, row, sign, column), entry], upper });
      }
    }
  };
  for (let row = 0; row < model.rowCount; row++) {
    look(row, 1);
    look(row, -1);
  }
  return { model: withRows(model, inPlace, rows), changed: inPlace.size, added: rows.length };
}

const has = (model: MilpModel, row: number, column: number): boolean => model.indices.subarray(model.starts[row]!, model.starts[row + 1]!).includes(column);

/** The column at hand and the terms that fall, of a row read with a sign. */
function keptOf(model: MilpModel, row: number, sign: 1 | -1, column: number): (readonly [column: number, value: number])[] {
  const kept: (readonly [number, number])[] = [];
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
    const value = sign * model.values[at]!;
    if (model.indices[at] === column || value < 0) kept.push([model.indices[at]!, value]);
  }
  return kept;
}

/** Rows of one 0/1 column in which all other terms rise: what each of them can be without the choice, and with it. */
function capsOf(model: MilpModel, { lower }: Bounds): ReadonlyMap<number, readonly Cap[]> {
  const caps = new Map<number, Cap[]>();
  for (let row = 0; row < model.rowCount; row++) {
    const choice = onlyChoiceOf(model, row);
    if (choice === undefined) continue;
    for (const sign of [1, -1] as const) {
      const side = sign === 1 ? model.rowUpper[row]! : -model.rowLower[row]!;
      if (!Number.isFinite(side)) continue;
      let least = 0;
      for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
        if (at === choice) continue;
        const value = sign * model.values[at]!;
        least += value < 0 ? Number.NaN : value * lower[model.indices[at]!]!;
      }
      if (!Number.isFinite(least)) continue;
      const factor = sign * model.values[choice]!;
      const without = factor < 0 ? side : side - factor;
      for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
        const column = model.indices[at]!;
        const value = sign * model.values[at]!;
        if (at === choice || value <= 0) continue;
        const cap: Cap = { choice: model.indices[choice]!, on: factor < 0 ? 1 : 0, most: (without - least) / value + lower[column]!, rise: Math.abs(factor) / value };
        caps.set(column, [...(caps.get(column) ?? []), cap]);
      }
    }
  }
  return caps;
}

/** Where the only whole column of a row stands, if there is just one, it is 0/1 and others are beside it. */
function onlyChoiceOf(model: MilpModel, row: number): number | undefined {
  let choice: number | undefined;
  const first = model.starts[row]!;
  const last = model.starts[row + 1]!;
  for (let at = first; at < last; at++) {
    const column = model.indices[at]!;
    if (model.whole?.[column] !== 1) continue;
    if (choice !== undefined || model.colLower[column] !== 0 || model.colUpper[column] !== 1) return undefined;
    choice = at;
  }
  return last - first > 1 ? choice : undefined;
}

function withRows(model: MilpModel, inPlace: ReadonlyMap<number, { readonly entry: readonly [number, number]; readonly side: number }>, rows: readonly { readonly entries: readonly (readonly [number, number])[]; readonly upper: number }[]): MilpModel {
  const rowCount = model.rowCount + rows.length;
  const size = model.indices.length + inPlace.size + rows.reduce((sum, it) => sum + it.entries.length, 0);
  const starts = new Int32Array(rowCount + 1);
  const indices = new Int32Array(size);
  const values = new Float64Array(size);
  const rowLower = new Float64Array(rowCount).fill(Number.NEGATIVE_INFINITY);
  const rowUpper = new Float64Array(rowCount);
  rowLower.set(model.rowLower);
  rowUpper.set(model.rowUpper);
  let to = 0;
  const put = (column: number, value: number): void => {
    indices[to] = column;
    values[to++] = value;
  };
  for (let row = 0; row < model.rowCount; row++) {
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) put(model.indices[at]!, model.values[at]!);
    const change = inPlace.get(row);
    if (change !== undefined) {
      put(...change.entry);
      if (rowLower[row] === Number.NEGATIVE_INFINITY) rowUpper[row] = change.side;
      else rowLower[row] = change.side;
    }
    starts[row + 1] = to;
  }
  rows.forEach(({ entries, upper }, at) => {
    for (const [column, value] of entries) put(column, value);
    rowUpper[model.rowCount + at] = upper;
    starts[model.rowCount + at + 1] = to;
  });
  return { ...model, rowCount, starts, indices, values, rowLower, rowUpper };
}
