import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { type Example, examplesOf } from "./examples.ts";
import { here } from "./here.ts";
import type { Ran } from "./run.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "concord-league-"));
  cpSync(join(ROOT, "cases/five-rivers"), folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function holds(it: Example, ran: Ran): void {
  expect(ran.code, ran.stderr).toBe(it.code);
  const stdout = ran.stdout.replaceAll(folder, "league").replaceAll("\u202f", " ");
  let from = 0;
  for (const line of it.lines) {
    const at = stdout.indexOf(line, from);
    expect(at, `"${line}" in:\n${stdout}`).toBeGreaterThanOrEqual(0);
    from = at + line.length;
  }
}

// The examples follow one another on one copy, so they are one test.
test("the examples of the guide to answers and the review, one after another", async () => {
  const examples = examplesOf("docs/guide/answers.md");
  expect(new Set(examples.map((it) => it.args[0]))).toEqual(new Set(["answer", "answers", "review"]));
  for (const it of examples) holds(it, await here(it.args.map((arg) => (arg === "league" ? folder : arg))));
});
