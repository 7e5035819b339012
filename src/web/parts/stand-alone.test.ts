import { expect, test } from "vitest";
import { holdsAny } from "./picture-fonts.ts";
import { wrapped } from "./stand-alone.ts";

test.each([
  ["one two three", 7, ["one two", "three"]],
  ["a-word-that-is-longer b", 5, ["a-word-that-is-longer", "b"]],
  ["", 5, [""]],
])("%j in lines of %i letters", (text, most, lines) => expect(wrapped(text, most)).toEqual(lines));

test.each([
  ["U+0-FF, U+2212", "abc", true],
  ["U+0-FF, U+2212", "−", true],
  ["U+100-17F", "abc", false],
  ["U+100-17F", "aš", true],
  ["", "abc", true],
])("a face of %j holds a letter of %j: %s", (range, text, held) => expect(holdsAny(range, text)).toBe(held));
