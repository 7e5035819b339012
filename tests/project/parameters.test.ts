import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allParameters } from "#views";
import { ROOT } from "../../tools/files.ts";
import { parametersPage } from "../../tools/parameters.ts";

test("docs/parameters.md is what the engines declare; write it with node tools/parameters.ts", () => {
  expect(readFileSync(join(ROOT, "docs/parameters.md"), "utf8")).toBe(parametersPage());
});

test("every parameter has a meaning, a unit, a source and a range in order", () => {
  for (const it of allParameters) {
    expect(it.meaning.length, it.id).toBeGreaterThan(20);
    expect(it.unit.length, it.id).toBeGreaterThan(0);
    expect(it.source.length, it.id).toBeGreaterThan(3);
    expect(it.value.low <= it.value.base && it.value.base <= it.value.high, it.id).toBe(true);
  }
});
