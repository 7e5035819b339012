import { orOne } from "./constraints/scale.ts";
import type { Formulation } from "./formulate.ts";

/** What one more M and one more item are worth, from the duals of the shortfall stage. */
export function marginalValuesOf(formulation: Formulation, dual: Float64Array): { readonly valueOfMoney: Map<number, number>; readonly valueOfLine: Map<string, number> } {
  const { on } = formulation;
  const valueOfMoney = new Map<number, number>();
  const valueOfLine = new Map<string, number>();
  for (const block of on.blocks) {
    if (block.constraint === "budget") {
      let row = block.first;
      for (const n of on.freedom.nations) for (let t = 0; t < on.world.years.length; t++) valueOfMoney.set(n * on.world.years.length + t, Math.max(-dual[row++]! / on.overrunScale[n]!, 0));
    }
    if (block.constraint === "capacity") {
      const end = on.blocks[on.blocks.indexOf(block) + 1]?.first ?? formulation.model.rowCount;
      for (let row = block.first; row < end; row++) {
        const about = block.about(row - block.first);
        const [lines = "", year = "", more] = about.split(" ");
        if (more !== undefined) continue;
        const pool = on.world.pools.find((it) => it.lines.map((l) => on.world.lines[l]!.id).join("+") === lines);
        const price = Math.max(-dual[row]! / orOne(Math.max(...(pool?.capacity ?? [1]))), 0);
        for (const line of lines.split("+")) valueOfLine.set(`${line} ${year}`, (valueOfLine.get(`${line} ${year}`) ?? 0) + price);
      }
    }
  }
  return { valueOfMoney, valueOfLine };
}
