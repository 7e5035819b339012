import { closeSync, openSync, rmSync } from "node:fs";

/** Does something while no other process does it under the same lock file. @throws Error with code EEXIST where one does. */
export function whileAlone<T>(path: string, work: () => T): T {
  closeSync(openSync(path, "wx"));
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}
