import { expect, test } from "vitest";
import { standingOf, yearOf } from "./programme-rows.ts";

// Two years from order to delivery, one at the least.
const clock = { year: 2027, leadTime: { low: 1, base: 2, high: 4 } };

test.each([
  ["cancelled", { status: "cancelled", lastYear: 2020 }, { standing: "cancelled" }],
  ["complete, whatever its dates say", { status: "complete", lastYear: 2020 }, { standing: "delivered" }],
  ["its window has passed", { status: "delivering", firstYear: 2024, lastYear: 2026 }, { standing: "late", reason: "window", decisiveYear: 2026 }],
  ["its window ends this year", { status: "delivering", firstYear: 2024, lastYear: 2027 }, { standing: "on time" }],
  ["contracted, in the window", { status: "contracted", contractYear: 2025, firstYear: 2028, lastYear: 2030 }, { standing: "on time" }],
  ["contracted, no dates", { status: "contracted", contractYear: 2025 }, { standing: "undated" }],
  ["approved, its year of contract has passed", { status: "approved", contractYear: 2026, firstYear: 2032, lastYear: 2033 }, { standing: "late", reason: "contract", decisiveYear: 2026 }],
  ["approved, to be contracted this year", { status: "approved", contractYear: 2027, firstYear: 2032, lastYear: 2033 }, { standing: "on time", reason: "order", decisiveYear: 2030 }],
  ["announced, to be ordered this year", { status: "announced", firstYear: 2029, lastYear: 2030 }, { standing: "on time", reason: "order", decisiveYear: 2027 }],
  ["announced, only the shortest lead time does it", { status: "announced", firstYear: 2028, lastYear: 2030 }, { standing: "at risk", reason: "order", decisiveYear: 2026 }],
  ["announced, too late to order", { status: "announced", firstYear: 2027, lastYear: 2030 }, { standing: "late", reason: "order", decisiveYear: 2025 }],
  ["announced, only the last year is stated", { status: "announced", lastYear: 2029 }, { standing: "on time", reason: "order", decisiveYear: 2027 }],
  ["announced, no dates", { status: "announced" }, { standing: "undated" }],
] as const)("a programme that is %s", (_, programme, standing) => {
  expect(standingOf(programme, clock)).toEqual(standing);
});

test("the year of the picture is that of its date", () => expect([yearOf("2026-11-22"), yearOf("2030")]).toEqual([2026, 2030]));
