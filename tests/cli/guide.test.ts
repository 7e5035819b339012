import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { concord } from "./run.ts";

interface Example {
  readonly command: string;
  readonly args: readonly string[];
  readonly code: number;
  /** Lines that must appear, in order. */
  readonly lines: readonly string[];
}

/** Examples of a page: `$ node bin/concord.mjs …` in console fences, with the output shown. */
function examplesOf(page: string): readonly Example[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
    block.split(/^\$ /m).flatMap((part): readonly Example[] => {
      const [first = "", ...output] = part.split("\n");
      const [command = "", comment = ""] = first.split("#");
      if (!command.startsWith("node bin/concord.mjs")) return [];
      return [{ command: command.trim(), args: command.trim().split(/\s+/).slice(2), code: Number(/exit (\d+)/.exec(comment)?.[1] ?? 0), lines: output.map((it) => it.replace(/…$/, "").trimEnd()).filter((it) => it !== "") }];
    }),
  );
}

describe("the examples of the guide to the command line", () => {
  const examples = examplesOf("docs/guide/command-line.md");
  test("there are some of every command", () => {
    expect(new Set(examples.map((it) => it.args[0]))).toEqual(new Set(["check", "assess", "targets", "plan", "compare", "explain"]));
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
