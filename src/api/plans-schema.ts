import { EVIDENCE } from "#model";
import { type TProperties, Type } from "typebox";
import { oneOf } from "./one-of.ts";
import { asof, lang, path, Shown } from "./schemas.ts";

const Optional = Type.Optional;
const number = Type.Number();
const text = Type.String();
const texts = Type.Array(text);
const rows = <P extends TProperties>(properties: P) => Type.Array(Type.Object(properties));
const strict = { additionalProperties: false };

const as = Optional(Type.String({ maxLength: 200, description: "The reader to look as, NATION:LEVEL:GROUPS:VALUES, where there is no sign-in. Absent: the owner of the data." }));
const lever = Type.String({ minLength: 1, maxLength: 220, description: "A lever with its name in front, as `concord what-if` takes it: budget:XAA=+5%, nation-out:XAA, delay:PROGRAMME=1 …; `*` for every ally's budget or every capability's cap." });
const levers = Type.Array(lever, { maxItems: 40 });

const Figure = { before: Shown, after: Shown, difference: Shown };
const Asked = rows({ text, words: text, because: Type.Optional(Type.String({ description: "Why it changes nothing of the shortfall, where it does not and that is known." })) });

/** WhatIfView. */
const told = oneOf(["same", "more", "less"], "How the difference is told: what prints as nothing is the same.");
const Answer = Type.Object({
  alliance: text,
  marking: text,
  runKey: text,
  path: text,
  currency: text,
  asked: Asked,
  kind: Type.Union([Type.Literal("quick"), Type.Literal("shortfall"), Type.Literal("exact")], { description: "quick: the shortfall is within the proven gap; shortfall: it is least, and money is being made least; exact: both are." }),
  proved: Type.Object(
    {
      weighted: oneOf(["within-gap", "least"], "within-gap: proved to be within `gap` of the least; least: the whole model was solved."),
      cost: oneOf(["open", "least"], "open: money is not made least yet and no figure of it is told; least: made least, its range is what is proved."),
      shortfallYears: oneOf(["of-this-plan"], "Counted from the plan that is shown; not made least by itself."),
      leaves: oneOf(["of-this-plan"], "As shortfallYears."),
      nations: oneOf(["open", "of-this-plan"], "open: as cost; of-this-plan: the sum is least, how it falls on allies is that of the plan that is shown."),
    },
    { description: "How far each figure of the answer stands." },
  ),
  weighted: Type.Object({ ...Figure, told }),
  shortfallYears: Type.Object(Figure),
  stored: Shown,
  storedGap: Shown,
  isRough: Type.Boolean({ description: "Proved no nearer than the parameter what-if.rough-gap. Where nothing gives way the least lies anywhere from `bound` to `weighted.after`; else `bound` is of what gives way and the shortfall together." }),
  isUnproven: Type.Boolean({ description: "`weighted` differs, but what is proved of both plans leaves room for no difference." }),
  cost: Type.Union([Type.Object({ ...Figure, told, proof: Shown, allowance: Shown, leavers: Optional(Type.Object({ names: Type.Array(text), own: Shown, stay: Shown, told }, { description: "Where allies leave: who, what they pay in the plan before, which the cost with the changes no longer counts, and what those who stay pay more." })) }), Type.Null()], { description: "Least discounted cost of plans with this shortfall, before and with the changes; `difference` is what the changes cost, proven to within `proof`, and about `allowance` more or less for what both shortfalls may give up for money. Null: not made least yet." }),
  weighed: Shown,
  bound: Shown,
  gap: Shown,
  seconds: number,
  leaves: rows({ leaf: text, name: text, ...Figure }),
  nations: Type.Union([rows({ nation: text, name: text, ...Figure }), Type.Null()]),
  givesWay: rows({ kind: text, about: text, year: Optional(number), amount: Shown, words: text }),
  broken: Type.Object({ budget: number, programme: number, agreement: number, limit: number }, { description: "How many of each kind give way." }),
  sentence: text,
});

/** Where a question stands: what each event of the stream holds. */
export const WhatIfReply = Type.Object({
  state: oneOf(["waiting", "opening", "quick", "exact", "cancelled", "failed"]),
  answer: Optional(Answer),
  stage: Optional(oneOf(["shortfall", "money"], "What is being made least, while the exact answer is made.")),
  secondsLeft: Optional(number),
  problem: Optional(text),
  mend: Optional(text),
  lever: Optional(Type.String({ description: "The lever that is refused, as it was asked: it is wrong, not the server, and without it the others can be answered." })),
});
export const WhatIfQuery = Type.Object({ as, path, asof, lang, change: Optional(levers), exact: Optional(Type.Boolean({ description: "Wait for the exact answer. Absent: the quick one, unless the exact one is known." })) }, strict);
export const WhatIfFollowQuery = Type.Object({ as, path, asof, lang, change: Optional(levers) }, strict);
export const WhatIfCancel = Type.Object({ changes: levers }, strict);

const Subject = { id: text, name: text, now: Optional(Shown) };
/** LeversView. */
export const LeversReply = Type.Object({
  alliance: text,
  marking: text,
  runKey: text,
  currency: text,
  years: Type.Array(number),
  nations: rows(Subject),
  leaves: rows(Subject),
  cap: Shown,
  systems: rows(Subject),
  lines: rows(Subject),
  standards: rows(Subject),
  programmes: Type.Array(Type.Object({ ...Subject, nation: text, firstYear: number, lastYear: number, earlier: number, later: number, hasLeadTime: Type.Boolean() }), { description: "Programmes that the plan delivers, with the most years by which each can come earlier or later within it; hasLeadTime: it is not ordered yet, and comes no sooner than its lead time after the first year." }),
});

/** PlansView. */
export const PlansReply = Type.Object({
  marking: text,
  runKey: text,
  plans: rows({ id: text, name: text, levers: texts, author: text, isOfOwner: Type.Boolean({ description: "The owner of the data gave the name, where nobody signs in: `author` is the word for that." }), mayRemove: Type.Boolean({ description: "Whoever asks may remove it." }), at: text, runKey: text, words: texts, isOfThisRun: Type.Boolean() }),
});
export const PlanKeep = Type.Object({ name: Type.String({ minLength: 1, maxLength: 80, pattern: "\\S" }), changes: levers }, strict);
export const PlanKept = Type.Object({ id: text });
export const PlanRemove = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) }, strict);
export const CompareQuery = Type.Object({ as, path, asof, lang, plan: Type.Array(Type.String({ maxLength: 2000, description: "Levers joined by `;`. Empty: the plan as it is." }), { minItems: 1, maxItems: 6 }), exact: Optional(Type.Boolean({ description: "Wait for the exact answer of each plan, with its money. Absent: the quick ones, unless the exact ones are known." })) }, strict);

/** PlansCompared. */
export const CompareReply = Type.Object({
  alliance: text,
  marking: text,
  runKey: text,
  currency: text,
  stored: Optional(Shown),
  plans: rows({ levers: text, asked: Asked, kind: text, weighted: Shown, shortfallYears: Shown, isRough: Type.Boolean(), bound: Shown, cost: Type.Union([Shown, Type.Null()], { description: "Null: not made least yet." }), gap: Shown, givesWay: number }),
  leaves: rows({ leaf: text, name: text, values: Type.Array(Shown) }),
  nations: Type.Union([rows({ nation: text, name: text, values: Type.Array(Shown) }), Type.Null()], { description: "Null: the money of some plan is not made least yet." }),
});

/** ProcurementView. */
export const ProcurementReply = Type.Object({
  alliance: text,
  marking: text,
  runKey: text,
  currency: text,
  firstYear: number,
  lastYear: number,
  axisFirst: number,
  axisLast: number,
  groups: rows({
    system: text,
    name: text,
    leaf: Optional(text),
    capability: Optional(text),
    area: Optional(text),
    programmes: rows({
      id: text,
      name: text,
      nation: text,
      nationName: text,
      system: text,
      systemName: text,
      status: text,
      firstYear: Optional(number),
      lastYear: Optional(number),
      stated: Type.Object({ firstYear: Optional(number), lastYear: Optional(number) }, { description: "Years of delivery as stated; `firstYear` and `lastYear` beside it are those drawn: where only one is stated, that one." }),
      contractYear: Optional(number),
      quantity: Shown,
      value: Shown,
      supplier: Optional(text),
      evidence: oneOf(EVIDENCE),
      planned: Optional(Type.Object({ firstYear: number, lastYear: number })),
      why: text,
    }),
    overlapYears: Type.Array(number),
    overlapNations: texts,
    overlapValue: Shown,
    bundle: Optional(text),
  }),
  programmes: number,
  undated: number,
  told: Type.Object({ meeting: Shown, together: Shown, alone: Shown, "under way": Shown, undated: Shown }, { description: "What the sentence counts." }),
  bundles: Optional(rows({ agreement: text, system: text, name: text, members: rows({ nation: text, name: text }), only: Optional(Type.Object({ nation: text, name: text }, { description: "The one member that buys something under it, where no other does." })), firstYear: number, lastYear: number, quantity: Shown, priceFactor: Shown, coordination: Shown, parties: rows({ nation: text, name: text, share: Shown, promised: Shown, unpledged: Shown, priceMost: Shown, by: Optional(number) }), unpledged: Shown, programmes: texts })),
  lots: Optional(Shown),
  lotsLeast: Optional(Shown),
  isPart: Type.Boolean({ description: "Whether labels may hide programmes from the reader: what is not in sight is not told as none." }),
  sentence: text,
});

/** GainsView. */
export const GainsReply = Type.Object({
  alliance: text,
  marking: text,
  path: text,
  runKey: text,
  currency: text,
  agreements: rows({
    agreement: text,
    system: text,
    name: text,
    saving: Shown,
    savesNothing: Type.Boolean({ description: "Nothing that anyone would see: the same items apart would cost as much; its sentences say why." }),
    members: rows({ nation: text, name: text, quantity: Shown, costAlone: Shown, isIn: Type.Boolean(), savedInPlan: Shown, savedAtOnePrice: Shown, nucleolus: Shown, share: Shown, shapley: Shown, transfer: Shown }),
    idle: rows({ nation: text, name: text, coordination: Shown }),
    isStable: Type.Boolean(),
    isProved: Type.Boolean(),
    sentences: texts,
  }),
  nations: rows({ nation: text, name: text, gain: Shown, sidePayment: Shown, shared: Shown, transfer: Shown, cost: Shown, work: Shown, costShare: Shown, workShare: Shown, imbalance: Shown, imbalanceAfter: Shown }),
  years: rows({ year: number, imbalances: Type.Array(Shown) }),
  repair: Type.Object({ band: Shown, moved: Shown, moves: texts, payments: texts }),
  sentences: texts,
});

/** Whether hard demands can all hold, and if not which of them clash with which facts. */
export const DemandQuery = Type.Object({ as, path, asof, ask: Type.Array(Type.String({ minLength: 1, maxLength: 220, description: "A demand with its name in front, as `concord demand` takes it: cover:LEAF=90%@2032, budget:XAA=500@2031 …" }), { minItems: 1, maxItems: 20 }) }, strict);
export const DemandReply = Type.Object({
  runKey: text,
  marking: text,
  kind: Type.Union([Type.Literal("possible"), Type.Literal("clash")]),
  sentence: text,
  /** Of what is possible: weighted shortfall-years more than without the demands. */
  shortfall: Optional(number),
  before: Optional(number),
  worse: Optional(rows({ name: text, amount: number })),
  /** Of a clash: what cannot hold together. */
  members: Optional(rows({ kind: text, words: text, because: Optional(text), mend: Optional(text) })),
  more: Optional(Type.Boolean()),
});

/** A file as it is. */
export const FileReply = Type.String({ format: "binary" });
