import { existsSync } from "node:fs";
import { replaceDurably } from "#adapters/files";
import { type ReleaseFile, releaseFileText, readReleaseFile, type ReleaseInput } from "#app";
import { isFault, type LedgerFault } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import { readText } from "../ledger/folder.ts";

export function fileAt(path: string): ReleaseFile {
  const file = readReleaseFile(readText(path, "Give the file that `node bin/concord.mjs release propose` wrote."));
  if (isFault(file)) throw new Complaint(EXIT.unreadable, `${path}: ${file.message}`, "Ask whoever sent it for the file as `node bin/concord.mjs release propose` wrote it.");
  return file;
}

export const putFile = (path: string, file: ReleaseFile): void => replaceDurably(path, releaseFileText(file));

export function mustBeNew(path: string): void {
  if (existsSync(path)) throw new Complaint(EXIT.usage, `${path} is there already.`, "Name a new file: nothing is written over.");
}

/** Reads `table.csv:id`. */
export function rowOf(text: string): ReleaseInput {
  const cut = text.indexOf(":");
  if (cut < 1 || cut === text.length - 1) throw new Complaint(EXIT.usage, `"${text}" names no row.`, "Write the table and the id, for example holdings.csv:h.1.");
  const file = text.slice(0, cut);
  return { file: file.endsWith(".csv") ? file : `${file}.csv`, id: text.slice(cut + 1) };
}

/** Complains that a release is refused, with the reason by name. */
export function refuse(it: LedgerFault): never {
  throw new Complaint(EXIT.findings, `Refused: ${it.message} [${it.code}]`, "Nothing was written.");
}
