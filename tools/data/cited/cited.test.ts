import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";

type Row = Readonly<Record<string, string>>;

const MEMBERS = "ALB BEL BGR CAN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN ISL ITA LTU LUX LVA MKD MNE NLD NOR POL PRT ROU SVK SVN SWE TUR USA".split(" ");
const GROUPS = ["_NATO", "_NATO_EUROPE", "_EUROPE", "_EU", "_BALTIC"];
/** Makers outside the alliance whose lines supply members. */
const MAKERS = ["KOR", "UKR"];
const CONFIDENCE = ["low", "medium", "high"];

const TABLES: Readonly<
  Record<
    string,
    { readonly head: string; readonly key: readonly string[]; readonly numbers: readonly string[]; readonly ranges: readonly (readonly [string, string])[] }
  >
> = {
  "holdings.csv": {
    head: "nation_iso3,service,system_name,variant_text,system_class,quantity_low,quantity_high,in_storage,on_order,origin_iso3,as_of,source,source_licence,how_read,confidence,measure,licence_class,source_location,note",
    key: ["nation_iso3", "service", "system_name", "variant_text", "system_class", "as_of", "source_location"],
    numbers: ["quantity_low", "quantity_high", "in_storage", "on_order"],
    ranges: [["quantity_low", "quantity_high"]],
  },
  "requirements.csv": {
    head: "req_id,capability_code,scope,quantity_low,quantity_high,unit,year,planning_situation,kind,rule,source,source_date,how_read,confidence,note",
    key: ["capability_code", "scope", "quantity_low", "unit", "planning_situation", "source"],
    numbers: ["quantity_low", "quantity_high"],
    ranges: [["quantity_low", "quantity_high"]],
  },
  "lines.csv": {
    head: "fact_id,item,category,producer_or_party,iso3_or_group,figure_kind,value_low,value_high,unit,applies_to,source,source_location,how_read,confidence,note",
    key: ["item", "category", "producer_or_party", "figure_kind", "applies_to", "source_location"],
    numbers: ["value_low", "value_high"],
    ranges: [["value_low", "value_high"]],
  },
  "unit_costs.csv": {
    head: "cost_id,system_name,system_class,unit,unit_cost_low,unit_cost_high,currency,price_year,included,derivation,nation_iso3,source,source_date,how_read,confidence,note",
    key: ["system_name", "unit", "price_year", "nation_iso3", "source"],
    numbers: ["unit_cost_low", "unit_cost_high", "price_year"],
    ranges: [["unit_cost_low", "unit_cost_high"]],
  },
  "adoptions.csv": {
    head: "nation_iso3,standard,status,year,source,source_location,source_date,licence,how_read,confidence,note",
    key: ["nation_iso3", "standard", "status", "source_location"],
    numbers: ["year"],
    ranges: [],
  },
};

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, file), "utf8");
const rowsOf = (file: string): readonly Row[] => parse<Record<string, string>>(textOf(file), { columns: true });

/** Rows that break a rule, as text that finds them. */
const breaking = (rows: readonly Row[], keeps: (row: Row) => boolean): readonly string[] =>
  rows.filter((row) => !keeps(row)).map((row) => Object.values(row).join(" | "));

const cell = (row: Row, name: string): string => row[name] ?? "";
const isNumberOrAbsent = (text: string): boolean => text === "" || (/^\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text)));
const hasAddress = (text: string): boolean => /https?:\/\/[^\s,]+\.[^\s,]+/.test(text);

describe.each(Object.entries(TABLES))("%s", (file, table) => {
  const rows = rowsOf(file);

  it("has the agreed header and rows", () => {
    expect(textOf(file).split("\n")[0]).toBe(table.head);
    expect(rows.length).toBeGreaterThan(0);
  });

  it("holds numbers where numbers belong, low not above high", () => {
    expect(breaking(rows, (row) => table.numbers.every((name) => isNumberOrAbsent(cell(row, name))))).toEqual([]);
    expect(
      breaking(rows, (row) =>
        table.ranges.every(([low, high]) => cell(row, low) === "" || cell(row, high) === "" || Number(cell(row, low)) <= Number(cell(row, high))),
      ),
    ).toEqual([]);
  });

  it("names a source with its address and how sure it is, in every row", () => {
    expect(breaking(rows, (row) => cell(row, "source") !== "" && hasAddress(`${cell(row, "source")} ${cell(row, "source_location")}`))).toEqual([]);
    expect(breaking(rows, (row) => CONFIDENCE.includes(cell(row, "confidence")) && cell(row, "how_read") !== "")).toEqual([]);
  });

  it("states each thing once", () => {
    const keys = rows.map((row) => table.key.map((name) => cell(row, name)).join(" | "));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});

describe("names and words", () => {
  it("names members, or a group where a group owns or needs", () => {
    expect(breaking(rowsOf("holdings.csv"), (row) => [...MEMBERS, "_NATO"].includes(cell(row, "nation_iso3")))).toEqual([]);
    expect(breaking(rowsOf("adoptions.csv"), (row) => MEMBERS.includes(cell(row, "nation_iso3")))).toEqual([]);
    expect(breaking(rowsOf("requirements.csv"), (row) => [...MEMBERS, ...GROUPS].includes(cell(row, "scope")))).toEqual([]);
    expect(
      breaking(rowsOf("lines.csv"), (row) =>
        cell(row, "iso3_or_group")
          .split(" ")
          .every((it) => [...MEMBERS, ...GROUPS, ...MAKERS].includes(it)),
      ),
    ).toEqual([]);
    expect(breaking(rowsOf("unit_costs.csv"), (row) => [...MEMBERS, ...GROUPS, ...MAKERS].includes(cell(row, "nation_iso3")))).toEqual([]);
  });

  it("uses the agreed words", () => {
    expect(breaking(rowsOf("holdings.csv"), (row) => ["holding", "class_total", "order_or_plan"].includes(cell(row, "measure")))).toEqual([]);
    expect(breaking(rowsOf("holdings.csv"), (row) => cell(row, "licence_class") === "A" && cell(row, "source_licence") !== "")).toEqual([]);
    expect(breaking(rowsOf("adoptions.csv"), (row) => ["none", "planned", "ratified", "implemented", "verified"].includes(cell(row, "status")))).toEqual([]);
    expect(
      breaking(rowsOf("requirements.csv"), (row) =>
        ["official", "derived by rule", "think-tank estimate", "press report of classified"].includes(cell(row, "kind")),
      ),
    ).toEqual([]);
    expect(breaking(rowsOf("requirements.csv"), (row) => (cell(row, "kind") === "derived by rule") === (cell(row, "rule") !== ""))).toEqual([]);
  });

  it("says zero of a whole class only as a total that a page states", () => {
    const zeros = rowsOf("holdings.csv").filter((row) => cell(row, "system_name").startsWith("all ") && cell(row, "quantity_high") === "0");
    expect(breaking(zeros, (row) => cell(row, "measure") === "class_total")).toEqual([]);
  });

  it("takes nothing from closed yearbooks", () => {
    const closed = /military balance|janes|global\s?firepower|sipri/i;
    for (const file of readdirSync(import.meta.dirname).filter((it) => it.endsWith(".csv")))
      expect(breaking(rowsOf(file), (row) => !closed.test(Object.values(row).join(" ")))).toEqual([]);
  });
});
