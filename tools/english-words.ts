import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";

/** Words of both languages that Concord happens to use in English alone, or nearly. */
const ALSO_FRENCH: ReadonlySet<string> = new Set(["adoption", "alliance", "change", "combine", "cyber", "file", "interface", "long", "met", "minimum", "national", "personnel", "promises", "question", "second", "standard", "table", "urgent"]);

/** How much oftener a word stands in English than in French for it to be taken for English. */
const OFTENER = 6;

const ROOT = join(import.meta.dirname, "..");

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (it: unknown): it is Node => typeof it === "object" && it !== null && typeof (it as Node).type === "string";

/** All nodes under one, itself first. */
const under = (node: Node): readonly Node[] => [node, ...Object.values(node).flat().filter(isNode).flatMap(under)];

/** Texts written under a node; what is computed within them is left out. */
const textIn = (node: Node): string =>
  under(node)
    .map((it) => (it.type === "Literal" && typeof it["value"] === "string" ? it["value"] : it.type === "TemplateElement" ? ((it["value"] as { readonly cooked?: string }).cooked ?? "") : ""))
    .join("\n");

const readAst = (file: string): Node => parseAst(readFileSync(join(ROOT, file), "utf8"), { lang: file.endsWith("x") ? "tsx" : "ts" }, file) as unknown as Node;

/** What a file says in both languages: the halves of a catalogue, and texts that stand in pairs. */
const pairsOf = (file: string): readonly (readonly [english: string, french: string])[] =>
  under(readAst(file)).flatMap((it) => {
    const parts = it.type === "CallExpression" && isNode(it["callee"]) && it["callee"]["name"] === "catalogue" ? it["arguments"] : it.type === "ArrayExpression" ? it["elements"] : it.type === "Property" ? [it["key"], it["value"]] : [];
    const [english, french, ...more] = parts as readonly Node[];
    const isPair = english !== undefined && french !== undefined && more.length === 0 && (it.type === "CallExpression" || (english.type === "Literal" && french.type === "Literal"));
    return isPair ? [[textIn(english), textIn(french)] as const] : [];
  });

/** Words of three letters or more, in small letters. What stands in backquotes is a code, the same in every language. @example wordsIn("Share of it") // → ["share"] */
export const wordsIn = (text: string): readonly string[] => text.replace(/`[^`]*`/g, " ").toLowerCase().match(/(?<![\p{L}\d_./:=-]|[\p{L}\d]’)\p{L}{3,}(?![\p{L}\d_=-]|[./:][\p{L}\d])/gu) ?? [];

let made: ReadonlySet<string> | undefined;

/** Every word that Concord says in English and nowhere in French: where it stands in a French page, the page speaks English. */
export const englishWords = (): ReadonlySet<string> => (made ??= englishOf());

function englishOf(): ReadonlySet<string> {
  const files = (pattern: string): readonly string[] => globSync(pattern, { cwd: ROOT, exclude: (it) => it.includes(".test.") });
  const told = new Set(files("src/{views,engines/history}/**/*french*{.ts,/*.ts}"));
  const pairs = [...told, ...files("src/web/**/*.{ts,tsx}")].flatMap(pairsOf);
  const model = files("src/{model,engines,views}/**/*.ts").flatMap((file) => (told.has(file) || file.includes("/words/") ? [] : [textIn(readAst(file))]));
  const views = ["en", "fr"].map((it) => textIn(readAst(`src/views/words/${it}.ts`)));
  const [english, french] = [countsOf([...pairs.map((it) => it[0]), views[0]!, ...model]), countsOf([...pairs.map((it) => it[1]), views[1]!])];
  // A French sentence may quote a code or a title: a word that stands far oftener in English is English.
  return new Set([...english].flatMap(([word, count]) => ((french.get(word) ?? 0) * OFTENER <= count && !ALSO_FRENCH.has(word) ? [word] : [])));
}

const countsOf = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const word of texts.flatMap(wordsIn)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};
