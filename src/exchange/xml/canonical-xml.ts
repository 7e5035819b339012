import type { XmlElement } from "./read-xml.ts";

/** Name of the form that `canonicalXml` writes. */
export const EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

/**
 * An element in Exclusive XML Canonicalization 1.0 without comments (W3C, 18 July 2002): what a signature is computed over.
 * Namespaces are declared where they are used, attributes sorted, no empty tags, references written out. Left out is the
 * element `without`, with all that stands in it.
 * @example canonicalXml(readXml("<a b='1'/>")) // → '<a b="1"></a>'
 */
export function canonicalXml(element: XmlElement, { without }: { readonly without?: XmlElement } = {}): string {
  const parts: string[] = [];
  write(element, { parts, without, declared: undefined });
  return parts.join("");
}

interface Writing {
  readonly parts: string[];
  readonly without: XmlElement | undefined;
  readonly declared: Scope | undefined;
}

/** Namespaces by prefix that an element declares, and those of what is written around it. */
interface Scope {
  readonly own: ReadonlyMap<string, string>;
  readonly outer: Scope | undefined;
}

function inScope(scope: Scope | undefined, prefix: string): string {
  for (let at = scope; at !== undefined; at = at.outer) {
    const uri = at.own.get(prefix);
    if (uri !== undefined) return uri;
  }
  return "";
}

function write(element: XmlElement, { parts, without, declared }: Writing): void {
  if (element === without) return;
  const used = new Map([[element.prefix, element.namespace]]);
  for (const [key, prefix] of element.prefixes) used.set(prefix, namespaceOf(key));
  used.delete("xml");
  const fresh = [...used].filter(([prefix, uri]) => inScope(declared, prefix) !== uri).sort(([a], [b]) => compare(a, b));
  const name = qualified(element.prefix, element.name);
  const attributes = [...element.attributes].sort(([a], [b]) => compare(namespaceOf(a), namespaceOf(b)) || compare(localOf(a), localOf(b)));
  parts.push(`<${name}`);
  for (const [prefix, uri] of fresh) parts.push(` ${prefix === "" ? "xmlns" : `xmlns:${prefix}`}="${attributeText(uri)}"`);
  for (const [key, value] of attributes) parts.push(` ${qualified(element.prefixes.get(key) ?? "", localOf(key))}="${attributeText(value)}"`);
  parts.push(">");
  const inside: Writing = { parts, without, declared: fresh.length === 0 ? declared : { own: new Map(fresh), outer: declared } };
  for (const it of element.content) {
    if (typeof it === "string") parts.push(elementText(it));
    else write(it, inside);
  }
  parts.push(`</${name}>`);
}

const namespaceOf = (key: string): string => (key.startsWith("{") ? key.slice(1, key.lastIndexOf("}")) : "");
const localOf = (key: string): string => key.slice(key.lastIndexOf("}") + 1);
const qualified = (prefix: string, local: string): string => (prefix === "" ? local : `${prefix}:${local}`);
const elementText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#xD;");
const attributeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("\t", "&#x9;").replaceAll("\n", "&#xA;").replaceAll("\r", "&#xD;");

/** By code point, as the form asks: the units of UTF-16 are in another order. */
function compare(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
