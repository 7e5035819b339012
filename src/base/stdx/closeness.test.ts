import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeness, searchWords } from "./closeness.ts";

const close = (text: string, asked: string): number => closeness(searchWords(text), searchWords(asked));

test.each([
  ["Main battle tank", "tank"],
  ["Main battle tank", "BATTLE main"],
  ["Main battle tank", "mbt"],
  ["Main battle tank", "tnak"],
  ["Main battle tank", "batle"],
  ["Frégate de défense aérienne", "defense aer"],
  ["Anti-submarine warfare", "submarien warf"],
  ["air_defence_frigate", "defence"],
])("%s answers “%s”", (text, asked) => expect(close(text, asked)).toBeGreaterThan(0));

test.each([
  ["Main battle tank", "boat"],
  ["Main battle tank", "tank ship"],
  ["Main battle tank", "tin"],
  ["Main battle tank", ""],
  ["Main battle tank", "–, !"],
  ["", "tank"],
])("%s does not answer “%s”", (text, asked) => expect(close(text, asked)).toBe(0));

describe("what answers better comes first", () => {
  test.each([
    ["tank", "Tank", "Main battle tank"],
    ["tank", "Main battle tank", "Tanker aircraft"],
    ["tank", "Tanker aircraft", "Antitank missile"],
    ["frigate", "Stealth frigates", "Frgate"],
  ])("“%s”: %s before %s", (asked, first, second) => expect(close(first, asked)).toBeGreaterThan(close(second, asked)));
});

test("any beginning of any word of any text answers, and is never more than the text itself", () => {
  const word = fc.stringMatching(/^[a-zé0-9]{1,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (words, which, length) => {
      const text = words.join(" ");
      const chosen = words[which % words.length] ?? "";
      const found = close(text, chosen.slice(0, 1 + (length % chosen.length)));
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThanOrEqual(1);
      expect(close(text, text)).toBe(1);
    }),
  );
});
