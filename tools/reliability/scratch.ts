import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder in memory where the machine has one: what is tried here is written anew thousands of times. */
export const scratch = (name: string): string => mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), `concord-${name}-`));
