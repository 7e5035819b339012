import { describe, expect, test } from "vitest";
import { numberText } from "#views";
import { fallsText, ifLines, movedCells } from "./falls.ts";

describe("what moved", () => {
  test.each([
    ["a difference has its sign", { before: 2, after: 1.5 }, ["2", "1.5", "−0.5"]],
    ["and the other", { before: 1.5, after: 2 }, ["1.5", "2", "+0.5"]],
    ["what looks alike has not moved", { before: 1.001, after: 1.002 }, undefined],
    ["nor what only rounds apart: no −0", { before: 0.5005, after: 0.5004 }, undefined],
  ])("%s", (_, row, cells) => expect(movedCells(row, numberText)).toEqual(cells));
});

describe("how a sum falls on allies", () => {
  const start = "The sum is least; how it falls on allies is one way of perhaps several: ";
  test.each([
    ["one pays for another", [{ before: 10, after: 15 }, { before: 10, after: 7 }], `${start}some pay EUR 5 M more, some EUR 3 M less, of which up to EUR 3 M is one paying for what another paid before.`],
    ["nobody pays less, whatever is left of round-off", [{ before: 10, after: 15 }, { before: 10, after: 10 - 1e-5 }], `${start}some pay EUR 5 M more, none less.`],
    ["nobody pays more", [{ before: 10, after: 7 }, { before: 10, after: 10 }], `${start}some pay EUR 3 M less, none more.`],
    ["nobody pays anything else", [{ before: 10, after: 10 + 1e-5 }, { before: 10, after: 10 }], undefined],
  ])("%s", (_, rows, text) => expect(fallsText(rows, "EUR")).toBe(text));
});

test.each([
  [["x falls"], ["If x falls:"]],
  [["x falls", "y rises", "z stays"], ["If x falls", "and if y rises", "and if z stays:"]],
])("%j asked together", (changes, lines) => expect(ifLines(changes)).toEqual(lines));
