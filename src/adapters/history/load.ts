import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type AdoptionRow, BREMER_DERIVED, type DataName, type NamedAttack, PANEL_DERIVED, type Source, type StudyResult, type Table, withDerived } from "#engines/history";
import { readNumberTable, scanCsv } from "#exchange";
import { withVectors } from "#stats";

withVectors(WebAssembly);

/** Where the study's tables lie: `data/history` of the project. */
const FOLDER = join(import.meta.dirname, "..", "..", "..", "data", "history");

const fileOf = (name: string): string => join(FOLDER, `${name}.csv.gz`);

/** Why the study cannot run. Absent: its tables are there. */
export const noHistory = (): string | undefined => (existsSync(fileOf("panel")) ? undefined : `The tables of the study are not in ${FOLDER}.`);

const known = new Map<string, { readonly bytes: Uint8Array; readonly digest: string }>();

/** Text of a table, with the digest of that text: the same whatever packed the file. */
function bytesOf(name: string): { readonly bytes: Uint8Array; readonly digest: string } {
  const found = known.get(name);
  if (found !== undefined) return found;
  const bytes = new Uint8Array(gunzipSync(readFileSync(fileOf(name))));
  const made = { bytes, digest: createHash("sha256").update(bytes).digest("hex") };
  known.set(name, made);
  return made;
}

/** Loads a table of the study with the columns worked out from it. */
export function loadSource(name: DataName): Source {
  const { bytes, digest } = bytesOf(name);
  const table: Table = readNumberTable(bytes);
  const digests = { [`${name}.csv`]: digest };
  if (name === "bremer") return { table: withDerived(table, BREMER_DERIVED), members: ["ccode1", "ccode2"], digests };
  if (name !== "panel") return { table, digests };
  const extra = bytesOf("panel_extra");
  const beside = readNumberTable(extra.bytes);
  const whole: Table = { rowCount: table.rowCount, columns: new Map([...table.columns, ...beside.columns, ...columnsByYear(table)]) };
  return { table: withDerived(whole, PANEL_DERIVED), members: ["a", "b"], digests: { ...digests, "panel_extra.csv": extra.digest, "adoption.csv": bytesOf("adoption").digest } };
}

/** Columns of the panel that are told of a year, by what they are called in the table of adoption. Before its first year: none. */
const BY_YEAR = { world_warheads: "nuclear warheads in military stockpiles", umbrella_share: "dyads whose target has a nuclear patron" } as const;

function columnsByYear({ columns }: Table): readonly (readonly [string, Float64Array])[] {
  const rows = adoptionRows();
  return Object.entries(BY_YEAR).map(([name, measure]) => {
    const values = new Map(rows.flatMap((it) => (it.measure === measure ? [[it.year, it.value] as const] : [])));
    const first = Math.min(...values.keys());
    return [name, columns.get("year")!.map((year) => (year < first ? 0 : (values.get(year) ?? Number.NaN)))];
  });
}

/** The columns on which a page fits models by itself, as `tools/history/pack.ts` packed them. Absent: they are not there. */
export function packedPanel(): { readonly bytes: Uint8Array; readonly digest: string } | undefined {
  const path = join(FOLDER, "panel.packed.gz");
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return { bytes, digest: createHash("sha256").update(bytes).digest("hex") };
}

/** What was adopted when. */
export function adoptionRows(): readonly AdoptionRow[] {
  const rows: AdoptionRow[] = [];
  let isHead = true;
  scanCsv(new TextDecoder().decode(bytesOf("adoption").bytes), ",", ([measure = "", year = "", value = "", unit = ""]) => {
    if (!isHead) rows.push({ measure, year: Number(year), value: Number(value), unit });
    isHead = false;
  });
  return rows;
}

/** Initiations that became war, with the war each belongs to. */
export function attackRows(): readonly NamedAttack[] {
  const rows: NamedAttack[] = [];
  let isHead = true;
  scanCsv(new TextDecoder().decode(bytesOf("attacks").bytes), ",", ([a = "", b = "", year = "", war = "", name = ""]) => {
    if (!isHead) rows.push({ a: Number(a), b: Number(b), year: Number(year), war: Number(war), name });
    isHead = false;
  });
  return rows;
}

export const attackDigest = (): Readonly<Record<string, string>> => ({ "attacks.csv": bytesOf("attacks").digest });

/** Names of states by their number. */
export function stateNames(): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  scanCsv(new TextDecoder().decode(bytesOf("states").bytes), ",", ([code = "", name = ""]) => {
    if (/^\d+$/.test(code)) names.set(Number(code), name);
  });
  return names;
}

/** The run of the study that comes with the project. Absent: there is none. */
export function shippedStudy(): StudyResult | undefined {
  const path = join(FOLDER, "study.json.gz");
  return existsSync(path) ? (JSON.parse(new TextDecoder().decode(gunzipSync(readFileSync(path)))) as StudyResult) : undefined;
}
