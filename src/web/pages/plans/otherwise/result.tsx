import type { ReactNode } from "react";
import type { ScenariosView } from "#views";
import type { Sheet } from "../../../format/sheet.ts";
import { PageLink } from "../../../parts/page-link.tsx";
import { ScrollRegion } from "../../../parts/scroll-region.tsx";
import { TakeOut } from "../../../parts/take-out.tsx";
import { Tied } from "../../../parts/tied.tsx";
import { WhyNumber } from "../../../parts/why-number.tsx";
import { wordsOf } from "../../../words/words.ts";
import { Decisions } from "./decisions.tsx";
import { WORDS } from "./words.ts";

/** The study once it is made: in sentences, by scenario, by way to decide, and by decision. */
export function StudyResult(props: { readonly view: ScenariosView; readonly onFull: () => void }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const [together, mean] = view.plans;
  // What the sentences print, in their order: the decided years, planning, knowing, the worst, then the rest, and the proof at last.
  const figures = together === undefined || mean === undefined ? [] : [[], [together.expected, mean.expected, view.valueOfPlanning], [view.valueOfKnowing], [together.worst, together.worstRegret]];
  return (
    <div className="otherwise-result">
      <div className="otherwise-sentences">
        {view.sentences.map((it, at) => (
          <p key={it}>
            <Tied text={it} figures={at === view.sentences.length - 1 ? [view.bound, view.gap] : (figures[at] ?? [])} />
          </p>
        ))}
      </div>
      <p className="card-note">
        {words.notTheSame} {words.judged} <PageLink to={{ page: "guidance" }}>{words.judgements}</PageLink>
      </p>
      <Ways view={view} />
      <Scenarios view={view} />
      <h3>{words.decisions}</h3>
      <Decisions view={view} list="now" isOpen />
      <Decisions view={view} list="hedges" />
      <Decisions view={view} list="wait" />
      {view.isQuick && (
        <div className="otherwise-run">
          <p className="card-note">{words.quickLeft}</p>
          <button type="button" className="action" onClick={props.onFull}>
            {words.beginFull}
          </button>
        </div>
      )}
    </div>
  );
}

function TablePart(props: { readonly title: string; readonly note: string; readonly sheet: () => Sheet; readonly children: ReactNode }) {
  return (
    <section className="otherwise-part">
      <header>
        <div>
          <h3>{props.title}</h3>
          <p className="card-note">{props.note}</p>
        </div>
        <TakeOut sheet={props.sheet} />
      </header>
      <ScrollRegion label={props.title}>{props.children}</ScrollRegion>
    </section>
  );
}

/** Every way to decide the first years that was tried, reserves among them. */
function Ways(props: { readonly view: ScenariosView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const sheet = (): Sheet => ({
    name: "ways-to-decide",
    marking: view.marking,
    columns: [words.way, words.expected, words.worst, words.worstIn, words.worstRegret, words.commits],
    rows: view.plans.map((it) => [it.name, it.expected, it.worst, it.worstIn, it.worstRegret, it.committed]),
  });
  return (
    <TablePart title={words.ways} note={words.waysNote} sheet={sheet}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.way}</th>
            <th scope="col" className="right">
              {words.expected}
            </th>
            <th scope="col" className="right">
              {words.worst}
            </th>
            <th scope="col">{words.worstIn}</th>
            <th scope="col" className="right">
              {words.worstRegret}
            </th>
            <th scope="col" className="right">
              {words.commits}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.plans.map((it) => (
            <tr key={it.name} className={it.kind === "together" ? "otherwise-chosen" : undefined}>
              <th scope="row">{it.name}</th>
              <td className="right">
                <WhyNumber shown={it.expected} withUnit={false} of={`${it.name}, ${words.expected}`} />
              </td>
              <td className="right">
                <WhyNumber shown={it.worst} withUnit={false} of={`${it.name}, ${words.worst}`} />
              </td>
              <td>{it.worstIn}</td>
              <td className="right">
                <WhyNumber shown={it.worstRegret} withUnit={false} of={`${it.name}, ${words.worstRegret}`} />
              </td>
              <td className="right no-wrap">
                <WhyNumber shown={it.committed} of={`${it.name}, ${words.commits}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePart>
  );
}

/** Every scenario with what it changes, known beforehand and not. */
function Scenarios(props: { readonly view: ScenariosView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const sheet = (): Sheet => ({
    name: "scenarios",
    marking: view.marking,
    columns: [words.scenario, words.changes, words.probability, words.known, words.together, words.regret, words.regretOfMean],
    rows: view.scenarios.map((it) => [it.name, it.changes.join(" "), it.probability, it.known, it.together, it.regret, it.regretOfMean]),
  });
  const columns = ["probability", "known", "together", "regret", "regretOfMean"] as const;
  return (
    <TablePart title={words.scenarios} note={words.scenariosNote} sheet={sheet}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.scenario}</th>
            {columns.map((it) => (
              <th key={it} scope="col" className="right">
                {words[it]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.scenarios.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                {row.changes.length === 0 ? (
                  row.name
                ) : (
                  <details className="otherwise-changes">
                    <summary>{row.name}</summary>
                    <ul>
                      {row.changes.map((it) => (
                        <li key={it}>{it}</li>
                      ))}
                    </ul>
                  </details>
                )}
              </th>
              {columns.map((it) => (
                <td key={it} className="right">
                  <WhyNumber shown={row[it]} withUnit={it === "probability"} of={`${row.name}, ${words[it]}`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TablePart>
  );
}
