import { expect, test } from "vitest";
import { parseProgress } from "../fetch/progress.ts";
import { withChanges } from "./address.ts";

test.each([
  ["", { why: "a/b" }, "?why=a%2Fb"],
  ["?why=a&heat=lead", { why: undefined }, "?heat=lead"],
  ["?filter=x", { filter: "" }, ""],
  ["?year=2030", { year: "2036", sort: "-name" }, "?year=2036&sort=-name"],
] as const)("%s with %j is %s", (search, changes, expected) => expect(withChanges(search, changes)).toBe(expected));

test.each([
  ['{"state":"running","stage":"alone","done":0.4}', "alone"],
  ['{"state":"odd","stage":"alone","done":0.4}', undefined],
  ['{"state":"running"}', undefined],
  ["not json", undefined],
])("progress is read from %s", (text, stage) => expect(parseProgress(text)?.stage).toBe(stage));
