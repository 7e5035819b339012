import type { Formulation } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { World } from "../world.ts";

/** A row as a planner meets it: what there would be one more of, and in which unit. */
export interface Subject {
  readonly row: number;
  /** Name of the constraint. */
  readonly constraint: string;
  /** What the row is about, as its constraint names it. */
  readonly about: string;
  /** "one more …" or "one … fewer": what loosens the row. */
  readonly more: string;
  readonly unit: string;
  /** Words for loosening and for tightening it. */
  readonly way: readonly [string, string];
  /** Planner's units in one unit of the row. */
  readonly scale: number;
  /** Which bound gives way when there is more. `both`: an equality, which then asks for less. */
  readonly bound: "upper" | "lower" | "both";
  readonly nation?: string;
  readonly year?: number;
}

/** Every row of a formulation that limits something, in order, or those of some; rows that limit nothing are left out. */
export function subjectsOf({ model, on }: Formulation, some?: ReadonlySet<number>): readonly Subject[] {
  const subjects: Subject[] = [];
  on.blocks.forEach((block, at) => {
    const end = on.blocks[at + 1]?.first ?? model.rowCount;
    for (let row = block.first; row < end; row++) {
      if (some?.has(row) === false) continue;
      const [lower, upper] = [model.rowLower[row]!, model.rowUpper[row]!];
      if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) continue;
      const about = block.about(row - block.first);
      const words = wordsOf({ on, constraint: block.constraint, about });
      subjects.push({ row, constraint: block.constraint, about, bound: lower === upper ? "both" : upper < Number.POSITIVE_INFINITY ? "upper" : "lower", ...placeOf(on.world, about), ...words, way: words.more.startsWith("one more") ? ["more", "less"] : ["fewer", "more"] });
    }
  });
  return subjects;
}

/** Nation and year of a row, where its name has them. */
function placeOf(world: World, about: string): Pick<Subject, "nation" | "year"> {
  const parts = about.split(" ");
  const nation = parts.find((it) => world.nations.includes(it));
  const year = parts.map(Number).find((it) => world.years.includes(it));
  return { ...(nation !== undefined && { nation }), ...(year !== undefined && { year }) };
}

type Words = Pick<Subject, "more" | "unit" | "scale">;

/** What one more of a row is. The scales are those that the constraints write their rows in. */
function wordsOf({ on, constraint, about }: { readonly on: Formulation["on"]; readonly constraint: string; readonly about: string }): Words {
  const { world } = on;
  const money = `M ${world.currency}`;
  const { nation = "", year } = placeOf(world, about);
  const n = world.nations.indexOf(nation);
  const who = nation === "" ? "" : world.nameOf(nation);
  const inYear = year === undefined ? "" : ` in ${year}`;
  const t = year === undefined ? -1 : year - world.years[0]!;
  const parts = about.split(" ");
  const leaf = world.leaves.find((it) => parts.includes(it.id));
  const leafWords = leaf === undefined ? `unit of ${about}` : `unit (${leaf.unit}) of ${world.nameOf(leaf.id)}`;
  const mostOf = (pool: World["pools"][number] | undefined): number => Math.max(...(pool?.capacity ?? []), 1e-9);
  const lines = parts.find((it) => world.pools.some((pool) => poolName(world, pool) === it)) ?? "";
  const ofLines = `of the ${lines.includes("+") ? "lines" : "line"} ${lines.split("+").map(world.nameOf).join(", ")}`;
  switch (constraint) {
    case "budget":
      return { more: `one more ${money} of the budget (${who})${inYear}`, unit: money, scale: on.overrunScale[n]! };
    case "burden":
      return { more: `one ${money} less that the burden rule asks of an ally (${who})`, unit: money, scale: Math.max(world.budget[n]?.reduce((sum, it) => sum + it, 0) ?? 0, 1e-6) };
    case "common":
      return { more: `one more ${money} of common funds${inYear}`, unit: money, scale: Math.max(world.value(PLAN.commonFunding) * world.budget.reduce((sum, it) => sum + (it[t] ?? 0), 0), 1e-9) };
    case "capacity":
    case "component": {
      const pool = world.pools.find((it) => (it.per !== undefined) === (constraint === "component") && poolName(world, it) === lines);
      const what = constraint === "component" ? "component" : "item";
      return { more: parts.includes("slot") ? `one more ${what} a year of ${who}'s slots ${ofLines}${inYear}` : `one more ${what} a year ${ofLines}${inYear}`, unit: constraint === "component" ? "components" : "items", scale: mostOf(pool) };
    }
    case "ramp":
      return { more: `one more item a year of ramp ${ofLines}${inYear}`, unit: "items", scale: mostOf(world.pools.find((it) => it.per === undefined && poolName(world, it) === lines)) };
    case "expansion": {
      const line = world.lines.findIndex((it) => parts.includes(it.id));
      return { more: `one more item a year of room to expand the line ${world.nameOf(world.lines[line]?.id ?? "")}${nation === "" ? "" : ` that is ${who}'s own`}`, unit: "items a year", scale: on.freedom.expansion[line] ?? 1 };
    }
    case "requirement":
      return { more: `one more ${leafWords}${inYear} from elsewhere`, unit: leaf?.unit ?? "units", scale: leaf?.required[t] ?? 1 };
    case "contribution":
      return { more: `one more ${leafWords} on hand of ${who}${inYear}`, unit: leaf?.unit ?? "units", scale: pairScale(on, n, leaf) };
    case "lead":
      return { more: `one more ${leafWords} that ${who} may count without leading`, unit: leaf?.unit ?? "units", scale: pairScale(on, n, leaf) };
    case "split": {
      const at = world.alternatives.findIndex((it) => parts.includes(it.class));
      const split = [...on.splits].find(([key]) => Math.floor(key / (world.nations.length * world.leaves.length)) === at && Math.floor(key / world.leaves.length) % world.nations.length === n);
      return { more: `one more ready ${world.nameOf(world.alternatives[at]?.class ?? "")} of ${who}${inYear}`, unit: "items", scale: split?.[1].scale ?? 1 };
    }
    case "stock": {
      const stock = world.stocks.find((it) => it.nation === n && parts.includes(world.goods[it.good]!.system));
      return { more: `one more ${world.nameOf(world.goods[stock?.good ?? 0]?.system ?? "")} in ${who}'s stores${inYear}`, unit: world.goods[stock?.good ?? 0]?.unit ?? "items", scale: stock?.target ?? 1 };
    }
    case "programme": {
      const programme = world.programmes.find((it) => it.id === about);
      return { more: `one item fewer promised in the programme ${world.nameOf(about)}`, unit: "items", scale: programme?.quantity ?? 1 };
    }
    case "lot": {
      const joint = on.freedom.joints.find((it) => world.goods[it.good]!.system === about);
      return { more: `one item fewer in the smallest lot of the agreement for ${world.nameOf(about)}`, unit: "items", scale: joint?.lot ?? 1 };
    }
    case "supply": {
      const line = world.lines.find((it) => parts.includes(it.id));
      const good = world.goods.findIndex((it) => parts.includes(it.system));
      if (line !== undefined) return { more: `one more item of the line ${world.nameOf(line.id)}${inYear}`, unit: "items", scale: line.most > 0 ? line.most : 1 };
      const makers = world.lines.filter((it) => it.component === undefined && it.goods.includes(good)).reduce((sum, it) => sum + it.most, 0);
      return { more: `one more ${world.nameOf(world.goods[good]?.system ?? about)}${inYear} from other makers`, unit: "items", scale: Math.max(makers, 1e-9) };
    }
    default:
      return { more: `one more unit of "${constraint}" for ${about}`, unit: "units of the row", scale: 1 };
  }
}

/** Name of a pool, as its rows carry it. */
export const poolName = (world: World, pool: World["pools"][number]): string => pool.lines.map((l) => world.lines[l]!.id).join("+");

const pairScale = (on: Formulation["on"], n: number, leaf: World["leaves"][number] | undefined): number => on.pairsOf[n]?.find((it) => on.world.leaves[it.leaf] === leaf)?.scale ?? 1;

/** How the objective moves with one more planner's unit: from the dual of the row. At most 0, since more never hurts. */
export const slopeOf = (subject: Subject, dual: number): number => Math.min((subject.bound === "upper" ? dual : -dual) / subject.scale, 0) + 0;
