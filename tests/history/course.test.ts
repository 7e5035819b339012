import { expect, test } from "vitest";
import { inFrench } from "#engines/history";
import { courseText } from "../../src/engines/history/study/adoption.ts";

const of = (...rows: readonly (readonly [year: number, value: number])[]) => courseText(rows.map(([year, value]) => ({ measure: "a share", unit: "share", year, value })));
const BEGINS = "The share of dyads whose target had a nuclear patron was";

test.each<readonly [string, readonly (readonly [number, number])[], readonly string[]]>([
  ["nothing is known", [], []],
  ["one year", [[1946, 0.2]], [`${BEGINS} 20 % in 1946 and 20 % in 1946; at its least it was 20 % in 1946, at its most 20 % in 1946.`]],
  ["it only rises", [[1946, 0.2], [1980, 0.4], [2014, 0.6]], [`${BEGINS} 20 % in 1946 and 60 % in 2014; at its least it was 20 % in 1946, at its most 60 % in 2014.`]],
  ["it rises, falls and rises", [[1946, 0.21], [1948, 0.19], [1955, 0.76], [1981, 0.45], [2014, 0.58]], [`${BEGINS} 21 % in 1946 and 58 % in 2014; at its least it was 19 % in 1948, at its most 76 % in 1955, and at its least after that 45 % in 1981.`]],
  ["it only falls", [[1946, 0.6], [2014, 0.05]], [`${BEGINS} 60 % in 1946 and 5.0 % in 2014; at its least it was 5.0 % in 2014, at its most 60 % in 1946, and at its least after that 5.0 % in 2014.`]],
])("the course of a share is told whichever way it went, in French too: %s", (_, rows, told) => {
  expect(of(...rows)).toEqual(told);
  for (const it of told) expect(inFrench(it)).toMatch(/^La part des dyades dont la cible avait un protecteur nucléaire était de /);
});
