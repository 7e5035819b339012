/**
 * Text of a file: UTF-8, or UTF-16 where a byte order mark says so. Bytes that are no UTF-8 become U+FFFD, which
 * the reader of tables reports with row and column.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
