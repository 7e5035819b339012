import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { enrolmentFault, primitives } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { filesOf, openLedger, readChannels, tablesOf } from "#app";
import { audit } from "#ledger";
import { ROOT } from "../../tools/files.ts";
import { here as concord } from "../cli/here.ts";
import { codeOf, newPath, sound, tools } from "./sample.ts";

// Written by the release before channels: one log of two labels, two officers of whom one was revoked, a witness, an erased field.
const OLD = join(import.meta.dirname, "fixtures", "before-channels");
const copied = (): string => {
  const at = newPath("old");
  cpSync(OLD, at, { recursive: true });
  return at;
};
const holdings = readFileSync(join(ROOT, "cases", "two-nations", "holdings.csv"), "utf8").replace(",4,", ",5,").split("\n").filter((_, at) => at !== 2).join("\n");

describe("a ledger of before channels", () => {
  test("is brought up to date when it is opened, verifies, and folds to what it held", () => {
    const at = copied();
    for (let round = 0; round < 2; round++) {
      const store = sqliteLedger(join(at, "ledger.sqlite"));
      const ledger = sound(openLedger(store, tools));
      expect([store.logs().map((it) => [it.role, it.size]), store.settings()?.party, ledger.root]).toEqual([[["channel", 70]], "XAA", undefined]);
      expect(filesOf(tablesOf(readChannels(ledger))).get("holdings.csv")).toBe(holdings);
      expect(readChannels(ledger)[0]?.records[65]?.fields).toEqual({ place: "depot", subject: "155 mm" });
      store.close();
    }
  });
  test("what its witness signed still verifies under the policy of then, and so do exports made then", async () => {
    const at = copied();
    expect((await concord(["ledger", "verify", at, "--policy", join(OLD, "policy.txt")])).stdout).toContain("70 of 70 entries");
    const policy = readFileSync(join(OLD, "policy.txt"), "utf8");
    for (const [file, count] of [["whole.export", 70], ["part.export", 4]] as const) {
      const bytes = new Uint8Array(readFileSync(join(OLD, file)));
      expect([codeOf(bytes, policy), sound(audit({ primitives, enrolmentFault, bytes })).logs[0]?.records.length]).toEqual(["sound", count]);
    }
  });
  test("goes on in channels: the old log stays as it was, a row withdrawn now is gone, and the root binds all", async () => {
    const at = copied();
    const before = (await concord(["ledger", "log", at, "--json"])).stdout;
    const ran = await concord(["ledger", "append", at, "cases/two-nations"]);
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining("3 records appended")]);
    const out = newPath("data");
    await concord(["ledger", "export", at, out, "--data"]);
    const sorted = (text: string): readonly string[] => text.split("\n").sort();
    expect(sorted(readFileSync(join(out, "holdings.csv"), "utf8"))).toEqual(sorted(readFileSync(join(ROOT, "cases", "two-nations", "holdings.csv"), "utf8")));
    expect(JSON.parse((await concord(["ledger", "log", at, "--json"])).stdout).slice(0, 70)).toEqual(JSON.parse(before));
    const store = sqliteLedger(join(at, "ledger.sqlite"));
    expect(store.logs().map((it) => [it.role, it.size])).toEqual([["channel", 70], ["channel", 3], ["root", 1]]);
    store.close();
    // A row of the old log is withdrawn in the channel of its label.
    const fewer = newPath("data");
    cpSync(out, fewer, { recursive: true });
    writeFileSync(join(fewer, "holdings.csv"), readFileSync(join(out, "holdings.csv"), "utf8").split("\n").filter((it) => !it.startsWith("h.HOL.battery,")).join("\n"));
    expect((await concord(["ledger", "append", at, fewer])).stdout).toContain("1 records appended");
    const again = newPath("data");
    await concord(["ledger", "export", at, again, "--data"]);
    expect(sorted(readFileSync(join(again, "holdings.csv"), "utf8"))).toEqual(sorted(holdings.replace(",5,", ",4,")));
  });
  test("what it was like is still asked for", async () => {
    const at = copied();
    const log = async (moment: string): Promise<number> => (JSON.parse((await concord(["ledger", "log", at, "--at", moment, "--json"])).stdout) as unknown[]).length;
    expect([await log("12"), await log("2030-01-01")]).toEqual([12, 70]);
  });
});
