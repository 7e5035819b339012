import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { SourceFile } from "./check-layers.ts";

/** The project's root folder. */
export const ROOT = join(import.meta.dirname, "..");

/** TypeScript files below a folder of the project, tests included. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && /\.(ts|tsx)$/.test(it.name) && !it.parentPath.includes("node_modules"))
    .map((it) => join(it.parentPath, it.name))
    .sort()
    .map((path) => ({ path: relative(ROOT, path).split(sep).join("/"), text: readFileSync(path, "utf8") }));
}
