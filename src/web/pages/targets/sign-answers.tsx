import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReplyOf } from "#api";
import type { AnswerDraft } from "#views";
import { draftAnswers, signDrafts, undoDraft } from "../../fetch/ledger.ts";
import { ServerProblem } from "../../fetch/server.ts";
import { PageLink } from "../../parts/page-link.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

type State = { readonly kind: "busy" } | { readonly kind: "refused"; readonly text: string } | { readonly kind: "read"; readonly view: ReplyOf<"drafts"> } | { readonly kind: "signed"; readonly view: ReplyOf<"draftSign"> };

/** Makes drafted answers records of the ledger: first the rows as they will stand there, then one signature for all of them. */
export function SignAnswers(props: { readonly answers: readonly AnswerDraft[]; /** Whether something has to be decided first. */ readonly isHeld: boolean; readonly onSigned: () => void }) {
  const words = wordsOf(WORDS);
  const client = useQueryClient();
  const [state, setState] = useState<State>();
  const attempt = async (work: () => Promise<State | undefined>): Promise<void> => {
    setState({ kind: "busy" });
    try {
      setState(await work());
    } catch (problem) {
      setState({ kind: "refused", text: problem instanceof Error ? problem.message : String(problem) });
    }
  };
  const read = (): void => void attempt(async () => ({ kind: "read", view: await draftAnswers(props.answers) }));
  const back = (): void => void attempt(async () => void (await undoDraft()));
  const sign = (): void =>
    void attempt(async () => {
      const view = await signDrafts().catch(async (problem: unknown) => {
        if (!(problem instanceof ServerProblem) || problem.reason !== "changed-meanwhile") throw problem;
        // What was written stays in this window; what others have answered is shown beside it.
        await undoDraft();
        void client.invalidateQueries();
        throw new Error(words.changedMeanwhile);
      });
      props.onSigned();
      // The targets of everybody are reckoned anew with it.
      void client.invalidateQueries();
      return { kind: "signed", view };
    });
  return (
    <section aria-label={words.signHere} className="draft-form">
      {props.answers.length > 0 && state?.kind !== "read" && (
        <button type="button" className="action" disabled={state?.kind === "busy" || props.isHeld} onClick={read}>
          {words.readBefore}
        </button>
      )}
      {props.isHeld && <p>{words.decideFirst}</p>}
      <div role="status">
        {state?.kind === "busy" && <p>{words.signing}</p>}
        {state?.kind === "signed" && (
          <p className="strip strip-done">
            {words.signed(state.view.written.length)}{" "}
            {state.view.written.slice(-1).map((it) => (
              <PageLink key={it.id} to={{ page: "ledger" }} query={{ channel: it.channel, entry: String(it.place) }}>
                {words.signedEntry}
              </PageLink>
            ))}
          </p>
        )}
      </div>
      {state?.kind === "refused" && (
        <p className="strip" role="alert">
          {state.text}
        </p>
      )}
      {state?.kind === "read" && (
        <>
          <p>{words.willStand(state.view.party)}</p>
          <ScrollRegion label={words.willStand(state.view.party)}>
            <ul className="plain-list">
              {state.view.steps.flatMap((step) =>
                step.drafts.map((it) => (
                  <li key={it.digest}>
                    <strong>{it.subject ?? it.type}</strong> ({it.label}) {it.cells.filter(({ heading }) => SHOWN.has(heading)).map(({ heading, value }) => `${heading} ${value}`).join(" · ")}
                  </li>
                )),
              )}
            </ul>
          </ScrollRegion>
          <div className="draft-tools">
            <button type="button" className="action" onClick={sign}>
              {words.signNow}
            </button>
            <button type="button" className="quiet" onClick={back}>
              {words.notYet}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

/** Cells that an answer is about; the others say where it comes from. */
const SHOWN: ReadonlySet<string> = new Set(["nation", "capability", "response", "quantity", "first_year", "reason", "corrects", "title"]);
