import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CONSTRAINTS } from "#engines/plan";
import { ROOT } from "../../tools/files.ts";
import { brokenLinks, planPage } from "../../tools/methods.ts";

test("docs/methods/plan.md is what the constraints say of themselves; write it with node tools/methods.ts", () => {
  expect(readFileSync(join(ROOT, "docs/methods/plan.md"), "utf8")).toBe(planPage());
});

test("every constraint has its section, and every link leads somewhere", () => {
  const page = planPage();
  for (const it of CONSTRAINTS) expect(page).toMatch(new RegExp(`^### 2\\.\\d+ ${it.title.replaceAll(/[.*+?^()|[\]\\]/g, "\\$&")}$`, "m"));
  expect(brokenLinks(page)).toEqual([]);
  expect(brokenLinks("[gone](nowhere.md)")).toEqual(["nowhere.md"]);
});
