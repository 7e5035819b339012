import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { here } from "./here.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-sealed-"));
const at = (name: string): string => join(folder, name);
const ledger = at("ledger");
let [id, digest] = ["", ""];
const keys: Record<string, string> = {};

async function said(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await here(args);
  if (code !== 0) throw new Error(`${args.join(" ")}: ${code} ${stdout} ${stderr}`);
  return stdout;
}
const act = (by: string, name: string, ...fields: readonly string[]): Promise<string> => said("duties", "act", ledger, name, ...fields, "--by", by, "--case", id);
async function refusal(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await here(args);
  return `${code} ${stdout} ${stderr}`.replaceAll(/\s+/g, " ");
}
const unseal = (more: { readonly file?: string; readonly case?: string; readonly keys?: readonly string[]; readonly to?: string } = {}): readonly string[] => ["duties", "unseal", ledger, more.file ?? at("bid.sealed"), more.to ?? at("opened.txt"), "--case", more.case ?? id, ...(more.keys ?? [at("ann.open"), at("ben.open")]).flatMap((it) => ["--key", it])];
const seal = (name: string, supplier = "VAL/acme", of = id): Promise<string> => said("duties", "seal", at("bid.txt"), at(name), "--case", of, "--supplier", supplier, "--opener", keys["ann"]!, "--opener", keys["ben"]!, "--opener", keys["cem"]!);
const digestIn = (text: string): string => /^[\w-]{43}$/m.exec(text)![0];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2030-03-01T10:00:00Z") });
  await said("ledger", "init", ledger, "--party", "VAL", "--officers", "2", "--label", "OPEN");
  for (const name of ["dora", "ann", "ben", "acme", "bolt", "cast"]) {
    writeFileSync(at("key.jsonl"), await said("ledger", "key", join(ledger, "keys", `${name}.key`), "--name", `VAL/${name}`));
    await said("ledger", "append", ledger, at("key.jsonl"), "--label", "OPEN");
  }
  for (const [person, role] of [["dora", "drafter"], ["ann", "opener"], ["ben", "opener"]]) await said("duties", "register", ledger, "role-granted", `person=VAL/${person}`, `role=${role}`);
  id = /^case ([0-9a-f]{16}) /m.exec(await said("duties", "act", ledger, "file-declaration", "interests=none", "--by", "dora", "--title", "Rifles", "--label", "OPEN"))![1]!;
  for (const name of ["ann", "ben"]) await act(name, "file-declaration", "interests=none");
  await act("dora", "draft-tender", "deadline=2030-03-02T10:00:00Z");
  for (const name of ["ann", "ben", "cem"]) keys[name] = (await said("duties", "opening-key", at(`${name}.open`))).trim();
  writeFileSync(at("bid.txt"), "12 batteries at 5 000 000 EUR");
  digest = digestIn(await seal("bid.sealed"));
}, 60_000);
afterAll(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

describe("a bid that is sealed to the officers who open it", () => {
  test("the file tells nothing of the bid, and only its owner reads a secret key", () => {
    expect(readFileSync(at("bid.sealed"), "utf8")).not.toContain(Buffer.from("batteries").toString("base64url").slice(0, 10));
    expect(statSync(at("ann.open")).mode & 0o077).toBe(0);
  });
  test.each<readonly [string, readonly string[], RegExp]>([
    ["over a key that is there", ["duties", "opening-key", "ann.open"], /^2 .*is there already/],
    ["over a file that is there", ["duties", "seal", "bid.txt", "bid.sealed", "--case", "c", "--supplier", "s", "--opener", "ANN", "--opener", "BEN"], /^2 .*is there already/],
    ["to one opener", ["duties", "seal", "bid.txt", "x.sealed", "--case", "c", "--supplier", "s", "--opener", "ANN"], /^2 .*1 openers are named/],
    ["to a key that is none", ["duties", "seal", "bid.txt", "x.sealed", "--case", "c", "--supplier", "s", "--opener", "!", "--opener", "BEN"], /^2 .*no base64url/],
    ["a bid that is not there", ["duties", "seal", "none.txt", "x.sealed", "--case", "c", "--supplier", "s", "--opener", "ANN", "--opener", "BEN"], /none\.txt cannot be read/],
  ])("is not sealed %s", async (_, args, told) => expect(await refusal(...args.map((it) => (/\.(open|txt|sealed)$/.test(it) ? at(it) : it === "ANN" ? keys["ann"]! : it === "BEN" ? keys["ben"]! : it)))).toMatch(told));
  test("a digest that is none is no bid", async () => expect(await refusal("duties", "act", ledger, "submit-bid", "digest=abc", "--by", "acme", "--case", id)).toMatch(/digest should be a SHA-256 digest/));
  test("is handed in by its digest, stays closed until two officers have signed after the deadline, then opens with two keys and no other", async () => {
    expect(await act("acme", "submit-bid", "digest=" + digestIn(await seal("first.sealed")))).toContain("Done: submit-bid");
    // A later one takes its place.
    await act("acme", "submit-bid", `digest=${digest}`);
    await act("bolt", "submit-bid");
    const cast = digestIn(await seal("cast.sealed", "VAL/cast"));
    await act("cast", "submit-bid", `digest=${cast}`);
    await act("cast", "withdraw-bid");
    await seal("other-case.sealed", "VAL/acme", "0000000000000000");
    await seal("bolt.sealed", "VAL/bolt");
    await seal("nobody.sealed", "VAL/nobody");

    expect(await refusal(...unseal())).toMatch(/^1 deny Nothing was opened\. The bids are sealed until .* after 2030-03-02T10:00:00Z/);
    expect((await here(["duties", "act", ledger, "sign-opening", "--by", "ann", "--case", id])).code).toBe(1);
    vi.setSystemTime(Date.parse("2030-03-02T10:00:01Z"));
    expect((await here(["duties", "act", ledger, "submit-bid", `digest=${digest}`, "--by", "acme", "--case", id])).code).toBe(1);
    await act("ann", "sign-opening");
    expect(await refusal(...unseal())).toMatch(/^1 deny Nothing was opened\. The bids are sealed/);
    expect(await act("ben", "sign-opening")).toContain("with it: open-bids");

    for (const [more, told] of [
      [{ keys: [at("ann.open")] }, /^2 .*1 keys are given/],
      [{ keys: [at("ann.open"), at("ann.open")] }, /^1 deny .*two keys are one/],
      [{ keys: [at("ann.open"), join(ledger, "keys", "ben.key")] }, /^1 deny .*not sealed to the second key/],
      [{ keys: [at("ann.open"), at("bid.txt")] }, /is no key of an opener/],
      [{ case: "1111111111111111" }, /^2 .*has no procurement/],
      [{ file: at("bid.txt") }, /is no sealed bid: it is no JSON/],
      [{ file: at("none.sealed") }, /cannot be read/],
      [{ file: at("first.sealed") }, /^1 deny .*not the bid that was handed in/],
      [{ file: at("bolt.sealed") }, /^1 deny .*named no digest/],
      [{ file: at("cast.sealed") }, /^1 deny .*VAL\/cast has no bid/],
      [{ file: at("nobody.sealed") }, /^1 deny .*VAL\/nobody has no bid/],
      [{ file: at("other-case.sealed") }, /^1 deny .*for another procurement/],
    ] as const) expect([more, await refusal(...unseal(more))]).toEqual([more, expect.stringMatching(told)]);
    expect(await said(...unseal())).toContain("Opened: the bid of VAL/acme, 29 bytes, as it was handed in.");
    expect(readFileSync(at("opened.txt"), "utf8")).toBe("12 batteries at 5 000 000 EUR");
    expect(await refusal(...unseal())).toMatch(/^2 .*is there already/);
    expect(await said("ledger", "verify", ledger)).toContain("Verified");
  }, 60_000);
});
