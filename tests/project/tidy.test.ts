import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT, sourceFiles } from "../../tools/files.ts";
import { checkNames, tidy } from "../../tools/tidy.ts";

const firstColumns = (file: string, columns: readonly string[]): readonly string[] => {
  const [head = "", ...rows] = readFileSync(join(ROOT, "data/nato-open", file), "utf8").split("\n");
  const wanted = columns.map((column) => head.split(",").indexOf(column)).filter((it) => it >= 0);
  return rows.flatMap((row) => {
    const cells = row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, "").replace(/^"|"$/g, "")) ?? [];
    return wanted.map((index) => cells[index] ?? "");
  });
};

describe("tidy", () => {
  test("the source keeps to the bans", () => {
    expect(tidy(sourceFiles("src"))).toEqual([]);
  });

  test.each([
    ["src/engines/plan/x.ts", "const draw = Math.random();", "random"],
    ["src/model/x.ts", "const now = Date.now();", "clock"],
    ["src/views/x.ts", 'console.log("x");', "console"],
    ["src/app/x.ts", "const it = process.env.HOME;", "process"],
    ["src/model/x.ts", "const it = value as any;", "any"],
    ["src/model/x.ts", "export enum Colour { Red }", "enum"],
    ["src/model/x.ts", "export default replay;", "default-export"],
    ["src/model/utils.ts", "export const x = 1;", "bin-name"],
    ["src/model/x.ts", "// TODO later", "unfinished"],
    ["src/web/x.ts", 'fetch("https://example.org/font.css")', "other-host"],
  ])("a planted breach is caught: %s %s", (path, text, rule) => {
    expect(tidy([{ path, text }]).map((it) => it.rule)).toEqual([rule]);
  });
});

describe("independence of the one data set", () => {
  // Names of areas are common verbs ("Protect"), so of capabilities only codes and names of several words count.
  const real = [
    ...firstColumns("nations.csv", ["id", "name_en", "name_fr"]).filter((it) => it.length > 2),
    ...firstColumns("capabilities.csv", ["id", "name_en", "name_fr"]).filter((it) => /[\s-]/.test(it)),
  ];

  test("the lists are read", () => {
    expect(real.length).toBeGreaterThan(150);
  });

  test("nothing in src names a real nation or capability", () => {
    expect(checkNames(sourceFiles("src"), real)).toEqual([]);
  });

  test("a planted name is caught", () => {
    expect(checkNames([{ path: "src/x.ts", text: 'if (nation === "POL") return 1;' }], ["POL"])).toHaveLength(1);
    expect(checkNames([{ path: "src/x.ts", text: "const POLICY = 1;" }], ["POL"])).toHaveLength(0);
  });
});
