import { type Check, type Doubt, each } from "./check.ts";

/** Going up from a node ends at an area. */
export const capabilityCycle: Check = {
  code: "capability-cycle",
  level: "error",
  title: "The capability tree has no circle.",
  run: (on, report) => {
    const parentOf = new Map(on.facts.capability.map((it) => [it.id, it.parent]));
    each(on, "capability", ({ id, parent }, index) => {
      let at = parent;
      for (let steps = 0; at !== undefined && at !== id && steps < parentOf.size; steps += 1) at = parentOf.get(at);
      if (at === id) report({ kind: "capability", index, column: "parent" }, { message: `"${id}" stands above itself in the tree; it was left out.`, mend: "Correct the parent: the way up must end at an area." });
    });
  },
};

/** A leaf says what it is counted in. */
export const leafWithoutUnit: Check = {
  code: "leaf-without-unit",
  level: "error",
  title: "Every leaf has a unit.",
  run: (on, report) =>
    each(on, "capability", ({ id, level, unit }, index) => {
      if (level === "leaf" && unit === undefined) report({ kind: "capability", index, column: "unit" }, { message: `The leaf "${id}" has no unit, so nothing can be counted towards it; it was left out.`, mend: "Give the unit, or make it a group." });
    }),
};

/** Requirements, yields and answers belong to leaves. */
export const notALeaf: Check = {
  code: "not-a-leaf",
  level: "error",
  title: "Requirements, yields and answers name leaves.",
  run: (on, report) => {
    const levelOf = new Map(on.facts.capability.map((it) => [it.id, it.level]));
    for (const kind of ["requirement", "yield", "answer"] as const) {
      each(on, kind, ({ capability }, index) => {
        const level = levelOf.get(capability);
        if (level !== undefined && level !== "leaf") report({ kind, index, column: "capability" }, { message: `"${capability}" is ${level === "area" ? "an area" : "a group"}, not a leaf; the row was left out.`, mend: "Name a leaf below it." });
      });
    }
  },
};

/** Nothing stands below a leaf. */
export const leafWithChildren: Doubt = {
  code: "leaf-with-children",
  level: "warning",
  title: "Nothing stands below a leaf.",
  run: (on, report) => {
    const leaves = new Set(on.facts.capability.filter((it) => it.level === "leaf").map((it) => it.id));
    each(on, "capability", ({ parent }, index) => {
      if (parent !== undefined && leaves.has(parent)) report({ kind: "capability", index, column: "parent" }, { message: `Its parent "${parent}" is a leaf; both are counted, each for itself.`, mend: "Make the parent a group, or name another parent." });
    });
  },
};
