import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Scalar } from "yaml";
import { hkdf256, primitives, signerFromSeed } from "#adapters/keys";
import { base64, base64url, canonicalBytes, conceal, entryTiles, type FieldPath, fromBase64, hashTiles, isFault, isJsonFault, type Json, type JsonFault, leafHash, MerkleTree, type NoteKey, noteKeyFor, noteKeyOf, noteKeyText, openCheckpoint, parseJson, parseNote, reveal, textOf, utf8, verifyConsistency, verifyInclusion, verifyNote, verifyProof, parsePolicy, type TrustPolicy, witnessesOf } from "#ledger";
import { bytesOf, type Case, caseOf, eachFile, filesIn, guarded, isRow, jsonIn, oneCase, ordered, type Row, rowsOf, type Suite, textIn, wholeOf, wordsOf } from "./suite.ts";

const { sha256 } = primitives;
// A hash in base64 has 44 characters, so 64 hexadecimal ones are never one.
const HEX_HASH = /^[0-9a-f]{64}$/i;
const inBase64 = (text: unknown): unknown => (typeof text === "string" && HEX_HASH.test(text) ? base64(hex(text)) : text);
/** Bytes of a vector in base64, or in hexadecimal where they are a hash; none where the vector has none. @throws Error where they are neither */
function given(it: Row, name: string): Uint8Array {
  if (it[name] === null) return new Uint8Array(0);
  const found = fromBase64(String(inBase64(wordsOf(it, name))));
  if (found === undefined) throw new Error(`its ${name} is no base64`);
  return found;
}
/** The hashes of a proof; null is an empty one, as it is published. @throws Error where it is none */
function path(it: Row): readonly Uint8Array[] {
  const { proof } = it;
  if (proof === null) return [];
  if (!Array.isArray(proof)) throw new Error("its proof is no list of hashes");
  return proof.map((_, at) => given(proof as unknown as Row, String(at)));
}
/** Bytes of a text in hexadecimal. @throws Error where it is none: bytes that are left out would be another vector */
const hex = (text: unknown): Uint8Array => {
  if (typeof text !== "string" || !/^([0-9a-f]{2})*$/i.test(text)) throw new Error(`${JSON.stringify(text) ?? "nothing"} is no text in hexadecimal`);
  return new Uint8Array(Buffer.from(text, "hex"));
};
const sound = <T extends object>(it: T): Exclude<T, { kind: "fault" }> => {
  if (isFault(it)) throw new Error(it.message);
  return it as Exclude<T, { kind: "fault" }>;
};

const tlog: Suite = {
  folder: "tlog",
  endings: [".json"],
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    eachFile({ folder, ending: ".json", cases }, (file) => {
      const value = jsonIn(folder, file, cases);
      if (value === undefined) return;
      if (isRow(value) && ("logVkey" in value || "roots" in value)) {
        const log = wholeLog(file, value);
        cases.push(...log.cases);
        notClaimed.push(...log.notClaimed);
        return;
      }
      // One vector a file, as they are published, or many gathered in a list.
      const rows = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      if (rows.length === 0) notClaimed.push(`${file}: an empty list`);
      for (const [at, it] of rowsOf(cases, file, rows).entries()) {
        const name = `${file} ${String(it["file"] ?? it["name"] ?? it["desc"] ?? at)}`;
        const one = rowCase(name, it);
        if (one === undefined) notClaimed.push(`${name}: of no form that is known`);
        else cases.push(one);
      }
    });
    return { suite: "tlog", cases, notClaimed };
  },
};

function rowCase(name: string, it: Row): Case | undefined {
  const has = (...names: readonly string[]): boolean => names.some((one) => one in it);
  if (has("leafIdx", "treeSize")) return oneCase(name, () => isWanted(it), () => verifyInclusion(sha256, { index: wholeOf(it, "leafIdx"), size: wholeOf(it, "treeSize"), leaf: given(it, "leafHash"), root: given(it, "root"), proof: path(it) }));
  if (has("size1", "size2")) return oneCase(name, () => isWanted(it), () => verifyConsistency(sha256, { oldSize: wholeOf(it, "size1"), newSize: wholeOf(it, "size2"), oldRoot: given(it, "root1"), newRoot: given(it, "root2"), proof: path(it) }));
  if (has("vkey", "note")) return oneCase(name, () => isWanted(it), () => noteHolds(wordsOf(it, "vkey"), wordsOf(it, "note")));
  return undefined;
}

const HOLDS = /^(?:verif(?:y|ies|ied)|valid|accept(?:s|ed)?|ok)$/i;
const FAILS = /^(?:(?:does |is )?not |in(?=valid)|un(?=verified))(?:to )?(?:verif(?:y|ies|ied)|be verified|valid|accept(?:ed)?)$|^(?:refuse[sd]?|reject(?:s|ed)?|fail(?:s|ed)?|malformed|error|invalid)$/i;
/** Whether a vector asks that its proof or note holds. @throws Error where it does not say so in words that are known */
function isWanted(it: Row): boolean {
  const { wantErr, want } = it;
  if (typeof wantErr === "boolean") return !wantErr;
  if (wantErr === undefined && typeof want === "boolean") return want;
  if (wantErr === undefined && typeof want === "string" && (HOLDS.test(want.trim()) || FAILS.test(want.trim()))) return HOLDS.test(want.trim());
  throw new Error(`the vector does not say whether it is to hold: wantErr is ${JSON.stringify(wantErr) ?? "missing"}, want is ${JSON.stringify(want) ?? "missing"}`);
}

function noteHolds(keyText: string, text: string): boolean {
  const key = noteKeyOf(sha256, keyText);
  const note = parseNote(utf8(text));
  return !isFault(key) && !isFault(note) && !isFault(verifyNote(primitives, note, [key]));
}

/** The entries of a log: stated, or by the rule that its first ones follow. `undefined` where neither tells them. */
function entriesOfLog(log: Row): ((index: number) => Uint8Array) | undefined {
  const stated = log["entries"];
  if (Array.isArray(stated) && stated.every((it) => typeof it === "string")) return (i) => (i < stated.length ? utf8(stated[i] as string) : outside(i));
  const first = log["firstEntries"];
  if (!Array.isArray(first) || first.length < 2 || !first.every((it) => typeof it === "string")) return undefined;
  const modulus = Number(/mod (\d+)/.exec(String(log["entryRule"] ?? ""))?.[1] ?? Number.NaN);
  const texts = first as readonly string[];
  const rule = jsonRule(texts, modulus) ?? (Number.isNaN(modulus) ? textRule(texts) : undefined);
  return rule === undefined ? undefined : (i) => utf8(rule(i));
}

/** The rule of texts that are the same but for their numbers, each of which stays or goes up by as much every time: "entry 0", "entry 1". */
function textRule(first: readonly string[]): ((index: number) => string) | undefined {
  const parts = first.map((it) => it.split(/(\d+)/));
  const rule = (i: number): string =>
    parts[0]!
      .map((part, at) => {
        if (at % 2 === 0) return part;
        const [start, next] = [BigInt(part), BigInt(parts[1]![at] ?? part)];
        // A number with zeros before it keeps its width.
        return String(start + BigInt(i) * (next - start)).padStart(part.startsWith("0") ? part.length : 1, "0");
      })
      .join("");
  const counts = first[0] !== first[1];
  return counts && first.every((it, at) => it === rule(at)) ? rule : undefined;
}

function jsonRule(first: readonly string[], modulus: number): ((index: number) => string) | undefined {
  try {
    const template = JSON.parse(first[1]!) as unknown;
    if (!isRow(template)) return undefined;
    // In entry 1 a number that counts is 1, a text that counts ends with -1, and a text that grows has one letter.
    const entry = (i: number): string => JSON.stringify(Object.fromEntries(Object.entries(template).map(([name, it]) => [name, it === 1 ? i : typeof it !== "string" ? it : /\D1$/.test(it) ? it.replace(/1$/, String(i)) : it.length === 1 && modulus > 0 ? it.repeat(i % modulus) : it])));
    return first.every((it, at) => it === entry(at)) ? entry : undefined;
  } catch {
    return undefined;
  }
}

const hashes = (proof: unknown): unknown => (Array.isArray(proof) ? proof.map(inBase64) : proof);

const outside = (index: number): never => {
  throw new RangeError(`the file states no entry ${index}`);
};

/** A log with its roots, proofs, checkpoints and tiles. What needs its entries is claimed where they are known; the proofs and notes always are. */
function wholeLog(file: string, log: Row): { readonly cases: readonly Case[]; readonly notClaimed: readonly string[] } {
  const cases: Case[] = [];
  const notClaimed: string[] = [];
  const rows = (name: string): readonly Row[] => rowsOf(cases, `${file} ${name}`, log[name]);
  const [inclusion, consistency, checkpoints, tilesStated] = [rows("inclusion"), rows("consistency"), rows("checkpoints"), rows("tiles")];
  const roots = new Map<number, string>();
  for (const [at, it] of rows("roots").entries()) {
    guarded(cases, `${file} roots ${at + 1}`, () => {
      const [size, root] = [wholeOf(it, "size"), String(inBase64(wordsOf(it, "root")))];
      if ((roots.get(size) ?? root) !== root) throw new Error(`two roots are stated of size ${size}`);
      roots.set(size, root);
    });
  }
  for (const [name, seed, key] of seedsOf(log)) {
    const stated = (): NoteKey => sound(noteKeyOf(sha256, wordsOf({ "key of the seed": key }, "key of the seed")));
    cases.push(oneCase(`${file} ${name}`, () => noteKeyText(stated()), () => noteKeyText(noteKeyFor(sha256, stated().name, signerFromSeed(hex(seed)), stated().algorithm))));
  }
  // The first entries tell the first leaves and roots whatever rule the others follow.
  const first = Array.isArray(log["firstEntries"]) ? log["firstEntries"].map((it) => utf8(String(it))) : [];
  const beginning = new MerkleTree(sha256);
  for (const it of first) beginning.append(leafHash(sha256, it));
  for (const [size, root] of roots) if (size <= first.length) cases.push(oneCase(`${file} root ${size} of its first entries`, root, () => base64(beginning.root(size))));
  for (const it of inclusion) if (Number(it["index"]) < first.length) cases.push(oneCase(`${file} leaf ${String(it["index"])}`, () => inBase64(it["leafHash"]), () => base64(leafHash(sha256, first[wholeOf(it, "index")]!))));
  if (log["origin"] !== undefined) cases.push(oneCase(`${file} origin`, log["origin"], () => sound(noteKeyOf(sha256, wordsOf(log, "logVkey"))).name));
  const rootAt = (size: number): Uint8Array => {
    const root = fromBase64(roots.get(size) ?? "");
    if (root?.length !== 32) throw new Error(`the file states no root of size ${size}`);
    return root;
  };
  for (const it of inclusion) cases.push(oneCase(`${file} inclusion ${String(it["index"])} in ${String(it["size"])} verifies`, true, () => verifyInclusion(sha256, { index: wholeOf(it, "index"), size: wholeOf(it, "size"), leaf: given(it, "leafHash"), root: rootAt(wholeOf(it, "size")), proof: path(it) })));
  for (const it of consistency) cases.push(oneCase(`${file} consistency ${String(it["old"])} to ${String(it["new"])} verifies`, true, () => verifyConsistency(sha256, { oldSize: wholeOf(it, "old"), newSize: wholeOf(it, "new"), oldRoot: rootAt(wholeOf(it, "old")), newRoot: rootAt(wholeOf(it, "new")), proof: path(it) })));
  const witnesses = Array.isArray(log["witnessVkeys"]) ? log["witnessVkeys"].map(String) : [];
  for (const it of checkpoints) {
    cases.push(
      caseOf(`${file} checkpoint ${String(it["size"])}`, () => {
        const opened = sound(openCheckpoint(primitives, utf8(String(it["note"])), [sound(noteKeyOf(sha256, wordsOf(log, "logVkey")))]));
        const keys = witnesses.map((key) => sound(noteKeyOf(sha256, key)));
        const lines = opened.note.signatures.filter((one) => keys.some((key) => key.name === one.name)).length;
        return { expected: [it["size"], roots.get(Number(it["size"])) ?? base64(opened.checkpoint.root), lines], found: [opened.checkpoint.size, base64(opened.checkpoint.root), witnessesOf(primitives, opened.note, keys).length] };
      }),
    );
  }
  const entry = entriesOfLog(log);
  const proof = typeof log["tlogProof"] === "string" ? log["tlogProof"] : undefined;
  const index = Number(/^index (\d+)$/m.exec(proof ?? "")?.[1] ?? Number.NaN);
  const leafAt = (at: number): Uint8Array => {
    if (entry !== undefined) return leafHash(sha256, entry(at));
    const stated = inclusion.find((it) => Number(it["index"]) === at);
    if (stated === undefined) throw new Error(`the file states no leaf ${at}`);
    return given(stated, "leafHash");
  };
  if (proof !== undefined) {
    const policyOf = (): TrustPolicy => sound(parsePolicy(sha256, [`log ${wordsOf(log, "logVkey")}`, ...witnesses.map((it, at) => `witness w${at} ${it}`), ...(witnesses.length > 0 ? [`group all-of-them all ${witnesses.map((_, at) => `w${at}`).join(" ")}`, "quorum all-of-them"] : ["quorum none"]), ""].join("\n")));
    cases.push(caseOf(`${file} proof of ${index}`, () => ({ expected: index, found: sound(verifyProof(primitives, { proof: utf8(proof), leaf: leafAt(index), policy: policyOf() })).index })));
    cases.push(oneCase(`${file} proof of ${index} for another entry is refused`, true, () => isFault(verifyProof(primitives, { proof: utf8(proof), leaf: sha256(leafAt(index)), policy: policyOf() }))));
  }
  if (cases.length === 0 && roots.size === 0) notClaimed.push(`${file}: a log without roots, proofs, checkpoints and tiles`);
  if (entry === undefined) {
    notClaimed.push(`${file}: what its entries are is neither stated nor told by the first of them, so roots and tiles are not made again`);
    return { cases, notClaimed };
  }
  const size = Math.max(...roots.keys(), ...tilesStated.map((it) => Number(it["size"] ?? 0)), 0);
  if (size > LEAVES_MOST) {
    notClaimed.push(`${file}: a log of ${size} entries; those of up to ${LEAVES_MOST} are made again`);
    return { cases, notClaimed };
  }
  try {
    const tree = new MerkleTree(sha256);
    for (let i = 0; i < size; i++) tree.append(leafHash(sha256, entry(i)));
    if (Array.isArray(log["firstEntries"])) log["firstEntries"].forEach((it, at) => cases.push(oneCase(`${file} entry ${at}`, it, () => textOf(entry(at)))));
    for (const [at, root] of roots) cases.push(oneCase(`${file} root ${at}`, root, () => base64(tree.root(at))));
    for (const it of inclusion) cases.push(oneCase(`${file} inclusion ${String(it["index"])} in ${String(it["size"])}`, hashes(it["proof"]), () => tree.inclusion(wholeOf(it, "index"), wholeOf(it, "size")).map(base64)));
    for (const it of consistency) cases.push(oneCase(`${file} consistency ${String(it["old"])} to ${String(it["new"])}`, hashes(it["proof"]), () => tree.consistency(wholeOf(it, "old"), wholeOf(it, "new")).map(base64)));
    const tiles = new Map([...hashTiles(tree, size), ...entryTiles(entry, size)].map((it) => [it.path, it.bytes]));
    for (const it of tilesStated) {
      cases.push(
        caseOf(`${file} ${String(it["path"])}`, () => {
          const tile = tiles.get(String(it["path"]));
          if (tile === undefined) throw new Error(`a log of ${size} has no such tile`);
          const bytes = it["bytes"] === undefined ? {} : { bytes: tile.length };
          return { expected: { sha256: it["sha256"], ...(it["bytes"] !== undefined && { bytes: it["bytes"] }) }, found: { sha256: Buffer.from(sha256(tile)).toString("hex"), ...bytes } };
        }),
      );
    }
  } catch (error) {
    cases.push({ name: `${file} tree`, trouble: `the tree cannot be made: ${error instanceof Error ? error.message : String(error)}` });
  }
  return { cases, notClaimed };
}

/** Seeds of keys that a log states, each with its name and the key that it makes. */
const seedsOf = (log: Row): readonly (readonly [name: string, seed: unknown, key: unknown])[] => [
  ...(log["logSeedHex"] === undefined ? [] : [["logSeedHex", log["logSeedHex"], log["logVkey"]] as const]),
  ...(Array.isArray(log["witnessSeedsHex"]) ? (log["witnessSeedsHex"] as readonly unknown[]).map((it, at) => [`witnessSeedsHex ${at + 1}`, it, Array.isArray(log["witnessVkeys"]) ? (log["witnessVkeys"] as readonly unknown[])[at] : undefined] as const) : []),
];

// Beyond it a file asks for more memory than a check should take.
const LEAVES_MOST = 5_000_000;

const jcs: Suite = {
  folder: "jcs-rfc8785",
  endings: [".json"],
  run: (folder) => {
    const notClaimed: string[] = [];
    const names = filesIn(join(folder, "input"), ".json");
    if (names.length === 0) notClaimed.push("there is no input/*.json");
    const cases: Case[] = [];
    eachFile({ folder: join(folder, "input"), ending: ".json", cases }, (name) => {
      const source = withoutMark(bytesOf(folder, "input", name));
      const value = caught(() => parseJson(source));
      if (existsSync(join(folder, "output", name)) && isJsonFault(value as Json) && BEYOND.includes((value as JsonFault).code)) {
        // The canonical form is claimed, that such a text is taken into a ledger is not.
        cases.push(caseOf(`${name}, its canonical form`, () => ({ expected: textIn(folder, "output", name), found: textOf(canonicalBytes(JSON.parse(textOf(source) ?? "") as Json)) })));
        notClaimed.push(`${name}: a ledger refuses it: ${(value as JsonFault).message}`);
      } else if (existsSync(join(folder, "output", name))) cases.push(caseOf(name, () => ({ expected: textIn(folder, "output", name), found: textOf(canonicalBytes(value instanceof Error || isJsonFault(value) ? reject(value) : value)) })));
      // Without an output the input is one to be refused, or nobody has said what becomes of it.
      else if (value instanceof Error || isJsonFault(value)) cases.push({ name: `${name} is refused` });
      else notClaimed.push(`${name}: there is no output of that name`);
    });
    for (const name of filesIn(join(folder, "output"), ".json")) if (!names.includes(name)) cases.push({ name: `output/${name}`, trouble: "there is no input of that name" });
    return { suite: "jcs-rfc8785", notClaimed, cases };
  },
};

/** What RFC 8785 has a form for, and a ledger refuses. */
const BEYOND = ["json-number", "json-depth", "json-size"];
const withoutMark = (it: Uint8Array): Uint8Array => (it[0] === 0xef && it[1] === 0xbb && it[2] === 0xbf ? it.subarray(3) : it);

const caught = <T>(work: () => T): T | Error => {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};
const reject = (it: Error | { readonly message: string }): never => {
  throw new Error(it.message);
};

const same = (a: FieldPath, b: FieldPath): boolean => a.length === b.length && a.every((it, at) => it === b[at]);

/** Value of a scalar. Under a tag of its own, such as `!sd`, a plain one is what the core schema makes of it without the tag. */
function scalarOf(node: Scalar): Json {
  if (node.type !== "PLAIN" || node.tag?.startsWith("!") !== true) return node.value as Json;
  const plain = parseDocument(node.source ?? "", { logLevel: "silent" });
  return plain.errors.length > 0 ? (node.value as Json) : isScalar(plain.contents) ? (plain.contents.value as Json) : null;
}

const keyName = (key: unknown): string => (isScalar(key) ? (key.source ?? String(key.value)) : String(key));

/** Value of a node of a YAML document, and the paths of all that is marked `!sd`. */
function marked(document: Document, given: unknown, at: FieldPath, paths: FieldPath[]): Json {
  const resolved = (it: unknown): unknown => (isAlias(it) ? it.resolve(document) : it);
  const isMarked = (it: unknown): boolean => (it as { tag?: string } | null)?.tag === "!sd";
  const node = resolved(given);
  if (isScalar(node)) return scalarOf(node);
  if (isSeq(node)) {
    return node.items.map((it, place) => {
      if (isMarked(resolved(it))) paths.push([...at, place]);
      return marked(document, it, [...at, place], paths);
    });
  }
  if (!isMap(node)) return null;
  const isMerge = (it: unknown): boolean => isScalar(it) && it.type === "PLAIN" && it.source === "<<";
  const [merged, own] = [node.items.filter((it) => isPair(it) && isMerge(it.key)), node.items.filter((it) => isPair(it) && !isMerge(it.key))];
  // What an object has itself goes before what is merged into it, and of several the first.
  const sources = merged.flatMap((it): readonly unknown[] => (isSeq(resolved(it.value)) ? (resolved(it.value) as { items: readonly unknown[] }).items : [it.value])).map(resolved);
  const taken = new Set(own.map((it) => keyName(resolved(it.key))));
  const inherited = sources.flatMap((it) => (isMap(it) ? it.items.filter(isPair) : [])).filter((it) => taken.size < taken.add(keyName(resolved(it.key))).size);
  return Object.fromEntries(
    [...own, ...inherited].map((it) => {
      const key = resolved(it.key);
      const name = keyName(key);
      if (isMarked(key)) paths.push([...at, name]);
      return [name, marked(document, it.value, [...at, name], paths)];
    }),
  );
}

/** Paths that a holder gives out, by the rule of the published cases: of a list whatever is not null or false, of an object whatever is not empty either. */
function chosen(value: Json, at: FieldPath): readonly FieldPath[] {
  if (typeof value !== "object" || value === null) return [at];
  const isGiven = Array.isArray(value) ? (it: Json) => it !== null && it !== false : (it: Json) => Boolean(it) && (typeof it !== "object" || Object.keys(it as object).length > 0);
  return [at, ...Object.entries(value).flatMap(([key, it]) => (isGiven(it as Json) ? chosen(it as Json, [...at, Array.isArray(value) ? Number(key) : key]) : []))];
}

const sdJwt: Suite = {
  folder: "sd-jwt",
  endings: [".json", ".yml", ".yaml"],
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    eachFile({ folder, ending: ".json", cases }, (file) => {
      const value = jsonIn(folder, file, cases);
      const rows = Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? undefined : [value];
      if (rows?.length === 0) notClaimed.push(`${file}: an empty list`);
      for (const [at, it] of rowsOf(cases, file, rows).entries()) {
        if (!("disclosure" in it) && !("digest" in it)) notClaimed.push(`${file} ${at}: no disclosure`);
        else cases.push(...digestCases(`${file} ${String(it["what"] ?? at)}`, it));
      }
    });
    const disclosureCase = (file: string): void => {
      const document = parseDocument(textIn(folder, file), { logLevel: "silent" });
      if (document.errors.length > 0) {
        cases.push({ name: file, trouble: `the file is no YAML: ${document.errors[0]!.message.split("\n")[0]}` });
        return;
      }
      if (document.contents === null) {
        cases.push({ name: file, trouble: "the file is empty" });
        return;
      }
      const missing = PARTS.filter((it) => !isMap(document.contents) || !document.has(it));
      if (missing.length === PARTS.length) {
        notClaimed.push(`${file}: no case of disclosure`);
        return;
      }
      if (missing.length > 0) {
        cases.push({ name: file, trouble: `it has no ${missing.join(" and no ")}` });
        return;
      }
      let salt = 0;
      cases.push(
        caseOf(file, () => {
          const paths: FieldPath[] = [];
          const read = (name: string, marks: FieldPath[] = []): Json => marked(document, document.get(name, true), [], marks);
          const value = read("user_claims", paths);
          const given = chosen(read("holder_disclosed_claims"), []);
          const concealed = conceal(sha256, { value, paths, salt: () => saltOf(salt++) });
          const shown = reveal(sha256, concealed.value, concealed.disclosures.filter((it) => given.some((one) => same(one, it.path))).map((it) => it.text));
          return { expected: ordered(read("expect_verified_user_claims")), found: ordered(shown) };
        }),
      );
    };
    for (const ending of [".yml", ".yaml"]) eachFile({ folder, ending, cases }, disclosureCase);
    return { suite: "sd-jwt", cases, notClaimed };
  },
};

/** What a case of disclosure is made of. */
const PARTS = ["user_claims", "holder_disclosed_claims", "expect_verified_user_claims"];

/** A salt that stands once however many there are. */
const saltOf = (count: number): Uint8Array => {
  const salt = new Uint8Array(16);
  new DataView(salt.buffer).setUint32(0, count);
  return salt;
};

/** The digest of a disclosure, and where the file states them, what is in it. */
function digestCases(name: string, it: Row): readonly Case[] {
  const disclosure = typeof it["disclosure"] === "string" ? it["disclosure"] : "";
  const digest = oneCase(name, () => wordsOf(it, "digest"), () => base64url(sha256(utf8(wordsOf(it, "disclosure")))));
  if (it["decoded"] === undefined) return [digest];
  return [digest, caseOf(`${name}, decoded`, () => ({ expected: it["decoded"], found: JSON.parse(Buffer.from(disclosure, "base64url").toString()) as unknown }))];
}

const wycheproof: Suite = {
  folder: "wycheproof",
  endings: [".json"],
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    eachFile({ folder, ending: ".json", cases }, (file) => {
      const value = jsonIn(folder, file, cases);
      if (value === undefined) return;
      const stated = isRow(value) ? value["testGroups"] : undefined;
      if (!Array.isArray(stated) || stated.length === 0) cases.push({ name: file, trouble: "the file has no testGroups" });
      const algorithm = isRow(value) ? String(value["algorithm"] ?? file) : file;
      const either: string[] = [];
      let count = 0;
      for (const [at, group] of rowsOf(cases, `${file} testGroups`, stated).entries()) {
        guarded(cases, `${file} testGroups ${at + 1}`, () => {
          const run = algorithmOf(algorithm, group);
          if (typeof run === "string") return void notClaimed.push(`${file}: ${run}`);
          const tests = rowsOf(cases, `${file} testGroups ${at + 1} tests`, group["tests"]);
          if (!Array.isArray(group["tests"]) || group["tests"].length === 0) notClaimed.push(`${file}: group ${at + 1} has no tests`);
          count += tests.length;
          for (const [place, it] of tests.entries()) {
            const name = `${file} ${String(it["tcId"] ?? `testGroups ${at + 1} tests ${place + 1}`)} ${String(it["comment"] ?? "")}`.trim();
            const answered = (answer: boolean): boolean => (either.push(`${String(it["tcId"])} ${answer ? "accepted" : "refused"}`), true);
            if (it["result"] === "acceptable") cases.push(oneCase(`${name}: either answer is right`, true, () => answered(run(it))));
            else if (it["result"] === "valid" || it["result"] === "invalid") cases.push(oneCase(name, it["result"] === "valid", () => run(it)));
            else cases.push({ name, trouble: `its result ${JSON.stringify(it["result"]) ?? "is missing and"} is none of valid, invalid, acceptable` });
          }
        });
      }
      if (isRow(value) && typeof value["numberOfTests"] === "number" && count > 0 && count !== value["numberOfTests"]) notClaimed.push(`${file}: it says that it has ${value["numberOfTests"]} tests, and has ${count}`);
      // Where both answers are right Concord claims neither, and says which it gives.
      if (either.length > 0) notClaimed.push(`${file}: ${either.length} acceptable either way (${either.slice(0, 5).join(", ")}${either.length > 5 ? ", …" : ""})`);
    });
    return { suite: "wycheproof", cases, notClaimed: [...new Set(notClaimed)] };
  },
};

/** How a case of a group is tried, or why the group is not claimed. */
function algorithmOf(algorithm: string, group: Row): ((it: Row) => boolean) | string {
  const key = group["publicKey"] ?? group["key"];
  const curve = isRow(key) ? String(key["curve"] ?? "edwards25519") : "";
  if (/^(eddsa|ed25519)/i.test(algorithm) && /25519/.test(curve)) return (it) => primitives.verifyEd25519(hex(isRow(key) ? key["pk"] : ""), hex(it["msg"]), hex(it["sig"]));
  if (/^hkdf-sha-?256$/i.test(algorithm)) {
    return (it) => {
      const asked = { salt: hex(it["salt"]), info: hex(it["info"]), size: wholeOf(it, "size") };
      const [secret, expected] = [hex(it["ikm"]), hex(it["okm"])];
      const made = caught(() => hkdf256(secret, asked));
      return !(made instanceof Error) && Buffer.from(made).equals(expected);
    };
  }
  return `${algorithm}: Concord signs with Ed25519 and derives keys with HKDF-SHA-256, and uses no other algorithm of these vectors`;
}

export const ledgerSuites: readonly Suite[] = [tlog, jcs, sdJwt, wycheproof];
