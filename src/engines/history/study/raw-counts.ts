import { column } from "../table.ts";
import type { Bench } from "./bench.ts";
import { countRow } from "./estimates.ts";
import type { CountRow } from "./finding.ts";

/** Raw counts of an outcome with and without a pact of the target, in stretches of years, where a dispute could begin. */
export function byPact(bench: Bench, outcome: string, stretches: readonly (readonly [name: string, from: number, to: number])[]): readonly CountRow[] {
  const { panel } = bench.ask;
  const [year, going, begun, happened, pact] = ["year", "go5", "on5", outcome, "tdef"].map((it) => column(panel, it)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return stretches.flatMap(([name, from, to]) =>
    [1, 0].map((has) => {
      let [count, total] = [0, 0];
      for (let row = 0; row < panel.rowCount; row++) {
        if (year[row]! < from || year[row]! > to || pact[row] !== has || (going[row] === 1 && begun[row] === 0)) continue;
        total += 1;
        count += happened[row]!;
      }
      return countRow(`${has === 1 ? "with a pact" : "without a pact"}, ${name}`, count, total);
    }),
  );
}

/** Raw rates of initiation by patron since 1946. */
export function rates(bench: Bench): readonly CountRow[] {
  const { panel } = bench.ask;
  const [year, going, begun, i5, nuclear, conventional] = ["year", "go5", "on5", "i5", "tdef_nuc", "tconv"].map((it) => column(panel, it)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const counted = (is: (row: number) => boolean): readonly [number, number] => {
    let [count, total] = [0, 0];
    for (let row = 0; row < panel.rowCount; row++) {
      if (year[row]! < 1946 || (going[row] === 1 && begun[row] === 0) || !is(row)) continue;
      total += 1;
      count += i5[row]!;
    }
    return [count, total];
  };
  return [
    countRow("no patron", ...counted((row) => nuclear[row] === 0 && conventional[row] === 0)),
    countRow("conventional patron", ...counted((row) => conventional[row] === 1)),
    countRow("nuclear patron", ...counted((row) => nuclear[row] === 1)),
  ];
}
