import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Tests of values alone: they keep nothing, set nothing of the process and need no process of their own. */
const OF_VALUES = [
  "src/{api,app,base,duties,engines,exchange,ledger,model,views,web}/**/*.test.{ts,tsx}",
  "tests/{app,duties,history,import,labels,project,stats}/**/*.test.ts",
  "tools/**/*.test.ts",
];

// One browser or solver at a time on two cores; the tests themselves bound no time.
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // Programs that tests start keep what they compiled, as `bin/concord.mjs` does.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules", ".cache", "concord") },
    // Each file apart goes first, being longest; the others share what they import, one after the other in each worker.
    projects: [
      { extends: true, test: { name: "apart", include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"], exclude: OF_VALUES } },
      { extends: true, test: { name: "together", include: OF_VALUES, isolate: false } },
    ],
  },
});
