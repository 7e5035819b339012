import { addRanges, type Range, ZERO_RANGE } from "#quantities";
import { type About, aboutOf } from "./about.ts";
import { ambitionOf } from "./ambition.ts";
import { atLeast } from "./at-least.ts";
import { meaningOfPath, saidOfPath } from "./budget-path.ts";
import { counted } from "./counted.ts";
import { leafName, placeOf, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";
import { everyParameter } from "./why-view.ts";

/** A situation that requirements are stated for: what the alliance wants to be able to do. */
export interface GuidanceSituation {
  readonly situation: string;
  /** Capabilities with a requirement of the alliance for it. */
  readonly capabilities: number;
  /** The same as a figure that answers why. */
  readonly told: Shown;
  /** `plan`: assessed and planned on. `reference`: shown beside it. */
  readonly use: "plan" | "reference";
  readonly firstYear: number;
  readonly lastYear: number;
}

/** Money of all allies on one path. */
export interface GuidancePath {
  readonly path: string;
  /** Whether targets and plan are made on it. */
  readonly isUsed: boolean;
  readonly years: readonly { readonly year: number; readonly money: Shown }[];
  readonly total: Shown;
  /** Allies of whom it is stated in every year of the plan. */
  readonly nations: number;
  /** What it is, in a sentence. Absent: its name is the data set's own. */
  readonly meaning?: string;
  /** What its records say of themselves that those of other paths do not, in the words of the data set. */
  readonly said: readonly string[];
  /** Allies of whom it states another sum than the path that is used, in some year of the plan. */
  readonly differs: number;
}

/** A judgement with its value, default, range and source. */
export interface GuidanceParameter {
  readonly id: string;
  /** Engine that uses it: the first part of its name. */
  readonly engine: string;
  readonly meaning: string;
  /** Its unit in words. */
  readonly unitText: string;
  readonly value: Shown;
  readonly byDefault: Shown;
  /** Whether the data set states a value of its own. */
  readonly isOwn: boolean;
  readonly source: string;
}

/** Political guidance as the data set holds it: ambition, money, priorities and every judgement. */
export interface GuidanceView extends About {
  readonly allies: number;
  readonly situations: readonly GuidanceSituation[];
  readonly paths: readonly GuidancePath[];
  /** Capabilities whose shortfall counts more or less than that of others. */
  readonly priorities: readonly { readonly leaf: string; readonly name: string; readonly area: string; readonly weight: Shown }[];
  /** Capabilities of weight 1, like most. */
  readonly ordinary: number;
  readonly parameters: readonly GuidanceParameter[];
  /** Judgements that are the alliance's own, and no default. */
  readonly own: number;
}

/** Guidance: what was decided before anything is computed. */
export function guidanceView(results: Results): GuidanceView {
  const { alliance } = results;
  const parameters = parametersOf(results);
  const weighed = alliance.leaves.filter((it) => it.priority !== undefined && it.priority !== 1);
  return {
    ...aboutOf(results),
    allies: alliance.nations.length,
    situations: situationsOf(results),
    paths: [...new Set(alliance.facts.budget.map((it) => it.path))].map((path) => pathOf(results, path)).sort((a, b) => Number(b.isUsed) - Number(a.isUsed)),
    priorities: weighed
      .map((it) => ({ leaf: it.id, name: leafName(alliance, it.id), area: placeOf(alliance, it.id).area, weight: shown(results, whyKey("record", "capability", it.id, "priority"), "times", it.priority) }))
      .sort((a, b) => (b.weight.value ?? 0) - (a.weight.value ?? 0)),
    ordinary: alliance.leaves.length - weighed.length,
    parameters,
    own: parameters.filter((it) => it.isOwn).length,
  };
}

/** Every judgement there is, with its default and what the alliance says instead. */
const parametersOf = (results: Results): readonly GuidanceParameter[] =>
  everyParameter.map((it) => {
    const why = whyKey("parameter", it.id);
    return { id: it.id, engine: it.id.split(".")[0] ?? it.id, meaning: it.meaning, unitText: it.unit, value: shown(results, why, it.unit, results.alliance.valueOf(it)), byDefault: shown(results, why, it.unit, it.value, { part: "default" }), isOwn: results.alliance.facts.parameter.some((row) => row.parameter === it.id), source: it.source };
  });

function situationsOf(results: Results): readonly GuidanceSituation[] {
  const { alliance } = results;
  const found = new Map<string, { readonly situation: string; readonly use: "plan" | "reference"; readonly leaves: Set<string>; readonly years: number[] }>();
  for (const it of alliance.facts.requirement) {
    if (it.scope !== "alliance") continue;
    const key = `${it.use}|${it.situation}`;
    const one = found.get(key) ?? { situation: it.situation, use: it.use, leaves: new Set<string>(), years: [] };
    one.leaves.add(it.capability);
    one.years.push(it.year);
    found.set(key, one);
  }
  return [...found.values()]
    .map((it) => ({ situation: it.situation, use: it.use, capabilities: it.leaves.size, told: counted(results, { what: "ambition", when: "all", unit: "capabilities" }, ambitionOf(it), it.leaves.size), firstYear: Math.min(...it.years), lastYear: Math.max(...it.years) }))
    .sort((a, b) => (a.use === b.use ? b.capabilities - a.capabilities || (a.situation < b.situation ? -1 : 1) : a.use === "plan" ? -1 : 1));
}

function pathOf(results: Results, path: string): GuidancePath {
  const { alliance } = results;
  const [moneyOf, moneyUsed] = [moneyOn(results, path), moneyOn(results, results.path)];
  const meaning = meaningOfPath(path);
  const isOther = (key: string): boolean => {
    const [it, used] = [moneyOf.get(key), moneyUsed.get(key)];
    return it?.low !== used?.low || it?.base !== used?.base || it?.high !== used?.high;
  };
  const whole = alliance.nations.filter((nation) => alliance.years.every((year) => moneyOf.get(`${nation.id}|${year}`) !== undefined));
  const sum = totalOf([...moneyOf.values()]);
  const total = shownMoney(results, whyKey("money", path, "all"), sum);
  return {
    path,
    isUsed: path === results.path,
    total: { ...total, ...atLeast(results, sum, { unknown: alliance.nations.length - whole.length }) },
    nations: whole.length,
    ...(meaning !== undefined && { meaning }),
    said: saidOfPath(alliance.facts.budget, path),
    differs: alliance.nations.filter((nation) => alliance.years.some((year) => isOther(`${nation.id}|${year}`))).length,
    years: alliance.years.map((year) => {
      const known = alliance.nations.flatMap((nation): readonly Range[] => {
        const money = moneyOf.get(`${nation.id}|${year}`);
        return money === undefined ? [] : [money];
      });
      const silent = alliance.nations.length - known.length;
      const inYear = totalOf(known);
      const money = shownMoney(results, whyKey("money", path, year), inYear);
      return { year, money: { ...money, ...atLeast(results, inYear, { unknown: silent }) } };
    }),
  };
}

/** What a path gives each ally in each year of the plan, by ally and year. Unit: M. */
const moneyOn = ({ alliance }: Results, path: string): ReadonlyMap<string, Range | undefined> =>
  new Map(alliance.facts.budget.filter((it) => it.path === path && alliance.years.includes(it.year)).map((it) => [`${it.nation}|${it.year}`, alliance.money(it.amount, it.unit, it.priceBase)]));

/** The sum of what is known. None is: unknown. */
function totalOf(money: readonly (Range | undefined)[]): Range | undefined {
  const known = money.filter((it) => it !== undefined);
  return known.length === 0 ? undefined : known.reduce(addRanges, ZERO_RANGE);
}
