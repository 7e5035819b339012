import { type SheetLimits, type SheetProblem, sheetProblem, tooLarge } from "./sheet.ts";

/** What unpacks: the platform's own, which never writes more than it is told. */
export interface Unpacker {
  /** Unpacks raw deflate. Absent: it is broken, or longer than `most`. */
  readonly inflate: (packed: Uint8Array, most: number) => Uint8Array | undefined;
  readonly crc32: (bytes: Uint8Array) => number;
}

/** A file in an archive. */
export interface ZipPart {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly at: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
const COMMENT_MOST = 0xffff;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const [STORED, DEFLATED] = [0, 8];

export const damaged = (what: string): SheetProblem => sheetProblem("damaged", `The workbook is damaged: ${what}.`, "Open it in its program and save it again.");

/** Whether bytes begin as an archive does. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/**
 * The parts of an archive by their names, from its own list: nothing is unpacked. The list says how large each part is; what says
 * too much is refused here, and what says too little when it is unpacked.
 */
export function zipParts(bytes: Uint8Array, limits: SheetLimits): ReadonlyMap<string, ZipPart> | SheetProblem {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_SIZE;
  const first = Math.max(0, end - COMMENT_MOST);
  while (end >= first && view.getUint32(end, true) !== END) end -= 1;
  if (end < first || end < 0) return damaged("its list of parts is missing");
  const count = view.getUint16(end + 10, true);
  if (count > limits.parts) return tooLarge(`it has ${count} parts, and at most ${limits.parts} are read`);
  const parts = new Map<string, ZipPart>();
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + CENTRAL_SIZE > bytes.length || view.getUint32(at, true) !== CENTRAL) return damaged("its list of parts is broken");
    const nameSize = view.getUint16(at + 28, true);
    const next = at + CENTRAL_SIZE + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) return damaged("its list of parts is broken");
    const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameSize)).replaceAll("\\", "/").replace(/^\//, "");
    // Of two parts of one name nobody knows which is meant.
    if (parts.has(name)) return damaged(`it has two parts ${name.slice(0, 80)}`);
    parts.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return parts;
}

/** A part unpacked, at most `most` bytes of it, with its checksum held. */
export function unpack(bytes: Uint8Array, part: ZipPart, most: number, { inflate, crc32 }: Unpacker): Uint8Array | SheetProblem {
  const { name, method, isEncrypted, at, packedSize, size } = part;
  if (isEncrypted) return sheetProblem("protected", "The workbook is protected by a password.", "Save it without a password, or as CSV.");
  if (size > most) return tooLarge(`its part ${name} unpacks to ${size} bytes, and at most ${most} are read`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + LOCAL_SIZE > bytes.length || view.getUint32(at, true) !== LOCAL) return damaged(`its part ${name} is not where its list says`);
  const from = at + LOCAL_SIZE + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packedSize > bytes.length) return damaged(`its part ${name} ends too early`);
  const packed = bytes.subarray(from, from + packedSize);
  const unpacked = method === STORED ? packed : method === DEFLATED ? inflate(packed, size) : undefined;
  if (unpacked === undefined || unpacked.length !== size || crc32(unpacked) !== part.crc) return damaged(`its part ${name} is not what its list says`);
  return unpacked;
}
