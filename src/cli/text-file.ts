import { strictText } from "#adapters/files";
import { Complaint, EXIT } from "./exit-codes.ts";

/**
 * Text of the bytes of a file that a user gave; nothing in it is replaced.
 * @param file Its name, for the complaint.
 * @throws Complaint where it is no text, with line and mend.
 */
export function textOfBytes(file: string, bytes: Uint8Array): string {
  const text = strictText(bytes);
  if (typeof text === "string") return text;
  throw new Complaint(EXIT.unreadable, text.line === undefined ? `${file} ${text.message}` : `${file}:${text.line}: The file ${text.message}`, text.mend);
}
