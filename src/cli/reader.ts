import { parseReader } from "#app";
import type { DataReader } from "#exchange";
import { Complaint, EXIT } from "./exit-codes.ts";

/** Reads `--as NATION:LEVEL:GROUPS:VALUES`. */
export function readerOf(text: string): DataReader {
  const reader = parseReader(text);
  if (reader === undefined) throw new Complaint(EXIT.usage, `"${text}" is no reader.`, 'Write --as NATION:LEVEL, for example --as XAA:1, then groups and values held where there are any: --as "XAA:2:STAFF:Codeword=RIVER;Programme=P1"; `--as :0` is the public.');
  return reader;
}
