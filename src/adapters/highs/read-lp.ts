import type { ModelFile, ModelFileError, MilpModel } from "#maths";
import { loadHighs } from "./load.ts";

/** Reads CPLEX LP text with HiGHS' own reader, into the same arrays as MPS. Refused: quadratic parts and semi-continuous columns. */
export async function readLp(text: string): Promise<ModelFile | ModelFileError> {
  const refused = (message: string, mend: string): ModelFileError => ({ kind: "error", line: 0, text: "", message, mend });
  const highs = await loadHighs();
  try {
    return highs.withModel({ format: "lp", data: text }, (model) => {
      const it = model.getLp("csr");
      if (model.getModel("csr").hessian !== undefined) return refused("The objective is quadratic.", "Write a linear objective.");
      if (it.integrality.some((kind) => kind > 1)) return refused("Semi-continuous columns are not read.", "Write the column with a whole-number column that switches it.");
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
        ...(it.integrality.includes(1) && { whole: Uint8Array.from(it.integrality) }),
      };
      return {
        kind: "model" as const,
        title: "",
        model: milp,
        maximise,
        constant: it.offset,
        objectiveName: "objective",
        columnNames: Array.from({ length: it.numCols }, (_, at) => model.getColName(at)),
        rowNames: Array.from({ length: it.numRows }, (_, at) => model.getRowName(at)),
        format: "lp" as const,
        warnings: [],
      };
    });
  } catch (cause) {
    // Its reader ends in an abort, which says nothing of what it met.
    const why = cause instanceof Error && !cause.message.startsWith("Aborted") ? ` (${cause.message.slice(0, 120)})` : "";
    return refused(
      `HiGHS cannot read the file as LP text${why}.`,
      "Write each row as terms, one of <=, >= and =, and one number; a row with a limit on both sides as two rows. Check the sections Minimize, Subject To, Bounds and End, or give the model as MPS.",
    );
  }
}
