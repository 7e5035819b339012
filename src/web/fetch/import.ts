import { useQuery } from "@tanstack/react-query";
import { ROUTES } from "#api";
import { useAs } from "./queries.ts";
import { ask, readerQuery, send } from "./server.ts";

/** How a spreadsheet is read, as its file has it. */
export interface ImportMap {
  readonly kind: string;
  readonly sheet?: string;
  readonly headingLine: number;
  readonly columns: Readonly<Record<string, string>>;
  readonly fixed: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly numbers: "point" | "comma";
  readonly dates: "year-first" | "day-first" | "month-first";
  readonly id: string;
}

export interface SheetRow {
  readonly line: number;
  readonly cells: readonly (string | number)[];
}

export interface ReadSheet {
  readonly name: string;
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
  readonly sheet: string;
  readonly rows: readonly SheetRow[];
  readonly map: ImportMap;
  readonly why: Readonly<Record<string, string>>;
  /** Kinds that the sheet may be: more than one where nothing tells them apart. */
  readonly kinds: readonly { readonly kind: string }[];
  readonly remarks: readonly { readonly line?: number; readonly message: string; readonly mend: string }[];
}

export interface DataFinding {
  readonly code: string;
  readonly level: "error" | "warning" | "notice";
  readonly file: string;
  readonly row?: number;
  readonly column?: string;
  readonly fact?: string;
  readonly message: string;
  readonly mend: string;
}

export interface ImportAsk {
  readonly name: string;
  readonly nation: string;
  readonly map: ImportMap;
  readonly rows: readonly SheetRow[];
  readonly edits: readonly CellEdit[];
  readonly leftOut: readonly number[];
  readonly whole: boolean;
}

/** A cell that was mended, by the line of the sheet and the column of ours. */
export interface CellEdit {
  readonly line: number;
  readonly column: string;
  readonly value: string;
}

export interface CheckedImport {
  readonly kind: string;
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly whole: boolean;
  readonly findings: readonly DataFinding[];
  readonly counts: { readonly added: number; readonly changed: number; readonly same: number; readonly wrong: number };
  readonly differences: {
    readonly added: readonly { readonly line: number; readonly id: string }[];
    readonly changed: readonly { readonly line: number; readonly id: string; readonly cells: readonly { readonly column: string; readonly before: string; readonly after: string }[] }[];
    readonly withdrawn: readonly { readonly id: string }[];
    readonly same: number;
  };
}

export interface FindingsReply {
  readonly marking: string;
  readonly asOf: string;
  readonly errors: number;
  readonly warnings: number;
  readonly notices: number;
  readonly findings: readonly DataFinding[];
}

const withReader = (path: string, as: string): string => {
  const query = new URLSearchParams(readerQuery(as)).toString();
  return query === "" ? path : `${path}?${query}`;
};

/** Reads a spreadsheet on the server. @throws ServerProblem, and what the signal ends it with */
export const readSheet = (as: string, body: object, signal: AbortSignal): Promise<ReadSheet> => send<ReadSheet>(withReader(ROUTES.importRead.path, as), body, signal);

/** What would become of the rows; while a mended cell is checked the last answer stands. */
export function useImportCheck(ask: ImportAsk | undefined) {
  const as = useAs();
  return useQuery<CheckedImport>({
    queryKey: ["import", as, ask],
    queryKeyHashFn: ([name, reader]) => `${String(name)}|${String(reader)}|${ask === undefined ? "" : nameOf(ask)}`,
    queryFn: ({ signal }) => send<CheckedImport>(withReader(ROUTES.importCheck.path, as), ask ?? {}, signal),
    placeholderData: (last, before) => (before?.queryKey[1] === as ? last : undefined),
    enabled: ask !== undefined,
    gcTime: 0,
  });
}

// Five thousand rows are not written out to be told apart: each state of an import is an object of its own.
const names = new WeakMap<ImportAsk, number>();
let count = 0;
function nameOf(ask: ImportAsk): number {
  const known = names.get(ask);
  if (known !== undefined) return known;
  count += 1;
  names.set(ask, count);
  return count;
}

/** Drafts the rows, and says how many drafts wait. */
export const draftImport = (ask: ImportAsk): Promise<{ readonly party: string; readonly drafts: number; readonly waiting: number }> => send(ROUTES.draftImport.path, ask);
/** Signs all that waits. */
export const signDrafts = (party: string): Promise<{ readonly written: readonly unknown[] }> => send(ROUTES.draftSign.path, { party });
/** Takes the last step back. */
export const undoDraft = (party: string): Promise<unknown> => send(ROUTES.draftUndo.path, { party });

/** What is wrong or doubtful in the data. */
export function useFindings() {
  const as = useAs();
  return useQuery<FindingsReply>({ queryKey: ["findings", as], queryFn: () => ask<FindingsReply>(ROUTES.findings.path, readerQuery(as)) });
}
/** The marking of the data that whoever looks sees: it goes with every table that is taken along. */
export const useMarking = (): string => useFindings().data?.marking ?? "";
