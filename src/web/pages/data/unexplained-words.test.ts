import { expect, test } from "vitest";
import { explainedIn, unexplainedWords } from "./unexplained-words.ts";

const finding = (row: number | undefined, column: string, code = "unknown-word") => ({ code, level: "error" as const, file: "sheet", ...(row !== undefined && { row }), column, message: "", mend: `mend ${column}` });

test("a word that stands in several rows is asked for once, the most frequent first; one that stands once is not", () => {
  const columns = ["confidence", "source", "quantity"];
  const rows = [["hoch", "A", "x"], ["hoch", "A", "x"], ["mittel", "A", "3"], ["gering", "", "4"], ["hoch", "B", "5"]].map((cells, at) => ({ line: at + 5, cells }));
  const findings = [finding(5, "confidence"), finding(6, "confidence"), finding(9, "confidence"), finding(7, "confidence"), finding(5, "source", "unknown-code"), finding(6, "source", "unknown-code"), finding(5, "quantity", "not-a-number"), finding(6, "quantity", "not-a-number"), finding(8, "source", "missing-value"), finding(undefined, "source", "missing-column")];
  expect(unexplainedWords({ columns, rows, findings })).toEqual([
    { column: "confidence", word: "hoch", lines: [5, 6, 9], mend: "mend confidence" },
    { column: "source", word: "A", lines: [5, 6], mend: "mend source" },
  ]);
});

test("what a word means is added to what the map says of its column", () => {
  const map = { kind: "holding", headingLine: 4, columns: {}, fixed: {}, words: { confidence: { hoch: "high" } }, numbers: "point", dates: "year-first", id: "" } as const;
  expect(explainedIn(map, [{ column: "confidence", theirs: "mittel", ours: "medium" }, { column: "source", theirs: "A", ours: "returns" }]).words).toEqual({ confidence: { hoch: "high", mittel: "medium" }, source: { A: "returns" } });
});
