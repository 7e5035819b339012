import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const onPath = (name: string): string | undefined => {
  const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
  return found === "" ? undefined : found;
};

const found = (): string | undefined => {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && existsSync(named)) return named;
  return ["chromium", "chromium-browser", "google-chrome"].map(onPath).find((it) => it !== undefined);
};

/**
 * Finds a Chromium for the browser tests: `CHROMIUM`, else one on the PATH, else installs Debian's package when that is
 * possible, saying so. Answers `undefined` where none can be had.
 */
export function findOrInstallChromium(say: (line: string) => void): string | undefined {
  const already = found();
  if (already !== undefined) return already;
  if (process.getuid?.() === 0 && onPath("apt-get") !== undefined) {
    say("The browser tests need Chromium: installing Debian's package (apt-get install chromium) …");
    spawnSync("apt-get", ["update"], { stdio: "ignore", timeout: 300_000 });
    const installed = spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: ["ignore", "ignore", "inherit"], timeout: 900_000, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    if (installed.status === 0) return found();
  }
  say("No Chromium found and none could be installed: install Debian's `chromium`, or set CHROMIUM to a browser's path.");
  return undefined;
}
