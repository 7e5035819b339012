/**
 * Suite `non-interference`: pairs of worlds that differ in what a reader may not see, and controls that differ in what the
 * reader sees. Each world becomes a data set, one row a record, and every door of Concord is asked by the reader in both.
 */
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { existsSync, readdirSync } from "node:fs";
import { loadTexts } from "#adapters/files";
import { csvText, type DataReader, PACKAGE_FILE, visibleTo } from "#exchange";
import { categoriesOf, type Held, isProblem, kindOf, labelOf, type LabelPolicy, type PolicyTerms, type WrittenLabel } from "#labels";
import { type AlgebraFile, clearanceOf, policiesIn, policyNamed, termsOf } from "./labels.ts";
import { differences, type Guesses, outputsFor } from "./outputs.ts";
import { type Case, eachFile, fileAt, isRow, jsonIn, rowsOf, type Suite } from "./suite.ts";

interface WorldRecord {
  readonly id: string;
  readonly nation: string;
  readonly kind: string;
  readonly item: string;
  readonly quantity: number;
  readonly asOf: string;
  readonly label: WrittenLabel;
}

interface Scenario {
  readonly id: string;
  readonly mutation: string;
  readonly reader: { readonly maxClassificationHierarchy: number; readonly restrictive: readonly Held[]; readonly nation: string; readonly permissive: Readonly<Record<string, readonly string[]>> };
  readonly visibleIds: readonly string[];
  readonly worldA: readonly WorldRecord[];
  readonly worldB: readonly WorldRecord[];
  readonly expect: string;
}

/** What is public in both worlds: who the allies are, and the code list of items. */
interface Stage {
  readonly terms: PolicyTerms;
  readonly nations: readonly string[];
  readonly items: readonly string[];
}

const FIRST_YEAR = 2026;
const LAST_YEAR = 2028;
const OPEN = "open";
const proof = (label: string, asOf: string): readonly string[] => ["returns", asOf, "official", "high", label];
const PROOF = ["source", "as_of", "evidence", "confidence", "label"];

const SETTINGS = JSON.stringify({
  profile: "tabular-data-package",
  name: "worlds",
  title: "A world of records",
  concord: { alliance: "Alliance", allianceFr: "Alliance", currency: "CRN", priceYear: FIRST_YEAR, firstYear: FIRST_YEAR, lastYear: LAST_YEAR, budgetPath: "held", asOf: "2025-12-31", marking: "OPEN" },
  resources: [],
});

const IDENTICAL = "every output for this reader is byte-identical in A and B";
const DIFFERS = "at least one output differs";

/** A name as an id of a data set, the same wherever the name is and another for every name: all but letters and digits by their code point. */
const idOf = (kind: "record" | "item", name: string): string => `${kind}-${[...name].map((it) => (/[A-Za-z0-9]/.test(it) ? it : `_${it.codePointAt(0)!.toString(16)}_`)).join("")}`;

/** Records of a world, their ids and items as ids of a data set. @throws Error where one has no id, item or nation */
function recordsOf(world: unknown, name: string): readonly WorldRecord[] {
  if (!Array.isArray(world)) throw new Error(`it has no list ${name}`);
  return (world as readonly unknown[]).map((it, at) => {
    if (!isRow(it)) throw new Error(`record ${at + 1} of ${name} is no object`);
    const missing = ["id", "nation", "item"].find((field) => typeof it[field] !== "string" || it[field] === "");
    if (missing !== undefined) throw new Error(`record ${at + 1} of ${name} has no text "${missing}"`);
    const record = it as unknown as WorldRecord;
    return { ...record, id: idOf("record", record.id), item: idOf("item", record.item) };
  });
}

/** A world as a data set: public tables, and a row for each record under a label named by its content. */
function datasetOf(world: readonly WorldRecord[], { terms, nations, items }: Stage): ReadonlyMap<string, string> {
  const open = proof(OPEN, "2025-01-01");
  const labels = new Map<string, readonly string[]>([[OPEN, [OPEN, terms.policy.name, "0", "OPEN", "", "", "everyone", "", ""]]]);
  const rows: Record<string, (readonly string[])[]> = {};
  const add = (file: string, row: readonly string[]): void => void (rows[file] ??= []).push(row);
  for (const it of nations) add("nations.csv", [it, ...open, it, "north", "2000", "CRN"]);
  for (const it of nations) add("economy.csv", [`gdp.${it}`, ...open, it, "gdp", "2025", "1000", "M CRN", "current"]);
  add("capabilities.csv", ["defence", ...open, "", "area", "Defence", "", "", ""]);
  for (const it of items) {
    add("capabilities.csv", [it, ...open, "defence", "leaf", it, "land", "industrial", "units"]);
    add("systems.csv", [it, ...open, "platform", it, "units", "1", "M CRN", `constant ${FIRST_YEAR}`, "0.05", "1"]);
    add("yields.csv", [`y.${it}`, ...open, it, it, "1", "additive"]);
    add("requirements.csv", [`all.${it}`, ...open, it, "alliance", String(FIRST_YEAR), "100000", "units", "main", "plan"]);
    add("lines.csv", [`l.${it}`, ...open, it, "Works", nations[0] ?? "", it, "1000", "1"]);
  }
  for (const nation of nations) for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) add("budgets.csv", [`b.${nation}.${year}`, ...open, nation, String(year), "held", "1000", "M CRN", `constant ${FIRST_YEAR}`]);
  for (const it of world) {
    const label = rowFor(terms, it);
    labels.set(label[0]!, label);
    const about = [it.id, ...proof(label[0]!, it.asOf)];
    const quantity = String(it.quantity);
    if (it.kind === "order") add("programmes.csv", [...about, it.nation, it.item, it.id, quantity, "units", String(FIRST_YEAR), String(FIRST_YEAR + 1), "approved"]);
    else if (it.kind === "requirement") add("requirements.csv", [...about, it.item, it.nation, String(FIRST_YEAR), quantity, "units", "main", "plan"]);
    else if (it.kind === "target") add("answers.csv", [...about, it.nation, it.item, "reserve", quantity, "units", "as the record says"]);
    else add("holdings.csv", [...about, it.nation, it.item, quantity, "units", "1"]);
  }
  const headings: Readonly<Record<string, readonly string[]>> = {
    "nations.csv": ["id", ...PROOF, "name_en", "region", "accession_year", "currency"],
    "economy.csv": ["id", ...PROOF, "scope", "measure", "year", "value", "unit", "price_base"],
    "capabilities.csv": ["id", ...PROOF, "parent", "level", "name_en", "domain", "character", "unit"],
    "systems.csv": ["id", ...PROOF, "kind", "name_en", "unit", "unit_cost", "cost_unit", "price_base", "upkeep", "lead_time"],
    "yields.csv": ["id", ...PROOF, "system", "capability", "quantity", "combine"],
    "requirements.csv": ["id", ...PROOF, "capability", "scope", "year", "quantity", "unit", "situation", "use"],
    "lines.csv": ["id", ...PROOF, "name_en", "supplier", "nation", "systems", "rate_maximum", "share"],
    "budgets.csv": ["id", ...PROOF, "nation", "year", "path", "amount", "unit", "price_base"],
    "programmes.csv": ["id", ...PROOF, "nation", "system", "name_en", "quantity", "unit", "first_year", "last_year", "status"],
    "answers.csv": ["id", ...PROOF, "nation", "capability", "response", "quantity", "unit", "reason"],
    "holdings.csv": ["id", ...PROOF, "nation", "system", "quantity", "unit", "readiness"],
  };
  const files = new Map([[PACKAGE_FILE, SETTINGS]]);
  files.set("labels.csv", csvText([["id", "policy", "level", "marking_en", "marking_fr", "releasable_to", "absent_means", "restrictive", "permissive"], ...labels.values()]));
  files.set("sources.csv", csvText([["id", "title", "licence", "licence_class", "as_of"], ["returns", "Returns", "invented", "A", "2025-01-01"]]));
  for (const [file, of] of Object.entries(rows)) files.set(file, csvText([headings[file]!, ...of]));
  return files;
}

/** Row of the table of labels for a record, named by what it says and to whom. */
function rowFor(terms: PolicyTerms, { label, nation }: WorldRecord): readonly string[] {
  const { policy, releaseSet } = terms;
  const meant = labelOf(terms, { originator: nation, ...label });
  if (isProblem(meant)) throw new RangeError(meant.message);
  const release = meant.clauses[releaseSet ?? ""] ?? [];
  const held = (pairs: readonly Held[]): string => pairs.map((it) => it.join("=")).join("; ");
  const permissive = Object.entries(meant.clauses).flatMap(([set, clauses]) => (set === releaseSet ? [] : clauses.flatMap((clause) => clause.map((value): Held => [set, value]))));
  const cells = [policy.name, String(meant.hierarchy), label.classification, "", release.flat().join(" "), release.length === 0 ? "everyone" : "originator", held(meant.restrictive), held(permissive)];
  return [`label-${createHash("sha256").update(JSON.stringify(cells)).digest("hex").slice(0, 16)}`, ...cells];
}

function readerOf(scenario: Scenario, policy: LabelPolicy): DataReader {
  const reader = clearanceOf(policy, scenario.reader);
  const unknown = reader.restrictive.find(([set, value]) => kindOf(policy, set, value) !== "restrictive");
  if (unknown !== undefined) throw new RangeError(`${policy.name} has no restrictive value ${unknown.join(" ")}`);
  return { nation: reader.nation, level: reader.hierarchy, groups: [], holds: [...reader.restrictive, ...Object.entries(reader.permissive).flatMap(([set, values]) => values.map((it): Held => [set, it]))] };
}

/** What is wrong with how Concord serves the pair. */
function troubleOf(scenario: Scenario, terms: PolicyTerms): string | undefined {
  const { visibleIds } = scenario;
  const expected = String(scenario.expect).trim().toLowerCase();
  if (![IDENTICAL, DIFFERS].some((it) => it.toLowerCase() === expected)) return `what it expects is not understood: ${JSON.stringify(scenario.expect) ?? "nothing"}; write "${IDENTICAL}" or "${DIFFERS}"`;
  if (!Array.isArray(visibleIds)) return "it does not say what the reader sees: visibleIds is no list";
  const [worldA, worldB] = [recordsOf(scenario.worldA, "worldA"), recordsOf(scenario.worldB, "worldB")];
  const both = [...worldA, ...worldB];
  const who = readerOf(scenario, terms.policy);
  const release = terms.releaseSet === undefined ? [] : categoriesOf(terms.policy, terms.releaseSet, "permissive").map((it) => it.name);
  const stage: Stage = {
    terms,
    nations: [...new Set([...release.filter((it) => !(it in terms.roster)), ...Object.values(terms.roster).flat(), who.nation, ...both.map((it) => it.nation)])].sort(),
    items: [...new Set(both.map((it) => it.item))].sort(),
  };
  const guesses: Guesses = { nations: stage.nations, leaves: stage.items, facts: [...new Set(both.map((it) => it.id))].slice(0, 40) };
  const [a, b] = [worldA, worldB].map((it) => datasetOf(it, stage)) as [ReadonlyMap<string, string>, ReadonlyMap<string, string>];
  // A row that was left out as wrong would hide what a label should: the worlds have to be sound.
  const unsound = [a, b].flatMap((it) => loadTexts(it).findings.filter((one) => one.level === "error" && one.code !== "missing-file"))[0];
  if (unsound !== undefined) return `the world makes no sound data set: ${unsound.file}: ${unsound.message}`;
  const firstCells = new Set([...visibleTo(a, who)].flatMap(([file, text]) => (file === PACKAGE_FILE ? [] : text.split("\n").map((line) => line.slice(0, Math.max(line.indexOf(","), 0))))));
  const told = (ids: readonly string[]): string => JSON.stringify([...ids].sort());
  const seen = scenario.worldA.map((it) => it.id).filter((id) => firstCells.has(idOf("record", id)));
  if (told(seen) !== told(visibleIds)) return `expected the reader to see ${told(visibleIds)}, and the reader sees ${told(seen)}`;
  const differing = differences(outputsFor(a, who, guesses), outputsFor(b, who, guesses));
  if (expected === DIFFERS) return differing.length > 0 ? undefined : "no output differs, and one should: the comparison sees nothing";
  return differing.length === 0 ? undefined : `these differ: ${differing.slice(0, 5).join(", ")}`;
}

/** The policy of a name: of the folder, else of the folder of label algebra beside it, else of any other beside it. @throws Error where it cannot be told which */
function policyNear(folder: string, name: unknown): LabelPolicy | undefined {
  const beside = dirname(folder);
  const others = existsSync(beside) ? readdirSync(beside).map((it) => join(beside, it)).filter((it) => it !== folder && fileAt(it)?.isDirectory() === true) : [];
  const [first, rest] = [others.filter((it) => basename(it) === "label-algebra"), others.filter((it) => basename(it) !== "label-algebra")];
  return policyNamed(policiesIn(folder), name) ?? policyNamed(first.flatMap(policiesIn), name) ?? policyNamed(rest.flatMap(policiesIn), name);
}

export const nonInterference: Suite = {
  folder: "non-interference",
  endings: [".json", ".xml"],
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    eachFile({ folder, ending: ".json", cases }, (file) => {
      const read = jsonIn(folder, file, cases);
      if (read === undefined) return;
      if (!isRow(read)) throw new Error("it is no object with scenarios");
      const value: AlgebraFile & { readonly scenarios?: unknown } = read;
      const policy = policyNear(folder, value.policy);
      if (policy === undefined) {
        notClaimed.push(`${file}: no readable policy ${String(value.policy)} lies in the folder or beside it`);
        return;
      }
      const terms = termsOf(policy, value);
      const scenarios = rowsOf(cases, `${file} scenarios`, value.scenarios);
      if (!Array.isArray(value.scenarios) || value.scenarios.length === 0) notClaimed.push(`${file}: it has no scenarios`);
      for (const [at, it] of scenarios.entries()) {
        const scenario = it as unknown as Scenario;
        const name = `${file} ${String(scenario.id ?? `scenario ${at + 1}`)} ${String(scenario.mutation ?? "")}`.trim();
        try {
          const trouble = troubleOf(scenario, terms);
          cases.push({ name, ...(trouble !== undefined && { trouble }) });
        } catch (error) {
          cases.push({ name, trouble: error instanceof Error ? error.message : String(error) });
        }
      }
    });
    return { suite: "non-interference", cases, notClaimed };
  },
};
