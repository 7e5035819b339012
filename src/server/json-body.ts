import type { FastifyInstance } from "fastify";
import { REFUSALS, RefusalError } from "./problem.ts";

/** Reads bodies as JSON and as nothing else; how deep it nests is looked at before it is parsed. */
export function readJsonBodies(server: FastifyInstance, depthMost: number): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (depthOf(String(body)) > depthMost) return done(new RefusalError(REFUSALS["body-too-deep"]));
    return parse(request, String(body), done);
  });
}

/** How deep objects and lists stand within one another in a text of JSON. @example depthOf('{"a":["]"]}') // → 2 */
export function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < json.length; at++) {
    const it = json[at];
    if (isText) {
      if (it === "\\") at += 1;
      else if (it === '"') isText = false;
    } else if (it === '"') isText = true;
    else if (it === "{" || it === "[") deepest = Math.max(deepest, ++depth);
    else if (it === "}" || it === "]") depth -= 1;
  }
  return deepest;
}
