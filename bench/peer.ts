import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { BenchRow } from "./bench.ts";

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

/** What native HiGHS takes for a linear model in a file by one of its algorithms, or why there is nothing. It comes with Python, so it needs no program on the PATH. */
export function nativeLinear(path: string, algorithm: "simplex" | "ipx", limitSeconds: number): Pick<BenchRow, "ms" | "note"> {
  const found = askPeer<{ readonly wallMs: number; readonly status: string; readonly version: string; readonly objective: number }>("native.py", [path, algorithm, String(limitSeconds)], limitSeconds + 60);
  if (!found.found) return { note: found.note };
  if (found.status !== "Optimal") return { note: `did not finish in ${limitSeconds} s` };
  return { ms: found.wallMs, note: `${found.version}, ${found.objective.toFixed(6)}; reading left out` };
}

/** Processor time of this process, all its threads, for some work. Unit: ms. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
