/**
 * `node tools/history/build.ts DIR`: builds the tables of `data/history/` from the original files of each data set in DIR.
 * With `--check` nothing is written: each table is compared with the shipped one, and those that differ are named (exit 1).
 * The original files are not shipped: `data/history/README.md` says where each comes from and under which terms.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { BREMER_RAW, buildAdoption, buildAlliances, buildAttacks, buildBremer, buildExtra, buildFulfilment, buildPanel, buildReliability, buildWars, RAW_NAMES, type RawTables, type Table } from "#engines/history";
import { csvText, scanCsv } from "#exchange";
import { ROOT } from "../files.ts";

/** Reads an original file: numbers as they are, dates as year and month, other words left out. `row` numbers the rows. */
export function rawTable(text: string): Table {
  let headings: readonly string[] | undefined;
  const rows: (readonly string[])[] = [];
  const faults = scanCsv(text, ",", (cells) => {
    if (headings === undefined) headings = cells.map((it) => it.trim());
    else if (cells.some((it) => it !== "")) rows.push(cells);
  });
  if (faults[0] !== undefined) throw new RangeError(`the table is broken: ${JSON.stringify(faults[0])}`);
  const columns = new Map<string, Float64Array>([["row", Float64Array.from(rows, (_, it) => it)]]);
  for (const [index, heading] of (headings ?? []).entries()) {
    const cells = rows.map((it) => (it[index] ?? "").trim());
    if (cells.some((it) => /^\d{4}-\d{2}-\d{2}$/.test(it))) {
      columns.set(`${heading}_year`, Float64Array.from(cells, (it) => Number(it.slice(0, 4) || Number.NaN)));
      columns.set(`${heading}_month`, Float64Array.from(cells, (it) => Number(it.slice(5, 7) || Number.NaN)));
    } else columns.set(heading, Float64Array.from(cells, (it) => (it === "" ? Number.NaN : Number(it))));
  }
  return { rowCount: rows.length, columns };
}

/** A table as CSV text; what is missing is empty. */
export const tableCsv = ({ columns, rowCount }: Table): string => csvText([[...columns.keys()], ...Array.from({ length: rowCount }, (_, row) => [...columns.values()].map((it) => (Number.isNaN(it[row]!) ? "" : String(it[row]!))))]);

if (process.argv[1]?.endsWith("build.ts") === true && process.argv[1].includes("history")) {
  const folder = process.argv[2];
  if (folder === undefined) {
    process.stderr.write("Name the folder with the original files: node tools/history/build.ts DIR\n");
    process.exit(2);
  }
  const read = (name: string): Table => rawTable(readFileSync(join(folder, `${name}.csv`), "utf8"));
  const raw = Object.fromEntries([...RAW_NAMES, ...BREMER_RAW].map((it) => [it, read(it)])) as unknown as Parameters<typeof buildBremer>[0] & RawTables;
  const { panel, counts, relevant } = buildPanel(raw);
  process.stdout.write(`${JSON.stringify(counts)}\n${panel.rowCount} rows in the panel\n`);
  const out = join(ROOT, "data", "history");
  mkdirSync(out, { recursive: true });
  const isCheck = process.argv.includes("--check");
  const write = (name: string, text: string): void => {
    const path = join(out, `${name}.csv.gz`);
    if (!isCheck) return writeFileSync(path, gzipSync(text, { level: 9 }));
    const isSame = gunzipSync(readFileSync(path)).equals(Buffer.from(text));
    process.stdout.write(`${name}: ${isSame ? "as shipped" : "differs from what is shipped"}\n`);
    if (!isSame) process.exitCode = 1;
  };
  write("panel", tableCsv(panel));
  write("panel_extra", tableCsv(buildExtra({ ...raw, nuclear_stockpiles: read("nuclear_stockpiles") }, panel)));
  write("bremer", tableCsv(buildBremer(raw, relevant)));
  write("alliances", tableCsv(buildAlliances(read("atop_alliances"))));
  write("reliability", tableCsv(buildReliability(read("alliance_performance_bf2018"))));
  write("fulfilment", tableCsv(buildFulfilment(read("alliance_performance_leeds_anac2005"))));
  write("wars", tableCsv(buildWars(read("interstate_wars"), raw.atop_dyad_spells)));
  const warNames = new Map<string, string>();
  scanCsv(readFileSync(join(folder, "interstate_wars.csv"), "latin1"), ",", ([war = "", name = ""]) => void warNames.set(war, name));
  const attacks = buildAttacks({ panel, disputes: raw.mid5_dispute_dyad_years, wars: read("interstate_wars") });
  write("attacks", csvText([["a", "b", "year", "war", "name"], ...attacks.map((it) => [String(it.a), String(it.b), String(it.year), String(it.war), warNames.get(String(it.war)) ?? `dispute ${it.dispute}`])]));
  const names = new Map<string, string>();
  scanCsv(readFileSync(join(folder, "states.csv"), "utf8"), ",", ([code = "", , name = ""]) => void (/^\d+$/.test(code) && names.set(code, name)));
  write("states", csvText([["ccode", "name"], ...names]));
  const adoption = buildAdoption({ panel, possession: raw.nuclear_possession, stockpiles: read("nuclear_stockpiles"), equipment: read("rdmc_wide"), domains: read("icb_domains_actor") });
  write("adoption", csvText([["measure", "year", "value", "unit"], ...adoption.map((it) => [it.measure, String(it.year), String(it.value), it.unit])]));
}
