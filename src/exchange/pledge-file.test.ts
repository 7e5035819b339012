import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPledges } from "./pledge-file.ts";

const HEAD = "ally,quantity,price_most";

describe("a file of pledges", () => {
  test("head, remark and rows are read, labels kept as written", () => {
    const text = "# A remark without a setting.\n# Item: Shell\n# first price: 8000\n# slope: 0.8\nAlly;Quantity;Price most;By year;Weight;Label\nAsh;2;5.5;2031;3;SEALED//A\n\nElm;1;4;;;\n";
    expect(readPledges("p.csv", text)).toEqual({
      settings: { item: "Shell", first_price: 8000, slope: 0.8 },
      pledges: [
        { ally: "Ash", quantity: 2, priceMost: 5.5, byYear: 2031, weight: 3, label: "SEALED//A", line: 6 },
        { ally: "Elm", quantity: 1, priceMost: 4, line: 8 },
      ],
      findings: [],
    });
  });

  test.each([
    ["no heading", "", "no-heading", 1],
    ["no row", `${HEAD}\n`, "no-row", 1],
    ["no column", "ally,quantity\nAsh,2\n", "missing-column", 1],
    ["a column more", `${HEAD},labl\nAsh,2,5,X\n`, "unknown-column", 1],
    ["a quantity of nothing", `${HEAD}\nAsh,0,5\n`, "out-of-range", 2],
    ["thousands with commas", `${HEAD}\nAsh,"200,000",5\n`, "not-a-number", 2],
    ["no limit", `${HEAD}\nAsh,2,\n`, "missing-value", 2],
    ["no name", `${HEAD}\n,2,5\n`, "missing-value", 2],
    ["two of one ally", `${HEAD}\nAsh,2,5\nAsh,3,5\n`, "two-pledges", 3],
    ["a row too short", `${HEAD}\nAsh,2\n`, "ragged-row", 2],
    ["a broken quote", `${HEAD}\n"Ash,2,5\n`, "unclosed-quote", 2],
    ["an unknown setting", `# slop: 0.8\n${HEAD}\nAsh,2,5\n`, "unknown-setting", 1],
    ["a slope above 1", `# slope: 1.2\n${HEAD}\nAsh,2,5\n`, "out-of-range", 1],
    ["a price in words", `# first_price: dear\n${HEAD}\nAsh,2,5\n`, "not-a-number", 1],
  ])("%s is a finding with its line and mend", (_, text, code, row) => {
    expect(readPledges("p.csv", text).findings).toContainEqual(expect.objectContaining({ code, row, file: "p.csv", level: "error", message: expect.stringMatching(/\w/), mend: expect.stringMatching(/\w/) }));
  });

  test("any text is read without an exception; what is written is read back", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void readPledges("p.csv", text)));
    fc.assert(
      fc.property(fc.uniqueArray(fc.record({ ally: fc.stringMatching(/^[A-Za-z][A-Za-z ,"]{0,8}[A-Za-z]$/), quantity: fc.integer({ min: 1, max: 1e9 }), priceMost: fc.double({ min: 0, max: 1e9, noNaN: true }) }), { minLength: 1, maxLength: 6, selector: (it) => it.ally }), (all) => {
        const text = `${HEAD}\n${all.map((it) => `"${it.ally.replaceAll('"', '""')}",${it.quantity},${it.priceMost}`).join("\n")}\n`;
        expect(readPledges("p.csv", text)).toMatchObject({ findings: [], pledges: all });
      }),
    );
  });
});
