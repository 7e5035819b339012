import { describe, expect, test } from "vitest";
import { here } from "./here.ts";

/** Every key under `why` in a value. */
function keysIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => (name === "why" && typeof it === "string" ? [it] : keysIn(it)));
}

test("every kind of why in review and gains is answered, before and after the plan is made", async () => {
  const views = [["review"], ["review", "--nation", "VAL", "--year", "2032"], ["review", "--plan"], ["gains"]];
  for (const [command = "", ...more] of views) {
    const ran = await here([command, "cases/two-nations", ...more, "--json"]);
    expect(ran.code, ran.stderr).toBe(0);
    const keys = [...new Map(keysIn(JSON.parse(ran.stdout)).map((it) => [it.split("/")[0], it])).values()];
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      const why = await here(["explain", "cases/two-nations", key]);
      expect(why.code, `${command} ${key}: ${why.stderr}`).toBe(0);
    }
  }
});

interface Figure {
  readonly why: string;
  readonly unit: string;
  readonly value?: number;
}

/** Every figure in a value. */
function figuresIn(value: unknown): readonly Figure[] {
  if (Array.isArray(value)) return value.flatMap(figuresIn);
  if (typeof value !== "object" || value === null) return [];
  return "why" in value && "unit" in value ? [value as Figure] : Object.values(value).flatMap(figuresIn);
}

describe("the answer to why a figure of an agreement is what it is, is about that figure", () => {
  const json = async (...args: readonly string[]): Promise<unknown> => {
    const ran = await here([...args, "--json"]);
    expect(ran.code, `${args.join(" ")}: ${ran.stderr}`).toBe(0);
    return JSON.parse(ran.stdout);
  };
  const sameFigure = async (it: Figure): Promise<void> => {
    const { shown } = (await json("explain", "cases/five-rivers", it.why)) as { readonly shown: Figure };
    expect({ why: it.why, unit: shown.unit, value: shown.value }).toEqual({ why: it.why, unit: it.unit, value: expect.closeTo(it.value ?? Number.NaN, 6) });
  };

  test("what a lead counts beyond its share, with who stands in as a step", async () => {
    const { leads } = (await json("plan", "cases/five-rivers")) as { readonly leads: readonly { readonly leaf: string; readonly nation: string; readonly beyondShare: number }[] };
    const lead = leads[0]!;
    const { question, shown, steps } = (await json("explain", "cases/five-rivers", `beyond/${lead.leaf}/${lead.nation}`)) as { readonly question: string; readonly shown: Figure; readonly steps: readonly { readonly shown: Figure }[] };
    expect(question).toMatch(/ count beyond its own share\?$/);
    expect(shown.value).toBeCloseTo(lead.beyondShare, 9);
    expect(steps[1]!.shown.value! - steps[2]!.shown.value!).toBeCloseTo(lead.beyondShare, 9);
    expect(steps.at(-1)!.shown.why).toBe(`fallback/${lead.leaf}/${lead.nation}`);
  });

  test("what it saves, and what of it falls to each ally", async () => {
    const { agreements } = (await json("gains", "cases/five-rivers")) as { readonly agreements: readonly { readonly saving: Figure; readonly members: readonly unknown[] }[] };
    const [one] = agreements;
    const figures = [one!.saving, ...figuresIn(one!.members.slice(-1)), ...figuresIn(one!.members.slice(0, 1)).slice(0, 1)];
    expect(new Set(figures.map((it) => it.why)).size).toBe(10);
    for (const it of figures) await sameFigure(it);
  });

  test.each(["DOR", "ALM", "ESK"])("what %s gains leads on to what it pays alone and together, and these to what it buys and to records", async (nation) => {
    interface Why {
      readonly shown: Figure;
      readonly steps: readonly { readonly text: string; readonly shown?: Figure }[];
      readonly records: readonly { readonly kind: string }[];
    }
    const gain = (await json("explain", "cases/five-rivers", `gain/${nation}`)) as Why;
    const led = gain.steps.flatMap((it) => (it.shown === undefined || it.shown.why === "" ? [] : [it.shown]));
    const costs = led.slice(0, 2);
    expect(led.slice(2).map((it) => it.why)).toEqual([`compensation/payment/${nation}`, `work/alone/${nation}`, `work/aligned/${nation}`, `targets-met/${nation}/2031`]);
    for (const it of led.slice(2)) await sameFigure(it);
    expect(costs.map((it) => it.why)).toEqual([`plan/alone/cost/${nation}`, `plan/cheapest/cost/${nation}`]);
    const [alone, together] = await Promise.all(costs.map(async (it) => (await json("explain", "cases/five-rivers", it.why)) as Why));
    expect([alone!.shown.value, together!.shown.value]).toEqual(costs.map((it) => it.value));
    expect(alone!.shown.value! - together!.shown.value!).toBeCloseTo(gain.shown.value!, 6);
    for (const it of [alone!, together!]) expect([it.steps.length > 0, it.records.some((record) => record.kind === "system")]).toEqual([true, true]);
  });

  test("what allies pay to one another and gain adds up from what each pays and gains", async () => {
    interface Why {
      readonly shown: Figure;
      readonly steps: readonly { readonly text: string; readonly shown?: Figure }[];
    }
    const why = async (key: string): Promise<Why> => (await json("explain", "cases/three-shores", key)) as Why;
    const sumOf = ({ steps }: Why, begins: string): number => steps.reduce((sum, it) => (it.text.startsWith(begins) && !it.text.includes(" all ") ? sum + it.shown!.value! : sum), 0);
    const [payment, gain, loss, left] = [await why("compensation/payment"), await why("compensation/gain"), await why("compensation/loss"), await why("compensation/left")];
    for (const it of [payment, gain, loss]) expect(it.shown.value).toBeGreaterThan(0);
    expect([sumOf(payment, "Received by "), sumOf(payment, "Paid by ")]).toEqual([expect.closeTo(payment.shown.value!, 6), expect.closeTo(payment.shown.value!, 6)]);
    expect([sumOf(gain, "Gained by "), sumOf(loss, "Lost by ")]).toEqual([expect.closeTo(gain.shown.value!, 6), expect.closeTo(loss.shown.value!, 6)]);
    expect(left.shown.value).toBeCloseTo(loss.shown.value! - payment.shown.value!, 6);
    expect(gain.steps.find((it) => it.shown?.why === "price/money")!.shown!.value).toBeCloseTo(gain.shown.value! - loss.shown.value!, 6);
    // Each next level is there, and is that ally's own.
    const named = [...payment.steps, ...gain.steps].flatMap((it) => (it.shown !== undefined && it.shown.why.split("/").length > (it.shown.why.startsWith("gain/") ? 1 : 2) ? [it.shown] : []));
    expect(named.length).toBeGreaterThan(2);
    for (const it of named) expect(Math.abs((await why(it.why)).shown.value!), it.why).toBeCloseTo(it.value!, 6);
  });

  test.each(["alone", "aligned", "cheapest"])("what the %s plan leaves short and what it costs lead down, each to the same figure: capability, year, ally, order, record", async (plan) => {
    interface Why {
      readonly shown: Figure;
      readonly steps: readonly { readonly text: string; readonly shown?: Figure }[];
      readonly records: readonly { readonly kind: string }[];
      readonly limits: readonly string[];
    }
    const why = async (key: string): Promise<Why> => (await json("explain", "cases/five-rivers", key)) as Why;
    const led = ({ steps }: Why, kind: string): readonly Figure[] => steps.flatMap((it) => (it.shown?.why.startsWith(`${kind}/`) === true ? [it.shown] : []));
    const sum = (figures: readonly Figure[]): number => figures.reduce((all, it) => all + it.value!, 0);
    const same = async (it: Figure): Promise<Why> => {
      const next = await why(it.why);
      expect([it.why, next.shown.unit, next.shown.value]).toEqual([it.why, it.unit, expect.closeTo(it.value!, 6)]);
      return next;
    };
    const total = await why(`plan/${plan}/shortfall`);
    const leaves = led(total, "short");
    expect(sum(leaves)).toBeCloseTo(total.shown.value!, 6);
    const ofLeaf = await same(leaves[0]!);
    expect(sum(led(ofLeaf, "short"))).toBeCloseTo(leaves[0]!.value!, 6);
    const years = led(ofLeaf, "short");
    const ofYear = await same(years.at(-1)!);
    expect(led(ofYear, "available").length).toBeGreaterThan(0);
    expect((await why(led(ofYear, "available")[0]!.why)).records.some((it) => it.kind === "holding")).toBe(true);
    const added = await Promise.all((await Promise.all(leaves.map(async (it) => led(await same(led(await why(it.why), "short").at(-1)!), "added")))).flat().map(same));
    const bought = added.flatMap((it) => led(it, "bought"));
    expect(bought.length).toBeGreaterThan(0);
    expect((await why(bought[0]!.why)).records.map((it) => it.kind)).toContain("system");
    const cost = await why(`plan/${plan}/cost`);
    expect(cost.steps.filter((it) => it.shown === undefined || it.shown.why === "")).toEqual([]);
    for (const it of led(cost, "bought")) {
      const buyers = led(await same(it), "bought");
      expect(sum(buyers)).toBeCloseTo(it.value!, 6);
      const orders = await same(buyers[0]!);
      expect([orders.steps.length > 0, orders.records.some((record) => record.kind === "system")]).toEqual([true, true]);
    }
  });

  test.each(["short/alone/NOWHERE", "short/dearest/DRONES", "added/alone/DRONES/2031/NOB", "bought/aligned/nothing"])("%s is nothing that can be told", async (key) => expect((await here(["explain", "cases/five-rivers", key])).code).not.toBe(0));

  test("where no ally loses, nothing is to be paid, and what is gained is the price of misalignment", async () => {
    const why = async (key: string) => (await json("explain", "cases/five-rivers", key)) as { readonly shown: Figure; readonly sentence: string };
    const [payment, gain, price] = [await why("compensation/payment"), await why("compensation/gain"), await why("price/money")];
    expect([payment.shown.value, payment.sentence]).toEqual([0, "No ally pays more together than alone for the same coverage, so nothing is to be paid."]);
    expect(gain.shown.value! / price.shown.value!).toBeCloseTo(1, 3);
  });

  test.each(["alone", "aligned"])("the work of each ally under the %s plan adds up from systems, down to the records of lines", async (plan) => {
    for (const nation of ["ALM", "BRY", "CAL", "DOR", "ESK"]) {
      const why = (await json("explain", "cases/five-rivers", `work/${plan}/${nation}`)) as { readonly shown: Figure; readonly steps: readonly { readonly shown: Figure }[]; readonly records: readonly { readonly kind: string }[] };
      expect(why.steps.reduce((sum, it) => sum + it.shown.value!, 0), nation).toBeCloseTo(why.shown.value!, 6);
      expect(why.records.some((it) => it.kind === "line"), nation).toBe(why.shown.value! > 0);
    }
  });

  test.each(["plan/aligned/cost/DOR", "compensation/gain/DOR", "compensation/payments", "compensation/payment/NOB", "work/cheapest/DOR", "work/alone/NOB", "plan/alone/shortfall/DOR", "plan/alone/cost/NOB"])("%s is nothing that can be told", async (key) => expect((await here(["explain", "cases/five-rivers", key])).code).not.toBe(0));

  test("its quantity, its price and its coordination, and what a lever is worth in money", async () => {
    const { agreements, levers } = (await json("plan", "cases/five-rivers")) as { readonly agreements: readonly { readonly id: string; readonly quantity: number; readonly priceFactor: number; readonly coordination: number }[]; readonly levers: readonly { readonly lever: string; readonly money: number }[] };
    const { id, quantity, priceFactor, coordination } = agreements[0]!;
    const lots = levers.find((it) => it.lever === "lots")!;
    const [of, money] = [`agreement/${encodeURIComponent(id)}`, "M TAL"];
    for (const it of [{ why: `${of}/quantity`, unit: "sets", value: quantity }, { why: `${of}/price`, unit: "share", value: priceFactor }, { why: `${of}/coordination`, unit: money, value: coordination }, { why: "lever/lots/money", unit: money, value: lots.money }]) await sameFigure(it);
  });

  test.each([["constructor", "is not something that can be asked"], ["__proto__/air/2030", "is not something that can be asked"], ["agreement/joint:nobody/saving", "is no agreement of the plan"], ["agreement/joint:drone-set/savings", "Did you mean saving?"], ["agreement/joint:drone-set/gain/NOB", '"NOB" is not a nation'], ["lever/lots/hours", "There is nothing to explain"], ["lever/lots/hours", "What can be asked: node bin/concord.mjs explain cases/five-rivers."]])("%s: %s", async (key, said) => {
    const ran = await here(["explain", "cases/five-rivers", key]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});
