import { readlinkSync } from "node:fs";
import { basename } from "node:path";
import { constants, setPriority } from "node:os";

/**
 * Lets this thread stand back for whatever else the machine has to do: the page and the server answer while a plan is made. Linux alone has
 * a priority for each thread, and names the one that asks; elsewhere nothing is changed.
 */
export function standBack(): void {
  try {
    setPriority(Number(basename(readlinkSync("/proc/thread-self"))), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A thread that cannot stand back works like the others.
  }
}
