import { duplicationOf } from "#engines/assess";
import type { Explanation } from "#model";
import { exactly } from "#quantities";
import { leafName, nationName, type Results } from "./results.ts";
import { whyKey } from "./why-key.ts";

/** Allies that may hold a family for it to be one that few others hold. */
const FEW = 2;

/** Families of a capability that at most two allies hold. */
export const rareFamilies = ({ alliance, assessment }: Results, leaf: string, year: number): ReadonlySet<string> => new Set(duplicationOf(alliance, assessment, leaf, year).byFamily.filter((it) => it.nations <= FEW).map((it) => it.family));

interface OwnItems {
  readonly family: string;
  readonly items: number;
  readonly isRare: boolean;
  readonly fact: string;
}

/** What an ally holds of a capability's systems that are types of a class, by type. Unit: items. */
function ownItems({ alliance, assessment }: Results, { leaf, nation, rare }: { readonly leaf: string; readonly nation: string; readonly rare: ReadonlySet<string> }): readonly OwnItems[] {
  const systems = new Set(assessment.systemsOf(leaf));
  return (alliance.holdingsOf.get(nation) ?? []).flatMap((it) => {
    const system = alliance.systemById.get(it.system);
    const family = system?.family ?? it.system;
    return system?.class === undefined || !systems.has(it.system) ? [] : [{ family, items: it.quantity.base, isRare: rare.has(family), fact: `holding:${it.id}` }];
  });
}

const sum = (of: readonly OwnItems[]): number => of.reduce((all, it) => all + it.items, 0);

/** What part of an ally's items of a capability is of families that few others hold. Unit: share. Method C12. Absent: it holds none. */
export function rareShare(results: Results, ask: { readonly leaf: string; readonly nation: string; readonly rare: ReadonlySet<string> }): number | undefined {
  const own = ownItems(results, ask);
  return sum(own) <= 0 ? undefined : sum(own.filter((it) => it.isRare)) / sum(own);
}

/** Why that part is what it is. */
export function explainRare(results: Results, { leaf, year, nation }: { readonly leaf: string; readonly year: number; readonly nation: string }): Explanation {
  const rare = rareFamilies(results, leaf, year);
  const own = ownItems(results, { leaf, nation, rare });
  const share = rareShare(results, { leaf, nation, rare });
  const byFamily = [...new Set(own.map((it) => it.family))].map((family) => ({ family, items: sum(own.filter((it) => it.family === family)), isRare: rare.has(family) })).toSorted((a, b) => b.items - a.items || (a.family < b.family ? -1 : 1));
  return {
    question: `${leafName(results.alliance, leaf)}: what part of what ${nationName(results.alliance, nation)} holds is of families that at most ${FEW} allies hold?`,
    ...(share !== undefined && { value: exactly(share) }),
    unit: "share",
    method: "C12",
    sentence: share === undefined ? "No type is known." : "Its items of such families ÷ its items of all types that are known.",
    steps: [...byFamily.map((it) => ({ text: it.isRare ? `${it.family}: few others hold it` : `${it.family}: others hold it too`, value: exactly(it.items), unit: "items" })), { text: "How fragmented the capability is", unit: "families", ...fragmented(results, leaf, year) }],
    parameters: [],
    facts: own.map((it) => it.fact),
    limits: ["Types that nobody reported are not counted."],
  };
}

function fragmented({ alliance, assessment }: Results, leaf: string, year: number): Pick<Explanation["steps"][number], "value" | "why"> {
  const { effective } = duplicationOf(alliance, assessment, leaf, year);
  return { ...(effective !== undefined && { value: exactly(effective) }), why: whyKey("duplication", leaf, year) };
}
