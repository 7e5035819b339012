import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import { concord } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-study-"));
const spec = (value: unknown): string => {
  const path = join(folder, "spec.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};

describe("docs/guide/study.md", () => {
  test.each(examplesOf("docs/guide/study.md").map((it) => [it.command, it] as const))("%s", async (_, { args, code, lines }) => {
    const ran = await concord(args);
    expect(ran.code).toBe(code);
    const said = `${ran.stdout}\n${ran.stderr}`;
    let from = 0;
    for (const line of lines) {
      const at = said.indexOf(line.trim(), from);
      expect(at, `${line}\n${said}`).toBeGreaterThanOrEqual(0);
      from = at;
    }
  }, 120_000);
});

describe("what a reader writes wrongly", () => {
  const wars = { data: "wars", estimator: "logit", outcome: "won", terms: ["nothing"] };
  test("no JSON", async () => {
    const ran = await concord(["study", "fit", "--spec", spec("{")]);
    expect([ran.code, ran.stdout, /is no JSON/.test(ran.stderr)]).toEqual([3, "", true]);
  });
  test("as JSON a refusal is JSON too", async () => {
    const ran = await concord(["study", "fit", "--json", "--spec", spec({ ...wars, terms: ["nothing"] })]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ kind: "refused", problems: [{ code: "unknown-column", place: "terms, nothing" }] });
  });
});

test("columns can be listed", async () => {
  const ran = await concord(["study", "columns", "--data", "wars", "--json"]);
  expect((JSON.parse(ran.stdout) as { readonly rows: number }).rows).toBe(274);
});
