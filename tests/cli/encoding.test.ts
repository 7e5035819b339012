import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "#cli";
import { readTables } from "#exchange";
import { readSignIn, SettingsError } from "../../src/server/sign-in/settings.ts";
import { type Case, jsonIn } from "../../tools/conformance/suite.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-encoding-"));
const path = (name: string): string => join(folder, name);
const file = (name: string, text: string, encoding: BufferEncoding = "latin1"): string => {
  writeFileSync(path(name), Buffer.from(text, encoding));
  return path(name);
};
async function concord(...args: readonly string[]): Promise<{ readonly code: number; readonly printed: string; readonly said: string }> {
  const [printed, said]: [string[], string[]] = [[], []];
  const code = await main(args, {
    width: 1000,
    print: (text) => void printed.push(text),
    say: (text) => void said.push(text),
    progress: () => undefined,
    progressDone: () => undefined,
  });
  return { code, printed: printed.join("\n"), said: said.join("\n") };
}
const POLICY = "cases/labels/policy.spif.xml";
const NOTE = "cases/labels/note-of-xee.json";
const CLEARANCE = "cases/labels/clearance-of-xcc.json";
const TERMS = "cases/labels/terms.json";
/** One broken file for all commands: the second line holds a letter of another encoding. */
const broken = file("broken.json", '{\n"name": "Ren\xe9"}\n');
const log = path("log");

describe("a file that is not UTF-8 is never read as if it were", () => {
  test.each<readonly [string, readonly string[]]>([
    ["a label", ["label", "parse", broken, "--policy", POLICY]],
    ["a policy", ["label", "parse", NOTE, "--policy", broken]],
    ["terms", ["label", "decide", NOTE, "--policy", POLICY, "--terms", broken, "--clearance", CLEARANCE]],
    ["a clearance", ["label", "decide", NOTE, "--policy", POLICY, "--terms", TERMS, "--clearance", broken]],
    ["rules of uplift", ["label", "join", NOTE, "--policy", POLICY, "--terms", TERMS, "--uplift", broken, "--collection", "stock:exact:2"]],
    ["events of duties", ["duties", "check", broken]],
    ["a specification of a study", ["study", "fit", "--spec", broken]],
    ["scenarios", ["scenarios", "cases/two-nations", "--file", broken]],
    ["a plan to verify", ["verify", "cases/two-nations", broken]],
    ["pledges", ["pledges", broken]],
    ["a model", ["solve", broken]],
    ["drafts of a ledger", ["ledger", "append", log, broken, "--label", "OPEN"]],
    ["a policy of trust", ["ledger", "verify", log, "--policy", broken]],
    ["a release", ["release", "show", broken]],
  ])("%s", async (_, args) => {
    if (args.includes(log)) await concord("ledger", "init", log, "--party", "XAA");
    const ran = await concord(...args);
    expect([ran.code, ran.printed, ran.said]).toEqual([
      3,
      "",
      expect.stringMatching(
        /broken\.json:2: The file is not in UTF-8: byte 15 of it, hexadecimal E9, is no part of a character\.\s+Save it as UTF-8, from its original\./,
      ),
    ]);
  });
  test("a policy in XML of another encoding is refused by the name of the encoding", async () => {
    const ran = await concord("label", "parse", NOTE, "--policy", file("latin.xml", "<?xml version='1.0' encoding='ISO-8859-1'?><SPIF/>"));
    expect(ran).toMatchObject({ code: 3, printed: "", said: expect.stringMatching(/latin\.xml says that it is in ISO-8859-1; UTF-8 is read/) });
  });
  test("a label in UTF-16 reads as the same label in UTF-8", async () => {
    const label = '{"policy":"ALLIANCE-TEST","originator":"XEE","classification":"OPEN","categories":{}}';
    expect(await concord("label", "parse", file("wide.json", `\uFEFF${label}`, "utf16le"), "--policy", POLICY)).toEqual(
      await concord("label", "parse", file("narrow.json", label), "--policy", POLICY),
    );
  });
  test("the package of a data set", () =>
    expect(readTables(new Map([["datapackage.json", '{"name": "Ren\uFFFD"}']])).findings[0]).toMatchObject({
      code: "bad-encoding",
      level: "error",
      file: "datapackage.json",
    }));
  test("settings of sign-in", () => expect(() => readSignIn(broken)).toThrow(SettingsError));
  test("a vector of the conformance suites", () => {
    const cases: Case[] = [];
    jsonIn(dirname(broken), basename(broken), cases);
    expect(cases).toEqual([{ name: "broken.json", trouble: expect.stringMatching(/line 2: the file is not in UTF-8/) }]);
  });
});
