import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";

/** How the API describes itself. */
export const openapi: FastifyDynamicSwaggerOptions = {
  // Shared schemas keep the names that they have in the code.
  refResolver: { buildLocalReference: (json, _base, _fragment, index) => (typeof json["$id"] === "string" ? json["$id"] : `schema-${index}`) },
  openapi: { openapi: "3.1.0", info: { title: "Concord", version: "0.1.0", description: "Views of an alliance: every number with unit, range, marking and the key that answers why. Every answer is computed for one reader, from what that reader may see." } },
};
