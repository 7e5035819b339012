import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { KINDS } from "#model";
import { type CheckedImport, type DataFinding, type ImportAsk, readSheet, useImportCheck, useMarking, useTemplate } from "../../fetch/import.ts";
import { useAs, useReader } from "../../fetch/queries.ts";
import { columnWord, kindWord } from "../../format/code-words.ts";
import { formatCount } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { Ticked } from "../../parts/ticked.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { inReadingOrder } from "./column-order.ts";
import { ExplainWords } from "./explain-words.tsx";
import { begun, type ImportState, redone, stepped, undone } from "./import-state.ts";
import { IMPORT_WORDS } from "./import-words.ts";
import { keepImport, keptImport } from "./keep-import.ts";
import { MapForm } from "./map-form.tsx";
import { MendGrid } from "./mend-grid.tsx";
import { SignImport } from "./sign-import.tsx";
import { isWhole, namesSource, SourceForm } from "./source-form.tsx";
import { explainedIn, unexplainedWords } from "./unexplained-words.ts";

const BYTES_MOST = 8 * 1024 * 1024;

/** The file in base64, as it goes to the server; read in pieces, since a call takes only so many arguments. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** A nation's spreadsheet: read, mapped, compared, mended, sent and signed. What was done survives a reload until it is signed or dropped. */
export function ImportCard() {
  const as = useAs();
  const reader = useReader();
  const person = reader.data?.person;
  const of = `${as}|${person?.id ?? ""}`;
  const words = wordsOf(IMPORT_WORDS);
  // Whose import it is has to be known first: what is chosen before would be lost when it is.
  if (reader.isPending)
    return (
      <Card id="import" title={words.title} note={words.note}>
        <Loading what={words.title} lines={3} />
      </Card>
    );
  return <ImportOf key={of} of={of} as={as} nation={person?.nation} />;
}

function ImportOf(props: { readonly of: string; readonly as: string; readonly nation: string | undefined }) {
  const { of, as } = props;
  const words = wordsOf(IMPORT_WORDS);
  const [state, setState] = useState(() => keptImport(of));
  const [busy, setBusy] = useState<{ readonly name: string; readonly stop: AbortController }>();
  const [problem, setProblem] = useState<unknown>();
  const [isStopped, setStopped] = useState(false);
  const [content, setContent] = useState<string>();
  // The page may have been left and come to again: what is kept goes into this entry of the history too.
  useEffect(() => {
    const kept = keptImport(of);
    if (kept !== undefined) keepImport(of, kept);
  }, [of]);
  const keep = (next: ImportState): void => {
    setState(next);
    keepImport(of, next);
  };
  const read = async (file: { readonly name: string; readonly content: string }, nation: string, more: object): Promise<void> => {
    const stop = new AbortController();
    setBusy({ name: file.name, stop });
    setProblem(undefined);
    setStopped(false);
    try {
      keep(begun(await readSheet(as, { ...file, ...(nation !== "" && { nation }), ...more }, stop.signal), nation));
      setContent(file.content);
    } catch (error) {
      if (stop.signal.aborted) setStopped(true);
      else setProblem(error);
    } finally {
      setBusy(undefined);
    }
  };
  const drop = (): void => {
    setState(undefined);
    keepImport(of, undefined);
  };
  return (
    <Card id="import" title={words.title} note={words.note}>
      <TemplateLink />
      <ReadForm nation={props.nation} isBusy={busy !== undefined} onRead={(file, nation, more) => void read(file, nation, more)} onProblem={setProblem} />
      {busy !== undefined && (
        <div role="status" className="import-tools">
          <progress aria-label={words.reading(busy.name)} /> {words.reading(busy.name)}
          <button type="button" className="quiet" onClick={() => busy.stop.abort()}>
            {words.cancel}
          </button>
        </div>
      )}
      {isStopped && <p role="status">{words.stopped}</p>}
      {problem !== undefined && <ProblemMessage problem={problem} what={words.theFile} onRetry={() => setProblem(undefined)} />}
      {state === undefined ? (
        busy === undefined && <EmptyMessage>{words.empty}</EmptyMessage>
      ) : (
        <Import
          state={state}
          onChange={(change) => keep(change(state))}
          onDrop={drop}
          onSigned={() => keepImport(of, undefined)}
          {...(content !== undefined && { onAgain: (more: object) => void read({ name: state.read.name, content }, state.nation, more) })}
        />
      )}
      <details className="how">
        <summary>{words.how}</summary>
        <p>{words.explain}</p>
        <p>
          <strong>{words.limits}.</strong> {words.limitsText}
        </p>
      </details>
    </Card>
  );
}

/** An empty sheet of a kind of record, to fill in. */
function TemplateLink() {
  const words = wordsOf(IMPORT_WORDS);
  const [kind, setKind] = useState("holding");
  const address = useTemplate(kind);
  return (
    <p className="import-tools">
      {words.template}
      <select aria-label={words.templateOf} value={kind} onChange={(event) => setKind(event.target.value)}>
        {Object.values(KINDS).map((it) => (
          <option key={it.name} value={it.name}>
            {kindWord(it.name)}
          </option>
        ))}
      </select>
      <a href={address} download>
        {words.takeTemplate(kindWord(kind))}
      </a>
    </p>
  );
}

function ReadForm(props: { readonly nation: string | undefined; readonly isBusy: boolean; readonly onRead: (file: { readonly name: string; readonly content: string }, nation: string, more: object) => void; readonly onProblem: (problem: unknown) => void }) {
  const words = wordsOf(IMPORT_WORDS);
  const nations = useReader().data?.choices?.nations ?? [];
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [file, map] = [data.get("file"), data.get("map")];
    if (!(file instanceof File) || file.size === 0) return;
    if (file.size > BYTES_MOST) {
      props.onProblem(new Error(words.tooLarge));
      return;
    }
    const kept = map instanceof File && map.size > 0 ? { map: await map.text() } : {};
    props.onRead({ name: file.name, content: await base64Of(file) }, props.nation ?? String(data.get("nation") ?? ""), kept);
  };
  return (
    <form ref={form} className="import-fields" aria-label={words.title} onSubmit={(event) => void submit(event)}>
      {props.nation === undefined && (
        <label>
          {words.nation}
          <select name="nation">
            <option value="">{words.several}</option>
            {nations.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {words.file}
        <input type="file" name="file" required accept=".xlsx,.csv,.txt,.tsv" />
      </label>
      <label>
        {words.keptMap}
        <input type="file" name="map" accept=".json" />
      </label>
      <button type="submit" className="action" disabled={props.isBusy}>
        {words.read}
      </button>
    </form>
  );
}

function Import(props: { readonly state: ImportState; readonly onChange: (change: (state: ImportState) => ImportState) => void; readonly onDrop: () => void; readonly onSigned: () => void; readonly onAgain?: (more: object) => void }) {
  const { state, onChange } = props;
  const words = wordsOf(IMPORT_WORDS);
  const { read, nation, now } = state;
  const ask = useMemo((): ImportAsk => {
    const { source, ...work } = now;
    return { name: read.name, nation, rows: read.rows, ...work, ...(source !== undefined && isWhole(source) && { source }) };
  }, [read, nation, now]);
  const query = useImportCheck(ask);
  const check = query.data;
  return (
    <>
      {read.remarks.map((it) => (
        <p key={`${it.line}|${it.message}`} className="strip">
          <Ticked text={`${it.message} ${it.mend}`} />
        </p>
      ))}
      {read.kinds.length > 1 && now.map.kind === read.map.kind && (
        <p className="strip" role="alert">
          {words.unclearKind(read.kinds.map((it) => kindWord(it.kind)))}
        </p>
      )}
      <div className="import-tools">
        <strong>{read.name}</strong>
        <button type="button" className="quiet" disabled={state.before.length === 0} onClick={() => onChange(undone)}>
          {words.undo}
        </button>
        <button type="button" className="quiet" disabled={state.after.length === 0} onClick={() => onChange(redone)}>
          {words.redo}
        </button>
        <button type="button" className="quiet" onClick={props.onDrop}>
          {words.drop}
        </button>
        <span role="status" className="quiet-text">
          {query.isFetching && words.checking}
        </span>
      </div>
      <MapForm read={read} map={now.map} onChange={(map) => onChange((it) => stepped(it, { map }))} onAgain={(more) => (props.onAgain === undefined ? onChange((it) => stepped(it, { map: { ...it.now.map, ...("headingLine" in more && more.headingLine !== undefined && { headingLine: more.headingLine }), ...(more.kind !== undefined && { kind: more.kind, columns: {}, fixed: {}, words: {}, id: "" }) } })) : props.onAgain(more))} />
      {namesSource(now.map.kind) && <SourceForm key={JSON.stringify(read.source)} proposed={read.source} source={now.source} onChange={(source) => onChange((it) => stepped(it, { source }))} />}
      {query.isError ? <ProblemMessage problem={query.error} what={words.theCheck} onRetry={() => void query.refetch()} /> : check === undefined ? <Loading what={words.theCheck} lines={8} /> : <Checked ask={ask} state={state} check={check} isStale={query.isPlaceholderData} onChange={onChange} onSigned={props.onSigned} />}
    </>
  );
}

function Checked(props: { readonly ask: ImportAsk; readonly state: ImportState; readonly check: CheckedImport; readonly isStale: boolean; readonly onChange: (change: (state: ImportState) => ImportState) => void; readonly onSigned: () => void }) {
  const { ask, state, check, onChange } = props;
  const words = wordsOf(IMPORT_WORDS);
  const marking = useMarking();
  const wrong = check.findings.filter((it) => it.level === "error");
  const { added, changed, same, wrong: rowsWrong } = check.counts;
  const { withdrawn } = check.differences;
  const unexplained = useMemo(() => unexplainedWords(check), [check]);
  // What a word of many rows is about is asked once, above, and not told again for each row.
  const told = useMemo(() => {
    const lines = new Set(unexplained.flatMap((it) => it.lines.map((line) => `${line}|${it.column}`)));
    return check.findings.filter((it) => !lines.has(`${it.row}|${it.column}`));
  }, [check, unexplained]);
  const countOf = (level: DataFinding["level"]): number => told.filter((it) => it.level === level).length;
  const [listed, doubts, remarks] = [countOf("error"), countOf("warning"), countOf("notice")];
  const ownLines = [...new Set(wrong.flatMap((it) => (it.row === undefined ? [] : [it.row])))];
  const columns: readonly Column<DataFinding>[] = [
    { id: "line", name: words.line, type: "number", width: 5, value: (it) => it.row, cell: (it) => it.row ?? <span className="quiet-text">{words.allLines}</span> },
    { id: "level", name: words.level, type: "text", width: 6, value: (it) => words.levels[it.level] },
    { id: "what", name: words.what, type: "text", width: 34, value: (it) => it.message, cell: (it) => <Ticked text={it.message} /> },
    { id: "mend", name: words.mend, type: "text", width: 34, value: (it) => it.mend, cell: (it) => <Ticked text={it.mend} /> },
    { id: "column", name: words.column, type: "text", width: 12, value: (it) => (it.column === undefined ? undefined : ask.map.columns[it.column] === undefined ? columnWord(it.column) : `${columnWord(it.column)} (${ask.map.columns[it.column]})`) },
  ];
  return (
    <div aria-busy={props.isStale} className="import-checked">
      <p className="plan-sentence" role="status">
        <Filled
          text={words.answer}
          with={{ rows: words.rows(check.rows.length - state.now.leftOut.length), added: <strong>{formatCount(added)}</strong>, changed: <strong>{formatCount(changed)}</strong>, same: formatCount(same), wrong: <strong>{formatCount(rowsWrong)}</strong>, withdrawn: <strong>{formatCount(withdrawn.length)}</strong>, errors: <strong>{words.errors(wrong.length)}</strong> }}
        />
        {unexplained.length > 0 && ` ${words.parted(wrong.length - listed, unexplained.length, listed)}`}
      </p>
      <label className="import-whole">
        <input type="checkbox" checked={state.now.whole} onChange={(event) => onChange((it) => stepped(it, { whole: event.target.checked }))} /> {words.whole}
      </label>
      {state.now.whole && !check.whole && <p className="strip">{words.notWhole}</p>}
      <ExplainWords words={unexplained} kind={ask.map.kind} headings={ask.map.columns} onExplain={(meanings) => onChange((it) => stepped(it, { map: explainedIn(it.now.map, meanings) }))} />
      <section aria-label={words.findings} className="import-part">
        <h3>{words.findings}</h3>
        {told.length > 0 && <p className="card-note">{words.listed(listed, doubts, remarks)}</p>}
        {ownLines.length > 0 && (
          <button type="button" className="quiet" onClick={() => onChange((it) => stepped(it, { leftOut: [...new Set([...it.now.leftOut, ...ownLines])] }))}>
            {ownLines.length === rowsWrong ? words.leaveAllOut : words.leaveOwnOut(ownLines.length)}
          </button>
        )}
        <DataTable name="import-findings" label={words.findings} columns={columns} rows={told} keyOf={(it) => [it.row, it.column, it.code, it.fact, it.message].join("|")} marking={marking} empty={words.noFindings} />
      </section>
      <MendGrid state={state} check={check} onChange={onChange} />
      <Differences check={check} />
      <SignImport key={String(state.before.length)} ask={ask} check={check} errors={props.isStale ? Math.max(1, wrong.length) : wrong.length} onSigned={props.onSigned} />
    </div>
  );
}

interface Difference {
  readonly kind: "added" | "changed" | "withdrawn" | "source";
  readonly line?: number;
  readonly id: string;
  readonly cells?: string;
}

function Differences(props: { readonly check: CheckedImport }) {
  const words = wordsOf(IMPORT_WORDS);
  const marking = useMarking();
  const { withdrawn } = props.check.differences;
  // A word that nobody has explained yet is no change.
  const wrong = new Set(props.check.wrong);
  const isSound = ({ line }: { readonly line: number }): boolean => !wrong.has(line);
  const [added, changed] = [props.check.differences.added.filter(isSound), props.check.differences.changed.filter(isSound)];
  const cell = (text: string): string => (text === "" ? words.none : text);
  const { source } = props.check.differences;
  const rows = [
    ...(source === undefined ? [] : [{ kind: "source", id: source.id, cells: source.title } satisfies Difference]),
    ...changed.map((it): Difference => ({ kind: "changed", line: it.line, id: it.id, cells: [...inReadingOrder(it.cells, (one) => one.column).map((one) => labelled(columnWord(one.column), `${cell(one.before)} → ${cell(one.after)}`)), ...it.fallen.map((one) => (one.before === undefined ? labelled(columnWord(one.column), words.rangeFalls(one.low, one.high)) : words.falls(columnWord(one.column), one.before)))].join("; ") })),
    ...withdrawn.map((it): Difference => ({ kind: "withdrawn", id: it.id })),
    ...added.map((it): Difference => ({ kind: "added", line: it.line, id: it.id })),
  ];
  const columns: readonly Column<Difference>[] = [
    { id: "change", name: words.change, type: "text", width: 7, value: (it) => words.changes[it.kind] },
    // What is of no line of the sheet is not unknown there.
    { id: "line", name: words.line, type: "number", width: 5, value: (it) => it.line, cell: (it) => it.line ?? "" },
    { id: "id", name: words.id, type: "text", width: 18, value: (it) => it.id },
    { id: "cells", name: words.cells, type: "text", width: 40, value: (it) => it.cells },
  ];
  return (
    <section aria-label={words.differences} className="import-part">
      <h3>{words.differences}</h3>
      {props.check.counts.wrong > 0 && <p className="card-note">{words.heldApart(props.check.counts.wrong)}</p>}
      <DataTable name="import-differences" label={words.differences} columns={columns} rows={rows} keyOf={(it) => `${it.kind}|${it.id}`} marking={marking} empty={props.check.counts.wrong > 0 ? words.noChangeYet : words.noChange} />
    </section>
  );
}
