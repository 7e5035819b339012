import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldFrom, joinRows, releasedTo, rowLabel, type RowLabel, rowPermits, type RowReader } from "#labels";

const row = (more: Partial<RowLabel> = {}): RowLabel => ({ policy: "PACT", level: 1, releasableTo: [], absentMeans: "everyone", ...more });

test.each([
  ["", []],
  ["Codeword=RIVER", [["Codeword", "RIVER"]]],
  [" Special Handling = ALPHA ; Codeword=RIVER; ", [["Special Handling", "ALPHA"], ["Codeword", "RIVER"]]],
  ["RIVER", undefined],
  ["Codeword=", undefined],
  ["=RIVER", undefined],
  ["Codeword=RIVER=STONE", undefined],
  ["Codeword=RIVER; STONE", undefined],
])("%j names %j", (text, expected) => expect(heldFrom(text)).toEqual(expected));

describe("who a join is released to", () => {
  test.each<readonly [string, readonly (readonly [RowLabel, string])[], "everyone" | readonly string[]]>([
    ["no lists that limit", [[row(), "VAL"], [row(), "HOL"]], "everyone"],
    ["one list", [[row({ releasableTo: ["VAL", "HOL"] }), ""], [row(), "HOL"]], ["HOL", "VAL"]],
    ["two lists that share one", [[row({ releasableTo: ["VAL", "HOL"] }), ""], [row({ releasableTo: ["HOL", "FEN"] }), ""]], ["HOL"]],
    ["two lists that share none: nobody, never everyone", [[row({ releasableTo: ["VAL"] }), ""], [row({ releasableTo: ["HOL"] }), ""]], []],
    ["absence that means the originators, of two", [[row({ absentMeans: "originator" }), "VAL"], [row({ absentMeans: "originator" }), "HOL"]], []],
    ["absence that means the originator, of a row nobody owns", [[row({ absentMeans: "originator" }), ""]], []],
    ["absence that means a group", [[row({ absentMeans: "STAFF" }), "VAL"]], ["STAFF"]],
  ])("%s", (_, rows, expected) => expect(releasedTo(rows.map(([label, owner]) => rowLabel(label, owner)).reduce(joinRows))).toEqual(expected));
});

describe("laws", () => {
  const some = <T>(of: readonly T[]) => fc.subarray([...of]);
  const values = [["Codeword", "RIVER"], ["Codeword", "STONE"], ["Programme", "P1"], ["Programme", "P2"]] as const;
  const anyRow: fc.Arbitrary<readonly [RowLabel, string]> = fc.tuple(
    fc.record({ policy: fc.constant("PACT"), level: fc.nat(3), releasableTo: some(["VAL", "HOL", "STAFF"]), absentMeans: fc.constantFrom("everyone", "originator", "STAFF"), restrictive: some(values.slice(0, 2)), permissive: some(values.slice(2)) }),
    fc.constantFrom("", "VAL", "HOL"),
  );
  const anyReader: fc.Arbitrary<RowReader> = fc.record({ nation: fc.constantFrom("", "VAL", "HOL"), level: fc.nat(3), groups: some(["STAFF"]), holds: some(values) });
  test("a reader may read a join exactly where the reader may read each part", () => {
    fc.assert(
      fc.property(anyRow, anyRow, anyReader, (a, b, reader) => {
        const [one, two] = [rowLabel(...a), rowLabel(...b)];
        expect(rowPermits(reader, joinRows(one, two))).toBe(rowPermits(reader, one) && rowPermits(reader, two));
      }),
      { numRuns: 2000 },
    );
  });
  test("who holds more reads no less", () => {
    fc.assert(
      fc.property(anyRow, anyReader, anyReader, (a, reader, more) => {
        const stronger = { ...reader, level: Math.max(reader.level, more.level), groups: [...reader.groups, ...more.groups], holds: [...(reader.holds ?? []), ...(more.holds ?? [])] };
        if (rowPermits(reader, rowLabel(...a))) expect(rowPermits(stronger, rowLabel(...a))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
