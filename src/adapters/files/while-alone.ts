import { closeSync, openSync, rmSync } from "node:fs";

/** Takes a lock file, and answers how it is given back; nothing where another process has it. */
export function alone(path: string): (() => void) | undefined {
  try {
    closeSync(openSync(path, "wx"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw error;
  }
  return () => rmSync(path, { force: true });
}

/** Does something while no other process does it under the same lock file. @throws Error with code EEXIST where one does. */
export function whileAlone<T>(path: string, work: () => T): T {
  closeSync(openSync(path, "wx"));
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}
