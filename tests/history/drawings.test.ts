import { describe, expect, test } from "vitest";
import { attackRows, loadSource, shippedStudy } from "#adapters/history";
import { buildAttacks, column, type Table } from "#engines/history";
import { evidencePaper, evidenceView, QUESTION_OF } from "#views";

const study = shippedStudy()!;
const view = evidenceView(study);
const drawing = (id: string) => view.drawings.find((it) => it.id === id)!;

describe("drawings of the record", () => {
  test("each has a title, says what it does not show, and is drawn on paper", () => {
    const captions = evidencePaper(view).sections.flatMap((it) => it.blocks.flatMap((block) => (block.kind === "figure" ? [block.caption] : [])));
    expect(view.drawings.map((it) => it.id)).toEqual(["survival", "breaks", "umbrellas", "possession", "warheads", "concentration", "spread", "domains"]);
    for (const it of view.drawings) expect([it.id, /not (show|seen)/.test(it.says), captions.some((caption) => caption.startsWith(it.title))]).toEqual([it.id, true, true]);
    expect(QUESTION_OF).toEqual({ survival: "Q5", breaks: "Q2" });
  });
  test("survival begins at one with all of them watched, falls, and stays within its band", () => {
    const { curves, atRisk } = drawing("survival");
    expect(atRisk!.rows.map((it) => [it.name, it.counts[0]])).toEqual([["formed 1914–45", 52], ["formed 1946–90", 129], ["formed 1991–2018", 33]]);
    for (const { points } of curves) {
      expect(points[0]).toEqual({ x: 0, y: 1 });
      for (const [index, it] of points.entries()) if (index > 0) expect([it.y <= points[index - 1]!.y, it.low === undefined || (it.low <= it.y && it.y <= it.high!)]).toEqual([true, true]);
    }
  });
  test("the scan stands beside what one permutation in twenty reaches", () => {
    const { curves, level } = drawing("breaks");
    const chance = study.breaks.chance;
    expect(chance.filter((it) => it > level!.y).length).toBeLessThanOrEqual(Math.ceil(chance.length / 20));
    expect(curves[0]!.points.length).toBe(study.breaks.years.length);
  });
  test("crises have six domains, equipment its classes", () => {
    expect(drawing("domains").curves.map((it) => it.name)).toEqual(["land", "air", "sea", "wmd", "space", "cyber"]);
    expect(drawing("concentration").curves.length).toBe(drawing("spread").curves.length);
  });
  test("the middle half lies within the interval of 95 %", () => {
    const inner = view.findings.flatMap((it) => it.estimates).filter((it) => it.inner !== undefined);
    expect(inner.length).toBeGreaterThan(25);
    for (const it of inner) expect([it.name, it.low <= it.inner!.low, it.inner!.low <= it.inner!.high, it.inner!.high <= it.high]).toEqual([it.name, true, true, true]);
  });
});

const table = (names: readonly string[], rows: readonly (readonly number[])[]): Table => ({ rowCount: rows.length, columns: new Map(names.map((it, index) => [it, Float64Array.from(rows, (row) => row[index]!)])) });

describe("attacks and their wars", () => {
  const wars = table(["WarNum", "ccode", "Side", "StartYear1", "EndYear1", "EndYear2"], [[9, 1, 1, 1950, 1953, -8], [9, 2, 2, 1950, 1953, -8], [9, 3, 1, 1951, 1953, -8], [12, 1, 2, 1952, 1952, -8], [12, 2, 1, 1952, 1952, -8]]);
  const disputes = table(["dispnum", "ccode1", "ccode2", "year", "disponset", "sidea1", "hostlev1", "hostlev2"], [[77, 1, 2, 1950, 1, 1, 5, 4], [78, 1, 2, 1960, 1, 0, 5, 5]]);
  test.each([
    ["in the year its war began", [1, 2, 1950, 1, 5], { war: 9, dispute: 77 }],
    ["nearer to the later war", [1, 2, 1952, 1, 5], { war: 12, dispute: 0 }],
    ["a year before", [2, 1, 1949, 1, 5], { war: 9, dispute: 0 }],
    ["on the same side", [1, 3, 1951, 1, 5], { war: 0, dispute: 0 }],
    ["in no war of the list, by the second side", [2, 1, 1960, 1, 5], { war: 0, dispute: 78 }],
  ] as const)("%s", (_, row, expected) => expect(buildAttacks({ panel: table(["a", "b", "year", "i5", "h5"], [[...row]]), disputes, wars })[0]).toMatchObject(expected));
  test("less than war is none", () => expect(buildAttacks({ panel: table(["a", "b", "year", "i5", "h5"], [[1, 2, 1950, 1, 4], [1, 2, 1950, 0, 5]]), disputes, wars })).toEqual([]));
  test("those shipped are the rows of the panel that became war", () => {
    const { table: panel } = loadSource("panel");
    const [a, b, year, war] = ["a", "b", "year", "w5"].map((it) => column(panel, it)) as [Float64Array, Float64Array, Float64Array, Float64Array];
    const rows = [...war.keys()].filter((it) => war[it] === 1).map((it) => `${a[it]} ${b[it]} ${year[it]}`);
    expect(attackRows().map((it) => `${it.a} ${it.b} ${it.year}`)).toEqual(rows);
  });
});
