import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkerPage } from "../../tools/checker-page.ts";
import { ROOT } from "../../tools/files.ts";

test("docs/methods/checker.md is what the rules say of themselves; write it with node tools/checker-page.ts", () => {
  expect(readFileSync(join(ROOT, "docs/methods/checker.md"), "utf8")).toBe(checkerPage());
});
