import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder } from "../ledger/sample.ts";
import { world } from "../ledger/nations.ts";
import { here } from "./here.ts";

const at = (name: string): string => join(folder, `release-${name}`);

test("a release between two nations: proposed, approved by two persons of each, published, listed, withdrawn", async () => {
  for (const party of ["VAL", "HOL"]) await here(["ledger", "init", at(party), "--party", party, "--officers", "2", "--label", "OPEN"]);
  writeFileSync(at("world.jsonl"), world().map((it) => JSON.stringify(it)).join("\n"));
  expect((await here(["ledger", "append", at("VAL"), at("world.jsonl")])).code).toBe(0);
  const file = at("file.json");
  const propose = ["release", "propose", at("VAL"), file, "--query", "Batteries of the two, 2029", "--value", "11", "--input", "holdings.csv:h.VAL", "--input", "holdings.csv:h.HOL", "--to", "OPEN", "--reason", "For the review.", "--until", "2999-12-31"];
  const proposed = await here(propose);
  expect(proposed.stdout).toContain("everyone from level 0, until now not at all");
  expect(proposed.stdout).toContain("HOL: nobody yet; 2 missing");
  expect([proposed.code, (await here(propose)).code]).toEqual([0, 2]);
  const approve = (party: string, officer: number, ...more: readonly string[]) => here(["release", "approve", file, at(party), "--key", join(at(party), "keys", `officer-${officer}.key`), "--name", `${party}/officer-${officer}`, ...more]);
  const unread = await approve("VAL", 1);
  expect([unread.code, unread.stderr.includes("--yes")]).toEqual([2, true]);
  for (const [party, officer] of [["VAL", 1], ["VAL", 2], ["HOL", 1]] as const) expect((await approve(party, officer, "--yes")).code).toBe(0);
  expect((await approve("HOL", 1, "--yes")).stderr).toContain("release-twice");
  const publish = () => here(["release", "publish", file, at("VAL")]);
  // On a file that was changed after somebody signed it nobody signs, and it shows no consent.
  const signed = readFileSync(file, "utf8");
  writeFileSync(file, signed.replace('"For the review."', '"For all."'));
  const beside = await approve("HOL", 2, "--yes");
  expect([beside.code, beside.stderr.includes("release-signature"), beside.stderr.includes("changed after it was signed")]).toEqual([1, true, true]);
  const spoilt = (await here(["release", "show", file, "--ledger", at("VAL")])).stdout;
  expect(spoilt).toContain("VAL: nobody yet; 2 missing");
  expect(spoilt.replace(/\s+/g, " ")).toContain("Void: The approval of VAL/officer-1 is not of this release");
  expect((await here(["release", "show", file])).stdout).toContain("Here they were not");
  writeFileSync(file, signed);
  expect((await here(["release", "show", file, "--ledger", at("VAL")])).stdout).toContain("VAL: VAL/officer-1, VAL/officer-2");
  // HOL has to be trusted to show its keys, and has to approve by two persons.
  expect((await publish()).stderr).toContain("release-evidence");
  expect((await here(["ledger", "trust", at("VAL"), join(at("HOL"), "policy.txt"), "--party", "HOL"])).code).toBe(0);
  expect((await publish()).stderr).toContain("release-persons");
  expect((await approve("HOL", 2, "--yes")).code).toBe(0);
  const changed = readFileSync(file, "utf8");
  writeFileSync(file, changed.replace('"11"', '"12"'));
  expect((await publish()).stderr).toContain("changed after it was signed");
  writeFileSync(file, changed);
  expect((await publish()).stdout).toContain("readers of OPEN see it until 2999-12-31");
  const twice = await publish();
  expect([twice.code, twice.stderr]).toEqual([1, expect.stringMatching(/stands in the ledger as entry \d+ of \S+, in force.*\[release-standing\]/)]);
  const listed = JSON.parse((await here(["release", "list", at("VAL"), "--as", ":0", "--json"])).stdout) as readonly { readonly release: { readonly id: string; readonly figure: object }; readonly status: string }[];
  expect(listed.map((it) => [it.release.figure, it.status])).toEqual([[{ query: "Batteries of the two, 2029", value: "11" }, "in force"]]);
  expect((await here(["ledger", "verify", at("VAL")])).code).toBe(0);
  // What it was made from goes to auditors who ask for it, and to nobody else.
  const hasBasis = async (...more: readonly string[]): Promise<boolean> => {
    const to = at(`${more.length}.export`);
    expect((await here(["ledger", "export", at("VAL"), to, ...more])).code).toBe(0);
    return [...readFileSync(to, "utf8").matchAll(/"disclosures":\["([^"]+)"/g)].some((it) => Buffer.from(it[1]!, "base64url").toString().includes('"basis"'));
  };
  expect([await hasBasis(), await hasBasis("--as", ":0"), await hasBasis("--channel", "OPEN", "--basis")]).toEqual([false, false, true]);
  expect((await here(["release", "withdraw", at("VAL"), listed[0]!.release.id, "--reason", "A mistake."])).code).toBe(0);
  const again = await publish();
  expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/withdrawn: what was ended does not come back. Draft it anew. \[release-standing\]/)]);
  const after = JSON.parse((await here(["release", "list", at("VAL"), "--json"])).stdout) as readonly { readonly status: string }[];
  expect(after.map((it) => it.status)).toEqual(["withdrawn"]);
  expect((await here(["release", "withdraw", at("VAL"), "nothing", "--reason", "x"])).code).toBe(2);
});

test("nations with ledgers of their own: a figure of rows of two, by the labels of the steward's ledger, from the draft to its readers", async () => {
  const all = at("all");
  expect((await here(["ledger", "import", all, "cases/three-shores", "--steward", "VAL", "--init"])).code).toBe(0);
  const [own, file] = [join(all, "VAL"), at("two.json")];
  const propose = (...more: readonly string[]) => here(["release", "propose", own, file, "--query", "Batteries of the two, 2029", "--value", "6", "--input", "holdings.csv:h.VAL.battery", "--input", "holdings.csv:h.HOL.battery", "--to", "OPEN", "--reason", "For the review.", "--until", "2999-12-31", ...more]);
  expect((await propose()).stderr).toContain("There is no row h.HOL.battery");
  // Everyone reads Vale's row already: what is hidden in the total is Holm's.
  expect((await propose("--beside", all)).stdout).toContain("Consent is asked of HOL, two persons each");
  expect((await here(["release", "show", file, "--ledger", join(all, "HOL"), "--beside", all])).stdout).toContain("everyone from level 0, until now not at all");
  for (const officer of [1, 2]) expect((await here(["release", "approve", file, join(all, "HOL"), "--key", join(all, "HOL", "keys", `officer-${officer}.key`), "--name", `HOL/officer-${officer}`, "--yes"])).code).toBe(0);
  const publish = () => here(["release", "publish", file, own, "--beside", all]);
  expect((await publish()).stderr).toContain("node bin/concord.mjs ledger trust");
  await here(["ledger", "trust", own, join(all, "HOL", "policy.txt"), "--party", "HOL"]);
  // Meanwhile Vale has put its row under a stricter label: it has to be asked, too.
  const corrected = (label: string) => here(["ledger", "draft", "correct", own, "holdings", "h.VAL.battery", `label=${label}`, "--beside", all]);
  expect([(await corrected("OWN")).code, (await here(["ledger", "draft", "sign", own])).code]).toEqual([0, 0]);
  expect((await publish()).stderr).toContain("release-consent");
  expect((await here(["release", "list", own, "--as", ":0"])).stdout).toContain("There is no release");
}, 60_000);

test("nothing has changed meanwhile: it is published, and everyone reads it", async () => {
  const all = at("all-2");
  await here(["ledger", "import", all, "cases/three-shores", "--steward", "VAL", "--init"]);
  const [own, file] = [join(all, "VAL"), at("three.json")];
  await here(["release", "propose", own, file, "--query", "Batteries of Holm, 2029", "--value", "2", "--input", "holdings.csv:h.HOL.battery", "--to", "OPEN", "--reason", "For the review.", "--until", "2999-12-31", "--beside", all]);
  for (const officer of [1, 2]) await here(["release", "approve", file, join(all, "HOL"), "--key", join(all, "HOL", "keys", `officer-${officer}.key`), "--name", `HOL/officer-${officer}`, "--yes"]);
  await here(["ledger", "trust", own, join(all, "HOL", "policy.txt"), "--party", "HOL"]);
  expect((await here(["release", "publish", file, own, "--beside", all])).stdout).toContain("readers of OPEN see it");
  expect((await here(["release", "list", own, "--as", ":0"])).stdout).toContain("in force");
}, 60_000);

test("an ally receives a release without the channel that says whose keys are trusted: its own policy has to, and the copy reads", async () => {
  const [val, hol, bry, file] = [at("far-VAL"), at("far-HOL"), at("far-BRY"), at("far.json")];
  for (const party of ["VAL", "HOL", "BRY"]) await here(["ledger", "init", at(`far-${party}`), "--party", party, "--officers", "2", "--label", "OPEN"]);
  await here(["ledger", "append", val, at("world.jsonl")]);
  await here(["ledger", "trust", val, join(hol, "policy.txt"), "--party", "HOL"]);
  await here(["release", "propose", val, file, "--query", "Batteries of the two, 2029", "--value", "11", "--input", "holdings.csv:h.VAL", "--input", "holdings.csv:h.HOL", "--to", "ALLIES", "--reason", "For the review.", "--until", "2999-12-31"]);
  for (const [folder, party] of [[val, "VAL"], [hol, "HOL"]] as const) for (const officer of [1, 2]) await here(["release", "approve", file, folder, "--key", join(folder, "keys", `officer-${officer}.key`), "--name", `${party}/officer-${officer}`, "--yes"]);
  expect((await here(["release", "publish", file, val])).code).toBe(0);
  expect((await here(["ledger", "export", val, at("far.export"), "--channel", "ALLIES"])).code).toBe(0);
  const policy = readFileSync(join(val, "policy.txt"), "utf8");
  writeFileSync(at("far-without.txt"), policy.split("\n").filter((it) => !it.startsWith("log concord/hol/")).join("\n"));
  const receive = (under: string) => here(["ledger", "receive", bry, at("far.export"), "--policy", under]);
  const refused = await receive(at("far-without.txt"));
  expect([refused.code, refused.stderr.includes("put their log lines into the policy too")]).toEqual([1, true]);
  expect((await receive(join(val, "policy.txt"))).stdout).toContain("entries taken");
  const copy = join(bry, "imports", "VAL");
  expect([(await here(["ledger", "verify", copy])).code, (await here(["release", "list", copy])).stdout.includes("in force")]).toEqual([0, true]);
});

test.each([
  [["release", "show", "README.md"], 3, "no release"],
  [["release", "show", "nowhere.json"], 3, "cannot be read"],
  [["release", "propose", "nowhere", "x.json", "--to", "OPEN", "--reason", "x", "--until", "2999-01-01"], 2, "what is to be released"],
  [["release", "propose", "nowhere", "x.json", "--figure", "a:b", "--to", "OPEN", "--reason", "x", "--until", "2999-01-01"], 3, "no ledger"],
  [["release", "publish", "README.md", "x"], 3, "no release"],
] as const)("%j → %i", async (args, code, words) => {
  const ran = await here(args);
  expect([ran.code, ran.stderr.includes(words)]).toEqual([code, true]);
});
