import { describe, expect, test } from "vitest";
import { shippedStudy } from "#adapters/history";
import { companionsOf, type Finding, type Question, studyReport } from "#engines/history";
import { evidencePaper, evidenceView } from "#views";

const study = shippedStudy()!;
const found = (id: Question["id"]): Finding => study.findings.find((it) => it.id === id)!;
const table = (id: Question["id"], title: string) => companionsOf(found(id)).find((it) => it.title === title)!;
const row = (id: Question["id"], title: string, name: string): Readonly<Record<string, number | null>> => {
  const { columns, rows } = table(id, title);
  const of = rows.find((it) => (it.name ?? it.term) === name)!;
  return Object.fromEntries(columns.map((it, index) => [it.name, of.values[index]!]));
};

describe("tables beside the findings", () => {
  test.each<readonly [Question["id"], readonly string[]]>([
    ["Q1", ["Risk in a year and in ten years", "Primary model"]],
    ["Q2", ["Risk in a year and in ten years", "Primary model"]],
    ["Q3", ["Risk in a year and in ten years", "Primary model"]],
    ["Q4", ["Primary model", "With non-aggression held equal too", "Leeds and Anac 2005: institutions and fulfilment"]],
    ["Q5", ["Formed before 1914 too", "Cox's model of era, two members and wartime", "Cox's model of the eras alone", "Manner of ending, formed since 1914"]],
    ["Q6", ["Primary model"]],
    ["Q7", []],
  ])("%s has %j", (id, titles) => expect(companionsOf(found(id)).map((it) => it.title)).toEqual(titles));
  // By R: coxph, cox.zph, survfit with causes, survdiff, and glm with a sandwich by war.
  test.each<readonly [Question["id"], string, string, Readonly<Record<string, number>>]>([
    ["Q5", "Cox's model of the eras alone", "e2", { "log hazard ratio": -0.8721, "error of the model": 0.186, "p of proportion": 0.117 }],
    ["Q5", "Cox's model of era, two members and wartime", "bilat", { "log hazard ratio": 0.1403, "error of the model": 0.2148, "p of proportion": 0.006 }],
    ["Q5", "Manner of ending, formed since 1914", "violated", { "after 5 years": 0.11731668, "after 5 years, error": 0.02204473, "after 20 years": 0.26548002, "after 20 years, error": 0.0308555 }],
    ["Q5", "Manner of ending, formed since 1914", "still in force", { "after 10 years": 0.61018851 }],
    ["Q5", "Formed before 1914 too", "formed 1815–1913, still in force after 10 years", { share: 0.314059035, low: 0.201999082, high: 0.432306257 }],
    ["Q4", "With non-aggression held equal too", "post45", { "log-odds": -0.9993, "clustered by war": 0.4343, p: 0.021 }],
    ["Q4", "Leeds and Anac 2005: institutions and fulfilment", "milinst", { "log-odds": -0.7092, "error of the model": 0.2977 }],
    ["Q1", "Primary model", "tdef", { "log-odds": -0.59430382, "error of the model": 0.30266145, "clustered by pair": 0.3111481 }],
  ])("%s, %s: %s", (id, title, name, expected) => {
    for (const [column, value] of Object.entries(expected)) expect([column, row(id, title, name)[column]]).toEqual([column, expect.closeTo(value, 3)]);
  });
  test("ten years are ten of one year, by era as well", () => {
    const { rows } = table("Q2", "Risk in a year and in ten years");
    expect(rows.map((it) => it.name)).toEqual(["1914–45", "1946–56", "1957–90", "1991–2006", "2007–14"].map((it) => `pact of the target, ${it}`));
    for (const { values } of [...rows, ...table("Q1", "Risk in a year and in ten years").rows]) {
      const [without, has, difference, tenWithout, tenWith, ratio, low, high] = values as number[];
      expect([tenWithout, tenWith]).toEqual([without!, has!].map((it) => expect.closeTo(1000 * (1 - (1 - it / 1000) ** 10), 9)));
      expect([difference, ratio]).toEqual([expect.closeTo(has! - without!, 9), expect.closeTo(has! / without!, 9)]);
      expect(low! < ratio! && ratio! < high!).toBe(true);
    }
  });
  test("a whole test of proportion is told with its model", () => {
    expect(table("Q5", "Cox's model of the eras alone").says).toEqual(["214 rows, 152 events.", "That hazards are in proportion over the whole of this model: chi-squared 5.6 with 2 degrees of freedom, p 0.062."]);
    expect(found("Q5").sentences).toContain("That hazards are in proportion has p 0.004 in Cox's model of era, two members and wartime as a whole, and p 0.062 in that of the eras alone: curves are shown, and no single ratio is read from them.");
  });
  test("the declared test of Q4 is as it was, and what another would have come to stands beside it", () => {
    const { p, holm, test: declared, sentences } = found("Q4");
    expect([p, holm, declared]).toEqual([expect.closeTo(0.000946, 6), expect.closeTo(0.00473, 5), "post45 in a logit of honoured on post45 and the obligations, errors clustered by war"]);
    expect(sentences).toContain("Had the test that counts held non-aggression equal too, its p after Holm over the questions would be 0.107.");
  });
  test("a small share is printed with its digits on paper", () => {
    const { count, total } = found("Q1").counts[2]!;
    expect([count, total]).toEqual([13, 128141]);
    expect(JSON.stringify(evidencePaper(evidenceView(study)))).toContain('"text":"0.0001"');
    expect(JSON.stringify(evidencePaper(evidenceView(study, "fr"), { language: "fr" }))).toContain("0,000054 à 0,00017");
  });
  test("no p is printed as nought", () => {
    const said = JSON.stringify(evidencePaper(evidenceView(study)));
    expect(said).toContain("< 0.001");
    const tables = evidencePaper(evidenceView(study)).sections.flatMap((it) => it.blocks).filter((it) => it.kind === "table");
    for (const { columns, rows } of tables)
      for (const row of rows) for (const [index, cell] of row.entries()) if (["p", "q", "p of proportion"].includes(columns[index]!.name)) expect(typeof cell === "object" ? cell.text : cell).not.toBe("0");
  });
  test("report, page and paper have every one of them", () => {
    const report = studyReport(study);
    const paper = JSON.stringify(evidencePaper(evidenceView(study)));
    for (const { id, tables } of evidenceView(study).findings)
      for (const { title, of, columns, rows } of tables) {
        expect(report).toContain(`**${title}.**`);
        expect(report).toContain(`| ${of} | ${columns.map((it) => it.name).join(" | ")} |`);
        expect(paper).toContain(JSON.stringify(`${id}: ${title}`));
        for (const it of rows) expect(it.values.length).toBe(columns.length);
      }
  });
  test("in French with French names, the data's own aside", () => {
    const titles = evidenceView(study, "fr").findings.flatMap((it) => it.tables.map((one) => one.title));
    expect(titles.slice(0, 2)).toEqual(["Risque en une année et en dix ans", "Modèle principal"]);
    expect(evidenceView(study, "fr").findings[1]!.tables[0]!.rows[0]!.name).toBe("pacte de la cible, 1914–45");
  });
});
