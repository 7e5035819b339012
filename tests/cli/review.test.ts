import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { here } from "./here.ts";

interface Figure {
  readonly value?: number;
}
interface View {
  readonly missing: readonly string[];
  readonly rule: string;
  readonly nations: readonly {
    readonly nation: string;
    readonly standing: string;
    readonly ready: Figure;
    readonly readyKnown: number;
    readonly withPlan?: Figure;
    readonly withPlanKnown?: number;
    readonly targets: readonly (Record<"asked" | "stands" | "declined" | "today" | "planned" | "met" | "left", Figure> & { readonly leaf: string; readonly response: string; readonly standing: string })[];
    readonly reservations: readonly { readonly leaf: string; readonly reason: string }[];
    readonly unanswered: readonly string[];
    readonly since?: { readonly asOf: string; readonly ready: Figure; readonly withPlan?: Figure };
    readonly planSpend: Figure;
    readonly progress: readonly { readonly system: string; readonly promised: Figure; readonly contracted: Figure; readonly planned: Figure }[];
  }[];
  readonly residuals: readonly { readonly leaf: string; readonly before: Figure; readonly after: Figure; readonly share: Figure }[];
  readonly fairness: { readonly gini?: number; readonly jain?: number };
  readonly sentences: readonly string[];
}

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "concord-review-"));
  cpSync(join(ROOT, "cases/two-nations"), folder, { recursive: true });
  writeFileSync(join(folder, "adopted_orders.csv"), "id,source,as_of,evidence,confidence,label,nation,system,year,quantity,unit\na1,returns,2029-12-31,official,high,OPEN,VAL,battery,2031,2,batteries\n");
  expect(await here(["answer", folder, "--nation", "VAL", "--leaf", "air", "--reserve", "4", "--reason", "Four are enough"])).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));
const review = async (...more: readonly string[]): Promise<View> => JSON.parse((await here(["review", folder, "--json", "--quiet", ...more])).stdout) as View;

describe("concord review", () => {
  test("before the plan is made: judged on orders and holdings, and it says what is missing", async () => {
    const view = await review("--year", "2031");
    expect(view.missing).toEqual([expect.stringContaining("The aligned plan is not made yet")]);
    expect(view.nations.flatMap((it) => it.targets.map((one) => one.planned.value))).toEqual(view.nations.flatMap((it) => it.targets.map(() => undefined)));
    const val = view.nations.find((it) => it.nation === "VAL");
    expect(val?.targets.find((it) => it.leaf === "air")).toMatchObject({ asked: { value: 5 }, stands: { value: 4 }, declined: { value: 1 }, response: "reserve" });
    expect(val?.reservations).toMatchObject([{ leaf: "air", reason: "Four are enough" }]);
    expect(val?.progress).toMatchObject([{ system: "battery", promised: { value: 2 } }]);
    expect(val?.progress[0]?.planned.value).toBeUndefined();
  });

  test("what the plan adopted last promised answers why with its own order", async () => {
    const why = JSON.parse((await here(["explain", folder, "adopted/VAL/battery/2032", "--json"])).stdout) as { readonly question: string; readonly shown: Figure & { readonly unit: string }; readonly steps: readonly { readonly text: string; readonly shown?: Figure }[]; readonly records: readonly { readonly id: string }[] };
    expect(why).toMatchObject({ shown: { value: 2, unit: "batteries" }, records: [{ kind: "adoptedOrder", id: "a1" }] });
    expect(why.question).toContain("adopted last");
    expect(why.steps.map((it) => it.text)).toEqual(["Contracted by then", "Ordered by then in today's aligned plan"]);
    expect(await here(["explain", folder, "adopted/HOL/battery/2032"])).toMatchObject({ code: 2 });
  });

  test("a plan that was made for the effect of an answer is a plan made before", async () => {
    const own = mkdtempSync(join(tmpdir(), "concord-review-effect-"));
    cpSync(join(ROOT, "cases/two-nations"), own, { recursive: true });
    expect(await here(["answer", own, "--nation", "HOL", "--leaf", "air", "--decline", "--reason", "No crews", "--effect", "--quiet"])).toMatchObject({ code: 0 });
    const view = JSON.parse((await here(["review", own, "--year", "2032", "--json", "--quiet"])).stdout) as View;
    rmSync(own, { recursive: true });
    expect(view.missing.filter((it) => it.includes("not made"))).toEqual([]);
    expect(view.nations.map((it) => it.planSpend.value ?? 0).every((it) => it > 0)).toBe(true);
  });

  test("after it is made: judged on it; what is asked, what stands and what is left add up", async () => {
    const view = await review("--year", "2032", "--plan");
    expect(view.missing).toEqual([]);
    for (const nation of view.nations) {
      expect(nation.planSpend.value).toBeGreaterThan(0);
      for (const it of nation.targets) if (it.planned.value !== undefined) expect(it.left.value).toBeCloseTo(Math.max((it.stands.value ?? 0) - it.planned.value, 0) + (it.declined.value ?? 0), 9);
    }
    for (const it of view.residuals) expect(it.after.value).toBeGreaterThanOrEqual((it.before.value ?? 0) - 1e-9);
    // Its GDP stands in current prices, which nothing brings to the year of the alliance's prices: unknown, not perfectly fair.
    expect([view.fairness.gini, view.fairness.jain]).toEqual([undefined, undefined]);
    expect(view.sentences).toContain("No nation's GDP is known in prices of 2030, so burdens cannot be compared.");
    // The stored plan is used from now on.
    expect(await review("--year", "2032")).toEqual(view);
  });

  test("in words: the alliance, and one ally in full", async () => {
    const all = (await here(["review", folder, "--quiet"])).stdout;
    for (const words of ["review of 2031", "allies are on track", "Priority shortfall areas", "Vale, Air defence: reserved (4 batteries)", "Rule: "]) expect(all).toContain(words);
    const one = (await here(["review", folder, "--nation", "VAL", "--quiet"])).stdout;
    for (const words of ["Against the plan adopted last", "Four are enough", "reserve", "It declined Air defence 1 battery (of 5 asked): still asked of it, and counted as not met"]) expect(one).toContain(words);
  });

  test("progress since an earlier picture is the difference to the same year's review there", async () => {
    const now = JSON.parse((await here(["review", folder, "--year", "2032", "--since", "cases/two-nations", "--plan", "--json"])).stdout) as View;
    const then = JSON.parse((await here(["review", "cases/two-nations", "--year", "2032", "--json"])).stdout) as View;
    expect(now.nations.map((it) => [it.since?.ready.value, it.since?.withPlan?.value])).toEqual(then.nations.map((it) => [it.ready.value, it.withPlan?.value]));
    expect(now.nations.every((it) => it.since?.asOf === "2029-12-31")).toBe(true);
  });

  test.each([
    [["--since", "cases/five-rivers", "--year", "2030"], "does not reach 2030"],
    [["--since", "cases/five-rivers", "--year", "2031"], "no ally in common"],
    [["--nation", "VLA"], "Did you mean VAL?"],
    [["--year", "1999"], "Give a year from"],
  ])("%j → how to mend it", async (more, words) => {
    expect(await here(["review", folder, ...more])).toMatchObject({ code: 2, stderr: expect.stringContaining(words), stdout: "" });
  });
});
