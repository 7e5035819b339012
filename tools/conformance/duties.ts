import { loadPolicies } from "#adapters/cedar";
import { primitives } from "#adapters/keys";
import { layersOf } from "#duties";
import { playScenarios, type StageTools } from "#exchange";
import { type Case, eachFile, guarded, isRow, jsonIn, type Suite } from "./suite.ts";

/** The rules as shipped. @throws Error where a policy does not hold */
export function shippedRules(): StageTools {
  const loaded = loadPolicies();
  if (loaded.kind === "refused") throw new Error(loaded.findings.map((it) => it.message).join("; "));
  const { sha256 } = primitives;
  return { layers: layersOf({ policies: loaded.policies, sha256 }), sha256 };
}

const scenarios = (folder: string): Suite => ({
  folder,
  endings: [".json"],
  run: (path) => {
    const cases: Case[] = [];
    const tools = shippedRules();
    eachFile({ folder: path, ending: ".json", cases }, (file) => {
      const value = jsonIn(path, file, cases);
      if (value === undefined) return;
      const stated = isRow(value) ? value["scenarios"] : value;
      if (!Array.isArray(stated) || stated.length === 0) {
        cases.push({ name: file, trouble: "the file holds no list of scenarios" });
        return;
      }
      // Words that are not understood fail: a scenario that is passed over is not answered right.
      for (const [at, one] of (stated as readonly unknown[]).entries()) {
        const name = `${file} ${isRow(one) && typeof one["id"] === "string" ? one["id"] : `number ${at + 1}`}`;
        guarded(cases, name, () => {
          for (const it of playScenarios([one], tools)) {
            if (it.kind === "not-read") cases.push({ name, trouble: it.message });
            else if (it.scenario.expect === undefined) cases.push({ name, trouble: "it does not say what is expected" });
            else cases.push({ name, ...(it.difference !== undefined && { trouble: it.difference }) });
          }
        });
      }
    });
    return { suite: folder, cases, notClaimed: [] };
  },
});

export const dutySuites: readonly Suite[] = ["procurement-integrity", "procurement-integrity-more"].map(scenarios);
