import { existsSync } from "node:fs";
import type { Seen } from "#app";
import { base64, fromBase64, isJsonFault, isObject, type Json, parseJson } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import { readBytes } from "./folder.ts";

/** What the witness has seen of every log. A memory that cannot be read is none: the witness stops rather than starts anew. */
export function memoryAt(path: string): Map<string, Seen> {
  if (!existsSync(path)) return new Map();
  const lost = (): never => {
    throw new Complaint(EXIT.unreadable, `The witness's memory in ${path} cannot be read.`, "Restore it from a copy; without it the witness could be shown another history.");
  };
  const value = parseJson(readBytes(path, "Restore it from a copy."));
  if (isJsonFault(value) || !isObject(value)) return lost();
  return new Map(Object.entries(value).map(([origin, state]) => [origin, seenOf(state) ?? lost()]));
}

function seenOf(state: Json): Seen | undefined {
  if (!isObject(state) || typeof state["size"] !== "number" || typeof state["root"] !== "string") return undefined;
  const root = fromBase64(state["root"]);
  const { note } = state;
  return root?.length === 32 ? { size: state["size"], root, ...(typeof note === "string" && { note }) } : undefined;
}

/** The memory as its file has it. */
export const memoryText = (memory: ReadonlyMap<string, Seen>): string => `${JSON.stringify(Object.fromEntries([...memory].map(([origin, { size, root, note }]) => [origin, { size, root: base64(root), ...(note !== undefined && { note }) }])), undefined, 2)}\n`;
