// The Encoding standard: Node and browsers have it, the language itself does not.
const Encoder: new () => { encode: (text: string) => Uint8Array } = Reflect.get(globalThis, "TextEncoder");
const Decoder: new (label: "utf-8", options: { readonly fatal: true; readonly ignoreBOM: true }) => { decode: (bytes: Uint8Array) => string } = Reflect.get(globalThis, "TextDecoder");
const encoder = new Encoder();
const decoder = new Decoder("utf-8", { fatal: true, ignoreBOM: true });

/** @example utf8("é").length // → 2 */
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** Text of bytes that were read as UTF-8 before. @throws TypeError where they are none. @example knownText(utf8("é")) // → "é" */
export const knownText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Text of UTF-8 bytes, or `undefined` where they are none. A byte order mark is a character like the others. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return knownText(bytes);
  } catch {
    return undefined;
  }
}

/** Whether a text has an ASCII control character (below a space, or delete) that is not among those allowed. */
export function hasControl(text: string, allowed: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if ((unit < 0x20 || unit === 0x7f) && !allowed.includes(text[at]!)) return true;
  }
  return false;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((it, at) => it === b[at]);

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Base 64 of RFC 4648 section 4, with padding. @example base64(utf8("a")) // → "YQ==" */
export const base64 = (bytes: Uint8Array): string => encoded(bytes, ALPHABET).padEnd(4 * Math.ceil(bytes.length / 3), "=");

/** Base 64 of RFC 4648 section 5, without padding. @example base64url(utf8("a")) // → "YQ" */
export const base64url = (bytes: Uint8Array): string => encoded(bytes, URL_ALPHABET);

function encoded(bytes: Uint8Array, alphabet: string): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += alphabet[word >> 18]! + alphabet[(word >> 12) & 63]!;
    if (left > 1) text += alphabet[(word >> 6) & 63]!;
    if (left > 2) text += alphabet[word & 63]!;
  }
  return text;
}

/** Bytes of padded base 64 in its one canonical spelling; `undefined` for any other text. */
export const fromBase64 = (text: string): Uint8Array | undefined => (text.length % 4 === 0 ? decoded(text.replace(/={1,2}$/, ""), ALPHABET, (bytes) => base64(bytes) === text) : undefined);

/** Bytes of unpadded base 64 for addresses in its one canonical spelling; `undefined` for any other text. */
export const fromBase64url = (text: string): Uint8Array | undefined => decoded(text, URL_ALPHABET, (bytes) => base64url(bytes) === text);

function decoded(text: string, alphabet: string, isCanonical: (bytes: Uint8Array) => boolean): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let word = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    word = ((word << 6) | value) & 0xff_ffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (word >> bits) & 255;
    }
  }
  return isCanonical(bytes) ? bytes : undefined;
}

/** Eight bytes, the heaviest first. @throws RangeError below 0 or beyond what a number holds exactly. */
export function uint64(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number from 0 to 2^53`);
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** A decimal number without sign or leading zeroes, as notes write it; `undefined` for any other text. */
export function decimal(text: string): number | undefined {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
