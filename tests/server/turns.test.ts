import { join } from "node:path";
import { expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { buildServer, viewAsGate, viewDesk } from "#server";
import { ROOT } from "../../tools/files.ts";

test("readers whose view is there are answered between views that are made for the first time", async () => {
  const desk = viewDesk({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: {}, planner: { plan: () => undefined }, most: 20 });
  const server = await buildServer({ gate: viewAsGate, desk, page: join(ROOT, "docs") });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  const done: string[] = [];
  const ask = async (as: string): Promise<void> => {
    const reply = await fetch(`${address}/api/home?as=${as}`);
    await reply.text();
    done.push(`${as} ${reply.status}`);
  };
  await ask(":0");
  // Many views that are not there yet are asked for; once the first of them is answered, the one that is.
  const cold = ["VAL", "HOL", "FEN"].flatMap((nation) => ["0", "1", "2", "0:one", "1:one", "2:one"].map((held) => `${nation}:${held}`));
  const asked = cold.map(ask);
  await Promise.race(asked);
  await Promise.all([...asked, ask(":0")]);
  await server.close();
  expect(done.slice(1).sort()).toEqual([...cold, ":0"].map((it) => `${it} 200`).sort());
  expect(done.slice(1).indexOf(":0 200")).toBeLessThan(cold.length);
});

test("somebody who is let in no more while they wait is not answered", async () => {
  const desk = viewDesk({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: {}, planner: { plan: () => undefined }, most: 20 });
  const server = await buildServer({ gate: { ...viewAsGate, readmit: () => ({ kind: "refused", refusal: { status: 401, reason: "no-session", title: "t", detail: "d", mend: "m" } }) }, desk, page: join(ROOT, "docs") });
  const reply = await server.inject({ url: "/api/home?as=VAL:1", headers: { host: "127.0.0.1" } });
  expect([reply.statusCode, reply.json().reason, desk.holds({ viewer: { kind: "reader", reader: { nation: "VAL", level: 1, groups: [], holds: [] } }, roster: "as stated" })]).toEqual([401, "no-session", false]);
  await server.close();
});

test.each([
  ["XXX:1", "an ally that is not there"],
  ["VAL:99", "a level that no label has"],
])("a reader that cannot be is refused with those that are, and nothing is computed for it: %s, %s", async (as) => {
  const planned: unknown[] = [];
  const desk = viewDesk({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: {}, planner: { plan: (view) => void planned.push(view) }, most: 20 });
  const server = await buildServer({ gate: viewAsGate, desk, page: join(ROOT, "docs") });
  const reply = await server.inject({ url: `/api/home?as=${as}`, headers: { host: "127.0.0.1" } });
  expect(reply.json()).toMatchObject({ status: 400, reason: "no-reader", mend: expect.stringMatching(/VAL, .* a level from 0 to 2/) });
  expect(planned).toEqual([]);
  await server.close();
});
