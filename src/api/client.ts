import type { Static, TSchema } from "typebox";
import type {
  CapabilitiesView,
  CapabilityView,
  DraftedAnswers,
  EvidenceView,
  GainsView,
  GuidanceView,
  HeatView,
  HomeView, MapDrawing,
  ImplementationView,
  LeversView,
  NationsView,
  NationView,
  PlansCompared,
  PlansView,
  ProcurementView,
  ProgressView,
  RecordsView,
  RequirementsView,
  ReviewView,
  ScenariosView,
  SearchView,
  SinceView,
  SurveyView,
  TargetsView,
  WhatIfView,
  WhyView,
} from "#views";
import type { CONTRACT, ContractName } from "./contract.ts";

/**
 * What the page says to a route and hears from it, derived from the contract: types alone, since the page does not load the schemas.
 * What a schema says whole is taken from there; a view says itself, and is held against the schema of its route.
 */

/** What the schema of a route says of it, as it stands: readers write none of it. */
type Told<T> = T extends readonly (infer Item)[] ? readonly Told<Item>[] : T extends object ? { readonly [K in keyof T]: Told<T[K]> } : T;
type Schemas<N extends ContractName> = (typeof CONTRACT)[N];
type ToldReply<N extends ContractName> = Schemas<N> extends { readonly reply: infer S extends TSchema } ? Told<Static<S>> : never;
type With<T, Finer> = Omit<T, keyof Finer> & Finer;

/** Replies that are views, whose types say more than a schema does: which figure, of which words. `Agreed` holds each against the schema of its route. */
interface Views {
  readonly home: HomeView;
  readonly heat: HeatView;
  readonly map: MapDrawing;
  readonly why: WhyView;
  readonly search: SearchView;
  readonly records: RecordsView;
  readonly survey: SurveyView;
  readonly levers: LeversView;
  readonly plans: PlansView;
  readonly plansCompare: PlansCompared;
  readonly procurement: ProcurementView;
  readonly procurementGains: GainsView;
  readonly guidance: GuidanceView;
  readonly requirements: RequirementsView;
  readonly targets: TargetsView;
  readonly answerDrafts: DraftedAnswers;
  readonly implementation: ImplementationView;
  /** What the last review said is told by the command line, which reads two. */
  readonly review: With<ReviewView, { readonly nations: readonly Omit<ReviewView["nations"][number], "since">[] }>;
  readonly capabilities: CapabilitiesView;
  readonly capability: CapabilityView;
  readonly nations: NationsView;
  readonly nation: With<NationView, { readonly review: Omit<NationView["review"], "since"> }>;
  readonly evidence: EvidenceView;
  readonly progress: ProgressView;
  readonly whatIf: With<ToldReply<"whatIf">, { readonly answer?: WhatIfView }>;
  readonly whatIfFollow: With<ToldReply<"whatIfFollow">, { readonly answer?: WhatIfView }>;
  readonly since: With<ToldReply<"since">, { readonly progress?: ProgressView; readonly answer?: SinceView }>;
  readonly scenarios: With<ToldReply<"scenarios">, { readonly answer?: ScenariosView }>;
  readonly scenariosFollow: With<ToldReply<"scenariosFollow">, { readonly answer?: ScenariosView }>;
}

/** What a route answers with. @example ReplyOf<"home"> */
export type ReplyOf<N extends ContractName> = N extends keyof Views ? Views[N] : ToldReply<N>;
/** What is posted to a route. @example BodyOf<"planKeep"> // { readonly name: string; readonly changes: readonly string[] } */
export type BodyOf<N extends ContractName> = Schemas<N> extends { readonly body: infer S extends TSchema } ? Told<Static<S>> : never;
/** Routes that something is posted to. */
export type PostName = { [N in ContractName]: Schemas<N> extends { readonly body: TSchema } ? N : never }[ContractName];
/** What an address asks of a route, where a figure may be written already. @example QueryOf<"heat"> // { readonly measure?: string; readonly year?: number | string; … } */
export type QueryOf<N extends ContractName> = Asked<Static<Schemas<N>["query"]>>;
type Asked<Query> = { readonly [K in keyof Query]: Query[K] extends number | boolean | undefined ? Query[K] | string : Told<Query[K]> };

type Plain<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;
type IsOptional<T, K extends keyof T> = object extends Pick<T, K> ? true : false;
/** Where a view and a schema differ, by the way there. Words of a view may be some of those that the schema takes; all else is the same. */
type Differences<View, Schema, At extends string> = [View] extends [string | number | boolean | null]
  ? [View] extends [Schema] ? ([Plain<Schema>] extends [Plain<View>] ? never : At) : At
  : [View] extends [readonly (infer Ours)[]]
    ? [Schema] extends [readonly (infer Theirs)[]] ? Differences<Ours, Theirs, `${At}[]`> : At
    : [null] extends [View]
      ? [null] extends [Schema] ? Differences<NonNullable<View>, NonNullable<Schema>, At> : At
      : [Schema] extends [object]
        ? { [K in (keyof View | keyof Schema) & string]: K extends keyof View ? (K extends keyof Schema ? (IsOptional<View, K> extends IsOptional<Schema, K> ? Differences<Exclude<View[K], undefined>, Exclude<Schema[K], undefined>, `${At}.${K}`> : `${At}.${K}?`) : `${At}.${K} is not in the schema`) : `${At}.${K} is not in the view` }[(keyof View | keyof Schema) & string]
        : At;
type Never<T extends never> = T;
/** Nothing: a view that differs from the schema of its route does not compile, and the error names where. */
export type Agreed = Never<{ [N in keyof Views]: Differences<Views[N], ToldReply<N>, N> }[keyof Views]>;
