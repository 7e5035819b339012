import { describe, expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import { concord } from "./run.ts";

describe("the examples of the guide to the command line", () => {
  const examples = examplesOf("docs/guide/command-line.md");
  test("there are some of every command", () => {
    expect(new Set(examples.map((it) => it.args[0]))).toEqual(new Set(["check", "import", "assess", "targets", "plan", "verify", "compare", "explain", "sensitivity"]));
  });
  test.each(examples.map((it) => [it.command, it] as const))("%s", async (_, it) => {
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

describe("the examples of the guide to solving", () => {
  test.each(examplesOf("docs/guide/solve.md").map((it) => [it.command, it] as const))("%s", async (_, it) => {
    const ran = await concord(it.args);
    expect(ran.code, ran.stderr).toBe(it.code);
    for (const line of it.lines) expect(ran.stdout).toContain(line);
  });
});
