/**
 * `npm run fuzz -- [parser…] [--inputs 1000000] [--seed n] [--only index] [--save FILE]`: sends each parser that reads what comes from
 * outside inputs made from sound files (pieces moved, words put in, bytes flipped, bombs, random bytes). Nothing may be thrown,
 * no input may take a second of processor time, memory stays below 512 MB. An input is the same for the same parser, seed and
 * number: `--only` replays one. Each parser runs in a process of its own, which is stopped where it stands still for five minutes.
 * With `--save` the results are put into a file, each parser's in the place of its former one. Ends with 1 where something fell.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { FUZZ_PARSERS } from "./fuzz/parsers.ts";
import { fuzz, type FuzzResult } from "./fuzz/run.ts";

// A machine that is busy with other things may give it nothing for minutes.
const STANDS_STILL_MILLISECONDS = 300_000;
const MEGABYTES_MOST = 512;

interface Ask {
  readonly inputs: number;
  readonly seed: number;
  readonly only?: number;
}

/** Runs a parser in a process of its own. One that stands still or dies is a result with a fault. */
export function fuzzApart(name: string, ask: Ask): Promise<FuzzResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${MEGABYTES_MOST}`, fileURLToPath(import.meta.url), "--child", name, JSON.stringify(ask)], { stdio: ["ignore", "pipe", "pipe"] });
    let [reached, output, errors] = [0, "", ""];
    const fell = (kind: "crash" | "slow", message: string): FuzzResult => ({ parser: name, inputs: ask.inputs, seed: ask.seed, accepted: 0, refused: 0, crashes: kind === "crash" ? 1 : 0, slow: kind === "slow" ? 1 : 0, longestMilliseconds: 0, peakMegabytes: 0, seconds: 0, faults: [{ index: reached, kind, message }] });
    const stop = (): void => {
      resolve(fell("slow", `stood still for ${STANDS_STILL_MILLISECONDS / 1000} s after input ${reached}`));
      child.kill("SIGKILL");
    };
    let watch = setTimeout(stop, STANDS_STILL_MILLISECONDS);
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const lines = output.split("\n");
      output = lines.pop() ?? "";
      for (const line of lines) {
        if (line.startsWith("at ")) reached = Number(line.slice("at ".length));
        else resolve(JSON.parse(line) as FuzzResult);
      }
      clearTimeout(watch);
      watch = setTimeout(stop, STANDS_STILL_MILLISECONDS);
    });
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.on("close", (code) => {
      clearTimeout(watch);
      resolve(fell("crash", `the process ended with ${code ?? "a signal"} after input ${reached}: ${errors.trim().slice(-300)}`));
    });
  });
}

/** Whether a result is one to be content with. */
export const isSound = (it: FuzzResult): boolean => it.crashes === 0 && it.slow === 0 && it.peakMegabytes < MEGABYTES_MOST;

async function child(name: string, ask: Ask): Promise<void> {
  const parser = FUZZ_PARSERS.find((it) => it.name === name)!;
  process.stdout.write(`${JSON.stringify(await fuzz(parser, { ...ask, onProgress: (index) => void process.stdout.write(`at ${index}\n`) }))}\n`);
}

async function command(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { inputs: { type: "string", default: "20000" }, seed: { type: "string", default: "1" }, only: { type: "string" }, save: { type: "string" } } });
  const known = FUZZ_PARSERS.map((it) => it.name);
  const unknown = positionals.find((it) => !known.includes(it));
  const numbers = [values.inputs, values.seed, values.only ?? "0"];
  if (unknown !== undefined || numbers.some((it) => !/^\d{1,9}$/.test(it))) {
    process.stderr.write(unknown === undefined ? "Write --inputs, --seed and --only as whole numbers.\n" : `There is no parser ${unknown}. Parsers: ${known.join(", ")}.\n`);
    return 2;
  }
  const ask: Ask = { inputs: Number(values.inputs), seed: Number(values.seed), ...(values.only !== undefined && { only: Number(values.only) }) };
  const results: FuzzResult[] = [];
  for (const name of positionals.length === 0 ? known : positionals) {
    const it = await fuzzApart(name, ask);
    results.push(it);
    process.stdout.write(`${it.parser.padEnd(14)} ${it.inputs} inputs, ${it.accepted} accepted, ${it.refused} refused, ${it.crashes} crashes, ${it.slow} over 1 s; slowest ${it.longestMilliseconds} ms, memory ${it.peakMegabytes} MB, ${it.seconds} s of processor\n`);
    for (const one of it.faults) process.stdout.write(`  ${one.kind} at ${one.index}: ${one.message}\n    npm run fuzz -- ${it.parser} --seed ${it.seed} --only ${one.index}\n`);
    if (values.save !== undefined) save(values.save, results);
  }
  return results.every(isSound) ? 0 : 1;
}

function save(file: string, results: readonly FuzzResult[]): void {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { readonly results: readonly FuzzResult[] }).results : [];
  const all = [...before.filter((it) => !results.some((one) => one.parser === it.parser)), ...results].sort((a, b) => (a.parser < b.parser ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ command: "npm run fuzz -- --inputs N --seed n --save docs/results/fuzz.json", results: all }, undefined, 1)}\n`);
}

const [first, ...rest] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (first === "--child") await child(rest[0]!, JSON.parse(rest[1]!) as Ask);
  else process.exitCode = await command(process.argv.slice(2));
}
