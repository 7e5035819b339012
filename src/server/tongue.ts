import type { FastifyInstance, FastifyRequest } from "fastify";
import { inFrench } from "#views";

/**
 * Tells every answer in French to whoever asks for French: by `lang` where a route takes it, else by the header `Accept-Language`.
 * Whoever names no language reads English. Figures, names and ids are the same in both.
 * @example curl -H "Accept-Language: fr" http://localhost:8080/api/why?key=data/unknown
 */
export function speakFrench(server: FastifyInstance): void {
  server.addHook("preSerialization", async (request, reply, answer: unknown) => {
    reply.header("vary", "Accept-Language");
    return wantsFrench(request) ? inFrench(answer) : answer;
  });
}

/** Whether an answer is wanted in French: by `lang` where a route takes it, else by `Accept-Language`. */
export function wantsFrench({ query, headers }: FastifyRequest): boolean {
  const asked = (query as { readonly lang?: unknown } | undefined)?.lang;
  if (typeof asked === "string") return asked === "fr";
  return /^fr\b/i.test(headers["accept-language"] ?? "");
}
