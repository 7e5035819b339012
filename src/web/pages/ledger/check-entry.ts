/** What a browser found when it checked an entry by itself. */
export type Checked =
  | { readonly kind: "holds"; /** Entries under the checkpoint. */ readonly size: number }
  /** The entry is under the checkpoint, whose signature this browser cannot check. */
  | { readonly kind: "unsigned"; readonly size: number }
  | { readonly kind: "broken"; readonly where: "proof" | "place" | "id" | "path" | "signature" };

export interface CheckAsk {
  /** The signed bytes of the entry, in base 64. */
  readonly leaf: string;
  readonly place: number;
  /** Hash by which the entry is named, in base 64 for addresses. */
  readonly id: string;
  /** Text of a C2SP tlog-proof. */
  readonly proof: string;
  readonly origin: string;
  /** Key of the channel, as a verifier key of C2SP signed-note. */
  readonly key: string;
}

const HEADER = "c2sp.org/tlog-proof@v1";
const ED25519 = 1;
const PATH_MOST = 63;

/**
 * Checks with the browser's own cryptography that an entry is the one at its place under the channel's checkpoint (RFC 9162 section
 * 2.1.3.2), and that the checkpoint carries the signature of the channel's key. Written apart from what the server checks.
 */
export async function checkEntry({ leaf, place, id, proof, origin, key }: CheckAsk): Promise<Checked> {
  const cut = proof.indexOf("\n\n");
  const [header, indexLine, ...steps] = proof.slice(0, Math.max(cut, 0)).split("\n");
  const path = steps.map(bytesOf);
  const note = proof.slice(cut + 2);
  const end = note.lastIndexOf("\n\n");
  const signed = note.slice(0, end + 1);
  const [name, sizeText = "", rootText = ""] = signed.split("\n");
  const root = bytesOf(rootText);
  const size = Number(sizeText);
  if (cut < 0 || end < 0 || header !== HEADER || root?.length !== 32 || !/^\d+$/.test(sizeText) || path.length > PATH_MOST || path.some((it) => it?.length !== 32)) return { kind: "broken", where: "proof" };
  if (indexLine !== `index ${place}` || place >= size || name !== origin) return { kind: "broken", where: "place" };
  const bytes = bytesOf(leaf);
  if (bytes === undefined) return { kind: "broken", where: "id" };
  const hash = await sha256(Uint8Array.of(0), bytes);
  if (textOf(hash).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") !== id) return { kind: "broken", where: "id" };
  const reached = await walk({ hash, place, size, path: path as readonly Bytes[] });
  if (reached === undefined || textOf(reached) !== rootText) return { kind: "broken", where: "path" };
  const isSigned = await isSignedBy({ signed, lines: note.slice(end + 2).split("\n"), origin, key });
  if (isSigned === undefined) return { kind: "unsigned", size };
  return isSigned ? { kind: "holds", size } : { kind: "broken", where: "signature" };
}

type Bytes = Uint8Array<ArrayBuffer>;

const sha256 = async (...parts: readonly Bytes[]): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob([...parts]).arrayBuffer()));

/** The root that a path leads to. Absent: it is too long or too short. */
async function walk({ hash, place, size, path }: { readonly hash: Bytes; readonly place: number; readonly size: number; readonly path: readonly Bytes[] }): Promise<Bytes | undefined> {
  let [at, last, reached] = [place, size - 1, hash];
  for (const step of path) {
    if (last === 0) return undefined;
    const isRight = at % 2 === 1 || at === last;
    reached = isRight ? await sha256(Uint8Array.of(1), step, reached) : await sha256(Uint8Array.of(1), reached, step);
    if (isRight) while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? reached : undefined;
}

/** Whether one of the lines is the channel's signature of the text. Absent: this browser does not know the algorithm. */
async function isSignedBy(ask: { readonly signed: string; readonly lines: readonly string[]; readonly origin: string; readonly key: string }): Promise<boolean | undefined> {
  const { signed, lines, origin } = ask;
  const [, name, keyId = "", material = ""] = /^(.*?)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(ask.key) ?? [];
  const key = bytesOf(material);
  if (name !== origin || key?.length !== 33 || key[0] !== ED25519) return false;
  for (const line of lines) {
    const [, by, text = ""] = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
    const bytes = bytesOf(text);
    if (by !== origin || bytes?.length !== 68 || hex(bytes.slice(0, 4)) !== keyId) continue;
    try {
      const known = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", known, bytes.slice(4), new TextEncoder().encode(signed));
    } catch {
      return undefined;
    }
  }
  return false;
}

const hex = (bytes: Bytes): string => [...bytes].map((it) => it.toString(16).padStart(2, "0")).join("");
const textOf = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

function bytesOf(base64: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The signed text of an entry, to be read. */
export const leafText = (leaf: string): string => new TextDecoder().decode(bytesOf(leaf) ?? new Uint8Array());
