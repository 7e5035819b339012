import type { ReplyOf } from "#api";
import { useAddress, useUnfound } from "../../address/address.ts";
import { Answer, Mark } from "../../cycle/cycle-page.tsx";
import { useConflicts, useIsWithoutLedger, useLedger } from "../../fetch/ledger.ts";
import { useHome } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { BesideMessage, EmptyMessage, Loading } from "../../parts/message.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { labelled, languageNow, wordsOf } from "../../words/words.ts";
import { ChannelState } from "./channel-state.tsx";
import { Entries } from "./entries.tsx";
import { WORDS } from "./words.ts";

/** A channel with its party, as the table lists it. */
export type ChannelRow = ReplyOf<"ledger">["parties"][number]["channels"][number] & { readonly party: string };

/** Who said what, when, and is the record whole? */
export function Page() {
  const words = wordsOf(WORDS);
  const query = useLedger();
  const isWithout = useIsWithoutLedger();
  return (
    <div className="page cycle ledger">
      <PageHead page="ledger" />
      {isWithout && <NoLedger />}
      {query.isError && <BesideMessage hasData={query.data !== undefined} problem={query.error} what={words.what} onRetry={() => void query.refetch()} />}
      {query.data === undefined ? isWithout || query.isError || <Loading what={words.what} lines={10} /> : <Ledger view={query.data} />}
    </div>
  );
}

function Ledger({ view }: { readonly view: ReplyOf<"ledger"> }) {
  const channels = view.parties.flatMap(({ party, channels: all }) => all.map((it): ChannelRow => ({ ...it, party })));
  const words = wordsOf(WORDS);
  const marking = useHome().data?.marking ?? "";
  const named = useAddress()("channel");
  const chosen = channels.find((it) => it.channel === named) ?? channels[0];
  useUnfound("channel", named !== undefined && chosen?.channel !== named);
  return (
    <>
      <Answer below={words.below}>
        <Filled
          text={words.answer}
          with={{
            entries: <strong>{words.entriesOf(view.entries)}</strong>,
            channels: <strong>{words.channelsOf(view.channels)}</strong>,
            parties: words.partiesOf(view.parties.length),
            witnessed: view.witnessed === 0 ? words.witnessedNone : words.witnessed(view.witnessed, view.channels),
          }}
        />
      </Answer>
      <Card id="channels" title={words.channels} note={words.channelsNote}>
        <DataTable name="channels" label={words.channels} columns={columnsOf()} rows={channels} keyOf={(row) => row.channel} marking={marking} empty={words.none} inAddress />
      </Card>
      {chosen !== undefined && (
        <>
          <Entries key={chosen.channel} channel={chosen} marking={marking} />
          <ChannelState channel={chosen} />
        </>
      )}
      {view.parties.length > 1 && <Conflicts />}
      <Card id="verify" title={words.verify}>
        <ol className="plain-list">
          {Object.values(words.steps).map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ol>
      </Card>
    </>
  );
}

function columnsOf(): readonly Column<ChannelRow>[] {
  const words = wordsOf(WORDS);
  return [
    { id: "party", name: words.party, type: "text", width: 6, value: (row) => row.party },
    { id: "label", name: words.label, type: "text", width: 10, value: (row) => row.label, cell: (row) => <PageLink to={{ page: "ledger" }} query={{ channel: row.channel }}>{row.label}</PageLink> },
    { id: "marking", name: words.marking, type: "text", width: 14, value: (row) => row.marking?.[languageNow()] },
    { id: "entries", name: words.entries, type: "number", width: 6, value: (row) => row.entries },
    { id: "latest", name: words.latest, type: "text", width: 12, value: (row) => row.at },
    { id: "witnesses", name: words.witnesses, type: "text", width: 8, value: (row) => words.witnessesOf(row.witnesses.filter((it) => it.signed).length, row.witnesses.length) },
    { id: "channel", name: words.channel, type: "text", width: 12, value: (row) => row.channel },
  ];
}

function Conflicts() {
  const words = wordsOf(WORDS);
  const query = useConflicts(true);
  const conflicts = query.data?.conflicts;
  return (
    <Card id="conflicts" title={words.conflicts} note={words.conflictsNote}>
      {query.isError && <BesideMessage hasData={conflicts !== undefined} problem={query.error} what={words.conflicts} onRetry={() => void query.refetch()} />}
      {conflicts === undefined ? (
        query.isError || <Loading what={words.conflicts} lines={2} />
      ) : conflicts.length === 0 ? (
        <EmptyMessage>{words.noConflicts}</EmptyMessage>
      ) : (
        <>
          <p>{words.conflictCount(conflicts.length)}</p>
          <ul className="plain-list">
            {conflicts.map((it) => (
              <li key={`${it.file} ${it.id}`}>
                <strong>{it.id}</strong> <span className="quiet-text">{it.file}</span>
                <ul className="plain-list">
                  {it.says.map(({ party, cells }) => (
                    <li key={party}>
                      <Mark tone={party === it.counts ? "good" : "plain"} /> <strong>{party}</strong> {labelled(party === it.counts ? words.counts : words.countsNot, "")}
                      {cells.filter(({ heading, value }) => it.says.some((other) => other.cells.find((one) => one.heading === heading)?.value !== value)).map(({ heading, value }) => `${heading} ${value}`).join(" · ")}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

const COMMANDS = ["node bin/concord.mjs ledger init LEDGER --party NATION --label OPEN", "node bin/concord.mjs ledger append LEDGER DATASET", "node bin/concord.mjs serve LEDGER"];

/** Where the data are a folder of tables: why a ledger, and how to start one. */
function NoLedger() {
  const words = wordsOf(WORDS);
  return (
    <section className="card card-text" aria-labelledby="no-ledger">
      <h2 id="no-ledger">{words.noLedger}</h2>
      <p>{words.noLedgerText}</p>
      <ol className="plain-list">
        {COMMANDS.map((it) => (
          <li key={it}>
            <code>{it}</code>
          </li>
        ))}
      </ol>
      <p className="card-note">{words.noLedgerAfter}</p>
    </section>
  );
}
