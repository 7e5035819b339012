import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Comparison } from "#engines/plan";

/** Where results are kept: `CONCORD_RUNS`, else `out/runs` of the project. */
export const runsFolder = (): string => process.env["CONCORD_RUNS"] ?? join(import.meta.dirname, "..", "..", "..", "out", "runs");

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Reads a stored comparison. Answers `undefined` where there is none, or where its digest does not match: then it is computed anew. */
export async function readRun(key: string, folder = runsFolder()): Promise<Comparison | undefined> {
  try {
    const text = await readFile(join(folder, `${key}.json`), "utf8");
    const cut = text.indexOf("\n");
    return digestOf(text.slice(cut + 1)) === text.slice(0, cut) ? (JSON.parse(text.slice(cut + 1)) as Comparison) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a stored comparison that passes a check. One that does not is as good as none: it is computed anew, never shown. */
export async function readSound(key: string, isSound: (comparison: Comparison) => boolean, folder = runsFolder()): Promise<Comparison | undefined> {
  const stored = await readRun(key, folder);
  return stored !== undefined && isSound(stored) ? stored : undefined;
}

/** Stores a comparison under its run key, whole or not at all. */
export async function writeRun(key: string, comparison: Comparison, folder = runsFolder()): Promise<void> {
  await mkdir(folder, { recursive: true });
  const body = JSON.stringify(comparison);
  const path = join(folder, `${key}.json`);
  await writeFile(`${path}.${process.pid}`, `${digestOf(body)}\n${body}`);
  await rename(`${path}.${process.pid}`, path);
}
