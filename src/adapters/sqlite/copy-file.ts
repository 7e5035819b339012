import { closeSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { guarded } from "./store-fault.ts";

/**
 * Copies a ledger file as it stands after its latest commit, while others go on writing to it. What was erased from it is not in
 * the copy. When this answers, the copy is on the disk. @throws StoreFault where either disk fails, or a file stands at the place.
 */
export function copyLedgerFile(from: string, to: string): void {
  guarded(to, () => ({ copy: () => vacuumInto(from, to) })).copy();
  for (const path of [to, ...(process.platform === "win32" ? [] : [dirname(to)])]) {
    const file = openSync(path, path === to ? "r+" : "r");
    fsyncSync(file);
    closeSync(file);
  }
}

function vacuumInto(from: string, to: string): void {
  const db = new DatabaseSync(from);
  try {
    db.exec("pragma busy_timeout = 5000");
    db.prepare("vacuum into ?").run(to);
  } finally {
    db.close();
  }
}
