import { ExpressionError, namesIn, unknownColumn, valuesOf } from "../expression.ts";
import { LAST_OUTCOME, lastYearOf } from "../refusals.ts";
import type { Spec } from "../spec.ts";
import { chosen, column, everyRow, type Table } from "../table.ts";
import type { Source } from "./fit-report.ts";

/** Why rows fall out in which a dispute cannot begin. */
export const GOES_ON = "rows in which a dispute goes on and none begins";

/** A sample: the rows that count, with the reasons the others do not. */
export interface Sample {
  readonly table: Table;
  readonly rows: readonly { readonly reason: string; readonly count: number }[];
}

/** No row is left, and why. */
export class EmptySample extends RangeError {
  constructor(rows: Sample["rows"]) {
    super(`No row is left: ${rows.map((it) => `${it.count} ${it.reason}`).join(", ") || "the table is empty"}.`);
  }
}

/** An expression is too large for a number in every row. */
export class Overflow extends RangeError {
  readonly expression: string;
  constructor(expression: string, count: number) {
    super(`${expression} is too large for a number in every one of ${count} rows.`);
    this.expression = expression;
  }
}

/** Rows that the universe, the filter and missing values leave. */
export function sampleOf(spec: Spec, { table, members }: Source): Sample {
  const rows: { readonly reason: string; readonly count: number }[] = [];
  let left = everyRow(table.rowCount);
  const keep = (reason: string, is: (row: number) => boolean): void => {
    const kept = new Int32Array(left.length);
    let count = 0;
    for (let at = 0; at < left.length; at++) if (is(left[at]!)) kept[count++] = left[at]!;
    const next = kept.subarray(0, count);
    if (next.length < left.length) rows.push({ reason, count: left.length - next.length });
    left = next;
  };
  const last = lastYearOf(spec);
  if (last < LAST_OUTCOME[spec.data]) {
    const year = column(table, "year");
    keep(`rows after ${last}, where the GML data end`, (row) => year[row]! <= last);
  }
  if (spec.universe === "applied") {
    if (!table.columns.has("applies")) throw new ExpressionError(`The table ${spec.data} has no obligations that apply or not.`, 'Write "universe": "none".');
    const applies = column(table, "applies");
    keep("rows in which no obligation applied, so that none could be honoured", (row) => applies[row] === 1);
  } else if (spec.universe !== "none") {
    const [going, begun] = spec.universe === "mid5" ? ["go5", "on5"] : ["gog", "ong"];
    for (const it of [going, begun, "year"]) if (!table.columns.has(it)) throw new ExpressionError(`The table ${spec.data} has no disputes.`, 'Write "universe": "none".');
    const [goes, starts] = [going, begun].map((it) => column(table, it)) as [Float64Array, Float64Array];
    keep(GOES_ON, (row) => !(goes[row] === 1 && starts[row] === 0));
  }
  if (spec.filter !== undefined) {
    const filter = valuesOf(spec.filter, table);
    const strange = filter.find((it) => it !== 0 && it !== 1 && !Number.isNaN(it));
    if (strange !== undefined) throw new ExpressionError(`The filter is no condition: it gives ${strange} where yes or no is asked.`, 'Compare with something, for example "year >= 1946 and tdef == 1".');
    keep("rows that the filter leaves out", (row) => filter[row] !== 0);
    keep("rows of which the filter knows nothing", (row) => !Number.isNaN(filter[row]!));
  }
  const needed: (readonly [string, string])[] = [
    ...[spec.outcome, spec.time, spec.event, spec.cause].flatMap((it) => (it === undefined ? [] : [[`without ${it}`, it] as const])),
    ...spec.terms.flatMap((term) => term.factors.map((it) => [`without ${it}`, it] as const)),
    ...[spec.strata, spec.groups].flatMap((it) => (it === undefined ? [] : [[`without ${it}`, it] as const])),
    ...spec.errors.flatMap((it) => (it.startsWith("cluster:") ? [[`without ${it.slice(8)}`, it.slice(8)] as const] : [])),
  ];
  const names = new Set([...needed.flatMap(([, it]) => namesIn(it)), ...(members ?? []), ...spec.effects.map((it) => it.column)]);
  for (const name of names) if (!table.columns.has(name)) throw unknownColumn(name, name, [...table.columns.keys()]);
  const some: Table = { rowCount: table.rowCount, columns: new Map([...names].map((it) => [it, column(table, it)])) };
  const part = chosen(some, left);
  let within = everyRow(left.length);
  const columns = new Map(part.columns);
  const seen = new Set<string>();
  for (const [reason, expression] of needed) {
    if (seen.has(expression)) continue;
    seen.add(expression);
    const values = valuesOf(expression, part);
    columns.set(expression, values);
    const kept = new Int32Array(within.length);
    let [count, large] = [0, 0];
    for (let at = 0; at < within.length; at++) {
      const value = values[within[at]!]!;
      if (Number.isFinite(value)) kept[count++] = within[at]!;
      else if (!Number.isNaN(value)) large += 1;
    }
    const next = kept.subarray(0, count);
    if (within.length > 0 && large === within.length) throw new Overflow(expression, large);
    if (large > 0) rows.push({ reason: `rows in which ${expression} is too large for a number`, count: large });
    if (next.length + large < within.length) rows.push({ reason: `rows ${reason}`, count: within.length - next.length - large });
    within = next;
  }
  const whole: Table = { rowCount: part.rowCount, columns };
  return { table: within.length === part.rowCount ? whole : chosen(whole, within), rows };
}

/** An outcome of yes and no. @throws ExpressionError where it is anything else. */
export function yesOrNo(values: Float64Array, name: string): Float64Array {
  const strange = values.find((it) => it !== 0 && it !== 1);
  if (strange !== undefined) throw new ExpressionError(`The outcome ${name} is ${strange} in a row, and has to be 0 or 1.`, `Compare it, for example "${name} >= 1".`);
  return values;
}
