import { join } from "node:path";
import { isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import { primitives } from "#adapters/keys";
import { base64, base64url, canonicalBytes, conceal, entryTiles, type FieldPath, fromBase64, hashTiles, isFault, isJsonFault, type Json, leafHash, MerkleTree, noteKeyOf, openCheckpoint, parseJson, parseNote, reveal, textOf, utf8, verifyConsistency, verifyInclusion, verifyNote, verifyProof, parsePolicy, witnessesOf } from "#ledger";
import { bytesOf, type Case, filesIn, jsonIn, listOf, oneCase, ordered, type Suite, textIn } from "./suite.ts";

const { sha256 } = primitives;
const bytes = (text: unknown): Uint8Array => fromBase64(typeof text === "string" ? text : "") ?? new Uint8Array(0);
const path = (value: unknown): readonly Uint8Array[] => (Array.isArray(value) ? value.map(bytes) : []);
const hex = (text: unknown): Uint8Array => new Uint8Array(Buffer.from(String(text), "hex"));
const sound = <T extends object>(it: T): Exclude<T, { kind: "fault" }> => {
  if (isFault(it)) throw new Error(it.message);
  return it as Exclude<T, { kind: "fault" }>;
};

const tlog: Suite = {
  folder: "tlog",
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    for (const file of filesIn(folder, ".json")) {
      const value = jsonIn(folder, file, cases);
      if (value === undefined) continue;
      const rows = listOf(value);
      const first = rows[0];
      if (first !== undefined && "leafIdx" in first) for (const it of rows) cases.push(oneCase(`${file} ${String(it["file"])}`, it["wantErr"] !== true, () => verifyInclusion(sha256, { index: Number(it["leafIdx"]), size: Number(it["treeSize"]), leaf: bytes(it["leafHash"]), root: bytes(it["root"]), proof: path(it["proof"]) })));
      else if (first !== undefined && "size1" in first) for (const it of rows) cases.push(oneCase(`${file} ${String(it["file"])}`, it["wantErr"] !== true, () => verifyConsistency(sha256, { oldSize: Number(it["size1"]), newSize: Number(it["size2"]), oldRoot: bytes(it["root1"]), newRoot: bytes(it["root2"]), proof: path(it["proof"]) })));
      else if (first !== undefined && "vkey" in first) for (const it of rows) cases.push(oneCase(`${file} ${String(it["name"])}`, it["want"] === "verifies", () => noteHolds(String(it["vkey"]), String(it["note"]))));
      else if (typeof value === "object" && value !== null && "logVkey" in value) cases.push(...wholeLog(file, value as Record<string, unknown>));
      else notClaimed.push(`${file}: of no form that is known`);
    }
    return { suite: "tlog", cases, notClaimed };
  },
};

function noteHolds(keyText: string, text: string): boolean {
  const key = noteKeyOf(sha256, keyText);
  const note = parseNote(utf8(text));
  return !isFault(key) && !isFault(note) && !isFault(verifyNote(primitives, note, [key]));
}

/** Entries follow a rule stated in words, so they are made from the first of them by their pattern. */
function wholeLog(file: string, log: Record<string, unknown>): readonly Case[] {
  const cases: Case[] = [];
  const size = Math.max(...listOf(log["roots"]).map((it) => Number(it["size"])), 0);
  const sample = (log["firstEntries"] as readonly string[] | undefined) ?? [];
  const entry = (i: number): Uint8Array => utf8(JSON.stringify({ seq: i, nation: (JSON.parse(sample[0] ?? "{}") as { nation?: string }).nation ?? "", note: `dev-${i}`, pad: "x".repeat(i % 17) }));
  sample.forEach((it, at) => cases.push(oneCase(`${file} entry ${at}`, it, () => textOf(entry(at)))));
  const tree = new MerkleTree(sha256);
  for (let i = 0; i < size; i++) tree.append(leafHash(sha256, entry(i)));
  for (const it of listOf(log["roots"])) cases.push(oneCase(`${file} root ${String(it["size"])}`, it["root"], () => base64(tree.root(Number(it["size"])))));
  for (const it of listOf(log["inclusion"])) cases.push(oneCase(`${file} inclusion ${String(it["index"])} in ${String(it["size"])}`, it["proof"], () => tree.inclusion(Number(it["index"]), Number(it["size"])).map(base64)));
  for (const it of listOf(log["consistency"])) cases.push(oneCase(`${file} consistency ${String(it["old"])} to ${String(it["new"])}`, it["proof"], () => tree.consistency(Number(it["old"]), Number(it["new"])).map(base64)));
  const tiles = new Map([...hashTiles(tree, size), ...entryTiles(entry, size)].map((it) => [it.path, it.bytes]));
  for (const it of listOf(log["tiles"])) cases.push(oneCase(`${file} ${String(it["path"])}`, it["sha256"], () => Buffer.from(sha256(tiles.get(String(it["path"])) ?? new Uint8Array(0))).toString("hex")));
  const witnesses = (log["witnessVkeys"] as readonly string[] | undefined) ?? [];
  for (const it of listOf(log["checkpoints"])) {
    cases.push(
      oneCase(`${file} checkpoint ${String(it["size"])}`, [it["size"], base64(tree.root(Number(it["size"]))), String(it["note"]).split("\n").filter((line) => line.startsWith("— witness")).length], () => {
        const opened = sound(openCheckpoint(primitives, utf8(String(it["note"])), [sound(noteKeyOf(sha256, String(log["logVkey"])))]));
        return [opened.checkpoint.size, base64(opened.checkpoint.root), witnessesOf(primitives, opened.note, witnesses.map((key) => sound(noteKeyOf(sha256, key)))).length];
      }),
    );
  }
  if (typeof log["tlogProof"] === "string") {
    const proof = log["tlogProof"];
    const policy = [`log ${String(log["logVkey"])}`, ...witnesses.map((it, at) => `witness w${at} ${it}`), `group all-of-them all ${witnesses.map((_, at) => `w${at}`).join(" ")}`, witnesses.length > 0 ? "quorum all-of-them" : "quorum none", ""].filter((it) => witnesses.length > 0 || !it.startsWith("group")).join("\n");
    const index = Number(/^index (\d+)$/m.exec(proof)?.[1]);
    cases.push(oneCase(`${file} proof of ${index}`, index, () => sound(verifyProof(primitives, { proof: utf8(proof), leaf: leafHash(sha256, entry(index)), policy: sound(parsePolicy(sha256, policy)) })).index));
    cases.push(oneCase(`${file} proof of ${index} for another entry is refused`, true, () => isFault(verifyProof(primitives, { proof: utf8(proof), leaf: leafHash(sha256, entry(index + 1)), policy: sound(parsePolicy(sha256, policy)) }))));
  }
  return cases;
}

const jcs: Suite = {
  folder: "jcs-rfc8785",
  run: (folder) => ({
    suite: "jcs-rfc8785",
    notClaimed: [],
    cases: filesIn(join(folder, "input"), ".json").map((name) =>
      oneCase(name, textIn(folder, "output", name), () => {
        const value = parseJson(bytesOf(folder, "input", name));
        if (isJsonFault(value)) throw new Error(value.message);
        return textOf(canonicalBytes(value));
      }),
    ),
  }),
};

const same = (a: FieldPath, b: FieldPath): boolean => a.length === b.length && a.every((it, at) => it === b[at]);

/** Value of a YAML node, and the paths of all that is marked `!sd`. */
function marked(node: unknown, at: FieldPath, paths: FieldPath[]): Json {
  if (isScalar(node)) return node.value as Json;
  if (isSeq(node)) {
    return node.items.map((it, place) => {
      if ((it as { tag?: string }).tag === "!sd") paths.push([...at, place]);
      return marked(it, [...at, place], paths);
    });
  }
  if (!isMap(node)) return null;
  return Object.fromEntries(
    node.items.filter(isPair).map((it) => {
      const name = String((it.key as { value: unknown }).value);
      if ((it.key as { tag?: string }).tag === "!sd") paths.push([...at, name]);
      return [name, marked(it.value, [...at, name], paths)];
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
    for (const file of filesIn(folder, ".json")) for (const it of listOf(jsonIn(folder, file, cases))) cases.push(oneCase(`${file} ${String(it["what"])}`, it["digest"], () => base64url(sha256(utf8(String(it["disclosure"]))))));
    for (const file of filesIn(folder, ".yml")) {
      const document = parseDocument(textIn(folder, file), { logLevel: "silent" });
      if (document.errors.length > 0 || !document.has("expect_verified_user_claims")) {
        notClaimed.push(`${file}: no case of disclosure`);
        continue;
      }
      let salt = 0;
      cases.push(
        oneCase(file, ordered(marked(document.get("expect_verified_user_claims"), [], [])), () => {
          const paths: FieldPath[] = [];
          const value = marked(document.get("user_claims"), [], paths);
          const given = chosen(marked(document.get("holder_disclosed_claims"), [], []), []);
          const concealed = conceal(sha256, { value, paths, salt: () => new Uint8Array(16).fill(salt++) });
          return ordered(reveal(sha256, concealed.value, concealed.disclosures.filter((it) => given.some((one) => same(one, it.path))).map((it) => it.text)));
        }),
      );
    }
    return { suite: "sd-jwt", cases, notClaimed };
  },
};

const wycheproof: Suite = {
  folder: "wycheproof",
  run: (folder) => {
    const cases: Case[] = [];
    const notClaimed: string[] = [];
    for (const file of filesIn(folder, ".json")) {
      const value = jsonIn(folder, file, cases) as { readonly algorithm?: string; readonly testGroups?: unknown } | undefined;
      const groups = listOf(value?.testGroups);
      if (!/^ed25519/i.test(file)) {
        notClaimed.push(`${file}: key agreement and key derivation come with secure aggregation, which is not there yet`);
        continue;
      }
      for (const group of groups) {
        const key = (group["publicKey"] ?? group["key"]) as { readonly pk?: string } | undefined;
        for (const it of listOf(group["tests"])) cases.push(oneCase(`${file} ${String(it["tcId"])} ${String(it["comment"])}`, it["result"] === "valid", () => primitives.verifyEd25519(hex(key?.pk), hex(it["msg"]), hex(it["sig"]))));
      }
    }
    return { suite: "wycheproof", cases, notClaimed };
  },
};

export const ledgerSuites: readonly Suite[] = [tlog, jcs, sdJwt, wycheproof];
