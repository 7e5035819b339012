import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { enrolmentFault, primitives, random, signerFromSeed } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { auditLog, createLog, makeCheckpoint, openLog } from "#app";
import { isFault, noteKeyFor, noteKeyText } from "#ledger";

const tools = { primitives, enrolmentFault, random, now: () => "2026-03-01T10:00:00Z" };
// CONCORD_CRASHES=500 for the long run before a release.
const CRASHES = Number(process.env["CONCORD_CRASHES"] ?? 12);

/** Runs the writer and kills it at a moment of its own; answers the last size it acknowledged. */
const crashed = (path: string, round: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "crash-writer.ts"), path, String(round)], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let trouble = "";
    child.stdout.on("data", (chunk: Buffer) => {
      // Killed a while after the first commit: during a commit, between two, while checking.
      if (said === "") setTimeout(() => child.kill("SIGKILL"), (round * 37) % 90);
      said += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => (trouble += chunk.toString()));
    child.on("error", reject);
    child.on("close", () => {
      const sizes = said.split("\n").slice(0, -1).map(Number);
      if (sizes.length === 0) reject(new Error(`the writer wrote nothing: ${trouble}`));
      else resolve(sizes.at(-1)!);
    });
  });

test(`${CRASHES} times killed in the midst of writing: nothing acknowledged is lost, nothing half is there`, async () => {
  const path = join(mkdtempSync(join(tmpdir(), "concord-crash-")), "ledger.sqlite");
  const logSigner = signerFromSeed(new Uint8Array(32).fill(1));
  const store = sqliteLedger(path);
  createLog(store, tools, { origin: "o", party: "XAA", policy: `log ${noteKeyText(noteKeyFor(primitives.sha256, "o", logSigner))}\nquorum none\n`, officers: new Map([["XAA/one", signerFromSeed(new Uint8Array(32).fill(2))]]), needed: 1, label: "PUBLIC" });
  store.close();
  let before = 1;
  for (let round = 0; round < CRASHES; round++) {
    const acknowledged = await crashed(path, round);
    const after = sqliteLedger(path);
    const log = openLog(after, tools);
    if (isFault(log)) throw new Error(log.message);
    // At most the one commit that was under way when the process died is there beyond what it acknowledged.
    expect([round, log.tree.size >= acknowledged, log.tree.size <= acknowledged + 3, log.tree.size > before]).toEqual([round, true, true, true]);
    before = log.tree.size;
    makeCheckpoint(log, logSigner);
    const found = auditLog(log);
    expect(isFault(found) ? found.message : found.isWhole).toBe(true);
    after.close();
  }
});
