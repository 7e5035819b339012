import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../src/cli/main.ts";
import type { Output } from "../conformance/outputs.ts";
import { ROOT } from "../files.ts";
import type { World } from "./worlds.ts";

const SCRATCH = mkdtempSync(join(tmpdir(), "concord-worlds-"));
const RUNS = join(SCRATCH, "runs");
// Both worlds lie in one place, one after the other.
process.env["CONCORD_RUNS"] = RUNS;
process.on("exit", () => rmSync(SCRATCH, { recursive: true, force: true }));

const FOLDER = join(SCRATCH, "world");
const EARLIER = join(SCRATCH, "earlier");
const PLEDGES = join(ROOT, "cases", "pledges", "shells.csv");

/** Commands that need no plan, right ones and wrong ones: what a complaint offers instead is told too. */
export const QUICK: readonly (readonly string[])[] = [
  ["check", FOLDER],
  ["check", FOLDER, "--json", "--strict"],
  ["assess", FOLDER],
  ["assess", FOLDER, "--json", "--year", "2031"],
  ["assess", FOLDER, "--leaf", "air"],
  ["assess", FOLDER, "--leaf", "dark7"],
  ["assess", FOLDER, "--year", "1999"],
  ["assess", FOLDER, "--path", "nothing"],
  ["targets", FOLDER],
  ["targets", FOLDER, "--json", "--nation", "HOL"],
  ["targets", FOLDER, "--nation", "DRK"],
  ["answers", FOLDER, "--json"],
  ["answers", FOLDER, "--nation", "HOL"],
  ["review", FOLDER],
  ["review", FOLDER, "--json", "--since", EARLIER],
  ["explain", FOLDER],
  ["explain", FOLDER, "coverage/air/2030"],
  ["explain", FOLDER, "available/air/2030/HOL", "--json"],
  ["explain", FOLDER, "coverage/dark7/2030"],
  ["explain", FOLDER, "fact/x7"],
  ["compare", FOLDER],
  ["pledges", PLEDGES, "--data", FOLDER, "--system", "battry"],
  ["verify", FOLDER, join(FOLDER, "nothing.json")],
  ["sensitivity", FOLDER, "--only", "nothing"],
];

/**
 * Where a quick what-if stops is for the clock to say, and the exact one goes on from there, to a last digit of its own. So that the
 * clock is left out each search is carried to its end, by one method.
 */
export const TO_THE_END: Readonly<Record<string, number>> = { "what-if.gap": 0, "what-if.rounds": 0, "what-if.quick-time": 600, "what-if.warm-time": 600 };
const SET = Object.entries(TO_THE_END).flatMap(([id, value]) => ["--set", `${id}=${value}`]);

/** Commands that make a plan, the dear ones: whatever is worked out from all that a reader sees. */
export const DEAR: readonly (readonly string[])[] = [
  ["plan", FOLDER],
  ["plan", FOLDER, "--json"],
  ["plan", FOLDER, "--nation", "HOL"],
  ["verify", FOLDER],
  ["gains", FOLDER, "--json"],
  ["gains", FOLDER, "--agreement", "dark"],
  ["explain", FOLDER, "price/money"],
  ["explain", FOLDER, "gain/HOL", "--json"],
  ["explain", FOLDER, "order/VAL/battery"],
  ["what-if", FOLDER, "--json", "--budget", "HOL=+10%"],
  ["what-if", FOLDER, "--budget", "DRK=+10%"],
  ["demand", FOLDER, "--json", "--cover", "air=0.9@2032"],
  ["demand", FOLDER, "--order", "HOL/dark7=3"],
  ["compare", FOLDER, "--alone", "--json"],
  ["compare", FOLDER, EARLIER, "--json"],
  ["review", FOLDER, "--plan", "--json"],
  ["answers", FOLDER, "--plan", "--json"],
  ["scenarios", FOLDER, "--quick", "--json"],
  ["pledges", PLEDGES, "--data", FOLDER, "--system", "battery", "--json"],
].map((it) => [...it, ...SET]);

/** Seconds and counts of a solver's work differ from run to run of one world. */
const timeless = (text: string): string => text.replaceAll(/"seconds": ?[\d.e-]+/g, '"seconds":0').replaceAll(/\b\d+(?:\.\d+)? s\b/g, "… s");

/**
 * What each command says to a reader of a world: exit code, standard output and error, stages of progress; and in the end the
 * names and content of the results that were kept.
 */
export async function commandOutputs(
  world: World,
  as: string,
  { commands, earlier }: { readonly commands: readonly (readonly string[])[]; readonly earlier: World },
): Promise<readonly Output[]> {
  rmSync(RUNS, { recursive: true, force: true });
  for (const [folder, files] of [
    [FOLDER, world],
    [EARLIER, earlier],
  ] as const) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
  }
  const outputs: Output[] = [];
  for (const args of commands) {
    const said: string[] = [];
    const code = await main([...args, "--as", as], {
      width: 100,
      print: (text) => void said.push(`1 ${text}`),
      say: (text) => void said.push(`2 ${text}`),
      progress: ({ state, stage }) => void said.push(`3 ${state} ${stage}`),
      progressDone: (text) => void said.push(`4 ${text}`),
    });
    // A bug would be told with the place in the program: no answer at all.
    if (code === 70) throw new Error(`concord ${args.join(" ")} --as ${as} has a bug: ${said.join(" ").slice(0, 400)}`);
    outputs.push([`concord ${args.join(" ").replaceAll(SCRATCH, "")}`, JSON.stringify([code, said.map(timeless)])]);
  }
  // The first line of a result is a digest of the rest, its seconds included.
  if (existsSync(RUNS))
    outputs.push([
      "names and content of the results kept",
      JSON.stringify(
        readdirSync(RUNS)
          .sort()
          .map((it) => [it, timeless(readFileSync(join(RUNS, it), "utf8").replace(/^.*\n/, ""))]),
      ),
    ]);
  return outputs;
}
