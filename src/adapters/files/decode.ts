/**
 * Text of a table: UTF-8, or UTF-16 where a byte order mark says so. Bytes that are no UTF-8 become U+FFFD, which
 * the reader of tables reports with row and column. Every other file is read by `strictText`.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** Why bytes are not read as text. */
export interface EncodingFault {
  readonly kind: "encoding";
  /** Line of the first byte that is wrong. Absent: the file as a whole is in another encoding. */
  readonly line?: number;
  /** Goes on after the name of the file: `is not in UTF-8: …`. */
  readonly message: string;
  readonly mend: string;
}

/**
 * Text of a file in UTF-8, or in UTF-16 with a byte order mark, which is taken off. Nothing is ever replaced: bytes that are
 * no text, and XML that declares another encoding, are a fault that names the place or the encoding.
 * @example strictText(Buffer.from("a\xe9", "latin1")) // → { kind: "encoding", line: 1, message: "is not in UTF-8: byte 2 of it, …", … }
 */
export function strictText(bytes: Uint8Array): string | EncodingFault {
  const encoding = encodingOf(bytes);
  const text = fatally(encoding, bytes);
  // A declaration is in ASCII, so that it can be read before anyone knows whether the rest can.
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(text ?? new TextDecoder("latin1").decode(bytes.subarray(0, DECLARATION_MOST)))?.[1];
  if (declared !== undefined && !FITTING[encoding].test(declared))
    return {
      kind: "encoding",
      message: `says that it is in ${declared}${encoding === "utf-8" ? "" : `, and its byte order mark that it is in ${encoding.toUpperCase()}`}; UTF-8 is read, and UTF-16 with a byte order mark.`,
      mend: MEND,
    };
  if (text === undefined)
    return encoding === "utf-8"
      ? wrongByte(bytes)
      : { kind: "encoding", message: `begins as ${encoding.toUpperCase()} and is not in it to the end.`, mend: MEND };
  if (encoding === "utf-8" && ((bytes[0] === 0 && bytes[1]! >= 0x20) || (bytes[0]! >= 0x20 && bytes[1] === 0)))
    return { kind: "encoding", line: 1, message: "holds a zero byte at its start, as UTF-16 or UTF-32 without a byte order mark has it.", mend: MEND };
  return text;
}

const MEND = "Save it as UTF-8, from its original.";
const DECLARATION_MOST = 1_000;
const FITTING = { "utf-8": /^(utf-?8|us-ascii|ascii)$/i, "utf-16le": /^utf-?16(le)?$/i, "utf-16be": /^utf-?16(be)?$/i };
type Encoding = keyof typeof FITTING;

const encodingOf = (bytes: Uint8Array): Encoding =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";

function fatally(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The longest beginning that may go on as UTF-8 ends before the wrong byte: halving finds it. */
function wrongByte(bytes: Uint8Array): EncodingFault {
  let [right, wrong] = [0, bytes.length];
  while (wrong - right > 1) {
    const middle = (right + wrong) >> 1;
    if (beginsAsUtf8(bytes.subarray(0, middle))) right = middle;
    else wrong = middle;
  }
  // What stands before may have begun a character that does not go on: that beginning is what is wrong.
  while (fatally("utf-8", bytes.subarray(0, right)) === undefined) right -= 1;
  const line = bytes.subarray(0, right).reduce((count, it) => (it === 0x0a ? count + 1 : count), 1);
  return {
    kind: "encoding",
    line,
    message: `is not in UTF-8: byte ${right + 1} of it, hexadecimal ${bytes[right]!.toString(16).toUpperCase().padStart(2, "0")}, is no part of a character.`,
    mend: MEND,
  };
}

function beginsAsUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
