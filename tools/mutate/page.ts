import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../files.ts";
import { whyEquivalent } from "./equivalents.ts";
import type { KeptMutation } from "./kept.ts";

export const MUTATION_PAGE = join(ROOT, "docs", "security", "mutation.md");
const RESULTS = join(ROOT, "docs", "results");

/** A set of checks and what it is about. */
export interface NamedSet {
  readonly name: string;
  readonly about: string;
}

/** The committed result of a set. Absent: it was not run. */
export function keptMutation(name: string): KeptMutation | undefined {
  const path = join(RESULTS, `mutate-${name}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as KeptMutation) : undefined;
}

/** Names of the committed results. */
export const keptNames = (): readonly string[] => readdirSync(RESULTS).flatMap((it) => /^mutate-(.+)\.json$/.exec(it)?.[1] ?? []);

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** The page `docs/security/mutation.md`, made from committed results only. */
export function mutationPage(sets: readonly NamedSet[], resultOf: (name: string) => KeptMutation | undefined): string {
  return [
    "# What happens when one check is taken out",
    "",
    "Made by `npm run mutate -- page` from the results in `docs/results/mutate-*.json`; no figure here is typed by hand. In a copy of the",
    "sources each check is changed, one at a time: a condition is false, a comparison another, one side of *and* or *or* is left out, a *not*",
    "goes, *every* and *some* change places, a filter lets everything through. Then one of the tests has to fail. A change after which the",
    "program does the same can be noticed by none: each of those was looked at, stands in `tools/mutate/equivalents.ts`, and is told here with",
    "its reason.",
    "",
    "| checks | changed | noticed by a test | the same program | not noticed |",
    "|---|---:|---:|---:|---:|",
    ...sets.map(({ name, about }) => {
      const kept = resultOf(name);
      if (kept === undefined) return `| ${about} | not run | | | |`;
      const same = kept.notNoticed.filter((it) => whyEquivalent(it) !== undefined).length;
      const part = kept.tried < kept.mutants ? ` of ${kept.mutants}` : "";
      return `| ${about} | ${kept.tried}${part} | ${kept.noticed} | ${same} | ${kept.notNoticed.length - same} |`;
    }),
    ...sets.flatMap(({ name, about }) => {
      const kept = resultOf(name);
      return kept === undefined ? ["", `## ${about}`, "", `Not run yet: \`npm run mutate -- ${name}\`.`] : ["", `## ${about}`, "", ...sectionOf(kept)];
    }),
    "",
  ].join("\n");
}

function sectionOf({ command, tests, files, notNoticed }: KeptMutation): readonly string[] {
  const same = notNoticed.filter((it) => whyEquivalent(it) !== undefined);
  const left = notNoticed.filter((it) => whyEquivalent(it) === undefined);
  return [
    `\`${command}\`, with ${tests.map((it) => `\`${it}\``).join(", ")}, asked in this order, but first the one that noticed most in the file so far.`,
    "",
    "| file | changed | noticed | by |",
    "|---|---:|---:|---|",
    ...files.map((it) => `| \`${it.file}\` | ${it.tried} | ${it.noticed} | ${Object.entries(it.by).map(([test, count]) => `${test} ${count}`).join(", ")} |`),
    ...(same.length === 0 ? [] : ["", "The same program:", "", ...same.map((it) => `- \`${it.file}\`: ${code(it.from)} → ${code(it.to)}. ${whyEquivalent(it)!}`)]),
    ...(left.length === 0 ? [] : ["", "Not noticed:", "", ...left.map((it) => `- \`${it.file}:${it.line}\`: ${code(it.from)} → ${code(it.to)}`)]),
  ];
}
