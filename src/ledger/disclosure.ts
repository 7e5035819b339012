import { base64url, fromBase64url, utf8 } from "./bytes.ts";
import { isJsonFault, isList, isObject, type Json, parseJson } from "./json.ts";
import { fault, type LedgerFault } from "./note.ts";
import type { Sha256 } from "./primitives.ts";

/** Names that carry digests (RFC 9901) and that no field may have. */
const DIGESTS = "_sd";
const HIDDEN_ITEM = "...";

/** A way into a value: names of fields and places in lists. */
export type FieldPath = readonly (string | number)[];

/** A value with parts replaced by digests, and what was taken out. */
export interface Concealed {
  readonly value: Json;
  /** By the path of the part in the value as given. Whoever is given one, and those it stands within, sees the part. */
  readonly disclosures: readonly { readonly path: FieldPath; readonly text: string }[];
}

export interface ConcealAsk {
  readonly value: Json;
  /** Parts to hide. A part within a hidden part is hidden once more within it. */
  readonly paths: readonly FieldPath[];
  /** 16 fresh random bytes at each call. A guessable salt gives small values away. */
  readonly salt: () => Uint8Array;
  /** Digests of nothing added to every object with a hidden field until it has this many, so that their number does not show. */
  readonly atLeast?: number;
}

/** Replaces parts of a value by salted digests. @throws RangeError for a path that leads nowhere, or a field with a reserved name. */
export function conceal(sha256: Sha256, ask: ConcealAsk): Concealed {
  const disclosures: { readonly path: FieldPath; readonly text: string }[] = [];
  const digestOf = (text: string): string => base64url(sha256(utf8(text)));
  const hide = (path: FieldPath, parts: readonly Json[]): string => {
    const text = base64url(utf8(JSON.stringify([base64url(ask.salt()), ...parts])));
    disclosures.push({ path, text });
    return digestOf(text);
  };
  const walk = (value: Json, at: FieldPath, paths: readonly FieldPath[]): Json => {
    const within = (step: string | number): readonly FieldPath[] => paths.filter((it) => it[0] === step && it.length > 1).map((it) => it.slice(1));
    const isHidden = (step: string | number): boolean => paths.some((it) => it.length === 1 && it[0] === step);
    if (isList(value)) {
      for (const path of paths) if (typeof path[0] !== "number" || path[0] >= value.length) throw new RangeError(`there is no part ${[...at, ...path].join("/")}`);
      return value.map((it, place) => {
        const inner = walk(it, [...at, place], within(place));
        return isHidden(place) ? { [HIDDEN_ITEM]: hide([...at, place], [inner]) } : inner;
      });
    }
    if (isObject(value)) {
      for (const path of paths) if (typeof path[0] !== "string" || !(path[0] in value)) throw new RangeError(`there is no part ${[...at, ...path].join("/")}`);
      if (DIGESTS in value || HIDDEN_ITEM in value) throw new RangeError(`no field may be called ${DIGESTS} or ${HIDDEN_ITEM}`);
      const shown: [string, Json][] = [];
      const digests: string[] = [];
      for (const [name, it] of Object.entries(value)) {
        const inner = walk(it, [...at, name], within(name));
        if (isHidden(name)) digests.push(hide([...at, name], [name, inner]));
        else shown.push([name, inner]);
      }
      while (digests.length > 0 && digests.length < (ask.atLeast ?? 0)) digests.push(digestOf(base64url(ask.salt())));
      return Object.fromEntries(digests.length === 0 ? shown : [...shown, [DIGESTS, digests.sort()]]);
    }
    if (paths.length > 0) throw new RangeError(`there is no part ${[...at, ...paths[0]!].join("/")}`);
    return value;
  };
  return { value: walk(ask.value, [], ask.paths), disclosures };
}

/**
 * The value that some disclosures give back: what is not disclosed is left out. Refused are disclosures that belong nowhere or
 * twice, that rename what is shown, or whose form is not that of RFC 9901.
 */
export function reveal(sha256: Sha256, value: Json, disclosures: readonly string[]): Json | LedgerFault {
  const byDigest = new Map<string, { readonly parts: readonly Json[]; used: boolean }>();
  for (const text of disclosures) {
    const decoded = fromBase64url(text);
    const parts = decoded === undefined ? undefined : parseJson(decoded);
    if (parts === undefined || isJsonFault(parts) || !isList(parts)) return fault("disclosure-form", "A disclosure is no base 64 of a JSON list.");
    const list = parts;
    if ((list.length !== 2 && list.length !== 3) || typeof list[0] !== "string" || (list.length === 3 && typeof list[1] !== "string")) return fault("disclosure-form", "A disclosure is not [salt, name, value] or [salt, value].");
    const digest = base64url(sha256(utf8(text)));
    if (byDigest.has(digest)) return fault("disclosure-twice", "A disclosure stands twice.");
    byDigest.set(digest, { parts: list, used: false });
  }
  const seen = new Set<string>();
  let trouble: LedgerFault | undefined;
  const open = (digest: Json | undefined, size: 2 | 3): readonly Json[] | undefined => {
    if (typeof digest !== "string" || seen.has(digest)) {
      trouble ??= fault("digest-twice", typeof digest === "string" ? "A digest stands twice." : "A digest is no text.");
      return undefined;
    }
    seen.add(digest);
    const found = byDigest.get(digest);
    if (found === undefined) return undefined;
    if (found.parts.length !== size) trouble ??= fault("disclosure-form", size === 3 ? "A field is disclosed as an item of a list." : "An item of a list is disclosed as a field.");
    found.used = true;
    return found.parts;
  };
  const walk = (it: Json): Json => {
    if (isList(it)) {
      return it.flatMap((item): readonly Json[] => {
        if (!isObject(item) || !(HIDDEN_ITEM in item)) return [walk(item)];
        if (Object.keys(item).length !== 1) trouble ??= fault("digest-form", "A hidden item of a list has more than its digest.");
        const parts = open(item[HIDDEN_ITEM], 2);
        return parts === undefined ? [] : [walk(parts[1]!)];
      });
    }
    if (!isObject(it)) return it;
    const fields = new Map<string, Json>();
    for (const [name, field] of Object.entries(it)) if (name !== DIGESTS) fields.set(name, walk(field));
    const digests = it[DIGESTS];
    if (digests !== undefined && !isList(digests)) trouble ??= fault("digest-form", `${DIGESTS} is no list.`);
    for (const digest of digests !== undefined && isList(digests) ? digests : []) {
      const parts = open(digest, 3);
      if (parts === undefined || parts.length !== 3) continue;
      const name = parts[1] as string;
      if (name === DIGESTS || name === HIDDEN_ITEM || fields.has(name)) trouble ??= fault("disclosure-name", `A disclosure gives a field the name ${name}, which is taken.`);
      fields.set(name, walk(parts[2]!));
    }
    return Object.fromEntries(fields);
  };
  const revealed = walk(value);
  if (trouble !== undefined) return trouble;
  if ([...byDigest.values()].some((it) => !it.used)) return fault("disclosure-stray", "A disclosure belongs to nothing in the value.");
  return revealed;
}
