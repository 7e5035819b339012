import { type Check, each } from "./check.ts";

const MONEY = /^M \S+$/;
const SHARE = /^share$/;
const PEOPLE = /^(thousand |million )?persons$/;

/** What an economy measure may be counted in. */
const ECONOMY_UNIT = {
  gdp: [MONEY, "`M` and a currency, for example M EUR"],
  population: [PEOPLE, "persons, thousand persons or million persons"],
  "active-personnel": [PEOPLE, "persons or thousand persons"],
  "defence-spending": [MONEY, "`M` and a currency, for example M EUR"],
  "defence-share-of-gdp": [SHARE, "share (0.021, not 2.1)"],
  "equipment-share": [SHARE, "share (0.3, not 30)"],
  "personnel-share": [SHARE, "share (0.3, not 30)"],
} as const;

/** A figure is counted in the unit of the thing it counts. Nothing is converted by guessing. */
export const unitMismatch: Check = {
  code: "unit-mismatch",
  level: "error",
  title: "A figure has the unit of what it counts.",
  run: (on, report) => {
    const unitOfSystem = new Map(on.facts.system.map((it) => [it.id, it.unit]));
    const unitOfCapability = new Map(on.facts.capability.map((it) => [it.id, it.unit]));
    const unitOfParameter = new Map(on.parameters.map((it) => [it.id, it.unit]));
    const say = (kind: "system" | "requirement" | "holding" | "stock" | "programme" | "retirement" | "adoptedOrder" | "answer" | "parameter", index: number, unit: string, of: string, expected: string) =>
      report({ kind, index, column: "unit" }, { message: `The figure is in "${unit}", but ${of} is counted in "${expected}"; the row was left out.`, mend: `Convert the figure to "${expected}", or correct the unit where ${of} is defined.` });
    for (const kind of ["holding", "stock", "programme", "retirement", "adoptedOrder"] as const) {
      each(on, kind, ({ system, unit }, index) => {
        const expected = unitOfSystem.get(system);
        if (expected !== undefined && expected !== unit) say(kind, index, unit, `"${system}"`, expected);
      });
    }
    each(on, "requirement", ({ capability, unit }, index) => {
      const expected = unitOfCapability.get(capability);
      if (expected !== undefined && expected !== unit) say("requirement", index, unit, `"${capability}"`, expected);
    });
    each(on, "answer", ({ capability, unit }, index) => {
      const expected = unitOfCapability.get(capability);
      if (unit !== undefined && expected !== undefined && expected !== unit) say("answer", index, unit, `"${capability}"`, expected);
    });
    each(on, "system", (it, index) => {
      const expected = it.class === undefined ? undefined : unitOfSystem.get(it.class);
      if (expected !== undefined && expected !== it.unit) say("system", index, it.unit, `its class "${it.class}"`, expected);
    });
    each(on, "parameter", ({ parameter, unit }, index) => {
      const expected = unitOfParameter.get(parameter);
      if (expected !== undefined && expected !== unit) say("parameter", index, unit, `"${parameter}"`, expected);
    });
    each(on, "economy", ({ measure, unit }, index) => {
      const [allowed, words] = ECONOMY_UNIT[measure];
      if (!allowed.test(unit)) report({ kind: "economy", index, column: "unit" }, { message: `${measure} is given in "${unit}"; the row was left out.`, mend: `Give it in ${words}.` });
    });
    each(on, "budget", ({ unit }, index) => {
      if (!MONEY.test(unit)) report({ kind: "budget", index, column: "unit" }, { message: `"${unit}" is no unit of money; the row was left out.`, mend: "Write `M` and the currency, for example M EUR." });
    });
  },
};
