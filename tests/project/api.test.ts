import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { API_FOLDER, apiPage, description } from "../../tools/openapi.ts";

test("docs/api is what the server says of itself; write it with node tools/openapi.ts", async () => {
  const api = await description();
  expect(`${JSON.stringify(api, undefined, 1)}\n`).toBe(readFileSync(join(API_FOLDER, "openapi.json"), "utf8"));
  expect(apiPage(api)).toBe(readFileSync(join(API_FOLDER, "README.md"), "utf8"));
});

test("the description is valid OpenAPI 3.1, and every reference leads somewhere", async () => {
  const api = (await description()) as { readonly openapi: string };
  expect(api.openapi).toBe("3.1.0");
  const validator = new Validator();
  expect(await validator.validate(structuredClone(api))).toEqual({ valid: true });
  expect(() => validator.resolveRefs()).not.toThrow();
  expect((await new Validator().validate({ ...api, paths: { "/x": { get: { responses: { ok: {} } } } } })).valid).toBe(false);
});
