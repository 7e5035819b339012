import { duplicationOf, leadRanking, withoutEach } from "#engines/assess";
import { shareAtLeast } from "./at-least.ts";
import { partOf } from "./basis.ts";
import type { HeatCell, HeatMeasure, HeatRow, HeatView } from "./heat.ts";
import { numberText } from "./figure-text.ts";
import { rareFamilies, rareShare } from "./rare-families.ts";
import { leafName, markingOf, metOf, placeOf, type Results, shown } from "./results.ts";
import { whyKey } from "./why-key.ts";

const MEANING: Readonly<Record<HeatMeasure, string>> = {
  coverage: "Number: what the ally has ready as a share of its target. A dot: no target.",
  lead: "Number: lead score from 0 to 1. A dot: nothing held.",
  duplication: "Number: share of the ally's holding that lies in families few others hold; the alliance column is the effective number of families.",
  trend: "Number: points of its own target gained a year by what is contracted.",
  "n-1": "Number: points of the alliance's requirement lost if this ally withholds everything.",
};

/** Cells without a dot, of which something could be known. */
const ABOUT: Readonly<Record<HeatMeasure, string>> = {
  coverage: "with a target",
  lead: "where something may be held",
  duplication: "where something may be held",
  trend: "with a target",
  "n-1": "where something may be lost",
};

const SCALE: Readonly<Record<HeatMeasure, HeatView["scale"]>> = {
  coverage: { from: 0, to: 1, better: "more" },
  lead: { from: 0, to: 0.6, better: "more" },
  duplication: { from: 0, to: 1, better: "less" },
  trend: { from: 0, to: 0.1, better: "more" },
  "n-1": { from: 0, to: 0.3, better: "less" },
};

/** The table nation × capability for one measure and year: leaves that carry a requirement, in the order of the tree. */
export function heatView(results: Results, ask: { readonly measure: HeatMeasure; readonly year: number }): HeatView {
  const { alliance, assessment } = results;
  const { measure, year } = ask;
  const rows = assessment.leaves
    .filter((leaf) => leaf.planned !== false && leaf.better !== "less" && assessment.standing(leaf.id, year).required !== undefined)
    .map((leaf): HeatRow => {
      const ranking = leadRanking(alliance, assessment, leaf.id, year);
      const place = new Map(ranking.candidates.slice(0, 3).map((it, index) => [it.nation, (index + 1) as 1 | 2 | 3]));
      const cellOf = cellFor(results, measure, leaf.id, year, ranking.candidates);
      const standing = assessment.standing(leaf.id, year);
      const duplication = measure === "duplication" ? duplicationOf(alliance, assessment, leaf.id, year) : undefined;
      return {
        leaf: leaf.id,
        name: leafName(alliance, leaf.id),
        ...placeOf(alliance, leaf.id),
        character: leaf.character ?? "",
        alliance:
          duplication !== undefined
            ? shown(results, whyKey("duplication", leaf.id, year), "families", duplication.effective)
            : shown(results, whyKey("coverage", leaf.id, year), "share", standing.coverage, shareAtLeast(results, standing.coverage, { unknown: standing.unknown.length })),
        trend: shown(results, whyKey("trend", leaf.id), "share a year", assessment.trend(leaf.id)),
        cells: alliance.nations.map((nation): HeatCell => {
          const lead = place.get(nation.id);
          return { nation: nation.id, ...cellOf(nation.id), ...(lead !== undefined && { lead }) };
        }),
      };
    });
  const count = (state: HeatCell["state"]): number => rows.reduce((sum, row) => sum + row.cells.filter((it) => it.state === state).length, 0);
  const [unknown, none] = [count("unknown"), count("none")];
  return {
    measure,
    year,
    years: alliance.years,
    meaning: MEANING[measure],
    scale: SCALE[measure],
    nations: alliance.nations.map((it) => ({ id: it.id, name: it.nameEn })),
    rows,
    summary: `${rows.length} capabilities by ${alliance.nations.length} allies in ${year}; of ${numberText(rows.length * alliance.nations.length - none)} cells ${ABOUT[measure]} ${numberText(unknown)} are unknown; ${numberText(none)} more have a dot. Marking ${markingOf(alliance)}.`,
  };
}

type Cell = Pick<HeatCell, "state" | "shown">;

const cautionOf = (caution: string | undefined): { readonly caution?: string } => (caution === undefined ? {} : { caution });

function cellFor(results: Results, measure: HeatMeasure, leaf: string, year: number, candidates: readonly { readonly nation: string; readonly score: { readonly low: number; readonly base: number; readonly high: number } }[]): (nation: string) => Cell {
  const { alliance, assessment } = results;
  const unknownHolding = (nation: string): boolean => assessment.contribution(nation, leaf, year).ready === undefined;
  const value = (key: string, unit: string, of: Parameters<typeof shown>[3], more = {}): Cell => ({ state: "value", shown: shown(results, key, unit, of, more) });
  const none: Cell = { state: "none" };
  const unknown: Cell = { state: "unknown" };
  switch (measure) {
    case "coverage":
      return (nation) => {
        const it = metOf(results, nation, leaf, year);
        if (it === undefined || it.target <= 0) return unknownHolding(nation) && it === undefined ? unknown : none;
        if (it.met === undefined) return unknown;
        return value(whyKey("met", leaf, year, nation), "share", it.met, cautionOf(partOf(assessment.contribution(nation, leaf, year))));
      };
    case "lead": {
      const scores = new Map(candidates.map((it) => [it.nation, it.score]));
      return (nation) => {
        const score = scores.get(nation);
        if (unknownHolding(nation)) return unknown;
        return score === undefined || (assessment.contribution(nation, leaf, year).ready?.base ?? 0) <= 0 ? none : value(whyKey("lead", leaf, year, nation), "score", score);
      };
    }
    case "duplication": {
      const rare = rareFamilies(results, leaf, year);
      return (nation) => {
        if (unknownHolding(nation)) return unknown;
        const share = rareShare(results, { leaf, nation, rare });
        return share === undefined ? none : value(whyKey("duplication", leaf, year, nation), "share", share);
      };
    }
    case "trend":
      return (nation) => {
        const [first, last] = [alliance.years[0] ?? year, alliance.years.at(-1) ?? year];
        const before = assessment.contribution(nation, leaf, first).ready;
        const after = assessment.contribution(nation, leaf, last).ready;
        const target = metOf(results, nation, leaf, last)?.target ?? 0;
        if (before === undefined || after === undefined) return unknown;
        return target <= 0 || last === first ? none : value(whyKey("available", leaf, last, nation), "share a year", (after.base - before.base) / target / (last - first), { part: "trend" });
      };
    case "n-1": {
      const losses = new Map(withoutEach(assessment, leaf, year).map((it) => [it.nation, it.loss]));
      return (nation) => {
        const loss = losses.get(nation);
        if (loss === undefined) return unknown;
        return loss <= 0 ? none : value(whyKey("n-1", leaf, year, nation), "share", loss, { part: "loss" });
      };
    }
  }
}
