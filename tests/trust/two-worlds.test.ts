import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadTexts } from "#adapters/files";
import { type DataReader, visibleTo } from "#exchange";
import { outputsFor } from "../../tools/conformance/outputs.ts";
import { ROOT } from "../../tools/files.ts";
import { here as concord } from "../cli/here.ts";

const folder = join(ROOT, "cases", "two-nations");
type Files = Map<string, string>;
const base: ReadonlyMap<string, string> = new Map(readdirSync(folder).filter((it) => it.endsWith(".csv") || it === "datapackage.json").map((it) => [it, readFileSync(join(folder, it), "utf8")]));

// VAL looks, up to level 1. HOL's own papers, whatever is for HOL, and level 2 are not for VAL; what VAL wrote under OWN is.
const VAL: DataReader = { nation: "VAL", level: 1, groups: [], holds: [["Codeword", "STONE"], ["Programme", "P1"]] };
// Codewords have to be held, all of them; of programmes one of those named.
const HIDDEN = ["SECRET", "HOLONLY", "RIVER", "BOTH", "P2", "BROKEN", "NOSUCH", ""] as const;
const SHOWN = ["OPEN", "FORVAL", "STONE", "P1P2"] as const;
const labels = `id,policy,level,marking_en,marking_fr,releasable_to,absent_means,restrictive,permissive
OPEN,PACT,0,OPEN,OUVERT,,everyone,,
OWN,PACT,1,OWN,PROPRE,,originator,,
FORVAL,PACT,1,FOR VAL,POUR VAL,VAL HOL,originator,,
HOLONLY,PACT,1,HOL ONLY,HOL SEULE,HOL,originator,,
SECRET,PACT,2,SECRET,SECRET,VAL,originator,,
STONE,PACT,1,STONE,PIERRE,,everyone,Codeword=STONE,
RIVER,PACT,1,RIVER,RIVIÈRE,,everyone,Codeword=RIVER,
BOTH,PACT,1,STONE RIVER,PIERRE RIVIÈRE,,everyone,Codeword=STONE; Codeword=RIVER,
P1P2,PACT,1,P1 P2,P1 P2,,everyone,,Programme=P1; Programme=P2
P2,PACT,1,P2,P2,,everyone,,Programme=P2
BROKEN,PACT,0,BROKEN,CASSÉE,,everyone,Codeword,
`;
const world = (): Files => new Map(base).set("labels.csv", labels);
const add = (files: Files, file: string, heading: string, row: string): void => {
  const old = files.get(file);
  const head = old?.split("\n")[0] ?? heading;
  const cells = new Map(heading.split(",").map((it, at) => [it, row.split(",")[at] ?? ""]));
  files.set(file, `${(old ?? `${head}\n`).trimEnd()}\n${head.split(",").map((it) => cells.get(it) ?? "").join(",")}\n`);
};
const proof = (id: string, label: string): string => `${id},returns,2029-10-01,official,high,${label}`;
const PROOF = "id,source,as_of,evidence,confidence,label";

/** Ten kinds of change in what VAL may not see. `n` varies the figures. */
const HIDDEN_CHANGES: readonly (readonly [string, (files: Files, label: string, n: number) => void])[] = [
  ["a holding", (it, label, n) => add(it, "holdings.csv", `${PROOF},nation,system,quantity,unit,readiness`, `${proof(`x${n}`, label)},HOL,battery,${n},batteries,1`)],
  ["a programme", (it, label, n) => add(it, "programmes.csv", `${PROOF},nation,system,name_en,quantity,unit,first_year,last_year,status`, `${proof(`x${n}`, label)},HOL,battery,More,${n + 1},batteries,2031,2032,approved`)],
  ["a budget", (it, label, n) => add(it, "budgets.csv", `${PROOF},nation,year,path,amount,unit,price_base`, `${proof(`x${n}`, label)},HOL,2030,dark,${n},M CRN,constant 2030`)],
  ["a line", (it, label, n) => add(it, "lines.csv", `${PROOF},name_en,supplier,nation,systems,rate_maximum,share`, `${proof(`x${n}`, label)},Dark line,Works,HOL,battery,${n},1`)],
  ["a stock, in a table that is not there otherwise", (it, label, n) => add(it, "stocks.csv", `${PROOF},nation,system,quantity,unit`, `${proof(`x${n}`, label)},HOL,battery,${n},batteries`)],
  ["a requirement", (it, label, n) => add(it, "requirements.csv", `${PROOF},capability,scope,year,quantity,unit,situation,use`, `${proof(`x${n}`, label)},air,alliance,2030,${n + 20},batteries,dark,plan`)],
  ["a correction of a row that is seen", (it, label, n) => add(it, "holdings.csv", `${PROOF},corrects,nation,system,quantity,unit,readiness`, `${proof(`x${n}`, label)},h.VAL.battery,VAL,battery,${n},batteries,1`)],
  ["a column that only hidden rows fill", (it, label, n) => it.set("holdings.csv", `${it.get("holdings.csv")!.trimEnd().split("\n").map((line, at) => `${line},${at === 0 ? "note" : ""}`).join("\n")}\n${proof(`x${n}`, label)},HOL,battery,${n},batteries,1,dark\n`)],
  ["a source that only hidden rows cite", (it, label, n) => {
    add(it, "sources.csv", "id,title,location,licence,licence_class,as_of", `dark${n},Dark paper,none,own,A,2029-01-01`);
    add(it, "holdings.csv", `${PROOF},nation,system,quantity,unit,readiness`, `${proof(`y${n}`, label).replace("returns", `dark${n}`)},HOL,battery,${n},batteries,1`);
  }],
  ["a broken row", (it, label, n) => add(it, "holdings.csv", `${PROOF},nation,system,quantity,unit,readiness`, `${proof(`x${n}`, label)},NOWHERE,nothing,many,,2`)],
];

const GUESSES = { nations: ["VAL", "HOL", "NOWHERE"], leaves: ["air", "brigade", "links"], facts: ["x1", "x7", "h.VAL.battery", "dark7"] };
const everything = (files: ReadonlyMap<string, string>, reader: DataReader): string => JSON.stringify(outputsFor(files, reader, GUESSES));

const changed = (changes: readonly { readonly kind: number; readonly label: string; readonly n: number }[]): Files => {
  const files = world();
  changes.forEach((it, at) => HIDDEN_CHANGES[it.kind]![1](files, it.label, 1000 * at + it.n));
  return files;
};

describe("two worlds that differ only in what a reader may not see are one to that reader", () => {
  const plain = everything(world(), VAL);
  test.each(HIDDEN_CHANGES.flatMap(([name, change]) => HIDDEN.map((label) => [name, label, change] as const)))("%s under label %j", (_, label, change) => {
    const files = world();
    change(files, label, 7);
    expect([...visibleTo(files, VAL)]).toEqual([...visibleTo(world(), VAL)]);
  });
  test.each(HIDDEN_CHANGES.filter(([name]) => !name.includes("source")).map(([name, change]) => [name, change] as const))("control: %s that is released makes a difference", (_, change) => {
    for (const label of SHOWN) {
      const files = world();
      change(files, label, 7);
      expect(everything(files, VAL)).not.toBe(plain);
    }
  });
  test("the owner of the folder, who is no reader, sees all", () => {
    const files = changed([{ kind: 0, label: "SECRET", n: 7 }]);
    expect(loadTexts(files).facts.holding.length).toBe(loadTexts(world()).facts.holding.length + 1);
  });
});

describe("who may read a row", () => {
  const rowsSeen = (label: string, nation: string, reader: DataReader): number => {
    const files = world();
    add(files, "holdings.csv", `${PROOF},nation,system,quantity,unit,readiness`, `${proof("x", label)},${nation},gun,7,guns,1`);
    return visibleTo(files, reader).get("holdings.csv")?.includes("\nx,") === true ? 1 : 0;
  };
  const public_: DataReader = { nation: "", level: 0, groups: [] };
  test.each<readonly [string, string, string, DataReader, number]>([
    ["open to the public", "OPEN", "HOL", public_, 1],
    ["one's own to oneself", "OWN", "VAL", VAL, 1],
    ["one's own to another", "OWN", "HOL", VAL, 0],
    ["one's own to oneself below the level", "OWN", "VAL", { ...VAL, level: 0 }, 0],
    ["released to me", "FORVAL", "HOL", VAL, 1],
    ["released to another", "HOLONLY", "VAL", VAL, 0],
    ["released to me above my level", "SECRET", "VAL", VAL, 0],
    ["released to me at my level", "SECRET", "HOL", { ...VAL, level: 2 }, 1],
    ["released to my group", "HOLONLY", "VAL", { ...VAL, groups: ["HOL"] }, 1],
    ["under a codeword that I hold", "STONE", "HOL", VAL, 1],
    ["under a codeword that I do not hold", "RIVER", "HOL", VAL, 0],
    ["under two codewords of which I hold one", "BOTH", "HOL", VAL, 0],
    ["under two codewords that I hold", "BOTH", "HOL", { ...VAL, holds: [["Codeword", "STONE"], ["Codeword", "RIVER"]] }, 1],
    ["for two programmes of which I hold one", "P1P2", "HOL", VAL, 1],
    ["for a programme that I do not hold", "P2", "HOL", VAL, 0],
    ["for a programme whose name I hold as a codeword", "P2", "HOL", { ...VAL, holds: [["Codeword", "P2"]] }, 0],
    ["under a label of which a part is not understood", "BROKEN", "VAL", { ...VAL, level: 9 }, 0],
    ["without a label", "", "VAL", { ...VAL, level: 9 }, 0],
    ["under a label that nobody defined", "NOSUCH", "VAL", { ...VAL, level: 9 }, 0],
  ])("%s", (_, label, nation, reader, expected) => expect(rowsSeen(label, nation, reader)).toBe(expected));
});

describe("from the command line", () => {
  test("a ledger is read as a data set is", async () => {
    const at = join(mkdtempSync(join(tmpdir(), "concord-ledger-")), "ledger");
    await concord(["ledger", "init", at, "--party", "XAA"]);
    await concord(["ledger", "append", at, "cases/two-nations"]);
    // A reader who could name numbers of commits would learn how many there were.
    for (const args of [["assess", at, "--at", "1"], ["assess", at, "--at", "999"], ["ledger", "export", at, `${at}-data`, "--data", "--at", "1"]]) {
      const refused = await concord([...args, "--as", ":0"]);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("may not see")]);
    }
    const [one, two] = [await concord(["assess", at, "--json"]), await concord(["assess", "cases/two-nations", "--json"])];
    const body = (text: string): unknown => ({ ...(JSON.parse(text) as object), runKey: "" });
    expect(body(one.stdout)).toEqual(body(two.stdout));
  });
});
