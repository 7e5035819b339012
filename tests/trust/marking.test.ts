import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadTexts } from "#adapters/files";
import { joinedMarking } from "#views";
import { ROOT } from "../../tools/files.ts";

const folder = join(ROOT, "cases", "two-nations");
const files = new Map(readdirSync(folder).filter((it) => it.endsWith(".csv") || it === "datapackage.json").map((it) => [it, readFileSync(join(folder, it), "utf8")]));
files.set(
  "labels.csv",
  `id,policy,level,marking_en,marking_fr,releasable_to,absent_means,restrictive,permissive
OPEN,PACT,0,OPEN,OUVERT,,everyone,,
OWN,PACT,1,OWN,PROPRE,,originator,,
BOTH,PACT,1,PACT GUARDED REL VAL HOL,PACT,VAL HOL,originator,,
HOLM,PACT,1,PACT GUARDED REL HOL,PACT,HOL,originator,,
STONE,PACT,2,PACT CLOSED STONE,PACT,,everyone,Codeword=STONE,
P1P2,PACT,1,PACT GUARDED P1 P2,PACT,,everyone,,Programme=P1; Programme=P2
FENLAND,FEN,0,FEN OPEN,FEN,,everyone,,
`,
);
const { alliance } = loadTexts(files);
if (alliance === undefined) throw new Error("the case is not read");

describe("the marking of what is made from several labels", () => {
  test.each<readonly [string, readonly (readonly [string, string])[], string]>([
    ["nothing", [], "OPEN (invented)"],
    ["one", [["OWN", "VAL"]], "OWN"],
    ["a lower one adds nothing", [["OPEN", "VAL"], ["BOTH", "HOL"]], "PACT GUARDED REL VAL HOL"],
    ["one that says as much as all", [["BOTH", "VAL"], ["HOLM", "VAL"]], "PACT GUARDED REL HOL"],
    ["two originators", [["OWN", "VAL"], ["OWN", "HOL"]], "OWN · released to nobody"],
    ["the highest level, and what else binds", [["STONE", "VAL"], ["HOLM", "VAL"], ["P1P2", ""]], "PACT CLOSED STONE · released to HOL · Codeword STONE · Programme P1 or P2"],
    ["two policies, each marked", [["OPEN", "VAL"], ["FENLAND", "HOL"]], "FEN OPEN; OPEN"],
  ])("%s", (_, used, expected) => expect(joinedMarking(alliance, used)).toBe(expected));
});
