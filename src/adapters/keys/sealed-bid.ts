import { randomBytes } from "node:crypto";
import { base64url, canonicalBytes, fromBase64url, isJsonFault, isList, isObject, type Json, parseJson, utf8 } from "#ledger";
import { HPKE_KEY_SIZE, hpkeOpen, hpkePublicKey, hpkeSeal } from "./hpke.ts";
import { primitives } from "./node-crypto.ts";

/** A bid that two of its openers open together, and nobody alone: `docs/formats/sealed-bid.md`. */
export interface SealedBid {
  /** The procurement that it was sealed for. */
  readonly case: string;
  /** Who bids, as the ledger names them. */
  readonly supplier: string;
  /** Public keys of the officers, any two of whom open it. */
  readonly openers: readonly Uint8Array[];
  /** For each pair of openers, by their places: the halves of the key, each sealed to one of them. */
  readonly shares: readonly { readonly of: readonly [number, number]; readonly to: readonly [Uint8Array, Uint8Array] }[];
  readonly body: Uint8Array;
  /** SHA-256 of the bytes of the file, in base64url: what a `submit-bid` names. */
  readonly digest: string;
}

const FORM = "sealed-bid-v1";
const INFO = utf8(`concord-${FORM}`);
/** Openers that a bid may be sealed to: at least the two it takes. */
export const OPENERS = { least: 2, most: 12 };
/** Largest bid. Unit: bytes. */
export const BID_MOST = 20_000_000;

/** What is wrong, in a sentence. */
export interface SealedBidFault {
  readonly fault: string;
}

const pairsOf = (count: number): readonly (readonly [number, number])[] => Array.from({ length: count }, (_, a) => Array.from({ length: count - a - 1 }, (__, b): readonly [number, number] => [a, a + b + 1])).flat();
const headOf = ({ case: id, supplier, openers }: Pick<SealedBid, "case" | "supplier" | "openers">) => ({ concord: FORM, case: id, supplier, openers: openers.map(base64url) });
const aboutShare = (head: Json, of: readonly number[], at: number): Uint8Array => canonicalBytes([head, [...of], at]);
const sharesText = (shares: SealedBid["shares"]) => shares.map(({ of, to }) => ({ of: [...of], to: to.map(base64url) }));
const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((it, at) => it ^ b[at]!);

/**
 * Seals a bid so that any two of its openers open it together, and none alone learns anything of it but its size.
 * @returns the bytes of the file, or what is wrong with what was given
 * @example readSealedBid(sealBid({ case: "c1", supplier: "VAL/acme", openers, bid })) // → { case: "c1", … }
 */
export function sealBid({ bid, ...of }: Pick<SealedBid, "case" | "supplier" | "openers"> & { readonly bid: Uint8Array }): Uint8Array | SealedBidFault {
  const fault = openersFault(of.openers) ?? (bid.length > BID_MOST ? `the bid has ${bid.length} bytes, and ${BID_MOST} are sealed at most` : undefined);
  if (fault !== undefined) return { fault };
  const head = headOf(of);
  const secret = new Uint8Array(randomBytes(HPKE_KEY_SIZE));
  try {
    const shares = pairsOf(of.openers.length).map((pair) => {
      const half = new Uint8Array(randomBytes(HPKE_KEY_SIZE));
      const halves = [half, xor(secret, half)];
      return { of: pair, to: pair.map((opener, at) => hpkeSeal(of.openers[opener]!, { info: INFO, about: aboutShare(head, pair, at) }, halves[at]!)) as [Uint8Array, Uint8Array] };
    });
    const outside = { ...head, shares: sharesText(shares) };
    return canonicalBytes({ ...outside, body: base64url(hpkeSeal(hpkePublicKey(secret), { info: INFO, about: canonicalBytes(outside) }, bid)) });
  } catch {
    // The platform agrees on no secret with a point of low order.
    return { fault: "one of the openers' keys is none that can be sealed to" };
  }
}

function openersFault(openers: readonly Uint8Array[]): string | undefined {
  if (openers.length < OPENERS.least || openers.length > OPENERS.most) return `${openers.length} openers are named, and it takes ${OPENERS.least} to ${OPENERS.most}`;
  if (openers.some((it) => it.length !== HPKE_KEY_SIZE)) return `the key of an opener has not ${HPKE_KEY_SIZE} bytes`;
  return new Set(openers.map(base64url)).size < openers.length ? "one opener is named twice: two persons open a bid" : undefined;
}

/** Reads the file of a sealed bid, strictly: one text for one bid, so that its digest names it. */
export function readSealedBid(bytes: Uint8Array): SealedBid | SealedBidFault {
  const value = parseJson(bytes);
  if (isJsonFault(value)) return { fault: `it is no JSON: ${value.message}` };
  if (!isObject(value)) return { fault: "it is no object" };
  const { concord, case: id, supplier, openers, shares, body, ...more } = value;
  if (concord !== FORM) return { fault: `it does not begin as a bid that was sealed: concord is not ${FORM}` };
  if (Object.keys(more).length > 0) return { fault: `it has a field that none has: ${Object.keys(more)[0]!}` };
  if (typeof id !== "string" || typeof supplier !== "string") return { fault: "it does not name its case and supplier" };
  const keys = bytesIn(openers);
  const wrong = keys === undefined ? "its openers are no list of keys" : openersFault(keys);
  if (wrong !== undefined || keys === undefined) return { fault: wrong ?? "" };
  const halves = sharesIn(shares, keys.length);
  if (halves === undefined) return { fault: "its shares are not two for each pair of openers" };
  const [sealed] = bytesIn(body === undefined ? null : [body]) ?? [];
  if (sealed === undefined) return { fault: "its body is no base64url" };
  const found = { case: id, supplier, openers: keys, shares: halves, body: sealed };
  const again = canonicalBytes({ ...headOf(found), shares: sharesText(halves), body: base64url(sealed) });
  if (again.length !== bytes.length || again.some((it, at) => it !== bytes[at])) return { fault: "it is not written as it was sealed: its JSON is not canonical" };
  return { ...found, digest: base64url(primitives.sha256(bytes)) };
}

function bytesIn(value: Json = null): readonly Uint8Array[] | undefined {
  if (!isList(value)) return undefined;
  const found = value.map((it) => (typeof it === "string" ? fromBase64url(it) : undefined));
  return found.every((it) => it !== undefined) ? found : undefined;
}

function sharesIn(value: Json | undefined, openers: number): SealedBid["shares"] | undefined {
  const pairs = pairsOf(openers);
  if (value === undefined || !isList(value) || value.length !== pairs.length) return undefined;
  const found = pairs.map((pair, at) => {
    const it = value[at];
    if (!isObject(it)) return undefined;
    const { of, to } = it;
    const [a, b, ...rest] = bytesIn(to) ?? [];
    return JSON.stringify(of) === JSON.stringify(pair) && a !== undefined && b !== undefined && rest.length === 0 ? { of: pair, to: [a, b] as const } : undefined;
  });
  return found.every((it) => it !== undefined) ? found : undefined;
}

/** Opens a bid with the secret keys of two of its openers. Whether it may be opened is not asked here. */
export function openBid(sealed: SealedBid, secrets: readonly [Uint8Array, Uint8Array]): Uint8Array | SealedBidFault {
  const places = secrets.map((it) => sealed.openers.map(base64url).indexOf(base64url(hpkePublicKey(it))));
  const unknown = places.indexOf(-1);
  if (unknown !== -1) return { fault: `the bid was not sealed to the ${unknown === 0 ? "first" : "second"} key` };
  if (places[0] === places[1]) return { fault: "the two keys are one: two persons open a bid" };
  const share = sealed.shares.find(({ of }) => of.every((it) => places.includes(it)))!;
  const head = headOf(sealed);
  const halves = share.of.map((opener, at) => hpkeOpen(secrets[places.indexOf(opener)]!, { info: INFO, about: aboutShare(head, share.of, at) }, share.to[at]!));
  const [a, b] = halves;
  const secret = a?.length === HPKE_KEY_SIZE && b?.length === HPKE_KEY_SIZE ? xor(a, b) : undefined;
  const bid = secret === undefined ? undefined : hpkeOpen(secret, { info: INFO, about: canonicalBytes({ ...head, shares: sharesText(sealed.shares) }) }, sealed.body);
  return bid ?? { fault: "it does not open: it was changed, or sealed wrongly" };
}
