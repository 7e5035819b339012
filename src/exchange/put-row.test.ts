import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KINDS } from "#model";
import { scanCsv } from "./csv-scan.ts";
import { putRow } from "./put-row.ts";

const put = (text: string | undefined, cells: Readonly<Record<string, string>> & { readonly id: string }) => {
  const it = putRow(KINDS.label, text, cells);
  return it.kind === "put" ? [it.text, it.line, it.replaced] : it;
};

describe("a row is put into a table, and every other byte stays", () => {
  test.each<[string, string | undefined, Readonly<Record<string, string>> & { readonly id: string }, unknown]>([
    ["a new row at the end", "id,level\nA,1\n", { id: "B", level: "2" }, ["id,level\nA,1\nB,2\n", 3, false]],
    ["a last line without end", "id,level\nA,1", { id: "B", level: "2" }, ["id,level\nA,1\nB,2\n", 3, false]],
    ["a row changed in its place", "id,level\nA, 1 \n\nB,2\nC,3\n", { id: "B", level: "9" }, ["id,level\nA, 1 \n\nB,9\nC,3\n", 4, true]],
    ["its other cells stay", "level,id,other\n1,A,x\n", { id: "A", level: "2" }, ["level,id,other\n2,A,x\n", 2, true]],
    ["a row over two lines", 'id,note\nA,"x\ny ""z"""\nB,b\n', { id: "A", note: "n" }, ["id,note\nA,n\nB,b\n", 2, true]],
    ["semicolons and CRLF", "id;level\r\nA;1\r\n", { id: "A", level: "a;b" }, ['id;level\r\nA;"a;b"\r\n', 2, true]],
    ["a byte order mark", "\uFEFFid,level\nA,1\n", { id: "A", level: "2" }, ["\uFEFFid,level\nA,2\n", 2, true]],
    ["a last row without end", "id,level\nA,1", { id: "A", level: "2" }, ["id,level\nA,2", 2, true]],
    ["quotes where needed", "id,level\n", { id: "B", level: 'say "no", twice' }, ['id,level\nB,"say ""no"", twice"\n', 2, false]],
    ["a column that is not there and not needed", "id,level\n", { id: "B", note: "" }, ["id,level\nB,\n", 2, false]],
    ["a column that is not there", "id,level\n", { id: "B", note: "x" }, { kind: "no-column", column: "note" }],
    ["a broken quote", 'id,level\nA,"1\n', { id: "B", level: "2" }, { kind: "broken", fault: { code: "unclosed-quote", line: 2 } }],
  ])("%s", (_, text, cells, expected) => expect(put(text, cells)).toEqual(expected));

  test("no table yet: every column of the kind", () => {
    const it = putRow(KINDS.answer, undefined, { id: "a", reason: "r" });
    expect(it.kind === "put" && it.text.split("\n")[0]).toBe("id,source,as_of,evidence,confidence,label,definition,note,corrects,nation,capability,response,quantity,first_year,unit,reason");
  });

  test("whatever cells are put, they read back, and the other rows as before", () => {
    const cell = fc.string({ maxLength: 8 }).map((it) => it.replaceAll("\u0000", "").replaceAll("\r", ""));
    const read = (text: string): string[][] => {
      const rows: string[][] = [];
      scanCsv(text, ",", (cells) => void rows.push(cells));
      return rows;
    };
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 4 }), fc.nat({ max: 4 }), cell, (notes, which, note) => {
        const text = putAll(notes);
        const id = `i${which}`;
        const it = putRow(KINDS.label, text, { id, note });
        if (it.kind !== "put") return expect.fail("not put");
        const before = read(text);
        const after = read(it.text);
        expect(after.find((row) => row[0] === id)).toEqual([id, note]);
        expect(after.filter((row) => row[0] !== id)).toEqual(before.filter((row) => row[0] !== id));
      }),
    );
  });
});

function putAll(notes: readonly string[]): string {
  let text = "id,note\n";
  notes.forEach((note, index) => {
    const it = putRow(KINDS.label, text, { id: `i${index}`, note });
    if (it.kind === "put") text = it.text;
  });
  return text;
}
