import { describe, expect, test } from "vitest";
// First, since it says where results of plans are kept.
import { type Tried, tryHistories, tryPairs } from "../../tools/two-worlds/tried.ts";
import { visibleTo } from "#exchange";
import { answered, serverOutputs } from "../../tools/two-worlds/server-doors.ts";
import { anyPair, CHANGES, hiddenFrom, plainWorld, READERS, UNSEEN } from "../../tools/two-worlds/worlds.ts";

const counted = ({ asked, faults }: Tried): unknown => [Object.fromEntries(asked), faults];

// The long run is `npm run reliability -- two-worlds`.
describe("two worlds that differ only in what a reader may not see are one to that reader, at every door", () => {
  test("200 pairs, to the byte: views and reasons of all, the server, the commands and plans of a share", async () => {
    const tried = await tryPairs({ first: 1, pairs: 200, server: 25, commands: 50, plans: 200 });
    expect(counted(tried)).toEqual([{ views: 200, server: 8, commands: 4, plans: 1 }, []]);
    expect(tried.compared).toBeGreaterThan(100_000);
  });
  test("4 histories of ten steps: rows, releases, exports, the view of the server, and all that is read and done over HTTP", async () => {
    const tried = await tryHistories({ first: 1, count: 4, server: 2 });
    expect(counted(tried)).toEqual([{ histories: 4, server: 2 }, []]);
    expect([...tried.happened.keys()]).toEqual(
      expect.arrayContaining(["a release to", "a release ended", "a key revoked", "a row withdrawn", "a correction", "alone:"]),
    );
  });
  test("controls: what a reader sees makes a difference at each kind of door, and in a history", async () => {
    expect(counted(await tryPairs({ first: 1, pairs: 12, server: 12, commands: 12, plans: 12 }, { isControl: true }))).toEqual([
      { views: 12, server: 1, commands: 1, plans: 1 },
      [],
    ]);
    expect((await tryHistories({ first: 2, count: 1, server: 1, isControl: true })).faults).toEqual([]);
  });
});

describe("a server that fails in both worlds is a fault, not an equal answer", () => {
  test.each([[200, false], [304, false], [400, false], [404, false], [500, true], [501, true], [502, true], [503, false], [504, true]])("status %i: %s", (status, isFault) => {
    const ask = (): void => answered("GET home", status, "The server failed.");
    if (isFault) expect(ask).toThrow(`GET home was not answered: ${status} The server failed.`);
    else expect(ask).not.toThrow();
  });
  test.each([548, 2, 7])("pair %i is answered everywhere", async (seed) => {
    const { a, as } = anyPair(seed);
    expect((await serverOutputs(a, as)).length).toBeGreaterThan(50);
  });
});

describe("the worlds that are compared", () => {
  test("differ, and the reader's part of them does not", () => {
    for (let seed = 0; seed < 60; seed++) {
      const { a, b } = anyPair(seed);
      expect([seed, [...a].join() === [...b].join()]).toEqual([seed, false]);
    }
  });
  test.each(READERS)("every label that is said to be shown to $as shows a row of Holm, every other hides it", ({ reader, shown }) => {
    const isSeen = (label: string): boolean => {
      const files = plainWorld();
      CHANGES["a holding"]!(files, { label, n: 7, at: 1 });
      return visibleTo(files, reader).get("holdings.csv")?.includes("\nx7,") === true;
    };
    for (const label of shown) expect([label, isSeen(label)]).toEqual([label, true]);
    for (const label of hiddenFrom({ as: "", reader, shown })) expect([label, isSeen(label)]).toEqual([label, false]);
  });
  test.each([...Object.entries(CHANGES), ...Object.entries(UNSEEN)])("%s is a change", (_, change) => {
    const files = plainWorld();
    change(files, { label: "OPEN", n: 7, at: 0.5 });
    expect([...files]).not.toEqual([...plainWorld()]);
  });
});
