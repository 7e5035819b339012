import { describe, expect, test } from "vitest";
import { readLp } from "./index.ts";

const ROWS = " x + y\nSubject To\n c1: x + y >= 2\nEnd\n";

describe("LP text that is no model is refused with its place", () => {
  test.each<[string, string, number, string]>([
    ["an empty file", "", 0, "empty"],
    ["a file of remarks", "\\ nothing\n\n", 0, "empty"],
    ["any text", "garbage", 1, '"garbage" begins no LP file'],
    ["JSON", '{"json": true}', 1, "begins no LP file"],
    ["a web page", "\n<html>404</html>", 2, "begins no LP file"],
    ["text before the objective", `\\ remark\nproblem p\nMinimize\n${ROWS}`, 2, '"problem" begins no LP file'],
    ["rows before the objective", "st\n x + y >= 2\nmin\n x + y\nend", 1, '"st" begins no LP file'],
    ["a word that is none", `Minimization\n${ROWS}`, 1, '"Minimization" begins no LP file'],
    ["the format of another program", "max: 3x + 2y;\nc1: x + y <= 4;\n", 1, "colon"],
    ["two objectives", "min\n x\nmax\n y\nst\n x + y >= 2\nend", 3, "second objective"],
    ["an unknown section", "min\n x + y\nst\n x + y >= 2\nLazy Constraints\n c: x >= 3\nend", 5, '"Lazy" and "Constraints" stand side by side'],
    ["an unknown section of one word", "min\n x + y\nst\n x + y >= 2\nLimits\n x <= 1\nend", 5, '"Limits" and "x" stand side by side'],
    ["a cut file", "Minimize\n", 0, "before End"],
    ["a file cut in its rows", "Minimize\n x + y\nst\n x + y >= 2\n", 0, "before End"],
    ["an unknown column under General", "min\n x + y\nst\n x + y >= 2\nGeneral\n x zz\nend", 6, '"zz" stands under General'],
    ["an unknown column under Binary, alone", "min\n x + y\nst\n x + y >= 2\nBinary\n zz\nend", 6, '"zz" stands under Binary'],
    ["a name of a row under Binaries", "min\n x + y\nst\n c1: x + y >= 2\nBounds\n x <= 4\nBinaries\n y c1\nend", 8, '"c1" stands under Binaries'],
    ["an unknown section after the rows", "min\n x + y\nst\n x + y >= 2\nGenerals\n x\nPartitions\n y\nend", 7, '"Partitions" stands under Generals'],
    ["an unknown column that may be nought", "min\n x + y\nst\n x + y >= 2\nSemi-continuous\n zz\nend", 6, '"zz" stands under Semi'],
    ["an infinite cost", "min\n -1e30 x + y\nst\n x + y <= 2\nend", 0, "cost of column x is infinite"],
  ])("%s", async (_, text, line, message) => {
    const read = await readLp(text);
    expect(read).toMatchObject({ kind: "error", line });
    expect(read.kind === "error" && [read.message, read.mend]).toEqual([expect.stringContaining(message), expect.stringMatching(/Write|Begin|Keep/)]);
  });
});

describe("LP text with an objective is read with it", () => {
  test.each<[string, string, readonly number[], boolean]>([
    ...["min", "MIN", "Minimum", "Minimize", "MINIMISE", "minimise"].map((word) => [word, `${word}\n${ROWS}`, [1, 1], false] as [string, string, number[], boolean]),
    ...["max", "MAXIMUM", "Maximize", "Maximise"].map((word) => [word, `${word}\n${ROWS}`, [-1, -1], true] as [string, string, number[], boolean]),
    ["remarks and a name", `\\ max\nMinimise \\ st\n cost: ${ROWS}`, [1, 1], false],
    ["all on one line", "min x + y st x + y >= 2 end", [1, 1], false],
    ["with a mark of the byte order", `\uFEFFMinimise\n${ROWS}`, [1, 1], false],
    ["an objective called min", `Minimize\n min: ${ROWS}`, [1, 1], false],
    ["rows called as sections are", "min\n st: x + y\nsuch  that\n end: x + y >= 2\n bin: x - y <= inf\nEND", [1, 1], false],
    ["numbers of every form", "min\n 2x + .5 y - 1e-1z\nst\n - x - y - z >= -1E+2\nend", [2, 0.5, -0.1], false],
    ["none at all: any solution will do", "Minimize\nSubject To\n x + y >= 2\nEnd", [0, 0], false],
    ["with every section that is read", "min\n x + y\nst\n x + y >= 2\nBounds\n x <= 9\n y <= 9\nGenerals\n x\nSemi-continuous\n y\nEnd", [1, 1], false],
  ])("%s", async (_, text, cost, maximise) => {
    const read = await readLp(text);
    expect(read.kind === "model" && { cost: [...read.model.cost].slice(0, cost.length), maximise: read.maximise }, JSON.stringify(read).slice(0, 200)).toEqual({ cost, maximise });
  });
});
