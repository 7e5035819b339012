import { columnOf, type Explanation, type KindName, KINDS } from "#model";
import { addRanges, type Range, ZERO_RANGE } from "#quantities";
import { nationName, type Results } from "./results.ts";
import { whyKey } from "./why-key.ts";

const NONE = { method: "data", steps: [], parameters: [], facts: [], limits: [] } as const;
const isRange = (it: unknown): it is Range => typeof it === "object" && it !== null && "low" in it && "base" in it && "high" in it;

/**
 * Why a figure is what it is that one record states: the record itself, down to its document. Without a field: of the record as a whole.
 * Absent: there is no such record, or it has no such field.
 * @example explainRecord(results, { kind: "holding", id: "h.VAL.battery", field: "quantity" })
 */
export function explainRecord({ alliance }: Results, ask: { readonly kind: string; readonly id: string; readonly field?: string }): Explanation | undefined {
  if (!Object.hasOwn(KINDS, ask.kind)) return undefined;
  const kind = KINDS[ask.kind as KindName];
  const rows: readonly ({ readonly id: string } & object)[] = alliance.facts[ask.kind as KindName];
  const row = rows.find((it) => it.id === ask.id);
  if (row === undefined || (ask.field !== undefined && !Object.hasOwn(kind.fields, ask.field))) return undefined;
  const field = ask.field === undefined ? undefined : (kind.fields as Readonly<Record<string, { readonly meaning: string; readonly unit?: string }>>)[ask.field];
  const stated: unknown = ask.field === undefined ? undefined : Object.getOwnPropertyDescriptor(row, ask.field)?.value;
  const value = isRange(stated) ? stated : typeof stated === "number" ? flat(stated) : undefined;
  // Pages tell the cost of a programme in the alliance's money.
  const money = ask.kind === "programme" && ask.field === "value" && value !== undefined ? alliance.money(value, cellOf(row, "valueUnit"), cellOf(row, "priceBase")) : undefined;
  return {
    ...NONE,
    ...(money !== undefined && { steps: [{ text: `At the rates of the data set and in prices of ${alliance.settings.priceYear}`, value: money, unit: `M ${alliance.settings.currency}`, part: "money" }] }),
    question: ask.field === undefined ? `What does the record ${ask.id} of ${kind.file}.csv say?` : `What does the record ${ask.id} of ${kind.file}.csv say in ${columnOf(ask.field)}?`,
    ...(value !== undefined && { value }),
    unit: value === undefined || ask.field === undefined ? "" : unitOf(row, ask.field, field?.unit ?? ""),
    sentence: `${kind.title}${field === undefined ? "" : ` Stated as it stands here: ${field.meaning}`}`,
    facts: [`${ask.kind}:${ask.id}`],
  };
}

/** The text of a column, where it has one. */
function cellOf(row: object, name: string): string | undefined {
  const it: unknown = Object.getOwnPropertyDescriptor(row, name)?.value;
  return typeof it === "string" ? it : undefined;
}

/** Unit of a field: what its own column says, what the unit column says, or what the kind says. */
function unitOf(row: object, field: string, said: string): string {
  const cell = (name: string): string | undefined => cellOf(row, name);
  if (said.startsWith("M of the ")) return cell(`${field}Unit`) ?? cell("costUnit") ?? cell("unit") ?? said;
  return said === "" || said.startsWith("as the unit column") ? (cell("unit") ?? said) : said;
}

/** Why money on a path in a year is what it is, of one ally or of all of whom it is stated. */
export function explainMoney(results: Results, ask: { readonly path: string; /** Absent: all years of the plan. */ readonly year?: number; readonly nation?: string }): Explanation | undefined {
  const { alliance } = results;
  const unit = `M ${alliance.settings.currency}`;
  const rows = alliance.facts.budget.filter((it) => it.path === ask.path && (ask.year === undefined ? alliance.years.includes(it.year) : it.year === ask.year) && (ask.nation === undefined || it.nation === ask.nation));
  if (rows.length === 0) return undefined;
  const known = rows.flatMap((row) => {
    const money = alliance.money(row.amount, row.unit, row.priceBase);
    return money === undefined ? [] : [{ row, money }];
  });
  const nations = ask.nation === undefined ? alliance.nations.map((it) => it.id) : [ask.nation];
  const byNation = nations.flatMap((nation) => {
    const own = known.filter(({ row }) => row.nation === nation);
    return own.length === 0 ? [] : [{ nation, money: own.map((it) => it.money).reduce(addRanges, ZERO_RANGE) }];
  });
  const silent = alliance.nations.filter((it) => !byNation.some(({ nation }) => nation === it.id));
  const when = ask.year === undefined ? `from ${alliance.years[0]} to ${alliance.years.at(-1)}` : `in ${ask.year}`;
  return {
    ...NONE,
    question: ask.nation === undefined ? `What money have allies for the plan ${when} on the path ${ask.path}?` : `What money has ${nationName(alliance, ask.nation)} for the plan ${when} on the path ${ask.path}?`,
    ...(known.length > 0 && { value: known.reduce((sum, it) => addRanges(sum, it.money), ZERO_RANGE) }),
    unit,
    sentence: `${ask.nation === undefined ? `The sum over ${byNation.length} allies` : "What is stated"}, at the rates of the data set and in prices of ${alliance.settings.priceYear}.${ask.nation === undefined && silent.length > 0 ? ` Of ${silent.length} allies it is unknown, so it is at least this.` : ""}`,
    steps: byNation.toSorted((a, b) => b.money.base - a.money.base).map(({ nation, money }) => ({ text: nationName(alliance, nation), value: money, unit, ...(ask.nation === undefined && { why: whyKey("money", ask.path, ask.year ?? "all", nation) }) })),
    facts: known.map(({ row }) => `budget:${row.id}`),
    limits: ask.nation === undefined && silent.length > 0 ? [`Unknown: ${silent.map((it) => it.id).join(" ")}.`] : [],
  };
}

const flat = (value: number): Range => ({ low: value, base: value, high: value });
