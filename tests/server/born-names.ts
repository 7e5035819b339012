import type { FastifyInstance, InjectOptions } from "fastify";

/** Names that every object has by birth, alone and as the kind of a key: none of them is a word of ours. */
export const BORN_NAMES = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "constructor/air/2030", "__proto__/air/2030", "record/constructor/a", "record/__proto__/a/b", "stated/constructor/a/b", "price/constructor", "parameter/__proto__", "data/toString"] as const;

/** Every query member of every route asked for those names, each beside sound values of the others that have to be there: what the server answered as its own failure, and how many were asked. */
export async function failuresByBornNames(server: FastifyInstance, more: InjectOptions = {}): Promise<{ readonly asked: number; readonly failures: readonly string[] }> {
  await server.ready();
  const failures: string[] = [];
  let asked = 0;
  for (const { method, url, schema } of server.allRoutes) {
    if (method !== "GET") continue;
    const { properties = {}, required = [] } = ((schema as { readonly querystring?: object } | undefined)?.querystring ?? {}) as { readonly properties?: Readonly<Record<string, { readonly enum?: readonly string[] }>>; readonly required?: readonly string[] };
    for (const member of Object.keys(properties)) {
      for (const name of BORN_NAMES) {
        const query = new URLSearchParams(required.map((it) => [it, properties[it]?.enum?.[0] ?? "1"]));
        query.set(member, name);
        const reply = await server.inject({ ...more, method: "GET", url: `${url}?${query.toString()}` });
        asked += 1;
        if (reply.statusCode >= 500) failures.push(`${url}?${query.toString()} → ${reply.statusCode}`);
      }
    }
  }
  return { asked, failures };
}
