import { type Design, largestOf, withoutAliased } from "#stats";
import { ExpressionError, known, namesIn, valuesOf } from "../expression.ts";
import type { CarriedTerm } from "../few-clusters.ts";
import { dense } from "../groups.ts";
import { type Centres, centresOf, keepsFirst, NO_CENTRES, powerValues } from "../powers.ts";
import type { Spec, Term } from "../spec.ts";
import type { Table } from "../table.ts";
import type { FitReport, Source } from "./fit-report.ts";
import { type Sample, yesOrNo } from "./sample.ts";

/** Columns of a model, and what is taken off before polynomials among them are raised. */
interface ModelColumns {
  readonly design: Design;
  readonly centres: Centres;
  readonly dropped: FitReport["dropped"];
}

/** What a model is fitted on. */
export interface ModelAsk extends ModelColumns {
  readonly spec: Spec;
  readonly source: Source;
  readonly table: Table;
}

/** Whether rows are compared within strata alone. */
const comparesWithin = ({ estimator }: Spec): boolean => estimator === "cox" || estimator === "conditional-logit";

/**
 * Columns of the terms without those that say nothing of their own. A polynomial of which a power would be left out as made up of those
 * before it is taken about the middle of its values, where that tells them apart.
 */
export function designOf(spec: Spec, sample: Sample): ModelColumns {
  const plain = columnsAbout(spec, sample, NO_CENTRES);
  const powers = spec.terms.filter((it) => it.power !== undefined && plain.dropped.terms.some((fell) => fell.term === it.name));
  // Without a constant a polynomial about a centre is another model than one of plain powers.
  if (powers.length === 0 || !(spec.intercept || comparesWithin(spec))) return plain;
  const centres = centresOf(powers, sample.table);
  const about = columnsAbout(spec, sample, centres);
  return about.design.names.length > plain.design.names.length && keepsFirst(spec.terms, centres, about.design.names) ? about : plain;
}

function columnsAbout(spec: Spec, { table, rows }: Sample, centres: Centres): ModelColumns {
  const columns = termColumns(spec.terms, table, centres);
  const isWithin = comparesWithin(spec);
  const intercept = spec.intercept && !isWithin;
  const full: Design = {
    names: [...(intercept ? ["(Intercept)"] : []), ...columns.map((it) => it.name)],
    columns: [...(intercept ? [new Float64Array(table.rowCount).fill(1)] : []), ...columns.map((it) => it.values)],
    rowCount: table.rowCount,
  };
  const strange = columns.find((it) => largestOf(it.values) > SIZE_MOST);
  if (strange !== undefined) throw new ExpressionError(`The term ${strange.name} reaches ${largestOf(strange.values).toExponential(1)}, which leaves no room for its error.`, "Divide it, or take its logarithm.");
  const constant = isWithin || intercept ? columns.filter((it) => it.values.every((value) => value === it.values[0])).map((it) => it.name) : [];
  const own = without(full, constant);
  const within = isWithin ? withinStrata(spec, table, own) : own;
  const flat = isWithin && spec.strata !== undefined ? within.names.filter((_, index) => within.columns[index]!.every((it) => it === 0)) : [];
  const { design, aliased } = withoutAliased(without(within, flat));
  const droppedTerms = [...constant.map((term) => ({ term, reason: "the same in every row" })), ...flat.map((term) => ({ term, reason: `the same within ${spec.strata ?? ""} wherever something can be compared` })), ...aliased.map((term) => ({ term, reason: "made up of the terms before it" }))];
  if (design.columns.length === 0) throw new ExpressionError(`No term is left: ${droppedTerms.map((it) => `${it.term} is ${it.reason}`).join(", ")}.`, "Name a term that differs between the rows.");
  return { design, centres, dropped: { terms: droppedTerms, rows } };
}

/** Largest value of a column that is fitted. */
const SIZE_MOST = 1e100;

export const without = (design: Design, names: readonly string[]): Design => ({ ...design, names: design.names.filter((it) => !names.includes(it)), columns: design.columns.filter((_, index) => !names.includes(design.names[index]!)) });

/**
 * Columns less their mean in each stratum, which is all that rows compared within strata tell. Strata in which the outcome does not
 * differ tell nothing: their rows are nought.
 */
function withinStrata(spec: Spec, table: Table, design: Design): Design {
  const codes = spec.strata === undefined ? new Int32Array(table.rowCount) : dense(valuesOf(spec.strata, table)).codes;
  const isTelling = tellingOf(codes, yesOrNo(valuesOf((spec.outcome ?? spec.event)!, table), (spec.outcome ?? spec.event)!), spec.outcome !== undefined);
  const first = new Int32Array(isTelling.length).fill(-1);
  const counts = new Float64Array(isTelling.length);
  for (let row = 0; row < codes.length; row++) {
    if (first[codes[row]!] === -1) first[codes[row]!] = row;
    counts[codes[row]!]! += 1;
  }
  const centred = design.columns.map((column) => {
    const sums = new Float64Array(isTelling.length);
    // Distances from the first row, so that what does not differ is nought to the last digit.
    for (let row = 0; row < codes.length; row++) sums[codes[row]!]! += column[row]! - column[first[codes[row]!]!]!;
    return Float64Array.from(column, (it, row) => (isTelling[codes[row]!]! ? it - column[first[codes[row]!]!]! - sums[codes[row]!]! / counts[codes[row]!]! : 0));
  });
  return { ...design, columns: centred };
}

/** By stratum, whether it tells something: with a yes, and for matched sets with a no as well. */
export function tellingOf(codes: Int32Array, outcome: Float64Array, needsBoth: boolean): readonly boolean[] {
  const seen: [no: boolean, yes: boolean][] = [];
  for (let row = 0; row < codes.length; row++) {
    const of = (seen[codes[row]!] ??= [false, false]);
    of[outcome[row] === 1 ? 1 : 0] = true;
  }
  return seen.map(([no, yes]) => yes && (no || !needsBoth));
}

/** Columns of terms: of a factor one for each level but the one left out. */
export function termColumns(terms: readonly Term[], table: Table, centres: Centres): readonly CarriedTerm[] {
  let count = 0;
  const room = (more: number): void => {
    count += more;
    if (count * table.rowCount > CELLS_MOST) throw new ExpressionError(`The model has more than ${count - 1} columns on ${table.rowCount} rows, which is too much to fit here.`, `Keep columns times rows below ${CELLS_MOST / 1e6} million: narrow the filter, or leave terms out.`);
  };
  return terms.flatMap((term): readonly CarriedTerm[] => {
    if (!term.isFactor) room(1);
    if (term.power !== undefined && centres.has(term.power.of)) return [{ name: term.name, values: powerValues(term.power, table, centres) }];
    const [first, ...more] = term.factors.map((it) => known(it, table));
    if (!term.isFactor) return [{ name: term.name, values: more.reduce(multiplied, first!) }];
    const levels = [...new Set(first)].sort((a, b) => a - b);
    if (levels.length > LEVELS_MOST) throw new ExpressionError(`${term.name} has ${levels.length} levels.`, `At most ${LEVELS_MOST} are fitted as columns; for fixed effects of more use "estimator": "conditional-logit" with "strata": "${term.factors[0]}".`);
    const base = term.base ?? levels[0];
    if (!levels.includes(base!)) throw new ExpressionError(`${term.name} has no level ${base}.`, `Its levels are: ${levels.slice(0, 20).join(", ")}${levels.length > 20 ? ", …" : ""}.`);
    room(levels.length - 1);
    return levels.filter((it) => it !== base).map((level) => ({ name: `${term.name}=${level}`, factor: term.name, values: first!.map((it) => (it === level ? 1 : 0)) }));
  });
}

/** Numbers that the columns of a model may hold together: 400 MB. */
const CELLS_MOST = 50_000_000;

/** Levels of a factor that are fitted as columns. */
const LEVELS_MOST = 400;

function multiplied(one: Float64Array, two: Float64Array): Float64Array {
  const made = new Float64Array(one.length);
  for (let row = 0; row < made.length; row++) made[row] = one[row]! * two[row]!;
  return made;
}

/** The columns of a model with one column of the table at a value in every row. */
export function designWith({ spec, table, design, centres }: Omit<ModelAsk, "source" | "dropped">, { column: name, value }: { readonly column: string; readonly value: number }): Design {
  // What the sample holds of expressions with that column is of its old values.
  const others = [...table.columns].filter(([it]) => it === name || !namesIn(it).includes(name));
  const changed: Table = { rowCount: table.rowCount, columns: new Map(others).set(name, new Float64Array(table.rowCount).fill(value)) };
  const moved = new Map(spec.terms.flatMap((term): readonly (readonly [string, Float64Array])[] => {
    if (!term.isFactor) return termColumns([term], changed, centres).map((it) => [it.name, it.values]);
    const values = known(term.factors[0]!, changed);
    const levels = new Set(known(term.factors[0]!, table));
    const strange = values.find((it) => !levels.has(it));
    if (strange !== undefined) throw new ExpressionError(`The factor ${term.name} has no level ${strange} in the sample, so nothing says what its effect is.`, `Its levels are: ${[...levels].sort((a, b) => a - b).slice(0, 20).join(", ")}.`);
    return [...levels].map((level) => [`${term.name}=${level}`, values.map((it) => (it === level ? 1 : 0))]);
  }));
  if (!spec.terms.some((it) => it.factors.some((factor) => namesIn(factor).includes(name))))
    throw new ExpressionError(`No term has the column ${name}, so it has no effect.`, "Name a column that stands in a term.");
  return { ...design, columns: design.names.map((it, index) => moved.get(it) ?? design.columns[index]!) };
}
