import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { columnOf, KINDS } from "#model";
import { DICTIONARY, dictionaryText } from "./dictionary.ts";

test("docs/data-dictionary.md is what the record kinds say: if not, run `node tools/dictionary.ts`", async () => {
  expect(await readFile(DICTIONARY, "utf8")).toBe(dictionaryText());
});

test("every column of every kind stands in it", () => {
  const text = dictionaryText();
  for (const kind of Object.values(KINDS)) {
    const [, section = ""] = text.split(`\n## ${kind.file}.csv\n`);
    const mine = section.split("\n## ")[0] ?? "";
    for (const name of Object.keys(kind.fields)) expect(mine).toContain(`| \`${columnOf(name)}\` |`);
  }
});
