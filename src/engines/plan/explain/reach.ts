import type { Formulation } from "../formulate.ts";
import { amountText, clausesText, listText } from "./words.ts";

/**
 * Why a leaf cannot be covered further by anything that is decided: what counts towards it and when the first of it could
 * come, who may buy it, and how much of it one ally may fill. For a demand that is impossible by itself.
 */
export function reachText({ on }: Formulation, leaf: string): string {
  const { world } = on;
  const c = world.leaves.findIndex((it) => it.id === leaf);
  const { adding, limiting, ceiling: most } = world.leaves[c]!;
  const inputs = [...adding, ...limiting];
  const goods = [...new Set(inputs.flatMap((it) => it.goods.map((use) => use.good)))];
  const T = world.years.length;
  const buyers = goods.map((g) => world.nations.filter((_, n) => on.goodAt[n * world.goods.length + g] !== undefined).length);
  const planned = goods.filter((g) => on.programmes.some((it, at) => it !== undefined && world.programmes[at]!.good === g));
  const why = goods.map((g, at) => {
    const { system, price, purchasable, lead } = world.goods[g]!;
    const name = world.nameOf(system);
    if (price === undefined) return `the price of ${name} is unknown, so no plan buys it`;
    if (!purchasable) return `${name} comes only by programmes`;
    if (lead >= T) return `${name} ordered now comes after the plan`;
    if (buyers[at] === 0) return `no ally has a use for ${name} of its own`;
    return `${name} ordered now arrives in ${world.years[lead]} at the earliest, and ${buyers[at]} ${buyers[at] === 1 ? "ally" : "allies"} may buy it`;
  });
  const none = goods.length === 0 ? "Nothing that could be bought counts towards it." : "";
  const coming = planned.length === 0 ? "" : ` Programmes bring ${listText(planned.map((g) => world.nameOf(world.goods[g]!.system)))}.`;
  const ceiling = most < 1 ? ` No ally's part counts beyond ${amountText(most * 100)} % of it.` : "";
  return `${none}${why.length === 0 ? "" : `${clausesText(why).replace(/^./, (first) => first.toUpperCase())}.`}${coming}${ceiling}`;
}
