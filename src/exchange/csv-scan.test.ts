import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvText } from "./csv-write.ts";
import { scanCsv } from "./csv-scan.ts";

const scan = (text: string, separator = ",") => {
  const records: (readonly [number, ...string[]])[] = [];
  const faults = scanCsv(text, separator, (cells, line) => records.push([line, ...cells]));
  return { records, faults: faults.map((it) => [it.line, it.code]) };
};

describe("records and their lines", () => {
  test.each([
    ["plain", "a,b\n1,2\n", [[1, "a", "b"], [2, "1", "2"]]],
    ["no last line end", "a\n1", [[1, "a"], [2, "1"]]],
    ["CRLF", "a,b\r\n1,2\r\n", [[1, "a", "b"], [2, "1", "2"]]],
    ["CR alone", "a,b\r1,2\r", [[1, "a", "b"], [2, "1", "2"]]],
    ["byte order mark", "\uFEFFa,b\n", [[1, "a", "b"]]],
    ["byte order mark before a quote", '\uFEFF"a",b\n', [[1, "a", "b"]]],
    ["quotes", '"a","b ""c"""\n', [[1, "a", 'b "c"']]],
    ["quotes and CRLF", '"a","b"\r\n1,"2"\r\n', [[1, "a", "b"], [2, "1", "2"]]],
    ["line end in a cell", '"a\nb\nc",d\ne,f', [[1, "a\nb\nc", "d"], [4, "e", "f"]]],
    ["line end just before the closing quote", '"a\n",d\ne,f', [[1, "a\n", "d"], [3, "e", "f"]]],
    ["CRLF in a cell", '"a\r\nb"\r\nc\r\n', [[1, "a\r\nb"], [3, "c"]]],
    ["empty lines are skipped and counted", "a\n\n\r\nb", [[1, "a"], [4, "b"]]],
    ["white space around unquoted cells goes, in quotes it stays", ' a ,\tb," c "', [[1, "a", "b", " c "]]],
    ["empty cells", ',"",\n', [[1, "", "", ""]]],
    ["a quote inside an unquoted cell is text", '155 "mm",5" gun\nx,y', [[1, '155 "mm"', '5" gun'], [2, "x", "y"]]],
    ["nothing", "", []],
  ])("%s", (_, text, records) => {
    expect(scan(text)).toEqual({ records, faults: [] });
  });

  test("a quote that never closes costs its own line only", () => {
    expect(scan('a,b\n1,"2\n3,4\n')).toEqual({ records: [[1, "a", "b"], [3, "3", "4"]], faults: [[2, "unclosed-quote"]] });
  });

  test("a quote that closes too late costs its own line only", () => {
    expect(scan('a,b\n1,"2\n3,"4"\n')).toEqual({ records: [[1, "a", "b"], [3, "3", "4"]], faults: [[2, "malformed-quote"]] });
  });

  test("a quote that never closes is told once, though a later line of its record comes to it again", () => {
    expect(scanCsv('"\na","', ",", () => {})).toEqual([{ code: "unclosed-quote", line: 1 }]);
  });
  test("at most one quote of a file never closes, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('"', '""', "a", ",", "\n", " "), { maxLength: 40 }), (parts) => {
        expect(scanCsv(parts.join(""), ",", () => {}).filter((it) => it.code === "unclosed-quote").length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });
});

test("what is written is read back, and csv-parse reads the same", () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('"', ",", "\n", "\r\n", "a\nb", " a", '""', ";"));
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })), (records) => {
      const text = csvText(records);
      expect(scan(text).records.map(([, ...cells]) => cells)).toEqual(records);
      expect(parse(text, { skip_empty_lines: true, record_delimiter: "\n" })).toEqual(records);
    }),
  );
});

test("lines are those of csv-parse", () => {
  const cell = fc.constantFrom("a", '"b"', '"c\nd"', '"e\n"', '"\nf""\n"', "");
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (records) => {
      const text = records.map((it) => `${it.join(",")}\n`).join("");
      const theirs = (parse(text, { info: true, record_delimiter: "\n" }) as unknown as { info: { lines: number }; record: string[] }[]).map((it) => it.record);
      const { records: ours } = scan(text);
      expect(ours.map(([, ...cells]) => cells)).toEqual(theirs);
      let line = 1;
      const lines = records.map((it) => {
        const begun = line;
        line += `${it.join(",")}\n`.split("\n").length - 1;
        return begun;
      });
      expect(ours.map(([begun]) => begun)).toEqual(lines);
    }),
  );
});

// Ten times as many lines took a hundred times as long where each looked for a comma through all that follows: 16 s for these.
test.each([
  ["one column", "a\n"],
  ["one column with quotes within", 'a"\n'],
])("the time grows with the lines and not with their square: %s", (_, line) => {
  const began = process.cpuUsage();
  expect(scan(`${line.repeat(400_000)}x,y`).records).toHaveLength(400_001);
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(4);
});
