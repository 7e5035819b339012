import type { EvidenceView } from "./evidence-view.ts";
import { numberText } from "./number-text.ts";
import type { Paper, PaperBlock, PaperCell, PaperSection } from "./paper.ts";

const number = (value: number): PaperCell => (Number.isFinite(value) ? { value, text: numberText(value) } : "–");
const interval = ({ low, high }: { readonly low: number; readonly high: number }): string => `${numberText(low)} to ${numberText(high)}`;

/** The record since 1914 on paper: what the page shows, in its order. Figures are taken over from the view, none is computed here. */
export function evidencePaper(view: EvidenceView): Paper {
  const list = (title: string, items: readonly string[]): PaperSection => ({ title, blocks: [{ kind: "list", items }] });
  return {
    title: view.title,
    language: "en",
    marking: "PUBLIC",
    about: ["Has technology changed what defence alliances achieve? What goes with what, with its uncertainty; no figure here says what made what.", view.made],
    foot: "concord study",
    sections: [
      list("What the record shows", view.known),
      list("What it does not tell", view.unknown),
      list("What would change the answer", view.wouldChange),
      ...view.findings.map((it): PaperSection => ({
        title: `${it.id}. ${it.question}`,
        blocks: [
          { kind: "text", text: `Estimand: ${it.estimand}${it.test === undefined ? "" : ` Test that counts: ${it.test}.`}${it.p === undefined ? "" : ` p ${numberText(it.p)}${it.holm === undefined ? "" : `, after Holm over the questions ${numberText(it.holm)}`}.`}` },
          { kind: "list", items: it.sentences },
          ...(it.estimates.length === 0 ? [] : [{ kind: "table", title: `${it.id}: estimates`, columns: [{ name: "Figure" }, { name: "95 %", isNumber: true }, { name: "Estimate", isNumber: true }, { name: "By" }], rows: it.estimates.map((one) => [one.name, interval(one), number(one.value), one.by]) } satisfies PaperBlock]),
          ...(it.counts.length === 0 ? [] : [{ kind: "table", title: `${it.id}: counts`, columns: [{ name: "Cases" }, { name: "Count", isNumber: true }, { name: "Share", isNumber: true }, { name: "Exact 95 %", isNumber: true }], rows: it.counts.map((one) => [one.name, `${one.count} of ${one.total}`, number(one.count / one.total), interval(one)]) } satisfies PaperBlock]),
          ...(it.detectable === undefined ? [] : [{ kind: "text", text: `Smallest true effect that would have been found four times in five: ${it.detectable}.` } satisfies PaperBlock]),
          ...(it.cases.length === 0 ? [] : [{ kind: "text", text: `War-level attacks since 1946 against a target with a pact: ${it.cases.join("; ")}.` } satisfies PaperBlock]),
          { kind: "text", text: `Reproduce this: ${it.reproduce}` },
        ],
      })),
      {
        title: "How far the answer moves with the choices",
        blocks: [
          { kind: "text", text: view.curve.summary },
          { kind: "table", title: "Placebos, which should show nothing (log-odds)", columns: [{ name: "Placebo" }, { name: "95 %", isNumber: true }, { name: "Estimate", isNumber: true }], rows: view.placebos.map((it) => [it.name, interval(it), number(it.b)]) },
          { kind: "table", title: "Q1 without one state, one year or one alliance (log-odds)", columns: [{ name: "Without" }, { name: "95 %", isNumber: true }, { name: "Estimate", isNumber: true }], rows: view.leaveOut.map((it) => [it.without, interval(it), number(it.b)]) },
        ],
      },
      { title: "What a plan may take from it", blocks: [{ kind: "table", title: "Priors, by their 80 % range", columns: [{ name: "Conclusion" }, { name: "Verdict" }, { name: "From" }, { name: "80 %", isNumber: true }, { name: "Prior" }], rows: view.priors.map((it) => [it.conclusion, it.verdict, it.question, interval(it), `${it.shape}; ${it.unit}`]) }] },
      { title: "What others found", blocks: [{ kind: "table", title: "Agreeing and opposing findings", columns: [{ name: "Work" }, { name: "Finding" }, { name: "Here" }], rows: view.literature.map((it) => [it.work, it.finding, it.here]) }] },
      list("Limits", view.limits),
    ],
  };
}
