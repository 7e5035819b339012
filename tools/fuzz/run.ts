import { setImmediate } from "node:timers/promises";
import { type Form, inputOf } from "./inputs.ts";

/** A parser under test. What it reads may be refused, with a fault that is typed; nothing may be thrown. */
export interface FuzzParser {
  readonly name: string;
  /** What it reads, in a few words. */
  readonly about: string;
  readonly form: Form;
  /** Sound texts to start from. */
  readonly fixtures: () => readonly (Uint8Array | string)[];
  /** Words that mean something to it. */
  readonly words?: readonly string[];
  /** Reads an input as a user's would be read, and checks what must hold of whatever is accepted. */
  readonly read: (input: Uint8Array) => "accepted" | "refused" | Promise<"accepted" | "refused">;
}

/** An input that brought a parser down or took too long, with what replays it. */
export interface FuzzFault {
  readonly index: number;
  readonly kind: "crash" | "slow";
  readonly message: string;
}

export interface FuzzResult {
  readonly parser: string;
  readonly inputs: number;
  readonly seed: number;
  readonly accepted: number;
  readonly refused: number;
  readonly crashes: number;
  readonly slow: number;
  /** Processor time of the slowest input. */
  readonly longestMilliseconds: number;
  /** Largest memory of the process so far. */
  readonly peakMegabytes: number;
  readonly seconds: number;
  readonly faults: readonly FuzzFault[];
}

const SLOW_MILLISECONDS = 1000;
const PROGRESS_MILLISECONDS = 1000;
const FAULTS_SHOWN = 20;
const encoder = new TextEncoder();

/** Sends a parser a number of inputs of a seed, or one of them by its number. `onProgress` hears once a second how far it is. */
export async function fuzz(parser: FuzzParser, { inputs, seed, only, onProgress }: { readonly inputs: number; readonly seed: number; readonly only?: number; readonly onProgress?: (index: number) => void }): Promise<FuzzResult> {
  const material = { form: parser.form, fixtures: parser.fixtures().map((it) => (typeof it === "string" ? encoder.encode(it) : it)), words: parser.words ?? [] };
  const counts = { accepted: 0, refused: 0 };
  const faults: FuzzFault[] = [];
  let [crashes, slow, longest, told] = [0, 0, 0, 0];
  const began = process.cpuUsage();
  for (let index = only ?? 0; index < (only === undefined ? inputs : only + 1); index++) {
    if (performance.now() > told + PROGRESS_MILLISECONDS) {
      told = performance.now();
      onProgress?.(index);
      // What a parser unpacked is let go of between two tasks, as it is where files are read one at a time.
      await setImmediate();
    }
    const input = inputOf(material, { name: parser.name, seed, index });
    const before = process.cpuUsage();
    try {
      const outcome = parser.read(input);
      counts[typeof outcome === "string" ? outcome : await outcome] += 1;
    } catch (error) {
      crashes += 1;
      if (faults.length < FAULTS_SHOWN) faults.push({ index, kind: "crash", message: error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)} ${error.stack?.split("\n")[1]?.trim() ?? ""}` : String(error) });
    }
    const took = milliseconds(process.cpuUsage(before));
    longest = Math.max(longest, took);
    if (took > SLOW_MILLISECONDS) {
      slow += 1;
      if (faults.length < FAULTS_SHOWN) faults.push({ index, kind: "slow", message: `${Math.round(took)} ms for ${input.length} bytes` });
    }
  }
  return { parser: parser.name, inputs: only === undefined ? inputs : 1, seed, ...counts, crashes, slow, longestMilliseconds: Math.round(longest), peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), seconds: Math.round(milliseconds(process.cpuUsage(began)) / 1000), faults };
}

const milliseconds = ({ user }: NodeJS.CpuUsage): number => user / 1000;
