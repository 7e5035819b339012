/** Writes `docs/methods/plan.md`: what the constraints say of themselves, between the parts that people write in `docs/methods/parts/`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CONSTRAINTS, type ConstraintNote } from "#engines/plan";
import { checkParameters } from "#model";
import type { Parameter } from "#quantities";
import { allParameters, statedText } from "#views";
import { ROOT } from "./files.ts";

const METHODS = join(ROOT, "docs", "methods");
const CODE = "src/engines/plan/constraints";

/** Value and unit of a parameter as it stands, behind its name. */
const told = (it: Parameter): string => `\`${it.id}\`, ${statedText(it.value.base)} ${it.unit}`;

/** Puts parameters in place of their names: `{{plan.move}}`. */
const filled = (text: string): string =>
  text.replaceAll(/\{\{([a-z.-]+)\}\}/g, (_, id: string) => {
    const it = [...allParameters, ...checkParameters].find((parameter) => parameter.id === id);
    if (it === undefined) throw new Error(`docs/methods/parts names the parameter ${id}, which nobody declares`);
    return told(it);
  });

const part = (name: string): string => filled(readFileSync(join(METHODS, "parts", name), "utf8").trimEnd());

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** The file that holds the note of each constraint. */
function fileOf(note: ConstraintNote): string {
  const found = readdirSync(join(ROOT, CODE)).find((it) => it.endsWith(".ts") && !it.endsWith(".test.ts") && readFileSync(join(ROOT, CODE, it), "utf8").includes(`ConstraintNote = {\n  name: "${note.name}"`));
  if (found === undefined) throw new Error(`no file in ${CODE} holds the constraint ${note.name}`);
  return found;
}

function sectionOf(note: ConstraintNote, number: number): readonly string[] {
  return [
    `### 2.${number} ${note.title}`,
    "",
    note.meaning,
    "",
    ...note.inequality.split(/;\s+/).map((it) => `    ${it}`),
    "",
    `- *unit*: ${note.unit}`,
    `- *dual*: ${note.dual}`,
    `- *gives way*: ${note.elastic}`,
    `- *judgements*: ${note.parameters.length === 0 ? "none" : note.parameters.map(told).join("; ")}`,
    `- *records*: ${note.records.map((it) => `\`${it}\``).join(", ")}`,
    `- *source*: ${note.source}`,
    `- [code](../../${CODE}/${fileOf(note)}), [its rows in a tiny world](../../${CODE}/golden/${note.name}.lp)`,
    "",
  ];
}

/** Other pages of the folder. */
const others = (): readonly string[] =>
  readdirSync(METHODS)
    .filter((it) => it.endsWith(".md") && it !== "plan.md")
    .toSorted()
    .map((it) => `- [${basename(it, ".md").replaceAll("-", " ")}](${it})`);

/** The page as it must be. @throws where a part names a parameter that nobody declares, or a constraint has no file */
export const planPage = (): string =>
  [
    "<!-- Made by `node tools/methods.ts` from the constraints and from docs/methods/parts/. -->",
    part("plan-1.md"),
    "",
    "| constraint | rows | unit |",
    "| --- | --- | --- |",
    ...CONSTRAINTS.map((it, at) => `| 2.${at + 1} ${it.title} | ${cell(it.inequality)} | ${cell(it.unit)} |`),
    "",
    ...CONSTRAINTS.flatMap((it, at) => sectionOf(it, at + 1)),
    part("plan-2.md"),
    "",
    "## 9. Other pages",
    "",
    ...others(),
    "",
  ].join("\n");

/** Links of the page that lead nowhere. */
export const brokenLinks = (page: string): readonly string[] => [...page.matchAll(/\]\(([^)#]+)\)/g)].map((it) => it[1]!).filter((it) => !it.includes("://") && !existsSync(join(METHODS, it)));

if (process.argv[1]?.endsWith("methods.ts") === true) writeFileSync(join(METHODS, "plan.md"), planPage());
