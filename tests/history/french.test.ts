import { describe, expect, test } from "vitest";
import { shippedStudy } from "#adapters/history";
import { inFrench, QUESTIONS, studyReport } from "#engines/history";
import { evidencePaper, evidenceView } from "#views";

const study = shippedStudy()!;

/** Places whose text is a name of the data, of a work or of a command, or an id. */
const KEPT = /\.(id|term|kind|cases|bibliography|reproduce|work|source|meaning|without|names|question|model|row|scale|by|choices|values)(\.|$)/;

/** Every text of a view with its place. */
function textsOf(it: unknown, place = ""): readonly (readonly [string, string])[] {
  if (typeof it === "string") return [[place, it]];
  if (typeof it !== "object" || it === null) return [];
  return Object.entries(it).flatMap(([key, value]) => textsOf(value, `${place}.${key}`));
}

describe("the record in French", () => {
  const [english, french] = [evidenceView(study), evidenceView(study, "fr")];
  test("nothing that the study says of a run is without its French", () => {
    const other = new Map(textsOf(french));
    const same = textsOf(english).filter(([place, text]) => other.get(place) === text && /\p{L}{3}/u.test(text));
    expect(same.filter(([place]) => !KEPT.test(place) && !place.startsWith(".curve"))).toEqual([]);
  });
  test("nor does any of it stand half in English", () => {
    const isHalf = (text: string): boolean => /(?<![\p{L}_])(the|and|is|are|was|were|with|that|under|those|than)(?![\p{L}_])/u.test(text);
    expect(textsOf(english).filter(([place, text]) => !KEPT.test(place) && isHalf(text)).length).toBeGreaterThan(100);
    expect(textsOf(french).filter(([place, text]) => !KEPT.test(place) && isHalf(text)).map(([, text]) => text)).toEqual([]);
  });
  test("what a fit leaves out says which names in it stay English", () => {
    expect(english.leaveOut.flatMap((it) => it.names)).toEqual([]);
    const own = (without: string): string => french.leaveOut.find((it) => it.without === without)!.names.join("; ");
    const [war, dispute] = [french.leaveOut.find((it) => /^attaques de [^d]/.test(it.without))!.without, french.leaveOut.find((it) => it.without.startsWith("attaques du différend entre "))!.without];
    expect(own(war)).toBe(war.replace("attaques de ", ""));
    expect(own(dispute)).toBe(/entre (.+) et (.+) en \d/.exec(dispute)!.slice(1).join("; "));
    // An alliance has its French name.
    expect(own("la Ligue arabe")).toBe("");
    for (const { without, names } of french.leaveOut) for (const it of names) expect(without).toContain(it);
  });
  test("the opposing findings come first, and other reasons than technology are told, on the page, on paper and in the report", () => {
    for (const [view, language, why] of [[english, "en", "Why this may not be about technology"], [french, "fr", "Pourquoi ce n’est peut-être pas affaire de technologie"]] as const) {
      const paper = evidencePaper(view, { language });
      expect(paper.about[1]).toBe(view.opposed);
      expect(paper.sections.find((it) => it.title === why)?.blocks).toEqual([{ kind: "list", items: view.otherReasons }]);
    }
    expect(english.opposed).toMatch(/Johnson and Leeds 2011.*Kenwick, Vasquez and Powers 2015.*Biddle 2004; Lieber 2005/);
    expect(french.otherReasons.filter((it, at) => it === english.otherReasons[at])).toEqual([]);
    expect(studyReport(study).split("\n\n")[1]).toBe(english.opposed);
  });
  test("nor are its estimates, tests and questions", () => {
    for (const [index, it] of english.findings.entries()) {
      expect(french.findings[index]!.question).not.toBe(it.question);
      for (const [at, one] of it.estimates.entries()) expect(french.findings[index]!.estimates[at]!.by === one.by ? one.by : "").toBe("");
    }
    for (const it of QUESTIONS) expect([inFrench(it.question), inFrench(it.estimand), it.test === undefined ? "" : inFrench(it.test)]).not.toContain(undefined);
  });
  test("figures are the same, and printed as French prints them", () => {
    const numbers = (it: unknown): readonly number[] => (typeof it === "number" ? [it] : typeof it === "object" && it !== null ? Object.values(it).flatMap(numbers) : []);
    expect(numbers(french)).toEqual(numbers(english));
    const [first, second] = french.findings[0]!.sentences;
    expect(first).toMatch(/^Une attaque jusqu’à la guerre accompagne un pacte de la cible 0,3 à 1,02 fois .*56 attaques en 189\u202f608 dyades-années\u00a0: il n’est pas établi si moins ou plus d’attaques accompagnent les pactes\.$/);
    expect(second).toContain("0,22 contre 0,4 pour 1\u202f000 dyades-années");
  });
  test.each([
    ["They differ by the test declared beforehand.", "Ils diffèrent selon le test déclaré d’avance."],
    ["With defence, offence and neutrality held equal, as was declared, the log-odds after 1944 differ by −2.1 to −0.54 (p below 0.001); with non-aggression held equal too by −1.9 to −0.15 (p 0.021).", "À défense, offensive et neutralité égales, comme il était déclaré, les log-cotes après 1944 diffèrent de −2,1 à −0,54 (p inférieure à 0,001) ; à non-agression égale aussi, de −1,9 à −0,15 (p 0,021)."],
    ["48868 rows that the filter leaves out", "48868 lignes que le filtre écarte"],
    ["12 rows without pola >= 6 and polb >= 6", "12 lignes sans pola >= 6 and polb >= 6"],
    ["No row is left: 2560 rows in which a dispute goes on and none begins, 9 rows without i5.", "Il ne reste aucune ligne : 2560 lignes où un différend se poursuit sans qu’aucun commence, 9 lignes sans i5."],
    ["Whatever nobody has put into French.", undefined],
    ["constructor", undefined],
  ])("%s", (text, expected) => expect(inFrench(text)).toBe(expected));
  test("on paper in French, with the marking of the page", () => {
    const paper = evidencePaper(french, { language: "fr", marking: "RESTREINT" });
    expect([paper.language, paper.marking, paper.title]).toEqual(["fr", "RESTREINT", "Le bilan depuis 1914"]);
    expect(paper.sections.map((it) => it.title)).not.toEqual(expect.arrayContaining(evidencePaper(english).sections.slice(0, 3).map((it) => it.title)));
  });
});

test("every scale of estimates is drawn, each drawing with a text and with no figure outside it", () => {
  const blocks = evidencePaper(evidenceView(study)).sections.flatMap((it) => it.blocks);
  const figures = blocks.filter((it) => it.kind === "figure");
  expect(figures.length).toBeGreaterThanOrEqual(9);
  for (const it of figures) {
    expect(it.alt.length).toBeGreaterThan(20);
    expect(it.svg).not.toMatch(/NaN|Infinity|<script|href/);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(it.svg)!.map(Number);
    for (const [, x, y] of it.svg.matchAll(/cx="([-\d.]+)" cy="([-\d.]+)"/g)) expect([Number(x) >= 0 && Number(x) <= width!, Number(y) >= 0 && Number(y) <= height!]).toEqual([true, true]);
  }
});
