import fc from "fast-check";
import { expect, test } from "vitest";
import { nearest, nearestAmong, nearestFirst } from "./nearest.ts";

test.each([
  ["BRy", "BRY"],
  ["BYR", "BRY"],
  ["quantiy", "quantity"],
  ["as-of", "as_of"],
  ["entirely different", undefined],
  ["", undefined],
])("%s is near %s", (word, near) => {
  expect(nearest(word, ["ALM", "BRY", "quantity", "as_of"])).toBe(near);
});

test.each([
  ["river", ["ALM", "drive", "rivers"], 2, "rivers, drive …"],
  ["river", ["ALM", "drive", "rivers"], 3, "rivers, drive, ALM"],
  ["xx", ["aa", "bb"], 2, "aa, bb"],
  ["xx", [], 2, ""],
] as const)("%s, of %j the %i nearest first: %s", (word, known, most, told) => expect(nearestFirst(word, known, most)).toBe(told));

test("looked for again and again, and among some only, it is the one that is looked for once", () => {
  const words = fc.stringMatching(/^[ab_]{0,6}$/);
  fc.assert(
    fc.property(words, fc.uniqueArray(words, { maxLength: 8 }), fc.func(fc.boolean()), (word, known, isMeant) => {
      const among = nearestAmong(known);
      expect(among(word)).toBe(nearest(word, known));
      expect(among(word, isMeant)).toBe(nearest(word, known.filter((it) => isMeant(it))));
      // Counting to the end finds none that is nearer.
      const [first] = known.toSorted((a, b) => apart(word, a) - apart(word, b));
      const most = Math.max(1, Math.floor(plain(word).length / 3));
      expect(nearest(word, known)).toBe(first !== undefined && apart(word, first) <= most ? first : undefined);
    }),
  );
});

const plain = (word: string): string => word.replaceAll("_", "");
/** Edits from one word to another, by their definition: insert, delete, replace, swap neighbours. */
const apart = (one: string, other: string): number => counted(plain(one), plain(other));
function counted(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const swapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] ? 1 + counted(a.slice(2), b.slice(2)) : Number.POSITIVE_INFINITY;
  return Math.min(1 + counted(a.slice(1), b), 1 + counted(a, b.slice(1)), (a[0] === b[0] ? 0 : 1) + counted(a.slice(1), b.slice(1)), swapped);
}
