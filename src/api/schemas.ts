import { Type } from "typebox";
import { EVIDENCE } from "#model";
import type { Shown as ShownFigure } from "#views";
import { MAP_FORM, MAP_SIDE } from "./map-schema.ts";
import { oneOf } from "./one-of.ts";
import { SignedIn } from "./sign-in-schemas.ts";

/** Schemas of the replies: what is not named here never leaves the server. */
const Optional = Type.Optional;
const number = Type.Number();
const text = Type.String();

/** Schemas that others name, instead of saying them again. */
const ShownSchema = Type.Object({ value: Optional(number), low: Optional(number), high: Optional(number), unit: text, digits: Optional(number), priceBase: Optional(text), label: text, asOf: Optional(text), why: text, part: Optional(text), caution: Optional(text), evidence: Optional(oneOf(EVIDENCE)), isProof: Optional(Type.Boolean()) }, { description: "A number as shown: unit, range, marking, the weakest evidence of any record behind it, and the key that answers why, with the name of the step there (`part`) where it is a part or ratio of what is explained. No value: unknown. No evidence: a count, or a figure of a plan, which rests on all records.", $id: "Shown" });
export const Shown = Type.Unsafe<ShownFigure>({ $ref: "Shown#" });

const Lever = Type.Object({ lever: text, name: text, share: Shown, shortfallYears: Shown, money: Shown });
export const Headline = Type.Object({
  sentence: text,
  sentenceFigures: Type.Array(Shown, { description: "What the sentence prints, in its order." }),
  money: Shown,
  shortfallYears: Shown,
  delayYears: Shown,
  shortfallYearsAlone: Shown,
  shortfallYearsAligned: Shown,
  levers: Type.Array(Lever),
  provenGapAlone: Shown,
  provenGapAligned: Shown,
  provenCostGapAlone: Shown,
  provenCostGapTogether: Shown,
  whoPays: text,
  whoPaysFigures: Type.Array(Shown, { description: "What it prints, in its order." }),
  compensation: text,
  compensationFigures: Type.Array(Shown, { description: "What it prints, in its order." }),
  losers: Type.Array(Type.Object({ nation: text, loss: Shown, compensated: Shown, repair: text })),
  range: Type.String({ description: "The ends of the figures of the sentence, from the best way to be alone to the worst. Empty: they are told alike." }),
  tally: Type.String({ description: "What is saved beside its two parts, with the digits at which they add up. Empty: as they are printed they do." }),
  leversSum: text,
  breakEven: text,
  verified: Optional(Type.Boolean()),
});
const Timeline = Type.Object({ title: text, unit: text, years: Type.Array(number), series: Type.Array(Type.Object({ key: text, name: text, points: Type.Array(Shown) })), summary: text });
const MapOfAllies = Type.Object({
  measures: Type.Array(Type.Object({ id: text, name: text, unit: text, better: text, values: Type.Array(Type.Object({ nation: text, shown: Shown })), summary: text })),
  nations: Type.Array(Type.Object({ id: text, name: text, mapId: Optional(text), latitude: Optional(number), longitude: Optional(number) })),
});
const Priorities = Type.Object({
  year: number,
  lastYear: number,
  rule: text,
  cap: Shown,
  rows: Type.Array(
    Type.Object({
      rank: number,
      leaf: text,
      name: text,
      area: text,
      character: text,
      required: Shown,
      available: Shown,
      coverage: Shown,
      planned: Optional(Shown),
      heldInPlan: Optional(Shown),
      trend: Shown,
      lead: Optional(Type.Object({ nation: text, isClear: Type.Boolean({ description: "Its lowest score beats the highest of the second." }), why: text })),
      closedIn: Optional(number),
      evidence: text,
      unknown: number,
      weakest: Optional(text),
      mayBeMet: Type.Boolean(),
    }),
  ),
  unsure: Shown,
});
export const Confidence = Type.Object({ sourced: Shown, estimated: Shown, assumed: Shown, weakest: Type.Array(text), unknownCells: Shown });
export const ActionReply = Type.Object({ nation: text, rank: number, text, effect: Shown, money: Shown, reason: text, years: text });

/** HomeView. */
export const HomeReply = Type.Object({
  alliance: text,
  dataset: text,
  marking: text,
  asOf: text,
  reader: text,
  seen: Optional(Type.Object({ nations: number, of: number, sentence: text }, { description: "Nations whose holdings this reader sees. Absent: nothing was kept back." })),
  path: text,
  paths: Type.Array(text),
  pathMeanings: Type.Array(Type.Object({ path: text, meaning: text }), { description: "What budget paths of the usual names are, each in a sentence." }),
  runKey: text,
  headline: Optional(Headline),
  timeline: Optional(Timeline),
  map: MapOfAllies,
  priorities: Priorities,
  answers: Type.Object({ asked: number, open: number, allies: number, year: number, inYear: number }, { description: "Targets in the years of the plan, one for each ally and capability that it is asked for, and those without an answer; `inYear`: targets for `year` alone." }),
  confidence: Confidence,
  actions: Type.Array(ActionReply),
});

/** HeatView. */
export const HeatReply = Type.Object({
  measure: text,
  year: number,
  years: Type.Array(number),
  meaning: text,
  scale: Type.Object({ from: number, to: number, better: text }),
  nations: Type.Array(Type.Object({ id: text, name: text })),
  rows: Type.Array(Type.Object({ leaf: text, name: text, group: text, area: text, character: text, alliance: Shown, trend: Shown, cells: Type.Array(Type.Object({ nation: text, state: text, shown: Optional(Shown), lead: Optional(number) })) })),
  summary: text,
});

/** WhyView. */
export const WhyReply = Type.Object({
  key: text,
  question: text,
  shown: Shown,
  sentence: text,
  steps: Type.Array(Type.Object({ text, quoted: Optional(Type.String({ description: "What a record or a document says of it in its own words, in the language of the data." })), shown: Optional(Shown), part: Optional(Type.String({ description: "Name under which a figure of a view is this step: the `part` of that figure." })) })),
  method: Type.Object({ id: text, title: text, doc: text }),
  assumptions: Type.Array(Type.Object({ id: text, meaning: text, value: text, unit: text, source: text })),
  limits: Type.Array(text),
  records: Type.Array(
    Type.Object({ kind: text, id: text, text, evidence: text, confidence: text, asOf: text, source: Type.Object({ id: text, title: text, location: Optional(text), address: Optional(text), licence: text }), rivals: Type.Array(text) }),
  ),
  moreRecords: number,
});

/** SearchView. */
export const SearchReply = Type.Object({ marking: text, hits: Type.Array(Type.Object({ kind: text, id: text, name: text })), more: number });

/** RecordsView. */
export const RecordsReply = Type.Object({
  kind: text,
  title: text,
  marking: text,
  asOf: text,
  kinds: Type.Array(Type.Object({ kind: text, title: text, count: number })),
  columns: Type.Array(Type.Object({ name: text, meaning: text, unit: Optional(text), type: Type.Union([Type.Literal("text"), Type.Literal("number")]), names: Optional(Type.Record(text, text)) })),
  rows: Type.Array(Type.Array(Type.Union([text, number, Type.Null()]))),
});

/** ProgressView: what each event of the stream holds. */
/** Digests of what a reader would be answered: another one says that it is to be asked for anew. */
export const Changes = Type.Object({ data: text, ledger: Optional(text), releases: Optional(text), plans: Optional(text) });
export const Progress = Type.Object({
  state: oneOf(["waiting", "running", "done", "failed", "cancelled"]),
  stage: text,
  done: number,
  secondsLeft: Optional(number),
  isLonger: Optional(Type.Boolean({ description: "It takes notably longer than was estimated first." })),
  detail: Optional(text),
  message: Optional(text),
});

/** Who is looking, and whom one may look as. */
export const ReaderReply = Type.Object({
  mode: Type.Union([Type.Literal("open"), Type.Literal("fixed"), Type.Literal("sign-in")], { description: "open: whoever reaches the server may look as anyone; fixed: one reader was chosen when it was started; sign-in: each reader signs in." }),
  notice: text,
  ledger: Optional(Type.Boolean({ description: "Whether the data stand in ledgers." })),
  signIn: Optional(Type.Object({ provider: Optional(text), passkeys: Type.Boolean() }, { description: "The ways to sign in. The provider by its name." })),
  person: Optional(SignedIn),
  choices: Optional(
    Type.Object({
  fixed: Type.Array(Type.Object({ as: text, name: text })),
  nations: Type.Array(Type.Object({ id: text, name: text })),
  groups: Type.Array(text),
  levels: Type.Array(Type.Object({ level: number, marking: text })),
  allRead: Type.Boolean({ description: "Whether every row may be read by the public, so that whoever one looks as sees the same." }),
    }),
  ),
});

const DutyReason = Type.Object({ duty: Type.String({ description: "Name of the rule or reason, as `concord duties policies` and docs/guide/duties.md have it." }), text, mend: text });
const ProblemSchema = Type.Object({ type: text, title: text, status: number, detail: text, reason: text, mend: text, lever: Type.Optional(Type.String({ description: "Of several levers: the one that is refused, as it was asked. Without it the others can be answered." })), layer: Type.Optional(Type.String({ description: "Of an act that a rule on duties refuses: session, label, duties, workflow or volume." })), duties: Type.Optional(Type.Array(DutyReason, { description: "Of such an act: every reason against it." })) }, { $id: "Problem", description: "A problem in the form of RFC 9457, with the name of its reason and how to mend it." });
export const Problem = Type.Unsafe<object>({ description: "A problem (RFC 9457).", content: { "application/problem+json": { schema: { $ref: "Problem#" } } } });
export const SHARED = [ShownSchema, ProblemSchema];

export const Health = Type.Object({ status: Type.Literal("ok") });
export const Ready = Type.Object({ status: Type.Literal("ready") });

const strict = { additionalProperties: false };
const as = Optional(Type.String({ maxLength: 200, description: "The reader to look as, NATION:LEVEL:GROUPS:VALUES, where there is no sign-in. Absent: the owner of the data." }));
/** A moment with its day and time of day: a day alone would mean its beginning to some and its end to others. */
export const moment = (description: string) => Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z$", maxLength: 40, description: `${description} Day and time, UTC: 2031-03-01T10:00:00Z.` });

/** The moment as of which the record is looked at, as a route of a view takes it. */
export const asof = Optional(moment("The moment as of which the record is looked at, where the data stand in ledgers: what was in them by then. Absent: now."));

/** The budget path that targets and plan are made on, as a route of a view takes it. */
export const path = Optional(Type.String({ maxLength: 120, description: "The budget path that targets and plan are made on, one of `paths` of `/api/home`. Absent: that of the data set." }));
/** Language of an answer, as a route takes it. */
export const lang = Optional(Type.Union([Type.Literal("en"), Type.Literal("fr")], { description: "Language of sentences and names. Absent: English." }));
/** What every route of a view takes. */
export const ViewQuery = Type.Object({ as, path, asof, lang }, strict);
export const HeatQuery = Type.Object({ as, path, asof, lang, measure: Optional(text), year: Optional(Type.Integer()) }, strict);
export const MapQuery = Type.Object({ as, path, asof, form: Optional(MAP_FORM), view: Optional(MAP_SIDE) }, strict);
export const RecordsQuery = Type.Object({ as, path, asof, lang, kind: Optional(text) }, strict);
export const SearchQuery = Type.Object({ as, path, asof, lang, q: Type.String({ maxLength: 100, description: "What was typed: words, beginnings of words, initials; slips of the finger are forgiven." }) }, strict);
export const WhyQuery = Type.Object({ as, path, asof, lang, key: Type.String({ minLength: 1, maxLength: 3000 }) }, strict);
/** What is the same for every reader takes a language alone. */
export const TextQuery = Type.Object({ lang }, strict);
export const NoQuery = Type.Object({}, strict);
