import { expect, test } from "vitest";
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
