import { expect, test } from "vitest";
import { standingReason } from "./standing-reason.ts";

test.each([
  ["late", "contract", "was to be contracted in 2026; last reported 2025-05-24"],
  ["late", "window", "was to be delivered by 2026; last reported 2025-05-24"],
  ["at risk", "order", "had to be ordered by 2026; last reported 2025-05-24"],
  ["on time", "order", "to be ordered by 2026"],
] as const)("%s by its %s: %s", (standing, reason, said) => {
  expect(standingReason({ standing, reason, decisiveYear: 2026, asOf: "2025-05-24" })).toBe(said);
});

test("no date decides: nothing is said", () => expect(standingReason({ standing: "undated", asOf: "2025-05-24" })).toBeUndefined());
