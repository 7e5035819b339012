import { join } from "node:path";
import { defineConfig } from "vitest/config";

// One browser or solver at a time on two cores; the tests themselves bound no time.
export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts", "tools/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // Programs that tests start keep what they compiled, as `bin/concord.mjs` does.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules", ".cache", "concord") },
  },
});
