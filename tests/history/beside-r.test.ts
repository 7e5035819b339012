import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSource } from "#adapters/history";
import { fitSpec, readSpec } from "#engines/history";
import { ROOT } from "../../tools/files.ts";

/** What R says, by name. Absent: there is no R with the survival package here. */
const beside = ((): ReadonlyMap<string, readonly number[]> | undefined => {
  const run = spawnSync("Rscript", [join(ROOT, "tests", "history", "beside.R"), join(ROOT, "data", "history")], { encoding: "utf8" });
  // It ends with 3 where the package is missing.
  if (run.error !== undefined || run.status === 3) return undefined;
  if (run.status !== 0) throw new Error(`R broke off: ${run.stderr}`);
  return new Map(run.stdout.trim().split("\n").map((line) => line.trim().split(/\s+/)).map(([name = "", ...values]) => [name, values.map(Number)]));
})();
const WHY = beside === undefined ? " (skipped: Rscript with the package survival is not on the PATH)" : "";

const sources = { wars: loadSource("wars"), alliances: loadSource("alliances") };
function fitOf(value: { readonly data: keyof typeof sources } & Readonly<Record<string, unknown>>) {
  const read = readSpec(value);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const answer = fitSpec(read.spec, sources[value.data]);
  if (answer.kind !== "fit") throw new Error(JSON.stringify(answer.problems));
  return answer;
}

function near(found: readonly (number | undefined)[], name: string, digits: number): void {
  const expected = beside!.get(name)!;
  expect([name, found.length]).toEqual([name, expected.length]);
  for (const [index, value] of expected.entries()) expect(Math.abs(found[index]! - value), `${name}[${index}]: ${found[index]} for ${value}`).toBeLessThan(10 ** -digits * Math.max(Math.abs(value), 1e-4));
}

const wars = { data: "wars", outcome: "won" } as const;
const spells = { data: "alliances", time: "years", event: "ended" } as const;
const all = ["e1", "e2", "e3", "bilat", "wartime"];
test.skipIf(beside === undefined).each<readonly [string, Parameters<typeof fitOf>[0]]>([
  ["logit", { ...wars, estimator: "logit", terms: ["obliged_fought", "initiator", "post45"], errors: ["model"] }],
  ["probit", { ...wars, estimator: "probit", terms: ["obliged_fought", "initiator", "post45"], errors: ["model"] }],
  ["clogit", { ...wars, estimator: "conditional-logit", strata: "war", terms: ["initiator", "partners"], errors: ["model"] }],
  ["efron", { ...spells, estimator: "cox", terms: all, errors: ["model", "cluster:begyr"] }],
  ["breslow", { ...spells, estimator: "cox", ties: "breslow", terms: all, errors: ["model", "cluster:begyr"] }],
  ["weibull", { ...spells, estimator: "weibull", terms: ["e2", "e3", "bilat"], errors: ["model", "cluster:begyr"] }],
])(`R beside it: %s, coefficients, errors and likelihood${WHY}`, (name, spec) => {
  const fit = fitOf(spec);
  near(fit.coefficients.map((it) => it.b), `${name}.b`, 7);
  for (const error of Object.keys(fit.coefficients[0]!.errors)) near(fit.coefficients.map((it) => it.errors[error]?.se), `${name}.${error === "model" ? "model" : "cluster"}`, 5);
  near([fit.logLik], `${name}.logLik`, 9);
});

test.skipIf(beside === undefined)(`R beside it: survival with its log-log band${WHY}`, () => {
  const [curve] = fitOf({ ...spells, estimator: "kaplan-meier" }).curves!;
  // R's steps are all times, ours those at which a spell ends or is no longer watched: they are the same.
  near(curve!.steps.map((it) => it.survival), "km.survival", 10);
  near(curve!.steps.map((it) => it.low), "km.low", 8);
  near(curve!.steps.map((it) => it.high), "km.high", 8);
});
