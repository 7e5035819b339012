import { strictText } from "#adapters/files";
import { Complaint, EXIT } from "./exit-codes.ts";

const READING: Readonly<Record<string, string>> = { ENOENT: "there is no such file", EISDIR: "it is a folder", ENOTDIR: "a part of its path is no folder", EACCES: "it may not be read" };
const WRITING: Readonly<Record<string, string>> = { EEXIST: "a part of its path is no folder", ENOENT: "its folder is not there", EISDIR: "it is a folder", ENOTDIR: "a part of its path is no folder", EACCES: "it may not be written", ENOSPC: "the disk is full", EROFS: "the disk may only be read" };

/**
 * Why a file could not be read, or written, in words.
 * @example fileFault(Object.assign(new Error("ENOENT: …"), { code: "ENOENT" })) // → "there is no such file"
 */
export function fileFault(cause: unknown, doing: "read" | "write" = "read"): string {
  const { code = "", message } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : { message: String(cause) };
  return (doing === "read" ? READING : WRITING)[code] ?? message;
}

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
