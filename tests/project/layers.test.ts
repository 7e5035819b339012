import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkLayers } from "../../tools/check-layers.ts";
import { ROOT, sourceFiles } from "../../tools/files.ts";

const names = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).imports as Record<string, string>;

describe("layers", () => {
  test("the source keeps to the table", () => {
    expect(checkLayers(sourceFiles("src"), names)).toEqual([]);
  });

  test.each([
    ["src/model/x.ts", 'import { readFileSync } from "node:fs";', "node"],
    ["src/engines/assess/x.ts", 'import { planAlliance } from "#engines/plan";', "layer"],
    ["src/engines/plan/x.ts", 'import { shortfall } from "../assess/shortfall.ts";', "inside"],
    ["src/base/maths/x.ts", 'import type { Alliance } from "#model";', "layer"],
    ["src/views/x.ts", 'import { loadDataset } from "#adapters/files";', "layer"],
    ["src/web/x.tsx", 'const it = await import("#app");', "layer"],
    ["src/server/x.ts", 'import { printTable } from "../cli/table.ts";', "inside"],
    ["src/model/x.ts", 'import { z } from "zod";', "npm"],
    ["src/model/x.ts", 'export * from "#nowhere";', "unknown-name"],
    ["src/misc/x.ts", "export const x = 1;", "no-layer"],
  ])("a planted breach is caught: %s %s", (path, text, rule) => {
    expect(checkLayers([{ path, text }], names).map((it) => it.rule)).toEqual([rule]);
  });

  test.each([
    ["src/engines/assess/x.ts", 'import { replay } from "#model";'],
    ["src/engines/assess/x.test.ts", 'import { test } from "vitest";'],
    ["src/adapters/files/x.ts", 'import { readFileSync } from "node:fs";'],
    ["src/web/x.tsx", 'import { createRoot } from "react-dom/client";'],
  ])("what the table allows passes: %s %s", (path, text) => {
    expect(checkLayers([{ path, text }], names)).toEqual([]);
  });
});
