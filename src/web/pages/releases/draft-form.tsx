import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { ReplyOf } from "#api";
import { changeAddress, useAddress } from "../../address/address.ts";
import { draftRelease, previewRelease, type ReleaseAsk, RELEASES_KEY } from "../../fetch/ledger.ts";
import { useWhy } from "../../fetch/queries.ts";
import { formatAtLeast } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { languageNow, wordsOf } from "../../words/words.ts";
import { AboutRelease } from "./about.tsx";
import { isOnItsWay } from "./waiting-list.tsx";
import { WORDS } from "./words.ts";

/** So many days from today. A release has a last day; a year is long. */
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

type State = { readonly kind: "asking" } | { readonly kind: "refused"; readonly text: string } | { readonly kind: "shown"; readonly of: ReleaseAsk; readonly waiting: ReplyOf<"releaseDraft">["waiting"] } | { readonly kind: "drafted" };

/** Draft the release of a figure of a page: first what would be told, then the draft. */
export function DraftForm(props: { readonly figure: string; readonly view: ReplyOf<"releases"> }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const client = useQueryClient();
  const id = useId();
  const instead = useAddress()("instead");
  const before = view.waiting.find((it) => it.release === instead);
  const why = useWhy(props.figure);
  const [state, setState] = useState<State>();
  const show = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const of: ReleaseAsk = { key: props.figure, to: text("to"), reason: text("reason"), until: text("until"), ...(before !== undefined && { instead: before.release }) };
    setState({ kind: "asking" });
    try {
      setState({ kind: "shown", of, waiting: await previewRelease(of) });
    } catch (problem) {
      setState({ kind: "refused", text: problem instanceof Error ? problem.message : String(problem) });
    }
  };
  const draft = async (of: ReleaseAsk): Promise<void> => {
    setState({ kind: "asking" });
    try {
      await draftRelease(of);
      changeAddress({ instead: undefined }, "replace");
      // What is said to stand below stands there when it is said.
      await client.invalidateQueries({ queryKey: [RELEASES_KEY] });
      setState({ kind: "drafted" });
      goOnFrom("#drafted");
    } catch (problem) {
      setState({ kind: "refused", text: problem instanceof Error ? problem.message : String(problem) });
      await client.invalidateQueries({ queryKey: [RELEASES_KEY] });
    }
  };
  if (why.isError && why.data === undefined)
    return (
      <Card id="draft" title={words.draft}>
        <p className="strip">{why.error.message}</p>
      </Card>
    );
  return (
    <Card id="draft" title={words.draft} note={words.draftNote}>
      <form className="draft-form" aria-label={words.draft} onSubmit={(event) => void show(event)} onChange={() => setState(undefined)}>
        <p>
          <strong>{why.data?.question ?? props.figure}</strong> {why.data !== undefined && formatAtLeast(why.data.shown)}
        </p>
        {before !== undefined && <p className="strip">{words.replaces}</p>}
        <label className="field" htmlFor={`${id}-to`}>
          {words.to}
          <select id={`${id}-to`} name="to" required defaultValue={before?.to ?? ""}>
            <option value="">{words.choose}</option>
            {view.labels.map((it) => (
              <option key={it.label} value={it.label}>
                {[...new Set([it.label, it.marking[languageNow()]])].join(" · ")}
              </option>
            ))}
          </select>
        </label>
        <label className="field" htmlFor={`${id}-reason`}>
          {words.reason}
          <input id={`${id}-reason`} name="reason" required maxLength={2000} defaultValue={before?.reason ?? ""} />
        </label>
        <label className="field" htmlFor={`${id}-until`}>
          {words.until}
          <input id={`${id}-until`} name="until" type="date" required min={dayIn(0)} defaultValue={before?.until ?? dayIn(365)} />
        </label>
        <button type="submit" className="action">
          {words.preview}
        </button>
      </form>
      <div role="status">
        {state?.kind === "asking" && <p>{words.making}</p>}
        {state?.kind === "shown" && <p className="heard">{words.shown}</p>}
        {state?.kind === "drafted" && (
          <p id="drafted" tabIndex={-1} className="strip strip-done">
            {words.drafted}
          </p>
        )}
      </div>
      {state?.kind === "refused" && (
        <p className="strip" role="alert">
          {state.text}
        </p>
      )}
      {state?.kind === "shown" && (
        <section className="draft-told" aria-label={words.asTold}>
          <AboutRelease waiting={state.waiting} labels={view.labels} />
          {view.waiting.some((it) => isOnItsWay(it) && it.key === state.of.key && it.to === state.of.to && it.release !== before?.release) && <p className="strip">{words.twice}</p>}
          <button type="button" className="action" onClick={() => void draft(state.of)}>
            {before === undefined ? words.makeIt : words.changeIt}
          </button>
        </section>
      )}
    </Card>
  );
}
