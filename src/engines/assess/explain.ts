import type { Alliance, Explanation, ExplanationStep } from "#model";
import { sumRanges } from "#quantities";
import { type Assessment, coverageRange, coverageRangesByLevel } from "./assessment.ts";
import { fragmentationOf } from "./fragmentation.ts";
import { leadRanking } from "./leads.ts";
import { ASSESS } from "./parameters.ts";
import { PRIORITY_RULE, priorities } from "./priorities.ts";
import { duplicationOf, withoutEach } from "./resilience.ts";

const flat = (value: number): { low: number; base: number; high: number } => ({ low: value, base: value, high: value });
const nameOf = (alliance: Alliance, leaf: string): string => alliance.capabilityById.get(leaf)?.nameEn ?? leaf;
const allyOf = (alliance: Alliance, nation: string): string => alliance.nations.find((it) => it.id === nation)?.nameEn ?? nation;
const unitOf = (alliance: Alliance, leaf: string): string => alliance.capabilityById.get(leaf)?.unit ?? "";
const SPLITS = [ASSESS.split1, ASSESS.split2, ASSESS.split3, ASSESS.split4, ASSESS.split5].map((it) => it.id);

/** Name of the step that tells a CAP level. @example levelPart(0) // → "level-1" */
export const levelPart = (index: number): string => `level-${index + 1}`;

/** Why the alliance needs as much of a leaf in a year. */
export function explainRequired(alliance: Alliance, assessment: Assessment, leaf: string, year: number): Explanation {
  const { required } = assessment.standing(leaf, year);
  const unit = unitOf(alliance, leaf);
  return {
    question: `${nameOf(alliance, leaf)}: how much does the alliance need in ${year}?`,
    ...(required !== undefined && { value: required.total }),
    unit,
    method: "C31",
    sentence: required === undefined ? "Nobody has stated a requirement for the alliance, so it is unknown." : "The stated requirement in force that year, of the first planning situation given; figures for other situations are alternatives and are never added.",
    steps: (required?.byLevel ?? []).map((it, index) => ({ text: `CAP level ${index + 1}${required?.split === "assumed" ? " (assumed split)" : ""}`, value: it, unit, part: levelPart(index) })),
    parameters: required?.split === "assumed" ? SPLITS : [],
    facts: required?.facts ?? [],
    limits: ["Alliance requirements are classified: what is here is published figures, press reports, estimates and marked assumptions, as each record says."],
  };
}

/** Why a nation's contribution, or the sum over known allies, is what it is. */
export function explainAvailable(alliance: Alliance, assessment: Assessment, leaf: string, year: number, nation?: string): Explanation {
  const unit = unitOf(alliance, leaf);
  const among = nation?.split(",");
  if (nation === undefined || (among !== undefined && among.length > 1)) {
    const { available, known, unknown } = among === undefined ? assessment.standing(leaf, year) : supplyAmong(assessment, leaf, year, among);
    const rows = known
      .map((it) => {
        const ready = assessment.contribution(it, leaf, year).ready;
        const step: ExplanationStep = { text: allyOf(alliance, it), ...(ready !== undefined && { value: ready }), unit, why: `available/${leaf}/${year}/${it}` };
        return { step, size: ready?.base ?? 0 };
      })
      // Who has stated 0 is of the sum too: as many stand here as the sentence counts.
      .sort((a, b) => b.size - a.size);
    return {
      question: among === undefined ? `${nameOf(alliance, leaf)}: how much is available to the alliance in ${year}?` : `${nameOf(alliance, leaf)}: how much do ${among.length} allies have ready together in ${year}?`,
      ...(available !== undefined && { value: available }),
      unit,
      method: "C14",
      sentence:
        available === undefined
          ? "Nobody has stated what any ally holds, so it is unknown."
          : `The sum of what ${known.length} allies have ready within 30 days${unknown.length > 0 ? `; ${unknown.length === 1 ? "1 ally is" : `${unknown.length} allies are`} unknown and not counted` : ""}.`,
      steps: rows.map((it) => it.step),
      parameters: [ASSESS.readiness.id],
      facts: known.flatMap((it) => assessment.contribution(it, leaf, year).parts.flatMap((part) => part.facts)),
      limits: unknown.length > 0 ? [`Unknown: ${unknown.map((who) => allyOf(alliance, who)).join(", ")}.`] : [],
    };
  }
  const it = assessment.contribution(nation, leaf, year);
  return {
    question: `${nameOf(alliance, leaf)}: how much does ${allyOf(alliance, nation)} have ready in ${year}?`,
    ...(it.ready !== undefined && { value: it.ready }),
    unit,
    method: "C14",
    sentence:
      it.ready === undefined
        ? `Nobody has stated what ${allyOf(alliance, nation)} holds of the systems that count here, so it is unknown.`
        : `Items held and ordered × what one gives × the share that goes here × readiness${it.atLeast ? "; some of its systems are unknown and not counted" : ""}. Where systems limit one another, the scarcest decides.`,
    steps: it.parts.flatMap((part): readonly ExplanationStep[] => [
      { text: `${alliance.systemById.get(part.system)?.nameEn ?? part.system}: items (${part.combine})`, ...(part.items !== undefined && { value: part.items }), unit: alliance.systemById.get(part.system)?.unit ?? "items" },
      { text: `${alliance.systemById.get(part.system)?.nameEn ?? part.system}: gives each`, value: part.yield, unit: `${unit} per item` },
      ...(part.share.base === 1 ? [] : [{ text: `${alliance.systemById.get(part.system)?.nameEn ?? part.system}: share that goes to this capability`, value: part.share, unit: "share" }]),
      { text: `${alliance.systemById.get(part.system)?.nameEn ?? part.system}: readiness`, value: part.readiness, unit: "share" },
    ]),
    parameters: [ASSESS.readiness.id],
    facts: it.parts.flatMap((part) => part.facts),
    limits: ["Programmes that are announced or approved but not contracted count only in the high figure.", "Retirement is not reported and not assumed."],
  };
}

/** What some allies have ready together, of those who are known. */
function supplyAmong(assessment: Assessment, leaf: string, year: number, among: readonly string[]): Pick<ReturnType<Assessment["standing"]>, "available" | "known" | "unknown"> {
  const readyOf = (it: string) => assessment.contribution(it, leaf, year).ready;
  const known = among.filter((it) => readyOf(it) !== undefined);
  return { known, unknown: among.filter((it) => readyOf(it) === undefined), ...(known.length > 0 && { available: sumRanges(known.flatMap((it) => readyOf(it) ?? [])) }) };
}

/** Why the coverage of a leaf is what it is. */
export function explainCoverage(alliance: Alliance, assessment: Assessment, leaf: string, year: number): Explanation {
  const it = assessment.standing(leaf, year);
  const unit = unitOf(alliance, leaf);
  return {
    question: `${nameOf(alliance, leaf)}: how far is the requirement covered in ${year}?`,
    ...(it.coverage !== undefined && { value: it.coverage }),
    unit: "share",
    method: "C14",
    sentence:
      it.coverage === undefined
        ? it.required === undefined
          ? "No requirement is stated, so the coverage is unknown."
          : "No ally's holding is known, so the coverage is unknown."
        : `Available ÷ required. ${it.unknown.length > 0 ? `${it.unknown.length} of ${assessment.nations.length} allies are unknown and not counted.` : "All allies are known."}`,
    steps: [
      { text: "Available within 30 days, known allies", ...(it.available !== undefined && { value: it.available }), unit, why: `available/${leaf}/${year}` },
      { text: "Required", ...(it.required !== undefined && { value: it.required.total }), unit, why: `required/${leaf}/${year}` },
      ...(it.available === undefined || it.required === undefined ? [] : coverageRangesByLevel(it.available, it.required.byLevel)).map((share, index) => ({ text: `CAP level ${index + 1} covered`, value: share, unit: "share", part: levelPart(index) })),
      ...(it.shortfall === undefined ? [] : [{ text: "Short", value: it.shortfall, unit, part: "short" }]),
      ...(it.surplus === undefined || it.surplus.high <= 0 ? [] : [{ text: "Beyond the requirement", value: it.surplus, unit }]),
    ],
    parameters: [ASSESS.readiness.id, ...(it.required?.split === "assumed" ? SPLITS : [])],
    facts: it.required?.facts ?? [],
    limits: ["The low end sets the low supply against the high need, the high end the reverse."],
  };
}

/** Why a leaf stands where it does among the priority shortfalls. */
export function explainPriority(alliance: Alliance, assessment: Assessment, leaf: string, year: number): Explanation {
  const found = priorities(alliance, assessment, year).find((it) => it.leaf === leaf);
  const it = assessment.standing(leaf, year);
  return {
    question: `${nameOf(alliance, leaf)}: why this rank in ${year}?`,
    ...(found !== undefined && { value: found.score }),
    unit: "share",
    method: "C14",
    sentence: found === undefined ? "It is not ranked: met, unknown, a view of another leaf, or no requirement." : `Rank ${found.rank}. ${PRIORITY_RULE}`,
    steps: [
      ...(it.coverageByLevel ?? []).map((share, index) => ({ text: `CAP level ${index + 1}: share short`, value: flat(1 - share), unit: "share" })),
      { text: "Coverage", ...(it.coverage !== undefined && { value: it.coverage }), unit: "share", why: `coverage/${leaf}/${year}` },
    ],
    parameters: [ASSESS.weight1, ASSESS.weight2, ASSESS.weight3, ASSESS.weight4, ASSESS.weight5, ASSESS.knownLeast].map((parameter) => parameter.id),
    facts: it.required?.facts ?? [],
    limits: [],
  };
}

const PART_NAMES = { share: "share of what allies hold", advantage: "specialisation (comparative advantage)", readiness: "stated readiness", industry: "production lines in the nation", standards: "adopted standards", will: "stated will (initiatives led, programmes)" } as const;

/** Why a nation scores what it does for the lead of a leaf. */
export function explainLead(alliance: Alliance, assessment: Assessment, leaf: string, year: number, nation: string): Explanation {
  const ranking = leadRanking(alliance, assessment, leaf, year);
  const at = ranking.candidates.findIndex((it) => it.nation === nation);
  const it = ranking.candidates[at];
  return {
    question: `${nameOf(alliance, leaf)}: how well placed is ${allyOf(alliance, nation)} to lead?`,
    ...(it !== undefined && { value: it.score }),
    unit: "score",
    method: "C11",
    sentence:
      it === undefined
        ? `Nobody has stated what ${allyOf(alliance, nation)} holds here, so it is not scored.`
        : `Choice ${at + 1} of ${ranking.candidates.length}${it.place.best === it.place.worst ? "" : ` (from ${it.place.best} to ${it.place.worst} within the ranges)`}. ${ranking.clear ? "The first choice is clear within the ranges." : "The first choice is not clear within the ranges of the inputs."}${it.niche ? " A niche role: strong for its size." : ""}`,
    steps: [
      ...(it?.parts ?? []).map((part) => ({ text: `${PART_NAMES[part.name]}, weight ${part.weight}`, ...(part.value !== undefined && { value: part.value }), unit: "score", part: part.name })),
      ...(at === 0 && ranking.stranding !== undefined
        ? [
            { text: "Of the requirement, what it would withhold", value: flat(ranking.stranding.withheld), unit: "share", part: "withheld" },
            { text: "Of the requirement, what the others have beyond it", value: flat(ranking.stranding.absorbed), unit: "share", part: "absorbed" },
            { text: "Covered without it", value: flat(ranking.stranding.without), unit: "share", part: "without", why: `n-1/${leaf}/${year}/${nation}` },
            { text: "Uncovered if it withholds", value: ranking.stranding.uncovered, unit: "share", part: "uncovered" },
            { text: "Most that may be uncovered for the lead to count as insured", value: flat(ranking.stranding.limit), unit: "share" },
            { text: ranking.stranding.insured ? "Insured: within the limit" : `Not insured: ${ranking.stranding.insurers.map((who) => allyOf(alliance, who)).join(" and ") || "others"} would have to add`, value: flat(ranking.stranding.insurance), unit: unitOf(alliance, leaf), part: "insurance" },
          ]
        : []),
    ],
    parameters: [ASSESS.scoreShare, ASSESS.scoreAdvantage, ASSESS.scoreReadiness, ASSESS.scoreIndustry, ASSESS.scoreStandards, ASSESS.scoreWill, ASSESS.strand, ASSESS.insured].map((parameter) => parameter.id),
    facts: it?.parts.flatMap((part) => part.facts) ?? [],
    limits: ["A part that is unknown is left out and the others carry its weight.", "The score says who is well placed, not who should be asked: that is a political choice."],
  };
}

/** What the loss of an ally would do to a leaf. */
export function explainWithout(alliance: Alliance, assessment: Assessment, leaf: string, year: number, nation: string): Explanation {
  const { required, available } = assessment.standing(leaf, year);
  const found = withoutEach(assessment, leaf, year).find((it) => it.nation === nation);
  const unit = unitOf(alliance, leaf);
  const own = assessment.contribution(nation, leaf, year).ready;
  return {
    question: `${nameOf(alliance, leaf)}: what if ${allyOf(alliance, nation)} withholds its part in ${year}?`,
    ...(found !== undefined && { value: found.coverage }),
    unit: "share",
    method: "C11",
    sentence: found === undefined ? "Its contribution or the coverage is unknown." : `Coverage without ${allyOf(alliance, nation)}; up to the full requirement, ${Math.round(found.loss * 100)} points are lost.`,
    steps: [
      { text: "Available", ...(available !== undefined && { value: available }), unit, why: `available/${leaf}/${year}` },
      { text: `Of it from ${allyOf(alliance, nation)}`, ...(own !== undefined && { value: own }), unit, why: `available/${leaf}/${year}/${nation}` },
      { text: "Required", ...(required !== undefined && { value: required.total }), unit, why: `required/${leaf}/${year}` },
      ...(found === undefined || required === undefined || available === undefined || own === undefined ? [] : [{ text: "Coverage with all", ...(coverageRange(available, required.total) !== undefined && { value: coverageRange(available, required.total)! }), unit: "share", why: `coverage/${leaf}/${year}` }]),
    ],
    parameters: [ASSESS.readiness.id],
    facts: assessment.contribution(nation, leaf, year).parts.flatMap((part) => part.facts),
    limits: ["Unknown allies may cover part of the loss."],
  };
}

/** How fragmented a leaf is, and what of its surplus is useful. */
export function explainDuplication(alliance: Alliance, assessment: Assessment, leaf: string, year: number): Explanation {
  const it = duplicationOf(alliance, assessment, leaf, year);
  const unit = unitOf(alliance, leaf);
  return {
    question: `${nameOf(alliance, leaf)}: how much is fragmented, and how much duplicated?`,
    ...(it.effective !== undefined && { value: flat(it.effective) }),
    unit: "families (effective number)",
    method: "C12",
    sentence: it.effective === undefined ? "No type is known." : `${it.types} types of ${it.families} families are known, as fragmented as ${it.effective.toFixed(1)} equally common ones.`,
    steps: [
      ...it.byFamily.slice(0, 12).map((family) => ({ text: `${family.family}: known items, ${family.nations} ${family.nations === 1 ? "ally" : "allies"}`, value: flat(family.items), unit: "items" })),
      ...(it.surplus === undefined ? [] : [{ text: "Beyond the requirement", value: flat(it.surplus), unit, part: "surplus" }]),
      ...(it.useful === undefined ? [] : [{ text: "useful: covers the loss of the largest contributor", value: flat(it.useful), unit, part: "useful" }]),
      ...(it.wasteful === undefined ? [] : [{ text: "wasteful: the rest", value: flat(it.wasteful), unit, part: "wasteful" }]),
      ...(it.credit === undefined ? [] : [{ text: "What the surplus saves on average when any one contributor withholds", value: flat(it.credit), unit }]),
    ],
    parameters: [],
    facts: it.facts,
    limits: ["Types that nobody reported are not counted."],
  };
}

/** How fragmented a class of systems is over all allies. */
export function explainFragmentation(alliance: Alliance, system: string): Explanation {
  const it = fragmentationOf(alliance, system);
  const name = alliance.systemById.get(system)?.nameEn ?? system;
  const unit = alliance.systemById.get(system)?.unit ?? "items";
  return {
    question: `${name}: how much is fragmented?`,
    ...(it.effective !== undefined && { value: flat(it.effective) }),
    unit: "families (effective number)",
    method: "C12",
    sentence: it.effective === undefined ? "Nobody has stated a type, so it is unknown." : `${it.types} types of ${it.families} families are known, as fragmented as ${it.effective.toFixed(1)} equally common ones.`,
    steps: [
      { text: "Known items", ...(it.items !== undefined && { value: flat(it.items) }), unit },
      { text: "Of them known by type", value: flat(it.typed), unit },
      ...it.byFamily.map((family) => ({ text: `${family.family}: ${family.nations} ${family.nations === 1 ? "ally" : "allies"}`, value: flat(family.items), unit })),
    ],
    parameters: [],
    facts: it.facts,
    limits: ["Types that nobody reported are not counted: types and families are at least these.", "A type without a stated family is a family of its own."],
  };
}
