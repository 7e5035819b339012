import { loadPolicies } from "#adapters/cedar";
import { primitives } from "#adapters/keys";
import { layersOf } from "#duties";
import { playScenarios, type StageTools } from "#exchange";
import { type Case, filesIn, jsonIn, type Suite } from "./suite.ts";

/** The rules as shipped. @throws Error where a policy does not hold */
export function shippedRules(): StageTools {
  const loaded = loadPolicies();
  if (loaded.kind === "refused") throw new Error(loaded.findings.map((it) => it.message).join("; "));
  const { sha256 } = primitives;
  return { layers: layersOf({ policies: loaded.policies, sha256 }), sha256 };
}

const scenarios = (folder: string): Suite => ({
  folder,
  run: (path) => {
    const cases: Case[] = [];
    const tools = shippedRules();
    for (const file of filesIn(path, ".json")) {
      const value = jsonIn(path, file, cases);
      if (value === undefined) continue;
      if (!Array.isArray(value) || value.length === 0) {
        cases.push({ name: file, trouble: "the file holds no list of scenarios" });
        continue;
      }
      // Words that are not understood fail: a scenario that is passed over is not answered right.
      for (const it of playScenarios(value, tools)) {
        if (it.kind === "not-read") cases.push({ name: `${file} ${it.id}`, trouble: it.message });
        else if (it.scenario.expect === undefined) cases.push({ name: `${file} ${it.scenario.id}`, trouble: "it does not say what is expected" });
        else cases.push({ name: `${file} ${it.scenario.id}`, ...(it.difference !== undefined && { trouble: it.difference }) });
      }
    }
    return { suite: folder, cases, notClaimed: [] };
  },
});

export const dutySuites: readonly Suite[] = ["procurement-integrity", "procurement-integrity-more"].map(scenarios);
