import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Capability, replay } from "../../src/model/index.ts";
import { brokenReferences, loadFolder } from "./load.ts";

const { facts, settings, faults } = loadFolder(join(import.meta.dirname, "../../data/nato-open"));
const alliance = replay(settings, facts);
const leaves = alliance.leaves;
const required = new Set(facts.requirement.filter((it) => it.use === "plan" && it.scope === "alliance").map((it) => it.capability));
const planned = leaves.filter((it) => required.has(it.id) && it.planned !== false);
const areaOf = (leaf: Capability): string => leaf.id.slice(0, 3);

describe("shape", () => {
  test("every cell is read by its field", () => expect(faults).toEqual([]));
  test("every reference resolves", () => expect(brokenReferences(facts)).toEqual([]));
  test("no source is uncleared", () => expect(facts.source.filter((it) => it.licenceClass === "C")).toEqual([]));
  test("no row comes from the restricted folder or names a machine", () => expect(facts.source.filter((it) => /restricted|\/work\/|\/home\//.test(JSON.stringify(it)))).toEqual([]));
});

describe("alliance", () => {
  test("32 nations, Iceland without budget", () => {
    expect(facts.nation).toHaveLength(32);
    expect(new Set(facts.budget.map((it) => it.nation)).size).toBe(31);
    expect(facts.budget.some((it) => it.nation === "ISL")).toBe(false);
  });
  test("seven areas, 26 groups, 120 leaves", () => expect(["area", "group", "leaf"].map((level) => facts.capability.filter((it) => it.level === level).length)).toEqual([7, 26, 120]));
  test("three budget paths for each year of the plan", () => {
    for (const path of ["held", "agreed", "argued"]) expect(facts.budget.filter((it) => it.path === path)).toHaveLength(31 * 10);
  });
  test.each([2017, 2020, 2023, 2024])("NATO's spending total of %i is the sum of its members", (year) => {
    const of = (scope: string): number => facts.economy.find((it) => it.scope === scope && it.measure === "defence-spending" && it.year === year && it.edition === "NATO 2024-06")?.value.base ?? 0;
    const members = facts.nation.filter((it) => it.accessionYear <= year).reduce((sum, it) => sum + of(it.id), 0);
    expect(members / of("_NATO")).toBeCloseTo(1, 4);
  });
});

describe("requirements", () => {
  test("at least sixty planned leaves over all seven areas", () => {
    expect(planned.length).toBeGreaterThanOrEqual(60);
    expect(new Set(planned.map(areaOf)).size).toBe(7);
  });
  test("digital leaves as seriously as industrial ones", () => {
    const share = (character: string): number => planned.filter((it) => it.character === character).length / leaves.filter((it) => it.character === character).length;
    expect(share("digital")).toBeGreaterThan(0.8);
    expect(share("industrial")).toBeGreaterThan(0.7);
    expect(share("enabling")).toBeGreaterThan(0.5);
  });
  test("every requirement is in its leaf's unit", () => expect(facts.requirement.filter((it) => alliance.capabilityById.get(it.capability)?.unit !== it.unit)).toEqual([]));
  test("every assumption states its rule", () => expect(facts.requirement.filter((it) => it.use === "plan" && (it.definition ?? "").length < 10)).toEqual([]));
  test("every planned leaf has a system that counts and has a price", () => {
    const without = planned.filter((leaf) => !facts.yield.filter((it) => it.capability === leaf.id).some((it) => {
      const system = alliance.systemById.get(it.system);
      const priced = system?.unitCost ?? (system?.class === undefined ? undefined : alliance.systemById.get(system.class)?.unitCost);
      return it.combine !== "reference" && it.combine !== "multiplier" && it.quantity.base > 0 && priced !== undefined;
    }));
    expect(without.map((it) => it.id)).toEqual([]);
  });
  test("one yield a system and leaf", () => expect(new Set(facts.yield.map((it) => `${it.system}|${it.capability}`)).size).toBe(facts.yield.length));
});

describe("money", () => {
  test("every stated price and value converts", () => {
    const failed = [
      ...facts.system.filter((it) => it.unitCost !== undefined && alliance.money(it.unitCost, it.costUnit, it.priceBase) === undefined).map((it) => it.id),
      ...facts.programme.filter((it) => it.value !== undefined && alliance.money(it.value, it.valueUnit, it.priceBase) === undefined).map((it) => it.id),
      ...facts.budget.filter((it) => alliance.money(it.amount, it.unit, it.priceBase) === undefined).map((it) => it.id),
    ];
    expect(failed).toEqual([]);
  });
});

describe("holdings", () => {
  test("a class total is never below the sum of its types", () => {
    const low = alliance.facts.holding.filter((it) => {
      if (alliance.systemById.get(it.system)?.class !== undefined) return false;
      const types = (alliance.holdingsOf.get(it.nation) ?? []).filter((type) => alliance.systemById.get(type.system)?.class === it.system);
      return types.reduce((sum, type) => sum + type.quantity.base, 0) > it.quantity.base + types.length;
    });
    expect(low.map((it) => it.id)).toEqual([]);
  });
  test("holdings, stocks and programmes are in their system's unit", () => {
    for (const it of [...facts.holding, ...facts.stock, ...facts.programme]) expect(`${it.id} ${it.unit}`).toBe(`${it.id} ${alliance.systemById.get(it.system)?.unit}`);
  });
  test("a zero is stated, never filled in", () => expect(facts.holding.filter((it) => it.quantity.base === 0 && it.source === "rdmc")).toEqual([]));
});

test("a rule names only rows that exist", () => {
  const ids = new Set(facts.requirement.map((it) => it.id));
  const named = facts.requirement.flatMap((it) => [...(it.definition ?? "").matchAll(/reference:CR\d+/g)].map((found) => found[0]));
  expect(named.filter((it) => !ids.has(it))).toEqual([]);
});
