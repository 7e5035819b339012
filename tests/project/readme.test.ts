import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { readmeText } from "../../tools/readme.ts";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");

test("the figures of the README are those of the committed result; write them with node tools/readme.ts", () => {
  expect(readme).toBe(readmeText());
});

test.each(["README.md", "ARCHITECTURE.md", "docs/guide/data-package.md", "docs/guide/command-line.md"])("every link of %s leads somewhere", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const links = [...text.matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)].map((it) => it[1] ?? "").filter((it) => !/^[a-z]+:/.test(it));
  for (const link of links) expect(existsSync(join(ROOT, page, "..", link)), link).toBe(true);
});
