import type { Explanation } from "#model";
import type { Range } from "#quantities";
import { procurementView } from "./procurement-view.ts";
import type { Results } from "./results.ts";

interface Stated {
  readonly fact: string;
  readonly name: string;
  readonly what: string;
  readonly value: Range | undefined;
  readonly unit: string;
  /** What was done with it, if anything. */
  readonly done: string;
}

/** Why a figure that somebody stated is what it is: the record itself, and what money was converted by. Absent: there is no such record. */
export function explainStated(results: Results, kind: string, id: string, field: string): Explanation | undefined {
  if (kind === "class" && field === "overlap") return explainOverlap(results, id);
  const it = statedOf(results, kind, id, field);
  if (it === undefined) return undefined;
  const question = `What is stated as ${it.what} of ${it.name}?`;
  const common = { question, unit: it.unit, method: "data", steps: [], parameters: [], facts: [it.fact], limits: [] };
  return it.value === undefined ? { ...common, sentence: "Nobody stated it: it is unknown, not zero." } : { ...common, value: it.value, sentence: `It is taken from the record below${it.done}.` };
}

function statedOf({ alliance }: Results, kind: string, id: string, field: string): Stated | undefined {
  const { currency, priceYear } = alliance.settings;
  const converted = ` and put into M ${currency} at prices of ${priceYear} by the stated rates and price indices`;
  const { programme, system, line } = alliance.facts;
  switch (`${kind}/${field}`) {
    case "programme/quantity":
    case "programme/value": {
      const row = programme.find((it) => it.id === id);
      if (row === undefined) return undefined;
      const about = { fact: `programme:${id}`, name: `the programme ${row.nameEn}` };
      if (field === "quantity") return { ...about, what: "the quantity", value: row.quantity, unit: row.unit, done: "" };
      return { ...about, what: "the value", value: row.value === undefined ? undefined : alliance.money(row.value, row.valueUnit, row.priceBase), unit: `M ${currency}`, done: converted };
    }
    case "system/price": {
      const row = system.find((it) => it.id === id);
      if (row === undefined) return undefined;
      return { fact: `system:${id}`, name: row.nameEn, what: "the price of one", value: row.unitCost === undefined ? undefined : alliance.money(row.unitCost, row.costUnit, row.priceBase), unit: `M ${currency}`, done: converted };
    }
    case "line/rate": {
      const row = line.find((it) => it.id === id);
      return row === undefined ? undefined : { fact: `line:${id}`, name: `the line ${row.nameEn}`, what: "the most that it makes a year with today's plant", value: row.rateMaximum, unit: "items a year", done: "" };
    }
    default:
      return undefined;
  }
}

/** What the programmes of one class that meet in time are worth. */
function explainOverlap(results: Results, system: string): Explanation | undefined {
  const group = procurementView(results).groups.find((it) => it.system === system);
  if (group === undefined) return undefined;
  const { value } = group.overlapValue;
  const meeting = group.programmes.filter((it) => it.firstYear !== undefined && group.overlapYears.some((year) => year >= it.firstYear! && year <= (it.lastYear ?? it.firstYear!)));
  const unknown = meeting.filter((it) => it.value.value === undefined).length;
  return {
    question: `What are the programmes for ${group.name} worth that are delivered in the same years?`,
    ...(value !== undefined && { value: { low: value, base: value, high: value } }),
    unit: group.overlapValue.unit,
    method: "data",
    sentence: `The sum of what was stated; of ${unknown} of ${meeting.length} nobody stated a value.`,
    steps: meeting.map((it) => ({ text: `${it.nationName}: ${it.name}, ${it.firstYear} to ${it.lastYear ?? it.firstYear}`, ...(it.value.value !== undefined && { value: { low: it.value.low ?? it.value.value, base: it.value.value, high: it.value.high ?? it.value.value } }), unit: it.value.unit, why: it.value.why })),
    parameters: [],
    facts: meeting.map((it) => `programme:${it.id}`),
    limits: ["A programme without years, and one that is complete or cancelled, meets no other."],
  };
}
