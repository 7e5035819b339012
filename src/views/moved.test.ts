import { expect, test } from "vitest";
import { isOnHand, mostMoved } from "./moved.ts";

const figure = (value?: number) => ({ unit: "u", label: "", why: "", ...(value !== undefined && { value }) });

test.each<readonly [string, number | undefined, number | undefined, boolean]>([
  ["it takes up what it holds beyond its target", 3, 0, true],
  ["what it takes up must be bought", 3, 20, false],
  ["what that costs is unknown", 3, undefined, false],
  ["it gives back, and saves nothing by it", -3, 0, false],
])("%s: on hand or not", (_, quantity, cost, isIt) => expect(isOnHand({ quantity: figure(quantity), cost: figure(cost) })).toBe(isIt));

test.each<readonly [readonly number[], number | undefined]>([
  [[2, -3, 3], 1],
  [[1, 1, 1], 0],
  [[1, 1 + 1e-12], 0],
  [[], undefined],
])("of %j most moves first at %s", (sizes, at) => expect(mostMoved(sizes.map((size, index) => ({ size, index })), (it) => it.size)?.index).toBe(at));
