import type { FactOf } from "../kinds.ts";
import { type Check, type Doubt, each } from "./check.ts";

/** Systems have two levels: classes, and types of a class. */
export const notAClass: Check = {
  code: "not-a-class",
  level: "error",
  title: "The class of a type is itself a class.",
  run: (on, report) => {
    const classOf = new Map(on.facts.system.map((it) => [it.id, it.class]));
    each(on, "system", (it, index) => {
      if (it.class !== undefined && (it.class === it.id || classOf.get(it.class) !== undefined))
        report({ kind: "system", index, column: "class" }, { message: `Its class "${it.class}" is itself a type; the row was left out.`, mend: it.class === it.id ? "Empty the cell: a class names no class." : `Name the class of "${it.class}" instead.` });
    });
  },
};

/** What is fired or kept in store is a munition. */
export const notAMunition: Doubt = {
  code: "not-a-munition",
  level: "warning",
  title: "Natures and stocks are munitions.",
  run: (on, report) => {
    const kindOf = new Map(on.facts.system.map((it) => [it.id, it.kind]));
    each(on, "system", ({ natures }, index) => {
      const wrong = natures?.find((it) => kindOf.get(it) !== "munition");
      if (wrong !== undefined) report({ kind: "system", index, column: "natures" }, { message: `"${wrong}" is fired, but is no munition.`, mend: `Set the kind of "${wrong}" to munition, or remove it here.` });
    });
    each(on, "stock", ({ system }, index) => {
      if (kindOf.get(system) !== "munition") report({ kind: "stock", index, column: "system" }, { message: `A stock of "${system}" is given, which is no munition.`, mend: "Give it as a holding, or correct the system's kind." });
    });
  },
};

/** Platforms are counted in whole ones. */
export const notWhole: Doubt = {
  code: "not-whole",
  level: "warning",
  title: "Platforms are counted in whole ones.",
  run: (on, report) => {
    const platforms = new Set(on.facts.system.filter((it) => it.kind === "platform").map((it) => it.id));
    // An estimate may well be an average; a count may not.
    const counted = new Set(["observed", "official", "press"]);
    const look = (kind: "holding" | "programme", index: number, { system, quantity, evidence }: FactOf<"holding"> | FactOf<"programme">): void => {
      if (quantity === undefined || Number.isInteger(quantity.base) || !platforms.has(system) || !counted.has(evidence)) return;
      report({ kind, index, column: "quantity" }, { message: `${quantity.base} of "${system}" is not a whole number.`, mend: "Correct the figure, or say in `evidence` that it is an estimate." });
    };
    each(on, "holding", (it, index) => look("holding", index, it));
    each(on, "programme", (it, index) => look("programme", index, it));
  },
};
