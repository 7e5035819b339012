/** What HiGHS writes as a raw solution file. Columns and rows stand in the order of the model. */
export interface SolutionFile {
  /** In HiGHS' words: `Optimal`, `Infeasible`, `Time limit reached` … */
  readonly status: string;
  /** Present if the file holds values and calls them feasible. */
  readonly primal?: Float64Array;
  readonly dual?: Float64Array;
}

interface Counts {
  readonly colCount: number;
  readonly rowCount: number;
}

/**
 * Reads a solution file of style 0. Values are found by place and not by name, so any names will do.
 * Fails: answers undefined for text that is no such file.
 */
export function readSolution(text: string, { colCount, rowCount }: Counts): SolutionFile | undefined {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((it) => it.trim() === "Model status");
  const status = at < 0 ? undefined : lines[at + 1]?.trim();
  if (status === undefined || status === "") return undefined;
  const primalAt = lines.indexOf("# Primal solution values");
  const dualAt = lines.indexOf("# Dual solution values");
  const primal = primalAt >= 0 && lines[primalAt + 1]?.trim() === "Feasible" ? valuesAfter(lines, { from: primalAt, head: "# Columns", count: colCount }) : undefined;
  const dual = dualAt >= 0 && lines[dualAt + 1]?.trim() === "Feasible" ? valuesAfter(lines, { from: dualAt, head: "# Rows", count: rowCount }) : undefined;
  return { status, ...(primal !== undefined && { primal }), ...(dual !== undefined && { dual }) };
}

interface Block {
  readonly from: number;
  readonly head: string;
  readonly count: number;
}

function valuesAfter(lines: readonly string[], { from, head, count }: Block): Float64Array | undefined {
  const start = lines.findIndex((it, index) => index > from && it.startsWith(head));
  if (start < 0 || Number(lines[start]!.slice(head.length)) !== count) return undefined;
  const values = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const line = lines[start + 1 + index] ?? "";
    const value = Number(line.slice(line.lastIndexOf(" ") + 1));
    if (line === "" || Number.isNaN(value)) return undefined;
    values[index] = value;
  }
  return values;
}
