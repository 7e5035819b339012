import { existsSync } from "node:fs";
import type { LedgerMoment } from "#app";
import { Complaint, EXIT } from "../exit-codes.ts";
import { readBytes } from "./folder.ts";

/** Reads `--at`: a number of commits, a time, or the file of a signed checkpoint. */
export function momentOf(text: string): LedgerMoment {
  if (/^\d{1,9}$/.test(text)) return { kind: "size", size: Number(text) };
  if (existsSync(text)) return { kind: "checkpoint", note: readBytes(text, "") };
  // A day means its end: what was said on that day counts.
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?Z$/.test(time) || Number.isNaN(Date.parse(time))) throw new Complaint(EXIT.usage, `"${text}" is no moment of a ledger.`, "Write --at 12 (commits), --at 2026-03-01 or --at 2026-03-01T10:00:00Z, or --at FILE with a signed checkpoint.");
  return { kind: "time", time };
}

/** What a reader may ask of the past. How many commits there were tells of those that the reader may not see. */
export function momentFor(text: string, as: string | undefined): LedgerMoment {
  const moment = momentOf(text);
  if (as !== undefined && moment.kind === "size") throw new Complaint(EXIT.usage, `--at ${text}: a number of commits counts those too that --as ${as} may not see.`, "Name a time, as --at 2026-03-01, or the file of a signed checkpoint.");
  return moment;
}
