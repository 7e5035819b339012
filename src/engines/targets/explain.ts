import type { Alliance, Explanation, ExplanationStep } from "#model";
import type { Targets } from "./apportion.ts";
import { TARGETS } from "./parameters.ts";

const flat = (value: number): { low: number; base: number; high: number } => ({ low: value, base: value, high: value });
const KEY_NAMES = { gdp: "GDP", population: "population", "active-personnel": "active personnel", "defence-spending": "defence spending" } as const;

/** "Why is my share this?": the chain of numbers from the public keys to the target of one nation. */
export function explainTarget(alliance: Alliance, targets: Targets, leaf: string, year: number, nation: string): Explanation {
  const name = alliance.capabilityById.get(leaf)?.nameEn ?? leaf;
  const row = targets.leaves.find((it) => it.leaf === leaf && it.year === year);
  const it = row?.nations.find((candidate) => candidate.nation === nation);
  const key = targets.keys.find((candidate) => candidate.nation === nation);
  const unit = row?.unit ?? alliance.capabilityById.get(leaf)?.unit ?? "";
  const cap = alliance.valueOf(TARGETS.cap).base;
  const step = (text: string, value: number | undefined, of: string): ExplanationStep => ({ text, ...(value !== undefined && { value: flat(value) }), unit: of });
  return {
    question: `Why is the target of ${nation} for ${name} in ${year} what it is?`,
    ...(it !== undefined && { value: flat(it.target) }),
    unit,
    method: "C10",
    sentence:
      row === undefined || it === undefined
        ? "Nothing is apportioned here: the alliance has stated no requirement, or the leaf is a view of another."
        : `${nation} carries ${(100 * (key?.capped ?? 0)).toFixed(2)} % by the public keys. ${it.limitedBy === "challenge" ? "Its target was cut to a reasonable challenge." : it.limitedBy === "budget" ? "Its target was cut to what its budget can carry." : it.target > it.units ? "It takes up part of what others may not reasonably be asked." : "No limit cut it."}${it.held === undefined ? " What it holds is unknown, so the challenge by growth is not applied." : ""}`,
    steps:
      row === undefined || it === undefined || key === undefined
        ? []
        : [
            ...key.parts.map((part) => step(`Share of ${KEY_NAMES[part.measure]}${part.year === undefined ? "" : ` (${part.year})`}, weight ${part.weight}`, part.share, "share")),
            step("Fair share by the keys", key.raw, "share"),
            step(`After the cap of ${cap} by water-filling`, key.capped, "share"),
            { text: "Requirement", value: flat(row.required), unit, why: `required/${leaf}/${year}` },
            step("Fair share × requirement", it.fair, unit),
            step(row.whole ? "In whole units, largest remainder within the cap" : "Not divided into whole units", it.units, unit),
            { text: "Held and ready today", ...(it.held !== undefined && { value: flat(it.held) }), unit, why: `available/${leaf}/${alliance.settings.firstYear}/${nation}` },
            step("Reasonable challenge: at most", it.challenge, unit),
            step("Part of what it would add that its budget carries", it.affordable, "share"),
            step("Target", it.target, unit),
            step("Residual of the alliance: multinational target", row.residual, unit),
          ],
    parameters: Object.values(TARGETS).map((parameter) => parameter.id),
    facts: key?.parts.flatMap((part) => (part.fact === undefined ? [] : [part.fact])) ?? [],
    limits: ["A proposal by stated rules, not a target that anyone has agreed.", "A nation unknown in one key is judged by its others."],
  };
}
