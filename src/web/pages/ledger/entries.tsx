import type { ReplyOf } from "#api";
import { changeAddress, useAddress, useUnfound } from "../../address/address.ts";
import { ENTRIES_SHOWN, useEntries } from "../../fetch/ledger.ts";
import { Card } from "../../parts/card.tsx";
import { BesideMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { wordsOf } from "../../words/words.ts";
import { EntryCard } from "./entry-card.tsx";
import type { ChannelRow } from "./page.tsx";
import { WORDS } from "./words.ts";

export type EntryRow = ReplyOf<"ledgerEntries">["shown"][number];

/** A number in the address, if it is a whole one from 0 on. */
const numberOf = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** The entries of a channel, the latest first in sight, and the one that is open. */
export function Entries(props: { readonly channel: ChannelRow; readonly marking: string }) {
  const { channel } = props;
  const words = wordsOf(WORDS);
  const address = useAddress();
  const open = numberOf(address("entry"));
  useUnfound("entry", address("entry") !== undefined && (open === undefined || open >= channel.entries));
  const last = Math.max(0, channel.entries - ENTRIES_SHOWN);
  const wanted = numberOf(address("from")) ?? (open === undefined ? last : Math.floor(open / ENTRIES_SHOWN) * ENTRIES_SHOWN);
  const from = Math.min(wanted, Math.max(0, channel.entries - 1));
  const query = useEntries(channel.channel, from);
  const shown = query.data?.shown;
  const entry = shown?.find((it) => it.place === open);
  const go = (to: number): void => changeAddress({ channel: channel.channel, from: String(Math.max(0, to)), entry: undefined }, "push");
  return (
    <>
      <Card
        id="entries"
        title={words.entriesTitle(channel.party, channel.label)}
        note={shown === undefined || shown.length === 0 ? undefined : words.entriesNote(from, from + shown.length - 1, channel.entries)}
        tools={
          <>
            <button type="button" className="quiet" disabled={from === 0} onClick={() => go(from - ENTRIES_SHOWN)}>
              {words.older}
            </button>
            <button type="button" className="quiet" disabled={from + ENTRIES_SHOWN >= channel.entries} onClick={() => go(from + ENTRIES_SHOWN)}>
              {words.newer}
            </button>
          </>
        }
      >
        {query.isError && <BesideMessage hasData={shown !== undefined} problem={query.error} what={words.entries} onRetry={() => void query.refetch()} />}
        {query.isError && shown === undefined ? null : (
          <DataTable name={`entries-${channel.channel}-${from}`} label={words.entries} columns={columnsOf(channel.channel, from)} rows={shown?.toReversed()} keyOf={(row) => String(row.place)} marking={channel.marking?.en ?? props.marking} inAddress="entries" empty={words.noEntries} />
        )}
      </Card>
      {entry !== undefined && <EntryCard key={entry.id} channel={channel} entry={entry} />}
    </>
  );
}

function columnsOf(channel: string, from: number): readonly Column<EntryRow>[] {
  const words = wordsOf(WORDS);
  return [
    {
      id: "place",
      name: words.place,
      type: "number",
      width: 5,
      value: (row) => row.place,
      cell: (row) => (
        <PageLink to={{ page: "ledger" }} query={{ channel, from: String(from), entry: String(row.place) }}>
          {row.place}
        </PageLink>
      ),
    },
    { id: "kind", name: words.kind, type: "text", width: 12, value: (row) => words.types[row.type] ?? row.type },
    { id: "about", name: words.about, type: "text", width: 20, value: aboutOf },
    { id: "by", name: words.by, type: "text", width: 12, value: (row) => row.by.join(", ") },
    { id: "at", name: words.at, type: "text", width: 12, value: (row) => row.at },
    { id: "id", name: words.id, type: "text", width: 20, isAside: true, value: (row) => row.id },
  ];
}

/** What an entry is about, from its open fields. */
export function aboutOf({ fields }: EntryRow): string | undefined {
  const said = (name: string): string | undefined => {
    const text = fields.find((it) => it.name === name)?.value;
    return text?.startsWith('"') === true ? (JSON.parse(text) as string) : undefined;
  };
  return said("subject") ?? said("file") ?? said("key") ?? said("origin");
}
