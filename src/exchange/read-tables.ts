import { type Facts, KINDS, type KindName, type LeftOut, nearest, type AnyKind, type Rows, type Settings } from "#model";
import type { Finding } from "#stdx";
import { FINDINGS_MAX, say, shortened } from "./findings.ts";
import { type PackageRead, readSettings } from "./settings-read.ts";
import { readTable, type Table } from "./table-read.ts";

/** A data set as read, before anyone has looked across its records. */
export interface Tables {
  /** Absent: `datapackage.json` is missing or wrong, as a finding says. */
  readonly settings?: Settings;
  readonly facts: Facts;
  /** Line of each fact in its file. */
  readonly rows: Rows;
  /** Ids of rows left out for a fault of their own. */
  readonly leftOut: LeftOut;
  /** Rows found in each file, those left out included. */
  readonly rowCounts: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

export const PACKAGE_FILE = "datapackage.json";
export const fileOf = (kind: AnyKind): string => `${kind.file}.csv`;
export const kindNames = Object.keys(KINDS) as readonly KindName[];

/** How a data set is read. */
export interface ReadTables {
  /** Findings of one code in one file that are listed. Absent: the first few. */
  readonly findingsMost?: number;
  /** Another data set, which may have some of the same texts: those are read once for all that are like it. Never changed: other texts are another map. */
  readonly like?: ReadonlyMap<string, string>;
}

/**
 * Reads a data set from the texts of its files (file name → text): `datapackage.json` and a CSV table for each
 * record kind. Every row without a fault becomes a fact, every fault a finding; nothing is guessed, nothing throws.
 * @example readTables(new Map([["nations.csv", "id,…\nALM,…"]])).facts.nation
 */
export function readTables(files: ReadonlyMap<string, string>, { findingsMost = FINDINGS_MAX, like }: ReadTables = {}): Tables {
  const { settings, findings: wrong } = settingsRead(files.get(PACKAGE_FILE), like);
  const findings: Finding[] = [...wrong];
  const tables = new Map<KindName, Table>();
  for (const kind of kindNames) {
    const file = fileOf(KINDS[kind]);
    const text = files.get(file);
    if (text !== undefined) {
      const table = tableRead(kind, text, like);
      tables.set(kind, table);
      for (const it of table.findings) findings.push(it);
    } else if (KINDS[kind].needed) findings.push(say.missingFile(file, KINDS[kind].title));
  }
  const known = new Set([PACKAGE_FILE, ...kindNames.map((kind) => fileOf(KINDS[kind]))]);
  const absent = [...known].filter((it) => !files.has(it));
  for (const file of files.keys()) if (!known.has(file)) findings.push(say.unknownFile(file, nearest(file, absent)));
  const byKind = <T>(of: (table: Table | undefined) => T): Record<KindName, T> => Object.fromEntries(kindNames.map((kind) => [kind, of(tables.get(kind))])) as Record<KindName, T>;
  return {
    ...(settings === undefined ? {} : { settings }),
    facts: byKind((it) => it?.facts ?? []) as unknown as Facts,
    rows: byKind((it) => it?.rows ?? []),
    leftOut: byKind((it) => it?.leftOut ?? new Set<string>()),
    rowCounts: Object.fromEntries([...tables].map(([kind, it]) => [fileOf(KINDS[kind]), it.rowCount])),
    findings: shortened(findings, findingsMost),
  };
}

/** What was read of the files of a data set. */
interface Kept {
  settings?: PackageRead;
  readonly tables: Map<KindName, Table>;
}

const filesKept = new WeakMap<ReadonlyMap<string, string>, Kept>();
function keptOf(like: ReadonlyMap<string, string>): Kept {
  const kept = filesKept.get(like) ?? { tables: new Map() };
  filesKept.set(like, kept);
  return kept;
}

const settingsRead = (text: string | undefined, like: ReadTables["like"]): PackageRead => (like === undefined || like.get(PACKAGE_FILE) !== text ? readSettings(text) : (keptOf(like).settings ??= readSettings(text)));

function tableRead(kind: KindName, text: string, like: ReadTables["like"]): Table {
  const file = fileOf(KINDS[kind]);
  if (like?.get(file) !== text) return readTable(KINDS[kind], file, text);
  const { tables } = keptOf(like);
  const table = tables.get(kind) ?? readTable(KINDS[kind], file, text);
  tables.set(kind, table);
  return table;
}
