import { expect, test } from "vitest";
import { nextVisit } from "./visit.ts";

const at = (minute: number): string => new Date(Date.UTC(2031, 4, 1, 8, minute)).toISOString();

test.each([
  ["the first visit has none before it", undefined, at(0), { latest: at(0) }],
  ["a reload is the same visit", { latest: at(0) }, at(29), { latest: at(29) }],
  ["half an hour unseen begins another", { latest: at(0) }, at(31), { before: at(0), latest: at(31) }],
  ["within a visit the one before it stays", { before: at(0), latest: at(40) }, at(50), { before: at(0), latest: at(50) }],
])("%s", (_, kept, now, next) => expect(nextVisit(kept, now)).toEqual(next));
