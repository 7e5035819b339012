import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Scalar } from "yaml";
import { hkdf256, primitives } from "#adapters/keys";
import { base64, base64url, canonicalBytes, conceal, entryTiles, type FieldPath, fromBase64, hashTiles, isFault, isJsonFault, type Json, leafHash, MerkleTree, noteKeyOf, openCheckpoint, parseJson, parseNote, reveal, textOf, utf8, verifyConsistency, verifyInclusion, verifyNote, verifyProof, parsePolicy, type TrustPolicy, witnessesOf } from "#ledger";
import { bytesOf, type Case, caseOf, eachFile, filesIn, guarded, isRow, jsonIn, oneCase, ordered, type Row, rowsOf, type Suite, textIn } from "./suite.ts";

const { sha256 } = primitives;
// A hash in base64 has 44 characters, so 64 hexadecimal ones are never one.
const HEX_HASH = /^[0-9a-f]{64}$/i;
const inBase64 = (text: unknown): unknown => (typeof text === "string" && HEX_HASH.test(text) ? base64(hex(text)) : text);
const bytes = (text: unknown): Uint8Array => fromBase64(typeof text === "string" ? String(inBase64(text)) : "") ?? new Uint8Array(0);
const path = (value: unknown): readonly Uint8Array[] => (Array.isArray(value) ? value.map(bytes) : []);
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
  const isWanted = it["wantErr"] !== true;
  if ("leafIdx" in it) return oneCase(name, isWanted, () => verifyInclusion(sha256, { index: Number(it["leafIdx"]), size: Number(it["treeSize"]), leaf: bytes(it["leafHash"]), root: bytes(it["root"]), proof: path(it["proof"]) }));
  if ("size1" in it) return oneCase(name, isWanted, () => verifyConsistency(sha256, { oldSize: Number(it["size1"]), newSize: Number(it["size2"]), oldRoot: bytes(it["root1"]), newRoot: bytes(it["root2"]), proof: path(it["proof"]) }));
  if ("vkey" in it && "note" in it) {
    return caseOf(name, () => {
      if (typeof it["want"] !== "string") throw new Error("the vector does not say whether the note verifies");
      return { expected: it["want"] === "verifies", found: noteHolds(String(it["vkey"]), String(it["note"])) };
    });
  }
  return undefined;
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
  const roots = new Map(rows("roots").map((it) => [Number(it["size"]), String(inBase64(it["root"]))]));
  const rootAt = (size: number): Uint8Array => {
    const root = fromBase64(roots.get(size) ?? "");
    if (root?.length !== 32) throw new Error(`the file states no root of size ${size}`);
    return root;
  };
  for (const it of inclusion) cases.push(oneCase(`${file} inclusion ${String(it["index"])} in ${String(it["size"])} verifies`, true, () => verifyInclusion(sha256, { index: Number(it["index"]), size: Number(it["size"]), leaf: bytes(it["leafHash"]), root: rootAt(Number(it["size"])), proof: path(it["proof"]) })));
  for (const it of consistency) cases.push(oneCase(`${file} consistency ${String(it["old"])} to ${String(it["new"])} verifies`, true, () => verifyConsistency(sha256, { oldSize: Number(it["old"]), newSize: Number(it["new"]), oldRoot: rootAt(Number(it["old"])), newRoot: rootAt(Number(it["new"])), proof: path(it["proof"]) })));
  const witnesses = Array.isArray(log["witnessVkeys"]) ? log["witnessVkeys"].map(String) : [];
  for (const it of checkpoints) {
    cases.push(
      caseOf(`${file} checkpoint ${String(it["size"])}`, () => {
        const opened = sound(openCheckpoint(primitives, utf8(String(it["note"])), [sound(noteKeyOf(sha256, String(log["logVkey"])))]));
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
    return bytes(stated["leafHash"]);
  };
  if (proof !== undefined) {
    const policyOf = (): TrustPolicy => sound(parsePolicy(sha256, [`log ${String(log["logVkey"])}`, ...witnesses.map((it, at) => `witness w${at} ${it}`), ...(witnesses.length > 0 ? [`group all-of-them all ${witnesses.map((_, at) => `w${at}`).join(" ")}`, "quorum all-of-them"] : ["quorum none"]), ""].join("\n")));
    cases.push(caseOf(`${file} proof of ${index}`, () => ({ expected: index, found: sound(verifyProof(primitives, { proof: utf8(proof), leaf: leafAt(index), policy: policyOf() })).index })));
    cases.push(oneCase(`${file} proof of ${index} for another entry is refused`, true, () => isFault(verifyProof(primitives, { proof: utf8(proof), leaf: sha256(leafAt(index)), policy: policyOf() }))));
  }
  if (cases.length === 0 && roots.size === 0) notClaimed.push(`${file}: a log without roots, proofs, checkpoints and tiles`);
  if (entry === undefined) {
    notClaimed.push(`${file}: what its entries are is neither stated nor told by the first of them, so roots and tiles are not made again`);
    return { cases, notClaimed };
  }
  const size = Math.min(Math.max(...roots.keys(), ...tilesStated.map((it) => Number(it["size"] ?? 0)), 0), LEAVES_MOST);
  try {
    const tree = new MerkleTree(sha256);
    for (let i = 0; i < size; i++) tree.append(leafHash(sha256, entry(i)));
    if (Array.isArray(log["firstEntries"])) log["firstEntries"].forEach((it, at) => cases.push(oneCase(`${file} entry ${at}`, it, () => textOf(entry(at)))));
    for (const [at, root] of roots) cases.push(oneCase(`${file} root ${at}`, root, () => base64(tree.root(at))));
    for (const it of inclusion) cases.push(oneCase(`${file} inclusion ${String(it["index"])} in ${String(it["size"])}`, hashes(it["proof"]), () => tree.inclusion(Number(it["index"]), Number(it["size"])).map(base64)));
    for (const it of consistency) cases.push(oneCase(`${file} consistency ${String(it["old"])} to ${String(it["new"])}`, hashes(it["proof"]), () => tree.consistency(Number(it["old"]), Number(it["new"])).map(base64)));
    const tiles = new Map([...hashTiles(tree, size), ...entryTiles(entry, size)].map((it) => [it.path, it.bytes]));
    for (const it of tilesStated) {
      cases.push(
        caseOf(`${file} ${String(it["path"])}`, () => {
          const tile = tiles.get(String(it["path"]));
          if (tile === undefined) throw new Error(`a log of ${size} has no such tile`);
          return { expected: it["sha256"], found: Buffer.from(sha256(tile)).toString("hex") };
        }),
      );
    }
  } catch (error) {
    cases.push({ name: `${file} tree`, trouble: `the tree cannot be made: ${error instanceof Error ? error.message : String(error)}` });
  }
  return { cases, notClaimed };
}

// Beyond it a file asks for more memory than a check should take.
const LEAVES_MOST = 5_000_000;

const jcs: Suite = {
  folder: "jcs-rfc8785",
  run: (folder) => {
    const notClaimed: string[] = [];
    const names = filesIn(join(folder, "input"), ".json");
    if (names.length === 0) notClaimed.push("there is no input/*.json");
    const cases: Case[] = [];
    eachFile({ folder: join(folder, "input"), ending: ".json", cases }, (name) => {
      const source = bytesOf(folder, "input", name);
      const value = caught(() => parseJson(source));
      if (existsSync(join(folder, "output", name))) cases.push(caseOf(name, () => ({ expected: textIn(folder, "output", name), found: textOf(canonicalBytes(value instanceof Error || isJsonFault(value) ? reject(value) : value)) })));
      // Without an output the input is one to be refused, or nobody has said what becomes of it.
      else if (value instanceof Error || isJsonFault(value)) cases.push({ name: `${name} is refused` });
      else notClaimed.push(`${name}: there is no output of that name`);
    });
    for (const name of filesIn(join(folder, "output"), ".json")) if (!names.includes(name)) cases.push({ name: `output/${name}`, trouble: "there is no input of that name" });
    return { suite: "jcs-rfc8785", notClaimed, cases };
  },
};

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
  return Object.fromEntries(
    node.items.filter(isPair).map((it) => {
      const key = resolved(it.key);
      const name = isScalar(key) ? (key.source ?? String(key.value)) : String(key);
      if (isMarked(key)) paths.push([...at, name]);
      return [name, marked(document, it.value, [...at, name], paths)];
    }),
  );
}

/** Paths that a holder gives out: those marked true, and those that lead there. */
function chosen(value: Json, at: FieldPath): readonly FieldPath[] {
  if (value === true) return [at];
  if (typeof value !== "object" || value === null) return [];
  return [at, ...Object.entries(value).flatMap(([key, it]) => chosen(it as Json, [...at, Array.isArray(value) ? Number(key) : key]))];
}

const sdJwt: Suite = {
  folder: "sd-jwt",
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    eachFile({ folder, ending: ".json", cases }, (file) => {
      const value = jsonIn(folder, file, cases);
      const rows = Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? undefined : [value];
      if (rows?.length === 0) notClaimed.push(`${file}: an empty list`);
      for (const [at, it] of rowsOf(cases, file, rows).entries()) {
        if (!("disclosure" in it)) notClaimed.push(`${file} ${at}: no disclosure`);
        else cases.push(...digestCases(`${file} ${String(it["what"] ?? at)}`, it));
      }
    });
    const disclosureCase = (file: string): void => {
      const document = parseDocument(textIn(folder, file), { logLevel: "silent" });
      if (document.errors.length > 0) {
        cases.push({ name: file, trouble: `the file is no YAML: ${document.errors[0]!.message.split("\n")[0]}` });
        return;
      }
      if (!isMap(document.contents) || !document.has("expect_verified_user_claims") || !document.has("user_claims")) {
        notClaimed.push(`${file}: no case of disclosure`);
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

/** A salt that stands once however many there are. */
const saltOf = (count: number): Uint8Array => {
  const salt = new Uint8Array(16);
  new DataView(salt.buffer).setUint32(0, count);
  return salt;
};

/** The digest of a disclosure, and where the file states them, what is in it. */
function digestCases(name: string, it: Row): readonly Case[] {
  const disclosure = String(it["disclosure"]);
  const digest = oneCase(name, it["digest"], () => base64url(sha256(utf8(disclosure))));
  if (it["decoded"] === undefined) return [digest];
  return [digest, caseOf(`${name}, decoded`, () => ({ expected: it["decoded"], found: JSON.parse(Buffer.from(disclosure, "base64url").toString()) as unknown }))];
}

const wycheproof: Suite = {
  folder: "wycheproof",
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
      for (const [at, group] of rowsOf(cases, `${file} testGroups`, stated).entries()) {
        guarded(cases, `${file} testGroups ${at + 1}`, () => {
          const run = algorithmOf(algorithm, group);
          if (typeof run === "string") return void notClaimed.push(`${file}: ${run}`);
          const tests = rowsOf(cases, `${file} testGroups ${at + 1} tests`, group["tests"]);
          if (!Array.isArray(group["tests"]) || group["tests"].length === 0) notClaimed.push(`${file}: group ${at + 1} has no tests`);
          for (const it of tests) {
            const name = `${file} ${String(it["tcId"])} ${String(it["comment"])}`;
            const answered = (answer: boolean): boolean => (either.push(`${String(it["tcId"])} ${answer ? "accepted" : "refused"}`), true);
            if (it["result"] === "acceptable") cases.push(oneCase(`${name}: either answer is right`, true, () => answered(run(it))));
            else if (it["result"] === "valid" || it["result"] === "invalid") cases.push(oneCase(name, it["result"] === "valid", () => run(it)));
            else cases.push({ name, trouble: `its result ${JSON.stringify(it["result"]) ?? "is missing and"} is none of valid, invalid, acceptable` });
          }
        });
      }
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
      const made = caught(() => hkdf256(hex(it["ikm"]), { salt: hex(it["salt"]), info: hex(it["info"]), size: Number(it["size"]) }));
      return !(made instanceof Error) && Buffer.from(made).equals(hex(it["okm"]));
    };
  }
  return `${algorithm}: Concord signs with Ed25519 and derives keys with HKDF-SHA-256, and uses no other algorithm of these vectors`;
}

export const ledgerSuites: readonly Suite[] = [tlog, jcs, sdJwt, wycheproof];
