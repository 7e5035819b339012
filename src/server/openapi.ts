import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";

/** How the API describes itself. */
export const openapi: FastifyDynamicSwaggerOptions = {
  openapi: { openapi: "3.1.0", info: { title: "Concord", version: "0.1.0", description: "Views of an alliance: every number with unit, range, marking and the key that answers why. Every answer is computed for one reader, from what that reader may see." } },
};
