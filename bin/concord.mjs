#!/usr/bin/env node
// Plain JavaScript that old Node can read: hands over to a Node that runs TypeScript as it stands.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const bundled = join(root, "node_modules", ".bin", "node");

if (major > 22 || (major === 22 && minor >= 18)) {
  // What was compiled once is kept for the next start, beside the modules it stands for; where nothing can be written there, nothing is kept.
  module.enableCompileCache?.(join(root, "node_modules", ".cache", "concord"));
  const { main } = await import("../src/cli/main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else if (existsSync(bundled)) {
  const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
  });
} else {
  process.stderr.write(`Concord needs Node.js 22.18 or newer; this is ${process.versions.node}.\nRun "npm ci" in ${root}, which brings one on Linux, or install a newer Node.js.\n`);
  process.exitCode = 2;
}
