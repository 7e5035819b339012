import { describe, expect, test } from "vitest";
import { shippedStudy } from "#adapters/history";
import { BIBLIOGRAPHY, leftOutText, LITERATURE, sampleTable } from "#engines/history";

const fit = (without: string, low: number, high: number) => ({ without, b: (low + high) / 2, low, high });

describe("what stands beside the study", () => {
  test.each([
    ["on neither side", [fit("A", -1, 1), fit("B", -2, 0.1)], ["none has its whole interval below nought.", "none has its whole interval above nought."], [[], []]],
    ["one below", [fit("A", -1, 1), fit("B", -2, -0.1)], ["1 has its whole interval below nought; without", "none has its whole interval above nought."], [["B"], []]],
    ["two below, the lowest first, and one above", [fit("A", -1, -0.5), fit("B", -2, -0.1), fit("C", 1, 2)], ["2 have their whole interval below nought; without", "1 has its whole interval above nought; without"], [["B", "A"], ["C"]]],
  ])("leaving out, %s", (_, fits, texts, without) => {
    const said = leftOutText(fits);
    expect(said.map((it) => it.text)).toEqual(texts.map((it) => `Of ${fits.length} fits without a state, a war or an alliance ${it}`));
    expect(said.map((it) => it.without)).toEqual(without);
  });
  test("each declared model rests on its rows and says what it leaves out, to the number of rows there are", () => {
    const study = shippedStudy()!;
    const { rows, columns, says } = sampleTable(study);
    expect(columns.every((it) => it.kind === "count")).toBe(true);
    expect(rows.map((it) => it.name)).toEqual(["1914–45", "1946–56", "1957–90", "1991–2006", "2007–14"]);
    // By hand from the raw counts of Q2: of 29 004 rows 10 985 with and 17 151 without a pact can have a dispute begin; 183 and 212 do.
    expect(rows[0]!.values.slice(0, 3)).toEqual([29004, 29004 - 10985 - 17151, 183 + 212]);
    // Rows less those in which none can begin are those of Q1, which leaves out no other.
    expect(rows.reduce((sum, { values: [all, barred] }) => sum + all! - barred!, 0)).toBe(study.findings.find((it) => it.id === "Q1")!.primary!.N);
    // By hand from the panel: 340 such rows before 1914, 2 220 from then on.
    expect(says.at(-1)).toBe("Of the 2\u202f560 rows in which a dispute goes on, 2\u202f220 are of the eras of this table; the other 340 are of years before, which the filter would leave out as well.");
    expect(says[1]).toMatch(/^Q2 rests on 169\u202f646 rows with 1\u202f862 events and leaves out: .* rows of which it is not known whether both are democracies \(jdem\)\.$/);
    const all = study.findings.find((it) => it.id === "Q1")!.primary!;
    const panel = all.N + all.dropped.rows.reduce((sum, it) => sum + it.count, 0);
    for (const id of ["Q2", "Q3"]) {
      const text = says.find((it) => it.startsWith(`${id} rests on`))!.replaceAll("\u202f", "");
      const [, ...counts] = [...text.matchAll(/\d+(?= rows)/g)].map((it) => Number(it[0]));
      expect(Number(/rests on (\d+) rows/.exec(text)![1]) + counts.reduce((sum, it) => sum + it, 0)).toBe(panel);
    }
  });
  test("every work that is told of stands in full, and no other", () => {
    const told = LITERATURE.flatMap(([work]) => work.split("; ")).flatMap((it) => [...it.matchAll(/([^()]+?) \(([^)]+)\)/g)].flatMap(([, who, years]) => years!.split(", ").map((year) => `${who} (${year})`)));
    expect([...new Set(told)].sort()).toEqual(BIBLIOGRAPHY.map((it) => it.slice(0, it.indexOf(").") + 1)).sort());
  });
  test("findings are told in words of our own: no quotation marks in them", () => {
    for (const it of LITERATURE) expect(it.join(" ")).not.toMatch(/[“”«»"]/);
  });
});
