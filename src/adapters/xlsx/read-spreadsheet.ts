import { crc32, inflateRawSync } from "node:zlib";
import { isZip, readCsvSheet, readWorkbook, type SheetProblem, type Unpacker, type Workbook } from "#exchange";

/** Unpacks with the platform's own, which stops at the size it is told. */
export const unpacker: Unpacker = {
  inflate: (packed, most) => {
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
    } catch {
      return undefined;
    }
  },
  crc32: (bytes) => crc32(bytes),
};

/** Reads a spreadsheet by what it is, whatever it is called: a workbook, or else CSV. Never throws for bad input. */
export function readSpreadsheet(name: string, bytes: Uint8Array): Workbook | SheetProblem {
  const isWorkbook = isZip(bytes) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);
  return isWorkbook ? readWorkbook(bytes, unpacker) : readCsvSheet(name.replace(/\.[^.]*$/, ""), bytes);
}
