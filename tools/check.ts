/** `npm run check`: types, lint and the project's own rules, without the other tests. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./files.ts";

const commands: readonly (readonly string[])[] = [
  [join("node_modules", "ts7", "bin", "tsc"), "-p", "tsconfig.json"],
  [join("node_modules", "ts7", "bin", "tsc"), "-p", "tsconfig.core.json"],
  [join("node_modules", "oxlint", "bin", "oxlint"), "--deny-warnings", "src", "tools", "tests", "bench"],
  [join("node_modules", "vitest", "vitest.mjs"), "run", "tests/project"],
];
const failed = commands.filter((args) => spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status !== 0);
process.exit(failed.length === 0 ? 0 : 1);
