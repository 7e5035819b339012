import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PAGE, readingPage } from "../../tools/reading.ts";

test("docs/guide/reading-the-result.md is what the committed results say; write it with node tools/reading.ts", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(readingPage());
});
