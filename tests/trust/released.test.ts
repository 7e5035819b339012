import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createHash } from "node:crypto";
import { digestOf } from "#adapters/files";
import { viewOf } from "#app";
import type { DataReader, ReleasedRow } from "#exchange";
import { ROOT } from "../../tools/files.ts";

const folder = join(ROOT, "cases", "two-nations");
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const world = (label: string): ReadonlyMap<string, string> =>
  new Map(readdirSync(folder).filter((it) => it.endsWith(".csv") || it === "datapackage.json").map((it) => [it, readFileSync(join(folder, it), "utf8")] as const))
    .set("labels.csv", "id,policy,level,marking_en,absent_means\nOPEN,PACT,0,OPEN,everyone\nOWN,PACT,1,OWN,originator\n")
    .set("holdings.csv", readFileSync(join(folder, "holdings.csv"), "utf8").replace("high,OPEN,HOL,gun", `high,${label},HOL,gun`));
const GUNS: ReleasedRow = { file: "holdings.csv", id: "h.HOL.gun", cells: { id: "h.HOL.gun", source: "returns", as_of: "2029-10-01", evidence: "official", confidence: "high", nation: "HOL", system: "gun", quantity: "40", unit: "guns", readiness: "1", label: "OPEN" } };
const PUBLIC: DataReader = { nation: "", level: 0, groups: [] };
const HOL: DataReader = { nation: "HOL", level: 1, groups: [] };

/** Guns of HOL that a reader's view holds, by label. */
function guns(reader: DataReader, released: readonly ReleasedRow[]): readonly string[] {
  const files = world("OWN");
  const view = viewOf({ source: { files, digest: digestOf(files), released }, viewer: { kind: "reader", reader }, roster: "1", choices: {}, digestOf, sha256 });
  return view.kind === "nothing" ? [] : view.results.alliance.facts.holding.filter((it) => it.nation === "HOL" && it.system === "gun").map((it) => `${it.quantity.base} ${it.label}`);
}

describe("what the server shows of a released figure", () => {
  test.each<readonly [string, DataReader, readonly ReleasedRow[], readonly string[]]>([
    ["the public, before", PUBLIC, [], []],
    ["the public, after", PUBLIC, [GUNS], ["40 OPEN"]],
    ["the owner sees the row, once", HOL, [GUNS], ["40 OWN"]],
    ["released under a label that the reader may not read", PUBLIC, [{ ...GUNS, cells: { ...GUNS.cells, label: "OWN" } }], []],
    ["released under a label that nobody defined", PUBLIC, [{ ...GUNS, cells: { ...GUNS.cells, label: "NONE" } }], []],
    ["another figure than the row's, as it was approved", PUBLIC, [{ ...GUNS, cells: { ...GUNS.cells, quantity: "39" } }], ["39 OPEN"]],
    ["of two releases the later", PUBLIC, [GUNS, { ...GUNS, cells: { ...GUNS.cells, quantity: "41" } }], ["41 OPEN"]],
  ])("%s", (_, reader, released, expected) => expect(guns(reader, released)).toEqual(expected));
  test("two worlds that differ in the row behind it are one to the public", () => {
    const view = (label: string, quantity: string): unknown => {
      const files = new Map(world(label)).set("holdings.csv", world(label).get("holdings.csv")!.replace("gun,40,", `gun,${quantity},`));
      const found = viewOf({ source: { files, digest: digestOf(files), released: [GUNS] }, viewer: { kind: "reader", reader: PUBLIC }, roster: "1", choices: {}, digestOf, sha256 });
      return found.kind === "nothing" ? undefined : [found.key, found.results.alliance.facts];
    };
    expect(view("OWN", "40")).toEqual(view("OWN", "55"));
  });
});
