import { type Doubt, each } from "./check.ts";

/** A standard serves a leaf that is required, or a yield names it; otherwise nobody gains by adopting it. */
export const standardNotNeeded: Doubt = {
  code: "standard-not-needed",
  level: "notice",
  title: "Every standard is needed by something required.",
  run: (on, report) => {
    const required = new Set(on.facts.requirement.map((it) => it.capability));
    const named = new Set(on.facts.yield.flatMap((it) => it.standard ?? []));
    each(on, "standard", ({ id, capabilities }, index) => {
      if (!named.has(id) && !capabilities.some((it) => required.has(it)))
        report({ kind: "standard", index, column: "capabilities" }, { message: `No yield names "${id}", and none of its leaves is required: no plan gains by it.`, mend: "Name the standard in yields.csv, or require one of its leaves." });
    });
  },
};
