import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { METHODS } from "#views";
import { ROOT } from "./build.ts";

/** The pages of the methods that an answer to why names, as they are written, at the address that it names. They are the same for everyone. */
export function methodPages(server: FastifyInstance): void {
  for (const doc of new Set(Object.values(METHODS).map((it) => it.doc)))
    server.get(`/${doc}`, { schema: { hide: true } }, (_request, reply) => reply.type("text/plain; charset=utf-8").header("cache-control", "no-cache").send(readFileSync(join(ROOT, doc), "utf8")));
}
