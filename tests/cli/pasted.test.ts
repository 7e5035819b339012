import { describe, expect, test } from "vitest";
import { timeText } from "../../src/cli/out.ts";
import { wrap } from "../../src/cli/table.ts";
import { main } from "../../src/cli/main.ts";

/** What a command prints and says at a width. */
async function printed(args: readonly string[], width: number): Promise<string> {
  let text = "";
  const put = (it: string): void => void (text += `${it}\n`);
  await main(args, { width, print: put, say: put, progress: () => undefined, progressDone: () => undefined });
  return text;
}

/** Every command that a text tells to type: in backticks, or to the end of its sentence. */
const commandsIn = (text: string): readonly string[] =>
  text.split("\n").flatMap((line) => [...line.matchAll(/`(node bin\/concord\.mjs[^`]*)`|(?<!`)(node bin\/concord\.mjs.*)/gu)].map((it) => it[1] ?? it[2]!.split(/[.,;:)]+(?:\s|$)/u)[0]!));

const NARROW = 80;
const WIDE = 10_000;

describe("a command that is printed can be pasted: no line is broken within it at 80 columns", () => {
  const HINTS: readonly (readonly string[])[] = [
    ["assess", "cases/five-rivers"],
    ["assess", "cases/five-rivers", "--leaf", "nothing"],
    ["targets", "cases/five-rivers"],
    ["answers", "cases/five-rivers"],
    ["check", "cases/twenty-mistakes"],
    ["explain", "cases/five-rivers"],
    ["explain", "cases/five-rivers", "coverage/river-air"],
    ["explain", "cases/five-rivers", "nothing/at/all"],
    ["plan", "cases/two-nations"],
    ["review", "cases/two-nations"],
    ["gains", "cases/two-nations"],
    ["study", "priors", "--shipped"],
    ["study", "priors", "cases/five-rivers", "--shipped"],
    ["sensitivity", "cases/two-nations", "--only", "plan.lead-load"],
    ["serve", "nowhere"],
    ["ledger", "verify", "nowhere"],
    ["answer", "cases/five-rivers", "--undo"],
  ];
  test.each(HINTS.map((it) => [it.join(" "), it] as const))("%s", async (_, args) => {
    const [wide, narrow] = [await printed(args, WIDE), await printed(args, NARROW)];
    const told = commandsIn(narrow);
    for (const it of commandsIn(wide)) expect(narrow).toContain(it);
    for (const it of told) expect([it, [...it.matchAll(/"/gu)].length % 2, it.endsWith(" ")]).toEqual([it, 0, false]);
  });

  test("the help of every command", async () => {
    const names = [...(await printed(["--help"], NARROW)).matchAll(/^ {2}([a-z][\w-]*)/gmu)].map((it) => it[1]!);
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      const text = await printed([name, "--help"], NARROW);
      expect([...text.matchAll(/`/gu)].length % 2, name).toBe(0);
      for (const line of text.split("\n")) if (line.includes("`node bin/concord.mjs")) expect([...line.matchAll(/`/gu)].length % 2, `${name}: ${line}`).toBe(0);
    }
  });
});

describe("lines", () => {
  const command = 'node bin/concord.mjs assess data/x --leaf "Tactical reconnaissance drones"';
  test.each([
    [`One in full: ${command}`, ["One in full:", command]],
    [`In words before \`${command}\` and words behind that go on.`, ["In words before", `\`${command}\``, "and words behind that go on."]],
    [`From a question (${command}). And more.`, ["From a question", `(${command}).`, "And more."]],
    [`Run ${command}; then another: ${command}`, ["Run", `${command};`, "then another:", command]],
    ["Only words that are longer than a line of this width.", ["Only words that are longer than a", "line of this width."]],
    ['An odd quote: node bin/concord.mjs plan "x', ["An odd quote:", 'node bin/concord.mjs plan "x']],
  ])("%s", (text, lines) => expect(wrap(text, 36).split("\n")).toEqual(lines));

  test.each([[0, "0 s"], [42, "42 s"], [119, "119 s"], [120, "2 min"], [900, "15 min"], [7199, "120 min"], [7200, "2 h"], [9000, "2.5 h"]])("%d s left are %s", (seconds, text) => expect(timeText(seconds)).toBe(text));
});
