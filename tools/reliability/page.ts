import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../files.ts";
import { type Check, type Figure, isKept, type Outcome } from "./check.ts";

export const RESULTS = join(ROOT, "docs", "results", "reliability");
export const PAGE = join(ROOT, "docs", "reliability.md");

/** What a run of a check found, and by what. */
export interface Sitting extends Outcome {
  readonly command: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number; readonly node: string; readonly load: number };
  readonly seconds: number;
  /** Of the command itself; of the programs it starts, nothing. */
  readonly processorSeconds: number;
}

/** What is committed of a check: its last run, or all its sittings together. */
export interface KeptResult extends Sitting {
  readonly name: string;
  readonly sittings?: readonly Sitting[];
}

/** What is kept after one more run of a check. @example withSitting(check, undefined, run).figures // → those of the run */
export function withSitting({ name, together }: Check, kept: KeptResult | undefined, sitting: Sitting): KeptResult {
  if (together === undefined) return { name, ...sitting };
  const sittings = [...(kept?.sittings ?? []), sitting];
  const { command, machine } = sitting;
  const sum = (of: (it: Sitting) => number): number => sittings.reduce((all, it) => all + of(it), 0);
  return { name, command, machine, seconds: sum((it) => it.seconds), processorSeconds: sum((it) => it.processorSeconds), ...together(sittings), sittings };
}

/** All committed results, by name. */
export const keptResults = (): readonly KeptResult[] => (existsSync(RESULTS) ? readdirSync(RESULTS).sort().map((it) => JSON.parse(readFileSync(join(RESULTS, it), "utf8")) as KeptResult) : []);

const numberText = (value: number): string => (Number.isInteger(value) ? value.toLocaleString("en-GB") : value.toPrecision(3));
const limitText = ({ atMost, atLeast, unit }: Figure): string => (atMost !== undefined ? `at most ${numberText(atMost)} ${unit}` : atLeast !== undefined ? `at least ${numberText(atLeast)} ${unit}` : "–");

/** The page `docs/reliability.md`, made from committed results only. */
export function reliabilityPage(checks: readonly Check[], results: readonly KeptResult[]): string {
  const resultOf = (it: Check): KeptResult | undefined => results.find((one) => one.name === it.name);
  const verdict = (check: Check): string => {
    const it = resultOf(check);
    if (it === undefined) return "not run";
    if (it.faults.length > 0 || !it.figures.every(isKept)) return "**broken**";
    if (it.undecided !== undefined) return "not decided";
    return partOf(check, it) === "" ? "held" : "held in the part that was run";
  };
  return [
    "# Reliability: what is promised, and how it is tried to be broken",
    "",
    "Made by `npm run reliability -- page` from the results in `docs/results/reliability/`; no figure here is typed by hand. Every check is a",
    "command that anyone can run again; add `--keep` to put its figures in the place of these. A smaller share of each runs with every",
    "`npm test`.",
    "",
    "| promise | result | command |",
    "|---|---|---|",
    ...checks.map((it) => `| ${it.promise} | ${verdict(it)} | \`npm run reliability -- ${it.name}\` |`),
    ...checks.flatMap((it) => ["", `## ${it.name[0]!.toUpperCase()}${it.name.slice(1).replaceAll("-", " ")}`, "", `*Promise.* ${it.promise}`, "", `*Test.* ${it.test}`, "", `*At every change.* ${it.everyCommit}`, "", ...sectionOf(it, resultOf(it))]),
    "",
  ].join("\n");
}

/** What of the check was run, as the run says, as its figures show, or else the options by which another share than the whole check was run; empty where it was the whole, also where that was said by options. */
const partOf = ({ name, usage, partIn }: Check, { command, part, figures }: KeptResult): string =>
  part ??
  partIn?.(figures) ??
  command
    .replace(`npm run reliability -- ${name}`, "")
    .replace("--keep", "")
    .replace(/--\S+ \S+/g, (option) => (usage.includes(`[${option}]`) ? "" : option))
    .trim();

const commandText = ({ command, seconds, processorSeconds, machine: { cores, cpu, memoryGiB, node, load } }: Sitting): string =>
  `\`${command}\`: ${seconds} s, of which ${processorSeconds} s of the command's own processor time, on ${cores} × ${cpu}, ${memoryGiB} GiB, Node ${node}, load ${load} when it began.`;

function sectionOf(check: Check, result: KeptResult | undefined): readonly string[] {
  const { name, usage } = check;
  const again = `Options: \`${usage}\`.`;
  if (result === undefined) return [`Not run yet: \`npm run reliability -- ${name}\`. ${again}`];
  const asked = partOf(check, result);
  return [
    ...(asked === "" ? [] : [`**A part of the check** (\`${asked}\`): the whole is \`npm run reliability -- ${name}\`${check.together === undefined ? "" : ", in one sitting or in several: with `--keep` each adds to those before"}.`, ""]),
    "| figure | reached | asked |",
    "|---|---:|---|",
    ...result.figures.map((it) => `| ${it.what} | ${numberText(it.value)} ${it.unit}${isKept(it) ? "" : " (**missed**)"} | ${limitText(it)} |`),
    "",
    ...result.faults.map((it) => `- **Broken:** ${it}`),
    ...(result.undecided === undefined ? [] : [`- **Not decided:** ${result.undecided}`]),
    ...result.notes.map((it) => `- ${it}`),
    ...(result.faults.length + result.notes.length > 0 ? [""] : []),
    ...(result.sittings === undefined ? [`${commandText(result)} ${again}`] : [...result.sittings.map((it) => `- ${commandText(it)}`), "", again]),
  ];
}
