import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOf, loadTexts, readTexts } from "#adapters/files";
import { assessAlliance } from "#app";
import type { Action, Comparison } from "#engines/plan";
import { replay } from "#model";
import { sha256 } from "#server";
import { actionRows, allParameters, capabilityView, figureText, inLanguage, isAtLeast, nationView, pageYear, type Results, reviewView, type Shown, whyView } from "#views";
import { ROOT } from "../../tools/files.ts";

const { files } = await readTexts(join(ROOT, "cases/five-rivers"));
const { alliance } = loadTexts(files, { parameters: allParameters });
if (alliance === undefined) throw new Error("the case does not load");
const resultsOf = (of: NonNullable<typeof alliance>): Results => assessAlliance({ alliance: of, digest: digestOf(files) }, {}, sha256);
const results = resultsOf(alliance);
const year = pageYear(results);
const nations = alliance.nations.map((it) => it.id);

test.each(nations)("what %s is asked for and what it is not are all capabilities, each once, and every reason leads to an answer", (nation) => {
  for (const at of alliance.years) {
    const view = nationView(results, { nation, year: at })!;
    const leaves = [...view.targets, ...view.unasked].map((it) => it.leaf);
    expect(leaves.toSorted()).toEqual(alliance.leaves.map((it) => it.id).toSorted());
    expect(leaves).toHaveLength(view.capabilities);
  }
  for (const it of nationView(results, { nation, year })!.unasked) expect(whyView(results, it.why).kind, it.why).toBe("answer");
});

test("each capability that is not asked says why: the ally's record, that of the capability, or that nothing is required", () => {
  const changed = resultsOf(
    replay(alliance.settings, {
      ...alliance.facts,
      nation: alliance.facts.nation.map((it) => (it.id === "DOR" ? { ...it, exemptFrom: ["drone-ward"] } : it)),
      capability: alliance.facts.capability.map((it) => (it.id === "river-lift" ? { ...it, planned: false } : it)),
      requirement: alliance.facts.requirement.filter((it) => it.capability !== "heavy-brigade"),
    }),
  );
  const rows = new Map(nationView(changed, { nation: "DOR", year })!.unasked.map((it) => [it.leaf, it]));
  expect(["drone-ward", "river-lift", "heavy-brigade"].map((it) => rows.get(it)?.cause)).toEqual(["exempt", "counted", "no-requirement"]);
  const record = whyView(changed, rows.get("drone-ward")!.why);
  expect(record.kind === "answer" && record.why.records.map((it) => `${it.kind} ${it.id}`)).toEqual(["nation DOR"]);
});

test("of a requirement of a few, a small share rounds to none, and it says so", () => {
  const one = resultsOf(replay(alliance.settings, { ...alliance.facts, requirement: alliance.facts.requirement.map((it) => (it.capability === "drone-ward" ? { ...it, quantity: { low: 1, base: 1, high: 1 } } : it)) }));
  const rows = nations.flatMap((nation) => nationView(one, { nation, year })!.unasked).filter((it) => it.leaf === "drone-ward");
  expect(rows.length).toBeGreaterThan(0);
  for (const it of rows) expect([it.cause, (it.fair.value ?? 1) < 1]).toEqual(["rounded", true]);
  const why = whyView(one, rows[0]!.why);
  expect(why.kind === "answer" && why.why.sentence).toContain("In whole units nothing of it falls to it");
});

/** What a figure prints, as a number, and the size of its last digit. */
const printed = (shown: Shown): { readonly value: number; readonly last: number } => {
  const text = figureText(shown, { language: "en", withUnit: false }).replace(/[\s\u202f%≥]/g, "");
  const whole = shown.unit === "share" ? 0.01 : 1;
  return { value: Number(text) * whole, last: whole * 10 ** -(text.split(".")[1]?.length ?? 0) };
};

test.each(nations)("the arithmetic of what stands there gives what stands there: shares of %s", (nation) => {
  const view = nationView(results, { nation, year })!;
  const { parts, mean, raw, rawOfMean, capped, cappedOfRaw } = view.share!;
  const known = parts.filter((it) => it.share.value !== undefined);
  const weighted = known.reduce((sum, it) => sum + it.weight * printed(it.share).value, 0) / known.reduce((sum, it) => sum + it.weight, 0);
  for (const [shown, reckoned] of [[mean, weighted], [raw, printed(mean).value * rawOfMean], [capped, printed(raw).value * cappedOfRaw]] as const) expect(Math.abs(printed(shown).value - reckoned)).toBeLessThanOrEqual(2 * printed(shown).last);
  for (const { chain } of view.targets) expect(Math.abs(printed(chain.share).value * chain.required.value! - printed(chain.fair).value)).toBeLessThanOrEqual(printed(chain.fair).last);
  for (const it of view.targets) if (!results.targets.leaves.some((leaf) => leaf.leaf === it.leaf && leaf.nations.some((row) => row.exempt === true))) expect(Math.abs(printed(capped).value * it.chain.required.value! - printed(it.chain.fair).value)).toBeLessThanOrEqual(printed(it.chain.fair).last);
});

test("what a plan adds to what is unknown is the least, and so is what is judged on it, in both languages", () => {
  const target = reviewView(results, year).nations.flatMap((it) => it.targets.map((row) => ({ ...row, nation: it.nation }))).find((it) => it.today.value !== undefined && it.stands.value! > 0)!;
  const planned = { aligned: { contributions: [{ nation: target.nation, leaf: target.leaf, year, held: 0, added: 9e6, counted: 9e6 }], spend: [], orders: [], shortfalls: [] } } as unknown as Comparison;
  const systems = new Set(alliance.facts.yield.filter((it) => it.capability === target.leaf).map((it) => it.system));
  const unknown = resultsOf(replay(alliance.settings, { ...alliance.facts, holding: [], stock: [], programme: alliance.facts.programme.filter((it) => !systems.has(it.system)) }));
  const rowOf = (of: Results) => reviewView(of, year).nations.find((it) => it.nation === target.nation)!.targets.find((it) => it.leaf === target.leaf)!;
  for (const language of ["en", "fr"] as const) {
    const least = rowOf({ ...inLanguage(unknown, language), comparison: planned });
    expect([least.today.value, isAtLeast(least.planned), isAtLeast(least.met)]).toEqual([undefined, true, true]);
    expect(figureText(least.planned, { language, withUnit: false })).toMatch(/^≥/);
  }
  const whole = rowOf({ ...results, comparison: planned });
  expect(isAtLeast(whole.planned)).toBe(isAtLeast(whole.today));
});

test.each<readonly [string, Action["kind"], number, number, boolean]>([
  ["closes shortfall and costs", "order", 0.02, 14, false],
  ["closes shortfall and saves", "join", 0.02, -14, false],
  ["saves money, closes nothing", "join", 0, -36, true],
  ["saves money, and leaves a little short", "move", -0.0079, -211, true],
  ["costs, for the price of all", "join", 0, 1000, true],
  ["carries for others", "lead", 0, 133, true],
  ["too little to print", "move", 0.0002, 176, true],
])("an action that %s: its money stands beside it, and a reason where the effect is none", (_, kind, shortfallYears, money, hasReason) => {
  const comparison = { actions: [{ nation: "DOR", rank: 1, kind, text: "Do it.", effect: { shortfallYears, money } }] } as unknown as Comparison;
  const told = (["en", "fr"] as const).map((language) => actionRows({ ...inLanguage(results, language), comparison }, 1)[0]!);
  for (const it of told) expect([it.money.value, it.reason !== ""]).toEqual([money, hasReason]);
  expect(told[0]!.reason === told[1]!.reason).toBe(!hasReason);
});

test("who leads in the plan stands with the ally and with the capability alike, with what it counts for the others, and every figure answers why", () => {
  const [first, second] = results.alliance.leaves;
  const leads = [
    { nation: "DOR", leaf: first!.id, firstYear: year, beyondShare: 4 },
    { nation: "ALM", leaf: first!.id, firstYear: year + 1, beyondShare: 9 },
    { nation: "DOR", leaf: second!.id, firstYear: year, beyondShare: 2 },
  ].map((it) => ({ ...it, insurance: 0, lostQuantity: 1, lostYears: 0.1 }));
  const rows = leads.flatMap(({ leaf }) => alliance.years.map((at) => ({ leaf, year: at, required: 10, planned: 8, short: 2 })));
  const aligned = { leads, shortfalls: rows, contributions: [], spend: [], orders: [], notPlanned: [], years: alliance.years };
  const planned: Results = { ...results, comparison: { aligned, alone: aligned, perNation: [], actions: [] } as unknown as Comparison };
  const of = (leaf: string) => capabilityView(planned, { leaf, year })!.planLeads.map((it) => [it.nation, it.firstYear, it.beyond.value]);
  expect([of(first!.id), of(second!.id)]).toEqual([[["ALM", year + 1, 9], ["DOR", year, 4]], [["DOR", year, 2]]]);
  const own = nationView(planned, { nation: "DOR", year })!.planLeads;
  expect(own.map((it) => [it.leaf, it.beyond.value]).sort()).toEqual([[first!.id, 4], [second!.id, 2]].sort());
  for (const it of own) expect(whyView(planned, it.beyond.why).kind).toBe("answer");
  expect([capabilityView(results, { leaf: first!.id, year })!.planLeads, nationView(results, { nation: "DOR", year })!.planLeads]).toEqual([[], []]);
});
