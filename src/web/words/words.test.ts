import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANGUAGES, plural } from "./words.ts";

const FORMS = { one: "# one", other: "# other" };

describe.each(LANGUAGES)("counts in %s", (language) => {
  const rules = new Intl.PluralRules(language);
  const written = new Intl.NumberFormat(language);
  test("a count has the form that the rules of the language give it, and is written as they write it", () =>
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9_999_999 })), (count) => {
        const digits = written.formatToParts(count).map((it) => (it.type === "group" ? "\u202f" : it.value)).join("");
        expect(plural(language, count, FORMS)).toBe(`${digits} ${rules.select(count) === "one" ? "one" : "other"}`);
      }),
    ));
});
