import { expect, test } from "vitest";
import { parseProgress } from "../fetch/progress.ts";
import { hrefOf, ledOn, strangeIn, withChanges } from "./address.ts";

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

test.each([
  ["", {}, "/data"],
  ["?as=%3A0&theme=dark&lang=fr&why=a&sort=b", {}, "/data?as=%3A0&theme=dark&lang=fr"],
  ["?lang=fr", { kind: "stock" }, "/data?lang=fr&kind=stock"],
] as const)("a link from %s with %j is %s: who looks goes along, what belongs to the page does not", (search, changes, href) =>
  expect(hrefOf({ page: "data" }, changes, search)).toBe(href),
);

test.each([
  ["/", "?page=evidence", "/evidence"],
  ["/", "?page=evidence&as=%3A0", "/evidence?as=%3A0"],
  ["/", "?why=a", undefined],
  ["/data", "?page=evidence", undefined],
  ["/plans", "?change=budget:XAA=%2B10%25", "/plans?levers=budget%3AXAA%3D%2B10%25"],
  ["/plans", "?as=%3A0&levers=a&change=b&change=c", "/plans?as=%3A0&levers=a%3Bb%3Bc"],
  ["/plans", "?levers=a", undefined],
] as const)("an address of before, %s%s, is led to %s", (pathname, search, to) => expect(ledOn({ pathname, search })).toBe(to));

test.each([
  ["?as=%3A0&levers=a&year=2030&refused=not-known", []],
  ["?colour=red&year=2030&x=", ["colour=red", "x"]],
  ["?tables=years&binding=asked&targets-filter=a&list-sort=-name&no-table-sort=a&targets-colour=red", ["no-table-sort=a", "targets-colour=red"]],
] as const)("of %s no page understands %j", (search, strange) => expect(strangeIn(search)).toEqual(strange));
