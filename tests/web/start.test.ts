import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { freePort } from "./fixture/ledgers.ts";
import { buildPage } from "./open-page.ts";

const answers = async (port: number): Promise<boolean> => fetch(`http://127.0.0.1:${port}/api/health`).then(() => true, () => false);
async function until(holds: () => Promise<boolean>, tries = 300): Promise<boolean> {
  for (let at = 0; at < tries; at += 1) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

// A shell stands between npm and the program, and ends at a signal without passing it on; Ctrl-C reaches all of them.
test.each([["SIGTERM", "npm alone"], ["SIGINT", "all of them"]] as const)("%s to %s ends what npm start has started", async (signal, whom) => {
  buildPage();
  const port = await freePort();
  const npm = spawn("npm", ["start", "--silent", "--", "cases/two-nations", "--no-open"], { cwd: ROOT, env: { ...process.env, PORT: String(port) }, stdio: "ignore", detached: true });
  const ended = once(npm, "exit");
  try {
    expect(await until(() => answers(port))).toBe(true);
    process.kill(whom === "npm alone" ? npm.pid! : -npm.pid!, signal);
    await ended;
    expect(await until(async () => !(await answers(port)), 100)).toBe(true);
  } finally {
    try {
      process.kill(-npm.pid!, "SIGKILL");
    } catch {
      // Nothing of it is left, as it should be.
    }
  }
}, 90_000);
