import { formulate } from "../formulate.ts";
import type { StopSignal } from "../solver.ts";
import { type Desk, solveStage } from "../stage.ts";
import type { Case, Change } from "./change.ts";
import { WHAT_IF } from "./parameters.ts";
import { exactSearch, type Found, type SearchAsk } from "./search.ts";
import { type Point, pose, type Posed, type Solved } from "./state.ts";

// Unit of `what-if.gap` as a share.
const GAP_UNIT = 1e-4;

/** The base plan, solved from nothing. What limits with a way out of their own must exceed is made least first, and then allowed. */
export async function solvedBase(desk: Desk, it: Case): Promise<Solved & Found> {
  const formulation = formulate(it.world, it.freedom, "limiting");
  const allowed = formulation.on.elastic.length === 0 ? undefined : (await solveStage({ desk, formulation, objective: "violations", name: "what the base plan must exceed" })).primal;
  const posed = pose(it, { breach: it.world.value(WHAT_IF.breach), allowed }, formulation);
  const { model } = posed.elastic;
  const nothing: Point = { primal: model.colLower, dual: new Float64Array(model.rowCount), basis: { colStatus: new Int32Array(model.colCount), rowStatus: new Int32Array(model.rowCount).fill(1) } };
  const search = searchOf({ desk, posed, point: nothing, changes: [], signal: desk.signal });
  // Interior point from nothing; the point and its basis are then a vertex, which questions need.
  return { ...posed, ...(await exactSearch({ ...exactly(search, desk), warmTime: 0 })) };
}

/** What a search is told of a posed question. */
export function searchOf({ desk, posed, point, changes, signal }: { readonly desk: Desk; readonly posed: Posed; readonly point: Point; readonly changes: readonly Change[]; readonly signal: StopSignal | undefined }): SearchAsk {
  const { world } = posed.case;
  const { model } = posed.elastic;
  const formulation = posed.named.formulation;
  const always = new Uint8Array(model.colCount);
  always.fill(1, formulation.model.colCount);
  for (const column of formulation.on.lotSlack) always[column] = 1;
  const own = ownColumns(posed, changes);
  return {
    model,
    constant: formulation.constants.shortfall,
    start: point,
    always,
    ...(own === undefined ? {} : { own }),
    solver: desk.solver,
    signal,
    name: "what-if",
    gap: world.value(WHAT_IF.gap) * GAP_UNIT,
    priceReach: world.value(WHAT_IF.priceReach),
    rounds: Math.round(world.value(WHAT_IF.rounds)),
    quickTime: world.value(WHAT_IF.quickTime),
    ownShare: world.value(WHAT_IF.ownShare),
    warmTime: world.value(WHAT_IF.warmTime),
  };
}

/** The same for the whole model. */
export const exactly = (search: SearchAsk, desk: Desk): SearchAsk & { readonly coldTime: number } => ({ ...search, coldTime: desk.timeLimit });

/** Columns of the nations that changes are about, and those that are nobody's; absent where a change is about something else. */
function ownColumns({ case: { world }, named, elastic }: Posed, changes: readonly Change[]): Uint8Array | undefined {
  const nations = new Set<number>();
  for (const it of changes) {
    if (it.kind === "programme-delayed") nations.add(world.programmes.find((of) => of.id === it.programme)!.nation);
    else if ("nation" in it) nations.add(world.nations.indexOf(it.nation));
    else return undefined;
  }
  if (nations.size === 0) return undefined;
  const own = new Uint8Array(elastic.model.colCount);
  named.columns.nation.forEach((n, column) => { if (n < 0 || nations.has(n)) own[column] = 1; });
  return own;
}
