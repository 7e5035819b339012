import { describe, expect, test } from "vitest";
import { curlText, routesOf, typeText } from "./description.ts";

test.each([
  [undefined, "any"],
  [{}, "any"],
  [{ type: "string" }, "string"],
  [{ type: ["string", "null"] }, "string | null"],
  [{ enum: ["en", "fr"] }, '"en" | "fr"'],
  [{ const: 3 }, "3"],
  [{ $ref: "#/components/schemas/Shown" }, "Shown"],
  [{ type: "array", items: { $ref: "#/components/schemas/Shown" } }, "Shown[]"],
  [{ anyOf: [{ type: "number" }, { type: "string" }, { type: "number" }] }, "number | string"],
])("%j may be: %s", (schema, text) => expect(typeText(schema)).toBe(text));

describe("routes of a description", () => {
  const [read, sent] = routesOf({
    paths: {
      "/api/one": {
        get: { operationId: "one", summary: "One.", parameters: [{ name: "leaf", required: true, description: "Which.", schema: { type: "string" } }, { name: "as", schema: { type: "string" } }], responses: { "200": { content: { "application/json": { schema: { type: "object", required: ["a"], properties: { a: { type: "number" }, b: { type: "string" } } } } } } } },
        post: { operationId: "two", requestBody: { content: { "application/json": { schema: { type: "object", properties: { c: { type: "boolean" } } } } } }, responses: {} },
      },
    },
  });
  test("what goes in and what comes out", () =>
    expect(read).toMatchObject({
      method: "GET",
      media: "application/json",
      query: [{ name: "leaf", isAlways: true, meaning: "Which." }, { name: "as", isAlways: false }],
      reply: [{ name: "a", type: "number", isAlways: true }, { name: "b", isAlways: false }],
    }));
  test("a command that asks, with what has no default in capitals", () => expect(curlText("http://h", read!)).toBe("curl 'http://h/api/one?leaf=LEAF'"));
  test("what sends a body says so", () => {
    expect(sent).toMatchObject({ body: [{ name: "c" }], reply: [], media: "" });
    expect(curlText("http://h", sent!)).toBe("curl -X POST -H 'content-type: application/json' -d @body.json 'http://h/api/one'");
  });
});
