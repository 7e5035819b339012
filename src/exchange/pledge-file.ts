import { nearest } from "#model";
import type { Finding } from "#stdx";
import { scanCsv } from "./csv-scan.ts";
import { FINDINGS_MAX } from "./findings.ts";
import { separatorOf } from "./separator.ts";

/** One ally's sealed pledge as written. */
export interface PledgeRow {
  readonly ally: string;
  /** Unit: the item's. Above 0. */
  readonly quantity: number;
  /** Dearest unit price at which it holds. Not negative. */
  readonly priceMost: number;
  /** Last year in which delivery is of use. Absent: every year is. */
  readonly byYear?: number;
  /** Weight in the glut clause. Absent: its quantity. */
  readonly weight?: number;
  /** Confidentiality label, kept as written. Absent: none was stated. */
  readonly label?: string;
  /** Line in the file, as an editor counts. */
  readonly line: number;
}

interface SettingRule {
  readonly meaning: string;
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
}

/** What the head of a pledge file may state, one `# name: value` a line. */
export const PLEDGE_SETTINGS = {
  item: { meaning: "what is bought" },
  unit: { meaning: "what one is called" },
  currency: { meaning: "money of the prices" },
  first_price: { meaning: "unit price up to the first lot", least: 0 },
  first_lot: { meaning: "quantity up to which the first price holds", above: 0 },
  slope: { meaning: "price ratio per doubling beyond the first lot", above: 0, most: 1 },
  floor: { meaning: "price below which no quantity brings it, as a share of the first price", least: 0, most: 1 },
  delivered_by: { meaning: "year by which the maker delivers", least: 1900, most: 2200 },
  offtake: { meaning: "least that the members take together, come what may", least: 0 },
  closure_cost: { meaning: "cost of closing the line early", least: 0 },
} as const satisfies Readonly<Record<string, SettingRule>>;

export type PledgeSetting = keyof typeof PLEDGE_SETTINGS;
type TextSetting = "item" | "unit" | "currency";
export type PledgeSettings = { readonly [name in Exclude<PledgeSetting, TextSetting>]?: number } & { readonly [name in TextSetting]?: string };

/** What a pledge file says. With an error among the findings it must not be cleared: a row left out would move everybody's price. */
export interface PledgeFile {
  readonly pledges: readonly PledgeRow[];
  readonly settings: PledgeSettings;
  readonly findings: readonly Finding[];
}

const COLUMNS = ["ally", "quantity", "price_most", "by_year", "weight", "label"] as const;
type Column = (typeof COLUMNS)[number];
// More than anybody adds by hand.
const COLUMNS_MOST = 50;
const NEEDED: readonly Column[] = ["ally", "quantity", "price_most"];
const RULES: Readonly<Record<string, { readonly least?: number; readonly above?: number }>> = { quantity: { above: 0 }, price_most: { least: 0 }, by_year: { least: 1900 }, weight: { least: 0 } };

/**
 * Reads a file of pledges: a head of `# name: value` lines, then a table with `ally`, `quantity`, `price_most` and, where
 * wanted, `by_year`, `weight` and `label`. Every fault is a finding with its line and column.
 * @example readPledges("p.csv", "# slope: 0.8\nally,quantity,price_most\nAsh,2,5\n").pledges // → [{ ally: "Ash", quantity: 2, priceMost: 5, line: 3 }]
 */
export function readPledges(file: string, text: string): PledgeFile {
  const findings: Finding[] = [];
  const isFull = (): boolean => findings.length >= FINDINGS_MAX;
  const say = (code: string, line: number, message: string, mend: string, column?: string): void => void (isFull() || findings.push({ level: "error", code, file, row: line, ...(column !== undefined && { column }), message, mend }));
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const isHead = (line: string): boolean => line.trimStart().startsWith("#");
  const settings = settingsOf(lines.flatMap((it, at) => (isHead(it) ? [{ text: it.trim().slice(1).trim(), line: at + 1 }] : [])), say);
  const table = lines.map((it) => (isHead(it) ? "" : it)).join("\n");
  const pledges: PledgeRow[] = [];
  const seen = new Map<string, number>();
  let columns: readonly string[] | undefined;
  const faults = scanCsv(table, separatorOf(table.trimStart()), (cells, line) => {
    // A file this far from one of pledges is not read on: what it lists is enough to mend.
    if (isFull()) return;
    if (columns === undefined) {
      columns = headingsOf(cells, line, say);
      return;
    }
    const cell = (name: Column): string => cells[columns?.indexOf(name) ?? -1] ?? "";
    const before = findings.length;
    if (cells.length !== columns.length) say("ragged-row", line, `The row has ${cells.length} cells where the heading has ${columns.length}.`, "Check the separators and quotes of the row.");
    if (cell("ally") === "") say("missing-value", line, "Who pledges is not said.", "Write the ally.", "ally");
    const number = (name: Column): number | undefined => (cell(name) === "" ? undefined : numberOf(cell(name), { name, line, rule: RULES[name] ?? {}, say }));
    const [quantity, priceMost, byYear, weight] = (["quantity", "price_most", "by_year", "weight"] as const).map(number);
    for (const name of ["quantity", "price_most"] as const) if (cell(name) === "") say("missing-value", line, `The ${name} is empty.`, name === "quantity" ? "Write how many it takes." : "Write the dearest unit price at which the pledge holds.", name);
    const first = seen.get(cell("ally"));
    if (first !== undefined) say("two-pledges", line, `${cell("ally")} pledges twice: also in line ${first}.`, "Join its pledges into one, or clear them one after the other.", "ally");
    seen.set(cell("ally"), line);
    if (findings.length > before || quantity === undefined || priceMost === undefined) return;
    pledges.push({ ally: cell("ally"), quantity, priceMost, line, ...(byYear !== undefined && { byYear }), ...(weight !== undefined && { weight }), ...(cell("label") !== "" && { label: cell("label") }) });
  });
  for (const it of faults.slice(0, FINDINGS_MAX)) say(it.code, it.line, "A quote is broken, so the row cannot be read.", 'Close the quote, and write a quote within a cell as "".');
  if (columns === undefined) say("no-heading", 1, "There is no heading line.", `Begin the table with: ${COLUMNS.join(",")}`);
  else if (pledges.length === 0 && findings.length === 0) say("no-row", 1, "There is no pledge.", "Write one row per ally.");
  return { pledges, settings, findings };
}

const SETTINGS: ReadonlyMap<string, SettingRule> = new Map(Object.entries<SettingRule>(PLEDGE_SETTINGS));

type Say = (code: string, line: number, message: string, mend: string, column?: string) => void;

function headingsOf(cells: readonly string[], line: number, say: Say): readonly string[] {
  const columns = cells.map((it) => it.trim().toLowerCase().replaceAll(/[\s-]+/g, "_"));
  for (const it of NEEDED) if (!columns.includes(it)) say("missing-column", line, `The column "${it}" is missing.`, `Name the columns: ${COLUMNS.join(", ")}; the last three may be left out.`, it);
  for (const it of columns.slice(0, COLUMNS_MOST)) if (!COLUMNS.some((column) => column === it)) say("unknown-column", line, `"${it}" is no column of a pledge.`, nearest(it, COLUMNS) === undefined ? "Leave it out." : `Did you mean ${nearest(it, COLUMNS)}?`, it);
  if (columns.length > COLUMNS_MOST) say("too-many-columns", line, `The heading has ${columns.length} columns.`, `A file of pledges has up to ${COLUMNS.length}; look for a separator that is none.`);
  return columns;
}

function settingsOf(head: readonly { readonly text: string; readonly line: number }[], say: Say): PledgeSettings {
  const names = Object.keys(PLEDGE_SETTINGS);
  const settings: Record<string, string | number> = {};
  for (const { text, line } of head.slice(0, FINDINGS_MAX)) {
    const [, name = "", value = ""] = /^([\w -]+?)\s*:\s*(.*)$/.exec(text) ?? [];
    // A head line without a colon is a remark.
    if (name === "") continue;
    const key = name.toLowerCase().replaceAll(/[\s-]+/g, "_");
    const rule = SETTINGS.get(key);
    if (rule === undefined) say("unknown-setting", line, `"${name}" is nothing that the head of a pledge file states.`, nearest(key, names) === undefined ? `It may state: ${names.join(", ")}.` : `Did you mean ${nearest(key, names)}?`);
    else if (key === "item" || key === "unit" || key === "currency") settings[key] = value;
    else {
      const number = numberOf(value, { name: key, line, rule, say });
      if (number !== undefined) settings[key] = number;
    }
  }
  return settings;
}

interface NumberAsk {
  readonly name: string;
  readonly line: number;
  readonly rule: Omit<SettingRule, "meaning">;
  readonly say: Say;
}

function numberOf(text: string, { name, line, rule, say }: NumberAsk): number | undefined {
  const value = text === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return void say("not-a-number", line, `"${text}" is no number.`, "Write digits with a point for decimals and nothing between thousands, for example 1250.5.", name);
  const low = rule.least !== undefined && value < rule.least ? `at least ${rule.least}` : rule.above !== undefined && value <= rule.above ? `above ${rule.above}` : undefined;
  if (low !== undefined) return void say("out-of-range", line, `${name} is ${value}, and must be ${low}.`, "Check the figure.", name);
  if (rule.most !== undefined && value > rule.most) return void say("out-of-range", line, `${name} is ${value}, and must be at most ${rule.most}.`, "Check the figure.", name);
  return value;
}
