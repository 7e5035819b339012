import type { Formulation } from "../formulate.ts";
import { type Subject, subjectsOf } from "./subjects.ts";
import { amountText } from "./words.ts";

/** Rows that a planner knows as one fact: a nation's budgets, what a set of lines can make, a promise. */
export interface FactGroup {
  readonly rows: readonly number[];
  /** Its words, worked out when someone asks: most facts have no part in a clash. */
  readonly told: () => FactWords;
}

export interface FactWords {
  readonly words: string;
  /** What a slack of the planner's unit adds to each row. */
  readonly signs: readonly number[];
  readonly scales: readonly number[];
  readonly unit: string;
  /** Whether anyone could let it give way. */
  readonly canGive: boolean;
  /** Says what would have to give way, from the amount at each row. */
  readonly eased: (amounts: readonly number[]) => string;
}

/** What can be dropped from the model as one fact. The other rows say what things mean (contributions, requirements) and always hold. */
export function factGroups(formulation: Formulation): readonly FactGroup[] {
  const { model, on } = formulation;
  const years = new Set(on.world.years.map(String));
  const groups = new Map<string, number[]>();
  on.blocks.forEach((block, b) => {
    if (groupKey(block.constraint, "", years) === undefined) return;
    const end = on.blocks[b + 1]?.first ?? model.rowCount;
    for (let row = block.first; row < end; row++) {
      if (model.rowLower[row] === Number.NEGATIVE_INFINITY && model.rowUpper[row] === Number.POSITIVE_INFINITY) continue;
      const key = groupKey(block.constraint, block.about(row - block.first), years)!;
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
  });
  return [...groups.values()].map((rows): FactGroup => ({ rows, told: () => wordsOf(formulation, subjectsOf(formulation, new Set(rows))) }));
}

/** Rows of one key are one fact: all years of a budget, all of a set of lines. Absent: the row always holds. */
function groupKey(constraint: string, about: string, years: ReadonlySet<string>): string | undefined {
  switch (constraint) {
    case "budget":
    case "capacity":
    case "component":
    case "ramp":
    case "supply":
    case "sustaining":
    case "common":
      return `${constraint} ${about.split(" ").filter((it) => !years.has(it)).join(" ")}`;
    case "expansion":
    case "programme":
    case "lot":
    case "burden":
      return `${constraint} ${about}`;
    case "lead":
      // Who may count beyond its share of a leaf is decided for the leaf.
      return `${constraint} ${about.split(" ")[1]}`;
    default:
      return undefined;
  }
}

function wordsOf({ on }: Formulation, subjects: readonly Subject[]): FactWords {
  const first = subjects[0]!;
  const { world } = on;
  const { constraint, about, unit } = first;
  const nation = first.nation === undefined ? undefined : world.nameOf(first.nation);
  const parts = about.split(" ");
  const lines = (parts.find((it) => it.includes("+") || world.lines.some((line) => line.id === it)) ?? "").split("+");
  const ofLines = `${lines.length > 1 ? "the lines" : "the line"} ${lines.map(world.nameOf).join(" + ")}`;
  const years = (amounts: readonly number[]): string => {
    const some = subjects.flatMap((it, at) => (it.year !== undefined && amounts[at]! > 1e-6 * first.scale ? [`${amountText(amounts[at]!)} in ${it.year}`] : []));
    return some.length === 0 ? "" : some.length > 4 ? ` over ${some.length} years` : ` (${some.join(", ")})`;
  };
  const promised = world.programmes.find((it) => it.id === about);
  const programme = `the programme ${world.nameOf(about)}${promised === undefined ? "" : ` (${world.nameOf(world.nations[promised.nation]!)})`}`;
  const total = (amounts: readonly number[]): string => amountText(amounts.reduce((sum, it) => sum + it, 0));
  const words: Readonly<Record<string, readonly [string, (amounts: readonly number[]) => string]>> = {
    budget: [`${nation}: its budgets`, (it) => `give ${nation} ${total(it)} ${unit} more${years(it)}`],
    capacity: [about.includes(" slot ") ? `${nation}: its slots of ${ofLines}` : `what ${ofLines} can make`, (it) => `get ${total(it)} items more from ${ofLines}${years(it)}`],
    component: [`what ${ofLines} can make of their component`, (it) => `get ${total(it)} components more from ${ofLines}${years(it)}`],
    ramp: [`how fast ${ofLines} can ramp up`, (it) => `ramp ${ofLines} up faster by ${total(it)} items${years(it)}`],
    supply: [`what is made of ${world.nameOf(parts[0]!)}`, (it) => `get ${total(it)} items more of ${world.nameOf(parts[0]!)}${years(it)}`],
    expansion: [nation === undefined ? `how far ${ofLines} can be expanded` : `the room that ${nation} has to expand ${ofLines}`, (it) => `make room to expand ${ofLines} by ${total(it)} items a year more`],
    programme: [`the promise of ${programme}`, (it) => `deliver ${total(it)} items fewer of ${programme}`],
    lot: [`the smallest lot of the agreement for ${world.nameOf(about)}`, (it) => `lower the smallest lot for ${world.nameOf(about)} by ${total(it)} items`],
    lead: [`who may lead ${world.nameOf(parts[1] ?? "")}`, (it) => `let allies count ${total(it)} ${unit} of ${world.nameOf(parts[1] ?? "")} beyond their shares without leading`],
    burden: [`${nation}: what the burden rule asks of it`, (it) => `ask ${nation} for ${total(it)} ${unit} less`],
    common: ["what may be spent out of common funds", (it) => `put ${total(it)} ${unit} more into common funds${years(it)}`],
    sustaining: [`the least that ${ofLines} must make`, (it) => `let ${ofLines} make ${total(it)} items fewer`],
  };
  const [said, eased] = words[constraint]!;
  return {
    words: said,
    signs: subjects.map((it) => (it.bound === "upper" ? -1 : 1)),
    scales: subjects.map((it) => it.scale),
    unit,
    // The unit of these rows is the row's own, which says nothing to a planner.
    canGive: constraint !== "sustaining",
    eased,
  };
}
