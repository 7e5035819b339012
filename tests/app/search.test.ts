import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import { type KindName, KINDS } from "#model";
import { searchIndex, searchView } from "#views";

const { alliance, digest } = await loadDataset("cases/five-rivers");
const results = assessAlliance({ alliance: alliance!, digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));
const index = searchIndex(results, "en");
const stated = (Object.keys(KINDS) as KindName[]).flatMap((kind) => (alliance!.facts[kind].length === 0 ? [] : [[kind, alliance!.facts[kind].at(-1)!.id] as const]));

test.each(stated.filter(([kind]) => kind !== "capability"))("a record of %s is found by its id, first: %s", (kind, id) => expect(searchView(index, id).hits[0]).toMatchObject({ kind, id }));

test("records are found as their ids begin, behind what is called so; one letter finds none of them", () => {
  const [, id] = stated.find(([kind]) => kind === "holding")!;
  const begun = searchView(index, id.slice(0, 3));
  expect(begun.hits.length + begun.more).toBeGreaterThanOrEqual(alliance!.facts.holding.filter((it) => it.id.startsWith(id.slice(0, 3))).length);
  expect(searchView(index, id.slice(0, 1)).hits.filter((it) => it.kind === "holding")).toEqual([]);
  expect(searchView(index, id.toUpperCase()).hits[0]).toMatchObject({ kind: "holding", id });
});
