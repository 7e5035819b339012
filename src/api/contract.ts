import { MapReply } from "./map-schema.ts";
import { PlanReply } from "./plan-schema.ts";
import { ROUTES } from "./routes.ts";
import { Health, HeatQuery, HeatReply, HomeReply, NoQuery, Problem, Progress, ReaderReply, Ready, ViewQuery, WhyQuery, WhyReply } from "./schemas.ts";

/** The contract of every route: the only words that may stand in query and reply. Of a stream, the reply is what each event holds. */
export const CONTRACT = {
  home: { ...ROUTES.home, query: ViewQuery, reply: HomeReply },
  heat: { ...ROUTES.heat, query: HeatQuery, reply: HeatReply },
  why: { ...ROUTES.why, query: WhyQuery, reply: WhyReply },
  plan: { ...ROUTES.plan, query: ViewQuery, reply: PlanReply },
  reader: { ...ROUTES.reader, query: NoQuery, reply: ReaderReply },
  map: { ...ROUTES.map, query: NoQuery, reply: MapReply },
  progress: { ...ROUTES.progress, query: ViewQuery, reply: Progress, stream: true },
  ready: { ...ROUTES.ready, query: NoQuery, reply: Ready },
  health: { ...ROUTES.health, query: NoQuery, reply: Health },
} as const;

export type ContractName = keyof typeof CONTRACT;

/** What every route answers when something is wrong (RFC 9457). */
export const PROBLEM = Problem;

export { SHARED } from "./schemas.ts";
