import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { here as concord } from "../cli/here.ts";
import { folder } from "./sample.ts";

const json = async <T = object>(args: readonly string[]): Promise<T> => JSON.parse((await concord([...args, "--json"])).stdout) as T;

describe("from the command line", () => {
  test("a planner's ledger: init, append, witness, verify, export, erase", async () => {
    const at = join(folder, "cli");
    const key = join(folder, "w.key");
    const made = await concord(["ledger", "witness", "--new", "--key", key, "--name", "witness.example/w"]);
    const opened = await concord(["ledger", "init", at, "--party", "XAA", "--officers", "2", "--witness", `w=${made.stdout.trim()}`]);
    expect([opened.code, (await concord(["ledger", "init", at, "--party", "XAA"])).code]).toEqual([0, 2]);
    const drafts = join(folder, "drafts.jsonl");
    writeFileSync(drafts, '{"type":"stock","label":"RESTRICTED","subject":"155 mm","fields":{"quantity":1200},"hidden":["quantity"]}\n');
    expect((await concord(["ledger", "append", at, drafts])).stdout).toContain("2 records appended");
    expect([(await concord(["ledger", "verify", at])).code, (await concord(["ledger", "witness", at, "--key", key, "--name", "witness.example/w"])).code]).toEqual([1, 0]);
    const verified = await json<{ readonly logs: readonly { readonly origin: string }[] }>(["ledger", "verify", at]);
    expect(verified).toMatchObject({ verified: true, logs: [{ size: 1, whole: true, witnesses: [{ name: "w" }] }, { size: 2, whole: true }], root: { size: 2, witnesses: [{ name: "w" }] } });
    const channel = verified.logs[1]?.origin.split("/")[2];
    expect((await concord(["ledger", "erase", at, "1", "quantity"])).stderr).toContain(channel);
    expect((await concord(["ledger", "erase", at, `${channel}:1`, "quantity"])).code).toBe(0);
    const file = join(folder, "cli.export");
    expect((await concord(["ledger", "export", at, file, "--type", "holding"])).stderr).toContain("Rows of a data set are of type row");
    expect([(await concord(["ledger", "export", at, file, "--root"])).code, (await concord(["ledger", "verify", file, "--policy", join(at, "policy.txt")])).code, readFileSync(file, "utf8").includes("1200")]).toEqual([0, 0, false]);
    expect(await json(["ledger", "log", at])).toHaveLength(3);
    expect(await json(["ledger", "log", at, "--channel", channel!])).toHaveLength(2);
    expect(await json(["ledger", "log", at, "--at", "1"])).toHaveLength(1);
    expect((await concord(["ledger", "beat", at, "--channels"])).stdout).toContain("2 records appended");
  });
  test("a reader gets the channels it may read, and the policy of those alone", async () => {
    const at = join(folder, "readers");
    await concord(["ledger", "init", at, "--party", "VAL", "--label", "OPEN"]);
    const labels = "id,policy,level,marking_en,releasable_to,absent_means\nOPEN,PACT,0,OPEN,,everyone\nALLIES,PACT,1,ALLIES,HOL,originator\nOWN,PACT,1,OWN,,originator\n";
    const rows = labels.split("\n").slice(1, -1).map((line) => {
      const [id, policy, level, marking_en, releasable_to, absent_means] = line.split(",");
      return { type: "row", label: "OPEN", subject: `labels.csv ${id}`, fields: { file: "labels.csv", id: id!, cells: Object.fromEntries(Object.entries({ id, policy, level, marking_en, releasable_to, absent_means }).filter(([, it]) => it !== "")) } };
    });
    const drafts = join(folder, "labels.jsonl");
    writeFileSync(drafts, [...rows, ...["ALLIES", "OWN"].map((label) => ({ type: "note", label, fields: { text: `for ${label}` } }))].map((it) => JSON.stringify(it)).join("\n"));
    expect((await concord(["ledger", "append", at, drafts])).code).toBe(0);
    const got = async (as: string): Promise<readonly string[]> => {
      const file = join(folder, `${as.replaceAll(":", "_")}.export`);
      await concord(["ledger", "export", at, file, "--as", as]);
      const text = readFileSync(file, "utf8");
      return [...text.matchAll(/"leaf":"([^"]+)"/g)].map((it) => JSON.parse(Buffer.from(it[1]!, "base64").toString()).open.text).filter((it) => it !== undefined);
    };
    expect([await got(":0"), await got("HOL:1"), await got("HOL:0"), await got("VAL:1")]).toEqual([[], ["for ALLIES"], [], ["for OWN"]]);
    expect(readFileSync(join(folder, "HOL_1.export"), "utf8").match(/log concord/g)).toHaveLength(2);
  });
  test("every command that loads a ledger can be asked how it was", async () => {
    const at = join(folder, "moments");
    await concord(["ledger", "init", at, "--party", "XAA", "--label", "OPEN"]);
    await concord(["ledger", "append", at, "cases/two-nations"]);
    writeFileSync(join(folder, "gone.jsonl"), '{"type":"row-withdrawn","label":"OPEN","subject":"holdings.csv h.VAL.battery","fields":{"file":"holdings.csv","id":"h.VAL.battery"}}\n');
    await concord(["ledger", "append", at, join(folder, "gone.jsonl")]);
    const assessed = async (...args: readonly string[]): Promise<unknown> => ({ ...(await json(["assess", ...args])), runKey: "" });
    const [now, then, asOf] = [await assessed(at), await assessed(at, "--at", "2"), await assessed("cases/two-nations")];
    expect(then).toEqual(asOf);
    expect(now).not.toEqual(asOf);
    expect((await concord(["assess", at, "--at", "9"])).stderr).toContain("3 commits, not 9");
    expect((await concord(["assess", "cases/two-nations", "--at", "1"])).stderr).toContain("no ledger");
    expect((await concord(["assess", at, "--at", "soon"])).stderr).toContain("no moment");
  });
  test.each([
    [["ledger", "verify", "nowhere"], 3, "cannot be read"],
    [["ledger", "append", "nowhere", "x"], 3, "no ledger"],
    [["ledger", "init", "x"], 2, "--party"],
    [["ledger", "init", "x", "--party", "a b"], 2, "cannot name a party"],
    [["ledger", "init", "x", "--party", "XAA", "--witness", "w"], 2, "names no witness"],
    [["ledger", "verify", "README.md"], 1, ""],
  ] as const)("%j → %i", async (args, code, words) => {
    const ran = await concord(args);
    expect([ran.code, ran.stderr.includes(words)]).toEqual([code, true]);
  });
});
