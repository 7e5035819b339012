import { nearest, nearestFirst } from "#model";
import type { World } from "../world.ts";
import type { BudgetChange, CostChange, DeliveryChange, RequirementChange, Scenario } from "./scenario.ts";

/** What is wrong with stated scenarios, where, and how to mend it. */
export interface ScenarioFault {
  readonly at: string;
  readonly message: string;
  readonly mend: string;
}

type Fields = Readonly<Record<string, unknown>>;
type Report = (at: string, message: string, mend: string) => void;

// Round-off that a sum of written probabilities may have.
const SUM_SLACK = 1e-9;

/**
 * Reads scenarios from JSON: a list, or an object with a list `scenarios`. Each has a name, a probability, and lists of
 * what changes: `budgets` (nation, from, factor), `deliveries` (system or line; delay, capacity), `costs` (system, factor),
 * `requirements` (leaf, from, factor). `all` stands for every nation, system, line or leaf. Nothing unknown is passed over.
 * @example readScenarios('[{"name": "as planned", "probability": 1}]').scenarios.length // → 1
 */
export function readScenarios(text: string): { readonly scenarios: readonly Scenario[]; readonly faults: readonly ScenarioFault[] } {
  const faults: ScenarioFault[] = [];
  const report: Report = (at, message, mend) => void faults.push({ at, message, mend });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    report("the file", `It is no JSON: ${error instanceof Error ? error.message : String(error)}`, "Write a list of scenarios as in docs/guide/uncertainty.md.");
    return { scenarios: [], faults };
  }
  const list = isFields(parsed) ? parsed["scenarios"] : parsed;
  if (!Array.isArray(list) || list.length === 0) {
    report("the file", "It holds no list of scenarios.", "Write a list of scenarios as in docs/guide/uncertainty.md.");
    return { scenarios: [], faults };
  }
  return { scenarios: list.map((it: unknown, at) => oneScenario(it, `scenario ${at + 1}`, report)), faults };
}

const isFields = (it: unknown): it is Fields => typeof it === "object" && it !== null && !Array.isArray(it);

function oneScenario(value: unknown, at: string, report: Report): Scenario {
  const it = fieldsOf(value, { at, known: ["name", "probability", "budgets", "deliveries", "costs", "requirements"], report });
  const name = textIn(it, "name", at, report) ?? at;
  const parts = <Part>(field: string, read: (one: unknown, where: string) => Part): readonly Part[] => {
    const list = it[field];
    if (list === undefined) return [];
    if (Array.isArray(list)) return list.map((one: unknown, index) => read(one, `${name}, ${field} ${index + 1}`));
    report(`${name}, ${field}`, "It is no list.", "Put what changes in square brackets.");
    return [];
  };
  const optional = <Part>(key: string, list: readonly Part[]): object => (list.length === 0 ? {} : { [key]: list });
  return {
    name,
    probability: numberIn(it, "probability", { at: name, least: 0, report }) ?? 0,
    ...optional("budgets", parts("budgets", (one, where): BudgetChange => {
      const { id, ...rest } = dated(one, "nation", where, report);
      return { nation: id, ...rest };
    })),
    ...optional("deliveries", parts("deliveries", (one, where) => delivery(one, where, report))),
    ...optional("costs", parts("costs", (one, where): CostChange => {
      const own = fieldsOf(one, { at: where, known: ["system", "factor"], report });
      return { system: textIn(own, "system", where, report) ?? "", factor: numberIn(own, "factor", { at: where, least: 0, report }) ?? 1 };
    })),
    ...optional("requirements", parts("requirements", (one, where): RequirementChange => {
      const { id, ...rest } = dated(one, "leaf", where, report);
      return { leaf: id, ...rest };
    })),
  };
}

/** A change from a year on. */
function dated(value: unknown, of: "nation" | "leaf", at: string, report: Report): { readonly id: string; readonly from: number; readonly factor: number } {
  const it = fieldsOf(value, { at, known: [of, "from", "factor"], report });
  return { id: textIn(it, of, at, report) ?? "", from: numberIn(it, "from", { at, least: 0, report, isWhole: true }) ?? 0, factor: numberIn(it, "factor", { at, least: 0, report }) ?? 1 };
}

function delivery(value: unknown, at: string, report: Report): DeliveryChange {
  const it = fieldsOf(value, { at, known: ["system", "line", "delay", "capacity"], report });
  if ((it["system"] === undefined) === (it["line"] === undefined)) report(at, "It names both a system and a line, or neither.", "Give exactly one of `system` and `line`.");
  if (it["capacity"] !== undefined && it["line"] === undefined) report(at, "Only a line has a capacity.", "Name a `line`, or give a `delay`.");
  const delay = it["delay"] === undefined ? undefined : numberIn(it, "delay", { at, least: 0, report, isWhole: true });
  const capacity = it["capacity"] === undefined ? undefined : numberIn(it, "capacity", { at, least: 0, report });
  const system = it["system"] === undefined ? undefined : textIn(it, "system", at, report);
  const line = it["line"] === undefined ? undefined : textIn(it, "line", at, report);
  return { ...(system !== undefined && { system }), ...(line !== undefined && { line }), ...(delay !== undefined && { delay }), ...(capacity !== undefined && { capacity }) };
}

function fieldsOf(value: unknown, { at, known, report }: { readonly at: string; readonly known: readonly string[]; readonly report: Report }): Fields {
  if (!isFields(value)) {
    report(at, "It is no object.", `Write it as { ${known.map((it) => `"${it}": …`).join(", ")} }.`);
    return {};
  }
  for (const field of Object.keys(value)) if (!known.includes(field)) report(at, `"${field}" is not known here.`, `Did you mean ${nearest(field, known) ?? known.join(", ")}?`);
  return value;
}

function textIn(it: Fields, field: string, at: string, report: Report): string | undefined {
  const value = it[field];
  if (typeof value === "string" && value !== "") return value;
  report(at, `"${field}" is missing.`, `Write a text in "${field}".`);
  return undefined;
}

function numberIn(it: Fields, field: string, { at, least, report, isWhole }: { readonly at: string; readonly least: number; readonly report: Report; readonly isWhole?: boolean }): number | undefined {
  const value = it[field];
  if (typeof value === "number" && Number.isFinite(value) && value >= least && (isWhole !== true || Number.isInteger(value))) return value;
  report(at, `"${field}" is ${value === undefined ? "missing" : `no ${isWhole === true ? "whole " : ""}number from ${least} up`}.`, `Write a ${isWhole === true ? "whole " : ""}number in "${field}".`);
  return undefined;
}

/** What is wrong with scenarios in a world: probabilities that do not sum to one, names that stand twice or for nothing. Empty: nothing. */
export function scenarioFaults(world: World, scenarios: readonly Scenario[]): readonly ScenarioFault[] {
  const faults: ScenarioFault[] = [];
  const sum = scenarios.reduce((all, it) => all + it.probability, 0);
  if (Math.abs(sum - 1) > SUM_SLACK) faults.push({ at: "probabilities", message: `They sum to ${Number(sum.toPrecision(6))}, not to 1.`, mend: sum > 0 ? `Divide each by ${Number(sum.toPrecision(6))}, or add the scenario that is missing.` : "Give each scenario a probability." });
  const names = scenarios.map((it) => it.name);
  names.forEach((name, at) => { if (names.indexOf(name) < at) faults.push({ at: name, message: "Two scenarios have this name.", mend: "Rename one of them." }); });
  const systems = [...new Set(world.goods.flatMap((it) => [it.system, it.class]))];
  const check = (at: string, kind: string, id: string, known: readonly string[]): void => {
    if (id === "all" || known.includes(id)) return;
    const near = nearest(id, known);
    faults.push({ at, message: `"${id}" is no ${kind} of the plan.`, mend: near === undefined ? `Use one of: ${nearestFirst(id, known, 8)}, or all.` : `Did you mean ${near}?` });
  };
  for (const it of scenarios) {
    for (const one of it.budgets ?? []) check(it.name, "nation", one.nation, world.nations);
    for (const one of it.requirements ?? []) check(it.name, "capability", one.leaf, world.leaves.map((leaf) => leaf.id));
    for (const one of it.costs ?? []) check(it.name, "system", one.system, systems);
    for (const one of it.deliveries ?? []) {
      if (one.system !== undefined) check(it.name, "system", one.system, systems);
      if (one.line !== undefined) check(it.name, "line", one.line, world.lines.map((line) => line.id));
    }
  }
  return faults;
}
