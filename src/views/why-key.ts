/** What can be asked why, as a key: a kind and its parts, joined by `/`. */
export const WHY_KINDS = {
  required: { parts: ["leaf", "year"], meaning: "how much of a capability is needed" },
  available: { parts: ["leaf", "year", "nations?"], meaning: "what allies, or one ally, have ready; or several, by commas" },
  coverage: { parts: ["leaf", "year"], meaning: "available ÷ required" },
  priority: { parts: ["leaf", "year"], meaning: "the rank among the priority shortfalls" },
  trend: { parts: ["leaf"], meaning: "coverage gained a year by what is ordered" },
  "n-1": { parts: ["leaf", "year", "nation"], meaning: "coverage without one ally" },
  lead: { parts: ["leaf", "year", "nation"], meaning: "the lead score" },
  duplication: { parts: ["leaf", "year", "nation?"], meaning: "fragmentation and surplus; or what part of one ally's items is of families that at most two allies hold" },
  target: { parts: ["leaf", "year", "nation"], meaning: "what one ally is asked for" },
  share: { parts: ["nation"], meaning: "an ally's fair share by the public keys" },
  met: { parts: ["leaf", "year", "nation"], meaning: "how far one ally meets its target" },
  "targets-met": { parts: ["nation", "year", "known?"], meaning: "what one ally has ready of its targets, without the plan; or of what part of them that is known" },
  "review-met": { parts: ["nation", "year", "leaf?"], meaning: "what one ally meets of its targets, or of one of them, with the plan: as the review judges" },
  residual: { parts: ["leaf", "year"], meaning: "the multinational target that is left" },
  price: { parts: ["measure", "of?", "more?", "more?", "more?"], meaning: "the price of misalignment: money, shortfall-years or delay; or what one more of a limit is worth: budget/NATION/YEAR, line/LINE/YEAR, leaf/LEAF/YEAR, programme/ID, store/NATION/SYSTEM/YEAR, expansion/LINE …" },
  binding: { parts: ["constraint?"], meaning: "what holds the plan back: all constraints, or the rows of one" },
  order: { parts: ["nation", "system", "year?"], meaning: "why this order, why then, why from there, why not the other" },
  "why-not": { parts: ["nation", "system", "year?"], meaning: "why an ally does not buy a system, and what would make it worth buying" },
  lever: { parts: ["lever", "money?"], meaning: "one lever's part of the price, in shortfall-years or in money" },
  agreement: { parts: ["agreement", "measure", "nation?"], meaning: "a figure of a joint agreement: quantity, to-pledge (what is in no programme yet), price, coordination or saving; of one ally in it: quantity, promised (in its programmes), to-pledge, price-most, alone, gain, share (of the saving), payment, one-price, in-plan or shapley; of one that buys nothing: coordination" },
  plan: { parts: ["plan", "measure", "nation?"], meaning: "a total of the alone, aligned or cheapest plan: shortfall, cost, gap (of the shortfall) or cost-gap; of one ally: its cost alone, or in the cheapest plan" },
  open: { parts: ["plan", "year"], meaning: "open shortfall in a year under a plan" },
  planned: { parts: ["leaf", "year", "nations?"], meaning: "coverage under the aligned plan; or what one ally, or several by commas, count in it" },
  short: { parts: ["plan", "leaf", "year?"], meaning: "what is short of a capability under the alone, aligned or cheapest plan, over all years or in one" },
  added: { parts: ["plan", "leaf", "year", "nation"], meaning: "what a plan adds of a capability for one ally by a year, by its orders" },
  bought: { parts: ["plan", "system", "nation?"], meaning: "what a plan spends on a system, by ally; or one ally, by order" },
  beyond: { parts: ["leaf", "nation"], meaning: "what a lead counts of a capability beyond its own share in the aligned plan, for the others" },
  fallback: { parts: ["leaf", "nation"], meaning: "who leads a capability if its lead in the aligned plan withholds, and what is lost" },
  action: { parts: ["nation", "rank"], meaning: "the effect of an action" },
  compensation: { parts: ["measure", "nation?"], meaning: "what allies gain and lose together and pay to one another for it: gain, loss, payment or left (uncompensated); of one ally: payment" },
  work: { parts: ["plan", "nation"], meaning: "what falls to lines in one nation under the alone or aligned plan" },
  gain: { parts: ["nation"], meaning: "what an ally gains or loses together" },
  economy: { parts: ["nation", "measure"], meaning: "a figure on a nation's economy" },
  adopted: { parts: ["nation", "system", "year"], meaning: "what the plan adopted last lets one ally buy of a system by a year, beside contracts and today's plan" },
  budget: { parts: ["nation", "year"], meaning: "money for the plan" },
  stated: { parts: ["kind", "id", "field"], meaning: "a figure as it was stated: programme/ID/quantity, programme/ID/value, system/ID/price, line/ID/rate; or class/SYSTEM/overlap, what programmes that meet in time are worth" },
  "what-if": { parts: ["measure", "levers?"], meaning: "a figure of the plan with changed levers: weighted, shortfall, cost, bound, gap, leaf:LEAF or nation:NATION; levers as `node bin/concord.mjs what-if` writes them, each with its name and a colon, joined by ;" },
  scenarios: { parts: ["quick or full", "measure", "of?"], meaning: "a figure of the study of uncertainty, where it was worked out: planning, knowing, reserve, gap or bound; of a scenario by its place: probability, known, together, regret or regret-of-mean; of a way to decide: expected, worst, worst-regret or committed; of a decision: chosen, least, most or money" },
  money: { parts: ["path", "year or all", "nation?"], meaning: "money for the plan on a budget path in a year, or in all, of one ally or of all of whom it is stated" },
  parameter: { parts: ["parameter"], meaning: "a judgement: its value, default, range and source" },
  record: { parts: ["record kind", "id", "field?"], meaning: "what one record states, or one field of it, down to its document: record/programme/ID/quantity" },
  count: { parts: ["what", "year or all", "which", "nation?"], meaning: "what a page counts: requirements, ambition, capabilities (covered, short, known or unknown), answers, states or standings of targets, residuals, allies, programmes or buys (meeting, together, under way or undated), by the word that they stand under; or, of one ally, what it has stated of a kind of record that the survey asks (survey/all/holding/NATION), or how old the latest is (holding-age)" },
  "cost-share": { parts: ["nation", "year"], meaning: "what part of the cost of all targets falls to one ally" },
  moves: { parts: ["measure", "nation"], meaning: "what answers to targets cost one ally or spare it: taken-up or spared" },
  fairness: { parts: ["measure", "year"], meaning: "whether targets fall fairly: gini, jain, spearman or wilcoxon" },
  data: { parts: ["measure"], meaning: "how good the data are: sourced, estimated, assumed, unknown" },
} as const;

export type WhyKind = keyof typeof WHY_KINDS;

export type WhyKey = { readonly kind: WhyKind; readonly parts: readonly string[] };

/** Whether the answer needs the plan to be solved again. @example needsSolver({ kind: "price", parts: ["budget", "ASH", "2031"] }) // → true */
export const needsSolver = ({ kind, parts }: WhyKey): boolean => kind === "binding" || kind === "order" || kind === "why-not" || kind === "what-if" || kind === "scenarios" || (kind === "price" && parts.length > 1) || (kind === "agreement" && isShared(parts));

/** Measures of an agreement that stand in the plan. */
const OF_THE_PLAN: ReadonlySet<string> = new Set(["quantity", "price", "promised", "to-pledge", "price-most"]);

/** Whether the saving of an agreement has to be shared to answer. */
const isShared = ([, measure = "", nation]: readonly string[]): boolean => (measure === "coordination" ? nation !== undefined : !OF_THE_PLAN.has(measure));

/** @example whyKey("coverage", "LAND-01", 2030) // → "coverage/LAND-01/2030" */
export const whyKey = (kind: WhyKind, ...parts: readonly (string | number)[]): string => [kind, ...parts.map((it) => encodeURIComponent(it))].join("/");

/** How a program mends a key: what begins so is told otherwise to whoever reads a page or types a command. */
export const COPY_KEY = "Copy the key from a `why` field";

/** Whether it is one of ours: what every object has by birth is not. */
const isWhyKind = (kind: string): kind is WhyKind => Object.hasOwn(WHY_KINDS, kind);

/** Reads a key. Answers what is wrong where it is none. */
export function parseWhyKey(key: string): WhyKey | { readonly problem: string; readonly mend: string } {
  const [kind = "", ...rest] = key.split("/");
  if (!isWhyKind(kind)) return { problem: `"${kind}" is not something that can be asked.`, mend: `Begin the key with one of: ${Object.keys(WHY_KINDS).join(", ")}.` };
  const known = WHY_KINDS[kind].parts;
  const least = known.filter((it) => !it.endsWith("?")).length;
  let parts: readonly string[];
  try {
    parts = rest.map(decodeURIComponent);
  } catch {
    return { problem: `"${key}" is not a well-formed key.`, mend: `${COPY_KEY}.` };
  }
  if (parts.length < least || parts.length > known.length || parts.some((it) => it === "")) return { problem: `"${key}" has ${parts.length} parts after "${kind}".`, mend: `Write ${kind}/${known.join("/")}.` };
  return { kind, parts };
}
