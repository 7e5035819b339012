import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inSentence, valueText } from "../../src/views/figure-text.ts";

const VIEWS = new URL("../../src/views/", import.meta.url);
/** Units that views give their counts, where the code says them, less its comments and tests. */
const units = [...new Set(
  readdirSync(VIEWS)
    .filter((it) => it.endsWith(".ts") && !it.endsWith(".test.ts"))
    .flatMap((name) => readFileSync(new URL(name, VIEWS), "utf8").split("\n"))
    .filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line))
    .flatMap((line) => [...line.replace(/\/\/ .*$/, "").matchAll(/\bunit: "([a-z][a-z -]*)"/g)].map((it) => it[1]!)),
)].filter((it) => /s\b/.test(it) && !/^(share|its share|class$)/.test(it));

test("views count in units", () => expect(units).toEqual(expect.arrayContaining(["capabilities", "targets", "programmes"])));

test.each(units)("one of %s is told in the singular, two and a half are not", (unit) => {
  const [one, more] = [1, 2.5].map((it) => inSentence(valueText(it, unit, { language: "en" })));
  expect([one === `1 ${unit}`, more]).toEqual([false, `2.5 ${unit}`]);
});
