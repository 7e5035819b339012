import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sqliteLedger } from "#adapters/sqlite";
import { here as concord } from "../cli/here.ts";
import { newPath } from "./sample.ts";

const ran = async (...args: readonly string[]): Promise<readonly [number | null, string]> => {
  const { code, stdout, stderr } = await concord(["ledger", ...args]);
  return [code, `${stdout}${stderr}`];
};
const log = async (folder: string): Promise<string> => (await concord(["ledger", "log", folder, "--json"])).stdout;

describe("backup and restore", async () => {
  const [at, backup] = [newPath("kept"), newPath("backup")];
  await ran("init", at, "--party", "XAA");
  const drafts = newPath("drafts");
  writeFileSync(drafts, ["first value", "second"].map((quantity, n) => JSON.stringify({ type: "stock", label: n === 0 ? "PUBLIC" : "RESTRICTED", subject: "155 mm", fields: { quantity }, hidden: ["quantity"] })).join("\n"));
  await ran("append", at, drafts);
  mkdirSync(join(at, "evidence"));
  writeFileSync(join(at, "evidence", "x-1.json"), "{}");

  test("a backup is verified, holds everything but keys, and comes back to the byte of every record", async () => {
    expect(await ran("backup", at, backup)).toEqual([0, expect.stringContaining("2 commits, 4 entries in 2 channels")]);
    expect(readdirSync(backup, { recursive: true }).sort()).toEqual(["evidence", "evidence/x-1.json", "ledger.sqlite", "policy.txt"]);
    const restored = newPath("restored");
    expect(await ran("restore", backup, restored)).toEqual([0, expect.stringContaining("Put the keys back")]);
    expect(await log(restored)).toBe(await log(at));
    cpSync(join(at, "keys"), join(restored, "keys"), { recursive: true });
    expect((await ran("append", restored, drafts))[0]).toBe(0);
    expect((await ran("verify", restored))[0]).toBe(0);
  });
  test("what was erased is not in a backup", async () => {
    const later = newPath("later");
    const store = sqliteLedger(join(backup, "ledger.sqlite"));
    const { origin } = store.logs()[0]!;
    const secret = store.read(origin, 1, 2)[0]!.disclosures[0]!;
    store.close();
    expect((await ran("erase", at, `${origin.split("/")[2]}:1`, "quantity"))[0]).toBe(0);
    expect((await ran("backup", at, later))[0]).toBe(0);
    expect([backup, later].map((it) => readFileSync(join(it, "ledger.sqlite"), "latin1").includes(secret))).toEqual([true, false]);
  });
  test("nothing is written over, and nothing that does not hold is restored", async () => {
    const damaged = newPath("damaged");
    cpSync(backup, damaged, { recursive: true });
    const file = readFileSync(join(damaged, "ledger.sqlite"));
    // A page may hold what it held before beside what it holds: every copy is changed.
    for (let found = file.indexOf('"type":"stock"'); found >= 0; found = file.indexOf('"type":"stock"', found + 1)) file[found + 9]! ^= 1;
    writeFileSync(join(damaged, "ledger.sqlite"), file);
    const fresh = newPath("fresh");
    expect([await ran("backup", at, backup), await ran("restore", backup, at), await ran("backup", newPath("nothing"), fresh), await ran("restore", damaged, fresh), existsSync(fresh)]).toEqual([
      [2, expect.stringContaining("is there already")],
      [2, expect.stringContaining("There is a ledger in")],
      [3, expect.stringContaining("There is no ledger in")],
      [1, expect.stringContaining("Nothing was restored")],
      false,
    ]);
  });
  test("what another ledger left is not taken for a part of the restored one", async () => {
    const left = newPath("left");
    mkdirSync(left);
    writeFileSync(join(left, "ledger.sqlite-wal"), "x");
    expect(await ran("restore", backup, left)).toEqual([2, expect.stringContaining("is left of another ledger")]);
    rmSync(left, { recursive: true });
  });
});
