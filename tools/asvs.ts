/** Writes `docs/security/asvs.md` from `docs/security/asvs.json`: what the product does about each requirement, with the evidence. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./files.ts";

/** How a requirement stands. */
export const STATUSES = ["claimed", "not-applicable", "exception", "not-yet"] as const;
export type AsvsStatus = (typeof STATUSES)[number];

/** Where a claim can be checked: a file or folder, and the name of a test, or a heading, in it. */
export interface Evidence {
  readonly file: string;
  readonly test?: string;
}

/** A requirement of OWASP ASVS 5.0.0 by its number, with what is done about it in our own words. */
export interface AsvsRow {
  readonly id: string;
  readonly level: 1 | 2 | 3;
  readonly status: AsvsStatus;
  readonly what: string;
  readonly evidence?: readonly Evidence[];
}

const DATA = join(ROOT, "docs", "security", "asvs.json");
export const ASVS_PAGE = join(ROOT, "docs", "security", "asvs.md");

/** The rows, in the order of the standard. */
export const asvsRows = (): readonly AsvsRow[] => JSON.parse(readFileSync(DATA, "utf8")) as readonly AsvsRow[];

/** What is wrong with a row: a claim without evidence, evidence that is not there, a status that is none. */
export function faultsOf({ id, level, status, what, evidence = [] }: AsvsRow, root = ROOT): readonly string[] {
  const found: string[] = [];
  if (!/^V\d+\.\d+\.\d+$/.test(id) || ![1, 2, 3].includes(level)) found.push(`${id}: no number or level of the standard`);
  if (!STATUSES.includes(status)) found.push(`${id}: ${String(status)} is no status`);
  if (!/^\p{Lu}.{10,}\.$/u.test(what)) found.push(`${id}: it does not say in a sentence what is done`);
  if (status === "claimed" && evidence.length === 0) found.push(`${id}: a claim without evidence`);
  for (const { file, test } of evidence) {
    const path = join(root, file);
    if (!existsSync(path)) found.push(`${id}: ${file} is not there`);
    else if (test !== undefined && (statSync(path).isDirectory() || !namesOf(readFileSync(path, "utf8"), file).includes(test)))
      found.push(`${id}: ${file} has no "${test}"`);
  }
  return found;
}

/** Names of the tests of a file, or the headings of a page. */
const namesOf = (text: string, file: string): readonly string[] =>
  file.endsWith(".md")
    ? [...text.matchAll(/^#+ (.+)$/gm)].map((it) => it[1] ?? "")
    : // A title may stand after a table that runs over many lines: it is what opens a call's arguments or follows a closing bracket.
      [...text.matchAll(/\(\s*(["'`])((?:\\.|(?!\1).)*)\1\s*,/g)].map((it) => it[2] ?? "");

const WORDS: Readonly<Record<AsvsStatus, string>> = {
  claimed: "claimed",
  "not-applicable": "not applicable",
  exception: "**exception**",
  "not-yet": "**not yet**",
};

/** The page. */
export function asvsPage(rows: readonly AsvsRow[]): string {
  const count = (level: number, status: AsvsStatus): number => rows.filter((it) => it.level === level && it.status === status).length;
  const evidenceText = ({ file, test }: Evidence): string =>
    `[${
      file
        .split("/")
        .filter((it) => it !== "")
        .at(-1) ?? file
    }](../../${file})${test === undefined ? "" : `: ${test.replaceAll("|", "\\|")}`}`;
  return [
    "# What is done about OWASP ASVS 5.0.0",
    "",
    "Made by `node tools/asvs.ts` from `asvs.json`. Each row names a requirement of the OWASP Application Security Verification Standard 5.0.0 by its number; the texts of the standard are not repeated here (they are OWASP's, under CC BY-SA 4.0), and what follows is in our own words. Every requirement of levels 1 and 2 has a row, and those of level 3 that matter most for a registry of several nations. *Claimed*: done, with a test or file that shows it, which a test of the project checks to be there. *Exception*: not done by the product, with the reason. *Not yet*: to be done. This is a self-assessment: nobody else has verified it.",
    "",
    "| level | claimed | not applicable | exception | not yet |",
    "|---|---:|---:|---:|---:|",
    ...[1, 2, 3].map((level) => `| ${level}${level === 3 ? " (named ones)" : ""} | ${STATUSES.map((it) => count(level, it)).join(" | ")} |`),
    "",
    "| requirement | level | | what is done, or why not | evidence |",
    "|---|---|---|---|---|",
    ...rows.map(
      (it) => `| ${it.id} | ${it.level} | ${WORDS[it.status]} | ${it.what.replaceAll("|", "\\|")} | ${(it.evidence ?? []).map(evidenceText).join("; ")} |`,
    ),
    "",
  ].join("\n");
}

if (process.argv[1]?.endsWith("asvs.ts") === true) writeFileSync(ASVS_PAGE, asvsPage(asvsRows()));
