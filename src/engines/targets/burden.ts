import type { Alliance } from "#model";
import type { Targets } from "./apportion.ts";
import { priceOfLeaf } from "./apportion.ts";
import { gini, jain, type RankTest, spearmanTest, type Wilcoxon, wilcoxon } from "./fairness.ts";

/** What one nation carries and what it gains, as shares. */
export interface Burden {
  readonly nation: string;
  /** Cost of its targets at first-lot prices. Unit: M of the alliance's currency. */
  readonly cost: number;
  readonly costShare: number;
  /** Its share by the public keys: what it stands to protect. */
  readonly benefitShare: number;
  readonly gdp?: number;
  /** Cost ÷ GDP. Unit: share. */
  readonly costPerGdp?: number;
}

/** Tests of whether targets fall fairly. Source: C10 after Kim & Sandler 2019. */
export interface Fairness {
  readonly year: number;
  readonly burdens: readonly Burden[];
  /** Of cost ÷ GDP over the nations of which it is known. Absent: of none, or nothing is asked that has a price. */
  readonly gini?: number;
  readonly jain?: number;
  /** Rank correlation of GDP with cost ÷ GDP: above 0 the large carry more for their size, below 0 the small. */
  readonly spearman?: number;
  /** How likely so strong a rank correlation is by chance. */
  readonly spearmanTest?: RankTest;
  /** Benefit shares against cost shares. */
  readonly wilcoxon?: Wilcoxon;
}

/**
 * Burdens and their fairness in one year. Leaves without a price are left out of the money. What is not known of anybody has no
 * measure: none is not fair.
 * @example no nation's GDP is known → neither `gini` nor `jain`
 */
export function fairnessOf(alliance: Alliance, targets: Targets, year: number): Fairness {
  const prices = new Map(alliance.leaves.map((leaf) => [leaf.id, priceOfLeaf(alliance, leaf.id)]));
  const costOf = new Map<string, number>();
  for (const leaf of targets.leaves) {
    const price = prices.get(leaf.leaf);
    if (leaf.year !== year || price === undefined) continue;
    for (const it of leaf.nations) costOf.set(it.nation, (costOf.get(it.nation) ?? 0) + it.target * price);
  }
  const all = [...costOf.values()].reduce((sum, it) => sum + it, 0);
  const burdens = targets.keys.map((key): Burden => {
    const cost = costOf.get(key.nation) ?? 0;
    const gdp = key.parts.find((it) => it.measure === "gdp")?.value;
    return { nation: key.nation, cost, costShare: all > 0 ? cost / all : 0, benefitShare: key.raw, ...(gdp !== undefined && gdp > 0 && { gdp, ...(all > 0 && { costPerGdp: cost / gdp }) }) };
  });
  const measured = burdens.flatMap((it) => (it.gdp === undefined || it.costPerGdp === undefined ? [] : [{ gdp: it.gdp, burden: it.costPerGdp }]));
  const rank = spearmanTest(measured.map((it) => it.gdp), measured.map((it) => it.burden));
  const test = all > 0 ? wilcoxon(burdens.map((it) => it.benefitShare), burdens.map((it) => it.costShare)) : undefined;
  return {
    year,
    burdens,
    ...(measured.length > 0 && { gini: gini(measured.map((it) => it.burden)), jain: jain(measured.map((it) => it.burden)) }),
    ...(rank !== undefined && { spearman: rank.rho, spearmanTest: rank }),
    ...(test !== undefined && { wilcoxon: test }),
  };
}
