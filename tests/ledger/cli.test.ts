import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
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
  test("an export writes over nothing, nor into the ledger's folder, and says where a place cannot be", async () => {
    const at = join(folder, "over");
    await concord(["ledger", "init", at, "--party", "XAA", "--label", "OPEN"]);
    const there = join(folder, "there.txt");
    writeFileSync(there, "mine");
    const held = readFileSync(join(at, "keys", "officer-1.key"), "utf8");
    const table: readonly (readonly [string, string])[] = [
      [there, "is there already"],
      [folder, "is there already"],
      [join(at, "ledger.sqlite"), "is there already"],
      [join(at, "keys", "officer-1.key"), "is there already"],
      [join(at, "new.export"), "in the folder of the ledger"],
      [join(at, "keys", "..", "new.export"), "in the folder of the ledger"],
      [join(at, "keys", "new.export"), "in the folder of the ledger"],
      [join(folder, "nodir", "x"), "There is no folder"],
      [join(there, "x"), "There is no folder"],
    ];
    for (const [to, words] of table) {
      for (const more of [[], ["--data"]]) {
        const ran = await concord(["ledger", "export", at, to, ...more]);
        expect([to, ran.code, ran.stderr.replaceAll(/\s+/g, " ")]).toEqual([to, 2, expect.stringContaining(words)]);
      }
    }
    expect([readFileSync(there, "utf8"), readFileSync(join(at, "keys", "officer-1.key"), "utf8"), (await concord(["ledger", "verify", at])).code]).toEqual(["mine", held, 0]);
    symlinkSync(join(folder, "elsewhere"), join(folder, "dangling"));
    const ran = await concord(["ledger", "export", at, join(folder, "dangling")]);
    expect([ran.code, ran.stderr.includes("cannot be written")]).toEqual([3, true]);
  });
  test("--hide, --without and erase do what they say to the cells of a data set, and refuse what they cannot do", async () => {
    const [at, plain] = [join(folder, "cells"), join(folder, "cells-plain")];
    for (const it of [at, plain]) await concord(["ledger", "init", it, "--party", "STAFF", "--label", "OPEN"]);
    const run = async (...args: readonly string[]): Promise<readonly [number | null, string]> => {
      const { code, stdout, stderr } = await concord(["ledger", ...args]);
      return [code, `${stdout}${stderr}`.replaceAll(/\s+/g, " ")];
    };
    expect(await run("append", at, "cases/two-nations", "--hide", "quantty")).toEqual([2, expect.stringMatching(/no column "quantty".*quantity/)]);
    expect(await run("append", at, "cases/two-nations", "--hide", "label")).toEqual([2, expect.stringContaining("guarded by it")]);
    expect(await run("append", at, join(folder, "drafts.jsonl"), "--hide", "price")).toEqual([2, expect.stringMatching(/No draft of .* has a field "price" to hide\. Their fields: quantity\./)]);
    expect((await run("append", at, "cases/two-nations", "--hide", "quantity"))[0]).toBe(0);
    expect((await run("append", plain, "cases/two-nations"))[0]).toBe(0);
    const out = (name: string): string => join(folder, name);
    expect(await run("export", plain, out("plain.export"), "--without", "quantity")).toEqual([2, expect.stringMatching(/its readers see it\. What can be withheld: nothing/)]);
    expect(await run("export", at, out("typo.export"), "--without", "quantty")).toEqual([2, expect.stringContaining("What can be withheld: quantity.")]);
    expect(await run("export", at, out("set"), "--data", "--without", "quantity")).toEqual([2, expect.stringContaining("without --data")]);
    expect((await run("export", at, out("less.export"), "--without", "quantity"))[0]).toBe(0);
    expect((await run("export", at, out("all.export")))[0]).toBe(0);
    const disclosures = (file: string): number => [...readFileSync(out(file), "utf8").matchAll(/"disclosures":\[([^\]]*)\]/g)].filter((it) => it[1] !== "").length;
    expect([disclosures("less.export"), disclosures("all.export") > 0]).toEqual([0, true]);
    expect([...readFileSync(out("less.export"), "utf8").matchAll(/"leaf":"([^"]+)"/g)].filter((it) => /"quantity":/.test(Buffer.from(it[1]!, "base64").toString()))).toEqual([]);
    expect([(await run("verify", out("less.export"), "--policy", join(at, "policy.txt")))[0], (await run("export", at, out("cells-data"), "--data"))[0]]).toEqual([0, 0]);
    expect(readFileSync(join(out("cells-data"), "holdings.csv"), "utf8")).toBe(readFileSync("cases/two-nations/holdings.csv", "utf8"));
  });
  test("a key is rotated: the new one signs what comes, the old one nothing more", async () => {
    const at = join(folder, "rotated");
    await concord(["ledger", "init", at, "--party", "XAA", "--officers", "2", "--label", "OPEN"]);
    const made = await concord(["ledger", "key", join(at, "keys", "officer-3.key"), "--name", "XAA/officer-3", "--officer", "--person", "XAA/officer-1"]);
    const drafts = join(folder, "rotation.jsonl");
    writeFileSync(drafts, `${made.stdout}{"type":"key-revoked","fields":{"key":"XAA/officer-1"}}\n`);
    expect((await concord(["ledger", "append", at, drafts, "--label", "OPEN"])).code).toBe(0);
    expect((await concord(["ledger", "beat", at, "--channels"])).code).toBe(0);
    const records = await json<readonly { readonly by: readonly string[] }[]>(["ledger", "log", at]);
    expect(records.map((it) => [...it.by].sort().map((name) => name.at(-1)).join(""))).toEqual(["12", "12", "12", "23"]);
    const again = await concord(["ledger", "key", join(at, "keys", "officer-3.key"), "--name", "XAA/officer-3"]);
    const misnamed = await concord(["ledger", "key", join(folder, "x.key"), "--name", "a b"]);
    expect([again.code, again.stderr.includes("never written over"), misnamed.code]).toEqual([2, true, 2]);
  });
  test("a witness that the trust policy does not count signs nothing", async () => {
    const [at, bare, one, two] = ["known", "bare", "one.key", "two.key"].map((it) => join(folder, it)) as [string, string, string, string];
    const key = (await concord(["ledger", "witness", "--new", "--key", one, "--name", "one.example"])).stdout.trim();
    await concord(["ledger", "witness", "--new", "--key", two, "--name", "two.example"]);
    await concord(["ledger", "init", at, "--party", "XAA", "--witness", `HOL=${key}`]);
    await concord(["ledger", "init", bare, "--party", "XAA"]);
    const sign = async (ledger: string, file: string, name: string): Promise<readonly [number | null, string]> => {
      const { code, stdout, stderr } = await concord(["ledger", "witness", ledger, "--key", file, "--name", name]);
      return [code, `${stdout}${stderr}`.replaceAll(/\s+/g, " ")];
    };
    expect(await sign(at, two, "two.example")).toEqual([2, expect.stringContaining("knows neither two.example nor the key")]);
    expect(await sign(at, one, "other")).toEqual([2, expect.stringContaining("Give --name one.example.")]);
    expect(await sign(at, two, "one.example")).toEqual([2, expect.stringContaining("with another key")]);
    expect((await concord(["ledger", "verify", at])).code).toBe(1);
    expect(await sign(at, one, "one.example")).toEqual([0, expect.stringContaining("stands behind")]);
    expect((await concord(["ledger", "verify", at])).code).toBe(0);
    expect(await sign(bare, two, "two.example")).toEqual([0, expect.stringContaining("names no witness")]);
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
    const data = async (name: string, ...more: readonly string[]): Promise<boolean> => {
      await concord(["ledger", "export", at, join(folder, name), "--data", ...more]);
      return readFileSync(join(folder, name, "holdings.csv"), "utf8").includes("h.VAL.battery");
    };
    expect([await data("now"), await data("then", "--at", "2"), await data("public", "--at", "2999-12-31", "--as", ":0")]).toEqual([false, true, false]);
    expect((await concord(["ledger", "export", at, join(folder, "then-public"), "--data", "--at", "2", "--as", ":0"])).stderr).toContain("may not see");
    expect((await concord(["ledger", "export", at, join(folder, "x.export"), "--at", "2"])).stderr).toContain("checkpoint of now");
    expect((await concord(["assess", at, "--at", "9"])).stderr).toContain("3 commits, not 9");
    expect((await concord(["assess", "cases/two-nations", "--at", "1"])).stderr).toContain("no ledger");
    expect((await concord(["assess", at, "--at", "soon"])).stderr).toContain("no moment");
  });
  test("drafts: checked at once, shown with a digest, taken back, signed in one commit", async () => {
    const at = join(folder, "drafts");
    await concord(["ledger", "init", at, "--party", "STAFF", "--label", "OPEN"]);
    await concord(["ledger", "append", at, "cases/two-nations"]);
    const draft = (...args: readonly string[]) => concord(["ledger", "draft", args[0]!, at, ...args.slice(1)]);
    expect((await draft("correct", "holdings", "h.VAL.battery", "quantity=5")).code).toBe(0);
    const wrong = await draft("put", "holdings", "id=x", "nation=NOWHERE");
    expect([wrong.code, wrong.stderr.includes("Mend:")]).toEqual([1, true]);
    expect((await draft("withdraw", "holdings", "h.HOL.battery", "--reason", "sold")).code).toBe(0);
    expect((await draft("answer", "--nation", "VAL", "--leaf", "air", "--response", "decline", "--reason", "No crews.", "--source", "returns")).code).toBe(0);
    const shown = await json<readonly { readonly did: string; readonly drafts: readonly { readonly digest: string; readonly subject: string }[] }[]>(["ledger", "draft", "show", at]);
    expect(shown.map((it) => [it.did, it.drafts.at(-1)?.subject])).toEqual([["correct", "holdings.csv h.VAL.battery.v2"], ["withdraw", "holdings.csv h.HOL.battery"], ["answer", "answers.csv answer.VAL.air"]]);
    expect(shown[0]?.drafts[0]?.digest).toMatch(/^[\w-]{43}$/);
    expect((await draft("undo")).stdout).toContain("Taken back: answer");
    expect((await json<{ readonly appended: number }>(["ledger", "draft", "sign", at])).appended).toBe(3);
    expect([(await draft("sign")).code, (await draft("undo")).code, (await draft("show")).stdout]).toEqual([2, 2, "No draft waits to be signed.\n"]);
    expect((await concord(["answer", at, "--nation", "VAL", "--leaf", "air", "--accept"])).stderr).toContain("ledger draft answer");
    const out = join(folder, "drafts-data");
    await concord(["ledger", "export", at, out, "--data"]);
    const holdings = readFileSync(join(out, "holdings.csv"), "utf8");
    expect([holdings.includes("h.VAL.battery.v2"), holdings.includes("h.HOL.battery")]).toEqual([true, false]);
  });
  test("a checkpoint is printed, and names its state later", async () => {
    const [at, file] = [join(folder, "moments"), join(folder, "checkpoint.txt")];
    await concord(["ledger", "init", at, "--party", "STAFF", "--officers", "1", "--label", "OPEN"]);
    await concord(["ledger", "append", at, "cases/two-nations"]);
    const assessed = async (...args: readonly string[]): Promise<unknown> => ({ ...(await json(["assess", at, ...args])), runKey: "" });
    const before = await assessed();
    const [first] = await json<readonly { readonly origin: string }[]>(["ledger", "log", at]);
    const channel = first?.origin.split("/")[2];
    const notes = [await concord(["ledger", "checkpoint", at]), await concord(["ledger", "checkpoint", at, "--channel", channel!])];
    await concord(["ledger", "draft", "correct", at, "holdings", "h.VAL.battery", "quantity=9"]);
    await concord(["ledger", "draft", "sign", at]);
    expect(await assessed()).not.toEqual(before);
    for (const it of notes) {
      writeFileSync(file, it.stdout);
      expect([it.code, await assessed("--at", file)]).toEqual([0, before]);
    }
    expect((await concord(["ledger", "checkpoint", at, "--channel", "nothing"])).stderr).toContain("Name one of");
  });
  test("a data set of several owners: each row in the ledger of its owner, read together as one", async () => {
    const at = join(folder, "parties");
    expect((await concord(["ledger", "import", at, "cases/two-nations", "--steward", "STAFF"])).stderr).toContain("There is no ledger of");
    const done = await json<readonly { readonly party: string }[]>(["ledger", "import", at, "cases/two-nations", "--steward", "STAFF", "--init", "--officers", "1"]);
    expect(done.map((it) => it.party).sort()).toEqual(["HOL", "STAFF", "VAL"]);
    const assessed = async (...args: readonly string[]): Promise<unknown> => ({ ...(await json(["assess", ...args])), runKey: "" });
    expect(await assessed(at)).toEqual(await assessed("cases/two-nations"));
    // It goes out whole again: the same rows and the same package, those of each owner together.
    const out = join(folder, "parties-data");
    expect((await concord(["ledger", "export", at, out, "--data"])).code).toBe(0);
    const rows = (of: string, file: string): readonly string[] => readFileSync(join(of, file), "utf8").trim().split("\n").sort();
    const given = join(ROOT, "cases", "two-nations");
    const files = readdirSync(given).filter((it) => it.endsWith(".csv"));
    expect(readdirSync(out).filter((it) => it.endsWith(".csv")).sort()).toEqual([...files].sort());
    for (const it of files) expect([it, rows(out, it)]).toEqual([it, rows(given, it)]);
    expect(JSON.parse(readFileSync(join(out, "datapackage.json"), "utf8"))).toEqual(JSON.parse(readFileSync(join(given, "datapackage.json"), "utf8")));
    for (const [args, words] of [[["ledger", "export", at, join(folder, "no.export")], "records are exported from one"], [["ledger", "log", at], "Name one"], [["ledger", "export", at, join(folder, "no-data"), "--data", "--at", "2001-01-01"], "There is no data set"], [["ledger", "export", at, join(folder, "no-data"), "--data", "--channel", "OPEN"], "Leave --channel"]] as const)
      expect((await concord(args)).stderr.replaceAll("\n", " ")).toContain(words);
    expect(existsSync(join(folder, "no-data"))).toBe(false);
    await concord(["ledger", "init", join(folder, "unlabelled"), "--party", "X"]);
    expect((await concord(["ledger", "draft", "put", join(folder, "unlabelled"), "holdings", "id=x"])).stderr).toContain("Give --label");
    expect(await assessed(at, "--as", ":0")).toEqual(await assessed("cases/two-nations", "--as", ":0"));
    expect((await concord(["assess", at, "--at", "1"])).stderr).toContain("no number of commits in common");
    // Another nation's row is refused, one's own is checked against the ledgers it stands among.
    const foreign = await concord(["ledger", "draft", "correct", join(at, "VAL"), "holdings", "h.HOL.gun", "quantity=1", "--beside", at]);
    const own = await concord(["ledger", "draft", "correct", join(at, "VAL"), "holdings", "h.VAL.gun", "quantity=21", "--beside", at]);
    expect([foreign.code, own.code]).toEqual([1, 0]);
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
