/**
 * Builds the shipped data set: `node tools/data/build.ts SOURCE_FOLDER [TARGET_FOLDER] [--without-odbl]`.
 * SOURCE_FOLDER holds the collected open data; nothing under its `restricted/` is read. Same input, same bytes.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { columnOf, columnsOf, KINDS, type KindName } from "../../src/model/index.ts";
import { adoptionRows } from "./adoptions.ts";
import { capabilityRows } from "./capabilities.ts";
import { formatCsv, readTable, type Row } from "./csv.ts";
import { AS_OF, chosenOf, type Table } from "./facts.ts";
import { holdingRows } from "./holdings.ts";
import { lineRows } from "./lines.ts";
import { budgetBases, budgetRows, economyRows, euroOf, priceRows, rateRows } from "./money.ts";
import { labelRows, nationRows } from "./nations.ts";
import { initiativeRows, programmeRows, stockRows } from "./programmes.ts";
import { licenceText, readmeText } from "./readme.ts";
import { requirementRows } from "./requirements.ts";
import { SourceList } from "./sources.ts";
import { standardRows } from "./standards.ts";
import { TYPES } from "./classes.ts";
import { systemRows } from "./systems.ts";
import { leavesOfStandards, yieldRows } from "./yields.ts";

export type Tables = Readonly<Record<KindName, Table>>;

export function buildTables(folder: string, withAirframes: boolean): Tables {
  const read = (path: string): readonly Row[] => {
    if (path.includes("restricted")) throw new Error("files under restricted/ may not be read");
    return readTable(folder, path);
  };
  /** Single facts read in public pages for gaps that the collected tables leave. */
  const cited = (path: string): readonly Row[] => readTable(join(import.meta.dirname, "cited"), path);
  const sources = new SourceList();
  const nato = read("members/nato_defence_expenditure_long.csv");
  const citedNeeds = [...read("capabilities/requirements_cited.csv"), ...cited("requirements.csv")];
  const production = [...read("procurement_aid/production_rates_cited.csv"), ...cited("lines.csv")];
  const exchangeRate = rateRows(sources, nato);
  const capability = capabilityRows(sources, read("capabilities/capability_tree.csv"), read("capabilities/capability_groups.csv"));
  const unitOf = new Map(capability.filter((it) => it.level === "leaf").map((it) => [it.id!, it.unit!]));
  const holdings = holdingRows(sources, {
    cited: [...read("holdings/holdings_by_type_cited.csv"), ...cited("holdings.csv")],
    airframes: withAirframes ? read("holdings/airframes_listed_odbl.csv") : [],
    counts2014: read("equipment/rdmc_nato_comparison_1970_2014.csv"),
    nato,
  });
  const knownTypes = new Map([...TYPES.map((it) => [it.id, it.class] as const), ...holdings.types.map((it) => [it.id, it.class] as const)]);
  const programmes = programmeRows(sources, read("programmes/national_programmes_cited.csv"), { known: knownTypes, held: chosenOf(holdings.rows, (it) => `${it.nation}|${it.system}`) });
  const system = systemRows(sources, { costs: [...read("programmes/unit_costs_cited.csv"), ...cited("unit_costs.csv")], types: read("holdings/system_types.csv"), found: [...holdings.types, ...programmes.types] });
  const systems = new Set(system.map((it) => it.id!));
  const tables = {
    label: labelRows,
    parameter: [],
    // No open source states these.
    retirement: [],
    bill: [],
    adoptedOrder: [],
    answer: [],
    nation: nationRows(sources),
    exchangeRate,
    priceIndex: priceRows(sources),
    economy: economyRows(sources, { nato, bank: read("members/wb_gdp_population.csv"), personnel: read("members/cia_factbook_personnel.csv") }),
    budget: budgetRows(sources, budgetBases(nato, euroOf(exchangeRate, "USD", "2024"))),
    capability,
    requirement: requirementRows(sources, citedNeeds, unitOf),
    standard: standardRows(sources, read("interoperability/nato_stanag_and_allied_publications.csv"), leavesOfStandards()),
    adoption: adoptionRows(sources, cited("adoptions.csv")),
    system,
    yield: yieldRows(sources, read("capabilities/system_yields.csv"), (id) => systems.has(id)),
    holding: holdings.rows,
    stock: stockRows(sources, citedNeeds),
    programme: programmes.rows,
    line: lineRows(sources, production),
    initiative: initiativeRows(sources, read("programmes/multinational_initiatives_cited.csv")),
  };
  return { source: sources.rows() as Table, ...tables };
}

const SETTINGS = {
  name: "nato-open",
  alliance: "NATO",
  allianceFr: "OTAN",
  title: "Open data on NATO: what allies hold, plan, spend and build, from published sources",
  currency: "EUR",
  priceYear: 2025,
  firstYear: 2026,
  lastYear: 2035,
  budgetPath: "agreed",
  asOf: AS_OF,
  marking: "PUBLIC",
} as const;

const FRICTIONLESS: Readonly<Record<string, string>> = { number: "number", integer: "integer", year: "integer", share: "number", range: "number" };

/** Description of the folder as a Frictionless Data Package, its schemas read off the record kinds. */
function packageOf(tables: Tables): unknown {
  return {
    profile: "tabular-data-package",
    name: SETTINGS.name,
    title: SETTINGS.title,
    version: "1.0.0",
    created: AS_OF,
    licenses: [{ name: "CC-BY-SA-4.0", title: "Creative Commons Attribution-ShareAlike 4.0; rows of some sources carry other terms, see LICENSE.md", path: "https://creativecommons.org/licenses/by-sa/4.0/" }],
    concord: SETTINGS,
    resources: Object.entries(KINDS).filter(([kind]) => tables[kind as KindName].length > 0).map(([, kind]) => ({
      name: kind.file.replaceAll("_", "-"),
      path: `${kind.file}.csv`,
      profile: "tabular-data-resource",
      title: kind.title,
      schema: {
        fields: Object.entries(kind.fields).flatMap(([name, field]) => {
          const column = columnOf(name);
          const of = (heading: string): unknown => ({ name: heading, type: FRICTIONLESS[field.type] ?? "string", description: field.meaning });
          return field.type === "range" ? [of(`${column}_low`), of(column), of(`${column}_high`)] : [of(column)];
        }),
        primaryKey: "id",
      },
    })),
  };
}

if (import.meta.main) {
  const [folder, target = resolve(import.meta.dirname, "../../data/nato-open")] = process.argv.slice(2).filter((it) => !it.startsWith("--"));
  if (folder === undefined) {
    console.error("usage: node tools/data/build.ts SOURCE_FOLDER [TARGET_FOLDER] [--without-odbl]");
    process.exit(2);
  }
  const tables = buildTables(folder, !process.argv.includes("--without-odbl"));
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(target)) if (name.endsWith(".csv")) rmSync(join(target, name));
  for (const [name, kind] of Object.entries(KINDS)) {
    const rows = tables[name as KindName];
    if (rows.length > 0) writeFileSync(join(target, `${kind.file}.csv`), formatCsv(columnsOf(kind), rows));
    console.log(`${kind.file.padEnd(16)} ${rows.length}`);
  }
  writeFileSync(join(target, "datapackage.json"), `${JSON.stringify(packageOf(tables), null, 2)}\n`);
  writeFileSync(join(target, "README.md"), readmeText(tables));
  writeFileSync(join(target, "LICENSE.md"), licenceText());
}
