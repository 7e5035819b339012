import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { type ClosableSolver, highsPool } from "#adapters/highs";
import { assessAlliance, planResults } from "#app";
import { capabilitiesView, capabilityView, guidanceView, HEAT_MEASURES, heatView, homeView, implementationView, nationView, nationsView, needsSolver, parseWhyKey, procurementView, requirementsView, type Results, reviewView, type Shown, surveyView, targetsView, whyView } from "#views";

const CASES = ["three-shores", "five-rivers"] as const;
const made = new Map<string, { readonly before: Results; readonly after: Results }>();
let solver: ClosableSolver;
beforeAll(async () => {
  solver = await highsPool({ threads: 1 });
  for (const name of CASES) {
    const { alliance, digest } = await loadDataset(`cases/${name}`);
    const before = assessAlliance({ alliance: alliance!, digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));
    made.set(name, { before, after: await planResults(before, { solver, now: () => 0, dataRange: false }) });
  }
});
afterAll(() => solver.close());

/** Every figure of a view. */
const figuresIn = (it: unknown): readonly Shown[] => (typeof it !== "object" || it === null ? [] : "why" in it && "unit" in it && "label" in it ? [it as Shown] : Object.values(it).flatMap(figuresIn));

const VIEWS: Readonly<Record<string, (results: Results, year: number) => unknown>> = {
  home: homeView,
  guidance: guidanceView,
  requirements: requirementsView,
  targets: targetsView,
  implementation: (results, year) => implementationView(results, { year }),
  review: reviewView,
  capabilities: capabilitiesView,
  capability: (results, year) => capabilitiesView(results, year).rows.map((it) => capabilityView(results, { leaf: it.leaf, year })),
  nation: (results, year) => results.alliance.nations.map((it) => nationView(results, { nation: it.id, year })),
  nations: nationsView,
  survey: surveyView,
  procurement: procurementView,
  ...Object.fromEntries(HEAT_MEASURES.map((measure) => [`heat, ${measure}`, (results: Results, year: number) => heatView(results, { measure, year })])),
};

/** Kinds of why that are met with in some view of these cases. */
const KINDS_MET: readonly string[] = ["targets-met", "trend", "count", "data", "money", "moves", "cost-share", "fairness", "stated", "met", "price", "plan", "compensation", "open", "beyond", "work", "agreement", "required", "available", "coverage", "n-1", "lead", "duplication", "target", "share", "review-met", "residual", "lever", "planned", "action", "gain", "economy", "budget", "parameter", "record"];

const kindOf = (key: string): string => key.split("/")[0] ?? "";
const isAsked = (key: string): boolean => {
  const parsed = parseWhyKey(key);
  return !("problem" in parsed) && !needsSolver(parsed);
};
/** A judgement's share says of what; on a page it is a share. */
const unitOf = (unit: string): string => (unit.startsWith("share of ") ? "share" : unit.replace(/ \(.*\)$/, ""));
const isSame = (a: Shown, b: Shown): boolean => unitOf(a.unit) === unitOf(b.unit) && Math.abs((a.value ?? Number.NaN) - b.value!) <= 1e-6 * Math.max(1, Math.abs(b.value!));

describe.each(CASES)("%s", (name) => {
  describe.each(["before", "after"] as const)("%s the plan is made", (when) => {
    test.each(Object.keys(VIEWS))("a figure of %s is the one that its why is about, or the step there that it names, with the same value and unit", (view) => {
      const results = made.get(name)![when];
      const { firstYear, lastYear } = results.alliance.settings;
      const figures = [firstYear, lastYear].flatMap((year) => figuresIn(VIEWS[view]!(results, year))).filter((it) => it.why !== "" && isAsked(it.why));
      const others = figures.flatMap((it) => {
        const answer = whyView(results, it.why);
        if (answer.kind === "not-yet") return it.value === undefined ? [] : [`${it.why}: told before its plan`];
        if (answer.kind !== "answer") return [`${it.why}: ${answer.problem}`];
        if (it.value === undefined) return [];
        const { shown, steps } = answer.why;
        if (it.part === undefined) return isSame(shown, it) ? [] : [`${it.why}: ${it.value} ${it.unit} on the page, ${shown.value} ${shown.unit} in its why`];
        const named = steps.filter((step) => step.part === it.part);
        return named.length === 1 && named[0]!.shown !== undefined && isSame(named[0]!.shown, it) ? [] : [`${it.why}, ${it.part}: ${it.value} ${it.unit} on the page, ${named.map((step) => `${step.shown?.value} ${step.shown?.unit}`).join(" and ") || "no such step"} in its why`];
      });
      expect([...new Set(others)]).toEqual([]);
    });
  });
});

test("these are the kinds that are met with in some view", () => {
  const seen = new Set(CASES.flatMap((name) => Object.values(made.get(name)!).flatMap((results) => Object.values(VIEWS).flatMap((view) => figuresIn(view(results, results.alliance.settings.lastYear))).filter((it) => it.why !== "" && isAsked(it.why)).map((it) => kindOf(it.why)))));
  expect([...seen].toSorted()).toEqual(KINDS_MET.toSorted());
});

test.each(["lever/roles", "lever/lots/money", "gain/VAL", "budget/VAL/2032", "planned/air/2032"])("where nothing could be planned, %s tells no part of what the plans come to", (key) => {
  const { after } = made.get("three-shores")!;
  const { comparison } = after;
  const told = (results: Results): readonly string[] => {
    const answer = whyView(results, key);
    return answer.kind === "answer" ? answer.why.steps.flatMap((it) => (it.part !== undefined && !["money-to", "targets-cost"].includes(it.part) && it.shown?.value !== undefined ? [it.part] : [])) : [];
  };
  expect(told(after).length).toBeGreaterThan(0);
  expect(told({ ...after, comparison: { ...comparison!, aligned: { ...comparison!.aligned, shortfalls: [] } } })).toEqual([]);
});
