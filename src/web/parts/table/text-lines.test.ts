import { expect, test } from "vitest";
import { linesOf, MOST_LINES, rowHeight } from "./text-lines.ts";

const sentence = "Join the agreement for patrol boats with 5 other allies and take 1.5, delivered in 2033, at 87.5 per cent of the price";

test.each([
  ["a short text", "patrol boats", 10, 1],
  ["no text", "", 10, 1],
  ["a sentence that has room", sentence, 60, 1],
  ["a sentence in half of it", sentence, 30, 2],
  ["a sentence in a third of it", sentence, 21, 3],
  ["more than the most", sentence, 8, MOST_LINES],
  ["words go whole to the next line", "brigade headquarters", 8.5, 2],
  ["a word longer than its column breaks anywhere", "STANAG_5516_2009_02_and_more", 9, 2],
  ["a name breaks after its hyphen", "countermeasures-vessels", 9.5, 2],
  ["before its column is measured", sentence, 0, 1],
])("%s", (_, text, width, lines) => expect(linesOf(text, width)).toBe(lines));

test("a row grows by its lines", () => expect([1, 2, 3].map(rowHeight)).toEqual([1.9375, 3.0625, 4.1875]));
