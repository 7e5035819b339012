import { textOf, utf8 } from "./bytes.ts";
import type { LedgerFault } from "./note.ts";

/** A JSON value as a ledger holds it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Depth to which values may be nested. */
export const JSON_DEPTH = 64;
const BYTES_MOST = 16_000_000;

/** Why bytes are no JSON: an instance of its own, since any object could be a value. */
export class JsonFault implements LedgerFault {
  readonly kind = "fault";
  readonly code: string;
  readonly message: string;
  constructor(code: string, message: string) {
    this.code = code;
    this.message = message;
  }
}

export const isJsonFault = (it: Json | JsonFault): it is JsonFault => it instanceof JsonFault;

/**
 * Reads JSON strictly: no name twice in an object, no lone surrogate, no number that a double does not hold as written
 * (whole numbers beyond 2^53, magnitudes beyond the range), no deeper than `JSON_DEPTH`, nothing after the value.
 * @example parseJson(utf8('{"a":1,"a":2}')) // → fault "json-twice"
 */
export function parseJson(bytes: Uint8Array): Json | JsonFault {
  if (bytes.length > BYTES_MOST) return new JsonFault("json-size", `The text is larger than ${BYTES_MOST} bytes.`);
  const text = textOf(bytes);
  if (text === undefined) return new JsonFault("json-utf8", "The text is no UTF-8.");
  const reader = new Reader(text);
  try {
    return reader.whole();
  } catch (error) {
    // Whatever stops the reader, the text is not taken.
    return new JsonFault(reader.code, `${(error as Error).message} (character ${reader.at + 1})`);
  }
}

class Reader {
  readonly text: string;
  at = 0;
  code = "json-form";
  constructor(text: string) {
    this.text = text;
  }

  whole(): Json {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail("json-form", "Something follows the value.");
    return value;
  }

  private fail(code: string, message: string): never {
    this.code = code;
    throw new Error(message);
  }

  private space(): void {
    while (this.at < this.text.length && " \t\n\r".includes(this.text[this.at]!)) this.at += 1;
  }

  private take(wanted: string): void {
    if (!this.text.startsWith(wanted, this.at)) this.fail("json-form", `"${wanted}" is expected.`);
    this.at += wanted.length;
  }

  private value(depth: number): Json {
    if (depth > JSON_DEPTH) this.fail("json-depth", `The value is nested deeper than ${JSON_DEPTH}.`);
    this.space();
    const first = this.text[this.at];
    if (first === "{") return this.object(depth);
    if (first === "[") return this.array(depth);
    if (first === '"') return this.string();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private object(depth: number): Json {
    this.take("{");
    const members = new Map<string, Json>();
    this.space();
    while (this.text[this.at] !== "}") {
      if (members.size > 0) this.take(",");
      this.space();
      const name = this.string();
      if (members.has(name)) this.fail("json-twice", `The name "${name.slice(0, 40)}" stands twice.`);
      this.space();
      this.take(":");
      members.set(name, this.value(depth + 1));
      this.space();
    }
    this.at += 1;
    // Null as prototype: a member may be called __proto__.
    return Object.assign(Object.create(null) as Record<string, Json>, Object.fromEntries(members));
  }

  private array(depth: number): Json {
    this.take("[");
    const items: Json[] = [];
    this.space();
    while (this.text[this.at] !== "]") {
      if (items.length > 0) this.take(",");
      items.push(this.value(depth + 1));
      this.space();
    }
    this.at += 1;
    return items;
  }

  private string(): string {
    const start = this.at;
    this.take('"');
    for (; ; this.at++) {
      const unit = this.text.charCodeAt(this.at);
      if (Number.isNaN(unit)) this.fail("json-form", "A string does not end.");
      if (unit < 0x20) this.fail("json-form", "A string has a control character.");
      if (unit === 0x5c) this.at += 1;
      else if (unit === 0x22) break;
    }
    this.at += 1;
    let value: string;
    try {
      value = JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      this.fail("json-form", "A string has an escape that is none.");
    }
    if (!isWellFormed(value)) this.fail("json-surrogate", "A string has half of a character.");
    return value;
  }

  private number(): number {
    const found = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(this.text.slice(this.at, this.at + NUMBER_MOST));
    if (found === null) this.fail("json-form", "A value is expected.");
    const value = Number(found[0]);
    if (!Number.isFinite(value)) this.fail("json-number", `${found[0]} is beyond what a number holds.`);
    if (found[2] === undefined && found[3] === undefined && !Number.isSafeInteger(value)) this.fail("json-number", `${found[0]} is not held exactly; write it as text.`);
    this.at += found[0].length;
    return value;
  }
}

// Longer than any number that is meant.
const NUMBER_MOST = 400;

/** Whether every surrogate has its other half. */
function isWellFormed(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(at + 1);
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
    at += 1;
  }
  return true;
}

/**
 * The canonical bytes of a value (RFC 8785): names in the order of their UTF-16 units, no white space, numbers as the
 * language prints them. @throws RangeError for half characters and numbers without JSON form.
 * @example textOf(canonicalBytes({ b: 1, a: [true] })) // → '{"a":[true],"b":1}'
 */
export const canonicalBytes = (value: Json): Uint8Array => utf8(canonicalText(value));

/** The same as text. @throws RangeError as `canonicalBytes` does. @example canonicalText({ b: 1, a: [true] }) // → '{"a":[true],"b":1}' */
export function canonicalText(value: Json): string {
  if (typeof value === "string") {
    if (!isWellFormed(value)) throw new RangeError("half of a character has no canonical form");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map(canonicalText).join(",")}]`;
  return `{${Object.keys(value).sort((a, b) => (a < b ? -1 : 1)).map((name) => `${canonicalText(name)}:${canonicalText(value[name]!)}`).join(",")}}`;
}

/** `Array.isArray` for read-only arrays. */
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Whether a value is an object. */
export const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } => typeof value === "object" && value !== null && !isList(value);
