import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { here } from "../cli/here.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-first-sheet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = async (text: string, ...options: readonly string[]) => {
  const file = join(folder, "return.csv");
  writeFileSync(file, text);
  return here(["import", "cases/three-shores", file, ...options]);
};
const findings = async (text: string, ...options: readonly string[]) => {
  const { code, stdout } = await read(text, ...options, "--json");
  const told = JSON.parse(stdout) as { readonly counts: object; readonly findings: readonly { readonly level: string; readonly code: string; readonly row?: number; readonly column?: string }[] };
  return { code, counts: told.counts, findings: told.findings.map((it) => [it.level, it.code, it.row, it.column].filter((one) => one !== undefined).join(" ")) };
};

const SAID = ["--set", "unit=vehicles", "--set", "source=returns", "--set", "as_of=2029", "--set", "evidence=official", "--set", "confidence=high"];

describe("a sheet that is read for the first time", () => {
  test("a quote that never ends is refused with its line", async () => {
    const { code, stderr } = await read('a,b\n"x,1\n');
    expect([code, stderr.replaceAll(/\s+/g, " ")]).toEqual([3, expect.stringContaining("A quoted cell begins in line 2 and never ends")]);
  });
  test("headings of which none is known are refused, with what was read and what would be known", async () => {
    const told = await read("a,b\nx,1\n");
    expect([told.code, told.stderr.replaceAll(/\s+/g, " ")]).toEqual([3, expect.stringMatching(/no heading of line 1 is known: "a", "b"\. Say what the rows are with --kind/)]);
    const kind = await read("a,b\nx,1\n", "--kind", "holding");
    expect([kind.code, kind.stderr.replaceAll(/\s+/g, " ")]).toEqual([3, expect.stringContaining("as holdings.csv does: id, source,")]);
  });
  test("where two kinds of record fit as well, it asks which is meant", async () => {
    const { code, stderr } = await read("equipment,number\nfoo,12\n");
    expect([code, stderr.replaceAll(/\s+/g, " ")]).toEqual([2, expect.stringMatching(/holdings\.csv or stocks\.csv\. Say which: --kind holding \(.*--kind stock \(/)]);
  });
  test("a column that is missing as a whole is told once, rows with their own mistakes beside it, and all are counted as wrong", async () => {
    expect(await findings("equipment,number,Farbe\nfoo,12,rot\nbar,x,blau\n", "--kind", "holding", "--nation", "VAL")).toEqual({
      code: 1,
      counts: { added: 0, changed: 0, same: 0, wrong: 2 },
      findings: expect.arrayContaining(["warning unused-column 1", ...["unit", "source", "as_of", "evidence", "confidence"].map((it) => `error missing-column ${it}`), "error unknown-code 2 system", "error unknown-code 3 system", "error not-a-number 3 quantity"]),
    });
  });
  test("the label is never taken for granted where a column may say it; stated for the sheet, the column is only told", async () => {
    const text = "equipment,number,Hinweis Geheimschutz\nfoo,12,x\n";
    expect((await findings(text, "--kind", "holding", "--nation", "VAL", ...SAID)).findings).toEqual(expect.arrayContaining(["error label-in-doubt label", "warning unused-column 1"]));
    const stated = (await findings(text, "--kind", "holding", "--nation", "VAL", ...SAID, "--set", "label=OPEN")).findings;
    expect(stated).toEqual(expect.arrayContaining(["warning unused-column 1", "error unknown-code 2 system"]));
    expect(stated).not.toContain("error label-in-doubt label");
  });
});
