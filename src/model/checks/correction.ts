import { type KindName, KINDS } from "../kinds.ts";
import { type Check, fileOfKind } from "./check.ts";
import { nearest } from "./nearest.ts";

type Correcting = { readonly id: string; readonly corrects?: string };

/** A correction names a fact of its own file. */
export const unknownCorrection: Check = {
  code: "unknown-correction",
  level: "error",
  title: "A correction names a fact that is there.",
  run: (on, report) => {
    for (const kind of Object.keys(KINDS) as KindName[]) {
      const facts: readonly Correcting[] = on.facts[kind];
      if (!facts.some((it) => it.corrects !== undefined)) continue;
      const ids = new Set(facts.map((it) => it.id));
      facts.forEach(({ corrects }, index) => {
        if (corrects === undefined || ids.has(corrects) || on.leftOut[kind]?.has(corrects) === true) return;
        const near = nearest(corrects, ids);
        report(
          { kind, index, column: "corrects" },
          { message: `It corrects "${corrects}", which ${fileOfKind(kind)} does not hold; the row was left out, since both figures might count otherwise.`, mend: near === undefined ? "Name the id of the fact it replaces, or empty the cell." : `Did you mean "${near}"?` },
        );
      });
    }
  },
};

/** Corrections that replace one another in a circle would all vanish. */
export const correctionCycle: Check = {
  code: "correction-cycle",
  level: "error",
  title: "Corrections do not run in a circle.",
  run: (on, report) => {
    for (const kind of Object.keys(KINDS) as KindName[]) {
      const facts: readonly Correcting[] = on.facts[kind];
      if (!facts.some((it) => it.corrects !== undefined)) continue;
      const indexOf = new Map(facts.map((it, index) => [it.id, index]));
      const done = new Set<number>();
      for (let start = 0; start < facts.length; start += 1) {
        const path = new Map<number, number>();
        let at: number | undefined = start;
        while (at !== undefined && !done.has(at) && !path.has(at)) {
          path.set(at, path.size);
          const next: string | undefined = facts[at]?.corrects;
          at = next === undefined ? undefined : indexOf.get(next);
        }
        const from = at === undefined ? undefined : path.get(at);
        if (from !== undefined) {
          const circle = [...path.keys()].slice(from).sort((a, b) => a - b);
          const [index = start, ...also] = circle;
          report({ kind, index, column: "corrects", also }, { message: `${circle.map((it) => `"${facts[it]?.id}"`).join(", ")} replace one another in a circle; all were left out.`, mend: "Let only the newest row keep its `corrects`." });
        }
        for (const it of path.keys()) done.add(it);
      }
    }
  },
};
