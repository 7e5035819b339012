import { expect, test } from "vitest";
import { MAP_FORMS } from "#views";
import { placed } from "./placed.ts";
import { formFor } from "./use-map.ts";

const NATIONS = [{ id: "ASH", name: "Ashland" }, { id: "BAY", name: "Bayland" }, { id: "COV", name: "Cove" }];
const drawn = (id: string, width: number, height: number) => ({ id, path: width === 0 ? "" : "M0,0Z", x: 10, y: 20, width, height });

test.each([
  ["too small to be seen", drawn("ASH", 10, 10), 1, { isSmall: true, hasRoom: false, at: [10, 20] }],
  ["the same shown larger", drawn("ASH", 10, 10), 2, { isSmall: false, hasRoom: false, at: [20, 40] }],
  ["room for its id", drawn("ASH", 40, 20), 1, { isSmall: false, hasRoom: true, at: [10, 20] }],
  ["the same shown smaller", drawn("ASH", 40, 20), 0.5, { isSmall: false, hasRoom: false, at: [5, 10] }],
  ["a place alone", drawn("ASH", 0, 0), 3, { isSmall: true, hasRoom: false, at: [30, 60] }],
] as const)("%s", (_, ally, times, expected) => expect(placed([ally], NATIONS, times)[0]).toMatchObject(expected));

test("in the order of the allies, the small ones on top", () => expect(placed([drawn("COV", 50, 50), drawn("ASH", 5, 5), drawn("BAY", 50, 50)], NATIONS, 1).map((it) => it.name)).toEqual(["Bayland", "Cove", "Ashland"]));

test.each([
  [320, "narrow"],
  [MAP_FORMS.narrow.width, "narrow"],
  [MAP_FORMS.middle.width, "middle"],
  [MAP_FORMS.wide.width, "wide"],
  [4000, "wide"],
] as const)("a map %i px wide is drawn %s", (width, form) => expect(formFor(width)).toBe(form));
