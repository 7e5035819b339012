import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Signer } from "#ledger";
import { makeFolderDurably, writeNewDurably } from "../files/durable-file.ts";
import { signerFromSeed } from "./node-crypto.ts";

/** Fresh random bytes from the platform. */
export const random = (size: number): Uint8Array => new Uint8Array(randomBytes(size));

/** A key as its file holds it: the signer, and the secret seed that other keys may be derived from. */
export interface KeyFile {
  readonly signer: Signer;
  readonly seed: Uint8Array;
}

/** Makes a key file that only its owner can read, on the disk when this answers. @throws Error where a file is there already: a key is never written over. */
export function makeKeyFile(path: string): KeyFile {
  makeFolderDurably(dirname(path));
  const seed = random(32);
  writeNewDurably(path, `${Buffer.from(seed).toString("hex")}\n`, 0o600);
  return { signer: signerFromSeed(seed), seed };
}

/** Reads a key file. @throws Error when it is not there or holds no key. */
export function readKeyFile(path: string): KeyFile {
  const text = readFileSync(path, "utf8").trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${path} holds no key: it should be 64 hex digits`);
  const seed = new Uint8Array(Buffer.from(text, "hex"));
  return { signer: signerFromSeed(seed), seed };
}
