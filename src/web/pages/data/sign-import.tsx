import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type CheckedImport, draftImport, type ImportAsk, signDrafts, undoDraft } from "../../fetch/import.ts";
import { useReader } from "../../fetch/queries.ts";
import { ProblemMessage } from "../../parts/message.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { wordsOf } from "../../words/words.ts";
import { tableCsv } from "./import-state.ts";
import { IMPORT_WORDS } from "./import-words.ts";

/** A text as one word of a command. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

type Stage = { readonly kind: "ready" | "sending" | "signing" | "nothing" } | { readonly kind: "waits"; readonly party: string; readonly waiting: number } | { readonly kind: "signed"; readonly records: number } | { readonly kind: "failed"; readonly problem: unknown; readonly before: Stage };

/** Sends the rows as a draft and signs it; where nobody is signed in, takes them to where they are recorded. */
export function SignImport(props: { readonly ask: ImportAsk; readonly check: CheckedImport; readonly errors: number; readonly onSigned: () => void }) {
  const { ask, check, errors, onSigned } = props;
  const words = wordsOf(IMPORT_WORDS);
  const reader = useReader();
  const client = useQueryClient();
  const [stage, setStage] = useState<Stage>({ kind: "ready" });
  const attempt = (now: Stage["kind"] & ("sending" | "signing"), work: () => Promise<Stage>): void => {
    const before = stage;
    setStage({ kind: now });
    void work().then(setStage, (problem: unknown) => setStage({ kind: "failed", problem, before }));
  };
  const send = (): void => attempt("sending", async () => {
    const { party, drafts, waiting } = await draftImport(ask);
    return drafts === 0 ? { kind: "nothing" } : { kind: "waits", party, waiting };
  });
  const sign = (party: string): void => attempt("signing", async () => {
    const { written } = await signDrafts(party);
    onSigned();
    void client.invalidateQueries();
    return { kind: "signed", records: written.length };
  });
  const back = (party: string): void => attempt("sending", async () => {
    await undoDraft(party);
    return { kind: "ready" };
  });
  const out = new Set(ask.leftOut);
  const table = (): string => tableCsv(check.columns, check.rows.filter((it) => !out.has(it.line)).map((it) => it.cells));
  const options = `--kind ${check.kind}${ask.nation === "" ? "" : ` --nation ${ask.nation}`}${check.whole ? " --whole" : ""}${ask.source === undefined ? "" : ` --own-source ${quoted(ask.source.title)} --own-source-date ${ask.source.asOf} --own-source-licence ${quoted(ask.source.licence)} --own-source-class ${ask.source.licenceClass}`} --write`;
  return (
    <section aria-label={words.sign} className="import-part">
      <h3>{words.sign}</h3>
      <p className="card-note">{words.signNote}</p>
      {errors > 0 && <p>{words.notYet(errors, check.counts.wrong)}</p>}
      {reader.data?.person === undefined ? (
        errors === 0 && (
          <>
            <p>{words.noSigner}</p>
            <p>
              <code>
                {`node bin/concord.mjs import DIR ${check.file}`} {options}
              </code>
            </p>
            <button type="button" className="action" onClick={() => saveFile(check.file, new Blob([table()], { type: "text/csv;charset=utf-8" }))}>
              {words.saveTable}
            </button>
          </>
        )
      ) : (
        <div role="status" className="import-tools">
          {stage.kind === "ready" && (
            <button type="button" className="action" disabled={errors > 0} onClick={send}>
              {words.send}
            </button>
          )}
          {stage.kind === "sending" && words.sending}
          {stage.kind === "signing" && words.signing}
          {stage.kind === "nothing" && words.nothingToSend}
          {stage.kind === "signed" && words.signed(stage.records)}
          {stage.kind === "waits" && (
            <>
              <span>{words.waits(stage.waiting)}</span>
              <button type="button" className="action" onClick={() => sign(stage.party)}>
                {words.signNow}
              </button>
              <button type="button" className="quiet" onClick={() => back(stage.party)}>
                {words.takeBack}
              </button>
            </>
          )}
          {stage.kind === "failed" && <ProblemMessage problem={stage.problem} what={words.sign} onRetry={() => setStage(stage.before.kind === "failed" ? { kind: "ready" } : stage.before)} />}
        </div>
      )}
    </section>
  );
}
