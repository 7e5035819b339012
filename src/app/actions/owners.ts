import { csvText, ownerIn, PACKAGE_FILE, scanCsv } from "#exchange";
import { idOfRow, LABELS, type LedgerTables, putLabel, putRow, type ReleaseInput, type ReleaseSources } from "../ledger/index.ts";

/**
 * Who owns a row: the nation it speaks of. Absent: it speaks of no nation of the data set, so it is its steward's.
 * @example ownerOf("holdings.csv", { id: "h", nation: "XAA" }, new Set(["XAA"])) // → "XAA"
 */
export function ownerOf(file: string, cells: { readonly [heading: string]: string }, nations: ReadonlySet<string>): string | undefined {
  const owner = ownerIn(file, cells);
  return owner !== undefined && nations.has(owner) ? owner : undefined;
}

interface Cut {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly byHeading: { readonly [heading: string]: string } }[];
}

/**
 * A data set cut into one for each owner of its rows. The package and what speaks of no nation go to the steward. Put together they
 * are the data set, but for the order of rows.
 */
export function splitByOwner(files: ReadonlyMap<string, string>, steward: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const tables = new Map([...files].filter(([file]) => file !== PACKAGE_FILE).map(([file, text]) => [file, cut(text)]));
  const nations = new Set(tables.get("nations.csv")?.rows.map((it) => it.byHeading["id"] ?? "") ?? []);
  const byParty = new Map<string, Map<string, string>>();
  const of = (party: string): Map<string, string> => byParty.get(party) ?? byParty.set(party, new Map()).get(party)!;
  const packageText = files.get(PACKAGE_FILE);
  if (packageText !== undefined) of(steward).set(PACKAGE_FILE, packageText);
  for (const [file, { headings, rows }] of tables) {
    const groups = Map.groupBy(rows, (it) => ownerOf(file, it.byHeading, nations) ?? steward);
    // A table without rows is still a table.
    if (groups.size === 0) groups.set(steward, []);
    for (const [party, own] of groups) of(party).set(file, csvText([headings, ...own.map((it) => it.cells)]));
  }
  return byParty;
}

function cut(text: string): Cut {
  let headings: readonly string[] | undefined;
  const rows: Cut["rows"][number][] = [];
  scanCsv(text, ",", (cells) => {
    if (headings === undefined) headings = cells;
    else if (cells.some((it) => it !== "")) rows.push({ cells, byHeading: Object.fromEntries(headings.map((it, at) => [it, cells[at] ?? ""])) });
  });
  return { headings: headings ?? [], rows };
}

/** What one party's ledger holds. */
export interface PartyTables {
  readonly party: string;
  readonly tables: LedgerTables;
}

/**
 * The data set that the ledgers of several parties make together. Only the owner writes a row: what a party says of another whose
 * ledger is there too does not count. Of two rows of one id and label the owner's counts, else the first; of a label two that differ stand both.
 */
export function mergeParties(parties: readonly PartyTables[]): LedgerTables {
  const names = new Set(parties.map((it) => it.party));
  const nations = new Set(parties.flatMap((it) => [...(it.tables.tables.get("nations.csv")?.rows.keys() ?? [])]));
  const isTheirs = (party: string, file: string, cells: { readonly [heading: string]: string }): boolean => {
    const owner = ownerOf(file, cells, nations);
    return owner !== undefined && owner !== party && names.has(owner);
  };
  const merged = new Map<string, { headings: readonly string[]; rows: Map<string, { readonly [heading: string]: string }> }>();
  for (const { party, tables } of parties) {
    for (const [file, { headings, rows }] of tables.tables) {
      const table = merged.get(file) ?? { headings: [], rows: new Map() };
      merged.set(file, table);
      table.headings = [...new Set([...table.headings, ...headings])];
      for (const [key, cells] of rows) {
        if (file === LABELS) putLabel(table.rows, idOfRow(key), { cells, party });
        else if (!isTheirs(party, file, cells)) putRow(table.rows, idOfRow(key), { cells, owner: (it) => ownerOf(file, it, nations) ?? "", isLaterRight: false });
      }
    }
  }
  const packageText = parties.map((it) => it.tables.packageText).find((it) => it !== undefined);
  return { ...(packageText !== undefined && { packageText }), tables: merged };
}

/** What a release may be made from where several parties' ledgers stand together, that of who releases first: their rows, and in whose ledger each stands. */
export function sourcesAmong(parties: readonly PartyTables[]): ReleaseSources {
  const { tables } = mergeParties(parties);
  const row = (of: LedgerTables, { file, id }: ReleaseInput) => of.tables.get(file)?.rows.get(id);
  return { tables, partyOf: (it) => parties.find((one) => row(one.tables, it) === row({ tables }, it))?.party ?? parties[0]?.party ?? "" };
}
