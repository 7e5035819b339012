import { type MilpModel, type MilpNames } from "#maths";
import { fictional, type FictionalWorld } from "../../fictional.ts";
import { formulate, type Formulation, type Objective } from "../../formulate.ts";
import type { Freedom } from "../../freedom.ts";
import { lexicographic, type StageReached } from "../../lexicographic.ts";
import { namesOf } from "../../names.ts";
import type { Desk } from "../../stage.ts";
import { type World, worldOf } from "../../world.ts";

/** A tiny invented world in which one constraint decides, with the figures that a person works out on paper. */
export interface HandCase {
  /** What happens, and the reckoning. */
  readonly about: string;
  readonly world: FictionalWorld;
  readonly freedom?: Partial<Freedom> | ((world: World) => Partial<Freedom>);
  /** Objectives in order, none of which gives anything up. Absent: violations, then shortfall. */
  readonly objectives?: readonly Objective[];
  /** Name beside the constraint's under which its rows are kept as well. Absent: only those of the first case are. */
  readonly golden?: string;
  /** What is read off the answer, and what it must be. */
  readonly figures: Readonly<Record<string, readonly [read: (it: Solved) => number, expected: number]>>;
}

/** A case as solved. */
export interface Solved {
  readonly world: World;
  readonly formulation: Formulation;
  readonly last: StageReached;
  /** Value of an objective, constants included. */
  readonly value: (objective: Objective) => number;
  /** Items that a nation gets of a system in a year, programmes included. */
  readonly delivered: (nation: string, system: string, year: number) => number;
  /** Value of the column with this planner's name. */
  readonly column: (name: string) => number;
  /** Upper bound of the column with this planner's name. */
  readonly upper: (name: string) => number;
  /** Dual of the row with this planner's name, in the last stage. */
  readonly dual: (name: string) => number;
}

/** Freedom to do anything, lines and standards as they are. */
export const allFree = (world: World): Freedom => ({
  nations: world.nations.map((_, n) => n),
  roles: true,
  dates: true,
  capacity: world.pools.map((it) => it.capacity),
  slots: new Map(),
  expansion: world.lines.map((it) => it.expansionMost),
  joints: [],
  adopted: world.adopted,
  leads: "any",
});

/** The model of a case. */
export function formulated(it: HandCase): { readonly world: World; readonly formulation: Formulation } {
  const world = worldOf({ ...fictional(it.world), figures: "base" });
  const own = typeof it.freedom === "function" ? it.freedom(world) : it.freedom;
  return { world, formulation: formulate(world, { ...allFree(world), ...own }) };
}

/** Solves a case, one objective after the other. @throws NoAnswerError where it has no plan */
export async function solved(it: HandCase, desk: Desk): Promise<Solved> {
  const { world, formulation } = formulated(it);
  const objectives = it.objectives ?? ["violations", "shortfall"];
  const { stages, primal, deliveries } = await lexicographic({ desk, formulation, stages: objectives.map((objective) => ({ objective, allowance: 0 })), name: it.about });
  const names = namesOf(formulation, "planner");
  const find = (count: number, name: (at: number) => string, wanted: string): number => {
    for (let at = 0; at < count; at++) if (name(at) === wanted) return at;
    throw new Error(`nothing is called ${wanted}`);
  };
  const columnOf = (name: string): number => find(formulation.model.colCount, names.column, name);
  const last = stages.at(-1)!;
  return {
    world,
    formulation,
    last,
    value: (objective) => stages[objectives.indexOf(objective)]!.value,
    delivered: (nation, system, year) => {
      const [n, g, t] = [world.nations.indexOf(nation), world.goods.findIndex((good) => good.system === system), world.years.indexOf(year)];
      const promised = world.programmes.reduce((sum, programme, at) => sum + (programme.nation === n && programme.good === g ? deliveries.programme[at]![t]! : 0), 0);
      return promised + (deliveries.free.get(n * world.goods.length + g)?.[t] ?? 0);
    },
    column: (name) => primal[columnOf(name)]!,
    upper: (name) => formulation.model.colUpper[columnOf(name)]!,
    dual: (name) => last.dual[find(formulation.model.rowCount, names.row, name)]!,
  };
}

/** The rows of one constraint and the columns in them, as a model of their own; the whole model where it writes no row. */
export function rowsOf({ model, on }: Formulation, constraint: string): { readonly model: MilpModel; readonly columns: readonly number[]; readonly rows: readonly number[] } {
  const rows = on.blocks.flatMap((block, at) => {
    const end = on.blocks[at + 1]?.first ?? model.rowCount;
    return block.constraint === constraint ? Array.from({ length: end - block.first }, (_, row) => block.first + row) : [];
  });
  if (rows.length === 0) return { model, columns: Array.from({ length: model.colCount }, (_, at) => at), rows: Array.from({ length: model.rowCount }, (_, at) => at) };
  const columns = [...new Set(rows.flatMap((row) => [...model.indices.subarray(model.starts[row], model.starts[row + 1])]))].sort((a, b) => a - b);
  const place = new Map(columns.map((column, at) => [column, at]));
  const starts = [0];
  for (const row of rows) starts.push(starts.at(-1)! + model.starts[row + 1]! - model.starts[row]!);
  const pick = (from: Float64Array, at: readonly number[]): Float64Array => Float64Array.from(at, (it) => from[it]!);
  return {
    columns,
    rows,
    model: {
      colCount: columns.length,
      rowCount: rows.length,
      cost: new Float64Array(columns.length),
      colLower: pick(model.colLower, columns),
      colUpper: pick(model.colUpper, columns),
      rowLower: pick(model.rowLower, rows),
      rowUpper: pick(model.rowUpper, rows),
      starts: Int32Array.from(starts),
      indices: Int32Array.from(rows.flatMap((row) => [...model.indices.subarray(model.starts[row], model.starts[row + 1])].map((column) => place.get(column)!))),
      values: Float64Array.from(rows.flatMap((row) => [...model.values.subarray(model.starts[row], model.starts[row + 1])])),
      ...(model.whole === undefined ? {} : { whole: Uint8Array.from(columns, (column) => model.whole![column]!) }),
    },
  };
}

/** Planner's names of a part of a model. */
export const namesWithin = (names: MilpNames, { columns, rows }: { readonly columns: readonly number[]; readonly rows: readonly number[] }): MilpNames => ({ column: (at) => names.column(columns[at]!), row: (at) => names.row(rows[at]!) });
