import { Type } from "typebox";
import { ROUTES } from "./routes.ts";
import { Health, HeatQuery, HeatReply, HomeReply, NoQuery, Problem, ReaderReply, ViewQuery, WhyQuery, WhyReply } from "./schemas.ts";

const anyObject = (description: string) => Type.Unsafe<object>({ type: "object", additionalProperties: true, description });

/** The contract of every route that answers JSON: the only words that may stand in query and reply. */
export const CONTRACT = {
  home: { ...ROUTES.home, query: ViewQuery, reply: HomeReply },
  heat: { ...ROUTES.heat, query: HeatQuery, reply: HeatReply },
  why: { ...ROUTES.why, query: WhyQuery, reply: WhyReply },
  plan: { ...ROUTES.plan, query: ViewQuery, reply: anyObject("As `concord plan --json` prints it: docs/guide/command-line.md") },
  reader: { ...ROUTES.reader, query: NoQuery, reply: ReaderReply },
  map: { ...ROUTES.map, query: NoQuery, reply: anyObject("Topojson") },
  health: { ...ROUTES.health, query: NoQuery, reply: Health },
} as const;

export type ContractName = keyof typeof CONTRACT;

/** What every route answers when something is wrong (RFC 9457). */
export const PROBLEM = Problem;

export { ViewQuery };
