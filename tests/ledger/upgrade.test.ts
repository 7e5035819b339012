import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { enrolmentFault, primitives } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { filesOf, openLedger, readChannels, tablesOf } from "#app";
import { audit } from "#ledger";
import { ROOT } from "../../tools/files.ts";
import { here as concord } from "../cli/here.ts";
import { append, clerk, codeOf, exported, newPath, sound, stock, tools } from "./sample.ts";

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
    expect((await concord(["ledger", "append", at, fewer])).stdout).toContain("1 record appended");
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

// Written by release 0.1: two channels bound by a root, three keys of which one was revoked after it signed, a row corrected, a field erased.
const CHANNELS = join(import.meta.dirname, "fixtures", "with-channels");
describe("a ledger of channels, of release 0.1", () => {
  const opened = () => {
    const at = newPath("channels");
    cpSync(CHANNELS, at, { recursive: true });
    return { at, ledger: sound(openLedger(sqliteLedger(join(at, "ledger.sqlite")), tools)) };
  };
  test("verifies, and folds to what it held", () => {
    const { ledger } = opened();
    expect(ledger.store.logs().map((it) => [it.role, it.size])).toEqual([["channel", 4], ["root", 5], ["channel", 8]]);
    expect([...filesOf(tablesOf(readChannels(ledger)))]).toEqual([["holdings.csv", "id,label,quantity\njet,PUBLIC,2\ntank,RESTRICTED,5\ntruck,RESTRICTED,9\n"]]);
    const stocks = readChannels(ledger).flatMap((it) => it.records).filter((it) => it.type === "stock");
    expect(stocks.map((it) => it.fields)).toEqual([{ place: "depot", subject: "155 mm" }, { place: "depot", subject: "155 mm", quantity: 1001 }]);
    // What is written of it today is, byte for byte, what was written of it then.
    for (const [file, ask] of [["whole.export", { root: true }], ["part.export", { channel: (_: string, label: unknown) => label === "PUBLIC" }]] as const) expect(Buffer.from(exported(ledger, ask)).equals(readFileSync(join(CHANNELS, file)))).toBe(true);
    ledger.store.close();
  });
  test.each([["whole.export", [4, 8], 5], ["part.export", [4], undefined]] as const)("%s of then verifies under the policy of then", (file, sizes, root) => {
    const bytes = new Uint8Array(readFileSync(join(CHANNELS, file)));
    const policy = readFileSync(join(CHANNELS, "policy.txt"), "utf8");
    const found = sound(audit({ primitives, enrolmentFault, bytes, policy }));
    expect([found.logs.map((it) => it.records.length), found.root?.checkpoint.size]).toEqual([sizes, root]);
  });
  test("goes on: a key revoked then signs nothing now, and what officers append is bound by the root", async () => {
    const { at, ledger } = opened();
    expect([append(ledger, [stock(2)], clerk), append(ledger, [stock(2)])]).toEqual(["record-key", "appended"]);
    expect(ledger.store.logs().map((it) => it.size)).toEqual([4, 6, 9]);
    ledger.store.close();
    expect((await concord(["ledger", "verify", at, "--policy", join(CHANNELS, "policy.txt")])).code).toBe(0);
  });
});
