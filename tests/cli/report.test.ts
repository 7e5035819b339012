import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { writePdf } from "#adapters/pdf";
import { writeXlsx } from "#adapters/xlsx";
import { type Paper, reportCommandText } from "#views";
import { examplesOf } from "./examples.ts";
import { here } from "./here.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

const report = async (name: string, ...more: readonly string[]) => {
  const files = { pdf: join(folder, `${name}.pdf`), xlsx: join(folder, `${name}.xlsx`) };
  const ran = await here(["report", "cases/three-shores", "--pdf", files.pdf, "--xlsx", files.xlsx, "--quiet", ...more]);
  expect(ran.code, ran.stderr).toBe(0);
  return { pdf: readFileSync(files.pdf), xlsx: readFileSync(files.xlsx), key: /run ([0-9a-f]{12})/.exec(ran.stdout)?.[1] ?? "" };
};

/** How many parts of a kind a tagged PDF names in its tree of structure. */
const tags = (pdf: Buffer, kind: string): number => pdf.toString("latin1").split(new RegExp(`/S /${kind}\\b`)).length - 1;

/** The files of an archive, by their list at its end. */
function filesIn(archive: Buffer): ReadonlyMap<string, string> {
  const end = archive.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size, name] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const body = archive.subarray(from, from + size);
    files.set(archive.toString("utf8", at + 46, at + 46 + name), (method === 0 ? body : inflateRawSync(body)).toString("utf8"));
    at += 46 + name + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

describe("the examples of the guide to the report", () => {
  test.each(examplesOf("docs/guide/jobs/report.md").map((it) => [it.command, it] as const))("%s", async (_, it) => {
    const ran = await here(it.args);
    expect(ran.code, ran.stderr).toBe(it.code);
    for (const line of it.lines) expect(ran.stdout).toContain(line);
  });
});

describe("concord report", () => {
  test("writes the same bytes for the same run, and refuses to call another run by its key", async () => {
    const [first, again] = [await report("first"), await report("again", "--fresh")];
    expect(again.pdf.equals(first.pdf)).toBe(true);
    expect(again.xlsx.equals(first.xlsx)).toBe(true);
    expect((await report("named", "--run", first.key)).pdf.equals(first.pdf)).toBe(true);
    const other = await here(["report", "cases/three-shores", "--pdf", join(folder, "x.pdf"), "--run", first.key, "--set", "plan.discount=0.1", "--quiet"]);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining(`not ${first.key}`)]);
  });

  test("the PDF claims PDF/UA-1 and has the tags for it: title, language, headings, tables with heading cells, a figure with its text", async () => {
    const { pdf } = await report("tagged");
    const text = pdf.toString("latin1");
    expect(text).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(text).toMatch(/\/Marked true/);
    expect(text).toMatch(/\/Lang \(en\)/);
    expect(text).toMatch(/\/DisplayDocTitle true/);
    expect(tags(pdf, "H1")).toBeGreaterThan(8);
    expect(tags(pdf, "Table")).toBeGreaterThan(5);
    expect(tags(pdf, "TH")).toBeGreaterThan(20);
    expect(tags(pdf, "Figure")).toBe(1);
    expect(text).toMatch(/\/Alt \(/);
  });

  test.each([
    ["of now", {}, "node bin/concord.mjs report DIR --path held --run ab12 --pdf report.pdf --xlsx report.xlsx"],
    ["of then, of a reader, in French", { at: "2031-03-01T10:00:00Z", as: ":0", language: "fr" }, "node bin/concord.mjs report DIR --as :0 --at 2031-03-01T10:00:00Z --path held --language fr --run ab12 --pdf rapport.pdf --xlsx rapport.xlsx"],
  ] as const)("the command that makes a report again: %s", (_, choices, command) => {
    expect(reportCommandText({ runKey: "ab12", path: "held", parameters: {}, ...choices })).toBe(command);
  });

  test("the workbook has the marking above and below every sheet, numbers as numbers, and the command that makes it again", async () => {
    const { xlsx, key } = await report("sheets");
    const files = filesIn(xlsx);
    const texts = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((it) => it[1]);
    expect(texts).toContain("SHORES SECRET · released to nobody");
    expect(texts.some((it) => it?.endsWith("DIR stands for the folder of the data set:"))).toBe(true);
    expect(texts.some((it) => it?.startsWith("node bin/concord.mjs report DIR") === true && it.includes(`--run ${key}`))).toBe(true);
    const sheets = [...files.keys()].filter((it) => /^xl\/worksheets\/sheet\d+\.xml$/.test(it));
    expect(sheets.length).toBeGreaterThan(6);
    const marking = texts.indexOf("SHORES SECRET · released to nobody");
    for (const it of sheets) expect([it, files.get(it)!.split(new RegExp(`t="s"[^>]*><v>${marking}</v>`)).length - 1]).toEqual([it, 2]);
    expect([...files.values()].join("")).not.toContain("<f>");
  });

  test("a lower bound is marked in the workbook, where each figure stays a number and carries its unit", async () => {
    const { xlsx } = await report("bounds", "--as", "HOL:2");
    const files = filesIn(xlsx);
    const formats = [...(files.get("xl/styles.xml") ?? "").matchAll(/formatCode="([^"]*)"/g)].map((it) => it[1]!.replaceAll("&quot;", '"'));
    expect(formats).toEqual(expect.arrayContaining(['"≥ "#,##0" brigades"', "0.0%", '#,##0.0" M CRN"', '#,##0" brigades"', expect.stringMatching(/^#,##0\.0+" shortfall-years"$/)]));
    // More may be required than this reader sees: then a share of it is no bound.
    expect(formats).not.toContain('"≥ "0%');
    const bound = spawnSync("pdftotext", ["-layout", join(folder, "bounds.pdf"), "-"], { encoding: "utf8" });
    if (bound.error === undefined) expect(bound.stdout).toMatch(/Heavy brigades +4 brigades +≥.2 brigades +50 %/);
  });

  test("documents of one title and licence are one row, agreements have units and say that quantities are not rounded", async () => {
    const data = join(folder, "titles");
    cpSync("cases/five-rivers", data, { recursive: true });
    const sources = join(data, "sources.csv");
    const before = readFileSync(sources, "utf8");
    const alike = before.replace("League Minimum Capability Requirements 2030", "The Almanac").replace("League Statistical Yearbook 2030", "The Almanac");
    expect(alike.match(/The Almanac/g)).toHaveLength(2);
    writeFileSync(sources, alike);
    const xlsx = join(folder, "titles.xlsx");
    const ran = await here(["report", data, "--xlsx", xlsx, "--quiet"]);
    expect(ran.code, ran.stderr).toBe(0);
    const files = filesIn(readFileSync(xlsx));
    const texts = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((it) => it[1]!);
    expect(texts.filter((it) => it.startsWith("The Almanac"))).toEqual(["The Almanac (2 pages or editions)"]);
    expect(texts).toEqual(expect.arrayContaining([expect.stringContaining("Quantities are not rounded"), expect.stringContaining("Lots: they buy together")]));
    expect((files.get("xl/styles.xml") ?? "").replaceAll("&quot;", '"')).toContain('#,##0.0" sets"');
  });

  test("a document leads to its address, one without a title is named by where it lies, and effects say what they are", async () => {
    const data = join(folder, "addresses");
    cpSync("cases/two-nations", data, { recursive: true });
    const sources = join(data, "sources.csv");
    const where: Readonly<Record<string, string>> = { returns: "https://www.press.test/returns", staff: "javascript:alert(1)" };
    const [head = "", ...rows] = readFileSync(sources, "utf8").trimEnd().split("\n");
    const placed = rows.map((it) => `${it},${where[it.split(",")[0] ?? ""] ?? ""}`).join("\n").replace('"Returns of Vale and Holm, autumn 2029"', "; ;");
    expect(placed).toContain("returns,; ;,");
    writeFileSync(sources, `${head},location\n${placed}\n`);
    const files = { pdf: join(folder, "addresses.pdf"), xlsx: join(folder, "addresses.xlsx") };
    const ran = await here(["report", data, "--pdf", files.pdf, "--xlsx", files.xlsx, "--quiet"]);
    expect(ran.code, ran.stderr).toBe(0);
    const pdf = readFileSync(files.pdf).toString("latin1");
    expect(pdf).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect([...pdf.matchAll(/\/URI \(([^)]*)\)/g)].map((it) => it[1])).toEqual(["https://www.press.test/returns"]);
    expect(tags(readFileSync(files.pdf), "Link")).toBe(1);
    const texts = [...(filesIn(readFileSync(files.xlsx)).get("xl/sharedStrings.xml") ?? "").matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((it) => it[1]!);
    expect(texts).toEqual(expect.arrayContaining(["press.test", "Address", "https://www.press.test/returns", "Judgement of the joint staff", expect.stringMatching(/^Effect: the shortfall that the plan leaves without this one action/)]));
    expect(texts.filter((it) => /javascript|^; ;$/.test(it))).toEqual([]);
  });

  test("in French it says all of it in French, with its commas, under the same run and the same tags", async () => {
    const [french, english] = [await report("rapport", "--language", "fr"), await report("report")];
    expect(french.key).toBe(english.key);
    expect(french.pdf.equals((await report("encore", "--language", "fr", "--run", french.key)).pdf)).toBe(true);
    expect(french.pdf.toString("latin1")).toMatch(/\/Lang \(fr\)/);
    for (const kind of ["H1", "Table", "TH", "Figure"]) expect([kind, tags(french.pdf, kind)]).toEqual([kind, tags(english.pdf, kind)]);
    const texts = (xlsx: Buffer): readonly string[] => [...(filesIn(xlsx).get("xl/sharedStrings.xml") ?? "").matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((it) => it[1]!);
    const told = texts(french.xlsx);
    expect(told).toEqual(expect.arrayContaining(["En bref", "Insuffisances prioritaires", "Ce que chaque allié gagne", "Le refaire", "RIVES SECRET · diffusé à personne", "Écart prouvé de l’insuffisance à la moindre possible : 0,01\u202f% seuls, 0,03\u202f% ensemble."]));
    expect(told.some((it) => it.includes("--language fr") && it.includes(`--run ${french.key}`))).toBe(true);
    // What is the same in both is a name, a title of a document, a number or a code.
    const same = told.filter((it) => texts(english.xlsx).includes(it) && / (?:the|of|and|is|are|each|by) /.test(it));
    expect(same).toEqual(["Three Shores, an alliance that keeps some things apart", "Returns of Vale and Holm, autumn 2029", "Judgement of the joint staff"].filter((it) => same.includes(it)));
  });

  test.skipIf(spawnSync("pdftotext", ["-v"]).error !== undefined)("the text of the PDF is read in either language, with its figures, plurals and marking", async () => {
    const read = async (language: string): Promise<string> => {
      const { pdf } = await report(`text-${language}`, "--language", language);
      expect(pdf.toString("latin1")).toContain("<pdfuaid:part>1</pdfuaid:part>");
      return spawnSync("pdftotext", ["-layout", join(folder, `text-${language}.pdf`), "-"], { encoding: "utf8" }).stdout.replace(/[\u00a0\u202f]/g, " ");
    };
    const [english, french] = [await read("en"), await read("fr")];
    for (const it of ["report for ministers", "Priority shortfalls", "released to nobody", "1.87 shortfall-years"]) expect(english).toContain(it);
    for (const it of ["rapport aux ministres", "Insuffisances prioritaires", "diffusé à personne", "1,87 année d’insuffisance", "Mieux placé"]) expect(french).toContain(it);
    expect(french).not.toMatch(/shortfall|ministers|released|\d\.\d/i);
  });

  test("before anything else it says whose paper it is not, from which data set it was computed and that levers are not in it, in both files and both languages", async () => {
    const says = {
      en: [/^Not an official document, and not the position of any government or alliance \(Shores included\)\. It was computed by Concord, .+ from the data set “Three Shores, an alliance that keeps some things apart”: of its figures .+ sourced, .+ estimated and .+ assumed\.$/, "levers that were pulled on the pages and named plans are not in it", "Shores · not an official document · run"],
      fr: [/^Ce document n’est pas officiel et n’exprime la position d’aucun gouvernement ni d’aucune alliance \(y compris : Rives\)\. Il a été calculé par Concord, .+ « Three Shores, an alliance that keeps some things apart » : .+ sourcés, .+ estimés et .+ supposés\.$/, "les leviers actionnés sur les pages et les plans nommés n’y entrent pas", "Rives · document non officiel · calcul"],
    } as const;
    for (const language of ["en", "fr"] as const) {
      const [notice, levers, foot] = says[language];
      const { pdf, xlsx } = await report(`notice-${language}`, "--language", language);
      const texts = [...(filesIn(xlsx).get("xl/sharedStrings.xml") ?? "").matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((it) => it[1]!);
      // Marking, title, notice.
      expect(texts[2]).toMatch(notice);
      expect(texts.some((it) => it.includes(levers))).toBe(true);
      expect(texts.some((it) => it.startsWith(foot))).toBe(true);
      const first = spawnSync("pdftotext", ["-l", "1", "-", "-"], { input: pdf, encoding: "utf8" });
      if (first.error === undefined) expect(first.stdout.replace(/\s+/g, " ")).toContain(language === "en" ? "not the position of any government or alliance" : "la position d’aucun gouvernement");
    }
  });

  test("a reader's report holds nothing of what the reader may not see, under another run key", async () => {
    const [all, some] = [await report("all"), await report("some", "--as", ":0")];
    expect(some.key).not.toBe(all.key);
    expect([...filesIn(some.xlsx).values()].join("")).not.toContain("SHORES");
  });

  test("without a file to write there is nothing to do", async () => {
    const ran = await here(["report", "cases/three-shores", "--quiet"]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("--pdf report.pdf")]);
  });
});

test("texts are data: what looks like code of the typesetter or a formula is printed as it stands", async () => {
  const hostile = '#read("/etc/passwd") $x$ = @a <b> \\ *c* _d_ `e` #[';
  const paper: Paper = { title: hostile, language: "fr", marking: hostile, about: [hostile], foot: hostile, sections: [{ title: hostile, blocks: [{ kind: "text", text: hostile }, { kind: "list", items: [hostile] }, { kind: "table", title: "=1+1", columns: [{ name: hostile }], rows: [["=HYPERLINK(0)"]] }] }] };
  const pdf = writePdf(paper);
  expect(pdf.toString("latin1")).toMatch(/\/Lang \(fr\)/);
  expect(pdf.equals(writePdf(paper))).toBe(true);
  const files = [...filesIn(await writeXlsx(paper)).values()].join("");
  expect(files).toContain("<t>=HYPERLINK(0)</t>");
  expect(files).not.toContain("<f>");
});

const hasReader = spawnSync("pdftotext", ["-v"]).error === undefined;
test.skipIf(!hasReader)("a heading and its sentence stand on the page of the table that they lead to, wherever the page ends", () => {
  const file = join(folder, "foot.pdf");
  // So many lines above that the heading comes to stand near the foot of a page.
  const pages = Array.from({ length: 16 }, (_, at) => {
    const paper: Paper = { title: "T", language: "en", marking: "M", about: [], foot: "F", sections: [{ title: "Above", blocks: [{ kind: "list", items: Array.from({ length: 38 + at }, (_, line) => `line ${line}`) }] }, { title: "Heading", blocks: [{ kind: "text", text: "Sentence." }, { kind: "table", title: "Caption", columns: [{ name: "Column" }], rows: [["Cell"], ["Last"]] }] }] };
    writeFileSync(file, writePdf(paper));
    const texts = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).stdout.split("\f");
    return ["Heading", "Sentence.", "Caption", "Column", "Cell"].map((it) => texts.findIndex((text) => text.includes(it)));
  });
  for (const [heading, ...rest] of pages) expect(rest).toEqual(rest.map(() => heading));
  expect(new Set(pages.map(([heading]) => heading))).toEqual(new Set([0, 1]));
});
