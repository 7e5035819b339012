import { checkImport, type ImportDifferences, type MappedRows, SOURCES_FILE } from "#exchange";
import { type AnyKind, columnsOf, KINDS, type KindName } from "#model";
import type { Finding } from "#stdx";
import { type Draft, filesOf, type LedgerTables, ROW, TABLE, WITHDRAWN } from "../ledger/index.ts";
import type { ActionState } from "./act.ts";
import { mergeParties } from "./owners.ts";

/** Rows of a nation's spreadsheet, as its map reads them. */
export interface ImportRows {
  readonly kind: KindName;
  readonly mapped: MappedRows;
  /** What the spreadsheet is called in findings. */
  readonly name: string;
  /** Whether it is all that the nation has in this table, so that what it lacks is withdrawn. */
  readonly isWhole: boolean;
  /** Why rows are withdrawn. */
  readonly reason: string;
  /** The spreadsheet itself as a source: its row in that table. Absent: it is none. */
  readonly source?: { readonly [heading: string]: string };
}

/** Drafts to sign, with what is doubtful about them and what they change; or why there are none. */
export type ImportAnswer =
  | { readonly kind: "drafts"; readonly drafts: readonly Draft[]; readonly findings: readonly Finding[]; readonly differences: ImportDifferences }
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

/**
 * Drafts what a spreadsheet changes in a party's ledger: what is new or different is stated, what is gone is withdrawn where the
 * spreadsheet is the whole, what is the same is left alone. One error, and nothing is drafted.
 */
export function importRows(state: ActionState, { kind: name, mapped, name: sheet, isWhole, reason, source }: ImportRows): ImportAnswer {
  const kind: AnyKind = KINDS[name];
  const file = `${kind.file}.csv`;
  const all: LedgerTables = state.around === undefined ? state.tables : mergeParties([{ party: state.party, tables: state.tables }, { party: "", tables: state.around }]);
  const nations = all.tables.get("nations.csv")?.rows;
  const nation = nations?.has(state.party) === true ? state.party : "";
  const { findings, differences, taken } = checkImport({ files: filesOf(all), kind: name, nation, mapped, name: sheet, isWhole, ...(source !== undefined && { source }) });
  const errors = findings.filter((it) => it.level === "error");
  if (errors.length > 0) return { kind: "refused", findings: errors };
  const table = state.tables.tables.get(file);
  const hidden = table?.hidden ?? [];
  const labelOf = (cells: { readonly [heading: string]: string } | undefined): string => cells?.["label"] ?? state.label;
  const withdrawal = (id: string, why: string): Draft => ({ type: WITHDRAWN, subject: `${file} ${id}`, fields: { file, id, ...(why !== "" && { reason: why }) }, label: labelOf(table?.rows.get(id)) });
  const stated = [...differences.added, ...differences.changed].flatMap(({ id }): readonly Draft[] => {
    const cells = taken.get(id) ?? {};
    const before = table?.rows.get(id);
    const own = Object.fromEntries(hidden.map((it) => [it, cells[it] ?? ""]));
    const open = Object.fromEntries(Object.entries(cells).filter(([heading]) => !hidden.includes(heading)));
    // A row whose label changes is withdrawn in the one channel and stated in the other.
    const moved = before !== undefined && labelOf(before) !== labelOf(cells) ? [withdrawal(id, "")] : [];
    return [...moved, { type: ROW, subject: `${file} ${id}`, fields: { file, id, cells: open, ...own }, hidden, label: labelOf(cells) }];
  });
  // Rows of a nation that another party's ledger holds are not its to withdraw.
  const withdrawn = differences.withdrawn.filter(({ id }) => table?.rows.has(id) === true).map(({ id }) => withdrawal(id, reason));
  const used = new Set([...taken.values()].flatMap((it) => Object.keys(it)));
  const held = table?.headings ?? [];
  const headings = held.length === 0 ? columnsOf(kind) : [...held, ...[...used].filter((it) => !held.includes(it))];
  const heading: readonly Draft[] = stated.length > 0 && headings.length !== held.length ? [{ type: TABLE, subject: file, fields: { file, headings }, label: state.label }] : [];
  const labels = new Set([...differences.added, ...differences.changed].map(({ id }) => labelOf(taken.get(id))));
  // Under one label of several it would tell those who may not see the rows of the others that there are some.
  if (differences.source !== undefined && labels.size > 1) return { kind: "refused", findings: [{ code: "source-of-labels", level: "error", file: sheet, column: "source", message: `The rows carry ${labels.size} labels, and the sheet as their source could carry one of them alone.`, mend: "Import the rows of each label as a sheet of their own, or name sources that are recorded." }] };
  const cited = stated.length > 0 ? sourceDrafts(state, differences.source, labels) : [];
  return { kind: "drafts", drafts: [...cited, ...heading, ...stated, ...withdrawn], findings, differences };
}

/** Drafts that state the spreadsheet itself as a source. It carries the label of the rows that cite it: whoever may not see them learns nothing of it. */
function sourceDrafts({ tables, label }: ActionState, source: ImportDifferences["source"], labels: ReadonlySet<string>): readonly Draft[] {
  if (source === undefined) return [];
  const id = source["id"] ?? "";
  const [only] = labels;
  const held = tables.tables.get(SOURCES_FILE)?.headings ?? [];
  const headings = held.length === 0 ? columnsOf(KINDS.source) : [...held, ...Object.keys(source).filter((it) => !held.includes(it))];
  const heading: readonly Draft[] = headings.length === held.length ? [] : [{ type: TABLE, subject: SOURCES_FILE, fields: { file: SOURCES_FILE, headings }, label }];
  return [...heading, { type: ROW, subject: `${SOURCES_FILE} ${id}`, fields: { file: SOURCES_FILE, id, cells: source }, label: only ?? label }];
}
