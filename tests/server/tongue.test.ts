import Fastify from "fastify";
import { describe, expect, test } from "vitest";
import { speakFrench } from "../../src/server/tongue.ts";

describe("the language of an answer", () => {
  const server = Fastify();
  speakFrench(server);
  server.get("/refused", (_request, reply) => reply.code(409).send({ reason: "nothing-drafted", detail: "No draft waits for your signature." }));
  test.each([
    ["English where nobody says", "/refused", undefined, "No draft waits for your signature."],
    ["French by the header", "/refused", "fr-CA,fr;q=0.9,en;q=0.5", "Aucun brouillon n’attend votre signature."],
    ["French by the address", "/refused?lang=fr", undefined, "Aucun brouillon n’attend votre signature."],
    ["the address before the header", "/refused?lang=en", "fr", "No draft waits for your signature."],
    ["English for another language", "/refused", "fy", "No draft waits for your signature."],
  ])("%s", async (_, url, language, detail) => {
    const reply = await server.inject({ url, headers: language === undefined ? {} : { "accept-language": language } });
    expect([reply.statusCode, reply.json(), reply.headers["vary"]]).toEqual([409, { reason: "nothing-drafted", detail }, "Accept-Language"]);
  });
});
