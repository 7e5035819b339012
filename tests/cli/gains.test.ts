import { beforeAll, describe, expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import { here } from "./here.ts";

interface Figure {
  readonly value?: number;
  readonly label: string;
  readonly why: string;
}
interface View {
  readonly runKey: string;
  readonly agreements: readonly { readonly agreement: string; readonly saving: Figure; readonly isStable: boolean; readonly members: readonly (Record<"nucleolus" | "shapley" | "savedAtOnePrice" | "transfer", Figure> & { readonly nation: string })[]; readonly sentences: readonly string[] }[];
  readonly nations: readonly { readonly nation: string; readonly gain: Figure; readonly imbalance: Figure; readonly shared: Figure }[];
  readonly sentences: readonly string[];
}

describe("concord gains", () => {
  let view: View;
  beforeAll(async () => {
    const ran = await here(["gains", "cases/five-rivers", "--json", "--quiet"]);
    expect(ran.code, ran.stderr).toBe(0);
    view = JSON.parse(ran.stdout) as View;
  });
  const sum = (all: readonly Figure[]): number => all.reduce((total, it) => total + (it.value ?? Number.NaN), 0);

  test("every agreement is shared in full by each rule, and transfers sum to nothing", () => {
    expect(view.agreements.length).toBeGreaterThan(0);
    for (const it of view.agreements) {
      for (const rule of ["nucleolus", "shapley", "savedAtOnePrice"] as const) expect(sum(it.members.map((one) => one[rule]))).toBeCloseTo(it.saving.value ?? Number.NaN, 4);
      expect(sum(it.members.map((one) => one.transfer))).toBeCloseTo(0, 4);
      expect(it.isStable).toBe(true);
      expect(it.sentences.join(" ")).toMatch(/no group of members is better off by itself/);
    }
    expect(sum(view.nations.map((it) => it.imbalance))).toBeCloseTo(0, 6);
    expect(sum(view.nations.map((it) => it.shared))).toBeCloseTo(sum(view.agreements.map((it) => it.saving)), 4);
  });

  test("every figure carries a label, and its why is answered", async () => {
    const figures = [...view.nations.flatMap((it) => [it.gain, it.imbalance]), ...view.agreements.flatMap((it) => [it.saving, ...it.members.map((one) => one.nucleolus)])];
    for (const it of figures) expect(it.label).not.toBe("");
    for (const key of [...new Set(figures.map((it) => it.why))].slice(0, 1)) expect((await here(["explain", "cases/five-rivers", key, "--quiet"])).code).toBe(0);
  });

  test("the verdict comes before every table, and every column is explained", async () => {
    const { stdout } = await here(["gains", "cases/five-rivers", "--quiet"]);
    expect(stdout.search(/Stable: no group of allies|No group of those who share/)).toBeGreaterThan(0);
    expect(stdout.search(/Stable: no group of allies|No group of those who share/)).toBeLessThan(stdout.indexOf("──"));
    for (const it of ["Allies: the group that saves most", "Side payment: received (−: paid)", "with payments"]) expect(stdout).toContain(it);
  });

  test("one agreement by its system, in words", async () => {
    const [first] = view.agreements;
    const ran = await here(["gains", "cases/five-rivers", "--agreement", first?.agreement.replace("joint:", "") ?? "", "--quiet"]);
    expect(ran.stdout).toContain(`(${first?.agreement})`);
    expect(ran.stdout).toContain("saves at one price");
    expect(ran.stdout).toContain(view.runKey.slice(0, 12));
  });

  test.each([
    [["gains", "cases/five-rivers", "--agreement", "dron-set"], "Did you mean joint:drone-set?"],
    [["gains", "cases/two-nations", "--agreement", "tank"], "The plan has no joint agreement"],
  ])("%j → how to mend it", async (args, words) => {
    expect(await here([...args, "--quiet"])).toMatchObject({ code: 2, stderr: expect.stringContaining(words), stdout: "" });
  });

  test.each(examplesOf("docs/guide/joint-buys.md").map((it) => [it.command, it] as const))("the guide shows what is printed: %s", async (_, it) => {
    const ran = await here(it.args);
    expect(ran.code, ran.stderr).toBe(it.code);
    for (const line of it.lines) expect(ran.stdout.replaceAll("\u202f", " ")).toContain(line);
  });
});
