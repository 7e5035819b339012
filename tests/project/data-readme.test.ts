import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import { KINDS, type KindName } from "#model";
import { sha256 } from "#server";
import type { Results } from "#views";
import type { Tables } from "../../tools/data/build.ts";
import { parseCsv } from "../../tools/data/csv.ts";
import { readmeText } from "../../tools/data/readme.ts";
import { ROOT } from "../../tools/files.ts";

const FOLDER = join(ROOT, "data/nato-open");
const README = readFileSync(join(FOLDER, "README.md"), "utf8");
const counted = (pattern: RegExp): readonly number[] => (pattern.exec(README)?.slice(1) ?? []).map(Number);

let results: Results;
beforeAll(async () => {
  const { alliance, digest } = await loadDataset(FOLDER);
  if (alliance === undefined) throw new Error("the data do not load");
  results = assessAlliance({ alliance, digest }, {}, sha256);
});

test("the page of the shipped data is what its tool counts in the tables as they are", () => {
  const rowsOf = (file: string) => (existsSync(join(FOLDER, `${file}.csv`)) ? parseCsv(readFileSync(join(FOLDER, `${file}.csv`), "utf8")) : []);
  expect(README).toBe(readmeText(Object.fromEntries((Object.keys(KINDS) as KindName[]).map((kind) => [kind, rowsOf(KINDS[kind].file)])) as Tables));
});

test("its rows in force, its programmes and the capabilities of which nothing is known are those that the program counts", () => {
  const { facts, settings, leaves } = results.alliance;
  const kinds = (Object.keys(KINDS) as KindName[]).filter((kind) => facts[kind].length > 0);
  expect(kinds.map((kind) => [kind, ...counted(new RegExp(`\`${KINDS[kind].file}\\.csv\` \\| \\d+ \\| (\\d+) \\|`))])).toEqual(kinds.map((kind) => [kind, facts[kind].length]));
  expect(counted(/programme reports on (\d+) programmes/)).toEqual([facts.programme.length]);
  const planned = leaves.map((it) => results.assessment.standing(it.id, settings.firstYear)).filter((it) => it.required !== undefined && results.alliance.capabilityById.get(it.leaf)?.planned === true);
  const known = planned.filter((it) => it.known.length > 0);
  expect(counted(/For (\d+) of the (\d+) planned leaves some ally's holding is known\. For these (\d+) none is/)).toEqual([known.length, planned.length, planned.length - known.length]);
  const required = leaves.map((it) => results.assessment.standing(it.id, settings.firstYear)).filter((it) => it.required !== undefined);
  expect(counted(/only assessed, none is known for (\d+)\./)).toEqual([required.filter((it) => it.known.length === 0).length]);
});
