import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { here } from "./here.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-pledges-"));
const written = (text: string): string => {
  const file = join(folder, "pledges.csv");
  writeFileSync(file, text);
  return file;
};

describe("concord pledges", () => {
  test("the published example as a file: who is in, at what price, who leaves when, what not coordinating costs", async () => {
    const ran = await here(["pledges", "cases/pledges/shells.csv", "--json"]);
    expect(ran.code, ran.stderr).toBe(0);
    const view: unknown = JSON.parse(ran.stdout);
    expect(view).toMatchObject({
      marking: "SEALED",
      members: ["Ash", "Birch", "Cedar"],
      quantity: 350_000,
      unitPrice: expect.closeTo(4276, 0),
      rounds: [{ quantity: 400_000, unitPrice: expect.closeTo(4096, 6), leaves: ["Dogwood"] }, { quantity: 350_000, leaves: [] }],
      alone: { quantity: 0, spend: 0, quantityLost: 350_000, saved: 0 },
      outcomes: [{ ally: "Ash", alonePrice: expect.closeTo(5120, 6), aloneBuys: false, label: "SEALED" }, { alonePrice: expect.closeTo(6400, 6) }, { alonePrice: expect.closeTo(8000, 6) }, { isMember: false }],
      glut: { shares: [{ offtake: 100_000, closureCost: 40e6 }, { offtake: 50_000, closureCost: 20e6 }, { offtake: 25_000, closureCost: 10e6 }], unbound: 0 },
    });
  });

  test("with no member left nobody is said to take anything", async () => {
    const text = readFileSync("cases/pledges/shells.csv", "utf8").replaceAll(/,(4500|5000|5200|3800),/g, ",1,");
    const { code, stdout, stderr } = await here(["pledges", written(text)]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("No group of allies agrees on a price");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("no member is left");
    expect(stdout).not.toMatch(/members still take|takes at least/);
  });

  test("limits stay sealed: other limits that lead to the same decisions print the same bytes", async () => {
    const text = readFileSync("cases/pledges/shells.csv", "utf8");
    const other = written(text.replace(",4500,", ",4999,").replace(",5000,", ",6111,").replace(",5200,", ",7777,").replace(",3800,", ",17,"));
    for (const more of [[], ["--json"]]) {
      const { stdout } = await here(["pledges", "cases/pledges/shells.csv", ...more]);
      expect((await here(["pledges", other, ...more])).stdout).toBe(stdout);
      expect(stdout).toContain("SEALED");
    }
  });

  test("the price curve and the labels of a data set", async () => {
    const file = written("ally,quantity,price_most,label\nHOL,6,1000,OPEN\nVAL,6,1000,OPEN\nELM,1,0.001,OPEN\n");
    const ran = await here(["pledges", file, "--data", "cases/five-rivers", "--system", "battery", "--json"]);
    expect(ran.code, ran.stderr).toBe(0);
    const view = JSON.parse(ran.stdout) as { readonly curve: { readonly firstPrice: number; readonly slope: number; readonly floor: number; readonly firstLot: number }; readonly unitPrice: number };
    // Batteries cost 260 in first lots; slope and floor are the plan's parameters.
    expect(view).toMatchObject({ members: ["HOL", "VAL"], unit: "batteries", currency: "M TAL", curve: { firstPrice: 260, slope: 0.95, floor: 0.85 } });
    expect(view.unitPrice).toBeCloseTo(260 * Math.max(Math.min((12 / view.curve.firstLot) ** Math.log2(0.95), 1), 0.85), 9);
  });

  test.each([
    ["a fault in the file", "ally,quantity,price_most\nAsh,-1,5\n", [], 1, "quantity is -1, and must be above 0"],
    ["no price curve", "ally,quantity,price_most\nAsh,1,5\n", [], 2, "first_price, first_lot, slope are missing"],
    ["a system without a data set", "ally,quantity,price_most\nAsh,1,5\n", ["--system", "battery"], 2, "Add --data"],
    ["a data set without a system", "ally,quantity,price_most\nAsh,1,5\n", ["--data", "cases/five-rivers"], 2, "Add --system"],
    ["a system that is none", "ally,quantity,price_most\nAsh,1,5\n", ["--data", "cases/five-rivers", "--system", "batery"], 2, "Did you mean battery?"],
    ["a label that is none", "ally,quantity,price_most,label\nAsh,1,5,SECRET\n", ["--data", "cases/five-rivers", "--system", "battery"], 2, "Use one of: OPEN"],
  ])("%s: code and mend", async (_, text, more, code, words) => {
    expect(await here(["pledges", written(text), ...more])).toMatchObject({ code, stderr: expect.stringContaining(words), stdout: "" });
  });

  test("no file", async () => {
    expect(await here(["pledges", join(folder, "none.csv")])).toMatchObject({ code: 3, stderr: expect.stringContaining("cannot be read") });
  });
});
