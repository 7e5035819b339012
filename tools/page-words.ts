/**
 * Finds words of the web application that stand outside its catalogues (`words.ts`), where no translator finds them: text
 * between tags, attributes that are read out or shown, and texts that read like a sentence or a heading.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";

export interface LooseWord {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (it: unknown): it is Node => typeof it === "object" && it !== null && typeof (it as Node).type === "string";

/** Attributes and properties whose text is never shown: names of styles, of elements and of events. */
const SILENT = /^(class(Name)?|id|role|type|href|src|rel|key|htmlFor|aria-(labelledby|describedby|controls|live|current|hidden|sort|haspopup|autocomplete|invalid|pressed|orientation)|autoComplete|inputMode|method|d|viewBox|fill|stroke(Linecap|Linejoin|Width)?|patternUnits|textAnchor|transform|style|to|selectionMode|slot|kind|width|height|spellCheck|loading|decoding|dir|lang|headers|credentials|cache|mode|queryKey)$/;
/** Properties whose text is shown, even if it is a single word. */
const HEADS = /^(short|name|title|label|note|text|heading|placeholder|summary|question|caution)$/;
/** Names that stand in every language. */
const NAMES = /^(Concord|English|Français|CSV|XLSX|PNG|SVG|PDF|JSON|EUR|GDP|[A-Z]|[A-Z]{2,3})$/;
/** Commands and keys, which are typed as they stand. */
const TYPED = /^(node|npm) |^(Ctrl|Control|Meta|Shift|Alt)[ +]/;
const isShown = (text: string): boolean => /\p{L}{2}/u.test(text) && !NAMES.test(text.trim()) && !TYPED.test(text.trim());
/** A text in code reads like words for people: it begins as a sentence does, or has a word after a space, and is no list of style names, no media type, no address. */
const readsLikeWords = (text: string): boolean => isShown(text) && /^[\p{Lu}"“][\p{L}’']*([ ,.:][\s\S]*)?$/u.test(text.trim()) && !/^[A-Z][a-z]+([A-Z]|$)(?!.* )/.test(text.trim());

/** The error whose message stands on a page. */
const SHOWN_PROBLEM = "ServerProblem";
/** A colon between parts of a page, before which French leaves a space. */
const COLON = /^\s*:\s*$/;

/** Headings that a list of columns spells out, in arrays and functions within it too, but for those that a sentence's check finds. */
function headingsIn(it: unknown): readonly { readonly node: Node; readonly text: string }[] {
  if (!isNode(it)) return [];
  if (it.type === "Literal") return typeof it["value"] === "string" && isShown(it["value"]) && !readsLikeWords(it["value"]) ? [{ node: it, text: it["value"] }] : [];
  if (it.type === "TemplateLiteral") {
    const whole = (it["quasis"] as readonly { readonly value: { readonly cooked: string } }[]).map((part) => part.value.cooked).join("…");
    return isShown(whole) ? [{ node: it, text: whole }] : [];
  }
  // A column that is described has a name of its own, which is looked at as such.
  if (it.type === "ObjectExpression") return [];
  return Object.values(it).flatMap((value) => (Array.isArray(value) ? value : [value]).flatMap(headingsIn));
}

/** Every loose word of one file. @example looseWords("a.tsx", "<p>Hello</p>") // → [{ file: "a.tsx", line: 1, text: "Hello" }] */
export function looseWords(file: string, source: string): readonly LooseWord[] {
  const found: LooseWord[] = [];
  const put = (node: Node, text: string): void => void found.push({ file, line: source.slice(0, node.start).split("\n").length, text: text.trim().replace(/\s+/g, " ") });
  const walk = (node: Node, inMarkup: boolean): void => {
    switch (node.type) {
      case "JSXText":
        if (isShown(String(node["value"]))) put(node, String(node["value"]));
        return;
      case "JSXAttribute": {
        const name = node["name"] as { readonly name: string };
        if (typeof name.name === "string" && (SILENT.test(name.name) || name.name.startsWith("data-"))) return;
        const value = node["value"];
        if (isNode(value)) walk(value, true);
        return;
      }
      case "Literal":
        if (typeof node["value"] === "string" && (inMarkup ? /\p{L}/u.test(node["value"]) && readsOut(node["value"]) : readsLikeWords(node["value"]))) put(node, node["value"]);
        return;
      case "TemplateLiteral": {
        const texts = (node["quasis"] as readonly { readonly value: { readonly cooked: string } }[]).map((it) => it.value.cooked);
        const whole = texts.join("…");
        if (inMarkup ? readsOut(whole) : isShown(whole) && /\p{L}{2,} \p{L}|^[\p{Lu}]\p{L}+ /u.test(whole)) put(node, whole);
        for (const it of node["expressions"] as readonly unknown[]) if (isNode(it)) walk(it, false);
        return;
      }
      case "ImportDeclaration":
      case "ImportExpression":
      case "ExportAllDeclaration":
      case "TSTypeAliasDeclaration":
      case "TSInterfaceDeclaration":
      case "TSTypeAnnotation":
      case "TSTypeParameterInstantiation":
        return;
      case "ThrowStatement": {
        // A fault of the code is shown to nobody; what a server did not answer is.
        const thrown = node["argument"] as { readonly callee?: { readonly name?: string } } | null;
        if (thrown?.callee?.name !== SHOWN_PROBLEM) return;
        break;
      }
      case "JSXExpressionContainer": {
        const mark = (node["expression"] as { readonly value?: unknown }).value;
        if (typeof mark === "string" && COLON.test(mark)) put(node, mark);
        break;
      }
      case "BinaryExpression":
        // What is compared is not shown.
        if (/^[!=<>]/.test(String(node["operator"]))) return;
        break;
      case "Property":
        if (isNode(node["key"]) && SILENT.test(String((node["key"] as Node)["name"]))) return;
        // Headings of a table that is taken out: single words in small letters too.
        if (isNode(node["key"]) && (node["key"] as Node)["name"] === "columns" && isNode(node["value"]) && node["value"].type === "ArrayExpression")
          for (const it of (node["value"]["elements"] as readonly unknown[]).flatMap(headingsIn)) put(it.node, it.text);
        if (isNode(node["value"])) walk(node["value"], isNode(node["key"]) && HEADS.test(String((node["key"] as Node)["name"])));
        return;
      case "CallExpression": {
        const callee = node["callee"];
        if (isNode(callee)) walk(callee, false);
        for (const it of node["arguments"] as readonly unknown[]) if (isNode(it)) walk(it, false);
        return;
      }
      default:
    }
    const below = node.type === "JSXExpressionContainer" || ((node.type === "ConditionalExpression" || node.type === "LogicalExpression") && inMarkup);
    for (const [key, value] of Object.entries(node)) {
      if (key === "test" || (key === "left" && node.type === "LogicalExpression")) {
        if (isNode(value)) walk(value, false);
        continue;
      }
      for (const it of Array.isArray(value) ? (value as readonly unknown[]) : [value]) if (isNode(it)) walk(it, below);
    }
  };
  walk(parseAst(source, { lang: file.endsWith("x") ? "tsx" : "ts" }) as unknown as Node, false);
  return found;
}

/** Text that stands in markup: everything but names of styles and codes. */
const readsOut = (text: string): boolean => isShown(text) && /^[\p{Lu}“"]|\p{L}{2,} \p{L}/u.test(text.trim());

/** Every loose word of the web application. */
export function looseWordsOf(root: string): readonly LooseWord[] {
  return readdirSync(join(root, "src/web"), { recursive: true, encoding: "utf8" })
    .filter((it) => /\.tsx?$/.test(it) && !/words\.ts$|^pages\/(methods|pages|questions)\.ts$|\.test\.|\.config\.|\.d\.ts$/.test(it))
    .sort()
    .flatMap((it) => looseWords(join("src/web", it), readFileSync(join(root, "src/web", it), "utf8")));
}
