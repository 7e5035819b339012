import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeLedgers, said, serveLedgers, type ServedLedgerWorld } from "../web/fixture/ledgers.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-figures-"));
let world: ServedLedgerWorld;
let all: string;
beforeAll(async () => {
  all = await makeLedgers(folder);
  world = await serveLedgers(folder, all, 0);
}, 120_000);
afterAll(async () => {
  await world?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

const secrets = new Map<string, string>();
async function ask(who: string, url: string, body?: object, assurance: 2 | 3 = 3) {
  const name = `${who} ${assurance}`;
  const secret = secrets.get(name) ?? world.secretOf(who, assurance);
  secrets.set(name, secret);
  const headers = { host: new URL(world.origin).host, origin: world.origin };
  const reply = await world.server.inject({ url, headers, cookies: { concord: secret }, ...(body === undefined ? {} : { method: "POST", payload: body }) });
  return { status: reply.statusCode, body: reply.json() };
}
const reason = async (...it: Parameters<typeof ask>): Promise<string> => {
  const { status, body } = await ask(...it);
  return status === 200 ? "done" : `${status} ${body.reason}`;
};

const TOTAL = { key: "available/air/2030", to: "FIRMS", reason: "So that yards can invest.", until: "2099-12-31" };

describe("a figure of a page, released to industry", () => {
  test("the preview says the words, from what they were made and whose consent they take, and keeps nothing", async () => {
    const { waiting } = (await ask("vera", "/api/releases/preview", TOTAL)).body;
    expect(waiting).toMatchObject({ party: "VAL", key: TOTAL.key, figure: { query: "Air defence: how much is available to the alliance in 2030?", value: "8 batteries, as of 2029-12-31" }, gains: [{ who: "industry", after: 0 }], missing: [{ party: "FEN", persons: 2 }, { party: "HOL", persons: 2 }] });
    // What Vale holds is open, so that its consent is not asked; Holm's and Fen's batteries are for allies.
    expect(waiting.originators).toEqual(["FEN", "HOL"]);
    const made = waiting.made.filter((it: { readonly file: string }) => it.file === "holdings.csv").map((it: { readonly owner: string; readonly label: string; readonly rows: number }) => [it.owner, it.label, it.rows]);
    expect(made).toEqual([["FEN", "ALLIES", 1], ["HOL", "ALLIES", 1], ["VAL", "OPEN", 1]]);
    expect((await ask("vera", "/api/releases")).body).toMatchObject({ waiting: [], released: [], labels: [{ label: "OPEN" }, { label: "FIRMS", marking: { en: "FOR INDUSTRY", fr: "POUR L'INDUSTRIE" } }, { label: "ALLIES" }, { label: "OWN" }, { label: "HIGH" }] });
  });
  test("labels to release to are for who may draft a release", async () => {
    for (const who of ["carl", "ivy"]) expect([who, (await ask(who, "/api/releases")).body.labels]).toEqual([who, []]);
  });
  test.each<readonly [string, string, object, string]>([
    ["somebody of industry", "ivy", TOTAL, "404 no-ledger-of-party"],
    ["a clerk", "carl", TOTAL, "403 duty-refused"],
    ["no such figure", "vera", { ...TOTAL, key: "available/none/2030" }, "409 release-refused"],
    ["no key", "vera", { ...TOTAL, key: "nonsense" }, "409 release-refused"],
    ["a figure that nobody knows", "vera", { ...TOTAL, key: "available/brigade/2030/FEN" }, "409 release-refused"],
    ["a figure of the plan before it is made", "vera", { ...TOTAL, key: "price/money" }, "409 release-refused"],
    ["a figure of changed levers", "vera", { ...TOTAL, key: "what-if/cost" }, "409 release-refused"],
    ["a figure and a row", "vera", { ...TOTAL, figure: { file: "holdings.csv", id: "h.VAL.tank" } }, "409 release-refused"],
    ["a figure that industry reads already", "vera", { ...TOTAL, key: "available/air/2030/VAL" }, "409 release-refused"],
    ["in the place of one that is not there", "vera", { ...TOTAL, instead: "abc" }, "404 no-release-named"],
  ])("refused: %s", async (_, who, body, told) => {
    expect(await reason(who, "/api/releases/preview", body)).toBe(told);
    expect(await reason(who, "/api/releases", body)).toBe(told);
  });
  test.each<readonly [string, object, string]>([
    ["of changed levers", { key: "what-if/cost" }, "It is a figure of changed levers, which nobody has stated."],
    ["of which nobody knows", { key: "available/brigade/2030/FEN" }, "Nobody knows this figure, so there is nothing to tell."],
  ])("a figure %s is refused in these words", async (_, more, detail) => expect((await ask("vera", "/api/releases/preview", { ...TOTAL, ...more })).body).toMatchObject({ status: 409, detail }));
  test("one drafts it, two of each nation approve the exact words, industry sees it and nothing else, and its end ends it", async () => {
    const before = (await ask("ivy", "/api/home")).body;
    const first = (await ask("vera", "/api/releases", TOTAL)).body.waiting;
    expect(await reason("hana", "/api/releases/approve", { release: first.release, digest: first.digest })).toBe("done");
    // Another reason is another draft: what was approved of the first is void.
    const second = (await ask("vera", "/api/releases", { ...TOTAL, reason: "So that yards can plan.", instead: first.release })).body.waiting;
    expect(second).toMatchObject({ approved: [], missing: [{ party: "FEN", persons: 2 }, { party: "HOL", persons: 2 }] });
    expect(second.digest).not.toBe(first.digest);
    expect(await reason("hugo", "/api/releases/approve", { release: first.release, digest: first.digest })).toBe("409 release-over");
    const approve = { release: second.release, digest: second.digest };
    expect(await reason("hana", "/api/releases/approve", { ...approve, digest: first.digest })).toBe("409 other-bytes");
    expect(await reason("vera", "/api/releases/approve", approve)).toBe("403 duty-refused");
    expect(await reason("vito", "/api/releases/approve", approve)).toBe("403 duty-refused");
    for (const who of ["hana", "hugo", "fay"]) expect([who, await reason(who, "/api/releases/approve", approve)]).toEqual([who, "done"]);
    expect((await ask("ivy", "/api/releases")).body.released).toEqual([]);
    const last = (await ask("finn", "/api/releases/approve", approve)).body;
    expect(last.waiting).toMatchObject({ published: { by: "finn" }, missing: [] });

    const seen = (await ask("ivy", "/api/releases")).body;
    expect(seen).toMatchObject({ waiting: [], labels: [], released: [{ figure: { query: TOTAL_QUESTION, value: "8 batteries, as of 2029-12-31" }, to: "FIRMS", marking: { en: "FOR INDUSTRY" }, status: "in force", mayEnd: false }] });
    expect(JSON.stringify(seen)).not.toMatch(/h\.HOL|h\.FEN|ALLIES|"basis"|hana/);
    // Every page is to industry what it was.
    expect((await ask("ivy", "/api/home")).body).toEqual(before);
    for (const party of ["VAL", "HOL", "FEN"]) expect(await said("ledger", "verify", join(all, party))).toContain("Verified");

    // An officer who took part, but not of the party of the ledger, sees it in force and may not end it.
    expect((await ask("hana", "/api/releases")).body.waiting).toContainEqual(expect.objectContaining({ release: second.release, status: "in force", mayEnd: false, against: [] }));
    expect(await reason("vera", "/api/releases/withdraw", { release: "none", reason: "x" })).toBe("404 no-release-named");
    const end = { release: second.release, reason: "The figure has aged." };
    for (const [who, told] of [["ivy", "404 no-release-named"], ["hana", "404 no-release-named"], ["carl", "404 no-release-named"]] as const) expect([who, await reason(who, "/api/releases/withdraw", end)]).toEqual([who, told]);
    expect(await reason("vito", "/api/releases/withdraw", end, 2)).toBe("403 duty-refused");
    // An officer of Vale is no reader of what is for industry, and took part in its release.
    const known = (await ask("vito", "/api/releases")).body;
    expect(known.released).toEqual([]);
    expect(known.waiting).toContainEqual(expect.objectContaining({ release: second.release, status: "in force", mayEnd: true }));
    expect(await reason("vito", "/api/releases/withdraw", end)).toBe("done");
    expect(await reason("vito", "/api/releases/withdraw", end)).toBe("409 release-over");
    expect((await ask("vito", "/api/releases")).body.waiting).toContainEqual(expect.objectContaining({ release: second.release, status: "withdrawn", mayEnd: false, against: [] }));
    expect((await ask("ivy", "/api/releases")).body.released).toMatchObject([{ status: "withdrawn" }]);
    expect(await said("ledger", "verify", join(all, "VAL"))).toContain("Verified");
  });
});

describe("a ledger in which the label has no channel", () => {
  test("refuses the draft, with what to ask the operator for, before anybody approves in vain; once it is opened, the same is proposed", async () => {
    const place = join(folder, "closed");
    const ledgers = await makeLedgers(place, undefined, ["ALLIES"]);
    const closed = await serveLedgers(place, ledgers, 0);
    try {
      const secret = closed.secretOf("vera");
      const preview = async () => {
        const reply = await closed.server.inject({ url: "/api/releases/preview", method: "POST", payload: TOTAL, headers: { host: new URL(closed.origin).host, origin: closed.origin }, cookies: { concord: secret } });
        return { status: reply.statusCode, body: reply.json() };
      };
      expect(await preview()).toMatchObject({ status: 409, body: { reason: "ledger-refused", detail: expect.stringContaining('"FIRMS" has no channel yet'), mend: expect.stringContaining("node bin/concord.mjs ledger append") } });
      const file = join(place, "opened.jsonl");
      writeFileSync(file, '{"type":"note","fields":{"text":"opened"}}\n');
      await said("ledger", "append", join(ledgers, "VAL"), file, "--label", "FIRMS");
      expect(await preview()).toMatchObject({ status: 200, body: { waiting: { to: "FIRMS" } } });
    } finally {
      await closed.server.close();
    }
  });
});

describe("answers to targets, signed by a clerk of the nation", () => {
  const reserve = { nation: "HOL", leaf: "air", response: "reserve", quantity: 1, reason: "Crews." };
  const decline = { nation: "HOL", leaf: "links", response: "decline", reason: "No links." };
  test.each<readonly [string, string, object, string]>([
    ["by an officer, who states no rows", "hana", reserve, "403 duty-refused"],
    ["for another nation", "carl", { ...reserve, nation: "FEN" }, "409 draft-refused"],
    ["a reserve that says nothing", "carl", { nation: "HOL", leaf: "air", response: "reserve", reason: "Crews." }, "409 draft-refused"],
    ["no such capability", "carl", { ...reserve, leaf: "none" }, "409 draft-refused"],
    ["without a reason", "carl", { ...reserve, reason: " " }, "409 draft-refused"],
    ["a word that is none", "carl", { ...reserve, response: "perhaps" }, "400 bad-request"],
  ])("refused: %s", async (_, who, answer, told) => {
    expect(await reason(who, "/api/drafts/answers", { answers: [decline, answer] })).toBe(told);
    // All of them or none.
    expect((await ask("carl", "/api/drafts")).body.steps).toEqual([]);
  });
  test("drafted in one step, taken back, drafted and signed; a new answer corrects the one before, and counts", async () => {
    const drafted = (await ask("carl", "/api/drafts/answers", { answers: [reserve, decline] })).body;
    expect(drafted).toMatchObject({ party: "HOL", steps: [{ did: "answers to 2 targets" }] });
    expect(drafted.steps[0].drafts.flatMap((it: { readonly subject?: string }) => it.subject ?? [])).toEqual(expect.arrayContaining(["sources.csv answers", "answers.csv answer.HOL.air", "answers.csv answer.HOL.links"]));
    expect((await ask("carl", "/api/drafts/undo", {})).body.steps).toEqual([]);
    await ask("carl", "/api/drafts/answers", { answers: [reserve, decline] });
    expect(await reason("carl", "/api/drafts/sign", {})).toBe("done");
    const answers = async (): Promise<readonly { readonly nation: string; readonly leaf: string; readonly response: string; readonly reason: string }[]> => (await ask("vera", "/api/targets")).body.answers;
    expect(await answers()).toMatchObject([{ nation: "HOL", leaf: "air", response: "reserve", reason: "Crews." }, { nation: "HOL", leaf: "links", response: "decline" }]);
    await ask("carl", "/api/drafts/answers", { answers: [{ ...reserve, quantity: 2, reason: "More crews." }] });
    expect(await reason("carl", "/api/drafts/sign", {})).toBe("done");
    expect((await answers()).filter((it) => it.leaf === "air")).toMatchObject([{ response: "reserve", reason: "More crews." }]);
    expect(await said("ledger", "verify", join(all, "HOL"))).toContain("Verified");
  });
});

const TOTAL_QUESTION = "Air defence: how much is available to the alliance in 2030?";
