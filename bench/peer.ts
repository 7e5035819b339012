import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** What a peer's script printed, or why there is nothing. */
export type PeerAnswer<Found> = ({ readonly found: true } & Found) | { readonly found: false; readonly note: string };

/** Runs a script of `peers/` with Python and reads the JSON it prints. */
export function askPeer<Found>(script: string, args: readonly string[], timeoutSeconds: number): PeerAnswer<Found> {
  try {
    const out = execFileSync("python3", [join(import.meta.dirname, "peers", script), ...args], { encoding: "utf8", timeout: timeoutSeconds * 1000, maxBuffer: 1e8, stdio: ["ignore", "pipe", "ignore"] });
    const answer = JSON.parse(out.trim().split("\n").at(-1) ?? "{}") as { readonly found?: boolean } & Found;
    return answer.found === true ? { ...answer, found: true } : { found: false, note: "not found" };
  } catch (cause) {
    return { found: false, note: (cause as { code?: string }).code === "ENOENT" ? "not found" : `did not finish in ${timeoutSeconds} s` };
  }
}

/** Processor time of this process, all its threads, for some work. Unit: ms. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
