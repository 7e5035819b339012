import { type FormEvent, useId, useMemo, useState } from "react";
import { type AnswerDraft, type Shown, type TargetsView, valueText } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { unitName } from "../../format/units.ts";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { useDraftEffect, useNation } from "../../fetch/cycle.ts";
import { useIsClerk } from "../../fetch/ledger.ts";
import { useAs } from "../../fetch/queries.ts";
import { formatShown } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { EmptyMessage } from "../../parts/message.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { labelled, languageNow, wordsOf } from "../../words/words.ts";
import { answerIn, answersFile, commandsOf, type Drafted, type Drafts, NO_DRAFTS, redone, undone, useDrafts, withDraft, withStep } from "./drafts.ts";
import { Effect } from "./effect.tsx";
import { SignAnswers } from "./sign-answers.tsx";
import { WORDS } from "./words.ts";

// What somebody states is shown as they state it.
const DIGITS_STATED = 6;

/** Draft answers, see what they would change, take them back, and take them to where they are signed. */
export function DraftCard(props: { readonly view: TargetsView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const as = useAs();
  const [drafts, change] = useDrafts(`${view.dataset}|${as}`);
  const answers = useMemo(() => drafts.now.map(answerIn), [drafts.now]);
  const effect = useDraftEffect(answers);
  const { query } = effect;
  const isClerk = useIsClerk();
  const nameOf = (draft: AnswerDraft): string =>
    `${view.nations.find((it) => it.nation === draft.nation)?.name ?? draft.nation}, ${view.leaves.find((it) => it.leaf === draft.leaf)?.name ?? draft.leaf}`;
  const keepMine = (draft: Drafted): void => change((all) => withStep(all, all.now.map((it) => (it === draft ? { ...it, stood: standing(view, it)?.fact ?? "" } : it))));
  /** A change by a button that may be gone with it. */
  const changeHere = (how: (drafts: Drafts) => Drafts): void => {
    change(how);
    goOnFrom(".draft-tools button:not(:disabled)");
  };
  const hasConflict = drafts.now.some((it) => isOvertaken(view, it));
  const download = (): void => saveFile("answers.csv", new Blob([answersFile(answers)], { type: "text/csv;charset=utf-8" }));
  return (
    <Card id="draft" title={words.draft} note={words.draftNote}>
      <div className="cycle-columns">
        <DraftForm view={view} onDraft={(draft) => change((it) => withDraft(it, draft))} />
        <section aria-label={words.drafts} className="draft-form">
          <h3>{words.drafts}</h3>
          {drafts.now.length === 0 ? (
            <EmptyMessage>{words.noDrafts}</EmptyMessage>
          ) : (
            <ul className="draft-list">
              {drafts.now.map((it, index) => {
                const refused = drafts.now.length > 0 ? query.data?.refused.find((one) => one.index === index) : undefined;
                return (
                  <li key={`${it.nation}|${it.leaf}`}>
                    <Filled text={words.drafted("{of}", "{says}")} with={{ of: <strong>{nameOf(it)}</strong>, says: draftSaid(view, it) }} /> <span className="quiet-text">({it.reason})</span>{" "}
                    <button type="button" className="quiet" aria-label={words.remove(nameOf(it))} onClick={() => changeHere((all) => withStep(all, all.now.filter((one) => one !== it)))}>
                      {words.drop}
                    </button>
                    {isOvertaken(view, it) && (
                      <p role="alert" className="strip">
                        {words.overtaken(answerSaid(view, it))}{" "}
                        <button type="button" className="quiet" onClick={() => keepMine(it)}>
                          {words.keepMine}
                        </button>
                      </p>
                    )}
                    {refused !== undefined && (
                      <p role="alert">
                        {labelled(words.refused, `${refused.problem} ${refused.mend}`)}
                      </p>
                    )}
                  </li>
                );
              })}
            </ul>
          )}
          <div className="draft-tools">
            <button type="button" className="quiet" disabled={drafts.before.length === 0} onClick={() => changeHere(undone)}>
              {words.undo}
            </button>
            <button type="button" className="quiet" disabled={drafts.after.length === 0} onClick={() => changeHere(redone)}>
              {words.redo}
            </button>
            <button type="button" className="quiet" disabled={drafts.now.length === 0} onClick={() => changeHere((it) => withStep(it, NO_DRAFTS.now))}>
              {words.clear}
            </button>
          </div>
          {isClerk && <SignAnswers answers={answers} isHeld={hasConflict} onSigned={() => change((it) => withStep(it, NO_DRAFTS.now))} />}
          {drafts.now.length > 0 && (
            <details>
              <summary>{words.sign}</summary>
              <p>{words.signText}</p>
              <ol className="plain-list">
                {answers.flatMap(commandsOf).map((it) => (
                  <li key={it}>
                    <code>{it}</code>
                  </li>
                ))}
              </ol>
              <button type="button" className="action" onClick={download}>
                {words.download}
              </button>
            </details>
          )}
        </section>
      </div>
      {drafts.now.length > 0 && <Effect effect={effect} year={view.year} />}
    </Card>
  );
}

/** The answer to the target of a draft that stands. */
const standing = (view: TargetsView, { nation, leaf }: AnswerDraft) => view.answers.find((it) => it.nation === nation && it.leaf === leaf);

/** Whether another answer stands than did when the draft was made. */
const isOvertaken = (view: TargetsView, draft: Drafted): boolean => draft.stood !== undefined && draft.stood !== (standing(view, draft)?.fact ?? "");

/** What a draft says, in words: how it answers, and of a reserve what is accepted and from when in full. */
function draftSaid(view: TargetsView, draft: AnswerDraft): string {
  const words = wordsOf(WORDS);
  const unit = view.leaves.find((row) => row.leaf === draft.leaf)?.unit ?? "";
  return [
    words.kinds[draft.response],
    ...(draft.quantity === undefined ? [] : [words.accepts(valueText(draft.quantity, unit, { language: languageNow(), digits: DIGITS_STATED }))]),
    ...(draft.firstYear === undefined ? [] : [words.inFull(draft.firstYear)]),
  ].join(", ");
}

/** What stands, in words. */
function answerSaid(view: TargetsView, draft: AnswerDraft): string {
  const it = standing(view, draft);
  const { response } = wordsOf(CYCLE);
  return it === undefined ? response.none : `${[response[it.response], it.terms].filter((text) => text !== "").join(", ")} (${it.reason})`;
}

function DraftForm(props: { readonly view: TargetsView; readonly onDraft: (draft: Drafted) => void }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const address = useAddress();
  const form = useId();
  const nation = view.nations.some((it) => it.nation === address("nation")) ? (address("nation") ?? "") : (view.nations.find((it) => it.asked > 0)?.nation ?? "");
  const [response, setResponse] = useState<AnswerDraft["response"]>("reserve");
  const asked = useNation(nation);
  const targets = asked.isPlaceholderData ? [] : (asked.data?.targets ?? []).filter((it) => (it.review.asked.value ?? 0) > 0);
  const [chosen, setChosen] = useState(address("leaf") ?? "");
  const target = targets.find((it) => it.leaf === chosen) ?? targets[0];
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (target === undefined) return;
    const data = new FormData(event.currentTarget);
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const isReserve = response === "reserve";
    props.onDraft({
      nation,
      leaf: target.leaf,
      response,
      reason: text("reason"),
      stood: view.answers.find((it) => it.nation === nation && it.leaf === target.leaf)?.fact ?? "",
      ...(isReserve && text("quantity") !== "" && { quantity: Number(text("quantity").replace(",", ".")) }),
      ...(isReserve && text("firstYear") !== "" && { firstYear: Number(text("firstYear")) }),
    });
  };
  const unit = unitName(target?.review.asked.unit ?? "");
  // An answer holds for all years, so it is judged by the one in which most is asked, not by the one that is looked at.
  const most = target?.askedMost.value ?? Number.POSITIVE_INFINITY;
  const inYear = (shown: Shown, year: string | number): string => `${formatShown(shown)} (${year})`;
  // Told in the field itself, before it is drafted.
  const checkQuantity = ({ currentTarget: { form: fields } }: FormEvent<HTMLElement & { readonly form: HTMLFormElement | null }>): void => {
    const quantity = fields?.elements.namedItem("quantity");
    const from = fields?.elements.namedItem("firstYear");
    if (!(quantity instanceof HTMLInputElement)) return;
    const isFrom = from instanceof HTMLSelectElement && from.value !== "";
    const given = Number(quantity.value.replace(",", "."));
    quantity.setCustomValidity(target !== undefined && quantity.value !== "" && (given > most || (given === most && !isFrom)) ? words.aboveAsked(inYear(target.askedMost, target.askedMost.asOf ?? "")) : "");
  };
  return (
    <form className="draft-form" aria-label={words.draft} onSubmit={submit}>
      <label className="field" htmlFor={`${form}-nation`}>
        {words.whichNation}
        <select id={`${form}-nation`} value={nation} onChange={(event) => changeAddress({ nation: event.target.value, leaf: undefined }, "replace")}>
          {view.nations.map((it) => (
            <option key={it.nation} value={it.nation}>
              {it.name}
            </option>
          ))}
        </select>
      </label>
      <label className="field" htmlFor={`${form}-leaf`}>
        {words.whichLeaf}
        <select id={`${form}-leaf`} value={target?.leaf ?? ""} onChange={(event) => setChosen(event.target.value)} disabled={target === undefined}>
          {targets.map((it) => (
            <option key={it.leaf} value={it.leaf}>
              {it.name}
            </option>
          ))}
        </select>
      </label>
      {target !== undefined && <p className="card-note">{words.asksFor(inYear(target.review.asked, view.year), most > (target.review.asked.value ?? 0) ? inYear(target.askedMost, target.askedMost.asOf ?? "") : undefined, shared.response[target.review.response])}</p>}
      {target === undefined && asked.data !== undefined && !asked.isPlaceholderData && <p className="card-note">{words.asksNothing}</p>}
      <fieldset>
        <legend>{words.how}</legend>
        {(["accept", "reserve", "decline"] as const).map((it) => (
          <label key={it}>
            <input type="radio" name="response" value={it} checked={response === it} onChange={() => setResponse(it)} />
            {words.kinds[it]}
          </label>
        ))}
      </fieldset>
      {response === "reserve" && (
        <>
          <label className="field" htmlFor={`${form}-quantity`}>
            {words.quantity(unit)}
            <input id={`${form}-quantity`} key={`${nation}|${chosen}`} name="quantity" inputMode="decimal" pattern="[0-9]+([.,][0-9]+)?" title={words.quantityForm} onInput={checkQuantity} />
          </label>
          <label className="field" htmlFor={`${form}-year`}>
            {words.firstYear}
            <select id={`${form}-year`} name="firstYear" defaultValue="" onChange={checkQuantity}>
              <option value="">{words.never}</option>
              {view.years.slice(1).map((it) => (
                <option key={it} value={it}>
                  {it}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      <label className="field" htmlFor={`${form}-reason`}>
        {words.reason}
        <input id={`${form}-reason`} name="reason" required maxLength={2000} />
      </label>
      <button type="submit" className="action" disabled={target === undefined}>
        {words.add}
      </button>
    </form>
  );
}
