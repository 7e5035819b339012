import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";

const FOLDER = join(ROOT, "docs/decisions");
const decisions = readdirSync(FOLDER).filter((it) => it.endsWith(".md")).sort();
const numberOf = (file: string): string => file.slice(0, 3);
const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

test("no two decisions have one number", () => expect(decisions.filter((it, at) => at > 0 && numberOf(it) === numberOf(decisions[at - 1]!))).toEqual([]));

test.each(decisions)("%s is headed by its number, and every decision that it names is there", (file) => {
  const text = textOf(file);
  expect(text).toMatch(new RegExp(`^# ${numberOf(file)} \\S`));
  expect([...text.matchAll(/\]\((\d{3}-[\w-]+\.md)\)/g)].map((it) => it[1]!).filter((it) => !existsSync(join(FOLDER, it)))).toEqual([]);
  expect([...text.matchAll(/[Dd]ecision (\d{3})\b/g)].map((it) => it[1]!).filter((number) => !decisions.some((it) => numberOf(it) === number))).toEqual([]);
});
