import { gunzipSync, gzipSync } from "node:zlib";

/** What a program did to the files of a folder, in order. Names are relative to the folder; the folder itself is `.`. */
export type DiskOp =
  | { readonly kind: "create" | "folder"; readonly name: string }
  | { readonly kind: "write"; readonly name: string; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: "resize"; readonly name: string; readonly size: number }
  | { readonly kind: "sync"; readonly name: string }
  | { readonly kind: "rename"; readonly name: string; readonly to: string }
  | { readonly kind: "unlink"; readonly name: string }
  /** A line that the program gave out: what it has acknowledged. */
  | { readonly kind: "said"; readonly line: string };

/** A trace as a file that can be kept: gzip over one line of JSON an operation, bytes in base 64. */
export const traceBytes = (ops: readonly DiskOp[]): Uint8Array => new Uint8Array(gzipSync(ops.map((it) => JSON.stringify(it.kind === "write" ? { ...it, bytes: Buffer.from(it.bytes).toString("base64") } : it)).join("\n"), { level: 9 }));

/** Reads what `traceBytes` wrote. @throws Error for other bytes. */
export const readTrace = (bytes: Uint8Array): readonly DiskOp[] =>
  gunzipSync(bytes)
    .toString()
    .split("\n")
    .map((line): DiskOp => {
      const it = JSON.parse(line) as DiskOp & { readonly bytes?: string };
      return it.kind === "write" ? { ...it, bytes: new Uint8Array(Buffer.from(it.bytes as unknown as string, "base64")) } : it;
    });
