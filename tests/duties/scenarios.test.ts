import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectationOf, playScenarios } from "#exchange";
import { ROOT } from "../../tools/files.ts";
import { rules, sha256, words } from "./story.ts";

interface Row {
  readonly id: string;
  readonly situation: string;
  readonly attempt: string;
  readonly expect: string;
}
const tools = { layers: rules(), sha256 };
const rows = ["procurement-integrity", "procurement-integrity-more"].flatMap((folder) =>
  readdirSync(join(ROOT, "tests/vectors", folder)).flatMap(
    (file) => JSON.parse(readFileSync(join(ROOT, "tests/vectors", folder, file), "utf8")) as readonly Row[],
  ),
);
const answers = (all: readonly object[]): readonly string[] =>
  playScenarios(all, tools).map((it) => (it.kind === "not-read" ? `${it.cause}: ${it.message}` : words(it.decision)));

/**
 * Each variation is tried on a fifth of what it changes, another fifth for each, the same in every run. CONCORD_DUTIES=whole tries
 * it on everything: CONCORD_DUTIES=whole npx vitest run tests/duties
 */
const SHARE = process.env["CONCORD_DUTIES"] === "whole" ? 1 : 5;
const before = new Map<string, string>();
const answerBefore = (row: Row): string => {
  const found = before.get(row.id) ?? answers([row])[0] ?? "";
  before.set(row.id, found);
  return found;
};
/** That rows told in other ways come to what they came to before. */
function expectSame(changed: readonly Row[], turn: number): void {
  const differing = changed.map((_, at) => at).filter((at) => changed[at]?.situation !== rows[at]?.situation || changed[at]?.attempt !== rows[at]?.attempt);
  const sample = differing.filter((_, i) => i % SHARE === turn % SHARE);
  expect(answers(sample.map((at) => changed[at]!)).map((it, i) => [rows[sample[i]!]!.id, it])).toEqual(
    sample.map((at) => [rows[at]!.id, answerBefore(rows[at]!)]),
  );
}

/** Words that begin with a capital and are no names. */
const NO_NAMES = new Set(["E", "EUR"]);
const NAMES = [
  ...new Set(
    rows.flatMap((it) =>
      [...`${it.situation} ${it.attempt}`.matchAll(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*(?:['’-]\p{Lu}[\p{L}\p{N}]*)*(?![\p{L}\p{N}])/gu)].map(
        (found) => found[0],
      ),
    ),
  ),
].filter((it) => !NO_NAMES.has(it) && !/^\d/.test(it));
const renamed = (text: string, to: ReadonlyMap<string, string>): string =>
  text.replace(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*(?:['’-]\p{Lu}[\p{L}\p{N}]*)*(?![\p{L}\p{N}])(?!-\d|:)/gu, (it) => to.get(it) ?? it);

describe("a decision does not hang on", () => {
  test("names: persons, suppliers, tenders, awards and nations may be called anything", () => {
    const isNation = (it: string): boolean => /^X[A-Z]{2}$/.test(it);
    const other = (it: string, at: number): string =>
      isNation(it)
        ? `Q${String.fromCharCode(65 + (at % 26))}${String.fromCharCode(65 + Math.floor(at / 26))}`
        : [`Ødegård ${at}`, `Nr-${at}`, `Élodie${at}`, `Z${at}/b`][at % 4]!;
    const to = new Map(NAMES.map((it, at) => [it, other(it, at)]));
    // Those of names.json have such names already.
    const changed = rows.map((it) => (it.id.startsWith("names-") ? it : { ...it, situation: renamed(it.situation, to), attempt: renamed(it.attempt, to) }));
    expect(changed.filter((it, at) => it.situation !== rows[at]?.situation).length).toBeGreaterThan(100);
    expectSame(changed, 0);
  });
  test("the order in which a situation is told", () => {
    const turned = rows.map((it) => ({ ...it, situation: it.situation.split(/; /).toReversed().join("; ") }));
    expect(turned.filter((it, at) => it.situation !== rows[at]?.situation).length).toBeGreaterThan(40);
    expectSame(turned, 1);
  });
  test("a capital at the start of a sentence, and a full stop at its end", () => {
    const large = (text: string): string => text.replace(/^\p{Ll}/u, (it) => it.toUpperCase());
    const written = rows.map((it) => ({ ...it, situation: `${it.situation.split("; ").map(large).join(". ")}.`, attempt: `${large(it.attempt)}.` }));
    expect(written.filter((it, at) => it.situation[0] !== rows[at]?.situation[0]).length).toBeGreaterThan(100);
    expectSame(written, 2);
  });
  test("the size of money, where threshold and amounts grow together", () => {
    const grow = (text: string): string =>
      text.replace(
        /(value|of|approvals|by|worth|adding|adds) (\d{1,3}(?: \d{3})+)(?! \d| days)/g,
        (_, word: string, amount: string) => `${word} ${Number(amount.replaceAll(" ", "")) * 1000}`,
      );
    const grown = rows.map((it) => ({ ...it, situation: grow(it.situation), attempt: grow(it.attempt) }));
    expect(grown.filter((it, at) => it.situation !== rows[at]?.situation).length).toBeGreaterThan(10);
    expectSame(grown, 3);
  });
  test("the year", () => {
    const later = (text: string): string => text.replace(/\b(20\d\d)-(\d\d-\d\d)/g, (_, year: string, day: string) => `${Number(year) + 4}-${day}`);
    const moved = rows.map((it) => ({ ...it, situation: later(it.situation), attempt: later(it.attempt) }));
    expect(moved.filter((it, at) => it.situation !== rows[at]?.situation).length).toBeGreaterThan(5);
    expectSame(moved, 4);
  });
});

describe("what is no scenario, or is said in other words", () => {
  test.each<readonly [string, unknown, string]>([
    ["no object", 7, 'malformed: it has no text "id"'],
    ["no attempt", { id: "a", situation: "auditor Hal" }, 'malformed: it has no text "attempt"'],
    [
      "an expectation that is no text",
      { id: "a", situation: "auditor Hal", attempt: "Hal reads a record", expect: true },
      'malformed: its "expect" is no text',
    ],
    [
      "an expectation in other words",
      { id: "a", situation: "auditor Hal", attempt: "Hal reads a record", expect: "perhaps" },
      'unknown-words: what is expected is not understood: "perhaps"',
    ],
    [
      "a day that is none",
      { id: "a", situation: "deadline of T was 2026-02-31", attempt: "system opens the bids" },
      'malformed: "2026-02-31" is no date of the calendar',
    ],
    [
      "parts that do not make the whole",
      { id: "a", situation: "award value 9 999 split into three awards of 3 000 to one supplier within 30 days", attempt: "the third award with one approval" },
      "malformed: 3 awards of 3000 do not make 9999",
    ],
    ["too long a text", { id: "a", situation: "x".repeat(1001), attempt: "Hal reads a record" }, "malformed: its situation is longer than 1000 characters"],
    ["words that nobody knows", { id: "a", situation: "the moon is full", attempt: "Hal reads a record" }, 'unknown-words: not understood: "the moon is full"'],
    [
      "half of it known",
      { id: "a", situation: "auditor Hal, who whistles", attempt: "Hal reads a record" },
      'unknown-words: not understood: "auditor Hal, who whistles"',
    ],
  ])("%s is told", (_, row, told) => expect(answers([row as object])).toEqual([told]));
  test.each<readonly [string, string]>([
    ["deny", "deny"],
    ["allow, flagged, and post-review due date created", "allow flagged review"],
    ["deny until a second approver signs", "deny until"],
    ["allow until Tuesday", "unknown"],
    ["deny, flagged", "unknown"],
    ["allow, painted", "unknown"],
    ["", "unknown"],
  ])("expected %j: %s", (text, found) => {
    const it = expectationOf(text);
    expect(
      it === undefined
        ? "unknown"
        : [it.decision, ...(it.isFlagged ? ["flagged"] : []), ...(it.hasReview ? ["review"] : []), ...(it.until === undefined ? [] : ["until"])].join(" "),
    ).toBe(found);
  });
  test("no text makes it throw", () => {
    const pieces = fc.constantFrom(...rows.flatMap((it) => `${it.situation}; ${it.attempt}`.split(/(?=[ ,;])/)));
    const text = fc.oneof(
      { weight: 4, arbitrary: fc.array(pieces, { maxLength: 14 }).map((it) => it.join("")) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    );
    fc.assert(
      fc.property(text, text, text, (situation, attempt, expect_) => {
        const [it] = playScenarios([{ id: "x", situation, attempt, expect: expect_ }, fc.sample(fc.jsonValue(), 1)[0]], tools);
        expect(["decided", "not-read"]).toContain(it?.kind);
      }),
      { numRuns: 400 / SHARE, seed: 11 },
    );
  });
});
