import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import { here } from "./here.ts";
import { main } from "../../src/cli/main.ts";
import { concord } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-duties-"));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
/** Runs a command within this process. */
async function ran(args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const [printed, said]: [string[], string[]] = [[], []];
  const code = await main(["duties", "check", ...args], {
    width: 100,
    print: (it) => void printed.push(it),
    say: (it) => void said.push(it),
    progress: () => undefined,
    progressDone: () => undefined,
  });
  return { code, stdout: printed.join("\n"), stderr: said.join("\n") };
}
const scenario = (more: object): string => JSON.stringify([{ id: "q", situation: "award A drafted by Ana", attempt: "Ana approves A", ...more }]);

describe("the examples of the guide to duties", () => {
  const examples = examplesOf("docs/guide/duties.md");
  test.each(examples.filter((it) => !it.args.includes("LEDGER") && !it.command.includes("LEDGER")).map((it) => [it.command, it] as const))("%s", async (_, it) => {
    const ran = await concord(it.args);
    expect(ran.code, ran.stderr).toBe(it.code);
    let from = 0;
    for (const line of it.lines) {
      const at = ran.stdout.indexOf(line, from);
      expect(at, `"${line}" in:\n${ran.stdout}`).toBeGreaterThanOrEqual(0);
      from = at + line.length;
    }
  });
});

test("the procurement of the guide in a ledger, from the first command to the last, with the names that each command prints", async () => {
  const names = new Map([["LEDGER", join(folder, "ledger")]]);
  const named = (text: string): string => [...names].reduce((all, [name, value]) => all.replaceAll(name, value), text);
  const steps = examplesOf("docs/guide/duties.md").filter((it) => it.command.includes("LEDGER"));
  expect(steps.length).toBeGreaterThan(15);
  for (const it of steps) {
    const args = it.args.map(named);
    const to = args.indexOf(">");
    const ran = await here(to < 0 ? args : args.slice(0, to));
    expect([it.command, ran.code, ran.stderr]).toEqual([it.command, it.code, ""]);
    if (to >= 0) writeFileSync(args[to + 1]!, ran.stdout);
    for (const [name, found] of [["CASE", /^case ([0-9a-f]{16}) /m], ["DRAFT", /^ {2}award ([0-9a-f]{16}):/m], ["HASH", /an approval names (\S{43})/]] as const) {
      const value = found.exec(ran.stdout)?.[1];
      if (value !== undefined) names.set(name, value);
    }
    for (const line of it.lines) expect(ran.stdout).toContain(named(line));
  }
});

describe("duties from the command line", () => {
  test.each<readonly [string, readonly string[], number, string]>([
    ["a scenario without an expectation is decided", [file("free.json", scenario({}))], 0, "deny  q: Ana approves A"],
    ["one that is not as expected", [file("wrong.json", scenario({ expect: "allow" }))], 1, "NOT AS EXPECTED: expected allow, decided deny: author-approves"],
    ["words that are not known", [file("strange.json", scenario({ situation: "the moon is full" }))], 1, 'not read  q: not understood: "the moon is full"'],
    ["in French", [file("french.json", scenario({})), "--language", "fr"], 0, "L’auteur d’un projet ne l’approuve pas."],
    ["as JSON", [file("json.json", scenario({})), "--json"], 0, '"reason": "author-approves"'],
  ])("%s", async (_, args, code, words) => {
    const it = await ran(args);
    expect([it.code, it.stdout.includes(words) ? words : it.stdout + it.stderr]).toEqual([code, words]);
  });
  test.each<readonly [string, string, number, string]>([
    ["no file", join(folder, "nowhere.json"), 3, "cannot be read"],
    ["no JSON", file("broken.json", "{"), 3, "is no JSON"],
    ["an empty list", file("empty.json", "[]"), 3, "holds no event and no scenario"],
    ["no event", file("event.json", '[{"kind":"pay","at":"2026-01-01T00:00:00Z","case":"T"}]'), 1, "Event 1: a pay needs by."],
  ])("%s is told with what to do", async (_, path, code, words) => {
    const it = await ran([path]);
    expect([it.code, it.stderr.replaceAll("\n", " ").includes(words) ? words : it.stderr, it.stdout]).toEqual([code, words, ""]);
  });
});
