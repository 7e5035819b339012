import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { playScenarios } from "#exchange";
import { ROOT } from "../../tools/files.ts";
import { rules, sha256, words } from "./story.ts";

interface Row {
  readonly id: string;
  readonly situation: string;
  readonly attempt: string;
}
const tools = { layers: rules(), sha256 };
const answer = (situation: string, attempt: string): string => {
  const [it] = playScenarios([{ id: "x", situation, attempt }], tools);
  return it === undefined || it.kind === "not-read" ? `not read: ${it?.message ?? ""}` : words(it.decision);
};

const PERSONS = [
  "J. Smith",
  "Dr. Who",
  "Mr. Smith",
  "Col. Ivo",
  "Ana M. Lee",
  "J. R. R. Olsen",
  "Prof. Dr. Ute Maier",
  "St. John",
  "Brig. Gen. Noor",
  "O. d'Arc",
];
describe("a name with full stops is one name", () => {
  const DENIED: readonly (readonly [string, string, string])[] = [
    ["award A drafted by NAME (XAA)", "NAME approves A", "author-approves"],
    ["award A drafted by NAME", "NAME approves A", "author-approves"],
    ["Award A was drafted by NAME. Threshold for two approvals 5 000.", "NAME approves A.", "author-approves"],
    ["award A drafted by Zoe, first approval by NAME", "NAME gives the second approval", "two-different-approvers"],
    ["NAME declared an interest in supplier S1; S1 bids in tender T", "NAME opens the evaluation of T", "conflict-of-interest"],
    ["S1 bids in tender T. NAME declared an interest in S1.", "NAME opens the evaluation of T", "conflict-of-interest"],
    ["NAME has not filed a declaration for T", "NAME is added to the evaluation panel", "declaration-first"],
    ["NAME evaluated bids of T", "NAME certifies receipt of goods under the contract of T", "evaluation-and-receipt"],
    ["auditor NAME", "NAME changes a record while auditing", "auditor-changes-nothing"],
  ];
  test.each(PERSONS)("of a person: %s", (name) =>
    expect(DENIED.map(([situation, attempt]) => answer(situation.replaceAll("NAME", name), attempt.replaceAll("NAME", name)))).toEqual(
      DENIED.map(([, , reason]) => reason),
    ),
  );
  test.each(PERSONS)("and who is not that person may: %s", (name) =>
    expect([
      answer(`award A drafted by ${name}`, "Zoe approves A"),
      answer("award A drafted by Zoe", `${name} approves A`),
      answer(`S1 bids in tender T. ${name} declared an interest in S1.`, "Zoe evaluates T"),
    ]).toEqual(["allow", "allow", "allow"]),
  );
  test.each(["Acme Co. Ltd", "Acme Co. Ltd.", "St. Clair Arms", "Acme GmbH & Co. KG", "Bros. Olsen Inc.", "U. S. Works"])("of a firm: %s", (name) =>
    expect([
      answer(`Dia declared an interest in supplier ${name}; ${name} bids in tender T`, "Dia opens the evaluation of T"),
      answer(`${name} bids in tender T. Dia declared an interest in ${name}.`, "Dia evaluates T"),
      answer(`Dia works for ${name}; ${name} withdrew yesterday; ${name} bids in T`, "Dia evaluates T"),
    ]).toEqual(["conflict-of-interest", "conflict-of-interest", "conflict-not-released"]),
  );
  test("a stop behind a name of one letter still ends a sentence", () =>
    expect([
      answer("Dia declared an interest in S1. S1 bids in tender T. Eli evaluated T.", "Dia evaluates T"),
      answer("Ana drafted A. Ben approved A. Threshold for two approvals 5 000.", "Ben approves A"),
      answer("Ana drafted A. Ben approved A.", "Cem approves A"),
    ]).toEqual(["conflict-of-interest", "two-different-approvers", "allow"]));
});

test.each<readonly [string, string]>([
  ["award A drafted by Ana Lee", "Lee approves A"],
  ["award A drafted by Lee", "Ana Lee approves A"],
  ["award A drafted by J. Smith", "Smith approves A"],
  ["award A drafted by Smith", "Col. Smith approves A"],
  ["award A drafted by José", "Jose approves A"],
  ["award A drafted by J.R. Smith", "J. R. Smith approves A"],
  ["award A drafted by Smith, J.", "J. Smith approves A"],
  ["award A drafted by Ana, Ben and Cem", "Ben approves A"],
  ["award A drafted by Ana, Ben (XAA)", "Ben approves A"],
  ["award A drafted by Ana, approver Ben", "Ben approves A"],
  ["Dia declared an interest in Acme; Acme Group bids in T", "Dia evaluates T"],
])("who is who is not guessed at: %s; %s", (situation, attempt) =>
  expect(answer(situation, attempt)).toMatch(/^not read: (not understood|".*" and ".*" may be one)/u),
);

describe("a role of one nation is none in another, however nations are written", () => {
  const NATIONS = ["Alpha", "Beta", "Freedonia", "Sylvania", "XBB", "XAA", "XBBB", "XAAAA", "New Freedonia", "Old Sylvania", "Ubi", "Freedonia-Sylvania"];
  const PAIRS = NATIONS.flatMap((own, at) => [1, 3, 4].map((step) => [own, NATIONS[(at + step) % NATIONS.length]!] as const));
  const SAID: readonly (readonly [string, string])[] = [
    ["Gus of OWN holds the approver role in OWN", "Gus approves an award of OTHER"],
    ["Gus holds the approver role in OWN", "Gus approves an award of OTHER"],
    ["Gus is approver of OWN", "Gus approves the award of OTHER"],
    ["Gus is an approver in OWN", "Gus signs an award of OTHER"],
    ["award A of OTHER drafted by Ana; Gus holds the approver role in OWN", "Gus approves A"],
    ["Gus of OWN holds the approver role in OWN; award A of OTHER drafted by Ana", "Gus approves A"],
    ["Gus holds the approver role in OWN", "Gus approves award A of OTHER"],
  ];
  test.each(PAIRS)("of %s in %s", (own, other) => {
    const said = (text: string): string => text.replaceAll("OWN", own).replaceAll("OTHER", other);
    expect(SAID.map(([situation, attempt]) => answer(said(situation), said(attempt)))).toEqual(SAID.map(() => "role-missing"));
    expect(SAID.map(([situation, attempt]) => answer(said(situation.replaceAll("OTHER", "OWN")), said(attempt.replaceAll("OTHER", "OWN"))))).toEqual(
      SAID.map(() => "allow"),
    );
  });
});

describe("what is not understood is never allowed", () => {
  const rows = ["procurement-integrity", "procurement-integrity-more"].flatMap((folder) =>
    readdirSync(join(ROOT, "tests/vectors", folder)).flatMap(
      (file) => JSON.parse(readFileSync(join(ROOT, "tests/vectors", folder, file), "utf8")) as readonly Row[],
    ),
  );
  const denied = fc.constantFrom(...rows.filter((it) => answer(it.situation, it.attempt) !== "allow"));
  const strange = fc.constantFrom("zork", "perhaps", "formerly", "reportedly", "hardly", "ex", "etc.", "(sic)", "never", "…");
  const options = { numRuns: process.env["CONCORD_DUTIES"] === "whole" ? 5000 : 300, seed: 4 };
  /** A text with a word put in at a place, or in place of a word that is no name. */
  const garbled = (text: string, at: number, word: string, isPut: boolean): string => {
    const all = text.split(" ");
    const place = isPut ? at % (all.length + 1) : all.findIndex((it, i) => i >= at % all.length && /^\p{Ll}+$/u.test(it));
    return place < 0 ? `${word} ${text}` : all.toSpliced(place, isPut ? 0 : 1, word).join(" ");
  };
  test("a clause of other words makes a refusal no allowance", () =>
    fc.assert(
      fc.property(
        denied,
        fc.nat(20),
        fc.constantFrom("the moon is full", "Zoe whistles", "Zork", "Ana and Ben", "see annex B", "not so"),
        (row, at, clause) => {
          const parts = row.situation.split(/; /);
          const told = parts.toSpliced(at % (parts.length + 1), 0, clause).join("; ");
          expect(answer(told, row.attempt)).toMatch(/^not read/);
        },
      ),
      options,
    ));
  test("a word put in, or put for another, makes a refusal no allowance", () =>
    fc.assert(
      fc.property(denied, fc.boolean(), fc.boolean(), fc.nat(40), strange, (row, inAttempt, isPut, at, word) => {
        const situation = inAttempt ? row.situation : garbled(row.situation, at, word, isPut);
        const attempt = inAttempt ? garbled(row.attempt, at, word, isPut) : row.attempt;
        if (answer(situation, attempt) === "allow") throw new Error(`allowed: ${situation} | ${attempt}`);
      }),
      options,
    ));
});
