import { useMemo } from "react";
import { declaredRefit, erasOf, isDeclared, readRefit, type Refit, refitSpec, refitText } from "#engines/history";
import type { EvidenceView } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { useAs } from "../../fetch/queries.ts";
import { formatNumber } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { ProblemMessage } from "../../parts/message.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { wordsOf } from "../../words/words.ts";
import { Told } from "../told.tsx";
import { RefitChoices } from "./choices.tsx";
import { eraText, RefitResult } from "./result.tsx";
import { type Fitting, useRefit } from "./use-refit.ts";
import { WORDS } from "./words.ts";

const MEGA = 1e6;
/** What stands there where the address asks for nothing. */
const FIRST = declaredRefit("attack");
const choose = (it: Refit): void => changeAddress({ refit: refitText(it) }, "replace");

/** The primary models of the first two questions with one's own eras and codings, fitted in this browser. The setting stands in the address. */
export function RefitCard(props: { readonly evidence: EvidenceView }) {
  const words = wordsOf(WORDS);
  const asked = useAddress()("refit");
  const as = useAs();
  const read = useMemo(() => (asked === undefined ? undefined : readRefit(asked)), [asked]);
  const refit = read ?? FIRST;
  const spec = { name: refitText(refit), ...refitSpec(refit) };
  const text = JSON.stringify(spec, undefined, 2);
  const { fitting, stop, again } = useRefit(as, read === undefined ? undefined : text);
  const file = `refit-${refit.model}.json`;
  const eras = erasOf(refit);
  const last = eras.at(-1)?.to;
  return (
    <Card id="refit" title={words.title} note={words.note}>
      {asked !== undefined && read === undefined && (
        <p className="strip" role="alert">
          {words.noSetting}
        </p>
      )}
      <RefitChoices refit={refit} onChange={choose} />
      <p className="card-note">
        {words.eras(eras.map(eraText).join(", "))}
        {last !== undefined && last < refit.to && ` ${words.rowsEnd(String(last))}`}
      </p>
      <div className="row-of-buttons">
        {fitting.kind === "none" && (
          <button type="button" className="action" onClick={() => choose(refit)}>
            {words.fit}
          </button>
        )}
        {(fitting.kind === "loading" || fitting.kind === "fitting") && (
          <button type="button" className="action" onClick={stop}>
            {words.cancel}
          </button>
        )}
        {fitting.kind === "stopped" && (
          <button type="button" className="action" onClick={again}>
            {words.again}
          </button>
        )}
        {!isDeclared(refit) && (
          <button type="button" className="quiet" onClick={() => choose(declaredRefit(refit.model))}>
            {words.back}
          </button>
        )}
      </div>
      <div className="refit-result">
        <p role="status" className={fitting.kind === "answer" ? "heard" : "card-note"}>
          {statusOf(fitting)}
        </p>
        {fitting.kind === "loading" && <progress aria-label={words.loading} max={fitting.at.total} value={fitting.at.total === undefined ? undefined : fitting.at.done} />}
        {fitting.kind === "fitting" && <progress aria-label={words.fitting} />}
        {fitting.kind === "problem" && <ProblemMessage problem={fitting.problem} what={words.problem} onRetry={again} />}
        {fitting.kind === "answer" && fitting.answer.kind === "refused" && (
          <div className="message">
            <h3>{words.refused}</h3>
            {fitting.answer.problems.map((it) => (
              <p key={it.message}>
                <Told text={it.message} /> <Told text={it.mend} />
              </p>
            ))}
          </div>
        )}
        {fitting.kind === "answer" && fitting.answer.kind === "fit" && (
          <RefitResult refit={refit} fit={fitting.answer} isDeclared={isDeclared(refit)} declared={props.evidence.declared} milliseconds={fitting.milliseconds} />
        )}
      </div>
      {!(fitting.kind === "answer" && fitting.answer.kind === "refused") && <Reproduce file={file} text={text} />}
    </Card>
  );
}

/** How to make the same figures elsewhere. */
function Reproduce(props: { readonly file: string; readonly text: string }) {
  const { file, text } = props;
  const words = wordsOf(WORDS);
  return (
    <>
      <p className="card-note">
        {words.reproduce}
        <code>{`node bin/concord.mjs study fit --spec ${file}`}</code>{" "}
        <button type="button" className="quiet" onClick={() => saveFile(file, new Blob([text, "\n"], { type: "application/json" }))}>
          {words.save}
        </button>
      </p>
      <details>
        <summary>{words.shown}</summary>
        <pre className="refit-spec" lang="en">
          {text}
        </pre>
      </details>
    </>
  );
}

/** What is said of where the fit stands. */
function statusOf(fitting: Fitting): string {
  const words = wordsOf(WORDS);
  const mega = (bytes: number): string => formatNumber(bytes / MEGA, 1);
  switch (fitting.kind) {
    case "none":
      return words.before;
    case "loading":
      return fitting.at.done === 0 ? words.loading : fitting.at.total === undefined ? words.loadingSome(mega(fitting.at.done)) : words.loadingAt(mega(fitting.at.done), mega(fitting.at.total));
    case "fitting":
      return words.fitting;
    case "stopped":
      return words.stopped;
    case "answer":
      return fitting.answer.kind === "fit" ? words.took(formatNumber(fitting.milliseconds / 1000, 1)) : words.refused;
    case "problem":
      return "";
  }
}
