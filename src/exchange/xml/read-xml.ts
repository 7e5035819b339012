import { SaxesParser } from "saxes";

/** An element with its place. Names are local; attributes of no namespace by name, others as `{namespace}name`. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** As written before the name. Empty: none. */
  readonly prefix: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Prefixes of the attributes that have one, by the names they have in `attributes`. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Elements and the text between them, in their order. */
  readonly content: readonly (XmlElement | string)[];
  /** All character data directly inside. */
  readonly text: string;
  readonly line: number;
}

/** Why a text is no XML that is read here. */
export interface XmlProblem {
  readonly kind: "problem";
  readonly line: number;
  readonly message: string;
}

export interface XmlLimits {
  readonly characters: number;
  readonly depth: number;
  readonly elements: number;
}

/** Generous for policies and labels, and nothing for a bomb. */
export const XML_LIMITS: XmlLimits = { characters: 8_000_000, depth: 64, elements: 200_000 };

interface Open {
  namespace: string;
  name: string;
  prefix: string;
  attributes: ReadonlyMap<string, string>;
  prefixes: ReadonlyMap<string, string>;
  children: Open[];
  content: (Open | string)[];
  text: string;
  line: number;
}

/** What most elements have of attributes, once for all of them. */
const NONE: ReadonlyMap<string, string> = new Map();

/** Thrown inside to end the parse; never leaves this file. */
class Refused extends Error {}

/**
 * Reads an XML document into a tree. Document types are refused whole, so that there are no entities to expand and nothing to
 * fetch; so are processing instructions after the declaration. Never throws for bad input.
 * @example readXml("<a b='1'/>") // → { name: "a", attributes: Map { "b" → "1" }, … }
 */
export function readXml(source: string, limits: XmlLimits = XML_LIMITS): XmlElement | XmlProblem {
  if (source.length > limits.characters) return { kind: "problem", line: 0, message: `The document is longer than ${limits.characters} characters.` };
  const parser = new SaxesParser({ xmlns: true });
  const stack: Open[] = [];
  let root: Open | undefined;
  let count = 0;
  const refuse = (message: string): never => {
    throw new Refused(message);
  };
  parser.on("error", (error) => refuse(error.message.replace(/^\d+:\d+: /, "")));
  parser.on("doctype", () => refuse("A document type is not read: it could carry entities."));
  parser.on("processinginstruction", () => refuse("A processing instruction is not read."));
  parser.on("opentag", (tag) => {
    count += 1;
    if (count > limits.elements) refuse(`The document has more than ${limits.elements} elements.`);
    if (stack.length >= limits.depth) refuse(`The document is nested deeper than ${limits.depth}.`);
    const attributes = new Map<string, string>();
    const prefixes = new Map<string, string>();
    for (const it of Object.values(tag.attributes)) {
      if (it.prefix === "xmlns" || it.name === "xmlns") continue;
      const key = it.uri === "" ? it.local : `{${it.uri}}${it.local}`;
      attributes.set(key, it.value);
      if (it.prefix !== "") prefixes.set(key, it.prefix);
    }
    const element: Open = { namespace: tag.uri, name: tag.local, prefix: tag.prefix, attributes: attributes.size === 0 ? NONE : attributes, prefixes: prefixes.size === 0 ? NONE : prefixes, children: [], content: [], text: "", line: parser.line };
    const parent = stack.at(-1);
    if (parent === undefined) root = element;
    else {
      parent.children.push(element);
      parent.content.push(element);
    }
    stack.push(element);
  });
  parser.on("closetag", () => void stack.pop());
  const addText = (text: string): void => {
    const inside = stack.at(-1);
    if (inside === undefined) return;
    inside.text += text;
    inside.content.push(text);
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  try {
    parser.write(source).close();
  } catch (error) {
    if (error instanceof Refused) return { kind: "problem", line: parser.line, message: error.message };
    throw error;
  }
  return root ?? { kind: "problem", line: parser.line, message: "The document has no element." };
}

/** Text as an XML attribute or element can hold it. */
export const escapeXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
