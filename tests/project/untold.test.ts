import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { type AnyKind, KINDS } from "#model";
import { everyParameter, FRENCH, frenchOf, isCitation } from "#views";
import { englishWords, wordsIn } from "../../tools/english-words.ts";
import { ROOT } from "../../tools/files.ts";
import { untoldIn, writtenWords } from "../../tools/untold.ts";
import { unitName } from "../../src/web/format/units.ts";
import { codeWord } from "../../src/web/format/code-words.ts";

/** Where sentences for readers are written. Absent: the checker of plans, the command line and what it alone says (stored), which speak English. */
const FILES = [
  "src/engines/assess/explain.ts",
  "src/engines/targets/*.ts",
  "src/engines/plan/explain/*.ts",
  "src/engines/plan/{world,actions,compare}.ts",
  "src/model/checks/*.ts",
  "src/model/{field,money,alliance}.ts",
  "src/exchange/findings.ts",
  "src/exchange/spreadsheet/*.ts",
  "src/views/*.ts",
  "src/app/{explain-plan,progress}.ts",
  "src/server/**/*.ts",
  // What a server passes on as it stands: why a ledger refuses, why a row, a file or a demand cannot be read.
  "src/ledger/{release,record,key-book,stated-labels,tiles}.ts",
  "src/app/ledger/{releases,party-ledger,log,read}.ts",
  "src/app/{actions,duties}/*.ts",
  "src/adapters/xlsx/read-spreadsheet.ts",
  "src/exchange/put-row.ts",
  "src/exchange/duties/events-file.ts",
];
const NOT = /\.test\.ts$|parameters\.ts$|evidence-|report-view|reports\.ts|why-key|methods\.ts|explain\/stored\.ts/;

/** Codes that are the same word in French. */
const SAME_CODES = new Set(["A", "B", "C", "adoption", "air", "budget", "cyber", "initiative", "munition", "nation", "organisation", "population", "programme", "service", "source", "stock"]);
/** Code words of files, which a meaning names. */
const CODES: ReadonlySet<string> = new Set(Object.values(KINDS).flatMap((it: AnyKind) => Object.values(it.fields).flatMap((field) => field.values ?? [])));

/** Units that are the same word in French. */
const SAME = new Set(["barges", "batteries", "brigades", "centres", "drones", "km", "lots", "missiles", "nations", "radars", "satellites", "wagons"]);

// After `npm ci` there is no `concord` on the path, and `npx concord` outside the clone would fetch a stranger’s package. Left out: what speaks of a command to those who know it (API, documents of the study), comments.
describe("what a reader is told to type works as it stands", () => {
  const names = ["check", "assess", "plan", "serve", "targets", "scenarios", "sensitivity", "review", "gains", "pledges", "report", "verify", "compare", "explain", "demand", "what-if", "answers", "answer", "import", "sign-in", "label", "duties", "ledger", "release", "solve", "export-model", "study"];
  const bare = new RegExp(`(?<![\\w/.#-])concord (?:${names.join("|")})\\b`);
  const told = (source: string): readonly string[] => source.split("\n").filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line) && bare.test(line));

  test("commands name the file that `npm ci` made ready", () => {
    const files = globSync("src/**/*.{ts,tsx}", { cwd: ROOT }).filter((it) => !/\.test\.ts$|^src\/api\/|history\/report\.ts$/.test(it));
    expect(files.length).toBeGreaterThan(600);
    expect(files.flatMap((file) => told(readFileSync(join(ROOT, file), "utf8")).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  test.each([
    ['mend: "Run: concord check DIR"', 1],
    ['mend: "Run: npx concord check DIR"', 1],
    ['mend: "Run: node bin/concord.mjs check DIR"', 0],
    ["/** As `concord check` prints it. */", 0],
    ['"Nothing of concord stands here"', 0],
  ])("%s: %i found", (line, count) => expect(told(line)).toHaveLength(count));
});

// French sets a space before a colon, so a label and what it says are put together by `labelled`, or both stand in the words.
describe("a colon on a page is the language's", () => {
  const joined = (source: string): readonly string[] => source.split("\n").filter((line) => /`[^`]*\$\{[^`]*\}: \$\{|(?<!\()\{[^{}]+\}: ?(?:\{(?! ?readonly)|$)|<\/\w+>: /.test(line));

  test("none is written in a page", () => {
    const files = globSync("src/web/**/*.tsx", { cwd: ROOT });
    expect(files.length).toBeGreaterThan(140);
    expect(files.flatMap((file) => joined(readFileSync(join(ROOT, file), "utf8")).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  test.each([
    ["title={`${words.of}: ${it.name}`}", 1],
    ["<p>{words.refused}: {it.problem}</p>", 1],
    ["{words.against}:", 1],
    ["<code>{it.id}</code>: {it.shape}", 1],
    ["title={labelled(words.of, it.name)}", 0],
    ["const isSound = ({ line }: { readonly line: number }): boolean => true;", 0],
  ])("%s: %i found", (line, count) => expect(joined(line)).toHaveLength(count));
});

describe("what readers are told has its French", () => {
  test("every word that is written into a sentence", () => {
    const files = FILES.flatMap((it) => globSync(it, { cwd: ROOT })).filter((it) => !NOT.test(it));
    expect(files.length).toBeGreaterThan(60);
    expect(untoldIn(ROOT, files, FRENCH.map(([english]) => english))).toEqual([]);
  });

  test("what the table of allies and capabilities measures", () => {
    const told = [...readFileSync(join(ROOT, "src/views/heat-view.ts"), "utf8").matchAll(/"(Number: [^"]+)"/g)].map((it) => it[1]!);
    expect(told.length).toBeGreaterThan(4);
    expect(told.filter((it) => frenchOf(it) === it)).toEqual([]);
  });

  test.each(["data/nato-open", "cases/five-rivers"])("the units of %s", async (folder) => {
    const { files } = await readTexts(join(ROOT, folder));
    const units = new Set<string>();
    for (const name of ["capabilities.csv", "systems.csv"]) {
      const [head, ...lines] = (files.get(name) ?? "").trimEnd().split("\n");
      const at = head!.split(",").indexOf("unit");
      // A quoted cell may hold a comma: such a row says nothing surely about its columns.
      for (const line of lines) if (!line.includes('"') && line.split(",")[at]) units.add(line.split(",")[at]!);
    }
    expect(units.size).toBeGreaterThan(8);
    expect([...units].filter((it) => unitName(it, "fr") === it && !SAME.has(it))).toEqual([]);
  });

  // Words, not sentences: a unit or a code that has no French stands as it is, and nobody notices.
  test("the units of every column and judgement, and the sources of judgements", () => {
    const fields = Object.values(KINDS).flatMap((it: AnyKind) => Object.values(it.fields));
    const units = [...new Set([...fields, ...everyParameter].flatMap((it) => (it.unit === undefined || /^[a-z]$/.test(it.unit) ? [] : [it.unit])))];
    expect(units.length).toBeGreaterThan(60);
    expect(units.filter((it) => unitName(it, "fr") === it && !SAME.has(it))).toEqual([]);
    const english = englishWords();
    const told = [...units.map((it) => unitName(it, "fr")), ...everyParameter.flatMap(({ source }) => (isCitation(source) ? [] : [frenchOf(source)])), ...fields.map(({ meaning }) => frenchOf(meaning).replaceAll(/\([^)]*\)/g, ""))];
    expect(told.flatMap((it) => wordsIn(it).flatMap((word) => (english.has(word) && !CODES.has(word) ? [`${word}: ${it}`] : [])))).toEqual([]);
  });

  test("the code words of records and the names of their kinds", () => {
    const codes = [...Object.keys(KINDS), ...Object.values(KINDS).flatMap((it: AnyKind) => Object.values(it.fields).flatMap((field) => field.values ?? []))];
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((it) => codeWord(it, "fr") === it && !SAME_CODES.has(it))).toEqual([]);
  });

  // The alliance's own words: a target is an "objectif", a requirement a "besoin".
  test.each([
    [/\btargets?\b/i, /\bcibles?\b/i],
    [/\brequirements?\b/i, /\bexigences?\b/i],
  ])("one word for %s, never %s", (english, other) => {
    const pairs = FRENCH.filter(([it]) => english.test(it));
    expect(pairs.length).toBeGreaterThan(10);
    expect(pairs.filter(([, french]) => other.test(french))).toEqual([]);
    // A hard demand on a plan is no requirement of the alliance.
    const catalogues = globSync("src/web/**/{words,methods,pages}.ts", { cwd: ROOT }).filter((it) => it !== "src/web/pages/plans/words.ts" && it !== "src/web/evidence/words.ts" && it !== "src/web/evidence/refit/words.ts");
    expect(catalogues.length).toBeGreaterThan(20);
    expect(catalogues.filter((it) => other.test(readFileSync(join(ROOT, it), "utf8")))).toEqual([]);
  });

  test.each([
    ["a text", 'const it = { sentence: "Nobody said so." };', ["Nobody said so."]],
    ["what stands between values", "const it = { text: `${a} of them hold ${b} in all` };", ["of them hold", "in all"]],
    ["a choice within a sentence", 'const it = { message: `It ${n > 1 ? "is not known" : "must be known"}` };', ["is not known", "must be known"]],
    ["a list", 'const it = { limits: ["One is left.", "Two are left."] };', ["One is left.", "Two are left."]],
    ["what a refusal is made of", 'const it = refusal("Nobody knows it.", `Use one of: ${all.join(", and ")}.`); other("Not a word.");', ["Nobody knows it.", "Use one of:"]],
    ["the title of a refusal, not that of a check", 'const it = [{ title: "Nobody is there.", detail: "So it is." }, { title: "One is one." }];', ["Nobody is there.", "So it is."]],
    ["no names, no cases", 'const it = { id: "of no use", text: kind === "a b c" ? name : other };', []],
  ])("finds %s", (_, source, expected) => expect(writtenWords("part.ts", source)).toEqual(expected));
});
