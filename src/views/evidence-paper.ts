import { cellText, type ColumnKind } from "#engines/history";
import { curvesDrawing } from "./curves-drawing.ts";
import type { EvidenceDrawing } from "./evidence-drawings.ts";
import { type EvidenceEstimate, type EvidenceFinding, type EvidenceTable, type EvidenceView, toldApart } from "./evidence-view.ts";
import type { Language } from "./in-language.ts";
import { curveDrawing, intervalsDrawing } from "./intervals-drawing.ts";
import type { Paper, PaperBlock, PaperCell, PaperSection } from "./paper.ts";

const EN = {
  lead: "Has technology changed what defence alliances achieve? What goes with what, with its uncertainty; no figure here says what made what.",
  english: "",
  known: "What the record shows",
  unknown: "What it does not tell",
  wouldChange: "What would change the answer",
  estimand: (estimand: string) => `Estimand: ${estimand}`,
  test: (test: string) => ` Test that counts: ${test}.`,
  p: (p: string) => ` p ${p}`,
  holm: (p: string) => `, after Holm over the questions ${p}`,
  to: (low: string, high: string) => `${low} to ${high}`,
  countOf: (count: number, total: number) => `${count} of ${total}`,
  figure: "Figure",
  estimate: "Estimate",
  by: "By",
  found: "Would have been found",
  adoption: "What was adopted, and when",
  watched: (says: string) => `${says} Below: how many were still watched.`,
  estimates: (id: string) => `${id}: estimates`,
  counts: (id: string) => `${id}: counts`,
  cases: "Cases",
  count: "Count",
  share: "Share",
  exact: "Exact 95 %",
  scales: { "log-odds": "Log-odds with intervals of 95 % (thin) and 50 % (thick); the dashed line stands where nothing would lie", ratio: "Average risk ratio with its intervals of 95 % (thin) and 50 % (thick); one is no difference", rate: "Risk differences per 1\u202f000 dyad-years, with intervals of 95 % (thin) and 50 % (thick)", share: "Share still in force, with bands of 95 % (thin) and 50 % (thick)" },
  shares: "Counted shares with exact 95 % intervals",
  drawn: (id: string, caption: string) => `${id}: ${caption}. The table below has the figures.`,
  detectable: (what: string) => `Smallest true effect that would have been found four times in five: ${what}.`,
  attacks: (cases: string) => `War-level attacks since 1946 against a target with a pact: ${cases}.`,
  reproduce: (command: string) => `Reproduce this: ${command}`,
  curve: "How far the answer moves with the choices",
  curveCaption: "Every specification, lowest first, log-odds with 95 % intervals cut at ±4; the diamond is the pre-declared primary of Q1",
  placebos: "Placebos, which should show nothing (log-odds)",
  placebo: "Placebo",
  leaveOut: "Q1 without one state, one war or one alliance (log-odds)",
  without: "Without",
  priors: "What a plan may take from it",
  priorsTable: "Priors, by their 80 % range",
  conclusion: "Conclusion",
  verdict: "Verdict",
  from: "From",
  prior: "Prior",
  sample: "Sample and missing values",
  absolute: "In absolute terms",
  because: (verdict: string, why: string) => `${verdict}: ${why}`,
  literature: "What others found",
  works: "The works",
  literatureTable: "Agreeing and opposing findings",
  work: "Work",
  finding: "Finding",
  here: "Here",
  otherReasons: "Why this may not be about technology",
  limits: "Limits",
};

const FR: typeof EN = {
  lead: "La technologie a-t-elle changé ce que les alliances de défense obtiennent ? Ce qui va avec quoi, avec son incertitude ; aucun chiffre ici ne dit ce qui a fait quoi.",
  english: "Restent en anglais : les noms d’États des données, les titres des ouvrages et les noms des colonnes.",
  known: "Ce que montre le bilan",
  unknown: "Ce qu’il ne dit pas",
  wouldChange: "Ce qui changerait la réponse",
  estimand: (estimand) => `Grandeur estimée : ${estimand}`,
  test: (test) => ` Test qui compte : ${test}.`,
  p: (p) => ` p ${p}`,
  holm: (p) => `, après Holm sur l’ensemble des questions ${p}`,
  to: (low, high) => `${low} à ${high}`,
  countOf: (count, total) => `${count} sur ${total}`,
  figure: "Chiffre",
  estimate: "Estimation",
  by: "Selon",
  found: "Aurait été trouvé",
  adoption: "Ce qui a été adopté, et quand",
  watched: (says) => `${says} Au-dessous : combien étaient encore suivies.`,
  estimates: (id) => `${id} : estimations`,
  counts: (id) => `${id} : comptes`,
  cases: "Cas",
  count: "Compte",
  share: "Part",
  exact: "95 % exact",
  scales: { "log-odds": "Log-cotes avec intervalles à 95 % (fins) et à 50 % (épais) ; le trait tireté marque l’absence d’effet", ratio: "Rapport de risque moyen avec ses intervalles à 95 % (fin) et à 50 % (épais) ; un veut dire aucune différence", rate: "Différences de risque pour 1\u202f000 dyades-années, avec intervalles à 95 % (fins) et à 50 % (épais)", share: "Part encore en vigueur, avec bandes à 95 % (fines) et à 50 % (épaisses)" },
  shares: "Parts comptées avec intervalles exacts à 95 %",
  drawn: (id, caption) => `${id} : ${caption}. Le tableau ci-dessous donne les chiffres.`,
  detectable: (what) => `Plus petit effet réel qui aurait été trouvé quatre fois sur cinq : ${what}.`,
  attacks: (cases) => `Attaques jusqu’à la guerre depuis 1946 contre une cible protégée par un pacte : ${cases}.`,
  reproduce: (command) => `Pour reproduire : ${command}`,
  curve: "De combien la réponse bouge avec les choix",
  curveCaption: "Toutes les spécifications, la plus basse d’abord, log-cotes avec intervalles à 95 % coupés à ±4 ; le losange est la spécification principale de Q1, déclarée d’avance",
  placebos: "Placebos, qui ne devraient rien montrer (log-cotes)",
  placebo: "Placebo",
  leaveOut: "Q1 sans un État, une guerre ou une alliance (log-cotes)",
  without: "Sans",
  priors: "Ce qu’un plan peut en tirer",
  priorsTable: "A priori, par leur plage à 80 %",
  conclusion: "Conclusion",
  verdict: "Verdict",
  from: "De",
  prior: "A priori",
  sample: "Échantillon et valeurs manquantes",
  absolute: "En termes absolus",
  because: (verdict, why) => `${verdict} : ${why}`,
  literature: "Ce que d’autres ont trouvé",
  works: "Les ouvrages",
  literatureTable: "Résultats d’accord ou non",
  work: "Ouvrage",
  finding: "Résultat",
  here: "Ici",
  otherReasons: "Pourquoi ce n’est peut-être pas affaire de technologie",
  limits: "Limites",
};

/** Question with which a drawing stands; the others show what was adopted. */
export const QUESTION_OF: Readonly<Partial<Record<EvidenceDrawing["id"], string>>> = { survival: "Q5", breaks: "Q2" };

/** How the record is put on paper. */
export interface EvidencePaperAsk {
  readonly language?: Language;
  /** What binds its readers: that of the page it is printed from. Absent: the record by itself, which is public. */
  readonly marking?: string;
}

/** The record since 1914 on paper: what the page shows, in its order, drawings too. Figures are taken over from the view, none is computed here. */
export function evidencePaper(view: EvidenceView, { language = "en", marking = "PUBLIC" }: EvidencePaperAsk = {}): Paper {
  const words = language === "fr" ? FR : EN;
  const pointed = (written: string): string => (language === "fr" ? written.replace(".", ",") : written);
  const text = (value: number): string => pointed(cellText(value, "figure"));
  const cell = (value: number | null | undefined, kind: ColumnKind): PaperCell => (value === undefined || value === null || !Number.isFinite(value) ? "–" : { value, text: pointed(cellText(value, kind)) });
  const number = (value: number): PaperCell => cell(value, "figure");
  const interval = ({ low, high }: { readonly low: number; readonly high: number }): string => words.to(text(low), text(high));
  const list = (title: string, items: readonly string[]): PaperSection => ({ title, blocks: [{ kind: "list", items }] });
  const columns = (...names: readonly (string | readonly [string])[]) => names.map((it) => (typeof it === "string" ? { name: it } : { name: it[0], isNumber: true }));
  const drawings = (it: EvidenceFinding): readonly PaperBlock[] =>
    (["log-odds", "ratio", "rate", "share"] as const).flatMap((scale): readonly PaperBlock[] => {
      const rows = it.estimates.filter((one: EvidenceEstimate) => one.scale === scale && [one.low, one.value, one.high].every(Number.isFinite));
      return rows.length === 0 ? [] : [{ kind: "figure", svg: intervalsDrawing(toldApart(rows), { nothing: scale === "ratio" ? 1 : 0, language }), alt: words.drawn(it.id, words.scales[scale]), caption: words.scales[scale] }];
    });
  const shares = (it: EvidenceFinding): readonly PaperBlock[] => (it.counts.length === 0 ? [] : [{ kind: "figure", svg: intervalsDrawing(it.counts, { nothing: 0, language }), alt: words.drawn(it.id, words.shares), caption: words.shares }]);
  const drawn = (it: EvidenceDrawing): readonly PaperBlock[] => [
    { kind: "figure", svg: curvesDrawing(it, language), alt: `${it.title}. ${it.says}`, caption: `${it.title}. ${it.atRisk === undefined ? it.says : words.watched(it.says)}` },
    { kind: "text", text: words.reproduce(it.reproduce) },
  ];
  const found = (it: { readonly detectable?: number; readonly scale?: string }): PaperCell => (it.detectable === undefined ? "–" : { value: it.detectable, text: `${it.scale === "ratio" ? "≤" : "±"} ${text(it.detectable)}` });
  const pText = (value: number): string => pointed(cellText(value, "p"));
  const p = (value: number | null | undefined): PaperCell => cell(value, "p");
  const tableOf = (it: EvidenceTable, title: string): PaperBlock => ({ kind: "table", title, columns: columns(it.of, ...it.columns.map(({ name }) => [name] as const)), rows: it.rows.map((row) => [row.name ?? row.term ?? "", ...row.values.map((value, index) => cell(value, it.columns[index]!.kind))]) });
  const { primary, points, summary } = view.curve;
  return {
    title: view.title,
    language,
    marking,
    about: [words.lead, view.opposed, ...(words.english === "" ? [] : [words.english]), view.made],
    foot: "node bin/concord.mjs study",
    sections: [
      list(words.known, view.known),
      list(words.unknown, view.unknown),
      list(words.wouldChange, view.wouldChange),
      ...view.findings.map((it): PaperSection => ({
        title: `${it.id}. ${it.question}`,
        blocks: [
          { kind: "text", text: `${words.estimand(it.estimand)}${it.test === undefined ? "" : words.test(it.test)}${it.p === undefined ? "" : `${words.p(pText(it.p))}${it.holm === undefined ? "" : words.holm(pText(it.holm))}.`}` },
          { kind: "list", items: it.sentences },
          ...drawings(it),
          ...(it.estimates.length === 0 ? [] : [{ kind: "table", title: words.estimates(it.id), columns: columns(words.figure, ["95 %"], [words.estimate], words.by, ["p"], ["q"], [words.found]), rows: it.estimates.map((one) => [one.name, interval(one), number(one.value), one.by, p(one.p), p(one.q), found(one)]) } satisfies PaperBlock]),
          ...shares(it),
          ...(it.counts.length === 0 ? [] : [{ kind: "table", title: words.counts(it.id), columns: columns(words.cases, [words.count], [words.share], [words.exact]), rows: it.counts.map((one) => [one.name, words.countOf(one.count, one.total), number(one.value), interval(one)]) } satisfies PaperBlock]),
          ...it.tables.flatMap((one): readonly PaperBlock[] => [
            tableOf(one, `${it.id}: ${one.title}`),
            ...(one.says.length === 0 ? [] : [{ kind: "text", text: one.says.join(" ") } satisfies PaperBlock]),
          ]),
          ...view.drawings.filter((one) => QUESTION_OF[one.id] === it.id).flatMap(drawn),
          ...(it.detectable === undefined ? [] : [{ kind: "text", text: words.detectable(it.detectable) } satisfies PaperBlock]),
          ...(it.cases.length === 0 ? [] : [{ kind: "text", text: words.attacks(it.cases.join("; ")) } satisfies PaperBlock]),
          { kind: "text", text: words.reproduce(it.reproduce) },
        ],
      })),
      {
        title: words.curve,
        blocks: [
          { kind: "text", text: summary },
          ...(points.length === 0 ? [] : [{ kind: "figure", svg: curveDrawing(points.map(drawnPoint), { language, ...(primary !== undefined && { marked: drawnPoint(primary) }) }), alt: `${words.curveCaption}. ${summary}`, caption: words.curveCaption } satisfies PaperBlock]),
          { kind: "table", title: words.placebos, columns: columns(words.placebo, ["95 %"], [words.estimate], ["q"], [words.found]), rows: view.placebos.map((it) => [it.name, interval(it), number(it.b), p(it.q), found(it)]) },
          { kind: "table", title: words.leaveOut, columns: columns(words.without, ["95 %"], [words.estimate]), rows: view.leaveOut.map((it) => [it.without, interval(it), number(it.b)]) },
          { kind: "list", items: view.leaveOutSays },
        ],
      },
      { title: words.adoption, blocks: view.drawings.filter((it) => QUESTION_OF[it.id] === undefined).flatMap(drawn) },
      list(words.otherReasons, view.otherReasons),
      { title: words.priors, blocks: [{ kind: "table", title: words.priorsTable, columns: columns(words.conclusion, words.verdict, words.from, ["80 %"], words.absolute, words.prior), rows: view.priors.map((it) => [it.conclusion, words.because(it.verdict, it.why), it.question, interval(it), it.absolute ?? "–", `${it.shape}; ${it.unit}.`]) }] },
      { title: words.sample, blocks: [tableOf(view.sample, words.sample), { kind: "list", items: view.sample.says }] },
      { title: words.literature, blocks: [{ kind: "table", title: words.literatureTable, columns: columns(words.work, words.finding, words.here), rows: view.literature.map((it) => [it.work, it.finding, it.here]) }] },
      list(words.works, view.bibliography),
      list(words.limits, view.limits),
    ],
  };
}

const drawnPoint = ({ b, low, high }: { readonly b: number; readonly low: number; readonly high: number }) => ({ value: b, low, high });
