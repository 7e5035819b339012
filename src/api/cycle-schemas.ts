import { type TProperties, Type } from "typebox";
import { ActionReply, asof, lang, path, Shown } from "./schemas.ts";

/** Schemas of the planning cycle: guidance, requirements, targets, implementation, review, capabilities, allies. */
const Optional = Type.Optional;
const number = Type.Number();
const text = Type.String();
const flag = Type.Boolean();
const texts = Type.Array(text);
const rows = <P extends TProperties>(properties: P) => Type.Array(Type.Object(properties));
const shownList = Type.Array(Shown);
/** A figure for each of some words. */
const shownEach = <Word extends string>(...words: readonly Word[]) => Type.Object(Object.fromEntries(words.map((it) => [it, Shown])) as { [K in Word]: typeof Shown });

/** The head of a view. */
export const about = {
  alliance: text,
  dataset: text,
  marking: text,
  asOf: text,
  reader: text,
  seen: Optional(Type.Object({ nations: number, of: number, sentence: text })),
  path: text,
  currency: text,
  priceYear: number,
  years: Type.Array(number),
  isPlanned: flag,
  runKey: text,
};

const named = { nation: text, name: text };
const leafNamed = { leaf: text, name: text };

/** GuidanceView. */
export const GuidanceReply = Type.Object({
  ...about,
  allies: number,
  situations: rows({ situation: text, capabilities: number, told: Shown, use: text, firstYear: number, lastYear: number }),
  paths: rows({ path: text, isUsed: flag, years: rows({ year: number, money: Shown }), total: Shown, nations: number, meaning: Optional(text), said: texts, differs: number }),
  priorities: rows({ ...leafNamed, area: text, weight: Shown }),
  ordinary: number,
  parameters: rows({ id: text, engine: text, meaning: text, unitText: text, value: Shown, byDefault: Shown, isOwn: flag, source: text }),
  own: number,
});

/** RequirementsView. */
export const RequirementsReply = Type.Object({
  ...about,
  year: number,
  rows: rows({
    ...leafNamed,
    area: text,
    group: text,
    character: text,
    unit: text,
    isPlanned: flag,
    required: Shown,
    byLevel: shownList,
    split: Optional(text),
    situation: Optional(text),
    evidence: texts,
    steps: rows({ year: number, required: Shown }),
    references: rows({ id: text, scope: text, situation: text, year: number, quantity: Shown, evidence: text }),
  }),
  byEvidence: rows({ evidence: text, count: number, shown: Shown }),
  stated: number,
  unknown: number,
  splitStated: number,
  told: shownEach("all", "stated", "judged", "unknown", "split"),
});

const effect = {
  ...leafNamed,
  unit: text,
  firstYear: number,
  lastYear: number,
  shifts: rows({ ...named, quantity: Shown, cost: Shown }),
  residualBefore: Shown,
  residualAfter: Shown,
};
const answer = {
  fact: text,
  nation: text,
  nationName: text,
  leaf: text,
  leafName: text,
  unit: text,
  response: text,
  terms: text,
  reason: text,
  asOf: text,
  proposed: Shown,
  accepted: Shown,
  effects: rows(effect),
  sentence: text,
};
const nationAnswers = { ...named, asked: number, accepted: number, reserved: number, declined: number, open: number, told: shownEach("asked", "accept", "reserve", "decline", "none"), takesUp: Shown, spared: Shown };
const responses = Type.Object({ accept: number, reserve: number, decline: number, none: number });

const counted = Type.Object(
  { year: number, capabilities: number, unstated: number, required: number, notApportioned: number, apportioned: number, nations: number, pairs: number, notAsked: number, inYear: number, declined: number, standing: number, otherYears: number, takenUp: number, inYears: number },
  { description: "How the capabilities of the tree become the targets of a year and of all years, of what the reader may see: required = capabilities − unstated; apportioned = required − notApportioned; pairs = apportioned × nations; inYear = pairs − notAsked; standing = inYear − declined; inYears = inYear + otherYears − takenUp." },
);

/** TargetsView. */
export const TargetsReply = Type.Object({
  ...about,
  year: number,
  leaves: rows({
    ...leafNamed,
    area: text,
    unit: text,
    required: Shown,
    asked: Shown,
    residualBefore: Shown,
    residual: Shown,
    residualShare: Shown,
    nations: number,
    responses,
    told: shownEach("asked", "accept", "reserve", "decline", "none"),
    most: Optional(Type.Object({ nation: text, quantity: Shown })),
  }),
  nations: rows({ ...nationAnswers, costShare: Shown, keyShare: Shown }),
  responses,
  asked: number,
  told: shownEach("accept", "reserve", "decline", "none", "residuals", "residualsGrown"),
  answers: rows(answer),
  joint: rows(effect),
  residuals: number,
  residualsGrown: number,
  counted,
});

/** DraftedAnswers. */
export const DraftedReply = Type.Object({
  ...about,
  answers: rows(answer),
  joint: rows(effect),
  heldBack: rows({ ...leafNamed, firstYear: number, lastYear: number, heldBack: Shown, takenUp: Shown, takers: number, noTakers: Optional(Type.Object({ atLimit: number, unknown: number, answered: number, notAsked: number }, { description: "Where none takes up any: why, of the others. atLimit: of the cap, a reasonable challenge or their money; unknown: what they hold." })), leftOver: Shown }),
  moves: Type.Array(Type.Object({ ...leafNamed, unit: text, firstYear: number, lastYear: number, shift: Optional(Type.Object({ ...named, quantity: Shown, cost: Shown })), residual: Optional(Type.Object({ before: Shown, after: Shown })), size: Shown, isMost: flag }), { description: "Every move that they make: of an ally (shift), or of what is asked of nobody (residual). isMost: of the moves of this ally in this capability that of the years in which most moves." }),
  takers: number,
  left: number,
  nations: rows({ ...named, takesUp: Shown, spared: Shown }),
  refused: rows({ index: number, problem: text, mend: text }),
});

const programme = {
  programme: text,
  nation: text,
  nationName: text,
  name: text,
  system: text,
  systemName: text,
  leaves: rows(leafNamed),
  status: text,
  quantity: Shown,
  value: Shown,
  contractYear: Optional(number),
  firstYear: Optional(number),
  lastYear: Optional(number),
  standing: text,
  reason: Optional(text),
  decisiveYear: Optional(number),
  planned: Optional(Type.Object({ quantity: Shown, firstYear: number, lastYear: number })),
  initiative: Optional(Type.Object({ id: text, name: text })),
  supplier: Optional(text),
  evidence: text,
  asOf: text,
};
const programmeCounts = Type.Object({ late: number, "at risk": number, "on time": number, undated: number, delivered: number, cancelled: number });
const targetCounts = Type.Object({ missing: number, partly: number, announced: number, "on order": number, held: number, unknown: number });

/** ImplementationView. */
export const ImplementationReply = Type.Object({
  ...about,
  year: number,
  nation: Optional(text),
  programmes: rows(programme),
  programmeCounts,
  targetCounts,
  asked: number,
  known: number,
  counted,
  told: Type.Object({ programmes: shownEach("late", "at risk", "on time", "undated", "delivered", "cancelled"), targets: shownEach("missing", "partly", "announced", "on order", "held", "unknown") }),
  nations: rows({ ...named, programmes: programmeCounts, targets: targetCounts, served: number, told: Type.Object({ programmes: shownEach("late", "at risk", "on time", "undated", "delivered", "cancelled"), targets: shownEach("missing", "partly", "announced", "on order", "held", "unknown", "served") }) }),
  missing: rows({ ...leafNamed, nations: texts, shown: Shown }),
  targets: rows({ nation: text, nationName: text, ...leafNamed, state: text, target: Shown, today: Shown, ordered: Shown, planned: Shown, left: Shown, programmes: texts }),
});

const reviewTarget = { ...leafNamed, asked: Shown, stands: Shown, declined: Shown, response: text, today: Shown, ordered: Shown, planned: Shown, met: Shown, standing: text, left: Shown, leftShare: Shown };
const standings = Type.Object({ "on track": number, "at risk": number, "off track": number, unknown: number });
const targetsMet = { ready: Shown, readyKnown: number, toldFrom: number, withPlan: Optional(Shown), withPlanKnown: Optional(number) };
const reviewNation = {
  ...named,
  standing: text,
  ...targetsMet,
  counts: standings,
  asked: number,
  responses,
  told: Type.Object({ targets: shownEach("on track", "at risk", "off track", "unknown"), responses: shownEach("accept", "reserve", "decline", "none") }),
  reservations: rows({ ...leafNamed, text, reason: text }),
  unanswered: texts,
  money: Shown,
  targetsCost: Shown,
  planSpend: Shown,
  shareOfGdp: Optional(Shown),
  progress: rows({ system: text, name: text, promised: Shown, contracted: Shown, planned: Shown }),
  sentences: texts,
};

/** ReviewView. */
export const ReviewReply = Type.Object({
  alliance: text,
  marking: text,
  asOf: text,
  path: text,
  year: number,
  runKey: text,
  currency: text,
  rule: text,
  counted,
  asked: number,
  judgedFrom: Shown,
  isOnPlan: Type.Boolean({ description: "Whether targets of what is planned are judged as if the plan were carried out; the others, and all where there is none, on what is on order or held." }),
  missing: texts,
  nations: rows({ ...reviewNation, targets: rows(reviewTarget) }),
  priorities: rows({ rank: number, ...leafNamed }),
  residuals: rows({ ...leafNamed, before: Shown, after: Shown, share: Shown, coverage: Shown, planned: Shown, heldInPlan: Shown, carriers: rows({ ...named, share: number, shown: Shown }) }),
  cap: Shown,
  reservations: rows({ ...named, leaf: text, text }),
  fairness: Type.Object({
    year: number,
    burdens: rows({ nation: text, cost: number, costShare: number, benefitShare: number, gdp: Optional(number), costPerGdp: Optional(number) }),
    gini: Optional(number),
    jain: Optional(number),
    spearman: Optional(number),
    spearmanTest: Optional(Type.Object({ rho: number, pairs: number, p: number, method: text })),
    wilcoxon: Optional(Type.Object({ statistic: number, pairs: number, p: number, method: text })),
  }),
  measures: shownEach("gini", "jain", "spearman", "wilcoxon"),
  told: Type.Object({ targets: shownEach("on track", "at risk", "off track", "unknown"), allies: shownEach("on track", "at risk", "off track", "unknown", "nothing asked") }),
  sentences: texts,
});

const lead = { ...named, place: number, score: Shown };
const capabilityRow = {
  ...leafNamed,
  area: text,
  group: text,
  character: text,
  unit: text,
  isPlanned: flag,
  rank: Optional(number),
  required: Shown,
  available: Shown,
  coverage: Shown,
  shortfall: Shown,
  trend: Shown,
  planned: Optional(Shown),
  heldInPlan: Optional(Shown),
  closedIn: Optional(number),
  leads: rows(lead),
  isFirstClear: Optional(Type.Boolean({ description: "The lowest score of the first beats the highest of the second. Absent: there is no first." })),
  worstLoss: Optional(Type.Object({ ...named, loss: Shown })),
  told: shownEach("contributors", "none", "unknown"),
  contributors: number,
  none: number,
  unknown: number,
  evidence: texts,
  weakest: Optional(text),
  mayBeMet: flag,
};

/** CapabilitiesView. */
export const CapabilitiesReply = Type.Object({ ...about, year: number, rows: rows(capabilityRow), cap: Shown, allies: number, covered: number, short: number, unknown: number, told: shownEach("covered", "short", "known", "unknown") });

/** CapabilityView. */
export const CapabilityReply = Type.Object({
  ...about,
  year: number,
  row: Type.Object(capabilityRow),
  definition: Optional(text),
  domain: text,
  overlaps: rows(leafNamed),
  allies: number,
  required: shownList,
  available: shownList,
  aligned: shownList,
  alone: shownList,
  notPlanned: Optional(text),
  coverageByLevel: shownList,
  contributors: rows({ ...named, ready: shownList, planned: shownList, share: Shown }),
  others: Optional(Type.Object({ nations: texts, give: Type.Object({ ready: number, planned: number }), ready: shownList, planned: shownList }, { description: "What the contributors beyond the largest give together: the sum of those who are known, with how many are not; `give`: how many of them are known to give something in a year. Absent: all are few enough to be shown each." })),
  none: texts,
  unknown: texts,
  leads: rows({ ...lead, best: number, worst: number, isNiche: flag, parts: rows({ part: text, weight: number, shown: Shown }) }),
  isLeadClear: flag,
  planLeads: Type.Array(Type.Object({ ...named, firstYear: number, beyond: Shown }), { description: "Who leads in the aligned plan, and the most that it counts there beyond its own share." }),
  stranding: Optional(Type.Object({ ...named, coverage: Shown, without: Shown, withheld: Shown, absorbed: Shown, uncovered: Shown, isInsured: flag, limit: Shown, insurance: Shown, insurers: rows(named) })),
  without: rows({ ...named, coverage: Shown, loss: Shown }),
  duplication: Type.Object({ effective: Shown, types: number, families: rows({ family: text, items: number, nations: number }), surplus: Shown, useful: Shown, wasteful: Shown }),
  systems: rows({ system: text, name: text, within: Optional(text), family: Optional(text), origin: Optional(text), unit: text, holders: rows({ ...named, items: Shown }) }),
  programmes: rows(programme),
  standards: rows({ standard: text, name: text, layer: text, adoptions: rows({ ...named, status: text, year: Optional(number), why: text }), unknown: number }),
  initiatives: rows({ id: text, name: text, form: text, status: text, lead: Optional(text), members: texts, why: text }),
  actions: Type.Array(ActionReply),
  agreements: Type.Array(Type.Object({ agreement: text, name: text, members: rows(named), only: Optional(Type.Object(named, { description: "The one member that buys something under it, where no other does." })), firstYear: number, lastYear: number, quantity: Shown }), { description: "Agreements of the aligned plan under which something that counts towards it is bought." }),
});

/** SurveyView. */
export const SurveyReply = Type.Object({ ...about, rows: rows({ ...named, kind: text, counted: text, stated: Optional(number), asked: Optional(number), told: Type.Object({ stated: Optional(Shown), asked: Optional(Shown) }), share: Shown, evidence: texts, oldest: Optional(text), latest: Optional(text), age: Shown }) });

/** NationsView. */
export const NationsReply = Type.Object({ ...about, year: number, rows: rows({ ...nationAnswers, region: text, ...targetsMet, standing: text, gain: Optional(Shown) }), told: shownEach("on track", "at risk", "off track", "unknown", "nothing asked") });

/** NationView. */
export const NationReply = Type.Object({
  ...about,
  year: number,
  ...named,
  region: text,
  accessionYear: number,
  answered: Type.Object(nationAnswers),
  review: Type.Object(reviewNation),
  rule: text,
  share: Optional(Type.Object({ parts: rows({ measure: text, weight: number, share: Shown, year: Optional(number) }), mean: Shown, raw: Shown, rawOfMean: number, capped: Shown, cappedOfRaw: number })),
  targets: rows({
    ...leafNamed,
    review: Type.Object(reviewTarget),
    chain: Type.Object({ share: Shown, required: Shown, fair: Shown, units: Shown, held: Shown, challenge: Shown, affordable: Shown, proposed: Shown, takenUp: Shown, limitedBy: Optional(text) }),
    askedMost: Shown,
    implemented: Optional(Type.Object({ state: text, left: Shown, programmes: texts })),
  }),
  unasked: rows({ ...leafNamed, cause: text, fair: Shown, why: text }),
  capabilities: number,
  answers: rows(answer),
  programmes: rows(programme),
  actions: Type.Array(ActionReply),
  gain: Optional(Type.Object({ gain: Shown, costAlone: Shown, costAligned: Shown, sidePayment: Shown, workAlone: Shown, workAligned: Shown, repair: text })),
  spend: rows({ year: number, budget: Shown, total: Shown }),
  leads: rows({ ...leafNamed, place: number, isNiche: flag, score: Shown }),
  planLeads: Type.Array(Type.Object({ ...leafNamed, firstYear: number, beyond: Shown }), { description: "What it leads in the aligned plan, and the most that it counts there beyond its own share, for the others." }),
  released: rows({ label: text, marking: text, level: number, to: text, names: texts, rows: number, byKind: rows({ kind: text, file: text, rows: number }) }),
});

const strict = { additionalProperties: false };
const as = Optional(Type.String({ maxLength: 200, description: "The reader to look as, NATION:LEVEL:GROUPS:VALUES, where there is no sign-in. Absent: the owner of the data." }));
const code = Type.String({ minLength: 1, maxLength: 120 });
const year = Optional(Type.Integer({ description: "A year of the plan. Absent: the middle of it." }));

export const YearQuery = Type.Object({ as, path, asof, lang, year }, strict);
export const NationYearQuery = Type.Object({ as, path, asof, lang, year, nation: Optional(code) }, strict);
export const CapabilityQuery = Type.Object({ as, path, asof, lang, leaf: code, year }, strict);
export const NationQuery = Type.Object({ as, path, asof, lang, nation: code, year }, strict);
/** An answer to a target, as somebody means to give it. */
export const AnswerItem = Type.Object(
  { nation: code, leaf: code, response: Type.Union([Type.Literal("accept"), Type.Literal("reserve"), Type.Literal("decline")]), quantity: Optional(Type.Number()), firstYear: Optional(Type.Integer()), reason: Type.String({ maxLength: 2000 }) },
  strict,
);
/** Answers that nobody has signed. */
export const DraftsBody = Type.Object({ answers: Type.Array(AnswerItem, { maxItems: 100 }) }, strict);
