import { describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { solveModel, type SolveReport } from "#app";
import type { Solver } from "#engines/plan";
import { checkRows, type MilpModel, type ModelFile, readMps } from "#maths";

const highs = await highsInProcess();

/** Keeps count of what is asked. */
const counting = (): { readonly solver: Solver; readonly asked: () => number } => {
  let asked = 0;
  return { solver: { ...highs, solve: (...all) => ((asked += 1), highs.solve(...all)) }, asked: () => asked };
};
const read = (text: string): ModelFile => {
  const file = readMps(text);
  if (file.kind !== "model") throw new Error(file.message);
  return file;
};
const solved = (file: ModelFile, solver: Solver = highs): Promise<SolveReport> => solveModel(file, { solver, timeLimit: 30, gap: 1e-4 });

/** The least value over all values of the whole columns (bounded by 0 and 3 at most), each with its linear rest solved. */
async function enumerated({ whole, ...model }: MilpModel): Promise<number | undefined> {
  const columns = [...(whole ?? [])].flatMap((it, column) => (it === 1 ? [column] : []));
  let best: number | undefined;
  const walk = async (at: number, lower: Float64Array, upper: Float64Array): Promise<void> => {
    const column = columns[at];
    if (column === undefined) {
      const it = await highs.solve({ name: "rest", timeLimit: 10, model: { ...model, colLower: lower, colUpper: upper } });
      if (it.status === "optimal" && (best === undefined || it.objective < best)) best = it.objective;
      return;
    }
    for (let value = model.colLower[column]!; value <= Math.min(model.colUpper[column]!, 3); value++) await walk(at + 1, lower.with(column, value), upper.with(column, value));
  };
  await walk(0, model.colLower, model.colUpper);
  return best;
}

/** X ≤ M·Z, Y ≤ M·W, X + Y ≥ 10, least 0.001 X + 0.002 Y + 100 Z + 90 W. */
const switches = (m: number): string => `NAME s
ROWS
 N o
 L x
 L y
 G need
COLUMNS
 X o 0.001 x 1
 X need 1
 Y o 0.002 y 1
 Y need 1
 M 'MARKER' 'INTORG'
 Z o 100 x ${-m}
 W o 90 y ${-m}
 M 'MARKER' 'INTEND'
RHS
 R need 10
ENDATA
`;
/** The same with switches that are 1 where nothing may be bought: X + M·Z ≤ M, and a constant. */
const turned = (m: number): string => switches(m).replaceAll(`${-m}`, `${m}`).replace("Z o 100", "Z o -100").replace("W o 90", "W o -90").replace("R need 10", `R need 10 o -190\n R x ${m} y ${m}`);
/** Up to three lots of M each, 50 a lot, or plain at 0.8 each: 100 are needed. */
const lots = (m: number): string => `NAME l\nROWS\n N o\n L lot\n G need\nCOLUMNS\n X o 0.1 lot 1\n X need 1\n P o 0.8 need 1\n M 'MARKER' 'INTORG'\n Z o 50 lot ${-m}\n M 'MARKER' 'INTEND'\nRHS\n R need 100\nBOUNDS\n UP B Z 3\nENDATA\n`;
/** A switch that may not be on, so that nothing can be bought. */
const shut = (m: number): string => `NAME c\nROWS\n N o\n L x\n L shut\n G need\nCOLUMNS\n X o 1 x 1\n X need 1\n M 'MARKER' 'INTORG'\n Z o 1 x ${-m}\n Z shut ${m / 10}\n M 'MARKER' 'INTEND'\nRHS\n R need 10 shut 100\nENDATA\n`;

describe("an answer of a whole-number model is whole, and as good as enumeration finds", () => {
  test.each<[string, string, number | undefined]>([
    ["switches, M = 1e3", switches(1e3), 90.02],
    ["switches, M = 1e6", switches(1e6), 90.02],
    ["switches, M = 1e7", switches(1e7), 90.02],
    ["switches, M = 1e8", switches(1e8), 90.02],
    ["switches, M = 1e9", switches(1e9), 90.02],
    ["switches turned round, M = 1e7", turned(1e7), 90.02],
    ["switches turned round, M = 1e9", turned(1e9), 90.02],
    ["lots of 1e8", lots(1e8), 60],
    ["lots of 40", lots(40), 80],
    ["a switch that is shut", shut(1e9), undefined],
  ])("%s", async (_, text, expected) => {
    const file = read(text);
    const it = await solved(file);
    const least = await enumerated(file.model);
    expect(least === undefined ? undefined : least + file.constant).toEqual(expected === undefined ? undefined : expect.closeTo(expected, 6));
    if (expected === undefined) return void expect(it.status).toBe("infeasible");
    expect([it.status, it.objective]).toEqual(["optimal", expect.closeTo(expected, 6)]);
    expect([it.residuals?.whole, it.gap! <= 1e-4]).toEqual([0, true]);
    expect(checkRows(file.model, it.answer.primal).rowBreach).toBeLessThan(1e-6);
  });
});

test("where rounding changes nothing the solver is asked once", async () => {
  const { solver, asked } = counting();
  const it = await solved(read(lots(40)), solver);
  expect([it.status, asked(), it.message]).toEqual(["optimal", 1, undefined]);
});

test("where none is found that is whole, it is not called optimal, and says what to mend", async () => {
  // A solver that is deaf to the tolerance: it answers Z = 1e-8 twice.
  const file = read(switches(1e9));
  const loose: Solver = { ...highs, solve: (request) => highs.solve({ ...request, integrality: 1e-6 }) };
  const it = await solved(file, loose);
  expect(it).toMatchObject({ status: "not-whole", message: expect.stringMatching(/column [ZW] is 1e-8\).*no solution with whole numbers was found.*bounds of their own/) });
  expect(it.gap).toBeUndefined();
});
