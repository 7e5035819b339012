import { type MilpModel, type ModelFile, type ModelFileError, withSwitches } from "#maths";
import { loadHighs } from "./load.ts";
import { lpWords } from "./lp-words.ts";

// HiGHS' kinds of columns: 0 continuous, 1 whole, 2 semi-continuous, 3 semi-continuous and whole.
const WHOLE = new Set([1, 3]);
const SEMI = new Set([2, 3]);

// HiGHS takes a cost of this size for infinite (its `infinite_cost`), and breaks on it.
const INFINITE = 1e20;

// Started once and kept: to start it takes far longer than to read a file. One that broke on a file is not asked again.
let reader: ReturnType<typeof loadHighs> | undefined;

/** Reads CPLEX LP text with HiGHS' own reader, once `lpWords` has found nothing that it would pass over, into the same arrays as MPS. Semi-continuous columns are switched by whole ones; quadratic parts are refused. */
export async function readLp(text: string): Promise<ModelFile | ModelFileError> {
  const refused = (message: string, mend: string): ModelFileError => ({ kind: "error", line: 0, text: "", message, mend });
  const words = lpWords(text);
  if (words.kind === "error") return words;
  reader ??= loadHighs();
  const highs = await reader;
  try {
    return highs.withModel({ format: "lp", data: words.text }, (model) => {
      const it = model.getLp("csr");
      if (model.getModel("csr").hessian !== undefined) return refused("The objective is quadratic.", "Write a linear objective.");
      const infinite = it.colCost.findIndex((cost) => !(Math.abs(cost) < INFINITE));
      if (infinite >= 0) return refused(`The cost of column ${model.getColName(infinite)} is infinite.`, "Write a number below 1e20; only bounds may be infinite.");
      const maximise = it.sense === highs.constants.objectiveSense.maximize;
      const milp: MilpModel = {
        colCount: it.numCols,
        rowCount: it.numRows,
        cost: maximise ? it.colCost.map((cost) => (cost === 0 ? 0 : -cost)) : it.colCost,
        colLower: it.colLower,
        colUpper: it.colUpper,
        rowLower: it.rowLower,
        rowUpper: it.rowUpper,
        starts: Int32Array.from(it.matrix.starts),
        indices: Int32Array.from(it.matrix.indices),
        values: it.matrix.values,
        ...(it.integrality.some((kind) => WHOLE.has(kind)) && { whole: Uint8Array.from(it.integrality, (kind) => (WHOLE.has(kind) ? 1 : 0)) }),
      };
      const stated = {
        model: milp,
        columnNames: Array.from({ length: it.numCols }, (_, at) => model.getColName(at)),
        rowNames: Array.from({ length: it.numRows }, (_, at) => model.getRowName(at)),
      };
      const semi = Array.from(it.integrality.keys()).filter((at) => SEMI.has(it.integrality[at]!));
      const switched = semi.length === 0 ? { ...stated, warnings: [] } : withSwitches(stated, { semi, indicators: [] });
      if ("message" in switched) return refused(switched.message, switched.mend);
      return {
        kind: "model" as const,
        title: "",
        ...switched,
        maximise,
        constant: it.offset,
        objectiveName: "objective",
        format: "lp" as const,
      };
    });
  } catch (cause) {
    reader = undefined;
    // Its reader ends in an abort, which says nothing of what it met.
    const why = cause instanceof Error && !cause.message.startsWith("Aborted") ? ` (${cause.message.slice(0, 120)})` : "";
    return refused(
      `HiGHS cannot read the file as LP text${why}.`,
      "Write each row as terms, one of <=, >= and =, and one number; a row with a limit on both sides as two rows. Check the sections Minimize, Subject To, Bounds and End, or give the model as MPS.",
    );
  }
}
