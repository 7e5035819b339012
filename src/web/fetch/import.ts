import { useQuery } from "@tanstack/react-query";
import type { BodyOf, ReplyOf } from "#api";
import { useAs } from "./queries.ts";
import { useLanguage } from "../words/words.ts";
import { addressOf, ask, readerQuery, send, toldQuery } from "./server.ts";

export type ReadSheet = ReplyOf<"importRead">;
/** How a spreadsheet is read, as its file has it. */
export type ImportMap = ReadSheet["map"];
export type ImportAsk = BodyOf<"importCheck">;
/** A cell that was mended, by the line of the sheet and the column of ours. */
export type CellEdit = ImportAsk["edits"][number];
export type CheckedImport = ReplyOf<"importCheck">;
export type DataFinding = CheckedImport["findings"][number];

/** Reads a spreadsheet on the server. @throws ServerProblem, and what the signal ends it with */
export const readSheet = (as: string, body: BodyOf<"importRead">, signal: AbortSignal) => send("importRead", readerQuery(as), body, signal);

/** Where the empty sheet of a kind of record is, in the language of the page. */
export function useTemplate(kind: string): string {
  const as = useAs();
  useLanguage();
  return addressOf("importTemplate", { ...toldQuery(as), kind });
}

/** What would become of the rows; while a mended cell is checked the last answer stands. */
export function useImportCheck(ask: ImportAsk) {
  const as = useAs();
  return useQuery({
    queryKey: ["import", as, ask],
    queryKeyHashFn: ([name, reader]) => `${String(name)}|${String(reader)}|${nameOf(ask)}`,
    queryFn: ({ signal }) => send("importCheck", readerQuery(as), ask, signal),
    placeholderData: (last, before) => (before?.queryKey[1] === as ? last : undefined),
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
export const draftImport = (ask: ImportAsk) => send("draftImport", {}, ask);
/** Signs all that waits. */
export const signDrafts = (party: string) => send("draftSign", {}, { party });
/** Takes the last step back. */
export const undoDraft = (party: string) => send("draftUndo", {}, { party });

/** What is wrong or doubtful in the data. */
export function useFindings() {
  const as = useAs();
  return useQuery({ queryKey: ["findings", as], queryFn: () => ask("findings", readerQuery(as)) });
}
/** The marking of the data that whoever looks sees: it goes with every table that is taken along. */
export const useMarking = (): string => useFindings().data?.marking ?? "";
