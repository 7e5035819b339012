import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Chance } from "./chance.ts";

/** A server of its own process, with everyone signed in. */
export interface LoadServer {
  readonly origin: string;
  readonly secrets: readonly string[];
  readonly coldSeconds: number;
  readonly coldProcessorSeconds: number;
  /** Memory in use. Unit: bytes. */
  readonly memory: () => Promise<{ readonly rss: number; readonly heapUsed: number; readonly external: number }>;
  readonly child: ChildProcess;
  readonly stop: (signal: "SIGTERM" | "SIGKILL") => Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}

/** The next line that the server says. @throws Error where it says no more */
async function nextLine(lines: AsyncIterator<string>, child: ChildProcess): Promise<string> {
  const { value, done } = await lines.next();
  if (done === true) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}`);
  return value;
}

export async function startServer({ folder, state, port, persons, clearances }: { readonly folder: string; readonly state: string; readonly port: number; readonly persons: number; readonly clearances: number }): Promise<LoadServer> {
  const child = spawn(process.execPath, ["--expose-gc", join(import.meta.dirname, "load-server.ts"), folder, state, String(port), String(persons), String(clearances)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const said = JSON.parse(await nextLine(lines, child)) as Pick<LoadServer, "secrets" | "coldSeconds" | "coldProcessorSeconds">;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    ...said,
    origin: `http://localhost:${port}`,
    child,
    memory: async () => {
      const line = nextLine(lines, child);
      child.stdin!.write("memory\n");
      return JSON.parse(await line);
    },
    stop: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}

/** Milliseconds that answers took, by what was asked, and what went wrong. */
export interface Served {
  readonly point: number[];
  readonly view: number[];
  readonly faults: string[];
}

/** Asks once for what a server keeps of each clearance, so that from then on only what leaks grows. @throws Error where it is not answered */
export async function warm({ origin, secrets }: Pick<LoadServer, "origin" | "secrets">, clearances: number): Promise<void> {
  for (const secret of secrets.slice(0, clearances))
    for (const path of ["/api/home", "/api/heat", "/api/ledger"]) {
      const reply = await fetch(`${origin}${path}`, { headers: { cookie: `concord=${secret}` } });
      if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
      await reply.arrayBuffer();
    }
}

export interface ReadAsk {
  readonly server: Pick<LoadServer, "origin" | "secrets">;
  /** Whether a reader who has asked so many questions asks no more. */
  readonly isOver: (asked: number) => boolean;
  /** Mean pause of a reader between an answer and the next question. Unit: ms. */
  readonly pause: number;
  readonly seed: number;
  /** Whether a question may fail now: the server is being killed. */
  readonly isExcused?: () => boolean;
}

/** Every person reads until the time is over: of five questions three are for one figure or one record, two for a view of the alliance. */
export async function readMany({ server, isOver, pause, seed, isExcused = () => false }: ReadAsk): Promise<Served> {
  const found: Served = { point: [], view: [], faults: [] };
  const { origin, secrets } = server;
  const ask = async <T>(secret: string, path: string): Promise<T> => {
    const reply = await fetch(`${origin}${path}`, { headers: { cookie: `concord=${secret}` } });
    const body = (await reply.json()) as object;
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${JSON.stringify(body).slice(0, 200)}`);
    return body as T;
  };
  await Promise.all(
    secrets.map(async (secret, number) => {
      const chance = new Chance(seed + number);
      const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
      let keys: readonly string[] = [];
      let channels: readonly { readonly channel: string; readonly entries: number }[] = [];
      for (let asked = 0; !isOver(asked); asked++) {
        await wait(2 * pause * chance.share());
        const kind = chance.below(5);
        try {
          if (keys.length === 0) {
            keys = [...JSON.stringify(await ask<object>(secret, "/api/heat")).matchAll(/"why":"([^"]+)"/g)].map((it) => it[1]!);
            channels = (await ask<{ readonly parties: readonly { readonly channels: typeof channels }[] }>(secret, "/api/ledger")).parties.flatMap((it) => it.channels);
          }
          const channel = channels[chance.below(channels.length)];
          const path = kind < 2 ? `/api/why?key=${encodeURIComponent(keys[chance.below(keys.length)] ?? "")}` : kind < 3 ? `/api/ledger/entries?channel=${channel?.channel}&from=${chance.below(channel?.entries ?? 1)}&count=1` : kind < 4 ? "/api/home" : "/api/heat";
          const began = performance.now();
          await ask<object>(secret, path);
          found[kind < 3 ? "point" : "view"].push(performance.now() - began);
        } catch (error) {
          if (!isExcused()) found.faults.push(String((error as Error).cause ?? error).slice(0, 300));
        }
      }
    }),
  );
  return found;
}

/** A percentile of some times, rounded up to a place. @example percentile([3, 1, 2], 0.5) // → 2 */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? 0;
}
