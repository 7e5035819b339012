import { leadRanking } from "#engines/assess";
import { releasedTo, rowLabel } from "#labels";
import { type KindName, KINDS } from "#model";
import { type About, aboutOf } from "./about.ts";
import { type AnswerRow, answersView, askedMost, type NationAnswers } from "./answers-view.ts";
import { countedEach } from "./counted.ts";
import type { ActionRow } from "./home.ts";
import { actionRows } from "./home-view.ts";
import { type ImplementedTarget, implementedTargets } from "./implementation-view.ts";
import { plannedAtAll } from "./planned-at-all.ts";
import { type NationalProgramme, programmeRows } from "./programme-rows.ts";
import { viewWords } from "./in-language.ts";
import { groupName, leafName, nationName, type Results, shown, shownMoney } from "./results.ts";
import { repairText } from "./repair-text.ts";
import { type ReviewNation, type ReviewTarget, reviewView, type ReviewView } from "./review-view.ts";
import type { Shown } from "./shown.ts";
import { metOf, type TargetsMet } from "./targets-met.ts";
import { chainsOf, type NationShare, shareOf, type TargetChain } from "./targets-view.ts";
import { whyKey } from "./why-key.ts";
import { hasLines } from "./why-work.ts";

/** One ally in the list of allies. */
export interface NationRow extends NationAnswers, TargetsMet {
  readonly region: string;
  /** How it stands by the rule of the review. */
  readonly standing: ReviewNation["standing"];
  /** What it gains together. Absent: no plan yet. */
  readonly gain?: Shown;
}

/** All allies in a year. */
export interface NationsView extends About {
  readonly year: number;
  readonly rows: readonly NationRow[];
  /** Allies by how they stand, as figures that answer why. */
  readonly told: ReviewView["told"]["allies"];
}

/** Allies: what each is asked for, how it stands and what it gains. */
export function nationsView(results: Results, year: number): NationsView {
  const review = reviewView(results, year);
  const reviews = new Map(review.nations.map((it) => [it.nation, it]));
  const answers = new Map(answersView(results).nations.map((it) => [it.nation, it]));
  return {
    ...aboutOf(results),
    year,
    told: review.told.allies,
    rows: results.alliance.nations.flatMap((nation): readonly NationRow[] => {
      const [judged, answer] = [reviews.get(nation.id), answers.get(nation.id)];
      if (judged === undefined || answer === undefined) return [];
      const gain = gainOf(results, nation.id);
      const answered = (response: ReviewTarget["response"]): number => judged.targets.filter((it) => it.response === response).length;
      // Of this year, as its own page counts them: the answers count targets of any year.
      const counts = { asked: judged.targets.length, open: judged.unanswered.length, accepted: answered("accept"), reserved: answered("reserve"), declined: answered("decline") };
      const told = countedEach(results, { what: "answers", when: year, unit: "targets", nation: nation.id }, { asked: counts.asked, accept: counts.accepted, reserve: counts.reserved, decline: counts.declined, none: counts.open });
      return [{ ...answer, ...counts, told, region: nation.region, ...metOf(judged), standing: judged.standing, ...(gain !== undefined && { gain: gain.gain }) }];
    }),
  };
}

/** What an ally gains or loses by planning together. Money discounted, at no less coverage of the alliance. */
export interface NationGain {
  readonly gain: Shown;
  readonly costAlone: Shown;
  readonly costAligned: Shown;
  /** Payment that leaves nobody worse off: above 0 received. */
  readonly sidePayment: Shown;
  readonly workAlone: Shown;
  readonly workAligned: Shown;
  readonly repair: string;
}

/** What an ally states, by the label that says who may read it. */
export interface ReleasedRows {
  readonly label: string;
  readonly marking: string;
  readonly level: number;
  readonly to: "everyone" | "owner" | "listed";
  /** Nations and groups named. Empty: everyone, or its owner alone. */
  readonly names: readonly string[];
  readonly rows: number;
  readonly byKind: readonly { readonly kind: KindName; readonly file: string; readonly rows: number }[];
}

/**
 * Why an ally is not asked for a capability: it lacks what it takes, as its record says; nothing falls to it in whole units; it is in no key;
 * a limit leaves nothing; its record says that it is not planned on by itself; less of it is better; or no requirement of the year is in what the reader may see.
 */
export type UnaskedFor = "exempt" | "rounded" | "no-share" | "limited" | "counted" | "less" | "no-requirement";

/** A capability that an ally is not asked for. */
export interface UnaskedRow {
  readonly leaf: string;
  readonly name: string;
  readonly cause: UnaskedFor;
  /** Its share of what is required. No value: nothing is apportioned. */
  readonly fair: Shown;
  /** Key for `explain`: the record that says so where one does, else its target. */
  readonly why: string;
}

/** A target of the ally with how it came about. */
export interface NationTargetRow {
  readonly leaf: string;
  readonly name: string;
  readonly review: ReviewNation["targets"][number];
  readonly chain: TargetChain;
  /** Most that is asked in any year before any answer, and as of which year first: what an answer is judged by. */
  readonly askedMost: Shown;
  readonly implemented?: Pick<ImplementedTarget, "state" | "left" | "programmes">;
}

/** All about one ally. */
export interface NationView extends About {
  readonly year: number;
  readonly nation: string;
  readonly name: string;
  readonly region: string;
  readonly accessionYear: number;
  readonly answered: NationAnswers;
  readonly review: Omit<ReviewNation, "targets">;
  readonly rule: string;
  /** What makes its fair share. Absent: it is in no key. */
  readonly share?: NationShare;
  readonly targets: readonly NationTargetRow[];
  /** Capabilities that it is not asked for. With its targets these are all capabilities. */
  readonly unasked: readonly UnaskedRow[];
  readonly capabilities: number;
  readonly answers: readonly AnswerRow[];
  readonly programmes: readonly NationalProgramme[];
  /** Actions of the aligned plan, the most effective first. Empty until planned. */
  readonly actions: readonly ActionRow[];
  /** Absent: no plan yet. */
  readonly gain?: NationGain;
  /** Money and spending under the aligned plan, year by year. Empty: no plan yet. */
  readonly spend: readonly { readonly year: number; readonly budget: Shown; readonly total: Shown }[];
  /** Capabilities in which it is among the three best placed to lead, or strong for its size. */
  readonly leads: readonly { readonly leaf: string; readonly name: string; readonly place: number; readonly isNiche: boolean; readonly score: Shown }[];
  /** What it leads in the aligned plan, and the most that it counts there beyond its own share, for the others. Empty: nothing, or no plan yet. */
  readonly planLeads: readonly { readonly leaf: string; readonly name: string; readonly firstYear: number; readonly beyond: Shown }[];
  /** What it states that this reader may see, by label. */
  readonly released: readonly ReleasedRows[];
}

/** One ally: what is asked of it and why, what it answered, what it should do, and what it gains. Absent: there is no such ally. */
export function nationView(results: Results, ask: { readonly nation: string; readonly year: number }): NationView | undefined {
  const { alliance, assessment, comparison } = results;
  const { nation, year } = ask;
  const it = alliance.nations.find((candidate) => candidate.id === nation);
  const all = reviewView(results, year);
  const review = all.nations.find((candidate) => candidate.nation === nation);
  const answers = answersView(results);
  const answered = answers.nations.find((candidate) => candidate.nation === nation);
  if (it === undefined || review === undefined || answered === undefined) return undefined;
  const { targets, ...rest } = review;
  const chains = chainsOf(results, nation, year);
  const implemented = new Map(implementedTargets(results, year).filter((row) => row.nation === nation).map((row) => [row.leaf, row]));
  const gain = gainOf(results, nation);
  const share = shareOf(results, nation, year);
  return {
    ...aboutOf(results),
    year,
    nation,
    name: nationName(alliance, nation),
    region: it.region,
    accessionYear: it.accessionYear,
    answered,
    review: rest,
    rule: all.rule,
    ...(share !== undefined && { share }),
    targets: targets.flatMap((row): readonly NationTargetRow[] => {
      const chain = chains.get(row.leaf);
      const made = implemented.get(row.leaf);
      return chain === undefined ? [] : [{ leaf: row.leaf, name: row.name, review: row, chain, askedMost: askedMost(results, { nation, leaf: row.leaf }), ...(made !== undefined && { implemented: { state: made.state, left: made.left, programmes: made.programmes } }) }];
    }),
    unasked: unaskedOf(results, { nation, year, asked: new Set(targets.map((row) => row.leaf)) }),
    capabilities: alliance.leaves.length,
    answers: answers.answers.filter((row) => row.nation === nation),
    programmes: programmeRows(results, (row) => row.nation === nation),
    actions: actionRows(results, Number.POSITIVE_INFINITY, nation),
    ...(gain !== undefined && { gain }),
    spend: (comparison?.aligned.spend ?? []).filter((row) => row.nation === nation).map((row) => ({ year: row.year, budget: shownMoney(results, whyKey("budget", nation, row.year), row.budget, { part: "budget" }), total: shownMoney(results, whyKey("budget", nation, row.year), row.total, { part: "spent" }) })),
    leads: assessment.leaves.flatMap((leaf) => {
      const { candidates } = leadRanking(alliance, assessment, leaf.id, year);
      const index = candidates.findIndex((row) => row.nation === nation);
      const own = candidates[index];
      return own === undefined || (index > 2 && !own.niche) ? [] : [{ leaf: leaf.id, name: leafName(alliance, leaf.id), place: index + 1, isNiche: own.niche, score: shown(results, whyKey("lead", leaf.id, year, nation), "score", own.score) }];
    }),
    planLeads: (comparison?.aligned.leads ?? [])
      .filter((row) => row.nation === nation)
      .map((row) => ({ leaf: row.leaf, name: leafName(alliance, row.leaf), firstYear: row.firstYear, beyond: shown(results, whyKey("beyond", row.leaf, nation), alliance.capabilityById.get(row.leaf)?.unit ?? "", row.beyondShare) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    released: releasedRows(results, nation),
  };
}

/** Every capability that is not among those asked, in the order of the data set. */
function unaskedOf(results: Results, { nation, year, asked }: { readonly nation: string; readonly year: number; readonly asked: ReadonlySet<string> }): readonly UnaskedRow[] {
  const { alliance, targets } = results;
  const rows = new Map(targets.leaves.filter((it) => it.year === year).map((it) => [it.leaf, it.nations.find((row) => row.nation === nation)]));
  return alliance.leaves.filter((leaf) => !asked.has(leaf.id)).map((leaf): UnaskedRow => {
    const row = rows.get(leaf.id);
    const cause = leaf.planned === false ? "counted" : leaf.better === "less" ? "less" : row === undefined ? "no-requirement" : row.exempt === true ? "exempt" : row.share <= 0 ? "no-share" : row.units > 0 ? "limited" : "rounded";
    const target = whyKey("target", leaf.id, year, nation);
    const said = { exempt: whyKey("record", "nation", nation, "exemptFrom"), counted: whyKey("record", "capability", leaf.id, "planned"), less: whyKey("record", "capability", leaf.id, "better") };
    return { leaf: leaf.id, name: leafName(alliance, leaf.id), cause, fair: shown(results, target, leaf.unit ?? "", row?.fair, { part: "fair" }), why: cause === "exempt" || cause === "counted" || cause === "less" ? said[cause] : target };
  });
}

function gainOf(results: Results, nation: string): NationGain | undefined {
  const it = results.comparison?.perNation.find((candidate) => candidate.nation === nation);
  if (it === undefined) return undefined;
  const isPlanned = results.comparison !== undefined && plannedAtAll(results.comparison);
  const money = (value: number, why = whyKey("gain", nation)): Shown => shownMoney(results, why, isPlanned ? value : undefined);
  // Of an ally without a stated line it is unknown what it makes.
  const work = (value: number, plan: "alone" | "aligned"): Shown => shownMoney(results, whyKey("work", plan, nation), isPlanned && hasLines(results, nation) ? value : undefined);
  return { gain: money(it.gain), costAlone: money(it.costAlone, whyKey("plan", "alone", "cost", nation)), costAligned: money(it.costAligned, whyKey("plan", results.comparison?.cheapest === undefined ? "alone" : "cheapest", "cost", nation)), sidePayment: money(it.sidePayment, whyKey("compensation", "payment", nation)), workAlone: work(it.workAlone, "alone"), workAligned: work(it.workAligned, "aligned"), repair: repairText(it, results.alliance.settings.currency) };
}

/** Rows that a nation owns, by label. */
function releasedRows(results: Results, nation: string): readonly ReleasedRows[] {
  const { alliance } = results;
  const counts = new Map<string, Map<KindName, number>>();
  for (const kind of Object.keys(KINDS) as KindName[]) {
    for (const it of alliance.facts[kind]) {
      if (!("label" in it) || typeof it.label !== "string" || !("nation" in it) || it.nation !== nation) continue;
      const byKind = counts.get(it.label) ?? new Map<KindName, number>();
      byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
      counts.set(it.label, byKind);
    }
  }
  return alliance.facts.label
    .flatMap((row): readonly ReleasedRows[] => {
      const byKind = counts.get(row.id);
      if (byKind === undefined) return [];
      const to = releasedTo(rowLabel({ ...row, releasableTo: row.releasableTo ?? [] }, nation));
      const names = to === "everyone" ? [] : to.filter((it) => it !== nation).map((it) => (alliance.nations.some(({ id }) => id === it) ? nationName(alliance, it) : viewWords(results).releasedTo.group(groupName(it))));
      return [{
        label: row.id,
        marking: row.markingEn,
        level: row.level,
        to: to === "everyone" ? "everyone" : names.length === 0 ? "owner" : "listed",
        names,
        rows: [...byKind.values()].reduce((sum, it) => sum + it, 0),
        byKind: [...byKind].map(([kind, rows]) => ({ kind, file: `${KINDS[kind].file}.csv`, rows })),
      }];
    })
    .sort((a, b) => a.level - b.level || (a.label < b.label ? -1 : 1));
}
