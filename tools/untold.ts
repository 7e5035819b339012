/**
 * Finds words that engines, checks and views write into sentences and that no sentence of the French book holds: who adds a sentence
 * adds its French, or a page in French has English in it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";

export interface Untold {
  readonly file: string;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (it: unknown): it is Node => typeof it === "object" && it !== null && typeof (it as Node).type === "string";

/** Fields whose text is a sentence for readers. */
const SENTENCES = /^(question|sentence|sentences|text|words|because|message|mend|limits|caution|problem|detail|repair|fault)$/;
/** Functions that make a refusal of the sentences they are given. */
const SAYS = /^(refusal|refuse|refused|none|noLever|fault|form|outside|say|sheetProblem|tooLarge|damaged|problem|DemandError|step)$/;
/** Nodes whose text names a case and is read by nobody. */
const SILENT = /^(BinaryExpression|MemberExpression|ImportExpression|TSLiteralType)$/;

/** A command, or a file of one's own, is typed as it stands. */
const COMMAND = /^(Run: node|data\/history has no) /;

/** The words that one file writes into sentences: whole texts, and what stands between the values of a template. */
export function writtenWords(file: string, source: string): readonly string[] {
  const found: string[] = [];
  const walk = (node: Node, isSentence: boolean): void => {
    if (isSentence && node.type === "Literal" && typeof node["value"] === "string") found.push(node["value"]);
    if (isSentence && node.type === "TemplateElement") found.push((node["value"] as { readonly cooked?: string }).cooked ?? "");
    const inside = node.type === "Property" ? SENTENCES.test(nameOf(node["key"])) : isSentence && !SILENT.test(node.type);
    // The title of a refusal stands before its detail; that of a check stands in English documents alone.
    const fields = node.type === "ObjectExpression" ? (node["properties"] as readonly Node[]) : [];
    if (fields.some((it) => nameOf(it["key"]) === "detail")) for (const it of fields) if (nameOf(it["key"]) === "title" && isNode(it["value"])) walk(it["value"], true);
    for (const [key, child] of Object.entries(node)) {
      if (node.type === "Property" && key === "key") continue;
      // What is asked in a condition is no part of the sentence.
      const here = (node.type === "CallExpression" || node.type === "NewExpression") && key === "arguments" ? SAYS.test(nameOf(node["callee"])) : inside && !(node.type === "ConditionalExpression" && key === "test");
      for (const it of [child].flat()) if (isNode(it)) walk(it, here);
    }
  };
  walk(parseAst(source, { lang: "ts" }, file) as unknown as Node, false);
  return found.map((it) => it.trim()).filter((it) => /\p{L}{2}\P{L}* [^]*\p{L}{2}/u.test(it));
}

const nameOf = (key: unknown): string => (isNode(key) ? String(key["name"] ?? key["value"] ?? "") : "");

/** Words of the files that stand in none of the English sentences. */
export const untoldIn = (root: string, files: readonly string[], english: readonly string[]): readonly Untold[] => {
  const all = english.join("\n");
  return files.flatMap((file) => writtenWords(file, readFileSync(join(root, file), "utf8")).flatMap((text) => (COMMAND.test(text) || all.includes(text.replace(/^[,;:.?"” ]+|[,;: ]+$/g, "")) ? [] : [{ file, text }])));
};
