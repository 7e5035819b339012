import { assess, leadRanking } from "#engines/assess";
import { type Alone, type AloneOnce, type Comparison, type LeadCandidate, planAlliance, type PlanAsk, PLAN, type Progress, type Solver, type StopSignal } from "#engines/plan";
import { negotiate } from "#engines/targets";
import type { Alliance } from "#model";
import { exactly } from "#quantities";
import { canonicalJson } from "#stdx";
import { type Results, targetsAsk, targetShares } from "#views";
import { OWNER_NAME } from "./access/viewer.ts";

/** Version of the methods: results of another version have another run key. */
export const METHODS_VERSION = "7";

/** A loaded data set: the model and the digest that names its content. */
export interface DatasetRef {
  readonly alliance: Alliance;
  readonly digest: string;
}

/** What a user may choose for a run. */
export interface Choices {
  /** Budget path. Absent: the data set's own choice. */
  readonly path?: string;
  /** Parameters set for this run, by id. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Agreements, leads and adoptions are chosen within the model, for at most so long an objective. Absent: by rule. Unit: s. */
  readonly wholeSeconds?: number;
  /** With those choices: also what lines that change over make, and whether lines below their least rate close. Absent: no. */
  readonly wholeLines?: boolean;
}

/** The alliance with some parameters set for one run. */
export function withParameters(alliance: Alliance, parameters: Readonly<Record<string, number>>): Alliance {
  return { ...alliance, valueOf: (it) => (parameters[it.id] === undefined ? alliance.valueOf(it) : exactly(parameters[it.id] ?? 0)) };
}

/**
 * Assesses a data set, apportions its targets and applies the answers to them: everything but the plan, in a moment. The
 * run key is a digest of data, choices and version of the methods, so equal keys have equal results.
 */
export function assessAlliance(dataset: DatasetRef, choices: Choices, digest: (text: string) => string): Results {
  const parameters = choices.parameters ?? {};
  const alliance = withParameters(dataset.alliance, parameters);
  const path = choices.path ?? alliance.settings.budgetPath;
  const assessment = assess(alliance);
  const targets = negotiate(targetsAsk({ alliance, assessment, path }));
  return { alliance, assessment, targets, path, reader: OWNER_NAME, runKey: digest(canonicalJson({ data: dataset.digest, parameters, path, version: METHODS_VERSION, ...wholeOf(choices) })), ...wholeOf(choices) };
}

/** What of the whole-number choices a run key and a plan depend on. */
const wholeOf = ({ wholeSeconds, wholeLines }: Choices): Pick<Choices, "wholeSeconds" | "wholeLines"> => ({ ...(wholeSeconds !== undefined && { wholeSeconds }), ...(wholeSeconds !== undefined && wholeLines === true && { wholeLines }) });

/** What a plan run needs besides the results so far. */
export interface PlanRun {
  readonly solver: Solver;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: StopSignal;
  /** Also plan with easy and hard figures. Absent: yes. */
  readonly dataRange?: boolean;
  /** Clock, for searches with a time limit. Unit: s. */
  readonly now: () => number;
  /** Ends the searches for whole-number choices with the best they have. */
  readonly enough?: StopSignal;
}

/** Plans alone and aligned, and adds the comparison to the results. @throws as `planAlliance` does. */
export async function planResults(results: Results, { now, enough, ...run }: PlanRun): Promise<Results & { readonly comparison: Comparison }> {
  const comparison = await planAlliance({ ...planInputs(results), ...run, ...(results.wholeSeconds !== undefined && { whole: { now, timeLimit: results.wholeSeconds, lines: results.wholeLines === true, enough } }) });
  return { ...results, comparison };
}

// What allies do alone takes half as long as to put a plan before a solver again: it is kept with the targets that it was made for.
const alone = new WeakMap<Results["targets"], Alone>();
const onceFor = ({ targets }: Results): AloneOnce => async (make) => {
  const made = alone.get(targets) ?? (await make());
  alone.set(targets, made);
  return made;
};

/** What the plan engine takes from an assessment. */
export const planInputs = (results: Results): Pick<PlanAsk, "alliance" | "targets" | "path"> & Required<Pick<PlanAsk, "leadCandidates" | "once">> => ({
  once: onceFor(results),
  alliance: results.alliance,
  targets: targetShares(results),
  leadCandidates: leadCandidatesOf(results),
  path: results.path,
});

/** The best placed allies for each leaf, by lead score in the middle of the plan. Who reserved or declined its target of a leaf is not planned on to buy more than that for others. */
function leadCandidatesOf({ alliance, assessment, targets }: Results): readonly LeadCandidate[] {
  const most = alliance.valueOf(PLAN.leadCandidates).base;
  const year = alliance.years[Math.floor((alliance.years.length - 1) / 2)] ?? alliance.settings.firstYear;
  const unwilling = new Set(targets.leaves.flatMap((it) => it.nations.flatMap((row) => (row.response === "decline" || row.response === "reserve" ? [`${row.nation}|${it.leaf}`] : []))));
  return assessment.leaves.flatMap((leaf) => leadRanking(alliance, assessment, leaf.id, year).candidates.filter((it) => !unwilling.has(`${it.nation}|${leaf.id}`)).slice(0, most).map((it) => ({ nation: it.nation, leaf: leaf.id })));
}
