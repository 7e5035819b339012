import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { here } from "./here.ts";
import { concord } from "./run.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "concord-answers-"));
  cpSync(join(ROOT, "cases/five-rivers"), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const rows = (): readonly string[] => readFileSync(join(folder, "answers.csv"), "utf8").trimEnd().split("\n");
const declined = (): readonly string[] => ["answer", folder, "--nation", "BRY", "--leaf", "river-air", "--decline", "--reason", "Kept at home"];

interface TargetsReport {
  readonly leaves: readonly { readonly leaf: string; readonly required: number; readonly residual: number; readonly nations: readonly { readonly nation: string; readonly target: number; readonly response?: string }[] }[];
}
const targetsOf = async (leaf: string): Promise<TargetsReport["leaves"][number] | undefined> => (JSON.parse((await here(["targets", folder, "--json"])).stdout) as TargetsReport).leaves.find((it) => it.leaf === leaf);
const targetOf = (of: Awaited<ReturnType<typeof targetsOf>>, nation: string): number => of?.nations.find((it) => it.nation === nation)?.target ?? Number.NaN;

describe("an answer", () => {
  test("that declines is a row, moves the targets of others, and is undone and done again", async () => {
    const before = await targetsOf("river-air");
    const ran = await here(declined());
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toContain("answers.csv:2 added (no answer before).");
    expect(rows()).toHaveLength(2);
    const after = await targetsOf("river-air");
    expect(targetOf(after, "BRY")).toBe(0);
    for (const it of ["ALM", "CAL", "DOR", "ESK"]) expect(targetOf(after, it)).toBeGreaterThanOrEqual(targetOf(before, it));
    const asked = (after?.nations ?? []).reduce((sum, it) => sum + it.target, 0);
    expect(asked + (after?.residual ?? 0)).toBeCloseTo(after?.required ?? 0, 9);
    expect(after?.residual).toBeGreaterThan(before?.residual ?? 0);

    const undone = await here(["answer", folder, "--undo"]);
    expect(undone.stdout).toContain('BRY, river-air: no answer; undone: decline ("Kept at home").');
    expect(await targetsOf("river-air")).toEqual(before);
    await here(["answer", folder, "--undo"]);
    expect(await targetsOf("river-air")).toEqual(after);
  });

  test.each([
    ["a quantity", ["--reserve", "4"], { response: "reserve", quantity: "4", first: "" }],
    ["a year", ["--reserve", "--from", "2036"], { response: "reserve", quantity: "", first: "2036" }],
    ["both", ["--reserve", "4", "--from", "2036"], { response: "reserve", quantity: "4", first: "2036" }],
    ["nothing held back", ["--accept"], { response: "accept", quantity: "", first: "" }],
  ])("with %s is written as said", async (_, how, cells) => {
    const ran = await here(["answer", folder, "--nation", "DOR", "--leaf", "river-air", ...how, "--reason", "As asked, later", "--json"]);
    expect(ran.code, ran.stderr).toBe(0);
    const [heading = "", row = ""] = rows();
    const at = (column: string): string | undefined => row.split(",")[heading.split(",").indexOf(column)];
    expect({ response: at("response"), quantity: at("quantity"), first: at("first_year") }).toEqual(cells);
    expect((await here(["check", folder, "--strict"])).code).toBe(0);
  });

  test.each([
    ["0", "A reserve of 0 holds all of it back in every year, as a decline does"],
    ["1000", "Dorrin reserves (1 000"],
    ["1000", "asked for no more than"],
    ["1000", ": nothing is held back."],
  ])("a reserve of %s says what it comes to: %s", async (quantity, words) => {
    const ran = await here(["answer", folder, "--nation", "DOR", "--leaf", "river-air", "--reserve", quantity, "--reason", "x"]);
    expect(ran.stdout.replaceAll(/\s+/g, " ")).toContain(words);
  });

  test("a reserve of more than is asked holds nothing of that back, but takes up nothing of others", async () => {
    await here(["answer", folder, "--nation", "BRY", "--leaf", "bridging", "--decline", "--reason", "x"]);
    const ran = await here(["answer", folder, "--nation", "DOR", "--leaf", "bridging", "--reserve", "1000", "--reason", "x"]);
    const told = ran.stdout.replaceAll(/\s+/g, " ");
    expect(told).toContain("nothing of that is held back, but whoever reserves takes up nothing of what others hold back.");
    expect(told).toMatch(/Dorrin −\d/);
  });

  test("a reserve of 0 until a year holds back for a while, and is no decline", async () => {
    const ran = await here(["answer", folder, "--nation", "DOR", "--leaf", "river-air", "--reserve", "0", "--from", "2036", "--reason", "x"]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).not.toContain("A reserve of 0");
  });

  test("given again replaces the row of the same nation and target, and says what stood there", async () => {
    await here(declined());
    const ran = await here(["answer", folder, "--nation", "BRY", "--leaf", "river-air", "--reserve", "5", "--reason", "Half"]);
    expect(ran.stdout).toContain("answers.csv:2 changed (before: decline).");
    expect(rows()).toHaveLength(2);
  });

  test("beside rows that do not read leaves them as they are", async () => {
    await here(declined());
    const bad = "DOR.x,answers,2030-12-31,official,high,OPEN,,,,DOR,no-such-leaf,decline,,,,Typing slip";
    writeFileSync(join(folder, "answers.csv"), `${[...rows(), bad].join("\n")}\n`);
    await here(["answer", folder, "--nation", "ALM", "--leaf", "watch", "--accept", "--reason", "Ours to give"]);
    expect(rows()).toContain(bad);
    expect(rows()).toHaveLength(4);
    expect((await here(["check", folder, "--strict"])).code).toBe(1);
  });

  test("is not taken back over what somebody wrote by hand since", async () => {
    await here(declined());
    writeFileSync(join(folder, "answers.csv"), `${[...rows(), "DOR.watch,answers,2030-12-31,official,high,OPEN,,,,DOR,watch,decline,,,,By hand"].join("\n")}\n`);
    const ran = await here(["answer", folder, "--undo"]);
    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining("changed by something else since") });
    expect(rows()).toHaveLength(3);
  });

  test("by two commands at once: both stand, or one is told to run again; nothing is lost", async () => {
    const nations = ["ALM", "BRY", "CAL"];
    const ran = await Promise.all(nations.map((it) => concord(["answer", folder, "--nation", it, "--leaf", "watch", "--decline", "--reason", "At once"])));
    const told = ran.filter((it) => it.code !== 0);
    for (const it of told) expect(it.stderr).toMatch(/changed by somebody else|Another command is changing/);
    expect(rows()).toHaveLength(1 + nations.length - told.length);
    expect(told.length).toBeLessThan(nations.length);
  });

  test.each([
    [["--leaf", "river-air", "--decline", "--reason", "x"], "Add --nation"],
    [["--nation", "BRY", "--decline", "--reason", "x"], "Add --leaf"],
    [["--nation", "BRY", "--leaf", "river-iar", "--decline", "--reason", "x"], "Did you mean river-air?"],
    [["--nation", "BRY", "--leaf", "river-air", "--reason", "x"], "Add --accept, --decline, or --reserve"],
    [["--nation", "BRY", "--leaf", "river-air", "--accept", "--decline", "--reason", "x"], "Keep one of them"],
    [["--nation", "BRY", "--leaf", "river-air", "--decline"], "Add --reason"],
    [["--nation", "BRY", "--leaf", "river-air", "--reserve", "many", "--reason", "x"], "is no quantity"],
    [["--nation", "BRY", "--leaf", "river-air", "--reserve", "--reason", "x"], "Write --reserve 3"],
    [["--nation", "BRY", "--leaf", "river-air", "--reserve", "--from", "2041", "--reason", "x"], "after the plan ends"],
    [["--nation", "BRY", "--leaf", "river-air", "--decline", "--from", "2033", "--reason", "x"], "--from belongs to --reserve"],
    [["--nation", "BRY", "--leaf", "outside-hosting", "--decline", "--reason", "x"], "asked for nothing"],
    [["--nation", "BRY", "--leaf", "river-air", "--decline", "--reason", "x", "--label", "OPN"], "Did you mean OPEN?"],
    [["--nation", "BRY", "--leaf", "river-air", "--decline", "--reason", "x", "--as-of", "soon"], "Nothing was recorded"],
    [["--nation", "BRY", "--leaf", "river-air", "--decline", "--reason", "x".repeat(30_000)], "Nothing was recorded"],
    [["--undo"], "no change of answers.csv to take back"],
  ])("%j → how to mend it, and nothing is written", async (args, words) => {
    const ran = await here(["answer", folder, ...args]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(words), stdout: "" });
    expect((await here(["check", folder, "--strict"])).code).toBe(0);
  });
});

interface Effect {
  readonly plan: {
    readonly runs: { readonly without: string; readonly with: string };
    readonly shortfallYears: Record<"without" | "with" | "difference", { readonly value: number }>;
    readonly nations: readonly ({ readonly nation: string } & Record<"without" | "with" | "difference", { readonly value: number }>)[];
    readonly sentence: string;
  };
}

describe("the plan is made on the answers", () => {
  // Whoever declines leads no more, while a bound holds for any leads: of the links the proof leaves as much open as is lost.
  test.each([
    ["HOL", "air", "so this is due to the answers"],
    ["HOL", "links", "so it is not proved that this is due to the answers, nor is all the rest"],
  ])("%s declines %s: what moves is told with how far it is proved (%s)", async (nation, leaf, words) => {
    rmSync(folder, { recursive: true });
    cpSync(join(ROOT, "cases/two-nations"), folder, { recursive: true });
    const ran = await here(["answer", folder, "--nation", nation, "--leaf", leaf, "--decline", "--reason", "Kept at home", "--effect", "--quiet"]);
    expect(ran.stdout.replaceAll(/\s+/g, " ")).toContain(words);
    expect(ran.stdout.replaceAll(/\s+/g, " ")).toContain("may only be another plan as good");
  });

  test("an answer shows what it does to the plan, per ally; the plan without it is that of the data without it", async () => {
    rmSync(folder, { recursive: true });
    cpSync(join(ROOT, "cases/two-nations"), folder, { recursive: true });
    const declining = ["answer", folder, "--nation", "HOL", "--leaf", "links", "--decline", "--reason", "Kept at home"];
    const bare = JSON.parse((await here(["plan", folder, "--json", "--quiet"])).stdout) as { readonly nations: readonly { readonly nation: string; readonly outcome: { readonly spendAligned: number } }[] };
    const { plan } = JSON.parse((await here([...declining, "--effect", "--json", "--quiet"])).stdout) as Effect;
    expect(plan.nations.map((it) => [it.nation, it.without.value])).toEqual(bare.nations.map((it) => [it.nation, it.outcome.spendAligned]));
    for (const it of [plan.shortfallYears, ...plan.nations]) expect(it.difference.value).toBeCloseTo(it.with.value - it.without.value, 9);
    expect(plan.nations.some((it) => Math.abs(it.difference.value) > 0.01)).toBe(true);
    const after = JSON.parse((await here(["plan", folder, "--json", "--quiet"])).stdout) as { readonly runKey: string; readonly leads: readonly { readonly nation: string; readonly leaf: string }[] };
    expect(after.runKey).toBe(plan.runs.with);
    expect(after.leads.filter((it) => it.nation === "HOL" && it.leaf === "links")).toEqual([]);
    const again = JSON.parse((await here(["answers", folder, "--plan", "--json", "--quiet"])).stdout) as Effect;
    expect(again.plan.shortfallYears).toEqual(plan.shortfallYears);
  });
});

describe("answers of a file", () => {
  const HEAD = "nation,capability,response,quantity,first_year,reason";
  const file = (...lines: readonly string[]): string => {
    const path = join(folder, "given.txt");
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  };
  const BOTH = ["BRY,river-air,decline,,,Kept at home", 'DOR,river-air,reserve,4,2036,"As asked, later"'];

  test("are recorded all at once, as if each had been given by itself, and taken back at once", async () => {
    const ran = await here(["answer", folder, "--file", file(HEAD, ...BOTH)]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toContain("answers.csv: 2 added, 0 changed.");
    const together = readFileSync(join(folder, "answers.csv"), "utf8");
    const targets = await targetsOf("river-air");
    expect(targetOf(targets, "BRY")).toBe(0);
    expect((await here(["check", folder, "--strict"])).code).toBe(0);
    await here(["answer", folder, "--undo"]);
    expect(targetOf(await targetsOf("river-air"), "BRY")).toBeGreaterThan(0);
    await here(declined());
    await here(["answer", folder, "--nation", "DOR", "--leaf", "river-air", "--reserve", "4", "--from", "2036", "--reason", "As asked, later"]);
    expect(readFileSync(join(folder, "answers.csv"), "utf8")).toBe(together);
  });

  test("given again change the rows of before, whatever the order of the columns", async () => {
    await here(declined());
    const ran = await here(["answer", folder, "--file", file("reason;response;nation;capability", "Found crews;accept;BRY;river-air"), "--json"]);
    expect(ran.code, ran.stderr).toBe(0);
    expect((JSON.parse(ran.stdout) as { readonly answers: readonly object[] }).answers).toMatchObject([{ nation: "BRY", leaf: "river-air", response: "accept", reason: "Found crews" }]);
    expect(rows()).toHaveLength(2);
  });

  test.each<readonly [string, readonly string[], readonly string[], RegExp]>([
    ["a word that is no answer", [HEAD, BOTH[0]!, "DOR,river-air,perhaps,,,x"], [], /given\.txt:3: "perhaps" is no answer/],
    ["an ally that is not there", [HEAD, BOTH[0]!, "XXX,river-air,accept,,,x"], [], /given\.txt:3: .*XXX/],
    ["a capability that is not there", [HEAD, "DOR,none,accept,,,x"], [], /given\.txt:2: .*none/],
    ["no reason", [HEAD, BOTH[0]!, "DOR,river-air,accept,,,"], [], /given\.txt:3: The reason is missing/],
    ["a quantity with another answer", [HEAD, "DOR,river-air,accept,4,,x"], [], /given\.txt:2: a quantity belongs to a reserve/],
    ["a reserve that says nothing", [HEAD, "DOR,river-air,reserve,,,x"], [], /given\.txt:2: A reserve says how much/],
    ["a quantity that is none", [HEAD, "DOR,river-air,reserve,many,,x"], [], /given\.txt:2: "many" is no quantity/],
    ["a year that is none", [HEAD, "DOR,river-air,reserve,,soon,x"], [], /given\.txt:2: "soon" is no year/],
    ["a year with another answer", [HEAD, "DOR,river-air,decline,,2036,x"], [], /given\.txt:2: --from belongs to --reserve/],
    ["one target twice", [HEAD, BOTH[0]!, BOTH[0]!], [], /given\.txt:3: BRY answers its target for river-air twice/],
    ["a column too few", ["nation,capability,response", "DOR,river-air,accept"], [], /no column reason/],
    ["a column of which nothing is known", [`${HEAD},mood`, `${BOTH[0]},good`], [], /a column mood/],
    ["no line", [HEAD], [], /has no answer/],
    ["an option that says an answer too", [HEAD, BOTH[0]!], ["--accept"], /--file says each answer itself/],
  ])("with %s are not recorded at all, and the line is said", async (_, lines, more, told) => {
    const ran = await here(["answer", folder, "--file", file(...lines), ...more]);
    expect([ran.code, ran.stderr.replaceAll(/\s+/g, " ")]).toEqual([2, expect.stringMatching(told)]);
    expect(() => rows()).toThrow();
  });

  test("a file that is not there is said", async () => {
    const ran = await here(["answer", folder, "--file", join(folder, "none.csv")]);
    expect(ran.code).toBe(3);
  });
});
