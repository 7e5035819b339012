import type { FastifySchema } from "fastify";
import { CONTRACT, type ContractName, PROBLEM, SUMMARIES } from "#api/contract";

/** The schema of a route as Fastify takes it: what may be asked, and what may leave. */
export function schemaOf(name: ContractName): FastifySchema {
  const it = CONTRACT[name];
  const reply = "file" in it ? { description: "The file.", content: { [it.file]: { schema: it.reply } } } : "stream" in it ? { description: "Each event holds this as JSON.", content: { "text/event-stream": { schema: it.reply } } } : it.reply;
  return {
    operationId: name,
    summary: SUMMARIES[name],
    querystring: it.query,
    ...("body" in it && { body: it.body }),
    response: { ["leads" in it ? 302 : 200]: reply, ..."keeps" in it && { 304: { type: "null", description: "What the client keeps under its `etag` is still good." } }, ..."stream" in it && { 204: { type: "null", description: "It is over, and the end was heard." } }, "4xx": PROBLEM, "5xx": PROBLEM },
  } as FastifySchema;
}

/** Most bytes of the body of a route that takes more than others do. */
export const bodyLimitOf = (name: ContractName): { readonly bodyLimit?: number } => {
  const it = CONTRACT[name];
  return "bodyBytes" in it ? { bodyLimit: it.bodyBytes } : {};
};
