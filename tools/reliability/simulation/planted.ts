/** `node planted.ts NAME`: runs the simulation with one fault planted and prints the first seed that finds it, and what broke. */
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { ROOT } from "../../files.ts";
import { PLANTS } from "./plants.ts";

const plant = PLANTS.find((it) => it.name === process.argv[2]);
if (plant === undefined) throw new Error(`there is no fault "${process.argv[2]}" to plant`);
const target = pathToFileURL(join(ROOT, plant.file)).href;
let isPlanted = false;
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== target) return loaded;
    const source = Buffer.from(loaded.source as Uint8Array).toString();
    if (source.split(plant.text).length !== 2) throw new Error(`${plant.file} has not, once, the text in whose place a fault is planted`);
    isPlanted = true;
    return { ...loaded, source: source.replace(plant.text, () => plant.instead) };
  },
});
const { simulate } = await import("./simulate.ts");
if (!isPlanted) throw new Error(`the simulation does not use ${plant.file}`);
for (let seed = 1; seed <= plant.within; seed++) {
  let broken: readonly string[];
  try {
    ({ broken } = simulate(seed, 1));
  } catch (error) {
    broken = [(error as Error).message];
  }
  if (broken.length === 0) continue;
  process.stdout.write(`${JSON.stringify({ seed, broken })}\n`);
  process.exit(0);
}
process.stdout.write(`${JSON.stringify({ broken: [] })}\n`);
