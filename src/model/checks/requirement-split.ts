import { type Doubt, each } from "./check.ts";

/** A requirement is given whole or by CAP level, not both: they would be added. */
export const splitAndWhole: Doubt = {
  code: "split-and-whole",
  level: "warning",
  title: "A requirement is given whole or by CAP level, not both.",
  run: (on, report) => {
    const key = (it: { readonly capability: string; readonly scope: string; readonly year: number; readonly situation: string }): string => `${it.capability}|${it.scope}|${it.year}|${it.situation}`;
    const split = new Set(on.facts.requirement.filter((it) => it.use === "plan" && it.capLevel !== undefined).map(key));
    each(on, "requirement", (it, index) => {
      if (it.use === "plan" && it.capLevel === undefined && split.has(key(it)))
        report({ kind: "requirement", index, column: "cap_level" }, { message: `"${it.capability}" is required here as a whole and elsewhere by CAP level for ${it.year}.`, mend: "Keep the split rows, or set `use` of the whole to reference." });
    });
  },
};
