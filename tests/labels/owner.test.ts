import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { digestOf } from "#adapters/files";
import { viewOf } from "#app";
import { type DataReader, ownerIn, readTables, visibleTo } from "#exchange";
import { columnsOf, KINDS, ownerColumn } from "#model";
import { sha256 } from "#server";
import { ROOT } from "../../tools/files.ts";

// One rule says whose a row is, to the filter and to the second look: the columns that its table has, and no others.

const folder = join(ROOT, "cases/three-shores");
const files: ReadonlyMap<string, string> = new Map(readdirSync(folder).filter((it) => it.endsWith(".csv") || it === "datapackage.json").map((it) => [it, readFileSync(join(folder, it), "utf8")]));
const READERS: readonly DataReader[] = [
  { nation: "", level: 0, groups: [] },
  { nation: "", level: 1, groups: ["industry"] },
  ...["VAL", "HOL", "FEN"].flatMap((nation) => [0, 1, 2].map((level) => ({ nation, level, groups: [] }))),
];
const LABELS = ["OPEN", "FIRMS", "ALLIES", "OWN", "HIGH"];
const kindOf = (of: ReadonlyMap<string, string>, reader: DataReader): string => viewOf({ source: { files: of, digest: digestOf(of) }, viewer: { kind: "reader", reader }, roster: "1", choices: {}, digestOf, sha256 }).kind;
const lines = (text: string): string[] => text.trimEnd().split("\n");
const ids = (text: string | undefined): readonly string[] => lines(text ?? "").slice(1).map((it) => it.split(",")[0]!);

describe("whose a row is", () => {
  test.each<readonly [string, Readonly<Record<string, string>>, string | undefined]>([
    ["holdings.csv", { id: "h", nation: "VAL" }, "VAL"],
    ["holdings.csv", { id: "h", " Nation ": " VAL " }, "VAL"],
    ["holdings.csv", { id: "h", scope: "VAL" }, undefined],
    ["holdings.csv", { id: "h", nation: " " }, undefined],
    ["economy.csv", { id: "e", scope: "HOL" }, "HOL"],
    ["economy.csv", { id: "e", nation: "VAL", scope: "HOL" }, "HOL"],
    ["systems.csv", { id: "s", nation: "VAL", scope: "HOL" }, undefined],
    ["no-table.csv", { id: "x", nation: "VAL" }, undefined],
  ])("%s %j", (file, cells, owner) => expect(ownerIn(file, cells)).toBe(owner));
  test.each(Object.values(KINDS).map((it) => [`${it.file}.csv`, it] as const))("%s: the column that says it is one that the table has, and no other there does", (file, kind) => {
    const [column, known] = [ownerColumn(file), columnsOf(kind)];
    expect(["nation", "scope"].filter((it) => known.includes(it))).toEqual(column === undefined ? [] : [column]);
  });
});

describe("a column that a table does not have says nothing of whose its rows are", () => {
  const withRow = (file: string, label: string, stray?: { readonly column: string; readonly owner: string }): ReadonlyMap<string, string> => {
    const [heading, first] = lines(files.get(file)!);
    const columns = heading!.split(",");
    const cells = first!.split(",").map((it, at) => (columns[at] === "id" ? "extra" : columns[at] === "label" ? label : it));
    const all = [...lines(files.get(file)!), cells.join(",")];
    return new Map(files).set(file, `${all.map((line, at) => (stray === undefined ? line : `${line},${at === 0 ? stray.column : stray.owner}`)).join("\n")}\n`);
  };
  const ownerless = [...files.keys()].filter((it) => it.endsWith(".csv") && lines(files.get(it)!).length > 1 && lines(files.get(it)!)[0]!.split(",").includes("label") && ownerColumn(it) === undefined);
  test.each(ownerless.flatMap((file) => LABELS.map((label) => [file, label] as const)))("%s, a row under %s: the same readers see the same rows, and every one of them gets an answer", (file, label) => {
    for (const reader of READERS) {
      const plain = visibleTo(withRow(file, label), reader);
      for (const column of ["nation", "scope", "Nation"]) {
        for (const owner of ["HOL", "VAL"]) {
          const strayed = withRow(file, label, { column, owner });
          expect([reader, ids(visibleTo(strayed, reader).get(file))]).toEqual([reader, ids(plain.get(file))]);
          if (column === "nation" && owner === reader.nation) expect(["view", "nothing"]).toContain(kindOf(strayed, reader));
        }
      }
    }
  });
  test("a row for its originator that is nobody's is shown to nobody", () => {
    for (const reader of READERS) expect(ids(visibleTo(withRow("systems.csv", "OWN", { column: "nation", owner: "HOL" }), reader).get("systems.csv"))).not.toContain("extra");
  });
});

describe("the filter reads a table as the reader of tables does", () => {
  const rowOf = (more: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({ id: "dark", source: "returns", as_of: "2029-10-01", evidence: "official", confidence: "high", label: "HIGH", nation: "HOL", system: "link", quantity: "7", unit: "links", readiness: "1", ...more });
  /** A table of one row, its columns as named, a name that stands twice filled the second time from the second list. */
  const tableOf = (columns: readonly string[], row: Readonly<Record<string, string>>, second: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> =>
    new Map(files).set("holdings.csv", `${columns.join(",")}\n${columns.map((it, at) => (columns.indexOf(it) === at ? row[it] : (second[it] ?? row[it])) ?? "").join(",")}\n`);
  const plain = ["id", "source", "as_of", "evidence", "confidence", "label", "nation", "system", "quantity", "unit", "readiness"];
  const shown = (of: ReadonlyMap<string, string>, reader: DataReader): boolean => visibleTo(of, reader).has("holdings.csv");
  const public_: DataReader = { nation: "", level: 0, groups: [] };
  const holm = (level: number): DataReader => ({ nation: "HOL", level, groups: [] });
  test.each<readonly [string, ReadonlyMap<string, string>, DataReader, boolean]>([
    ["a heading twice before the label, whose second cell is a label that is open", tableOf(["note", ...plain.filter((it) => it !== "label"), "note", "label"], rowOf({ note: "a" }), { note: "OPEN" }), public_, false],
    ["columns without a heading before the label", tableOf(["", "", ...plain], rowOf({ label: "OPEN" })), public_, true],
    ["the label twice, the second open", tableOf([...plain, "label"], rowOf({}), { label: "OPEN" }), public_, false],
    ["the label twice, the first empty", tableOf(["label", ...plain], rowOf({ label: "" }), { label: "OPEN" }), public_, false],
    ["the nation twice, the second the reader's", tableOf([...plain, "nation"], rowOf({ label: "OWN", nation: "VAL" }), { nation: "HOL" }), holm(1), false],
    ["a cell too many, which moves the label away", new Map(files).set("holdings.csv", `id,note,label\ndark,a note, OPEN, HIGH\n`), public_, false],
    ["a cell too few", new Map(files).set("holdings.csv", `id,note,label,nation\ndark,a,OPEN\n`), public_, false],
    ["empty cells beyond the headings", new Map(files).set("holdings.csv", `${plain.join(",")},,\n${plain.map((it) => rowOf({ label: "OPEN" })[it]).join(",")},,,\n`), public_, true],
    ["a label between blanks", new Map(files).set("holdings.csv", `${plain.join(",")}\n${plain.map((it) => (it === "label" ? '" OPEN "' : rowOf({})[it])).join(",")}\n`), public_, true],
    ["a nation between blanks", new Map(files).set("holdings.csv", `${plain.join(",")}\n${plain.map((it) => (it === "nation" ? '" HOL "' : rowOf({ label: "OWN" })[it])).join(",")}\n`), holm(1), true],
  ])("%s", (_, of, reader, expected) => expect(shown(of, reader)).toBe(expected));
  test("of two columns of one heading the reader is given the first, even where it is empty in what is shown", () => {
    const seen = visibleTo(tableOf(["note", ...plain, "note"], rowOf({ label: "OPEN", note: "" }), { note: "second" }), public_);
    expect(readTables(seen).facts.holding.map((it) => it.note)).toEqual([undefined]);
  });
  test("a label whose second statement does not fit the headings lets nobody in either", () => {
    expect(visibleTo(new Map(files).set("labels.csv", `${files.get("labels.csv")!.trimEnd()}\nOPEN,SHORES,9\n`), public_).has("holdings.csv")).toBe(false);
  });
  test("a source without an id is cited by nobody", () => {
    const seen = visibleTo(new Map(files).set("sources.csv", `id,title\n,Dark paper\nreturns,Returns\n`).set("holdings.csv", `id,label\nx,OPEN\n`), public_);
    expect(seen.get("sources.csv") ?? "").not.toContain("Dark");
  });
});

test("whatever is wrong with a data set, every reader gets an answer, and no row that the second look would refuse", () => {
  const tables = [...files.keys()].filter((it) => it.endsWith(".csv"));
  const HEADINGS = ["nation", "scope", "label", "id", "source", "corrects", "note", "", "Nation", "releasable_to", "absent_means", "level", "restrictive"];
  const CELLS = ["", "HOL", "VAL", " HOL ", "OWN", "OPEN", "HIGH", "NOSUCH", "many", "-1", "1.0", "everyone", "originator", "2029-13-45", "h.VAL.gun"];
  const change = fc.record({ file: fc.constantFrom(...tables, "labels.csv", "labels.csv"), what: fc.constantFrom("add", "rename", "cell", "swap", "drop", "row", "twice"), at: fc.nat(40), row: fc.nat(40), heading: fc.constantFrom(...HEADINGS), cell: fc.constantFrom(...CELLS), label: fc.constantFrom(...LABELS) });
  const made = (changes: readonly (typeof change extends fc.Arbitrary<infer T> ? T : never)[]): ReadonlyMap<string, string> => {
    const all = new Map(files);
    for (const { file, what, at, row, heading, cell, label } of changes) {
      const rows = lines(all.get(file)!).map((it) => it.split(","));
      const [head = []] = rows;
      const [column, which] = [at % head.length, rows.length < 2 ? 0 : 1 + (row % (rows.length - 1))];
      if (what === "add") rows.forEach((it, line) => it.splice(column, 0, line === 0 ? heading : cell));
      if (what === "rename") head[column] = heading;
      if (what === "cell" && which > 0) rows[which]![column] = cell;
      if (what === "swap") rows.forEach((it) => it.push(it.shift()!));
      if (what === "drop") rows.forEach((it) => it.splice(column, 1));
      if (what === "row" && which > 0) rows.push(rows[which]!.map((it, place) => (head[place] === "id" ? "extra" : head[place] === "label" ? label : it)));
      if (what === "twice" && which > 0) rows.push([...rows[which]!]);
      all.set(file, `${rows.map((it) => it.join(",")).join("\n")}\n`);
    }
    return all;
  };
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.constantFrom(...READERS), (changes, reader) => void expect(["view", "nothing"]).toContain(kindOf(made(changes), reader))),
    { numRuns: 400, seed: 548 },
  );
});
